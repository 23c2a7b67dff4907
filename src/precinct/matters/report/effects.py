"""What the moves of a report change."""

from precinct.matters.report.actions import Arrive, Classify, Dispatch, Handle, Receive, Register
from precinct.matters.report.record import Report
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def received(a: Receive, context: Context) -> Changes:
    return {
        "channel": a.channel,
        "received_at": a.at or context.occurred_at,
        "gist": a.gist,
        "place": a.place,
        "reporter": a.reporter,
        "anonymous": a.anonymous,
        "registered": a.registered,
        "officer": context.actor.id,
    }


def registered(m: Report, a: Register, context: Context) -> Changes:
    return {"registered": True}


def classified(m: Report, a: Classify, context: Context) -> Changes:
    return {"report_class": a.report_class, "urgency": a.urgency}


def dispatched(m: Report, a: Dispatch, context: Context) -> Changes:
    return {
        "officers": tuple(dict.fromkeys((*m.officers, *a.officers))),
        "dispatched_at": m.dispatched_at or a.at or context.occurred_at,
    }


def arrived(m: Report, a: Arrive, context: Context) -> Changes:
    return {"arrived_at": a.at or context.occurred_at}


def handled(m: Report, a: Handle, context: Context) -> Changes:
    return {"outcome": a.outcome, "linked": a.linked}
