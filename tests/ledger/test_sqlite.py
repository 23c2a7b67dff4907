"""What SQLite adds to the contract: one file, commits, processes, and what happens when things go wrong."""

import os
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from precinct.basics.ledger_errors import (
    Conflict,
    LedgerBusy,
    LedgerUnwritable,
    NewerLedger,
    NotALedger,
    OlderLedger,
    Tampered,
)
from precinct.ledger import sqlite_erasing
from precinct.ledger.chain import GENESIS
from precinct.ledger.rows import chained, row_of
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_copy import back_up
from precinct.ledger.sqlite_file import APPLICATION_ID, migrations
from precinct.ledger.stored import Bookmark, Head, Parked, Tip
from precinct.testing.stores import at_once, deadline, unit, written
from tests.ledger.processes import start


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def recorder(path: Path) -> Iterator[SqliteRecorder]:
    with SqliteRecorder(path) as made:
        yield made


def filled(path: Path, entries: int = 6) -> Tip:
    with SqliteRecorder(path, synchronous="NORMAL") as recorder:
        recorder.append(unit(*(written("a", version, note="打架" * 40) for version in range(1, entries + 1))))
        return recorder.append(unit(written("b", 1), deadlines=(deadline("b"),), names=(("b", ("wen",)),)))


def by_hand(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
            connection.commit()


# --- commits ---------------------------------------------------------------------------------------


def test_a_unit_of_work_is_one_commit(recorder: SqliteRecorder) -> None:
    said: list[str] = []
    recorder._connection.set_trace_callback(said.append)
    recorder.append(
        unit(
            written("a", 1),
            written("b", 1),
            written("a", 2),
            seen=(("c", 0),),
            deadlines=(deadline("a"), deadline("b")),
            ended=(("a", "other"),),
            names=(("a", ("wen", "gao")),),
        )
    )
    assert said[0] == "BEGIN IMMEDIATE"
    assert [one for one in said if one.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT"))] == [
        said[0],
        "COMMIT",
    ]


def test_a_conflict_commits_nothing(recorder: SqliteRecorder) -> None:
    said: list[str] = []
    recorder._connection.set_trace_callback(said.append)
    with pytest.raises(Conflict):
        recorder.append(unit(written("a", 2)))
    assert (said[0], said[-1], "COMMIT" in said) == ("BEGIN IMMEDIATE", "ROLLBACK", False)


@pytest.mark.parametrize(("synchronous", "level"), [("FULL", 2), ("NORMAL", 1)])
def test_synchronous_is_what_was_asked_for(path: Path, synchronous: str, level: int) -> None:
    with SqliteRecorder(path, synchronous=synchronous) as recorder:  # type: ignore[arg-type]
        assert recorder._connection.execute("PRAGMA synchronous").fetchone() == (level,)
        assert recorder._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with pytest.raises(ValueError, match="FULL or NORMAL"):
        SqliteRecorder(path, synchronous="OFF")  # type: ignore[arg-type]


def test_what_was_written_is_there_after_reopening(path: Path) -> None:
    tip = filled(path)
    with SqliteRecorder(path) as recorder:
        assert recorder.tip() == recorder.verify() == tip
        assert list(recorder.deadlines()) == [deadline("b")]
        assert recorder.find(["wen"]) == ("b",)
    assert [one.name for one in path.parent.iterdir()] == ["a.db"]


def test_two_recorders_of_one_file_see_each_other(path: Path, recorder: SqliteRecorder) -> None:
    with SqliteRecorder(path) as other:
        for version in range(1, 8):
            writer, reader = (recorder, other) if version % 2 else (other, recorder)
            tip = writer.append(unit(written("a", version)))
            assert reader.tip() == tip
        with pytest.raises(Conflict):
            other.append(unit(written("a", 7)))
        assert other.verify() == recorder.verify() == tip


def test_an_interrupt_at_any_moment_of_an_append_lets_others_write(
    path: Path, recorder: SqliteRecorder
) -> None:
    """Control-C raises between any two lines; here it does so before each line of the transaction in turn."""
    code = SqliteRecorder._written.__code__

    def interrupted_at(line: int) -> bool:
        def trace(frame: FrameType, event: str, _: object) -> Any:
            if frame.f_code is code and event == "line" and frame.f_lineno == line:
                raise KeyboardInterrupt
            return trace

        sys.settrace(trace)
        try:
            recorder.append(unit(written(f"at {line}", 1)))
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(None)
        return False

    interrupted = 0
    with SqliteRecorder(path, patience=0.05) as other:
        for line in sorted({line for *_, line in code.co_lines() if line}):
            interrupted += interrupted_at(line)
            assert not recorder._connection.in_transaction, line
            other.append(unit(written(f"after {line}", 1)))
    assert interrupted > 3
    assert recorder.verify() == recorder.tip()


# --- the file --------------------------------------------------------------------------------------


def test_the_file_says_what_it_is(path: Path) -> None:
    filled(path)
    header = path.read_bytes()[:100]
    assert (header[68:72], header[60:64]) == (b"PRCT", len(migrations()).to_bytes(4, "big"))
    with closing(sqlite3.connect(path)) as connection:
        strict = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT GLOB 'sqlite_*'"
        )
        assert all(is_strict for _, is_strict in strict.fetchall())


