"""Who sees to what has run out: once, by one of many, and by nobody who may not."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

from precinct import MemoryRecorder, Refusal, Role, Station, cn
from precinct.basics.errors import NaiveDatetime, StillToCome
from precinct.basics.ledger_errors import Conflict, DeadlineMoved, LedgerBusy, LedgerUnwritable
from precinct.basics.text import Text
from precinct.law.citation import HOUSE_RULE
from precinct.law.timelimit import TimeLimit
from precinct.law.timelimit import Unit as Length
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Deadline, Tip, Unit
from precinct.matters.administrative_case import (
    AdministrativeCase,
    ExtendTime,
    SendForAppraisal,
    Stop,
    StopGround,
)
from precinct.matters.common import Note, RecusalGround, RequestRecusal
from precinct.matters.custody import End
from precinct.matters.exhibit import Exhibit, Lapse, Preserve, Track, TurnToSeizure
from precinct.matters.report import Channel, Receive, Register
from precinct.matters.sealing import Seal, SealGround
from precinct.people.person import EXPIRY
from precinct.station.sweeping import Sweep, Swept
from precinct.station.unit import FAST_CLOCK
from precinct.testing.stores import unit, written
from precinct.workflow.action import END, Action, Opening
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, authority
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import COUNTY, DESK, HEAD, LIANG, investigated
from tests.station.processes import opened, run, start

WEEKS = NIGHT + timedelta(days=14)
LONG_AGO = NIGHT + timedelta(days=90)
NEW_LAW = datetime(2026, 1, 5, 9, tzinfo=NIGHT.tzinfo)


def preserved(station: Station, case: AdministrativeCase, item: str = "账本") -> Exhibit:
    return station.begin(
        Preserve(item, case.id, Track.ADMINISTRATIVE, may_be_lost=True), actor=HEAD, at=NIGHT
    )


def sweep_at(station: Station, moment: datetime, **how: Any) -> tuple[Swept, ...]:
    """Sweep when it is so late, and no later."""
    clock = cast("HandClock", station.clock)
    clock.now = moment
    return station.sweep(**how)


def codes(swept: tuple[Swept, ...]) -> list[str]:
    return [one.deadline.code for one in swept]


# --- what the law lets happen ----------------------------------------------------------------------


def test_what_lapses_by_law_has_lapsed_at_the_moment_at_which_it_did(
    station: Station, clock: HandClock
) -> None:
    exhibit = preserved(station, investigated(station))
    (due,) = station.due(matter=exhibit.id)
    clock.now = WEEKS
    (swept,) = station.sweep()
    assert (swept.outcome, swept.done, swept.offered) == (Sweep.DONE, Lapse(), ())
    assert station.load(Exhibit, exhibit.id).state.value == "lapsed"
    entry = list(station.entries(exhibit.id))[-1]
    assert (entry.actor, entry.occurred_at, entry.recorded_at) == ("expiry", due.due_at, WEEKS)
    assert station.due(matter=exhibit.id) == []
    assert station.sweep() == ()


def test_nothing_happens_before_its_time(station: Station) -> None:
    exhibit = preserved(station, investigated(station))
    (due,) = station.due(matter=exhibit.id)
    assert sweep_at(station, due.due_at - timedelta(microseconds=1)) == ()
    assert codes(sweep_at(station, due.due_at)) == ["exhibit.preserved"]


def test_nobody_else_lets_it_lapse_and_expiry_does_nothing_else(station: Station) -> None:
    case = investigated(station)
    exhibit = preserved(station, case)
    for actor in (HEAD, COUNTY, attrs.evolve(LIANG, roles=frozenset(set(Role) - {Role.EXPIRY}))):
        assert station.decide(exhibit, Lapse(), actor=actor).codes == ("engine.role",)
    assert [option.action for option in station.options(exhibit, actor=EXPIRY) if option.open] == [Lapse]
    assert [option.action for option in station.options(case, actor=EXPIRY) if option.open] == []
    with pytest.raises(Refusal):
        station.begin(Receive(Channel.PHONE), actor=EXPIRY)


def test_of_all_limits_one_alone_ends_by_itself() -> None:
    automatic = {
        limit.code: limit.automatic for table in cn.tables for limit in table.limits if limit.automatic
    }
    assert automatic == {"exhibit.preserved": Lapse}


# --- what people must do ---------------------------------------------------------------------------


class CellState(State):
    HELD = "held", "留置"
    HEARD = "heard", "已询问"


@attrs.frozen(kw_only=True)
class Cell(Matter):
    pass


@attrs.frozen
class LockUp(Opening[Cell]):
    zh = "留置"


@attrs.frozen
class Hear(Action[Cell]):
    zh = "询问"


@authority("cell.seen", "两人在场并录像", "two take part, in a case room and on film")
def seen(context: Context) -> Verdict:
    return (bool(context.companions) and context.filmed and context.in_case_room) or Unmet(
        Text("请录像", "film it")
    )


CELL: Table[Cell, CellState] = Table(
    kind="cell",
    text=Text("留置", "cell"),
    matter=Cell,
    states=CellState,
    openings=[LockUp.row(CellState.HELD, by=[Role.OFFICER], starts=["cell.hearing"])],
    moves={
        CellState.HELD: [Hear.row(CellState.HEARD, by=[Role.OFFICER], authorise=[seen])],
        CellState.HEARD: END,
    },
    limits=[Limit("cell.hearing", OnExpiry.MUST_ACT, (Hear,))],
)


def test_what_depends_on_who_comes_and_how_it_is_done_is_offered_to_those_who_may_do_it(
    clock: HandClock,
) -> None:
    """Nobody has come yet when a deadline runs out, and no camera runs."""
    length = TimeLimit("cell.hearing", 1, Length.DAYS, False, (HOUSE_RULE,), Text("询问", "hearing"))
    procedure = cn.with_tables(CELL, limits=[length])
    station = Station(MemoryRecorder(), procedure=procedure, clock=clock)
    cell = station.begin(LockUp(), actor=LIANG)
    (told,) = sweep_at(station, WEEKS)
    (offered,) = told.offered
    assert (offered.option.action, offered.option.open, offered.by) == (Hear, True, {Role.OFFICER})
    assert station.decide(cell, Hear(), actor=LIANG).codes == ("cell.seen",)


def test_who_must_act_is_told_once_and_the_deadline_stays(station: Station, clock: HandClock) -> None:
    report = station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    clock.move(days=3)
    tip = station.recorder.tip()
    (told,) = station.sweep()
    assert (told.outcome, told.done) == (Sweep.TOLD, None)
    (offered,) = told.offered
    assert (offered.option.action, offered.option.open) == (Register, True)
    assert DESK.roles <= offered.by
    assert station.recorder.tip() == tip
    assert station.sweep() == ()
    (due,) = station.due(within=timedelta(0))
    assert due.over(clock.now)
    assert due.handled_at == clock.now.astimezone(UTC)
    station.act(report, Register(receipt_given=True), actor=DESK)
    assert station.due() == []


def test_an_end_that_moved_is_told_of_again(station: Station, clock: HandClock) -> None:
    case = investigated(station)
    clock.now = LONG_AGO
    assert codes(station.sweep()) == ["case.time"]
    station.act(case, ExtendTime("案情复杂"), actor=COUNTY, at=NIGHT + timedelta(days=20))
    (due,) = station.due()
    assert due.handled_at is None
    assert codes(station.sweep()) == ["case.time"]
    assert station.sweep() == ()


def test_what_stands_still_is_told_of_by_nobody(station: Station, clock: HandClock) -> None:
    station.act(investigated(station), SendForAppraisal("房门损失"), actor=LIANG)
    assert sweep_at(station, LONG_AGO) == ()


def test_the_longest_overdue_come_first_and_no_more_than_asked_for(
    station: Station, clock: HandClock
) -> None:
    for hours in (3, 1, 2):
        station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK, at=NIGHT - timedelta(hours=hours))
    expected = [due.matter for due in station.due()]
    first = sweep_at(station, LONG_AGO, limit=2)
    second = sweep_at(station, LONG_AGO, limit=2)
    assert [one.deadline.matter for one in (*first, *second)] == expected
    assert len(first) == 2


def test_a_moment_without_a_time_zone_is_refused(station: Station) -> None:
    with pytest.raises(NaiveDatetime):
        station.sweep(datetime(2023, 1, 6))  # noqa: DTZ001 - the mistake that is meant


def test_a_matter_that_nobody_can_read_holds_up_no_other(station: Station, clock: HandClock) -> None:
    lost, exhibit = (preserved(station, investigated(station)) for _ in range(2))
    (deadline,) = station.recorder.deadlines(matter=lost.id)
    foreign = attrs.evolve(deadline, matter="nowhere", code="exhibit.unknown")
    station.recorder.append(Unit(entries=(), deadlines=(foreign,)))
    swept = {one.deadline.matter: one for one in sweep_at(station, WEEKS)}
    assert swept["nowhere"].outcome is Sweep.FAILED
    assert swept["nowhere"].problem == "NoSuchMatter"
    assert swept[exhibit.id].outcome is Sweep.DONE
    assert "nowhere" not in {one.deadline.matter for one in sweep_at(station, WEEKS)}
    assert [one.problem for one in sweep_at(station, WEEKS + timedelta(minutes=6))] == ["NoSuchMatter"]


def test_the_longest_id_is_seen_to(station: Station) -> None:
    report = station.begin(Receive(Channel.PHONE, urgent=True, id="甲\n" * 200), actor=DESK)
    assert [told.deadline.matter for told in sweep_at(station, LONG_AGO)] == [report.id]
    assert sweep_at(station, LONG_AGO + timedelta(hours=1)) == ()


def test_what_nobody_can_see_to_holds_up_no_other_however_few_are_asked_for(station: Station) -> None:
    exhibit = preserved(station, investigated(station))
    (deadline,) = station.recorder.deadlines(matter=exhibit.id)
    foreign = [attrs.evolve(deadline, matter=f"nowhere {n}", due_at=NIGHT) for n in range(3)]
    station.recorder.append(Unit(entries=(), deadlines=tuple(foreign)))
    outcomes = [one.outcome for one in sweep_at(station, WEEKS, limit=1)]
    assert outcomes == [Sweep.FAILED] * 3 + [Sweep.DONE]


def test_what_was_told_before_the_store_failed_is_not_lost(station: Station, clock: HandClock) -> None:
    for hours in (3, 2, 1):
        station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK, at=NIGHT - timedelta(hours=hours))
    clock.now = LONG_AGO
    append, calls = station.recorder.append, count(1)

    def busy(unit: Unit) -> Tip:
        if next(calls) == 2:
            raise LedgerBusy("night.db", 5)
        return append(unit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(station.recorder, "append", busy)
        first = station.sweep()
    later = sweep_at(station, LONG_AGO + timedelta(hours=1))
    told = [one.deadline.matter for one in (*first, *later)]
    assert (len(first), len(set(told))) == (1, 3)


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_store_that_fails_takes_nothing_back_that_was_told(
    station: Station, clock: HandClock, fails_at: int
) -> None:
    station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    clock.now = LONG_AGO
    claim, calls = station.recorder.claim, count(1)

    def busy(now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        if next(calls) == fails_at:
            raise LedgerBusy("night.db", 5)
        return claim(now, until, limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(station.recorder, "claim", busy)
        if fails_at == 1:
            with pytest.raises(LedgerBusy):
                station.sweep()
        else:
            assert codes(station.sweep()) == ["report.registration"]


# --- many workers ----------------------------------------------------------------------------------


class Meanwhile(MemoryRecorder):
    """A store in which something happens just before a unit that rests on a deadline is appended."""

    first: Callable[[], object] | None = None

    def append(self, unit: Unit) -> Tip:
        if unit.standing and self.first is not None:
            first, self.first = self.first, None
            first()
        return super().append(unit)


@pytest.fixture
def slow() -> Station:
    return Station(Meanwhile(), procedure=cn, clock=HandClock(WEEKS))


def meanwhile(station: Station, what: Callable[[], object]) -> None:
    cast("Meanwhile", station.recorder).first = what


@pytest.mark.parametrize("automatic", [True, False])
def test_a_worker_that_is_too_slow_does_nothing_twice(slow: Station, automatic: bool) -> None:
    if automatic:
        preserved(slow, investigated(slow))
    else:
        slow.begin(Receive(Channel.PHONE, urgent=True), actor=DESK, at=NIGHT)
    quick: list[Swept] = []
    meanwhile(slow, lambda: quick.extend(sweep_at(slow, WEEKS + timedelta(minutes=6))))
    assert sweep_at(slow, WEEKS) == ()
    assert len(quick) == 1


def test_what_somebody_dealt_with_meanwhile_is_left_alone(slow: Station) -> None:
    exhibit = preserved(slow, investigated(slow))
    seize = TurnToSeizure("101")
    meanwhile(slow, lambda: slow.act(exhibit, seize, actor=HEAD, at=NIGHT + timedelta(days=1)))
    assert codes(sweep_at(slow, WEEKS)) == ["exhibit.hand_over"]  # which the seizure began
    assert slow.load(Exhibit, exhibit.id).state.value == "taken"


def test_nobody_is_told_of_what_was_done_a_moment_ago(slow: Station) -> None:
    report = slow.begin(Receive(Channel.PHONE, urgent=True), actor=DESK, at=NIGHT)
    meanwhile(slow, lambda: slow.act(report, Register(receipt_given=True), actor=DESK, at=NIGHT))
    assert sweep_at(slow, WEEKS) == ()
    assert slow.due() == []


def test_who_only_wrote_a_note_meanwhile_stops_nothing(slow: Station) -> None:
    exhibit = preserved(slow, investigated(slow))
    meanwhile(slow, lambda: slow.act(exhibit, Note("尚在原处"), actor=LIANG))
    assert [one.outcome for one in sweep_at(slow, WEEKS)] == [Sweep.DONE]
    assert slow.load(Exhibit, exhibit.id).version == 3


def count_anew(station: Station, deadline: Deadline, due_at: datetime) -> None:
    """What `recount` writes where the law or its calendar was corrected."""
    moved = attrs.evolve(deadline, due_at=due_at, handled_at=None)
    station.recorder.append(Unit(entries=(), deadlines=(moved,)))


@pytest.mark.parametrize("shut", [False, True])
def test_what_is_counted_anew_meanwhile_neither_lapses_early_nor_is_told_of(
    slow: Station, shut: bool
) -> None:
    exhibit = preserved(slow, investigated(slow))
    if shut:  # by its mark alone: the sweep must not look into it
        slow.recorder.append(Unit(entries=(), sealed=((exhibit.id, True),)))
    (deadline,) = slow.recorder.deadlines(matter=exhibit.id)
    later = WEEKS + timedelta(days=1)
    meanwhile(slow, lambda: count_anew(slow, deadline, later))
    assert sweep_at(slow, WEEKS) == ()
    (moved,) = slow.recorder.deadlines(matter=exhibit.id)
    assert (moved.due_at, moved.handled_at) == (later, None)
    assert codes(sweep_at(slow, later)) == ["exhibit.preserved"]


def test_of_an_end_that_was_moved_and_moved_back_is_told_again(station: Station) -> None:
    report = station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    (deadline,) = station.recorder.deadlines(matter=report.id)
    assert codes(sweep_at(station, LONG_AGO)) == ["report.registration"]
    count_anew(station, deadline, LONG_AGO + timedelta(days=1))
    assert sweep_at(station, LONG_AGO) == ()
    count_anew(station, deadline, deadline.due_at)
    assert codes(sweep_at(station, LONG_AGO)) == ["report.registration"]
    assert sweep_at(station, LONG_AGO) == ()


def test_who_moves_a_deadline_does_not_undo_a_new_count(slow: Station) -> None:
    case = investigated(slow)
    (deadline,) = slow.recorder.deadlines(matter=case.id)
    send = SendForAppraisal("房门损失")
    meanwhile(slow, lambda: count_anew(slow, deadline, deadline.due_at + timedelta(days=1)))
    with pytest.raises(DeadlineMoved, match=r"case\.time"):
        slow.act(case, send, actor=LIANG)
    slow.act(case, send, actor=LIANG)
    (moved,) = slow.recorder.deadlines(matter=case.id)
    assert (moved.due_at, moved.paused_at) == (deadline.due_at + timedelta(days=1), WEEKS.astimezone(UTC))


def test_a_conflict_without_end_is_told_and_tried_again_later(slow: Station) -> None:
    exhibit = preserved(slow, investigated(slow))

    def note() -> None:
        slow.act(slow.matter(exhibit.id), Note("又一条"), actor=LIANG)
        meanwhile(slow, note)

    meanwhile(slow, note)
    assert [one.problem for one in sweep_at(slow, WEEKS)] == [Conflict.__name__]
    cast("Meanwhile", slow.recorder).first = None
    assert [one.outcome for one in sweep_at(slow, WEEKS + timedelta(minutes=6))] == [Sweep.DONE]


def test_threads_share_the_work_and_nothing_fires_twice() -> None:
    station = Station(MemoryRecorder(), procedure=cn, clock=lambda: WEEKS)
    case = investigated(station)
    exhibits = {preserved(station, case, f"账本 {number}").id for number in range(60)}

    def work(_: int) -> list[str]:
        done = []
        while swept := station.sweep(limit=3):
            done += [one.deadline.matter for one in swept if one.outcome is Sweep.DONE]
        return done

    with ThreadPoolExecutor(6) as pool:
        done = [matter for work in pool.map(work, range(6)) for matter in work]
    assert sorted(done) == sorted(exhibits)
    assert sum(isinstance(entry.action, Lapse) for entry in station.history()) == 60


def test_processes_share_the_work_and_nothing_fires_twice(shared: str) -> None:
    with opened(shared) as station:
        case = investigated(station)
        exhibits = {preserved(station, case, f"账本 {number}").id for number in range(30)}
    said = run("sweep", shared, WEEKS.isoformat())
    assert sorted(matter for one in said for matter in one.split()) == sorted(exhibits)
    with opened(shared) as station:
        assert sum(isinstance(entry.action, Lapse) for entry in station.history()) == 30
        assert sweep_at(station, WEEKS + timedelta(hours=1)) == ()
        station.verify()


def test_what_a_killed_worker_had_claimed_comes_free_after_the_lease(shared: str) -> None:
    with opened(shared) as station:
        exhibit = preserved(station, investigated(station))
        worker = start("claim_and_wait", shared, WEEKS.isoformat())
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        worker.kill()
        worker.communicate()
        assert sweep_at(station, WEEKS + timedelta(minutes=4)) == ()
        assert codes(sweep_at(station, WEEKS + timedelta(minutes=5))) == ["exhibit.preserved"]
        assert station.load(Exhibit, exhibit.id).state.value == "lapsed"


def test_of_many_who_tell_one_tells(shared: str) -> None:
    with opened(shared) as station:
        for _ in range(4):
            station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)

        def work(_: int) -> int:
            with opened(shared) as worker:
                return len(sweep_at(worker, WEEKS))

        with ThreadPoolExecutor(3) as pool:
            assert sum(pool.map(work, range(3))) == 4
        assert sweep_at(station, WEEKS + timedelta(hours=1)) == ()
        assert {due.handled_at for due in station.due()} == {WEEKS}


def test_what_takes_liberty_ends_by_nobodys_clock(station: Station) -> None:
    """The end of a custody must be carried out by people; a sweep offers it and records no release."""
    for limit in cn.custody.table.limits:
        assert limit.automatic is None
    releasing = [limit for limit in cn.custody.table.limits if limit.on_expiry.value == "must_release"]
    assert releasing
    assert all(End in limit.handled_by for limit in releasing)


# --- what is shut, and what is not about one matter ------------------------------------------------


def test_a_sealed_matter_is_told_of_once_and_holds_up_nobody(station: Station, clock: HandClock) -> None:
    shut = []
    for _ in range(2):
        case = station.act(investigated(station), Stop(StopGround.NO_FACTS), actor=HEAD)
        case = station.act(
            case, RequestRecusal("101", RecusalGround.INTEREST, "亲属", of_head=False), actor=HEAD
        )
        shut.append(case.id)
    waiting = investigated(station)
    clock.now = NEW_LAW
    for one in shut:
        station.begin(Seal((one,), SealGround.BREACH, "已办结", "第136条"), actor=LIANG)
    swept = [one for _ in range(2) for one in station.sweep(limit=2)]
    told = [one.deadline.matter for one in swept if one.outcome is Sweep.TOLD and not one.offered]
    assert sorted(told) == sorted(shut)
    assert waiting.id in {one.deadline.matter for one in swept}
    clock.now += timedelta(hours=1)
    assert station.sweep() == ()


def test_a_ledger_that_cannot_be_written_is_no_failure_of_one_matter(
    station: Station, clock: HandClock
) -> None:
    investigated(station)
    clock.now = LONG_AGO

    def full(unit: Unit) -> Tip:
        raise LedgerUnwritable("night.db", "the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(station.recorder, "append", full)
        with pytest.raises(LedgerUnwritable):
            station.sweep()


def test_nobody_sweeps_what_is_still_to_come(station: Station, clock: HandClock) -> None:
    exhibit = preserved(station, investigated(station))
    with pytest.raises(StillToCome):
        station.sweep(WEEKS)
    clock.now = WEEKS
    assert station.sweep(NIGHT) == ()
    assert [one.outcome for one in station.sweep(WEEKS + FAST_CLOCK)] == [Sweep.DONE]
    assert list(station.entries(exhibit.id))[-1].recorded_at == WEEKS


def test_a_lease_of_nothing_is_refused(station: Station) -> None:
    with pytest.raises(ValueError, match="lease"):
        station.sweep(lease=timedelta(0))


# --- what was erased -------------------------------------------------------------------------------


def test_the_sweep_takes_out_what_somebody_held_up_when_it_was_erased(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    def in_the_file() -> bool:
        return any("打架".encode("unicode_escape") in one.read_bytes() for one in tmp_path.glob("a.db*"))

    with Station(SqliteRecorder(path, patience=0.05), procedure=cn) as station:
        recorder = station.recorder
        recorder.append(unit(written("m", 1, note="打架" * 40)))
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM tip").fetchall()
            recorder.append(unit(written("n", 1), erased=("m",)))
            assert sweep_at(station, WEEKS) == ()
            assert in_the_file(), "who reads still needs it"
        assert sweep_at(station, WEEKS) == ()
        assert not in_the_file()
        assert recorder.forget()


def test_what_was_swept_is_told_even_where_nothing_can_be_forgotten(clock: HandClock) -> None:
    class Stubborn(MemoryRecorder):
        def forget(self) -> bool:
            raise LedgerBusy("here", 1.0)

    station = Station(Stubborn(), procedure=cn, clock=clock)
    preserved(station, investigated(station))
    clock.now = WEEKS
    assert codes(station.sweep()) == ["exhibit.preserved"]


def test_a_store_that_cannot_tell_what_is_left_of_what_was_erased_says_neither() -> None:
    assert MemoryRecorder().forget() is None
