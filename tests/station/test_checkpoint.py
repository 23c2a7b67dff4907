"""A station says what its ledger is, and is held to it."""

from pathlib import Path

import pytest

from precinct import Actor, Role, Station, cn
from precinct.basics.ledger_errors import Tampered
from precinct.ledger.merkle import EMPTY_ROOT
from precinct.matters.report import Channel, Receive

DESK = Actor("441", "接警员", {Role.RECEPTIONIST})


def test_a_station_is_held_to_its_checkpoints(tmp_path: Path) -> None:
    def receive(station: Station) -> None:
        station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=DESK)

    with Station.open(tmp_path / "a.db", procedure=cn) as station:
        receive(station)
        first = station.checkpoint("station.example/ledger")
        receive(station)
        second = station.checkpoint("station.example/ledger", [first])
        assert (first.size, second.size) == (1, 2)
        assert station.verify(first) == station.verify(second) == station.verify()
    with Station.open(tmp_path / "b.db", procedure=cn) as other:
        assert other.checkpoint("other").root == EMPTY_ROOT
        with pytest.raises(Tampered, match="entries are missing, a checkpoint says 1"):
            other.verify(first)
        receive(other)
        with pytest.raises(Tampered, match="not the entry that a checkpoint was made over"):
            other.checkpoint("other", [first])
