"""A few rounds of the long runs (`make torture`), and stores with a mistake in them, which the long runs must find."""

import sqlite3
from functools import partial
from pathlib import Path

import attrs
import pytest

from precinct.basics.ledger_errors import Conflict, Tampered
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Tip, Unit
from tests.postgres_server import running
from tests.torture.crowd import crowd
from tests.torture.faults import fail_everywhere, failing_postgres, failing_sqlite, fill_the_disk
from tests.torture.kills import survive
from tests.torture.stores import Opens, stores

# From 3.12 on Python warns of forking beside threads; the children only write to a ledger, and end.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


class SpeaksTooEarly(SqliteRecorder):
    """Says that a unit is recorded before it is."""

    waiting: Unit | None = None

    def append(self, unit: Unit) -> Tip:
        if self.waiting is not None:
            super().append(self.waiting)
        self.waiting = unit
        return self.tip()


class RecordsHalves(SqliteRecorder):
    """Records the entries of a unit one by one."""

    def append(self, unit: Unit) -> Tip:
        for entry in unit.entries:
            tip = super().append(Unit((entry,)))
        return tip


class LooksAway(SqliteRecorder):
    """Lets who comes too late write all the same, under the next version."""

    def append(self, unit: Unit) -> Tip:
        try:
            return super().append(unit)
        except Conflict as late:
            later = late.found - late.expected
            mine = [
                attrs.evolve(entry, version=entry.version + later) if entry.matter == late.matter else entry
                for entry in unit.entries
            ]
            return self.append(Unit(tuple(mine)))


def fresh(kind: type[Recorder], folder: Path) -> Opens:
    return partial(kind, folder / "a.db", synchronous="NORMAL", patience=30)  # type: ignore[call-arg]


def test_killed_writers_leave_what_was_acknowledged() -> None:
    with stores(durable=False) as known:
        for one in known.values():
            assert survive(one, kills=3) >= 0


@pytest.mark.parametrize("kind", [SpeaksTooEarly, RecordsHalves])
def test_a_store_that_loses_or_halves_is_found_by_killing_its_writers(
    kind: type[Recorder], tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match=r"acknowledged|half a unit"):
        survive(lambda: fresh(kind, tmp_path), kills=40)


def test_a_crowd_loses_nothing() -> None:
    with stores(durable=False) as known:
        made = crowd(known["SQLite NORMAL"](), processes=4, times=40)
    assert made.units == 160


def test_a_store_that_forks_a_matter_is_found_by_a_crowd(tmp_path: Path) -> None:
    with pytest.raises(Tampered, match="belongs to version"):
        crowd(fresh(LooksAway, tmp_path), processes=4, times=100)


def test_some_statements_fail_and_nothing_is_lost() -> None:
    with stores(durable=False) as known, running() as conninfo:
        input_output = partial(failing_sqlite, sqlite3.SQLITE_IOERR)
        assert fail_everywhere(known["SQLite NORMAL"], input_output, every=9) > 5
        assert fail_everywhere(known["PostgreSQL"], partial(failing_postgres, conninfo), every=9) > 5


def test_some_disks_are_full_and_nothing_is_half_done(tmp_path: Path) -> None:
    assert fill_the_disk(tmp_path, step=16) > 2
