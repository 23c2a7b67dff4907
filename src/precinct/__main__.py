"""`python -m precinct`."""

import os
import sys

from precinct.cli import main


def run() -> int:
    """Run the command line, and be content if whoever reads its output has seen enough, as `head` has."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still to be flushed at the end must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


sys.exit(run())
