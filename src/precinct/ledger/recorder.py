"""The contract of every store of entries.

A `Recorder` keeps encoded entries and knows nothing of what they mean. Every implementation holds to these
requirements; the tests carry their numbers. Writing:
 1. A unit of work is appended whole or not at all.
 2. Positions count from 1 without gaps, in the order in which units were appended and entries stand in them.
 3. A stream is expected to stand at the version of the unit's first entry of it, minus one. Where it does
    not, `append` raises `Conflict` with the matter, the expected version and the one found.
 4. A stream that was only read (`seen`) must stand where it was seen before the unit is appended (0: it does not
    exist), or `append` raises `Conflict`. What was only read is compared first, then the streams in order.
    The same holds for what was looked for by name (`looked_for`): where `find` would give other matters now,
    `append` raises `Conflict` with the first of them.
 5. Entries of one stream inside a unit follow one another without gaps, or `append` raises `ValueError`.
 6. `append` returns the position and hash of the last entry, and `tip` says the same from then on. An empty
    ledger's tip is position 0 and `chain.GENESIS`.
 7. Each entry's hash links the hash before, its digest and its header, as `chain.link` does.

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
    that have one of the names asked for, or are called so themselves. `names` gives each matter with each of its names,
    ordered by both; `matter` narrows it.

Standing:
16. `verify` returns the tip of an untouched ledger, and raises `Tampered` with the first position that does not
    fit; given a tip that was kept elsewhere, also where entries up to it are missing or others.
17. A reader sees what was appended, and never a part of a unit; threads may share a recorder.
18. After `close` every use raises `ValueError`; closing twice does no harm.

Sent twice:
19. A unit's `key` is kept with the positions of its entries, and `recorded` gives them back. Sent again, `append`
    raises `AlreadyRecorded` with them before it compares anything, and nothing is written.

What the law asks of a record:
20. A unit's `sealed` marks matters or takes the mark away, once its entries are appended; `head` says so. Of a matter
    that nobody wrote about, `append` raises `NoSuchMatter`.
21. A unit's `erased` takes payload and salt from all entries that its matters had before the unit, and their names;
    `head` says so, every digest and hash stays, and the bytes are gone from the store. `NoSuchMatter` as before.
    Where that was held up, `forget` does it later, and says whether nothing is left.

Who sees to what is due, and who reads along (see 29, too):
22. `claim` gives running deadlines that are due, that nobody has seen to (`handled_at`) and nobody else has claimed,
    the first due first. Nobody gets one again before the claim ends, or the deadline is put down anew.
23. A subscriber that nobody knows has its `bookmark` before the first entry. `move_bookmark` puts the next one in its
    place; where it is not the one that was expected, it raises `Overtaken` and changes nothing.
24. What was parked with a bookmark stands in `parked`, by subscriber and position, until it is taken up again.
25. `wait` says whether the ledger has an entry after a position, as soon as it has one or when patience ends.

Texts and numbers:
26. `Unit`, `Bookmark` and `Parked` refuse with `Unstorable` a text that is not Unicode or holds the character NUL; an id,
    name, key, code or the like of more than `LONGEST_TEXT` bytes of UTF-8 (`basis`, payloads and what was looked for may
    be longer); and a version or position of 2**63 or beyond. Asked for, none of these finds anything (`bookmark` alone refuses,
    since it makes one), and what they allow is kept by every store.

Which records are shut:
27. `shut` gives those of some matters that are sealed or erased.
28. While `pulse` is the same, nobody has marked a matter: whoever asked `shut` need not ask again. What this recorder
    itself marks changes it at once; what others mark, within a hundredth of a second. None says nothing.

Time that somebody rests on:
29. A deadline that a unit rests on (`standing`) must stand as it was seen, to the letter but for the zones of its moments,
    or `append` raises `DeadlineMoved`, which is a `Conflict`. These are compared, in order, after what was only read and
    before the streams.

A header is a JSON array that begins with matter, kind, version, action, state before and state after; they agree
with what stands beside it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from precinct.ledger.stored import Bookmark, Deadline, Head, Parked, Recorded, Stored, Tip, Unit


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
            Conflict: a stream stands at another version, or (`DeadlineMoved`) a deadline otherwise; nothing was written.
            AlreadyRecorded: a unit of this key was appended before; nothing was written.
            NoSuchMatter: a matter to seal or erase is none.
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

    def shut(self, matters: Iterable[str]) -> frozenset[str]:
        """Those of these matters that are sealed or erased; a store that can ask for many at once does it quicker."""
        heads = (self.head(matter) for matter in matters)
        return frozenset(head.matter for head in heads if head is not None and (head.sealed or head.erased))

    def pulse(self) -> object:
        """What is the same as long as no matter is sealed, opened or erased; None where the store cannot tell."""
        return None

    def forget(self) -> bool | None:
        """Take what was erased out of the store for good, if that was held up before.

        Returns:
            whether nothing of it is left; None where the store cannot tell, because that is its keeper's business.

        Raises:
            ValueError: the recorder is closed.
            LedgerError: the store cannot be read just now.
        """
        return None

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
    def names(self, matter: str | None = None) -> Iterator[tuple[str, str]]:
        """Each matter with each of its names, ordered by matter and name.

        Args:
            matter: only the names of this one.
        """

    @abstractmethod
    def recorded(self, key: str) -> Recorded | None:
        """Where the unit of this key stands; None if nobody sent one."""

    @abstractmethod
    def claim(self, now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        """Take on what is due, so that of several workers only one sees to each.

        Args:
            now: what is due at this moment or before, and not claimed beyond it.
            until: when others may have it, if the worker was not heard of since. No store can tell a long claim from
                one that was made by a clock which stood ahead: that one holds until its moment comes, or the
                deadline is put down anew.
            limit: at most so many; none if it is not positive.

        Raises:
            NaiveDatetime: a moment has no time zone.
        """

    @abstractmethod
    def bookmark(self, subscriber: str) -> Bookmark:
        """How far a subscriber has read."""

    @abstractmethod
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """How far each subscriber has read, by name."""

    @abstractmethod
    def move_bookmark(self, before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
        """Put a bookmark in the place of another.

        Args:
            before: where it is expected to stand.
            after: where it stands from now on.
            parked: an entry that is given up with this move.

        Raises:
            Overtaken: it stands elsewhere; another process reads under this name. Nothing was changed.
        """

    @abstractmethod
    def parked(self, subscriber: str | None = None) -> tuple[Parked, ...]:
        """What was given up, by subscriber and position; of one subscriber, or of all."""

    @abstractmethod
    def take_up(self, parked: Parked) -> None:
        """Forget that an entry was given up, since it was seen to after all; one that is not there is no mistake."""

    @abstractmethod
    def wait(self, after: int, patience: timedelta) -> bool:
        """Wait for an entry.

        Args:
            after: the position beyond which one is waited for.
            patience: how long at most.

        Returns:
            whether there is one.
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
