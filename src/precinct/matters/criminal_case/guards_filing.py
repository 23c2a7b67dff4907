"""What is asked before a criminal case is filed, or not: is it a crime, whose, and is it too late?"""

from datetime import date

import attrs

from precinct.basics.text import Text
from precinct.law.breach_or_crime import breach_or_crime, too_young, weighs
from precinct.law.offence import Finding
from precinct.matters.common.weighed import weighed
from precinct.matters.criminal_case.actions import DeclineToFile, ExtendReview, TakeUp, WithdrawCase
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


@guard("criminal_case.is_a_crime", "所记载事实足以认定构成犯罪", "what is recorded makes it a crime")
def is_a_crime(m: CriminalCase, context: Context) -> Verdict:
    """Breach or crime, by the tests of the law of the day of the act.

    An offence for which the jurisdiction has no test is for the head to judge who decides on filing.
    """
    law = context.law
    if not weighs(m.offence, law, m.act_day):
        return True
    answer = breach_or_crime(m.deed, law)
    return answer.finding is Finding.CRIME or weighed(answer)


@guard(
    "criminal_case.suspects_of_age",
    "犯罪嫌疑人中有人达到刑事责任年龄，或者尚未查明",
    "nobody is suspected yet, or one of the suspects is old enough for the offence",
)
def suspects_of_age(m: CriminalCase, context: Context) -> Verdict:
    """Below the age for the offence it is no crime of that person; it is one of whoever did it with him."""
    ages = {party.id: party.age_on(m.act_day) for party in m.suspects}
    least = {who: too_young(m.offence, age, context.law, m.act_day) for who, age in ages.items()}
    young = {who: age for who, age in least.items() if age is not None}
    if len(young) < len(ages) or not ages:
        return True
    answers = [breach_or_crime(attrs.evolve(m.deed, age=ages[who]), context.law) for who in young]
    doubtful = [answer for answer in answers if answer.finding is Finding.UNDECIDABLE]
    if doubtful:
        return weighed(doubtful[0])
    return Unmet(
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
        too_young=", ".join(young),
        from_age=max(young.values()),
    )
