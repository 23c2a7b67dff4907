"""Custody for a crime, bail, surveillance, and carrying out an administrative detention."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    AnswerStay,
    Extend,
    GoOnLeave,
    ProposeMeasure,
    RestartTime,
    StopForAppraisal,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import (
    CRIMINAL_CUSTODY,
    DetentionGround,
    Measure,
    Place,
    RestartGround,
    Stay,
    Surety,
    Tier,
)
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, opening_guard, payload_guard


@payload_guard(
    "custody.grounds_for_thirty_days",
    "流窜作案、多次作案或者结伙作案",
    "the longest time before a request for arrest is for roaming, repeated or gang crime",
)
def grounds_for_thirty_days(m: Custody, a: Extend, context: Context) -> Verdict:
    """How often is often, and how many are a gang, is the law's to say."""
    needed = {
        DetentionGround.ROAMING: 0,
        DetentionGround.REPEATED: context.law.value("detention.repeated_min", context.day).amount,
        DetentionGround.GANG: context.law.value("detention.gang_min", context.day).amount,
    }
    return (a.tier is not Tier.ROAMING or (a.ground is not None and a.number >= needed[a.ground])) or Unmet(
        Text("请按一般时限提请批准逮捕", "ask for the arrest in the ordinary time"),
        ground=a.ground.value if a.ground else "none",
        number=a.number,
        needed=needed[a.ground] if a.ground else "one of the three grounds",
    )


@guard(
    "custody.is_criminal_custody", "该措施为拘留或者逮捕", "the measure is detention or arrest for a crime"
)
def is_criminal_custody(m: Custody, context: Context) -> Verdict:
    """Only who is locked up for a crime goes to the detention house."""
    return m.measure in CRIMINAL_CUSTODY or Unmet(None, measure=m.measure.value)


@guard("custody.is_criminal_detention", "该措施为刑事拘留", "the measure is detention for a crime")
def is_criminal_detention(m: Custody, context: Context) -> Verdict:
    """Arrest is asked for out of detention."""
    return m.measure is Measure.DETENTION or Unmet(None, measure=m.measure.value)


@guard("custody.is_arrest", "该措施为逮捕", "the measure is arrest")
def is_arrest(m: Custody, context: Context) -> Verdict:
    """Only the time of an arrested person is counted anew."""
    return m.measure is Measure.ARREST or Unmet(None, measure=m.measure.value)


@guard("custody.arrest_not_requested", "尚未提请批准逮捕", "the arrest has not been asked for yet")
def arrest_not_requested(m: Custody, context: Context) -> Verdict:
    """Once it is asked for, the prosecutor's time runs."""
    return not m.arrest_requested or Unmet(None, arrest_requested=True)


@guard("custody.arrest_requested", "已提请批准逮捕", "the arrest has been asked for")
def arrest_requested(m: Custody, context: Context) -> Verdict:
    """No answer without a question."""
    return m.arrest_requested or Unmet(None, arrest_requested=False)


@payload_guard(
    "custody.only_psychiatric_stops_time",
    "仅精神病鉴定期间不计入羁押期限",
    "only a psychiatric appraisal stops the time of custody",
)
def only_psychiatric_stops_time(m: Custody, a: StopForAppraisal, context: Context) -> Verdict:
    """All other appraisals are done while it runs."""
    return a.psychiatric or Unmet(
        Text("鉴定期间照常计算", "have it appraised while the time runs"), of=given(a.of), psychiatric=False
    )


@guard("custody.not_in_appraisal", "不在鉴定期间", "no appraisal stops the time")
def not_in_appraisal(m: Custody, context: Context) -> Verdict:
    """What stands still is not lengthened."""
    return not m.in_appraisal or Unmet(Text("请待鉴定完毕", "wait for the appraisal"), in_appraisal=True)


@guard("custody.in_appraisal", "正在鉴定", "an appraisal stops the time")
def in_appraisal(m: Custody, context: Context) -> Verdict:
    """What runs does not run on."""
    return m.in_appraisal or Unmet(None, in_appraisal=False)


