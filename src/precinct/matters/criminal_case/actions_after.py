"""What may be asked once it was decided not to file, not to go on, or not to prosecute; and merging and splitting."""

from datetime import date
from typing import Any

import attrs

from precinct.matters.criminal_case.record import CriminalCase
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action

_SOME: Any = attrs.validators.min_len(1)


@attrs.frozen
class AskForPapers(Action[CriminalCase]):
    """Tell the administrative body that sent the case which papers are missing."""

    zh = "告知补送材料"
    missing: str = attrs.field(**PERSONAL)


@attrs.frozen
class ReceivePapers(Action[CriminalCase]):
    """Record that the missing papers have come."""

    zh = "收到补送材料"


@attrs.frozen
class FindElsewhere(Action[CriminalCase]):
    """Find that the case is another organ's, and report that for approval."""

    zh = "发现不属本单位管辖"
    to: str
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class ServeNotFiled(Action[CriminalCase]):
    """Serve the notice that no case is filed 不予立案通知书.

    Args:
        told: the ids of the complainants on whom it is served.
    """

    zh = "送达不予立案通知书"
    told: tuple[str, ...]


@attrs.frozen
class AskReconsideration(Action[CriminalCase]):
    """Record that the complainant asks to reconsider that no case is filed 复议.

    Args:
        by_party: the id of who asks; empty where the administrative body does that sent the case.
    """

    zh = "申请复议"
    by_party: str = ""


@attrs.frozen
class ExtendReconsideration(Action[CriminalCase]):
    """Take longer over the answer: the matter is major or complex."""

    zh = "延长复议期限"
    why: str = attrs.field(**PERSONAL)
    told_in_writing: bool


@attrs.frozen
class AnswerReconsideration(Action[CriminalCase]):
    """Answer the complainant.

    Args:
        file: whether the case is filed after all.
        why: the reason.
    """

    zh = "复议决定"
    file: bool
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class AskSecondReview(Action[CriminalCase]):
    """Record that the complainant asks the next higher organ 复核."""

    zh = "申请复核"
    by_party: str


@attrs.frozen
class ExtendSecondReview(Action[CriminalCase]):
    """Record that the next higher organ takes longer."""

    zh = "延长复核期限"
    why: str = attrs.field(**PERSONAL)
    told_in_writing: bool


@attrs.frozen
class AnswerSecondReview(Action[CriminalCase]):
    """Record what the next higher organ decided; what it orders to file, the county head files.

    Args:
        file: whether the case is to be filed.
        decided_by: that organ.
    """

    zh = "复核决定"
    file: bool
    decided_by: str = attrs.field(validator=_SOME)


@attrs.frozen
class AskWhyNotFiled(Action[CriminalCase]):
    """The procuratorate asks why no case was filed."""

    zh = "要求说明不立案理由"


@attrs.frozen
class ExplainNotFiling(Action[CriminalCase]):
    """Explain it to the procuratorate."""

    zh = "说明不立案理由"
    why: str = attrs.field(validator=_SOME, **PERSONAL)


@attrs.frozen
class OrderFiling(Action[CriminalCase]):
    """The procuratorate orders to file."""

    zh = "通知立案"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Reopen(Action[CriminalCase]):
    """Take it up again: there are new facts or evidence.

    Args:
        new_facts: which.
        undecided_because: for a withdrawn case, which is filed again, what it is for `PutOnFile`.
    """

    zh = "发现新的事实或者证据，重新办理"
    new_facts: str = attrs.field(**PERSONAL)
    undecided_because: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class TellStopped(Action[CriminalCase]):
    """Tell those concerned that the case was withdrawn, or ended against one suspect.

    Args:
        told: the ids of those who were told.
    """

    zh = "告知撤案或者终止侦查"
    told: tuple[str, ...]


@attrs.frozen
class ExtendProsecution(Action[CriminalCase]):
    """Record that the procuratorate takes longer over its review."""

    zh = "延长审查起诉期限"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class ContestNonProsecution(Action[CriminalCase]):
    """Ask the procuratorate to reconsider that it does not prosecute, and then the next higher one."""

    zh = "对不起诉决定要求复议、提请复核"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class AnswerContest(Action[CriminalCase]):
    """Record what the procuratorate answers."""

    zh = "检察院答复"
    prosecute: bool


@attrs.frozen
class HandOnAsBreach(Action[CriminalCase]):
    """Hand on what is not prosecuted to an administrative case, where a penalty is due."""

    zh = "不起诉后移交治安处理"
    administrative_case: str = attrs.field(validator=_SOME)


@attrs.frozen
class ProposeLeniency(Action[CriminalCase]):
    """Propose leniency after the parties were reconciled 刑事和解; the case goes on.

    Args:
        agreement: where the agreement is kept.
        intentional: whether the offence was intentional; otherwise it was negligent.
        born_of_dispute: whether it was born of a dispute among the people.
        against_person_or_property: whether it is of the chapters on the person, or on property.
        years_possible: the highest term that is to be expected, in years.
        last_intentional_crime: the day of the suspect's last intentional crime before it, None where there is none.
        circumstances: what else it was, as the pack names what bars a reconciliation.
    """

    zh = "刑事和解，提出从宽处理建议"
    agreement: str = attrs.field(validator=_SOME, **PERSONAL)
    intentional: bool
    born_of_dispute: bool
    against_person_or_property: bool
    years_possible: int
    last_intentional_crime: date | None = attrs.field(default=None, **PERSONAL)
    circumstances: tuple[str, ...] = ()


@attrs.frozen
class MergeInto(Action[CriminalCase]):
    """End it because it goes on in another case 并案."""

    zh = "并入其他案件"
    criminal_case: str


@attrs.frozen
class TakeIn(Action[CriminalCase]):
    """Take another case into this one, with its parties."""

    zh = "并案侦查"
    criminal_case: str
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)


@attrs.frozen
class SplitOff(Action[CriminalCase]):
    """Hand some of the parties to a case of their own 分案.

    Args:
        criminal_case: the id of that case, opened in the same unit of work.
        parties_moved: the ids of the parties who go there.
    """

    zh = "分案"
    criminal_case: str
    parties_moved: tuple[str, ...]


@attrs.frozen
class Close(Action[CriminalCase]):
    """Close a case that is not filed, withdrawn or not prosecuted."""

    zh = "结案"
