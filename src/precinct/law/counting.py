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
from collections.abc import Mapping, Sequence
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
        unpublished: the years, if any, whose working days were not published when it was counted; it
            may move once they are.
    """

    due_at: datetime
    last_day: date
    explained: Text
    unpublished: tuple[int, ...] = ()

    def passed(self, moment: datetime) -> bool:
        """Whether the limit is over at a moment.

        Raises:
            NaiveDatetime: the moment has no time zone.
        """
        return require_aware("moment", moment) > self.due_at


def count(
    limit: TimeLimit,
    start: datetime,
    calendar: WorkCalendar,
    *,
    extended: Sequence[TimeLimit] = (),
    stood_still: timedelta = timedelta(0),
) -> Counted:
    """When a limit that starts at a moment ends.

    Args:
        limit: the limit.
        start: what sets it running: arrival, acceptance, receipt.
        calendar: the working calendar, whose zone says where days begin and end.
        extended: the limits by which it was lengthened, each counted from where the one before it ends.
        stood_still: the time in which it did not run. A limit in days or months leaves out only whole
            days, the strict reading.

    Returns:
        the end of the limit and how it was counted.

    Raises:
        NaiveDatetime: the start has no time zone.
        UnknownYear: the count meets a day of a year that the calendar does not know.
        ValueError: hours would grow by days, or days by hours.
    """
    local = require_aware("start", start).astimezone(calendar.zone)
    clock = (Unit.MINUTES, Unit.HOURS)
    mixed = [longer.code for longer in extended if (longer.unit in clock) is not (limit.unit in clock)]
    if mixed:
        raise ValueError(f"{limit.code} is in {limit.unit.value} and cannot grow by {', '.join(mixed)}")
    if limit.unit in clock:
        return _count_clock(limit, local, extended, stood_still)
    return _count_days(limit, local.date(), calendar, extended, stood_still.days)


def _count_clock(
    limit: TimeLimit, local: datetime, extended: Sequence[TimeLimit], stood_still: timedelta
) -> Counted:
    begin = local.astimezone(UTC)
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
    hours = sum((one.amount * _STEP[one.unit] for one in (limit, *extended)), stood_still)
    due = (begin + hours).astimezone(local.tzinfo)
    first = begin.astimezone(local.tzinfo)
    zh, en = f"{limit.length.zh}：{why.zh} {_minute(first)}", f"{limit.length.en}: {why.en} {_minute(first)}"
    for longer in extended:
        zh += f"，延长 {longer.length.zh}"
        en += f"; {longer.length.en} longer"
    if stood_still:
        zh += f"，其间 {stood_still} 不计算在内"
        en += f"; {stood_still} in between not counted"
    return Counted(
        due,
        due.date(),
        Text(
            f"{zh}，至 {_minute(due)} 届满，不因节假日顺延", f"{en}; ends at {_minute(due)}, and never rolls"
        ),
    )


_STEP = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}


def _count_days(
    limit: TimeLimit, start: date, calendar: WorkCalendar, extended: Sequence[TimeLimit], left_out: int
) -> Counted:
    counted = start
    zh = f"{limit.length.zh}：开始之日 {start} 不计算在内"
    en = f"{limit.length.en}: the starting day {start} is not counted"
    for one in (limit, *extended):
        counted = _advance(one, counted, calendar)
        if one is not limit:
            zh += f"，延长 {one.length.zh} 至 {counted}"
            en += f"; {one.length.en} longer, to {counted}"
    if left_out:
        counted += left_out * _ONE
        zh += f"，其间 {left_out} 日不计算在内"
        en += f"; {left_out} {'day' if left_out == 1 else 'days'} in between not counted"
    last = counted if limit.held else calendar.roll(counted)
    if last != counted:
        zh += f"，最后一日 {counted} 为节假日，顺延至 {last}"
        en += f"; the last day {counted} is not a working day, so it moves to {last}"
    elif limit.held:
        zh += f"，最后一日为 {last}，被限制人身自由的期间不顺延"
        en += f"; the last day is {last}, and does not roll while liberty is restricted"
    else:
        zh += f"，最后一日为 {last}"
        en += f"; the last day is {last}"
    zh, en = f"{zh}，至当日 24:00 届满", f"{en}; it ends at 24:00"
    working = any(one.unit is Unit.WORKING_DAYS for one in (limit, *extended))
    looked_at = (
        range((start if working else counted).year, last.year + 1) if working or not limit.held else ()
    )
    unpublished = tuple(year for year in looked_at if not calendar.published(year))
    if unpublished:
        years = ", ".join(map(str, unpublished))
        zh += f"；{years}年的节假日安排尚未公布，暂按周一至周五为工作日计算，公布后请重新计算"
        en += f"; the working days of {years} are not published yet: Monday to Friday were taken, so count again then"
    return Counted(_midnight(last + _ONE, calendar), last, Text(zh, en), unpublished)


def _advance(limit: TimeLimit, day: date, calendar: WorkCalendar) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.nth_working_day_after(day, limit.amount)
    return day + limit.amount * _ONE if limit.unit is Unit.DAYS else months_after(day, limit.amount)


def months_after(start: date, amount: int) -> date:
    """The same day of a later month; its last day where it has no such day, or where the first was a last day."""
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


RULES: Mapping[str, Text] = {
    "counting.within_includes": Text("“以内”包括本数", '"within" includes the number'),
    "counting.start_left_out": Text("开始的时、日不计算", "the hour or day of the start is left out"),
    "counting.from_the_minute": Text("自到案的分钟起算", "from the very minute of arrival"),
    "counting.hours_never_move": Text("小时不顺延", "hours never move"),
    "counting.months": Text("月按对应日计算", "a month ends on the day of the same number"),
    "counting.working_days": Text("按工作日计算", "in working days"),
    "counting.calendar_days": Text("按自然日计算", "in calendar days"),
    "counting.ends_at_midnight": Text("至最后一日二十四时", "until midnight of the last day"),
    "counting.moves_past_holidays": Text("节假日顺延", "a last day on a holiday moves"),
    "counting.weekends_are_holidays": Text("节假日包括周末", "weekends are holidays"),
    "counting.held_never_moves": Text("被限制人身自由的不顺延", "nothing moves while liberty is restricted"),
}
"""The rules by which limits are counted, by the codes under which a pack cites them."""


def rules_of(limit: TimeLimit) -> tuple[str, ...]:
    """The rules by which a limit is counted, in the order in which they are applied.

    Args:
        limit: the limit.

    Returns:
        codes of `RULES`.
    """
    by_clock = limit.unit in _STEP
    rolls = not (by_clock or limit.held)
    asked = {
        "counting.start_left_out": limit.unit is not Unit.MINUTES and not (by_clock and limit.held),
        "counting.from_the_minute": by_clock and limit.held,
        "counting.hours_never_move": by_clock,
        "counting.months": limit.unit is Unit.MONTHS,
        "counting.working_days": limit.unit is Unit.WORKING_DAYS,
        "counting.calendar_days": limit.unit is Unit.DAYS,
        "counting.ends_at_midnight": not by_clock,
        "counting.moves_past_holidays": rolls,
        "counting.weekends_are_holidays": rolls,
        "counting.held_never_moves": limit.held,
    }
    return tuple(code for code in RULES if asked.get(code, True))
