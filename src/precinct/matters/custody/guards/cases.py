"""How a measure hangs together with its case and with the other measures of the same person."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    BringForQuestioning,
    ProposeMeasure,
    ProtectAtOnce,
    Question,
    RestrainAtOnce,
    Start,
    SummonOrally,
    TakeInArrived,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import (
    ARREST_REQUESTED,
    AT_LARGE,
    CRIMINAL,
    IN_HOURS,
    RESTRAINTS,
    STILL_DRUNK,
    Measure,
)
from precinct.people.role import Role
from precinct.workflow.context import Brief, Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard

_CRIMINAL_OPEN = {
    f"criminal_case.{state}" for state in ("filed", "investigating", "returned_for_investigation")
}
_DECIDED = {f"administrative_case.{state}" for state in ("decided", "served", "revised")}
_RUNNING = {"started", "extended"}
_FREE = {measure.value for measure in AT_LARGE}


def brief_text(case: str, context: Context) -> str:
    """Kind and state of a case as one word, `unknown` where nothing is known of it."""
    return next((f"{brief.kind}.{brief.state}" for brief in context.related if brief.id == case), "unknown")


def open_criminal(case: str, context: Context) -> bool:
    """Whether a case is a criminal one that is filed and still investigated."""
    return brief_text(case, context) in _CRIMINAL_OPEN


def _holding(person: str, measure: Measure, context: Context) -> list[Brief]:
    """Measures in which somebody is held while another one is to begin; who is at large may be called in."""
    return [
        brief
        for brief in context.related
        if brief.kind == "custody"
        and brief.state in _RUNNING
        and person in brief.people
        and not (brief.about in _FREE and measure in IN_HOURS)
    ]


@opening_guard(
    "custody.filed_before_coercion",
    "采取刑事措施前已经立案",
    "a criminal case is filed before anybody is coerced",
    related=True,
)
def filed_before_coercion(a: ProposeMeasure, context: Context) -> Verdict:
    """Before filing: asking, looking, checking, and nothing that coerces."""
    return (a.measure not in CRIMINAL or open_criminal(a.case, context)) or Unmet(
        Text("请先由县级公安机关负责人决定立案", "have the county head file the case first"),
        case=a.case,
        stands=brief_text(a.case, context),
    )


@opening_guard("custody.case_is_filed", "治安案件已立案", "an administrative case is filed", related=True)
def case_is_filed(a: ProposeMeasure | SummonOrally | TakeInArrived, context: Context) -> Verdict:
    """An inquiry belongs to a case."""
    if isinstance(a, ProposeMeasure) and a.measure is not Measure.INQUIRY:
        return True
    stands = brief_text(a.case, context)
    ended = any(brief.id == a.case and brief.ended for brief in context.related)
    return (stands.startswith("administrative_case.") and not ended) or Unmet(
        Text("请先立案", "file the case first"), case=a.case, stands=stands
    )


@opening_guard(
    "custody.detention_was_decided",
    "行政拘留已经决定",
    "the administrative detention that is carried out was decided",
    related=True,
)
def detention_was_decided(a: ProposeMeasure, context: Context) -> Verdict:
    """Whether it may be carried out at all is the case's to say; that there is a decision is asked here."""
    stands = brief_text(a.case, context)
    return (a.measure is not Measure.ADMINISTRATIVE_DETENTION or stands in _DECIDED) or Unmet(
        Text("请先作出处罚决定", "decide the penalty first"), case=a.case, stands=stands
    )


@opening_guard(
    "custody.sober_for_inquiry",
    "被询问人已酒醒、未受约束",
    "who is to be questioned is sober and not restrained",
    related=True,
)
def sober_for_inquiry(
    a: ProposeMeasure | SummonOrally | TakeInArrived | BringForQuestioning, context: Context
) -> Verdict:
    """Restraint is not questioning, and a drunk person is not questioned, wherever he got sober."""
    restraint = isinstance(a, ProposeMeasure) and a.measure not in IN_HOURS
    restraints = {measure.value for measure in RESTRAINTS}
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody"
        and not brief.ended
        and brief.about in restraints
        and a.person.id in brief.people
    ]
    left_drunk = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and STILL_DRUNK in brief.marked and a.person.id in brief.people
    ]
    return (
        restraint
        or (not a.drunk and not held and (a.sober_again or not left_drunk))
        or Unmet(
            Text("待其酒醒并解除约束后再询问", "question the person once sober and released"),
            drunk=a.drunk,
            in_measure=", ".join(held),
            left_drunk=", ".join(left_drunk),
        )
    )


