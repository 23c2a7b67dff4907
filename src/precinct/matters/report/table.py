"""The moves of a report."""

from collections.abc import Sequence

from precinct.basics.text import Text
from precinct.matters.common import DESK, HEADS, OFFICERS, everywhere
from precinct.matters.report import effects
from precinct.matters.report.actions import (
    AcceptJurisdiction,
    Arrive,
    Classify,
    Close,
    Contact,
    Dispatch,
    Handle,
    LeaveJurisdictionOpen,
    Receive,
    Register,
)
from precinct.matters.report.guards import (
    filmed_to_the_end,
    officers_free,
    outcome_linked,
    reason_given,
    registered,
    reporter_told,
    served_on_the_spot,
    statement_taken,
)
from precinct.matters.report.record import Channel, Report, ReportOutcome
from precinct.matters.report.states import ReportState
from precinct.people.role import Role
from precinct.workflow.action import END, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard
from precinct.workflow.table import Limit, OnExpiry, Table

S = ReportState


def _is_transfer(m: Report, a: Handle, context: Context) -> bool:
    return a.outcome is ReportOutcome.TRANSFERRED


def _is_urgent(a: Receive, context: Context) -> bool:
    return a.urgent and not a.registered


def _by_letter(a: Receive, context: Context) -> bool:
    return a.channel in {Channel.LETTER, Channel.ONLINE}


_TO_TELL = (reporter_told, reason_given, outcome_linked)


def _handle(
    by: frozenset[Role], given: Sequence[PayloadGuard[Report, Handle]] = _TO_TELL, ends: Sequence[str] = ()
) -> list[Row[Report]]:
    """`Handle` from one state: what goes to another unit has a day to get there."""
    return [
        Handle.row(
            S.HANDLED,
            by=by,
            given=given,
            where=_is_transfer,
            effect=effects.handled,
            ends=ends,
            starts=["report.transfer"],
            papers=["transfer_notice"],
        ),
        Handle.row(S.HANDLED, by=by, given=given, effect=effects.handled, ends=ends),
    ]


_PAPERWORK = [
    Register.row(
        by=DESK | {Role.DATA_CLERK},
        effect=effects.registered,
        ends=["report.registration"],
        papers=["receipt"],
    ),
    Contact.row(by=DESK, ends=["report.letter_contact"]),
]


REPORT: Table[Report, ReportState] = Table(
    kind="report",
    text=Text("警情", "report"),
    matter=Report,
    states=ReportState,
    openings=[
        Receive.row(
            S.RECEIVED,
            by=DESK,
            where=_is_urgent,
            effect=effects.received,
            starts=["report.registration"],
            papers=["receipt"],
        ),
        Receive.row(
            S.RECEIVED, by=DESK, where=_by_letter, effect=effects.received, starts=["report.letter_contact"]
        ),
        Receive.row(
            S.RECEIVED,
            by=DESK | {Role.COMMUNITY_OFFICER, Role.SYSTEM},
            given=[served_on_the_spot],
            effect=effects.received,
            papers=["receipt"],
        ),
    ],
    moves={
        S.RECEIVED: [
            Classify.row(S.CLASSIFIED, by=DESK | {Role.SYSTEM}, effect=effects.classified),
            *_PAPERWORK,
        ],
        S.CLASSIFIED: [
            Classify.row(by=DESK, effect=effects.classified),
            Dispatch.row(
                S.DISPATCHED, by=DESK | {Role.SYSTEM}, given=[officers_free], effect=effects.dispatched
            ),
            *_handle(OFFICERS | {Role.SYSTEM}),
            LeaveJurisdictionOpen.row(
                S.JURISDICTION_PENDING, by=OFFICERS, given=[statement_taken], starts=["report.jurisdiction"]
            ),
            *_PAPERWORK,
        ],
        S.DISPATCHED: [
            Classify.row(by=DESK, effect=effects.classified),
            Dispatch.row(by=DESK, given=[officers_free], effect=effects.dispatched),
            Arrive.row(S.ON_SCENE, by=OFFICERS | {Role.SYSTEM}, effect=effects.arrived),
            *_handle(DESK | {Role.SYSTEM}),  # called off on the way
            *_PAPERWORK,
        ],
        S.ON_SCENE: [
            Classify.row(by=OFFICERS, effect=effects.classified),
            Dispatch.row(by=DESK, given=[officers_free], effect=effects.dispatched),
            *_handle(OFFICERS | {Role.SYSTEM}, given=(*_TO_TELL, filmed_to_the_end)),
            LeaveJurisdictionOpen.row(
                S.JURISDICTION_PENDING, by=OFFICERS, given=[statement_taken], starts=["report.jurisdiction"]
            ),
            *_PAPERWORK,
        ],
        S.JURISDICTION_PENDING: [
            AcceptJurisdiction.row(S.CLASSIFIED, by=OFFICERS, ends=["report.jurisdiction"]),
            *_handle(OFFICERS, ends=["report.jurisdiction"]),
            *_PAPERWORK,
        ],
        S.HANDLED: [
            Close.row(S.CLOSED, by=DESK | HEADS | {Role.SYSTEM}, when=[registered], ends=["report.transfer"]),
            *_PAPERWORK,
        ],
        S.CLOSED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("report.registration", OnExpiry.WARN, (Register,)),
        Limit("report.letter_contact", OnExpiry.WARN, (Contact,)),
        Limit("report.transfer", OnExpiry.MUST_ACT, (Close,)),
        Limit("report.jurisdiction", OnExpiry.MUST_ACT, (AcceptJurisdiction, Handle)),
    ],
)
