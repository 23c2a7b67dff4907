"""What the moves of an administrative case change."""

from precinct.matters.administrative_case.actions import (
    DecideOnTheSpot,
    File,
    FileAndSettle,
    HoldHearing,
    Mediate,
    NameParty,
    Notify,
    ProposePenalty,
    RequestHearing,
    Revise,
    Revoke,
    Transfer,
    TurnCriminal,
)
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def filed(a: File, context: Context) -> Changes:
    return {
        "act": a.act,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "report": a.report,
        "officer": context.actor.id,
    }


def filed_and_settled(a: FileAndSettle, context: Context) -> Changes:
    return {
        "act": a.act,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "report": a.report,
        "mediation": a.mediation,
        "officer": context.actor.id,
    }


def named(m: AdministrativeCase, a: NameParty, context: Context) -> Changes:
    return {"parties": (*(party for party in m.parties if party.id != a.party.id), a.party)}


def mediating(m: AdministrativeCase, a: Mediate, context: Context) -> Changes:
    return {"mediation": a.mediation}


def proposed(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Changes:
    return {
        "penalty": a.penalty,
        "proposed_by": context.actor.id,
        "own_statement_only": False,
        "hearing_waived": False,
        "hearing_held": False,
    }


def notified(m: AdministrativeCase, a: Notify, context: Context) -> Changes:
    return {"hearing_waived": a.hearing_waived}


def hearing_asked(m: AdministrativeCase, a: RequestHearing, context: Context) -> Changes:
    return {"hearing_waived": False}


def hearing_held(m: AdministrativeCase, a: HoldHearing, context: Context) -> Changes:
    return {"hearing_held": True}


def decided_on_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Changes:
    return {"penalty": a.penalty, "proposed_by": context.actor.id}


def revised(m: AdministrativeCase, a: Revise, context: Context) -> Changes:
    return {"penalty": a.penalty}


def no_penalty(m: AdministrativeCase, a: Revoke, context: Context) -> Changes:
    return {"penalty": None}


def turned(m: AdministrativeCase, a: TurnCriminal, context: Context) -> Changes:
    return {"handed_to": a.criminal_case}


def transferred(m: AdministrativeCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}
