"""A new table and the matters that are open: tried dry, moved by entries of their own, taken back, and never moved twice."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from precinct import Actor, MemoryRecorder, Procedure, Role, Station, Text, TimeLimit, bare, officer
from precinct.basics.errors import Unsound, WrongAction
from precinct.basics.ledger_errors import LedgerUnwritable
from precinct.law.citation import HOUSE_RULE
from precinct.law.timelimit import Unit as Span
from precinct.ledger.codec import Codec
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from precinct.people.person import SYSTEM
from precinct.station.migration import BATCH
from precinct.testing.exploring import explored
from precinct.testing.laws import check_all_laws
from precinct.workflow.action import END, Action, Opening
from precinct.workflow.decision import Refusal
from precinct.workflow.entry import Follow
from precinct.workflow.guard import Unmet, guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.migrating import Migrate, TakeBack
from precinct.workflow.table import AnyTable, Limit, OnExpiry, Table
from precinct.workflow.taking_back import decide_to_take_back, take_back
from precinct.workflow.wording import Wording

OFFICER = {Role.OFFICER}
LIANG = officer("101", "民警梁")
NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Plea(Matter):
    """A plea; whether a hearing was asked for decides where version 2 wants it."""

    hearing: bool = False
    notes: int = 0
    heard_by: str = ""


class Before(State):
    NEW = "new", "新"
    WAITING = "waiting", "等待"
    OVER = "over", "结"


class S(State):
    PENDING = "pending", "待办"
    HEARING = "hearing", "听证"
    OVER = "over", "结"


@attrs.frozen
class Plead(Opening[Plea]):
    zh = "申请"
    hearing: bool = False


@attrs.frozen
class Wait(Action[Plea]):
    zh = "等待"


@attrs.frozen
class Jot(Action[Plea]):
    zh = "记"


@attrs.frozen
class End(Action[Plea]):
    zh = "结"


@guard("plea.few_notes", "记录不多", "there are few notes")
def few_notes(m: Plea, context: Any) -> bool | Unmet:
    return m.notes < 3 or Unmet(notes=m.notes)


def asked(m: Plea, a: Any, context: Any) -> bool:
    return m.hearing


JOT = Jot.row(by=OFFICER, effect=lambda m, a, c: {"notes": m.notes + 1})
LIMIT = Limit("plea.hearing", OnExpiry.WARN, (End, Jot))
# As if somebody were held: the house rules know no calendar, and such a limit needs none.
LENGTH = TimeLimit(
    "plea.hearing", 48, Span.HOURS, True, (HOUSE_RULE,), Text("听证期限", "time for the hearing")
)


def opened(a: Plead, context: Any) -> dict[str, object]:
    return {"hearing": a.hearing}


FIRST: Table[Plea, Before] = Table(
    kind="plea",
    text=Text("申请", "plea"),
    matter=Plea,
    states=Before,
    openings=[Plead.row(Before.NEW, by=OFFICER, effect=opened)],
    moves={
        Before.NEW: [Wait.row(Before.WAITING, by=OFFICER), JOT],
        Before.WAITING: [End.row(Before.OVER, by=OFFICER), JOT],
        Before.OVER: END,
    },
)


def second(*migrate: Any, **more: Any) -> AnyTable:
    """Version 2: new and waiting are one state, and those who asked for a hearing have one of their own."""
    rows = migrate or (
        Migrate.row(
            S.HEARING,
            by={Role.SYSTEM},
            where=asked,
            when=[few_notes],
            effect=lambda m, a, c: {"heard_by": c.actor.id},
            starts=["plea.hearing"],
        ),
        Migrate.row(by={Role.SYSTEM}),
    )
    table: Table[Plea, S] = Table(
        kind="plea",
        text=Text("申请", "plea"),
        matter=Plea,
        states=S,
        version=2,
        openings=[Plead.row(S.PENDING, by=OFFICER, effect=opened)],
        moves={
            S.PENDING: [End.row(S.OVER, by=OFFICER), JOT, *rows],
            S.HEARING: [End.row(S.OVER, by=OFFICER), JOT],
            S.OVER: END,
        },
        limits=[LIMIT],
        renamed={"new": "pending", "waiting": "pending"},
        retired=[Wait],
    )
    return attrs.evolve(table, **more)


def row(**more: Any) -> Any:
    return Migrate.row(**{"to": S.HEARING, "by": {Role.SYSTEM}, **more})


def procedure(table: AnyTable) -> Procedure:
    return bare("Asia/Shanghai").with_tables(table, limits=[LENGTH])


@pytest.fixture(params=["memory", "sqlite"])
def recorder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Recorder]:
    with MemoryRecorder() if request.param == "memory" else SqliteRecorder(tmp_path / "pleas.db") as made:
        yield made


def station(recorder: Recorder, table: AnyTable) -> Station:
    return Station(recorder, procedure=procedure(table), clock=lambda: NOW)


def old_pleas(recorder: Recorder) -> dict[str, Plea]:
    """What version 1 left: two that asked for a hearing, one of them with many notes, one that did not, one that is over."""
    then = station(recorder, FIRST)
    pleas = {
        name: then.begin(Plead(name in {"asks", "noted"}, id=name), actor=LIANG)
        for name in ("asks", "noted", "plain", "over")
    }
    for name in ("asks", "over"):
        pleas[name] = then.act(pleas[name], Wait(), actor=LIANG)
    for _ in range(3):
        pleas["noted"] = then.act(pleas["noted"], Jot(), actor=LIANG)
    pleas["over"] = then.act(pleas["over"], End(), actor=LIANG)
    return pleas


# --- by name alone ---------------------------------------------------------------------------------


def test_where_names_say_it_all_nothing_is_moved_and_everybody_is_found_by_todays_name(
    recorder: Recorder,
) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    assert {head.matter: head.state for head in now.heads()} == {
        "asks": "pending", "noted": "pending", "plain": "pending", "over": "over",
    }  # fmt: skip
    assert [head.matter for head in now.heads(state="pending")] == ["asks", "noted", "plain"]
    assert [head.matter for head in now.heads(kind="plea", state="pending", ended=False)] == [
        "asks",
        "noted",
        "plain",
    ]
    assert list(now.heads(state="waiting")) == [], "nothing is called so today"
    assert [head.matter for head in now.heads(ended=True)] == ["over"]
    assert now.load(Plea, "plain").state is S.PENDING
    jotted = now.act(now.load(Plea, "plain"), Jot(), actor=LIANG)
    assert (jotted.version, jotted.notes) == (2, 1)


# --- tried dry -------------------------------------------------------------------------------------


def test_a_dry_run_says_of_every_open_matter_what_becomes_of_it_and_writes_nothing(
    recorder: Recorder,
) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    before = recorder.tip()
    plan = now.migration("plea@2")
    assert recorder.tip() == before
    assert plan.fine == 1
    assert [(fate.matter, fate.state, fate.to) for fate in plan.moved] == [("asks", "pending", "hearing")]
    (refused,) = plan.refused
    assert refused.matter == "noted"
    assert refused.decision is not None
    assert refused.decision.codes == ("plea.few_notes",)
    assert "there are few notes" in refused.why_not
    assert plan.renamed == {("plea", "new", "pending"): 2, ("plea", "waiting", "pending"): 1}
    assert repr(plan) == "<Migration: 1 fine, 1 to be moved, 1 refused>"
    assert now.migration("", kind="report").fine == 0


def test_what_cannot_be_read_any_more_is_told_with_its_reason_and_stops_nothing(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second(renamed={"waiting": "pending"}))
    plan = now.migration("plea@2")
    assert {fate.matter for fate in plan.refused} == {"noted", "plain", "asks"}
    assert all("today's table knows no state 'new'" in fate.why_not for fate in plan.refused)
    assert plan.moved == ()
    before = recorder.tip()
    done = plan.apply()
    assert (done.moved, done.left, done.refused) == ((), (), plan.refused), (
        "whoever moves them all hears of them"
    )
    assert not done.complete
    assert recorder.tip() == before

    def crash(told: Wording) -> Wording:
        raise ZeroDivisionError

    crashed = station(recorder, second(upcasts={1: crash})).migration("plea@2")
    assert len(crashed.refused) == 3
    assert all("ZeroDivisionError in crash, line " in fate.why_not for fate in crashed.refused)


def test_a_row_that_crashes_is_told_for_its_matter_and_moves_it_nowhere(recorder: Recorder) -> None:
    old_pleas(recorder)
    broken: list[str] = []

    def effect(m: Plea, a: Any, context: Any) -> dict[str, object]:
        return {"notes": 1 // m.notes} if broken else {}

    now = station(recorder, second(row(effect=effect, starts=["plea.hearing"])))
    plan = now.migration("plea@2")
    assert len(plan.moved) == 3
    broken.append("since then")
    (crashed, other) = plan.apply().left
    assert {crashed.matter, other.matter} == {"asks", "plain"}
    assert "could not be decided: ZeroDivisionError" in crashed.why_not
    assert [fate.matter for fate in now.migration("plea@2").refused] == ["asks", "plain"]
    assert [head.matter for head in now.heads(state="hearing")] == ["noted"]


def test_a_kind_that_is_gone_is_told_too(recorder: Recorder) -> None:
    old_pleas(recorder)
    plan = Station(recorder, procedure=bare("Asia/Shanghai"), clock=lambda: NOW).migration("plea@2")
    assert len(plan.refused) == 3
    assert "is about the kind 'plea'; add the table" in plan.refused[0].why_not


def test_a_deadline_that_no_table_knows_is_told(recorder: Recorder) -> None:
    plain = FIRST.openings[0]
    begun = attrs.evolve(FIRST, openings=[attrs.evolve(plain, starts=("plea.hearing",))], limits=[LIMIT])
    station(recorder, begun).begin(Plead(id="late"), actor=LIANG)
    (refused,) = station(recorder, second(row(), limits=[])).migration("plea@2").refused
    assert refused.matter == "late"
    assert "the deadline plea.hearing runs, and the table knows no such limit" in refused.why_not
    kept = second(row(), limits=[], retired=[Wait, LIMIT])
    assert station(recorder, kept).migration("plea@2").refused == ()


# --- written ---------------------------------------------------------------------------------------


def test_what_is_moved_is_moved_by_an_entry_of_its_own_by_the_system(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    done = now.migration("plea@2: hearings", on_behalf_of="9").apply()
    assert [fate.matter for fate in done.moved] == ["asks"]
    assert (done.left, [fate.matter for fate in done.refused], done.complete) == ((), ["noted"], False)
    *_, entry = now.entries("asks")
    assert (entry.action, entry.actor, entry.on_behalf_of) == (Migrate("plea@2: hearings"), "system", "9")
    assert (entry.from_state, entry.to_state, entry.definition) == (S.PENDING, S.HEARING, "plea@2")
    asks = now.load(Plea, "asks")
    assert (asks.state, asks.heard_by, asks.version) == (S.HEARING, "system", 3)
    assert [(due.matter, due.code) for due in now.due()] == [("asks", "plea.hearing")]
    assert [head.matter for head in now.heads(state="hearing")] == ["asks"]
    assert now.verify().position == recorder.tip().position


def test_nothing_is_moved_twice_nor_what_began_under_the_new_table(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    now.begin(Plead(hearing=True, id="young"), actor=LIANG)
    first, other = now.migration("plea@2"), now.migration("plea@2")
    assert [fate.matter for fate in first.moved] == ["asks"]
    first.apply()
    before = recorder.tip()
    assert other.apply().moved == (), "it was moved since"
    assert not other.apply().complete, "one is refused"
    assert now.migration("plea@2", kind="report").apply().complete
    assert now.migration("plea@2").moved == ()
    assert recorder.tip() == before


def test_who_was_moved_is_not_moved_on_by_the_row_of_where_he_came_to(recorder: Recorder) -> None:
    old_pleas(recorder)
    plain = second(row(starts=["plea.hearing"]))
    there = [*plain.moves[S.HEARING], Migrate.row(S.PENDING, by={Role.SYSTEM})]
    now = station(recorder, attrs.evolve(plain, moves={**plain.moves, S.HEARING: there}))
    assert len(now.migration("plea@2").apply().moved) == 3
    again = now.migration("plea@2")
    assert (again.fine, again.moved) == (3, ())


class Failing(MemoryRecorder):
    """A store that writes a few units, and then no more for a while."""

    writes = 10**9

    def append(self, unit: Any) -> Any:
        if unit.entries and unit.entries[0].header.find(b'"Migrate"') > 0:
            if self.writes == 0:
                raise LedgerUnwritable("memory", "full")
            self.writes -= 1
        return super().append(unit)


def test_a_crash_half_way_leaves_whole_batches_and_the_next_run_does_the_rest() -> None:
    store, many = Failing(), 2 * BATCH + 7
    then = station(store, FIRST)
    for number in range(many):
        then.begin(Plead(hearing=True, id=f"p{number:04}"), actor=LIANG)
    now = station(store, second())
    store.writes = 1
    with pytest.raises(LedgerUnwritable):
        now.migration("plea@2").apply()
    store.writes = 10**9
    moved = [head.matter for head in now.heads(state="hearing")]
    assert len(moved) == BATCH
    rest = now.migration("plea@2").apply().moved
    assert len(rest) == many - BATCH
    assert {fate.matter for fate in rest}.isdisjoint(moved)
    assert all(head.version == 2 and head.state == "hearing" for head in now.heads())


def test_who_acts_meanwhile_is_not_overrun_and_the_others_are_moved_all_the_same(recorder: Recorder) -> None:
    then = station(recorder, FIRST)
    for name in ("a", "b", "c", "d"):
        then.begin(Plead(hearing=True, id=name), actor=LIANG)
    now = station(recorder, second())
    plan = now.migration("plea@2")
    for _ in range(3):
        now.act(now.load(Plea, "b"), Jot(), actor=LIANG)
    now.act(now.load(Plea, "c"), Jot(), actor=LIANG)
    now.act(now.load(Plea, "d"), End(), actor=LIANG)
    done = plan.apply()
    assert [fate.matter for fate in done.moved] == ["a", "c"], (
        "what still may, is moved, from where it stands now"
    )
    (left,) = done.left
    assert left.matter == "b"
    assert left.decision is not None
    assert left.decision.codes == ("plea.few_notes",)
    assert now.load(Plea, "b").state is S.PENDING
    assert now.load(Plea, "d").state is S.OVER


@pytest.mark.parametrize("erased", [False, True])
def test_what_was_shut_meanwhile_is_left_and_the_others_are_moved_all_the_same(
    recorder: Recorder, erased: bool
) -> None:
    then = station(recorder, FIRST)
    for name in ("a", "b", "c"):
        then.begin(Plead(hearing=True, id=name), actor=LIANG)
    now = station(recorder, second())
    plan = now.migration("plea@2")
    now.act(now.load(Plea, "b"), End(), actor=LIANG)
    recorder.append(Unit((), erased=("b",)) if erased else Unit((), sealed=(("b", True),)))
    done = plan.apply()
    assert [fate.matter for fate in done.moved] == ["a", "c"]
    (left,) = done.left
    assert (left.matter, left.to, left.decision) == ("b", "", None)
    assert ("erased" if erased else "sealed") in left.why_not
    again = now.migration("plea@2")
    assert (again.fine, again.moved, again.refused) == (2, (), ())


class Racing(MemoryRecorder):
    """A store in which somebody else acts just before a migration is written."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: list[Any] = []

    def append(self, unit: Any) -> Any:
        if self.meanwhile and any(b'"Migrate"' in entry.header for entry in unit.entries):
            self.meanwhile.pop(0)()
        return super().append(unit)


