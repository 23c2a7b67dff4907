"""What the moves of a measure change."""

from precinct.matters.custody.actions import (
    Approve,
    ChangeWatch,
    End,
    Extend,
    ProposeMeasure,
    Reject,
    RestrainAtOnce,
    Start,
    SummonOrally,
    TellFamily,
    UseInstrument,
)
from precinct.matters.custody.record import Custody, EndReason, Measure
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def proposed(a: ProposeMeasure, context: Context) -> Changes:
    return {
        "measure": a.measure,
        "case": a.case,
        "person": a.person,
        "proposed_by": context.actor.id,
        "drunk": a.drunk,
        "officer": context.actor.id,
    }


def restrained(a: RestrainAtOnce, context: Context) -> Changes:
    return {
        "measure": Measure.RESTRAINT,
        "case": a.case,
        "person": a.person,
        "proposed_by": context.actor.id,
        "started_at": context.occurred_at,
        "watcher": a.watcher,
        "drunk": True,
        "officer": context.actor.id,
    }


def summoned(a: SummonOrally, context: Context) -> Changes:
    return {
        "measure": Measure.INQUIRY,
        "case": a.case,
        "person": a.person,
        "summoned_orally": True,
        "proposed_by": context.actor.id,
        "started_at": context.occurred_at,
        "officer": context.actor.id,
    }


def approved(m: Custody, a: Approve, context: Context) -> Changes:
    return {"approved_by": context.actor.id}


def rejected(m: Custody, a: Reject, context: Context) -> Changes:
    return {"end_reason": EndReason.NOT_APPROVED}


def started(m: Custody, a: Start, context: Context) -> Changes:
    return {"started_at": context.occurred_at, "tier": a.tier, "watcher": a.watcher}


def extended(m: Custody, a: Extend, context: Context) -> Changes:
    return {"tier": a.tier}


def told(m: Custody, a: TellFamily, context: Context) -> Changes:
    return {"family_told": a.told}


def held_with(m: Custody, a: UseInstrument, context: Context) -> Changes:
    return {"instruments": tuple(dict.fromkeys((*m.instruments, a.instrument)))}


def watched_by(m: Custody, a: ChangeWatch, context: Context) -> Changes:
    return {"watcher": a.watcher}


def ended(m: Custody, a: End, context: Context) -> Changes:
    return {"end_reason": a.reason, "drunk": m.drunk and a.reason is not EndReason.SOBER}
