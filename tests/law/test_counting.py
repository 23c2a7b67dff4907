from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from precinct.basics.errors import NaiveDatetime, UnknownYear
from precinct.basics.text import Text
from precinct.law.calendar import WorkCalendar
from precinct.law.counting import RULES, count, rules_of
from precinct.law.pack import Pack
from precinct.law.timelimit import TimeLimit, Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)
ZONES = st.sampled_from(
    ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "UTC"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2026, 8, 1), timezones=ZONES)  # noqa: DTZ001
DAY_UNITS = st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS])


def limit(amount: int, unit: Unit, held: bool = False) -> TimeLimit:
    return TimeLimit("x", amount, unit, held, (), Text("期限", "limit"))


def day_by_day(rule: TimeLimit, start: date) -> date:
    """The last day, found by walking from one day to the next with another calendar."""
    day, left = start, rule.amount
    if rule.unit is Unit.MONTHS:
        starts_on_last, there = (start + ONE).day == 1, False
        while not there:
            day += ONE
            on_last = (day + ONE).day == 1
            there = on_last if starts_on_last else on_last or day.day == start.day
            there = there and (day.year - start.year) * 12 + day.month - start.month == rule.amount
    else:
        while left:
            day += ONE
            left -= rule.unit is Unit.DAYS or chinese_calendar.is_workday(day)
    while not rule.held and not chinese_calendar.is_workday(day):
        day += ONE
    return day


@given(start=MOMENTS, amount=st.integers(1, 30), unit=DAY_UNITS, held=st.booleans())
def test_counting_agrees_with_walking_day_by_day(
    cn: Pack, start: datetime, amount: int, unit: Unit, held: bool
) -> None:
    rule = limit(min(amount, 4) if unit is Unit.MONTHS else amount, unit, held)
    counted = count(rule, start, cn.calendar)
    last = day_by_day(rule, start.astimezone(SHANGHAI).date())
    assert counted.last_day == last
    assert counted.due_at == datetime.combine(last + ONE, time.min, SHANGHAI)
    assert counted.due_at.tzinfo is SHANGHAI


@given(start=MOMENTS, amount=st.integers(1, 72), unit=st.sampled_from([Unit.HOURS, Unit.MINUTES]), zone=ZONES)
def test_a_held_person_s_time_runs_from_the_minute_and_ends_on_the_minute(
    start: datetime, amount: int, unit: Unit, zone: ZoneInfo
) -> None:
    counted = count(limit(amount, unit, held=True), start, WorkCalendar.unknown("none", zone))
    passed = counted.due_at.astimezone(UTC) - start.astimezone(UTC)
    assert passed == timedelta(**{unit.value: amount})
    assert counted.due_at.tzinfo is zone
    assert counted.last_day == counted.due_at.date()


@given(start=MOMENTS, amount=st.integers(1, 72), zone=ZONES)
def test_other_hours_run_from_the_next_full_hour(start: datetime, amount: int, zone: ZoneInfo) -> None:
    due = count(limit(amount, Unit.HOURS), start, WorkCalendar.unknown("none", zone)).due_at
    begin = due.astimezone(UTC) - timedelta(hours=amount)
    local = begin.astimezone(zone)
    assert (local.minute, local.second, local.microsecond) == (0, 0, 0)
    assert timedelta(0) < begin - start.astimezone(UTC) <= timedelta(hours=1)


@given(start=MOMENTS, amount=st.integers(1, 30), unit=st.sampled_from(Unit), held=st.booleans())
def test_a_limit_never_ends_before_it_starts_and_says_how_it_was_counted(
    cn: Pack, start: datetime, amount: int, unit: Unit, held: bool
) -> None:
    rule = limit(min(amount, 4) if unit is Unit.MONTHS else amount, unit, held)
    counted = count(rule, start, cn.calendar)
    assert counted.due_at > start
    assert not counted.passed(counted.due_at)
    assert counted.passed(counted.due_at + timedelta(microseconds=1))
    for words, length in ((counted.explained.zh, rule.length.zh), (counted.explained.en, rule.length.en)):
        assert words.startswith(length)
        assert str(counted.last_day) in words


@given(
    start=MOMENTS,
    more=st.integers(1, 20),
    amount=st.integers(1, 20),
    unit=DAY_UNITS.filter(lambda u: u is not Unit.MONTHS),
)
def test_more_days_never_end_earlier(cn: Pack, start: datetime, more: int, amount: int, unit: Unit) -> None:
    shorter, longer = (count(limit(n, unit), start, cn.calendar).due_at for n in (amount, amount + more))
    assert shorter <= longer


