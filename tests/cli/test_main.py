"""The command line, as its users run it."""

from importlib.metadata import version
from pathlib import Path

import attrs
import pytest

from precinct.cli import check, main
from precinct.matters.mediation import MEDIATION
from precinct.matters.procedure import TABLES
from precinct.workflow.drawing import to_mermaid


@pytest.mark.parametrize("kind", [table.kind for table in TABLES])
def test_draw_prints_the_picture_of_the_table(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = next(table for table in TABLES if table.kind == kind)
    assert main(["draw", kind]) == 0
    assert capsys.readouterr().out == to_mermaid(table)


def test_it_says_which_version_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out == f"precinct {version('precinct-workflow')}\n"


def test_draw_speaks_chinese_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "zh", "draw", "mediation"])
    assert "proposed --> consented : 同意调解" in capsys.readouterr().out


def test_check_finds_every_workflow_that_ships_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        [law, table.kind] for law in ("cn", "bare") for table in TABLES
    ]
    assert all("sound" in line for line in lines)


def test_check_says_what_is_wrong_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = attrs.evolve(MEDIATION, everywhere=[], limits=[])
    monkeypatch.setattr(check, "TABLES", (broken,))
    assert main(["check"]) == 1
    assert "time limit mediation.repeat is started, but nobody handles its expiry" in capsys.readouterr().out


def test_a_kind_that_does_not_exist_is_asked_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["draw", "nothing"])
    assert left.value.code == 2
    assert "mediation" in capsys.readouterr().err


def test_check_against_what_shipped_keeps_what_is_missing_and_tells_what_is_different(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert main(["check", "--against", str(tmp_path)]) == 1, "nothing was kept yet"
    assert "mediation@1: its shape is not kept yet" in capsys.readouterr().out
    assert main(["check", "--against", str(tmp_path), "--keep"]) == 0
    out = capsys.readouterr().out
    assert out.count("\nkept ") == len(TABLES)
    assert out.endswith("everything that was written is understood\n")
    monkeypatch.setattr(check, "TABLES", (attrs.evolve(MEDIATION, version=2, everywhere=[]),))
    assert main(["--lang", "zh", "check", "--against", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "mediation@1: 需要映射: action Note: 已不存在" in out
    assert "report@1: the kind is gone" in out


def test_check_asked_wrongly_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["check", "--keep"]) == 2
    assert main(["check", "--against", str(tmp_path / "nowhere")]) == 2
    assert "nowhere is no folder" in capsys.readouterr().err


def test_no_verb_ends_in_a_traceback_where_the_disk_says_no(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> int:
        raise OSError(28, "No space left on device", "a.db")

    monkeypatch.setattr(check, "run", full)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "precinct: [Errno 28] No space left on device: 'a.db'\n"
