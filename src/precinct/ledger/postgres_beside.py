"""What the ledger in PostgreSQL keeps beside the entries: claims of deadlines, bookmarks, and what was parked."""

from datetime import datetime
from typing import TYPE_CHECKING

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import Overtaken
from precinct.ledger.rows import bookmark_of, deadline_of, microseconds, parked_of, reachable, row_of_bookmark
from precinct.ledger.stored import Bookmark, Deadline, Parked, keepable

if TYPE_CHECKING:
    from precinct.ledger.postgres_link import Cursor

DEADLINE = (
    "SELECT matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at FROM deadlines"
)

_CLAIM = """
    WITH due AS (
        SELECT matter, code FROM deadlines
        WHERE paused_at IS NULL AND handled_at IS NULL AND due_at <= %(now)s
            AND (claimed_until IS NULL OR claimed_until <= %(now)s)
        ORDER BY due_at, matter, code LIMIT %(limit)s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE deadlines AS one SET claimed_until = %(until)s FROM due
    WHERE one.matter = due.matter AND one.code = due.code
    RETURNING one.matter, one.code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at
"""
_BOOKMARK = "SELECT subscriber, position, failures, retry_at, problem FROM bookmarks"
_PUT_BOOKMARK = """
    INSERT INTO bookmarks VALUES (%s, %s, %s, %s, %s) ON CONFLICT (subscriber) DO UPDATE SET
        position = excluded.position, failures = excluded.failures,
        retry_at = excluded.retry_at, problem = excluded.problem
"""
_PARK = """
    INSERT INTO parked VALUES (%s, %s, %s, %s) ON CONFLICT (subscriber, position) DO UPDATE SET
        problem = excluded.problem, parked_at = excluded.parked_at
"""
_PARKED = "SELECT subscriber, position, problem, parked_at FROM parked"


def claim(cursor: "Cursor", now: datetime, until: datetime, limit: int) -> tuple[Deadline, ...]:
    """Take on what is due; what another worker is taking this very moment is passed over."""
    moments = {
        "now": microseconds(require_aware("now", now)),
        "until": microseconds(require_aware("until", until)),
        "limit": max(reachable(limit), 0),
    }
    due = [deadline_of(row) for row in cursor.execute(_CLAIM, moments).fetchall()]
    return tuple(sorted(due, key=lambda one: (one.due_at, one.matter, one.code)))


def bookmark(cursor: "Cursor", subscriber: str) -> Bookmark | None:
    """How far a subscriber has read; None if he has never moved."""
    row = cursor.execute(f"{_BOOKMARK} WHERE subscriber = %s".encode(), (subscriber,)).fetchone()
    return None if row is None else bookmark_of(row)


def bookmarks(cursor: "Cursor") -> tuple[Bookmark, ...]:
    """How far each subscriber has read."""
    return tuple(map(bookmark_of, cursor.execute(f"{_BOOKMARK} ORDER BY subscriber").fetchall()))


def move_bookmark(cursor: "Cursor", before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
    """Put a bookmark in the place of another, inside a transaction; see `Recorder.move_bookmark`.

    Raises:
        Overtaken: it stands elsewhere.
    """
    # Of one that has never moved there is no row to lock, so all who move this one take turns by its name.
    cursor.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || %s, 0))",
        (before.subscriber,),
    )
    found = bookmark(cursor, before.subscriber) or Bookmark(before.subscriber)
    if found != before.in_utc():
        raise Overtaken(before.subscriber, before.position, found.position)
    cursor.execute(_PUT_BOOKMARK, row_of_bookmark(after))
    if parked is not None:
        values = (parked.subscriber, parked.position, parked.problem, microseconds(parked.parked_at))
        cursor.execute(_PARK, values)


def parked(cursor: "Cursor", subscriber: str | None) -> tuple[Parked, ...]:
    """What was given up, by one subscriber or by all."""
    if subscriber is None:
        rows = cursor.execute(f"{_PARKED} ORDER BY subscriber, position")
    elif keepable(subscriber):
        rows = cursor.execute(f"{_PARKED} WHERE subscriber = %s ORDER BY position", (subscriber,))
    else:
        return ()
    return tuple(map(parked_of, rows.fetchall()))


def take_up(cursor: "Cursor", one: Parked) -> None:
    """Forget that an entry was given up."""
    cursor.execute(
        "DELETE FROM parked WHERE subscriber = %s AND position = %s", (one.subscriber, one.position)
    )