@given(start=MOMENTS, amount=st.integers(1, 40))
def test_only_a_day_that_is_not_worked_rolls(cn: Pack, start: datetime, amount: int) -> None:
    plain = start.astimezone(SHANGHAI).date() + amount * ONE
    counted = count(limit(amount, Unit.DAYS), start, cn.calendar)
    assert (counted.last_day == plain) == chinese_calendar.is_workday(plain)
    assert (
        ("moves to" in counted.explained.en)
        == ("顺延至" in counted.explained.zh)
        == (counted.last_day != plain)
    )


def test_the_last_day_rolls_past_a_holiday_but_not_while_a_person_is_held(cn: Pack) -> None:
    start = datetime(2023, 1, 11, 10, tzinfo=SHANGHAI)  # ten days on, Spring Festival has begun
    assert count(limit(10, Unit.DAYS), start, cn.calendar).last_day == date(2023, 1, 28)
    assert count(limit(10, Unit.DAYS, held=True), start, cn.calendar).last_day == date(2023, 1, 21)


def test_the_starting_hour_is_not_counted_even_on_the_full_hour() -> None:
    calendar = WorkCalendar.unknown("none", SHANGHAI)
    for minute in (0, 1, 59):
        start = datetime(2023, 1, 6, 23, minute, tzinfo=SHANGHAI)
        assert count(limit(24, Unit.HOURS), start, calendar).due_at == datetime(
            2023, 1, 8, 0, tzinfo=SHANGHAI
        )


