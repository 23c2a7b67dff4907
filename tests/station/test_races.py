"""What may not slip through between a decision and its record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from precinct import Refusal, Station
from precinct.basics.errors import StillToCome
from precinct.basics.ledger_errors import Conflict, Detached, Unstorable
from precinct.matters.administrative_case import AdministrativeCase, Investigate, Settle, Stop, StopGround
from precinct.matters.common import DecideRecusal, Note, RecusalGround, RequestRecusal
from precinct.matters.report import Channel, Classify, Dispatch, Receive, Report, ReportClass
from precinct.station.unit import FAST_CLOCK, require_past
from tests.station.conftest import HandClock
from tests.station.night import (
    DESK,
    HEAD,
    LIANG,
    dispatched,
    investigated,
    mediated,
    offer,
    performed,
    received,
)


def test_a_matter_from_a_unit_that_was_not_recorded_is_refused(station: Station) -> None:
    report = received(station)
    with pytest.raises(RuntimeError, match="somebody pulled the plug"), station.unit() as unit:  # noqa: PT012
        ghost = unit.act(report, Classify(ReportClass.HELP), actor=DESK)
        raise RuntimeError("somebody pulled the plug")
    station.act(report, Note("另一条"), actor=DESK)
    with pytest.raises(Detached, match="version 2"):
        station.act(ghost, Dispatch(("101",)), actor=DESK)
    assert station.load(Report, report.id).version == 2


def test_a_matter_made_by_hand_is_refused(station: Station) -> None:
    case = investigated(station)
    forged = attrs.evolve(case, parties=())
    with pytest.raises(Detached):
        station.act(forged, Note("没有当事人"), actor=LIANG)
    assert station.load(AdministrativeCase, case.id) == case


def test_an_equal_matter_is_as_good_as_the_same(station: Station) -> None:
    report = received(station)
    assert station.act(attrs.evolve(report), Note("副本"), actor=DESK).version == 2


def test_a_case_does_not_stop_while_its_mediation_begins(reopen: Callable[[], Station]) -> None:
    with reopen() as station, reopen() as elsewhere:
        case = investigated(station)
        unit = station.unit()
        unit.act(case, Stop(StopGround.NO_FACTS), actor=HEAD)
        elsewhere.begin(offer(case.id, station.clock()), actor=LIANG)
        with pytest.raises(Conflict):
            unit.commit()
        assert station.load(AdministrativeCase, case.id).state.value == "investigating"


def test_an_officer_is_not_sent_to_two_scenes_at_the_same_moment(station: Station) -> None:
    first, second = (station.act(received(station), Classify(ReportClass.HELP), actor=DESK) for _ in range(2))
    unit = station.unit()
    unit.act(first, Dispatch(("101",)), actor=DESK)
    station.act(second, Dispatch(("101",)), actor=DESK)
    with pytest.raises(Conflict):
        unit.commit()
    assert station.load(Report, first.id) == first


def test_a_decision_about_an_older_version_does_not_hold_for_a_newer_one(station: Station) -> None:
    case, mediation = mediated(station)
    mediation = performed(station, mediation)
    unit = station.unit()
    unit.act(case, Settle("已赔付"), actor=LIANG)
    newer = station.act(mediation, Note("别处先记"), actor=LIANG)
    with pytest.raises(Conflict) as conflict:
        unit.act(newer, Note("再记"), actor=LIANG)
    assert (conflict.value.expected, conflict.value.found) == (mediation.version, newer.version)


def test_a_unit_that_failed_keeps_nothing(station: Station) -> None:
    case, unit = investigated(station), station.unit()
    with pytest.raises(Refusal), unit:  # noqa: PT012 - leaving the block is what is tested
        unit.begin(Receive(Channel.PHONE, registered=True), actor=DESK)
        unit.act(case, Investigate(), actor=LIANG)
    with unit:
        unit.begin(Receive(Channel.PATROL, registered=True), actor=LIANG)
    assert [station.load(Report, head.matter).channel for head in station.heads(kind="report")] == [
        Channel.PATROL
    ]


def test_a_unit_whose_block_is_over_takes_no_more_actions(station: Station) -> None:
    with station.unit() as unit:
        report = unit.begin(Receive(Channel.PHONE, registered=True), actor=DESK)
    for late in (
        lambda: unit.begin(Receive(Channel.PHONE, registered=True), actor=DESK),
        lambda: unit.act(report, Note("太晚"), actor=DESK),
    ):
        with pytest.raises(ValueError, match="is over"):
            late()
    with unit:
        unit.act(report, Note("又一条"), actor=DESK)
    assert station.load(Report, report.id).version == 2


def test_a_step_that_was_refused_adds_nothing_and_the_others_are_recorded(station: Station) -> None:
    case = investigated(station)
    with station.unit() as unit:
        noted = unit.act(case, Note("之前"), actor=LIANG)
        with pytest.raises(Refusal):
            unit.act(noted, Investigate(), actor=LIANG)
    assert station.load(AdministrativeCase, case.id) == noted


def test_what_is_recorded_has_happened(station: Station) -> None:
    """A slip in the year would hide that somebody must act by tomorrow."""
    soon = station.clock() + FAST_CLOCK
    urgent = Receive(Channel.PHONE, urgent=True)
    report = station.begin(urgent, actor=DESK, at=soon)
    late = soon + timedelta(microseconds=1)
    for write in (
        lambda: station.begin(Receive(Channel.PHONE), actor=DESK, at=late),
        lambda: station.act(report, Note("明日"), actor=DESK, at=late),
    ):
        with pytest.raises(StillToCome) as caught:
            write()
        assert (caught.value.moment, caught.value.now) == (late, station.clock())
    assert station.recorder.tip().position == 1
    assert station.decide(report, Note("明日"), actor=DESK, at=late).codes == ()


def test_what_has_happened_has_in_an_hour_that_comes_twice_too() -> None:
    new_york = ZoneInfo("America/New_York")
    now = datetime(2024, 11, 3, 1, 10, fold=1, tzinfo=new_york)
    past = datetime(
        2024, 11, 3, 1, 50, tzinfo=new_york
    )  # by the clock on the wall later, and twenty minutes ago
    assert require_past(past, now) is past
    with pytest.raises(StillToCome):
        require_past(now, past)


def test_a_unit_begins_anew_after_what_no_store_keeps(station: Station) -> None:
    unit = station.unit()
    unit.begin(Receive(Channel.PHONE, id="长" * 900), actor=DESK)
    with pytest.raises(Unstorable):
        unit.commit()
    assert not unit.commit()
    unit.begin(Receive(Channel.PHONE), actor=DESK)
    assert unit.commit()


def test_a_unit_goes_on_after_a_conflict(station: Station) -> None:
    report, unit = received(station), station.unit()
    unit.act(report, Note("一"), actor=DESK)
    newer = station.act(report, Note("二"), actor=DESK)
    with pytest.raises(Conflict):
        unit.commit()
    with unit:
        unit.act(newer, Note("三"), actor=DESK)
    assert station.load(Report, report.id).version == 3


def test_a_stale_matter_inside_a_unit_is_a_conflict(station: Station) -> None:
    report = dispatched(station, "101")
    with pytest.raises(Conflict), station.unit() as unit:  # noqa: PT012 - leaving the block is what is tested
        unit.act(report, Note("一"), actor=DESK)
        unit.act(report, Note("二"), actor=DESK)


def test_a_limit_that_a_unit_ends_and_begins_anew_does_not_rest_on_the_old_one(
    station: Station, clock: HandClock
) -> None:
    ask = RequestRecusal[AdministrativeCase]("102", RecusalGround.INTEREST, "合伙人", of_head=False)
    case = station.act(investigated(station), ask, actor=LIANG)
    clock.move(days=14)
    with station.unit() as unit:
        case = unit.act(case, DecideRecusal("102", granted=False, why="不属实"), actor=HEAD)
        case = unit.act(case, ask, actor=LIANG)
        told = [swept.deadline.code for swept in station.sweep()]
    assert "recusal.decision" in told, "of the old one, which the unit has ended"
    (begun,) = (one for one in station.recorder.deadlines(matter=case.id) if one.code == "recusal.decision")
    assert (begun.started_at, begun.handled_at) == (clock.now.astimezone(UTC), None)
