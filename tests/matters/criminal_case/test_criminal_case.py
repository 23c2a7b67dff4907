"""Criminal cases: breach or crime, who files, and the way to the prosecutor and back."""

from datetime import date, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.offence import Manner
from precinct.matters.criminal_case import (
    Conclude,
    DeclineToFile,
    DoNotProsecute,
    DropSuspect,
    Establish,
    ExtendReview,
    Investigate,
    MarkSolved,
    NameSuspect,
    NotFiledGround,
    Prosecute,
    PutOnFile,
    ReturnForInvestigation,
    SendForProsecution,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.matters.custody import Measure
from precinct.matters.custody.words import IN_HOURS
from precinct.people.person import Capacity, Party
from precinct.workflow.entry import Follow
from tests.matters.criminal_case.cases import HU, PARK, STUDENT, S, case, codes, follow_ups
from tests.matters.people import CASE, CHIEF, COUNTY, LI, NIGHT, PROSECUTOR, WANG, brief, now

CHILD = Party("kid", "某少年", Capacity.SUSPECT, date(2006, 10, 11))


def test_an_act_is_not_later_than_its_review():
    def taken_up(day):
        return cn.criminal_case.decide_opening(TakeUp("snatching", day), now()).codes

    assert taken_up(NIGHT.date()) == ()
    assert taken_up(NIGHT.date() + timedelta(days=1)) == ("criminal_case.act_day_past",)


@pytest.mark.parametrize("amount", [3000, 4200, 100_000])
def test_a_snatching_above_the_national_bounds_is_a_crime(amount):
    assert codes(case(amount=amount), PutOnFile("抢夺"), now(COUNTY)) == ()


@pytest.mark.parametrize("amount", [0, 900, 999])
def test_a_snatching_below_the_national_bounds_is_a_breach(amount):
    decision = cn.criminal_case.decide(case(amount=amount), PutOnFile("抢夺"), now(COUNTY))

    assert decision.codes == ("criminal_case.is_a_crime",)
    facts = dict(decision.reasons[0].facts)
    assert (facts["amount"], facts["crime_from"]) == (str(amount), "1000")
    assert "Snatching" in facts["stands_on"]


@pytest.mark.parametrize("amount", [1000, 2000, 2999])
def test_a_snatching_between_the_national_bounds_is_not_decidable(amount):
    decision = cn.criminal_case.decide(case(amount=amount), PutOnFile("抢夺"), now(COUNTY))

    assert decision.codes == ("criminal_case.is_a_crime",)
    facts = dict(decision.reasons[0].facts)
    assert (facts["decidable"], facts["between"]) == ("False", "1000 and 3000")


def test_a_snatching_of_unknown_value_is_valued_first():
    unvalued = case(amount=None)
    decision = cn.criminal_case.decide(unvalued, PutOnFile("抢夺"), now(COUNTY))

    assert dict(decision.reasons[0].facts)["amount"] == "not known"
    valued = cn.criminal_case.apply(unvalued, Establish(amount=4200), now()).matter
    assert codes(valued, PutOnFile("抢夺"), now(COUNTY)) == ()


def test_force_makes_a_snatching_a_robbery_whatever_its_value():
    forced = cn.criminal_case.apply(case(amount=900), Establish(violence=True), now()).matter

    assert (forced.amount, forced.violence) == (900, True)
    assert codes(forced, PutOnFile("抢劫"), now(COUNTY)) == ()


WITH_REASON = PutOnFile("立案", undecided_because="现场勘验和证言足以认定")


@pytest.mark.parametrize(
    "found",
    [
        {"offence": "arson", "amount": None},
        {"offence": "snaching"},
        {"amount": 2000},
        {"offence": "picking_quarrels", "amount": 1999},
        {"offence": "intentional_injury", "amount": None},
        {"act_day": date(2021, 12, 31)},
    ],
    ids=str,
)
def test_what_no_test_decides_is_filed_by_the_head_who_says_why(found):
    undecided = case(**found)
    blank = attrs.evolve(WITH_REASON, undecided_because=" ")

    assert codes(undecided, blank, now(COUNTY)) == ("criminal_case.is_a_crime",)
    assert codes(undecided, WITH_REASON, now(CHIEF)) == ("engine.role",)
    filed = cn.criminal_case.apply(undecided, WITH_REASON, now(COUNTY)).matter
    assert filed.undecided_because == WITH_REASON.undecided_because


def test_a_breach_is_no_crime_whatever_anybody_says():
    assert codes(case(amount=900), WITH_REASON, now(COUNTY)) == ("criminal_case.is_a_crime",)
    assert codes(case(parties=(HU, CHILD)), WITH_REASON, now(COUNTY)) == ("criminal_case.suspects_of_age",)


def test_a_misspelt_offence_is_answered_with_those_that_are_known():
    decision = cn.criminal_case.decide(case(offence="snaching"), PutOnFile("抢夺"), now(COUNTY))
    facts = dict(decision.reasons[0].facts)

    assert "snatching" in facts["known"].split(", ")
    assert (facts["offence"], facts["decidable"]) == ("snaching", "False")


def test_below_the_full_age_an_offence_whose_age_was_not_read_is_for_the_head_to_judge():
    for found in ({"offence": "robbery"}, {"act_day": date(2021, 12, 31)}):
        young = case(parties=(HU, CHILD), **found)
        refused = codes(young, PutOnFile("立案"), now(COUNTY))
        assert "criminal_case.suspects_of_age" in refused
        assert codes(young, WITH_REASON, now(COUNTY)) == ()
    older = attrs.evolve(CHILD, born=date(2006, 10, 10))
    assert codes(case(parties=(HU, older), offence="robbery"), PutOnFile("立案"), now(COUNTY)) == ()


def test_an_unvalued_fraud_is_not_decided():
    assert codes(case(offence="fraud", amount=None), PutOnFile("诈骗"), now(COUNTY)) == (
        "criminal_case.is_a_crime",
    )


@pytest.mark.parametrize(
    "found",
    [
        Establish(times=3),
        Establish(manners=frozenset({Manner.PICKPOCKETING})),
        Establish(amount=1600, halving="由警官写明"),
    ],
)
def test_what_checks_show_beside_the_amount_counts(found):
    theft = case(offence="theft", amount=900)

    assert codes(theft, PutOnFile("盗窃"), now(COUNTY)) == ("criminal_case.is_a_crime",)
    assert codes(cn.criminal_case.apply(theft, found, now()).matter, PutOnFile("盗窃"), now(COUNTY)) == ()


def test_the_place_that_was_chosen_decides_between_the_national_bounds():
    theft = case(offence="theft", amount=2000)

    def codes_at(place):
        procedure = cn.with_settings(place=place)
        return procedure.criminal_case.decide(
            theft, PutOnFile("盗窃"), now(COUNTY, procedure=procedure)
        ).codes

    assert codes_at("guangdong_2") == ()
    assert (
        codes_at("guangdong_1")
        == codes(theft, PutOnFile("盗窃"), now(COUNTY))
        == ("criminal_case.is_a_crime",)
    )


def test_below_sixteen_a_snatching_that_may_be_another_offence_is_not_decided():
    forced = case(parties=(HU, CHILD), violence=True)
    decision = cn.criminal_case.decide(forced, PutOnFile("抢劫"), now(COUNTY))

    assert decision.codes == ("criminal_case.suspects_of_age",)
    assert dict(decision.reasons[0].facts)["decidable"] == "False"


def test_below_sixteen_snatching_is_no_crime():
    birthday = date(2022, 10, 11)

    assert codes(case(parties=(HU, CHILD)), PutOnFile("抢夺"), now(COUNTY)) == (
        "criminal_case.suspects_of_age",
    )
    assert codes(case(parties=(HU, CHILD), act_day=birthday), PutOnFile("抢夺"), now(COUNTY)) == ()
    unknown = attrs.evolve(CHILD, born=None)
    assert codes(case(parties=(HU, unknown)), PutOnFile("抢夺"), now(COUNTY)) == ()
    assert codes(case(parties=(HU,)), PutOnFile("抢夺"), now(COUNTY)) == ()
    assert codes(case(parties=(HU, CHILD, STUDENT)), PutOnFile("抢夺"), now(COUNTY)) == ()
    twin = attrs.evolve(CHILD, id="twin")
    assert codes(case(parties=(HU, CHILD, twin)), PutOnFile("抢夺"), now(COUNTY)) == (
        "criminal_case.suspects_of_age",
    )


@pytest.mark.parametrize("who", [WANG, CHIEF])
def test_a_station_does_not_file_alone(who):
    assert codes(case(), PutOnFile("抢夺"), now(who)) == ("engine.role",)


@pytest.mark.parametrize(
    ("state", "action"),
    [(S.UNDER_REVIEW, DeclineToFile), (S.INVESTIGATING, WithdrawCase), (S.FILED, WithdrawCase)],
)
def test_what_is_only_a_breach_goes_on_as_one(state, action):
    alone = action(NotFiledGround.BREACH_ONLY)

    handed_over = action(NotFiledGround.BREACH_ONLY, "case-1")
    for refused, related in (
        (alone, ()),
        (handed_over, ()),
        (handed_over, (attrs.evolve(CASE, ended=True),)),
        (handed_over, (attrs.evolve(CASE, kind="report"),)),
        (action(NotFiledGround.NO_CRIME, "case-9"), (CASE,)),
    ):
        context = now(COUNTY, related=related)
        assert codes(case(state), refused, context) == ("criminal_case.breach_handed_on",)
    assert codes(case(state), action(NotFiledGround.NO_CRIME), now(COUNTY)) == ()
    handed = cn.criminal_case.apply(case(state), handed_over, now(COUNTY, related=(CASE,)))
    assert handed.matter.handed_to == "case-1"


def test_a_case_that_is_not_filed_as_a_breach_asks_for_the_other_case():
    with_case = now(COUNTY, related=(CASE,))
    handed = cn.criminal_case.apply(case(), DeclineToFile(NotFiledGround.BREACH_ONLY, "case-1"), with_case)
    declined = cn.criminal_case.apply(case(), DeclineToFile(NotFiledGround.NO_CRIME), now(COUNTY))

    assert follow_ups(handed, Follow.HAND_OVER) == ["administrative_case"]
    assert follow_ups(declined, Follow.HAND_OVER) == []


def test_a_major_matter_is_reviewed_longer_with_the_county_heads_leave():
    major = cn.criminal_case.apply(case(), ExtendReview(True, "重大"), now(COUNTY))
    checked = cn.criminal_case.apply(case(), ExtendReview(False, "需查证"), now(CHIEF))

    assert follow_ups(major, Follow.LIMIT_STARTS) == ["criminal.review_major"]
    assert follow_ups(checked, Follow.LIMIT_STARTS) == ["criminal.review_checked"]
    assert codes(case(), ExtendReview(True, "重大"), now(CHIEF)) == ("engine.role",)


@pytest.mark.parametrize("missing", ["crime_proven", "suspect_proven", "in_hand"])
def test_solved_is_a_mark_with_a_day_and_three_parts(missing):
    solved = MarkSolved(PARK, crime_proven=True, suspect_proven=True, in_hand=True)

    marked = cn.criminal_case.apply(case(S.INVESTIGATING), solved, now()).matter
    assert (marked.solved_on, marked.state) == (PARK, S.INVESTIGATING)
    assert codes(case(S.INVESTIGATING), attrs.evolve(solved, **{missing: False})) == (
        "criminal_case.solved_by_the_test",
    )


def test_nothing_is_solved_or_concluded_without_a_suspect():
    nobody = case(S.INVESTIGATING, parties=(HU,))

    assert codes(nobody, MarkSolved(PARK, True, True, True)) == ("criminal_case.suspect_named",)
    assert codes(nobody, Conclude(True, True, True), now(WANG, LI)) == ("criminal_case.suspect_named",)
    named = cn.criminal_case.apply(nobody, NameSuspect(STUDENT), now()).matter
    assert named.suspects == (STUDENT,)
    assert codes(named, Conclude(True, True, True), now(WANG, LI)) == ()


def test_one_suspect_is_dropped_while_the_case_goes_on():
    two = case(S.INVESTIGATING, parties=(HU, STUDENT, CHILD))
    one = cn.criminal_case.apply(two, DropSuspect("kid", "未达年龄"), now(COUNTY)).matter

    assert (one.parties, one.state) == ((HU, STUDENT), S.INVESTIGATING)


@pytest.mark.parametrize("missing", ["facts_clear", "evidence_sound", "papers_complete"])
def test_what_goes_to_the_prosecutor_is_whole(missing):
    whole = Conclude(facts_clear=True, evidence_sound=True, papers_complete=True)

    assert codes(case(S.INVESTIGATING), attrs.evolve(whole, **{missing: False}), now(WANG, LI)) == (
        "criminal_case.ready_to_conclude",
    )


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize(
    ("state", "action", "who"),
    [
        (S.INVESTIGATING, Conclude(True, True, True), WANG),
        (S.FILED, Transfer("检察院", reporter_told=True), COUNTY),
    ],
    ids=["conclude", "transfer"],
)
def test_a_case_goes_on_elsewhere_with_who_is_arrested_and_not_while_a_summons_runs(
    state, action, who, measure
):
    running = brief("custody", "k1", "started", people=("stu",), about=measure.value)
    asked = ("criminal_case.nobody_in_summons",) if measure in IN_HOURS else ()

    assert codes(case(state), action, now(who, LI, related=(running,))) == asked
    for other in (attrs.evolve(running, ended=True), attrs.evolve(running, people=frozenset({"z"}))):
        assert codes(case(state), action, now(who, LI, related=(other,))) == ()


@pytest.mark.parametrize("measure", list(Measure))
def test_a_case_is_not_withdrawn_while_any_measure_runs(measure):
    running = brief("custody", "k1", "started", people=("stu",), about=measure.value)
    withdraw = WithdrawCase(NotFiledGround.NO_CRIME)

    assert codes(case(S.INVESTIGATING), withdraw, now(COUNTY, related=(running,))) == (
        "criminal_case.nobody_held",
    )
    for other in (attrs.evolve(running, ended=True), attrs.evolve(running, people=frozenset({"z"}))):
        assert codes(case(S.INVESTIGATING), withdraw, now(COUNTY, related=(other,))) == ()


def test_the_suspect_and_the_reporter_are_told():
    assert codes(case(S.CONCLUDED), SendForProsecution(suspect_told=False), now(COUNTY)) == (
        "criminal_case.suspect_told",
    )
    assert codes(case(S.CONCLUDED), SendForProsecution(suspect_told=True), now(COUNTY)) == ()
    assert codes(case(S.FILED), Transfer("外地", reporter_told=False), now(COUNTY)) == (
        "criminal_case.reporter_told",
    )


def test_a_file_comes_back_twice_and_no_more():
    sent = case(S.SENT_FOR_PROSECUTION)
    for times in (1, 2):
        back = cn.criminal_case.apply(sent, ReturnForInvestigation("补充证据"), now(PROSECUTOR))
        assert back.matter.returns == times
        assert follow_ups(back, Follow.LIMIT_STARTS) == ["criminal.supplement"]
        again = cn.criminal_case.apply(back.matter, SendForProsecution(suspect_told=True), now(COUNTY))
        assert follow_ups(again, Follow.LIMIT_ENDS) == ["criminal.supplement"]
        sent = again.matter

    assert codes(sent, ReturnForInvestigation("再补"), now(PROSECUTOR)) == ("criminal_case.return_left",)


@pytest.mark.parametrize("action", [Prosecute(), DoNotProsecute("证据不足")], ids=lambda a: type(a).__name__)
def test_only_the_prosecutor_prosecutes_or_does_not(action):
    sent = case(S.SENT_FOR_PROSECUTION)

    decided = cn.criminal_case.apply(sent, action, now(PROSECUTOR)).matter
    assert cn.criminal_case.ended(decided) is isinstance(action, Prosecute)
    assert codes(sent, action, now(COUNTY)) == ("engine.role",)


def test_the_phone_worth_4200_yuan_goes_its_whole_way():
    opening = TakeUp("snatching", PARK, parties=(HU,), amount=4200, violence=False)
    steps = [
        (NameSuspect(STUDENT), now()),
        (PutOnFile("抢夺四千二百元手机"), now(COUNTY)),
        (Investigate(), now()),
        (Conclude(True, True, True), now(WANG, LI)),
        (SendForProsecution(suspect_told=True), now(COUNTY)),
        (Prosecute(), now(PROSECUTOR)),
    ]
    matter = cn.criminal_case.begin(opening, now()).matter
    for action, context in steps:
        matter = cn.criminal_case.apply(matter, action, context).matter

    assert (matter.state, matter.people) == (S.PROSECUTED, {"hu", "stu"})
