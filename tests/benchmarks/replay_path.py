"""A ledger read back: every matter from its entries, one by its id, and all entries checked.

The floor reads the same rows and makes the same frozen objects by hand, with the changes read as what they are, but it
checks nothing: neither that versions follow one another nor that no field is lost.
"""

import sqlite3
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypedDict, get_type_hints

import msgspec

from precinct.ledger.chain import GENESIS
from precinct.station.station import Station
from tests.benchmarks.errand import LIFE, PROCEDURE, STATES, Errand
from tests.benchmarks.report import Result, at_most, below, microseconds
from tests.benchmarks.sqlite_ours import Engine
from tests.benchmarks.timing import Samples, Subject, in_turns

TITLE = "Replay on SQLite, an entry: × the same rows made into the same frozen objects by hand"

MATTERS = 20_000
ENTRIES = len(LIFE) + 1
SLICE = 2_000
"""Matters that are read in one turn; each turn reads the next ones."""


FIELDS = {
    name: hint for name, hint in get_type_hints(Errand).items() if name not in {"id", "state", "version"}
}
# The fields are Errand's own, so they are known when this runs and not to a type checker.
Told = msgspec.defstruct("Told", [("changes", TypedDict("Changes", FIELDS, total=False))])  # type: ignore[operator]
"""What the floor reads of a payload."""

STATE = {state.value: state for state in STATES}
read_told = msgspec.json.Decoder(Told).decode
read_header = msgspec.json.Decoder(tuple).decode
ALL = "SELECT header, payload FROM entries WHERE position > ? ORDER BY position LIMIT ?"
ONE = "SELECT header, payload FROM entries WHERE matter = ? ORDER BY version"
CHAIN = "SELECT header, payload, salt, digest, hash FROM entries WHERE position > ? ORDER BY position LIMIT ?"


def fold(rows: Any) -> list[Errand]:
    """The matters that rows made."""
    fields: dict[str, dict[str, Any]] = {}
    for header, payload in rows:
        matter, _, version, _, _, to_state, *_ = read_header(header)
        changed = fields.setdefault(matter, {"id": matter})
        changed.update(read_told(payload).changes)
        changed["version"], changed["state"] = version, STATE[to_state]
    return [Errand(**one) for one in fields.values()]


def checked(rows: Any, link: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Rows whose hashes are right."""
    for header, payload, salt, digest, stands in rows:
        if sha256(salt + payload).digest() != digest:
            raise AssertionError("a digest is wrong")
        link = sha256(link + digest + header).digest()
        if link != stands:
            raise AssertionError("a link is wrong")
        yield header, payload


class Ledger:
    """One file, read by hand and by precinct, a slice after the other."""

    def __init__(self, path: Path) -> None:
        engine = Engine(path, "NORMAL")
        for _ in range(MATTERS // SLICE):
            (batch,) = engine.prepare(1, SLICE)
            engine.live_many(batch)
        self.recorder = engine.recorder
        self.codec = engine.codec
        self.connection = sqlite3.connect(path)
        self.station = Station(self.recorder, procedure=PROCEDURE)
        self.workflow = PROCEDURE.workflow("errand")
        self.ids = [head.matter for head in self.recorder.heads()]
        self.at = {"floor": 0, "ours": 0, "chain": 0, "checked": 0, "one": 0, "load": 0}

    def next_slice(self, who: str) -> int:
        """The position before the slice whose turn it is."""
        self.at[who] = (self.at[who] + SLICE * ENTRIES) % (MATTERS * ENTRIES)
        return self.at[who]

    def floor(self) -> list[Errand]:
        """By hand."""
        return fold(self.connection.execute(ALL, (self.next_slice("floor"), SLICE * ENTRIES)))

    def ours(self) -> list[Errand]:
        """By precinct: what `Station.matters` does, over a slice."""
        found = self._read(self.next_slice("ours"))
        return [self.workflow.remade(one) for one in self.codec.fold(found).values()]

    def chain(self) -> list[Errand]:
        """By precinct, with the chain."""
        after = self.next_slice("chain")
        found = self._checked(self._read(after), self._link(after))
        return [self.workflow.remade(one) for one in self.codec.fold(found).values()]

    def _read(self, after: int) -> Iterator[Any]:
        return islice(self.recorder.read_all(after), SLICE * ENTRIES)

    def _checked(self, entries: Iterator[Any], link: bytes) -> Iterator[Any]:
        for one in entries:
            if sha256(one.salt + one.payload).digest() != one.digest:
                raise AssertionError("a digest is wrong")
            link = sha256(link + one.digest + one.header).digest()
            if link != one.hash:
                raise AssertionError("a link is wrong")
            yield one

    def _link(self, position: int) -> bytes:
        row = self.connection.execute("SELECT hash FROM entries WHERE position = ?", (position,)).fetchone()
        link: bytes = GENESIS if row is None else row[0]
        return link

    def one(self) -> Errand:
        """One matter, by hand."""
        self.at["one"] += 1
        return fold(self.connection.execute(ONE, (self.ids[self.at["one"] * 37 % MATTERS],)))[0]

    def load(self) -> Errand:
        """One matter, from the station; never one that it has at hand."""
        self.at["load"] += 1
        return self.station.load(Errand, self.ids[self.at["load"] * 37 % MATTERS])


def measure() -> Iterator[Result]:
    """All matters, all with the chain, one by its id, and what streaming costs in memory."""
    with TemporaryDirectory(prefix="precinct-bench-") as folder:
        ledger = Ledger(Path(folder) / "replay.db")
        if ledger.ours() != ledger.floor():
            raise AssertionError("the floor makes other matters")
        names = {"ledger": ledger}
        operations = SLICE * ENTRIES
        subjects = [
            Subject(name, f"ledger.{name}()", names, operations=operations)
            for name in ("floor", "ours", "chain")
        ]
        samples = in_turns(subjects, rounds=15, slice_seconds=0.01)
        count = f"{MATTERS:,} matters × {ENTRIES} entries"
        yield at_most(count, samples.ratios("ours", "floor"), 1.5, _both(samples, "ours", "floor"))
        yield at_most(
            "  … with chain check", samples.ratios("chain", "floor"), 2.5, _both(samples, "chain", "floor")
        )
        subjects = [Subject(name, f"ledger.{name}()", names) for name in ("one", "load")]
        samples = in_turns(subjects, rounds=15)
        what = f"one matter of {ENTRIES} entries by its id, Station.load"
        yield at_most(what, samples.ratios("load", "one"), 2.0, _both(samples, "load", "one"))
        yield below("memory while all entries are streamed", _peak(ledger) / 2**20, 4, "MiB")


def _peak(ledger: Ledger) -> int:
    """The most bytes that streaming the ledger has in hand."""
    entries = ledger.station.history()
    next(entries)
    tracemalloc.start()
    try:
        for _ in zip(entries, range(100_000), strict=False):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _both(samples: Samples, mine: str, theirs: str) -> str:
    return f"{microseconds(samples.median(mine))} beside {microseconds(samples.median(theirs))}"
