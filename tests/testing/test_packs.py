"""The contract of a jurisdiction as an embedder asks for it."""

from pathlib import Path

import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.testing.packs import About, assert_keeps_the_contract
from tests.jurisdictions.worked.conftest import Pack, pack

__all__ = ["pack"]


def test_what_ships_keeps_it() -> None:
    assert_keeps_the_contract(bare("Europe/Berlin"))
    assert_keeps_the_contract(cn, leaving_out=(About.ROW,))


def test_it_fails_with_every_finding(pack: Pack, tmp_path: Path) -> None:
    value = '["x"]\nzh = "例"\nrows = ["5.5"]\nvalue = "fine.station_max"\non = 2026-01-01\nis = 1\n'
    folder = pack(one=value, two=value)
    with pytest.raises(AssertionError, match=r"2 finding\(s\)") as failed:
        assert_keeps_the_contract(folder, leaving_out=(About.ROW,))
    assert "examples/one.toml [x]" in str(failed.value)
    assert "examples/two.toml [x]" in str(failed.value)
    with pytest.raises(AssertionError, match=r"pack\.toml: is missing"):
        assert_keeps_the_contract(tmp_path / "nothing")
