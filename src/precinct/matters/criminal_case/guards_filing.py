"""What is asked before a criminal case is filed, or not: is it a crime, whose, and is it too late?"""

from datetime import date

import attrs

from precinct.basics.text import Text
from precinct.law.breach_or_crime import age_of, breach_or_crime, too_young
from precinct.law.offence import Answer, Finding
from precinct.matters.common.weighed import weighed
from precinct.matters.criminal_case.actions import (
    DeclineToFile,
    ExtendReview,
    PutOnFile,
    TakeUp,
    WithdrawCase,
)
from precinct.matters.criminal_case.actions_after import Reopen
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround, Review
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard("criminal_case.act_day_past", "行为日不晚于审查日", "the act is not later than the review")
def act_day_past(a: TakeUp, context: Context) -> Verdict:
    """The day of the act chooses the law."""
    return a.act_day <= context.day or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=a.act_day, reviewed_on=context.day
    )


@opening_guard(
    "criminal_case.comes_from_open_case",
    "所转来的治安案件存在且未结",
    "the administrative case that it comes from is there and open",
    related=True,
)
def comes_from_open_case(a: TakeUp, context: Context) -> Verdict:
    """The turn of a case links two files that are both there."""
    found = [brief for brief in context.related if brief.id == a.from_administrative]
    fits = any(brief.kind == "administrative_case" and not brief.ended for brief in found)
    return (
        not a.from_administrative
        or fits
        or Unmet(
            Text("请指明未结的治安案件", "name an administrative case that is open"),
            from_administrative=a.from_administrative,
        )
    )


@opening_guard(
    "criminal_case.earlier_case_known",
    "所重新办理或者所分出的刑事案件存在",
    "the criminal case that it takes up again, or was part of, is there",
    related=True,
)
def earlier_case_known(a: TakeUp, context: Context) -> Verdict:
    """Every link leads somewhere."""
    known = {brief.id for brief in context.related if brief.kind == "criminal_case"}
    missing = [case for case in (a.reopens, a.split_from) if case and case not in known]
    return not missing or Unmet(
        Text("请指明该刑事案件", "name the criminal case"), missing=", ".join(missing)
    )


@payload_guard(
    "criminal_case.review_grows",
    "延长后的审查期限更长",
    "the review becomes longer than it already is",
)
def review_grows(m: CriminalCase, a: ExtendReview, context: Context) -> Verdict:
    """Each longer time is given once; all of them count from the same beginning."""
    steps = tuple(Review)
    asked = Review.MAJOR if a.major else Review.CHECKED
    return steps.index(asked) > steps.index(m.review) or Unmet(None, now=m.review.value, asked=asked.value)


@guard("criminal_case.sent_by_a_body", "案件由行政执法机关移送", "an administrative body sent the case")
def sent_by_a_body(m: CriminalCase, context: Context) -> Verdict:
    """Missing papers are asked of who sent the others."""
    return m.sent_by != "" or Unmet(None, sent_by="none")


@guard(
    "criminal_case.within_limitation",
    "未超过最长追诉时效",
    "the longest period of limitation is not over",
)
def within_limitation(m: CriminalCase, context: Context) -> Verdict:
    """After the longest period nobody files without leave from above; shorter ones turn on the highest penalty."""
    law, day = context.law, m.act_day
    if not law.has_value("limitation.longest", context.day):
        return True
    longest = law.value("limitation.longest", context.day).amount
    return years_after(day, longest) >= context.day or Unmet(None, act_day=day, longest=f"{longest} years")


