"""The rows of the table of facts that a pack was made from: what each says, and which have no place in it."""

import re

import attrs

from precinct.basics.text import Text

_PARTS = re.compile(r"(\d+)|(\D+)")


@attrs.frozen
class Section:
    """A part of the table of facts.

    Args:
        id: what the ids of its rows begin with: `5` of `5.14`, `A` of `A9`.
        text: what it is about.
        whole: whether the pack means to have all of it.
    """

    id: str
    text: Text
    whole: bool


@attrs.frozen
class Row:
    """One rule as the table of facts numbers it.

    Args:
        id: its number, for example `5.14` or `A9`.
        text: what it is about, in a few words.
        beyond: why this library neither enforces nor shows it; None where it does.
    """

    id: str
    text: Text
    beyond: Text | None = None

    @property
    def section(self) -> str:
        """The part of the table that it stands in: `5` of `5.14`, `A` of `A9`."""
        head, dot, _ = self.id.partition(".")
        return head if dot else self.id.rstrip("0123456789")


def row_ids(named: str) -> tuple[str, ...]:
    """The ids in the `row` of an entry, which may name several: `5.4, 7.17`."""
    return tuple(one.strip() for one in named.split(",") if one.strip())


def row_order(row_id: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts ids as a person counts them: 1.9 before 1.10, numbers before letters."""
    return tuple(
        (int(digits), "") if digits else (1 << 30, other) for digits, other in _PARTS.findall(row_id)
    )
