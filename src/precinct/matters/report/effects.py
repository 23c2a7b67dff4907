"""What the moves of a report change."""

import attrs

from precinct.matters.report.actions import (
    ApproveTransfer,
    Arrive,
    ChangeJurisdiction,
    Classify,
    Dispatch,
    Handle,
    LeaveJurisdictionOpen,
    MeetReporter,
    Receive,
    RecordScene,
    Register,
    ReporterWithdraws,
    Send,
    TellReporter,
)
from precinct.matters.report.record import Report, ReportOutcome
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def received(a: Receive, context: Context) -> Changes:
    anonymous = a.anonymous or (a.reporter is not None and a.reporter.anonymous)
    return {
        "channel": a.channel,
        "received_at": a.at or context.occurred_at,
        "gist": a.gist,
        "place": a.place,
        # Whoever takes the reporter over into another matter takes the wish along.
        "reporter": None if a.reporter is None else attrs.evolve(a.reporter, anonymous=anonymous),
        "contact": a.contact,
        "anonymous": anonymous,
        "brought": a.brought,
        "urgent": a.urgent,
        "registered": a.registered,
        "evidence_taken": a.evidence_taken,
        "receipt_settled": a.receipt_given or a.no_receipt_because != "",
        "officer": context.actor.id,
    }


def registered(m: Report, a: Register, context: Context) -> Changes:
    taken = m.evidence_taken or a.evidence_taken
    return {"registered": True, "receipt_settled": True, "evidence_taken": taken}


def classified(m: Report, a: Classify, context: Context) -> Changes:
    return {"report_class": a.report_class, "urgency": a.urgency}


def dispatched(m: Report, a: Dispatch, context: Context) -> Changes:
    return {
        "officers": tuple(dict.fromkeys((*m.officers, *a.officers))),
        "auxiliaries": tuple(dict.fromkeys((*m.auxiliaries, *a.auxiliaries))),
        "dispatched_at": m.dispatched_at or a.at or context.occurred_at,
    }


def arrived(m: Report, a: Arrive, context: Context) -> Changes:
    return {"arrived_at": a.at or context.occurred_at}


def met(m: Report, a: MeetReporter, context: Context) -> Changes:
    met = m.reporter if a.reporter is None else attrs.evolve(a.reporter, anonymous=m.anonymous)
    return {"reporter": met, "contact": a.contact or m.contact}


def secured(m: Report, a: RecordScene, context: Context) -> Changes:
    return {
        "scene": m.scene | a.done | a.nothing_to_do,
        "injury": m.injury if a.injury is None else a.injury,
        "crime_scene": m.crime_scene or a.crime_scene,
        "scene_recorded": True,
    }


def withdrawn(m: Report, a: ReporterWithdraws, context: Context) -> Changes:
    return {"withdrawn": True}


def left_open(m: Report, a: LeaveJurisdictionOpen, context: Context) -> Changes:
    return {"left_open": True, "evidence_taken": m.evidence_taken or a.evidence_taken}


def handled(m: Report, a: Handle, context: Context) -> Changes:
    return {"outcome": a.outcome, "linked": a.linked, "handled_at": a.at or context.occurred_at}


def approved(m: Report, a: ApproveTransfer, context: Context) -> Changes:
    return {"transfer_approved": True}


def sent(m: Report, a: Send, context: Context) -> Changes:
    return {"sent_to": a.to}


def changed(m: Report, a: ChangeJurisdiction, context: Context) -> Changes:
    return {"outcome": ReportOutcome.TRANSFERRED, "sent_to": a.to, "change_untold": True}


def told(m: Report, a: TellReporter, context: Context) -> Changes:
    return {"change_untold": False}
