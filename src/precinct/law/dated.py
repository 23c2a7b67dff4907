"""A value of the law and the days on which it changed."""

from bisect import bisect_right
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

import attrs

from precinct.basics.errors import NotInForce

T_co = TypeVar("T_co", covariant=True)


def _days_of(dated: "Dated[object]") -> tuple[date, ...]:
    return tuple(day for day, _ in dated.series)


@attrs.frozen
class Dated(Generic[T_co]):
    """A value with the days since which it holds.

    Args:
        name: what it is, as an error names it.
        series: pairs of the first day and the value that holds from then; None repeals it. The
            days rise, the first value is no repeal, and no repeal follows a repeal.

    Raises:
        ValueError: the series is empty or not as described.
    """

    name: str
    series: tuple[tuple[date, T_co | None], ...]
    _days: tuple[date, ...] = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(_days_of, takes_self=True)
    )

    def __attrs_post_init__(self) -> None:
        if not self.series:
            raise ValueError(f"{self.name} has no day on which it begins")
        first, value = self.series[0]
        if value is None:
            raise ValueError(f"{self.name} is repealed on {first} before it begins")
        for (day, value), (following, next_value) in pairwise(self.series):
            if following <= day:
                raise ValueError(f"{self.name} has {following} after {day}; each must be later")
            if value is None and next_value is None:
                raise ValueError(f"{self.name} is repealed on {following} though it was on {day}")

    def on(self, day: date) -> T_co:
        """The value that holds on a day.

        Args:
            day: a day, not a moment: the caller knows in which zone it is.

        Raises:
            NotInForce: the day is before the first one, or after a repeal.
        """
        days = self._days
        # Mostly the newest law is asked for, and finding it needs no search.
        at = len(days) - 1 if day >= days[-1] else bisect_right(days, day) - 1
        if at < 0:
            raise NotInForce(self.name, day.isoformat(), f"it begins on {self._days[0]}")
        value = self.series[at][1]
        if value is None:
            raise NotInForce(self.name, day.isoformat(), f"it was repealed on {self._days[at]}")
        return value

    def known_on(self, day: date) -> bool:
        """Whether a value holds on a day."""
        at = bisect_right(self._days, day) - 1
        return at >= 0 and self.series[at][1] is not None

    def changes(self) -> tuple[date, ...]:
        """Each day on which something changes, the first day included."""
        return self._days
