"""The clock of a case: how often it is lengthened, and what it waits for."""

from datetime import datetime

from precinct.basics.errors import UnknownYear
from precinct.basics.text import Text
from precinct.law.counting import count, months_after
from precinct.law.timelimit import TimeLimit
from precinct.matters.administrative_case.actions import ResumeAfterMediation, Stop
from precinct.matters.administrative_case.actions_evidence import (
    GoOnSearching,
    GrantReappraisal,
    TellAppraisal,
)
from precinct.matters.administrative_case.record import AdministrativeCase, StopGround
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@guard(
    "administrative_case.extension_left",
    "延长办案期限未达到次数上限",
    "the time may be lengthened once more",
)
def extension_left(m: AdministrativeCase, context: Context) -> Verdict:
    """How often, is the law of the day on which it is lengthened."""
    most = context.law.value("case.extensions_max", context.day).amount
    return m.extensions < most or Unmet(None, extended=m.extensions, at_most=most)


@payload_guard(
    "administrative_case.mediation_ended_before",
    "调解结束不晚于恢复办理",
    "the mediation ended before the case goes on",
)
def mediation_ended_before(m: AdministrativeCase, a: ResumeAfterMediation, context: Context) -> Verdict:
    """The time after it runs from its end, which cannot lie ahead."""
    return (
        a.ended_at is None
        or a.ended_at <= context.occurred_at
        or Unmet(
            Text("请核对调解结束时间", "check when the mediation ended"), ended_at=a.ended_at.isoformat()
        )
    )


@guard("administrative_case.appraisal_is_out", "有尚未收回的鉴定", "an appraisal is out")
def appraisal_is_out(m: AdministrativeCase, context: Context) -> Verdict:
    """Nothing comes back that was not sent."""
    return m.appraisals_out > 0 or Unmet(Text("请先委托鉴定", "ask for an appraisal first"), out=0)


@guard(
    "administrative_case.appraisals_are_in",
    "委托的鉴定均已收回",
    "no appraisal that was asked for is still out",
)
def appraisals_are_in(m: AdministrativeCase, context: Context) -> Verdict:
    """Who asked an expert waits for the answer before deciding."""
    return m.appraisals_out == 0 or Unmet(
        Text("请待鉴定意见收回后再决定", "wait for the appraisal"), out=m.appraisals_out
    )


@payload_guard(
    "administrative_case.both_sides_told",
    "鉴定意见送交双方当事人",
    "both sides get the appraisal",
)
def both_sides_told(m: AdministrativeCase, a: TellAppraisal, context: Context) -> Verdict:
    """Who harmed and who was harmed may both ask for another one."""
    missing = sorted(({party.id for party in m.offenders} | m.victims) - set(a.told))
    return not missing or Unmet(Text("请送交双方当事人", "give it to both sides"), missing=", ".join(missing))


@guard(
    "administrative_case.reappraisal_in_time",
    "在申请重新鉴定的期限内",
    "the time to ask for a second appraisal is not over",
)
def reappraisal_in_time(m: AdministrativeCase, context: Context) -> Verdict:
    """The time runs from when both sides got the first one."""
    if m.appraisal_told_at is None:
        return Unmet(Text("请先送交鉴定意见", "give both sides the appraisal first"), told="no")
    limit = context.law.limit("case.reappraisal_request", context.day)
    return not is_over(limit, m.appraisal_told_at, context) or Unmet(
        None, told_at=f"{m.appraisal_told_at:%Y-%m-%d}"
    )


@guard(
    "administrative_case.reappraised_once",
    "尚未重新鉴定",
    "it has not been appraised a second time",
)
def reappraised_once(m: AdministrativeCase, context: Context) -> Verdict:
    """A side asks once."""
    return not m.reappraised or Unmet(None, reappraised=True)


@payload_guard(
    "administrative_case.reappraisal_asked_by_a_side",
    "重新鉴定由当事人申请",
    "a side of the case asks for the second appraisal",
)
def reappraisal_asked_by_a_side(m: AdministrativeCase, a: GrantReappraisal, context: Context) -> Verdict:
    """Who got the copy may ask."""
    sides = {party.id for party in m.offenders} | m.victims
    return a.by_party in sides or Unmet(Text("请记明申请人", "name the side that asked"), asked_by=a.by_party)


@payload_guard(
    "administrative_case.stop_ground_fits",
    "以超过追究时效终止的，时效确已届满",
    "what is stopped as time-barred is older than the time in which it is punished",
)
def stop_ground_fits(m: AdministrativeCase, a: Stop, context: Context) -> Verdict:
    """Whether it was discovered in time is for the head to say; that it cannot be too late yet, is not."""
    if a.ground is not StopGround.TIME_BARRED:
        return True
    last = months_after(m.act_day, context.law.value("penalty.limitation_months", context.day).amount)
    return context.day > last or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=m.act_day, last_day=last
    )


@payload_guard(
    "administrative_case.victims_told_why",
    "已向被侵害人说明原因",
    "those harmed are told why it is not decided",
)
def victims_told_why(m: AdministrativeCase, a: GoOnSearching, context: Context) -> Verdict:
    """A case without an offender goes on, and nobody is left to wonder."""
    missing = sorted(m.victims - set(a.told))
    return not missing or Unmet(Text("请向被侵害人说明", "tell those harmed"), not_told=", ".join(missing))


def is_over(limit: TimeLimit, start: datetime, context: Context) -> bool:
    """Whether a time limit of the law that ran from a moment is over; False beyond the calendar."""
    try:
        counted = count(limit, start, context.law.calendar)
    except UnknownYear:
        return False  # the calendar ends before it: nobody loses a right for that
    return counted.passed(context.occurred_at)
