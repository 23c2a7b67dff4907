"""The moves of a report."""

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, DESK, HEADS, OFFICERS, everywhere
from precinct.matters.report import effects
from precinct.matters.report.actions import (
    AcceptJurisdiction,
    ApproveTransfer,
    Arrive,
    ChangeJurisdiction,
    Close,
    Contact,
    Delay,
    Dispatch,
    Handle,
    MeetReporter,
    Receive,
    Register,
    Send,
    TellReporter,
)
from precinct.matters.report.guards.ending import (
    change_pending,
    change_told,
    feedback_given,
    feedback_keeps_secret,
    is_transferred,
    things_go_along,
    transfer_approved,
    transfer_sent,
    was_ours,
)
from precinct.matters.report.guards.outcome import (
    acted_first,
)
from precinct.matters.report.guards.scene import (
    officers_free,
)
from precinct.matters.report.guards.taking import (
    anonymous_not_named,
    came_before,
    details_taken,
    happened_before,
    receipt_settled,
    registered,
    served_on_the_spot,
    things_listed,
)
from precinct.matters.report.record import Channel, Report
from precinct.matters.report.rows import LEFT_OPEN, PAPERWORK, SCENE, WITHDRAWAL, classify, handle
from precinct.matters.report.states import ReportState
from precinct.people.role import Role
from precinct.workflow.action import END, Since
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard
from precinct.workflow.table import Limit, OnExpiry, Table

S = ReportState

_WRITTEN = {Channel.LETTER, Channel.EMAIL, Channel.FAX}

_MOST_URGENT = 1
"""The first grade; how many grades there are is the house's to say."""


def _is_urgent(a: Receive, context: Context) -> bool:
    return a.urgent and not a.registered


def _is_urgent_letter(a: Receive, context: Context) -> bool:
    return _is_urgent(a, context) and _by_letter(a, context)


def _by_letter(a: Receive, context: Context) -> bool:
    return a.channel in _WRITTEN and not a.no_contact


def _most_urgent(m: Report, a: Dispatch, context: Context) -> bool:
    return m.urgency == _MOST_URGENT


def _criminal(m: Report, a: ChangeJurisdiction, context: Context) -> bool:
    return m.criminal


_TAKEN = [came_before, things_listed, anonymous_not_named]

_SENT: list[PayloadGuard[Report, Dispatch]] = [officers_free, happened_before]

_ON_THE_WAY = ["report.arrival_first_grade", "report.arrival"]

_letter_came = Since[Report]("report.letter_contact", lambda m: m.received_at)

_MORE_OFFICERS = Dispatch.row(by=DESK, given=_SENT, effect=effects.dispatched)


