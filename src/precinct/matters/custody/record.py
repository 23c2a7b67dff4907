"""What is kept of a measure."""

from datetime import datetime

import attrs

from precinct.basics.text import Named
from precinct.matters.custody.states import CustodyState
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


class Measure(Named):
    """What takes the liberty."""

    RESTRAINT = "restraint", "约束至酒醒"
    INQUIRY = "inquiry", "传唤询问"
    CRIMINAL_SUMMONS = "criminal_summons", "刑事传唤"


class Tier(Named):
    """For how long somebody may be kept for questioning."""

    NORMAL = "normal", "一般"
    MIDDLE = "middle", "人员众多或者身份不明"
    COMPLEX = "complex", "情况复杂"


class Instrument(Named):
    """What may hold a person, and what must not."""

    STRAP = "strap", "约束带"
    ROPE = "rope", "警绳"
    HANDCUFFS = "handcuffs", "手铐"
    LEG_IRONS = "leg_irons", "脚镣"


class EndReason(Named):
    """Why a measure ends."""

    RELEASED = "released", "释放"
    TIME_UP = "time_up", "时限届满"
    SOBER = "sober", "已酒醒"
    INTO_CUSTODY = "into_custody", "转为其他强制措施"
    TRANSFERRED = "transferred", "移交"
    NOT_APPROVED = "not_approved", "未获批准"


@attrs.frozen(kw_only=True)
class Custody(Matter):
    """A measure as it stands."""

    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    summoned_orally: bool = False
    approved_by: str = ""
    proposed_by: str
    started_at: datetime | None = None
    watcher: str = ""
    drunk: bool = False
    family_told: str = ""
    instruments: tuple[Instrument, ...] = ()
    tier: Tier = Tier.NORMAL
    end_reason: EndReason | None = None

    @property
    def people(self) -> frozenset[str]:
        """The id of the person held."""
        return frozenset({self.person.id})

    @property
    def about(self) -> str:
        """The measure."""
        return str(self.measure.value)

    @property
    def busy(self) -> frozenset[str]:
        """The watcher, as long as it lasts."""
        return (
            frozenset({self.watcher} - {""})
            if self.state in {CustodyState.STARTED, CustodyState.EXTENDED}
            else frozenset()
        )
