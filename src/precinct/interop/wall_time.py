"""Wall-clock times of a place, as sources write them: without an offset.

Once a year an hour does not exist, and once a year an hour happens twice. A time in the first is an error.
In the second it means the *first* pass (`fold=0`), unless only the second pass keeps the order of events.

What comes out has a fixed offset, not the zone: two moments that share a `ZoneInfo` are compared and
subtracted by their wall time, which is wrong by an hour in just that night.
"""

import re
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

YEARS = range(1970, 2101)
"""A year outside these is a clock that was never set."""

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?")


def read_wall_time(text: str, zone: ZoneInfo) -> datetime:
    """A time such as `2025-08-31 01:13:04.000`, in its zone, on the first pass.

    Args:
        text: what is written.
        zone: the zone of the place.

    Raises:
        ValueError: it is no such time, or that time never was; with a sentence that says so.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError("is no local time such as 2025-08-31 01:13:04.000, without offset")
    *whole, fraction = found.groups(default="")
    year, month, day, hour, minute, second = map(int, whole)
    if year not in YEARS:
        raise ValueError(f"is in the year {year}, not in {YEARS[0]} to {YEARS[-1]}")
    try:
        moment = datetime(year, month, day, hour, minute, second, int(fraction.ljust(6, "0")), zone)
    except ValueError as error:
        raise ValueError(f"is no time ({error})") from None
    first, second_pass = _offsets(moment)
    if first < second_pass:
        raise ValueError(f"never was in {zone.key}: the clocks went forward over it")
    return moment


def happens_twice(moment: datetime) -> bool:
    """Whether this wall time happens twice, because the clocks go back over it."""
    first, second = _offsets(moment)
    return first > second


def settled(moment: datetime, after: datetime | None) -> datetime:
    """The moment with a fixed offset.

    Args:
        moment: what `read_wall_time` gave.
        after: the settled moment of what came before it, if that is known.
    """
    passes = [_fixed(moment.replace(fold=0)), _fixed(moment.replace(fold=1))]
    if after is not None and passes[0] < after <= passes[1]:
        return passes[1]
    return passes[0]


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    assert offset is not None
    return moment.replace(tzinfo=timezone(offset), fold=0)


def _offsets(moment: datetime) -> tuple[float, float]:
    first, second = (moment.replace(fold=fold).utcoffset() for fold in (0, 1))
    assert first is not None
    assert second is not None
    return first.total_seconds(), second.total_seconds()
