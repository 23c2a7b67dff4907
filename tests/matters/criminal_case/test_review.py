"""Before filing: how long the review may take, where the case comes from, and whether it is too late."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.matters.criminal_case import (
    AskForPapers,
    DeclineToFile,
    ExtendReview,
    FindElsewhere,
    NotFiledGround,
    PutOnFile,
    ReceivePapers,
    Review,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.workflow.entry import Follow
from tests.matters.criminal_case.cases import HU, PARK, S, after, case, codes, follow_ups
from tests.matters.people import CASE, CHIEF, COUNTY, LI, NIGHT, SHANGHAI, WANG, brief, now

EARLIER = brief("criminal_case", "cr0", "closed", ended=True)


def opened(related=(), **more):
    return cn.criminal_case.decide_opening(TakeUp("theft", PARK, **more), now(related=related)).codes


@pytest.mark.parametrize(
    ("related", "refused"),
    [
        ((CASE,), ()),
        ((), ("criminal_case.comes_from_open_case",)),
        ((attrs.evolve(CASE, ended=True),), ("criminal_case.comes_from_open_case",)),
        ((attrs.evolve(CASE, kind="report"),), ("criminal_case.comes_from_open_case",)),
    ],
)
def test_it_comes_from_an_administrative_case_that_is_open(related, refused):
    assert opened(related, from_administrative="case-1") == refused
    assert opened(related) == ()


@pytest.mark.parametrize("link", ["reopens", "split_from"])
def test_the_case_that_it_takes_up_again_or_was_part_of_is_there(link):
    assert opened((EARLIER,), **{link: "cr0"}) == ()
    assert opened((), **{link: "cr0"}) == ("criminal_case.earlier_case_known",)
    assert opened((attrs.evolve(EARLIER, kind="report"),), **{link: "cr0"}) == (
        "criminal_case.earlier_case_known",
    )
    begun = cn.criminal_case.begin(TakeUp("theft", PARK, **{link: "cr0"}), now(related=(EARLIER,)))
    assert begun.matter.linked == ("cr0",)


@pytest.mark.parametrize(("major", "who", "days"), [(True, COUNTY, 30), (False, CHIEF, 7)])
def test_a_longer_review_takes_the_place_of_the_shorter_one(major, who, days):
    opening = cn.criminal_case.begin(TakeUp("theft", PARK), now()).matter
    later = NIGHT + timedelta(days=2)
    longer = after(opening, ExtendReview(major, "需查证"), who, at=later)

    (started,) = (follow for follow in longer.follow_ups if follow.what is Follow.LIMIT_STARTS)
    assert started.at == NIGHT
    limit = cn.law.limit(started.code, NIGHT.date())
    assert limit.amount == days
    assert count(limit, NIGHT, cn.law.calendar).due_at < count(limit, later, cn.law.calendar).due_at
    assert "criminal.review" in follow_ups(longer, Follow.LIMIT_ENDS)


def test_a_review_grows_and_never_shrinks():
    checked, major = ExtendReview(False, "需查证"), ExtendReview(True, "重大")
    grown = after(case(), checked, CHIEF).matter

    assert codes(grown, checked, now(CHIEF)) == ("criminal_case.review_grows",)
    assert codes(grown, major, now(COUNTY)) == ()
    largest = after(grown, major, COUNTY).matter
    assert largest.review is Review.MAJOR
    for action, who in ((checked, CHIEF), (major, COUNTY)):
        assert codes(largest, action, now(who)) == ("criminal_case.review_grows",)


def test_a_case_sent_by_a_body_has_its_own_clock_and_its_missing_papers_theirs():
    def limits(**more):
        opening = cn.criminal_case.begin(TakeUp("theft", PARK, **more), now())
        return follow_ups(opening, Follow.LIMIT_STARTS)

    assert limits() == ["criminal.review"]
    assert limits(papers_complete=False) == ["criminal.review"]
    assert limits(sent_by="市场监管局") == ["criminal.review_sent"]
    assert limits(sent_by="市场监管局", papers_complete=False) == [
        "criminal.review_sent",
        "criminal.papers_notice",
    ]
    sent = case(sent_by="市场监管局")
    asked = after(sent, AskForPapers("缺检验报告"))
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["criminal.papers_sent"]
    assert follow_ups(asked, Follow.LIMIT_ENDS) == ["criminal.papers_notice"]
    assert follow_ups(after(sent, ReceivePapers()), Follow.LIMIT_ENDS) == ["criminal.papers_sent"]
    for action in (AskForPapers("缺"), ReceivePapers()):
        assert codes(case(), action) == ("criminal_case.sent_by_a_body",)


def test_a_case_of_another_organ_is_handed_on_in_time_with_its_exhibits_settled():
    found = after(case(), FindElsewhere("外地公安局", "犯罪地在外地"))
    assert follow_ups(found, Follow.LIMIT_STARTS) == ["criminal.transfer"]
    transfer = Transfer("外地公安局", reporter_told=True)
    assert "criminal.transfer" in follow_ups(after(found.matter, transfer, COUNTY), Follow.LIMIT_ENDS)
    taken = brief("exhibit", "e1", "in_store", case="cr1")
    assert codes(case(), transfer, now(COUNTY, related=(taken,))) == ("criminal_case.exhibits_settled",)
    for other in (attrs.evolve(taken, ended=True), attrs.evolve(taken, case="cr2")):
        assert codes(case(), transfer, now(COUNTY, related=(other,))) == ()


def test_after_the_longest_period_nothing_is_filed():
    step = datetime(2022, 3, 1, 9, tzinfo=SHANGHAI)

    def filed(act_day):
        return codes(
            case(offence="arson", act_day=act_day),
            PutOnFile("放火", undecided_because="现场勘验"),
            now(COUNTY, at=step),
        )

    assert filed(date(2002, 3, 1)) == ()
    assert filed(date(2002, 2, 28)) == ("criminal_case.within_limitation",)


@pytest.mark.parametrize(("action", "state"), [(DeclineToFile, S.UNDER_REVIEW), (WithdrawCase, S.FILED)])
@pytest.mark.parametrize("years", [5, 10, 15, 20])
def test_whoever_ends_it_as_time_barred_names_a_period_that_is_over(action, state, years):
    barred = action(NotFiledGround.TIME_BARRED, limitation_years=years)
    over = NIGHT.date().replace(year=NIGHT.year - years) - timedelta(days=1)

    assert codes(case(state, act_day=over), barred, now(COUNTY)) == ()
    for matter, said in (
        (case(state, act_day=over + timedelta(days=1)), barred),
        (case(state, act_day=over), attrs.evolve(barred, limitation_years=None)),
        (case(state, act_day=over), attrs.evolve(barred, limitation_years=years - 1)),
    ):
        assert codes(matter, said, now(COUNTY)) == ("criminal_case.limitation_over",)


def test_the_officers_who_take_part_are_no_matter_of_the_links():
    assert opened(parties=(HU,)) == ()
    assert cn.criminal_case.decide_opening(TakeUp("theft", PARK), now(WANG, LI)).allowed
