from datetime import date, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import UnknownYear
from precinct.law.calendar import WorkCalendar
from precinct.law.pack import Pack

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)
ORACLE = holidays.country_holidays("CN", years=range(2022, 2027))


def test_it_agrees_with_two_other_calendars_on_every_day(cn: Pack) -> None:
    assert (cn.calendar.first_year, cn.calendar.last_year) == (FIRST.year, LAST.year)
    day = FIRST
    while day <= LAST:
        assert (
            cn.calendar.is_working(day) == chinese_calendar.is_workday(day) == ORACLE.is_working_day(day)
        ), day
        day += ONE
    assert day == LAST + ONE


@given(day=st.dates(FIRST, date(2026, 11, 30)), n=st.integers(1, 10))
def test_the_nth_working_day_agrees_with_another_calendar(cn: Pack, day: date, n: int) -> None:
    found = cn.calendar.nth_working_day_after(day, n)
    passed = [day + k * ONE for k in range(1, (found - day).days + 1)]
    assert sum(map(chinese_calendar.is_workday, passed)) == n
    assert chinese_calendar.is_workday(found)


@given(day=st.dates(FIRST, date(2026, 11, 30)))
def test_rolling_stops_at_the_first_working_day(cn: Pack, day: date) -> None:
    rolled = cn.calendar.roll(day)
    assert chinese_calendar.is_workday(rolled)
    assert not any(chinese_calendar.is_workday(day + k * ONE) for k in range((rolled - day).days))


UNPUBLISHED_LAST = date(2027, 12, 31)


@given(day=st.dates().filter(lambda day: not FIRST <= day <= UNPUBLISHED_LAST))
def test_a_year_that_is_not_known_is_an_error_and_no_guess(cn: Pack, day: date) -> None:
    with pytest.raises(UnknownYear) as refused:
        cn.calendar.is_working(day)
    assert (refused.value.year, refused.value.known) == (day.year, (2022, 2026))
    with pytest.raises(UnknownYear):
        cn.calendar.roll(day)


def test_walking_out_of_the_known_years_is_an_error(cn: Pack) -> None:
    with pytest.raises(UnknownYear):
        cn.calendar.nth_working_day_after(UNPUBLISHED_LAST, 1)
    with pytest.raises(UnknownYear):
        cn.calendar.nth_working_day_after(date(2021, 12, 30), 3)


@given(day=st.dates(LAST + ONE, UNPUBLISHED_LAST))
def test_the_year_that_is_not_published_has_weeks_and_says_so(cn: Pack, day: date) -> None:
    assert cn.calendar.is_working(day) is (day.weekday() < 5)
    assert not cn.calendar.published(day.year)
    assert cn.calendar.published(LAST.year)


@pytest.mark.parametrize("unpublished", [{2026}, {2028}, {2027, 2029}])
def test_unpublished_years_follow_the_last_one(unpublished: set[int]) -> None:
    with pytest.raises(ValueError, match="do not follow 2026"):
        WorkCalendar("x", SHANGHAI, 2026, 2026, unpublished=frozenset(unpublished))


def test_a_calendar_that_knows_no_year_answers_nothing() -> None:
    calendar = WorkCalendar.unknown("none", SHANGHAI)
    for day in (date(1, 1, 1), date(2023, 1, 6)):
        with pytest.raises(UnknownYear):
            calendar.is_working(day)


@pytest.mark.parametrize("n", [0, -1])
def test_working_days_are_counted_from_one(cn: Pack, n: int) -> None:
    with pytest.raises(ValueError, match="count from 1"):
        cn.calendar.nth_working_day_after(date(2023, 1, 6), n)


def test_every_wrong_day_is_named_when_a_calendar_is_made() -> None:
    outside, both, no_weekend = date(2027, 1, 1), date(2026, 1, 4), date(2026, 1, 5)
    with pytest.raises(ValueError, match="outside") as refused:
        WorkCalendar("x", SHANGHAI, 2026, 2026, frozenset({outside, both}), frozenset({both, no_weekend}))
    assert all(str(day) in str(refused.value) for day in (outside, both, no_weekend))
