from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from precinct.interop.wall_time import happens_twice, read_wall_time, settled

NEW_YORK = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
AUTUMN = datetime(2025, 11, 2, 5, 0, tzinfo=UTC)
"""One in the morning of the night in which the hour from one to two happens twice."""
NIGHT = st.integers(-3 * 3600, 5 * 3600).map(lambda seconds: AUTUMN + timedelta(seconds=seconds))


def written(moment: datetime, zone: ZoneInfo = NEW_YORK) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S.%f}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-08-31", "is no local time such as"),
        ("2025-08-31T01:13:04", "is no local time such as"),
        ("2025-08-31 01:13:04-04:00", "without offset"),
        ("2025-08-31 01:13:04Z", "without offset"),
        ("2025-08-31 01:13:04.1234567", "is no local time such as"),
        ("2025-08-31 01:13:04 ", "is no local time such as"),
        ("２０２５-08-31 01:13:04", "is no local time such as"),
        ("31.08.2025 01:13:04", "is no local time such as"),
        ("2025-02-29 01:13:04", "is no time (day is out of range for month)"),
        ("2025-08-31 24:00:00", "is no time (hour must be in 0..23)"),
        ("2025-08-31 01:13:60", "is no time (second must be in 0..59)"),
        ("0001-01-01 00:00:00", "is in the year 1, not in 1970 to 2100"),
        ("9999-12-31 23:59:59", "is in the year 9999"),
        ("2026-03-08 02:00:00", "never was in America/New_York"),
        ("2026-03-08 02:59:59.999999", "never was in America/New_York"),
    ],
)
def test_what_is_no_time_of_the_place_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is looked at
        read_wall_time(text, NEW_YORK)
    assert said in str(caught.value)


def test_the_hours_around_the_lost_one_are_there() -> None:
    before, after = (
        settled(read_wall_time(text, NEW_YORK), None)
        for text in ("2026-03-08 01:59:59", "2026-03-08 03:00:00")
    )
    assert after - before == timedelta(seconds=1)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
@example(AUTUMN + HOUR / 2)
@example(AUTUMN + 3 * HOUR / 2)
def test_a_moment_comes_back_or_is_the_first_of_two(moment: datetime) -> None:
    wall = read_wall_time(written(moment), NEW_YORK)
    first = settled(wall, None)
    assert written(first) == written(moment)
    assert first == moment or (happens_twice(wall) and first == moment - HOUR)


def test_an_hour_happens_twice() -> None:
    twice = [
        happens_twice(read_wall_time(f"2025-11-02 {hour}", NEW_YORK))
        for hour in ("00:59:59", "01:00:00", "01:59:59", "02:00:00")
    ]
    assert twice == [False, True, True, False]


@given(moments=st.lists(NIGHT, min_size=1).map(sorted))
@example([AUTUMN + HOUR - HOUR / 60, AUTUMN + HOUR + HOUR / 60])
def test_what_was_in_order_stays_in_order_through_the_night(moments: list[datetime]) -> None:
    before: datetime | None = None
    for moment in moments:
        now = settled(read_wall_time(written(moment), NEW_YORK), before)
        assert now <= moment  # never later than the truth, so there is room for what follows
        assert before is None or before <= now
        before = now


def test_the_second_pass_is_taken_only_where_it_helps() -> None:
    wall = read_wall_time("2025-11-02 01:10:00", NEW_YORK)
    for after, offset in [("01:05", -4), ("01:10", -4), ("01:50", -5), ("02:50", -4)]:
        earlier = settled(read_wall_time(f"2025-11-02 {after}:00", NEW_YORK), None)
        assert settled(wall, earlier).utcoffset() == timedelta(hours=offset)
