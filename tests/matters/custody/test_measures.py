"""Measures that take liberty: for whom, on whose word, for how long, and how they end."""

from datetime import timedelta
from itertools import product

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.custody import (
    Approve,
    ChangeWatch,
    Coming,
    CustodyState,
    End,
    EndReason,
    Extend,
    Instrument,
    MakeUp,
    Measure,
    Owed,
    ProposeMeasure,
    Question,
    Reject,
    RestrainAtOnce,
    Start,
    SummonOrally,
    TakeInArrived,
    TellAndHear,
    TellFamily,
    Tier,
    Untold,
    UseInstrument,
)
from precinct.matters.custody.words import RESTRAINTS, STAYS_HELD, SUMMONSES
from precinct.station.related import brief_of
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.custody.measures import codes, custody, opened
from tests.matters.people import CASE, CHIEF, LI, NEW_LAW, NIGHT, WANG, WEN, brief, now

S = CustodyState
RESTRAIN = RestrainAtOnce("case-1", WEN, "扑打邻居", drunk=True, watcher="012", filmed_on_the_ride=True)
INQUIRY = ProposeMeasure(Measure.INQUIRY, "case-1", WEN, "毁损房门")
SUMMONS = ProposeMeasure(Measure.CRIMINAL_SUMMONS, "cr1", WEN, "抢夺")
ORALLY = SummonOrally("case-1", WEN, found_on_scene=True, card_shown=True)
SURRENDERED = TakeInArrived("case-1", WEN, Coming.SURRENDERED, arrival_signed=True)
FILED = brief("criminal_case", "cr1", "filed", people=("wen",))
FREE_AGAIN = {EndReason.RELEASED, EndReason.TIME_UP, EndReason.CLEARED}


# --- before it starts ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["filed", "investigating", "returned_for_investigation"])
def test_nobody_is_coerced_before_a_criminal_case_is_filed(state):
    assert opened(SUMMONS, brief("criminal_case", "cr1", state)) == ()
    for not_filed in (
        brief("criminal_case", "cr1", "under_review"),
        brief("administrative_case", "cr1", "filed"),
    ):
        assert opened(SUMMONS, not_filed) == ("custody.filed_before_coercion",)
    assert opened(SUMMONS) == ("custody.filed_before_coercion",)


@pytest.mark.parametrize("opening", [INQUIRY, ORALLY], ids=["in writing", "orally"])
def test_an_inquiry_belongs_to_an_administrative_case(opening):
    assert opened(opening, CASE) == ()
    assert opened(opening) == ("custody.case_is_filed",)
    assert opened(opening, brief("report", "case-1", "handled")) == ("custody.case_is_filed",)


def test_a_further_summons_has_a_reason_of_its_own():
    earlier = brief("custody", "k0", "ended", ended=True, people=("wen",), about="inquiry")

    assert opened(INQUIRY, CASE, earlier) == ("custody.reason_for_another_summons",)
    assert opened(attrs.evolve(INQUIRY, why_again="新证据"), CASE, earlier) == ()
    assert opened(INQUIRY, CASE, attrs.evolve(earlier, people=frozenset({"chen"}))) == ()
    assert opened(INQUIRY, CASE, attrs.evolve(earlier, about="restraint")) == ()
    for again in (INQUIRY, ORALLY, SURRENDERED):
        for why, expected in (("", False), (" ", False), ("新证据", True)):
            answer = opened(attrs.evolve(again, why_again=why), CASE, earlier)
            assert answer == (() if expected else ("custody.reason_for_another_summons",))
    restraint = attrs.evolve(INQUIRY, measure=Measure.RESTRAINT, drunk=True, danger="扑打邻居")
    assert opened(restraint, CASE, earlier) == ()


@pytest.mark.parametrize("opening", [INQUIRY, ORALLY], ids=["in writing", "orally"])
def test_who_is_drunk_or_restrained_is_not_questioned(opening):
    restrained = brief("custody", "k0", "started", people=("wen",), about="restraint")

    assert opened(attrs.evolve(opening, drunk=True), CASE) == ("custody.sober_for_inquiry",)
    assert opened(opening, CASE, restrained) == ("custody.sober_for_inquiry",)
    assert opened(opening, CASE, attrs.evolve(restrained, ended=True)) == ()


