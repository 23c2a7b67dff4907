"""What the moves of a criminal case change, up to the prosecutor."""

from precinct.matters.criminal_case.actions import (
    DeclineToFile,
    DoNotProsecute,
    DropSuspect,
    Establish,
    ExtendReview,
    MarkSolved,
    NameSuspect,
    PutOnFile,
    ReturnForInvestigation,
    SendForProsecution,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.matters.criminal_case.record import Contest, CriminalCase, Review
from precinct.workflow.action import Changes
from precinct.workflow.context import Context

_FOUND = ("amount", "violence", "times", "manners", "acting", "injury", "halving", "prior")


def taken_up(a: TakeUp, context: Context) -> Changes:
    return {
        "offence": a.offence,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "amount": a.amount,
        "violence": a.violence,
        "times": a.times,
        "manners": a.manners,
        "acting": a.acting,
        "injury": a.injury,
        "report": a.report,
        "from_administrative": a.from_administrative,
        "sent_by": a.sent_by,
        "review_from": context.occurred_at,
        "linked": tuple(dict.fromkeys(case for case in (a.reopens, a.split_from) if case)),
        "officer": context.actor.id,
    }


def established(m: CriminalCase, a: Establish, context: Context) -> Changes:
    found = {name: getattr(a, name) for name in _FOUND}
    return {name: value for name, value in found.items() if value is not None}


def suspected(m: CriminalCase, a: NameSuspect, context: Context) -> Changes:
    return {"parties": (*(party for party in m.parties if party.id != a.party.id), a.party)}


def review_extended(m: CriminalCase, a: ExtendReview, context: Context) -> Changes:
    return {
        "review": Review.MAJOR if a.major else Review.CHECKED,
        "review_from": m.review_from or context.occurred_at,
    }


def filed(m: CriminalCase, a: PutOnFile, context: Context) -> Changes:
    return {
        "undecided_because": a.undecided_because.strip(),
        "contest": Contest.NONE,
        "contest_extended": False,
        "asked_why": False,
        "ordered": False,
    }


def dropped(m: CriminalCase, a: DropSuspect, context: Context) -> Changes:
    complainants = (party.id for party in m.complainants)
    return {
        "parties": tuple(party for party in m.parties if party.id != a.party),
        "untold": tuple(dict.fromkeys((*m.untold, a.party, *complainants))),
    }


def solved(m: CriminalCase, a: MarkSolved, context: Context) -> Changes:
    return {"solved_on": a.on}


def sent(m: CriminalCase, a: SendForProsecution, context: Context) -> Changes:
    return {"review_extended": False}


def returned(m: CriminalCase, a: ReturnForInvestigation, context: Context) -> Changes:
    return {"returns": m.returns + 1}


def not_prosecuted(m: CriminalCase, a: DoNotProsecute, context: Context) -> Changes:
    return {"contest": Contest.NONE, "contest_from": context.occurred_at, "contest_extended": False}


def handed_to_administrative(m: CriminalCase, a: DeclineToFile, context: Context) -> Changes:
    return {"handed_to": a.administrative_case, "told": (), "served_at": None, "contest": Contest.NONE}


def withdrawn(m: CriminalCase, a: WithdrawCase, context: Context) -> Changes:
    concerned = (party.id for party in (*m.suspects, *m.complainants))
    return {
        "handed_to": a.administrative_case,
        "untold": tuple(dict.fromkeys((*m.untold, *concerned))),
        "contest": Contest.NONE,
    }


def transferred(m: CriminalCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}
