"""What is due, and what makes it so."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from precinct import Station, cn
from precinct.basics.errors import UnknownYear
from precinct.basics.ledger_errors import DeadlineMoved
from precinct.ledger.stored import Deadline, Tip, Unit
from precinct.matters.administrative_case import (
    AdministrativeCase,
    ExtendTime,
    File,
    Investigate,
    SendForAppraisal,
    Settle,
    TakeInAppraisal,
)
from precinct.matters.custody import Extend, SummonOrally, TellFamily, Tier
from precinct.matters.mediation import OrderValuation, ReceiveValuation, Refuse
from precinct.matters.report import (
    Channel,
    Classify,
    Close,
    Handle,
    Receive,
    Register,
    ReportClass,
    ReportOutcome,
)
from precinct.station.deadlines import Due, changed_deadlines, recounted
from precinct.workflow.entry import Entry, Follow, FollowUp
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import CHEN, COUNTY, DESK, HEAD, LIANG, SU, WEN, investigated, mediated, performed


def codes(station: Station) -> list[str]:
    return [due.code for due in station.due()]


def test_urgent_work_leaves_a_day_for_the_registration(station: Station, clock: HandClock) -> None:
    report = station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    (due,) = station.due()
    assert due.code == "report.registration"
    assert due.due_at == datetime(
        2023, 1, 8, 0, 0, tzinfo=NIGHT.tzinfo
    )  # the hour that has begun is not counted
    assert due.citations[0].article == "二(一)3"
    assert "24" in due.explained.en
    station.act(report, Register(receipt_given=True), actor=DESK)
    assert station.due() == []


def test_within_looks_ahead_from_now_and_tells_what_is_overdue(station: Station, clock: HandClock) -> None:
    station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    investigated(station)
    assert [due.code for due in station.due(within=timedelta(days=2))] == ["report.registration"]
    assert codes(station) == ["report.registration", "case.time"]
    clock.move(days=60)
    assert [due.code for due in station.due(within=timedelta(0))] == ["report.registration", "case.time"]


def clock_of_the_case(station: Station) -> Due:
    """The time for the case; beside it both sides are to get a copy of what came back."""
    by_code = {due.code: due for due in station.due()}
    assert by_code.keys() == {"case.time", "case.appraisal_notice"}
    return by_code["case.time"]


def test_the_case_clock_stands_still_for_an_appraisal(station: Station, clock: HandClock) -> None:
    case = investigated(station)
    (before,) = station.due()
    assert before.until == "2023-02-06 24:00"  # the thirtieth day, 02-05, is a Sunday
    clock.move(days=3)
    case = station.act(case, SendForAppraisal("房门损失"), actor=LIANG)
    (paused,) = station.due()
    assert paused.paused_at == clock.now
    assert station.due(within=timedelta(days=400)) == []
    clock.move(days=5)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    after = clock_of_the_case(station)
    assert (after.paused_at, after.until) == (None, "2023-02-10 24:00")  # five days on from 02-05, a Friday


def test_a_day_that_has_only_begun_is_not_left_out(station: Station, clock: HandClock) -> None:
    case = station.act(investigated(station), SendForAppraisal("房门"), actor=LIANG)
    clock.move(hours=47)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    after = clock_of_the_case(station)
    assert "1 day in between not counted" in after.explained.en


def test_time_that_runs_on_may_end_on_a_holiday_and_then_moves_again(
    station: Station, clock: HandClock
) -> None:
    case = station.act(investigated(station), SendForAppraisal("房门"), actor=LIANG)
    clock.move(days=6)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    after = clock_of_the_case(station)
    assert after.until == "2023-02-13 24:00"  # 02-11 is a Saturday


def test_an_extension_is_counted_from_the_end_and_not_from_the_day_of_its_grant(
    station: Station, clock: HandClock
) -> None:
    case = investigated(station)
    clock.move(days=20)
    station.act(case, ExtendTime("案情复杂"), actor=COUNTY)
    (due,) = station.due()
    assert (due.code, due.until) == ("case.time", "2023-03-07 24:00")  # sixty days from 01-06
    assert "30 days longer" in due.explained.en
    assert "延长 30日" in due.explained.zh


def test_what_is_due_says_what_its_end_means_and_who_deals_with_it(station: Station) -> None:
    investigated(station)
    (due,) = station.due()
    assert due.to("en").endswith("; then: warn")
    assert due.to("zh").endswith("届满: 提醒")
    assert due.handled_by == ("ExtendTime", "GoOnSearching")


def test_a_matter_that_has_ended_has_nothing_due(station: Station) -> None:
    case, mediation = mediated(station)
    assert codes(station) == ["mediation.completion", "case.time"]
    performed(station, mediation)
    assert codes(station) == ["case.time"]
    station.act(case, Settle("已赔付"), actor=LIANG)
    assert codes(station) == []


def test_the_end_of_a_matter_ends_what_no_row_named(station: Station, clock: HandClock) -> None:
    clock.now = datetime(2024, 1, 2, 9, tzinfo=NIGHT.tzinfo)
    report = station.begin(Receive(Channel.LETTER, registered=True), actor=DESK)
    report = station.act(report, Classify(ReportClass.COMPLAINT), actor=DESK)
    report = station.act(report, Handle(ReportOutcome.HELP_GIVEN), actor=LIANG)
    assert codes(station) == ["report.letter_contact"]
    station.act(report, Close("已答复"), actor=DESK)
    assert codes(station) == []


def test_an_extension_over_new_year_keeps_the_deadline_of_who_is_held(
    station: Station, clock: HandClock
) -> None:
    clock.now = datetime(2025, 12, 31, 20, 0, tzinfo=NIGHT.tzinfo)
    case = station.begin(File("property_damage", date(2025, 12, 31), parties=(CHEN, WEN)), actor=LIANG)
    clock.move(hours=2)
    summons = SummonOrally(case.id, WEN, found_on_scene=True, card_shown=True)
    inquiry = station.begin(summons, actor=LIANG, companions=(SU,))
    assert [due.until for due in station.due(matter=inquiry.id)] == ["2026-01-01 06:00"]
    clock.move(hours=5)
    inquiry = station.act(inquiry, TellFamily("妻子"), actor=LIANG)
    inquiry = station.act(
        inquiry, Extend(Tier.MIDDLE, detention_possible=False, why="人数众多", many_involved=True), actor=HEAD
    )
    (due,) = station.due(matter=inquiry.id)
    assert (due.until, due.citations[0].article) == ("2026-01-01 10:00", "97")


def test_who_paused_reads_why_the_end_moved(station: Station, clock: HandClock) -> None:
    case = station.act(investigated(station), SendForAppraisal("房门"), actor=LIANG)
    clock.move(days=2)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    due = clock_of_the_case(station)
    assert "2 days in between not counted" in due.explained.en
    assert "其间 2 日不计算在内" in due.explained.zh


def test_a_valuation_lets_the_time_to_mediate_run_anew_from_its_report(
    station: Station, clock: HandClock
) -> None:
    _, mediation = mediated(station)
    mediation = station.act(mediation, OrderValuation("房门"), actor=LIANG)
    assert codes(station) == ["case.time"]
    for day, last in ((18, "2023-01-28 24:00"), (19, "2023-01-29 24:00")):
        came = datetime(2023, 1, day, 10, tzinfo=NIGHT.tzinfo)
        clock.now = came
        mediation = station.act(mediation, ReceiveValuation(came, loss=800), actor=LIANG)
        (due,) = station.due(matter=mediation.id)
        assert (due.code, due.until) == ("mediation.completion_after_report", last)


@pytest.mark.parametrize("day", [6, 7])
def test_mediation_is_completed_by_wednesday(station: Station, clock: HandClock, day: int) -> None:
    clock.now = datetime(2023, 1, day, 23, 20, tzinfo=NIGHT.tzinfo)
    _, mediation = mediated(station)
    (due,) = station.due(matter=mediation.id)
    assert due.until == "2023-01-11 24:00"
    assert station.act(mediation, Refuse("wen"), actor=LIANG).state.value == "refused"
    assert station.due(matter=mediation.id) == []


def test_a_day_that_no_calendar_covers_is_an_error_and_nothing_is_written(
    station: Station, clock: HandClock
) -> None:
    clock.now = datetime(2027, 12, 20, 9, tzinfo=NIGHT.tzinfo)
    with pytest.raises(UnknownYear, match="2028"):
        station.begin(File("property_damage", date(2027, 12, 20), parties=(CHEN, WEN)), actor=LIANG)
    assert station.recorder.tip().position == 0


SPRING = """
[2027]
holidays = [2027-01-01, 2027-01-04, 2027-01-05]
working_weekends = [2027-01-02]
"""


def test_a_year_that_is_not_published_is_flagged_and_counted_anew_once_it_is(
    station: Station, clock: HandClock, tmp_path: Path
) -> None:
    clock.now = datetime(2026, 12, 5, 9, tzinfo=NIGHT.tzinfo)
    station.begin(File("property_damage", date(2026, 12, 5), parties=(CHEN, WEN)), actor=LIANG)
    (due,) = station.due()
    assert (due.until, due.unpublished) == ("2027-01-04 24:00", (2027,))
    assert "(provisional)" in due.to("en")
    assert "2027年的节假日安排尚未公布" in due.explained.zh
    assert station.recount() == []

    file = tmp_path / "2027.toml"
    file.write_text(SPRING)
    informed = Station(station.recorder, procedure=cn.with_calendar(file), clock=clock)
    assert "count the deadlines of the station anew" in informed.due()[0].explained.en
    (moved,) = informed.recount()
    assert (moved.until, moved.unpublished) == ("2027-01-06 24:00", ())
    assert informed.due() == [moved]
    assert informed.recount() == []


def test_what_was_changed_while_it_is_counted_anew_stays_as_it_was_changed(
    station: Station, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = datetime(2026, 12, 5, 9, tzinfo=NIGHT.tzinfo)
    filed = station.begin(File("property_damage", date(2026, 12, 5), parties=(CHEN, WEN)), actor=LIANG)
    case = station.act(filed, Investigate(), actor=LIANG)
    file = tmp_path / "2027.toml"
    file.write_text(SPRING)
    informed = Station(station.recorder, procedure=cn.with_calendar(file), clock=clock)
    append = station.recorder.append

    def slowly(unit: Unit) -> Tip:
        monkeypatch.undo()
        station.act(case, SendForAppraisal("房门损失"), actor=LIANG)
        return append(unit)

    monkeypatch.setattr(station.recorder, "append", slowly)
    with pytest.raises(DeadlineMoved):
        informed.recount()
    (stands,) = station.due()
    assert (stands.until, stands.paused_at) == ("2027-01-04 24:00", clock.now.astimezone(UTC))
    assert [due.until for due in informed.recount()] == ["2027-01-06 24:00"]


def test_a_limit_that_was_not_yet_law_does_not_run(station: Station, clock: HandClock) -> None:
    letter = Receive(Channel.LETTER)
    station.begin(letter, actor=DESK)
    assert station.due() == []
    clock.now = datetime(2024, 1, 2, 9, tzinfo=NIGHT.tzinfo)
    station.begin(Receive(Channel.LETTER), actor=DESK)
    assert codes(station) == ["report.letter_contact"]


# --- to the moment ---------------------------------------------------------------------------------

MICROSECOND = timedelta(microseconds=1)


def test_an_end_has_come_from_its_moment_on_and_never_while_the_time_stands_still(
    station: Station, clock: HandClock
) -> None:
    case = investigated(station)
    (due,) = station.due()
    assert [due.over(due.due_at + by * MICROSECOND) for by in (-1, 0, 1)] == [False, True, True]
    station.act(case, SendForAppraisal("房门"), actor=LIANG)
    (paused,) = station.due()
    assert not paused.over(due.due_at + timedelta(days=400))


def told(station: Station, clock: HandClock, case: AdministrativeCase) -> Deadline:
    """The time for the case, after a sweep has told that it is over."""
    clock.move(days=60)
    station.sweep()
    (deadline,) = station.recorder.deadlines(matter=case.id)
    assert deadline.handled_at == clock.now
    return deadline


def test_who_was_told_of_an_end_that_stays_is_not_told_again(station: Station, clock: HandClock) -> None:
    case = investigated(station)
    deadline = told(station, clock, case)
    case = station.act(case, SendForAppraisal("房门"), actor=LIANG)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    (same, _) = station.recorder.deadlines(matter=case.id)
    assert (same.due_at, same.handled_at) == (deadline.due_at, deadline.handled_at)
    assert station.sweep() == ()


def test_who_was_told_of_an_end_that_moves_is_told_of_the_new_one(station: Station, clock: HandClock) -> None:
    case = investigated(station)
    deadline = told(station, clock, case)
    case = station.act(case, SendForAppraisal("房门"), actor=LIANG)
    clock.move(days=30)
    station.act(case, TakeInAppraisal("八百元"), actor=LIANG)
    assert clock_of_the_case(station).due_at > deadline.due_at
    assert clock_of_the_case(station).handled_at is None
    clock.move(days=30)
    assert "case.time" in [one.deadline.code for one in station.sweep()]


@pytest.mark.parametrize("days", [-1, 1])
def test_an_end_that_was_written_down_otherwise_is_shown_and_counted_anew(
    station: Station, clock: HandClock, days: int
) -> None:
    case = investigated(station)
    (right,) = station.recorder.deadlines()
    moved = attrs.evolve(right, due_at=right.due_at + timedelta(days=days), handled_at=NIGHT)
    station.recorder.append(Unit((), deadlines=(moved,)))
    (due,) = station.due()
    assert "count the deadlines of the station anew" in due.explained.en
    assert list(recounted([moved], cn.law)) == [(moved, right)]
    assert [one.due_at for one in station.recount()] == [right.due_at]
    assert list(station.recorder.deadlines(matter=case.id)) == [right]
    assert "anew" not in station.due()[0].explained.en


def after(station: Station, *follow_ups: FollowUp, days: float = 1) -> Deadline:
    """The time for a case after an entry from which something follows, so many days after it was filed."""
    case = investigated(station)
    (running,) = station.recorder.deadlines()
    *_, last = station.entries(case.id)
    entry: Entry = attrs.evolve(last, follow_ups=follow_ups, occurred_at=NIGHT + timedelta(days=days))
    (changed,), gone = changed_deadlines(entry, cn.workflow("administrative_case").table, cn.law, [running])
    assert gone == []
    return changed


def test_a_limit_does_not_grow_by_what_is_not_yet_law(station: Station) -> None:
    by = "custody.inquiry_extended"
    assert not cn.law.has_limit(by, NIGHT.date())
    unchanged = after(station, FollowUp(Follow.LIMIT_EXTENDS, "case.time", by=by))
    assert [unchanged] == list(station.recorder.deadlines())


def test_time_that_runs_on_before_it_stood_still_was_not_taken_away(station: Station) -> None:
    """Two moments that were told in the wrong order take nothing from the time there is."""
    case = investigated(station)
    (running,) = station.recorder.deadlines()
    *_, last = station.entries(case.id)
    resumes = FollowUp(Follow.LIMIT_RESUMES, "case.time")
    entry: Entry = attrs.evolve(last, follow_ups=(resumes,), occurred_at=NIGHT)
    standing = attrs.evolve(running, paused_at=NIGHT + timedelta(days=3))
    (changed,), _ = changed_deadlines(entry, cn.workflow("administrative_case").table, cn.law, [standing])
    assert changed == running


def test_time_that_stands_still_already_stands_still_since_then(station: Station) -> None:
    pauses = FollowUp(Follow.LIMIT_PAUSES, "case.time")
    assert after(station, pauses, pauses).paused_at == NIGHT + timedelta(days=1)
