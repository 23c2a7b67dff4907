"""What is heavy is imported only where it is needed, checked by name in a fresh interpreter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import precinct.basics

SOURCE = Path(precinct.basics.__file__).parents[2]


def imported(code: str) -> set[str]:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, json; sys.path.insert(0, {str(SOURCE)!r}); {code}; print(json.dumps(list(sys.modules)))",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("name", ["recorder", "chain", "memory", "sqlite"])
def test_a_store_needs_no_codec(name: str) -> None:
    assert not imported(f"import precinct.ledger.{name}") & {"msgspec", "cattrs", "precinct.ledger.codec"}


def test_the_codec_needs_no_strict_reader_and_no_store() -> None:
    assert not imported("import precinct.ledger.codec") & {
        "cattrs",
        "precinct.ledger.sqlite",
        "precinct.ledger.memory",
    }


def test_the_door_imports_its_reader_once_something_comes_in() -> None:
    assert not imported("import precinct.ledger.door") & {"msgspec", "cattrs"}


@pytest.mark.parametrize(
    "name", ["chain", "codec", "door", "fit", "memory", "older", "recorder", "sqlite", "sqlite_file"]
)
def test_the_ledger_knows_no_matter(name: str) -> None:
    known = imported(f"import precinct.ledger.{name}")
    assert not [
        one
        for one in known
        if one.startswith(("precinct.matters", "precinct.station", "precinct.jurisdictions"))
    ]
