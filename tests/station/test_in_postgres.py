"""A station keeps its ledger in PostgreSQL as it does in a file."""

from precinct import Actor, Role, Station, cn
from precinct.matters.report import Channel, Receive


def test_a_station_keeps_its_ledger_in_postgresql(postgres: str) -> None:
    desk = Actor("441", "接警员", {Role.RECEPTIONIST})
    with Station.open(postgres, procedure=cn) as station:
        report = station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=desk)
    with Station.open(postgres, procedure=cn, readonly=True) as station:
        assert station.matter(report.id) == report
        assert station.verify().position == 1
