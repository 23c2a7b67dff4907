"""The conditions on sending officers and on what they do at the scene."""

from precinct.basics.text import Text
from precinct.matters.report.actions import Dispatch, Handle, RecordScene
from precinct.matters.report.record import (
    CALLED_OFF,
    OURS,
    Channel,
    Finding,
    Injury,
    Report,
    ReportOutcome,
)
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard

_NOBODY_TELLS = frozenset({Channel.PATROL, Channel.FOUND, Channel.HANDED_OVER})
_OF_ANOTHER_REPORT = frozenset({ReportOutcome.REPEAT, ReportOutcome.MERGED})

_ELSEWHERE = frozenset(
    {
        ReportOutcome.TRANSFERRED,
        ReportOutcome.CRIMINAL_REVIEW,
        ReportOutcome.REPEAT,
        ReportOutcome.MERGED,
    }
)


@payload_guard(
    "report.officers_free",
    "所派民警未在处置其他警情",
    "the officers sent are not busy elsewhere",
    related=True,
)
def officers_free(m: Report, a: Dispatch, context: Context) -> Verdict:
    """Nobody is at two scenes at once."""
    sent = {*a.officers, *a.auxiliaries}
    busy = {name for brief in context.related if brief.id != m.id for name in brief.busy & sent}
    return not busy or Unmet(
        Text("请改派空闲民警", "send somebody who is free"), busy=", ".join(sorted(busy))
    )


@guard(
    "report.injury_duties_done",
    "有人受伤的现场处置事项已完成",
    "what a scene with somebody hurt asks for is done",
)
def injury_duties_done(m: Report, context: Context) -> Verdict:
    """Stop it, help, hold, list, ask, protect, fix."""
    asked = context.law.choice("report.injury_duties", context.day)
    missing = asked - {duty.value for duty in m.scene}
    return (m.injury is None or not missing) or Unmet(
        Text("请完成或者注明无需进行", "do it, or say that there was no occasion"),
        missing=", ".join(sorted(missing)),
    )


@guard(
    "report.crime_scene_duties_done",
    "犯罪现场已保护、嫌疑人已控制并已报告负责单位",
    "a crime scene is protected, suspects are held and the responsible unit knows",
)
def crime_scene_duties_done(m: Report, context: Context) -> Verdict:
    """The station keeps the scene for those who examine it."""
    asked = context.law.choice("report.crime_scene_duties", context.day)
    missing = asked - {duty.value for duty in m.scene}
    return (not m.crime_scene or not missing) or Unmet(
        Text("请完成或者注明无需进行", "do it, or say that there was no occasion"),
        missing=", ".join(sorted(missing)),
    )


@payload_guard(
    "report.injury_owner",
    "重伤、死亡由刑侦部门办理",
    "serious injury and death go to the criminal unit",
)
def injury_owner(m: Report, a: Handle, context: Context) -> Verdict:
    """What is not known yet stays with who took it first, until the expert has spoken."""
    ours = context.law.choice("report.injuries_of_station", context.day)
    hurt = m.injury or Injury.UNKNOWN
    return (m.injury is None or hurt.value in ours or a.outcome in _ELSEWHERE) or Unmet(
        Text("请移送或者转刑事立案审查", "transfer it, or open the criminal review"),
        injury=hurt.value,
        outcome=a.outcome.value,
    )


@payload_guard(
    "report.filmed_to_the_end",
    "自到达现场至处置结束全程录音录像，或者注明原因",
    "the scene is filmed from arrival to the end, or the record says why not",
)
def filmed_to_the_end(m: Report, a: Handle, context: Context) -> Verdict:
    """The body camera runs from arrival to the end; only who is called off on the way has nothing to film."""
    there = m.arrived_at is not None or (m.dispatched_at is not None and a.outcome not in CALLED_OFF)
    return (not there or context.filmed or a.not_filmed_because != "") or Unmet(
        Text("请注明未录制的原因", "say why it was not filmed"), filmed=context.filmed
    )


@payload_guard(
    "report.needless_explained",
    "现场无需进行的事项已说明原因",
    "of what there was no occasion for at the scene the record says why",
)
def needless_explained(m: Report, a: RecordScene, context: Context) -> Verdict:
    """A list of what was not done is no reason for it."""
    return (not a.nothing_to_do or a.why_not.strip() != "") or Unmet(
        Text("请说明原因", "say why"), nothing_to_do=", ".join(sorted(duty.value for duty in a.nothing_to_do))
    )


@payload_guard(
    "report.scene_recorded",
    "到场处置刑事警情的，已记录现场情况",
    "where officers were at the scene of a crime, the record says what they found there",
)
def scene_recorded(m: Report, a: Handle, context: Context) -> Verdict:
    """That nobody is hurt and that it is no crime scene is said, not assumed."""
    crime = m.criminal or a.outcome is ReportOutcome.CRIMINAL_REVIEW
    asked = crime and m.arrived_at is not None and a.outcome not in _OF_ANOTHER_REPORT
    return (not asked or m.scene_recorded) or Unmet(
        Text("请记录现场情况", "record what was found at the scene"), scene_recorded=False
    )


@payload_guard(
    "report.reporter_asked",
    "到场后受理的，已登记报案人身份或者联系方式，或者现场未见报案人",
    "of what is taken up at a scene the reporter can be found, or was not met there",
)
def reporter_asked(m: Report, a: Handle, context: Context) -> Verdict:
    """Whoever stands there is asked who he is, whether he comes to the station or not."""
    asked = a.outcome in OURS and m.arrived_at is not None and m.channel not in _NOBODY_TELLS
    known = m.reporter is not None or m.contact != "" or Finding.NOBODY_MET in a.found
    return (not asked or known) or Unmet(
        Text("请登记报案人；现场未见报案人的请注明", "take down who it is; if nobody was met there, say so"),
        reporter="none",
        contact="none",
    )


@payload_guard(
    "report.officer_decides",
    "除撤销派警的结果外，由民警作出处置",
    "an officer decides what becomes of a report, unless it is only called off",
)
def officer_decides(m: Report, a: Handle, context: Context) -> Verdict:
    """A desk or a computer may write down that nobody need go; the rest is police work."""
    return (a.outcome in CALLED_OFF or Role.OFFICER in context.actor.roles) or Unmet(
        Text("请由民警处置", "let an officer decide"), outcome=a.outcome.value, actor=context.actor.id
    )