@pytest.fixture
def generous() -> Iterator[None]:
    """A process whose new files everybody may read and write, if nobody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def _rights(path: Path) -> dict[str, str]:
    return {one.name: f"{one.stat().st_mode & 0o777:o}" for one in sorted(path.parent.glob("*.db*"))}


@pytest.mark.usefixtures("generous")
@pytest.mark.skipif(os.name == "nt", reason="this system has other rights")
def test_only_its_owner_may_read_a_new_ledger_and_what_stands_beside_it(path: Path) -> None:
    with SqliteRecorder(path) as recorder:
        recorder.append(unit(written("a", 1), names=(("a", ("wen",)),)))
        back_up(path, path.with_name("copy.db"))
        assert _rights(path) == dict.fromkeys(("a.db", "a.db-shm", "a.db-wal", "copy.db"), "600")
        recorder.append(unit(erased=("a",)))  # which writes the file anew
    assert _rights(path) == dict.fromkeys(("a.db", "copy.db"), "600")


@pytest.mark.skipif(os.name == "nt", reason="this system has other rights")
def test_a_ledger_keeps_the_rights_that_somebody_gave_it(path: Path) -> None:
    path.touch()
    path.chmod(0o640)
    for _ in range(2):
        with SqliteRecorder(path) as recorder:
            recorder.append(unit(written("a", recorder.tip().position + 1)))
            assert _rights(path) == dict.fromkeys(("a.db", "a.db-shm", "a.db-wal"), "640")


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    filled(path)
    with SqliteRecorder(path, readonly=True) as recorder:
        assert recorder.verify().position == 7


REFUSED = [
    "DELETE FROM entries",
    "UPDATE entries SET header = x'00'",
    "UPDATE entries SET payload = x'00'",
    "UPDATE entries SET payload = NULL",
    "UPDATE entries SET salt = NULL",
    # Not even while content is taken out, which is allowed.
    "UPDATE entries SET payload = NULL, salt = NULL, position = position + 99",
    "UPDATE entries SET payload = NULL, salt = NULL, matter = 'z' || position",
    "UPDATE entries SET payload = NULL, salt = NULL, version = 9",
    "UPDATE entries SET payload = NULL, salt = NULL, header = x'00'",
    "UPDATE entries SET payload = NULL, salt = NULL, digest = x'00'",
    "UPDATE entries SET payload = NULL, salt = NULL, hash = x'00'",
]


@pytest.mark.parametrize("change", REFUSED)
def test_the_file_itself_refuses_to_change_an_entry(path: Path, change: str) -> None:
    tip = filled(path)
    with pytest.raises(sqlite3.IntegrityError, match="an entry is never"):
        by_hand(path, change)
    with SqliteRecorder(path) as recorder:
        assert recorder.verify() == tip


def test_the_file_lets_payload_and_salt_be_erased_together(path: Path) -> None:
    tip = filled(path)
    by_hand(path, "UPDATE entries SET payload = NULL, salt = NULL WHERE position = 2")
    with SqliteRecorder(path) as recorder:
        with pytest.raises(Tampered, match="position 2: its content is gone"):
            recorder.verify()
        (emptied,) = [one.matter for one in recorder.read_all() if one.payload is None]
    by_hand(path, f"UPDATE heads SET erased = 1 WHERE matter = '{emptied}'")
    with SqliteRecorder(path) as recorder:
        assert recorder.verify() == tip
        assert [one.position for one in recorder.read_all() if one.payload is None] == [2]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            "SELECT * FROM deadlines WHERE paused_at IS NULL AND due_at <= 9 ORDER BY due_at",
            "deadlines_by_end",
        ),
        ("SELECT * FROM heads WHERE kind = 'a' AND state = 'b'", "heads_by_kind_and_state"),
        ("SELECT * FROM entries WHERE matter = 'a' AND version > 3 ORDER BY version", "autoindex_entries"),
    ],
)
def test_questions_are_answered_by_an_index(recorder: SqliteRecorder, query: str, index: str) -> None:
    plan = recorder._connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert index in str(plan)
    assert "TEMP B-TREE" not in str(plan)


# --- other files -----------------------------------------------------------------------------------


def _cut(path: Path, size: int) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:size])


def _other_program(path: Path) -> None:
    by_hand(path, "CREATE TABLE entries (position)", "INSERT INTO entries VALUES (1)")


def _other_application(path: Path) -> None:
    filled(path)
    by_hand(path, "PRAGMA application_id = 7")


def _without_our_tables(path: Path) -> None:
    filled(path)
    by_hand(path, "DROP TABLE tip")


def _ours_in_name_alone(path: Path) -> None:
    by_hand(path, f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE other (a)")


def _newer(path: Path) -> None:
    filled(path)
    by_hand(path, "PRAGMA user_version = 99")


def _damaged_schema(path: Path) -> None:
    filled(path)
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(3000) + data[3100:])


FILES: dict[str, tuple[Callable[[Path], object], type[Exception], str]] = {
    "text": (lambda path: path.write_text("CREATE TABLE entries"), NotALedger, "no SQLite database"),
    "one byte": (lambda path: path.write_bytes(b"S"), NotALedger, "no SQLite database"),
    "another program's": (_other_program, NotALedger, "application id is 0x0"),
    "another application's": (_other_application, NotALedger, "application id is 0x7"),
    "without our tables": (_without_our_tables, NotALedger, "no table tip"),
    "ours in name alone": (_ours_in_name_alone, NotALedger, "no table"),
    "newer": (_newer, NewerLedger, "schema 99"),
    "cut off in the header": (lambda path: _cut(path, 50), NotALedger, "cut off after 50 bytes"),
    "cut off in a page": (lambda path: _cut(path, 9000), NotALedger, "has 9000"),
    "cut off after a page": (lambda path: _cut(path, 8192), NotALedger, "has 8192"),
    "cut off at the end": (lambda path: _cut(path, -1), NotALedger, "should have"),
    "with a damaged schema": (_damaged_schema, NotALedger, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_ledger_of_ours_is_refused_and_left_alone(
    path: Path, name: str, readonly: bool
) -> None:
    make, error, why = FILES[name]
    make(path)
    before = path.read_bytes()
    with pytest.raises(error, match=why) as caught:
        SqliteRecorder(path, readonly=readonly)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    # A reader of a file in WAL mode cannot help leaving an empty log.
    assert all(one == path or (readonly and _is_empty_log(one)) for one in path.parent.iterdir())


def _is_empty_log(path: Path) -> bool:
    return path.name == "a.db-shm" or (path.name == "a.db-wal" and path.stat().st_size == 0)


def test_a_ledger_that_is_not_kept_is_no_file() -> None:
    with pytest.raises(ValueError, match="MemoryRecorder"):
        SqliteRecorder(":memory:")


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedger, match="folder"):
        SqliteRecorder(tmp_path)


def test_a_file_in_no_folder_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnwritable, match="unable to open"):
        SqliteRecorder(tmp_path / "missing" / "a.db")


def test_reading_only_needs_a_ledger_and_writes_nothing(path: Path) -> None:
    with pytest.raises(NotALedger, match="nothing to read"):
        SqliteRecorder(path, readonly=True)
    assert not path.exists()
    tip = filled(path)
    before = path.read_bytes()
    with SqliteRecorder(path, readonly=True) as recorder:
        assert recorder.verify() == tip
        with pytest.raises(LedgerUnwritable, match="readonly"):
            recorder.append(unit(written("a", 7)))
    assert path.read_bytes() == before


# --- older files -----------------------------------------------------------------------------------


def _of_schema_1(path: Path) -> None:
    """A file as the first precinct made it, with two entries and a deadline."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; {migrations()[0]}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("PRAGMA journal_mode = WAL")
        rows, end = chained([written("a", 1), written("a", 2)], 0, GENESIS)
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("INSERT INTO heads VALUES ('a', 'report', 'received', 2, 0)")
        connection.execute("UPDATE tip SET position = ?, hash = ?", end)
        connection.execute("INSERT INTO deadlines VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row_of(deadline())[:8])


def test_an_older_file_is_brought_up_to_date_and_keeps_all_that_it_holds(path: Path) -> None:
    _of_schema_1(path)
    for _ in range(2):
        with SqliteRecorder(path) as recorder:
            assert recorder.verify().position == 2
            assert recorder.head("a") == Head("a", "report", 2, "received", ended=False)
            assert list(recorder.deadlines()) == [deadline()]
    with SqliteRecorder(path) as recorder:
        recorder.append(unit(written("a", 3), key="k", sealed=(("a", True),), erased=("a",)))
        assert recorder.claim(deadline().due_at, deadline().due_at) == (deadline(),)
        assert recorder.verify().position == 3


def test_an_older_file_is_not_read_as_it_is(path: Path) -> None:
    _of_schema_1(path)
    before = path.read_bytes()
    with pytest.raises(OlderLedger, match="schema 1") as caught:
        SqliteRecorder(path, readonly=True)
    assert (caught.value.schema, caught.value.known) == (1, len(migrations()))
    assert path.read_bytes() == before


def test_several_may_bring_an_older_file_up_to_date_at_once(path: Path) -> None:
    _of_schema_1(path)
    opened = at_once(*[partial(SqliteRecorder, path)] * 4)
    for recorder in opened:
        assert isinstance(recorder, SqliteRecorder)
        assert recorder.verify().position == 2
        recorder.close()


def test_an_older_file_without_its_tables_is_none(path: Path) -> None:
    _of_schema_1(path)
    by_hand(path, "DROP TABLE names")
    with pytest.raises(NotALedger, match="no table names"):
        SqliteRecorder(path)


def test_the_number_of_the_schema_is_verified_too(recorder: SqliteRecorder, path: Path) -> None:
    recorder.append(unit(written("a", 1)))
    for number in (len(migrations()) - 1, 0, -1):
        by_hand(path, f"PRAGMA user_version = {number}")
        with pytest.raises(Tampered, match=f"has the number {number}") as told:
            recorder.verify()
        assert told.value.position == 0, "it is about no entry"
    # A later precinct may have brought it up to date meanwhile, which is no tampering.
    by_hand(path, "CREATE TABLE more (x)", f"PRAGMA user_version = {len(migrations()) + 1}")
    with pytest.raises(NewerLedger) as caught:
        recorder.verify()
    assert (caught.value.found, caught.value.known) == (len(migrations()) + 1, len(migrations()))


@pytest.mark.skipif(sys.platform == "win32", reason="there, a link needs a right of its own")
def test_a_file_behind_a_link_is_made_for_its_owner_alone_too(tmp_path: Path) -> None:
    link, file = tmp_path / "link.db", tmp_path / "file.db"
    link.symlink_to(file.name)
    with SqliteRecorder(link) as recorder:
        recorder.append(unit(written("a", 1)))
        assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}
        assert recorder.verify().position == 1


