"""Administrative cases: four eyes, no ending over open ends, and who may decide what."""

from datetime import date, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import (
    AdministrativeCase,
    AdministrativeState,
    Conclude,
    Decide,
    DecideOnTheSpot,
    DoNotPunish,
    Evidence,
    Execute,
    ExtendTime,
    File,
    FileAndSettle,
    GrantReappraisal,
    HoldHearing,
    Investigate,
    Mediate,
    NameParty,
    NoPenaltyGround,
    Notify,
    Penalty,
    PenaltyKind,
    ProposePenalty,
    RequestHearing,
    ResumeAfterMediation,
    Revise,
    Revoke,
    SendForAppraisal,
    Serve,
    Settle,
    Stop,
    StopGround,
    TakeInAppraisal,
    Transfer,
    TurnCriminal,
)
from precinct.people.role import Role
from precinct.workflow.entry import Follow
from tests.matters.people import CHEN, CHIEF, COUNTY, DAY, LI, NEW_LAW, NIGHT, WANG, WEN, brief, now

S = AdministrativeState
FINE = Penalty(PenaltyKind.FINE, fine=300)
WARNING = Penalty(PenaltyKind.WARNING)
DETENTION = Penalty(PenaltyKind.DETENTION, days=5)


def case(state=S.INVESTIGATING, **more):
    given = {"act": "insult", "act_day": DAY, "parties": (CHEN, WEN)}
    return AdministrativeCase(id="case-1", state=state, version=1, **(given | more))


def notified(**more):
    return case(S.NOTIFIED, **({"penalty": FINE, "proposed_by": "011", "hearing_waived": True} | more))


def codes(matter, action, context=None):
    return cn.administrative_case.decide(matter, action, context or now()).codes


def follow_ups(matter, action, context, what):
    outcome = cn.administrative_case.apply(matter, action, context)
    return [follow.code for follow in outcome.follow_ups if follow.what is what]


def test_a_breach_is_not_later_than_its_filing():
    def filed(day):
        return cn.administrative_case.decide_opening(File("property_damage", day), now()).codes

    assert filed(DAY) == filed(DAY - timedelta(days=30)) == ()
    assert filed(DAY + timedelta(days=1)) == ("administrative_case.act_day_past",)


def test_the_day_of_filing_is_the_day_in_china():
    from datetime import UTC

    in_utc = now(at=NIGHT.astimezone(UTC) + timedelta(hours=1))  # half past midnight in Guangzhou
    opening = File("property_damage", DAY + timedelta(days=1))

    assert cn.administrative_case.decide_opening(opening, in_utc).codes == ()


def test_the_short_form_is_for_what_was_settled_on_the_spot():
    opening = FileAndSettle("property_damage", DAY, parties=(CHEN, WEN), mediation="m1")

    def filed(*related):
        return cn.administrative_case.decide_opening(opening, now(related=related)).codes

    settled = brief("mediation", "m1", "performed", ended=True, case=opening.id, people=("chen", "wen"))
    assert filed(settled) == ()
    for wrong in ({"case": "another"}, {"people": frozenset({"chen", "stranger"})}, {"state": "agreed"}):
        assert filed(attrs.evolve(settled, **wrong)) == ("administrative_case.settled_on_the_spot",)
    assert filed(brief("mediation", "m2", "performed")) == ("administrative_case.settled_on_the_spot",)
    assert filed(brief("report", "m1", "performed")) == ("administrative_case.settled_on_the_spot",)
    with pytest.raises(ValueError, match="mediation"):
        attrs.evolve(opening, mediation="")


