import pytest
from hypothesis import given
from hypothesis import strategies as st

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
