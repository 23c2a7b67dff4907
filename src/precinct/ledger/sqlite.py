"""The ledger in one SQLite file, with nothing but the standard library.

Several threads may share a recorder, and several processes a file; each process opens its own, after a fork. A unit of work is one
transaction and one commit. With `synchronous="FULL"` what was acknowledged is on the disk even if the power
fails; with `"NORMAL"` a killed process loses nothing, and a power failure may take the last units, whole.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import starmap
from math import inf
from os import PathLike
from pathlib import Path
from typing import Any, Literal, TypeVar

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import LedgerUnwritable, NotALedger, Tampered
from precinct.ledger import sqlite_beside as beside
from precinct.ledger import sqlite_entries as entries
from precinct.ledger import sqlite_erasing as erasing
from precinct.ledger.opener import Opener
from precinct.ledger.recorder import Recorder
from precinct.ledger.rows import deadline_of, head_of, microseconds, reachable, row_of
from precinct.ledger.sqlite_file import connect, create, look_at, require_current, told, write_ahead
from precinct.ledger.sqlite_verify import Reading
from precinct.ledger.stored import (
    Bookmark,
    Deadline,
    Head,
    Parked,
    Recorded,
    Stored,
    Tip,
    Unit,
    make_stored,
)

_PAGE = 128
"""Rows read at once: no cursor stays open between them, because an open one would hold back writers."""

_BEFORE_ALL = -(2**63)
_BEAT = 0.0001
"""Seconds for which what SQLite said about other writers is taken to hold; no unit that shuts a record is quicker."""
_NOTHING_HEARD = (-inf, 0)

_LOG_PAGES = 4_000
"""Pages in the log from which a commit also brings them into the file, 8 MB. An action writes about six, mostly the same ones as
the last, so the longer the log, the fewer are left to be written twice. (The default of SQLite is 1,000.)"""

_LOOKS_EVERY = 0.02
"""Seconds between two looks at a file that others may write to: SQLite tells nobody of news."""

_ENTRY = "SELECT position, matter, version, header, payload, salt, digest, hash FROM entries"
_HEAD = "SELECT matter, kind, version, state, ended, sealed, erased FROM heads"
_NAMES = "SELECT matter, name FROM names"
_FIND = "SELECT matter FROM names WHERE name = :name UNION ALL SELECT matter FROM heads WHERE matter = :name"


T = TypeVar("T")


class SqliteRecorder(Recorder):
    """Keeps entries in one SQLite file.

    Args:
        path: the file; made if it is not there or empty, so that only its owner may read it.
        synchronous: how hard a commit waits for the disk, see above.
        readonly: refuse to write; the file must be there.
        patience: seconds to wait for another process that writes.

    Raises:
        NotALedger: something else is there, or a damaged or cut-off file.
        NewerLedger, OlderLedger: a later precinct wrote it; an earlier one, and it is opened for reading only.
        LedgerUnwritable: it cannot be opened.
        LedgerBusy: another process holds it.
        OpenedBeforeFork: the process that this one was forked from had it open then.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        readonly: bool = False,
        patience: float = 5.0,
    ) -> None:
        if synchronous not in {"FULL", "NORMAL"}:
            raise ValueError(f"synchronous must be FULL or NORMAL, not {synchronous!r}")
        if path == ":memory:":
            raise ValueError("a ledger that is not kept is a MemoryRecorder")
        self._path = Path(path).absolute()
        self._patience = patience
        self._opener = Opener(str(self._path))
        self._marked = 0
        self._heard: tuple[float, int] = _NOTHING_HEARD
        there = look_at(self._path)
        if readonly and not there:
            raise NotALedger(str(self._path), "there is nothing to read")
        try:
            self._connection = connect(self._path, patience, readonly)
            try:
                if readonly:
                    require_current(self._connection, self._path)
                else:
                    create(self._connection, self._path)
                    write_ahead(self._connection, self._path, patience)
                    self._connection.execute(f"PRAGMA synchronous = {synchronous}")
                    self._connection.execute("PRAGMA secure_delete = ON")
                    self._connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
                    if erasing.remembers(self._connection):
                        erasing.forget(self._connection)
                self._cursor = self._connection.cursor()
                self._last = entries.end(self._cursor)
            except BaseException:
                self._connection.close()
                raise
        except (sqlite3.Error, UnicodeError) as error:
            ours = self._told(error, reading=True)
            raise (NotALedger(str(self._path), ours.why) if isinstance(ours, Tampered) else ours) from error

    def __repr__(self) -> str:
        return f"<SqliteRecorder {self._path}>"

    def append(self, unit: Unit) -> Tip:
        """See `Recorder.append`."""
        streams = unit.streams()
        deadlines = [row_of(deadline) for deadline in unit.deadlines]

        def put(cursor: sqlite3.Cursor) -> entries.End:
            # Should the commit fail, the next unit finds that the chain does not end there, and looks.
            self._last = entries.put(cursor, unit, streams, deadlines, self._last, self.find)
            if unit.sealed or unit.erased:  # before another thread can read
                self._marked += 1
            return self._last

        end = self._written(put)
        if unit.erased:
            with self._opener.lock:
                erasing.forget(self._connection)
        return Tip(*end)

    def forget(self) -> bool:
        """Take what was erased out of the file now, if somebody held that up before.

        Returns:
            whether no byte of it is left in the file and its log.

        Raises:
            LedgerError: the file cannot be read just now.
        """

        def forgotten(_: sqlite3.Cursor) -> bool:
            if erasing.remembers(self._connection):
                erasing.forget(self._connection)
            return not erasing.remembers(self._connection)

        return self._read(forgotten)

    def read(self, matter: str, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read`."""
        query = f"{_ENTRY} WHERE matter = ? AND version > ? ORDER BY version LIMIT {_PAGE}"
        for rows in self._pages(query, (matter,), (reachable(after),), 2):
            yield from starmap(make_stored, rows)

    def read_all(self, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read_all`."""
        query = f"{_ENTRY} WHERE position > ? ORDER BY position LIMIT {_PAGE}"
        for rows in self._pages(query, (), (reachable(after),), 0):
            yield from starmap(make_stored, rows)

    def head(self, matter: str) -> Head | None:
        """See `Recorder.head`."""
        rows = self._rows(f"{_HEAD} WHERE matter = ?", (matter,))
        return head_of(rows[0]) if rows else None

    def shut(self, matters: Iterable[str]) -> frozenset[str]:
        """See `Recorder.shut`."""
        return self._read(lambda cursor: beside.shut(cursor, matters))

    def pulse(self) -> object:
        """See `Recorder.pulse`."""
        asked_at, written = self._heard
        now = time.perf_counter()
        if now - asked_at > _BEAT:
            # SQLite says whether another connection wrote, in this process or in another one.
            ((written,),) = self._rows("PRAGMA data_version", ())
            # The moment before the question: what was written since may not be in the answer.
            self._heard = now, written
        return self._marked, written

    def heads(
        self, kind: str | None = None, state: str | None = None, ended: bool | None = None
    ) -> Iterator[Head]:
        """See `Recorder.heads`."""
        wanted = {"kind": kind, "state": state, "ended": ended}
        asked = {name: value for name, value in wanted.items() if value is not None}
        # An id may be empty, so the first page begins at it, and the others after the last of the page before.
        where = " AND ".join([*(f"{name} = ?" for name in asked), "matter >= ? AND matter IS NOT ?"])
        query = f"{_HEAD} WHERE {where} ORDER BY matter LIMIT {_PAGE}"
        for rows in self._pages(query, tuple(asked.values()), ("", None), 0, 0):
            yield from map(head_of, rows)

    def deadlines(self, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
        """See `Recorder.deadlines`."""
        conditions: list[str] = []
        values: list[object] = []
        if until is not None:
            conditions.append("paused_at IS NULL AND due_at <= ?")
            values.append(microseconds(require_aware("until", until)))
        if matter is not None:
            conditions.append("matter = ?")
            values.append(matter)
        where = " AND ".join([*conditions, "(due_at, matter, code) > (?, ?, ?)"])
        query = f"{beside.DEADLINE} WHERE {where} ORDER BY due_at, matter, code LIMIT {_PAGE}"
        for rows in self._pages(query, values, (_BEFORE_ALL, "", ""), 4, 0, 1):
            yield from map(deadline_of, rows)

    def find(self, names: Iterable[str]) -> tuple[str, ...]:
        """See `Recorder.find`."""
        asked = tuple(names)
        if not asked:
            self.tip()  # says so if the ledger is closed
        return tuple(sorted({matter for name in asked for (matter,) in self._rows(_FIND, {"name": name})}))

    def names(self, matter: str | None = None) -> Iterator[tuple[str, str]]:
        """See `Recorder.names`."""
        one, values = ("TRUE", ()) if matter is None else ("matter = ?", (matter,))
        # A matter and a name may both be empty, so the first page begins at such a pair, not behind it.
        beyond = "(matter, name) >= (?, ?) AND (matter, name) IS NOT (?, ?)"
        query = f"{_NAMES} WHERE {one} AND {beyond} ORDER BY matter, name LIMIT {_PAGE}"
        for rows in self._pages(query, values, ("", "", None, None), 0, 1, 0, 1):
            yield from rows

    def recorded(self, key: str) -> Recorded | None:
        """See `Recorder.recorded`."""
        return self._read(lambda cursor: beside.recorded(cursor, key))

    def claim(self, now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        """See `Recorder.claim`."""
        return self._written(lambda cursor: beside.claim(cursor, now, until, limit))

    def bookmark(self, subscriber: str) -> Bookmark:
        """See `Recorder.bookmark`."""
        return self._read(lambda cursor: beside.bookmark(cursor, subscriber))

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """See `Recorder.bookmarks`."""
        return self._read(beside.bookmarks)

    def move_bookmark(self, before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
        """See `Recorder.move_bookmark`."""
        self._written(lambda cursor: beside.move_bookmark(cursor, before, after, parked))

    def parked(self, subscriber: str | None = None) -> tuple[Parked, ...]:
        """See `Recorder.parked`."""
        return self._read(lambda cursor: beside.parked(cursor, subscriber))

    def take_up(self, parked: Parked) -> None:
        """See `Recorder.take_up`."""
        self._written(lambda cursor: beside.take_up(cursor, parked))

    def wait(self, after: int, patience: timedelta) -> bool:
        """See `Recorder.wait`."""
        until = time.monotonic() + patience.total_seconds()
        while self.tip().position <= after:
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(left, _LOOKS_EVERY))
        return True

    def tip(self) -> Tip:
        """See `Recorder.tip`."""
        return Tip(*self._read(entries.end))

    def verify(self, against: Tip | None = None) -> Tip:
        """See `Recorder.verify`; looks at the tables and the file's structure, too."""
        self.tip()
        # A connection of its own sees the ledger as it stands now, and stops nobody.
        reading: Reading | None = None
        try:
            with closing(connect(self._path, self._patience, readonly=True)) as connection:
                if connection.file != self._connection.file:
                    raise LedgerUnwritable(
                        str(self._path), "another file has taken the name of the one in use"
                    )
                reading = Reading(connection)
                return reading.verify(against)
        except (sqlite3.Error, UnicodeError) as error:
            position = 0 if reading is None else reading.position + 1
            raise self._told(error, position, reading=True) from error

    def close(self) -> None:
        """See `Recorder.close`; a child leaves alone what its parent opened."""
        if self._opener.is_another:
            return
        with self._opener.lock:
            self._connection.close()
            self._heard = _NOTHING_HEARD

    # --- inside ------------------------------------------------------------------------------------

    def _read(self, ask: Callable[[sqlite3.Cursor], T]) -> T:
        """Ask something, one thread at a time; what SQLite says becomes an error of ours."""
        with self._opener.lock:
            try:
                return ask(self._cursor)
            except sqlite3.Error as error:
                raise self._told(error) from error

    def _written(self, write: Callable[[sqlite3.Cursor], T]) -> T:
        """Write something in one transaction: whole, or not at all."""
        with self._opener.lock:
            connection, cursor = self._connection, self._cursor
            try:
                if connection.in_transaction:  # an earlier one failed so badly that it was not rolled back
                    cursor.execute("ROLLBACK")
                try:
                    cursor.execute("BEGIN IMMEDIATE")
                    made = write(cursor)
                    cursor.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        cursor.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise self._told(error) from error
            return made

    def _pages(
        self, query: str, values: Sequence[object], begin: tuple[object, ...], *columns: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Rows page by page; each begins behind these columns of the last row before."""
        while True:
            rows = self._rows(query, (*values, *begin))
            yield rows
            if len(rows) < _PAGE:
                return
            begin = tuple(rows[-1][column] for column in columns)

    def _rows(self, query: str, values: Sequence[object] | dict[str, object]) -> list[tuple[Any, ...]]:
        with self._opener.lock:
            try:
                return self._cursor.execute(query, values).fetchall()
            except UnicodeEncodeError:  # a text that no file can hold is in none
                return []
            except sqlite3.Error as error:
                raise self._told(error) from error

    def _told(
        self, error: sqlite3.Error | UnicodeError, position: int = 0, *, reading: bool = False
    ) -> Exception:
        return told(error, self._path, self._patience, position, reading=reading)
