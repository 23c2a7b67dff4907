"""What may be mediated, by whom, and what stands against it before anybody sits down."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.mediation import (
    Agreement,
    Circumstance,
    Form,
    Ground,
    MediationState,
    Propose,
    Recognise,
    SettleOnTheSpot,
)
from precinct.people.person import Capacity, Party, officer
from precinct.workflow.entry import Follow
from tests.matters.people import BOY, CASE, CHEN, LI, NIGHT, WANG, WEN, brief, now

SU = officer("014", "苏")
BOTH = (CHEN, WEN)
AGREED = Agreement("踢门", "赔偿", NIGHT.date(), "现金", ("chen", "wen"))
PROPOSAL = Propose("case-1", NIGHT, "property_damage", BOTH, circumstance=Circumstance.EASIER)
AT_ONCE = SettleOnTheSpot(
    "case-1",
    "property_damage",
    BOTH,
    written=True,
    circumstance=Circumstance.EASIER,
    facts_established=True,
    agreed_by=("chen", "wen"),
    performed="收条",
)
ELSEWHERE = Recognise(
    "case-1", "property_damage", Form.PEOPLES, BOTH, AGREED, ("chen", "wen"), effective_at=NIGHT
)
BY_POLICE = pytest.mark.parametrize("opening", [PROPOSAL, AT_ONCE], ids=["proposed", "on the spot"])
ALL = pytest.mark.parametrize(
    "opening", [PROPOSAL, AT_ONCE, ELSEWHERE], ids=["proposed", "on the spot", "elsewhere"]
)


def codes(opening, *related, who=WANG, **more):
    return cn.mediation.decide_opening(opening, now(who, SU, related=related or (CASE,), **more)).codes


@BY_POLICE
def test_the_act_alone_is_not_enough(opening):
    for circumstance in Circumstance:
        assert codes(attrs.evolve(opening, circumstance=circumstance)) == ()
    for missing in ({"circumstance": None}, {"from_dispute": False}, {"minor": False}):
        assert codes(attrs.evolve(opening, **missing)) == ("mediation.circumstance_there",)


def test_what_nobody_knows_is_said_to_be_not_decidable():
    decision = cn.mediation.decide_opening(attrs.evolve(PROPOSAL, circumstance=None), now(related=(CASE,)))

    assert ("circumstance", "not decidable from what is recorded") in decision.reasons[0].facts


@ALL
@pytest.mark.parametrize("ground", Ground, ids=lambda ground: ground.value)
def test_each_bar_bars(opening, ground):
    code = "mediation.not_repeated" if ground is Ground.REPEATED else "mediation.nothing_bars"

    assert codes(attrs.evolve(opening, bar=ground)) == (code,)


@ALL
def test_nobody_mediates_with_an_interest(opening):
    kept_out = attrs.evolve(CASE, recused=frozenset({"011"}))
    assert codes(opening, kept_out) == ("mediation.without_interest",)
    assert codes(attrs.evolve(opening, interested=("011",))) == ("mediation.without_interest",)
    assert codes(attrs.evolve(opening, interested=("012",))) == ()
    beside = cn.mediation.decide_opening(
        attrs.evolve(opening, interested=("012",)), now(WANG, LI, related=(CASE,))
    )
    assert beside.codes == ("mediation.without_interest",)
    own = attrs.evolve(WANG, id="wen")
    assert codes(opening, who=own) == ("mediation.without_interest",)


@ALL
def test_who_is_kept_out_of_the_case_stays_out_of_its_mediation(opening):
    case = attrs.evolve(CASE, recused=frozenset({"012"}))
    opened = cn.mediation.begin(
        attrs.evolve(opening, interested=("013",)), now(WANG, SU, related=(case,))
    ).matter

    assert opened.recused == ("012", "013")


@ALL
@pytest.mark.parametrize("state", ["decided", "served", "executed", "revised"])
def test_what_is_decided_is_not_settled_instead(opening, state):
    assert codes(opening, attrs.evolve(CASE, state=state)) == ("mediation.before_decision",)
    assert codes(opening, attrs.evolve(CASE, state="notified")) == ()


def test_nobody_drunk_settles_on_the_spot():
    assert codes(attrs.evolve(AT_ONCE, not_sober=("wen",))) == ("mediation.all_sober",)


@pytest.mark.parametrize("opening", [AT_ONCE, ELSEWHERE], ids=["on the spot", "elsewhere"])
def test_a_minor_does_not_settle_alone(opening):
    agreement = attrs.evolve(AGREED, signed_by=("chen", "boy"))
    more = {"agreed_by": ("chen", "boy")}
    if opening is ELSEWHERE:
        more = {"agreement": agreement, "asked_in_writing": ("chen", "boy")}
    with_boy = attrs.evolve(opening, parties=(CHEN, BOY), **more)

    assert codes(with_boy) == ("mediation.guardians_agree",)
    assert codes(attrs.evolve(with_boy, guardians=("boy",))) == ()
    stranger = Party("boy", "学生", Capacity.OFFENDER)
    assert (
        codes(attrs.evolve(with_boy, parties=(CHEN, stranger))) == ()
    )  # an unknown birthday counts as grown up


@pytest.mark.parametrize("form", [Form.PEOPLES, Form.OWN_SETTLEMENT])
@pytest.mark.parametrize("effective", [None, NIGHT + timedelta(microseconds=1), NIGHT])
def test_it_is_known_when_an_agreement_of_peoples_mediation_took_effect(form, effective):
    refused = form is Form.PEOPLES and effective != NIGHT

    assert codes(attrs.evolve(ELSEWHERE, form=form, effective_at=effective)) == (
        ("mediation.effect_known",) if refused else ()
    )


@pytest.mark.parametrize("effective", [NIGHT, NIGHT.replace(hour=9)])
def test_the_court_is_asked_within_its_time_from_when_the_agreement_took_effect(effective):
    begun = cn.mediation.begin(attrs.evolve(ELSEWHERE, effective_at=effective), now(related=(CASE,)))

    (started,) = [f for f in begun.follow_ups if f.what is Follow.LIMIT_STARTS]
    assert (started.code, started.at) == ("mediation.court_confirmation", effective)
    assert begun.matter.state is MediationState.AGREED


def test_what_the_sides_settled_themselves_goes_to_no_court():
    own = attrs.evolve(ELSEWHERE, form=Form.OWN_SETTLEMENT)

    assert cn.mediation.begin(own, now(related=(CASE,))).follow_ups == ()


def test_a_criminal_case_is_never_mediated():
    crime = brief("criminal_case", "case-1", "filed")

    assert "mediation.case_is_open" in codes(PROPOSAL, crime)
    assert "mediation.case_is_open" in codes(ELSEWHERE, crime)
