"""What the moves of a criminal case change."""

from precinct.matters.criminal_case.actions import (
    DeclineToFile,
    DropSuspect,
    Establish,
    MarkSolved,
    NameSuspect,
    ReturnForInvestigation,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.matters.criminal_case.record import CriminalCase
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
        "officer": context.actor.id,
    }


def established(m: CriminalCase, a: Establish, context: Context) -> Changes:
    found = {name: getattr(a, name) for name in _FOUND}
    return {name: value for name, value in found.items() if value is not None}


def suspected(m: CriminalCase, a: NameSuspect, context: Context) -> Changes:
    return {"parties": (*(party for party in m.parties if party.id != a.party.id), a.party)}


def dropped(m: CriminalCase, a: DropSuspect, context: Context) -> Changes:
    return {"parties": tuple(party for party in m.parties if party.id != a.party)}


def solved(m: CriminalCase, a: MarkSolved, context: Context) -> Changes:
    return {"solved_on": a.on}


def returned(m: CriminalCase, a: ReturnForInvestigation, context: Context) -> Changes:
    return {"returns": m.returns + 1}


def handed_to_administrative(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Changes:
    return {"handed_to": a.administrative_case}


def transferred(m: CriminalCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}
