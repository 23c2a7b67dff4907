"""`precinct` at the command line: one file a verb, each with `add` (its arguments) and `run` (what it does)."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from precinct.basics.errors import PrecinctError
from precinct.cli import check, draw, due, law, ledger, rebuild, sweep, verify
from precinct.cli.words import discreet

_PACKAGE = "precinct-workflow"
_VERBS = (check, draw, law, ledger, due, sweep, verify, rebuild)


class _Parser(argparse.ArgumentParser):
    """Says what was asked wrongly, and no password that stood in it."""

    def error(self, message: str) -> NoReturn:
        super().error(discreet(message))


class _Version(argparse.Action):
    """Says which version this is. Whoever does not ask does not wait for the look."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"precinct {version(_PACKAGE)}")
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        argv: the arguments; those of the process if not given.

    Returns:
        the exit status: 0 done, 1 found something wrong, 2 asked wrongly.
    """
    parser = _Parser(
        prog="precinct", description="Police-station workflows, drawn and checked. Not legal advice."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which precinct this is")
    parser.add_argument("--lang", choices=["zh", "en"], default="en", help="the language of the output")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in _VERBS:
        verb.add(verbs)
    arguments = parser.parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except (PrecinctError, OSError) as error:
        parser.exit(1, f"precinct: {discreet(str(error))}\n")
    return status