def test_nobody_is_mediated_with_or_punished_unnamed():
    unnamed, evidence = case(parties=(CHEN,)), (Evidence.FOOTAGE,)

    offered = brief("mediation", "m1", "proposed", case=unnamed.id)

    assert codes(unnamed, Mediate("m1"), now(related=(offered,))) == ("administrative_case.offender_named",)
    assert codes(unnamed, ProposePenalty(FINE, evidence), now(WANG, LI)) == (
        "administrative_case.offender_named",
    )
    named = cn.administrative_case.apply(unnamed, NameParty(WEN), now()).matter
    assert codes(named, Mediate("m1"), now(related=(offered,))) == ()
    again = cn.administrative_case.apply(named, NameParty(WEN), now()).matter
    assert again.parties == (CHEN, WEN)


@pytest.mark.parametrize(
    "offered",
    [
        (),
        (brief("mediation", "m1", "proposed", case="another case"),),
        (brief("mediation", "m1", "refused", case="ca1", ended=True),),
        (brief("custody", "m1", "started", case="ca1"),),
    ],
    ids=["none", "of another case", "over", "no mediation"],
)
def test_a_case_waits_only_for_an_open_mediation_of_its_own(offered):
    assert codes(attrs.evolve(case(), id="ca1"), Mediate("m1"), now(related=offered)) == (
        "administrative_case.mediation_is_its_own",
    )


def test_nobody_is_punished_on_his_own_word_alone():
    def proposed(*evidence):
        return codes(case(), ProposePenalty(FINE, evidence), now(WANG, LI))

    assert proposed(Evidence.OWN_STATEMENT) == ("administrative_case.more_than_own_statement",)
    assert proposed(Evidence.OWN_STATEMENT, Evidence.WITNESS) == proposed(Evidence.FOOTAGE) == ()
    with pytest.raises(ValueError, match="evidence"):
        ProposePenalty(FINE, ())


def test_two_officers_propose_a_penalty():
    assert codes(case(), ProposePenalty(FINE, (Evidence.FOOTAGE,)), now(WANG)) == ("authority.two_officers",)


def test_who_proposed_a_penalty_does_not_decide_it():
    chief_proposed = notified(proposed_by="001")

    assert codes(chief_proposed, Decide(), now(CHIEF)) == ("administrative_case.author_is_not_approver",)
    assert codes(chief_proposed, Decide(), now(COUNTY)) == ()
    assert codes(notified(), Decide(), now(CHIEF)) == ()


def test_no_decision_while_a_hearing_may_be_asked_for():
    grave = Penalty(PenaltyKind.DETENTION, days=10, fine=2000)
    waiting = notified(act="prostitution", hearing_waived=False, penalty=grave, notified_at=NIGHT)

    assert codes(waiting, Decide(), now(COUNTY)) == ("administrative_case.hearing_settled",)
    assert codes(waiting, Decide(), now(COUNTY, at=NIGHT + timedelta(days=30))) == ()
    asked = cn.administrative_case.apply(waiting, RequestHearing("wen"), now()).matter
    assert codes(asked, Decide(), now(COUNTY)) == ("administrative_case.hearing_settled",)
    called = attrs.evolve(asked, hearing_on=DAY)
    held = cn.administrative_case.apply(called, HoldHearing("维持"), now(CHIEF)).matter
    assert codes(held, Decide(), now(COUNTY)) == ()


def test_a_new_proposal_gives_the_hearing_anew():
    back = cn.administrative_case.apply(notified(hearing_held=True), Investigate(), now()).matter
    anew = cn.administrative_case.apply(back, ProposePenalty(FINE, (Evidence.FOOTAGE,)), now(WANG, LI)).matter

    assert (anew.hearing_waived, anew.hearing_held, anew.proposed_by) == (False, False, "011")


