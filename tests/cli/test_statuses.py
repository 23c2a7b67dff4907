"""One rule for every verb: 1 where it looked and found something, 2 where it was asked wrongly or could not look."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from precinct import Station, cn
from precinct.cli import main
from tests.ledger.keeping import SHIPPED, from_sql
from tests.station.conftest import NIGHT
from tests.station.night import investigated

LEDGERS = [
    ["due", "X"],
    ["sweep", "X"],
    ["verify", "X"],
    ["rebuild", "X"],
    ["ledger", "verify", "X"],
    ["ledger", "verify", "good.db", "--backup", "X"],
    ["ledger", "checkpoint", "X"],
    ["ledger", "prove", "X", "a", "1", "--key", "key"],
    ["ledger", "prove-growth", "X", "--since", "kept", "--key", "key"],
    ["ledger", "backup", "X", "to.db"],
    ["ledger", "schema", "X"],
]
"""Where X is a ledger."""

OTHERS = [
    ["verify", "good.db", "--checkpoint", "X"],
    ["due", "good.db", "--pack", "X"],
    ["ledger", "verify", "good.db", "--checkpoint", "X"],
    ["ledger", "verify", "good.db", "--checkpoint", "kept", "--key", "X"],
    ["ledger", "checkpoint", "good.db", "--after", "X"],
    ["ledger", "checkpoint", "good.db", "--key", "X"],
    ["ledger", "prove", "good.db", "a", "1", "--key", "X"],
    ["ledger", "prove-growth", "good.db", "--since", "X", "--key", "key"],
    ["ledger", "check-proof", "X"],
    ["draw", "X"],
]
"""Where X is something else: whatever stands in its place, it was the wrong thing to hand over."""

FOUND = {"foreign": 1, "other.db": 1, "empty": 1, "short.db": 1}
"""What is there, can be looked at, and is no ledger."""

UNSEEN = {
    "none.db": 2,
    "no/where.db": 2,
    "folder": 2,
    "loop": 2,
    "secret.db": 2,
    "postgresql:/me:hush@x/y": 2,
}
"""What is not there, or cannot be looked at."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger, what belongs to it, and what is none."""
    made = tmp_path_factory.mktemp("statuses")
    before = Path.cwd()
    os.chdir(made)
    try:
        with Station.open("good.db", procedure=cn, clock=lambda: NIGHT, synchronous="NORMAL") as station:
            investigated(station)
        assert main(["ledger", "keygen", "station.example/ledger", "key"]) == 0
        assert main(["ledger", "checkpoint", "good.db", "--key", "key", "--out", "kept"]) == 0
        Path("folder").mkdir()
        Path("foreign").write_text("something else")
        Path("empty").touch()
        Path("short.db").write_bytes(Path("good.db").read_bytes()[:8192])
        Path("secret.db").write_bytes(Path("good.db").read_bytes())
        Path("secret.db").chmod(0)
        Path("loop").symlink_to("loop")
        with closing(sqlite3.connect("other.db")) as connection:
            connection.execute("CREATE TABLE somebody_elses (a)")
    finally:
        os.chdir(before)
    return made


def ended(*arguments: str) -> int:
    """The status with which a verb ends, as a shell sees it."""
    try:
        return main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


def with_place(arguments: list[str], place: str) -> list[str]:
    return [place if one == "X" else one for one in arguments]


@pytest.mark.parametrize("place", FOUND | UNSEEN)
@pytest.mark.parametrize("arguments", LEDGERS, ids=" ".join)
def test_what_is_no_ledger_is_found_and_what_cannot_be_looked_at_is_not(
    folder: Path,
    arguments: list[str],
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if place == "secret.db" and os.access(folder / place, os.R_OK):
        pytest.skip("root may read everything")
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    assert ended(*with_place(arguments, place)) == (FOUND | UNSEEN)[place]
    said = capsys.readouterr()
    assert said.err.startswith("precinct: ")
    assert "hush" not in said.err
    assert said.out == "" or "--backup" in arguments
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("place", [one for one in FOUND | UNSEEN if one != "secret.db"])
@pytest.mark.parametrize("arguments", OTHERS, ids=" ".join)
def test_the_wrong_thing_is_asked_wrongly(
    folder: Path,
    arguments: list[str],
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    assert ended(*with_place(arguments, place)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("arguments", LEDGERS + OTHERS, ids=" ".join)
def test_nothing_said_is_asked_wrongly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    if arguments == ["ledger", "schema", "X"]:
        assert ended("ledger", "schema") == 0, "of it, the file may be left out"
        return
    assert ended(*arguments[: arguments.index("X")]) == 2
    assert "usage: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["law"], ["law", "check"], ["law", "cn"], ["law", "cn", "show"], ["ledger"], ["ledger", "keygen"]],
)
def test_a_verb_that_is_missing_is_asked_wrongly(arguments: list[str]) -> None:
    assert ended(*arguments) == 2


def test_a_pack_that_is_not_there_is_asked_wrongly_and_one_that_is_none_is_found(folder: Path) -> None:
    assert ended("law", "check", str(folder / "nowhere")) == 2
    assert ended("law", "check", str(folder / "foreign")) == 2
    assert ended("law", "check", str(folder / "folder")) == 1


def test_the_folder_of_a_pack_that_is_none_tells_nothing_of_a_ledger(folder: Path) -> None:
    assert ended("verify", str(folder / "good.db"), "--pack", str(folder / "folder")) == 2


def test_an_older_ledger_is_brought_up_to_date_by_a_verb_that_writes(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    from_sql(SHIPPED / "ledger.1.sql", path)
    assert ended("verify", str(path)) == 2, "nothing was found, and nothing was brought up to date"
    assert ended("rebuild", str(path)) == 0
    assert ended("verify", str(path)) == 0
