import shutil
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.reading import read_pack

MODULE = "from precinct.basics.folders import folder_of\nfolder = folder_of(__name__, __file__)\n"


def made(place: Path, name: str) -> Path:
    """A place with a package in it that comes with a law."""
    package = place / "lib" / name
    shutil.copytree(Path(str(cn.law.folder)).parent / "bare", package)
    (package / "__init__.py").write_text(MODULE, encoding="utf-8")
    return place / "lib"


def imported(monkeypatch: pytest.MonkeyPatch, place: Path, name: str) -> ModuleType:
    monkeypatch.syspath_prepend(str(place))
    module = import_module(name)
    monkeypatch.delitem(sys.modules, name)
    return module


def test_the_law_that_comes_with_a_package_is_read_from_a_folder_and_from_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid, packed = made(tmp_path / "a", "laid_out"), made(tmp_path / "b", "packed_up")
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", packed))
    folder = imported(monkeypatch, laid, "laid_out").folder
    assert folder == laid / "laid_out"
    packed_up = imported(monkeypatch, archive, "packed_up").folder
    assert not isinstance(packed_up, Path)
    read, unpacked = (read_pack(one, zone="UTC") for one in (packed_up, folder))
    assert read.version == unpacked.version
    assert {name: dict(table) for name, table in read.tables().items()} == {
        name: dict(table) for name, table in unpacked.tables().items()
    }
