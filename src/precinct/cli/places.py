"""How a verb is told where its ledger is."""

import argparse
import errno
import os
import stat
from pathlib import Path

from precinct.basics.errors import BadInput, PrecinctError
from precinct.ledger.recorder import Recorder
from precinct.ledger.where import SCHEMA, is_address, open_ledger


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
        help=f"in which schema of PostgreSQL it stands; {SCHEMA}, if not given",
    )


def called(place: str, schema: str | None) -> str:
    """What a ledger is called where nobody gave it a name: after its file or schema, never after its address."""
    return _schema(schema) if is_address(place) else Path(place).name


def opened(place: str, schema: str | None = None, *, readonly: bool = True) -> Recorder:
    """A ledger that is there; none is made by a slip of the keyboard.

    Args:
        place: its file or address.
        schema: the schema, of an address.
        readonly: whether nothing is written.

    Raises:
        NotALedger: it is something else.
        OSError: there is no such file, or it cannot be opened; that is not to have found something wrong.
        LedgerUnreachable: there is no server, or it does not let us in.
        MissingExtra: it is an address, and the extra `postgres` is not installed.
        BadInput: a schema is asked for in a file, or has a name that no schema can have.
    """
    if not is_address(place) and stat.S_ISDIR(Path(place).stat().st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), place)
    try:
        return open_ledger(place, schema=schema, readonly=readonly, create=False)
    except PrecinctError:
        raise
    except ValueError as error:
        raise BadInput("--schema", [str(error)]) from error


def _schema(schema: str | None) -> str:
    return SCHEMA if schema is None else schema
