"""What may be asked of a report."""

from datetime import datetime

import attrs
from attrs.validators import optional

from precinct.basics.clock import aware
from precinct.matters.report.record import (
    Channel,
    Duty,
    Finding,
    Injury,
    Report,
    ReportClass,
    ReportOutcome,
    SceneDuty,
)
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
        no_receipt_because: why there is none: refused, or nobody could be reached.
        contact: how the reporter can be reached.
        no_contact: whether a letter says nothing by which its writer could be reached.
        brought: what the reporter brought along as evidence.
        things_listed: whether it is on a list that was signed for.
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
    no_receipt_because: str = attrs.field(default="", **PERSONAL)
    contact: str = attrs.field(default="", **PERSONAL)
    no_contact: bool = False
    brought: tuple[str, ...] = attrs.field(default=(), **PERSONAL)
    things_listed: bool = False


@attrs.frozen
class Register(Action[Report]):
    """Finish the registration that urgent work put off, and hand out the receipt.

    Args:
        receipt_given: whether the reporter holds it.
        no_receipt_because: why not: refused, or nobody could be reached.
        evidence_taken: whether what the reporter offered was taken (True where nothing was offered).
    """

    zh = "补录登记"
    receipt_given: bool
    no_receipt_because: str = attrs.field(default="", **PERSONAL)
    evidence_taken: bool = False


@attrs.frozen
class Contact(Action[Report]):
    """Reach somebody who reported by letter, e-mail or fax."""

    zh = "联系报案人"
    how: str = attrs.field(**PERSONAL)


@attrs.frozen
class Classify(Action[Report]):
    """Sort a report and grade its urgency (1 is the most urgent; grades are local settings)."""

    zh = "分类"
    report_class: ReportClass
    urgency: int = attrs.field(default=2, validator=attrs.validators.ge(1))


@attrs.frozen
class Dispatch(Action[Report]):
    """Send officers, and auxiliaries with them.

    Args:
        officers: the ids of the officers, at least one.
        at: the moment a source gives for it.
        auxiliaries: the ids of the auxiliaries.
    """

    zh = "派警"
    officers: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    at: datetime | None = attrs.field(default=None, validator=optional(aware))
    auxiliaries: tuple[str, ...] = ()


@attrs.frozen
class Delay(Action[Report]):
    """Say on the way what holds the officers up."""

    zh = "途中受阻"
    why: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class Arrive(Action[Report]):
    """Say that the officers are at the scene."""

    zh = "到场"
    at: datetime | None = attrs.field(default=None, validator=optional(aware))


@attrs.frozen
class MeetReporter(Action[Report]):
    """Meet who called, at the scene.

    Args:
        will_come: whether the reporter comes to the station.
        reporter: who it is.
        contact: how the reporter can be reached.
        content: what exactly is reported.
    """

    zh = "接触报案人"
    will_come: bool
    reporter: Party | None = attrs.field(default=None, **PERSONAL)
    contact: str = attrs.field(default="", **PERSONAL)
    content: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class RecordScene(Action[Report]):
    """Say what was found at the scene and what was done there.

    Args:
        done: what was done.
        nothing_to_do: what there was no occasion for, such as a suspect who is gone.
        injury: how badly somebody is hurt; None where nobody is.
        crime_scene: whether the place is the scene of a crime.
        why_not: why there was no occasion for what is not done.
    """

    zh = "现场处置"
    done: frozenset[SceneDuty]
    nothing_to_do: frozenset[SceneDuty] = frozenset()
    injury: Injury | None = attrs.field(default=None, **PERSONAL)
    crime_scene: bool = False
    why_not: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class ReporterWithdraws(Action[Report]):
    """Write down that the reporter takes it back; by itself that ends nothing."""

    zh = "报案人撤回"
    why: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class LeaveJurisdictionOpen(Action[Report]):
    """Say that it cannot be told on the spot whose matter this is.

    Args:
        statement_taken: whether the reporter's statement is taken.
        evidence_taken: whether what the reporter offered was taken (True where nothing was offered).
    """

    zh = "管辖待定"
    statement_taken: bool
    evidence_taken: bool = False


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
        at: the moment a source gives for it.
        found: what was found that decides what may become of it.
        done: what was done before.
    """

    zh = "处置"
    outcome: ReportOutcome
    told: str = attrs.field(default="", **PERSONAL)
    reason: str = attrs.field(default="", **PERSONAL)
    linked: tuple[str, ...] = ()
    not_filmed_because: str = attrs.field(default="", **PERSONAL)
    at: datetime | None = attrs.field(default=None, validator=optional(aware))
    found: frozenset[Finding] = frozenset()
    done: frozenset[Duty] = frozenset()


@attrs.frozen
class ApproveTransfer(Action[Report]):
    """Let what is a crime go to the organ that has jurisdiction."""

    zh = "批准移送"


@attrs.frozen
class Send(Action[Report]):
    """Send what was transferred on its way.

    Args:
        to: the organ that gets it.
        things_sent: whether the evidence that the reporter brought went with it.
    """

    zh = "移送"
    to: str = attrs.field(validator=attrs.validators.min_len(1))
    things_sent: bool = False


@attrs.frozen
class ChangeJurisdiction(Action[Report]):
    """Say that what was ours goes to another organ after all, and send it there.

    Args:
        to: the organ that gets it.
        why: why it does.
        things_sent: whether the evidence that the reporter brought goes with it.
        found: what was found that must be dealt with before it goes.
        done: what was done before.
    """

    zh = "变更管辖"
    to: str = attrs.field(validator=attrs.validators.min_len(1))
    why: str = attrs.field(**PERSONAL)
    things_sent: bool = False
    found: frozenset[Finding] = frozenset()
    done: frozenset[Duty] = frozenset()


@attrs.frozen
class TellReporter(Action[Report]):
    """Tell the reporter which organ has the matter now."""

    zh = "告知报案人"
    told: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class Close(Action[Report]):
    """End the report and feed the result back to who dispatched it."""

    zh = "结束"
    feedback: str = attrs.field(**PERSONAL)
    at: datetime | None = attrs.field(default=None, validator=optional(aware))
