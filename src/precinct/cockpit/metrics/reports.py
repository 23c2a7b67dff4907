"""How many reports came in, were reached and were closed on each day, and how long was it until somebody was there?

- A report counts as received on the day on which it was received, as reached on the day of the first arrival, as closed on
  the day on which that happened; days are those of the station's zone.
- The wait runs from the moment of receipt to that of the first arrival, as the report says them, in whole minutes, cut.
  `counted` waits are the denominator. Reports that nobody went to have none; `negative` are those where somebody was
  there before the report came in, as with a patrol's own; `withheld` those whose content was erased or is sealed.
- It describes what people waited for. It knows no officers and no units, and ranks none.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import MappingProxyType

import attrs

from precinct.matters.report import ReportState
from precinct.station.delivery import Delivery
from precinct.station.reading import ReadingModel

A_DAY = 24 * 60
"""Waits of this many minutes and more are counted together."""

_NO_DAYS: Mapping[date, "ReportsOfDay"] = MappingProxyType({})
_NO_WAITS: Mapping[int, int] = MappingProxyType({})
_NOBODY: Mapping[str, datetime | None] = MappingProxyType({})


@attrs.frozen
class ReportsOfDay:
    """One day.

    Args:
        received: how many came in.
        reached: to how many somebody came for the first time.
        closed: how many were closed.
    """

    received: int = 0
    reached: int = 0
    closed: int = 0


@attrs.frozen
class Reports:
    """The reports of a station.

    Args:
        days: for each day on which something was counted.
        waits: for each number of minutes, how many waited so long; a day and more is `A_DAY`.
        negative: how many were reached before they came in.
        withheld: how many were reached and do not say any more when.
        waiting: the reports that nobody has come to and that are not closed, and when each came in, as far as it says so.
    """

    days: Mapping[date, ReportsOfDay] = _NO_DAYS
    waits: Mapping[int, int] = _NO_WAITS
    negative: int = 0
    withheld: int = 0
    waiting: Mapping[str, datetime | None] = _NOBODY

    @property
    def counted(self) -> int:
        """How many waits there are."""
        return sum(self.waits.values())

    def within(self, percent: int) -> int | None:
        """The whole minutes that so many per cent of the counted waits do not exceed; None where nothing is counted.

        Args:
            percent: from 1 to 100; 50 for the median.

        Raises:
            ValueError: it is another number.
        """
        if not 1 <= percent <= 100:
            raise ValueError(f"percent must be from 1 to 100, not {percent}")
        seen, needed = 0, self.counted * percent
        for minutes in sorted(self.waits):
            seen += self.waits[minutes]
            if seen * 100 >= needed:
                return minutes
        return None


def reports_of(zone: tzinfo) -> ReadingModel[Reports]:
    """The reports of a station by day, and how long people waited.

    Args:
        zone: the time zone of the station, such as `cn.law.zone`.
    """

    def fold(before: Reports, delivery: Delivery) -> Reports:
        header, entry = delivery.header, delivery.entry
        if header.kind != "report":
            return before
        changed = {} if entry is None else dict(entry.changes)
        if header.from_state is None:
            came = _moment(changed.get("received_at"))
            waiting = {**before.waiting, header.matter: came}
            return _counted(before, (came or header.occurred_at).astimezone(zone).date(), "received", waiting)
        if header.from_state is header.to_state:
            return before
        rest = {matter: at for matter, at in before.waiting.items() if matter != header.matter}
        if header.to_state is ReportState.ON_SCENE and header.matter in before.waiting:
            there = _moment(changed.get("arrived_at"))
            after = _counted(before, (there or header.occurred_at).astimezone(zone).date(), "reached", rest)
            return _waited(after, before.waiting[header.matter], there)
        if header.to_state is ReportState.CLOSED:
            return _counted(before, header.occurred_at.astimezone(zone).date(), "closed", rest)
        return before

    return ReadingModel(
        name=f"reports in {zone}",
        version=1,
        start=Reports(),
        fold=fold,
        content=True,
        write=_write,
        read=_read,
    )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _counted(before: Reports, day: date, what: str, waiting: Mapping[str, datetime | None]) -> Reports:
    known = before.days.get(day, ReportsOfDay())
    more = attrs.evolve(known, **{what: getattr(known, what) + 1})
    return attrs.evolve(before, days={**before.days, day: more}, waiting=waiting)


def _waited(reports: Reports, came: datetime | None, there: datetime | None) -> Reports:
    if came is None or there is None:
        return attrs.evolve(reports, withheld=reports.withheld + 1)
    # In UTC: two moments of one zone differ by the clock on the wall.
    minutes = (there.astimezone(UTC) - came.astimezone(UTC)) // timedelta(minutes=1)
    if minutes < 0:
        return attrs.evolve(reports, negative=reports.negative + 1)
    minutes = min(minutes, A_DAY)
    return attrs.evolve(reports, waits={**reports.waits, minutes: reports.waits.get(minutes, 0) + 1})


def _write(reports: Reports) -> object:
    return {
        "days": {day.isoformat(): attrs.astuple(numbers) for day, numbers in reports.days.items()},
        "waits": {str(minutes): number for minutes, number in reports.waits.items()},
        "negative": reports.negative,
        "withheld": reports.withheld,
        "waiting": {matter: None if at is None else at.isoformat() for matter, at in reports.waiting.items()},
    }


def _read(kept: object) -> Reports:
    if not isinstance(kept, dict):
        raise TypeError("reports are an object")
    return Reports(
        days={
            date.fromisoformat(day): ReportsOfDay(*map(int, numbers)) for day, numbers in kept["days"].items()
        },
        waits={int(minutes): int(number) for minutes, number in kept["waits"].items()},
        negative=int(kept["negative"]),
        withheld=int(kept["withheld"]),
        waiting={
            str(matter): None if at is None else datetime.fromisoformat(at)
            for matter, at in kept["waiting"].items()
        },
    )
