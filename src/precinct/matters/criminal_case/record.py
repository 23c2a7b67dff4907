"""What is kept of a criminal case."""

from datetime import date, datetime

import attrs

from precinct.basics.text import Named
from precinct.law.offence import Act, Injury, Manner
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.workflow.matter import Matter, RecusalAsked


class NotFiledGround(Named):
    """Why no criminal case is filed."""

    NO_CRIME = "no_crime", "没有犯罪事实"
    BREACH_ONLY = "breach_only", "情节显著轻微，属于违反治安管理行为"
    TIME_BARRED = "time_barred", "已过追诉时效"
    NOT_LIABLE = "not_liable", "依法不追究刑事责任"


class Review(Named):
    """How long the review whether to file may take."""

    ORDINARY = "ordinary", "一般审查"
    CHECKED = "checked", "线索需要查证"
    MAJOR = "major", "重大、疑难、复杂"


class Contest(Named):
    """How far a decision of this case is contested: by the complainant, or by the police with the prosecutor."""

    NONE = "none", "无异议"
    FIRST = "first", "复议中"
    ANSWERED = "answered", "复议已答复"
    SECOND = "second", "复核中"
    OVER = "over", "复核已答复"


@attrs.frozen(kw_only=True)
class CriminalCase(Matter):
    """A criminal case as it stands.

    The fields from `violence` to `prior` and `amount` are what `precinct.law.offence.Act` says of them.

    Args:
        offence: the offence, as the pack names it.
        act_day: the day of the act.
        gist: what happened, in a sentence.
        parties: those involved.
        from_administrative: the id of the administrative case that it was.
        report: the id of the report that it comes from.
        undecided_because: why the head who filed it took it for a crime, where what was recorded did not decide that.
        solved_on: the day on which it was marked solved, by the three-part test of the older rules.
        returns: how often the file was sent back.
        handed_to: to whom or to which matter it went.
        sent_by: the administrative body that sent it; empty where none did.
        review: how long the review may take.
        review_from: since when it is under review, None where that is not recorded.
        told: the ids of the complainants on whom the notice was served that no case is filed.
        served_at: when it was served.
        untold: the ids of those who must still be told that it was withdrawn, or ended against one of them.
        contest: how far the decision not to file, or not to prosecute, is contested.
        contest_from: since when the police may contest it: the decision not to prosecute, or the answer.
        contest_extended: whether the time for the present answer was extended.
        asked_why: the prosecutor waits to hear why no case was filed.
        ordered: the prosecutor, or the next higher organ, has ordered to file.
        review_extended: the prosecutor's own time was extended.
        leniency_proposed: a proposal of leniency after a reconciliation goes with the file.
        recusals_final: those of which the refusal was contested and upheld.
        linked: the ids of cases that it was merged with, split from, or that it takes up again.
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
    undecided_because: str = attrs.field(default="", **PERSONAL)
    solved_on: date | None = None
    returns: int = 0
    handed_to: str = ""
    sent_by: str = ""
    review: Review = Review.ORDINARY
    review_from: datetime | None = None
    told: tuple[str, ...] = ()
    served_at: datetime | None = None
    untold: tuple[str, ...] = ()
    contest: Contest = Contest.NONE
    contest_from: datetime | None = None
    contest_extended: bool = False
    asked_why: bool = False
    ordered: bool = False
    review_extended: bool = False
    leniency_proposed: bool = False
    recusals_final: tuple[RecusalAsked, ...] = ()
    linked: tuple[str, ...] = ()

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
    def about(self) -> str:
        """The offence."""
        return self.offence

    @property
    def complainants(self) -> tuple[Party, ...]:
        """Those who reported it or were harmed by it."""
        asking = {Capacity.REPORTER, Capacity.VICTIM}
        return tuple(party for party in self.parties if party.capacity in asking)

    @property
    def suspects(self) -> tuple[Party, ...]:
        """Those suspected."""
        return tuple(party for party in self.parties if party.capacity is Capacity.SUSPECT)