# --- erasing ---------------------------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.glob("a.db*"))


def _remembers(recorder: SqliteRecorder) -> bool:
    ((remembers,),) = recorder._rows("SELECT remembers FROM tip", ())
    return bool(remembers)


def test_what_is_erased_stays_for_a_reader_and_goes_with_the_next_opening(path: Path) -> None:
    tip = filled(path)
    with SqliteRecorder(path, patience=0.05) as recorder, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM entries WHERE payload IS NOT NULL").fetchone() == (7,)
        assert recorder.append(unit(erased=("a", "b"))) == tip
        assert all(one.payload is None for one in recorder.read_all())
        assert "打架".encode("unicode_escape") in _bytes(path)
        assert _remembers(recorder)
        reader.rollback()
    with SqliteRecorder(path) as recorder:
        assert "打架".encode("unicode_escape") not in _bytes(path)
        assert recorder.verify() == tip
        assert not _remembers(recorder)


def test_a_file_is_not_written_anew_for_nothing_while_somebody_holds_it_up(path: Path) -> None:
    filled(path)
    said: list[str] = []
    with SqliteRecorder(path, patience=0.05) as recorder, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM tip").fetchall()
        recorder.append(unit(erased=("a",)))
        recorder._connection.set_trace_callback(said.append)
        assert not recorder.forget()
        assert "VACUUM" not in said
        reader.rollback()
        assert recorder.forget()
        assert "VACUUM" in said


