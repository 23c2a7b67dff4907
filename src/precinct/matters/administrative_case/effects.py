"""What the moves of an administrative case change."""

from precinct.matters.administrative_case.actions import (
    Decide,
    DecideOnTheSpot,
    ExtendTime,
    File,
    FileAndSettle,
    HoldHearing,
    Mediate,
    NameParty,
    Notify,
    ProposePenalty,
    RequestHearing,
    ResumeAfterMediation,
    Revise,
    Revoke,
    SendForAppraisal,
    TakeInAppraisal,
    Transfer,
    TurnCriminal,
)
from precinct.matters.administrative_case.record import AdministrativeCase, CashAt
from precinct.matters.common import RecordStatement
from precinct.matters.common.effects import heard as someone_heard
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def filed(a: File, context: Context) -> Changes:
    from_filing = context.law.has_choice("case.time_from_filing", context.day)
    return {
        "time_from": (None if from_filing else a.accepted_at) or context.occurred_at,
        "linked": tuple(other for other in (a.from_criminal, a.split_from) if other),
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
    others = tuple(party for party in m.parties if party.id != a.party.id)
    return {"parties": (*others, a.party), "measured_on": None}


def heard(m: AdministrativeCase, a: RecordStatement[AdministrativeCase], context: Context) -> Changes:
    """Who is named with a statement joins the case, and a penalty that was measured without him is measured again."""
    joined = someone_heard(m, a, context)
    return {**joined, "measured_on": None} if joined else joined


def mediating(m: AdministrativeCase, a: Mediate, context: Context) -> Changes:
    return {"mediation": a.mediation}


def proposed(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Changes:
    return {
        "penalty": a.penalty,
        "proposed_by": context.actor.id,
        "measured_on": context.day,
        "own_statement_only": False,
        "hearing_waived": False,
        "hearing_held": False,
        "hearing_on": None,
        "agreed_to_hear": False,
        "notified_at": None,
        "told": None,
        "notice_published": None,
        "weight": a.weight,
        "legally_reviewed": False,
        "discussed": False,
    }


def notified(m: AdministrativeCase, a: Notify, context: Context) -> Changes:
    return {"hearing_waived": a.hearing_waived, "notified_at": context.occurred_at, "told": a.told}


def hearing_asked(m: AdministrativeCase, a: RequestHearing, context: Context) -> Changes:
    return {"hearing_waived": False, "hearing_pending": True, "agreed_to_hear": a.organ_agrees}


def hearing_held(m: AdministrativeCase, a: HoldHearing, context: Context) -> Changes:
    return {"hearing_held": True, "hearing_pending": False}


def decided_on_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Changes:
    return {
        "penalty": a.penalty,
        "proposed_by": context.actor.id,
        "copy_filed": False,
        "cash_at": CashAt.OFFICER if a.cash else CashAt.NOWHERE,
    }


def revised(m: AdministrativeCase, a: Revise, context: Context) -> Changes:
    return {"penalty": a.penalty}


def no_penalty(m: AdministrativeCase, a: Revoke, context: Context) -> Changes:
    return {"penalty": None}


def extended(m: AdministrativeCase, a: ExtendTime, context: Context) -> Changes:
    return {"extensions": m.extensions + 1}


def sent_out(m: AdministrativeCase, a: SendForAppraisal, context: Context) -> Changes:
    return {"appraisals_out": m.appraisals_out + 1}


def came_back(m: AdministrativeCase, a: TakeInAppraisal, context: Context) -> Changes:
    return {"appraisals_out": m.appraisals_out - 1, "appraisal_told_at": None}


def mediation_failed(m: AdministrativeCase, a: ResumeAfterMediation, context: Context) -> Changes:
    return {"mediation_ended_at": a.ended_at or context.occurred_at}


def decided(m: AdministrativeCase, a: Decide, context: Context) -> Changes:
    return {"quick": False, "hearing_pending": False}


def turned(m: AdministrativeCase, a: TurnCriminal, context: Context) -> Changes:
    return {"handed_to": a.criminal_case, "linked": linked(m, a.criminal_case)}


def transferred(m: AdministrativeCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}


def linked(m: AdministrativeCase, other: str) -> tuple[str, ...]:
    """The links of a case with one more."""
    return tuple(dict.fromkeys((*m.linked, other)))