@pytest.mark.parametrize("opening", [INQUIRY, ORALLY, SURRENDERED])
def test_who_went_home_drunk_is_questioned_once_seen_sober(opening):
    restraint = custody(measure=Measure.RESTRAINT, drunk=True)
    for reason, still in ((EndReason.COLLECTED, True), (EndReason.HOSPITAL, True), (EndReason.SOBER, False)):
        ended = cn.custody.apply(restraint, End(reason), now()).matter
        left = brief_of(ended, cn)
        assert ("still_drunk" in left.marked) is still
        assert opened(opening, CASE, left) == (("custody.sober_for_inquiry",) if still else ())
        assert opened(attrs.evolve(opening, sober_again=True), CASE, left) == ()
        assert opened(attrs.evolve(opening, sober_again=True, drunk=True), CASE, left) == (
            "custody.sober_for_inquiry",
        )


def test_who_is_drunk_neither_begins_his_hours_nor_answers():
    asked = Question("笔录一", food_and_rest=True, lawyer_told=True)
    for measure in SUMMONSES:
        approved = custody(S.APPROVED, measure)
        assert codes(approved, Start(True, drunk=True)) == ("custody.sober_when_asked",)
        assert codes(approved, Start(True, drunk=False)) == ()
    detained = custody(S.APPROVED, Measure.DETENTION)
    held = cn.custody.apply(detained, Start(False, drunk=True), now(WANG, LI)).matter
    assert held.drunk
    assert codes(held, asked) == ("custody.sober_when_asked",)
    sober = attrs.evolve(asked, drunk=False)
    assert codes(held, sober) == ()
    later = cn.custody.apply(held, sober, now(WANG, LI, in_case_room=True)).matter
    assert codes(later, asked) == ()
    assert codes(later, attrs.evolve(asked, drunk=True)) == ("custody.sober_when_asked",)


DRUNK = attrs.evolve(INQUIRY, measure=Measure.RESTRAINT, drunk=True, danger="扑打邻居")
ILL = attrs.evolve(INQUIRY, measure=Measure.PROTECTIVE_RESTRAINT, mentally_ill=True, danger="持刀追砍路人")


def test_a_drunk_or_ill_person_may_be_restrained():
    assert opened(DRUNK, CASE) == ()
    assert opened(ILL, CASE) == ()


@pytest.mark.parametrize("short_of", [{"drunk": False}, {"danger": " "}])
@pytest.mark.parametrize("opening", [RESTRAIN, DRUNK], ids=["at once", "on paper"])
def test_drunk_alone_is_not_enough_nor_danger_alone(opening, short_of):
    assert opened(attrs.evolve(opening, **short_of)) == ("custody.drunk_and_dangerous",)


@pytest.mark.parametrize(
    "short_of", [{"mentally_ill": False}, {"danger": " "}, {"danger": "", "drunk": True}]
)
def test_ill_alone_is_not_enough_nor_danger_alone(short_of):
    assert opened(attrs.evolve(ILL, **short_of)) == ("custody.ill_and_dangerous",)


def test_a_restraint_is_watched_and_filmed_from_the_start_by_two():
    assert opened(RESTRAIN) == ()
    assert opened(attrs.evolve(RESTRAIN, watcher="")) == ("custody.watched",)
    assert opened(attrs.evolve(RESTRAIN, filmed_on_the_ride=False)) == ("custody.ride_filmed",)
    assert opened(RESTRAIN, who=(WANG,), filmed=True) == ("authority.two_officers",)


def test_a_restraint_on_the_spot_is_approved_after():
    begun = cn.custody.begin(RESTRAIN, now(WANG, LI))

    assert FollowUp(Follow.LIMIT_STARTS, "custody.restraint_approval") in begun.follow_ups
    assert (begun.matter.state, begun.matter.busy, begun.matter.people) == (S.STARTED, {"012"}, {"wen"})
    approved = cn.custody.apply(begun.matter, Approve(), now(CHIEF)).matter
    assert (approved.approved_by, approved.state) == ("001", S.STARTED)
    assert codes(approved, Approve(), now(CHIEF)) == ("custody.not_yet_approved",)
    assert codes(approved, Reject("无必要"), now(CHIEF)) == ("custody.not_yet_approved",)