@pytest.mark.parametrize("since", ["before the erasure", "after it"])
def test_who_erases_while_somebody_reads_keeps_no_writer_waiting(
    path: Path, monkeypatch: pytest.MonkeyPatch, since: str
) -> None:
    filled(path)
    with (
        SqliteRecorder(path, patience=4.0) as recorder,
        closing(sqlite3.connect(path)) as reader,
        closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as writer,
    ):

        def reads() -> None:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM tip").fetchall()

        if since == "before the erasure":
            reads()
        with monkeypatch.context() as died:
            died.setattr(sqlite_erasing, "forget", lambda connection: None)
            recorder.append(unit(erased=("a",)))
        if since == "after it":
            reads()
        forgetting = threading.Thread(target=recorder.forget)
        forgetting.start()
        while forgetting.is_alive():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("ROLLBACK")
        assert _remembers(recorder)
        reader.rollback()
        assert recorder.forget()


def test_an_erasure_that_was_cut_off_before_the_file_was_written_anew_is_finished_by_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    with monkeypatch.context() as died, SqliteRecorder(path) as recorder:
        died.setattr("precinct.ledger.sqlite_erasing.forget", lambda connection: None)
        recorder.append(unit(erased=("a",)))
        assert _remembers(recorder)
    with SqliteRecorder(path) as recorder:
        assert not _remembers(recorder)


