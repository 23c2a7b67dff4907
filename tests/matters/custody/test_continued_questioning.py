"""Continued questioning: when it may begin, who lengthens it, and who never waits behind a door."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.custody import (
    Approve,
    BringForQuestioning,
    End,
    EndReason,
    Extend,
    Measure,
    ProposeMeasure,
    PutInWaitingRoom,
    Question,
    QuestioningBar,
    QuestioningGround,
    SpecialPerson,
    Tier,
)
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.custody.measures import S, codes, custody, opened
from tests.matters.people import BOY, CASE, CHIEF, COUNTY, LI, NIGHT, WANG, WEN, brief, now

BRING = BringForQuestioning("r1", WEN, True, frozenset({QuestioningGround.LIKELY_LOOT}))
DUTY = Actor("901", "值班领导", {Role.COUNTY_DUTY_LEADER})
LEADER = Actor("902", "主管领导", {Role.COUNTY_LEADER_IN_CHARGE})
LONGER = Extend(Tier.LONGER, detention_possible=False, why="嫌疑未排除")
WITHHELD = Extend(Tier.WITHHELD, detention_possible=False, why="不讲真实身份", identity_withheld=True)


def asked(**more):
    return custody(measure=Measure.CONTINUED_QUESTIONING, **more)


def test_it_follows_a_check_on_the_spot_and_is_never_proposed_on_paper():
    assert opened(BRING) == ()
    assert opened(attrs.evolve(BRING, stopped_and_checked=False)) == ("custody.stopped_and_checked",)
    paper = ProposeMeasure(Measure.CONTINUED_QUESTIONING, "r1", WEN, "可疑")
    assert opened(paper) == ("custody.stopped_and_checked",)
    assert opened(attrs.evolve(BRING, grounds=frozenset())) == ("custody.questioning_has_ground",)


@pytest.mark.parametrize("ground", QuestioningGround)
def test_one_ground_is_enough(ground):
    assert opened(attrs.evolve(BRING, grounds=frozenset({ground}))) == ()


@pytest.mark.parametrize("bar", QuestioningBar)
def test_a_bar_is_named_in_the_refusal(bar):
    barred = attrs.evolve(BRING, bars=frozenset({bar}))
    (reason,) = cn.custody.decide_opening(barred, now(WANG, LI)).reasons

    assert reason.code == "custody.questioning_not_barred"
    assert ("barred_by", bar.value) in reason.facts


def test_a_matter_that_is_filed_bars_it():
    filed, reviewed = (brief("criminal_case", "cr1", state) for state in ("filed", "under_review"))

    assert opened(attrs.evolve(BRING, case="case-1"), CASE) == ("custody.questioning_not_barred",)
    assert opened(attrs.evolve(BRING, case="cr1"), filed) == ("custody.questioning_not_barred",)
    assert opened(attrs.evolve(BRING, case="cr1"), reviewed) == ()


@pytest.mark.parametrize(
    ("born", "special", "allowed"),
    [
        ((2007, 1, 7), None, False),
        ((2007, 1, 7), SpecialPerson.YOUNG, True),
        ((2007, 1, 6), None, True),
        ((2007, 1, 6), SpecialPerson.YOUNG, False),
        ((1953, 1, 6), None, False),
        ((1953, 1, 6), SpecialPerson.OLD, True),
        ((1953, 1, 7), SpecialPerson.OLD, False),
        ((1990, 1, 1), SpecialPerson.PREGNANT_OR_NURSING, True),
        (None, None, True),
    ],
)
def test_the_birthday_says_who_needs_special_care(born, special, allowed):
    person = attrs.evolve(WEN, born=None if born is None else BOY.born.replace(*born))

    assert opened(attrs.evolve(BRING, person=person, special=special)) == (
        () if allowed else ("custody.special_person_named",)
    )


@pytest.mark.parametrize(
    ("special", "code"),
    [(None, "custody.questioning"), (SpecialPerson.PREGNANT_OR_NURSING, "custody.questioning_special")],
)
def test_the_hours_run_from_the_arrival_before_any_paper(special, code):
    begun = cn.custody.begin(attrs.evolve(BRING, special=special), now(WANG, LI))
    starts = {follow.code for follow in begun.follow_ups if follow.what is Follow.LIMIT_STARTS}

    assert starts == {code, "custody.questioning_approval"}
    question = Question("笔录一", food_and_rest=True)
    assert codes(begun.matter, question) == ("custody.is_approved",)
    approved = cn.custody.apply(begun.matter, Approve(), now(CHIEF))
    assert FollowUp(Follow.PAPER_DUE, "copy_to_county") in approved.follow_ups
    assert codes(approved.matter, question) == ()
    assert codes(begun.matter, Approve(), now(COUNTY)) == ("engine.role",)


def test_each_length_has_its_own_leader_and_none_is_skipped():
    assert codes(asked(), LONGER, now(DUTY)) == ()
    assert codes(asked(), LONGER, now(CHIEF)) == ("engine.role",)
    assert codes(asked(), WITHHELD, now(LEADER)) == ("custody.no_length_skipped",)
    longer = asked(state=S.EXTENDED, tier=Tier.LONGER)
    assert codes(longer, WITHHELD, now(LEADER)) == ()
    assert codes(longer, WITHHELD, now(DUTY)) == ("engine.role",)
    named = attrs.evolve(WITHHELD, identity_withheld=False)
    assert codes(longer, named, now(LEADER)) == ("custody.identity_withheld",)


@pytest.mark.parametrize(("special", "hours"), [(None, 12), (SpecialPerson.OLD, 4), (SpecialPerson.YOUNG, 4)])
def test_when_the_time_is_up_nothing_is_asked_and_nothing_lengthened(special, hours):
    end = NIGHT + timedelta(hours=hours)
    question = Question("笔录一", food_and_rest=True)

    assert codes(asked(special=special), question, now(WANG, LI, at=end)) == ()
    late = end + timedelta(minutes=1)
    assert codes(asked(special=special), question, now(WANG, LI, at=late)) == ("custody.time_left",)
    assert "custody.time_left" in codes(asked(special=special), LONGER, now(DUTY, at=late))


def test_who_needs_special_care_is_not_kept_longer_and_never_in_a_waiting_room():
    special = asked(special=SpecialPerson.OLD)

    assert codes(special, LONGER, now(DUTY)) == ("custody.no_special_person",)
    assert codes(special, PutInWaitingRoom(sexes_apart=True)) == ("custody.no_special_person",)
    assert codes(asked(), PutInWaitingRoom(sexes_apart=True)) == ()
    assert codes(asked(), PutInWaitingRoom(sexes_apart=False)) == ("custody.waiting_room_fit",)
    longer = asked(tier=Tier.LONGER)
    assert codes(longer, PutInWaitingRoom(sexes_apart=True)) == ("custody.waiting_room_fit",)
    assert codes(longer, PutInWaitingRoom(sexes_apart=True, bedding=True)) == ()
    assert codes(custody(), PutInWaitingRoom(sexes_apart=True)) == ("custody.is_continued_questioning",)


@pytest.mark.parametrize(
    ("hour", "minute", "night"), [(20, 59, False), (21, 0, True), (2, 0, True), (6, 59, True), (7, 0, False)]
)
def test_nobody_who_needs_special_care_is_put_out_at_night(hour, minute, night):
    at = NIGHT.replace(hour=hour, minute=minute)
    end = End(EndReason.CLEARED, leaving_signed=True)
    special = asked(special=SpecialPerson.YOUNG, started_at=at)

    assert codes(special, end, now(WANG, at=at)) == (("custody.night_release",) if night else ())
    assert codes(special, attrs.evolve(end, fetched_by="其母"), now(WANG, at=at)) == ()
    assert codes(asked(started_at=at), end, now(WANG, at=at)) == ()