def test_a_conflict_is_decided_anew_and_if_it_lasts_the_matter_is_left() -> None:
    store = Racing()
    then = station(store, FIRST)
    for name in ("a", "b"):
        then.begin(Plead(hearing=True, id=name), actor=LIANG)
    now, other = station(store, second()), station(store, second())

    def jot() -> None:
        other.act(other.load(Plea, "b"), Jot(), actor=LIANG)

    plan = now.migration("plea@2")
    store.meanwhile = [jot]
    assert [fate.matter for fate in plan.apply().moved] == ["a", "b"]
    then.begin(Plead(hearing=True, id="z"), actor=LIANG)
    plan = now.migration("plea@2")
    store.meanwhile = [lambda: other.act(other.load(Plea, "z"), Jot(), actor=LIANG)] * 2
    done = plan.apply()
    assert (done.moved, [fate.matter for fate in done.left]) == ((), ["z"])
    assert "load it again and decide anew" in done.left[0].why_not


# --- taken back ------------------------------------------------------------------------------------


def test_what_was_moved_goes_back_to_where_it_stood_with_what_it_had(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    before = now.load(Plea, "asks")
    now.migration("plea@2").apply()
    plan = now.taking_back("a mistake", on_behalf_of="9")
    assert [(fate.matter, fate.state, fate.to) for fate in plan.moved] == [("asks", "hearing", "pending")]
    assert plan.fine == 2
    assert [fate.matter for fate in plan.apply().moved] == ["asks"]
    *_, entry = now.entries("asks")
    assert (entry.action, entry.actor, entry.on_behalf_of) == (TakeBack("a mistake"), "system", "9")
    assert [(one.what, one.code) for one in entry.follow_ups] == [(Follow.LIMIT_ENDS, "plea.hearing")]
    assert now.load(Plea, "asks") == attrs.evolve(before, version=before.version + 2)
    assert now.due() == []
    assert now.taking_back("a mistake").moved == (), "it is taken back once"
    again = now.migration("after all")
    assert [fate.matter for fate in again.moved] == ["asks"], "and may be moved again"
    again.apply()
    assert now.taking_back("no").moved


def test_what_went_on_since_is_not_taken_back(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    now.migration("plea@2").apply()
    plan = now.taking_back("a mistake")
    now.act(now.load(Plea, "asks"), Jot(), actor=LIANG)
    (left,) = plan.apply().left
    assert left.decision is not None
    assert left.decision.codes == ("engine.acted_since",)
    (refused,) = now.taking_back("a mistake").refused
    assert "last = Jot" in refused.why_not
    assert now.load(Plea, "asks").state is S.HEARING


@pytest.mark.parametrize("actor", [LIANG, Actor("5", "所长", {Role.UNIT_HEAD})], ids=lambda actor: actor.id)
def test_only_the_system_migrates_and_takes_back(actor: Actor) -> None:
    store = MemoryRecorder()
    old_pleas(store)
    now = station(store, second())
    assert now.decide(now.load(Plea, "asks"), Migrate("x"), actor=actor).codes == ("engine.role",)
    now.migration("plea@2").apply()
    workflow, history = now.procedure.workflow("plea"), tuple(now.entries("asks"))
    context = now.procedure.context(actor, NOW)
    decision = decide_to_take_back(workflow, history, context)
    assert (decision.codes, decision.authorised) == (("engine.role",), False)
    with pytest.raises(Refusal):
        take_back(workflow, history, TakeBack("x"), context)
    allowed = decide_to_take_back(workflow, history, now.procedure.context(SYSTEM, NOW))
    assert (allowed.allowed, allowed.to) == (True, S.PENDING)
    with pytest.raises(WrongAction):
        now.act(now.load(Plea, "asks"), TakeBack("x"), actor=SYSTEM)


def test_entries_of_a_migration_are_read_for_as_long_as_they_are_kept(recorder: Recorder) -> None:
    old_pleas(recorder)
    now = station(recorder, second())
    now.migration("plea@2").apply()
    now.taking_back("a mistake").apply()
    third = attrs.evolve(second(Migrate.row(by={Role.SYSTEM})), version=3, retired=[Wait, Migrate])
    third = attrs.evolve(
        third,
        moves={
            state: [row for row in rows if row.action is not Migrate] for state, rows in third.moves.items()
        },
    )
    third = attrs.evolve(third, retired=[Wait, Migrate, S.HEARING, LIMIT], limits=[])
    later = station(recorder, third)
    assert [type(entry.action).__name__ for entry in later.entries("asks")][-2:] == ["Migrate", "TakeBack"]
    codec = Codec(later.procedure.workflow)
    assert [codec.decode(stored).version for stored in recorder.read("asks")] == [1, 2, 3, 4]


# --- what a migration may not be -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "rows"),
    [
        ("Migrate in pending: only the system migrates", [row(by={Role.SYSTEM, Role.OFFICER})]),
        ("Migrate in pending: it leads to an end", [row(to=S.OVER)]),
        ("Migrate in pending: it ends or alters time limits", [row(ends=["plea.hearing"])]),
        ("Migrate in pending: it ends or alters time limits", [row(hands_over=["report"])]),
    ],
)
def test_a_migration_that_could_not_be_taken_back_is_unsound(finding: str, rows: list[Any]) -> None:
    with pytest.raises(Unsound, match=finding):
        procedure(second(*rows))


def test_a_migration_starts_no_limit_that_may_be_running_and_stands_under_no_state_that_ended() -> None:
    running = second(openings=[attrs.evolve(second().openings[0], starts=("plea.hearing",))])
    with pytest.raises(Unsound, match=r"time limit plea\.hearing may be running there"):
        procedure(running)
    with pytest.raises(Unsound, match="Migrate stands under `everywhere`"):
        procedure(second(everywhere=[row()]))


def test_a_table_that_migrates_and_keeps_its_past_holds_to_every_law_of_the_engine() -> None:
    house = procedure(second())
    found = explored(house.workflow("plea"), house)
    assert ("pending", "Migrate", "hearing") in found.moves
    check_all_laws(house.workflow("plea"), house, examples=10)
