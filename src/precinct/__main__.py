"""`python -m precinct`."""

import os
import sys

from precinct.cli import main

try:
    status = main()
    sys.stdout.flush()
except BrokenPipeError:
    # Whoever read our output has seen enough, as `head` has; closing it again must not complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 1
sys.exit(status)
