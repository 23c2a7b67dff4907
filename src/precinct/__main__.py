"""`python -m precinct`."""

import sys

from precinct.cli import main

sys.exit(main())
