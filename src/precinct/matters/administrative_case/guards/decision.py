"""Who may decide what, and after which looks at it."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import DoNotPunish, Revise, Revoke
from precinct.matters.administrative_case.actions_after import Reopen
from precinct.matters.administrative_case.guards_penalty import articles
from precinct.matters.administrative_case.penalty import Penalty, PenaltyKind
from precinct.matters.administrative_case.record import AdministrativeCase, NoPenaltyGround
from precinct.matters.common import COUNTY_HEAD, HEADS
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@guard(
    "administrative_case.author_is_not_approver", "决定人不是提出意见的人", "who decides is not who proposed"
)
def author_is_not_approver(m: AdministrativeCase, context: Context) -> Verdict:
    """Four eyes, for heads too."""
    return context.actor.id != m.proposed_by or Unmet(
        Text("请由其他负责人决定", "have somebody else decide"), proposed_by=m.proposed_by
    )


@guard(
    "administrative_case.within_station_power",
    "处罚在派出所权限之内",
    "the penalty is within the station's power",
)
def within_station_power(m: AdministrativeCase, context: Context) -> Verdict:
    """A station warns and fines up to an amount, of all acts together; the rest is the county's, and to undo as well."""
    # The county is asked about first: it needs no number of the law.
    return _county(context) or _within_power(
        m, m.penalty, context.law.value("fine.station_max", context.day).amount, context
    )


@payload_guard(
    "administrative_case.revision_within_power",
    "变更后的处罚在派出所权限之内",
    "the revised penalty is within the station's power",
)
def revision_within_power(m: AdministrativeCase, a: Revise, context: Context) -> Verdict:
    """What a station may not decide it may not put in place of a decision either."""
    return _county(context) or _within_power(
        m, a.penalty, context.law.value("fine.station_max", context.day).amount, context
    )


_MILD = frozenset({PenaltyKind.WARNING, PenaltyKind.FINE})


def _county(context: Context) -> bool:
    return not COUNTY_HEAD.isdisjoint(context.actor.roles)


def _within_power(m: AdministrativeCase, penalty: Penalty | None, most: int, context: Context) -> Verdict:
    small = (
        penalty is not None
        and penalty.kind in _MILD
        and penalty.fine_of_all <= most
        and penalty.days_decided == 0
        and not penalty.exit_ordered
    )
    return small or Unmet(
        Text("请报县级公安机关决定", "have the county organ decide"),
        penalty="none" if penalty is None else penalty.kind.value,
        fine=0 if penalty is None else penalty.fine_of_all,
        station_at_most=most,
    ).citing(articles(m, penalty, context))


@payload_guard(
    "administrative_case.excused_after_notice",
    "依法不予处罚的已事先告知",
    "who is excused was notified before",
)
def excused_after_notice(m: AdministrativeCase, a: DoNotPunish, context: Context) -> Verdict:
    """An excuse presupposes a breach, so the person is heard first; facts that are not proven need no notice."""
    return (a.ground is NoPenaltyGround.NOT_PROVEN or a.notified) or Unmet(
        Text("请先告知当事人", "notify the person first"), ground=a.ground.value, notified=a.notified
    )


@guard(
    "administrative_case.legally_reviewed",
    "依法须审核的处罚已通过法制审核",
    "a penalty that needs legal review has passed it",
)
def legally_reviewed(m: AdministrativeCase, context: Context) -> Verdict:
    """Which do, is the law of the day: after a hearing, complex, of public interest."""
    if m.legally_reviewed or _light(m):
        return True
    asked = context.law.choice("legal_review.for", context.day)
    why = _why(m, asked)
    return not why or Unmet(Text("请先进行法制审核", "have it reviewed first"), why=why)


@guard(
    "administrative_case.discussed_together",
    "复杂、重大案件已集体讨论",
    "a complex or grave case was discussed by the heads together",
)
def discussed_together(m: AdministrativeCase, context: Context) -> Verdict:
    """Which are, is the law of the day."""
    if m.discussed or _light(m):
        return True
    asked = context.law.choice("discussion.for", context.day)
    why = _why(m, asked)
    return not why or Unmet(Text("请先集体讨论", "discuss it first"), why=why)


@guard(
    "administrative_case.several_discuss",
    "集体讨论有二人以上参加",
    "more than one takes part where the heads discuss together",
)
def several_discuss(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody discusses with himself."""
    return len(context.involved) > 1 or Unmet(
        Text("请记明参加讨论的负责人", "say who else took part"), took_part=len(context.involved)
    )


def _light(m: AdministrativeCase) -> bool:
    """Whether nothing is recorded for which any law could ask a further look."""
    return not m.weight and not m.hearing_held


def _why(m: AdministrativeCase, asked: frozenset[str]) -> str:
    found = {weight.value for weight in m.weight} | ({"hearing"} if m.hearing_held else set())
    return ", ".join(sorted(found & asked))


@guard(
    "administrative_case.may_decide_no_penalty",
    "由有权决定不予处罚的负责人决定",
    "who decides not to punish is one whom the house lets decide it",
)
def may_decide_no_penalty(m: AdministrativeCase, context: Context) -> Verdict:
    """The county head, unless the house has chosen that its own head may, too: no law was read that says who."""
    unit_head = context.law.setting("no_penalty_decided_by") == Role.UNIT_HEAD.value
    allowed = HEADS if unit_head else COUNTY_HEAD
    return not allowed.isdisjoint(context.actor.roles) or Unmet(
        Text("请报县级公安机关决定", "have the county organ decide"),
        decided_by=", ".join(sorted(role.value for role in allowed)),
    )


@payload_guard(
    "administrative_case.order_named",
    "指明由谁认定决定错误",
    "it says who found the decision wrong",
)
def order_named(m: AdministrativeCase, a: Revise | Revoke | Reopen, context: Context) -> Verdict:
    """A decision is not changed in silence."""
    return bool(a.on_order_of.strip()) or Unmet(
        Text("请记明复议机关、法院或者本机关", "name the body"), on_order_of="nobody"
    )