@payload_guard(
    "criminal_case.limitation_over",
    "所称追诉时效确已届满",
    "the period of limitation that is named is one of the law's, and over",
)
def limitation_over(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Verdict:
    """Whoever ends a case as time-barred says by which period; the highest penalty chooses it."""
    if a.ground is not NotFiledGround.TIME_BARRED:
        return True
    periods = {
        context.law.value("limitation.shortest", context.day).amount,
        context.law.value("limitation.second", context.day).amount,
        context.law.value("limitation.third", context.day).amount,
        context.law.value("limitation.longest", context.day).amount,
    }
    named = a.limitation_years
    over = named is not None and named in periods and years_after(m.act_day, named) < context.day
    return over or Unmet(
        Text("请按最高刑指明追诉时效", "name the period by the highest penalty"),
        named="none" if named is None else named,
        periods=", ".join(map(str, sorted(periods))),
        act_day=m.act_day,
    )


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a leap day."""
    year = min(day.year + years, date.max.year)
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _undecided(answer: Answer) -> Unmet:
    """Refused as not decidable, with the way round: whoever decides on filing says why it is a crime."""
    told = weighed(answer)
    zh = "现有记载不能认定的，由决定立案的负责人写明认定理由"
    en = "where the record does not decide it, the head who files says why it is one"
    first = told.remedy
    remedy = Text(zh, en) if first is None else Text(f"{first.zh}；{zh}", f"{first.en}; {en}")
    return Unmet(remedy, **dict(told.facts), undecided_because="none")


@payload_guard(
    "criminal_case.is_a_crime",
    "所记载事实足以认定构成犯罪；不能认定的，决定立案的负责人已写明理由",
    "what is recorded makes it a crime, or decides nothing and the head who files says why it is one",
)
def is_a_crime(m: CriminalCase, a: PutOnFile | Reopen, context: Context) -> Verdict:
    """Breach or crime, by the tests of the law of the day of the act.

    What these tests make a breach is none whatever anybody says. What they cannot decide, an offence among it
    that the jurisdiction does not hold, is for the head to judge, who says so.
    """
    answer = breach_or_crime(m.deed, context.law)
    if answer.finding is Finding.UNDECIDABLE:
        return a.undecided_because.strip() != "" or _undecided(answer)
    return answer.finding is Finding.CRIME or weighed(answer)


@payload_guard(
    "criminal_case.suspects_of_age",
    "犯罪嫌疑人中有人达到刑事责任年龄，或者尚未查明；不能认定的，决定立案的负责人已写明理由",
    "nobody is suspected yet, or a suspect is old enough, or that is not decided and the head who files says why",
)
def suspects_of_age(m: CriminalCase, a: PutOnFile | Reopen, context: Context) -> Verdict:
    """Below the age for the offence it is no crime of that person; it is one of whoever did it with him."""
    law, day = context.law, m.act_day
    ages = {party.id: party.age_on(day) for party in m.suspects}
    full = None
    if age_of(m.offence, law, day) is None:
        # Where the law of the day of the act was not read, that of the step says at least who is in doubt.
        read = day if law.has_value("offences.full_age", day) else context.day
        if law.has_value("offences.full_age", read):
            full = law.value("offences.full_age", read).amount
    least = {who: too_young(m.offence, age, law, day) for who, age in ages.items()}
    young = {who: age for who, age in least.items() if age is not None}
    doubtful = [
        who
        for who, age in ages.items()
        if who not in young and full is not None and age is not None and age < full
    ]
    if len(young) + len(doubtful) < len(ages) or not ages:
        return True
    answers = [breach_or_crime(attrs.evolve(m.deed, age=ages[who]), law) for who in young]
    undecided = [answer for answer in answers if answer.finding is Finding.UNDECIDABLE]
    if (undecided or doubtful) and a.undecided_because.strip() != "":
        return True
    if undecided:
        return _undecided(undecided[0])
    if doubtful:
        return Unmet(
            Text("由决定立案的负责人写明认定理由", "the head who files says why it is a crime of theirs"),
            decidable=False,
            below_full_age=", ".join(doubtful),
            full_age=full,
            age_for_the_offence="not known",
            undecided_because="none",
        )
    return Unmet(
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
        too_young=", ".join(young),
        from_age=max(young.values()),
    )
