"""Which version of penalty law applies: the milder one, and nothing that was no breach on its day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.penalty import Grade, Join, PenaltyRange
from precinct.law.which_law import Why, which_law

LAW = cn.law
OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)
ACTS = sorted(LAW.acts())
ONLY_NEW = {
    "animal_hurt_somebody",
    "attacking_driver",
    "breaking_court_ban",
    "breaking_no_contact_order",
    "breaking_violence_reprimand",
    "dangerous_dog",
    "personal_data_trade",
    "school_bullying",
    "throwing_from_height",
}

_bounds = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: (min(pair), max(pair)))


@st.composite
def ranges(draw: st.DrawFn) -> PenaltyRange:
    """Any range that can be."""
    days, fine = draw(st.none() | _bounds), draw(st.none() | _bounds)
    join = draw(st.sampled_from(Join)) if days and fine else Join.OR
    warning = draw(st.booleans()) or (days is None and fine is None)
    return PenaltyRange(Grade.BASIC, days, fine, join, warning)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(ACTS), st.sampled_from(Grade), days, days)
def test_the_one_that_applies_is_never_heavier_than_that_of_the_act(
    act: str, grade: Grade, one: date, other: date
) -> None:
    act_day, step_day = sorted((one, other))
    chosen = which_law(LAW, act, grade, act_day, step_day)
    if chosen.applies.range is not None and chosen.of_act.range is not None:
        assert chosen.applies.range.gravity <= chosen.of_act.range.gravity
        if chosen.why is not Why.NOT_COMPARABLE and chosen.of_step.range is not None:
            assert chosen.applies.range.gravity <= chosen.of_step.range.gravity
    again = which_law(LAW, act, grade, chosen.applies.day, chosen.applies.day)
    assert again.applies.range == chosen.applies.range
    assert chosen.punishes is LAW.has_penalties(act, act_day)


@pytest.mark.parametrize("act", ACTS)
def test_what_was_no_breach_on_its_day_is_none_later(act: str) -> None:
    chosen = which_law(LAW, act, Grade.BASIC, OLD, NEW)
    assert (chosen.why is Why.NO_BREACH) is (not chosen.punishes) is (act in ONLY_NEW)


@pytest.mark.parametrize(
    ("act", "grade", "why"),
    [
        ("theft", Grade.BASIC, Why.LIGHTER),  # a fine may now stand in the place of detention
        ("theft", Grade.SERIOUS, Why.NOT_LIGHTER),
        ("property_damage", Grade.SERIOUS, Why.LIGHTER),  # fewer days, though the fine is higher
        ("assault", Grade.BASIC, Why.NOT_LIGHTER),
        ("false_evidence", Grade.LIGHT, Why.LIGHTER),  # the old law has no lighter grade, so its only one
        ("forging_papers", Grade.LIGHT, Why.NOT_LIGHTER),
        ("prostitution", Grade.BASIC, Why.ONE_LAW),
        ("noise", Grade.AFTER_WARNING, Why.NOT_COMPARABLE),
        ("arson", Grade.BASIC, Why.UNKNOWN),
    ],
)
def test_why(act: str, grade: Grade, why: Why) -> None:
    chosen = which_law(LAW, act, grade, OLD, NEW)
    assert chosen.why is why
    assert chosen.applies is (chosen.of_step if why is Why.LIGHTER else chosen.of_act)
    assert chosen.explained.zh.startswith(why.zh)


def test_a_law_that_punishes_no_longer_leaves_nothing_to_punish() -> None:
    # No act of this pack was dropped in 2026, so the days are turned around: the later law knows it, the earlier not.
    chosen = which_law(LAW, "attacking_driver", Grade.BASIC, NEW, OLD)
    assert (chosen.why, chosen.punishes) == (Why.NO_LONGER_PUNISHED, False)


@given(ranges(), st.integers(0, 21), st.integers(0, 21))
def test_what_is_allowed_is_allowed_when_lightened(found: PenaltyRange, detained: int, fine: int) -> None:
    if found.allows(detained, fine):
        assert found.allows_lightened(detained, fine)
    if found.allows_lightened(detained, fine):
        assert detained <= found.gravity[0]
        assert fine <= found.gravity[2]


@given(ranges())
def test_nobody_is_lightened_into_more(found: PenaltyRange) -> None:
    most_days, least_days, most_fine, least_fine, punished = found.gravity
    assert not found.allows_lightened(most_days + 1, 0)
    assert not found.allows_lightened(0, most_fine + 1)
    assert found.allows_lightened(0, 0)
    given = [(d, f) for d in range(most_days + 1) for f in range(most_fine + 1) if found.allows(d, f)]
    assert min(d for d, _ in given) >= least_days or not least_days
    assert min(f for _, f in given) >= least_fine or not least_fine
    assert ((0, 0) in given) is not punished
