"""Withdrawn, ended against one suspect, not prosecuted; merged and split."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.matters.criminal_case import (
    AnswerContest,
    Close,
    ContestNonProsecution,
    DoNotProsecute,
    DropSuspect,
    ExtendProsecution,
    HandOnAsBreach,
    MergeInto,
    NotFiledGround,
    Reopen,
    SendForProsecution,
    SplitOff,
    TakeIn,
    TellStopped,
    WithdrawCase,
)
from precinct.workflow.entry import Follow
from tests.matters.criminal_case.cases import FRIEND, HU, STUDENT, S, after, case, codes, follow_ups
from tests.matters.people import CASE, CHIEF, COUNTY, NIGHT, PROSECUTOR, WEN, brief, now

OTHER = brief("criminal_case", "cr2", "under_review")
TWO = case(S.INVESTIGATING, parties=(HU, STUDENT, FRIEND))


def withdrawn():
    return after(case(S.FILED), WithdrawCase(NotFiledGround.NO_CRIME), COUNTY)


def not_prosecuted():
    return after(case(S.SENT_FOR_PROSECUTION), DoNotProsecute("情节轻微"), PROSECUTOR)


def test_suspect_and_victim_are_told_of_a_withdrawal():
    stopped = withdrawn()

    assert follow_ups(stopped, Follow.LIMIT_STARTS) == ["criminal.withdrawal_notice"]
    assert stopped.matter.untold == ("stu", "hu")
    half = after(stopped.matter, TellStopped(("stu",)))
    assert (half.matter.untold, follow_ups(half, Follow.LIMIT_ENDS)) == (("hu",), [])
    assert codes(half.matter, Close(), now(CHIEF)) == ("criminal_case.everybody_told",)
    whole = after(half.matter, TellStopped(("hu",)))
    assert "criminal.withdrawal_notice" in follow_ups(whole, Follow.LIMIT_ENDS)
    assert after(whole.matter, Close(), CHIEF).matter.state is S.CLOSED


def test_a_withdrawn_case_is_filed_again_with_new_facts_that_make_it_a_crime():
    stopped = withdrawn().matter

    assert codes(stopped, Reopen(""), now(COUNTY)) == ("criminal_case.new_facts",)
    assert after(stopped, Reopen("找到手机"), COUNTY).matter.state is S.FILED
    poor = attrs.evolve(stopped, amount=900)
    assert codes(poor, Reopen("找到手机"), now(COUNTY)) == ("criminal_case.is_a_crime",)
    handed = attrs.evolve(stopped, handed_to="case-1")
    again = after(handed, Reopen("找到手机"), COUNTY).matter
    assert (again.handed_to, again.linked) == ("", ("case-1",))


def test_one_suspect_is_dropped_and_told_and_held_no_longer():
    held = brief("custody", "k1", "started", people=("fri",))

    assert codes(TWO, DropSuspect("hu", "误认"), now(COUNTY)) == ("criminal_case.dropped_is_suspect",)
    assert codes(TWO, DropSuspect("fri", "无关"), now(COUNTY, related=(held,))) == (
        "criminal_case.dropped_not_held",
    )
    for other in (attrs.evolve(held, ended=True), attrs.evolve(held, people=frozenset({"stu"}))):
        assert codes(TWO, DropSuspect("fri", "无关"), now(COUNTY, related=(other,))) == ()
    one = after(TWO, DropSuspect("fri", "无关"), COUNTY)
    assert follow_ups(one, Follow.LIMIT_STARTS) == ["criminal.stop_notice"]
    assert one.matter.untold == ("fri", "hu")
    told = after(one.matter, TellStopped(("fri", "hu")))
    assert (told.matter.untold, told.matter.state) == ((), S.INVESTIGATING)


def test_the_prosecutor_takes_longer_once_for_each_file():
    longer = ExtendProsecution("复杂")
    sent = after(case(S.CONCLUDED), SendForProsecution(suspect_told=True), COUNTY)

    assert follow_ups(sent, Follow.LIMIT_STARTS) == ["criminal.prosecutor_review"]
    grown = after(sent.matter, longer, PROSECUTOR)
    assert follow_ups(grown, Follow.LIMIT_EXTENDS) == ["criminal.prosecutor_review"]
    assert codes(grown.matter, longer, now(PROSECUTOR)) == ("criminal_case.prosecution_extended_once",)


def test_police_contest_a_decision_not_to_prosecute_twice_at_most():
    contest, upheld = ContestNonProsecution("应当起诉"), AnswerContest(prosecute=False)
    decided = not_prosecuted()
    assert follow_ups(decided, Follow.LIMIT_STARTS) == ["criminal.contest"]
    assert codes(decided.matter, upheld, now(PROSECUTOR)) == ("criminal_case.contest_open",)
    first = after(decided.matter, contest, COUNTY).matter
    assert codes(first, contest, now(COUNTY)) == ("criminal_case.contest_left",)
    assert codes(first, Close(), now(CHIEF)) == ("criminal_case.nothing_contested",)
    answered = after(first, upheld, PROSECUTOR)
    assert follow_ups(answered, Follow.LIMIT_STARTS) == ["criminal.contest_again"]
    second = after(answered.matter, contest, COUNTY).matter
    assert after(second, AnswerContest(prosecute=True), PROSECUTOR).matter.state is S.PROSECUTED
    over = after(second, upheld, PROSECUTOR).matter
    assert codes(over, contest, now(COUNTY)) == ("criminal_case.contest_left",)
    assert after(over, Close(), CHIEF).matter.state is S.CLOSED


def test_each_stage_of_contesting_it_is_asked_within_its_days():
    contest, late = ContestNonProsecution("应当起诉"), ("criminal_case.contest_in_time",)
    decided = not_prosecuted().matter
    answered = after(
        after(decided, contest, COUNTY).matter, AnswerContest(prosecute=False), PROSECUTOR
    ).matter

    for matter, code in ((decided, "criminal.contest"), (answered, "criminal.contest_again")):
        end = count(cn.law.limit(code, NIGHT.date()), NIGHT, cn.law.calendar).due_at
        assert codes(matter, contest, now(COUNTY, at=end)) == ()
        assert codes(matter, contest, now(COUNTY, at=end + timedelta(minutes=1))) == late
    unknown = attrs.evolve(decided, contest_from=None)
    assert codes(unknown, contest, now(COUNTY, at=NIGHT + timedelta(days=400))) == ()


def test_what_is_not_prosecuted_goes_on_as_a_breach_where_a_penalty_is_due():
    hand_on, decided = HandOnAsBreach("case-1"), not_prosecuted().matter

    for related in ((), (attrs.evolve(CASE, ended=True),)):
        assert codes(decided, hand_on, now(COUNTY, related=related)) == ("criminal_case.breach_case_open",)
    handed = after(decided, hand_on, COUNTY, related=(CASE,))
    assert (handed.matter.handed_to, follow_ups(handed, Follow.HAND_OVER)) == (
        "case-1",
        ["administrative_case"],
    )


def test_a_case_is_merged_into_one_that_is_open_and_both_keep_the_link():
    merge, take_in = MergeInto("cr2"), TakeIn("cr2", parties=(STUDENT, FRIEND))

    for related in ((), (attrs.evolve(OTHER, ended=True),)):
        assert codes(case(), merge, now(COUNTY, related=related)) == ("criminal_case.other_case_open",)
    gone = after(case(), merge, COUNTY, related=(OTHER,)).matter
    assert (gone.state, gone.handed_to, gone.linked) == (S.MERGED, "cr2", ("cr2",))
    assert codes(case(), take_in, now(COUNTY)) == ("criminal_case.other_case_known",)
    both = after(case(), take_in, COUNTY, related=(attrs.evolve(OTHER, ended=True),)).matter
    assert (both.linked, both.parties) == (("cr2",), (HU, STUDENT, FRIEND))


@pytest.mark.parametrize("moved", [(), ("wen",), ("hu", "stu", "fri")])
def test_a_split_leaves_people_in_both_cases(moved):
    with_other = now(COUNTY, related=(OTHER,))

    assert codes(TWO, SplitOff("cr2", moved), with_other) == ("criminal_case.moves_who_is_in_it",)
    parted = cn.criminal_case.apply(TWO, SplitOff("cr2", ("fri",)), with_other).matter
    assert (parted.people, parted.linked) == ({"hu", "stu"}, ("cr2",))
    assert codes(TWO, SplitOff("cr2", ("fri",)), now(COUNTY)) == ("criminal_case.other_case_open",)
    assert WEN.id not in TWO.people
