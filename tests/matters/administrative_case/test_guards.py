"""Each guard of an administrative case: once it alone refuses, and what it asks for is granted."""

from datetime import date, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.offence import Act
from precinct.law.penalty import Grade
from precinct.matters import administrative_case as room
from precinct.matters.administrative_case import AdministrativeCase, AdministrativeState
from precinct.matters.common import RecordStatement
from precinct.people.person import Actor, Attendant, Attending, Capacity, Party
from precinct.people.role import Role
from precinct.workflow.entry import Follow
from tests.matters.people import BOY, CHEN, CHIEF, COUNTY, DAY, LI, NEW_LAW, NIGHT, WANG, WEN, brief, now

S = AdministrativeState
FINE = room.Penalty(room.PenaltyKind.FINE, fine=300)
GRAVE = room.Penalty(room.PenaltyKind.FINE, fine=4000)
DETENTION = room.Penalty(room.PenaltyKind.DETENTION, days=5)
REVIEWER = Actor("701", "法制员", {Role.LEGAL_REVIEWER})
SMALL = room.Penalty(room.PenaltyKind.FINE, fine=50)
PLAIN = room.HandleQuickly(NIGHT, consent_in_writing=True, facts_clear=True, admits=True, accepts=True)
SEARCH = room.Inspect(room.Place.HOME, room.Warrant.COUNTY)
SPOT = room.DecideOnTheSpot(SMALL, "无异议")
NOTICE = room.Notify(("wen",), "无异议", hearing_waived=True)
SERVED = room.Serve(("wen", "chen"), rights_told=True)


def case(state=S.INVESTIGATING, **more):
    given = {"act": "insult", "act_day": DAY, "parties": (CHEN, WEN)}
    return AdministrativeCase(id="case-1", state=state, version=1, **(given | more))


def proposed(state=S.NOTIFIED, **more):
    return case(state, **({"penalty": FINE, "proposed_by": "011", "hearing_waived": True} | more))


def codes(matter, action, context):
    return cn.administrative_case.decide(matter, action, context).codes


def with_(what, **more):
    return attrs.evolve(what, **more)


TWO = now(WANG, LI)
NEW = now(WANG, LI, at=NEW_LAW)
THING = brief("exhibit", "e1", "in_store", case="case-1")
STAYED = brief("custody", "k1", "approved", about="administrative_detention", case="case-1")
OTHER = brief("administrative_case", "c2", "investigating")
MINOR = proposed(S.PENALTY_PROPOSED, parties=(BOY,))
HEARING = proposed(S.HEARING, penalty=GRAVE, hearing_pending=True, hearing_waived=False)