@pytest.mark.parametrize(
    ("penalty", "at", "station_may"),
    [
        (WARNING, NIGHT, True),
        (Penalty(PenaltyKind.FINE, fine=500), NIGHT, True),
        (Penalty(PenaltyKind.FINE, fine=501), NIGHT, False),
        (Penalty(PenaltyKind.FINE, fine=1000), NEW_LAW, True),
        (Penalty(PenaltyKind.FINE, fine=1001), NEW_LAW, False),
        (Penalty(PenaltyKind.FINE, fine=501), NEW_LAW - timedelta(minutes=1), False),
        (DETENTION, NIGHT, False),
        (Penalty(PenaltyKind.LICENCE_REVOKED), NIGHT, False),
        (None, NIGHT, False),
    ],
)
def test_a_station_decides_warnings_and_small_fines(penalty, at, station_may):
    expected = () if station_may else ("administrative_case.within_station_power",)
    act = "buying_loot" if penalty is not None and penalty.fine else "disturbing_public_place"
    matter = notified(act=act, act_day=at.date(), penalty=penalty)

    assert codes(matter, Decide(), now(CHIEF, at=at)) == expected
    assert codes(matter, Decide(), now(COUNTY, at=at)) == ()


@pytest.mark.parametrize(
    ("penalty", "at", "small"),
    [
        (WARNING, NIGHT, True),
        (Penalty(PenaltyKind.FINE, fine=200), NIGHT, True),
        (Penalty(PenaltyKind.FINE, fine=201), NIGHT, False),
        (Penalty(PenaltyKind.FINE, fine=500), NEW_LAW, True),
        (Penalty(PenaltyKind.FINE, fine=501), NEW_LAW, False),
        (Penalty(PenaltyKind.FINE, fine=100, days=1), NIGHT, False),
        (DETENTION, NIGHT, False),
    ],
)
def test_on_the_spot_only_what_is_small(penalty, at, small):
    expected = () if small else ("administrative_case.small_enough_for_the_spot",)

    filed = case(S.FILED, act="disturbing_public_place", act_day=at.date())
    told = codes(filed, DecideOnTheSpot(penalty, "无异议"), now(WANG, LI, at=at))
    assert (told[:1] == expected) if expected else told == ()


ENDINGS = [
    (case(), Stop(StopGround.NO_FACTS), CHIEF),
    (case(), Transfer("海珠分局", reporter_told=True), CHIEF),
    (case(), DoNotPunish(NoPenaltyGround.NOT_PROVEN, notified=False), COUNTY),
    (case(S.EXECUTED, penalty=FINE), Conclude(), WANG),
]


@pytest.mark.parametrize(("matter", "action", "who"), ENDINGS, ids=lambda x: type(x).__name__)
def test_a_case_does_not_end_over_an_open_mediation_or_a_held_person(matter, action, who):
    talking = brief("mediation", "m1", "in_session", people=("chen", "wen"))
    held = brief("custody", "k1", "started", people=("wen",))
    over = [attrs.evolve(talking, ended=True), attrs.evolve(held, ended=True)]
    others = [attrs.evolve(talking, people=frozenset({"z"})), attrs.evolve(held, people=frozenset({"z"}))]

    assert codes(matter, action, now(who, related=tuple(over + others))) == ()
    assert codes(matter, action, now(who, related=(talking,))) == ("administrative_case.no_open_mediation",)
    assert codes(matter, action, now(who, related=(held,))) == ("administrative_case.nobody_held",)
    assert codes(matter, action, now(who, related=(talking, held))) == (
        "administrative_case.no_open_mediation",
        "administrative_case.nobody_held",
    )


def test_the_mediation_of_the_case_is_open_whoever_sits_in_it():
    talking = brief("mediation", "m1", "in_session", people=("zhou",))

    assert codes(notified(mediation="m1"), Decide(), now(CHIEF, related=(talking,))) == (
        "administrative_case.no_open_mediation",
    )


def test_a_decision_and_a_turn_wait_for_the_mediation_too():
    talking = brief("mediation", "m1", "in_session", people=("chen", "wen"))

    for matter, action in ((notified(), Decide()), (case(), TurnCriminal("cr1"))):
        crime = brief("criminal_case", "cr1", "under_review")
        assert codes(matter, action, now(CHIEF, related=(talking, crime))) == (
            "administrative_case.no_open_mediation",
        )
        assert codes(matter, action, now(CHIEF, related=(crime,))) == ()


