"""Who is called in, on whose word, and for how long."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    End,
    ForceSummons,
    ProposeMeasure,
    Question,
    Start,
    SummonOrally,
    TakeInArrived,
    TurnCriminal,
)
from precinct.matters.custody.guards.cases import brief_text, open_criminal
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import (
    AT_LARGE,
    CRIMINAL,
    IN_HOURS,
    RESTRAINTS,
    STAYS_HELD,
    SUMMONSES,
    Coming,
    Measure,
)
from precinct.people.person import Capacity
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, opening_guard, payload_guard


@opening_guard(
    "custody.person_is_suspected",
    "措施针对嫌疑人，被侵害人、证人另行询问",
    "only who is suspected is called in or held; victims and witnesses are asked where they choose",
)
def person_is_suspected(a: ProposeMeasure | SummonOrally | TakeInArrived, context: Context) -> Verdict:
    """Whoever else is asked comes freely; a restraint is for a danger and not for a suspicion."""
    if isinstance(a, ProposeMeasure) and a.measure in RESTRAINTS:
        return True
    return a.person.capacity in {Capacity.OFFENDER, Capacity.SUSPECT} or Unmet(
        Text(
            "请在现场、单位、住处或者其提出的地点询问",
            "ask at the scene, at work, at home or where they choose",
        ),
        capacity=a.person.capacity.value,
    )


@opening_guard(
    "custody.reason_for_another_summons",
    "再次传唤有独立理由",
    "a further summons has a reason of its own",
    related=True,
)
def reason_for_another_summons(a: ProposeMeasure | SummonOrally | TakeInArrived, context: Context) -> Verdict:
    """No summons after summons to hide custody, however the person comes in; only a summons follows a summons."""
    summonses = {measure.value for measure in SUMMONSES}
    earlier = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and brief.about in summonses and a.person.id in brief.people
    ]
    summons = not isinstance(a, ProposeMeasure) or a.measure in SUMMONSES
    return (not summons or not earlier or a.why_again.strip() != "") or Unmet(
        Text("请写明再次传唤的理由", "state the reason for the further summons"),
        earlier=", ".join(earlier),
        why_again="none",
    )


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


@opening_guard(
    "custody.came_without_summons",
    "投案或者被扭送到案",
    "the person surrendered or was handed over",
)
def came_without_summons(a: TakeInArrived, context: Context) -> Verdict:
    """Who was stopped on the street has another way in."""
    return a.came in {Coming.SURRENDERED, Coming.HANDED_OVER} or Unmet(
        Text("请依法传唤或者继续盘问", "summon the person, or bring him for continued questioning"),
        came=a.came.value,
    )


@opening_guard(
    "custody.arrival_noted",
    "到案时间由本人填写并签名，拒签的已注明",
    "the person wrote and signed when he came, or the refusal is noted",
)
def arrival_noted(a: TakeInArrived, context: Context) -> Verdict:
    """The same clock as after a summons, and the same signature."""
    return (a.arrival_signed or a.refusal_noted) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), arrival_signed=False
    )


@payload_guard(
    "custody.refused_without_cause",
    "无正当理由拒不接受传唤或者逃避传唤",
    "the person refuses or evades the summons without cause",
)
def refused_without_cause(m: Custody, a: ForceSummons, context: Context) -> Verdict:
    """Nobody is dragged in who had a reason not to come."""
    return (a.refused and a.cause.strip() == "") or Unmet(
        Text("请另定时间", "agree on another time"), refused=a.refused, cause=given(a.cause)
    )


@guard("custody.is_inquiry", "该措施为治安传唤", "the measure is a summons for inquiry")
def is_inquiry(m: Custody, context: Context) -> Verdict:
    """What only an administrative summons knows."""
    return m.measure is Measure.INQUIRY or Unmet(None, measure=m.measure.value)


@payload_guard(
    "custody.turned_case_is_filed",
    "所转的刑事案件已经立案",
    "the criminal case that it turns to is filed",
    related=True,
)
def turned_case_is_filed(m: Custody, a: TurnCriminal, context: Context) -> Verdict:
    """Nobody is coerced for a crime before it is filed, whatever he came for."""
    return open_criminal(a.case, context) or Unmet(
        Text("请先由县级公安机关负责人决定立案", "have the county head file the case first"),
        case=a.case,
        stands=brief_text(a.case, context),
    )


@payload_guard(
    "custody.arrival_signed",
    "到案时间由本人填写并签名，拒签的已注明",
    "the person wrote and signed the time of arrival, or the refusal is noted",
)
def arrival_signed(m: Custody, a: Start, context: Context) -> Verdict:
    """The clock is the person's, so the person signs it."""
    return (m.measure not in IN_HOURS or a.arrival_signed or a.refusal_noted) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), arrival_signed=False
    )


