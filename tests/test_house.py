"""The house itself: what importing it costs, what stands on the front door, that its rooms say what they are."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import precinct
from precinct import cn

SOURCE = Path(precinct.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

HEAVY = {
    "argparse",
    "asyncio",
    "cattrs",
    "chinese_calendar",
    "cryptography",
    "duckdb",
    "email",
    "holidays",
    "http",
    "hypothesis",
    "jinja2",
    "multiprocessing",
    "numpy",
    "pandas",
    "psycopg",
    "pydantic",
    "pytest",
    "rich",
    "sqlalchemy",
    "sqlite3",
    "ssl",
    "unittest",
    "urllib.request",
    "xml",
}
DECIDE = """
from datetime import datetime, UTC
from precinct import Capacity, Party, cn, officer
from precinct.matters.mediation import Consent, Propose
context = cn.context(officer("1", "民警"), datetime(2023, 1, 7, tzinfo=UTC))
parties = (Party("a", "甲", Capacity.VICTIM), Party("b", "乙", Capacity.OFFENDER))
print(cn.mediation.decide_opening(Propose("c", context.occurred_at, "property_damage", parties), context).codes)
"""


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has imported after running some code."""
    script = f"{code}\nimport sys\nprint(chr(10).join(sys.modules))"
    # Coverage measures child processes, too, and would import its own modules into them.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=clean
    )
    return set(done.stdout.split())


def test_importing_precinct_imports_nothing_but_itself() -> None:
    bare = modules_after("")
    assert {name for name in modules_after("import precinct") - bare if name.split(".")[0] != "precinct"} <= {
        "typing"
    } | modules_after("import typing")


def test_the_first_decision_of_a_mediation_imports_nothing_heavy() -> None:
    imported = modules_after(DECIDE)
    assert "precinct.matters.mediation" in imported
    assert HEAVY & imported == set()


def test_every_name_of_the_front_door_is_there_and_listed() -> None:
    assert sorted(precinct.__all__) == sorted(precinct._HOMES)
    for name in precinct.__all__:
        assert getattr(precinct, name) is not None
    assert set(dir(precinct)) >= set(precinct.__all__)
    with pytest.raises(AttributeError, match="no public name 'Police'"):
        _ = precinct.Police  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_says_what_it_is_and_stays_readable(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the first thing a reader meets"
    if module.parent.name != "matters":  # one file a kind of matter, from states to table
        assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_jurisdiction_cites_chinese_instruments(module: Path) -> None:
    if "jurisdictions" in module.parts:
        return
    named = [instrument.name.zh for instrument in cn.law.instruments.values()]
    assert [name for name in named if name in module.read_text(encoding="utf-8")] == []


def test_hypothesis_learns_of_precinct_without_importing_its_matters() -> None:
    imported = modules_after("import hypothesis")
    assert "precinct.matters.mediation" not in imported
    assert "precinct.testing.strategies" not in imported
