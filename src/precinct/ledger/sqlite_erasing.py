"""How bytes go from a SQLite file for good.

An update takes content out of its row and `secure_delete` writes zeros there. But when a tree of pages was balanced,
earlier or by that very update, copies of rows may have stayed behind in the free parts of pages; and the log keeps whole
pages as they once were. So the file is written anew after an erasure, and the log emptied. Until that has
succeeded, the file itself says that it is still to be done; whoever opens it next for writing does it, or asks for it
(`SqliteRecorder.forget`, as `Station.sweep` does).

It costs several times what copying the file costs, and as much room again twice, among temporary files and in the
log. Nobody else writes meanwhile: whoever has less patience gets `LedgerBusy`.
"""

import sqlite3
import time
from collections.abc import Iterable

from precinct.ledger.sqlite_beside import mark

_WAITS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08)
"""Seconds between two attempts to empty the log."""


def erase(cursor: sqlite3.Cursor, matters: Iterable[str]) -> None:
    """Take the content of what matters have so far, and their names; inside the transaction of whoever calls it.

    Raises:
        NoSuchMatter: there is no such matter.
    """
    for matter in matters:
        mark(cursor, "UPDATE heads SET erased = 1 WHERE matter = ?", (matter,), matter)
        cursor.execute("UPDATE entries SET payload = NULL, salt = NULL WHERE matter = ?", (matter,))
        cursor.execute("DELETE FROM names WHERE matter = ?", (matter,))
    cursor.execute("UPDATE tip SET remembers = remembers + 1")


def remembers(connection: sqlite3.Connection) -> bool:
    """Whether the file may still hold bytes that were erased."""
    row = connection.execute("SELECT remembers FROM tip").fetchone()
    return row is not None and bool(row[0])


def forget(connection: sqlite3.Connection) -> None:
    """Write the file anew without what was erased, if nobody holds it up; else it stays to be done.

    No error tells of a failure: the unit that erases is recorded, and its content can no longer be read here.
    """
    try:
        (known,) = connection.execute("SELECT remembers FROM tip").fetchone()
        # Asked first: to write the file anew for nothing would shut others out, and again with every attempt.
        if not _emptied(connection):
            return
        connection.execute("VACUUM")
        if _emptied(connection):
            # Another process may have erased since the file was written anew: then it stays to be done.
            connection.execute("UPDATE tip SET remembers = 0 WHERE remembers = ?", (known,))
    except sqlite3.DatabaseError:
        return


def _emptied(connection: sqlite3.Connection) -> bool:
    """Empty the log, unless somebody still reads it."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    # SQLite would wait for readers with the lock of the writer in its hand. Who is quick is done between two attempts.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        for wait in (*_WAITS, None):
            (held_up, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not held_up:
                return True
            if wait is not None:
                time.sleep(wait)
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
