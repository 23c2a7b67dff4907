"""Questioning and searching: with whom beside, on whose word, filmed or not, and what the family hears."""

from datetime import date, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.custody import (
    Coming,
    ForceSummons,
    Instrument,
    Measure,
    Question,
    SearchPerson,
    Start,
    TakeInArrived,
    TellFamily,
    Tier,
    TurnCriminal,
    Untold,
    UseInstrument,
)
from precinct.people.person import Attendant, Attending, Capacity, Need, Sex
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.custody.measures import S, codes, custody, opened
from tests.matters.people import BOY, CASE, CHEN, CHIEF, LI, NEW_LAW, NIGHT, WANG, WEN, brief, now

ASKED = Question("笔录一", food_and_rest=True)
GIRL = attrs.evolve(BOY, id="girl", sex=Sex.FEMALE)
LADY = attrs.evolve(WEN, sex=Sex.FEMALE)
LIU = attrs.evolve(LI, id="014", sex=Sex.FEMALE)
LATER = NEW_LAW + timedelta(hours=3)
CRIMINAL_CASE = brief("criminal_case", "cr1", "filed", people=("wen",))


def beside(*attending):
    return tuple(Attendant("某某", one) for one in attending)


def room(*who, at=NIGHT, **more):
    return now(*(who or (WANG, LI)), at=at, **({"in_case_room": True, "filmed": True} | more))


# --- who is beside -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "more", "allowed"),
    [
        (NIGHT, {}, False),
        (NIGHT, {"attending": beside(Attending.GUARDIAN)}, True),
        (NIGHT, {"guardian_absent_because": "在外地"}, True),
        (LATER, {"guardian_absent_because": "在外地"}, False),
        (LATER, {"attending": beside(Attending.SCHOOL_OR_UNIT)}, False),
        (
            LATER,
            {"guardian_absent_because": "在外地", "attending": beside(Attending.SCHOOL_OR_UNIT)},
            True,
        ),
        (LATER, {"guardian_absent_because": "在外地", "attending": beside(Attending.LAWYER)}, False),
        (LATER, {"guardian_absent_because": "在外地", "nobody_came_because": "深夜均无法到场"}, True),
    ],
)
def test_a_minor_has_somebody_beside_him(at, more, allowed):
    held = custody(person=BOY, started_at=at)

    assert codes(held, attrs.evolve(ASKED, **more), room(at=at)) == (
        () if allowed else ("custody.minor_attended",)
    )


def test_before_the_regulation_of_2020_only_who_is_under_sixteen_had_to_have_somebody():
    age = cn.law.value("inquiry.guardian_age", date(2020, 8, 5)).amount

    assert (age, cn.law.value("inquiry.guardian_age", date(2020, 8, 6)).amount) == (16, 18)


def test_who_turns_eighteen_needs_nobody():
    born = date(2005, 1, 6)
    for at, expected in ((NIGHT - timedelta(days=1), ("custody.minor_attended",)), (NIGHT, ())):
        held = custody(person=attrs.evolve(BOY, born=born), started_at=at)
        assert codes(held, ASKED, room(at=at)) == expected
    assert codes(custody(person=attrs.evolve(BOY, born=None)), ASKED) == ()


def test_a_girl_is_questioned_with_a_woman_beside_her():
    asked = attrs.evolve(ASKED, attending=beside(Attending.GUARDIAN))

    assert codes(custody(person=GIRL), asked) == ("custody.woman_beside_girl",)
    assert codes(custody(person=GIRL), asked, room(WANG, LIU)) == ()
    assert codes(custody(person=LADY), ASKED) == ()


@pytest.mark.parametrize(
    ("need", "helper"),
    [(Need.INTERPRETER, Attending.INTERPRETER), (Need.SIGN_LANGUAGE, Attending.SIGN_INTERPRETER)],
)
def test_who_needs_an_interpreter_has_one(need, helper):
    held = custody(person=attrs.evolve(WEN, needs=frozenset({need})))

    assert codes(held, ASKED) == ("custody.understood",)
    assert codes(held, attrs.evolve(ASKED, attending=beside(Attending.GUARDIAN))) == ("custody.understood",)
    assert codes(held, attrs.evolve(ASKED, attending=beside(helper))) == ()


def test_each_is_questioned_alone():
    assert codes(custody(), attrs.evolve(ASKED, alone=False)) == ("custody.questioned_alone",)


def test_a_suspect_of_a_crime_hears_of_the_lawyer_once():
    held = custody(measure=Measure.CRIMINAL_SUMMONS)

    assert codes(held, ASKED) == ("custody.lawyer_told",)
    told = cn.custody.apply(held, attrs.evolve(ASKED, lawyer_told=True), room()).matter
    assert codes(told, ASKED) == ()
    assert codes(custody(), ASKED) == ()


