"""Rows of the SQLite tables, as objects and back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from precinct.ledger.recorder import Deadline, Head, Written

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def chained(
    entries: Sequence[Written], position: int, link: bytes
) -> tuple[list[tuple[Any, ...]], tuple[int, bytes]]:
    """The rows of new entries, and the end of the chain after them.

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
        rows.append((position, one.matter, one.version, one.header, one.payload, one.salt, one.digest, link))
    return rows, (position, link)


def head_of(row: tuple[Any, ...]) -> Head:
    """A head, from matter, kind, version, state, ended."""
    matter, kind, version, state, ended = row
    return Head(matter, kind, version, state, bool(ended))


def deadline_of(row: tuple[Any, ...]) -> Deadline:
    """A deadline, from its row."""
    matter, code, kind, started, due, on_expiry, paused, basis = row
    paused_at = None if paused is None else _moment(paused)
    return Deadline(matter, code, kind, _moment(started), _moment(due), on_expiry, paused_at, basis)


def row_of(one: Deadline) -> tuple[object, ...]:
    """The row of a deadline."""
    paused = None if one.paused_at is None else microseconds(one.paused_at)
    due = microseconds(one.due_at)
    started = microseconds(one.started_at)
    return (one.matter, one.code, one.kind, started, due, one.on_expiry, paused, one.basis)


def microseconds(moment: datetime) -> int:
    """A moment as a number that compares as moments do, whatever their zones."""
    # By way of UTC, so that a moment which has none (in the year 1 or 9999) is an error before it is written.
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
