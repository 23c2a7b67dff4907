"""Reading along: every entry handed over once, pictures drawn from zero, the history read.

The floor reads the rows in one statement, which asks of each whether it is shut, and makes the same frozen objects by hand.
It asks once, so that what is sealed while it reads would still be shown, and it checks nothing.
"""

import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from precinct.ledger.header import Header
from precinct.station.delivery import Delivery
from precinct.station.reading import ReadingModel
from precinct.station.station import Station
from precinct.station.subscribing import Subscriber
from precinct.workflow.entry import Entry, FollowUp
from tests.benchmarks.errand import LIFE, PROCEDURE, STATES, STEPS, File
from tests.benchmarks.replay_path import Told
from tests.benchmarks.report import Result, at_most, below, microseconds
from tests.benchmarks.sqlite_ours import Engine
from tests.benchmarks.timing import Samples, Subject, in_turns

TITLE = "Reading along on SQLite, an entry: × the same rows made into the same frozen objects by hand"

MATTERS = 500
ENTRIES = MATTERS * (len(LIFE) + 1)

STATE = {state.value: state for state in STATES}
READ = {
    cls.__name__: msgspec.json.Decoder(
        msgspec.defstruct("Said", [("action", cls), ("changes", Told.__annotations__["changes"])])
    ).decode
    for cls in (File, *STEPS)
}


class Head(msgspec.Struct, array_like=True):
    """A header, as the floor reads it."""

    matter: str
    kind: str
    version: int
    action: str
    before: str | None
    after: str
    actor: str
    on_behalf_of: str | None
    recorded_by: str
    companions: tuple[str, ...]
    occurred_at: datetime
    recorded_at: datetime
    law: str
    definition: str
    follow_ups: tuple[tuple[str, str, datetime | None, str], ...]
    step: int = 0


read_head = msgspec.json.Decoder(Head).decode
ROWS = """SELECT position, header, payload, sealed OR erased FROM entries JOIN heads USING (matter)
    WHERE position > ? ORDER BY position"""


def header_of(one: Head) -> Header:
    """A header by hand."""
    before, after = None if one.before is None else STATE[one.before], STATE[one.after]
    named = one.actor, one.on_behalf_of, one.recorded_by, one.companions
    rest = one.occurred_at, one.recorded_at, one.law, one.definition, follow_ups(one)
    return Header(one.matter, one.kind, one.version, one.action, before, after, *named, *rest, one.step)


def entry_of(one: Head, payload: bytes) -> Entry:
    """An entry by hand."""
    said = READ[one.action](payload)
    before, after = None if one.before is None else STATE[one.before], STATE[one.after]
    changed = before, after, tuple(said.changes.items())
    named = one.actor, one.on_behalf_of, one.recorded_by, one.companions
    rest = one.occurred_at, one.recorded_at, one.law, one.definition, follow_ups(one)
    return Entry(one.matter, one.kind, one.version, said.action, *changed, *named, *rest)


def follow_ups(one: Head) -> tuple[FollowUp, ...]:
    """What follows, by hand."""
    # What a header says follows is checked by nobody here, as in the reader that this is the floor of.
    return tuple([FollowUp(*each) for each in one.follow_ups])  # type: ignore[arg-type]


def by_hand(connection: sqlite3.Connection, *, content: bool = True) -> Iterator[Delivery]:
    """Every entry as it is handed over."""
    for position, raw, payload, shut in connection.execute(ROWS, (0,)):
        one = read_head(raw)
        entry = entry_of(one, payload) if content and not shut else None
        yield Delivery(position, header_of(one), entry)


def ignored(delivery: Delivery) -> None:
    """What the handler of the bench does."""


def counted(before: int, delivery: Delivery) -> int:
    """The picture of the bench."""
    return before + 1


class Ledger:
    """One file, read by hand and by precinct."""

    def __init__(self, path: Path) -> None:
        engine = Engine(path, "NORMAL")
        (batch,) = engine.prepare(1, MATTERS)
        engine.live_many(batch)
        self.station = Station(engine.recorder, procedure=PROCEDURE)
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.names = map(str, count())

    def floor(self, handler: Callable[[Delivery], None] = ignored) -> None:
        """Each handed over by hand; in the end the bookmark moves."""
        for delivery in by_hand(self.connection):
            handler(delivery)
        values = (f"floor {next(self.names)}", ENTRIES)
        self.connection.execute("INSERT INTO bookmarks VALUES (?, ?, 0, NULL, '')", values)

    def outbox(self, handler: Callable[[Delivery], None] = ignored) -> None:
        """The same by precinct, to a subscriber who has had nothing."""
        reader = Subscriber(next(self.names), handler, every=ENTRIES)
        if self.station.outbox.deliver(reader).behind:
            raise AssertionError("not all was handed over")

    def drawn(self, *, content: bool) -> int:
        """A picture by hand."""
        picture = 0
        for delivery in by_hand(self.connection, content=content):
            picture = counted(picture, delivery)
        return picture

    def view(self, *, content: bool) -> int:
        """The same picture by precinct."""
        model = ReadingModel(name="bench", version=1, start=0, fold=counted, content=content)
        return self.station.view(model).catch_up()

    def told(self) -> list[Entry]:
        """All entries by hand."""
        rows = self.connection.execute(ROWS, (0,))
        return [entry_of(read_head(raw), payload) for _, raw, payload, shut in rows if not shut]

    def history(self) -> list[Entry]:
        """The same by precinct."""
        return list(self.station.history())


def measure() -> Iterator[Result]:
    """Deliveries, pictures of content and of headers, the history; and what streaming costs in memory."""
    with TemporaryDirectory(prefix="precinct-bench-") as folder:
        ledger = Ledger(Path(folder) / "reading.db")
        _require_same(ledger)
        for what, ours, floor, goal in (
            ("Outbox.deliver", "outbox()", "floor()", 2.0),
            ("View.catch_up, with content", "view(content=True)", "drawn(content=True)", 2.0),
            ("View.catch_up, headers alone", "view(content=False)", "drawn(content=False)", 2.0),
            ("Station.history", "history()", "told()", 2.0),
        ):
            subjects = [
                Subject(name, f"ledger.{statement}", {"ledger": ledger}, operations=ENTRIES)
                for name, statement in (("ours", ours), ("floor", floor))
            ]
            samples = in_turns(subjects, rounds=15, slice_seconds=0.01)
            yield at_most(what, samples.ratios("ours", "floor"), goal, _both(samples))
        yield below("memory while all entries are handed over", _peak(ledger) / 2**20, 4, "MiB")


def _require_same(ledger: Ledger) -> None:
    mine: list[Delivery] = []
    theirs: list[Delivery] = []
    ledger.outbox(mine.append)
    ledger.floor(theirs.append)
    if mine != theirs or ledger.history() != ledger.told():
        raise AssertionError("the floor makes other objects")


def _peak(ledger: Ledger) -> int:
    """The most bytes that a delivery of the ledger has in hand."""
    tracemalloc.start()
    try:
        ledger.outbox()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _both(samples: Samples) -> str:
    return f"{microseconds(samples.median('ours'))} beside {microseconds(samples.median('floor'))}"