REPORT: Table[Report, ReportState] = Table(
    kind="report",
    text=Text("警情", "report"),
    matter=Report,
    states=ReportState,
    openings=[
        Receive.row(
            S.RECEIVED,
            by=DESK,
            where=_is_urgent_letter,
            given=_TAKEN,
            effect=effects.received,
            starts=["report.registration", _letter_came],
            papers=["receipt"],
        ),
        Receive.row(
            S.RECEIVED,
            by=DESK,
            where=_is_urgent,
            given=_TAKEN,
            effect=effects.received,
            starts=["report.registration"],
            papers=["receipt"],
        ),
        Receive.row(
            S.RECEIVED,
            by=DESK,
            where=_by_letter,
            given=_TAKEN,
            effect=effects.received,
            starts=[_letter_came],
        ),
        Receive.row(
            S.RECEIVED,
            by=DESK | {Role.COMMUNITY_OFFICER, Role.SYSTEM},
            given=[served_on_the_spot, *_TAKEN],
            effect=effects.received,
            papers=["receipt"],
        ),
    ],
    moves={
        S.RECEIVED: [
            *classify(DESK | {Role.SYSTEM}, S.CLASSIFIED),
            WITHDRAWAL,
            *PAPERWORK,
        ],
        S.CLASSIFIED: [
            *classify(DESK),
            Dispatch.row(
                S.DISPATCHED,
                by=DESK | {Role.SYSTEM},
                where=_most_urgent,
                given=_SENT,
                effect=effects.dispatched,
                starts=["report.arrival_first_grade"],
            ),
            Dispatch.row(
                S.DISPATCHED,
                by=DESK | {Role.SYSTEM},
                given=_SENT,
                effect=effects.dispatched,
                starts=["report.arrival"],
            ),
            *handle(OFFICERS | {Role.SYSTEM}),
            LEFT_OPEN,
            WITHDRAWAL,
            *PAPERWORK,
        ],
        S.DISPATCHED: [
            *classify(DESK),
            _MORE_OFFICERS,
            Delay.row(by=OFFICERS),
            Arrive.row(
                S.ON_SCENE,
                by=OFFICERS | {Role.SYSTEM},
                given=[happened_before],
                effect=effects.arrived,
                ends=_ON_THE_WAY,
            ),
            *handle(DESK | {Role.SYSTEM}, ends=_ON_THE_WAY),  # called off on the way
            WITHDRAWAL,
            *PAPERWORK,
        ],
        S.ON_SCENE: [
            *classify(OFFICERS),
            _MORE_OFFICERS,
            MeetReporter.row(by=OFFICERS, given=[details_taken], effect=effects.met),
            SCENE,
            *handle(OFFICERS | {Role.SYSTEM}),
            LEFT_OPEN,
            WITHDRAWAL,
            *PAPERWORK,
        ],
        S.JURISDICTION_PENDING: [
            AcceptJurisdiction.row(S.CLASSIFIED, by=OFFICERS, ends=["report.jurisdiction"]),
            SCENE,
            *handle(OFFICERS, ends=["report.jurisdiction"]),
            WITHDRAWAL,
            *PAPERWORK,
        ],
        S.HANDLED: [
            ApproveTransfer.row(by=COUNTY_HEAD, when=[is_transferred], effect=effects.approved),
            Send.row(
                by=OFFICERS,
                when=[is_transferred, transfer_approved],
                given=[things_go_along],
                effect=effects.sent,
                ends=["report.transfer"],
            ),
            ChangeJurisdiction.row(
                by=COUNTY_HEAD,
                where=_criminal,
                when=[was_ours],
                given=[things_go_along, acted_first],
                effect=effects.changed,
                starts=["report.change_told"],
                papers=["transfer_notice"],
            ),
            ChangeJurisdiction.row(
                by=OFFICERS | HEADS,
                when=[was_ours],
                given=[things_go_along, acted_first],
                effect=effects.changed,
                starts=["report.change_told"],
                papers=["transfer_notice"],
            ),
            TellReporter.row(
                by=DESK, when=[change_pending], effect=effects.told, ends=["report.change_told"]
            ),
            Close.row(
                S.CLOSED,
                by=DESK | HEADS | {Role.SYSTEM},
                when=[registered, receipt_settled, transfer_sent, change_told],
                given=[feedback_given, feedback_keeps_secret, happened_before],
            ),
            *PAPERWORK,
        ],
        S.CLOSED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("report.registration", OnExpiry.WARN, (Register,)),
        Limit("report.letter_contact", OnExpiry.WARN, (Contact,)),
        Limit("report.intake_review", OnExpiry.WARN, (Handle,)),
        Limit("report.arrival_first_grade", OnExpiry.WARN, (Arrive, Delay)),
        Limit("report.arrival", OnExpiry.WARN, (Arrive, Delay)),
        Limit("report.jurisdiction", OnExpiry.MUST_ACT, (AcceptJurisdiction, Handle)),
        Limit("report.transfer", OnExpiry.MUST_ACT, (Send,)),
        Limit("report.change_told", OnExpiry.WARN, (TellReporter,)),
    ],
)