# --- how many, where, filmed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "how", "expected"),
    [
        (NIGHT, {"in_case_room": True, "filmed": True}, ("custody.enough_officers",)),
        (LATER, {"in_case_room": True, "filmed": True}, ()),
        (LATER, {"in_case_room": False, "filmed": True}, ("custody.enough_officers",)),
        (LATER, {"in_case_room": True, "filmed": False}, ("custody.enough_officers",)),
    ],
)
def test_one_officer_is_enough_in_a_case_room_with_film_from_2026(at, how, expected):
    assert codes(custody(started_at=at), ASKED, now(WANG, at=at, **how)) == expected


@pytest.mark.parametrize(
    ("at", "remote", "in_case_room", "expected"),
    [
        (NIGHT, False, True, ()),
        (LATER, False, True, ("custody.inquiry_filmed",)),
        (LATER, False, False, ()),
        (NIGHT, True, False, ("custody.inquiry_filmed",)),
        (LATER, True, False, ("custody.inquiry_filmed",)),
    ],
)
def test_what_the_law_wants_filmed_is_filmed(at, remote, in_case_room, expected):
    asked, held = attrs.evolve(ASKED, remote=remote), custody(started_at=at)

    assert codes(held, asked, now(WANG, LI, at=at, in_case_room=in_case_room)) == expected
    assert codes(held, asked, now(WANG, LI, at=at, in_case_room=in_case_room, filmed=True)) == ()


def test_a_serious_case_is_filmed_and_asked_in_a_room():
    asked = attrs.evolve(ASKED, lawyer_told=True)
    held = custody(measure=Measure.CRIMINAL_SUMMONS, serious=True)

    assert codes(held, asked, room(filmed=False)) == ("custody.serious_case_filmed",)
    assert codes(held, asked, room(in_case_room=False)) == ("custody.in_interrogation_room",)
    assert codes(attrs.evolve(held, in_detention_house=True), asked, room(in_case_room=False)) == ()
    assert codes(attrs.evolve(held, measure=Measure.BAIL), asked, room(in_case_room=False)) == ()
    assert codes(held, asked, room(WANG)) == ("authority.two_officers",)


# --- searched, told ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "by", "doctor", "at", "allowed"),
    [
        (LADY, LIU, False, NIGHT, True),
        (LADY, WANG, False, NIGHT, False),
        (LADY, WANG, True, NIGHT, False),
        (LADY, WANG, True, LATER, True),
        (WEN, WANG, False, NIGHT, False),
        (attrs.evolve(WEN, sex=Sex.MALE), WANG, False, NIGHT, True),
    ],
)
def test_a_woman_is_searched_by_a_woman_or_from_2026_a_doctor(person, by, doctor, at, allowed):
    search = SearchPerson(belongings_signed=True, by_doctor=doctor)
    context = now(by, LI, at=at)

    assert codes(custody(person=person), search, context) == (
        () if allowed else ("custody.searched_by_a_woman",)
    )
    unlisted = attrs.evolve(search, belongings_signed=False)
    assert "custody.belongings_listed" in codes(custody(person=person), unlisted, context)


def test_a_search_takes_two_officers():
    held = custody(person=attrs.evolve(WEN, sex=Sex.MALE))
    search = SearchPerson(belongings_signed=True)

    assert codes(held, search, now(WANG, LI)) == ()
    assert codes(held, search, now(WANG)) == ("authority.two_officers",)


@pytest.mark.parametrize("untold", Untold)
@pytest.mark.parametrize("measure", [Measure.INQUIRY, Measure.DETENTION, Measure.ARREST, Measure.BAIL])
def test_each_measure_knows_few_reasons_not_to_tell_the_family(measure, untold):
    known = {
        Measure.INQUIRY: {Untold.IDENTITY_UNKNOWN, Untold.CONTACT_REFUSED, Untold.FORCE_MAJEURE},
        Measure.DETENTION: {Untold.CANNOT_NOTIFY, Untold.STATE_SECURITY},
    }.get(measure, {Untold.CANNOT_NOTIFY})
    expected = () if untold in known else ("custody.silence_has_ground",)

    assert codes(custody(measure=measure), TellFamily("原因已注明", untold)) == expected
    assert codes(custody(measure=measure), TellFamily(" ", untold)) == ("custody.silence_has_ground",)


# --- called in -----------------------------------------------------------------------------------------

SURRENDERED = TakeInArrived("case-1", WEN, Coming.SURRENDERED, arrival_signed=True)


