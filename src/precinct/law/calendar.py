"""Which days are worked, for the years that are known and for no other."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import attrs

from precinct.basics.errors import UnknownYear

_SATURDAY = 5
_ONE = timedelta(days=1)


@attrs.frozen
class WorkCalendar:
    """A working calendar: weekdays are worked, weekends are not, and these are the exceptions.

    A calendar whose first year is after its last one knows no year; hours can still be counted with
    it.

    Args:
        name: what an error calls it.
        zone: where its days begin and end.
        first_year: the first year whose exceptions are all known.
        last_year: the last such year.
        holidays: days that are not worked.
        working_weekends: Saturdays and Sundays that are worked instead.
        unpublished: years after the last one whose exceptions nobody has published yet. In them Monday
            to Friday count as worked, and whatever was counted with them says so.

    Raises:
        ValueError: a day is outside the known years, is both kinds of exception, or is called a
            working weekend and is none; or an unpublished year is a known one or leaves a gap. All
            such days and years are named.
    """

    name: str
    zone: ZoneInfo
    first_year: int
    last_year: int
    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    unpublished: frozenset[int] = frozenset()

    def __attrs_post_init__(self) -> None:
        wrong = [
            f"{day} is outside {self.first_year} to {self.last_year}"
            for day in self.holidays | self.working_weekends
            if not self.first_year <= day.year <= self.last_year
        ]
        expected = range(self.last_year + 1, self.last_year + 1 + len(self.unpublished))
        if self.unpublished != frozenset(expected):
            years = ", ".join(map(str, sorted(self.unpublished)))
            wrong.append(f"the unpublished years {years} do not follow {self.last_year} one after the other")
        wrong += [
            f"{day} is both a holiday and a working weekend" for day in self.holidays & self.working_weekends
        ]
        wrong += [
            f"{day} is a working weekend, but no Saturday or Sunday"
            for day in self.working_weekends
            if day.weekday() < _SATURDAY
        ]
        if wrong:
            raise ValueError("; ".join(sorted(wrong)))

    @classmethod
    def unknown(cls, name: str, zone: ZoneInfo) -> "WorkCalendar":
        """A calendar that knows no year: whoever asks it about a day gets `UnknownYear`."""
        return cls(name, zone, first_year=1, last_year=0)

    def knows(self, day: date) -> bool:
        """Whether the day is in a known year, or in one that is counted provisionally."""
        return self.first_year <= day.year <= self.last_year or day.year in self.unpublished

    def published(self, year: int) -> bool:
        """Whether the exceptions of a year are known."""
        return year not in self.unpublished

    def is_working(self, day: date) -> bool:
        """Whether the day is worked.

        Raises:
            UnknownYear: the day is in a year that this calendar does not know.
        """
        if not self.knows(day):
            raise UnknownYear(self.name, day.year, (self.first_year, self.last_year))
        if day.weekday() >= _SATURDAY:
            return day in self.working_weekends
        return day not in self.holidays

    def roll(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it.

        Raises:
            UnknownYear: a day on the way is in a year that this calendar does not know.
        """
        while not self.is_working(day):
            day += _ONE
        return day

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after a day, which is itself not counted.

        Args:
            day: the day on which it starts.
            n: how many working days, from 1.

        Raises:
            UnknownYear: a day on the way is in a year that this calendar does not know.
            ValueError: n is less than 1.
        """
        if n < 1:
            raise ValueError(f"the {n}-th working day after {day} is not after it; count from 1")
        for _ in range(n):
            day = self.roll(day + _ONE)
        return day
