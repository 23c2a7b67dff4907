"""The conditions on the moves of a measure."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    End,
    Extend,
    ProposeMeasure,
    Question,
    RestrainAtOnce,
    Start,
    SummonOrally,
    UseInstrument,
)
from precinct.matters.custody.record import Custody, EndReason, Instrument, Measure, Tier
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


def _case(case: str, context: Context) -> str:
    return next((f"{brief.kind}.{brief.state}" for brief in context.related if brief.id == case), "unknown")


_CRIMINAL_OPEN = {
    f"criminal_case.{state}" for state in ("filed", "investigating", "returned_for_investigation")
}


@opening_guard(
    "custody.filed_before_coercion",
    "刑事传唤前已经立案",
    "a criminal case is filed before anybody is coerced",
    related=True,
)
def filed_before_coercion(a: ProposeMeasure, context: Context) -> Verdict:
    """Before filing: asking, looking, checking, and nothing that coerces."""
    stands = _case(a.case, context)
    return (a.measure is not Measure.CRIMINAL_SUMMONS or stands in _CRIMINAL_OPEN) or Unmet(
        Text("请先由县级公安机关负责人决定立案", "have the county head file the case first"),
        case=a.case,
        stands=stands,
    )


@opening_guard("custody.case_is_filed", "治安案件已立案", "an administrative case is filed", related=True)
def case_is_filed(a: ProposeMeasure | SummonOrally, context: Context) -> Verdict:
    """An inquiry belongs to a case."""
    if isinstance(a, ProposeMeasure) and a.measure is not Measure.INQUIRY:
        return True
    stands = _case(a.case, context)
    ended = any(brief.id == a.case and brief.ended for brief in context.related)
    return (stands.startswith("administrative_case.") and not ended) or Unmet(
        Text("请先立案", "file the case first"), case=a.case, stands=stands
    )


@opening_guard(
    "custody.reason_for_another_summons",
    "再次传唤有独立理由",
    "a further summons has a reason of its own",
    related=True,
)
def reason_for_another_summons(a: ProposeMeasure, context: Context) -> Verdict:
    """No summons after summons to hide custody; a restraint before is no summons."""
    earlier = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and brief.about != Measure.RESTRAINT.value and a.person.id in brief.people
    ]
    return (a.measure is Measure.RESTRAINT or not earlier or a.why_again != "") or Unmet(
        Text("请写明再次传唤的理由", "state the reason for the further summons"),
        earlier=", ".join(earlier),
        why_again="none",
    )


@opening_guard(
    "custody.sober_for_inquiry",
    "被询问人已酒醒、未受约束",
    "who is to be questioned is sober and not restrained",
    related=True,
)
def sober_for_inquiry(a: ProposeMeasure | SummonOrally, context: Context) -> Verdict:
    """Restraint is not questioning, and a drunk person is not questioned."""
    restraint = isinstance(a, ProposeMeasure) and a.measure is Measure.RESTRAINT
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and a.person.id in brief.people
    ]
    return (
        restraint
        or (not a.drunk and not held)
        or Unmet(
            Text("待其酒醒并解除约束后再询问", "question the person once sober and released"),
            drunk=a.drunk,
            in_measure=", ".join(held),
        )
    )


@opening_guard("custody.drunk_and_dangerous", "醉酒且有危险", "the person is drunk and a danger")
def drunk_and_dangerous(a: RestrainAtOnce, context: Context) -> Verdict:
    """Drunk alone is not enough, nor danger alone."""
    return (a.drunk and a.danger.strip() != "") or Unmet(
        Text("请通知家属接回或者送医", "have the family collect the person, or a doctor look"),
        drunk=a.drunk,
        danger=a.danger or "none",
    )


@opening_guard("custody.watched", "有专人看护", "a named person watches all the time")
def watched_from_the_start(a: RestrainAtOnce, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return a.watcher != "" or Unmet(Text("请指定看护人", "name who watches"), watcher="nobody")


@opening_guard("custody.ride_filmed", "带离途中全程录音录像", "the ride to the station is filmed")
def ride_filmed(a: RestrainAtOnce, context: Context) -> Verdict:
    """The camera runs until the person is inside."""
    return a.filmed_on_the_ride or Unmet(None, filmed_on_the_ride=False)


@opening_guard(
    "custody.found_on_scene",
    "现场发现并已出示人民警察证",
    "found on the scene, and the police card was shown",
)
def found_on_scene(a: SummonOrally, context: Context) -> Verdict:
    """Word of mouth is for the scene; who is found hours later gets it in writing."""
    return (a.found_on_scene and a.card_shown) or Unmet(
        Text("请使用传唤证", "summon in writing"), found_on_scene=a.found_on_scene, card_shown=a.card_shown
    )


@guard("custody.author_is_not_approver", "批准人不是呈请人", "who approves is not who asked")
def author_is_not_approver(m: Custody, context: Context) -> Verdict:
    """Four eyes, for heads too."""
    return context.actor.id != m.proposed_by or Unmet(
        Text("请由其他负责人批准", "have somebody else approve"), proposed_by=m.proposed_by
    )


@guard("custody.not_yet_approved", "尚未批准", "it has not been approved yet")
def not_yet_approved(m: Custody, context: Context) -> Verdict:
    """One approval is enough."""
    return m.approved_by == "" or Unmet(None, approved_by=m.approved_by)


@payload_guard(
    "custody.arrival_signed", "到案时间由本人填写并签名", "the person wrote and signed the time of arrival"
)
def arrival_signed(m: Custody, a: Start, context: Context) -> Verdict:
    """The clock is the person's, so the person signs it."""
    return (m.measure is Measure.RESTRAINT or a.arrival_signed) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), arrival_signed=False
    )


