"""The connection of a ledger in PostgreSQL: opening it, bringing the schema up to date, and what its errors mean."""

from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from precinct.basics.errors import MissingExtra
from precinct.basics.ledger_errors import (
    LedgerBusy,
    LedgerUnreachable,
    LedgerUnwritable,
    NewerLedger,
    NotALedger,
    OlderLedger,
    Tampered,
)

try:
    import psycopg
    from psycopg import errors, sql
except ImportError as _missing:
    raise MissingExtra("a ledger in PostgreSQL", "postgres") from _missing

if TYPE_CHECKING:
    from collections.abc import Iterator

Connection = psycopg.Connection[tuple[Any, ...]]
Cursor = psycopg.Cursor[tuple[Any, ...]]
Error = psycopg.Error

_LOST = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow, errors.IdleSessionTimeout)
_BUSY = (
    errors.LockNotAvailable,
    errors.QueryCanceled,
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.TooManyConnections,
)
_UNWRITABLE = (
    errors.ReadOnlySqlTransaction,
    errors.InsufficientPrivilege,
    errors.InsufficientResources,
    errors.DiskFull,
    errors.IoError,
)


_UNREADABLE = (
    "the connection string cannot be read; in a name or password write %40 for @, %2F for / and %25 for %"
)


@cache
def migrations() -> tuple[str, ...]:
    """The scripts that make today's schema, in order; the schema's number is how many they are."""
    from importlib.resources import files

    folder = files("precinct.ledger") / "sql" / "postgres"
    names = sorted(script.name for script in folder.iterdir() if script.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)


@attrs.frozen
class Link:
    """Where a ledger is and how it is spoken to.

    Args:
        conninfo: as libpq understands it; it may hold a password, so it is never shown.
        schema: the namespace of the ledger.
        synchronous: whether a commit waits for the disk.
        readonly: whether nothing may be written.
        patience: seconds to wait for others who write, and for the server to answer a call.
    """

    conninfo: str = attrs.field(repr=False)
    schema: str
    synchronous: bool
    readonly: bool
    patience: float

    def connect(self) -> Connection:
        """A connection with everything set, each statement a transaction of its own.

        Raises:
            LedgerUnreachable: there is no server, it does not let us in, or it went away again.
        """
        try:
            connection = psycopg.connect(
                self.conninfo, autocommit=True, connect_timeout=max(2, round(self.patience))
            )
        except psycopg.Error as error:
            if _parts(self.conninfo) is None:
                # libpq would quote what it stumbles over, and that may be a part of the password.
                raise LedgerUnreachable(self.place(), _UNREADABLE) from None
            raise LedgerUnreachable(self.place(), _first_line(error)) from error
        try:
            for name, value in (
                ("search_path", sql.Identifier(self.schema).as_string(connection)),
                ("synchronous_commit", "on" if self.synchronous else "off"),
                ("default_transaction_read_only", "on" if self.readonly else "off"),
                ("default_transaction_isolation", "read committed"),
                ("lock_timeout", f"{round(self.patience * 1000)}ms"),
            ):
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except psycopg.Error as error:
            connection.close()
            raise self.told(error, connection) from error
        connection.prepare_threshold = 2
        return connection

    def place(self, connection: Connection | None = None) -> str:
        """How the ledger is called in errors: no user, no password."""
        if connection is None:
            known = _parts(self.conninfo)
            if known is None:
                return f"PostgreSQL, schema {self.schema}"
            host, name = known.get("host") or "localhost", known.get("dbname") or ""
        else:
            host, name = connection.info.host, connection.info.dbname
        return f"PostgreSQL at {host}, database {name}, schema {self.schema}"

    def prepare(self, connection: Connection) -> None:
        """See that the schema is today's, and bring it up to date if we may write.

        Raises:
            NotALedger: there is none to read, or something else has that name.
            NewerLedger: a later precinct wrote it.
            OlderLedger: an earlier one did, and we may not write.
        """
        found = self._number(connection)
        if found == len(migrations()):
            return
        if self.readonly:
            if found is None:
                raise NotALedger(self.place(connection), "there is nothing to read")
            raise OlderLedger(self.place(connection), found, len(migrations()))
        with connection.transaction():
            # The lock is one of this database and schema, and goes with the transaction.
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"precinct {self.schema}",)
            )
            found = self._number(connection)
            if found is None:
                # Asked first: PostgreSQL wants the right to make schemas even where IF NOT EXISTS finds one.
                there = connection.execute("SELECT to_regnamespace(quote_ident(%s))::text", (self.schema,))
                if there.fetchone() == (None,):
                    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self.schema)))
            for script in migrations()[found or 0 :]:
                connection.execute(script.encode())
            connection.execute("UPDATE ledger SET schema = %s", (len(migrations()),))

    def _number(self, connection: Connection) -> int | None:
        """The number of the schema that is there; None where nothing is."""
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s))",
            (self.schema,),
        ).fetchall()
        if not names:
            return None
        if ("ledger",) not in names or ("entries",) not in names:
            raise NotALedger(self.place(connection), "something else stands in this schema")
        row = connection.execute("SELECT schema FROM ledger").fetchone()
        if row is None:
            raise NotALedger(self.place(connection), "it does not say which schema it has")
        if row[0] > len(migrations()):
            raise NewerLedger(self.place(connection), row[0], len(migrations()))
        return int(row[0])

    def told(self, error: psycopg.Error, connection: Connection | None = None) -> Exception:
        """What PostgreSQL says, as one of our errors."""
        place = self.place()
        if isinstance(error, _LOST) or (connection is not None and connection.closed):
            return LedgerUnreachable(place, _first_line(error))
        if isinstance(error, _BUSY):
            return LedgerBusy(place, self.patience)
        if isinstance(error, _UNWRITABLE):
            return LedgerUnwritable(place, _first_line(error))
        # Versions were compared before, so tables that contradict each other were not written by us.
        if isinstance(error, psycopg.IntegrityError | errors.DataCorrupted | errors.IndexCorrupted):
            return Tampered(0, f"the tables contradict each other: {_first_line(error)}")
        if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn | errors.UndefinedFunction):
            return NotALedger(place, _first_line(error))
        return error

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A connection of its own that sees the ledger as it stands now, however long this takes."""
        connection = self.connect()
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        try:
            with connection.transaction():
                yield connection
        except psycopg.Error as error:
            raise self.told(error, connection) from error
        finally:
            with suppress(psycopg.Error):
                connection.close()


def _parts(conninfo: str) -> dict[str, Any] | None:
    """What a connection string says; None where a part of its password may have come to stand elsewhere in it."""
    try:
        known = psycopg.conninfo.conninfo_to_dict(conninfo)
    except psycopg.Error:
        return None
    ports = str(known.get("port") or "").replace(",", "")
    strayed = any("@" in str(known.get(name) or "") for name in ("host", "dbname"))
    return None if strayed or not (ports.isdecimal() or not ports) else known


def _first_line(error: psycopg.Error) -> str:
    """What the server says, without the details: they may quote rows."""
    said = error.diag.message_primary or str(error)
    return said.strip().splitlines()[0] if said.strip() else type(error).__name__