def test_no_copy_of_a_name_stays_behind_where_pages_were_balanced(path: Path) -> None:
    drawn = random.Random(2)
    with SqliteRecorder(path, synchronous="NORMAL") as recorder:
        for n in range(30):
            ids = [f"m{n}-{k}" for k in range(20)]
            names = tuple((one, tuple(f"KIN-{drawn.random()}" for _ in range(3))) for one in ids)
            recorder.append(unit(*(written(one, 1) for one in ids), names=names))
        moved = [head.matter for head in recorder.heads()]
        drawn.shuffle(moved)
        for matter in moved[:200]:
            recorder.append(unit(names=((matter, (f"LATE-{matter}",)),)))
        recorder.append(unit(erased=tuple(moved[:400])))
        held = _bytes(path)
        assert held.count(b"LATE-") == 0
        assert held.count(b"KIN-") == 2 * 3 * 200, "once in the table and once in its index"


# --- tampering -------------------------------------------------------------------------------------

_UNGUARDED = ("DROP TRIGGER entries_are_never_changed", "DROP TRIGGER entries_are_never_removed")
TAMPERING = {
    "UPDATE entries SET payload = replace(payload, 'note', 'NOTE') WHERE position = 3": 3,
    "UPDATE entries SET header = CAST(replace(header, 'o1', 'o2') AS BLOB) WHERE position = 2": 2,
    "UPDATE entries SET matter = 'z' WHERE position = 4": 4,
    "UPDATE entries SET version = 77 WHERE position = 5": 5,
    "UPDATE entries SET position = 70 WHERE position = 5": 5,
    "DELETE FROM entries WHERE position = 1": 1,
    "DELETE FROM entries WHERE position = 4": 4,
    "DELETE FROM entries WHERE position = 7": 7,
    "DELETE FROM entries": 1,
    "INSERT INTO entries SELECT 8, 'b', 2, header, payload, salt, digest, hash FROM entries WHERE position = 7": 8,
    "UPDATE tip SET position = 6, hash = (SELECT hash FROM entries WHERE position = 6)": 7,
    "UPDATE tip SET hash = zeroblob(32)": 7,
    "DELETE FROM tip": 0,
    "UPDATE heads SET state = 'closed' WHERE matter = 'a'": 7,
    "DELETE FROM heads": 7,
}


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_tampered_table_is_found(path: Path, statement: str) -> None:
    filled(path)
    changed = statement.replace(
        "= replace(payload, 'note', 'NOTE')", "= CAST(replace(payload, 'note', 'NOTE') AS BLOB)"
    )
    by_hand(path, *_UNGUARDED, changed)
    with pytest.raises(Tampered) as caught, SqliteRecorder(path) as recorder:
        recorder.verify()
    assert caught.value.position == TAMPERING[statement]


