"""`precinct verify` and `precinct rebuild`, as their users run them."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from precinct import Station, cn
from precinct.cli import main
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from tests.station.conftest import NIGHT
from tests.station.night import investigated


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "station.db"
    with Station.open(path, procedure=cn, clock=lambda: NIGHT, synchronous="NORMAL") as station:
        investigated(station)
    return path


def by_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_ledger_that_is_whole_is_said_to_be(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(ledger)]) == 0
    assert capsys.readouterr().out.startswith(
        "2 entries, every one as it was written, and deadlines and names"
    )
    assert main(["rebuild", str(ledger)]) == 0
    assert capsys.readouterr().out == ""


def test_what_was_taken_away_beside_the_entries_is_found_and_put_back(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_sql(ledger, "DELETE FROM deadlines")
    assert main(["ledger", "verify", str(ledger)]) == 0, "the chain alone does not know"
    capsys.readouterr()
    assert main(["verify", str(ledger)]) == 1
    assert capsys.readouterr().out.startswith(
        "TAMPERED: beside its 2 entries the ledger does not keep what they say"
    )
    assert main(["rebuild", str(ledger)]) == 0
    assert "lacks the deadline case.time" in capsys.readouterr().out
    assert main(["--lang", "zh", "verify", str(ledger)]) == 0
    assert "检索名称与记录相符" in capsys.readouterr().out


def test_an_end_that_moved_is_told_apart(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteRecorder(ledger) as recorder:
        (runs,) = recorder.deadlines()
        recorder.append(Unit((), deadlines=(attrs.evolve(runs, due_at=runs.due_at + timedelta(days=3)),)))
    assert main(["verify", str(ledger)]) == 1
    assert capsys.readouterr().out.startswith("COUNTED OTHERWISE: ")


def test_what_only_a_backup_brings_back_is_said(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_sql(ledger, "UPDATE heads SET ended = 1", "DELETE FROM names")
    assert main(["rebuild", str(ledger)]) == 1
    put_back, left = capsys.readouterr().out.splitlines()
    assert put_back.startswith("put back  matter ")
    assert left.startswith("LEFT, see a backup  matter ")


def test_a_checkpoint_finds_a_tail_that_was_cut_off(ledger: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert main(["ledger", "checkpoint", str(ledger), "--out", str(kept)]) == 0
    assert main(["verify", str(ledger), "--checkpoint", str(kept)]) == 0
    with Station.open(tmp_path / "other.db", procedure=cn, clock=lambda: NIGHT) as other:
        investigated(other)
    assert main(["verify", str(tmp_path / "other.db"), "--checkpoint", str(kept)]) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["verify", "none.db"], "No such file"),
        (["rebuild", "none.db"], "No such file"),
        (["verify", "station.db", "--checkpoint", "none"], "No such file"),
        (["verify", "station.db", "--checkpoint", "station.db"], "UTF-8|three lines or more"),
        (["verify", "station.db", "--pack", "exemplar"], "of cn"),
        (["rebuild", "station.db", "--pack", "exemplar"], "of cn"),
    ],
)
def test_what_cannot_be_found_out_is_no_tampering(
    ledger: Path,
    arguments: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ledger.parent)
    assert main(arguments) == 2, "and 1 is for what is not as it should be"
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("precinct: ")
    assert "Traceback" not in said.err
    assert any(part in said.err for part in why.split("|"))
    assert not Path("none.db").exists()


def test_what_is_no_ledger_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.db"
    other.write_text("something else")
    for verb in ("verify", "rebuild"):
        assert main([verb, str(other)]) == 1
        assert "is not a ledger" in capsys.readouterr().err