@pytest.mark.parametrize(
    ("start", "amount", "last"),
    [
        ((2023, 3, 15), 1, (2023, 4, 15)),
        ((2023, 1, 30), 1, (2023, 2, 28)),  # no such day: the last of the month
        ((2023, 2, 28), 1, (2023, 3, 31)),  # starts on a last day: ends on a last day
        ((2024, 2, 28), 1, (2024, 3, 28)),  # a leap year: the 28th is no last day
        ((2023, 11, 30), 3, (2024, 2, 29)),
        ((2023, 12, 31), 12, (2024, 12, 31)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(
    start: tuple[int, int, int], amount: int, last: tuple[int, int, int]
) -> None:
    counted = count(
        limit(amount, Unit.MONTHS, held=True),
        datetime(*start, 12, tzinfo=SHANGHAI),
        WorkCalendar.unknown("none", SHANGHAI),
    )
    assert counted.last_day == date(*last)


def test_the_day_of_the_start_is_that_of_the_calendar_s_zone(cn: Pack) -> None:
    evening = datetime(2023, 2, 7, 17, 0, tzinfo=UTC)  # already the 8th in Shanghai
    assert count(limit(1, Unit.DAYS), evening, cn.calendar).last_day == date(2023, 2, 9)


def test_a_day_ends_when_the_next_begins_even_where_clocks_jump_over_midnight() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    start = datetime(2018, 11, 2, 9, tzinfo=zone)
    due = count(limit(1, Unit.DAYS, held=True), start, WorkCalendar.unknown("none", zone)).due_at
    assert due.isoformat() == "2018-11-04T01:00:00-02:00"


def test_eight_hours_are_eight_hours_on_the_night_when_clocks_change() -> None:
    zone = ZoneInfo("America/New_York")
    start = datetime(2023, 3, 11, 23, 15, tzinfo=zone)
    due = count(limit(8, Unit.HOURS, held=True), start, WorkCalendar.unknown("none", zone)).due_at
    assert due.isoformat() == "2023-03-12T08:15:00-04:00"


@pytest.mark.parametrize("unit", Unit)
def test_a_start_without_a_zone_is_refused(cn: Pack, unit: Unit) -> None:
    with pytest.raises(NaiveDatetime):
        count(limit(1, unit), datetime(2023, 1, 6, 23), cn.calendar)  # noqa: DTZ001
    counted = count(limit(1, unit), datetime(2023, 1, 6, 23, tzinfo=SHANGHAI), cn.calendar)
    with pytest.raises(NaiveDatetime):
        counted.passed(datetime(2023, 1, 6, 23))  # noqa: DTZ001


@given(
    start=st.datetimes(datetime(2026, 11, 1), datetime(2027, 10, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001
    amount=st.integers(1, 60),
    unit=st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]),
    held=st.booleans(),
)
def test_what_was_counted_with_an_unpublished_year_says_so(
    cn: Pack, start: datetime, amount: int, unit: Unit, held: bool
) -> None:
    counted = count(limit(amount, unit, held), start, cn.calendar)
    asked = unit is Unit.WORKING_DAYS or not held
    assert counted.unpublished == ((2027,) if asked and counted.last_day.year == 2027 else ())
    for words in (counted.explained.zh, counted.explained.en):
        assert ("not published" in words or "尚未公布" in words) is bool(counted.unpublished)


@given(
    start=MOMENTS,
    amount=st.integers(1, 20),
    more=st.lists(st.integers(1, 20), max_size=2),
    still=st.integers(0, 60 * 24 * 20),
    held=st.booleans(),
)
def test_extensions_and_whole_days_left_out_are_put_on_the_end_before_it_rolls(
    cn: Pack, start: datetime, amount: int, more: list[int], still: int, held: bool
) -> None:
    counted = count(
        limit(amount, Unit.DAYS, held),
        start,
        cn.calendar,
        extended=[limit(days, Unit.DAYS, held) for days in more],
        stood_still=timedelta(minutes=still),
    )
    whole = limit(amount + sum(more) + still // (60 * 24), Unit.DAYS, held)
    assert counted.last_day == day_by_day(whole, start.astimezone(SHANGHAI).date())
    assert counted.explained.en.count("longer, to") == len(more)


@given(start=MOMENTS, hours=st.integers(1, 24), more=st.integers(1, 24), still=st.integers(0, 500))
def test_hours_grow_and_stand_still_to_the_minute(start: datetime, hours: int, more: int, still: int) -> None:
    counted = count(
        limit(hours, Unit.HOURS, held=True),
        start,
        WorkCalendar.unknown("none", SHANGHAI),
        extended=[limit(more, Unit.HOURS, held=True)],
        stood_still=timedelta(minutes=still),
    )
    assert counted.due_at - start == timedelta(hours=hours + more, minutes=still)


@pytest.mark.parametrize(("unit", "other"), [(Unit.HOURS, Unit.DAYS), (Unit.MONTHS, Unit.MINUTES)])
def test_hours_do_not_grow_by_days(cn: Pack, unit: Unit, other: Unit) -> None:
    start = datetime(2023, 1, 6, 23, tzinfo=SHANGHAI)
    with pytest.raises(ValueError, match="cannot grow by x"):
        count(limit(1, unit), start, cn.calendar, extended=[limit(1, other)])


def test_months_grow_by_months(cn: Pack) -> None:
    start = datetime(2025, 12, 31, 9, tzinfo=SHANGHAI)
    month = limit(1, Unit.MONTHS, held=True)
    assert count(month, start, cn.calendar, extended=[month]).last_day == date(2026, 2, 28)


@given(
    start=st.datetimes(datetime(2027, 12, 1), datetime(2028, 3, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001
    amount=st.integers(1, 60),
)
def test_a_count_that_leaves_the_known_years_is_an_error(cn: Pack, start: datetime, amount: int) -> None:
    assume((start.date() + amount * ONE).year > 2027)
    with pytest.raises(UnknownYear):
        count(limit(amount, Unit.DAYS), start, cn.calendar)


def test_hours_need_no_calendar_and_a_held_person_s_days_none_either() -> None:
    calendar = WorkCalendar.unknown("none", SHANGHAI)
    start = datetime(2031, 5, 1, 8, 30, tzinfo=SHANGHAI)
    assert count(limit(8, Unit.HOURS, held=True), start, calendar).due_at.hour == 16
    assert count(limit(3, Unit.DAYS, held=True), start, calendar).last_day == date(2031, 5, 4)
    with pytest.raises(UnknownYear):
        count(limit(3, Unit.DAYS), start, calendar)


@given(st.builds(limit, st.integers(1, 40), st.sampled_from(Unit), st.booleans()))
def test_the_rules_that_are_named_are_those_that_are_used(rule: TimeLimit) -> None:
    named = set(rules_of(rule))
    assert named <= set(RULES)
    by_clock = rule.unit in {Unit.MINUTES, Unit.HOURS}
    assert ("counting.hours_never_move" in named) is by_clock
    assert ("counting.ends_at_midnight" in named) is not by_clock
    assert ("counting.held_never_moves" in named) is rule.held
    # What may be the strict reading and the other one is never named at once.
    assert len(named & {"counting.start_left_out", "counting.from_the_minute"}) == (
        rule.unit is not Unit.MINUTES or rule.held
    )
    assert len(named & {"counting.moves_past_holidays", "counting.held_never_moves"}) <= 1


def test_every_rule_of_counting_is_used_by_some_limit() -> None:
    every = [limit(1, unit, held) for unit in Unit for held in (True, False)]
    assert {code for rule in every for code in rules_of(rule)} == set(RULES)
