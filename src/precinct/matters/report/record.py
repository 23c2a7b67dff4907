"""What is kept of a report."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

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
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    FOUND = "found", "工作中发现"
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
    MERGED = "merged", "并入同一警情"
    PRIVATE_PROSECUTION = "private_prosecution", "告知向人民法院起诉"
    NOT_INVESTIGATED = "not_investigated", "不予调查"
    CIVIL_DISPUTE = "civil_dispute", "民事纠纷"
    HELP_GIVEN = "help_given", "已提供帮助"
    COMMUNITY_OFFICER = "community_officer", "交社区民警跟进"
    UNFOUNDED = "unfounded", "报警不实"
    NO_FURTHER_ACTION = "no_further_action", "无需进一步处置"


class Finding(Named):
    """What was found when a report was handled and decides what may become of it."""

    DISAGREES = "disagrees", "报案人有异议"
    NEW_FACTS = "new_facts", "有新的事实或者证据"
    NOT_CLEAR = "not_clear_on_the_spot", "当场难以判断是否属于公安机关职责"
    NATURE_UNCLEAR = "nature_unclear", "违法还是犯罪尚难确定"
    UNCOOPERATIVE = "uncooperative", "报案人不予配合"
    NO_CONTENT = "no_content", "无具体内容"
    NOBODY_MET = "nobody_met", "现场未见报案人"
    ONLY_ON_COMPLAINT = "only_on_complaint", "告诉才处理"
    MINOR_WITH_EVIDENCE = "minor_with_evidence", "被害人有证据证明的轻微刑事案件"
    ASKS_POLICE = "asks_police", "要求公安机关受理"
    HARM_IN_PROGRESS = "harm_in_progress", "正在实施危害行为"
    CAUGHT_IN_THE_ACT = "caught_in_the_act", "正在实施或者实施后即时被发现"
    FUGITIVE_FOUND = "fugitive_found", "发现在逃人员"
    CASUALTIES = "casualties", "造成人员伤亡"
    OTHER_EMERGENCY = "other_emergency", "其他紧急情形"
    NO_EMERGENCY = "no_emergency", "无紧急情形"


class Duty(Named):
    """What was done before a report was handled."""

    WRITTEN_NOTICE = "written_notice", "书面告知"
    WARNED = "warned", "告知诬告的法律责任"
    ACTED_FIRST = "acted_first", "先行采取必要措施"


class Injury(Named):
    """How badly somebody is hurt, as far as that is known."""

    MINOR = "minor_injury", "轻微伤"
    LIGHT = "light_injury", "轻伤"
    SERIOUS = "serious_injury", "重伤"
    DEATH = "death", "死亡"
    UNKNOWN = "injury_unknown", "伤情尚未鉴定"


class SceneDuty(Named):
    """What officers do at a scene."""

    STOPPED = "stopped", "制止违法犯罪行为"
    MEDICAL_HELP = "medical_help", "组织救治"
    SUSPECTS_CONTROLLED = "suspects_controlled", "控制嫌疑人"
    PRESENT_LISTED = "present_listed", "登记在场人员及联系方式"
    QUESTIONED = "questioned", "现场询问"
    SCENE_PROTECTED = "scene_protected", "保护现场"
    EVIDENCE_FIXED = "evidence_fixed", "固定证据"
    UNIT_TOLD = "unit_told", "报告负责单位"


TOLD = frozenset(
    {
        ReportOutcome.TRANSFERRED,
        ReportOutcome.NOT_POLICE,
        ReportOutcome.NOT_A_BREACH,
        ReportOutcome.REPEAT,
        ReportOutcome.MERGED,
        ReportOutcome.CIVIL_DISPUTE,
        ReportOutcome.PRIVATE_PROSECUTION,
        ReportOutcome.NOT_INVESTIGATED,
    }
)
"""The outcomes of which the reporter is told."""


WITH_REASON = frozenset(
    {
        ReportOutcome.NOT_A_BREACH,
        ReportOutcome.CIVIL_DISPUTE,
        ReportOutcome.UNFOUNDED,
        ReportOutcome.NO_FURTHER_ACTION,
        ReportOutcome.NOT_INVESTIGATED,
    }
)
"""The outcomes that need a reason."""


WITHOUT_CASE = frozenset(
    {ReportOutcome.HELP_GIVEN, ReportOutcome.COMMUNITY_OFFICER, ReportOutcome.NO_FURTHER_ACTION}
)
"""The outcomes that leave what was reported as a breach without a case: its reporter is told, and why."""


CALLED_OFF = frozenset({ReportOutcome.REPEAT, ReportOutcome.MERGED, ReportOutcome.NO_FURTHER_ACTION})
"""The outcomes that end a report before anybody is there."""


OURS = frozenset({ReportOutcome.ADMINISTRATIVE_CASE, ReportOutcome.CRIMINAL_REVIEW})
"""The outcomes with which it is taken up here."""


_CASES = frozenset({"administrative_case", "criminal_case"})

LINKED: Mapping[ReportOutcome, frozenset[str]] = MappingProxyType(
    {
        ReportOutcome.ADMINISTRATIVE_CASE: frozenset({"administrative_case"}),
        ReportOutcome.CRIMINAL_REVIEW: frozenset({"criminal_case"}),
        ReportOutcome.REPEAT: _CASES | {"report"},
        ReportOutcome.MERGED: frozenset({"report"}),
    }
)
"""The outcomes that name another matter, each with the kinds of which it must be."""


@attrs.frozen(kw_only=True)
class Report(Matter):
    """A report as it stands.

    Args:
        channel: how it came in.
        received_at: when.
        gist: what was told, in a sentence.
        place: where it happened.
        reporter: who told it; None where nobody is named.
        contact: how the reporter can be reached.
        anonymous: whether the reporter wants to stay unknown.
        brought: what the reporter brought along as evidence.
        urgent: whether help went first and the papers follow.
        registered: whether it is entered in the system.
        evidence_taken: whether what the reporter offered was taken.
        receipt_settled: whether the reporter holds a receipt, or the record says why not.
        report_class: what it is about.
        urgency: how urgent it is, 1 the most.
        officers: the ids of the officers sent.
        auxiliaries: the ids of the auxiliaries sent with them.
        dispatched_at: when somebody was first sent.
        arrived_at: when they were there.
        injury: how badly somebody is hurt; None where nobody is, as far as that is known.
        crime_scene: whether the place is the scene of a crime.
        scene: what was done at the scene.
        scene_recorded: whether the record says what was found at the scene.
        withdrawn: whether the reporter took it back.
        left_open: whether it could once not be told on the spot whose matter it is.
        outcome: what became of it.
        handled_at: when that was said.
        linked: the ids of the matters it led to, or of the report that it repeats.
        transfer_approved: whether the head let it go to another organ.
        sent_to: the organ that it was sent to.
        change_untold: whether another organ has it by now and the reporter does not know.
    """

    channel: Channel
    received_at: datetime
    gist: str = attrs.field(default="", **PERSONAL)
    place: str = attrs.field(default="", **PERSONAL)
    reporter: Party | None = attrs.field(default=None, **PERSONAL)
    contact: str = attrs.field(default="", **PERSONAL)
    anonymous: bool = False
    brought: tuple[str, ...] = attrs.field(default=(), **PERSONAL)
    urgent: bool = False
    registered: bool = False
    evidence_taken: bool = False
    receipt_settled: bool = False
    report_class: ReportClass | None = None
    urgency: int | None = None
    officers: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    injury: Injury | None = attrs.field(default=None, **PERSONAL)
    crime_scene: bool = False
    scene: frozenset[SceneDuty] = frozenset()
    scene_recorded: bool = False
    withdrawn: bool = False
    left_open: bool = False
    outcome: ReportOutcome | None = None
    handled_at: datetime | None = None
    linked: tuple[str, ...] = ()
    transfer_approved: bool = False
    sent_to: str = ""
    change_untold: bool = False

    @property
    def criminal(self) -> bool:
        """Whether it is about a crime: it was sorted so, taken up so, or the place is the scene of one."""
        sorted_so = self.report_class is ReportClass.CRIMINAL
        return sorted_so or self.crime_scene or self.outcome is ReportOutcome.CRIMINAL_REVIEW

    @property
    def reporter_name(self) -> str:
        """The reporter's name for whoever may see it: empty where nobody is named, or it is kept secret."""
        return "" if self.reporter is None or self.anonymous else self.reporter.name

    @property
    def people(self) -> frozenset[str]:
        """The reporter's id, unless nobody is named or the reporter wants to stay unknown."""
        return frozenset() if self.reporter is None or self.anonymous else frozenset({self.reporter.id})

    @property
    def about(self) -> str:
        """What became of it, or, as long as nothing has, what it is about."""
        known = self.outcome or self.report_class
        return "" if known is None else str(known.value)

    @property
    def busy(self) -> frozenset[str]:
        """The officers and auxiliaries on their way or at the scene."""
        return (
            frozenset((*self.officers, *self.auxiliaries))
            if self.state in {ReportState.DISPATCHED, ReportState.ON_SCENE}
            else frozenset()
        )
