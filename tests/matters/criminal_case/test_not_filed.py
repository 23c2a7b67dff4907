"""Not filed: who is told, who may contest it how long, and what the prosecutor may do."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.matters.criminal_case import (
    AnswerReconsideration,
    AnswerSecondReview,
    AskReconsideration,
    AskSecondReview,
    AskWhyNotFiled,
    Close,
    Contest,
    DeclineToFile,
    ExplainNotFiling,
    ExtendReconsideration,
    ExtendSecondReview,
    NotFiledGround,
    OrderFiling,
    PutOnFile,
    Reopen,
    ServeNotFiled,
)
from precinct.workflow.entry import Follow
from tests.matters.criminal_case.cases import HU, S, after, case, codes, follow_ups
from tests.matters.people import CHIEF, COUNTY, NIGHT, PROSECUTOR, WANG, brief, now

DAY = timedelta(days=1)


def declined(**more):
    return after(case(**more), DeclineToFile(NotFiledGround.NO_CRIME), COUNTY)


def served(**more):
    return after(declined(**more).matter, ServeNotFiled(("hu",))).matter


def reconsidered(file=False):
    asked = after(served(), AskReconsideration("hu")).matter
    return after(asked, AnswerReconsideration(file, "理由"), COUNTY)


def last_moment(code, start=NIGHT):
    return count(cn.law.limit(code, start.date()), start, cn.law.calendar).due_at


def test_every_complainant_is_served_within_its_time():
    assert follow_ups(declined(), Follow.LIMIT_STARTS) == ["criminal.not_filed_notice"]
    assert codes(declined().matter, ServeNotFiled(())) == ("criminal_case.complainants_served",)
    notice = after(declined().matter, ServeNotFiled(("hu",)))
    assert follow_ups(notice, Follow.LIMIT_ENDS) == ["criminal.not_filed_notice"]
    assert follow_ups(notice, Follow.LIMIT_STARTS) == ["criminal.reconsideration_ask"]
    assert codes(declined(parties=()).matter, ServeNotFiled(())) == ()


def test_the_complainant_asks_once_and_in_time():
    end = last_moment("criminal.reconsideration_ask")

    assert codes(served(), AskReconsideration("hu"), now(at=end)) == ()
    assert codes(served(), AskReconsideration("hu"), now(at=end + timedelta(minutes=1))) == (
        "criminal_case.asked_in_time",
    )
    assert codes(served(), AskReconsideration("stu")) == ("criminal_case.complainant_asks",)
    assert codes(served(), AskReconsideration()) == ("criminal_case.complainant_asks",)
    asked = after(served(), AskReconsideration("hu"))
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["criminal.reconsideration"]
    assert codes(asked.matter, AskReconsideration("hu")) == ("criminal_case.not_contested_yet",)


def test_a_body_that_sent_the_case_has_less_time():
    end = last_moment("criminal.body_reconsideration_ask")
    sent = served(sent_by="市场监管局")

    assert end < last_moment("criminal.reconsideration_ask")
    assert codes(sent, AskReconsideration(), now(at=end)) == ()
    assert codes(sent, AskReconsideration(), now(at=end + timedelta(minutes=1))) == (
        "criminal_case.body_asked_in_time",
    )
    asked = after(sent, AskReconsideration())
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["criminal.body_reconsideration"]


def test_a_complainant_keeps_the_own_time_where_a_body_sent_the_case():
    both = ["criminal.reconsideration_ask", "criminal.body_reconsideration_ask"]
    sent, end = declined(sent_by="市场监管局").matter, last_moment("criminal.reconsideration_ask")

    assert follow_ups(after(sent, ServeNotFiled(("hu",))), Follow.LIMIT_STARTS) == both
    told = after(sent, ServeNotFiled(("hu",))).matter
    assert codes(told, AskReconsideration("hu"), now(at=end)) == ()
    assert codes(told, AskReconsideration("hu"), now(at=end + timedelta(minutes=1))) == (
        "criminal_case.asked_in_time",
    )
    asked = after(told, AskReconsideration("hu"))
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["criminal.reconsideration"]
    alone = after(declined(sent_by="市场监管局", parties=()).matter, ServeNotFiled(()))
    assert follow_ups(alone, Follow.LIMIT_STARTS) == ["criminal.body_reconsideration_ask"]


def test_an_answer_takes_longer_once_and_who_asked_is_told():
    longer = ExtendReconsideration("案情复杂", told_in_writing=True)
    asked = after(served(), AskReconsideration("hu")).matter

    assert codes(served(), longer, now(COUNTY)) == ("criminal_case.reconsideration_open",)
    assert codes(asked, attrs.evolve(longer, told_in_writing=False), now(COUNTY)) == (
        "criminal_case.extension_told",
    )
    grown = after(asked, longer, COUNTY)
    assert follow_ups(grown, Follow.LIMIT_EXTENDS) == ["criminal.reconsideration"]
    assert codes(grown.matter, longer, now(COUNTY)) == ("criminal_case.extended_once",)


def test_the_answer_files_the_case_or_leads_to_the_next_higher_organ():
    assert reconsidered(file=True).matter.state is S.FILED
    upheld = reconsidered()
    assert (upheld.matter.state, upheld.matter.contest) == (S.NOT_FILED, Contest.ANSWERED)
    assert follow_ups(upheld, Follow.LIMIT_STARTS) == ["criminal.second_review_ask"]
    assert codes(served(), AnswerReconsideration(False, ""), now(COUNTY)) == (
        "criminal_case.reconsideration_open",
    )
    assert codes(served(), AskSecondReview("hu")) == ("criminal_case.reconsidered_first",)


def test_the_next_higher_organ_is_asked_in_time_and_decides():
    answered = reconsidered().matter
    end = last_moment("criminal.second_review_ask")

    assert codes(answered, AskSecondReview("hu"), now(at=end)) == ()
    assert codes(answered, AskSecondReview("hu"), now(at=end + timedelta(minutes=1))) == (
        "criminal_case.second_asked_in_time",
    )
    assert codes(answered, AskSecondReview("stu")) == ("criminal_case.complainant_asks",)
    assert codes(answered, AnswerSecondReview(False, "市局")) == ("criminal_case.second_review_open",)
    above = after(answered, AskSecondReview("hu")).matter
    assert codes(above, ExtendSecondReview("复杂", told_in_writing=True)) == ()
    ordered = after(above, AnswerSecondReview(True, "市局")).matter
    assert (ordered.state, ordered.ordered) == (S.NOT_FILED, True)
    assert codes(ordered, Close(), now(CHIEF)) == ("criminal_case.nothing_contested",)
    assert codes(ordered, PutOnFile("复核决定"), now(CHIEF)) == ("engine.role",)
    assert after(ordered, PutOnFile("复核决定"), COUNTY).matter.state is S.FILED
    upheld = after(above, AnswerSecondReview(False, "市局")).matter
    assert (upheld.state, upheld.contest) == (S.NOT_FILED, Contest.OVER)


def test_the_prosecutor_asks_and_is_answered_or_orders_to_file():
    asked = after(declined().matter, AskWhyNotFiled(), PROSECUTOR)
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["criminal.explain_not_filing"]
    assert codes(declined().matter, ExplainNotFiling("理由"), now(COUNTY)) == (
        "criminal_case.prosecutor_asked",
    )
    explained = after(asked.matter, ExplainNotFiling("理由"), COUNTY)
    assert follow_ups(explained, Follow.LIMIT_ENDS) == ["criminal.explain_not_filing"]
    assert codes(explained.matter, PutOnFile("通知立案"), now(COUNTY)) == ("criminal_case.filing_ordered",)
    ordered = after(explained.matter, OrderFiling("应当立案"), PROSECUTOR)
    assert follow_ups(ordered, Follow.LIMIT_STARTS) == ["criminal.file_as_ordered"]
    filed = after(ordered.matter, PutOnFile("通知立案"), COUNTY)
    assert (filed.matter.state, filed.matter.ordered) == (S.FILED, False)
    assert "criminal.file_as_ordered" in follow_ups(filed, Follow.LIMIT_ENDS)


@pytest.mark.parametrize("said", ["", "  "])
def test_new_facts_take_it_up_again(said):
    assert codes(declined().matter, Reopen(said)) == ("criminal_case.new_facts",)
    again = after(declined().matter, Reopen("找到手机"), at=NIGHT + DAY)
    assert (again.matter.state, again.matter.review_from) == (S.UNDER_REVIEW, NIGHT + DAY)
    assert follow_ups(again, Follow.LIMIT_STARTS) == ["criminal.review"]


def test_it_is_closed_when_everybody_is_told_and_nothing_is_open():
    untold = declined().matter

    assert codes(untold, Close(), now(CHIEF)) == ("criminal_case.everybody_told",)
    assert after(served(), Close(), CHIEF).matter.state is S.CLOSED
    waiting = (
        after(served(), AskReconsideration("hu")).matter,
        after(served(), AskWhyNotFiled(), PROSECUTOR).matter,
        after(served(), OrderFiling("立案"), PROSECUTOR).matter,
    )
    for matter in waiting:
        assert codes(matter, Close(), now(CHIEF)) == ("criminal_case.nothing_contested",)
    loose = (
        brief("custody", "k1", "started", people=("hu",)),
        brief("exhibit", "e1", "in_store", case="cr1"),
    )
    assert codes(served(), Close(), now(CHIEF, related=loose)) == (
        "criminal_case.nobody_held",
        "criminal_case.exhibits_settled",
    )
    assert codes(served(), Close(), now(WANG)) == ("engine.role",)
    assert HU in served().complainants
