"""Every byte of a ledger's file is content that verify watches, or no content at all."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from precinct.basics.ledger_errors import LedgerError, NotALedger, Tampered
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_file import APPLICATION_ID, migrations
from tests.ledger.writing import unit, written
from tests.ledger.wrong_bytes import (
    change_bytes,
    content,
    free_bytes,
    make_ledger,
    other_forms,
    sampled,
    unread_numbers,
)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("right") / "right.db"
    make_ledger(path)
    return path


@pytest.fixture
def wrong(right: Path, tmp_path: Path) -> Path:
    path = tmp_path / "wrong.db"
    path.write_bytes(right.read_bytes())
    return path


def test_a_changed_byte_is_found_or_is_no_content(right: Path, tmp_path: Path) -> None:
    file = right.read_bytes()
    with SqliteRecorder(right, readonly=True) as recorder:
        assert recorder.verify().position == 1000
    counted = change_bytes(right, sampled(len(file), 150), tmp_path)
    assert {"found", "header", "free"} <= set(counted) <= {"found", "header", "free", "unread"}
    assert counted["found"] > 100


def test_the_fields_of_the_header_that_depend_on_their_value_are_found_or_no_content(
    right: Path, tmp_path: Path
) -> None:
    places = [(place, mixed) for place in (19, 47, 59) for mixed in (1, 2, 3, 5, 6, 7)]
    assert set(change_bytes(right, places, tmp_path)) == {"found", "header"}


def test_an_end_of_the_chain_that_is_no_more_a_number_and_a_hash_is_found(
    right: Path, tmp_path: Path
) -> None:
    file = right.read_bytes()
    with SqliteRecorder(right, readonly=True) as recorder:
        kept = file.index(recorder.tip().hash)
    # Before the values of a row stand their types: one byte makes a NULL, a text or another number of it.
    (number, link), others = (kept - 5, kept - 4), range(16)
    places = [(at, file[at] ^ other) for at in (number, link) for other in others if other != file[at]]
    assert set(change_bytes(right, places, tmp_path)) == {"found"}


def test_a_row_says_its_own_number_in_a_type_that_nobody_reads(right: Path, tmp_path: Path) -> None:
    places = [(place, 8) for place in sorted(unread_numbers(right.read_bytes()))[-20:]]
    assert set(change_bytes(right, places, tmp_path)) == {"found", "unread"}


def test_a_row_may_be_written_in_another_form_that_reads_the_same(right: Path, tmp_path: Path) -> None:
    file = right.read_bytes()
    reserved, first_of_a_longer_number = 10, 0x80
    places = [
        (place, file[place] ^ first_of_a_longer_number if file[place] else reserved)
        for place in sorted(other_forms(file))[::60]
    ]
    assert set(change_bytes(right, places, tmp_path)) == {"found", "form", "unread"}


def test_a_damaged_log_takes_the_last_units_away_whole_and_a_kept_tip_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with SqliteRecorder(path) as recorder:
        tips = [recorder.append(unit(written("a", version))) for version in range(1, 6)]
        log = path.with_name("a.db-wal").read_bytes()
        file = path.read_bytes()
    copy = tmp_path / "b.db"
    copy.write_bytes(file)
    middle = len(log) * 3 // 4
    copy.with_name("b.db-wal").write_bytes(log[:middle] + bytes([log[middle] ^ 1]) + log[middle + 1 :])
    with SqliteRecorder(copy) as recorder:
        assert recorder.verify() in tips[:-1]
        with pytest.raises(Tampered, match="entries are missing"):
            recorder.verify(tips[-1])


def test_a_changed_byte_in_free_space_is_no_content(right: Path, tmp_path: Path) -> None:
    places = sorted(free_bytes(right.read_bytes()))[:: 40_000 // 20]
    counted = change_bytes(right, [(place, 255) for place in places], tmp_path)
    assert counted == {"free": len(places)}


_EVERY_COLUMN = {
    "heads": ("matter", "kind", "state", "version", "ended", "sealed", "erased"),
    "deadlines": (
        "matter", "code", "kind", "started_at", "due_at", "on_expiry", "paused_at", "basis", "handled_at",
        "claimed_until",
    ),
    "names": ("name", "matter"),
    "keys": ("key", "first", "last"),
    "bookmarks": ("subscriber", "position", "failures", "retry_at", "problem"),
    "parked": ("subscriber", "position", "problem", "parked_at"),
    "tip": ("id", "position", "hash", "remembers"),
}  # fmt: skip

_COMPARED = {"heads": {"version"}, "tip": {"id", "position", "hash"}}
"""The columns that are compared with the entries; the tip's id can be 1 alone."""


