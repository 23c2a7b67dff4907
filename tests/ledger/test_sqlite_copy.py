"""A copy of a ledger holds nothing that was erased, even where the ledger itself still remembers it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from precinct.basics.ledger_errors import OlderLedger, Tampered
from precinct.cli import main
from precinct.ledger import sqlite_erasing
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_copy import back_up, schema_of
from precinct.ledger.sqlite_file import migrations
from tests.ledger.keeping import SHIPPED, from_sql
from tests.ledger.writing import unit, written


@pytest.fixture
def remembering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger whose writer was cut off after an erasure, before the file was written anew."""
    path, drawn = tmp_path / "a.db", random.Random(2)
    with monkeypatch.context() as died, SqliteRecorder(path, synchronous="NORMAL") as recorder:
        died.setattr(sqlite_erasing, "forget", lambda connection: None)
        for n in range(30):
            ids = [f"m{n}-{k}" for k in range(20)]
            names = tuple((one, tuple(f"KIN-{drawn.random()}" for _ in range(3))) for one in ids)
            recorder.append(unit(*(written(one, 1) for one in ids), names=names))
        moved = [head.matter for head in recorder.heads()]
        drawn.shuffle(moved)
        for matter in moved[:200]:  # which balances pages, so that names stay behind in their free parts
            recorder.append(unit(names=((matter, (f"LATE-{matter}",)),)))
        recorder.append(unit(erased=tuple(moved[:400])))
    return path


def test_a_copy_holds_nothing_that_was_erased(remembering: Path, tmp_path: Path) -> None:
    before = remembering.read_bytes()
    assert before.count(b"KIN-") > 1200, "this ledger remembers nothing, so the test shows nothing"
    tip = back_up(remembering, tmp_path / "copy.db")
    copy = (tmp_path / "copy.db").read_bytes()
    assert copy.count(b"LATE-") == 0
    assert copy.count(b"KIN-") == 2 * 3 * 200, "once in the table and once in its index"
    assert sorted(one.name for one in tmp_path.glob("copy.db*")) == ["copy.db"]
    assert remembering.read_bytes() == before, "only its next writer forgets"
    with SqliteRecorder(tmp_path / "copy.db", readonly=True) as copied:
        assert copied.verify() == tip
        assert copied.tip().position == 600
        assert not sqlite_erasing.remembers(copied._connection), (
            "the copy would be written anew when it is opened"
        )


def test_a_copy_of_a_damaged_ledger_is_not_made_to_look_whole(remembering: Path, tmp_path: Path) -> None:
    held = bytearray(remembering.read_bytes())
    held[39] ^= 1  # how many pages are free, which writing the copy anew would count again
    remembering.write_bytes(held)
    with pytest.raises(Tampered, match="damaged") as caught:
        back_up(remembering, tmp_path / "copy.db")
    assert caught.value.position == 0, "it is the file, and no entry of it"
    assert not list(tmp_path.glob("copy.db*"))


def _older(path: Path, schema: int) -> Path:
    """A ledger as an earlier precinct made it, brought no further than to a schema."""
    from_sql(SHIPPED / "ledger.1.sql", path)
    with closing(sqlite3.connect(path)) as connection:
        for script in migrations()[1:schema]:
            connection.executescript(script)
        connection.execute(f"PRAGMA user_version = {schema}")
    return path


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_ledger_is_copied_as_it_is(tmp_path: Path, schema: int) -> None:
    path, copy = _older(tmp_path / "a.db", schema), tmp_path / "copy.db"
    before = path.read_bytes()
    tip = back_up(path, copy)
    assert path.read_bytes() == before
    with pytest.raises(OlderLedger, match=f"schema {schema}"):
        SqliteRecorder(copy, readonly=True)
    for one in (path, copy):
        with SqliteRecorder(one) as recorder:
            assert recorder.verify() == tip
    assert tip.position > 2


def test_a_copy_of_an_older_ledger_holds_nothing_that_was_erased_either(tmp_path: Path) -> None:
    path, copy = _older(tmp_path / "a.db", 2), tmp_path / "copy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("INSERT INTO names (matter, name) SELECT min(matter), 'KIN-4711' FROM heads")
        connection.execute("DELETE FROM names WHERE name = 'KIN-4711'")
        connection.execute("UPDATE tip SET remembers = 1")
    assert b"KIN-4711" in path.read_bytes(), "this ledger remembers nothing, so the test shows nothing"
    back_up(path, copy)
    assert b"KIN-4711" not in copy.read_bytes()


def test_who_copies_writes_nothing_to_the_ledger_not_even_what_stands_in_its_log(tmp_path: Path) -> None:
    """As somebody left it who was cut off."""
    left = tmp_path / "left"
    left.mkdir()
    files = ("a.db", "a.db-wal")
    with SqliteRecorder(tmp_path / "a.db") as recorder:
        tip = recorder.append(unit(written("a", 1)))
        for name in files:
            copyfile(tmp_path / name, left / name)
    before = [(left / name).read_bytes() for name in files]
    assert back_up(left / "a.db", tmp_path / "copy.db") == tip
    assert schema_of(left / "a.db").startswith(f"-- schema {len(migrations())}\n")
    assert [(left / name).read_bytes() for name in files] == before


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE heads SET state = 'other' WHERE matter = (SELECT min(matter) FROM heads)",
        "DROP INDEX heads_by_kind_and_state",
        "UPDATE tip SET hash = zeroblob(32)",
    ],
)
def test_a_broken_older_ledger_gives_no_copy(tmp_path: Path, schema: int, damage: str) -> None:
    path = _older(tmp_path / "a.db", schema)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    with pytest.raises(Tampered):
        back_up(path, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy.db*"))


def test_an_older_ledger_that_cannot_be_read_is_told_as_damaged_and_gives_no_copy(tmp_path: Path) -> None:
    path = _older(tmp_path / "a.db", 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE heads SET state = CAST(x'FF' AS TEXT)")  # which begins no character
    with pytest.raises(Tampered, match="damaged") as caught:
        back_up(path, tmp_path / "copy.db")
    assert caught.value.position == 0, "it is the file, and no entry of it"
    assert not list(tmp_path.glob("copy.db*"))


def test_the_verb_copies_an_older_ledger_too(tmp_path: Path) -> None:
    path, copy = _older(tmp_path / "a.db", 1), tmp_path / "copy.db"
    assert main(["ledger", "backup", str(path), str(copy)]) == 0
    assert copy.exists()
