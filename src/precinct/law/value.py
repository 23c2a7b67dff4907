"""What a pack says in numbers and in names, and whatever else it says under a code."""

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation
from precinct.law.note import Note
from precinct.law.penalty import Penalties
from precinct.law.timelimit import TimeLimit


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


Said = Value | Choice | TimeLimit | Penalties | Note | tuple[Citation, ...]
"""What a pack has under a code on a day; of a guard, only what it stands on."""


def citations_of(said: Said) -> tuple[Citation, ...]:
    """What it stands on."""
    return said if isinstance(said, tuple) else said.citations
