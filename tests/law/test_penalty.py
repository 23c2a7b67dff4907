from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.penalty import Grade, Join, Penalties, PenaltyRange

BOUNDS = st.tuples(st.integers(0, 15), st.integers(0, 15)).map(lambda pair: (min(pair), max(pair)))


@given(BOUNDS, BOUNDS, st.sampled_from(Join), st.booleans(), st.integers(0, 16), st.integers(0, 16))
def test_a_penalty_lies_in_the_range_or_it_does_not(
    days: tuple[int, int], fine: tuple[int, int], join: Join, warning: bool, given_days: int, given_fine: int
) -> None:
    found = PenaltyRange(Grade.BASIC, days, fine, join, warning)
    in_days, in_fine = days[0] <= given_days <= days[1], fine[0] <= given_fine <= fine[1]
    kinds = {
        (False, False): warning,
        (True, False): in_days and join is not Join.AND,
        (False, True): in_fine and join is Join.OR,
        (True, True): in_days and in_fine and join is not Join.OR,
    }
    assert found.allows(given_days, given_fine) == kinds[given_days > 0, given_fine > 0]


PARTS = st.one_of(st.none(), BOUNDS)


@given(PARTS, PARTS, st.sampled_from(Join), st.integers(0, 16), st.integers(0, 16))
def test_what_is_lightened_is_no_more_than_the_most(
    days: tuple[int, int] | None, fine: tuple[int, int] | None, join: Join, given_days: int, given_fine: int
) -> None:
    both_there = days is not None and fine is not None
    found = PenaltyRange(Grade.BASIC, days, fine, join if both_there else Join.OR, warning=True)
    most_days, most_fine = (days or (0, 0))[1], (fine or (0, 0))[1]
    fits = given_days <= most_days and given_fine <= most_fine
    alone = given_days == 0 or given_fine == 0
    assert found.allows_lightened(given_days, given_fine) is (fits and (alone or found.join is not Join.OR))
    if days is None and given_days:
        assert not found.allows(given_days, given_fine)
    if fine is None and given_fine:
        assert not found.allows(given_days, given_fine)


@pytest.mark.parametrize(
    ("found", "gravity"),
    [
        (PenaltyRange(Grade.BASIC, None, None, warning=True), (0, 0, 0, 0, False)),
        (PenaltyRange(Grade.BASIC, None, (200, 500)), (0, 0, 500, 200, True)),
        (PenaltyRange(Grade.BASIC, None, (0, 500)), (0, 0, 500, 1, True)),
        (PenaltyRange(Grade.BASIC, None, (200, 500), warning=True), (0, 0, 500, 0, False)),
        (PenaltyRange(Grade.BASIC, (5, 10), None), (10, 5, 0, 0, True)),
        (PenaltyRange(Grade.BASIC, (0, 5), None), (5, 1, 0, 0, True)),
        (PenaltyRange(Grade.BASIC, (0, 5), None, warning=True), (5, 0, 0, 0, False)),
        (PenaltyRange(Grade.BASIC, (5, 10), (200, 500), Join.AND), (10, 5, 500, 200, True)),
        (PenaltyRange(Grade.BASIC, (5, 10), (0, 500), Join.AND), (10, 5, 500, 1, True)),
        (PenaltyRange(Grade.BASIC, (5, 10), (200, 500), Join.OR), (10, 0, 500, 0, True)),
        (PenaltyRange(Grade.BASIC, (5, 10), (200, 500), Join.MAY_ADD), (10, 5, 500, 0, True)),
        (PenaltyRange(Grade.BASIC, (5, 10), (200, 500), Join.AND, warning=True), (10, 0, 500, 0, False)),
        (PenaltyRange(Grade.BASIC, (0, 0), (0, 0), Join.AND), (0, 0, 0, 0, True)),
    ],
)
def test_how_grave_a_range_is(found: PenaltyRange, gravity: tuple[int, int, int, int, bool]) -> None:
    assert found.gravity == gravity


