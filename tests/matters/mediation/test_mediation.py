"""Mediations: who may settle what, with a clear head, before whom, and when it is done."""

from datetime import date, timedelta

import attrs
import pytest

from precinct.basics.errors import NaiveDatetime
from precinct.jurisdictions.cn import cn
from precinct.matters.mediation import (
    Adjourn,
    Agree,
    Agreement,
    Breach,
    Circumstance,
    Consent,
    Fail,
    Form,
    Ground,
    Mediation,
    MediationState,
    OpenSession,
    OrderValuation,
    Perform,
    Propose,
    ReceiveValuation,
    Recognise,
    Refuse,
    SettleOnTheSpot,
    SoberUp,
    Terminate,
    Withdraw,
)
from precinct.people.person import Capacity, Party
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.people import BOY, CASE, CHEN, CLERK, LI, MEDIATOR, NIGHT, WANG, WEN, brief, now

S = MediationState
BOTH = (CHEN, WEN)
PROPOSAL = Propose("case-1", NIGHT, "property_damage", BOTH, circumstance=Circumstance.CLOSE_TIES)
ON_THE_SPOT = SettleOnTheSpot(
    "case-1",
    "property_damage",
    BOTH,
    written=True,
    circumstance=Circumstance.CLOSE_TIES,
    facts_established=True,
    agreed_by=("chen", "wen"),
    performed="收条",
)
AGREEMENT = Agreement(
    "酒后踢门", "赔偿三百元并道歉", date(2023, 1, 9), "现金", ("chen", "wen"), "派出所", "调解室"
)
ELSEWHERE = Recognise(
    "case-1", "property_damage", Form.PEOPLES, BOTH, AGREEMENT, ("chen", "wen"), effective_at=NIGHT
)


def mediation(state=S.PROPOSED, **more):
    given = {"form": Form.POLICE, "case": "case-1", "act": "property_damage"}
    given |= {"case_accepted_at": NIGHT, "parties": BOTH}
    return Mediation(id="m1", state=state, version=1, **(given | more))


def codes(matter, action, context=None):
    return cn.mediation.decide(matter, action, context or now(WANG, LI)).codes


def opened(opening, *related, **more):
    return cn.mediation.decide_opening(opening, now(WANG, LI, related=related or (CASE,), **more)).codes


def test_damage_to_a_neighbours_door_may_be_mediated():
    assert opened(PROPOSAL) == ()


@pytest.mark.parametrize("act", ["snatching", "theft", "something_unheard_of"])
def test_an_act_that_the_law_does_not_name_is_not_mediated(act):
    assert opened(attrs.evolve(PROPOSAL, act=act)) == ("mediation.act_may_be_mediated",)


def test_picking_quarrels_is_never_mediated():
    assert opened(attrs.evolve(PROPOSAL, act="picking_quarrels")) == (
        "mediation.act_may_be_mediated",
        "mediation.act_not_barred",
    )


def test_who_breaches_again_and_again_is_not_mediated():
    assert opened(attrs.evolve(PROPOSAL, repeated=True)) == ("mediation.not_repeated",)


@pytest.mark.parametrize("parties", [(), (CHEN,), (WEN,), (WEN, Party("z", "目击者", Capacity.WITNESS))])
def test_a_mediation_has_two_sides(parties):
    assert opened(attrs.evolve(PROPOSAL, parties=parties)) == ("mediation.both_sides_named",)


@pytest.mark.parametrize(
    "related",
    [
        brief("administrative_case", "case-2", "investigating"),
        brief("criminal_case", "case-1", "filed"),
        brief("administrative_case", "case-1", "settled", ended=True),
    ],
    ids=["another case", "a criminal case", "a case that has ended"],
)
def test_a_mediation_belongs_to_an_administrative_case_that_is_open(related):
    assert opened(PROPOSAL, related) == ("mediation.case_is_open",)