def test_two_entries_that_changed_places_are_found(path: Path) -> None:
    filled(path)
    by_hand(
        path,
        *_UNGUARDED,
        "UPDATE entries SET position = 100 WHERE position = 2",
        "UPDATE entries SET position = 2 WHERE position = 3",
        "UPDATE entries SET position = 3 WHERE position = 100",
    )
    with SqliteRecorder(path) as recorder, pytest.raises(Tampered) as caught:
        recorder.verify()
    assert caught.value.position == 2


def test_a_byte_changed_in_the_file_is_found(path: Path) -> None:
    filled(path)
    with SqliteRecorder(path) as recorder:
        stored = list(recorder.read_all())
    right = path.read_bytes()
    for entry in stored[::3]:
        for part in (entry.header, entry.payload, entry.salt, entry.digest, entry.hash):
            assert part is not None
            at = right.index(part) + len(part) // 2
            path.write_bytes(right[:at] + bytes([right[at] ^ 1]) + right[at + 1 :])
            with SqliteRecorder(path) as recorder, pytest.raises(Tampered):
                recorder.verify()
    path.write_bytes(right)
    with SqliteRecorder(path) as recorder:
        recorder.verify()


def test_a_page_of_zeros_is_found(path: Path) -> None:
    filled(path, entries=200)
    right = path.read_bytes()
    for page in range(1, len(right) // 4096):
        path.write_bytes(right[: page * 4096] + bytes(4096) + right[(page + 1) * 4096 :])
        with pytest.raises((Tampered, NotALedger)), SqliteRecorder(path) as recorder:
            recorder.verify()


def test_a_tip_that_does_not_fit_stops_an_append(path: Path) -> None:
    filled(path)
    by_hand(path, "UPDATE tip SET position = 3")
    with SqliteRecorder(path) as recorder:
        with pytest.raises(Tampered):
            recorder.append(unit(written("a", 7)))
        assert sum(1 for _ in recorder.read_all()) == 7


# --- when it cannot be written ---------------------------------------------------------------------


def test_who_waits_too_long_is_told_and_can_try_again(path: Path) -> None:
    with SqliteRecorder(path, patience=0.05) as recorder, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="try again"):
            recorder.append(unit(written("a", 1)))
        assert not list(recorder.read_all())
        other.rollback()
        recorder.append(unit(written("a", 1)))
        assert recorder.verify().position == 1


