"""The ledger in PostgreSQL, for when one machine or one process is not enough; needs the extra `postgres`.

Several threads may share a recorder; each process opens its own, after a fork. A unit of work is one call of one
function in the schema: one statement, one round trip, one commit. Units come one after another, because each locks
the end of the chain first; therefore positions have no gaps, and whoever reads after a position misses nothing, even
while others commit. With `synchronous="FULL"` what was acknowledged is on the server's disk; with `"NORMAL"` a crash
of the server may take the last units, whole.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import inf
from typing import Any, Literal, Self, TypeVar

from precinct.basics.clock import require_aware
from precinct.basics.ledger_errors import (
    AlreadyRecorded,
    Conflict,
    DeadlineMoved,
    NoSuchMatter,
    NotALedger,
    Tampered,
)
from precinct.ledger import postgres_beside as beside
from precinct.ledger.chain import verify_chain
from precinct.ledger.opener import Opener
from precinct.ledger.postgres_link import Connection, Cursor, Error, Link, at_rest, cut, let_go
from precinct.ledger.postgres_rows import append_query, append_values
from precinct.ledger.postgres_verify import difference
from precinct.ledger.recorder import Recorder
from precinct.ledger.rows import deadline_of, head_of, microseconds, reachable
from precinct.ledger.stored import Bookmark, Deadline, Head, Parked, Recorded, Stored, Tip, Unit, keepable

T = TypeVar("T")

_PAGE = 512
"""Rows read at once: no cursor stays open between them."""

_SLICE = 0.25
"""Seconds after which somebody who waits looks whether the recorder was closed meanwhile."""

_BEAT = 0.001
"""Seconds for which what the server said about news is taken to hold."""
_NOTHING_HEARD = (-inf, "")

_BEFORE_ALL = -(2**63)
_ALTERED = "its schema is not what precinct makes"

_ENTRY = "SELECT position, matter, version, header, payload, salt, digest, hash FROM entries"
_HEAD = "SELECT matter, kind, version, state, ended, sealed, erased FROM heads"
_SHUT = "SELECT matter FROM heads WHERE matter = ANY(%s) AND (sealed OR erased)"
_TIP = "SELECT position, hash FROM tip"
# A standby's snapshot lists none of those that run on its primary, and stays the same while one of them shuts a record.
_SNAPSHOT = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_snapshot()::text END"
_NAMES = "SELECT matter, name FROM names"
_FIND = "SELECT matter FROM names WHERE name = ANY(%s) UNION SELECT matter FROM heads WHERE matter = ANY(%s)"


class PostgresRecorder(Recorder):
    """Keeps entries in a schema of a PostgreSQL database; `open` gives one."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._opener = Opener(link.place())
        self._closed = False
        self._marked = 0
        self._heard: tuple[float, str | None] = _NOTHING_HEARD
        self._listeners: list[Connection] = []
        self._connection: Connection | None = None
        with self._cursor():
            pass

    @classmethod
    def open(
        cls,
        conninfo: str,
        *,
        schema: str = "precinct",
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        readonly: bool = False,
        patience: float = 5.0,
    ) -> Self:
        """Open the ledger of a schema; it is made if there is none.

        Args:
            conninfo: where the database is, as libpq understands it: `postgresql://user@host/name`, or
                `host=… dbname=…`. What is missing comes from the environment, such as `PGPASSWORD`.
            schema: the ledger's own namespace in it; nothing else may stand there.
            synchronous: how hard a commit waits for the server's disk, see above.
            readonly: refuse to write; the ledger must be there.
            patience: seconds to wait for others who write; what else it bounds is said at `Link`.

        Raises:
            LedgerUnreachable: there is no server, or it does not let us in.
            NotALedger: something else stands in the schema.
            NewerLedger: a later precinct wrote it.
            OlderLedger: an earlier one did, and it is opened for reading only.
            LedgerUnwritable: we may not make the schema.
            ValueError: the schema's name is too long, or one that PostgreSQL keeps for itself.
        """
        if synchronous not in {"FULL", "NORMAL"}:
            raise ValueError(f"synchronous must be FULL or NORMAL, not {synchronous!r}")
        return cls(Link(conninfo, schema, synchronous == "FULL", readonly, patience))

    def __repr__(self) -> str:
        return f"<PostgresRecorder {self._link.place()}>"

    def append(self, unit: Unit) -> Tip:
        """See `Recorder.append`."""
        unit.streams()
        values = append_values(unit)
        with self._cursor() as cursor:
            cursor.execute(append_query(len(unit.entries)), values)
            row = cursor.fetchone()
        what, name, first, last, link = row or ("no tip", "", 0, 0, b"")
        if what == "appended":
            self._marked += bool(unit.sealed or unit.erased)
            return Tip(last, link)
        if what == "conflict":
            raise Conflict(name, first, last)
        if what == "moved":
            raise DeadlineMoved(name, unit.standing[first].code, last)
        if what == "recorded":
            raise AlreadyRecorded(name, first, last)
        if what == "no matter":
            raise NoSuchMatter(name)
        raise Tampered(0, "it does not keep the end of the chain")

    def read(self, matter: str, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read`."""
        query = f"{_ENTRY} WHERE matter = %s AND version > %s ORDER BY version LIMIT {_PAGE}"
        return self._paged(query, Stored, (matter,), (reachable(after),), lambda row: (row[2],))

    def read_all(self, after: int = 0) -> Iterator[Stored]:
        """See `Recorder.read_all`."""
        query = f"{_ENTRY} WHERE position > %s ORDER BY position LIMIT {_PAGE}"
        return self._paged(query, Stored, (), (reachable(after),), lambda row: (row[0],))

    def head(self, matter: str) -> Head | None:
        """See `Recorder.head`."""
        rows = self._rows(f"{_HEAD} WHERE matter = %s", (matter,))
        return head_of(rows[0]) if rows else None

    def shut(self, matters: Iterable[str]) -> frozenset[str]:
        """See `Recorder.shut`."""
        asked = [matter for matter in matters if keepable(matter)]
        return frozenset(matter for (matter,) in self._rows(_SHUT, (asked,)))

    def pulse(self) -> object:
        """See `Recorder.pulse`; the server is asked once in a thousandth of a second."""
        asked_at, snapshot = self._heard
        now = time.perf_counter()
        if now - asked_at > _BEAT:
            ((snapshot,),) = self._rows(_SNAPSHOT, ())
            # The moment before the question: what was committed since may not be in the answer.
            self._heard = now, snapshot
        return None if snapshot is None else (self._marked, snapshot)

    def forget(self) -> bool | None:
        """See `Recorder.forget`; the owner of the tables writes them anew."""
        with self._opener.lock:
            self._require_open()
        return super().forget()

    def heads(
        self, kind: str | None = None, state: str | None = None, ended: bool | None = None
    ) -> Iterator[Head]:
        """See `Recorder.heads`."""
        wanted = {"kind": kind, "state": state, "ended": ended}
        asked = {name: value for name, value in wanted.items() if value is not None}
        # An id may be empty, so the first page begins at it, and the others after the last of the page before.
        where = " AND ".join([*(f"{name} = %s" for name in asked), "matter >= %s AND (matter > %s OR %s)"])
        query = f"{_HEAD} WHERE {where} ORDER BY matter LIMIT {_PAGE}"
        begin = ("", "", True)
        return self._paged(query, _head, tuple(asked.values()), begin, lambda row: (row[0], row[0], False))

    def deadlines(self, until: datetime | None = None, matter: str | None = None) -> Iterator[Deadline]:
        """See `Recorder.deadlines`."""
        conditions: list[str] = []
        values: list[object] = []
        if until is not None:
            conditions.append("paused_at IS NULL AND due_at <= %s")
            values.append(microseconds(require_aware("until", until)))
        if matter is not None:
            conditions.append("matter = %s")
            values.append(matter)
        where = " AND ".join([*conditions, "(due_at, matter, code) > (%s, %s, %s)"])
        query = f"{beside.DEADLINE} WHERE {where} ORDER BY due_at, matter, code LIMIT {_PAGE}"
        begin = (_BEFORE_ALL, "", "")
        return self._paged(query, _deadline, tuple(values), begin, lambda row: (row[4], row[0], row[1]))

    def find(self, names: Iterable[str]) -> tuple[str, ...]:
        """See `Recorder.find`."""
        asked = [name for name in names if keepable(name)]
        return tuple(sorted(matter for (matter,) in self._rows(_FIND, (asked, asked))))

    def names(self, matter: str | None = None) -> Iterator[tuple[str, str]]:
        """See `Recorder.names`."""
        one, values = ("TRUE", ()) if matter is None else ("matter = %s", (matter,))
        # A matter and a name may both be empty, so only the later pages begin behind a pair.
        beyond = "(matter, name) >= (%s, %s) AND ((matter, name) > (%s, %s) OR %s)"
        query = f"{_NAMES} WHERE {one} AND {beyond} ORDER BY matter, name LIMIT {_PAGE}"
        begin = ("", "", "", "", True)
        return self._paged(query, _pair, values, begin, lambda row: (*row, *row, False))

    def recorded(self, key: str) -> Recorded | None:
        """See `Recorder.recorded`."""
        rows = self._rows("SELECT key, first, last FROM keys WHERE key = %s", (key,))
        return Recorded(*rows[0]) if rows else None

    def claim(self, now: datetime, until: datetime, limit: int = 100) -> tuple[Deadline, ...]:
        """See `Recorder.claim`."""
        with self._cursor() as cursor:
            return beside.claim(cursor, now, until, limit)

    def bookmark(self, subscriber: str) -> Bookmark:
        """See `Recorder.bookmark`."""
        unmoved = Bookmark(subscriber)
        with self._cursor() as cursor:
            return beside.bookmark(cursor, subscriber) or unmoved

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """See `Recorder.bookmarks`."""
        with self._cursor() as cursor:
            return beside.bookmarks(cursor)

    def move_bookmark(self, before: Bookmark, after: Bookmark, parked: Parked | None = None) -> None:
        """See `Recorder.move_bookmark`."""
        with self._cursor() as cursor, cursor.connection.transaction():
            beside.move_bookmark(cursor, before, after, parked)

    def parked(self, subscriber: str | None = None) -> tuple[Parked, ...]:
        """See `Recorder.parked`."""
        with self._cursor() as cursor:
            return beside.parked(cursor, subscriber)

    def take_up(self, parked: Parked) -> None:
        """See `Recorder.take_up`."""
        with self._cursor() as cursor:
            beside.take_up(cursor, parked)

    def wait(self, after: int, patience: timedelta) -> bool:
        """See `Recorder.wait`; the server tells, on a connection of its own."""
        until = time.monotonic() + patience.total_seconds()
        there = self.tip().position > after
        if there or patience <= timedelta(0):
            return there
        with self._listening() as connection:
            while self.tip().position <= after:
                left = until - time.monotonic()
                if left <= 0:
                    return False
                for _ in connection.notifies(timeout=min(left, _SLICE), stop_after=1):
                    pass
        return True

    def tip(self) -> Tip:
        """See `Recorder.tip`."""
        rows = self._rows(_TIP, ())
        if not rows:
            raise Tampered(0, "it does not keep the end of the chain")
        return Tip(*rows[0])

    def verify(self, against: Tip | None = None) -> Tip:
        """See `Recorder.verify`; looks at the tables, indexes, triggers and functions, too."""
        with self._opener.lock:
            self._require_open()
        with self._link.snapshot() as connection:
            otherwise = difference(connection, self._link.schema)
            try:
                otherwise = "; ".join(filter(None, (otherwise, self._link.misnumbered(connection))))
                end = connection.execute(_TIP).fetchone() or (0, b"")
                entries = (
                    Stored(*one) for one in _streamed(connection, "entries", f"{_ENTRY} ORDER BY position")
                )
                heads = (head_of(one) for one in _streamed(connection, "heads", _HEAD))
                tip = verify_chain(entries, Tip(*end), against, heads)
            except Error as error:
                if otherwise and isinstance(self._link.told(error, connection), NotALedger):
                    raise Tampered(0, f"{_ALTERED}: {otherwise}") from error
                raise
            if otherwise:  # told last, because whatever was done to an entry says more
                raise Tampered(0, f"{_ALTERED}: {otherwise}")
            return tip

    def close(self) -> None:
        """See `Recorder.close`; a child leaves alone what its parent opened."""
        if self._opener.is_another:
            return
        self._closed = True
        lock = self._opener.lock
        if not lock.acquire(timeout=self._link.patience):
            # Another thread waits for an answer. Without its connection it waits no longer.
            if self._connection is not None:
                cut(self._connection)
            lock.acquire()
        try:
            self._heard = _NOTHING_HEARD
            opened = [*self._listeners, *([self._connection] if self._connection else ())]
            self._listeners.clear()
            self._connection = None
        finally:
            lock.release()
        for connection in opened:
            let_go(connection)

    # --- inside ------------------------------------------------------------------------------------

    def _require_open(self) -> None:
        if self._closed:
            raise ValueError("the ledger is closed")

    @contextmanager
    def _cursor(self) -> Iterator[Cursor]:
        """A cursor of the connection that all threads share, made anew if it broke the last time."""
        with self._opener.lock:
            self._require_open()
            connection = self._connection
            try:
                if connection is None or connection.closed:
                    connection = self._link.connect()
                    self._link.prepare(connection)
                    self._connection = connection
                yield connection.cursor(binary=True)
            except Error as error:
                raise self._link.told(error, connection) from error
            finally:
                # One that was interrupted still has a call under way, and nobody would read its answer.
                if connection is not None and (connection is not self._connection or not at_rest(connection)):
                    let_go(connection)

    @contextmanager
    def _listening(self) -> Iterator[Connection]:
        """A connection that is told of news; kept for whoever waits next."""
        with self._opener.lock:
            connection = self._listeners.pop() if self._listeners else None
        try:
            if connection is None:
                connection = self._link.connect()
                connection.execute("LISTEN precinct")
            yield connection
        except Error as error:
            raise self._link.told(error, connection) from error
        finally:
            if connection is not None:
                with self._opener.lock:
                    keep = not self._closed and at_rest(connection)
                    if keep:
                        self._listeners.append(connection)
                if not keep:
                    let_go(connection)

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._cursor() as cursor:
            if not all(keepable(one) for one in values if isinstance(one, str)):
                return []  # a text that no store can keep is in none
            return cursor.execute(query.encode(), values).fetchall()

    def _paged(
        self,
        query: str,
        made: Callable[..., T],
        values: tuple[object, ...],
        begin: tuple[object, ...],
        last_of: Callable[[tuple[Any, ...]], tuple[object, ...]],
    ) -> Iterator[T]:
        while True:
            rows = self._rows(query, (*values, *begin))
            for row in rows:
                yield made(*row)
            if len(rows) < _PAGE:
                return
            begin = last_of(rows[-1])


def _pair(matter: str, name: str) -> tuple[str, str]:
    return matter, name


def _head(*row: Any) -> Head:
    return head_of(row)


def _deadline(*row: Any) -> Deadline:
    return deadline_of(row)


def _streamed(connection: Connection, name: str, query: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor(name, binary=True) as cursor:
        cursor.itersize = _PAGE
        cursor.execute(query.encode())
        yield from cursor