@pytest.mark.parametrize("bounds", [(5, 4), (-1, 3)])
def test_a_range_rises(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        PenaltyRange(Grade.BASIC, bounds, None)
    with pytest.raises(ValueError, match="must rise"):
        PenaltyRange(Grade.BASIC, None, bounds)


def test_a_grade_costs_something_and_joins_what_is_there() -> None:
    with pytest.raises(ValueError, match="no detention, fine or warning"):
        PenaltyRange(Grade.BASIC, None, None)
    with pytest.raises(ValueError, match="what is not there"):
        PenaltyRange(Grade.BASIC, (5, 10), None, Join.AND)


def test_a_grade_is_found_or_there_is_none() -> None:
    basic = PenaltyRange(Grade.BASIC, (5, 10), None)
    penalties = Penalties("A1", (basic,), ())
    assert penalties.of(Grade.BASIC) is basic
    assert penalties.of(Grade.LIGHT) is None


LAW = cn.law
RANGES = [
    pytest.param(act, day, found, id=f"{act} {day} {found.grade.value}")
    for act in sorted(LAW.acts())
    for day in (date(2025, 12, 31), date(2026, 1, 1))
    if LAW.has_penalties(act, day)
    for found in LAW.penalties(act, day).grades
]


@pytest.mark.parametrize(("act", "day", "found"), RANGES)
def test_both_ends_of_every_range_are_in_it_and_nothing_beyond(
    act: str, day: date, found: PenaltyRange
) -> None:
    days, fine = found.detention_days, found.fine
    beside_days = fine[1] if fine is not None and found.join is Join.AND else 0
    beside_fine = days[1] if days is not None and found.join is not Join.OR else 0
    if days is not None:
        assert found.allows(max(days[0], 1), beside_days)
        assert found.allows(days[1], beside_days)
        assert not found.allows(days[1] + 1, beside_days)
        assert days[0] == 0 or not found.allows(days[0] - 1, beside_days)
        assert days in {(0, 5), (5, 10), (10, 15)}
    if fine is not None:
        assert found.allows(beside_fine, max(fine[0], 1))
        assert found.allows(beside_fine, fine[1])
        assert not found.allows(beside_fine, fine[1] + 1)
        assert fine[0] < 2 or not found.allows(beside_fine, fine[0] - 1)
        assert fine[1] <= 5000
    assert found.allows() is found.warning


@pytest.mark.parametrize("act", sorted(LAW.acts()))
def test_grades_follow_on_one_another_from_light_to_grave(act: str) -> None:
    order = [Grade.LIGHT, Grade.BASIC, Grade.AFTER_WARNING, Grade.IN_PUBLIC, Grade.SERIOUS, Grade.RINGLEADER]
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        if LAW.has_penalties(act, day):
            grades = LAW.penalties(act, day).grades
            rising = sorted(grades, key=lambda found: order.index(found.grade))
            assert rising == sorted(grades, key=lambda found: found.gravity)


def test_a_grade_that_a_law_does_not_set_apart_falls_under_another() -> None:
    basic = PenaltyRange(Grade.BASIC, (5, 10), None)
    only = Penalties("A1", (basic,), ())
    assert {only.applied(grade) for grade in Grade} == {basic}
    serious = PenaltyRange(Grade.SERIOUS, (10, 15), None)
    both = Penalties("A1", (basic, serious), ())
    assert both.applied(Grade.RINGLEADER) is both.applied(Grade.IN_PUBLIC) is serious
    assert both.applied(Grade.LIGHT) is both.applied(Grade.AFTER_WARNING) is basic


def test_an_article_has_ranges_or_refers_to_others() -> None:
    assert Penalties("A15", (), (), refers=True).applied(Grade.BASIC) is None
    for grades, refers in (((), False), ((PenaltyRange(Grade.BASIC, (5, 10), None),), True)):
        with pytest.raises(ValueError, match="refers to other articles"):
            Penalties("A15", grades, (), refers=refers)


def test_a_range_says_in_words_what_it_may_cost() -> None:
    assert PenaltyRange(Grade.BASIC, (5, 10), None).text.en == "5–10 days of detention"
    assert PenaltyRange(Grade.BASIC, None, (0, 500)).text.en == "a fine of up to 500"
    assert PenaltyRange(Grade.BASIC, None, None, warning=True).text.en == "a warning"
