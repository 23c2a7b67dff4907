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
from precinct.matters.mediation.guards.opening import AnyOpening
from precinct.matters.mediation.record import Form, Mediation
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def kept_out(a: AnyOpening, context: Context) -> tuple[str, ...]:
    """Who takes no part in the case or has an interest takes none in its mediation."""
    of_case = [name for brief in context.related if brief.id == a.case for name in sorted(brief.recused)]
    return tuple(dict.fromkeys((*of_case, *a.interested)))


def proposed(a: Propose, context: Context) -> Changes:
    return {
        "form": Form.POLICE,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": a.case_accepted_at,
        "parties": a.parties,
        "circumstance": a.circumstance,
        "not_sober": a.not_sober,
        "recused": kept_out(a, context),
        "officer": context.actor.id,
    }


def settled(a: SettleOnTheSpot, context: Context) -> Changes:
    return {
        "form": Form.ON_THE_SPOT,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": context.occurred_at,
        "parties": a.parties,
        "circumstance": a.circumstance,
        "recused": kept_out(a, context),
        "consents": a.agreed_by,
        "without_guardian": a.without_guardian,
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
        "recused": kept_out(a, context),
        "consents": tuple(party.id for party in a.parties),
        "without_guardian": a.without_guardian,
        "agreement": a.agreement,
        "effective_at": a.effective_at or context.occurred_at,
        "officer": context.actor.id,
    }


def sober(m: Mediation, a: SoberUp, context: Context) -> Changes:
    return {"not_sober": tuple(party for party in m.not_sober if party != a.party)}


def consent(m: Mediation, a: Consent, context: Context) -> Changes:
    alone = (a.party,) if a.lives_on_own_wages and a.wants_no_guardian else ()
    return {
        "consents": tuple(dict.fromkeys((*m.consents, a.party))),
        "without_guardian": tuple(dict.fromkeys((*m.without_guardian, *alone))),
    }


def session(m: Mediation, a: OpenSession, context: Context) -> Changes:
    return {"sessions": m.sessions + 1, "first_session_at": m.first_session_at or context.occurred_at}


def valued(m: Mediation, a: ReceiveValuation, context: Context) -> Changes:
    return {"valuation_at": a.at}


def agreed(m: Mediation, a: Agree, context: Context) -> Changes:
    return {"agreement": a.agreement}
