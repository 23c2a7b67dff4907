"""How a verb is told where its ledger is."""

import argparse
from pathlib import Path

from precinct.basics.errors import BadInput, PrecinctError
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.where import is_address

_SCHEMA = "precinct"


def add_ledger(parser: argparse.ArgumentParser, purpose: str, *, needed: bool = True) -> None:
    """Say how a verb is told where its ledger is.

    Args:
        parser: the verb's.
        purpose: what happens to the ledger.
        needed: whether it may not be left out.
    """
    parser.add_argument(
        "file",
        nargs=None if needed else "?",
        metavar="LEDGER",
        help=f"the ledger's file, or its address such as postgresql://records.example/station; {purpose}",
    )
    parser.add_argument(
        "--schema",
        metavar="NAME",
        help=f"in which schema of PostgreSQL it stands; {_SCHEMA}, if not given",
    )


def called(place: str, schema: str | None) -> str:
    """What a ledger is called where nobody gave it a name: after its file or schema, never after its address."""
    return _schema(schema) if is_address(place) else Path(place).name


def require_there(place: str) -> None:
    """A file that is not there is no ledger with something wrong: it could not be looked at.

    Raises:
        FileNotFoundError: there is no such file.
    """
    if not is_address(place):
        Path(place).stat()


def opened(place: str, schema: str | None = None, *, readonly: bool = True) -> Recorder:
    """A ledger that is there.

    Args:
        place: its file or address.
        schema: the schema, of an address.
        readonly: whether nothing is written.

    Raises:
        NotALedger: it is something else, or there is nothing.
        LedgerUnreachable: there is no server, or it does not let us in.
        MissingExtra: it is an address, and the extra `postgres` is not installed.
        BadInput: a schema is asked for in a file, or has a name that no schema can have.
    """
    if not is_address(place):
        if schema is not None:
            raise BadInput("--schema", ["only a ledger in PostgreSQL has one; leave it out for a file"])
        return SqliteRecorder(place, readonly=readonly)
    from precinct.ledger.postgres import PostgresRecorder

    try:
        return PostgresRecorder.open(place, schema=_schema(schema), readonly=readonly)
    except PrecinctError:
        raise
    except ValueError as error:
        raise BadInput("--schema", [str(error)]) from error


def _schema(schema: str | None) -> str:
    return _SCHEMA if schema is None else schema
