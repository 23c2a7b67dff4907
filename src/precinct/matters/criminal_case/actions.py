"""What may be asked of a criminal case."""

from datetime import date

import attrs

from precinct.law.offence import Injury, Manner
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action, Opening


@attrs.frozen
class TakeUp(Opening[CriminalCase]):
    """Take up the review whether to file 立案审查.

    Args:
        offence: the offence, as the pack names it.
        act_day: the day of the act.
        gist: what happened, in a sentence.
        parties: those involved, as far as they are known.
        amount: the value in yuan, None while it is not known.
        violence: whether force was used against a person, None while it is not known.
        times: how many such acts are recorded within the time in which they count together.
        manners: how it was done.
        acting: how many acted together, None while it is not known.
        injury: how gravely somebody was hurt, None while it is not appraised.
        report: the id of the report that it comes from.
        from_administrative: the id of the administrative case that it was.
        reopens: the id of the earlier case that new facts take up again.
        split_from: the id of the case that it was part of.
        sent_by: the administrative body that sends it; empty where none does.
        papers_complete: whether such a body sent all papers.
    """

    zh = "立案审查"
    offence: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    amount: int | None = None
    violence: bool | None = None
    times: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    manners: frozenset[Manner] = frozenset()
    acting: int | None = None
    injury: Injury | None = None
    report: str = ""
    from_administrative: str = ""
    reopens: str = ""
    split_from: str = ""
    sent_by: str = ""
    papers_complete: bool = True


@attrs.frozen
class Establish(Action[CriminalCase]):
    """Record what checks have shown; what is left out stays as it was recorded.

    Args:
        amount: the value in yuan.
        violence: whether force was used against a person.
        times: how many such acts there are within the time in which they count together.
        manners: how it was done, all of it.
        acting: how many acted together.
        injury: how gravely somebody was hurt, by the appraisal.
        halving: the situation that lowers the amount, in the officer's words.
        prior: whether an earlier punishment is recorded.
    """

    zh = "查明情节"
    amount: int | None = None
    violence: bool | None = None
    times: int | None = None
    manners: frozenset[Manner] | None = None
    acting: int | None = None
    injury: Injury | None = None
    halving: str | None = attrs.field(default=None, **PERSONAL)
    prior: bool | None = None


@attrs.frozen
class NameSuspect(Action[CriminalCase]):
    """Record who is suspected."""

    zh = "确定犯罪嫌疑人"
    party: Party = attrs.field(**PERSONAL)


@attrs.frozen
class ExtendReview(Action[CriminalCase]):
    """Take longer over the review: a clue must be checked, or the matter is major."""

    zh = "延长审查期限"
    major: bool
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class PutOnFile(Action[CriminalCase]):
    """File the case 立案.

    Args:
        why: the reason.
        undecided_because: why it is taken for a crime where what is recorded does not decide that; empty where it does.
    """

    zh = "决定立案"
    why: str = attrs.field(**PERSONAL)
    undecided_because: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class DeclineToFile(Action[CriminalCase]):
    """Do not file, and say why 不予立案.

    Args:
        ground: why.
        administrative_case: the case in which it goes on as a breach, opened in the same unit of work.
        limitation_years: the period of limitation by the highest penalty, where that is the ground.
    """

    zh = "不予立案"
    ground: NotFiledGround
    administrative_case: str = ""
    limitation_years: int | None = None


@attrs.frozen
class Investigate(Action[CriminalCase]):
    """Begin the investigation 侦查."""

    zh = "开展侦查"


@attrs.frozen
class DropSuspect(Action[CriminalCase]):
    """End the investigation of one person while the case goes on 终止侦查."""

    zh = "终止对该嫌疑人的侦查"
    party: str
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class MarkSolved(Action[CriminalCase]):
    """Mark the case solved 破案, by the three-part test of the older rules.

    Args:
        on: the day.
        crime_proven: evidence proves that there was a crime.
        suspect_proven: evidence proves that the suspect did it.
        in_hand: the suspect, or the main one, is in hand.
    """

    zh = "破案"
    on: date
    crime_proven: bool
    suspect_proven: bool
    in_hand: bool


@attrs.frozen
class Conclude(Action[CriminalCase]):
    """Conclude the investigation 侦查终结."""

    zh = "侦查终结"
    facts_clear: bool
    evidence_sound: bool
    papers_complete: bool


@attrs.frozen
class SendForProsecution(Action[CriminalCase]):
    """Send the file to the procuratorate 移送起诉."""

    zh = "移送起诉"
    suspect_told: bool


@attrs.frozen
class ReturnForInvestigation(Action[CriminalCase]):
    """Record that the procuratorate sends the file back 退回补充侦查."""

    zh = "退回补充侦查"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Prosecute(Action[CriminalCase]):
    """Record that the procuratorate prosecutes."""

    zh = "提起公诉"


@attrs.frozen
class DoNotProsecute(Action[CriminalCase]):
    """Record that the procuratorate does not prosecute."""

    zh = "不起诉"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class WithdrawCase(Action[CriminalCase]):
    """Withdraw the case 撤销案件; the arguments are those of `DeclineToFile`."""

    zh = "撤销案件"
    ground: NotFiledGround
    administrative_case: str = ""
    limitation_years: int | None = None


@attrs.frozen
class Transfer(Action[CriminalCase]):
    """Hand the case to the organ whose matter it is."""

    zh = "移送"
    to: str
    reporter_told: bool
