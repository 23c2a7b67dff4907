"""What is kept of an administrative case."""

from datetime import date

import attrs

from precinct.basics.text import Named
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


class PenaltyKind(Named):
    """The penalties of public order."""

    WARNING = "warning", "警告"
    FINE = "fine", "罚款"
    DETENTION = "detention", "行政拘留"
    LICENCE_REVOKED = "licence_revoked", "吊销许可证件"


@attrs.frozen
class Penalty:
    """A penalty as it is proposed or decided.

    Args:
        kind: the main penalty.
        fine: yuan, 0 for none; may stand beside detention.
        days: days of detention, 0 for none.
    """

    kind: PenaltyKind
    fine: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    days: int = attrs.field(default=0, validator=attrs.validators.ge(0))


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
