"""The ledger in memory: the reference that every other store is compared with, and a quick one for tests."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import RLock

from precinct.basics.clock import require_aware
from precinct.basics.errors import Conflict
from precinct.ledger.chain import GENESIS, link, verify_chain
from precinct.ledger.recorder import Deadline, Head, Recorder, Stored, Tip, Unit, Written, require_found


class MemoryRecorder(Recorder):
    """Keeps entries as long as the process lives."""

    def __init__(self) -> None:
        self._entries: list[Stored] = []
        self._streams: dict[str, list[Stored]] = {}
        self._heads: dict[str, Head] = {}
        self._deadlines: dict[tuple[str, str], Deadline] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._tip = Tip(0, GENESIS)
        self._lock = RLock()
        self._closed = False

    def append(self, unit: Unit) -> Tip:
        """See `Recorder.append`."""
        streams = unit.streams()
        with self._open():
            for names, found_then in unit.looked_for:
                require_found(found_then, self._find(names), self._version)
            expectations = [(matter, expected) for matter, (expected, _) in streams.items()]
            for matter, expected in (*unit.seen, *expectations):
                found = self._version(matter)
                if found != expected:
                    raise Conflict(matter, expected, found)
            # All that can fail comes first, so that a unit is appended whole or not at all.
            tip, stored = self._chained(unit.entries)
            deadlines = [deadline.in_utc() for deadline in unit.deadlines]
            self._tip = tip
            self._entries += stored
            for entry in stored:
                self._streams.setdefault(entry.matter, []).append(entry)
            for matter, (_, last) in streams.items():
                self._heads[matter] = Head(matter, last.kind, last.version, last.state, last.ended)
            for key in unit.ended:
                self._deadlines.pop(key, None)
            for deadline in deadlines:
                self._deadlines[deadline.matter, deadline.code] = deadline
            for matter, names in unit.names:
                self._names[matter] = frozenset(names)
            return tip

    def _chained(self, entries: Iterable[Written]) -> tuple[Tip, list[Stored]]:
        tip = self._tip
        stored = []
        for one in entries:
            tip = Tip(tip.position + 1, link(tip.hash, one.header, one.digest))
            stored.append(
                Stored(
                    tip.position,
                    one.matter,
                    one.version,
                    one.header,
                    one.payload,
                    one.salt,
                    one.digest,
                    tip.hash,
                )
            )
        return tip, stored

    def read(self, matter: str, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read`."""
        with self._open():
            entries = self._streams.get(matter, ())[max(after, 0) :]
        yield from entries

    def read_all(self, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read_all`."""
        at = max(after, 0)
        while True:
            with self._open():
                if at >= len(self._entries):
                    return
                entry = self._entries[at]
            yield entry
            at += 1

    def head(self, matter: str) -> Head | None:
        """See `Recorder.head`."""
        with self._open():
            return self._heads.get(matter)

    def heads(
        self, kind: str | None = None, state: str | None = None, ended: bool | None = None
    ) -> Iterator[Head]:
        """See `Recorder.heads`."""
        with self._open():
            found = [
                head
                for head in self._heads.values()
                if kind in {None, head.kind} and state in {None, head.state} and ended in {None, head.ended}
            ]
        yield from sorted(found, key=lambda head: head.matter)

    def deadlines(self, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
        """See `Recorder.deadlines`."""
        if until is not None:
            require_aware("until", until)
        with self._open():
            found = [
                deadline
                for deadline in self._deadlines.values()
                if matter in {None, deadline.matter}
                and (until is None or (deadline.paused_at is None and deadline.due_at <= until))
            ]
        yield from sorted(found, key=lambda one: (one.due_at, one.matter, one.code))

    def find(self, names: Iterable[str]) -> tuple[str, ...]:
        """See `Recorder.find`."""
        with self._open():
            return self._find(names)

    def _find(self, names: Iterable[str]) -> tuple[str, ...]:
        asked = frozenset(names)
        called = asked & self._heads.keys()
        having = {matter for matter, known in self._names.items() if known & asked}
        return tuple(sorted(called | having))

    def _version(self, matter: str) -> int:
        return self._heads[matter].version if matter in self._heads else 0

    def tip(self) -> Tip:
        """See `Recorder.tip`."""
        with self._open():
            return self._tip

    def verify(self, against: Tip | None = None) -> Tip:
        """See `Recorder.verify`."""
        with self._open():
            return verify_chain(self._entries, self._tip, against, self._heads.values())

    def close(self) -> None:
        """See `Recorder.close`."""
        self._closed = True

    def _open(self) -> RLock:
        if self._closed:
            raise ValueError("the ledger is closed")
        return self._lock
