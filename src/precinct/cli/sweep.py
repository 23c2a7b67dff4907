"""`precinct sweep LEDGER`: see to what has run out, for a timer of the system to call."""

import argparse
from datetime import timedelta

from precinct.basics.clock import system_clock
from precinct.cli.station import add_file, open_station, span
from precinct.cli.words import shown
from precinct.station.sweeping import LEASE, Sweep

_AT_ONCE = 100


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser(
        "sweep", help="let happen what lapses by law, and tell once of all else that has run out"
    )
    add_file(parser, "others may use it meanwhile")
    parser.add_argument(
        "--lease",
        type=_lease,
        default=LEASE,
        metavar="SPAN",
        help="how long others leave it what it claimed; 5m if not given",
    )
    parser.set_defaults(run=run)


def _lease(text: str) -> timedelta:
    """A span in which others leave something alone."""
    lease = span(text)
    if not lease:
        raise argparse.ArgumentTypeError("a lease of nothing leaves others nothing; give one such as 5m")
    return lease


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each deadline that has run out; 1 where one could not be seen to."""
    now = arguments.now or system_clock()
    failed = False
    with open_station(arguments, readonly=False) as station:
        while swept := station.sweep(now, limit=_AT_ONCE, lease=arguments.lease):
            for one in swept:
                failed |= one.outcome is Sweep.FAILED
                what = one.problem or ("" if one.done is None else type(one.done).__name__)
                offered = ", ".join(offer.option.action.__name__ for offer in one.offered)
                told = one.outcome.text.to(arguments.lang)
                deadline = one.deadline
                print(shown(f"{told}  {deadline.kind} {deadline.matter}  {deadline.code}  {what or offered}"))
    return int(failed)
