"""The ledger in one SQLite file, with nothing but the standard library.

Several threads may share a recorder, and several processes a file; each process opens its own, after a fork. A unit of work is one
transaction and one commit. With `synchronous="FULL"` what was acknowledged is on the disk even if the power
fails; with `"NORMAL"` a killed process loses nothing, and a power failure may take the last units, whole.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import starmap
from math import inf
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import Conflict, NotALedger, Tampered
from precinct.ledger import sqlite_beside as beside
from precinct.ledger import sqlite_erasing as erasing
from precinct.ledger.opener import Opener
from precinct.ledger.recorder import Recorder
from precinct.ledger.rows import chained, deadline_of, head_of, microseconds, reachable, row_of, tip_of
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
    Written,
    make_stored,
    require_found,
)

_PAGE = 128
"""Rows read at once: no cursor stays open between them, because an open one would hold back writers."""

_BEFORE_ALL = -(2**63)
_BEAT = 0.0001
"""Seconds for which what SQLite said about other writers is taken to hold; no unit that shuts a record is quicker."""
_NOTHING_HEARD = (-inf, 0)

_LOOKS_EVERY = 0.02
"""Seconds between two looks at a file that others may write to: SQLite tells nobody of news."""

_ENTRY = "SELECT position, matter, version, header, payload, salt, digest, hash FROM entries"
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_OPEN_STREAM = (
    "INSERT INTO heads (matter, kind, state, version, ended) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_MOVE_STREAM = "UPDATE heads SET kind = ?, state = ?, version = ?, ended = ? WHERE matter = ? AND version = ?"
_MOVE_TIP = "UPDATE tip SET position = ?, hash = ? WHERE id = 1 AND position = ? AND hash = ?"
_TIP = "SELECT position, hash FROM tip"
_HEAD = "SELECT matter, kind, version, state, ended, sealed, erased FROM heads"
_NAMES = "SELECT matter, name FROM names"
_FIND = "SELECT matter FROM names WHERE name = :name UNION ALL SELECT matter FROM heads WHERE matter = :name"


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
                    if erasing.remembers(self._connection):
                        erasing.forget(self._connection)
                self._cursor = self._connection.cursor()
                self._last = self._end()
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
        with self._opener.lock:
            with self._writing() as cursor:
                if unit.key:
                    beside.require_new(cursor, unit.key)
                for names, found_then in unit.looked_for:
                    require_found(found_then, self.find(names), self._version)
                for matter, version in unit.seen:
                    found = self._version(matter)
                    if found != version:
                        raise Conflict(matter, version, found)
                if unit.standing:
                    beside.require_standing(cursor, unit.standing, self._version)
                if unit.erased:
                    erasing.erase(cursor, unit.erased)
                for matter, (expected, last) in streams.items():
                    self._move_stream(matter, expected, last)
                end = self._add(unit.entries)
                beside.put(cursor, unit, deadlines)
                if unit.key:
                    beside.keep_key(cursor, Recorded(unit.key, end[0] - len(unit.entries) + 1, end[0]))
            self._last = end
            self._marked += bool(unit.sealed or unit.erased)
            if unit.erased:
                erasing.forget(self._connection)
        return Tip(*end)

    def forget(self) -> bool:
        """Take what was erased out of the file now, if somebody held that up before.

        Returns:
            whether no byte of it is left in the file and its log.

        Raises:
            LedgerError: the file cannot be read just now.
        """
        with self._reading():
            if erasing.remembers(self._connection):
                erasing.forget(self._connection)
            return not erasing.remembers(self._connection)

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
        with self._reading():
            return beside.shut(self._cursor, matters)

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
        with self._reading():
            return beside.recorded(self._cursor, key)

    def claim(self, now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        """See `Recorder.claim`."""
        with self._writing():
            return beside.claim(self._cursor, now, until, limit)

    def bookmark(self, subscriber: str) -> Bookmark:
        """See `Recorder.bookmark`."""
        with self._reading():
            return beside.bookmark(self._cursor, subscriber)

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """See `Recorder.bookmarks`."""
        with self._reading():
            return beside.bookmarks(self._cursor)

    def move_bookmark(self, before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
        """See `Recorder.move_bookmark`."""
        with self._writing():
            beside.move_bookmark(self._cursor, before, after, parked)

    def parked(self, subscriber: str | None = None) -> tuple[Parked, ...]:
        """See `Recorder.parked`."""
        with self._reading():
            return beside.parked(self._cursor, subscriber)

    def take_up(self, parked: Parked) -> None:
        """See `Recorder.take_up`."""
        with self._writing():
            beside.take_up(self._cursor, parked)

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
        with self._reading():
            return Tip(*self._end())

    def verify(self, against: Tip | None = None) -> Tip:
        """See `Recorder.verify`; looks at the tables and the file's structure, too."""
        self.tip()
        # A connection of its own sees the ledger as it stands now, and stops nobody.
        reading: Reading | None = None
        try:
            with closing(connect(self._path, self._patience, readonly=True)) as connection:
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

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        with self._opener.lock:
            try:
                yield self._cursor
            except sqlite3.Error as error:
                raise self._told(error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        """One transaction: whole, or not at all."""
        with self._reading() as cursor:
            if self._connection.in_transaction:  # an earlier one failed so badly that it was not rolled back
                cursor.execute("ROLLBACK")
            try:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    cursor.execute("ROLLBACK")
                raise

    def _move_stream(self, matter: str, expected: int, last: Written) -> None:
        if expected == 0:
            values = (matter, last.kind, last.state, last.version, last.ended)
            moved = self._cursor.execute(_OPEN_STREAM, values).rowcount
        else:
            key = (last.kind, last.state, last.version, last.ended, matter, expected)
            moved = self._cursor.execute(_MOVE_STREAM, key).rowcount
        if moved != 1:
            raise Conflict(matter, expected, self._version(matter))

    def _version(self, matter: str) -> int:
        row = self._cursor.execute("SELECT version FROM heads WHERE matter = ?", (matter,)).fetchone()
        return 0 if row is None else int(row[0])

    def _add(self, entries: Sequence[Written]) -> tuple[int, bytes]:
        # The tip as this process knows it is right unless another one wrote; the update itself asks.
        execute = self._cursor.execute
        rows, end = chained(entries, *self._last)
        if execute(_MOVE_TIP, (*end, *self._last)).rowcount != 1:
            last = self._end()
            rows, end = chained(entries, *last)
            execute(_MOVE_TIP, (*end, *last))
        if len(rows) == 1:
            execute(_INSERT, rows[0])
        else:
            self._cursor.executemany(_INSERT, rows)
        return end

    def _end(self) -> tuple[int, bytes]:
        tip = tip_of(self._cursor.execute(_TIP).fetchone())
        return tip.position, tip.hash

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
                return self._connection.execute(query, values).fetchall()
            except UnicodeEncodeError:  # a text that no file can hold is in none
                return []
            except sqlite3.Error as error:
                raise self._told(error) from error

    def _told(
        self, error: sqlite3.Error | UnicodeError, position: int = 0, *, reading: bool = False
    ) -> Exception:
        return told(error, self._path, self._patience, position, reading=reading)
