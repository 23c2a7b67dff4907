"""What may be asked of an administrative case."""

from datetime import date, datetime

import attrs

from precinct.matters.administrative_case.penalty import Penalty
from precinct.matters.administrative_case.record import (
    WHOLE_NOTICE,
    AdministrativeCase,
    Evidence,
    NoPenaltyGround,
    NoticeContent,
    StopGround,
    Weight,
)
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action, Opening


@attrs.frozen
class File(Opening[AdministrativeCase]):
    """File a case 立案.

    Args:
        act: the breach, as the pack names it.
        act_day: the day of the breach; it chooses the penalty law.
        gist: what happened, in a sentence.
        parties: those involved, as far as they are known.
        report: the id of the report that it comes from.
        accepted_at: when it was accepted, where that was before it is filed.
        from_criminal: the id of the criminal case that turned out to be a breach.
        split_from: the id of the case that this one is split off from.
    """

    zh = "立案"
    act: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    report: str = ""
    accepted_at: datetime | None = None
    from_criminal: str = ""
    split_from: str = ""


@attrs.frozen
class FileAndSettle(Opening[AdministrativeCase]):
    """File a minor, clear case in short form, settled on the spot in the same unit of work.

    Args:
        mediation: the id of the mediation that settled it.
    """

    zh = "当场调解结案"
    act: str
    act_day: date
    mediation: str = attrs.field(validator=attrs.validators.min_len(1))
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    report: str = ""


@attrs.frozen
class Investigate(Action[AdministrativeCase]):
    """Begin to inquire, look and ask."""

    zh = "开展调查"


@attrs.frozen
class NameParty(Action[AdministrativeCase]):
    """Add somebody who turns out to be involved."""

    zh = "确定当事人"
    party: Party = attrs.field(**PERSONAL)


@attrs.frozen
class SendForAppraisal(Action[AdministrativeCase]):
    """Ask for an appraisal; the case clock stands still until it comes."""

    zh = "委托鉴定"
    of: str = attrs.field(**PERSONAL)


@attrs.frozen
class TakeInAppraisal(Action[AdministrativeCase]):
    """Take in the appraisal; the case clock runs on."""

    zh = "收到鉴定意见"
    result: str = attrs.field(**PERSONAL)


@attrs.frozen
class Mediate(Action[AdministrativeCase]):
    """Send the case into mediation."""

    zh = "进行调解"
    mediation: str


@attrs.frozen
class Settle(Action[AdministrativeCase]):
    """End the case because what was agreed has been performed."""

    zh = "调解结案"
    performed: str = attrs.field(**PERSONAL)


@attrs.frozen
class ResumeAfterMediation(Action[AdministrativeCase]):
    """Go on with the case because the mediation failed or was not performed.

    Args:
        why: what became of it.
        ended_at: when it failed, or was to be performed and was not; the moment of this if not given.
    """

    zh = "调解未成恢复办理"
    why: str = attrs.field(**PERSONAL)
    ended_at: datetime | None = None


@attrs.frozen
class ExtendTime(Action[AdministrativeCase]):
    """Lengthen the time for the case."""

    zh = "延长办案期限"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class ProposePenalty(Action[AdministrativeCase]):
    """Propose a penalty on stated evidence.

    Args:
        penalty: the penalty.
        evidence: what it rests on.
        discovered_on: the day on which the police learnt of the act.
        complained_on: the day on which a victim complained of it and was turned away.
        weight: what makes the case grave or complex.
    """

    zh = "提出处罚意见"
    penalty: Penalty
    evidence: tuple[Evidence, ...] = attrs.field(validator=attrs.validators.min_len(1))
    discovered_on: date | None = None
    complained_on: date | None = None
    weight: frozenset[Weight] = frozenset()


