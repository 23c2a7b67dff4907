"""The two packs that ship, and a small one written on the spot."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from precinct.law.pack import Pack
from precinct.law.reading import read_pack
from tests.law.packs import SMALL, Files, Write, fresh, toml


@pytest.fixture(scope="session")
def cn() -> Pack:
    return read_pack(files("precinct.jurisdictions.cn"))


@pytest.fixture(scope="session")
def bare() -> Pack:
    return read_pack(files("precinct.jurisdictions.bare"), zone="America/New_York")


@pytest.fixture
def small() -> Files:
    made: Files = fresh(SMALL)
    return made


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Write files to a fresh folder."""

    def write_to_folder(content: Files) -> Path:
        folder = tmp_path_factory.mktemp("pack")
        for stem, tables in content.items():
            text = "\n".join(f"{json.dumps(key)} = {toml(item)}" for key, item in tables.items())
            (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
        return folder

    return write_to_folder
