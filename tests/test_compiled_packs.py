"""The packs that ship are compiled from the files that stand beside them."""

from importlib.resources import files
from pathlib import Path

import pytest

from precinct.law.compiled import compiled
from precinct.law.reading import sources_of

SHIPPED = Path(str(files("precinct.jurisdictions")))
COMPILED = [folder.parent for folder in sorted(SHIPPED.glob("*/compiled.json"))]


@pytest.mark.parametrize("folder", COMPILED, ids=[folder.name for folder in COMPILED])
def test_a_compiled_pack_is_not_older_than_its_files(folder: Path) -> None:
    problems: list[str] = []
    sources = sources_of(folder, problems, set())
    assert problems == []
    assert compiled(folder, sources) is not None, f"{folder.name}: its files have changed; run `make law`"


def test_the_pack_of_a_country_is_compiled() -> None:
    assert "cn" in {folder.name for folder in COMPILED}