def test_a_proposal_needs_a_moment_with_a_zone():
    with pytest.raises(NaiveDatetime, match=r"Propose\.case_accepted_at"):
        attrs.evolve(PROPOSAL, case_accepted_at=NIGHT.replace(tzinfo=None))


def test_the_time_to_mediate_runs_from_the_acceptance_of_the_case():
    earlier = NIGHT.replace(hour=1)
    outcome = cn.mediation.begin(attrs.evolve(PROPOSAL, case_accepted_at=earlier), now(related=(CASE,)))

    assert outcome.follow_ups == (FollowUp(Follow.LIMIT_STARTS, "mediation.completion", earlier),)
    assert outcome.matter.people == {"chen", "wen"}


def test_on_the_spot_only_what_is_clear_and_shown():
    spot = ON_THE_SPOT

    assert opened(spot) == ()
    assert opened(attrs.evolve(spot, payment_disputed=True)) == ("mediation.settled_without_dispute",)
    assert opened(attrs.evolve(spot, written=False)) == ("mediation.settlement_shown",)
    assert opened(attrs.evolve(spot, written=False), filmed=True) == ()


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"facts_established": False}, "mediation.facts_clear"),
        ({"agreed_by": ("chen",)}, "mediation.all_agree_on_the_spot"),
        ({"agreed_by": ()}, "mediation.all_agree_on_the_spot"),
        ({"performed": " "}, "mediation.performed_on_the_spot"),
    ],
)
def test_on_the_spot_both_agree_and_perform_what_is_clear(missing, code):
    assert opened(attrs.evolve(ON_THE_SPOT, **missing)) == (code,)


@pytest.mark.parametrize("state", ["decided", "settled", "stopped"])
def test_on_the_spot_nothing_is_settled_of_a_case_that_is_over(state):
    over = brief("administrative_case", "case-1", state, ended=state != "decided")

    assert opened(ON_THE_SPOT, over) == ("mediation.before_decision",)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(microseconds=1), timedelta(days=1)])
def test_mediation_is_offered_after_the_case_was_accepted(ahead):
    late = attrs.evolve(PROPOSAL, case_accepted_at=NIGHT + ahead)

    assert opened(late) == (("mediation.accepted_before_offer",) if ahead else ())


def test_what_is_settled_on_the_spot_is_performed_at_once():
    spot = ON_THE_SPOT
    settled = cn.mediation.begin(spot, now(WANG, LI, related=(CASE,))).matter

    assert (settled.state, settled.form, settled.consents) == (S.PERFORMED, Form.ON_THE_SPOT, ("chen", "wen"))


def test_what_was_settled_elsewhere_counts_if_both_ask_for_it():
    settled = ELSEWHERE

    assert opened(settled) == ()
    assert opened(attrs.evolve(settled, asked_in_writing=("chen",))) == ("mediation.asked_in_writing",)
    assert cn.mediation.begin(settled, now(related=(CASE,))).matter.state is S.AGREED


def test_a_drunk_party_cannot_consent_until_sober():
    drunk = mediation(not_sober=("wen",))

    assert codes(drunk, Consent("wen")) == ("mediation.party_sober",)
    assert codes(drunk, Consent("chen")) == ()
    sober = cn.mediation.apply(drunk, SoberUp("wen"), now()).matter
    assert sober.not_sober == ()
    assert codes(sober, Consent("wen")) == ()


def test_a_restrained_party_cannot_consent_until_released():
    held = brief("custody", "k1", "started", people=("wen",))

    assert codes(mediation(), Consent("wen"), now(related=(held,))) == ("mediation.party_sober",)
    assert codes(mediation(), Consent("chen"), now(related=(held,))) == ()
    assert codes(mediation(), Consent("wen"), now(related=(attrs.evolve(held, ended=True),))) == ()


def test_only_a_party_consents_refuses_or_sobers_up():
    for action in (Consent("li"), Refuse("li"), SoberUp("li")):
        assert codes(mediation(), action) == ("mediation.is_party",)
    for action in (Consent("chen"), Refuse("chen"), SoberUp("chen")):
        assert codes(mediation(), action) == ()


