"""How the verbs that say whether a ledger is what it was tell that something stood in the way of finding out."""

import argparse
import sys
from collections.abc import Callable

from precinct.basics.errors import PrecinctError
from precinct.basics.ledger_errors import NotALedger, Tampered, Unproven
from precinct.cli.words import discreet

_WRONG = (Tampered, Unproven, NotALedger)


def careful(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A verb that ends with 1 only where something is wrong, and with 2 and one line where it could not be found out."""

    def carefully(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except (PrecinctError, OSError) as error:
            print(f"precinct: {discreet(str(error))}", file=sys.stderr)
            return 1 if isinstance(error, _WRONG) else 2

    return carefully