# What is refused by this guard alone, and what is granted once the guard is met: (matter, action, circumstances).
CASES = {
    "administrative_case.not_a_crime": tuple(
        (
            proposed(act="theft", deed=Act(offence="theft", day=DAY, amount=amount), penalty=DETENTION),
            room.Decide(),
            now(COUNTY),
        )
        for amount in (4000, 900)
    ),
    "administrative_case.extension_left": (
        (case(extensions=1), room.ExtendTime("复杂"), now(COUNTY)),
        (case(extensions=1), room.ExtendTime("复杂"), now(COUNTY, at=NEW_LAW)),
    ),
    "administrative_case.mediation_ended_before": tuple(
        (
            case(S.IN_MEDIATION, mediation="m1"),
            room.ResumeAfterMediation("未达成", NIGHT + after),
            now(related=(brief("mediation", "m1", "failed", ended=True),)),
        )
        for after in (timedelta(minutes=1), timedelta(0))
    ),
    "administrative_case.appraisal_is_out": (
        (case(), room.TakeInAppraisal("门"), now()),
        (case(appraisals_out=1), room.TakeInAppraisal("门"), now()),
    ),
    "administrative_case.both_sides_told": (
        (case(), room.TellAppraisal(("wen",)), now()),
        (case(), room.TellAppraisal(("wen", "chen")), now()),
    ),
    "administrative_case.reappraisal_in_time": (
        (case(appraisal_told_at=NIGHT - timedelta(days=6)), room.GrantReappraisal("wen", "门"), now(COUNTY)),
        (case(appraisal_told_at=NIGHT - timedelta(days=2)), room.GrantReappraisal("wen", "门"), now(COUNTY)),
    ),
    "administrative_case.reappraised_once": tuple(
        (case(appraisal_told_at=NIGHT, reappraised=done), room.GrantReappraisal("wen", "门"), now(COUNTY))
        for done in (True, False)
    ),
    "administrative_case.reappraisal_asked_by_a_side": tuple(
        (case(appraisal_told_at=NIGHT), room.GrantReappraisal(who, "门"), now(COUNTY))
        for who in ("zhou", "chen")
    ),
    "administrative_case.victims_told_why": (
        (case(), room.GoOnSearching("在逃"), now()),
        (case(), room.GoOnSearching("在逃", ("chen",)), now()),
    ),
    "administrative_case.home_search_warranted": (
        (case(), with_(SEARCH, warrant=room.Warrant.NONE, danger=True), NEW),
        (case(), with_(SEARCH, warrant=room.Warrant.NONE, danger=True), TWO),
    ),
    "administrative_case.place_search_approved": (
        (case(), room.Inspect(room.Place.OTHER, room.Warrant.NONE), NEW),
        (case(), room.Inspect(room.Place.OTHER, room.Warrant.UNIT), NEW),
    ),
    "administrative_case.act_fit_for_the_spot": (
        (case(S.FILED, act="gambling"), SPOT, TWO),
        (case(S.FILED), SPOT, TWO),
    ),
    "administrative_case.one_officer_uncontested": (
        (case(S.FILED, act_day=NEW_LAW.date()), with_(SPOT, contested=False), now(at=NEW_LAW)),
        (case(S.FILED, act_day=NEW_LAW.date()), with_(SPOT, contested=False), now(at=NEW_LAW, filmed=True)),
    ),
    "administrative_case.cash_within_limit": (
        (case(S.FILED), room.DecideOnTheSpot(room.Penalty(room.PenaltyKind.FINE, 51), "无", cash=51), TWO),
        (case(S.FILED), with_(SPOT, cash=50), TWO),
    ),
    "administrative_case.copy_and_cash_in": (
        (proposed(S.EXECUTED, cash_at=room.CashAt.ORGAN), room.Conclude(), now()),
        (proposed(S.EXECUTED, cash_at=room.CashAt.BANK), room.Conclude(), now()),
    ),
    "administrative_case.cash_is_held": tuple(
        (proposed(S.DECIDED, cash_at=at), room.HandInCash(), now())
        for at in (room.CashAt.NOWHERE, room.CashAt.OFFICER)
    ),
    "administrative_case.cash_is_handed_in": tuple(
        (proposed(S.DECIDED, cash_at=at), room.BankCash(), now())
        for at in (room.CashAt.OFFICER, room.CashAt.ORGAN)
    ),
    "administrative_case.notice_complete": tuple(
        (
            proposed(S.PENALTY_PROPOSED),
            with_(NOTICE, content=room.WHOLE_NOTICE - {room.NoticeContent.PENALTY}),
            context,
        )
        for context in (NEW, TWO)
    ),
    "administrative_case.offenders_notified": (
        (proposed(S.PENALTY_PROPOSED), with_(NOTICE, told=("chen",)), now()),
        (proposed(S.PENALTY_PROPOSED), NOTICE, now()),
    ),
    "administrative_case.minors_guardian_told": (
        (with_(MINOR, act_day=date(2026, 1, 1)), with_(NOTICE, told=("boy",)), NEW),
        (with_(MINOR, act_day=date(2026, 1, 1)), with_(NOTICE, told=("boy",), guardians_told=("boy",)), NEW),
    ),
    "administrative_case.notice_published_long_enough": tuple(
        (
            proposed(S.PENALTY_PROPOSED, notice_published=DAY - timedelta(days=stood)),
            with_(NOTICE, by_publication=True),
            now(),
        )
        for stood in (7, 8)
    ),
    "administrative_case.hearing_due": (
        (proposed(), room.RequestHearing("wen"), now()),
        (proposed(penalty=GRAVE), room.RequestHearing("wen"), now()),
    ),
    "administrative_case.offender_asks": tuple(
        (proposed(penalty=GRAVE), room.RequestHearing(who), now()) for who in ("chen", "wen")
    ),
    "administrative_case.hearing_asked_in_time": tuple(
        (proposed(penalty=GRAVE, notified_at=NIGHT - timedelta(days=ago)), room.RequestHearing("wen"), now())
        for ago in (15, 3)
    ),
    "administrative_case.hearing_notice_early": tuple(
        (HEARING, room.CallHearing(DAY + timedelta(days=later)), now()) for later in (7, 14)
    ),
    "administrative_case.hearing_called": tuple(
        (with_(HEARING, hearing_on=DAY + timedelta(days=later)), room.HoldHearing("维持"), now(CHIEF))
        for later in (1, 0)
    ),
    "administrative_case.hearing_asked_for": tuple(
        (with_(HEARING, hearing_pending=pending), room.DropHearing("wen"), now()) for pending in (False, True)
    ),
    "administrative_case.nothing_in_dispute": (
        (case(), with_(PLAIN, disputed=True), now()),
        (case(), PLAIN, now()),
    ),
    "administrative_case.fit_for_quick_handling": (
        (case(parties=(BOY,)), PLAIN, now()),
        (case(parties=(WEN,)), PLAIN, now()),
    ),
    "administrative_case.arrived_before": (
        (case(), with_(PLAIN, arrived_at=NIGHT + timedelta(minutes=1)), now()),
        (case(), PLAIN, now()),
    ),
    "administrative_case.quick_penalty_fits": tuple(
        (
            case(quick=True),
            room.ProposePenalty(room.Penalty(room.PenaltyKind.DETENTION, days=days), (room.Evidence.SCENE,)),
            TWO,
        )
        for days in (10, 9)
    ),
    "administrative_case.handled_quickly": tuple(
        (case(quick=quick), room.LeaveQuickHandling("有争议"), now()) for quick in (False, True)
    ),
    "administrative_case.legally_reviewed": tuple(
        (
            proposed(hearing_held=True, legally_reviewed=reviewed),
            room.Decide(),
            now(CHIEF, at=NEW_LAW),
        )
        for reviewed in (False, True)
    ),
    "administrative_case.discussed_together": tuple(
        (
            proposed(weight=frozenset({room.Weight.COMPLEX}), legally_reviewed=True, discussed=discussed),
            room.Decide(),
            now(CHIEF, at=NEW_LAW),
        )
        for discussed in (False, True)
    ),
    "administrative_case.may_decide_no_penalty": tuple(
        (case(), room.DoNotPunish(room.NoPenaltyGround.NOT_PROVEN, notified=False), now(who))
        for who in (CHIEF, COUNTY)
    ),
    "administrative_case.order_named": tuple(
        (proposed(S.SERVED), room.Revoke(body), now(CHIEF)) for body in (" ", "人民法院")
    ),
    "administrative_case.victims_served": (
        (proposed(S.DECIDED), with_(SERVED, to=("wen",)), now()),
        (proposed(S.DECIDED), with_(SERVED, to=("wen",), unreachable=("chen",)), now()),
    ),
    "administrative_case.published_long_enough": tuple(
        (
            proposed(S.DECIDED, decision_published=DAY - timedelta(days=stood)),
            with_(SERVED, by_publication=True),
            now(),
        )
        for stood in (59, 60)
    ),
    "administrative_case.family_told_of_detention": tuple(
        (proposed(S.SERVED, penalty=DETENTION, family_told=told), room.Execute("送拘留所"), now())
        for told in (False, True)
    ),
    "administrative_case.punished_served": tuple(
        (proposed(S.DECIDED), with_(SERVED, to=to), now()) for to in (("chen",), ("chen", "wen"))
    ),
    "administrative_case.several_discuss": tuple(
        (proposed(), room.Discuss("同意"), now(CHIEF, *beside)) for beside in ((), (COUNTY,))
    ),
    "administrative_case.instalments_ahead": tuple(
        (proposed(S.SERVED), room.GrantInstalments(DAY + timedelta(days=later), "困难"), now(CHIEF))
        for later in (-1, 0)
    ),
    "administrative_case.appraisals_are_in": tuple(
        (proposed(appraisals_out=out), room.Decide(), now(CHIEF)) for out in (1, 0)
    ),
    "administrative_case.defence_heard": tuple(
        (
            proposed(S.PENALTY_PROPOSED),
            room.Notify(("wen",), heard, hearing_waived=True),
            now(),
        )
        for heard in (" ", "无")
    ),
    "administrative_case.who_joined_was_notified": tuple(
        (proposed(told=told), room.Decide(), now(CHIEF)) for told in (("chen",), ("wen",))
    ),
    "administrative_case.quick_in_time": tuple(
        (
            proposed(quick=True, arrived_at=NIGHT - timedelta(hours=hours)),
            room.Decide(),
            now(CHIEF),
        )
        for hours in (50, 48)
    ),
    "administrative_case.stop_ground_fits": tuple(
        (
            case(act_day=DAY - timedelta(days=days)),
            room.Stop(room.StopGround.TIME_BARRED),
            now(CHIEF),
        )
        for days in (184, 185)
    ),
    "administrative_case.no_detention_unserved": tuple(
        (
            proposed(S.SERVED, penalty=DETENTION, family_told=True),
            room.Execute("拘留执行完毕"),
            now(related=(attrs.evolve(STAYED, ended=ended),)),
        )
        for ended in (False, True)
    ),
    "administrative_case.is_detention": tuple(
        (proposed(S.SERVED, penalty=penalty), room.TellFamily("电话"), now()) for penalty in (FINE, DETENTION)
    ),
    "administrative_case.has_fine": tuple(
        (proposed(S.SERVED, penalty=penalty), room.GrantInstalments(DAY, "困难"), now(CHIEF))
        for penalty in (DETENTION, FINE)
    ),
    "administrative_case.no_unsettled_exhibit": (
        (case(), room.Stop(room.StopGround.NO_FACTS), now(CHIEF, related=(THING,))),
        (case(), room.Stop(room.StopGround.NO_FACTS), now(CHIEF, related=(with_(THING, ended=True),))),
    ),
    "administrative_case.criminal_case_open": (
        (case(), room.TurnCriminal("cr1"), now(CHIEF)),
        (case(), room.TurnCriminal("cr1"), now(CHIEF, related=(brief("criminal_case", "cr1", "filed"),))),
    ),
    "administrative_case.other_case_open": (
        (case(), room.MergeInto("c2"), now(CHIEF)),
        (case(), room.MergeInto("c2"), now(CHIEF, related=(OTHER,))),
    ),
    "administrative_case.other_case_known": (
        (case(), room.TakeIn("c2"), now(CHIEF)),
        (case(), room.TakeIn("c2"), now(CHIEF, related=(OTHER,))),
    ),
    "administrative_case.moves_who_is_in_it": (
        (case(), room.SplitOff("c2", ("chen", "wen")), now(CHIEF, related=(OTHER,))),
        (case(), room.SplitOff("c2", ("wen",)), now(CHIEF, related=(OTHER,))),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_guard_alone_refuses_and_is_met(code):
    refused, granted = CASES[code]

    assert codes(*refused) == (code,)
    assert codes(*granted) == ()


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ({"accepted_at": NIGHT + timedelta(minutes=1)}, "administrative_case.accepted_before_filing"),
        ({"from_criminal": "cr1"}, "administrative_case.origin_known"),
        ({"split_from": "c1"}, "administrative_case.origin_known"),
    ],
)
def test_a_case_comes_from_what_is_there(opening, code):
    filing = room.File("property_damage", DAY, parties=(CHEN, WEN), **opening)
    there = (
        brief("criminal_case", "cr1", "withdrawn", ended=True),
        brief("administrative_case", "c1", "filed"),
    )

    assert cn.administrative_case.decide_opening(filing, now()).codes == (code,)
    later = now(at=NIGHT + timedelta(days=1), related=there)
    assert cn.administrative_case.decide_opening(filing, later).codes == ()