def test_a_minor_consents_with_a_guardian():
    with_boy = mediation(parties=(CHEN, BOY))

    assert codes(with_boy, Consent("boy")) == ("mediation.guardian_present",)
    assert codes(with_boy, Consent("boy", guardian="父亲")) == ()
    assert codes(with_boy, Consent("chen")) == ()


def test_a_minor_comes_of_age_on_the_birthday():
    with_boy = mediation(parties=(CHEN, BOY))
    birthday = NIGHT.replace(year=2026, month=6, day=1, hour=0, minute=0)

    assert codes(with_boy, Consent("boy"), now(at=birthday)) == ()
    assert codes(with_boy, Consent("boy"), now(at=birthday.replace(month=5, day=31))) == (
        "mediation.guardian_present",
    )


def test_it_takes_the_consent_of_both():
    one = cn.mediation.apply(mediation(), Consent("wen"), now()).matter
    again = cn.mediation.apply(one, Consent("wen"), now()).matter
    both = cn.mediation.apply(again, Consent("chen"), now()).matter

    assert [m.state for m in (one, again, both)] == [S.PROPOSED, S.PROPOSED, S.CONSENTED]
    assert both.consents == ("wen", "chen")


def test_one_who_refuses_ends_it():
    refused = cn.mediation.apply(mediation(), Refuse("chen"), now())

    assert refused.matter.state is S.REFUSED
    assert FollowUp(Follow.LIMIT_ENDS, "mediation.completion") in refused.follow_ups


def test_everybody_is_at_the_table_and_the_facts_are_clear():
    consented = mediation(S.CONSENTED)

    assert codes(consented, OpenSession(("chen", "wen"), True), now(WANG, LI)) == ()
    assert codes(consented, OpenSession(("chen",), True), now(WANG, LI)) == ("mediation.all_present",)
    assert codes(consented, OpenSession(("chen", "wen"), False), now(WANG, LI)) == ("mediation.facts_first",)


def test_one_officer_mediates_if_all_of_it_is_filmed():
    consented, sit_down = mediation(S.CONSENTED), OpenSession(("chen", "wen"), True)

    assert codes(consented, sit_down, now(WANG)) == ("authority.two_officers_or_filmed",)
    assert codes(consented, sit_down, now(WANG, filmed=True)) == ()
    assert codes(consented, sit_down, now(MEDIATOR, filmed=True)) == ("authority.two_officers_or_filmed",)
    assert codes(consented, sit_down, now(MEDIATOR, WANG, filmed=True)) == ()


def test_there_is_a_second_session_and_no_third():
    accepted = NIGHT - timedelta(
        days=2
    )  # the time to sit down again runs from the first session all the same
    consented = mediation(S.CONSENTED, case_accepted_at=accepted)
    sit_down = OpenSession(("chen", "wen"), True)
    first = cn.mediation.apply(consented, sit_down, now(WANG, LI)).matter
    adjourned = cn.mediation.apply(first, Adjourn("明日再谈"), now(WANG, LI))
    second = cn.mediation.apply(adjourned.matter, sit_down, now(WANG, LI)).matter

    assert (second.sessions, second.first_session_at) == (2, NIGHT)
    assert FollowUp(Follow.LIMIT_STARTS, "mediation.repeat", NIGHT) in adjourned.follow_ups
    assert codes(second, Adjourn("再议")) == ("mediation.session_left",)
    assert codes(mediation(S.ADJOURNED, sessions=2), sit_down, now(WANG, LI)) == ("mediation.session_left",)


def test_an_agreement_is_complete_and_signed_by_both():
    talking = mediation(S.IN_SESSION)

    assert codes(talking, Agree(AGREEMENT)) == ()
    for part in ("facts", "terms", "how"):
        incomplete = attrs.evolve(AGREEMENT, **{part: " "})
        assert codes(talking, Agree(incomplete)) == ("mediation.agreement_complete",)
    assert codes(talking, Agree(attrs.evolve(AGREEMENT, signed_by=("wen",)))) == ("mediation.signed_by_all",)


