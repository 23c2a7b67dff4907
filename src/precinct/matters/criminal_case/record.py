"""What is kept of a criminal case."""

from datetime import date

import attrs

from precinct.basics.text import Named
from precinct.law.offence import Act, Injury, Manner
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
    """A criminal case as it stands.

    The fields from `amount` to `prior` are what `precinct.law.offence.Act` says of them.
    """

    offence: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = ()
    amount: int | None = None
    from_administrative: str = ""
    report: str = ""
    violence: bool | None = None
    times: int = 1
    manners: frozenset[Manner] = frozenset()
    acting: int | None = None
    injury: Injury | None = None
    halving: str = attrs.field(default="", **PERSONAL)
    prior: bool = False
    solved_on: date | None = None
    returns: int = 0
    handed_to: str = ""

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)

    @property
    def deed(self) -> Act:
        """The act as it is recorded, for `precinct.law.breach_or_crime`."""
        return Act(
            offence=self.offence,
            day=self.act_day,
            amount=self.amount,
            times=self.times,
            manners=self.manners,
            people=self.acting,
            violence=self.violence,
            injury=self.injury,
            halving=self.halving,
            prior=self.prior,
        )

    @property
    def suspects(self) -> tuple[Party, ...]:
        """Those suspected."""
        return tuple(party for party in self.parties if party.capacity is Capacity.SUSPECT)
