"""The page of coverage is what the command prints, and no row of the table of facts is missing from it."""

import os
import re
from pathlib import Path

import pytest

from precinct.cli import main
from precinct.jurisdictions.cn import cn

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "law" / "coverage.md"


def test_the_page_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "cn", "coverage"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8"), "run `make law`"


def test_every_row_of_the_pack_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for row_id, row in cn.law.rows.items():
        assert f"| {row_id} | {row.text.en.replace('|', '/')} |" in page


def test_every_row_of_the_table_of_facts_is_a_row_of_the_pack() -> None:
    beside = ROOT.parent / "shared" / "facts"
    table = Path(os.environ.get("PRECINCT_FACTS", beside)) / "law.md"
    if not table.is_file():
        pytest.skip(f"{table} is not there; set PRECINCT_FACTS to the folder of facts to compare the rows")
    named = re.findall(r"^\| ((?:\d+|14b)\.\d+|A\d+) \|", table.read_text(encoding="utf-8"), re.MULTILINE)
    # Section 12 is about posts and staff, and has no matter at all; section 15 is about Python.
    wanted = {row_id for row_id in named if not row_id.startswith(("12.", "15."))}
    assert len(wanted) > 250
    assert wanted == {row_id for row_id in cn.law.rows if not row_id.startswith("T")}
