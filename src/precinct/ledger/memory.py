"""The ledger in memory: the reference that every other store is compared with, and a quick one for tests."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from threading import Condition, RLock

import attrs

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import AlreadyRecorded, Conflict, DeadlineMoved, NoSuchMatter, Overtaken
from precinct.ledger.chain import GENESIS, link, verify_chain
from precinct.ledger.recorder import Recorder
from precinct.ledger.rows import reachable
from precinct.ledger.stored import (
    Bookmark,
    Deadline,
    Head,
    Parked,
    Recorded,
    Stored,
    Tip,
    Unit,
    Written,
    require_found,
)


class MemoryRecorder(Recorder):
    """Keeps entries as long as the process lives."""

    def __init__(self) -> None:
        self._entries: list[Stored] = []
        self._streams: dict[str, list[Stored]] = {}
        self._heads: dict[str, Head] = {}
        self._deadlines: dict[tuple[str, str], Deadline] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._keys: dict[str, Recorded] = {}
        self._marked = 0
        self._claims: dict[tuple[str, str], datetime] = {}
        self._bookmarks: dict[str, Bookmark] = {}
        self._parked: dict[tuple[str, int], Parked] = {}
        self._tip = Tip(0, GENESIS)
        self._lock = RLock()
        self._news = Condition(self._lock)
        self._closed = False

    def append(self, unit: Unit) -> Tip:
        """See `Recorder.append`."""
        streams = unit.streams()
        with self._open():
            if unit.key in self._keys:
                known = self._keys[unit.key]
                raise AlreadyRecorded(known.key, known.first, known.last)
            for names, found_then in unit.looked_for:
                require_found(found_then, self._find(names), self._version)
            self._require_versions(unit.seen)
            for one in unit.standing:
                if self._deadlines.get((one.matter, one.code)) != one.in_utc():
                    raise DeadlineMoved(one.matter, one.code, self._version(one.matter))
            self._require_matters(unit.erased)
            self._require_versions((matter, expected) for matter, (expected, _) in streams.items())
            self._require_matters(matter for matter, _ in unit.sealed if matter not in streams)
            # All that can fail comes first, so that a unit is appended whole or not at all.
            tip, stored = self._chained(unit.entries)
            deadlines = [deadline.in_utc() for deadline in unit.deadlines]
            for matter in unit.erased:
                self._erase(matter)
            self._tip = tip
            self._entries += stored
            for entry in stored:
                self._streams.setdefault(entry.matter, []).append(entry)
            for matter, (_, last) in streams.items():
                head = self._heads.get(matter)
                sealed, erased = (False, False) if head is None else (head.sealed, head.erased)
                self._heads[matter] = Head(
                    matter, last.kind, last.version, last.state, last.ended, sealed, erased
                )
            self._put_beside(unit, deadlines)
            self._marked += bool(unit.sealed or unit.erased)
            if unit.key:
                self._keys[unit.key] = Recorded(unit.key, tip.position - len(stored) + 1, tip.position)
            self._news.notify_all()
            return tip

    def _require_versions(self, expected: Iterable[tuple[str, int]]) -> None:
        for matter, version in expected:
            found = self._version(matter)
            if found != version:
                raise Conflict(matter, version, found)

    def _require_matters(self, matters: Iterable[str]) -> None:
        for matter in matters:
            if matter not in self._heads:
                raise NoSuchMatter(matter)

    def _erase(self, matter: str) -> None:
        self._heads[matter] = attrs.evolve(self._heads[matter], erased=True)
        self._names.pop(matter, None)
        bare = [attrs.evolve(entry, payload=None, salt=None) for entry in self._streams[matter]]
        self._streams[matter] = bare
        for entry in bare:
            self._entries[entry.position - 1] = entry

    def _put_beside(self, unit: Unit, deadlines: Iterable[Deadline]) -> None:
        for key in unit.ended:
            self._deadlines.pop(key, None)
        for deadline in deadlines:
            self._deadlines[deadline.matter, deadline.code] = deadline
            self._claims.pop((deadline.matter, deadline.code), None)
        for matter, names in unit.names:
            self._names[matter] = frozenset(names)
        for matter, shut in unit.sealed:
            self._heads[matter] = attrs.evolve(self._heads[matter], sealed=shut)

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

    def shut(self, matters: Iterable[str]) -> frozenset[str]:
        """See `Recorder.shut`."""
        with self._open():
            return super().shut(matters)

    def pulse(self) -> object:
        """See `Recorder.pulse`."""
        with self._open():
            return self._marked

    def forget(self) -> bool | None:
        """See `Recorder.forget`; what the process's memory keeps of it is not ours to see."""
        with self._open():
            return super().forget()

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

    def names(self, matter: str | None = None) -> Iterator[tuple[str, str]]:
        """See `Recorder.names`."""
        with self._open():
            found = [
                (one, name) for one, known in self._names.items() if matter in {None, one} for name in known
            ]
        yield from sorted(found)

    def recorded(self, key: str) -> Recorded | None:
        """See `Recorder.recorded`."""
        with self._open():
            return self._keys.get(key)

    def claim(self, now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        """See `Recorder.claim`."""
        require_aware("until", until)
        with self._open():
            free = (
                one
                for one in self.deadlines(until=now)
                if one.handled_at is None and self._claims.get((one.matter, one.code), now) <= now
            )
            due = tuple(islice(free, max(reachable(limit), 0)))
            self._claims |= {(one.matter, one.code): until for one in due}
            return due

    def bookmark(self, subscriber: str) -> Bookmark:
        """See `Recorder.bookmark`."""
        with self._open():
            return self._bookmarks.get(subscriber, Bookmark(subscriber))

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """See `Recorder.bookmarks`."""
        with self._open():
            return tuple(self._bookmarks[name] for name in sorted(self._bookmarks))

    def move_bookmark(self, before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
        """See `Recorder.move_bookmark`."""
        with self._open():
            found = self.bookmark(before.subscriber)
            if found != before.in_utc():
                raise Overtaken(before.subscriber, before.position, found.position)
            self._bookmarks[after.subscriber] = after.in_utc()
            if parked is not None:
                self._parked[parked.subscriber, parked.position] = parked.in_utc()

    def parked(self, subscriber: str | None = None) -> tuple[Parked, ...]:
        """See `Recorder.parked`."""
        with self._open():
            return tuple(self._parked[key] for key in sorted(self._parked) if subscriber in {None, key[0]})

    def take_up(self, parked: Parked) -> None:
        """See `Recorder.take_up`."""
        with self._open():
            self._parked.pop((parked.subscriber, parked.position), None)

    def wait(self, after: int, patience: timedelta) -> bool:
        """See `Recorder.wait`."""
        with self._open():
            self._news.wait_for(lambda: self._closed or self._tip.position > after, patience.total_seconds())
            self._open()
            return self._tip.position > after

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
        with self._lock:
            self._closed = True
            self._news.notify_all()

    def _open(self) -> RLock:
        if self._closed:
            raise ValueError("the ledger is closed")
        return self._lock
