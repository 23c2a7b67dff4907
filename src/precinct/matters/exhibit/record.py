"""What is kept of an exhibit: where it is now and the head of its chain; the chain itself stands in the entries."""

from datetime import datetime

import attrs

from precinct.basics.text import Named
from precinct.matters.exhibit.states import ExhibitState
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


class Track(Named):
    """Which procedure an exhibit serves."""

    ADMINISTRATIVE = "administrative", "行政"
    CRIMINAL = "criminal", "刑事"
    NONE = "none", "无案件"


class Protected(Named):
    """Why a thing must not be seized."""

    UNRELATED = "unrelated", "与案件无关"
    NECESSITY = "necessity", "生活必需品"
    VICTIMS = "victims", "被侵害人合法占有"
    THIRD_PARTYS = "third_partys", "善意第三人合法占有"


class Goods(Named):
    """What sort of thing it is, for who may take it away for good."""

    ORDINARY = "ordinary", "一般财物"
    CONTRABAND = "contraband", "违禁品"
    WEAPON = "weapon", "管制器具"
    DRUG_TOOLS = "drug_tools", "吸毒用具"
    ILLEGAL = "illegal", "非法财物"


class ReleaseGround(Named):
    """Why a seizure ends."""

    NO_BREACH = "no_breach", "没有违法行为"
    UNRELATED = "unrelated", "与案件无关"
    DECIDED = "decided", "已作出处理决定"
    TIME_OUT = "time_out", "期限届满"
    NOT_NEEDED = "not_needed", "不再需要"


class Collector(Named):
    """As what somebody collects a thing that is given back."""

    OWNER = "owner", "所有人"
    HOLDER = "holder", "原持有人"
    AGENT = "agent", "持书面委托的代理人"


class Capture(Named):
    """How electronic data was secured."""

    MEDIUM = "medium", "扣押原始存储介质"
    EXTRACTED = "extracted", "提取电子数据"
    PRINTED = "printed", "打印、拍照、录像"


@attrs.frozen
class DataList:
    """What the list says of electronic data.

    Args:
        capture: how it was secured.
        type_and_format: its type and file format.
        content_hash: the integrity check value.
        sealed: whether the medium was sealed.
        why_no_medium: why the medium was not seized.
    """

    capture: Capture
    type_and_format: str
    content_hash: str
    sealed: bool = True
    why_no_medium: str = attrs.field(default="", **PERSONAL)


@attrs.frozen(kw_only=True)
class Exhibit(Matter):
    """A thing as it stands.

    Args:
        item: what it is.
        case: the id of the case that it serves, empty for found property.
        track: which procedure it serves.
        holder: the id of who has it now.
        hand_overs: how often it changed hands.
        condition: its state when it last changed hands.
        digital: whether it is, or carries, electronic data.
        content_hash: the integrity check value of the list.
        flagged: whether a hash did not agree and no legal reviewer has looked yet.
        held_from: when the time to hand it to the keeper began.
        worth: what it is worth in yuan, if it was valued.
        disputed: whether its value is in dispute.
        announced_at: when it was announced that somebody may claim it.
        waited_longer: whether the time to claim it was lengthened.
        time_from: from when the time to keep it runs; None where none runs.
        appraisal_from: since when it is at an appraisal.
        minutes_in_appraisal: how long it was at appraisals that are over.
        released_for: why the seizure ended, once it has.
    """

    item: str = attrs.field(**PERSONAL)
    case: str = ""
    track: Track = Track.NONE
    holder: str = ""
    hand_overs: int = 0
    condition: str = attrs.field(default="", **PERSONAL)
    owner: Party | None = attrs.field(default=None, **PERSONAL)
    approved_by: str = ""
    approval_due: bool = False
    digital: bool = False
    content_hash: str = ""
    flagged: bool = False
    held_from: datetime | None = None
    extended: bool = False
    in_appraisal: bool = False
    worth: int | None = None
    disputed: bool = False
    photographed: bool = False
    unrelated: bool = False
    sold_for: int | None = None
    announced_at: datetime | None = None
    waited_longer: bool = False
    time_from: datetime | None = None
    appraisal_from: datetime | None = None
    minutes_in_appraisal: int = 0
    released_for: ReleaseGround | None = None

    @property
    def people(self) -> frozenset[str]:
        """Whose it is, or from whom it was taken."""
        return frozenset() if self.owner is None else frozenset({self.owner.id})

    @property
    def about(self) -> str:
        """The procedure that it serves."""
        return str(self.track.value)


SETTLED = frozenset(
    {
        ExhibitState.RETURNED,
        ExhibitState.CONFISCATED,
        ExhibitState.DESTROYED,
        ExhibitState.SENT_WITH_CASE,
        ExhibitState.UNCLAIMED,
        ExhibitState.RELEASED,
        ExhibitState.LAPSED,
        ExhibitState.REGISTERED_ONLY,
    }
)
"""The states in which nothing more is owed for an exhibit."""
