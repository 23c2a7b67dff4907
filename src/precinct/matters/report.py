"""Report 警情: what somebody tells the police, from the first word to the answer.

Rules of the file:
1. Every move is a row of the table at the end; nothing moves outside it.
2. A report may never be refused or pushed away, so there is no such move.
3. Each outcome has its duty: to tell, to give reasons, to link, to open. The guards of `Handle` hold them.
4. What a source says about its own times is payload; the entry's times are ours.
"""

from collections.abc import Sequence
from datetime import datetime

import attrs
from attrs.validators import optional

from precinct.basics.clock import aware
from precinct.basics.text import Named, Text
from precinct.matters.common import DESK, HEADS, OFFICERS, everywhere
from precinct.people.person import PERSONAL, Party
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Changes, Opening, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard, Unmet, Verdict, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table

# --- states ----------------------------------------------------------------------------------------


class ReportState(State):
    """Where a report stands."""

    RECEIVED = "received", "接报"
    CLASSIFIED = "classified", "已分类"
    DISPATCHED = "dispatched", "已派警"
    ON_SCENE = "on_scene", "到场"
    JURISDICTION_PENDING = "jurisdiction_pending", "管辖待定"
    HANDLED = "handled", "已处置"
    CLOSED = "closed", "已结束"


S = ReportState

# --- record ----------------------------------------------------------------------------------------


class Channel(Named):
    """How a report comes in."""

    WALK_IN = "walk_in", "上门报案"
    PHONE = "phone", "110电话"
    COMMUNITY_GROUP = "community_group", "社区群"
    PATROL = "patrol", "巡逻发现"
    ONLINE = "online", "网上报案"
    LETTER = "letter", "信件"
    HANDED_OVER = "handed_over", "移送"


class ReportClass(Named):
    """What a report is about, as stations sort it."""

    CRIMINAL = "criminal", "刑事"
    ADMINISTRATIVE = "administrative", "行政（治安）"
    TRAFFIC = "traffic", "道路交通"
    FIRE = "fire", "火灾"
    HELP = "help", "群众求助"
    COMPLAINT = "complaint", "举报投诉"
    EVENT = "event", "事件"
    DISPUTE = "dispute", "纠纷"


class ReportOutcome(Named):
    """What became of a report."""

    ADMINISTRATIVE_CASE = "administrative_case", "受理为行政案件"
    CRIMINAL_REVIEW = "criminal_review", "转刑事立案审查"
    TRANSFERRED = "transferred", "移送"
    NOT_POLICE = "not_police", "不属于公安机关职责"
    NOT_A_BREACH = "not_a_breach", "不构成违反治安管理行为"
    REPEAT = "repeat", "重复报警"
    CIVIL_DISPUTE = "civil_dispute", "民事纠纷"
    HELP_GIVEN = "help_given", "已提供帮助"
    COMMUNITY_OFFICER = "community_officer", "交社区民警跟进"
    UNFOUNDED = "unfounded", "报警不实"
    NO_FURTHER_ACTION = "no_further_action", "无需进一步处置"


_TOLD = frozenset(
    {
        ReportOutcome.TRANSFERRED,
        ReportOutcome.NOT_POLICE,
        ReportOutcome.NOT_A_BREACH,
        ReportOutcome.REPEAT,
        ReportOutcome.CIVIL_DISPUTE,
    }
)
_WITH_REASON = frozenset(
    {ReportOutcome.NOT_A_BREACH, ReportOutcome.UNFOUNDED, ReportOutcome.NO_FURTHER_ACTION}
)
_LINKED = frozenset({ReportOutcome.ADMINISTRATIVE_CASE, ReportOutcome.CRIMINAL_REVIEW, ReportOutcome.REPEAT})


@attrs.frozen(kw_only=True)
class Report(Matter):
    """A report as it stands."""

    channel: Channel
    received_at: datetime
    gist: str = attrs.field(default="", **PERSONAL)
    place: str = attrs.field(default="", **PERSONAL)
    reporter: Party | None = attrs.field(default=None, **PERSONAL)
    anonymous: bool = False
    registered: bool = False
    report_class: ReportClass | None = None
    urgency: int | None = None
    officers: tuple[str, ...] = ()
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    outcome: ReportOutcome | None = None
    linked: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """The reporter's id, unless nobody is named or the reporter wants to stay unknown."""
        return frozenset() if self.reporter is None or self.anonymous else frozenset({self.reporter.id})

    @property
    def busy(self) -> frozenset[str]:
        """The officers on their way or at the scene."""
        return frozenset(self.officers) if self.state in {S.DISPATCHED, S.ON_SCENE} else frozenset()


# --- actions ---------------------------------------------------------------------------------------


