"""What is kept of a criminal case."""

from datetime import date

import attrs

from precinct.basics.text import Named
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.workflow.matter import Matter


class NotFiledGround(Named):
    """Why no criminal case is filed."""

    NO_CRIME = "no_crime", "没有犯罪事实"
    BREACH_ONLY = "breach_only", "情节显著轻微，属于违反治安管理行为"
    TIME_BARRED = "time_barred", "已过追诉时效"
    NOT_LIABLE = "not_liable", "依法不追究刑事责任"


@attrs.frozen(kw_only=True)
class CriminalCase(Matter):
    """A criminal case as it stands."""

    offence: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = ()
    amount: int | None = None
    from_administrative: str = ""
    report: str = ""
    violence: bool | None = None
    solved_on: date | None = None
    returns: int = 0
    handed_to: str = ""

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)

    @property
    def suspects(self) -> tuple[Party, ...]:
        """Those suspected."""
        return tuple(party for party in self.parties if party.capacity is Capacity.SUSPECT)
