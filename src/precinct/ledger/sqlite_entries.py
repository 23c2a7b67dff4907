"""How a unit of work gets into the tables of the SQLite ledger: everything it expects is asked, everything it says put down.

Each function works inside the transaction of whoever calls it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from precinct.basics.ledger_errors import Conflict
from precinct.ledger import sqlite_beside as beside
from precinct.ledger import sqlite_erasing as erasing
from precinct.ledger.rows import chained, tip_of
from precinct.ledger.stored import Recorded, Unit, Written, require_found

End = tuple[int, bytes]
"""The end of the chain: the position and the hash of the last entry."""

_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_OPEN_STREAM = (
    "INSERT INTO heads (matter, kind, state, version, ended) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_MOVE_STREAM = "UPDATE heads SET kind = ?, state = ?, version = ?, ended = ? WHERE matter = ? AND version = ?"
_MOVE_TIP = "UPDATE tip SET position = ?, hash = ? WHERE id = 1 AND position = ? AND hash = ?"


def put(
    cursor: sqlite3.Cursor,
    unit: Unit,
    streams: dict[str, tuple[int, Written]],
    deadlines: Sequence[tuple[object, ...]],
    last: End,
    find: Callable[[Iterable[str]], tuple[str, ...]],
) -> End:
    """Put down a unit of work.

    Args:
        cursor: a cursor of the open transaction.
        unit: the unit.
        streams: its streams; see `Unit.streams`.
        deadlines: the rows of its deadlines.
        last: the end of the chain as this process knows it; it is right unless another one wrote.
        find: which matters have one of some names.

    Returns:
        the end of the chain after it.

    Raises:
        Conflict: a matter does not stand where the unit expects it, or something came or went that it looked for.
        DeadlineMoved: a deadline does not stand as it was seen.
        AlreadyRecorded: the unit was recorded before, under its key.
        NoSuchMatter: a matter to seal or erase is none.
        Tampered: the ledger does not keep the end of its chain.
    """

    def version(matter: str) -> int:
        return version_of(cursor, matter)

    if unit.key:
        beside.require_new(cursor, unit.key)
    for names, found_then in unit.looked_for:
        require_found(found_then, find(names), version)
    for matter, seen in unit.seen:
        found = version(matter)
        if found != seen:
            raise Conflict(matter, seen, found)
    if unit.standing:
        beside.require_standing(cursor, unit.standing, version)
    if unit.erased:
        erasing.erase(cursor, unit.erased)
    for matter, (expected, newest) in streams.items():
        _move_stream(cursor, matter, expected, newest)
    after = _add(cursor, unit.entries, last)
    beside.put(cursor, unit, deadlines)
    if unit.key:
        beside.keep_key(cursor, Recorded(unit.key, after[0] - len(unit.entries) + 1, after[0]))
    return after


def version_of(cursor: sqlite3.Cursor, matter: str) -> int:
    """The version at which a matter stands; 0 where there is none."""
    row = cursor.execute("SELECT version FROM heads WHERE matter = ?", (matter,)).fetchone()
    return 0 if row is None else int(row[0])


def end(cursor: sqlite3.Cursor) -> End:
    """The end of the chain.

    Raises:
        Tampered: the ledger does not keep it.
    """
    tip = tip_of(cursor.execute("SELECT position, hash FROM tip").fetchone())
    return tip.position, tip.hash


def _move_stream(cursor: sqlite3.Cursor, matter: str, expected: int, newest: Written) -> None:
    kind, state, version, ended = newest.kind, newest.state, newest.version, int(newest.ended)
    if expected == 0:
        moved = cursor.execute(_OPEN_STREAM, (matter, kind, state, version, ended)).rowcount
    else:
        moved = cursor.execute(_MOVE_STREAM, (kind, state, version, ended, matter, expected)).rowcount
    if moved != 1:
        raise Conflict(matter, expected, version_of(cursor, matter))


def _add(cursor: sqlite3.Cursor, entries: Sequence[Written], last: End) -> End:
    rows, after = chained(entries, *last)
    # Whether another process wrote, the update itself asks.
    if not _move_tip(cursor, last, after):
        last = end(cursor)
        rows, after = chained(entries, *last)
        _move_tip(cursor, last, after)
    if len(rows) == 1:
        cursor.execute(_INSERT, rows[0])
    else:
        cursor.executemany(_INSERT, rows)
    return after


def _move_tip(cursor: sqlite3.Cursor, before: End, after: End) -> bool:
    # A bytearray is bound quicker than bytes; see `chained`.
    values = (after[0], bytearray(after[1]), before[0], bytearray(before[1]))
    return cursor.execute(_MOVE_TIP, values).rowcount == 1