@attrs.frozen
class Receive(Opening[Report]):
    """Take a report.

    Args:
        channel: how it comes in.
        gist: what is told, in a sentence.
        place: where it happened.
        reporter: who tells it; None where nobody is named.
        anonymous: whether the reporter wants to stay unknown; no other matter finds the report by the reporter then.
        urgent: whether help goes first and the papers follow.
        registered: whether it is entered in the system.
        evidence_taken: whether what the reporter offered was taken (True where nothing was offered).
        receipt_given: whether the reporter holds a receipt.
        at: the moment a source gives for it, where that is not the entry's.
    """

    zh = "接报"
    channel: Channel
    gist: str = attrs.field(default="", **PERSONAL)
    place: str = attrs.field(default="", **PERSONAL)
    reporter: Party | None = attrs.field(default=None, **PERSONAL)
    anonymous: bool = False
    urgent: bool = False
    registered: bool = False
    evidence_taken: bool = False
    receipt_given: bool = False
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


@attrs.frozen
class Register(Action[Report]):
    """Finish the registration that urgent work put off, and hand out the receipt."""

    zh = "补录登记"
    receipt_given: bool


@attrs.frozen
class Contact(Action[Report]):
    """Reach somebody who reported by letter, e-mail or online."""

    zh = "联系报案人"
    how: str


@attrs.frozen
class Classify(Action[Report]):
    """Sort a report and grade its urgency (1 is the most urgent; grades are local settings)."""

    zh = "分类"
    report_class: ReportClass
    urgency: int = attrs.field(default=2, validator=attrs.validators.ge(1))


@attrs.frozen
class Dispatch(Action[Report]):
    """Send officers."""

    zh = "派警"
    officers: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


@attrs.frozen
class Arrive(Action[Report]):
    """Say that the officers are at the scene."""

    zh = "到场"
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


@attrs.frozen
class LeaveJurisdictionOpen(Action[Report]):
    """Say that it cannot be told on the spot whose matter this is."""

    zh = "管辖待定"
    statement_taken: bool


@attrs.frozen
class AcceptJurisdiction(Action[Report]):
    """Say that the matter is ours after all."""

    zh = "确认管辖"


@attrs.frozen
class Handle(Action[Report]):
    """Say what became of a report.

    Args:
        outcome: what became of it.
        told: what the reporter was told, and where to go.
        reason: why, where the outcome asks for one.
        linked: the ids of the matters it led to, or of the report that it repeats.
        not_filmed_because: why the scene was not filmed to the end.
    """

    zh = "处置"
    outcome: ReportOutcome
    told: str = ""
    reason: str = ""
    linked: tuple[str, ...] = ()
    not_filmed_because: str = ""
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


@attrs.frozen
class Close(Action[Report]):
    """End the report and feed the result back to who dispatched it."""

    zh = "结束"
    feedback: str
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


# --- guards ----------------------------------------------------------------------------------------


@opening_guard(
    "report.served_on_the_spot",
    "上门报案当场登记、当场接受证据、当场出具回执",
    "a walk-in is registered, evidence taken and a receipt given on the spot",
)
def served_on_the_spot(a: Receive, context: Context) -> Verdict:
    """The three acts on the spot; urgent work goes first and registration follows."""
    done = a.registered and a.evidence_taken and a.receipt_given
    return (a.channel is not Channel.WALK_IN or done) or Unmet(
        Text(
            "请当场补齐所缺事项；情况紧急的，先行处置并注明紧急",
            "do what is missing; if help must go first, say urgent",
        ),
        registered=a.registered,
        evidence_taken=a.evidence_taken,
        receipt_given=a.receipt_given,
    )


@payload_guard(
    "report.officers_free",
    "所派民警未在处置其他警情",
    "the officers sent are not busy elsewhere",
    related=True,
)
def officers_free(m: Report, a: Dispatch, context: Context) -> Verdict:
    """Nobody is at two scenes at once."""
    busy = {name for brief in context.related if brief.id != m.id for name in brief.busy & set(a.officers)}
    return not busy or Unmet(
        Text("请改派空闲民警", "send somebody who is free"), busy=", ".join(sorted(busy))
    )


@payload_guard("report.statement_taken", "已当场询问报案人并制作笔录", "the reporter's statement is taken")
def statement_taken(m: Report, a: LeaveJurisdictionOpen, context: Context) -> Verdict:
    """Even before jurisdiction is clear, the acts on the spot and the statement are done."""
    return a.statement_taken or Unmet(Text("请先制作笔录", "take the statement first"), statement_taken=False)


@payload_guard("report.reporter_told", "已告知报案人", "the reporter is told")
def reporter_told(m: Report, a: Handle, context: Context) -> Verdict:
    """Where the report goes no further with us, its reporter hears what to do."""
    return (a.outcome not in _TOLD or a.told != "") or Unmet(
        Text("请写明告知的内容", "say what the reporter was told"), outcome=a.outcome.value, told="nothing"
    )


