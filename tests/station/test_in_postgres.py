"""A station keeps its ledger in PostgreSQL as it does in a file."""

from urllib.parse import urlsplit

import psycopg
import pytest

from precinct import Actor, Retry, Role, Station, Subscriber, cn
from precinct.basics.ledger_errors import NotALedger
from precinct.cockpit.metrics.standing import STANDING
from precinct.matters.report import Channel, Receive
from tests.station.readers import Remembering, notes


def test_a_station_keeps_its_ledger_in_postgresql(postgres: str) -> None:
    desk = Actor("441", "接警员", {Role.RECEPTIONIST})
    with Station.open(postgres, procedure=cn) as station:
        report = station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=desk)
    with Station.open(postgres, procedure=cn, readonly=True) as station:
        assert station.matter(report.id) == report
        assert station.verify().position == 1


def test_a_ledger_that_must_be_there_is_not_made(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE elsewhere")
    elsewhere = urlsplit(postgres)._replace(path="/elsewhere").geturl()
    for _ in range(2):
        with pytest.raises(NotALedger, match="nothing to read"):
            Station.open(elsewhere, procedure=cn, create=False)
    Station.open(elsewhere, procedure=cn).close()
    Station.open(elsewhere, procedure=cn, create=False).close()


def test_others_read_along_in_postgresql(postgres: str) -> None:
    with Station.open(postgres, procedure=cn) as station:
        before = station.recorder.tip().position
        notes(station, 4)
        handler = Remembering({before + 2: 9})
        reader = Subscriber("mail", handler, Retry(attempts=1))
        with Station.open(postgres, procedure=cn) as elsewhere:
            station.outbox.follow(reader, lambda: before + 3 in handler.handled)
            progress = elsewhere.outbox.deliver(reader)
            assert elsewhere.view(STANDING).catch_up() == station.view(STANDING).catch_up()
        assert handler.handled == [*range(1, before + 2), before + 3, before + 4]
        assert (progress.behind, [one.position for one in progress.parked]) == (0, [before + 2])
        assert station.outbox.take_up(reader).parked == progress.parked
        assert [one.subscriber for one in station.outbox.subscribers()] == ["mail"]
