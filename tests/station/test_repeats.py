"""What is sent twice under one key is recorded once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct import MemoryRecorder, Refusal, Station, cn
from precinct.basics.ledger_errors import AlreadyRecorded, Conflict, Detached, KeyReused
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Tip, Unit
from precinct.matters.administrative_case import AdministrativeCase, File, Investigate
from precinct.matters.common import Note
from precinct.matters.custody import Measure, ProposeMeasure
from precinct.matters.report import (
    Channel,
    Classify,
    Dispatch,
    Handle,
    Receive,
    Report,
    ReportClass,
    ReportOutcome,
    ReportState,
)
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import CHEN, DESK, HEAD, LIANG, SU, WEN, dispatched, investigated, received
from tests.station.processes import opened, run
from tests.station.test_worklist import Answer, Letter, Now, Reply, Then, Write, letters


def notes(station: Station, report: Report) -> list[str]:
    return [entry.action.text for entry in station.entries(report.id) if isinstance(entry.action, Note)]


def test_the_same_action_twice_is_recorded_once(station: Station, clock: HandClock) -> None:
    report = received(station)
    first = station.act(report, Classify(ReportClass.HELP), actor=DESK, key="mail 7")
    tip = station.recorder.tip()
    clock.move(minutes=5)  # when the second one comes is no other request
    assert station.act(report, Classify(ReportClass.HELP), actor=DESK, key="mail 7") == first
    assert station.recorder.tip() == tip


def test_the_second_sender_gets_the_matter_as_it_stands_now(station: Station) -> None:
    report = received(station)
    classified = station.act(report, Classify(ReportClass.HELP), actor=DESK, key="mail 7")
    sent = station.act(classified, Dispatch(("101",)), actor=DESK)
    for seen in (report, classified, sent):
        assert station.act(seen, Classify(ReportClass.HELP), actor=DESK, key="mail 7") == sent


def test_an_opening_sent_again_opens_nothing_whatever_id_it_chose(station: Station) -> None:
    report = station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=DESK, key="call 1")
    again = station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=DESK, key="call 1")
    assert again == report
    assert len(list(station.heads())) == 1


def test_what_could_not_happen_again_is_still_answered(station: Station) -> None:
    case = station.begin(File("property_damage", date(2023, 1, 6), parties=(CHEN, WEN)), actor=LIANG)
    begun = station.act(case, Investigate(), actor=LIANG, key="i")
    with pytest.raises(Refusal):
        station.act(begun, Investigate(), actor=LIANG)
    assert station.act(begun, Investigate(), actor=LIANG, key="i") == begun


PARIS = ZoneInfo("Europe/Paris")
TWICE = datetime(2022, 10, 30, 2, 30, tzinfo=PARIS)
"""A moment of the hour that the end of summer time repeats; Python finds it unequal to the same with an offset."""

MOMENTS = [TWICE, TWICE.replace(fold=1), datetime(2022, 3, 27, 2, 30, tzinfo=PARIS)]
IDS = ["first", "second", "left out"]


@pytest.mark.parametrize("moment", MOMENTS, ids=IDS)
def test_a_moment_of_the_hour_that_comes_twice_is_the_same_when_it_is_sent_twice(
    station: Station, moment: datetime
) -> None:
    assert moment != moment.astimezone(UTC), "or the test shows nothing"
    opening = Receive(Channel.PHONE, gist="闹事", registered=True, at=moment)
    report = station.begin(opening, actor=DESK, key="call 1")
    assert station.begin(opening, actor=DESK, key="call 1") == station.load(Report, report.id)
    with pytest.raises(KeyReused):
        station.begin(attrs.evolve(opening, at=moment + timedelta(hours=3)), actor=DESK, key="call 1")
    with pytest.raises(KeyReused):
        # What could not be recorded was not.
        station.begin(attrs.evolve(opening, gist=cast("str", {3})), actor=DESK, key="call 1")


@pytest.mark.parametrize("moment", MOMENTS, ids=IDS)
def test_a_matter_with_a_moment_of_the_hour_that_comes_twice_is_the_ledgers_own(
    station: Station, moment: datetime
) -> None:
    opening = Receive(Channel.PHONE, gist="闹事", registered=True, at=moment)
    report = station.begin(opening, actor=DESK)
    assert report.received_at is moment
    station.records.shelf.drop(report.id)  # as in another process, or when it was long ago
    noted = station.act(report, Note("有人报警"), actor=DESK)
    assert noted.version == 2
    station.records.shelf.drop(report.id)
    for forged in (
        attrs.evolve(noted, gist="另一件事"),
        attrs.evolve(noted, state=ReportState.CLASSIFIED),
        attrs.evolve(noted, received_at=moment + timedelta(hours=3)),
    ):
        with pytest.raises(Detached):
            station.act(forged, Note("另一条"), actor=DESK)


def test_the_two_hours_that_read_alike_are_two_moments(station: Station) -> None:
    first, second = MOMENTS[:2]
    opening = Receive(Channel.PHONE, gist="闹事", registered=True, at=first)
    report = station.begin(opening, actor=DESK, key="call 1")
    with pytest.raises(KeyReused):
        station.begin(attrs.evolve(opening, at=second), actor=DESK, key="call 1")
    station.records.shelf.drop(report.id)
    with pytest.raises(Detached):
        station.act(attrs.evolve(report, received_at=second), Note("另一条"), actor=DESK)


def test_a_refused_action_leaves_its_key_free(station: Station) -> None:
    report = received(station)
    with pytest.raises(Refusal):
        station.act(report, Dispatch(("101",)), actor=DESK, key="d")
    report = station.act(report, Classify(ReportClass.HELP), actor=DESK)
    assert station.act(report, Dispatch(("101",)), actor=DESK, key="d").officers == ("101",)


def test_a_key_is_for_one_action_by_one_actor_on_one_matter(station: Station) -> None:
    report, other = received(station), received(station)
    station.act(report, Note("第一条"), actor=DESK, key="n")
    tip = station.recorder.tip()
    wrong: list[Callable[[], object]] = [
        lambda: station.act(report, Note("第二条"), actor=DESK, key="n"),
        lambda: station.act(report, Note("第一条"), actor=LIANG, key="n"),
        lambda: station.act(other, Note("第一条"), actor=DESK, key="n"),
        lambda: station.act(report, Classify(ReportClass.HELP), actor=DESK, key="n"),
        lambda: station.begin(Receive(Channel.PHONE), actor=DESK, key="n"),
    ]
    for ask in wrong:
        with pytest.raises(KeyReused, match=f"under the key 'n' Note was recorded in matter {report.id}"):
            ask()
    assert station.recorder.tip() == tip


def test_what_somebody_wrote_stands_in_no_message(station: Station) -> None:
    report = station.act(received(station), Note("住在天园路"), actor=DESK, key="n")
    with pytest.raises(KeyReused) as reused:
        station.act(report, Note("住在别处"), actor=DESK, key="n")
    assert "天园路" not in str(reused.value)
    assert "别处" not in str(reused.value)
    assert (reused.value.matter, reused.value.action) == (report.id, "Note")


@pytest.mark.parametrize("key", ["x" * 201, "a\nb", "\ud800"])
def test_a_key_that_cannot_be_kept_is_refused(station: Station, key: str) -> None:
    with pytest.raises(ValueError, match="up to 200 characters"):
        station.begin(Receive(Channel.PHONE), actor=DESK, key=key)


def test_a_key_of_two_hundred_characters_can_be_kept(station: Station) -> None:
    report = station.begin(Receive(Channel.PHONE), actor=DESK, key="警" * 200)
    assert station.begin(Receive(Channel.PHONE), actor=DESK, key="警" * 200) == report


# --- units of several actions ----------------------------------------------------------------------


def to_a_case(station: Station, report: Report, key: str = "u") -> tuple[Report, AdministrativeCase]:
    """Three steps in one unit: a case is opened, the report goes over to it, the case is begun."""
    with station.unit(key=key) as unit:
        case = unit.begin(File("property_damage", date(2023, 1, 6), parties=(CHEN, WEN)), actor=LIANG)
        handled = Handle(ReportOutcome.ADMINISTRATIVE_CASE, linked=(case.id,))
        report = unit.act(report, handled, actor=LIANG, filmed=True)
        case = unit.act(case, Investigate(), actor=LIANG)
    return report, case


def test_a_unit_of_several_actions_is_recorded_once(station: Station) -> None:
    report = dispatched(station, "101")
    first = to_a_case(station, report)
    tip = station.recorder.tip()
    assert to_a_case(station, report) == first
    noted = station.act(first[0], Note("补记"), actor=DESK)
    assert to_a_case(station, report) == (noted, first[1])
    assert station.recorder.tip().position == tip.position + 1


def test_a_unit_that_asks_for_less_or_more_is_another_one(station: Station) -> None:
    report, case = to_a_case(station, dispatched(station, "101"))
    tip = station.recorder.tip()
    opening = File("property_damage", date(2023, 1, 6), parties=(CHEN, WEN))
    with (
        pytest.raises(KeyReused, match="Handle was recorded in matter"),
        station.unit(key="u") as unit,
    ):
        unit.begin(opening, actor=LIANG)
    last = f"Investigate was recorded in matter {case.id}; it was the last, and now Note comes after it"
    with pytest.raises(KeyReused, match=last), station.unit(key="u") as unit:  # noqa: PT012
        unit.begin(opening, actor=LIANG)
        handled = Handle(ReportOutcome.ADMINISTRATIVE_CASE, linked=(case.id,))
        unit.act(report, handled, actor=LIANG)
        unit.act(case, Investigate(), actor=LIANG)
        unit.act(case, Note("多一条"), actor=LIANG)
    assert station.recorder.tip() == tip


# --- at the same moment ----------------------------------------------------------------------------


class Meanwhile(MemoryRecorder):
    """A store in which something happens just before a unit with a key is appended."""

    first: Callable[[], object] | None = None

    def append(self, unit: Unit) -> Tip:
        if unit.key and self.first is not None:
            first, self.first = self.first, None
            first()
        return super().append(unit)


@pytest.fixture
def racing() -> Station:
    return Station(Meanwhile(), procedure=cn, clock=lambda: NIGHT)


def meanwhile(station: Station, what: Callable[[], object]) -> None:
    cast("Meanwhile", station.recorder).first = what


def elsewhere(station: Station) -> Station:
    """Another process on the same ledger, as far as the station can tell."""
    return Station(cast("Recorder", station.recorder), procedure=cn, clock=station.clock)


def test_two_who_send_the_same_at_once_record_it_once(racing: Station) -> None:
    report, other = received(racing), elsewhere(racing)

    def before() -> None:
        classified = other.act(report, Classify(ReportClass.HELP), actor=DESK, key="k")
        other.act(classified, Note("已派"), actor=DESK)

    meanwhile(racing, before)
    assert racing.act(report, Classify(ReportClass.HELP), actor=DESK, key="k").version == 3
    assert racing.recorder.tip().position == 3


def test_two_who_open_the_same_at_once_open_one_matter(racing: Station) -> None:
    other = elsewhere(racing)
    meanwhile(racing, lambda: other.begin(Receive(Channel.PHONE), actor=DESK, key="k"))
    report = racing.begin(Receive(Channel.PHONE), actor=DESK, key="k")
    assert [head.matter for head in racing.heads()] == [report.id]


def test_two_who_send_other_things_under_one_key_at_once_are_told(racing: Station) -> None:
    report, other = received(racing), elsewhere(racing)
    meanwhile(racing, lambda: other.act(report, Note("甲"), actor=DESK, key="k"))
    with pytest.raises(KeyReused):
        racing.act(report, Note("乙"), actor=DESK, key="k")


def test_a_unit_that_another_process_records_meanwhile_is_done_again(racing: Station) -> None:
    report, other = dispatched(racing, "101"), elsewhere(racing)
    meanwhile(racing, lambda: to_a_case(other, report))
    with pytest.raises(AlreadyRecorded):  # the case that was handed out is not the one that was recorded
        to_a_case(racing, report)
    handled, case = to_a_case(racing, report)
    assert handled.linked == (case.id,)
    assert len(list(racing.heads())) == 2


def test_a_unit_that_opens_nothing_is_taken_as_done(racing: Station) -> None:
    report, other = received(racing), elsewhere(racing)

    def twice(station: Station) -> Report:
        with station.unit(key="k") as unit:
            noted = unit.act(report, Note("一"), actor=DESK)
            return unit.act(noted, Note("二"), actor=DESK)

    meanwhile(racing, lambda: twice(other))
    assert twice(racing) == racing.load(Report, report.id)
    assert racing.recorder.tip().position == 3


def test_what_came_of_it_meanwhile_is_no_reason_to_refuse_it(racing: Station) -> None:
    """The officer is busy: he was sent by the same dispatch, called off, and sent elsewhere."""
    first, second = (racing.act(received(racing), Classify(ReportClass.HELP), actor=DESK) for _ in range(2))
    unit, other = racing.unit(key="k"), elsewhere(racing)
    noted = unit.act(first, Note("派警"), actor=DESK)
    with other.unit(key="k") as same:
        sent = same.act(same.act(first, Note("派警"), actor=DESK), Dispatch(("101",)), actor=DESK)
    called_off = Handle(ReportOutcome.NO_FURTHER_ACTION, reason="报警人称已解决")
    sent = other.act(sent, called_off, actor=DESK)
    other.act(second, Dispatch(("101",)), actor=DESK)
    second_again = racing.act(received(racing), Classify(ReportClass.HELP), actor=DESK)
    assert "report.officers_free" in racing.decide(second_again, Dispatch(("101",)), actor=DESK).codes
    assert unit.act(noted, Dispatch(("101",)), actor=DESK) == sent
    unit.commit()


def test_what_was_opened_meanwhile_is_no_reason_to_refuse_to_open_it(racing: Station) -> None:
    """A second summons of one person needs a reason, and the first one is this one."""
    case, other = investigated(racing), elsewhere(racing)
    summons = ProposeMeasure(Measure.INQUIRY, case.id, WEN, "查明事实")
    unit = racing.unit(key="k")
    unit.act(case, Note("传唤"), actor=LIANG)
    with other.unit(key="k") as same:
        same.act(case, Note("传唤"), actor=LIANG)
        proposed = same.begin(summons, actor=LIANG)
    with pytest.raises(Refusal):
        racing.begin(attrs.evolve(summons, id="another"), actor=LIANG)
    assert unit.begin(summons, actor=LIANG) == proposed
    unit.commit()


def test_processes_that_send_the_same_notes_record_each_once(shared: str) -> None:
    with opened(shared) as station:
        report = received(station)
    run("send_notes", shared, report.id, 12)
    with opened(shared) as station:
        assert sorted(notes(station, report)) == sorted(f"第{number}条" for number in range(12))
        station.verify()


@given(sent=st.lists(st.integers(0, 4), max_size=20))
def test_however_often_what_is_sent_each_is_recorded_once(sent: list[int]) -> None:
    station = Station(MemoryRecorder(), procedure=cn, clock=lambda: NIGHT + timedelta(minutes=1))
    report = received(station)
    seen = report
    for number in sent:
        try:
            seen = station.act(seen, Note(str(number)), actor=SU, key=str(number))
        except Conflict:
            raise AssertionError("a sender that has the newest matter in hand meets no conflict") from None
    assert notes(station, report) == [str(number) for number in dict.fromkeys(sent)]


def test_what_is_called_otherwise_today_was_recorded_all_the_same_even_where_it_is_sealed_by_now(
    station: Station, clock: HandClock
) -> None:
    recorder = station.recorder
    then = Station(recorder, procedure=letters(Then.CAME, Then.DONE), clock=clock)
    letter = then.begin(Write(), actor=LIANG)
    then.act(letter, Answer(), actor=HEAD, key="k")
    renamed = letters(Now.NEW, Now.DONE, Reply, version=2, renamed={"came": "new", "Answer": "Reply"})
    now = Station(recorder, procedure=renamed, clock=clock)
    assert now.act(now.load(Letter, letter.id), Reply(), actor=HEAD, key="k").state is Now.DONE
    in_hand = now.load(Letter, letter.id)
    recorder.append(Unit((), sealed=((letter.id, True),)))
    with now.unit(key="k") as unit:
        assert unit.act(in_hand, Reply(), actor=HEAD) is in_hand
    with pytest.raises(KeyReused), now.unit(key="k") as unit:
        unit.act(in_hand, Reply(), actor=LIANG)


def test_a_key_under_which_no_action_was_recorded_is_told_so(station: Station) -> None:
    report = station.begin(Receive(Channel.PHONE), actor=DESK)
    station.recorder.append(Unit(entries=(), names=((report.id, ("n",)),), key="names"))
    with pytest.raises(KeyReused, match="no action was recorded; now one is asked for"):
        station.act(report, Note("补记"), actor=DESK, key="names")
