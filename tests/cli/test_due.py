"""`precinct due` and `precinct sweep`, as their users run them."""

from pathlib import Path

import attrs
import pytest

from precinct import Actor, Role, Station, cn
from precinct.cli import main
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from precinct.matters.report import Channel, Receive
from tests.ledger.writing import deadline, written
from tests.station.conftest import NIGHT
from tests.station.night import investigated
from tests.station.test_sweeping import preserved

DESK = Actor("desk", "接警员", {Role.RECEPTIONIST})
AFTER_A_WEEK = "2023-01-13T22:00+08:00"
AFTER_TWO = "2023-01-20T22:00+08:00"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "station.db"
    with Station.open(path, procedure=cn, clock=lambda: NIGHT, synchronous="NORMAL") as station:
        station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
        preserved(station, investigated(station))
    return path


def test_due_tells_what_has_run_out_and_what_soon_will(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", str(ledger), "--now", AFTER_A_WEEK]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("over  report ")
    assert second.startswith("runs  exhibit ")
    assert "until 2023-01-13 24:00" in second
    assert main(["due", str(ledger), "--now", AFTER_A_WEEK, "--within", "1h"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["due", str(ledger), "--now", AFTER_A_WEEK, "--within", "60d"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_due_speaks_chinese_when_asked(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "due", str(ledger), "--now", AFTER_A_WEEK]) == 0
    assert "届满: 自动失效" in capsys.readouterr().out


def test_a_lease_of_nothing_is_asked_wrongly(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["sweep", str(ledger), "--lease", "0m"])
    assert wrong.value.code == 2
    assert "such as 5m" in capsys.readouterr().err


def test_due_writes_nothing_and_sweep_does_it_once(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteRecorder(ledger, readonly=True) as recorder:
        before = recorder.tip()
        main(["due", str(ledger), "--now", AFTER_TWO])
        assert recorder.tip() == before
        capsys.readouterr()
        assert main(["sweep", str(ledger), "--now", AFTER_TWO]) == 0
        told, done = capsys.readouterr().out.splitlines()
        assert told.startswith("told  report ")
        assert told.endswith("report.registration  Register")
        assert done.startswith("done  exhibit ")
        assert done.endswith("exhibit.preserved  Lapse")
        assert recorder.tip().position == before.position + 1
    assert main(["sweep", str(ledger), "--now", AFTER_TWO]) == 0
    assert capsys.readouterr().out == ""


def test_sweep_fails_where_something_could_not_be_seen_to(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SqliteRecorder(ledger) as recorder:
        recorder.append(Unit((), deadlines=(deadline("a\x1b[2J", hours=-30_000),)))
    assert main(["sweep", str(ledger), "--now", AFTER_TWO]) == 1
    said = capsys.readouterr().out
    assert said.startswith("failed  report a\N{REPLACEMENT CHARACTER}[2J  limit  NoSuchMatter")


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("due", "sweep"):
        assert main([verb, str(tmp_path / "nothing.db")]) == 2
    assert "No such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_ledger_has_nothing_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SqliteRecorder(tmp_path / "empty.db").close()
    assert main(["due", str(tmp_path / "empty.db")]) == 0
    assert capsys.readouterr().out == ""


def test_a_name_out_of_a_file_opens_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "foreign.db"
    header = f'["a","report",1,"Note",null,"received","o",null,"o",[],"","","{tmp_path}@1"]'
    with SqliteRecorder(path) as recorder:
        entry = written("a", 1)
        recorder.append(Unit((attrs.evolve(entry, header=header.encode()),)))
    assert main(["due", str(path)]) == 2
    assert "a jurisdiction that does not ship; say --pack" in capsys.readouterr().err


def test_an_error_does_nothing_to_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "foreign.db"
    with SqliteRecorder(path) as recorder:
        recorder.append(Unit((attrs.evolve(written("a\x1b[2J", 1), header=b"{"),)))
    assert main(["due", str(path)]) == 2
    said = capsys.readouterr().err
    assert "matter a\N{REPLACEMENT CHARACTER}[2J: its header is none" in said
    assert "\x1b" not in said


def test_another_pack_than_the_one_that_wrote_it_is_refused(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", str(ledger), "--pack", "exemplar"]) == 2
    assert "cn" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--within", "soon"], ["--within", "1234567d"], ["--now", "2023-01-06"], ["--now", "x"]]
)
def test_what_is_asked_wrongly_is_said(
    ledger: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["due", str(ledger), *wrong])
    assert ended.value.code == 2
    assert "must be a" in capsys.readouterr().err
