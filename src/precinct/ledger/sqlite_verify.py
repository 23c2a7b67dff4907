"""Is a SQLite ledger what was written? Every entry, the chain, the tables, and the file itself.

What each byte of the file is checked by:

- the entries by their hashes, the end of the chain by the last of them, where matters stand by their last entries;
- what else stands beside the entries by an index that holds it once more (`sql/sqlite/003.sql`), and the places of
  all rows by SQLite's own check, which compares tables and indexes and counts every byte of a page as used or free;
- tables, indexes and triggers by the scripts that make them.

What is left is no content, and no row reads otherwise when it changes: free space within a page and the pages that
nothing uses, the type under which a row repeats its own number, the counters by which SQLite knows that somebody wrote, and fields of the file's header that are
reserved, say which SQLite wrote last, whether it writes by way of a log, which older form of tables it could read, or
are a hint for its cache.

The log beside a ledger in use (`-wal`) is not the file. SQLite ignores a damaged one from there on, which takes the
last units away, whole, as if the tail had been cut off: only a tip or checkpoint that was kept elsewhere finds it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Any

from precinct.basics.ledger_errors import NewerLedger, Tampered
from precinct.ledger.chain import verify_chain
from precinct.ledger.rows import head_of, tip_of
from precinct.ledger.sqlite_file import migrations
from precinct.ledger.stored import Stored, Tip, make_stored

_ENTRIES = (
    "SELECT position, matter, version, header, payload, salt, digest, hash FROM entries ORDER BY position"
)
_HEADS = "SELECT matter, kind, version, state, ended, sealed, erased FROM heads"
_HEADS_OF_SCHEMA_1 = "SELECT matter, kind, version, state, ended, 0, 0 FROM heads"
_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*' ORDER BY name"
)


class Reading:
    """One verification; says afterwards how far it came.

    Args:
        connection: sees the ledger as it stands now, and is used for nothing else.
        schema: the number of the schema that it must have; today's if not given.
    """

    def __init__(self, connection: sqlite3.Connection, schema: int | None = None) -> None:
        self._connection = connection
        self._schema = len(migrations()) if schema is None else schema
        self.position: int = 0

    def verify(self, against: Tip | None) -> Tip:
        """See `Recorder.verify`.

        Raises:
            Tampered: something is not as it was written.
            NewerLedger: a later precinct brought it up to date meanwhile.
            sqlite3.Error: the file cannot be read.
        """
        execute = self._connection.execute
        execute("BEGIN")
        number = self._number()
        end = tip_of(execute("SELECT position, hash FROM tip").fetchone())
        heads = (head_of(row) for row in execute(_HEADS if self._schema > 1 else _HEADS_OF_SCHEMA_1))
        tip = verify_chain(self._counted(execute(_ENTRIES)), end, against, heads)
        if number != self._schema:  # told late, because whatever was done to an entry says more
            raise Tampered(0, f"its schema has the number {number}, and {self._schema} is that of its tables")
        if execute(_SCHEMA).fetchall() != _schema_of(self._schema):
            raise Tampered(0, "its tables, indexes and triggers are not those that precinct makes")
        (found,) = execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise Tampered(0, f"the file is damaged: {found}")
        return tip

    def _number(self) -> int:
        """The number that the file says its schema has."""
        (number,) = self._connection.execute("PRAGMA user_version").fetchone()
        if number > len(migrations()):
            (_, _, path) = self._connection.execute("PRAGMA database_list").fetchone()
            raise NewerLedger(path, number, len(migrations()))
        return int(number)

    def _counted(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Stored]:
        for row in rows:
            yield make_stored(*row)
            self.position = row[0]


@cache
def _schema_of(number: int) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in migrations()[:number]:
            connection.executescript(script)
        return connection.execute(_SCHEMA).fetchall()
