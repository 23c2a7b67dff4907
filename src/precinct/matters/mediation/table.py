"""The moves of a mediation."""

from precinct.basics.text import Text
from precinct.matters.common import OFFICERS, everywhere
from precinct.matters.mediation import effects
from precinct.matters.mediation.actions import (
    Adjourn,
    Agree,
    AskCourt,
    Breach,
    Consent,
    Fail,
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
from precinct.matters.mediation.guards.going import (
    agents_of_victims,
    agreement_complete,
    all_present,
    asked_together,
    by_people,
    civil_way_told,
    day_ahead,
    facts_first,
    guardian_at_session,
    guardian_present,
    is_party,
    one_in_case_room,
    party_sober,
    performance_shown,
    session_left,
    signed_by_all,
    valuation_came_before,
)
from precinct.matters.mediation.guards.opening import (
    AnyOpening,
    ByPolice,
    accepted_before_offer,
    act_may_be_mediated,
    act_not_barred,
    all_agree_on_the_spot,
    all_sober,
    before_decision,
    both_asked_in_writing,
    both_sides_named,
    case_is_open,
    circumstance_there,
    effect_known,
    facts_clear,
    guardians_agree,
    nobody_restrained,
    not_repeated,
    nothing_bars,
    performed_on_the_spot,
    settled_elsewhere,
    settled_without_dispute,
    settlement_complete,
    settlement_shown,
    without_interest,
)
from precinct.matters.mediation.record import Form, Mediation
from precinct.matters.mediation.states import MediationState
from precinct.people.role import Role
from precinct.workflow.action import END, Since
from precinct.workflow.authority import two_officers_or_filmed
from precinct.workflow.context import Context
from precinct.workflow.guard import OpeningGuard, PayloadGuard
from precinct.workflow.table import Limit, OnExpiry, Table

S = MediationState


def _others_consented(m: Mediation, a: Consent, context: Context) -> bool:
    return m.people <= {*m.consents, a.party}


_MEDIATORS = OFFICERS | {Role.MEDIATOR}


def _by_people(a: Recognise, context: Context) -> bool:
    return a.form is Form.PEOPLES


_MEDIABLE: list[OpeningGuard[AnyOpening]] = [
    act_may_be_mediated,
    act_not_barred,
    both_sides_named,
    without_interest,
    before_decision,
    not_repeated,
    nothing_bars,
]


_BY_POLICE: list[OpeningGuard[ByPolice]] = [circumstance_there]


_TO_OPEN: list[OpeningGuard[Propose | Recognise]] = [*_MEDIABLE, case_is_open]


_TO_RECOGNISE: list[OpeningGuard[Recognise]] = [
    *_TO_OPEN,
    nobody_restrained,
    guardians_agree,
    settled_elsewhere,
    settlement_complete,
    both_asked_in_writing,
    effect_known,
]


_TO_CONSENT: list[PayloadGuard[Mediation, Consent]] = [is_party, party_sober, guardian_present]


_CLOCKS = ["mediation.completion", "mediation.completion_after_report", "mediation.repeat"]


_case_accepted = Since[Mediation]("mediation.completion", lambda m: m.case_accepted_at)


_valuation_came = Since[Mediation](
    "mediation.completion_after_report", lambda m: m.valuation_at or m.case_accepted_at
)


_first_session = Since[Mediation]("mediation.repeat", lambda m: m.first_session_at or m.case_accepted_at)


_took_effect = Since[Mediation](
    "mediation.court_confirmation", lambda m: m.effective_at or m.case_accepted_at
)


_VALUATION = [
    OrderValuation.row(by=OFFICERS, ends=["mediation.completion"], papers=["appraisal_request"]),
    ReceiveValuation.row(
        by=OFFICERS,
        given=[valuation_came_before],
        effect=effects.valued,
        starts=[_valuation_came],
        papers=["appraisal_copy"],
    ),
]


_BREAK_OFF = Terminate.row(S.TERMINATED, by=OFFICERS, ends=_CLOCKS)


# Once they sat down, a side that says no is an agreement that failed.
_BREAK_OFF_TALKS = Terminate.row(S.TERMINATED, by=OFFICERS, given=[civil_way_told], ends=_CLOCKS)


_AT_THE_TABLE = [two_officers_or_filmed, one_in_case_room]


_SIT_DOWN = OpenSession.row(
    S.IN_SESSION,
    by=_MEDIATORS,
    authorise=_AT_THE_TABLE,
    when=[session_left],
    given=[all_present, agents_of_victims, guardian_at_session, facts_first],
    effect=effects.session,
)


MEDIATION: Table[Mediation, MediationState] = Table(
    kind="mediation",
    text=Text("治安调解", "mediation"),
    matter=Mediation,
    states=MediationState,
    openings=[
        Propose.row(
            S.PROPOSED,
            by=OFFICERS,
            given=[*_TO_OPEN, *_BY_POLICE, accepted_before_offer],
            effect=effects.proposed,
            starts=[_case_accepted],
        ),
        SettleOnTheSpot.row(
            S.PERFORMED,
            by=OFFICERS,
            authorise=_AT_THE_TABLE,
            given=[
                *_MEDIABLE,
                *_BY_POLICE,
                nobody_restrained,
                all_sober,
                guardians_agree,
                facts_clear,
                settled_without_dispute,
                all_agree_on_the_spot,
                performed_on_the_spot,
                settlement_shown,
            ],
            effect=effects.settled,
            papers=["on_the_spot_agreement"],
        ),
        Recognise.row(
            S.AGREED,
            by=OFFICERS,
            where=_by_people,
            given=_TO_RECOGNISE,
            effect=effects.recognised,
            starts=[_took_effect],
        ),
        Recognise.row(S.AGREED, by=OFFICERS, given=_TO_RECOGNISE, effect=effects.recognised),
    ],
    moves={
        S.PROPOSED: [
            SoberUp.row(by=OFFICERS, given=[is_party], effect=effects.sober),
            Consent.row(
                S.CONSENTED, by=_MEDIATORS, given=_TO_CONSENT, where=_others_consented, effect=effects.consent
            ),
            Consent.row(by=_MEDIATORS, given=_TO_CONSENT, effect=effects.consent),
            Refuse.row(S.REFUSED, by=_MEDIATORS, given=[is_party], ends=_CLOCKS),
            Withdraw.row(S.WITHDRAWN, by=OFFICERS, ends=_CLOCKS),
            *_VALUATION,
            _BREAK_OFF,
        ],
        S.CONSENTED: [
            _SIT_DOWN,
            Withdraw.row(S.WITHDRAWN, by=OFFICERS, ends=_CLOCKS),
            *_VALUATION,
            _BREAK_OFF,
        ],
        S.IN_SESSION: [
            Agree.row(
                S.AGREED,
                by=_MEDIATORS,
                authorise=_AT_THE_TABLE,
                given=[agreement_complete, day_ahead, signed_by_all],
                effect=effects.agreed,
                ends=_CLOCKS,
                papers=["mediation_agreement"],
            ),
            Adjourn.row(
                S.ADJOURNED,
                by=_MEDIATORS,
                authorise=_AT_THE_TABLE,
                when=[session_left],
                ends=["mediation.completion", "mediation.completion_after_report"],
                starts=[_first_session],
            ),
            Fail.row(
                S.FAILED,
                by=_MEDIATORS,
                authorise=_AT_THE_TABLE,
                given=[civil_way_told],
                ends=_CLOCKS,
            ),
            _BREAK_OFF_TALKS,
        ],
        S.ADJOURNED: [
            _SIT_DOWN,
            # Nobody sits at the table: one officer may write down that they do not come back to it.
            Fail.row(S.FAILED, by=OFFICERS, given=[civil_way_told], ends=_CLOCKS),
            _BREAK_OFF_TALKS,
        ],
        S.AGREED: [
            AskCourt.row(
                by=OFFICERS,
                when=[by_people],
                given=[asked_together],
                ends=["mediation.court_confirmation"],
            ),
            Perform.row(
                S.PERFORMED, by=OFFICERS, given=[performance_shown], ends=["mediation.court_confirmation"]
            ),
            Breach.row(
                S.BREACHED, by=OFFICERS, given=[civil_way_told], ends=["mediation.court_confirmation"]
            ),
        ],
        S.PERFORMED: END,
        S.REFUSED: END,
        S.FAILED: END,
        S.BREACHED: END,
        S.WITHDRAWN: END,
        S.TERMINATED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("mediation.completion", OnExpiry.MUST_ACT, (Refuse, Fail, Terminate)),
        Limit("mediation.completion_after_report", OnExpiry.MUST_ACT, (Refuse, Fail, Terminate)),
        Limit("mediation.repeat", OnExpiry.MUST_ACT, (Fail, Terminate)),
        Limit("mediation.court_confirmation", OnExpiry.LAPSE, (AskCourt, Perform, Breach)),
    ],
)
