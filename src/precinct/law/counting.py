"""Counting time as the law counts it: from a start and a limit to the moment at which it ends.

* The starting hour or day is not counted. A held person's hours are the exception: they run from
  the minute of arrival, the strict reading.
* A limit in days or months ends at 24:00 of its last day, which is 00:00 of the day after it.
* A last day that is not worked rolls to the next worked one, except while a person is held.
* Hours and minutes never roll, and are counted as real time, whatever the clocks do meanwhile.
* A month ends on the day of the same number; where that is missing, and where the starting day is
  the last of its month, on the last day of the month.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import attrs

from precinct.basics.clock import require_aware
from precinct.basics.text import Text
from precinct.law.calendar import WorkCalendar
from precinct.law.timelimit import TimeLimit, Unit

_ONE = timedelta(days=1)


@attrs.frozen
class Counted:
    """When a limit ends, and how that was counted.

    Args:
        due_at: the moment of its end, in the calendar's zone; what happens at that very moment is
            in time, since "within" includes the number.
        last_day: the last day on which something can be done in time, as a person would name it;
            for a limit in days `due_at` is 00:00 of the day after it.
        explained: how it was counted.
    """

    due_at: datetime
    last_day: date
    explained: Text

    def passed(self, moment: datetime) -> bool:
        """Whether the limit is over at a moment.

        Raises:
            NaiveDatetime: the moment has no time zone.
        """
        return require_aware("moment", moment) > self.due_at


def count(limit: TimeLimit, start: datetime, calendar: WorkCalendar) -> Counted:
    """When a limit that starts at a moment ends.

    Args:
        limit: the limit.
        start: what sets it running: arrival, acceptance, receipt.
        calendar: the working calendar, whose zone says where days begin and end.

    Returns:
        the end of the limit and how it was counted.

    Raises:
        NaiveDatetime: the start has no time zone.
        UnknownYear: the count meets a day of a year that the calendar does not know.
    """
    local = require_aware("start", start).astimezone(calendar.zone)
    if limit.unit in (Unit.MINUTES, Unit.HOURS):
        return _count_clock(limit, local)
    return _count_days(limit, local.date(), calendar)


def _count_clock(limit: TimeLimit, local: datetime) -> Counted:
    begin = local.astimezone(UTC)
    step = timedelta(minutes=1) if limit.unit is Unit.MINUTES else timedelta(hours=1)
    if limit.held:
        why = Text("被限制人身自由，自到案时起算", "a person is held: counted from the very minute")
    elif limit.unit is Unit.MINUTES:
        why = Text("自当时起算", "counted from")
    else:
        why = Text("开始的小时不计算在内，起算于", "the starting hour is not counted: counted from")
        begin += timedelta(hours=1) - timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
    # Added in UTC: wall clocks may jump on the way, hours of a person's time do not.
    due = (begin + limit.amount * step).astimezone(local.tzinfo)
    first = begin.astimezone(local.tzinfo)
    return Counted(
        due,
        due.date(),
        Text(
            f"{limit.length.zh}：{why.zh} {_minute(first)}，至 {_minute(due)} 届满，不因节假日顺延",
            f"{limit.length.en}: {why.en} {_minute(first)}; ends at {_minute(due)}, and never rolls",
        ),
    )


def _count_days(limit: TimeLimit, start: date, calendar: WorkCalendar) -> Counted:
    if limit.unit is Unit.WORKING_DAYS:
        counted = last = calendar.nth_working_day_after(start, limit.amount)
    else:
        counted = start + limit.amount * _ONE if limit.unit is Unit.DAYS else _months(start, limit.amount)
        last = counted if limit.held else calendar.roll(counted)
    zh = f"{limit.length.zh}：开始之日 {start} 不计算在内"
    en = f"{limit.length.en}: the starting day {start} is not counted"
    if last != counted:
        zh += f"，最后一日 {counted} 为节假日，顺延至 {last}"
        en += f"; the last day {counted} is not a working day, so it moves to {last}"
    elif limit.held:
        zh += f"，最后一日为 {last}，被限制人身自由的期间不顺延"
        en += f"; the last day is {last}, and does not roll while a person is held"
    else:
        zh += f"，最后一日为 {last}"
        en += f"; the last day is {last}"
    return Counted(
        _midnight(last + _ONE, calendar),
        last,
        Text(f"{zh}，至当日 24:00 届满", f"{en}; it ends at 24:00"),
    )


def _months(start: date, amount: int) -> date:
    months = start.year * 12 + start.month - 1 + amount
    year, month = months // 12, months % 12 + 1
    longest = monthrange(year, month)[1]
    starts_on_last = start.day == monthrange(start.year, start.month)[1]
    return date(year, month, longest if starts_on_last else min(start.day, longest))


def _midnight(day: date, calendar: WorkCalendar) -> datetime:
    # Through UTC: where clocks jump over midnight, the day begins at the first moment that exists.
    return datetime.combine(day, time.min, calendar.zone).astimezone(UTC).astimezone(calendar.zone)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
