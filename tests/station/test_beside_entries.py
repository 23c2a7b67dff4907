"""What is kept beside the entries is what they say; whatever somebody does to it by SQL is found, and put back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct import MemoryRecorder, Refusal, Station, cn
from precinct.basics.beside_errors import Miscounted, Miskept
from precinct.basics.ledger_errors import LedgerUnwritable, Tampered, UnknownStored
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Deadline, Head, Tip, Unit
from precinct.matters.administrative_case import ExtendTime, SendForAppraisal, TakeInAppraisal
from precinct.matters.common import Note
from precinct.matters.report import Channel, Receive
from precinct.matters.sealing import Erase, Unseal
from precinct.station.discrepancy import Kept, Rebuilt
from precinct.station.related import hands_of, names_of
from precinct.workflow.table import OnExpiry
from tests.station import test_migration as pleas
from tests.station.conftest import NIGHT, HandClock
from tests.station.histories import histories, record
from tests.station.night import COUNTY, DESK, LIANG, agreed, dispatched, investigated, mediated, performed
from tests.station.processes import opened
from tests.station.test_due_index import STEPS, folded
from tests.station.test_sealing import NEW_LAW, ended, seal, wait_for_the_new_law
from tests.station.test_sweeping import preserved

NOTHING = Rebuilt((), ())


def kept(recorder: Recorder) -> tuple[list[Deadline], list[tuple[str, str]], list[Head]]:
    return list(recorder.deadlines()), list(recorder.names()), list(recorder.heads())


def lively(station: Station, clock: HandClock) -> None:
    """A night of all sorts: what runs, stands still, was extended, was told of, has ended, is sealed, is erased."""
    station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
    dispatched(station, "101", "102")
    preserved(station, investigated(station))
    appraised = station.act(investigated(station), SendForAppraisal("房门损失"), actor=LIANG)
    clock.move(days=2)
    station.act(
        station.act(appraised, TakeInAppraisal("八百元"), actor=LIANG), ExtendTime("案情复杂"), actor=COUNTY
    )
    station.act(investigated(station), SendForAppraisal("门锁损失"), actor=LIANG)
    agreed(station, mediated(station)[1])
    sealed, unsealed, erased = (performed(station, mediated(station)[1]) for _ in range(3))
    wait_for_the_new_law(station)
    seal(station, sealed.id)
    station.act(seal(station, unsealed.id), Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)
    station.act(seal(station, erased.id), Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    clock.move(days=20)
    station.sweep()


# --- whatever lawfully happened --------------------------------------------------------------------


@given(
    units=st.lists(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS)), max_size=4), max_size=6),
    days=st.lists(st.integers(0, 40), min_size=6, max_size=6),
    sweeping=st.sets(st.integers(0, 5)),
)
def test_after_any_units_and_sweeps_all_is_kept_as_the_entries_say(
    units: list[list[tuple[int, tuple[Any, Any]]]], days: list[int], sweeping: set[int]
) -> None:
    clock = HandClock()
    station = Station(MemoryRecorder(), procedure=cn, clock=clock)
    cases = [investigated(station).id for _ in range(2)]
    for number, steps in enumerate(units):
        clock.move(days=days[number])
        unit, inside = station.unit(), {}
        for which, (action, actor) in steps:
            try:
                inside[which] = unit.act(
                    inside.get(which) or station.matter(cases[which]), action, actor=actor
                )
            except Refusal:
                continue
        unit.commit()
        if number in sweeping:
            station.sweep()
    before = kept(station.recorder)
    assert station.verify() == station.recorder.tip()
    assert station.rebuild() == NOTHING
    assert kept(station.recorder) == before


def test_a_night_of_all_sorts_is_kept_as_its_entries_say(station: Station, clock: HandClock) -> None:
    lively(station, clock)
    before = kept(station.recorder)
    assert station.verify() == station.recorder.tip()
    assert station.recount() == []
    assert station.rebuild() == NOTHING
    assert kept(station.recorder) == before


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("store", ["memory", "sqlite"])
def test_from_entries_alone_all_that_stands_beside_them_is_rebuilt(
    store: str, seed: int, tmp_path: Path
) -> None:
    """Lives of all kinds, of which nothing but the entries was recorded."""
    recorder = (
        MemoryRecorder() if store == "memory" else SqliteRecorder(tmp_path / "lives.db", synchronous="NORMAL")
    )
    with Station(recorder, procedure=cn) as station:
        record(recorder, cn, _lives(seed), seed)
        with pytest.raises(Miskept):
            station.verify()
        rebuilt = station.rebuild()
        assert rebuilt.mended
        assert not rebuilt.left
        assert station.verify() == recorder.tip()
        assert list(recorder.deadlines()) == folded(station)
        for matter in station.matters():
            names = names_of(matter) | hands_of(matter, ended=cn.workflow_of(matter).ended(matter))
            assert {name for _, name in recorder.names(matter.id)} == names
        assert station.rebuild() == NOTHING


@cache
def _lives(seed: int) -> list[list[Any]]:
    return histories(cn, seed)


def test_a_migration_and_its_taking_back_are_no_tampering() -> None:
    recorder = MemoryRecorder()
    pleas.old_pleas(recorder)
    now = pleas.station(recorder, pleas.second())
    assert now.verify() == recorder.tip(), "states have other names today"
    now.migration("plea@2").apply()
    assert [one.code for one in recorder.deadlines()] == ["plea.hearing"]
    assert now.verify() == recorder.tip()
    now.taking_back("a mistake").apply()
    assert list(recorder.deadlines()) == []
    assert now.verify() == recorder.tip()
    assert now.rebuild() == NOTHING


def test_what_runs_keeps_what_its_end_meant_when_it_began() -> None:
    """A later table may give it another meaning; only what began under today's table must have today's."""
    recorder = MemoryRecorder()
    pleas.old_pleas(recorder)
    pleas.station(recorder, pleas.second()).migration("plea@2").apply()
    strict = attrs.evolve(pleas.LIMIT, on_expiry=OnExpiry.MUST_ACT)
    later = pleas.station(recorder, pleas.second(version=3, limits=[strict]))
    assert later.verify() == recorder.tip()
    (runs,) = recorder.deadlines()
    recorder.append(Unit((), deadlines=(attrs.evolve(runs, on_expiry="never mind"),)))
    with pytest.raises(UnknownStored, match=r"on_expiry never mind'\); `Station\.rebuild` puts it back"):
        later.due()
    recorder.append(Unit((), deadlines=(attrs.evolve(runs, on_expiry="never mind", basis="?"),)))
    with pytest.raises(Miskept, match="basis, on_expiry"):
        later.verify()
    later.rebuild()
    (again,) = recorder.deadlines()
    assert (again.on_expiry, again.basis) == ("must_act", runs.basis)
    recorder.append(Unit((), deadlines=(attrs.evolve(runs, basis="?"),)))
    with pytest.raises(UnknownStored, match=r"'basis \?'\); `Station\.rebuild` puts it back"):
        later.due()
    later.rebuild()
    assert list(recorder.deadlines()) == [runs], "a meaning that there is may be the former one"


def test_a_limit_that_no_table_knows_any_more_is_not_invented() -> None:
    recorder = MemoryRecorder()
    pleas.old_pleas(recorder)
    table = pleas.second()
    pleas.station(recorder, table).migration("plea@2").apply()
    rows = [attrs.evolve(row, starts=()) for row in table.moves[pleas.S.PENDING]]
    without = attrs.evolve(table, version=3, limits=[], moves={**table.moves, pleas.S.PENDING: rows})
    later = pleas.station(recorder, without)
    assert later.verify() == recorder.tip()
    (runs,) = recorder.deadlines()
    recorder.append(Unit((), ended=((runs.matter, runs.code),)))
    (left,) = later.rebuild().left
    assert (left.matter, left.what, left.code) == (runs.matter, Kept.DEADLINE, runs.code)
    with pytest.raises(Miskept, match=r"lacks the deadline plea\.hearing.*an earlier table"):
        later.verify()


# --- whatever somebody does by SQL -----------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger's file after a night of all sorts."""
    path, clock = tmp_path_factory.mktemp("lived") / "station.db", HandClock()
    with Station.open(path, procedure=cn, clock=clock, synchronous="NORMAL") as station:
        lively(station, clock)
    return path.read_bytes()


