"""Continued questioning: after a stop-and-check, for few reasons, for few hours."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    BringForQuestioning,
    End,
    Extend,
    ProposeMeasure,
    PutInWaitingRoom,
)
from precinct.matters.custody.guards.cases import brief_text
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import Measure, SpecialPerson, Tier
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard(
    "custody.stopped_and_checked",
    "继续盘问之前已当场盘问、检查",
    "a stop-and-check on the spot comes before continued questioning",
)
def stopped_and_checked(a: ProposeMeasure | BringForQuestioning, context: Context) -> Verdict:
    """It continues something, and is nobody's to propose on paper."""
    if isinstance(a, ProposeMeasure):
        checked = a.measure is not Measure.CONTINUED_QUESTIONING
    else:
        checked = a.stopped_and_checked
    return checked or Unmet(Text("请使用传唤", "summon the person instead"), stopped_and_checked=False)


@opening_guard(
    "custody.questioning_has_ground",
    "具有继续盘问的情形之一",
    "one of the grounds for continued questioning is there",
)
def questioning_has_ground(a: BringForQuestioning, context: Context) -> Verdict:
    """Suspicion alone is not enough."""
    return len(a.grounds) > 0 or Unmet(Text("请当场放行", "let the person go on the spot"), grounds="none")


@opening_guard(
    "custody.questioning_not_barred",
    "没有不得继续盘问的情形",
    "nothing forbids continued questioning",
    related=True,
)
def questioning_not_barred(a: BringForQuestioning, context: Context) -> Verdict:
    """The refusal names what forbids it; a matter already filed is one of them."""
    bars = sorted(bar.value for bar in a.bars)
    stands = brief_text(a.case, context)
    under_review = stands == "criminal_case.under_review"
    if stands.startswith(("administrative_case.", "criminal_case.")) and not under_review:
        bars.append("already_filed")
    return not bars or Unmet(
        Text("不得继续盘问；确有必要的依法传唤", "summon the person, if there is need"),
        barred_by=", ".join(bars),
    )


@opening_guard(
    "custody.special_person_named",
    "特殊人员已按其年龄注明",
    "whose age asks for special care is recorded as such",
)
def special_person_named(a: BringForQuestioning, context: Context) -> Verdict:
    """The short time is for whom the birthday says it is."""
    age, day = a.person.age_on(context.day), context.day
    under = context.law.value("questioning.special_under", day).amount
    least = context.law.value("questioning.special_from", day).amount
    ages = {SpecialPerson.YOUNG, SpecialPerson.OLD}
    if age is None:
        good = True
    elif age < under or age >= least:
        good = a.special is not None
    else:
        good = a.special not in ages
    return good or Unmet(
        Text("请注明特殊人员", "say why the person needs more care"),
        age=age,
        special=a.special.value if a.special else "none",
    )


@guard("custody.is_continued_questioning", "该措施为继续盘问", "the measure is continued questioning")
def is_continued_questioning(m: Custody, context: Context) -> Verdict:
    """Only there is a waiting room."""
    return m.measure is Measure.CONTINUED_QUESTIONING or Unmet(None, measure=m.measure.value)


@guard(
    "custody.no_special_person",
    "不属于特殊人员",
    "the person is none who needs special care",
)
def no_special_person(m: Custody, context: Context) -> Verdict:
    """A few hours, no waiting room, and no lengthening."""
    return m.special is None or Unmet(
        Text("请在时限内放行，不送入候问室", "let the person go in time, and never in a waiting room"),
        special=m.special.value,
    )


@payload_guard(
    "custody.identity_withheld",
    "不讲真实姓名、住址、身份",
    "the longest questioning is for who withholds name, address or identity",
)
def identity_withheld(m: Custody, a: Extend, context: Context) -> Verdict:
    """Who said who he is does not stay that long."""
    return (a.tier is not Tier.WITHHELD or a.identity_withheld) or Unmet(
        Text("请在原时限内结束", "end within the time that there is"), identity_withheld=False
    )


@payload_guard(
    "custody.waiting_room_fit",
    "候问室男女分开，时间长的提供被褥",
    "men and women wait apart, and who stays long has bedding",
)
def waiting_room_fit(m: Custody, a: PutInWaitingRoom, context: Context) -> Verdict:
    """Beyond the first length somebody will sleep there."""
    long = m.tier is not Tier.NORMAL
    return (a.sexes_apart and (a.bedding or not long)) or Unmet(
        None, sexes_apart=a.sexes_apart, bedding=a.bedding, length=m.tier.value
    )


@payload_guard(
    "custody.night_release",
    "夜间释放特殊人员由家属接回或者护送回家",
    "a person who needs special care is fetched or taken home at night",
)
def night_release(m: Custody, a: End, context: Context) -> Verdict:
    """Nobody is put out on the street in the dark."""
    hour = context.occurred_at.astimezone(context.law.zone).hour
    from_hour = context.law.value("questioning.night_from", context.day).amount
    to_hour = context.law.value("questioning.night_to", context.day).amount
    night = hour >= from_hour or hour < to_hour
    return (m.special is None or not night or a.fetched_by.strip() != "") or Unmet(
        Text(
            "请通知家属、监护人领回，或者护送回家",
            "have the family fetch the person, or take the person home",
        ),
        hour=hour,
        fetched_by="nobody",
    )
