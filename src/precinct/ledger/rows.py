"""Rows of the tables of SQLite and PostgreSQL, which have the same columns, as objects and back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from precinct.basics.beside_errors import Miskept
from precinct.basics.ledger_errors import Tampered
from precinct.ledger.stored import Bookmark, Deadline, Head, Parked, Tip, Written, make_deadline, make_head

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def chained(
    entries: Sequence[Written], position: int, link: bytes
) -> tuple[list[tuple[Any, ...]], tuple[int, bytes]]:
    """The rows of new entries as `sqlite3` takes them quickest, and the end of the chain after them.

    It binds texts, numbers and bytearrays at once; for anything else, bytes too, it looks for an adapter each time, which is
    a third of what it costs to insert a row.

    Args:
        entries: the entries, in order.
        position: of the entry before them.
        link: the hash of the entry before them.
    """
    rows = []
    for one in entries:
        position += 1
        # `chain.link`, written out: it is asked once for every entry.
        link = sha256(link + one.digest + one.header).digest()
        rows.append(
            (
                position,
                one.matter,
                one.version,
                bytearray(one.header),
                bytearray(one.payload),
                bytearray(one.salt),
                bytearray(one.digest),
                bytearray(link),
            )
        )
    return rows, (position, link)


def tip_of(row: tuple[object, ...] | None) -> Tip:
    """The end of the chain, from position and hash, which a damaged file may have as anything.

    Raises:
        Tampered: they are not there, or are none.
    """
    match row:
        case (int(position), bytes(link)):
            return Tip(position, link)
        case _:
            raise Tampered(0, "it does not keep the end of the chain")


def head_of(row: tuple[Any, ...]) -> Head:
    """A head, from matter, kind, version, state, ended, sealed, erased."""
    matter, kind, version, state, ended, sealed, erased = row
    made: Head = make_head(matter, kind, version, state, bool(ended), bool(sealed), bool(erased))
    return made


def deadline_of(row: tuple[Any, ...]) -> Deadline:
    """A deadline, from its row.

    Raises:
        Miskept: a number in it is no moment.
    """
    matter, code, kind, started, due, on_expiry, paused, basis, handled = row
    try:
        # Moments that are made here have a time zone; no validator need look again.
        made: Deadline = make_deadline(
            matter,
            code,
            kind,
            moment(started),
            moment(due),
            on_expiry,
            _moment(paused),
            basis,
            _moment(handled),
        )
    except OverflowError:
        raise momentless(matter, code) from None
    return made


def momentless(matter: str, code: str) -> Miskept:
    """The error that tells of a deadline with a number that is no moment."""
    why = f"the deadline {code} of matter {matter} has a moment that is none"
    return Miskept(0, matter, why, 0, earlier=False, code=code)


def row_of(one: Deadline) -> tuple[object, ...]:
    """The row of a deadline."""
    paused, handled = _microseconds(one.paused_at), _microseconds(one.handled_at)
    due = microseconds(one.due_at)
    started = microseconds(one.started_at)
    return (one.matter, one.code, one.kind, started, due, one.on_expiry, paused, one.basis, handled)


def bookmark_of(row: tuple[Any, ...]) -> Bookmark:
    """A bookmark, from its row.

    Raises:
        Tampered: a number in it is no moment.
    """
    subscriber, position, failures, retry, problem = row
    try:
        return Bookmark(subscriber, position, failures, _moment(retry), problem)
    except OverflowError:
        raise Tampered(0, f"the bookmark of {subscriber} has a moment that is none") from None


def row_of_bookmark(one: Bookmark) -> tuple[object, ...]:
    """The row of a bookmark."""
    return (one.subscriber, one.position, one.failures, _microseconds(one.retry_at), one.problem)


def parked_of(row: tuple[Any, ...]) -> Parked:
    """What was given up, from its row.

    Raises:
        Tampered: a number in it is no moment.
    """
    subscriber, position, problem, parked_at = row
    try:
        return Parked(subscriber, position, problem, moment(parked_at))
    except OverflowError:
        why = f"what {subscriber} parked at position {position} has a moment that is none"
        raise Tampered(0, why) from None


def microseconds(moment: datetime) -> int:
    """A moment as a number that compares as moments do, whatever their zones."""
    # By way of UTC, so that a moment which has none (in the year 1 or 9999) is an error before it is written.
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """A moment from its number, in UTC.

    Raises:
        OverflowError: it lies before the year 1 or after 9999; no precinct has written it.
    """
    return _EPOCH + timedelta(microseconds=microseconds)


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else moment(microseconds)


def reachable(number: int) -> int:
    """A number that every store can be asked for, with the same answer: they hold none that is beyond it."""
    return max(-(2**63), min(number, 2**63 - 1))
