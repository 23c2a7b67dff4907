"""What may be asked between a proposal and a decision: publication, hearing, review, quick handling."""

from datetime import date, datetime

import attrs

from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.people.person import PERSONAL
from precinct.workflow.action import Action


@attrs.frozen
class PublishNotice(Action[AdministrativeCase]):
    """Publish the notice before a penalty, because the person has fled or cannot be reached."""

    zh = "公告告知"


@attrs.frozen
class CallHearing(Action[AdministrativeCase]):
    """Take up the request for a hearing and say when it is.

    Args:
        on: the day of the hearing.
    """

    zh = "通知听证"
    on: date


@attrs.frozen
class DropHearing(Action[AdministrativeCase]):
    """Record that the person takes the request for a hearing back."""

    zh = "放弃听证"
    by_party: str


@attrs.frozen
class ReviewLegally(Action[AdministrativeCase]):
    """Look through the proposal as the legal reviewer.

    Args:
        opinion: the opinion.
        passed: whether it may go to decision.
    """

    zh = "法制审核"
    opinion: str = attrs.field(**PERSONAL)
    passed: bool


@attrs.frozen
class Discuss(Action[AdministrativeCase]):
    """Discuss the proposal among the heads."""

    zh = "集体讨论"
    opinion: str = attrs.field(**PERSONAL)


@attrs.frozen
class HandleQuickly(Action[AdministrativeCase]):
    """Handle the case quickly, because nothing in it is disputed.

    Args:
        arrived_at: when the person arrived at the station; the time to decide runs from it.
        consent_in_writing: whether the person agreed in writing.
        facts_clear: whether the facts are clear and the evidence is there.
        admits: whether the person admits what was done.
        accepts: whether the person accepts what will follow.
        disputed: whether anybody disputes facts, law or evidence.
        may_be_ill: whether the person may be mentally ill, deaf and mute, or blind.
    """

    zh = "快速办理"
    arrived_at: datetime
    consent_in_writing: bool
    facts_clear: bool
    admits: bool
    accepts: bool
    disputed: bool = False
    may_be_ill: bool = False


@attrs.frozen
class LeaveQuickHandling(Action[AdministrativeCase]):
    """Go on in the ordinary way."""

    zh = "转为一般程序"
    why: str = attrs.field(**PERSONAL)
