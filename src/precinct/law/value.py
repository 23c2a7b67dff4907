"""What a pack says in numbers and in names."""

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation


@attrs.frozen
class Value:
    """A number of the law.

    Args:
        code: its name in the pack.
        amount: the number.
        unit: what it counts, for example `yuan`, `years` or `officers`.
        citations: what it stands on.
        text: what it is.
    """

    code: str
    amount: int
    unit: str
    citations: tuple[Citation, ...]
    text: Text


@attrs.frozen
class Choice:
    """A set of names that the law closes.

    Args:
        code: its name in the pack.
        names: the names, each with its words in `Pack.word`.
        citations: what it stands on.
        text: what it is.
    """

    code: str
    names: frozenset[str]
    citations: tuple[Citation, ...]
    text: Text
