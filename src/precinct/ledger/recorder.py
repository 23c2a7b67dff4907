"""The contract of every store of entries.

A `Recorder` keeps encoded entries and knows nothing of what they mean. Every implementation holds to these
requirements; the tests carry their numbers. Writing:
 1. A unit of work is appended whole or not at all.
 2. Positions count from 1 without gaps, in the order in which units were appended and entries stand in them.
 3. A stream is expected to stand at the version of the unit's first entry of it, minus one. Where it does
    not, `append` raises `Conflict` with the matter, the expected version and the one found.
 4. A stream that was only read (`seen`) must stand where it was seen before the unit is appended (0: it does not
    exist), or `append` raises `Conflict`. What was only read is compared first, then the streams in order.
 5. Entries of one stream inside a unit follow one another without gaps, or `append` raises `ValueError`.
 6. `append` returns the position and hash of the last entry, and `tip` says the same from then on. An empty
    ledger's tip is position 0 and `chain.GENESIS`.
 7. Each entry's hash links the hash before, its digest and its header, as `chain.link` does.
    The same holds for what was looked for by name (`looked_for`): where `find` would give other matters now,
    `append` raises `Conflict` with the first of them.

Reading:
 8. `read` gives a stream's entries after a version, in order; a matter that nobody wrote about has none.
 9. `read_all` gives all entries after a position, in order and without gaps, and does not load them all at once.
10. Bytes come back as they were written.
11. `head` and `heads` say of each matter what its last entry made of it; `heads` is ordered by matter, and
    every filter narrows it.
12. A unit's `ended` deadlines are taken away, then its `deadlines` are put in place of any with the same matter
    and code.
13. `deadlines(until)` gives the running ones that are due at or before that moment; without it all, paused
    ones too; `matter` narrows both. They are ordered by due moment, matter and code; moments come back in UTC.
14. A moment without a time zone raises `NaiveDatetime`.
15. A unit's `names` are put in place of those that a matter had; `find` gives the ids, in order, of the matters
    that have one of the names asked for, or are called so themselves.

Standing:
16. `verify` returns the tip of an untouched ledger, and raises `Tampered` with the first position that does not
    fit; given a tip that was kept elsewhere, also where entries up to it are missing or others.
17. A reader sees what was appended, and never a part of a unit; threads may share a recorder.
18. After `close` every use raises `ValueError`; closing twice does no harm.

A header is a JSON array that begins with matter, kind, version, action, state before and state after; they agree
with what stands beside it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import attrs

from precinct.basics.clock import aware
from precinct.basics.errors import Conflict


@attrs.frozen
class Written:
    """One encoded entry, ready to be appended.

    Args:
        matter: the id of the matter.
        kind: its kind.
        version: its version after the entry.
        state: the name of its state after the entry.
        ended: whether that state is final.
        header: everything but the payload, as a JSON array.
        payload: the action's payload and the changes, as JSON.
        salt: 16 random bytes.
        digest: the commitment to salt and payload.
    """

    matter: str
    kind: str
    version: int
    state: str
    ended: bool
    header: bytes
    payload: bytes
    salt: bytes
    digest: bytes


@attrs.frozen
class Deadline:
    """A time limit that runs on a matter.

    Args:
        matter: the id of the matter.
        code: the limit's name in the pack.
        kind: the kind of the matter.
        started_at: when it began to run.
        due_at: when it ends; while it is paused, when it would have ended.
        on_expiry: what its end means, as the table names it.
        paused_at: since when it stands still; None while it runs.
        basis: how it was counted, in the words of whoever counted it; kept as it is.
    """

    matter: str
    code: str
    kind: str
    started_at: datetime = attrs.field(validator=aware)
    due_at: datetime = attrs.field(validator=aware)
    on_expiry: str
    paused_at: datetime | None = attrs.field(default=None, validator=attrs.validators.optional(aware))
    basis: str = ""

    def in_utc(self) -> "Deadline":
        """The same deadline with its moments in UTC."""
        paused = None if self.paused_at is None else self.paused_at.astimezone(UTC)
        return attrs.evolve(
            self,
            started_at=self.started_at.astimezone(UTC),
            due_at=self.due_at.astimezone(UTC),
            paused_at=paused,
        )


@attrs.frozen
class Unit:
    """One unit of work: appended whole or not at all.

    Args:
        entries: the entries, of one or several streams.
        seen: matter and version of streams that were only read and must still stand there.
        looked_for: names that were looked for, and the matters that `find` gave for them: it must give the same
            again, or a decision overlooked what came in the meantime.
        deadlines: put in place of any with the same matter and code.
        ended: matter and code of deadlines to take away; this happens before `deadlines` are put.
        names: matter and all the names under which it is to be found from now on: its people, its officers.
    """

    entries: tuple[Written, ...]
    seen: tuple[tuple[str, int], ...] = ()
    looked_for: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def streams(self) -> dict[str, tuple[int, Written]]:
        """For each stream the version that it is expected to stand at, and its last entry.

        Raises:
            ValueError: entries of one stream do not follow one another.
        """
        streams: dict[str, tuple[int, Written]] = {}
        for entry in self.entries:
            known = streams.get(entry.matter)
            if known is None:
                streams[entry.matter] = (entry.version - 1, entry)
                continue
            expected, last = known
            if entry.version != last.version + 1:
                raise ValueError(
                    f"version {entry.version} of matter {entry.matter} follows {last.version} in one unit of work; "
                    f"hand in every version, in order"
                )
            streams[entry.matter] = (expected, entry)
        return streams


def require_found(then: tuple[str, ...], now: tuple[str, ...], version: Callable[[str], int]) -> None:
    """See that looking for names finds what it found when the decision was made.

    Args:
        then: the matters found then.
        now: the matters found now.
        version: the version at which a matter stands.

    Raises:
        Conflict: something came or went in the meantime.
    """
    different = sorted(set(then) ^ set(now))
    if different:
        raise Conflict(different[0], 0, version(different[0]))


@attrs.frozen
class Stored:
    """One entry as the ledger holds it.

    Args:
        position: its place in the ledger, from 1.
        matter: the id of the matter.
        version: the matter's version after it.
        header: as it was written.
        payload: as it was written; None once it was erased.
        salt: as it was written; None once it was erased.
        digest: the commitment to salt and payload; stays when they go.
        hash: the link of the chain.
    """

    position: int
    matter: str
    version: int
    header: bytes
    payload: bytes | None
    salt: bytes | None
    digest: bytes
    hash: bytes


@attrs.frozen
class Head:
    """Where a matter stands.

    Args:
        matter: its id.
        kind: its kind.
        version: its version.
        state: the name of its state.
        ended: whether that state is final.
    """

    matter: str
    kind: str
    version: int
    state: str
    ended: bool


@attrs.frozen
class Tip:
    """The end of the chain; kept elsewhere, it shows later whether the tail was cut off.

    Args:
        position: of the last entry, 0 in an empty ledger.
        hash: of the last entry.
    """

    position: int
    hash: bytes


class Recorder(ABC):
    """A store of entries; the module says what each must hold to."""

    @abstractmethod
    def append(self, unit: Unit) -> Tip:
        """Append one unit of work.

        Args:
            unit: what to append.

        Returns:
            the new end of the chain.

        Raises:
            Conflict: a stream stands at another version; nothing was written.
            ValueError: the versions of a stream do not follow one another, or the recorder is closed.
            LedgerError: the store cannot write; nothing was written.
        """

    @abstractmethod
    def read(self, matter: str, after: int = 0) -> Iterator[Stored]:
        """The entries of one matter after a version, oldest first."""

    @abstractmethod
    def read_all(self, after: int = 0) -> Iterator[Stored]:
        """All entries after a position, oldest first, without loading them all at once."""

    @abstractmethod
    def head(self, matter: str) -> Head | None:
        """Where a matter stands; None if nobody wrote about it."""

    @abstractmethod
    def heads(
        self, kind: str | None = None, state: str | None = None, ended: bool | None = None
    ) -> Iterator[Head]:
        """Where all matters stand, ordered by matter.

        Args:
            kind: only this kind.
            state: only in this state.
            ended: only those that have ended, or only those that have not.
        """

    @abstractmethod
    def deadlines(self, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
        """Deadlines, the first due first.

        Args:
            until: only those that run and are due at this moment or before; None for all, paused ones too.
            matter: only those of this matter.

        Raises:
            NaiveDatetime: `until` has no time zone.
        """

    @abstractmethod
    def find(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the matters that have one of these names, or are called so themselves, in order.

        Args:
            names: ids of people, officers and matters.
        """

    @abstractmethod
    def tip(self) -> Tip:
        """The end of the chain."""

    @abstractmethod
    def verify(self, against: Tip | None = None) -> Tip:
        """Check every entry and the chain.

        Args:
            against: a tip that was kept elsewhere and must still be part of the chain.

        Returns:
            the end of the chain.

        Raises:
            Tampered: with the first position that does not fit, and why.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
