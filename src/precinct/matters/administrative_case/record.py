"""What is kept of an administrative case."""

from datetime import date

import attrs

from precinct.basics.text import Named
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
    """An administrative case as it stands."""

    act: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...]
    report: str = ""
    mediation: str = ""
    own_statement_only: bool = True
    penalty: Penalty | None = None
    proposed_by: str = ""
    hearing_waived: bool = False
    hearing_held: bool = False
    handed_to: str = ""

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
