"""The laws of time: hours end on the minute, lengths replace each other, and nobody is kept without an end."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.law.running import end_of
from precinct.law.timelimit import Unit
from precinct.matters.custody import (
    CUSTODY,
    TIER_LIMITS,
    ComeBack,
    CustodyState,
    DetentionGround,
    EndAppraisal,
    Extend,
    FindNewCrime,
    Measure,
    PutInWaitingRoom,
    Question,
    RequestArrest,
    Start,
    StopForAppraisal,
    Tier,
)
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.station.deadlines import changed_deadlines
from precinct.testing.circumstances import ZONES
from precinct.testing.walks import explored
from precinct.workflow.table import OnExpiry
from tests.matters.custody.measures import S, codes, custody
from tests.matters.people import COUNTY, LI, NIGHT, WANG, now

HIGHER = Actor("801", "上一级检察官", {Role.HIGHER_PROSECUTOR})
ASKED = Question("笔录一", food_and_rest=True, lawyer_told=True)
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


LENGTHS = [length for length in TIER_LIMITS if length != (Measure.INQUIRY, Tier.MIDDLE)]


def left(m, at):
    return "custody.time_left" not in codes(m, ASKED, now(WANG, LI, at=at, in_case_room=True))


@given(moments, st.sampled_from(LENGTHS))
def test_time_is_left_until_the_very_moment_of_its_end_and_not_after(arrival, length):
    measure, tier = length
    end = end_of(TIER_LIMITS[length], arrival, arrival.astimezone(cn.law.zone).date(), cn.law)
    held = custody(measure=measure, tier=tier, started_at=arrival)

    assert left(held, end)
    assert not left(held, end + timedelta(seconds=1))
    assert not left(held, end + timedelta(days=700))
    anew = attrs.evolve(held, counts_from=arrival + timedelta(days=40))
    assert left(anew, end + timedelta(seconds=1))


@given(moments, st.sampled_from([Measure.DETENTION, Measure.ARREST]), st.integers(0, 90 * 24 * 60))
def test_time_left_ends_where_the_deadline_of_the_station_ends_after_an_appraisal(arrival, measure, minutes):
    arrival = arrival.astimezone(UTC)  # wall clocks may jump on the way
    approved = custody(S.APPROVED, measure, started_at=None)
    begun = cn.custody.apply(approved, Start(arrival_signed=False), now(WANG, LI, at=arrival))
    stop = StopForAppraisal("精神状态", psychiatric=True)
    away = cn.custody.apply(begun.matter, stop, now(at=arrival + timedelta(hours=1)))
    assert left(away.matter, arrival + timedelta(days=800))  # it stands still
    back = cn.custody.apply(
        away.matter, EndAppraisal(), now(at=arrival + timedelta(hours=1, minutes=minutes))
    )
    running = {}
    for outcome in (begun, away, back):
        put, _ = changed_deadlines(outcome.entry, CUSTODY, cn.law, running.values())
        running |= {deadline.code: deadline for deadline in put}
    due = running[TIER_LIMITS[measure, Tier.NORMAL]].due_at
    assert left(back.matter, due)
    assert not left(back.matter, due + timedelta(seconds=1))
    tier, who = {
        Measure.DETENTION: (Tier.SPECIAL, COUNTY),
        Measure.ARREST: (Tier.FIRST_EXTENSION, HIGHER),
    }[measure]
    longer = cn.custody.apply(back.matter, Extend(tier, True, "复杂"), now(who, at=back.entry.occurred_at))
    ((_, deadline),) = [
        (d.code, d) for d in changed_deadlines(longer.entry, CUSTODY, cn.law, running.values())[0]
    ]
    assert left(longer.matter, deadline.due_at)
    assert not left(longer.matter, deadline.due_at + timedelta(seconds=1))
    assert deadline.due_at > due


@given(moments, st.integers(1, 20), st.integers(0, 30 * 24 * 60))
def test_a_leave_from_administrative_detention_is_put_on_at_its_end(arrival, days, minutes):
    approved = custody(S.APPROVED, Measure.ADMINISTRATIVE_DETENTION, days=days, started_at=None)
    held = cn.custody.apply(approved, Start(arrival_signed=False), now(WANG, LI, at=arrival)).matter
    end = arrival.astimezone(UTC) + timedelta(days=days)
    assert left(held, end)
    assert not left(held, end + timedelta(seconds=1))
    away = attrs.evolve(held, on_leave=True, paused_at=arrival)
    home = now(at=arrival.astimezone(UTC) + timedelta(minutes=minutes))
    back = cn.custody.apply(away, ComeBack(), home).matter
    assert left(back, end + timedelta(minutes=minutes))
    assert not left(back, end + timedelta(minutes=minutes, seconds=1))


def test_whose_days_are_over_is_neither_lengthened_nor_reported_nor_sent_away():
    held = custody(measure=Measure.DETENTION)
    for days, expected in ((3, ()), (10, ("custody.time_left",)), (20, ("custody.time_left",))):
        at = NIGHT + timedelta(days=days)
        longest = Extend(Tier.ROAMING, True, "流窜", ground=DetentionGround.ROAMING)
        assert codes(held, longest, now(COUNTY, at=at)) == expected
        assert codes(held, RequestArrest("有逮捕必要"), now(COUNTY, at=at)) == expected
        assert codes(held, StopForAppraisal("精神状态", psychiatric=True), now(at=at)) == expected
    arrested = custody(measure=Measure.ARREST)
    late = NIGHT + timedelta(days=150)
    assert codes(arrested, Extend(Tier.FIRST_EXTENSION, True, "复杂"), now(HIGHER, at=late)) == (
        "custody.time_left",
    )
    assert codes(arrested, FindNewCrime("另案"), now(at=late)) == ("custody.time_left",)
    assert left(attrs.evolve(arrested, identity_unknown=True), late)
    waiting = custody(measure=Measure.CONTINUED_QUESTIONING)
    over = now(at=NIGHT + timedelta(hours=12, minutes=1))
    assert codes(waiting, PutInWaitingRoom(sexes_apart=True), over) == ("custody.time_left",)


def test_the_prosecutors_days_run_from_the_request():
    at = NIGHT + timedelta(days=2)
    held = cn.custody.apply(
        custody(measure=Measure.DETENTION), RequestArrest("有逮捕必要"), now(COUNTY, at=at)
    ).matter

    assert left(held, at + timedelta(days=7))
    assert not left(held, at + timedelta(days=8))
    stop = StopForAppraisal("精神状态", psychiatric=True)
    away = cn.custody.apply(held, stop, now(at=at + timedelta(days=1))).matter
    assert not left(
        away, at + timedelta(days=8)
    )  # an appraisal stops the police's days, not the prosecutor's


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
