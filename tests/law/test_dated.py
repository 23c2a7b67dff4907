from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import NotInForce
from precinct.law.dated import Dated

DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
ONE = timedelta(days=1)


@st.composite
def series(draw: st.DrawFn) -> tuple[tuple[date, int | None], ...]:
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    made: list[tuple[date, int | None]] = []
    for day in days:
        repeal = bool(made) and made[-1][1] is not None and draw(st.booleans())
        made.append((day, None if repeal else draw(st.integers())))
    return tuple(made)


@given(series(), DAYS)
def test_the_value_of_a_day_is_the_last_one_that_began(
    pairs: tuple[tuple[date, int | None], ...], day: date
) -> None:
    dated = Dated("x", pairs)
    begun = [value for since, value in pairs if since <= day]
    if begun and begun[-1] is not None:
        assert dated.known_on(day)
        assert dated.on(day) == begun[-1]
    else:
        assert not dated.known_on(day)
        with pytest.raises(NotInForce) as refused:
            dated.on(day)
        assert refused.value.day == day.isoformat()


@given(series())
def test_days_that_do_not_rise_are_refused(pairs: tuple[tuple[date, int | None], ...]) -> None:
    with pytest.raises(ValueError, match="each must be later"):
        Dated("x", (*pairs, (pairs[-1][0], 7)))
    with pytest.raises(ValueError, match="each must be later"):
        Dated("x", ((pairs[0][0] + ONE, 7), *pairs))


@given(series())
def test_changes_are_the_days_of_the_series(pairs: tuple[tuple[date, int | None], ...]) -> None:
    assert Dated("x", pairs).changes() == tuple(day for day, _ in pairs)


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ((), "no day"),
        (((date(2020, 1, 1), None),), "before it begins"),
        (((date(2020, 1, 1), 1), (date(2021, 1, 1), None), (date(2022, 1, 1), None)), "though it was"),
    ],
)
def test_a_series_that_says_nothing_is_refused(pairs: tuple[tuple[date, int | None], ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Dated("x", pairs)


def test_the_errors_say_when_it_begins_and_when_it_was_repealed() -> None:
    dated = Dated("x", ((date(2020, 1, 1), 1), (date(2021, 1, 1), None)))
    with pytest.raises(NotInForce, match="begins on 2020-01-01"):
        dated.on(date(2019, 12, 31))
    with pytest.raises(NotInForce, match="repealed on 2021-01-01"):
        dated.on(date(2021, 1, 1))