def test_signed_is_not_performed():
    agreed = cn.mediation.apply(mediation(S.IN_SESSION), Agree(AGREEMENT), now(WANG, LI)).matter

    assert not cn.mediation.ended(agreed)
    assert cn.mediation.apply(agreed, Perform("收条"), now()).matter.state is S.PERFORMED
    breached = cn.mediation.apply(agreed, Breach("未付", ("chen", "wen")), now()).matter
    assert breached.state is S.BREACHED


def test_both_are_told_of_the_civil_way_when_it_fails():
    talking, agreed = mediation(S.IN_SESSION), mediation(S.AGREED, agreement=AGREEMENT)

    assert codes(talking, Fail("赔偿数额", ("chen", "wen"))) == ()
    assert codes(talking, Fail("赔偿数额", ("chen",))) == ("mediation.civil_way_told",)
    assert codes(agreed, Breach("未付", ("wen",))) == ("mediation.civil_way_told",)


def test_the_time_runs_anew_from_the_valuation():
    ordered = cn.mediation.apply(mediation(), OrderValuation("门"), now())
    received = cn.mediation.apply(ordered.matter, ReceiveValuation(NIGHT, 300), now())

    assert FollowUp(Follow.LIMIT_ENDS, "mediation.completion") in ordered.follow_ups
    assert FollowUp(Follow.LIMIT_STARTS, "mediation.completion_after_report", NIGHT) in received.follow_ups
    ahead = ReceiveValuation(NIGHT + timedelta(minutes=1), 300)
    assert codes(ordered.matter, ahead) == ("mediation.valuation_came_before",)
    with pytest.raises(ValueError, match="loss"):
        ReceiveValuation(NIGHT, -1)
    with pytest.raises(ValueError, match="of"):
        OrderValuation("")


@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED])
def test_an_offer_is_taken_back_only_before_anybody_sat_down(state):
    assert codes(mediation(state), Withdraw("另案处理")) == ()
    assert codes(mediation(S.IN_SESSION), Withdraw("另案处理")) == ("engine.no_move",)


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED, S.IN_SESSION, S.ADJOURNED])
def test_it_may_be_broken_off_on_the_way(state, ground):
    told = Terminate(ground, civil_way_told=("chen", "wen"))
    assert cn.mediation.apply(mediation(state), told, now()).matter.state is S.TERMINATED


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED, S.IN_SESSION, S.ADJOURNED])
def test_who_says_no_after_sitting_down_is_told_of_the_civil_way(state, ground):
    due = ground is Ground.REFUSAL and state in {S.IN_SESSION, S.ADJOURNED}

    assert codes(mediation(state), Terminate(ground, ("chen",))) == (
        ("mediation.civil_way_told",) if due else ()
    )


def test_a_clerk_mediates_nothing():
    for action in (Consent("wen"), Terminate(Ground.FLIGHT)):
        assert codes(mediation(), action, now(CLERK)) == ("engine.role",)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"form": Form.POLICE}, "mediation.settled_elsewhere"),
        ({"agreement": Agreement("", "", date(2023, 1, 9), "", ())}, "mediation.settlement_complete"),
    ],
    ids=["the police's own form", "an empty agreement"],
)
def test_what_is_recognised_was_settled_elsewhere_and_on_paper(changed, code):
    settled = ELSEWHERE

    assert opened(settled) == ()
    assert opened(attrs.evolve(settled, **changed)) == (code,)


def test_nobody_settles_at_once_or_elsewhere_while_restrained():
    held = brief("custody", "cu1", "started", people=("wen",))
    at_once = ON_THE_SPOT
    for opening in (at_once, ELSEWHERE):
        decision = cn.mediation.decide_opening(opening, now(WANG, LI, related=(CASE, held)))
        assert decision.codes == ("mediation.nobody_restrained",)
