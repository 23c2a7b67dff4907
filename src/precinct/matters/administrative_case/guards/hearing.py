"""What is asked of a hearing."""

from precinct.basics.errors import UnknownYear
from precinct.basics.text import Text
from precinct.law.counting import count
from precinct.matters.administrative_case.actions import RequestHearing
from precinct.matters.administrative_case.actions_hearing import CallHearing, DropHearing
from precinct.matters.administrative_case.guards.time import is_over
from precinct.matters.administrative_case.guards_person import detention_may_be_executed
from precinct.matters.administrative_case.penalty import PenaltyKind
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


def _gives_hearing(
    m: AdministrativeCase, given: frozenset[str], least: int, full: int, context: Context
) -> bool:
    """Whether the penalty that is proposed gives a right to a hearing: by its kind, its fine, or a minor who would be held."""
    penalty = m.penalty
    if penalty is None:
        return False
    if penalty.kind in {PenaltyKind.LICENCE_REVOKED, PenaltyKind.SUSPENSION} and penalty.kind.value in given:
        return True
    if penalty.fine_of_all >= least:
        return True
    ages = (party.age_on(context.day) for party in m.offenders)
    minor = any(age is not None and age < full for age in ages)
    if not (minor and penalty.days_of_all > 0 and "minor_detained" in given):
        return False
    return detention_may_be_executed.test(m, context) is True


@guard(
    "administrative_case.hearing_settled",
    "没有听证权利，或者听证期限已过、已放弃、已举行",
    "there is no right to a hearing, or it is held, waived or out of time",
)
def hearing_settled(m: AdministrativeCase, context: Context) -> Verdict:
    """No decision while a hearing may still be asked for."""
    if m.hearing_held or (m.hearing_waived and not m.hearing_pending):
        return True
    law, day = context.law, context.day
    least = law.value("fine.hearing_min", day).amount
    full = law.value("penalty.age_full", day).amount
    due = _gives_hearing(m, law.choice("hearing.given_by", day), least, full, context)
    over = m.notified_at is not None and is_over(
        law.limit("case.hearing_request", day), m.notified_at, context
    )
    return (not m.hearing_pending and (not due or over)) or Unmet(
        Text(
            "待听证期限届满、放弃或者听证举行后再决定",
            "wait for the hearing, its waiver or the end of its time",
        ),
        waived=m.hearing_waived,
        held=m.hearing_held,
        asked_for=m.hearing_pending,
    )


@payload_guard(
    "administrative_case.hearing_due",
    "属于可以要求听证的处罚",
    "the penalty gives a right to a hearing",
)
def hearing_due(m: AdministrativeCase, a: RequestHearing, context: Context) -> Verdict:
    """A grave penalty gives it; the law of the day may let the organ grant it for a grave case."""
    law, day = context.law, context.day
    given = law.choice("hearing.given_by", day)
    least = law.value("fine.hearing_min", day).amount
    full = law.value("penalty.age_full", day).amount
    granted = a.organ_agrees and "organ_agrees" in given
    return (
        granted
        or _gives_hearing(m, given, least, full, context)
        or Unmet(
            Text("请听取陈述申辩", "hear what the person says instead"),
            penalty="none" if m.penalty is None else m.penalty.kind.value,
            fine=0 if m.penalty is None else m.penalty.fine_of_all,
        )
    )


@payload_guard(
    "administrative_case.offender_asks",
    "由被拟处罚的人要求或者放弃听证",
    "who is to be punished asks for the hearing, or gives it up",
)
def offender_asks(m: AdministrativeCase, a: RequestHearing | DropHearing, context: Context) -> Verdict:
    """The hearing is the right of whom the penalty would meet, to ask for and to give up."""
    return a.by_party in {party.id for party in m.offenders} or Unmet(
        Text("请核对申请人", "check who asks"), asked_by=a.by_party
    )


@guard(
    "administrative_case.hearing_asked_in_time",
    "在要求听证的期限内",
    "the time to ask for a hearing is not over",
)
def hearing_asked_in_time(m: AdministrativeCase, context: Context) -> Verdict:
    """The time runs from the notice."""
    if m.notified_at is None:
        return True
    limit = context.law.limit("case.hearing_request", context.day)
    return not is_over(limit, m.notified_at, context) or Unmet(None, notified_at=f"{m.notified_at:%Y-%m-%d}")


@payload_guard(
    "administrative_case.hearing_notice_early",
    "提前法定天数通知听证",
    "the hearing is called early enough",
)
def hearing_notice_early(m: AdministrativeCase, a: CallHearing, context: Context) -> Verdict:
    """Who is heard has time to prepare."""
    limit = context.law.limit("case.hearing_notice", context.day)
    try:
        counted = count(limit, context.occurred_at, context.law.calendar)
    except UnknownYear:
        return Unmet(Text("工作日历未公布", "the working days are not published"), on=a.on)
    return a.on > counted.last_day or Unmet(
        Text("请推迟听证日期", "choose a later day"), on=a.on, earliest_after=counted.last_day
    )


@guard(
    "administrative_case.hearing_called",
    "听证已通知且日期已到",
    "the hearing was called, and its day has come",
)
def hearing_called(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody is heard who was not asked to come."""
    return (m.hearing_on is not None and m.hearing_on <= context.day) or Unmet(
        Text("请先通知听证", "call the hearing first"), on=m.hearing_on or "no day"
    )


@guard("administrative_case.hearing_asked_for", "已要求听证", "a hearing is asked for")
def hearing_asked_for(m: AdministrativeCase, context: Context) -> Verdict:
    """A hearing is held once."""
    return m.hearing_pending or Unmet(None, held=m.hearing_held)
