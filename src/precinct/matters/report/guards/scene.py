"""The conditions on sending officers and on what they do at the scene."""

from precinct.basics.text import Text
from precinct.matters.report.actions import Dispatch, Handle
from precinct.matters.report.record import Injury, Report, ReportOutcome
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard

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
    """The body camera runs from arrival to the end."""
    return (context.filmed or a.not_filmed_because != "") or Unmet(
        Text("请注明未录制的原因", "say why it was not filmed"), filmed=context.filmed
    )
