"""A copy of a SQLite ledger made while others write to it, and the SQL of its tables."""

import sqlite3
from contextlib import closing
from os import PathLike
from pathlib import Path

from precinct.basics.ledger_errors import LedgerUnwritable, OlderLedger
from precinct.ledger import sqlite_erasing as erasing
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_file import connect, migrations, told
from precinct.ledger.sqlite_held import make
from precinct.ledger.sqlite_verify import Reading
from precinct.ledger.stored import Tip


def back_up(path: str | PathLike[str], to: str | PathLike[str], *, patience: float = 5.0) -> Tip:
    """Copy a ledger into a new file, as it stands at one moment, and verify the copy.

    Whoever writes to it meanwhile does not wait. The copy is one file with nothing beside it, so that it can be read
    where nobody may write, and only its owner may read it. What the ledger still remembers of erased content, because
    somebody held up its forgetting, does not stay in the copy. A ledger that an earlier precinct wrote is copied as it
    is, so that there is a copy before it is brought up to date.

    Args:
        path: the ledger.
        to: the new file; one that is there is never written over.
        patience: seconds to wait for another process that writes.

    Returns:
        the end of the copy's chain.

    Raises:
        LedgerUnwritable: the new file is there already, or cannot be written.
        Tampered: the copy is broken, because the ledger is; it is taken away.
        NotALedger: something else is at the path.
    """
    source, target = Path(path).absolute(), Path(to).absolute()
    schema = len(migrations())
    try:
        SqliteRecorder(source, readonly=True, patience=patience).close()  # whether it is one
    except OlderLedger as older:
        schema = older.schema
    try:
        make(target)
    except OSError as error:
        raise LedgerUnwritable(str(target), error.strerror or str(error)) from error
    try:
        try:
            with (
                closing(connect(source, patience, readonly=True)) as connection,
                closing(connect(target, patience, readonly=False)) as copied,
            ):
                connection.backup(copied)
                copied.execute("PRAGMA journal_mode = DELETE")
                remembers = schema > 1 and erasing.remembers(copied)
            # First as it is: written anew, a copy of a damaged ledger would look whole.
            tip = _verified(target, patience, schema)
            if remembers:
                with closing(connect(target, patience, readonly=False)) as copied:
                    # A journal would hold once more what is to go; a copy that fails is taken away anyhow.
                    copied.execute("PRAGMA journal_mode = OFF")
                    copied.execute("VACUUM")
                    copied.execute("UPDATE tip SET remembers = 0")
                tip = _verified(target, patience, schema)
        except sqlite3.Error as error:
            raise told(error, target, patience) from error
        return tip
    except BaseException:
        target.unlink()
        raise


def _verified(path: Path, patience: float, schema: int) -> Tip:
    if schema < len(migrations()):
        with closing(connect(path, patience, readonly=True)) as connection:
            return Reading(connection, schema).verify(None)
    with SqliteRecorder(path, readonly=True, patience=patience) as copied:
        return copied.verify()


def schema_of(path: str | PathLike[str]) -> str:
    """The SQL of a ledger's tables, indexes and triggers, under the number of its schema.

    Raises:
        NotALedger: something else is at the path.
    """
    source = Path(path).absolute()
    SqliteRecorder(source, readonly=True).close()
    with closing(connect(source, 5.0, readonly=True)) as connection:
        ((number,),) = connection.execute("PRAGMA user_version").fetchall()
        rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        return f"-- schema {number}\n" + "".join(f"{sql};\n" for (sql,) in rows)
