import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A copy of the pack of China with these files in place of its examples."""

    def make(**examples: str) -> Path:
        folder = tmp_path / "pack"
        with as_file(files("precinct.jurisdictions.cn")) as source:
            shutil.copytree(source, folder, ignore=shutil.ignore_patterns("examples", "*.py", "__pycache__"))
        (folder / "examples").mkdir()
        for name, content in examples.items():
            (folder / "examples" / f"{name}.toml").write_text(content, encoding="utf-8")
        return folder

    return make