@pytest.mark.parametrize("short_of", [{"found_on_scene": False}, {"card_shown": False}])
def test_word_of_mouth_is_for_the_scene(short_of):
    assert opened(attrs.evolve(ORALLY, **short_of), CASE) == ("custody.found_on_scene",)


def test_who_asked_for_a_measure_does_not_approve_it():
    for state in (S.PROPOSED, S.STARTED):
        asked = custody(state, approved_by="", proposed_by="001")
        assert codes(asked, Approve(), now(CHIEF)) == ("custody.author_is_not_approver",)
        assert codes(attrs.evolve(asked, proposed_by="011"), Approve(), now(CHIEF)) == ()


# --- hours -----------------------------------------------------------------------------------------


def test_the_person_signs_the_time_of_arrival_and_of_leaving():
    assert codes(custody(S.APPROVED), Start(arrival_signed=False)) == ("custody.arrival_signed",)
    assert codes(custody(S.APPROVED), Start(arrival_signed=True)) == ()
    for held in STAYS_HELD:
        assert codes(custody(), End(held)) == ("custody.leaving_signed",)
        assert codes(custody(), End(held, leaving_signed=True)) == ()
        assert codes(custody(), End(held, refusal_noted=True)) == ()
    for free in frozenset(EndReason) - STAYS_HELD:
        gone = cn.custody.apply(custody(), End(free), now()).matter
        assert gone.owes == {Owed.SIGNATURE}
        for signed in ({"leaving_signed": True}, {"refusal_noted": True}):
            assert cn.custody.apply(custody(), End(free, **signed), now()).matter.owes == frozenset()


def test_a_drunk_person_need_not_sign():
    restraint = custody(S.APPROVED, Measure.RESTRAINT, drunk=True)

    assert codes(restraint, Start(arrival_signed=False, watcher="012")) == ()
    sober = Start(arrival_signed=False, watcher="012", drunk=False)
    assert codes(restraint, sober) == ("custody.still_drunk",)
    never = attrs.evolve(restraint, drunk=False)
    assert codes(never, attrs.evolve(sober, drunk=None)) == ("custody.still_drunk",)
    ill = custody(S.APPROVED, Measure.PROTECTIVE_RESTRAINT)
    assert codes(ill, Start(arrival_signed=False, watcher="012")) == ()
    assert codes(restraint, Start(arrival_signed=False)) == ("custody.watcher_named",)


@pytest.mark.parametrize(
    ("tier", "at", "in_force"),
    [
        (Tier.NORMAL, NIGHT, True),
        (Tier.MIDDLE, NIGHT, False),
        (Tier.MIDDLE, NEW_LAW - timedelta(minutes=1), False),
        (Tier.MIDDLE, NEW_LAW, True),
        (Tier.COMPLEX, NIGHT, True),
    ],
)
def test_a_12_hour_inquiry_is_not_law_before_2026(tier, at, in_force):
    expected = () if in_force else ("custody.tier_in_force",)
    start = Start(
        arrival_signed=True, tier=tier, detention_possible=True, many_involved=True, complexity="多地取证"
    )

    assert codes(custody(S.APPROVED), start, now(WANG, LI, at=at)) == expected


def test_a_criminal_summons_has_no_middle_length():
    summons = custody(S.APPROVED, Measure.CRIMINAL_SUMMONS)

    start = Start(True, Tier.MIDDLE, many_involved=True)
    assert codes(summons, start, now(WANG, LI, at=NEW_LAW)) == ("custody.tier_in_force",)