@payload_guard("custody.watcher_named", "约束期间有专人看护", "a restraint has a named watcher")
def watcher_named(m: Custody, a: Start, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return (m.measure is not Measure.RESTRAINT or a.watcher != "") or Unmet(
        Text("请指定看护人", "name who watches"), watcher="nobody"
    )


TIER_LIMITS = {
    (Measure.INQUIRY, Tier.NORMAL): "custody.inquiry_normal",
    (Measure.INQUIRY, Tier.MIDDLE): "custody.inquiry_extended",
    (Measure.INQUIRY, Tier.COMPLEX): "custody.inquiry_complex",
    (Measure.CRIMINAL_SUMMONS, Tier.NORMAL): "custody.criminal_summons",
    (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX): "custody.criminal_summons_complex",
}


@payload_guard(
    "custody.tier_in_force", "该询问时限档次在当日有法律依据", "the law of the day knows this length"
)
def tier_in_force(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """A length that is not yet, or no longer, law cannot be chosen."""
    if m.measure is Measure.RESTRAINT:
        return True
    code = TIER_LIMITS.get((m.measure, a.tier))
    known = code is not None and (context.law.has_limit(code, context.day) or context.law.unlimited(code))
    return known or Unmet(
        Text("请选择当日有效的时限", "choose a length that the law of the day knows"),
        measure=m.measure.value,
        length=a.tier.value,
        day=context.day,
    )


@payload_guard(
    "custody.grounds_for_longest",
    "情况复杂且依法可能适用拘留",
    "it is complex, and the law allows detention or custody for it",
)
def grounds_for_longest(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """The longest time needs both: complexity, and an act for which somebody may be locked up."""
    return (a.tier is not Tier.COMPLEX or a.detention_possible) or Unmet(
        Text("请按一般时限询问", "keep to the ordinary time"),
        length=a.tier.value,
        detention_possible=a.detention_possible,
    )


@payload_guard("custody.longer_than_before", "延长后的时限更长", "the new length is longer")
def longer_than_before(m: Custody, a: Extend, context: Context) -> Verdict:
    """Lengthening goes one way."""
    order = list(Tier)
    return order.index(a.tier) > order.index(m.tier) or Unmet(None, has=m.tier.value, asked=a.tier.value)


@guard("custody.is_questioning", "该措施为询问或者讯问", "the measure is for questioning")
def is_questioning(m: Custody, context: Context) -> Verdict:
    """Restraint time is not questioning time."""
    return m.measure is not Measure.RESTRAINT or Unmet(
        Text("酒醒后另行询问", "question the person once sober, on its own basis"), measure=m.measure.value
    )


@guard("custody.is_approved", "已经批准", "it has been approved")
def is_approved(m: Custody, context: Context) -> Verdict:
    """A written summons is approved before; an oral one needs none."""
    return (m.approved_by != "" or m.summoned_orally) or Unmet(
        Text("请补办批准手续", "get the approval"), approved_by="nobody"
    )


@payload_guard(
    "custody.no_handcuffs_on_the_drunk", "约束不使用手铐、脚镣", "a restraint uses no handcuffs or leg irons"
)
def no_handcuffs_on_the_drunk(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """A strap or a rope at most."""
    allowed = {Instrument.STRAP, Instrument.ROPE}
    return (m.measure is not Measure.RESTRAINT or a.instrument in allowed) or Unmet(
        Text("必要时使用约束带或者警绳", "a strap or rope, if need be"), instrument=a.instrument.value
    )


@payload_guard("custody.out_of_control", "行为失控确有必要", "the person is out of control")
def out_of_control(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """No instrument for convenience."""
    return a.out_of_control or Unmet(None, out_of_control=False)


@payload_guard("custody.food_and_rest", "保证饮食和必要休息", "food and the necessary rest are given")
def food_and_rest(m: Custody, a: Question, context: Context) -> Verdict:
    """Questioning is not an ordeal."""
    return a.food_and_rest or Unmet(Text("请保证饮食和休息", "give food and rest"), food_and_rest=False)


@guard("custody.family_told", "已通知家属或者注明原因", "the family is told, or the record says why not")
def family_told(m: Custody, context: Context) -> Verdict:
    """Nobody disappears."""
    return m.family_told != "" or Unmet(Text("请通知家属", "tell the family"), family_told="no")


@payload_guard(
    "custody.restraint_ends_sober",
    "约束因酒醒、送医或者移交而解除",
    "a restraint ends when the person is sober",
)
def restraint_ends_sober(m: Custody, a: End, context: Context) -> Verdict:
    """Time alone does not end it, and sober ends it at once."""
    return (
        m.measure is not Measure.RESTRAINT
        or a.reason in {EndReason.SOBER, EndReason.RELEASED, EndReason.TRANSFERRED}
    ) or Unmet(Text("请确认是否酒醒", "see whether the person is sober"), reason=a.reason.value)


@payload_guard(
    "custody.leaving_signed", "离开时间由本人填写并签名", "the person wrote and signed the time of leaving"
)
def leaving_signed(m: Custody, a: End, context: Context) -> Verdict:
    """The other end of the person's own clock."""
    return (m.measure is Measure.RESTRAINT or a.leaving_signed) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), leaving_signed=False
    )
