"""What is done in the measures that last for days: custody, bail, surveillance, administrative detention."""

import attrs

from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import LifeEvent, RestartGround
from precinct.people.person import PERSONAL
from precinct.workflow.action import Action


@attrs.frozen
class EnterDetentionHouse(Action[Custody]):
    """Hand the person over to the detention house 看守所."""

    zh = "送看守所羁押"
    house: str


@attrs.frozen
class RequestArrest(Action[Custody]):
    """Ask the prosecutor for the arrest of who is detained."""

    zh = "提请批准逮捕"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class RefuseArrest(Action[Custody]):
    """The prosecutor does not approve the arrest; who is detained goes free at once."""

    zh = "不批准逮捕"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class StopForAppraisal(Action[Custody]):
    """Let the time stand still for an appraisal.

    Args:
        of: what is appraised.
        psychiatric: whether it is a psychiatric appraisal of the person; no other stops the time.
    """

    zh = "送交精神病鉴定"
    of: str = attrs.field(**PERSONAL)
    psychiatric: bool


@attrs.frozen
class EndAppraisal(Action[Custody]):
    """Let the time run on after the appraisal."""

    zh = "鉴定完毕"


@attrs.frozen
class FindNewCrime(Action[Custody]):
    """Record that another major crime of the arrested person was found."""

    zh = "发现另有重要罪行"
    gist: str = attrs.field(**PERSONAL)


@attrs.frozen
class RestartTime(Action[Custody]):
    """Count the time of custody anew."""

    zh = "重新计算羁押期限"
    ground: RestartGround


@attrs.frozen
class PermitAbsence(Action[Custody]):
    """Allow somebody on bail to leave town.

    Args:
        where: where to.
        why: the reason that the person gave.
    """

    zh = "批准离开所居市县"
    where: str = attrs.field(**PERSONAL)
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class AskStay(Action[Custody]):
    """Record that somebody asks to let the administrative detention wait."""

    zh = "申请暂缓执行"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class AnswerStay(Action[Custody]):
    """Decide on the stay, or end one that was granted.

    Args:
        granted: whether the detention waits.
        why: the reasons.
        review_or_suit: whether reconsideration or suit against the decision was asked for.
        event: what happens in the person's life meanwhile, if anything.
        guarantor: who stands for the person.
        deposit: how many yuan are deposited.
    """

    zh = "决定是否暂缓执行"
    granted: bool
    why: str = attrs.field(**PERSONAL)
    review_or_suit: bool = False
    event: LifeEvent | None = attrs.field(default=None, **PERSONAL)
    guarantor: str = attrs.field(default="", **PERSONAL)
    deposit: int = attrs.field(default=0, validator=attrs.validators.ge(0))


@attrs.frozen
class GoOnLeave(Action[Custody]):
    """Let somebody out of administrative detention for a while."""

    zh = "请假出所"
    event: LifeEvent


@attrs.frozen
class ComeBack(Action[Custody]):
    """Record that the person has come back from leave."""

    zh = "假满回所"