@pytest.mark.parametrize(
    ("many", "unknown", "known_before", "allowed"),
    [(False, False, False, False), (True, False, False, True), (False, True, False, True), (False, False, True, True)],
)  # fmt: skip
def test_12_hours_are_for_many_or_for_who_is_not_identified(many, unknown, known_before, allowed):
    expected = () if allowed else ("custody.grounds_for_middle",)
    held = custody(started_at=NEW_LAW, identity_unknown=known_before)
    longer = Extend(Tier.MIDDLE, False, "涉案人多", many_involved=many, identity_unknown=unknown)

    assert codes(held, longer, now(CHIEF, at=NEW_LAW)) == expected
    start = Start(True, Tier.MIDDLE, many_involved=many, identity_unknown=unknown)
    approved = attrs.evolve(held, state=S.APPROVED)
    assert codes(approved, start, now(WANG, LI, at=NEW_LAW)) == expected
    if allowed:
        after = cn.custody.apply(held, longer, now(CHIEF, at=NEW_LAW)).matter
        assert (after.tier, after.identity_unknown) == (Tier.MIDDLE, unknown or known_before)


@pytest.mark.parametrize("tier", [Tier.NORMAL, Tier.COMPLEX])
@pytest.mark.parametrize("complexity", ["", " ", "多地取证"])
def test_24_hours_need_a_complex_case(tier, complexity):
    fails = tier is Tier.COMPLEX and not complexity.strip()
    start = Start(True, tier, detention_possible=True, complexity=complexity)

    assert codes(custody(S.APPROVED), start) == (("custody.grounds_for_longest",) if fails else ())
    if tier is Tier.COMPLEX:
        longer = Extend(tier, True, "时间不够", complexity=complexity)
        assert codes(custody(), longer, now(CHIEF)) == (("custody.grounds_for_longest",) if fails else ())


def test_24_hours_need_an_act_for_which_somebody_may_be_detained():
    started = custody()

    assert codes(custody(S.APPROVED), Start(True, Tier.COMPLEX)) == ("custody.grounds_for_longest",)
    assert codes(started, Extend(Tier.COMPLEX, False, "复杂", complexity="多地取证"), now(CHIEF)) == (
        "custody.grounds_for_longest",
    )
    assert codes(started, Extend(Tier.COMPLEX, True, "复杂", complexity="多地取证"), now(CHIEF)) == ()


@pytest.mark.parametrize("tier", [Tier.NORMAL, Tier.COMPLEX])
def test_lengthening_goes_one_way(tier):
    long = custody(S.EXTENDED, tier=Tier.COMPLEX)

    assert codes(long, Extend(tier, True, "复杂", complexity="多地取证"), now(CHIEF)) == (
        "custody.longer_than_before",
    )


def test_the_hours_run_from_the_minute_of_arrival_however_often_they_are_lengthened():
    started = cn.custody.apply(custody(S.APPROVED, started_at=None), Start(True), now(WANG, LI))
    later = now(CHIEF, at=NIGHT + timedelta(hours=7))
    extended = cn.custody.apply(
        started.matter, Extend(Tier.COMPLEX, True, "复杂", complexity="多地取证"), later
    )

    assert FollowUp(Follow.LIMIT_STARTS, "custody.inquiry_normal", NIGHT) in started.follow_ups
    assert FollowUp(Follow.LIMIT_STARTS, "custody.inquiry_complex", NIGHT) in extended.follow_ups
    assert FollowUp(Follow.LIMIT_ENDS, "custody.inquiry_normal") in extended.follow_ups


def test_a_restraint_has_no_hours_and_is_not_lengthened():
    restraint = custody(measure=Measure.RESTRAINT)
    start = cn.custody.apply(
        custody(S.APPROVED, Measure.RESTRAINT, drunk=True), Start(False, watcher="012"), now(WANG, LI)
    )

    assert [follow for follow in start.follow_ups if follow.what is Follow.LIMIT_STARTS] == []
    assert codes(restraint, Extend(Tier.COMPLEX, True, "复杂", complexity="多地取证"), now(CHIEF)) == (
        "custody.is_questioning",
    )


# --- while it lasts --------------------------------------------------------------------------------


@pytest.mark.parametrize("instrument", Instrument)
def test_a_restraint_uses_no_handcuffs(instrument):
    soft = instrument in {Instrument.STRAP, Instrument.ROPE}
    use = UseInstrument(instrument, out_of_control=True)

    expected = () if soft else ("custody.no_handcuffs_on_the_drunk",)
    assert codes(custody(measure=Measure.RESTRAINT), use) == expected
    assert codes(custody(), use) == ()


