"""What is asked of quick handling."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import ProposePenalty
from precinct.matters.administrative_case.actions_hearing import HandleQuickly
from precinct.matters.administrative_case.guards.time import is_over
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.people.person import Need
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "administrative_case.nothing_in_dispute",
    "事实清楚、认错认罚、没有争议并书面同意",
    "the facts are clear, admitted and accepted, nothing is disputed, and the consent is written",
)
def nothing_in_dispute(m: AdministrativeCase, a: HandleQuickly, context: Context) -> Verdict:
    """Quick is only what nobody disputes."""
    asked = {
        "facts_clear": a.facts_clear,
        "admits": a.admits,
        "accepts": a.accepts,
        "consent_in_writing": a.consent_in_writing,
        "undisputed": not a.disputed,
    }
    missing = [name for name, met in asked.items() if not met]
    return not missing or Unmet(
        Text("请按一般程序办理", "use the ordinary procedure"), missing=", ".join(missing)
    )


@payload_guard(
    "administrative_case.fit_for_quick_handling",
    "当事人不属于不适用快速办理的人员",
    "nobody in it is one whose case is not handled quickly",
)
def fit_for_quick_handling(m: AdministrativeCase, a: HandleQuickly, context: Context) -> Verdict:
    """Minors, and those who may not follow what goes on, get the whole procedure."""
    full = context.law.value("penalty.age_full", context.day).amount
    ages = [party.age_on(context.day) for party in m.offenders]
    minor = any(age is not None and age < full for age in ages)
    deaf = any(Need.SIGN_LANGUAGE in party.needs for party in m.offenders)
    return not (minor or deaf or a.may_be_ill) or Unmet(
        Text("请按一般程序办理", "use the ordinary procedure"),
        minor=minor,
        deaf=deaf,
        may_be_ill=a.may_be_ill,
    )


@payload_guard(
    "administrative_case.arrived_before",
    "到案不晚于快速办理",
    "the person arrived before it is handled quickly",
)
def arrived_before(m: AdministrativeCase, a: HandleQuickly, context: Context) -> Verdict:
    """The time to decide runs from arrival, which cannot lie ahead."""
    return a.arrived_at <= context.occurred_at or Unmet(
        Text("请核对到案时间", "check the arrival"), arrived_at=a.arrived_at.isoformat()
    )


@payload_guard(
    "administrative_case.quick_penalty_fits",
    "快速办理的拟处罚不重",
    "a penalty that is decided quickly is not grave",
)
def quick_penalty_fits(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Verdict:
    """Long detention, and what gives a hearing, are not decided quickly."""
    if not m.quick:
        return True
    law, day = context.law, context.day
    short = a.penalty.days_of_all < law.value("quick.detention_below", day).amount
    light = a.penalty.fine_of_all < law.value("fine.hearing_min", day).amount
    licence = a.penalty.kind.value in law.choice("hearing.given_by", day)
    return (short and light and not licence) or Unmet(
        Text("请转为一般程序", "leave quick handling first"),
        penalty=a.penalty.kind.value,
        days=a.penalty.days_of_all,
        fine=a.penalty.fine_of_all,
    )


@guard(
    "administrative_case.quick_in_time",
    "快速办理的，在到案后的时限内作出决定",
    "what is handled quickly is decided within its time from arrival",
)
def quick_in_time(m: AdministrativeCase, context: Context) -> Verdict:
    """What took longer was not quick: it goes on in the ordinary way."""
    if not m.quick or m.arrived_at is None:
        return True
    limit = context.law.limit("case.quick_decision", context.day)
    return not is_over(limit, m.arrived_at, context) or Unmet(
        Text("请转为一般程序", "leave quick handling first"), arrived_at=m.arrived_at.isoformat()
    )


@guard("administrative_case.handled_quickly", "正在快速办理", "it is handled quickly")
def handled_quickly(m: AdministrativeCase, context: Context) -> Verdict:
    """Only what is quick falls back."""
    return m.quick or Unmet(None, quick=False)