def test_a_case_is_settled_when_the_agreement_is_performed():
    mediating = case(S.IN_MEDIATION, mediation="m1")

    def settled(*related):
        return codes(mediating, Settle("收条"), now(related=related))

    assert settled(brief("mediation", "m1", "performed", ended=True)) == ()
    assert settled(brief("mediation", "m1", "agreed")) == ("administrative_case.mediation_performed",)
    assert settled() == ("administrative_case.mediation_performed",)
    held = brief("custody", "k1", "started", people=("wen",))
    performed = brief("mediation", "m1", "performed", ended=True)
    assert settled(performed, held) == ("administrative_case.nobody_held",)


def test_a_case_goes_on_when_the_mediation_has_failed():
    mediating = case(S.IN_MEDIATION, mediation="m1")

    def resumed(*related):
        return codes(mediating, ResumeAfterMediation("未达成"), now(related=related))

    assert resumed(brief("mediation", "m1", "failed", ended=True)) == ()
    assert resumed(brief("mediation", "m1", "in_session")) == ("administrative_case.mediation_over",)
    assert resumed(brief("mediation", "m1", "performed", ended=True)) == (
        "administrative_case.mediation_over",
    )
    assert resumed() == ("administrative_case.mediation_over",)
    failed = now(related=(brief("mediation", "m1", "failed", ended=True),))
    starts = follow_ups(mediating, ResumeAfterMediation("未达成"), failed, Follow.LIMIT_STARTS)
    assert starts == ["case.time_after_mediation"]


def test_who_is_excused_is_notified_before_and_who_is_innocent_need_not_be():
    excused = DoNotPunish(NoPenaltyGround.EXCUSED, notified=False)

    assert codes(case(), excused, now(COUNTY)) == ("administrative_case.excused_after_notice",)
    assert codes(case(), attrs.evolve(excused, notified=True), now(COUNTY)) == ()
    assert codes(case(), attrs.evolve(excused, ground=NoPenaltyGround.NOT_PROVEN), now(COUNTY)) == ()


def test_a_decision_is_served_with_the_way_to_object():
    decided = case(S.DECIDED, penalty=FINE)

    assert codes(decided, Serve(("wen", "chen"), rights_told=True)) == ()
    assert codes(decided, Serve(("wen", "chen"), rights_told=False)) == ("administrative_case.rights_told",)


def test_the_reporter_hears_where_a_case_has_gone():
    assert codes(case(), Transfer("海珠分局", reporter_told=False), now(CHIEF)) == (
        "administrative_case.reporter_told",
    )


def test_the_clock_of_the_case_stands_still_for_what_the_law_leaves_out():
    clocks = ["case.time", "case.time_after_mediation"]
    out = case(appraisals_out=1)

    assert follow_ups(case(), SendForAppraisal("门"), now(), Follow.LIMIT_PAUSES) == clocks
    assert follow_ups(out, TakeInAppraisal("三百元"), now(), Follow.LIMIT_RESUMES) == clocks
    pausing = {row.action for _, row in cn.administrative_case.table.rows() if row.pauses}
    assert pausing == {SendForAppraisal, GrantReappraisal, RequestHearing}


def test_appraisals_are_counted_out_and_in():
    def out(matter, action):
        return cn.administrative_case.apply(matter, action, now()).matter.appraisals_out

    assert [out(case(appraisals_out=n), SendForAppraisal("门")) for n in (0, 2)] == [1, 3]
    assert [out(case(appraisals_out=n), TakeInAppraisal("门")) for n in (3, 1)] == [2, 0]


def test_a_second_appraisal_still_holds_the_clock():
    assert follow_ups(case(appraisals_out=2), TakeInAppraisal("门"), now(), Follow.LIMIT_RESUMES) == []
    hearing = case(S.HEARING, appraisals_out=1, hearing_pending=True)
    assert follow_ups(hearing, TakeInAppraisal("门"), now(at=NEW_LAW), Follow.LIMIT_RESUMES) == []


