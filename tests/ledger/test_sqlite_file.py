"""What lies behind a path is told from the file as it is, whatever lawful program wrote it last."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from precinct.basics.ledger_errors import LedgerBusy, NotALedger
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_file import APPLICATION_ID, connect, create, migrations
from precinct.ledger.stored import Tip
from tests.ledger.writing import unit, written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def filled(path: Path) -> Tip:
    with SqliteRecorder(path) as recorder:
        return recorder.append(unit(*(written("a", version) for version in range(1, 7))))


def by_hand(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def of_schema(path: Path, number: int) -> None:
    """A file as an older precinct made it, with nothing in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for script in migrations()[:number]:
            connection.executescript(script)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")


@pytest.mark.parametrize("size", [512, 4096, 65536])
def test_a_ledger_may_have_pages_of_any_size_that_sqlite_knows(path: Path, size: int) -> None:
    tip = filled(path)
    by_hand(path, "PRAGMA journal_mode = DELETE", f"PRAGMA page_size = {size}", "VACUUM")
    with SqliteRecorder(path) as recorder:
        assert recorder.verify() == tip
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(NotALedger, match="should have"):
        SqliteRecorder(path)


def test_an_empty_log_does_not_stand_for_what_is_cut_off(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:-1])
    path.with_name("a.db-wal").touch()
    with pytest.raises(NotALedger, match="should have"):
        SqliteRecorder(path)


def test_a_number_of_pages_that_was_not_written_with_the_file_is_not_believed(path: Path) -> None:
    """Programs before SQLite 3.7 left it as it was, and SQLite counts for itself then."""
    tip = filled(path)
    held = bytearray(path.read_bytes())
    held[28:32] = (7).to_bytes(4, "big")
    path.write_bytes(held)
    with pytest.raises(NotALedger, match="should have"):
        SqliteRecorder(path)
    held[92:96] = bytes(4)
    path.write_bytes(held)
    with SqliteRecorder(path) as recorder:
        assert recorder.verify() == tip


@pytest.mark.parametrize("number", range(1, len(migrations()) + 1))
def test_an_older_ledger_has_the_tables_of_its_own_schema(path: Path, number: int) -> None:
    of_schema(path, number)
    with SqliteRecorder(path) as recorder:
        assert recorder.verify().position == 0


@pytest.mark.parametrize("number", range(2, len(migrations()) + 1))
@pytest.mark.parametrize("table", ["keys", "bookmarks", "parked"])
def test_what_came_with_a_schema_must_be_there_in_every_later_one(
    path: Path, number: int, table: str
) -> None:
    of_schema(path, number)
    by_hand(path, f"DROP TABLE {table}")
    before = path.read_bytes()
    with pytest.raises(NotALedger, match=f"no table {table}"):
        SqliteRecorder(path)
    assert path.read_bytes() == before


def test_a_number_of_a_schema_without_its_tables_is_no_ledger(path: Path) -> None:
    """Nor is it made one: whatever it was, somebody has lost it."""
    by_hand(path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1")
    with pytest.raises(NotALedger, match="no table deadlines, entries"):
        SqliteRecorder(path)


def test_who_finds_no_ledger_lets_go_of_the_file_at_once(path: Path) -> None:
    by_hand(path, f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE other (a)")
    with closing(connect(path, 0.05, readonly=False)) as connection:
        with pytest.raises(NotALedger, match="no table"):
            create(connection, path)
        by_hand(path, "INSERT INTO other VALUES (1)")


@pytest.fixture
def another(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program has taken a ledger out of WAL mode and is writing, so that nobody can put it back there."""
    filled(path)
    by_hand(path, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(path, check_same_thread=False, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_who_opens_while_another_program_writes_waits_for_it(path: Path, another: sqlite3.Connection) -> None:
    def let_go() -> None:
        time.sleep(0.1)
        another.execute("COMMIT")

    thread = threading.Thread(target=let_go)
    thread.start()
    with SqliteRecorder(path) as recorder:
        assert recorder.verify().position == 6
    thread.join()


def test_who_waits_too_long_for_another_program_to_end_is_told(
    path: Path, another: sqlite3.Connection
) -> None:
    with pytest.raises(LedgerBusy):
        SqliteRecorder(path, patience=0.05)
    another.execute("COMMIT")
    with SqliteRecorder(path, patience=0.05) as recorder:
        assert recorder.verify().position == 6