@attrs.frozen
class Notify(Action[AdministrativeCase]):
    """Tell the person facts, grounds, intended penalty and rights before anything is decided.

    Args:
        told: the ids of those told.
        heard: what they said to it, in a sentence; "none" where they said nothing.
        hearing_waived: whether a right to a hearing was waived, or its time has passed.
        content: what the notice says; all that the printed form has, if nothing is left out.
        guardians_told: the ids of the minors whose guardians were told.
        by_publication: whether it was published because the person is gone.
    """

    zh = "处罚前告知"
    told: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    heard: str = attrs.field(**PERSONAL)
    hearing_waived: bool
    content: frozenset[NoticeContent] = WHOLE_NOTICE
    guardians_told: tuple[str, ...] = ()
    by_publication: bool = False


@attrs.frozen
class RequestHearing(Action[AdministrativeCase]):
    """Record that the person asks for a hearing in time.

    Args:
        by_party: the id of who asks.
        organ_agrees: whether the organ grants one for the gravity of the case alone.
    """

    zh = "要求听证"
    by_party: str
    organ_agrees: bool = False


@attrs.frozen
class HoldHearing(Action[AdministrativeCase]):
    """Record that the hearing was held."""

    zh = "举行听证"
    opinion: str = attrs.field(**PERSONAL)


@attrs.frozen
class Decide(Action[AdministrativeCase]):
    """Decide the penalty that was proposed."""

    zh = "作出处罚决定"


@attrs.frozen
class DecideOnTheSpot(Action[AdministrativeCase]):
    """Decide a small penalty at the scene, the notice spoken inside the move.

    Args:
        penalty: a warning or a small fine.
        heard: what the person said to it.
        discovered_on: the day on which the police learnt of the act.
        complained_on: the day on which a victim complained of it and was turned away.
        contested: whether the person contests the penalty.
        cash: how much of the fine was collected in cash, in yuan.
        objects_to_cash: whether the person objects to paying in cash.
    """

    zh = "当场处罚"
    penalty: Penalty
    heard: str = attrs.field(**PERSONAL)
    discovered_on: date | None = None
    complained_on: date | None = None
    contested: bool | None = None
    cash: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    objects_to_cash: bool = False


@attrs.frozen
class DoNotPunish(Action[AdministrativeCase]):
    """Decide that nobody is punished."""

    zh = "不予处罚"
    ground: NoPenaltyGround
    notified: bool


@attrs.frozen
class Serve(Action[AdministrativeCase]):
    """Hand the decision to the person, with the notice of review and suit.

    Args:
        to: the ids of those who got it.
        rights_told: whether it says the right to review and suit, the body and the time.
        by_publication: whether it counts as served because it was published.
        unreachable: the ids of victims who could not be reached, noted in the file.
    """

    zh = "送达"
    to: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    rights_told: bool
    by_publication: bool = False
    unreachable: tuple[str, ...] = ()


@attrs.frozen
class Revise(Action[AdministrativeCase]):
    """Change a decision: on review, by a court, or by the organ's own correction."""

    zh = "变更决定"
    on_order_of: str
    penalty: Penalty


@attrs.frozen
class Revoke(Action[AdministrativeCase]):
    """Revoke a decision so that no penalty stands."""

    zh = "撤销决定"
    on_order_of: str


@attrs.frozen
class Execute(Action[AdministrativeCase]):
    """Record that the penalty has been carried out."""

    zh = "执行"
    how: str = attrs.field(**PERSONAL)


@attrs.frozen
class Conclude(Action[AdministrativeCase]):
    """Close the file 结案."""

    zh = "结案"


@attrs.frozen
class Stop(Action[AdministrativeCase]):
    """Stop the investigation for good."""

    zh = "终止调查"
    ground: StopGround


@attrs.frozen
class TurnCriminal(Action[AdministrativeCase]):
    """End it because it is a crime, and hand over to the criminal case opened in the same unit of work."""

    zh = "转为刑事案件"
    criminal_case: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Transfer(Action[AdministrativeCase]):
    """Hand the case to the organ whose matter it is, and tell the reporter."""

    zh = "移送"
    to: str
    reporter_told: bool
