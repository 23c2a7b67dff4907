"""What the moves of a mediation change."""

from precinct.matters.mediation.actions import (
    Agree,
    Consent,
    OpenSession,
    Propose,
    ReceiveValuation,
    Recognise,
    SettleOnTheSpot,
    SoberUp,
)
from precinct.matters.mediation.record import Form, Mediation
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def proposed(a: Propose, context: Context) -> Changes:
    return {
        "form": Form.POLICE,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": a.case_accepted_at,
        "parties": a.parties,
        "not_sober": a.not_sober,
        "officer": context.actor.id,
    }


def settled(a: SettleOnTheSpot, context: Context) -> Changes:
    return {
        "form": Form.ON_THE_SPOT,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": context.occurred_at,
        "parties": a.parties,
        "consents": tuple(party.id for party in a.parties),
        "sessions": 1,
        "first_session_at": context.occurred_at,
        "officer": context.actor.id,
    }


def recognised(a: Recognise, context: Context) -> Changes:
    return {
        "form": a.form,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": context.occurred_at,
        "parties": a.parties,
        "consents": tuple(party.id for party in a.parties),
        "agreement": a.agreement,
        "officer": context.actor.id,
    }


def sober(m: Mediation, a: SoberUp, context: Context) -> Changes:
    return {"not_sober": tuple(party for party in m.not_sober if party != a.party)}


def consent(m: Mediation, a: Consent, context: Context) -> Changes:
    return {"consents": tuple(dict.fromkeys((*m.consents, a.party)))}


def session(m: Mediation, a: OpenSession, context: Context) -> Changes:
    return {"sessions": m.sessions + 1, "first_session_at": m.first_session_at or context.occurred_at}


def valued(m: Mediation, a: ReceiveValuation, context: Context) -> Changes:
    return {"valuation_at": a.at}


def agreed(m: Mediation, a: Agree, context: Context) -> Changes:
    return {"agreement": a.agreement}
