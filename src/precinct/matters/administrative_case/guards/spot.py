"""What is asked of a penalty on the spot."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import DecideOnTheSpot
from precinct.matters.administrative_case.guards_penalty import acts_of, articles
from precinct.matters.administrative_case.penalty import PenaltyKind
from precinct.matters.administrative_case.record import AdministrativeCase, CashAt
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "administrative_case.small_enough_for_the_spot",
    "属于可以当场处罚的警告或者罚款",
    "the penalty may be decided on the spot",
)
def small_enough_for_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Verdict:
    """A warning, or a fine up to what the pack says."""
    most = context.law.value("fine.on_the_spot_max", context.day).amount
    small = (
        a.penalty.kind in {PenaltyKind.WARNING, PenaltyKind.FINE}
        and a.penalty.fine_of_all <= most
        and a.penalty.days_decided == 0
        and not a.penalty.exit_ordered
    )
    return small or Unmet(
        Text("请按一般程序办理", "use the ordinary procedure"),
        penalty=a.penalty.kind.value,
        fine=a.penalty.fine_of_all,
        at_most=most,
    ).citing(articles(m, a.penalty, context))


@payload_guard(
    "administrative_case.act_fit_for_the_spot",
    "不属于不得当场处罚的行为",
    "the breach is none that is never punished on the spot",
)
def act_fit_for_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Verdict:
    """Some breaches are never settled at the scene, alone or beside another."""
    barred = context.law.choice("on_the_spot.barred_acts", context.day)
    found = [one.act for one in acts_of(m, a.penalty) if one.act in barred]
    return not found or Unmet(Text("请按一般程序办理", "use the ordinary procedure"), act=", ".join(found))


@payload_guard(
    "administrative_case.one_officer_uncontested",
    "由二名民警当场处罚，或者当事人无异议且全程录音录像",
    "two officers decide on the spot, or nobody contests it and all of it is filmed",
)
def one_officer_uncontested(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Verdict:
    """Asked where the law of the day asks it of an officer who is alone."""
    people = (context.actor, *context.companions)
    officers = {person.id for person in people if Role.OFFICER in person.roles}
    if len(officers) >= 2 or not context.law.has_choice("on_the_spot.one_officer_asks", context.day):
        return True
    return (a.contested is False and context.filmed) or Unmet(
        Text("请另一名民警到场", "have a second officer take part"),
        contested="not known" if a.contested is None else a.contested,
        filmed=context.filmed,
    )


@payload_guard(
    "administrative_case.cash_within_limit",
    "当场收缴的现金在限额以内且被处罚人无异议",
    "the cash collected is within the limit, and the person does not object",
)
def cash_within_limit(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Verdict:
    """More than that goes through the bank."""
    if not a.cash:
        return True
    most = min(context.law.value("fine.cash_max", context.day).amount, a.penalty.fine_of_all)
    # What the law lets be paid in cash is a fine up to a sum, not that sum of a higher fine.
    fits = a.penalty.fine_of_all <= context.law.value("fine.cash_max", context.day).amount and a.cash <= most
    return (fits and not a.objects_to_cash) or Unmet(
        Text("请到银行缴纳", "have it paid at the bank"),
        cash=a.cash,
        fine=a.penalty.fine_of_all,
        at_most=most,
        objects=a.objects_to_cash,
    )


@guard(
    "administrative_case.copy_and_cash_in",
    "当场处罚已备案，收缴的现金已缴付银行",
    "what was decided on the spot is filed, and cash is at the bank",
)
def copy_and_cash_in(m: AdministrativeCase, context: Context) -> Verdict:
    """No file is closed while its paper or its money is in somebody's pocket."""
    return (m.copy_filed and m.cash_at in {CashAt.NOWHERE, CashAt.BANK}) or Unmet(
        Text("请先备案、上交现金", "file the copy and pay the cash in"),
        copy_filed=m.copy_filed,
        cash_at=m.cash_at.value,
    )


@guard("administrative_case.cash_is_held", "现金在民警处", "an officer has the cash")
def cash_is_held(m: AdministrativeCase, context: Context) -> Verdict:
    """Only what was collected is handed in."""
    return m.cash_at is CashAt.OFFICER or Unmet(None, cash_at=m.cash_at.value)


@guard("administrative_case.cash_is_handed_in", "现金已交公安机关", "the organ has the cash")
def cash_is_handed_in(m: AdministrativeCase, context: Context) -> Verdict:
    """It goes to the organ first, and from there to the bank."""
    return m.cash_at is CashAt.ORGAN or Unmet(None, cash_at=m.cash_at.value)
