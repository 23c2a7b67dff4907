"""Who is with somebody who is asked or searched, and whom the family hears from."""

from precinct.basics.text import Text
from precinct.matters.common.attendance import adult_beside, interpreted
from precinct.matters.custody.actions import MakeUp, Question, SearchPerson, TellAndHear, TellFamily
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import AT_LARGE, CRIMINAL, Measure, Owed
from precinct.people.person import Sex
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "custody.minor_attended",
    "询问未成年人时监护人或者其他合适成年人在场，无法到场的已注明",
    "a minor has a guardian or a suitable adult beside him, or the record says why nobody could come",
)
def minor_attended(m: Custody, a: Question, context: Context) -> Verdict:
    """Nobody under age faces the police alone."""
    adult = context.law.value("inquiry.guardian_age", context.day).amount
    suitable = context.law.choice("inquiry.suitable_adults", context.day)
    return adult_beside(m.person, a, context.day, adult, suitable)


@payload_guard(
    "custody.understood",
    "被询问人获得所需的翻译",
    "who is questioned has the interpreter that is needed",
)
def understood(m: Custody, a: Question, context: Context) -> Verdict:
    """What somebody did not understand he did not say."""
    return interpreted(m.person, a)


@payload_guard(
    "custody.woman_beside_girl",
    "讯问女性未成年人时有女工作人员在场",
    "a woman of the police is present when a girl is questioned",
)
def woman_beside_girl(m: Custody, a: Question, context: Context) -> Verdict:
    """One of those who take part is a woman."""
    age, adult = m.person.age_on(context.day), context.law.value("inquiry.guardian_age", context.day).amount
    if m.person.sex is not Sex.FEMALE or age is None or age >= adult:
        return True
    return Sex.FEMALE in {person.sex for person in (context.actor, *context.companions)} or Unmet(
        Text("请女民警到场", "have a woman officer take part"), age=age, women_present=0
    )


@payload_guard("custody.questioned_alone", "询问个别进行", "who is questioned is questioned alone")
def questioned_alone(m: Custody, a: Question, context: Context) -> Verdict:
    """What one says, another does not hear."""
    return a.alone or Unmet(Text("请分别询问", "question each apart"), alone=False)


@payload_guard("custody.food_and_rest", "保证饮食和必要休息", "food and the necessary rest are given")
def food_and_rest(m: Custody, a: Question, context: Context) -> Verdict:
    """Questioning is not an ordeal."""
    return a.food_and_rest or Unmet(Text("请保证饮食和休息", "give food and rest"), food_and_rest=False)


@payload_guard(
    "custody.lawyer_told",
    "已告知犯罪嫌疑人有权委托辩护人",
    "the suspect of a crime was told of the right to a lawyer",
)
def lawyer_told(m: Custody, a: Question, context: Context) -> Verdict:
    """From the first questioning on."""
    return (m.measure not in CRIMINAL or m.lawyer_told or a.lawyer_told) or Unmet(
        Text("请先告知", "tell the suspect first"), lawyer_told=False
    )


@payload_guard(
    "custody.searched_by_a_woman",
    "检查妇女的身体由女性进行",
    "a woman is searched by a woman",
)
def searched_by_a_woman(m: Custody, a: SearchPerson, context: Context) -> Verdict:
    """Or by a doctor, once the law allows one; where the sex is not recorded, nothing can be decided."""
    allowed = context.law.choice("search.of_woman_by", context.day)
    by = "doctor" if a.by_doctor else "woman" if context.actor.sex is Sex.FEMALE else "other"
    return (m.person.sex is Sex.MALE or by in allowed) or Unmet(
        Text("请女性工作人员检查", "have a woman search"),
        person=m.person.sex.value if m.person.sex else "not decidable from what is recorded",
        searched_by=by,
    )


@payload_guard(
    "custody.belongings_listed", "随身财物已列清单并签名", "the list of belongings is made and signed"
)
def belongings_listed(m: Custody, a: SearchPerson, context: Context) -> Verdict:
    """Nothing goes missing in a pocket."""
    return a.belongings_signed or Unmet(
        Text("请列明清单由本人签名，拒签的注明", "have the list signed, or note the refusal"),
        belongings_signed=False,
    )


@payload_guard(
    "custody.told_and_heard",
    "已告知理由、依据和救济途径，听取陈述申辩并签名",
    "reasons and rights are told, the person is heard, and the record is signed",
)
def told_and_heard(m: Custody, a: TellAndHear, context: Context) -> Verdict:
    """All three, or none of it counts."""
    return (a.told and a.heard and a.signed) or Unmet(None, told=a.told, heard=a.heard, signed=a.signed)


@guard(
    "custody.restrained_was_heard",
    "被约束人已被告知理由和权利并被听取陈述",
    "who was restrained was told why, and was heard",
)
def restrained_was_heard(m: Custody, context: Context) -> Verdict:
    """Before others take over; who goes home leaves unheard, and is heard after."""
    return Owed.HEARING not in m.owes or Unmet(
        Text("请告知并听取陈述申辩", "tell the reasons and hear the person"), told_and_heard=False
    )


@payload_guard(
    "custody.silence_has_ground",
    "已通知家属，或者有法定的不通知情形并写明",
    "the family is told, or the law knows the reason why not, and it is written down",
)
def silence_has_ground(m: Custody, a: TellFamily | MakeUp, context: Context) -> Verdict:
    """The reasons are few, and each measure has its own."""
    known = context.law.choice("family.untold_administrative", context.day)
    if m.measure is Measure.DETENTION:
        known = context.law.choice("family.untold_detention", context.day)
    elif m.measure in {Measure.ARREST, *AT_LARGE}:
        known = context.law.choice("family.untold_arrest", context.day)
    written = a.told.strip() != "" or (isinstance(a, MakeUp) and a.told == "" and a.untold is None)
    return (written and (a.untold is None or a.untold.value in known)) or Unmet(
        Text("请通知家属，或者写明法定原因", "tell the family, or write down a reason that the law knows"),
        measure=m.measure.value,
        untold=a.untold.value if a.untold else "none",
        allowed=", ".join(sorted(known)),
    )


@guard("custody.family_told", "已通知家属或者注明原因", "the family is told, or the record says why not")
def family_told(m: Custody, context: Context) -> Verdict:
    """Nobody is kept longer whose family heard nothing; who stays at home or goes about on bail has not."""
    return Owed.FAMILY not in m.owes or Unmet(Text("请通知家属", "tell the family"), family_told="no")


@guard(
    "custody.something_is_owed",
    "还有应当补办的手续",
    "something is still owed to the person",
)
def something_is_owed(m: Custody, context: Context) -> Verdict:
    """The family, the hearing, the signature on leaving: what was done is not done again."""
    return bool(m.owes) or Unmet(None, owed="nothing")


@payload_guard(
    "custody.made_up_for",
    "补办的是尚欠的手续",
    "what is made up for is what is owed",
)
def made_up_for(m: Custody, a: MakeUp, context: Context) -> Verdict:
    """One thing or several, and nothing twice."""
    done = {Owed.FAMILY: a.told != "", Owed.HEARING: a.heard, Owed.SIGNATURE: a.signed}
    made_up = frozenset(what for what, is_done in done.items() if is_done)
    return (made_up != frozenset() and made_up <= m.owes) or Unmet(
        Text("请补办尚欠的手续", "make up for what is owed"),
        owed=", ".join(sorted(what.value for what in m.owes)) or "nothing",
        made_up_for=", ".join(sorted(what.value for what in made_up)) or "nothing",
    )