def test_after_a_hearing_the_clock_runs_on_unless_an_appraisal_is_still_out():
    clocks = ["case.time", "case.time_after_mediation"]
    hearing = case(S.HEARING, penalty=FINE, hearing_pending=True, hearing_on=NEW_LAW.date())
    held = HoldHearing("维持拟处罚意见")

    assert follow_ups(hearing, held, now(CHIEF, at=NEW_LAW), Follow.LIMIT_RESUMES) == clocks
    still_out = attrs.evolve(hearing, appraisals_out=1)
    assert follow_ups(still_out, held, now(CHIEF, at=NEW_LAW), Follow.LIMIT_RESUMES) == []


def test_who_is_told_again_is_told_of_this_proposal():
    notified = case(S.PENALTY_PROPOSED, penalty=FINE, proposed_by="011")
    after = cn.administrative_case.apply(
        notified, Notify(("wen",), "无异议", hearing_waived=True), now()
    ).matter

    assert (after.told, after.hearing_waived) == (("wen",), True)


def test_only_the_county_lengthens_the_time():
    assert codes(case(), ExtendTime("复杂"), now(CHIEF)) == ("engine.role",)
    assert codes(case(), ExtendTime("复杂"), now(COUNTY)) == ()


def test_a_fine_goes_its_whole_way():
    steps = [
        (Investigate(), now()),
        (ProposePenalty(FINE, (Evidence.FOOTAGE,)), now(WANG, LI)),
        (Notify(("wen",), "无异议", hearing_waived=True), now()),
        (Decide(), now(CHIEF)),
        (Serve(("wen", "chen"), rights_told=True), now()),
        (Execute("已缴"), now()),
        (Conclude(), now()),
    ]
    matter = cn.administrative_case.begin(File("insult", DAY, parties=(CHEN, WEN)), now()).matter
    for action, context in steps:
        matter = cn.administrative_case.apply(matter, action, context).matter

    assert (matter.state, matter.penalty, matter.proposed_by) == (S.CLOSED, FINE, "011")


def test_a_decision_is_changed_or_taken_back_on_order():
    served = case(S.SERVED, penalty=FINE)

    less = Penalty(PenaltyKind.FINE, fine=100)

    revised = cn.administrative_case.apply(served, Revise("复议机关", less), now(CHIEF)).matter
    assert (revised.state, revised.penalty) == (S.REVISED, less)
    revoked = cn.administrative_case.apply(revised, Revoke("人民法院"), now(CHIEF)).matter
    assert (revoked.state, revoked.penalty) == (S.NOT_PUNISHED, None)


def test_a_station_does_not_revise_beyond_its_power():
    served = case(S.SERVED, penalty=FINE)

    assert codes(served, Revise("复议机关", DETENTION), now(CHIEF)) == (
        "administrative_case.revision_within_power",
    )
    assert codes(served, Revise("复议机关", FINE), now(CHIEF)) == ()
    assert codes(served, Revise("复议机关", DETENTION), now(COUNTY)) == ()


@pytest.mark.parametrize("wrong", [{"fine": -1}, {"days": -1}])
def test_no_penalty_is_less_than_nothing(wrong):
    with pytest.raises(ValueError, match="must be >= 0"):
        Penalty(PenaltyKind.FINE, **wrong)


def test_a_penalty_is_for_heads_to_decide():
    for _, row in cn.administrative_case.table.rows():
        if row.action is Decide:
            assert row.by == {Role.UNIT_HEAD, Role.COUNTY_HEAD}


def test_the_file_keeps_the_day_that_chooses_the_law():
    matter = cn.administrative_case.begin(File("property_damage", date(2022, 12, 31)), now()).matter

    assert (matter.act_day, matter.about) == (date(2022, 12, 31), "property_damage")
