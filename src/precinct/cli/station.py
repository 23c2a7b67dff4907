"""What the verbs that open a ledger as a station have in common."""

import argparse
from datetime import datetime, timedelta

from precinct.basics.errors import BadInput
from precinct.cli.law.packs import SHIPPED, open_procedure
from precinct.cli.places import add_ledger, called, opened
from precinct.ledger.codec import Codec
from precinct.ledger.recorder import Recorder
from precinct.matters.procedure import Procedure
from precinct.station.station import Station

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_LONGEST = 6
"""Digits of a span: more than that is no answer to "how long?"."""


def add_file(parser: argparse.ArgumentParser, purpose: str, *, now: bool = True) -> None:
    """Say what a verb takes that opens a ledger, and where it asks for it the moment."""
    add_ledger(parser, purpose)
    parser.add_argument(
        "--pack",
        metavar="NAME",
        help="the jurisdiction that wrote it, or the folder of its pack; if not given, the one that the ledger names",
    )
    if now:
        parser.add_argument(
            "--now", type=moment, metavar="MOMENT", help="such as 2026-03-02T08:00+08:00; now, if not given"
        )


def moment(text: str) -> datetime:
    """A moment with its time zone, of an argument."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.utcoffset() is None:
        raise argparse.ArgumentTypeError("must be a moment with its time zone such as 2026-03-02T08:00+08:00")
    return read


def span(text: str) -> timedelta:
    """A span of an argument: `90m`, `24h`, `7d`."""
    number, unit = text[:-1], text[-1:]
    if unit not in _UNITS or not (number.isascii() and number.isdigit() and len(number) <= _LONGEST):
        raise argparse.ArgumentTypeError("must be a span such as 90m, 24h or 7d")
    return timedelta(**{_UNITS[unit]: int(number)})


def open_station(arguments: argparse.Namespace, *, readonly: bool) -> Station:
    """The station of a ledger.

    Args:
        arguments: what `add_file` takes.
        readonly: whether nothing is written.

    Raises:
        NotALedger, OSError, LedgerUnreachable, MissingExtra: as `places.opened`.
        BadInput: it names a jurisdiction that does not ship, and `--pack` says nothing.
        WrongLaw: it was written under another one than `--pack` names.
    """
    recorder = opened(arguments.file, arguments.schema, readonly=readonly)
    try:
        procedure = _procedure(recorder, called(arguments.file, arguments.schema), arguments.pack)
        return Station(recorder, procedure=procedure)
    except BaseException:
        recorder.close()
        raise


def _procedure(recorder: Recorder, name: str, pack: str | None) -> Procedure:
    if pack is not None:
        return open_procedure(pack)
    first = next(recorder.read_all(), None)
    law = "bare" if first is None else Codec(SHIPPED["bare"]().workflow).law_of(first)
    if law not in SHIPPED:
        # A name out of a file opens no folder.
        raise BadInput(name, ["was written under a jurisdiction that does not ship; say --pack @ $"])
    return open_procedure(law)