@payload_guard(
    "custody.restart_has_ground",
    "发现另有重要罪行或者查清身份",
    "another major crime was found, or the unknown identity is known now",
)
def restart_has_ground(m: Custody, a: RestartTime, context: Context) -> Verdict:
    """Time is counted anew for what is new."""
    there = m.new_crime_at is not None if a.ground is RestartGround.NEW_CRIME else m.identity_unknown
    return there or Unmet(
        None,
        ground=a.ground.value,
        new_crime_at=m.new_crime_at or "none",
        identity_unknown=m.identity_unknown,
    )


@opening_guard(
    "custody.guarantor_or_deposit",
    "取保候审有保证人或者保证金",
    "bail has a guarantor or a deposit",
)
def guarantor_or_deposit(a: ProposeMeasure, context: Context) -> Verdict:
    """One of both, and a guarantor puts down no money."""
    both = a.surety is Surety.GUARANTOR and a.deposit > 0
    return (a.measure is not Measure.BAIL or (a.surety is not None and not both)) or Unmet(
        Text("请选择保证人或者保证金", "choose a guarantor or a deposit"),
        surety=a.surety.value if a.surety else "none",
        deposit=a.deposit,
    )


@opening_guard("custody.deposit_enough", "保证金不低于法定数额", "the deposit is at least what the law asks")
def deposit_enough(a: ProposeMeasure, context: Context) -> Verdict:
    """Less for a minor."""
    age, adult = a.person.age_on(context.day), context.law.value("inquiry.guardian_age", context.day).amount
    least = context.law.value("bail.deposit_min", context.day).amount
    if age is not None and age < adult:
        least = context.law.value("bail.deposit_min_minor", context.day).amount
    asked = a.measure is Measure.BAIL and a.surety is Surety.DEPOSIT
    return (not asked or a.deposit >= least) or Unmet(None, deposit=a.deposit, least=least)


@opening_guard(
    "custody.minor_guarantor_first",
    "未成年人优先适用保证人",
    "a minor has a guarantor, or the record says why there is none",
)
def minor_guarantor_first(a: ProposeMeasure, context: Context) -> Verdict:
    """Money comes second for who has none."""
    age, adult = a.person.age_on(context.day), context.law.value("inquiry.guardian_age", context.day).amount
    asked = a.measure is Measure.BAIL and a.surety is Surety.DEPOSIT and age is not None and age < adult
    return (not asked or a.no_guarantor_because.strip() != "") or Unmet(
        Text("请先考虑保证人", "look for a guarantor first"), age=age, no_guarantor_because="none"
    )


@opening_guard(
    "custody.place_is_no_cell",
    "监视居住不在羁押场所、办案场所、办公场所",
    "surveillance is where somebody lives, and never in a cell, a case room or an office",
)
def place_is_no_cell(a: ProposeMeasure, context: Context) -> Verdict:
    """Surveillance is no detention by another name."""
    lives = a.place in {Place.HOME, Place.DESIGNATED}
    return (a.measure is not Measure.RESIDENTIAL_SURVEILLANCE or lives) or Unmet(
        Text("请在住处执行，无固定住处的指定居所", "carry it out at home, or at a designated dwelling"),
        place=a.place.value if a.place else "none",
    )


@guard("custody.is_bail", "该措施为取保候审", "the measure is bail")
def is_bail(m: Custody, context: Context) -> Verdict:
    """Who is held goes nowhere with a permit."""
    return m.measure is Measure.BAIL or Unmet(None, measure=m.measure.value)


@opening_guard(
    "custody.days_are_left",
    "行政拘留折抵后尚有剩余日数",
    "days of administrative detention are left after what is credited",
)
def days_are_left(a: ProposeMeasure, context: Context) -> Verdict:
    """What was taken already is not taken again."""
    asked = a.measure is Measure.ADMINISTRATIVE_DETENTION
    return (not asked or a.days > a.credited_days) or Unmet(
        Text("折抵完毕的不再执行", "what is credited in full is not carried out"),
        days=a.days,
        credited_days=a.credited_days,
    )


