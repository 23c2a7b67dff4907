"""The durable path as precinct goes it, and as eventsourcing does."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from precinct.ledger.codec import Codec
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from precinct.station.station import Station
from tests.benchmarks.errand import CONTEXT, LIFE, OFFICER, PROCEDURE, WORKFLOW, Errand, File
from tests.benchmarks.peer_lives import EVENTS, aggregate_class

Synchronous = Literal["FULL", "NORMAL"]
PLACE = "Wushan Road 12"


class Engine:
    """Engine, codec and recorder, without a station."""

    def __init__(self, path: Path, synchronous: Synchronous) -> None:
        self.recorder = SqliteRecorder(path, synchronous=synchronous)
        self.codec = Codec(PROCEDURE.workflow)

    def prepare(self, count: int, size: int) -> list[list[Errand]]:
        """Open `count` batches of `size` errands in one unit of work."""
        begun = [WORKFLOW.begin(File(PLACE), CONTEXT) for _ in range(count * size)]
        self.recorder.append(Unit(tuple(self.codec.encode(outcome.entry) for outcome in begun)))
        errands = [outcome.matter for outcome in begun]
        return [errands[start : start + size] for start in range(0, count * size, size)]

    def live_one(self, batch: list[Errand]) -> None:
        """Nine units of one action."""
        (errand,) = batch
        apply, encode, append = WORKFLOW.apply, self.codec.encode, self.recorder.append
        for action in LIFE:
            outcome = apply(errand, action, CONTEXT)
            append(Unit((encode(outcome.entry),)))
            errand = outcome.matter

    def live_many(self, batch: list[Errand]) -> None:
        """Nine units of one action on each errand of a batch."""
        apply, encode, append = WORKFLOW.apply, self.codec.encode, self.recorder.append
        for action in LIFE:
            outcomes = [apply(errand, action, CONTEXT) for errand in batch]
            append(Unit(tuple([encode(outcome.entry) for outcome in outcomes])))
            batch = [outcome.matter for outcome in outcomes]


class AtStation:
    """A station, which reads the clock, makes the context and looks after deadlines, too."""

    def __init__(self, path: Path, synchronous: Synchronous) -> None:
        self.station = Station.open(path, procedure=PROCEDURE, synchronous=synchronous)

    def prepare(self, count: int, size: int) -> list[list[Errand]]:
        """Open `count` batches of `size` errands in one unit of work."""
        with self.station.unit() as unit:
            return [[unit.begin(File(PLACE), actor=OFFICER) for _ in range(size)] for _ in range(count)]

    def live_one(self, batch: list[Errand]) -> None:
        """Nine calls of `act`."""
        (errand,) = batch
        act = self.station.act
        for action in LIFE:
            errand = act(errand, action, actor=OFFICER)

    def live_loaded(self, batch: list[Errand]) -> None:
        """Nine times: load by id, act."""
        (errand,) = batch
        act, load = self.station.act, self.station.load
        for action in LIFE:
            act(load(Errand, errand.id), action, actor=OFFICER)

    def live_many(self, batch: list[Errand]) -> None:
        """Nine units of one action on each errand of a batch."""
        for action in LIFE:
            with self.station.unit() as unit:
                batch = [unit.act(errand, action, actor=OFFICER) for errand in batch]


class Eventsourcing:
    """An application of eventsourcing on SQLite, with the same `synchronous`, which it has no setting for."""

    def __init__(self, path: Path, synchronous: Synchronous) -> None:
        from eventsourcing.application import Application

        self.aggregate_class = aggregate_class()
        self.application: Any = Application(
            env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        )
        pool = self.application.factory.datastore.pool
        _every_connection(pool, lambda raw: raw.execute(f"PRAGMA synchronous = {synchronous}"))

    def prepare(self, count: int, size: int) -> list[list[Any]]:
        """Open `count` batches of `size` aggregates in one transaction."""
        batches = [[self.aggregate_class() for _ in range(size)] for _ in range(count)]
        self.application.save(*(aggregate for batch in batches for aggregate in batch))
        return batches

    def live_one(self, batch: list[Any]) -> None:
        """Nine saves of one event."""
        (aggregate,) = batch
        save = self.application.save
        for event in EVENTS:
            getattr(aggregate, event)(OFFICER.id)
            save(aggregate)

    def live_loaded(self, batch: list[Any]) -> None:
        """Nine times: load by id, act, save."""
        (aggregate,) = batch
        load, save = self.application.repository.get, self.application.save
        for event in EVENTS:
            loaded = load(aggregate.id)
            getattr(loaded, event)(OFFICER.id)
            save(loaded)


def _every_connection(pool: Any, tell: Callable[[sqlite3.Connection], object]) -> None:
    """Do something to each connection of a pool: those that it has, and those that it will make."""
    make = pool._create_connection

    def told() -> Any:
        connection = make()
        tell(connection._sqlite_conn)
        return connection

    pool._create_connection = told
    for connection in pool._pool:
        tell(connection._sqlite_conn)


def commits(path: Path) -> int:
    """How many commits the write-ahead log of a file holds: frames that say how large the file is after them."""
    log = path.with_name(f"{path.name}-wal").read_bytes()
    page_size, salts = int.from_bytes(log[8:12], "big"), log[16:24]
    frames = range(32, len(log), 24 + page_size)
    return sum(log[at + 8 : at + 16] == salts and any(log[at + 4 : at + 8]) for at in frames)
