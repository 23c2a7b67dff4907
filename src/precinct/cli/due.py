"""`precinct due LEDGER`: what is due at a station, the soonest first."""

import argparse
from datetime import timedelta

from precinct.basics.clock import system_clock
from precinct.cli.station import add_file, open_station, span
from precinct.cli.words import say, shown


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser("due", help="print what is due, and what has run out")
    add_file(parser, "it is opened for reading only")
    parser.add_argument(
        "--within",
        type=span,
        default=timedelta(days=1),
        metavar="SPAN",
        help="look ahead: 90m, 24h (if not given), 7d",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each deadline: the matter, what, until when, on which article, what its end means."""
    now = arguments.now or system_clock()
    with open_station(arguments, readonly=True) as station:
        for due in station.due(now=now, within=arguments.within):
            over = (
                say(arguments.lang, "已届满", "over")
                if due.over(now)
                else say(arguments.lang, "未届满", "runs")
            )
            print(shown(f"{over}  {due.kind} {due.matter}  {due.to(arguments.lang)}"))
    return 0
