"""The moves of a report."""

from collections.abc import Sequence

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, DESK, HEADS, OFFICERS, everywhere
from precinct.matters.report import effects
from precinct.matters.report.actions import (
    AcceptJurisdiction,
    ApproveTransfer,
    Arrive,
    ChangeJurisdiction,
    Classify,
    Close,
    Contact,
    Delay,
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
    for_the_court,
    gist_logged,
    nothing_new,
    nothing_to_look_into,
    outcome_linked,
    outlives_withdrawal,
    reason_given,
    reporter_told,
    taken_if_asked,
    unclear_goes_administrative,
    warned_of_false_accusation,
    written_if_disagreed,
)
from precinct.matters.report.guards.scene import (
    crime_scene_duties_done,
    filmed_to_the_end,
    injury_duties_done,
    injury_owner,
    needless_explained,
    officer_decides,
    officers_free,
    reporter_asked,
    scene_recorded,
)
from precinct.matters.report.guards.taking import (
    acts_done_first,
    anonymous_not_named,
    details_taken,
    evidence_taken,
    not_left_open_before,
    receipt_or_reason,
    receipt_settled,
    registered,
    served_on_the_spot,
    statement_taken,
    things_listed,
)
from precinct.matters.report.record import Channel, Report, ReportClass, ReportOutcome
from precinct.matters.report.states import ReportState
from precinct.people.role import Role
from precinct.workflow.action import END, Row, Since
from precinct.workflow.context import Context
from precinct.workflow.table import Limit, OnExpiry, Table

S = ReportState

_WRITTEN = {Channel.LETTER, Channel.EMAIL, Channel.FAX}

_MOST_URGENT = 1
"""The first grade; how many grades there are is the house's to say."""


def _is_transfer(m: Report, a: Handle, context: Context) -> bool:
    return a.outcome is ReportOutcome.TRANSFERRED


def _is_urgent(a: Receive, context: Context) -> bool:
    return a.urgent and not a.registered


def _is_urgent_letter(a: Receive, context: Context) -> bool:
    return _is_urgent(a, context) and _by_letter(a, context)


def _by_letter(a: Receive, context: Context) -> bool:
    return a.channel in _WRITTEN and not a.no_contact


def _administrative(m: Report, a: Classify, context: Context) -> bool:
    return a.report_class is ReportClass.ADMINISTRATIVE


def _most_urgent(m: Report, a: Dispatch, context: Context) -> bool:
    return m.urgency == _MOST_URGENT


def _criminal(m: Report, a: ChangeJurisdiction, context: Context) -> bool:
    return m.criminal


_TAKEN = [things_listed, anonymous_not_named]

_TO_ANSWER = (
    reporter_told,
    reason_given,
    outcome_linked,
    acted_first,
    written_if_disagreed,
    gist_logged,
    nothing_new,
    unclear_goes_administrative,
    warned_of_false_accusation,
    for_the_court,
    taken_if_asked,
    nothing_to_look_into,
    outlives_withdrawal,
    injury_owner,
    officer_decides,
    scene_recorded,
    reporter_asked,
    filmed_to_the_end,
)

_SCENE_DONE = [injury_duties_done, crime_scene_duties_done]

_SENT = [officers_free]

_ON_THE_WAY = ["report.arrival_first_grade", "report.arrival"]

_received = Since[Report]("report.intake_review", lambda m: m.received_at)

_letter_came = Since[Report]("report.letter_contact", lambda m: m.received_at)

# A breach of another area leaves within a day of its receipt; a crime within a day of the review that found it.
_to_transfer = Since[Report](
    "report.transfer",
    lambda m: m.handled_at if m.handled_at and (m.criminal or m.left_open) else m.received_at,
)


def _handle(by: frozenset[Role], ends: Sequence[str] = ()) -> list[Row[Report]]:
    """`Handle` from one state: what goes to another unit has a day to get there."""
    done = ["report.intake_review", *ends]
    return [
        Handle.row(
            S.HANDLED,
            by=by,
            when=_SCENE_DONE,
            given=_TO_ANSWER,
            where=_is_transfer,
            effect=effects.handled,
            ends=done,
            starts=[_to_transfer],
            papers=["transfer_notice"],
        ),
        Handle.row(S.HANDLED, by=by, when=_SCENE_DONE, given=_TO_ANSWER, effect=effects.handled, ends=done),
    ]


def _classify(by: frozenset[Role], to: ReportState | None = None) -> list[Row[Report]]:
    """`Classify` from one state: what is sorted as administrative is to be reviewed in time."""
    return [
        Classify.row(to, by=by, where=_administrative, effect=effects.classified, starts=[_received]),
        Classify.row(to, by=by, effect=effects.classified, ends=["report.intake_review"]),
    ]


_PAPERWORK = [
    Register.row(
        by=DESK | {Role.DATA_CLERK},
        given=[receipt_or_reason, evidence_taken],
        effect=effects.registered,
        ends=["report.registration"],
        papers=["receipt"],
    ),
    Contact.row(by=DESK, when=[registered], ends=["report.letter_contact"]),
]

_WITHDRAWAL = ReporterWithdraws.row(by=DESK, effect=effects.withdrawn)

_MORE_OFFICERS = Dispatch.row(by=DESK, given=_SENT, effect=effects.dispatched)

_SCENE = RecordScene.row(by=OFFICERS, given=[needless_explained], effect=effects.secured)

_LEFT_OPEN = LeaveJurisdictionOpen.row(
    S.JURISDICTION_PENDING,
    by=OFFICERS,
    when=[registered, not_left_open_before],
    given=[statement_taken, acts_done_first],
    effect=effects.left_open,
    starts=["report.jurisdiction"],
)


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
            *_classify(DESK | {Role.SYSTEM}, S.CLASSIFIED),
            _WITHDRAWAL,
            *_PAPERWORK,
        ],
        S.CLASSIFIED: [
            *_classify(DESK),
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
            *_handle(OFFICERS | {Role.SYSTEM}),
            _LEFT_OPEN,
            _WITHDRAWAL,
            *_PAPERWORK,
        ],
        S.DISPATCHED: [
            *_classify(DESK),
            _MORE_OFFICERS,
            Delay.row(by=OFFICERS),
            Arrive.row(S.ON_SCENE, by=OFFICERS | {Role.SYSTEM}, effect=effects.arrived, ends=_ON_THE_WAY),
            *_handle(DESK | {Role.SYSTEM}, ends=_ON_THE_WAY),  # called off on the way
            _WITHDRAWAL,
            *_PAPERWORK,
        ],
        S.ON_SCENE: [
            *_classify(OFFICERS),
            _MORE_OFFICERS,
            MeetReporter.row(by=OFFICERS, given=[details_taken], effect=effects.met),
            _SCENE,
            *_handle(OFFICERS | {Role.SYSTEM}),
            _LEFT_OPEN,
            _WITHDRAWAL,
            *_PAPERWORK,
        ],
        S.JURISDICTION_PENDING: [
            AcceptJurisdiction.row(S.CLASSIFIED, by=OFFICERS, ends=["report.jurisdiction"]),
            _SCENE,
            *_handle(OFFICERS, ends=["report.jurisdiction"]),
            _WITHDRAWAL,
            *_PAPERWORK,
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
                given=[feedback_given, feedback_keeps_secret],
            ),
            *_PAPERWORK,
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