@payload_guard(
    "custody.leaving_signed",
    "离开时间由本人填写并签名，拒签的已注明",
    "the person wrote and signed the time of leaving, or the refusal is noted",
)
def leaving_signed(m: Custody, a: End, context: Context) -> Verdict:
    """The other end of the person's own clock, before others take over; nobody is kept for a signature."""
    signed = a.leaving_signed or a.refusal_noted
    return (m.measure not in IN_HOURS or a.reason not in STAYS_HELD or signed) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), leaving_signed=False
    )


@guard("custody.is_questioning", "该措施可以询问或者讯问", "the measure is one in which questions are asked")
def is_questioning(m: Custody, context: Context) -> Verdict:
    """Restraint time is not questioning time."""
    return m.measure not in RESTRAINTS or Unmet(
        Text("酒醒后另行询问", "question the person once sober, on its own basis"), measure=m.measure.value
    )


@guard("custody.is_approved", "已经批准", "it has been approved")
def is_approved(m: Custody, context: Context) -> Verdict:
    """A written summons is approved before; who came on the scene's word or of himself needs none."""
    unsummoned = m.came in {Coming.SURRENDERED, Coming.HANDED_OVER}
    return (m.approved_by != "" or m.summoned_orally or unsummoned) or Unmet(
        Text("请补办批准手续", "get the approval"), approved_by="nobody"
    )


@guard(
    "custody.enough_officers",
    "由二名以上民警进行，法律允许的由一名民警在办案场所全程录音录像进行",
    "at least two officers take part, or one in a case room with full recording where the law allows it",
)
def enough_officers(m: Custody, context: Context) -> Verdict:
    """How many it takes with recording in a case room is the law's to say; without, it is always two."""
    recorded = context.in_case_room and context.filmed
    needed = context.law.value("officers.evidence", context.day).amount
    if recorded:
        needed = context.law.value("officers.inquiry_recorded", context.day).amount
    present = {person.id for person in (context.actor, *context.companions) if Role.OFFICER in person.roles}
    return len(present) >= needed or Unmet(
        Text("请另一名民警到场", "have a second officer take part"),
        officers=len(present),
        needed=needed,
        in_case_room=context.in_case_room,
        filmed=context.filmed,
    )


@payload_guard(
    "custody.inquiry_filmed",
    "依法应当录音录像的询问已全程录音录像",
    "an inquiry that the law wants filmed is filmed from beginning to end",
)
def inquiry_filmed(m: Custody, a: Question, context: Context) -> Verdict:
    """Where it happens decides whether the law asks for it."""
    wanted = context.law.choice("inquiry.filmed_where", context.day)
    here = {
        name for name, there in (("remote", a.remote), ("case_room", context.in_case_room)) if there
    } & wanted
    return (m.measure is not Measure.INQUIRY or not here or context.filmed) or Unmet(
        Text("请全程同步录音录像", "film all of it"), where=", ".join(sorted(here)), filmed=False
    )


@payload_guard(
    "custody.serious_case_filmed",
    "重大犯罪案件的讯问全程录音录像",
    "questioning in a serious criminal case is filmed without a break",
)
def serious_case_filmed(m: Custody, a: Question, context: Context) -> Verdict:
    """Life, death, and what else the law calls serious."""
    return (not m.serious or m.measure not in CRIMINAL or context.filmed) or Unmet(
        Text("请全程不间断录音录像", "film all of it"), serious=True, filmed=False
    )


@guard(
    "custody.in_interrogation_room",
    "讯问在办案场所的讯问室或者看守所进行",
    "the suspect of a crime is questioned in a case room or in the detention house",
)
def in_interrogation_room(m: Custody, context: Context) -> Verdict:
    """Who is at large is questioned where he is called to."""
    free = m.measure not in CRIMINAL or m.measure in AT_LARGE
    return (free or context.in_case_room or m.in_detention_house) or Unmet(
        Text("请在讯问室讯问", "question the suspect in an interrogation room"), in_case_room=False
    )
