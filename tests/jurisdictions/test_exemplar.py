"""The example to copy keeps the contract, says only what it has, and explains every line of it."""

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.exemplar import exemplar
from precinct.jurisdictions.worked.checking import check_pack
from precinct.law.citation import HOUSE_RULE
from precinct.law.reading import _FILES, read_pack

FOLDER = Path(str(files("precinct.jurisdictions.exemplar")))
FILES = sorted(FOLDER.rglob("*.toml"))


def test_it_keeps_the_contract() -> None:
    assert check_pack(exemplar) == ()


def test_it_has_one_of_everything() -> None:
    assert {path.stem for path in FILES} == {*_FILES, "examples"}


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_file_begins_with_what_it_is_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert tomllib.loads("\n".join(lines))


def test_every_entry_of_its_head_is_explained() -> None:
    lines = (FOLDER / "pack.toml").read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("# ") or "zh" in before, line


def test_what_it_cites_is_asked_though_the_house_waives_it_and_the_rest_is_as_in_the_house() -> None:
    own, house = read_pack(FOLDER), bare("UTC").law
    assert own.codes() & house.waived  # it does ask something that only a law asks
    for code in own.codes():
        assert not exemplar.law.waives(code)
        assert exemplar.law.cite(code, date(2026, 1, 1)) != (HOUSE_RULE,)
    assert exemplar.law.waived == house.waived - own.codes()
    assert exemplar.law.cite("custody.sober_for_inquiry", date(2026, 1, 1)) == (HOUSE_RULE,)