def test_every_column_beside_the_entries_is_kept_twice(right: Path) -> None:
    """Or is compared with the entries; so a byte that changes in one of the two places is seen."""
    with closing(sqlite3.connect(right)) as connection:
        for table, columns in _EVERY_COLUMN.items():
            known = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert set(known) == set(columns)
            kept = {
                row[2]
                for index in connection.execute(f"PRAGMA index_list({table})")
                if index[3] == "c" and not index[4]
                for row in connection.execute(f"PRAGMA index_xinfo({index[1]})")
            }
            assert set(known) - kept == _COMPARED.get(table, set()), table


def _changed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("position", [1, 2, 3])
def test_an_entry_that_sqlite_itself_cannot_read_is_told_by_its_position(
    tmp_path: Path, position: int
) -> None:
    path, matters = tmp_path / "a.db", ("first", "second", "third")
    with SqliteRecorder(path) as recorder:
        recorder.append(unit(*(written(matter, 1) for matter in matters)))
    held, name = bytearray(path.read_bytes()), matters[position - 1].encode()
    held[held.index(name + b'["' + name)] = 0xFF  # which begins no character
    path.write_bytes(held)
    with SqliteRecorder(path, readonly=True) as recorder:
        with pytest.raises(Tampered, match="damaged") as caught:
            recorder.verify()
        assert caught.value.position == position
        with pytest.raises(Tampered, match="damaged") as caught:
            list(recorder.read_all())
        assert caught.value.position == 0, "whoever only reads does not count"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entries_are_never_changed",
        "DROP TRIGGER entries_are_never_removed",
        "DROP INDEX names_by_matter",
        "CREATE TABLE more (a)",
        "CREATE INDEX more ON entries (version)",
        "CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM deadlines; END",
    ],
)
def test_tables_that_precinct_did_not_make_are_found(wrong: Path, statement: str) -> None:
    _changed(wrong, statement)
    with SqliteRecorder(wrong, readonly=True) as recorder:
        with pytest.raises(Tampered, match="tables, indexes") as caught:
            recorder.verify()
        assert caught.value.position == 0, "it is about no entry"


def test_what_sqlite_counts_for_its_planner_is_no_tampering(wrong: Path) -> None:
    _changed(wrong, "ANALYZE")
    with SqliteRecorder(wrong, readonly=True) as recorder:
        recorder.verify()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM deadlines WHERE matter = 'm8'",
        "UPDATE deadlines SET basis = 'other' WHERE matter = 'm8'",
        "UPDATE heads SET ended = 1 - ended WHERE matter = 'm8'",
    ],
)
def test_whoever_writes_sql_changes_what_stands_beside_the_entries_unseen(
    wrong: Path, statement: str
) -> None:
    """Said in the docs, and so it must be true: no hash covers it. What is due follows from the entries."""
    before = content(wrong)
    _changed(wrong, statement)
    with SqliteRecorder(wrong, readonly=True) as recorder:
        recorder.verify()
    assert content(wrong) != before


def _text_at(path: Path, text: bytes, new: bytes) -> None:
    file = path.read_bytes()
    assert file.count(text) >= 1
    path.write_bytes(file.replace(text, new, 1))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: _text_at(path, b"state   TEXT", b"state  \xb2TEXT"),
        lambda path: path.write_bytes(path.read_bytes()[:47] + b"\x09" + path.read_bytes()[48:]),
        lambda path: path.write_bytes(path.read_bytes()[:-2048]),
    ],
    ids=["the name of a type", "the form of the tables", "the last page"],
)
def test_a_file_that_cannot_be_opened_any_more_is_no_ledger(
    wrong: Path, damage: Callable[[Path], object]
) -> None:
    damage(wrong)
    for readonly in (True, False):
        with pytest.raises(NotALedger):
            SqliteRecorder(wrong, readonly=readonly)


@pytest.mark.parametrize("schema", range(1, len(migrations())))
def test_a_ledger_that_grew_out_of_an_older_schema_is_as_one_made_today(schema: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older = "".join(migrations()[:schema])
    _changed(path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {schema}")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(older)
    with SqliteRecorder(path) as recorder:
        recorder.append(unit(written("a", 1)))
        assert recorder.verify().position == 1


def test_a_schema_number_that_was_lowered_is_an_error_of_ours(wrong: Path) -> None:
    _changed(wrong, "PRAGMA user_version = 1")
    for readonly in (True, False):
        with pytest.raises(LedgerError):
            SqliteRecorder(wrong, readonly=readonly)
