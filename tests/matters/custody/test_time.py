"""The laws of time: hours end on the minute, lengths replace each other, and nobody is kept without an end."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.law.running import end_of
from precinct.law.timelimit import Unit
from precinct.matters.custody import CUSTODY, TIER_LIMITS, CustodyState, Measure, Start, Tier
from precinct.station.deadlines import changed_deadlines
from precinct.testing.circumstances import ZONES
from precinct.testing.walks import explored
from precinct.workflow.table import OnExpiry
from tests.matters.custody.measures import S, custody
from tests.matters.people import LI, NIGHT, WANG, now

LAST_OF_OLD = datetime(2025, 12, 31, tzinfo=UTC)
HOURS = {
    "custody.inquiry_normal": 8,
    "custody.inquiry_complex": 24,
    "custody.criminal_summons": 12,
    "custody.criminal_summons_complex": 24,
    "custody.compelled_appearance": 12,
    "custody.compelled_appearance_complex": 24,
    "custody.questioning": 12,
    "custody.questioning_longer": 24,
    "custody.questioning_withheld": 48,
    "custody.questioning_special": 4,
}
moments = st.datetimes(datetime(2022, 1, 1), datetime(2026, 12, 1), timezones=st.sampled_from(ZONES))  # noqa: DTZ001
RELEASING = {limit.code for limit in CUSTODY.limits if limit.on_expiry is OnExpiry.MUST_RELEASE}
BOUNDLESS = {Measure.RESTRAINT, Measure.PROTECTIVE_RESTRAINT}


@given(moments, st.sampled_from(sorted(HOURS)))
def test_hours_end_so_many_hours_after_the_minute_of_arrival(arrival, code):
    end = end_of(code, arrival, arrival.astimezone(cn.law.zone).date(), cn.law)

    assert end is not None
    assert end.astimezone(UTC) - arrival.astimezone(UTC) == timedelta(hours=HOURS[code])


@given(moments, st.sampled_from(sorted(TIER_LIMITS.values())))
def test_no_length_ever_rolls(arrival, code):
    day = max(arrival, LAST_OF_OLD + timedelta(days=1)).astimezone(cn.law.zone).date()
    limit = cn.law.limit(code, day)
    assert limit.held
    counted = count(limit, arrival, cn.law.calendar)
    if limit.unit is Unit.DAYS:
        first = arrival.astimezone(cn.law.zone).date()
        assert (counted.last_day - first).days == limit.amount


@given(moments, st.integers(1, 20))
def test_an_administrative_detention_ends_so_many_times_24_hours_after_it_began(arrival, days):
    approved = custody(S.APPROVED, Measure.ADMINISTRATIVE_DETENTION, days=days, started_at=None)
    begun = cn.custody.apply(approved, Start(arrival_signed=False), now(WANG, LI, at=arrival))
    (deadline,), _ = changed_deadlines(begun.entry, CUSTODY, cn.law, ())

    assert deadline.due_at - arrival == timedelta(days=days)


def _deadlines(walk):
    """What runs after each entry."""
    running = {}
    for entry in walk.entries:
        put, gone = changed_deadlines(entry, CUSTODY, cn.law, running.values())
        for _, code in gone:
            del running[code]
        running |= {deadline.code: deadline for deadline in put}
        yield running


@pytest.fixture(scope="module")
def walks():
    return explored(cn.workflow("custody"), cn).walks


def test_nobody_is_kept_without_a_moment_at_which_he_must_be_released(walks):
    held = 0
    for walk in walks:
        for matter, running in zip(walk.stages, _deadlines(walk), strict=True):
            if (
                matter.state in {CustodyState.STARTED, CustodyState.EXTENDED}
                and matter.measure not in BOUNDLESS
            ):
                held += 1
                assert len(RELEASING & running.keys()) == 1, (matter.measure, running.keys())
    assert held > 100


def test_what_ended_has_nothing_running(walks):
    for walk in walks:
        *_, running = _deadlines(walk)
        if walk.matter.state is CustodyState.ENDED:
            assert running == {}


def test_no_walk_goes_from_12_hours_to_48(walks):
    for walk in walks:
        tiers = [matter.tier for matter in walk.stages if matter.measure is Measure.CONTINUED_QUESTIONING]
        for before, after in pairwise(tiers):
            assert (before, after) != (Tier.NORMAL, Tier.WITHHELD)


def test_a_limit_that_the_day_does_not_know_has_no_end():
    assert end_of("custody.inquiry_extended", NIGHT, NIGHT.date(), cn.law) is None
    assert end_of("custody.restraint_approval", NIGHT, NIGHT.date(), cn.law) is None