@pytest.mark.parametrize(("at", "hours"), [(NIGHT, 20), (NEW_LAW, 0)])
def test_the_older_law_counts_from_acceptance_and_the_newer_from_filing(at, hours):
    filing = room.File("property_damage", DAY, parties=(WEN,), accepted_at=at - timedelta(hours=20))
    matter = cn.administrative_case.begin(filing, now(at=at)).matter

    assert matter.time_from == at - timedelta(hours=hours)


@pytest.mark.parametrize(("at", "stands_still"), [(NIGHT, False), (NEW_LAW, True)])
def test_a_hearing_stops_the_clock_only_under_the_newer_law(at, stands_still):
    asked = room.RequestHearing("wen")
    follow_ups = cn.administrative_case.apply(proposed(penalty=GRAVE), asked, now(at=at)).follow_ups
    paused = [follow.code for follow in follow_ups if follow.what is Follow.LIMIT_PAUSES]

    assert ("case.time" in paused) is stands_still


def test_cash_goes_from_the_officer_to_the_organ_and_to_the_bank():
    workflow = cn.administrative_case
    matter = workflow.apply(case(S.FILED), with_(SPOT, cash=50), TWO).matter
    assert (matter.cash_at, matter.copy_filed) == (room.CashAt.OFFICER, False)
    for action in (room.HandInCash(), room.FileCopy(), room.BankCash()):
        matter = workflow.apply(matter, action, now()).matter

    assert (matter.cash_at, matter.copy_filed) == (room.CashAt.BANK, True)