@payload_guard("report.reason_given", "已说明理由", "the reason is given")
def reason_given(m: Report, a: Handle, context: Context) -> Verdict:
    """No breach, unfounded, or nothing more to do: the officer says why."""
    return (a.outcome not in _WITH_REASON or a.reason != "") or Unmet(
        Text("请写明理由", "give the reason"), outcome=a.outcome.value, reason="none"
    )


@payload_guard("report.linked", "已关联相应案件或者警情", "the case or the earlier report is linked")
def outcome_linked(m: Report, a: Handle, context: Context) -> Verdict:
    """What a report led to, or repeats, can be found from it."""
    return (a.outcome not in _LINKED or a.linked != ()) or Unmet(
        Text("请在同一事务中立案并关联", "open the case in the same unit of work and link it"),
        outcome=a.outcome.value,
        linked="none",
    )


@payload_guard(
    "report.filmed_to_the_end",
    "自到达现场至处置结束全程录音录像，或者注明原因",
    "the scene is filmed from arrival to the end, or the record says why not",
)
def filmed_to_the_end(m: Report, a: Handle, context: Context) -> Verdict:
    """The body camera runs from arrival to the end."""
    return (context.filmed or a.not_filmed_because != "") or Unmet(
        Text("请注明未录制的原因", "say why it was not filmed"), filmed=context.filmed
    )


@guard("report.registered", "警情已登记", "the report is registered")
def registered(m: Report, context: Context) -> Verdict:
    """Nothing ends unregistered."""
    return m.registered or Unmet(Text("请先补录登记", "register it first"), registered=False)


# --- effects ---------------------------------------------------------------------------------------


def _received(a: Receive, context: Context) -> Changes:
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


def _registered(m: Report, a: Register, context: Context) -> Changes:
    return {"registered": True}


def _classified(m: Report, a: Classify, context: Context) -> Changes:
    return {"report_class": a.report_class, "urgency": a.urgency}


def _dispatched(m: Report, a: Dispatch, context: Context) -> Changes:
    return {
        "officers": tuple(dict.fromkeys((*m.officers, *a.officers))),
        "dispatched_at": m.dispatched_at or a.at or context.occurred_at,
    }


def _arrived(m: Report, a: Arrive, context: Context) -> Changes:
    return {"arrived_at": a.at or context.occurred_at}


def _handled(m: Report, a: Handle, context: Context) -> Changes:
    return {"outcome": a.outcome, "linked": a.linked}


def _is_transfer(m: Report, a: Handle, context: Context) -> bool:
    return a.outcome is ReportOutcome.TRANSFERRED


def _is_urgent(a: Receive, context: Context) -> bool:
    return a.urgent and not a.registered


def _by_letter(a: Receive, context: Context) -> bool:
    return a.channel in {Channel.LETTER, Channel.ONLINE}


# --- table -----------------------------------------------------------------------------------------

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
            effect=_handled,
            ends=ends,
            starts=["report.transfer"],
            papers=["transfer_notice"],
        ),
        Handle.row(S.HANDLED, by=by, given=given, effect=_handled, ends=ends),
    ]


_PAPERWORK = [
    Register.row(
        by=DESK | {Role.DATA_CLERK}, effect=_registered, ends=["report.registration"], papers=["receipt"]
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
            effect=_received,
            starts=["report.registration"],
            papers=["receipt"],
        ),
        Receive.row(
            S.RECEIVED, by=DESK, where=_by_letter, effect=_received, starts=["report.letter_contact"]
        ),
        Receive.row(
            S.RECEIVED,
            by=DESK | {Role.COMMUNITY_OFFICER, Role.SYSTEM},
            given=[served_on_the_spot],
            effect=_received,
            papers=["receipt"],
        ),
    ],
    moves={
        S.RECEIVED: [
            Classify.row(S.CLASSIFIED, by=DESK | {Role.SYSTEM}, effect=_classified),
            *_PAPERWORK,
        ],
        S.CLASSIFIED: [
            Classify.row(by=DESK, effect=_classified),
            Dispatch.row(S.DISPATCHED, by=DESK | {Role.SYSTEM}, given=[officers_free], effect=_dispatched),
            *_handle(OFFICERS | {Role.SYSTEM}),
            LeaveJurisdictionOpen.row(
                S.JURISDICTION_PENDING, by=OFFICERS, given=[statement_taken], starts=["report.jurisdiction"]
            ),
            *_PAPERWORK,
        ],
        S.DISPATCHED: [
            Classify.row(by=DESK, effect=_classified),
            Dispatch.row(by=DESK, given=[officers_free], effect=_dispatched),
            Arrive.row(S.ON_SCENE, by=OFFICERS | {Role.SYSTEM}, effect=_arrived),
            *_handle(DESK | {Role.SYSTEM}),  # called off on the way
            *_PAPERWORK,
        ],
        S.ON_SCENE: [
            Classify.row(by=OFFICERS, effect=_classified),
            Dispatch.row(by=DESK, given=[officers_free], effect=_dispatched),
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
