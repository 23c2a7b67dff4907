"""What the rarer moves of an administrative case change."""

import attrs

from precinct.law.offence import Act
from precinct.matters.administrative_case.actions_after import (
    BankCash,
    FileCopy,
    HandInCash,
    MergeInto,
    PublishDecision,
    Reopen,
    SplitOff,
    TakeIn,
    TellFamily,
)
from precinct.matters.administrative_case.actions_evidence import Establish, GrantReappraisal, TellAppraisal
from precinct.matters.administrative_case.actions_hearing import (
    CallHearing,
    Discuss,
    DropHearing,
    HandleQuickly,
    LeaveQuickHandling,
    PublishNotice,
    ReviewLegally,
)
from precinct.matters.administrative_case.effects import linked
from precinct.matters.administrative_case.record import AdministrativeCase, CashAt
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def established(m: AdministrativeCase, a: Establish, context: Context) -> Changes:
    found = {
        name: getattr(a, name) for name in ("amount", "violence", "times", "manners", "injury", "halving")
    }
    known = {name: value for name, value in (found | {"people": a.acting}).items() if value is not None}
    # The oldest of them: who is too young for the offence makes it no crime of the others.
    ages = [party.age_on(m.act_day) for party in m.offenders]
    age = max((age for age in ages if age is not None), default=None) if None not in ages else None
    return {"deed": attrs.evolve(m.deed or Act(offence=m.act, day=m.act_day), age=age, **known)}


def appraisal_told(m: AdministrativeCase, a: TellAppraisal, context: Context) -> Changes:
    return {"appraisal_told_at": context.occurred_at}


def reappraisal(m: AdministrativeCase, a: GrantReappraisal, context: Context) -> Changes:
    return {"appraisals_out": m.appraisals_out + 1, "reappraised": True}


def notice_published(m: AdministrativeCase, a: PublishNotice, context: Context) -> Changes:
    return {"notice_published": context.day}


def hearing_called(m: AdministrativeCase, a: CallHearing, context: Context) -> Changes:
    return {"hearing_on": a.on}


def hearing_dropped(m: AdministrativeCase, a: DropHearing, context: Context) -> Changes:
    return {"hearing_waived": True, "hearing_pending": False}


def reviewed(m: AdministrativeCase, a: ReviewLegally, context: Context) -> Changes:
    return {"legally_reviewed": a.passed}


def discussed(m: AdministrativeCase, a: Discuss, context: Context) -> Changes:
    return {"discussed": True}


def quick(m: AdministrativeCase, a: HandleQuickly, context: Context) -> Changes:
    return {"quick": True, "arrived_at": a.arrived_at}


def not_quick(m: AdministrativeCase, a: LeaveQuickHandling, context: Context) -> Changes:
    return {"quick": False}


def decision_published(m: AdministrativeCase, a: PublishDecision, context: Context) -> Changes:
    return {"decision_published": context.day}


def copy_filed(m: AdministrativeCase, a: FileCopy, context: Context) -> Changes:
    return {"copy_filed": True}


def cash_handed_in(m: AdministrativeCase, a: HandInCash, context: Context) -> Changes:
    return {"cash_at": CashAt.ORGAN}


def cash_banked(m: AdministrativeCase, a: BankCash, context: Context) -> Changes:
    return {"cash_at": CashAt.BANK}


def family_told(m: AdministrativeCase, a: TellFamily, context: Context) -> Changes:
    return {"family_told": True}


def reopened(m: AdministrativeCase, a: Reopen, context: Context) -> Changes:
    return {
        "penalty": None,
        "proposed_by": "",
        "time_from": context.occurred_at,
        "extensions": 0,
        "decision_published": None,
    }


def merged(m: AdministrativeCase, a: MergeInto, context: Context) -> Changes:
    return {"handed_to": a.administrative_case, "linked": linked(m, a.administrative_case)}


def taken_in(m: AdministrativeCase, a: TakeIn, context: Context) -> Changes:
    new = (party for party in a.parties if party.id not in m.people)
    return {
        "parties": (*m.parties, *new),
        "linked": linked(m, a.administrative_case),
        "measured_on": None,
    }


def split(m: AdministrativeCase, a: SplitOff, context: Context) -> Changes:
    stay = tuple(party for party in m.parties if party.id not in a.parties_moved)
    return {"parties": stay, "linked": linked(m, a.administrative_case), "measured_on": None}