def test_no_instrument_is_used_for_convenience():
    strap = UseInstrument(Instrument.STRAP, out_of_control=False)
    held = cn.custody.apply(custody(), attrs.evolve(strap, out_of_control=True), now()).matter
    again = cn.custody.apply(held, attrs.evolve(strap, out_of_control=True), now()).matter

    assert codes(custody(), strap) == ("custody.out_of_control",)
    assert held.instruments == again.instruments == (Instrument.STRAP,)


def test_restraint_time_is_not_questioning_time():
    asked = Question("笔录一", food_and_rest=True)

    assert codes(custody(measure=Measure.RESTRAINT), asked) == ("custody.is_questioning",)
    assert codes(custody(), asked) == ()


def test_two_officers_question_with_food_and_rest_given():
    assert codes(custody(), Question("笔录一", food_and_rest=False)) == ("custody.food_and_rest",)
    assert codes(custody(), Question("笔录一", food_and_rest=True), now(WANG)) == ("custody.enough_officers",)


def test_who_was_summoned_in_writing_is_questioned_after_the_approval():
    asked, waiting = Question("笔录一", food_and_rest=True), custody(approved_by="")

    assert codes(waiting, asked) == ("custody.is_approved",)
    assert codes(attrs.evolve(waiting, summoned_orally=True), asked) == ()


def test_nobody_disappears():
    silent, longer = custody(family_told=""), Extend(Tier.COMPLEX, True, "复杂", complexity="多地取证")

    assert codes(silent, longer, now(CHIEF)) == ("custody.family_told",)
    told = cn.custody.apply(silent, TellFamily("妻子，已告知原因和处所"), now()).matter
    assert codes(told, longer, now(CHIEF)) == ()
    gone = cn.custody.apply(silent, End(EndReason.RELEASED, leaving_signed=True), now()).matter
    assert gone.owes == {Owed.FAMILY}
    made_up = cn.custody.apply(gone, MakeUp(told="妻子，已告知原因和处所"), now()).matter
    assert (made_up.owes, made_up.family_told) == (frozenset(), "妻子，已告知原因和处所")


def test_whose_family_is_told_late_has_no_limit_running_for_it():
    ends = FollowUp(Follow.LIMIT_ENDS, "custody.family_notice")
    silent = custody(measure=Measure.DETENTION, family_told="")
    for told in (TellFamily("妻子"), MakeUp(told="妻子")):
        assert ends in cn.custody.apply(silent, told, now()).follow_ups
    unheard = custody(measure=Measure.RESTRAINT, told_and_heard=False)
    assert ends not in cn.custody.apply(unheard, MakeUp(heard=True), now()).follow_ups


def test_the_watch_is_handed_over_by_name():
    watched = cn.custody.apply(custody(measure=Measure.RESTRAINT, watcher="012"), ChangeWatch("013"), now())

    assert watched.matter.busy == {"013"}
    with pytest.raises(ValueError, match="watcher"):
        ChangeWatch("")


@pytest.mark.parametrize("reason", EndReason)
def test_a_restraint_ends_when_the_person_is_sober(reason):
    other_hands = {EndReason.COLLECTED, EndReason.HOSPITAL, EndReason.TRANSFERRED}
    refused = ("custody.restraint_ends_sober",)

    sober = () if reason in {EndReason.SOBER, *other_hands} else refused
    assert codes(custody(measure=Measure.RESTRAINT, drunk=True), End(reason)) == sober
    harmless = () if reason in {EndReason.RELEASED, *other_hands} else refused
    assert codes(custody(measure=Measure.PROTECTIVE_RESTRAINT), End(reason)) == harmless
    assert codes(custody(), End(reason, leaving_signed=True)) == ()


def test_who_was_found_sober_is_no_longer_drunk():
    restraint = custody(measure=Measure.RESTRAINT, drunk=True)

    sober = cn.custody.apply(restraint, End(EndReason.SOBER), now()).matter
    moved = cn.custody.apply(restraint, End(EndReason.TRANSFERRED), now()).matter
    assert (sober.state, sober.drunk, sober.end_reason) == (S.ENDED, False, EndReason.SOBER)
    assert moved.drunk
    assert sober.busy == frozenset()


