"""Custody for a crime, bail, surveillance, protective restraint, and carrying out an administrative detention."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.custody import (
    AnswerStay,
    Approve,
    AskStay,
    ComeBack,
    DetentionGround,
    End,
    EndAppraisal,
    EndReason,
    EnterDetentionHouse,
    Extend,
    FindNewCrime,
    GoOnLeave,
    LifeEvent,
    Measure,
    Owed,
    PermitAbsence,
    Place,
    ProposeMeasure,
    ProtectAtOnce,
    RefuseArrest,
    RequestArrest,
    RestartGround,
    RestartTime,
    SendToFacility,
    Start,
    Stay,
    StopForAppraisal,
    Surety,
    TellAndHear,
    Tier,
)
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.station.related import brief_of
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.custody.measures import S, codes, custody, opened
from tests.matters.people import BOY, CHIEF, COUNTY, LI, NEW_LAW, NIGHT, PROSECUTOR, WANG, WEN, brief, now

FILED = brief("criminal_case", "cr1", "investigating")
DECIDED = brief("administrative_case", "ca1", "served")
HIGHER = Actor("801", "上一级检察官", {Role.HIGHER_PROSECUTOR})
PROVINCE = Actor("802", "省检察官", {Role.PROVINCIAL_PROSECUTOR})
TWO = {"companions": (WANG, LI)}


def propose(measure, case="cr1", **more):
    return ProposeMeasure(measure, case, WEN, "需要", **more)


def starts(outcome):
    return {follow.code for follow in outcome.follow_ups if follow.what is Follow.LIMIT_STARTS}


# --- who decides ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", Measure)
def test_who_decides_depends_on_the_measure(measure):
    county = {
        Measure.COMPELLED_APPEARANCE,
        Measure.DETENTION,
        Measure.BAIL,
        Measure.RESIDENTIAL_SURVEILLANCE,
        Measure.ADMINISTRATIVE_DETENTION,
    }
    decides = PROSECUTOR if measure is Measure.ARREST else COUNTY if measure in county else CHIEF
    proposed = custody(S.PROPOSED, measure, approved_by="")

    assert codes(proposed, Approve(), now(decides)) == ()
    if decides is not CHIEF:
        assert codes(proposed, Approve(), now(CHIEF)) == ("engine.role",)


@pytest.mark.parametrize(
    "measure", [Measure.COMPELLED_APPEARANCE, Measure.DETENTION, Measure.ARREST, Measure.BAIL]
)
def test_nobody_is_coerced_for_a_crime_before_it_is_filed(measure):
    given = propose(measure, surety=Surety.GUARANTOR)

    assert opened(given, FILED, who=(COUNTY,)) == ()
    reviewed = attrs.evolve(FILED, state="under_review")
    assert opened(given, reviewed, who=(COUNTY,)) == ("custody.filed_before_coercion",)


def test_the_county_head_asks_for_an_arrest():
    given, held = propose(Measure.ARREST), custody(measure=Measure.DETENTION)
    asked = cn.custody.apply(held, RequestArrest("有逮捕必要"), now(COUNTY)).matter
    refused = cn.custody.apply(asked, RefuseArrest("证据不足"), now(PROSECUTOR)).matter

    assert opened(given, FILED, who=(COUNTY,)) == ()
    assert opened(given, FILED) == ("custody.arrest_is_asked_for",)
    for detention, expected in ((held, False), (asked, True), (refused, False)):
        answer = opened(given, FILED, brief_of(detention, cn))
        assert answer == (() if expected else ("custody.arrest_is_asked_for",))
    other = attrs.evolve(brief_of(asked, cn), people=frozenset({"chen"}))
    assert opened(given, FILED, other) == ("custody.arrest_is_asked_for",)


@pytest.mark.parametrize(
    ("measure", "codes_started"),
    [
        (
            Measure.DETENTION,
            ["custody.arrest_request", "custody.detention_house", "custody.family_notice"],
        ),
        (Measure.ARREST, ["custody.investigation", "custody.family_notice"]),
    ],
)
def test_who_is_locked_up_is_asked_and_the_family_told_within_a_day(measure, codes_started):
    begun = cn.custody.apply(custody(S.APPROVED, measure), Start(arrival_signed=False), now(WANG, LI))

    assert starts(begun) == {*codes_started, "custody.first_interrogation"}
    if measure is Measure.DETENTION:
        inside = cn.custody.apply(begun.matter, EnterDetentionHouse("看守所"), now(WANG, LI))
        assert FollowUp(Follow.LIMIT_ENDS, "custody.detention_house") in inside.follow_ups
    assert codes(custody(), EnterDetentionHouse("看守所")) == ("custody.is_criminal_custody",)


# --- before the arrest ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "number", "allowed"),
    [
        (None, 5, False),
        (DetentionGround.ROAMING, 0, True),
        (DetentionGround.REPEATED, 2, False),
        (DetentionGround.REPEATED, 3, True),
        (DetentionGround.GANG, 1, False),
        (DetentionGround.GANG, 2, True),
    ],
)
def test_thirty_days_are_for_roaming_repeated_and_gang_crime(ground, number, allowed):
    longest = Extend(Tier.ROAMING, detention_possible=True, why="", ground=ground, number=number)
    held = custody(measure=Measure.DETENTION)

    assert codes(held, longest, now(COUNTY)) == (() if allowed else ("custody.grounds_for_thirty_days",))
    assert codes(held, longest, now(CHIEF)) == ("engine.role",)


def test_the_request_starts_the_prosecutors_week_and_is_made_once():
    held = custody(measure=Measure.DETENTION)
    asked = cn.custody.apply(held, RequestArrest("有逮捕必要"), now(COUNTY))

    assert starts(asked) == {"custody.arrest_decision"}
    assert FollowUp(Follow.LIMIT_ENDS, "custody.arrest_request") in asked.follow_ups
    assert codes(asked.matter, RequestArrest("再次"), now(COUNTY)) == ("custody.arrest_not_requested",)
    assert codes(custody(), RequestArrest("必要"), now(COUNTY)) == ("custody.is_criminal_detention",)
    assert codes(held, RefuseArrest("证据不足"), now(PROSECUTOR)) == ("custody.arrest_requested",)
    freed = cn.custody.apply(asked.matter, RefuseArrest("证据不足"), now(PROSECUTOR)).matter
    assert (freed.state, freed.end_reason) == (S.ENDED, EndReason.NOT_APPROVED)


# --- after the arrest ----------------------------------------------------------------------------------


def test_custody_is_lengthened_step_by_step_by_higher_prosecutors():
    steps = [
        (Tier.FIRST_EXTENSION, HIGHER),
        (Tier.SECOND_EXTENSION, PROVINCE),
        (Tier.THIRD_EXTENSION, PROVINCE),
    ]
    held = custody(measure=Measure.ARREST)
    assert codes(held, Extend(Tier.SECOND_EXTENSION, True, ""), now(PROVINCE)) == (
        "custody.no_length_skipped",
    )
    for tier, who in steps:
        assert codes(held, Extend(tier, True, ""), now(PROSECUTOR)) == ("engine.role",)
        held = cn.custody.apply(held, Extend(tier, True, "复杂"), now(who)).matter
    assert held.tier is Tier.THIRD_EXTENSION


def test_only_a_psychiatric_appraisal_stops_the_time():
    held = custody(measure=Measure.ARREST)
    stop = StopForAppraisal("伤情", psychiatric=False)

    assert codes(held, stop) == ("custody.only_psychiatric_stops_time",)
    stopped = cn.custody.apply(held, attrs.evolve(stop, psychiatric=True), now())
    assert FollowUp(Follow.LIMIT_PAUSES, "custody.investigation") in stopped.follow_ups
    assert codes(stopped.matter, Extend(Tier.FIRST_EXTENSION, True, ""), now(HIGHER)) == (
        "custody.not_in_appraisal",
    )
    assert codes(held, EndAppraisal()) == ("custody.in_appraisal",)
    on = cn.custody.apply(stopped.matter, EndAppraisal(), now())
    assert FollowUp(Follow.LIMIT_RESUMES, "custody.investigation") in on.follow_ups


def test_time_is_counted_anew_from_a_new_crime_or_a_found_identity():
    held, later = custody(measure=Measure.ARREST), NIGHT + timedelta(days=20)
    for ground in RestartGround:
        assert codes(held, RestartTime(ground), now(COUNTY)) == ("custody.restart_has_ground",)
    found = cn.custody.apply(held, FindNewCrime("另案"), now(at=later))
    assert starts(found) == {"custody.new_crime_report"}
    decided = now(COUNTY, at=later + timedelta(days=2))
    anew = cn.custody.apply(found.matter, RestartTime(RestartGround.NEW_CRIME), decided)
    assert FollowUp(Follow.LIMIT_STARTS, "custody.investigation", later) in anew.follow_ups
    waited = attrs.evolve(found.matter, stood_still=864_000)
    restarted = cn.custody.apply(waited, RestartTime(RestartGround.NEW_CRIME), decided).matter
    assert (restarted.counts_from, restarted.stood_still) == (later, 0)
    unknown = attrs.evolve(held, identity_unknown=True, stood_still=864_000)
    identified = cn.custody.apply(unknown, RestartTime(RestartGround.IDENTIFIED), decided).matter
    assert (identified.counts_from, identified.stood_still) == (decided.occurred_at, 0)
    named = cn.custody.apply(unknown, RestartTime(RestartGround.IDENTIFIED), decided)
    assert FollowUp(Follow.LIMIT_STARTS, "custody.investigation", decided.occurred_at) in named.follow_ups
    assert codes(custody(), FindNewCrime("另案")) == ("custody.is_arrest",)


# --- at large ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "more", "expected"),
    [
        (WEN, {}, ("custody.guarantor_or_deposit",)),
        (WEN, {"surety": Surety.GUARANTOR}, ()),
        (WEN, {"surety": Surety.GUARANTOR, "deposit": 1000}, ("custody.guarantor_or_deposit",)),
        (WEN, {"surety": Surety.DEPOSIT, "deposit": 999}, ("custody.deposit_enough",)),
        (WEN, {"surety": Surety.DEPOSIT, "deposit": 1000}, ()),
        (BOY, {"surety": Surety.DEPOSIT, "deposit": 500}, ("custody.minor_guarantor_first",)),
        (BOY, {"surety": Surety.DEPOSIT, "deposit": 500, "no_guarantor_because": "父母均不在世"}, ()),
        (
            BOY,
            {"surety": Surety.DEPOSIT, "deposit": 499, "no_guarantor_because": "父母均不在世"},
            ("custody.deposit_enough",),
        ),
    ],
)
def test_bail_has_a_guarantor_or_a_deposit(person, more, expected):
    assert opened(ProposeMeasure(Measure.BAIL, "cr1", person, "", **more), FILED) == expected


@pytest.mark.parametrize("place", [None, *Place])
def test_surveillance_is_never_in_a_cell_or_an_office(place):
    lives = place in {Place.HOME, Place.DESIGNATED}
    asked = propose(Measure.RESIDENTIAL_SURVEILLANCE, place=place)

    assert opened(asked, FILED) == (() if lives else ("custody.place_is_no_cell",))


def test_the_family_hears_of_a_designated_place_within_a_day():
    for place, expected in (
        (Place.HOME, {"custody.residential_surveillance"}),
        (Place.DESIGNATED, {"custody.residential_surveillance", "custody.family_notice"}),
    ):
        approved = custody(S.APPROVED, Measure.RESIDENTIAL_SURVEILLANCE, place=place, family_told="")
        begun = cn.custody.apply(approved, Start(arrival_signed=False), now(WANG, LI))
        assert starts(begun) == expected
        assert begun.matter.owes == (set() if place is Place.HOME else {Owed.FAMILY})
        assert codes(begun.matter, End(EndReason.RELEASED)) == ()


def test_who_is_on_bail_leaves_town_with_the_station_heads_leave():
    leave = PermitAbsence("外省", "奔丧")

    assert codes(custody(measure=Measure.BAIL), leave, now(CHIEF)) == ()
    assert codes(custody(measure=Measure.BAIL), leave, now(WANG)) == ("engine.role",)
    for other in (Measure.RESIDENTIAL_SURVEILLANCE, Measure.INQUIRY):
        assert codes(custody(measure=other), leave, now(CHIEF)) == ("custody.is_bail",)


# --- administrative detention --------------------------------------------------------------------------


def detain(**more):
    return propose(Measure.ADMINISTRATIVE_DETENTION, "ca1", **({"days": 5} | more))


@pytest.mark.parametrize("state", ["decided", "served", "revised"])
def test_a_detention_is_carried_out_after_it_was_decided(state):
    assert opened(detain(), attrs.evolve(DECIDED, state=state)) == ()
    assert opened(detain(), attrs.evolve(DECIDED, state="notified")) == ("custody.detention_was_decided",)


@pytest.mark.parametrize(
    ("hours", "days"), [(0, 1), (1, 1), (24, 1), (24.5, 2), (48, 2), (60, 3)]
)  # fmt: skip
@pytest.mark.parametrize("measure", [Measure.DETENTION, Measure.ARREST])
def test_each_begun_day_of_custody_is_a_day_of_detention(hours, days, measure):
    held = custody(measure=measure)
    assert brief_of(held, cn).held_days is None
    at = NIGHT + timedelta(hours=hours)
    earlier = brief_of(cn.custody.apply(held, End(EndReason.RELEASED), now(at=at)).matter, cn)

    assert earlier.held_days == days
    wrong = ("custody.credit_is_for_custody",)
    for credited in range(5):
        taken = detain(credited_days=credited, credited_from=("k1",))
        assert opened(taken, DECIDED, earlier) == (() if credited == days else wrong)
    assert opened(detain(), DECIDED, earlier) == wrong
    assert opened(detain(for_other_acts=("k1",)), DECIDED, earlier) == ()
    assert opened(detain(credited_days=days, for_other_acts=("k1",)), DECIDED, earlier) == wrong


def test_only_custody_for_a_crime_is_credited_day_for_day():
    detained = brief("custody", "k0", "ended", ended=True, people=("wen",), about="detention")
    credited = detain(credited_days=2, credited_from=("k0",))

    assert opened(credited, DECIDED, detained) == ()
    for not_custody in ("inquiry", "restraint", "continued_questioning"):
        other = attrs.evolve(detained, about=not_custody)
        assert opened(credited, DECIDED, other) == ("custody.credit_is_for_custody",)
    assert opened(detain(credited_days=2), DECIDED, detained) == ("custody.credit_is_for_custody",)
    assert opened(attrs.evolve(credited, credited_days=0), DECIDED, detained) == (
        "custody.credit_is_for_custody",
    )
    for days in (5, 6):
        spent = attrs.evolve(credited, credited_days=days)
        assert "custody.days_are_left" in opened(spent, DECIDED, detained)
    begun = cn.custody.begin(credited, now(WANG, related=(DECIDED, detained)))
    assert begun.matter.days == 3


@pytest.mark.parametrize(
    ("at", "more", "expected"),
    [
        (NIGHT, {"review_or_suit": True, "deposit": 1000}, ()),
        (NIGHT, {"review_or_suit": True, "deposit": 999}, ("custody.stay_is_secured",)),
        (NIGHT, {"review_or_suit": True, "guarantor": "其兄"}, ()),
        (NIGHT, {"guarantor": "其兄", "event": LifeEvent.EXAM}, ("custody.stay_has_grounds",)),
        (NEW_LAW, {"review_or_suit": True, "guarantor": "其兄"}, ("custody.stay_has_grounds",)),
        (NEW_LAW, {"review_or_suit": True, "guarantor": "其兄", "event": LifeEvent.EXAM}, ()),
    ],
)
def test_what_a_stay_needs_changes_with_the_law(at, more, expected):
    waiting = custody(S.APPROVED, Measure.ADMINISTRATIVE_DETENTION, days=5)
    asked = cn.custody.apply(waiting, AskStay("不服"), now(at=at))

    assert starts(asked) == {"custody.stay_decision"}
    start = Start(arrival_signed=False)
    assert codes(asked.matter, start, now(WANG, LI, at=at)) == ("custody.no_stay",)
    assert codes(asked.matter, AnswerStay(granted=True, why="", **more), now(COUNTY, at=at)) == expected
    refused = cn.custody.apply(asked.matter, AnswerStay(granted=False, why=""), now(COUNTY, at=at)).matter
    assert (refused.stay, codes(refused, start, now(WANG, LI, at=at))) == (Stay.REFUSED, ())
    assert codes(refused, AnswerStay(granted=False, why=""), now(COUNTY, at=at)) == ("custody.stay_asked",)
    assert codes(custody(S.APPROVED), AskStay("不服")) == ("custody.is_administrative_detention",)


def test_leave_stops_the_days_once_the_law_knows_it():
    held, leave = custody(measure=Measure.ADMINISTRATIVE_DETENTION, days=5), GoOnLeave(LifeEvent.BIRTH)

    assert codes(held, leave, now(COUNTY)) == ("custody.leave_is_known",)
    out = cn.custody.apply(held, leave, now(COUNTY, at=NEW_LAW))
    assert FollowUp(Follow.LIMIT_PAUSES, "custody.administrative_detention") in out.follow_ups
    assert codes(out.matter, leave, now(COUNTY, at=NEW_LAW)) == ("custody.is_inside",)
    assert codes(held, ComeBack()) == ("custody.is_on_leave",)
    back = cn.custody.apply(out.matter, ComeBack(), now(at=NEW_LAW))
    assert FollowUp(Follow.LIMIT_RESUMES, "custody.administrative_detention") in back.follow_ups


# --- the mentally ill ----------------------------------------------------------------------------------


def test_a_mentally_ill_person_is_restrained_for_a_danger_and_sent_away_by_the_county():
    protect = ProtectAtOnce("r1", WEN, "持刀追砍路人", mentally_ill=True, watcher="012")

    assert opened(protect) == ()
    assert opened(attrs.evolve(protect, danger=" ")) == ("custody.ill_and_dangerous",)
    assert opened(attrs.evolve(protect, mentally_ill=False)) == ("custody.ill_and_dangerous",)
    assert opened(attrs.evolve(protect, watcher="")) == ("custody.watched",)
    held = cn.custody.begin(protect, now(WANG, LI)).matter
    send = SendToFacility("精神卫生中心", guardian_told=True)
    assert codes(held, send, now(COUNTY)) == ("custody.restrained_was_heard",)
    held = cn.custody.apply(held, TellAndHear(told=True, heard=True, signed=True), now()).matter
    assert codes(held, send, now(COUNTY)) == ()
    assert codes(held, send, now(CHIEF)) == ("engine.role",)
    assert codes(held, attrs.evolve(send, guardian_told=False), now(COUNTY)) == ("custody.guardian_told",)
    assert codes(custody(measure=Measure.RESTRAINT), send, now(COUNTY)) == ("custody.is_protective",)