def test_who_waits_long_enough_gets_his_turn(path: Path, recorder: SqliteRecorder) -> None:
    with closing(sqlite3.connect(path, check_same_thread=False, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def let_go() -> None:
            time.sleep(0.1)
            other.execute("ROLLBACK")

        thread = threading.Thread(target=let_go)
        thread.start()
        recorder.append(unit(written("a", 1)))
        thread.join()
    assert recorder.verify().position == 1


def test_a_full_disk_leaves_the_ledger_whole(recorder: SqliteRecorder) -> None:
    recorder.append(unit(written("a", 1)))
    (pages,) = recorder._connection.execute("PRAGMA page_count").fetchone()
    recorder._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerUnwritable, match="full"):
        recorder.append(unit(written("a", 2), written("b", 1, note="x" * 100_000)))
    assert (recorder.verify().position, recorder.head("b")) == (1, None)
    recorder._connection.execute("PRAGMA max_page_count = 100000")
    recorder.append(unit(written("a", 2)))
    assert recorder.verify().position == 2


# --- processes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("synchronous", "acknowledged"), [("FULL", 1), ("FULL", 60), ("NORMAL", 7), ("NORMAL", 900)]
)
def test_a_killed_process_loses_nothing_that_was_acknowledged(
    path: Path, synchronous: str, acknowledged: int
) -> None:
    for _ in range(2):
        with start("write_for_ever", path, synchronous) as process:
            assert process.stdout is not None
            for _ in range(acknowledged):
                last = process.stdout.readline()
            process.kill()
            said = [
                int(line)
                for line in (last + process.stdout.read()).splitlines(keepends=True)
                if line.endswith("\n")
            ]
        with SqliteRecorder(path) as recorder:
            a, b = recorder.head("a"), recorder.head("b")
            assert a is not None
            assert b is not None
            assert said[-1] <= b.version <= said[-1] + 1
            assert a.version == 2 * b.version, "half a unit of work"
            assert recorder.verify().position == 3 * b.version


def test_processes_that_write_to_one_new_file_lose_nothing(path: Path) -> None:
    processes = [start("add", path, 120) for _ in range(3)]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    with SqliteRecorder(path) as recorder:
        head = recorder.head("shared")
        assert head is not None
        assert head.version == recorder.verify().position == 360
        assert [one.version for one in recorder.read("shared")] == list(range(1, 361))
    assert all(line.strip().isdigit() for line in said)


# --- at the seams ----------------------------------------------------------------------------------


def test_a_verification_that_cannot_open_the_file_says_so(
    recorder: SqliteRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object, **__: object) -> sqlite3.Connection:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    recorder.append(unit(written("a", 1)))
    with monkeypatch.context() as patch:
        patch.setattr("precinct.ledger.sqlite.connect", cannot)
        with pytest.raises(LedgerUnwritable, match="unable to open"):
            recorder.verify()
    assert recorder.verify().position == 1


def test_what_another_process_erases_meanwhile_stays_to_be_forgotten(
    recorder: SqliteRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.append(unit(written("a", 1)))
    emptied = sqlite_erasing._emptied

    def and_another_erases(connection: sqlite3.Connection) -> bool:
        connection.execute("UPDATE tip SET remembers = remembers + 1")
        return emptied(connection)

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_erasing, "_emptied", and_another_erases)
        sqlite_erasing.forget(recorder._connection)
    assert sqlite_erasing.remembers(recorder._connection)
    assert recorder.forget()
    assert not sqlite_erasing.remembers(recorder._connection)


def test_who_erases_in_a_damaged_file_is_told_that_it_is_done_and_the_damage_is_found_later(
    path: Path,
) -> None:
    """The unit is committed, and an error would say that it is not. That bytes are left, the file remembers."""
    filled(path, entries=300)
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    leaves = [place for place in range(size, len(data), size) if data[place] == 13]
    full = [place for place in leaves if data[place : place + size].count(b"Note") > 1]
    data[full[len(full) // 2]] = 0xFF  # no page of a tree begins so
    path.write_bytes(data)
    with SqliteRecorder(path) as recorder:
        before = recorder.tip()
        assert recorder.append(unit(written("c", 1), erased=("b",))).position == before.position + 1
        assert recorder.shut(["b"]) == {"b"}
        assert not recorder.forget()
        with pytest.raises(Tampered, match="damaged"):
            recorder.verify()


@pytest.mark.parametrize("number", [4 * 10**18, -4 * 10**18])
def test_a_subscriber_whose_number_is_no_moment_is_told_of_it(path: Path, number: int) -> None:
    moment = datetime(2023, 1, 6, tzinfo=UTC)
    with SqliteRecorder(path) as recorder:
        moved = Bookmark("post", 3, 1, moment, "OSError")
        recorder.move_bookmark(Bookmark("post"), moved, Parked("post", 3, "OSError", moment))
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE bookmarks SET retry_at = ?", (number,))
            connection.execute("UPDATE parked SET parked_at = ?", (number,))
        for reading in (recorder.bookmarks, recorder.parked, partial(recorder.bookmark, "post")):
            with pytest.raises(Tampered, match=r"post.*has a moment that is none"):
                reading()
