"""What lies behind a path: a ledger of ours, a newer one, something else, or nothing yet.

A file that is not ours must not be touched, and even opening it with SQLite may leave files beside it. So
the first look is at its bytes alone. Application id and tables are written in one transaction before the file goes
into WAL mode; therefore a ledger's first bytes always say that it is one.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from precinct.basics.ledger_errors import (
    LedgerBusy,
    LedgerUnwritable,
    NewerLedger,
    NotALedger,
    OlderLedger,
    Tampered,
)
from precinct.ledger import sqlite_held as held
from precinct.ledger.scripts import scripts_of

APPLICATION_ID = 0x50524354
"""`PRCT`; SQLite keeps it at byte 68 of the file, where `file` and others find it."""

TABLES = frozenset({"entries", "heads", "deadlines", "names", "tip"})
"""The tables of every schema."""

SINCE_SCHEMA_2 = frozenset({"keys", "bookmarks", "parked"})

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT}
_UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100


def migrations() -> tuple[str, ...]:
    """The scripts that make today's schema, in order; the schema's number is how many they are."""
    return scripts_of("sqlite")


def look_at(path: Path) -> bool:
    """Whether a ledger is there, told from the file's bytes; False where there is nothing yet.

    Raises:
        NotALedger: something else is there, or only a part of a ledger.
        NewerLedger: a later precinct wrote it.
        LedgerUnwritable: it cannot be read.
        OpenedBeforeFork: the process that this one was forked from had it open then.
    """
    for patience in range(20, -1, -1):
        with held.lock:
            # What is held is a ledger; looking at its bytes would let go of its locks.
            found = held.holds(path) or _look_once(path)
        if not isinstance(found, str):
            return found
        if not patience:
            raise NotALedger(str(path), found)
        time.sleep(0.01)  # another process may be making the file, or closing it, this very moment
    raise AssertionError("the last look has answered")


def _look_once(path: Path) -> bool | str:
    """As `look_at`; a text says that a part of the file is missing just now."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            header = file.read(_HEADER_SIZE)
    except FileNotFoundError:
        return False
    except IsADirectoryError as error:
        raise NotALedger(str(path), "it is a folder") from error
    except OSError as error:
        raise LedgerUnwritable(str(path), error.strerror or str(error)) from error
    if size == 0:
        return False
    if not header.startswith(_MAGIC):
        raise NotALedger(str(path), "it is no SQLite database")
    if len(header) < _HEADER_SIZE:
        return f"it is cut off after {size} bytes"
    application = int.from_bytes(header[68:72], "big")
    if application != APPLICATION_ID:
        raise NotALedger(str(path), f"its application id is {application:#x}, not {APPLICATION_ID:#x}")
    schema = int.from_bytes(header[60:64], "big")
    if schema > len(migrations()):
        raise NewerLedger(str(path), schema, len(migrations()))
    return _missing_part(path, header, size) or True


def _missing_part(path: Path, header: bytes, size: int) -> str | None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        return None  # pages may stand in the log alone
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    whole = int.from_bytes(header[28:32], "big") * page_size
    # The number of pages counts only where the file says that it was written together with it.
    known = header[24:28] == header[92:96]
    return f"it should have {whole} bytes and has {size}" if known and size != whole else None


def connect(path: Path, patience: float, readonly: bool) -> held.Held:
    """A connection to a ledger's file.

    Args:
        path: the file, absolute.
        patience: seconds to wait for another process that writes.
        readonly: refuse to write; else the file is made if there is none.
    """
    connection = held.hold(path, patience, readonly)
    # Nothing that a file brings along may call functions of ours.
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def create(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema of an open file to today's, in one transaction.

    Raises:
        NotALedger: tables of another program are there, or ours are not.
        NewerLedger: a later precinct wrote it.
    """
    if _pragma(connection, "user_version") == len(migrations()):
        require_ours(connection, path)
        return
    # A commit writes whole pages and an action touches five of them with a row each, so small ones serve better.
    connection.execute("PRAGMA page_size = 2048")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        # Asked again under the lock: another process may have been quicker.
        schema = _pragma(connection, "user_version")
        if schema or _tables(connection):
            require_ours(connection, path)
        else:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for number, script in enumerate(migrations()[schema:], start=schema + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def require_ours(connection: sqlite3.Connection, path: Path) -> None:
    """See that an open file is a ledger that we know.

    Raises:
        NotALedger: another program's, or our tables are not there.
        NewerLedger: a later precinct wrote it.
    """
    application = _pragma(connection, "application_id")
    if application != APPLICATION_ID:
        raise NotALedger(str(path), f"its application id is {application:#x}, not {APPLICATION_ID:#x}")
    schema = _pragma(connection, "user_version")
    if schema > len(migrations()):
        raise NewerLedger(str(path), schema, len(migrations()))
    expected = TABLES | SINCE_SCHEMA_2 if schema > 1 else TABLES
    missing = expected - _tables(connection)
    if missing:
        raise NotALedger(str(path), f"it has no table {', '.join(sorted(missing))}")


def require_current(connection: sqlite3.Connection, path: Path) -> None:
    """See that an open file that may not be written has today's schema.

    Raises:
        OlderLedger: it has an older one.
        NotALedger, NewerLedger: as `require_ours`.
    """
    require_ours(connection, path)
    schema = _pragma(connection, "user_version")
    if schema < len(migrations()):
        raise OlderLedger(str(path), schema, len(migrations()))


def write_ahead(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Put a file into WAL mode, so that readers and the writer do not wait for each other.

    SQLite's own patience does not cover this one step when several processes open a new file at once.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > until:
                raise LedgerBusy(str(path), patience) from error
            time.sleep(0.005)


def told(
    error: sqlite3.Error | UnicodeError,
    path: Path,
    patience: float,
    position: int = 0,
    *,
    reading: bool = False,
) -> Exception:
    """What SQLite says, as one of our errors.

    Args:
        error: what it raised; UnicodeError where its own words hold bytes of a damaged file.
        path: the ledger's file.
        patience: the seconds that were waited for others.
        position: the entry that was being read; 0 for the file as a whole.
        reading: whether a file that nobody has looked at yet is being read, so that whatever SQLite does not
            understand is the file's fault.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return LedgerBusy(str(path), patience)
    if code in _UNWRITABLE:
        return LedgerUnwritable(str(path), str(error))
    # Text that is no UTF-8 has no code. A broken constraint means that tables no longer agree with each other:
    # versions were compared before.
    if code in _DAMAGED or "decode" in str(error):
        return Tampered(position, f"the file is damaged: {error}")
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return ValueError("the ledger is closed")
    if reading:
        return Tampered(position, f"the file is damaged: {error}")
    return error


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


def _tables(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
    )
    return frozenset(name for (name,) in rows)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
