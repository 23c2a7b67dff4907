"""A time limit as the law writes it: how many of which unit, and whether a person is held."""

import attrs

from precinct.basics.text import Named, Text
from precinct.law.citation import Citation


class Unit(Named):
    """What a time limit counts."""

    MINUTES = "minutes", "分钟"
    HOURS = "hours", "小时"
    DAYS = "days", "日"
    WORKING_DAYS = "working_days", "个工作日"
    MONTHS = "months", "个月"


def _positive(instance: object, attribute: "attrs.Attribute[int]", value: int) -> None:
    # bool is an int to Python, and True hours is a mistake
    if type(value) is not int or not 1 <= value <= LONGEST:
        raise ValueError(f"{attribute.name} must be a whole number from 1 to {LONGEST}, not {value!r}")


LONGEST = 10_000
"""No limit counts more than this; beyond it Python's dates would end."""


@attrs.frozen
class TimeLimit:
    """The law's rule; a deadline is this rule running on one matter.

    Args:
        code: its name in packs and deadlines.
        amount: how many units, 1 to 10,000.
        unit: what is counted.
        held: a person's liberty is restricted meanwhile, in custody or by bail: hours run from the minute of arrival, and the last day
            never rolls past a holiday.
        citations: what it stands on.
        text: what it is.

    Raises:
        ValueError: the amount is no whole number in that range.
    """

    code: str
    amount: int = attrs.field(validator=_positive)
    unit: Unit
    held: bool
    citations: tuple[Citation, ...]
    text: Text

    @property
    def length(self) -> Text:
        """How long it is, in words: `8小时`, `8 hours`."""
        words = self.unit.text
        en = words.en.removesuffix("s") if self.amount == 1 else words.en
        return Text(f"{self.amount}{words.zh}", f"{self.amount} {en}")
