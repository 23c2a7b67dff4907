"""Working calendars from TOML, one table a year; a pack's own, and the file by which somebody corrects it.

[2026]
holidays = [2026-01-01, ...]
working_weekends = [2026-01-04, ...]

[2027]
published = false
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

from precinct.basics.errors import BadPack
from precinct.law.calendar import WorkCalendar
from precinct.law.strict import Table, load


@attrs.frozen
class Year:
    """The exceptions of one year, None where they are not published yet.

    Args:
        holidays: days that are not worked.
        working_weekends: Saturdays and Sundays that are worked instead.
    """

    holidays: frozenset[date]
    working_weekends: frozenset[date]


Years = Mapping[int, Year | None]


def read_years(tables: Iterable[tuple[str, Table]]) -> dict[int, Year | None]:
    """The years of a calendar; what is wrong is noted in their tables.

    Args:
        tables: each year's table, by its name.
    """
    years: dict[int, Year | None] = {}
    for name, table in tables:
        if not (name.isascii() and name.isdigit() and len(name) == 4):
            table.note("is no year such as 2026")
            continue
        if table.has("published"):
            if table.flag("published"):
                table.note("published can only be false; a published year has its days instead")
            years[int(name)] = None
            continue
        years[int(name)] = Year(_days(table, "holidays", name), _days(table, "working_weekends", name))
    return years


def _days(table: Table, key: str, year: str) -> frozenset[date]:
    days = table.items(key, date, "a day such as 2026-01-01")
    for day in days:
        if str(day.year) != year:
            table.note(f"{key} has {day}, which is in another year")
    if len(set(days)) < len(days):
        table.note(f"{key} has a day twice")
    return frozenset(days)


def calendar_of(name: str, zone: ZoneInfo, years: Years) -> WorkCalendar:
    """The calendar of these years.

    Args:
        name: what an error calls it.
        zone: where its days begin and end.
        years: one or more, without a gap.

    Raises:
        ValueError: they leave one out, or a day among them cannot be.
    """
    if missing := sorted(set(range(min(years), max(years) + 1)) - years.keys()):
        raise ValueError(f"leaves out {', '.join(map(str, missing))}; the years must follow each other")
    known = {year: found for year, found in years.items() if found is not None}
    if not known:
        raise ValueError("has no published year")
    return WorkCalendar(
        name,
        zone,
        min(known),
        max(known),
        frozenset().union(*(year.holidays for year in known.values())),
        frozenset().union(*(year.working_weekends for year in known.values())),
        frozenset(years.keys() - known.keys()),
    )


def years_of(calendar: WorkCalendar) -> dict[int, Year | None]:
    """The years of a calendar, as a file would have them."""
    known = range(calendar.first_year, calendar.last_year + 1)
    years: dict[int, Year | None] = {
        year: Year(
            frozenset(day for day in calendar.holidays if day.year == year),
            frozenset(day for day in calendar.working_weekends if day.year == year),
        )
        for year in known
    }
    return years | dict.fromkeys(calendar.unpublished)


def corrected(calendar: WorkCalendar, file: Path) -> WorkCalendar:
    """A calendar with the years of a file in place of its own.

    Args:
        calendar: the calendar.
        file: a TOML file of years, as this module describes it.

    Raises:
        BadPack: the file cannot be used, with every problem.
    """
    problems: list[str] = []
    content = load(file, problems, file.name)
    whole = Table(file.name, content or {}, problems)
    years = read_years(whole.tables())
    if not (years or problems):
        problems.append(f"{file.name}: has no year")
    if not problems:
        try:
            return calendar_of(calendar.name, calendar.zone, years_of(calendar) | years)
        except ValueError as error:
            whole.note(str(error))
    raise BadPack(f"the calendar in {file}", problems)
