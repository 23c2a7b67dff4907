"""`precinct` at the command line: one file a verb, each with `add` (its arguments) and `run` (what it does)."""

import argparse
from collections.abc import Sequence

from precinct.basics.errors import PrecinctError
from precinct.cli import check, draw, due, law, ledger, sweep

_VERBS = (check, draw, law, ledger, due, sweep)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        argv: the arguments; those of the process if not given.

    Returns:
        the exit status: 0 done, 1 found something wrong, 2 asked wrongly.
    """
    parser = argparse.ArgumentParser(
        prog="precinct", description="Police-station workflows, drawn and checked. Not legal advice."
    )
    parser.add_argument("--lang", choices=["zh", "en"], default="en", help="the language of the output")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in _VERBS:
        verb.add(verbs)
    arguments = parser.parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except PrecinctError as error:
        parser.exit(1, f"precinct: {error}\n")
    return status
