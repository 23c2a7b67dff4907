"""`precinct` at the command line: one file a verb, each with `add` (its arguments) and `run` (what it does).

Every verb ends with

- 0 where it is done, and all is well;
- 1 where it looked, and something is not as it should be: an entry was changed, a proof shows nothing, a deadline could
  not be seen to, what stands where the ledger should be is none;
- 2 where it was asked wrongly, or could not look: no such file, no server, no permission. The reason goes to stderr.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from precinct.basics.errors import PrecinctError
from precinct.basics.ledger_errors import NotALedger, Tampered, Unproven
from precinct.cli import check, draw, due, law, ledger, rebuild, sweep, verify
from precinct.cli.words import discreet, shown

_PACKAGE = "precinct-workflow"
_VERBS = (check, draw, law, ledger, due, sweep, verify, rebuild)
_FOUND = (Tampered, Unproven, NotALedger)
"""What a verb says with 1; everything else that stops it, with 2."""


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
        the exit status: 0 done, 1 found something wrong, 2 asked wrongly or could not look.

    Raises:
        SystemExit: with 2 where the arguments are none that a verb takes; with 0 for `--help` and `--version`.
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
        # It may name what stands in a file.
        print(f"precinct: {shown(discreet(str(error)))}", file=sys.stderr)
        return 1 if isinstance(error, _FOUND) else 2
    return status
