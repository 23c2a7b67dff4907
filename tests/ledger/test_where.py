"""What is meant as an address is never taken for the name of a new file."""

from pathlib import Path

import pytest

from precinct import Station, bare
from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import NotALedger
from precinct.ledger.where import is_address, open_ledger


@pytest.mark.parametrize("place", ["postgresql://u:secret@records.example/station", "postgres:///station"])
def test_an_address_begins_with_its_scheme(place: str) -> None:
    assert is_address(place)


@pytest.mark.parametrize(
    "place", ["night.db", "./host=1", "/var/lib/night:1.db", "C:/ledgers/night.db", "昨夜.db", "="]
)
def test_everything_else_is_a_file(place: str) -> None:
    assert not is_address(place)


@pytest.mark.parametrize(
    "place",
    [
        "postgresql:/u:secret@records.example/x",
        "PostgreSQL://u:secret@records.example/x",
        " postgresql://u:secret@records.example/x",
        "host=records.example password=secret dbname=x",
        "password = secret",
        "connect_timeout=3 user=desk password=secret",
        "mysql://u:secret@records.example/x",
        "file:secret.db?mode=ro",
    ],
)
def test_what_is_mistyped_makes_no_file_and_shows_no_password(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as caught:
        Station.open(place, procedure=bare("UTC"))
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_a_file_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Station.open("./host=x", procedure=bare("UTC")).close()
    assert not is_address("host=x")


@pytest.mark.parametrize("readonly", [False, True])
def test_none_is_made_where_it_must_be_there(tmp_path: Path, readonly: bool) -> None:
    with pytest.raises(NotALedger, match="nothing to read"):
        open_ledger(tmp_path / "a.db", readonly=readonly, create=False)
    assert list(tmp_path.iterdir()) == []
    open_ledger(tmp_path / "a.db").close()
    open_ledger(tmp_path / "a.db", readonly=readonly, create=False).close()


def test_a_file_has_no_schema(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leave it out for a file"):
        open_ledger(tmp_path / "a.db", schema="north")
    assert list(tmp_path.iterdir()) == []