def test_merging_and_splitting_keep_every_link():
    workflow = cn.administrative_case
    context = now(CHIEF, related=(OTHER,))
    merged = workflow.apply(case(), room.MergeInto("c2"), context).matter
    assert (merged.state, merged.handed_to, merged.linked) == (S.MERGED, "c2", ("c2",))
    taker = workflow.apply(case(parties=(CHEN,)), room.TakeIn("c2", (CHEN, WEN)), context).matter
    assert (taker.parties, taker.linked) == ((CHEN, WEN), ("c2",))
    split = workflow.apply(taker, room.SplitOff("c3", ("wen",)), now(CHIEF, related=(with_(OTHER, id="c3"),)))
    assert (split.matter.parties, split.matter.linked) == ((CHEN,), ("c2", "c3"))


def test_a_wrong_decision_is_taken_back_and_made_anew():
    again = cn.administrative_case.apply(
        proposed(S.SERVED), room.Reopen("复议机关", "事实不清"), now(CHIEF)
    ).matter

    assert (again.state, again.penalty, again.extensions) == (S.INVESTIGATING, None, 0)


def test_a_legal_reviewer_looks_at_what_another_proposed():
    reviewed = cn.administrative_case.apply(
        proposed(), room.ReviewLegally("同意", passed=True), now(REVIEWER)
    ).matter

    assert reviewed.legally_reviewed