def test_who_surrenders_or_is_handed_over_has_the_same_hours_without_a_summons():
    begun = cn.custody.begin(SURRENDERED, now(WANG, related=(CASE,)))

    assert FollowUp(Follow.LIMIT_STARTS, "custody.inquiry_normal") in begun.follow_ups
    assert codes(begun.matter, ASKED) == ()  # no approval is missing
    stopped = attrs.evolve(SURRENDERED, came=Coming.STOPPED)
    assert opened(stopped, CASE) == ("custody.came_without_summons",)
    unsigned = attrs.evolve(SURRENDERED, arrival_signed=False)
    assert opened(unsigned, CASE) == ("custody.arrival_noted",)
    assert opened(attrs.evolve(unsigned, refusal_noted=True), CASE) == ()


@pytest.mark.parametrize("capacity", Capacity)
def test_only_who_is_suspected_is_called_in(capacity):
    asked = attrs.evolve(SURRENDERED, person=attrs.evolve(CHEN, capacity=capacity))
    suspected = capacity in {Capacity.OFFENDER, Capacity.SUSPECT}

    assert opened(asked, CASE) == (() if suspected else ("custody.person_is_suspected",))


@pytest.mark.parametrize(
    ("more", "allowed"), [({}, True), ({"refused": False}, False), ({"cause": "在住院"}, False)]
)
def test_who_refuses_a_summons_without_cause_is_brought(more, allowed):
    force = attrs.evolve(ForceSummons(refused=True), **more)

    assert codes(custody(S.APPROVED), force, now(CHIEF)) == (
        () if allowed else ("custody.refused_without_cause",)
    )
    assert codes(custody(S.APPROVED), force, now(WANG)) == ("engine.role",)
    assert "custody.is_inquiry" in codes(custody(S.APPROVED, Measure.BAIL), force, now(CHIEF))


def test_who_is_brought_by_force_may_be_handcuffed():
    forced = cn.custody.apply(custody(S.APPROVED), ForceSummons(refused=True), now(CHIEF)).matter
    cuffs = UseInstrument(Instrument.HANDCUFFS, out_of_control=False)
    there = cn.custody.apply(forced, Start(arrival_signed=True), now(WANG, LI)).matter

    assert codes(there, cuffs) == ()
    assert codes(custody(), cuffs) == ("custody.out_of_control",)


def test_a_refused_signature_is_noted():
    assert codes(custody(S.APPROVED), Start(arrival_signed=False, refusal_noted=True)) == ()


@pytest.mark.parametrize("measure", Measure)
def test_nobody_is_in_two_measures_at_once(measure):
    other = brief("custody", "k0", "started", people=("wen",), about=measure.value)
    at_large = measure in {Measure.BAIL, Measure.RESIDENTIAL_SURVEILLANCE}
    start, context = Start(arrival_signed=True), now(WANG, LI, related=(other,))

    assert codes(custody(S.APPROVED), start, context) == (
        () if at_large else ("custody.one_measure_at_a_time",)
    )
    restraint = measure in {Measure.RESTRAINT, Measure.PROTECTIVE_RESTRAINT}
    code = "custody.sober_for_inquiry" if restraint else "custody.not_held_already"
    again = attrs.evolve(SURRENDERED, why_again="主动补充交代")
    assert opened(again, CASE, other) == (() if at_large else (code,))


def test_a_summons_that_turns_criminal_counts_from_the_first_arrival():
    turn, later = TurnCriminal("cr1", "数额较大"), NIGHT + timedelta(hours=6)
    turned = cn.custody.apply(custody(), turn, now(CHIEF, at=later, related=(CRIMINAL_CASE,)))

    assert FollowUp(Follow.LIMIT_STARTS, "custody.criminal_summons", NIGHT) in turned.follow_ups
    assert (turned.matter.measure, turned.matter.case) == (Measure.CRIMINAL_SUMMONS, "cr1")
    assert not turned.matter.serious
    grave = attrs.evolve(turn, serious=True)
    assert cn.custody.apply(custody(), grave, now(CHIEF, related=(CRIMINAL_CASE,))).matter.serious
    over = now(CHIEF, at=NIGHT + timedelta(hours=8, minutes=1), related=(CRIMINAL_CASE,))
    assert codes(custody(), turn, over) == ("custody.time_left",)
    long = custody(S.EXTENDED, tier=Tier.COMPLEX)
    for minutes, expected in ((0, ()), (1, ("custody.turned_in_time",))):
        at = NIGHT + timedelta(hours=12, minutes=minutes)
        assert codes(long, turn, now(CHIEF, at=at, related=(CRIMINAL_CASE,))) == expected
    assert codes(custody(), turn, now(CHIEF)) == ("custody.turned_case_is_filed",)
    for other in (Measure.DETENTION, Measure.RESTRAINT):
        again = codes(custody(measure=other), turn, now(CHIEF, related=(CRIMINAL_CASE,)))
        assert again == ("custody.is_inquiry",)
