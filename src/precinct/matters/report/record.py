"""What is kept of a report."""

from datetime import datetime

import attrs

from precinct.basics.text import Named
from precinct.matters.report.states import ReportState
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


class Channel(Named):
    """How a report comes in."""

    WALK_IN = "walk_in", "上门报案"
    PHONE = "phone", "110电话"
    COMMUNITY_GROUP = "community_group", "社区群"
    PATROL = "patrol", "巡逻发现"
    ONLINE = "online", "网上报案"
    LETTER = "letter", "信件"
    HANDED_OVER = "handed_over", "移送"


class ReportClass(Named):
    """What a report is about, as stations sort it."""

    CRIMINAL = "criminal", "刑事"
    ADMINISTRATIVE = "administrative", "行政（治安）"
    TRAFFIC = "traffic", "道路交通"
    FIRE = "fire", "火灾"
    HELP = "help", "群众求助"
    COMPLAINT = "complaint", "举报投诉"
    EVENT = "event", "事件"
    DISPUTE = "dispute", "纠纷"


class ReportOutcome(Named):
    """What became of a report."""

    ADMINISTRATIVE_CASE = "administrative_case", "受理为行政案件"
    CRIMINAL_REVIEW = "criminal_review", "转刑事立案审查"
    TRANSFERRED = "transferred", "移送"
    NOT_POLICE = "not_police", "不属于公安机关职责"
    NOT_A_BREACH = "not_a_breach", "不构成违反治安管理行为"
    REPEAT = "repeat", "重复报警"
    CIVIL_DISPUTE = "civil_dispute", "民事纠纷"
    HELP_GIVEN = "help_given", "已提供帮助"
    COMMUNITY_OFFICER = "community_officer", "交社区民警跟进"
    UNFOUNDED = "unfounded", "报警不实"
    NO_FURTHER_ACTION = "no_further_action", "无需进一步处置"


TOLD = frozenset(
    {
        ReportOutcome.TRANSFERRED,
        ReportOutcome.NOT_POLICE,
        ReportOutcome.NOT_A_BREACH,
        ReportOutcome.REPEAT,
        ReportOutcome.CIVIL_DISPUTE,
    }
)


WITH_REASON = frozenset(
    {ReportOutcome.NOT_A_BREACH, ReportOutcome.UNFOUNDED, ReportOutcome.NO_FURTHER_ACTION}
)


LINKED = frozenset({ReportOutcome.ADMINISTRATIVE_CASE, ReportOutcome.CRIMINAL_REVIEW, ReportOutcome.REPEAT})


@attrs.frozen(kw_only=True)
class Report(Matter):
    """A report as it stands."""

    channel: Channel
    received_at: datetime
    gist: str = attrs.field(default="", **PERSONAL)
    place: str = attrs.field(default="", **PERSONAL)
    reporter: Party | None = attrs.field(default=None, **PERSONAL)
    anonymous: bool = False
    registered: bool = False
    report_class: ReportClass | None = None
    urgency: int | None = None
    officers: tuple[str, ...] = ()
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    outcome: ReportOutcome | None = None
    linked: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """The reporter's id, unless nobody is named or the reporter wants to stay unknown."""
        return frozenset() if self.reporter is None or self.anonymous else frozenset({self.reporter.id})

    @property
    def busy(self) -> frozenset[str]:
        """The officers on their way or at the scene."""
        return (
            frozenset(self.officers)
            if self.state in {ReportState.DISPATCHED, ReportState.ON_SCENE}
            else frozenset()
        )
