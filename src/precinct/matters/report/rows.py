"""The rows of a report that stand in several states: how it is sorted, answered, registered and left open."""

from collections.abc import Callable, Sequence

from precinct.matters.common import DESK, OFFICERS
from precinct.matters.report import effects
from precinct.matters.report.actions import (
    Classify,
    Contact,
    Handle,
    LeaveJurisdictionOpen,
    RecordScene,
    Register,
    ReporterWithdraws,
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
    reporter_asked,
    scene_recorded,
)
from precinct.matters.report.guards.taking import (
    acts_done_first,
    evidence_taken,
    happened_before,
    not_left_open_before,
    receipt_or_reason,
    registered,
    statement_taken,
)
from precinct.matters.report.record import Report, ReportClass, ReportOutcome
from precinct.matters.report.states import ReportState
from precinct.people.role import Role
from precinct.workflow.action import Row, Since
from precinct.workflow.context import Context

S = ReportState


def _is_transfer(m: Report, a: Handle, context: Context) -> bool:
    return a.outcome is ReportOutcome.TRANSFERRED


def _unregistered(m: Report, a: Handle, context: Context) -> bool:
    return m.urgent and not m.registered


def _unregistered_transfer(m: Report, a: Handle, context: Context) -> bool:
    return _is_transfer(m, a, context) and _unregistered(m, a, context)


def _administrative(m: Report, a: Classify, context: Context) -> bool:
    return a.report_class is ReportClass.ADMINISTRATIVE


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
    happened_before,
)

_SCENE_DONE = [injury_duties_done, crime_scene_duties_done]

_received = Since[Report]("report.intake_review", lambda m: m.received_at)

# A breach of another area leaves within a day of its receipt; a crime within a day of the review that found it.
_to_transfer = Since[Report](
    "report.transfer",
    lambda m: m.handled_at if m.handled_at and (m.criminal or m.left_open) else m.received_at,
)


def handle(by: frozenset[Role], ends: Sequence[str] = ()) -> list[Row[Report]]:
    """`Handle` from one state: a day for what goes to another unit, and one anew for papers that were put off."""
    done = ["report.intake_review", *ends]

    def row(
        where: Callable[[Report, Handle, Context], bool] | None,
        starts: Sequence[str | Since[Report]],
        papers: Sequence[str] = (),
    ) -> Row[Report]:
        return Handle.row(
            S.HANDLED,
            by=by,
            when=_SCENE_DONE,
            given=_TO_ANSWER,
            where=where,
            effect=effects.handled,
            ends=done,
            starts=starts,
            papers=papers,
        )

    return [
        row(_unregistered_transfer, ["report.registration", _to_transfer], ["transfer_notice"]),
        row(_is_transfer, [_to_transfer], ["transfer_notice"]),
        row(_unregistered, ["report.registration"]),
        row(None, []),
    ]


def classify(by: frozenset[Role], to: ReportState | None = None) -> list[Row[Report]]:
    """`Classify` from one state: what is sorted as administrative is to be reviewed in time."""
    return [
        Classify.row(to, by=by, where=_administrative, effect=effects.classified, starts=[_received]),
        Classify.row(to, by=by, effect=effects.classified, ends=["report.intake_review"]),
    ]


PAPERWORK = [
    Register.row(
        by=DESK | {Role.DATA_CLERK},
        given=[receipt_or_reason, evidence_taken],
        effect=effects.registered,
        ends=["report.registration"],
        papers=["receipt"],
    ),
    Contact.row(by=DESK, when=[registered], ends=["report.letter_contact"]),
]

WITHDRAWAL = ReporterWithdraws.row(by=DESK, effect=effects.withdrawn)

SCENE = RecordScene.row(by=OFFICERS, given=[needless_explained], effect=effects.secured)

LEFT_OPEN = LeaveJurisdictionOpen.row(
    S.JURISDICTION_PENDING,
    by=OFFICERS,
    when=[registered, not_left_open_before],
    given=[statement_taken, acts_done_first],
    effect=effects.left_open,
    starts=["report.jurisdiction"],
)
