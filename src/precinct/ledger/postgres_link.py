"""The connection of a ledger in PostgreSQL: opening it, bringing the schema up to date, and what its errors mean."""

import socket
from contextlib import contextmanager, suppress
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
from precinct.ledger.scripts import scripts_of

try:
    import psycopg
    from psycopg import errors, sql
except ImportError as _missing:
    raise MissingExtra("a ledger in PostgreSQL", "postgres") from _missing

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSWER = 12.0
"""How many times as long as for others one waits for the server to do what it was told; see `Link`."""

_SILENCE = 4.0
"""How many times as long as for others a network or host may say nothing at all."""

_LONGEST = 2**31 - 1
"""Milliseconds; PostgreSQL counts no further."""

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


# Tables that are not those of the number that the schema has: ours are missing, or a script finds what it should make.
_ANOTHER = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.UndefinedObject,
    errors.DuplicateTable,
    errors.DuplicateColumn,
    errors.DuplicateFunction,
    errors.DuplicateObject,
)

_UNREADABLE = (
    "the connection string cannot be read; in a name or password write %40 for @, %2F for / and %25 for %"
)


def _usable(instance: object, attribute: "attrs.Attribute[str]", schema: str) -> None:
    if not schema or "\0" in schema or len(schema.encode()) > 63:
        raise ValueError("a schema's name has 1 to 63 bytes")
    # A search path takes "$user" for whoever is connected, even in quotes.
    if schema in {"$user", "information_schema"} or schema.startswith("pg_"):
        raise ValueError(f"{schema!r} means something to PostgreSQL itself; choose another schema")


def migrations() -> tuple[str, ...]:
    """The scripts that make today's schema, in order; the schema's number is how many they are."""
    return scripts_of("postgres")


@attrs.frozen
class Link:
    """Where a ledger is and how it is spoken to.

    Args:
        conninfo: as libpq understands it; it may hold a password, so it is never shown.
        schema: the namespace of the ledger.
        synchronous: whether a commit waits for the disk.
        readonly: whether nothing may be written.
        patience: seconds to wait for others who write, and for a server to let us in.

    The server breaks off a statement after twelve times the patience, at least half a minute (never one of a `snapshot`,
    which reads everything, nor what brings the schema up to date). A network or host that falls silent ends the
    connection after four times the patience, at least ten seconds; a connection string that names `keepalives…` or
    `tcp_user_timeout` has it otherwise. What nobody notices is a server whose process was stopped on a host that goes
    on answering for it: a call waits until it goes on, or until another thread closes the recorder.
    """

    conninfo: str = attrs.field(repr=False)
    schema: str = attrs.field(validator=_usable)
    synchronous: bool
    readonly: bool
    patience: float

    def connect(self, *, endless: bool = False) -> Connection:
        """A connection with everything set, each statement a transaction of its own.

        Args:
            endless: whether a statement may take as long as it takes.

        Raises:
            LedgerUnreachable: there is no server, it does not let us in, or it went away again.
        """
        try:
            connection = psycopg.connect(
                self._asking(), autocommit=True, connect_timeout=max(2, round(self.patience))
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
                ("statement_timeout", "0" if endless else f"{self._answer()}ms"),
            ):
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except psycopg.Error as error:
            connection.close()
            raise self.told(error, connection) from error
        connection.prepare_threshold = 2
        return connection

    def _answer(self) -> int:
        """The milliseconds after which the server breaks off a statement."""
        return min(max(30_000, round(self.patience * _ANSWER * 1000)), _LONGEST)

    def _asking(self) -> str:
        """The connection string, and how the network is asked whether the server is still there."""
        silence = min(max(10, round(self.patience * _SILENCE)), _LONGEST // 1000)
        asked = {
            "keepalives": 1,
            "keepalives_idle": silence // 2,
            "keepalives_interval": max(1, silence // 6),
            "keepalives_count": 3,
            "tcp_user_timeout": silence * 1000,
        }
        known = psycopg.conninfo.conninfo_to_dict(self.conninfo)
        return psycopg.conninfo.make_conninfo(
            self.conninfo, **{name: value for name, value in asked.items() if name not in known}
        )

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
        found = self.number(connection)
        if found == len(migrations()):
            return
        if self.readonly:
            if found is None:
                raise NotALedger(self.place(connection), "there is nothing to read")
            raise OlderLedger(self.place(connection), found, len(migrations()))
        with connection.transaction():
            connection.execute("SET LOCAL statement_timeout = 0")  # a large ledger gets its new indexes, too
            # The lock is one of this database and schema, and goes with the transaction.
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"precinct {self.schema}",)
            )
            found = self.number(connection)
            if found is None:
                # Asked first: PostgreSQL wants the right to make schemas even where IF NOT EXISTS finds one.
                there = connection.execute("SELECT to_regnamespace(quote_ident(%s))::text", (self.schema,))
                if there.fetchone() == (None,):
                    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self.schema)))
            for script in migrations()[found or 0 :]:
                connection.execute(script.encode())
            connection.execute("UPDATE ledger SET schema = %s", (len(migrations()),))

    def number(self, connection: Connection) -> int | None:
        """The number of the schema that is there; None where nothing is.

        Raises:
            NotALedger: something else has that name.
            NewerLedger: a later precinct wrote it.
        """
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

    def misnumbered(self, connection: Connection) -> str:
        """How the number of the schema is not today's, in words; nothing where it is.

        Raises:
            NewerLedger: a later precinct brought it up to date meanwhile, which is no tampering.
        """
        try:
            found = self.number(connection)
        except NotALedger as error:
            return error.why
        known = len(migrations())
        return (
            "" if found in {None, known} else f"it has the number {found}, and {known} is that of its tables"
        )

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
        if isinstance(error, _ANOTHER):
            return NotALedger(place, _first_line(error))
        return error

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A connection of its own that sees the ledger as it stands now, however long this takes."""
        connection = self.connect(endless=True)
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


def at_rest(connection: Connection) -> bool:
    """Whether a connection is open and has nothing under way."""
    return connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE


def let_go(connection: Connection) -> None:
    """Close a connection, and tell the server not to go on with what is still under way."""
    with suppress(psycopg.Error):
        if connection.info.transaction_status is psycopg.pq.TransactionStatus.ACTIVE:
            connection.cancel_safe(timeout=2.0)
    with suppress(psycopg.Error):
        connection.close()


def cut(connection: Connection) -> None:
    """Take the network away under a connection, so that whoever waits for its answer is told that none will come."""
    with suppress(OSError, psycopg.Error):
        # Closed by whoever waits; here it is only shut down.
        one = socket.socket(fileno=connection.fileno())
        try:
            one.shutdown(socket.SHUT_RDWR)
        finally:
            one.detach()


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
