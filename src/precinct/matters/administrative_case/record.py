"""What is kept of an administrative case."""

from datetime import date, datetime

import attrs

from precinct.basics.text import Named
from precinct.law.offence import Act
from precinct.matters.administrative_case.penalty import Penalty
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.workflow.matter import Matter


class NoPenaltyGround(Named):
    """Why nobody is punished."""

    EXCUSED = "excused", "依法不予处罚"
    NOT_PROVEN = "not_proven", "违法事实不能成立"


class StopGround(Named):
    """Why the investigation stops."""

    NO_FACTS = "no_facts", "没有违法事实"
    TIME_BARRED = "time_barred", "已过追究时效"
    SUSPECT_DEAD = "suspect_dead", "违法嫌疑人死亡"


class NoticeContent(Named):
    """What the notice before a penalty says."""

    FACTS = "facts", "事实"
    GROUNDS = "grounds", "理由和依据"
    RIGHTS = "rights", "陈述、申辩等权利"
    PENALTY = "penalty", "拟处罚的内容"


WHOLE_NOTICE = frozenset(NoticeContent)
"""What the printed form of the notice has."""


class Weight(Named):
    """What makes a case one that more than its decider looks at."""

    COMPLEX = "complex", "情况复杂或者重大违法"
    PUBLIC_INTEREST = "public_interest", "涉及重大公共利益"


class CashAt(Named):
    """Where a fine that was collected in cash is."""

    NOWHERE = "nowhere", "未收现金"
    OFFICER = "officer", "在民警处"
    ORGAN = "organ", "已交公安机关"
    BANK = "bank", "已缴银行"


class Place(Named):
    """What is searched."""

    HOME = "home", "公民住所"
    OTHER = "other", "其他场所"


class Warrant(Named):
    """Who ordered a search in writing."""

    NONE = "none", "无检查证"
    UNIT = "unit", "办案机关检查证"
    COUNTY = "county", "县级检查证"


class Evidence(Named):
    """What a proposal can rest on."""

    OWN_STATEMENT = "own_statement", "本人陈述"
    VICTIM_STATEMENT = "victim_statement", "被侵害人陈述"
    WITNESS = "witness", "证人证言"
    PHYSICAL = "physical", "物证"
    DOCUMENT = "document", "书证"
    FOOTAGE = "footage", "视听资料"
    APPRAISAL = "appraisal", "鉴定意见"
    SCENE = "scene", "勘验、检查笔录"


@attrs.frozen(kw_only=True)
class AdministrativeCase(Matter):
    """An administrative case as it stands.

    Args:
        act: the breach, as the pack names it.
        act_day: the day of the breach.
        gist: what happened, in a sentence.
        parties: those involved.
        report: the id of the report that it comes from.
        mediation: the id of its mediation.
        own_statement_only: whether nothing but a person's own statement is there yet.
        penalty: the penalty that is proposed or decided.
        proposed_by: the id of who proposed it.
        measured_on: the day on which the penalty was measured; None where anybody joined or left since, or it is not
            known.
        told: the ids of those to whom the notice before the penalty was given; None where that is not known.
        hearing_waived: whether a hearing was waived, or its time has passed.
        hearing_held: whether a hearing was held.
        handed_to: the id or name of where it has gone.
        time_from: from when its time runs; None until it is filed.
        extensions: how often its time was lengthened.
        appraisals_out: how many appraisals have not come back.
        hearing_pending: whether a hearing was asked for and not held yet.
        appraisal_told_at: when both sides got the appraisal.
        reappraised: whether a second appraisal was granted.
        mediation_ended_at: when the mediation failed or was not performed.
        notified_at: when the notice before the penalty was given.
        notice_published: the day on which that notice was published.
        hearing_on: the day for which the hearing is called.
        agreed_to_hear: whether the organ grants a hearing that the law does not give.
        weight: what makes it grave or complex.
        legally_reviewed: whether the penalty passed legal review.
        discussed: whether the heads discussed the penalty together.
        quick: whether it is handled quickly.
        arrived_at: when the person arrived whose case is handled quickly.
        copy_filed: whether a decision on the spot has been filed with the organ.
        cash_at: where a fine collected in cash is.
        decision_published: the day on which the decision was served by publication.
        family_told: whether the family was told of the detention.
        linked: the ids of the cases that it was merged with, split from or turned from.
        deed: what checks have shown of the act that may make it a crime, None while nothing is recorded.
    """

    act: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...]
    report: str = ""
    mediation: str = ""
    own_statement_only: bool = True
    penalty: Penalty | None = None
    proposed_by: str = ""
    measured_on: date | None = None
    told: tuple[str, ...] | None = None
    hearing_waived: bool = False
    hearing_held: bool = False
    handed_to: str = ""
    time_from: datetime | None = None
    extensions: int = 0
    appraisals_out: int = 0
    hearing_pending: bool = False
    appraisal_told_at: datetime | None = None
    reappraised: bool = False
    mediation_ended_at: datetime | None = None
    notified_at: datetime | None = None
    notice_published: date | None = None
    hearing_on: date | None = None
    agreed_to_hear: bool = False
    weight: frozenset[Weight] = frozenset()
    legally_reviewed: bool = False
    discussed: bool = False
    quick: bool = False
    arrived_at: datetime | None = None
    copy_filed: bool = True
    cash_at: CashAt = CashAt.NOWHERE
    decision_published: date | None = None
    family_told: bool = False
    linked: tuple[str, ...] = ()
    deed: Act | None = None

    @property
    def offenders(self) -> tuple[Party, ...]:
        """Those who are said to have done it."""
        return tuple(party for party in self.parties if party.capacity is Capacity.OFFENDER)

    @property
    def victims(self) -> frozenset[str]:
        """The ids of those who were harmed."""
        return frozenset(party.id for party in self.parties if party.capacity is Capacity.VICTIM)

    @property
    def about(self) -> str:
        """The breach."""
        return self.act

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)

    def punished_by(self, penalty: Penalty) -> tuple[Party, ...]:
        """The offenders whom a penalty is about: the one it names, or all."""
        offenders = (party for party in self.parties if party.capacity is Capacity.OFFENDER)
        return tuple(party for party in offenders if penalty.punished.id in {"", party.id})
