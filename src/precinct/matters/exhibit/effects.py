"""What the moves of an exhibit change."""

from datetime import timedelta

from precinct.matters.exhibit import actions as do
from precinct.matters.exhibit import openings as way
from precinct.matters.exhibit.record import Exhibit
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def seized(a: way.Seize, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "officer": a.officer,
        "holder": a.officer,
        "approved_by": context.actor.id,
        "digital": a.digital,
        "owner": a.owner,
        "held_from": context.occurred_at,
        "time_from": context.occurred_at,
    }


def seized_at_once(a: way.SeizeAtOnce, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "officer": context.actor.id,
        "holder": context.actor.id,
        "approval_due": True,
        "digital": a.digital,
        "owner": a.owner,
        "held_from": context.occurred_at,
        "time_from": context.occurred_at,
    }


def preserved(a: way.Preserve, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "owner": a.owner,
        "time_from": context.occurred_at,
    }


def registered(a: way.RegisterOnly, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "owner": a.owner,
        "officer": context.actor.id,
    }


def brought(a: way.TakeInBrought, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "owner": a.owner,
        "officer": context.actor.id,
        "holder": context.actor.id,
        "digital": a.digital,
        "content_hash": a.content_hash if a.digital else "",
        "held_from": context.occurred_at,
    }


def belongings(a: way.KeepBelongings, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "owner": a.owner,
        "officer": a.officer,
        "holder": a.keeper,
        "unrelated": True,
    }


def found(a: way.TakeInFound, context: Context) -> Changes:
    return {"item": a.item, "holder": context.actor.id}


def obtained(a: way.Obtain, context: Context) -> Changes:
    return {
        "item": a.item,
        "case": a.case,
        "track": a.track,
        "officer": a.officer,
        "holder": a.officer,
        "digital": a.digital,
        "held_from": context.occurred_at,
    }


def approved(m: Exhibit, a: do.Approve, context: Context) -> Changes:
    return {"approved_by": context.actor.id, "approval_due": False}


def given_back(
    m: Exhibit,
    a: do.Disapprove | do.Lapse | do.Destroy | do.Confiscate | do.DeclareUnclaimed,
    context: Context,
) -> Changes:
    return {"holder": "", "approval_due": False}


def turned(m: Exhibit, a: do.TurnToSeizure, context: Context) -> Changes:
    return {
        "officer": a.officer,
        "holder": a.officer,
        "approved_by": context.actor.id,
        "held_from": context.occurred_at,
        "time_from": context.occurred_at,
    }


def listed(m: Exhibit, a: do.MakeList, context: Context) -> Changes:
    content_hash = a.data.content_hash if m.digital and a.data is not None else ""
    return {"condition": a.condition, "content_hash": content_hash}


def postponed(m: Exhibit, a: do.PostponeHandOver, context: Context) -> Changes:
    return {"held_from": a.ready_at}


def _broken(m: Exhibit, content_hash: str) -> bool:
    """Once flagged, it stays so until somebody has looked."""
    return m.flagged or (m.content_hash not in {"", content_hash})


def passed_on(m: Exhibit, a: do.Lend | do.SendWithCase, context: Context) -> Changes:
    return {
        "holder": a.taker,
        "condition": a.condition,
        "hand_overs": m.hand_overs + 1,
        "flagged": _broken(m, a.content_hash),
    }


def stored(m: Exhibit, a: do.HandOver | do.TakeBack, context: Context) -> Changes:
    return {
        "holder": a.taker,
        "condition": a.condition,
        "hand_overs": m.hand_overs + 1,
        "flagged": _broken(m, a.content_hash),
        "held_from": None,
    }


def collected(m: Exhibit, a: do.ReturnToOwner | do.Release, context: Context) -> Changes:
    return {
        "holder": a.taker,
        "hand_overs": m.hand_overs + 1,
        "flagged": _broken(m, a.content_hash),
        "approval_due": False,
        "released_for": a.ground if isinstance(a, do.Release) else None,
    }


def reviewed(m: Exhibit, a: do.ReviewData, context: Context) -> Changes:
    return {"flagged": False}


def priced(m: Exhibit, a: do.SetWorth, context: Context) -> Changes:
    return {"worth": a.worth, "disputed": a.disputed}


def photographed(m: Exhibit, a: do.Photograph, context: Context) -> Changes:
    return {"photographed": True}


def sent_for_appraisal(m: Exhibit, a: do.SendForAppraisal, context: Context) -> Changes:
    return {"in_appraisal": True, "appraisal_from": context.occurred_at}


def appraised(m: Exhibit, a: do.AppraisalDone, context: Context) -> Changes:
    since = m.appraisal_from or context.occurred_at
    out = max(context.occurred_at - since, timedelta(0)) // timedelta(minutes=1)
    return {
        "in_appraisal": False,
        "appraisal_from": None,
        "minutes_in_appraisal": m.minutes_in_appraisal + out,
    }


def extended(m: Exhibit, a: do.Extend, context: Context) -> Changes:
    return {"extended": True}


def found_unrelated(m: Exhibit, a: do.FindUnrelated, context: Context) -> Changes:
    return {"unrelated": True}


def announced(m: Exhibit, a: do.Announce, context: Context) -> Changes:
    return {"announced_at": context.occurred_at}


def waited(m: Exhibit, a: do.WaitLonger, context: Context) -> Changes:
    return {"waited_longer": True}


def sold(m: Exhibit, a: do.Sell, context: Context) -> Changes:
    return {"sold_for": a.price}
