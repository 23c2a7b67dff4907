"""What may be asked of a report."""

from datetime import datetime

import attrs
from attrs.validators import optional

from precinct.basics.clock import aware
from precinct.matters.report.record import Channel, Report, ReportClass, ReportOutcome
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action, Opening


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