@pytest.fixture
def file(lived: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "station.db"
    path.write_bytes(lived)
    return path


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in {
                "deadlines": "matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at",
                "names": "matter, name",
                "heads": "*",
                "entries": "*",
            }.items()
        }


def by_sql(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement, values).rowcount > 0, statement


def deeds(path: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every row of the two tables taken away, added beside, and changed in every column."""
    others = {
        "matter": "'somebody else'",
        "code": "'case.other'",
        "kind": "'custody'",
        "started_at": "started_at - 1",
        "due_at": "due_at + 60000000",
        "on_expiry": "CASE on_expiry WHEN 'warn' THEN 'must_act' ELSE 'warn' END",
        "paused_at": "CASE WHEN paused_at IS NULL THEN due_at ELSE NULL END",
        "basis": "basis || ' '",
    }
    for matter, code, *_ in rows(path)["deadlines"]:
        one = " WHERE matter = ? AND code = ?"
        yield f"DELETE FROM deadlines{one}", (matter, code)
        for column, other in others.items():
            yield f"UPDATE deadlines SET {column} = {other}{one}", (matter, code)
    for matter, name in rows(path)["names"]:
        one = " WHERE matter = ? AND name = ?"
        yield f"DELETE FROM names{one}", (matter, name)
        yield f"UPDATE names SET name = name || '2'{one}", (matter, name)
        yield f"UPDATE names SET matter = 'nobody'{one}", (matter, name)
    for matter, *_ in [*rows(path)["heads"], ("no matter",)]:
        yield "INSERT INTO names VALUES ('a stranger', ?)", (matter,)
        columns = "(matter, code, kind, started_at, due_at, on_expiry, basis)"
        yield (
            f"INSERT INTO deadlines {columns} VALUES (?, 'no.limit', 'report', 0, 0, 'warn', '[]')",
            (matter,),
        )


def test_whatever_is_done_to_one_row_is_found_and_put_back_exactly(file: Path) -> None:
    before, chance = rows(file), Random(7)
    told = {(matter, code) for matter, code, *_, handled_at in before["deadlines"] if handled_at is not None}
    assert told, "a sweep has told of some"
    all_deeds = list(deeds(file))
    with Station.open(file, procedure=cn, clock=HandClock(), synchronous="NORMAL") as station:
        for statement, values in chance.sample(all_deeds, 40):
            by_sql(file, statement, *values)
            with pytest.raises((Miskept, Miscounted)) as caught:
                station.verify()
            assert isinstance(caught.value, Miscounted) == ("SET due_at" in statement), statement
            rebuilt = station.rebuild()
            assert rebuilt.mended
            assert not rebuilt.left
            after = rows(file)
            forgotten = told & {values} if "deadlines" in statement else set()
            for one in ("names", "heads", "entries"):
                assert after[one] == before[one], statement
            for was, now in zip(before["deadlines"], after["deadlines"], strict=True):
                # Where the end itself was taken away, nobody knows who was told of it; a sweep tells again.
                assert now[:-1] == was[:-1], statement
                assert now[-1] in ({was[-1], None} if was[:2] in forgotten else {was[-1]}), statement
            station.recorder.append(Unit((), deadlines=tuple(_told_again(station, before))))
            station.verify()


def _told_again(station: Station, before: dict[str, list[tuple[Any, ...]]]) -> Iterator[Deadline]:
    then = {row[:2]: row[-1] for row in before["deadlines"]}
    for one in station.recorder.deadlines():
        at = then[one.matter, one.code]
        moment = None if at is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)
        yield attrs.evolve(one, handled_at=moment)


@pytest.mark.parametrize("table", ["deadlines", "names"])
def test_a_table_that_was_emptied_is_filled_again(file: Path, table: str) -> None:
    before = rows(file)
    by_sql(file, f"DELETE FROM {table}")
    with Station.open(file, procedure=cn, clock=HandClock(), synchronous="NORMAL") as station:
        with pytest.raises(Miskept, match=r"and \d+ more") as caught:
            station.verify()
        assert isinstance(caught.value, Tampered)
        assert caught.value.position == station.recorder.tip().position
        assert len(station.rebuild().mended) == caught.value.more + 1
        station.verify()
    after = rows(file)
    assert [row[:-1] for row in after[table]] == [row[:-1] for row in before[table]]


def test_what_many_processes_share_is_compared_and_put_back_too(shared: str) -> None:
    clock = HandClock()
    with Station(opened(shared).recorder, procedure=cn, clock=clock) as station:
        lively(station, clock)
        before = kept(station.recorder)
        assert station.verify() == station.recorder.tip()
        assert station.rebuild() == NOTHING
        runs = tuple((one.matter, one.code) for one in before[0])
        names = tuple(dict.fromkeys(matter for matter, _ in before[1]))
        station.recorder.append(Unit((), ended=runs, names=tuple((one, ("a stranger",)) for one in names)))
        with pytest.raises(Miskept):
            station.verify()
        assert {one.what for one in station.rebuild().mended} == {Kept.DEADLINE, Kept.NAMES}
        after = kept(station.recorder)
        assert after[0] == [attrs.evolve(one, handled_at=None) for one in before[0]]
        assert after[1:] == before[1:]
        station.verify()


@pytest.mark.parametrize("column", ["started_at", "due_at", "paused_at", "handled_at"])
@pytest.mark.parametrize("number", [4 * 10**18, -4 * 10**18])
def test_a_number_that_is_no_moment_is_told_and_taken_away(file: Path, column: str, number: int) -> None:
    before = rows(file)
    matter, code, *_ = before["deadlines"][1]
    by_sql(file, f"UPDATE deadlines SET {column} = ? WHERE code = ?", number, code)
    with Station.open(file, procedure=cn, clock=HandClock(), synchronous="NORMAL") as station:
        with pytest.raises(Miskept, match=r"has a moment that is none; .*Station\.rebuild") as caught:
            station.verify()
        assert (caught.value.position, caught.value.code) == (station.recorder.tip().position, code)
        with pytest.raises(Tampered, match="has a moment that is none"):
            station.due()
        rebuilt = station.rebuild()
        assert (matter, Kept.DEADLINE, code) in {(one.matter, one.what, one.code) for one in rebuilt.mended}
        assert not rebuilt.left
        station.verify()
        station.sweep()
        station.rebuild()
    for was, now in zip(before["deadlines"], rows(file)["deadlines"], strict=True):
        assert now[:-1] == was[:-1]


@pytest.mark.parametrize("last", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_a_moment_at_the_edge_of_time_is_compared_too(station: Station, last: datetime) -> None:
    """In another zone than UTC there is none such."""
    investigated(station)
    (right,) = station.recorder.deadlines()
    moved = attrs.evolve(right, due_at=last)
    station.recorder.append(Unit((), deadlines=(moved,)))
    with pytest.raises(Miscounted, match=f"until {last:%Y-%m-%d}"):
        station.verify()
    if last.year > 1:
        with pytest.raises(Miskept, match=r"has a moment that is none; .*Station\.rebuild"):
            station.due()
    else:
        assert station.due()
    station.rebuild()
    assert list(station.recorder.deadlines()) == [right]


def test_from_the_edge_of_time_nothing_is_counted(station: Station) -> None:
    investigated(station)
    (right,) = station.recorder.deadlines()
    begun = attrs.evolve(right, started_at=datetime.max.replace(tzinfo=UTC))
    station.recorder.append(Unit((), deadlines=(begun,)))
    with pytest.raises(Miskept, match="has a moment that is none"):
        station.recount()
    station.rebuild()
    assert station.recount() == []


NUL, LONG = "'nobody' || char(0)", "printf('%.*c', 900, 'x')"


@pytest.mark.parametrize("strange", [NUL, LONG])
@pytest.mark.parametrize(
    "deed",
    [
        "INSERT INTO names VALUES ('a stranger', {})",
        "UPDATE deadlines SET code = {} WHERE handled_at IS NULL",
        "UPDATE deadlines SET kind = {} WHERE handled_at IS NULL",
        "UPDATE deadlines SET matter = {} WHERE code = (SELECT min(code) FROM deadlines)",
    ],
)
def test_a_row_that_no_unit_of_work_can_hold_stops_nothing_else(file: Path, deed: str, strange: str) -> None:
    before = rows(file)
    by_sql(file, deed.format(strange))
    by_sql(file, "DELETE FROM names WHERE matter = (SELECT min(matter) FROM names)")
    with Station.open(file, procedure=cn, clock=HandClock(), synchronous="NORMAL") as station:
        rebuilt = station.rebuild()
        assert rebuilt.left
        with pytest.raises(Miskept) as caught:
            station.verify()
        assert caught.value.more + 1 == len(rebuilt.left), "nothing else is left"
    after = rows(file)
    assert set(after["names"]) >= set(before["names"])
    assert {row[:2] for row in after["deadlines"]} >= {row[:2] for row in before["deadlines"]}


def test_one_without_a_moment_that_no_unit_can_take_away_is_told(file: Path) -> None:
    by_sql(file, f"UPDATE deadlines SET due_at = ?, code = {NUL} WHERE handled_at IS NULL", 4 * 10**18)
    with (
        Station.open(file, procedure=cn, synchronous="NORMAL") as station,
        pytest.raises(Miskept, match="has a moment that is none"),
    ):
        station.rebuild()


@pytest.mark.parametrize("marks", ["sealed = 1", "sealed = 0"])
def test_a_wrong_mark_does_not_keep_the_rest_from_being_put_back(file: Path, marks: str) -> None:
    before = rows(file)
    by_sql(file, f"UPDATE heads SET {marks}")
    by_sql(file, "DELETE FROM deadlines")
    with Station.open(file, procedure=cn, clock=HandClock(), synchronous="NORMAL") as station:
        assert len(station.rebuild().mended) == len(before["deadlines"])
        with pytest.raises(Tampered, match="marked as sealed"):
            station.verify()
    assert [row[:-1] for row in rows(file)["deadlines"]] == [row[:-1] for row in before["deadlines"]]


def test_no_name_stands_in_what_is_told(file: Path) -> None:
    names = {name for _, name in rows(file)["names"] if not name.startswith("in hand") and len(name) < 20}
    by_sql(file, "DELETE FROM names")
    with Station.open(file, procedure=cn, synchronous="NORMAL") as station:
        told = str(station.rebuild())
    assert names
    assert not any(f"'{name}'" in told or f" {name} " in told for name in names)


def test_that_a_matter_has_ended_is_written_with_entries_alone(file: Path) -> None:
    by_sql(file, "UPDATE heads SET ended = NOT ended")
    with Station.open(file, procedure=cn, synchronous="NORMAL") as station:
        with pytest.raises(Miskept, match=r"is kept as (ended|open).*put back what it can"):
            station.verify()
        rebuilt = station.rebuild()
        assert not rebuilt.mended
        assert {one.what for one in rebuilt.left} == {Kept.ENDED}
        assert len(rebuilt.left) == len(list(station.recorder.heads()))


def test_of_an_erased_matter_no_name_comes_back(file: Path) -> None:
    with Station.open(file, procedure=cn, synchronous="NORMAL") as station:
        (erased,) = (head.matter for head in station.recorder.heads() if head.erased)
        by_sql(file, "INSERT INTO names VALUES ('chen', ?)", erased)
        with pytest.raises(Miskept, match="1 names that are not its own"):
            station.verify()
        station.rebuild()
        assert list(station.recorder.names(erased)) == []
        station.verify()


def test_entries_that_are_broken_are_told_first_and_nothing_is_rebuilt_from_them(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("UPDATE entries SET payload = CAST(payload || ' ' AS BLOB) WHERE position = 1")
        connection.execute("DELETE FROM names")
    with Station.open(file, procedure=cn, synchronous="NORMAL") as station:
        for check in (station.verify, station.rebuild):
            with pytest.raises(Tampered) as caught:
                check()
            assert not isinstance(caught.value, Miskept)
        assert list(station.recorder.names()) == []


# --- an end that moved -----------------------------------------------------------------------------


def moved_by(station: Station, **by: float) -> Deadline:
    """Another end of the one deadline that runs, written down by hand; as it was before."""
    (right,) = station.recorder.deadlines()
    moved = attrs.evolve(right, due_at=right.due_at + timedelta(**by))
    station.recorder.append(Unit((), deadlines=(moved,)))
    return right


def test_another_end_alone_is_told_as_such_and_a_recount_settles_it(station: Station) -> None:
    case = investigated(station)
    right = moved_by(station, days=3)
    with pytest.raises(
        Miscounted, match=r"until 2023-02-10 00:00, and counted today it is until 2023-02-07 00:00;.*recount"
    ) as caught:
        station.verify()
    assert not isinstance(caught.value, Tampered)
    assert (caught.value.matter, caught.value.code, caught.value.more) == (case.id, right.code, 0)
    station.recount()
    station.verify()


def test_a_rebuilding_counts_anew_too_and_keeps_who_was_told_of_an_end_that_stays(
    station: Station, clock: HandClock
) -> None:
    investigated(station)
    clock.move(days=60)
    station.sweep()
    told = moved_by(station)
    assert told.handled_at is not None
    station.recorder.append(Unit((), deadlines=(attrs.evolve(told, basis="?", kind="custody"),)))
    station.rebuild()
    assert list(station.recorder.deadlines()) == [told]
    moved_by(station, days=3)
    (mended,) = station.rebuild().mended
    assert mended.what is Kept.END
    assert list(station.recorder.deadlines()) == [attrs.evolve(told, handled_at=None)]


def test_what_is_wrong_is_told_before_what_is_counted_otherwise(station: Station) -> None:
    case = investigated(station)
    moved_by(station, days=3)
    station.recorder.append(Unit((), names=((case.id, ()),)))
    with pytest.raises(Miskept, match="is not found under") as caught:
        station.verify()
    assert (caught.value.matter, caught.value.more, caught.value.earlier) == (case.id, 0, False)


# --- beside others ---------------------------------------------------------------------------------


class Busy(MemoryRecorder):
    """A store in which somebody does something each time before it is asked for deadlines of a matter, or written to."""

    def __init__(self) -> None:
        super().__init__()
        self.before_looking: list[Any] = []
        self.before_writing: list[Any] = []

    def deadlines(self, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
        if matter is not None and self.before_looking:
            first, *rest = self.before_looking
            self.before_looking = []
            first()
            self.before_looking = rest
        return super().deadlines(until, matter)

    def append(self, unit: Unit) -> Tip:
        if not unit.entries and self.before_writing:
            self.before_writing.pop(0)()
        return super().append(unit)


@pytest.fixture
def busy() -> Station:
    return Station(Busy(), procedure=cn, clock=HandClock())


def test_what_others_do_while_it_is_compared_is_no_tampering(busy: Station) -> None:
    recorder: Any = busy.recorder
    case, done = investigated(busy), ended(busy)
    investigated(busy)  # of what has ended no deadline is asked for
    recorder.before_looking = [
        lambda: busy.act(case, SendForAppraisal("房门损失"), actor=LIANG),
        lambda: investigated(busy),
        lambda: busy.act(seal(busy, done.id), Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW),
    ]
    busy.verify()
    assert recorder.before_looking == []
    busy.verify()


def test_a_matter_is_looked_at_until_it_stands_still(busy: Station) -> None:
    recorder: Any = busy.recorder
    case = investigated(busy)
    recorder.before_looking = [
        lambda: busy.act(case, SendForAppraisal("房门损失"), actor=LIANG),
        lambda: busy.act(busy.matter(case.id), TakeInAppraisal("八百元"), actor=LIANG),
    ]
    busy.verify()
    assert recorder.before_looking == []


def test_what_is_erased_while_it_is_compared_is_no_tampering(busy: Station) -> None:
    recorder: Any = busy.recorder
    done = [performed(busy, mediated(busy)[1]).id for _ in range(3)]
    sealing = seal(busy, *done)
    erase = Erase("决定删除", "判决书")
    recorder.before_looking = [lambda: busy.act(sealing, erase, actor=COUNTY, at=NEW_LAW)]
    busy.verify()
    assert recorder.before_looking == []
    assert all(recorder.head(one).erased for one in done)
    busy.verify()


def test_a_rebuilding_does_not_undo_what_others_do_meanwhile(busy: Station) -> None:
    recorder: Any = busy.recorder
    cases = [investigated(busy) for _ in range(3)]
    right = kept(recorder)
    recorder.append(Unit((), names=tuple((case.id, ()) for case in cases)))
    recorder.before_writing = [
        lambda: busy.act(cases[0], Note("补记"), actor=LIANG),
        lambda: busy.act(cases[1], SendForAppraisal("房门损失"), actor=LIANG),
    ]
    assert len({one.matter for one in busy.rebuild().mended}) >= 2
    assert recorder.before_writing == []
    assert list(recorder.names(cases[2].id)) == [pair for pair in right[1] if pair[0] == cases[2].id]
    busy.verify()


def test_who_told_of_an_end_meanwhile_has_told_of_it(busy: Station) -> None:
    recorder: Any = busy.recorder
    investigated(busy)
    (right,) = recorder.deadlines()
    recorder.append(Unit((), deadlines=(attrs.evolve(right, kind="custody"),)))
    told = attrs.evolve(right, kind="custody", handled_at=NIGHT.astimezone(UTC))
    recorder.before_writing = [lambda: MemoryRecorder.append(recorder, Unit((), deadlines=(told,)))]
    busy.rebuild()
    assert list(recorder.deadlines()) == [attrs.evolve(right, handled_at=told.handled_at)]


def test_names_do_not_come_back_after_an_erasure_that_came_first(busy: Station) -> None:
    recorder: Any = busy.recorder
    done = ended(busy)
    sealing = seal(busy, done.id)
    recorder.append(Unit((), names=((done.id, ()),)))
    erase = Erase("决定删除", "判决书")
    recorder.before_writing = [lambda: busy.act(sealing, erase, actor=COUNTY, at=NEW_LAW)]
    busy.rebuild()
    assert recorder.before_writing == []
    assert list(recorder.names(done.id)) == []
    busy.verify()


def test_of_what_has_ended_no_deadline_is_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = MemoryRecorder()
    with Station(recorder, procedure=cn, clock=HandClock()) as station:
        done = ended(station)
        asked: list[str | None] = []

        def counted(*, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
            asked.append(matter)
            return MemoryRecorder.deadlines(recorder, until=until, matter=matter)

        monkeypatch.setattr(recorder, "deadlines", counted)
        station.verify()
        assert set(asked) == {None, *(head.matter for head in recorder.heads(ended=False))}
        asked.clear()
        runs = next(recorder.deadlines())
        recorder.append(Unit((), deadlines=(attrs.evolve(runs, matter=done.id),)))
        with pytest.raises(Miskept, match="and no entry lets it run") as caught:
            station.verify()
        assert (caught.value.matter, caught.value.more) == (done.id, 0)
        recorder.append(Unit((), names=((done.id, ("a stranger",)),)))
        with pytest.raises(Miskept) as caught:
            station.verify()
        assert caught.value.more == 2, (
            "a deadline, a name too many and names that are missing, each told once"
        )
        assert len(station.rebuild().mended) == 3
        station.verify()


def test_a_store_that_cannot_write_leaves_what_it_had(file: Path) -> None:
    by_sql(file, "DELETE FROM names")
    with (
        Station.open(file, procedure=cn, readonly=True) as station,
        pytest.raises(LedgerUnwritable),
    ):
        station.rebuild()
    assert rows(file)["names"] == []