@opening_guard(
    "custody.credit_is_for_custody",
    "先前的刑事羁押一日折抵一日，其他措施不折抵",
    "earlier custody for a crime is credited day for day, and nothing else is",
    related=True,
)
def credit_is_for_custody(a: ProposeMeasure, context: Context) -> Verdict:
    """Hours in inquiry, continued questioning or restraint are not; custody for other acts is named as such."""
    taken = {measure.value for measure in CRIMINAL_CUSTODY}
    earlier = {
        brief.id: brief.held_days
        for brief in context.related
        if brief.kind == "custody" and brief.about in taken and a.person.id in brief.people
    }
    named = frozenset(a.credited_from)
    wrong, forgotten = named - earlier.keys(), earlier.keys() - named - frozenset(a.for_other_acts)
    lasted = [earlier[one] for one in named if one in earlier]
    days = sum(one or 0 for one in lasted)
    fits = a.credited_days > 0 if None in lasted else a.credited_days == days
    asked = a.measure is Measure.ADMINISTRATIVE_DETENTION
    return (not asked or (fits and not wrong and not forgotten)) or Unmet(
        Text("请按羁押日数逐日折抵", "credit the days of custody, one for one"),
        credited_days=a.credited_days,
        lasted="not decidable from what is recorded" if None in lasted else days,
        no_custody_for_a_crime=", ".join(sorted(wrong)) or "none",
        not_credited=", ".join(sorted(forgotten)) or "none",
    )


@guard(
    "custody.is_administrative_detention",
    "该措施为行政拘留",
    "the measure is administrative detention",
)
def is_administrative_detention(m: Custody, context: Context) -> Verdict:
    """Only a penalty can wait."""
    return m.measure is Measure.ADMINISTRATIVE_DETENTION or Unmet(None, measure=m.measure.value)


@guard("custody.no_stay", "未暂缓执行，也没有待决定的申请", "no stay is granted or waits for an answer")
def no_stay(m: Custody, context: Context) -> Verdict:
    """Who asked gets an answer before the door closes."""
    return m.stay not in {Stay.ASKED, Stay.GRANTED} or Unmet(
        Text("请先决定是否暂缓执行", "decide on the stay first"), stay=m.stay.value
    )


@guard("custody.stay_asked", "已申请暂缓执行", "a stay was asked for")
def stay_asked(m: Custody, context: Context) -> Verdict:
    """No answer without a question; one that was granted can be ended."""
    return m.stay in {Stay.ASKED, Stay.GRANTED} or Unmet(None, stay=m.stay.value)


@payload_guard(
    "custody.stay_has_grounds", "具备暂缓执行的法定条件", "the grounds that the law asks for a stay are there"
)
def stay_has_grounds(m: Custody, a: AnswerStay, context: Context) -> Verdict:
    """Which grounds, and whether all of them, changes with the law."""
    there = {"review_or_suit"} if a.review_or_suit else set()
    there |= {"life_event"} if a.event is not None else set()
    missing = sorted(context.law.choice("stay.needs", context.day) - there)
    return (not a.granted or not missing) or Unmet(None, missing=", ".join(missing))


@payload_guard(
    "custody.stay_is_secured", "有担保人或者足额保证金", "a guarantor or the full deposit stands for the stay"
)
def stay_is_secured(m: Custody, a: AnswerStay, context: Context) -> Verdict:
    """So much for each day."""
    least = m.days * context.law.value("stay.deposit_per_day", context.day).amount
    secured = a.guarantor.strip() != "" or a.deposit >= least
    return (not a.granted or secured) or Unmet(None, deposit=a.deposit, least=least, guarantor="none")


@payload_guard(
    "custody.leave_is_known", "法律规定可以请假出所", "the law of the day knows leave from detention"
)
def leave_is_known(m: Custody, a: GoOnLeave, context: Context) -> Verdict:
    """For what it names, once it names it."""
    return context.law.has_choice("detention.leave_for", context.day) or Unmet(None, day=context.day)


@guard("custody.is_inside", "未请假外出", "the person is not on leave")
def is_inside(m: Custody, context: Context) -> Verdict:
    """Nobody leaves twice."""
    return not m.on_leave or Unmet(None, on_leave=True)


@guard("custody.is_on_leave", "请假外出中", "the person is on leave")
def is_on_leave(m: Custody, context: Context) -> Verdict:
    """Nobody comes back who is there."""
    return m.on_leave or Unmet(None, on_leave=False)