def test_who_was_restrained_is_told_why_and_heard_but_never_kept_for_it():
    unheard = custody(measure=Measure.RESTRAINT, told_and_heard=False)

    gone = cn.custody.apply(unheard, End(EndReason.SOBER), now()).matter
    assert gone.owes == {Owed.HEARING}
    assert cn.custody.apply(gone, MakeUp(heard=True), now()).matter.owes == frozenset()
    heard = cn.custody.apply(unheard, TellAndHear(told=True, heard=True, signed=True), now()).matter
    assert cn.custody.apply(heard, End(EndReason.SOBER), now()).matter.owes == frozenset()
    for short_of in ({"told": False}, {"heard": False}, {"signed": False}):
        asked = attrs.evolve(TellAndHear(told=True, heard=True, signed=True), **short_of)
        assert codes(unheard, asked) == ("custody.told_and_heard",)


@pytest.mark.parametrize("state", [S.PROPOSED, S.APPROVED])
def test_what_is_not_approved_never_starts(state):
    rejected = cn.custody.apply(custody(state), Reject("无必要"), now(CHIEF)).matter

    assert (rejected.state, rejected.end_reason) == (S.ENDED, EndReason.NOT_APPROVED)


def test_every_way_to_take_liberty_runs_against_a_clock_or_ends_with_a_sober_head():
    begun = [
        cn.custody.begin(RESTRAIN, now(WANG, LI)),
        cn.custody.begin(ORALLY, now(WANG, LI, related=(CASE,))),
    ]

    for outcome in begun:
        assert [follow for follow in outcome.follow_ups if follow.what is Follow.LIMIT_STARTS] != []


@pytest.mark.parametrize("measure", Measure)
def test_no_missing_paper_keeps_anybody_in(measure):
    late = now(at=NIGHT + timedelta(days=3650))
    ends = {EndReason.SOBER, EndReason.RELEASED} if measure in RESTRAINTS else FREE_AGAIN
    reached = set()
    for approved, told, heard, signed, reason in product(
        ("", "001"), ("", "妻子"), (False, True), (False, True), ends
    ):
        held = custody(
            measure=measure,
            approved_by=approved,
            family_told=told,
            told_and_heard=heard,
            drunk=measure is Measure.RESTRAINT,
            arrest_requested=measure is Measure.DETENTION,
        )
        for context in (now(), late):
            answer = cn.custody.decide(held, End(reason, leaving_signed=signed), context)
            if answer.codes != ("custody.restraint_ends_sober",):
                assert answer.codes == ()
                reached.add((approved, told, heard, signed))
    assert len(reached) == 16


@pytest.mark.parametrize(
    ("lacks", "action", "expected"),
    [
        ({}, MakeUp(signed=True), ("custody.something_is_owed", "custody.made_up_for")),
        ({"family_told": ""}, MakeUp(told="妻子"), ()),
        ({"family_told": ""}, MakeUp(), ("custody.made_up_for",)),
        ({"family_told": ""}, MakeUp(heard=True), ("custody.made_up_for",)),
        ({"family_told": ""}, MakeUp(told="妻子", heard=True), ("custody.made_up_for",)),
        ({"family_told": ""}, MakeUp(told=" "), ("custody.silence_has_ground",)),
        ({"family_told": ""}, MakeUp(told="断网", untold=Untold.FORCE_MAJEURE), ()),
        ({"family_told": ""}, MakeUp(told="", untold=Untold.FORCE_MAJEURE), ("custody.made_up_for", "custody.silence_has_ground")),
        ({"family_told": "", "leaving_signed": False}, MakeUp(told="妻子", signed=True), ()),
        ({"family_told": "", "started_at": None}, MakeUp(told="妻子"), ("custody.something_is_owed", "custody.made_up_for")),
    ],
)  # fmt: skip
def test_what_is_owed_is_made_up_for_and_nothing_else(lacks, action, expected):
    gone = custody(S.ENDED, **({"leaving_signed": True} | lacks))

    assert codes(gone, action) == expected
