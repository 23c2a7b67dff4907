"""Where a ledger is: a file of SQLite, or an address of PostgreSQL; and opening it there."""

import re
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Literal

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import OlderLedger
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder

SCHEMA = "precinct"
"""In which schema of PostgreSQL a ledger stands, if nobody says."""

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_SETTING = re.compile(r"(?:^|\s)(host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=")

_NEITHER = (
    "it is neither a file nor an address that begins with postgresql://, in small letters; "
    "begin with ./ if a file of this name is meant"
)


def is_address(place: str) -> bool:
    """Whether a ledger is in PostgreSQL. What it is told by is never shown, because it may hold a password.

    What was plainly meant as an address is never taken for the name of a new file.

    Args:
        place: the file; or the address, as `postgresql://user@host/name`.

    Raises:
        BadInput: it is an address of something else, or is mistyped.
    """
    if place.startswith(("postgresql://", "postgres://")):
        return True
    if (_SCHEME.match(place) or _SETTING.search(place)) and not Path(place).exists():
        raise BadInput("the ledger", [_NEITHER])
    return False


def open_ledger(
    place: str | PathLike[str],
    *,
    schema: str | None = None,
    synchronous: Literal["FULL", "NORMAL"] = "FULL",
    readonly: bool = False,
    create: bool = True,
) -> Recorder:
    """Open the ledger that is in a file or at an address.

    Args:
        place: the file; or the address, as `postgresql://user@host/name`.
        schema: the schema, of an address; `SCHEMA` if not given.
        synchronous: how hard a commit waits for the disk.
        readonly: whether nothing may be written; then it must be there.
        create: whether a new ledger is made where there is none.

    Raises:
        BadInput: it is an address of something else, or is mistyped.
        NotALedger: something else is there; or nothing, and none is made.
        MissingExtra: it is an address, and the extra `postgres` is not installed.
        ValueError: a file was given a schema, or the schema has a name that none can have.
        LedgerError: as `SqliteRecorder` and `PostgresRecorder.open`.
    """

    def opened(*, readonly: bool) -> Recorder:
        if isinstance(place, str) and is_address(place):
            from precinct.ledger.postgres import PostgresRecorder

            name = SCHEMA if schema is None else schema
            return PostgresRecorder.open(place, schema=name, synchronous=synchronous, readonly=readonly)
        if schema is not None:
            raise ValueError("only a ledger in PostgreSQL has a schema; leave it out for a file")
        return SqliteRecorder(place, synchronous=synchronous, readonly=readonly)

    if not create and not readonly:
        with suppress(OlderLedger):  # it is there, and will be brought up to date
            opened(readonly=True).close()
    return opened(readonly=readonly)
