"""When a time limit of a pack ends, for those who may ask only about limits that there are."""

from datetime import date, datetime, timedelta

from precinct.law.counting import count
from precinct.law.pack import Pack


def end_of(
    code: str, start: datetime, day: date, law: Pack, *, stood_still: timedelta = timedelta(0)
) -> datetime | None:
    """The moment at which a time limit ends.

    Args:
        code: the time limit.
        start: what set it running.
        day: the day that chooses the rule.
        law: the pack.
        stood_still: the time in which it did not run.

    Returns:
        the last moment in time, None where the law of the day has no such limit or sets it no number.

    Raises:
        UnknownYear: a working day would have to be counted in a year that the calendar does not know.
    """
    if law.unlimited(code) or not law.has_limit(code, day):
        return None
    return count(law.limit(code, day), start, law.calendar, stood_still=stood_still).due_at
