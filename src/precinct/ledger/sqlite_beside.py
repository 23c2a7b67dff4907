"""What the SQLite ledger keeps beside the entries: deadlines, names, keys, seals, bookmarks.

Each function works inside the transaction of whoever calls it.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import AlreadyRecorded, DeadlineMoved, NoSuchMatter, Overtaken
from precinct.ledger.rows import (
    bookmark_of,
    deadline_of,
    microseconds,
    parked_of,
    reachable,
    row_of,
    row_of_bookmark,
)
from precinct.ledger.stored import Bookmark, Deadline, Parked, Recorded, Unit, keepable

DEADLINE = (
    "SELECT matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at FROM deadlines"
)
_PUT_DEADLINE = (
    "INSERT OR REPLACE INTO deadlines "
    "(matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DUE = (
    f"{DEADLINE} WHERE paused_at IS NULL AND handled_at IS NULL AND due_at <= :now "
    "AND (claimed_until IS NULL OR claimed_until <= :now) ORDER BY due_at, matter, code LIMIT :limit"
)
_CLAIM = "UPDATE deadlines SET claimed_until = ? WHERE matter = ? AND code = ?"
_PARKED = "SELECT subscriber, position, problem, parked_at FROM parked"
_AT_ONCE = 128
_SHUT = "SELECT matter FROM heads WHERE matter = ? AND (sealed OR erased)"
_SHUT_OF_MANY = _SHUT.replace("= ?", f"IN ({', '.join('?' * _AT_ONCE)})")
_BOOKMARK = "SELECT subscriber, position, failures, retry_at, problem FROM bookmarks"


def require_new(cursor: sqlite3.Cursor, key: str) -> None:
    """See that no unit of this key was appended before.

    Raises:
        AlreadyRecorded: one was.
    """
    known = recorded(cursor, key)
    if known is not None:
        raise AlreadyRecorded(key, known.first, known.last)


def recorded(cursor: sqlite3.Cursor, key: str) -> Recorded | None:
    """Where the unit of a key stands."""
    if not keepable(key):
        return None
    row = cursor.execute("SELECT key, first, last FROM keys WHERE key = ?", (key,)).fetchone()
    return None if row is None else Recorded(*row)


def require_standing(
    cursor: sqlite3.Cursor, standing: Iterable[Deadline], version: Callable[[str], int]
) -> None:
    """See that deadlines stand as they were seen.

    Args:
        cursor: a cursor of the open transaction.
        standing: the deadlines.
        version: the version at which a matter stands.

    Raises:
        DeadlineMoved: one of them does not.
    """
    for one in standing:
        row = cursor.execute(f"{DEADLINE} WHERE matter = ? AND code = ?", (one.matter, one.code)).fetchone()
        if row != row_of(one):
            raise DeadlineMoved(one.matter, one.code, version(one.matter))


def keep_key(cursor: sqlite3.Cursor, one: Recorded) -> None:
    """Remember the key of a unit."""
    cursor.execute("INSERT INTO keys VALUES (?, ?, ?)", (one.key, one.first, one.last))


def shut(cursor: sqlite3.Cursor, matters: Iterable[str]) -> frozenset[str]:
    """Those of these matters that are sealed or erased."""
    asked: list[str | None] = [matter for matter in matters if keepable(matter)]
    found: list[str] = []
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        if len(some) == 1:
            rows = cursor.execute(_SHUT, some)
        else:
            # Always as many, so that it is one statement that SQLite has ready.
            rows = cursor.execute(_SHUT_OF_MANY, some + [None] * (_AT_ONCE - len(some)))
        found += [matter for (matter,) in rows]
    return frozenset(found)


def mark(cursor: sqlite3.Cursor, update: str, values: tuple[object, ...], matter: str) -> None:
    """Change the head of a matter.

    Raises:
        NoSuchMatter: there is no such matter.
    """
    if cursor.execute(update, values).rowcount != 1:
        raise NoSuchMatter(matter)


def put(cursor: sqlite3.Cursor, unit: Unit, deadlines: Iterable[tuple[object, ...]]) -> None:
    """Put down the deadlines, names and seals of a unit.

    Args:
        cursor: a cursor of the open transaction.
        unit: the unit.
        deadlines: the rows of its deadlines.

    Raises:
        NoSuchMatter: a matter to seal is none.
    """
    many = cursor.executemany
    if unit.ended:
        many("DELETE FROM deadlines WHERE matter = ? AND code = ?", unit.ended)
    if deadlines:
        many(_PUT_DEADLINE, deadlines)
    for matter, names in unit.names:
        cursor.execute("DELETE FROM names WHERE matter = ?", (matter,))
        many("INSERT OR IGNORE INTO names VALUES (?, ?)", [(name, matter) for name in names])
    for matter, shut in unit.sealed:
        mark(cursor, "UPDATE heads SET sealed = ? WHERE matter = ?", (shut, matter), matter)


def claim(cursor: sqlite3.Cursor, now: datetime, until: datetime, limit: int) -> tuple[Deadline, ...]:
    """Take on what is due; see `Recorder.claim`."""
    moments = {"now": microseconds(require_aware("now", now)), "limit": max(reachable(limit), 0)}
    end = microseconds(require_aware("until", until))
    due = tuple(deadline_of(row) for row in cursor.execute(_DUE, moments).fetchall())
    cursor.executemany(_CLAIM, [(end, one.matter, one.code) for one in due])
    return due


def bookmark(cursor: sqlite3.Cursor, subscriber: str) -> Bookmark:
    """How far a subscriber has read."""
    unmoved = Bookmark(subscriber)
    row = cursor.execute(f"{_BOOKMARK} WHERE subscriber = ?", (subscriber,)).fetchone()
    return unmoved if row is None else bookmark_of(row)


def bookmarks(cursor: sqlite3.Cursor) -> tuple[Bookmark, ...]:
    """How far each subscriber has read."""
    return tuple(map(bookmark_of, cursor.execute(f"{_BOOKMARK} ORDER BY subscriber").fetchall()))


def move_bookmark(
    cursor: sqlite3.Cursor, before: Bookmark, after: Bookmark, parked: Parked | None = None
) -> None:
    """Put a bookmark in the place of another; see `Recorder.move_bookmark`.

    Raises:
        Overtaken: it stands elsewhere.
    """
    found = bookmark(cursor, before.subscriber)
    if found != before.in_utc():
        raise Overtaken(before.subscriber, before.position, found.position)
    cursor.execute("INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?, ?)", row_of_bookmark(after))
    if parked is not None:
        values = (parked.subscriber, parked.position, parked.problem, microseconds(parked.parked_at))
        cursor.execute("INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?)", values)


def parked(cursor: sqlite3.Cursor, subscriber: str | None) -> tuple[Parked, ...]:
    """What was given up, by one subscriber or by all."""
    if subscriber is not None and not keepable(subscriber):
        return ()
    where, values = ("", ()) if subscriber is None else (" WHERE subscriber = ?", (subscriber,))
    rows = cursor.execute(f"{_PARKED}{where} ORDER BY subscriber, position", values)
    return tuple(map(parked_of, rows.fetchall()))


def take_up(cursor: sqlite3.Cursor, one: Parked) -> None:
    """Forget that an entry was given up."""
    cursor.execute("DELETE FROM parked WHERE subscriber = ? AND position = ?", (one.subscriber, one.position))