def test_a_house_may_let_its_own_head_decide_that_nobody_is_punished():
    house = cn.with_settings(no_penalty_decided_by="unit_head")
    action = room.DoNotPunish(room.NoPenaltyGround.NOT_PROVEN, notified=False)

    assert house.administrative_case.decide(case(), action, now(CHIEF, procedure=house)).allowed


def test_what_checks_show_is_put_together_and_the_oldest_of_them_counts():
    both = case(act="theft", parties=(WEN, attrs.evolve(BOY, capacity=WEN.capacity)))
    once = cn.administrative_case.apply(both, room.Establish(amount=900), TWO).matter
    then = cn.administrative_case.apply(once, room.Establish(times=2), TWO).matter

    assert (then.deed.offence, then.deed.amount, then.deed.times) == ("theft", 900, 2)
    assert then.deed.age == WEN.age_on(DAY)


def test_a_child_who_is_heard_as_a_victim_after_the_proposal_counts_when_it_is_decided():
    assault = proposed(act="assault", penalty=with_(FINE, grade=Grade.BASIC), measured_on=DAY)
    child = Party("xiao", "小某", Capacity.VICTIM, born=date(DAY.year - 10, 1, 1))
    mother = Attendant("母亲", Attending.GUARDIAN)
    heard = RecordStatement("xiao", "询问笔录", True, True, attending=(mother,), person=child)

    assert cn.administrative_case.decide(assault, room.Decide(), now(CHIEF)).allowed
    joined = cn.administrative_case.apply(assault, heard, TWO).matter
    assert "administrative_case.grade_fits_victim" in codes(joined, room.Decide(), now(CHIEF))


def test_who_is_heard_and_known_already_changes_nothing_that_was_measured():
    measured = proposed(measured_on=DAY)
    again = cn.administrative_case.apply(
        measured, RecordStatement("chen", "询问笔录", True, True), TWO
    ).matter

    assert again.measured_on == DAY


def test_a_minor_whose_detention_is_not_carried_out_has_no_hearing_for_it():
    boy = attrs.evolve(BOY, born=date(NEW_LAW.year - 15, 1, 1))
    told = proposed(
        parties=(boy, CHEN),
        penalty=DETENTION,
        act_day=NEW_LAW.date(),
        hearing_waived=False,
        notified_at=NEW_LAW,
    )

    assert codes(told, room.RequestHearing(boy.id), NEW) == ("administrative_case.hearing_due",)
    assert codes(told, room.Decide(), now(COUNTY, at=NEW_LAW)) == ()
