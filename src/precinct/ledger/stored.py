"""What a store of entries is given, and what it gives back; plain frozen records, which mean nothing here."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import attrs

from precinct.basics.clock import aware
from precinct.basics.frozen import checked_maker, maker
from precinct.basics.ledger_errors import Conflict, Unstorable

LONGEST_TEXT = 800
"""Bytes of UTF-8 of an id, name, key, code or the like: PostgreSQL keeps three of them in one row of an index, of 2704."""

_PAST_ALL = 2**63
"""No store can count so far."""


def require_texts(where: str, texts: Sequence[str], free: Sequence[str] = ()) -> None:
    """See that every store can keep texts: SQLite wants UTF-8, and PostgreSQL holds no NUL and no long key of an index.

    Args:
        where: what they belong to, for the error; what they say is not told.
        texts: ids, names, keys and the like, of `LONGEST_TEXT` bytes at most.
        free: texts of any length.

    Raises:
        Unstorable: one of them cannot be kept.
    """
    joined = "".join((*texts, *free))
    if "\0" in joined:
        raise Unstorable(where, "a text in it holds the character NUL")
    if not joined.isascii():
        try:
            joined.encode()
        except UnicodeEncodeError:
            raise Unstorable(where, "a text in it is not Unicode: it holds half a character") from None
    # A character is four bytes at most.
    if len(joined) > LONGEST_TEXT // 4 and len(max(texts, key=len, default="")) > LONGEST_TEXT // 4:
        size = max(len(text.encode()) for text in texts)
        if size > LONGEST_TEXT:
            raise Unstorable(
                where, f"an id, name, key or code in it has {size} bytes, and {LONGEST_TEXT} are the most"
            )


def _uncountable(where: str, number: int) -> Unstorable:
    """No store can count so far."""
    return Unstorable(
        where, f"a version or position in it has {number.bit_length()} bits, and 63 are the most"
    )


def keepable(text: str) -> bool:
    """Whether every store can keep a text; what none can keep is not to be found in any."""
    try:
        require_texts("", (), (text,))
    except Unstorable:
        return False
    return True


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
    payload: bytes = attrs.field(repr=False)
    salt: bytes = attrs.field(repr=False)
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
        handled_at: since when somebody has seen to its end; None while nobody has.
    """

    matter: str
    code: str
    kind: str
    started_at: datetime = attrs.field(validator=aware)
    due_at: datetime = attrs.field(validator=aware)
    on_expiry: str
    paused_at: datetime | None = attrs.field(default=None, validator=attrs.validators.optional(aware))
    basis: str = ""
    handled_at: datetime | None = attrs.field(default=None, validator=attrs.validators.optional(aware))

    def in_utc(self) -> "Deadline":
        """The same deadline with its moments in UTC."""
        return attrs.evolve(
            self,
            started_at=self.started_at.astimezone(UTC),
            due_at=self.due_at.astimezone(UTC),
            paused_at=None if self.paused_at is None else self.paused_at.astimezone(UTC),
            handled_at=None if self.handled_at is None else self.handled_at.astimezone(UTC),
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
        standing: deadlines that the unit rests on, as they were seen: they must still stand so, to the letter.
        key: what the sender calls this unit, so that it is recorded once even if it is sent twice; "" for none.
        sealed: matter, and whether it is sealed from now on.
        erased: matters whose entries before this unit lose payload and salt for good, and whose names go.

    Raises:
        Unstorable: a text or number in it cannot be kept.
    """

    entries: tuple[Written, ...]
    seen: tuple[tuple[str, int], ...] = ()
    looked_for: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = attrs.field(default=(), repr=False)
    deadlines: tuple[Deadline, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(default=(), repr=False)
    key: str = ""
    sealed: tuple[tuple[str, bool], ...] = ()
    erased: tuple[str, ...] = ()
    standing: tuple[Deadline, ...] = ()

    def __attrs_post_init__(self) -> None:
        # Each unit passes here, so what is wrong with one is only looked for once something is.
        texts: list[str] = [self.key, *self.erased]
        free: list[str] = []
        for entry in self.entries:
            texts += (entry.matter, entry.kind, entry.state)
            if not -_PAST_ALL < entry.version < _PAST_ALL:
                raise _uncountable("a unit of work", entry.version)
        for matter, version in self.seen:
            texts.append(matter)
            if not -_PAST_ALL < version < _PAST_ALL:
                raise _uncountable("a unit of work", version)
        for matter, _ in self.sealed:
            texts.append(matter)
        for names, found in self.looked_for:
            free += (*names, *found)
        for one in (*self.deadlines, *self.standing):
            texts += (one.matter, one.code, one.kind, one.on_expiry)
            free.append(one.basis)
        for pair in self.ended:
            texts += pair
        for matter, known in self.names:
            texts += (matter, *known)
        require_texts("a unit of work", texts, free)

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


make_unit: Callable[..., Unit] = checked_maker(Unit)
"""A unit from all its parts, by name, more quickly than by its class: each action is one."""


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
    payload: bytes | None = attrs.field(repr=False)
    salt: bytes | None = attrs.field(repr=False)
    digest: bytes
    hash: bytes


make_stored: Callable[..., Stored] = maker(Stored)
"""An entry from its columns, quicker than by its class: whole ledgers are read through it."""


@attrs.frozen
class Head:
    """Where a matter stands.

    Args:
        matter: its id.
        kind: its kind.
        version: its version.
        state: the name of its state.
        ended: whether that state is final.
        sealed: whether it may be read only on a lawful query.
        erased: whether the content of entries was erased.
    """

    matter: str
    kind: str
    version: int
    state: str
    ended: bool
    sealed: bool = False
    erased: bool = False


make_deadline: Callable[..., Deadline] = maker(Deadline)
make_head: Callable[..., Head] = maker(Head)
"""A head, or a deadline, from its columns, as quickly: a matter is asked for its head before it is loaded."""


@attrs.frozen
class Tip:
    """The end of the chain; kept elsewhere, it shows later whether the tail was cut off.

    Args:
        position: of the last entry, 0 in an empty ledger.
        hash: of the last entry.
    """

    position: int
    hash: bytes


@attrs.frozen
class Recorded:
    """Where a unit of work stands that was sent with a key.

    Args:
        key: what the sender called it.
        first: the position of its first entry.
        last: the position of its last entry.
    """

    key: str
    first: int
    last: int


def _require_kept(where: str, subscriber: str, problem: str, *numbers: int) -> None:
    require_texts(where, (subscriber, problem))
    for number in numbers:
        if not -_PAST_ALL < number < _PAST_ALL:
            raise _uncountable(where, number)


@attrs.frozen
class Bookmark:
    """How far a subscriber has read.

    Args:
        subscriber: its name.
        position: the last entry that it is done with; 0 before the first.
        failures: how often in a row the entry after that one has failed.
        retry_at: when it is tried again; None for at once.
        problem: the class of the error that it failed with; "" where none did.

    Raises:
        Unstorable: its name, the problem or a number cannot be kept.
    """

    subscriber: str
    position: int = 0
    failures: int = 0
    retry_at: datetime | None = attrs.field(default=None, validator=attrs.validators.optional(aware))
    problem: str = ""

    def __attrs_post_init__(self) -> None:
        _require_kept("a bookmark", self.subscriber, self.problem, self.position, self.failures)

    def in_utc(self) -> "Bookmark":
        """The same bookmark with its moment in UTC."""
        return self if self.retry_at is None else attrs.evolve(self, retry_at=self.retry_at.astimezone(UTC))


@attrs.frozen
class Parked:
    """An entry that a subscriber gave up, so that those after it need not wait.

    Args:
        subscriber: its name.
        position: the entry.
        problem: the class of the error that it failed with.
        parked_at: when it was given up.

    Raises:
        Unstorable: the subscriber's name, the problem or the position cannot be kept.
    """

    subscriber: str
    position: int
    problem: str
    parked_at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        _require_kept("what is parked", self.subscriber, self.problem, self.position)

    def in_utc(self) -> "Parked":
        """The same with its moment in UTC."""
        return attrs.evolve(self, parked_at=self.parked_at.astimezone(UTC))