@payload_guard(
    "custody.sober_when_asked",
    "询问时该人未醉酒",
    "who is questioned, or comes in to be, is not drunk",
)
def sober_when_asked(m: Custody, a: Start | Question, context: Context) -> Verdict:
    """It is asked again at the door and at the table: what was true of the morning need not be of the night."""
    drunk = m.drunk if a.drunk is None else a.drunk
    comes_for_more = isinstance(a, Start) and m.measure not in IN_HOURS
    return (comes_for_more or not drunk) or Unmet(
        Text("待其酒醒后再询问", "question the person once sober"), drunk=drunk
    )


@opening_guard(
    "custody.arrest_is_asked_for",
    "提请批准逮捕由县级以上公安机关负责人决定",
    "the county head asks for an arrest",
    related=True,
)
def arrest_is_asked_for(a: ProposeMeasure, context: Context) -> Verdict:
    """Out of the detention in which he asked for it, or himself where nobody is detained."""
    requested = any(
        brief.kind == "custody"
        and brief.state in _RUNNING
        and ARREST_REQUESTED in brief.marked
        and a.person.id in brief.people
        for brief in context.related
    )
    head = Role.COUNTY_HEAD in context.actor.roles
    return (a.measure is not Measure.ARREST or requested or head) or Unmet(
        Text("请县级以上公安机关负责人提请批准逮捕", "have the county head ask for it"),
        requested_in="no detention",
        asked_by_county_head=False,
    )


@opening_guard(
    "custody.not_held_already",
    "该人未被采取其他限制人身自由的措施",
    "the person is not held in another measure",
    related=True,
)
def not_held_already(
    a: SummonOrally | TakeInArrived | BringForQuestioning | RestrainAtOnce | ProtectAtOnce, context: Context
) -> Verdict:
    """One measure ends before the next begins; a restraint before is told by another guard."""
    asked = isinstance(a, SummonOrally | TakeInArrived | BringForQuestioning)
    measure = Measure.INQUIRY if asked else Measure.RESTRAINT
    restraints = {restraint.value for restraint in RESTRAINTS}
    held = [
        brief.id
        for brief in _holding(a.person.id, measure, context)
        if not (asked and brief.about in restraints)
    ]
    return not held or Unmet(
        Text("请先解除现有措施", "end the present measure first"), held_in=", ".join(held)
    )


@payload_guard(
    "custody.one_measure_at_a_time",
    "到案时该人未被采取其他限制人身自由的措施",
    "nobody is in two measures at once",
    related=True,
)
def one_measure_at_a_time(m: Custody, a: Start, context: Context) -> Verdict:
    """The station ends one and starts the next in one unit of work."""
    held = [brief.id for brief in _holding(m.person.id, m.measure, context) if brief.id != m.id]
    return not held or Unmet(
        Text("请先解除现有措施", "end the present measure first"), held_in=", ".join(held)
    )


@guard("custody.author_is_not_approver", "批准人不是呈请人", "the approver is not who asked for it")
def author_is_not_approver(m: Custody, context: Context) -> Verdict:
    """Four eyes, for heads too."""
    return context.actor.id != m.proposed_by or Unmet(
        Text("请由其他负责人批准", "have somebody else approve"), proposed_by=m.proposed_by
    )


@guard("custody.not_yet_approved", "尚未批准", "it has not been approved yet")
def not_yet_approved(m: Custody, context: Context) -> Verdict:
    """One approval is enough."""
    return m.approved_by == "" or Unmet(None, approved_by=m.approved_by)
