"""Where a ledger is: a file of SQLite, or an address of PostgreSQL."""

import re
from pathlib import Path

from precinct.basics.errors import BadInput

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_SETTING = re.compile(r"(?:^|\s)(host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=")

_NEITHER = (
    "it is neither a file nor an address that begins with postgresql://, in small letters; "
    "begin with ./ if a file of this name is meant"
)


def is_address(place: str) -> bool:
    """Whether a ledger is in PostgreSQL. What it is told by is never shown, because it may hold a password.

    What was plainly meant as an address is never taken for the name of a new file.

    Args:
        place: the file; or the address, as `postgresql://user@host/name`.

    Raises:
        BadInput: it is an address of something else, or is mistyped.
    """
    if place.startswith(("postgresql://", "postgres://")):
        return True
    if (_SCHEME.match(place) or _SETTING.search(place)) and not Path(place).exists():
        raise BadInput("the ledger", [_NEITHER])
    return False
