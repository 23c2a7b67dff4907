"""Who may be punished, until when, and whose detention is carried out."""

from precinct.basics.text import Text
from precinct.law.counting import months_after
from precinct.law.penalty import Grade
from precinct.law.punishing import (
    Detained,
    bars_execution,
    excludes_breach,
    not_credited,
    protects_victim,
    repeat_counts_until,
    responsible_from,
)
from precinct.matters.administrative_case.actions import DecideOnTheSpot, ProposePenalty
from precinct.matters.administrative_case.guards_penalty import Punishing
from precinct.matters.administrative_case.penalty import Penalty
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.people.person import Capacity, Party
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "administrative_case.of_age",
    "被处罚人已达到责任年龄",
    "nobody is punished below the age of responsibility",
)
def of_age(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """The age on the day of the act decides. Where a birthday is not recorded the law asks for none."""
    least = responsible_from(context.law, m.act_day)
    ages = [party.age_on(m.act_day) for party in m.punished_by(a.penalty)]
    named = bool(ages) or not a.penalty.punished.id
    return (named and all(age is None or age >= least for age in ages)) or Unmet(
        Text("不予处罚，责令监护人严加管教", "do not punish; have the guardians see to the child"),
        ages=", ".join(map(str, ages)) or "nobody of that id is an offender of this case",
        from_age=least,
    )


@payload_guard(
    "administrative_case.no_breach_in_defence",
    "不是为制止正在进行的不法侵害而实施",
    "the act was not done to stop an unlawful attack",
)
def no_breach_in_defence(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """Who stops an attack commits no breach; who goes far beyond what was needed is punished more lightly."""
    grounds = frozenset(ground.value for ground in a.penalty.grounds)
    found = excludes_breach(context.law, grounds, context.day)
    return not found or Unmet(Text("请不予处罚", "do not punish"), grounds=", ".join(sorted(found)))


@payload_guard(
    "administrative_case.repeat_in_window",
    "作为从重情节的前次处罚在法定期间内",
    "the earlier penalty that makes this one heavier lies within the window",
)
def repeat_in_window(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A repeat counts only within the months that the law of the act says."""
    if not a.penalty.repeat:
        return True
    last = a.penalty.punished.last_punished_on
    until = None if last is None else repeat_counts_until(context.law, last, m.act_day)
    inside = last is not None and until is not None and last <= m.act_day <= until
    return inside or Unmet(
        Text("请核对前次处罚的日期，或者不作为从重情节", "check the earlier penalty, or do not count it"),
        last_punished_on=last or "not recorded",
        counts_until=until or "never",
        act_day=m.act_day,
    )


@payload_guard(
    "administrative_case.not_time_barred",
    "没有超过追究时效",
    "the act was discovered, or complained of, in time",
)
def not_time_barred(m: AdministrativeCase, a: ProposePenalty | DecideOnTheSpot, context: Context) -> Verdict:
    """An act that nobody discovered in time is not punished; a victim who complained in time stops the clock.

    Whatever the record says, what is punished within that time was discovered within it.
    """
    months = context.law.value("penalty.limitation_months", context.day).amount
    last = months_after(m.act_day, months)
    known = [day for day in (a.discovered_on, a.complained_on, context.day) if day is not None]
    return min(known) <= last or Unmet(
        Text("请核对发现违法行为的日期", "check the day of discovery"),
        act_day=m.act_day,
        last_day=last,
        discovered_on=a.discovered_on or "not decidable from what is recorded",
        complained_on=a.complained_on or "not recorded",
    )


@payload_guard(
    "administrative_case.grade_fits_victim",
    "殴打、伤害受特别保护的人已按情节较重处理",
    "assault on a protected person is graded as serious",
)
def grade_fits_victim(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A child or an old person as victim makes it the graver case, if the law of the act and today's both say so."""
    days = {m.act_day, max(context.day, m.act_day)}
    victims = [party for party in m.parties if party.capacity is Capacity.VICTIM]
    protected = [
        party.id
        for party in victims
        if all(protects_victim(context.law, m.act, party.age_on(m.act_day), day) for day in days)
    ]
    return (
        not protected
        or a.penalty.grade is Grade.SERIOUS
        or Unmet(
            Text("请按情节较重量罚", "grade it as serious"),
            act=m.act,
            victims=", ".join(protected),
            grade="not recorded" if a.penalty.grade is None else a.penalty.grade.value,
        )
    )


@payload_guard(
    "administrative_case.credit_is_due",
    "折抵的是限制人身自由的强制措施，且不超过拘留天数",
    "only coercive detention is credited, and no more than the days of detention",
)
def credit_is_due(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A day of coercive detention takes one day off; inquiry, continued questioning and restraint take none."""
    penalty = a.penalty
    measures = frozenset(one.measure.value for one in penalty.credits)
    wrong = not_credited(context.law, measures, context.day)
    days = sum(one.days for one in penalty.credits)
    return (not wrong and days <= penalty.days_of_all) or Unmet(
        Text("请核对折抵", "check what is credited"),
        not_credited=", ".join(sorted(wrong)) or "none",
        credited_days=days,
        days=penalty.days_of_all,
    )


@guard(
    "administrative_case.detention_may_be_executed",
    "没有不执行行政拘留的情形",
    "nothing forbids to carry the detention out",
)
def detention_may_be_executed(m: AdministrativeCase, context: Context) -> Verdict:
    """The young, the old, the expecting and the nursing are sentenced but not locked up; the law has exceptions.

    Youth is that on the day of the act, old age that of the day on which the detention would begin.
    """
    if m.penalty is None or m.penalty.days_of_all == 0:
        return True
    against = [_bar(m, m.penalty, party, context) for party in m.punished_by(m.penalty)]
    return not any(against) or Unmet(
        Text("拘留决定不执行，依法矫治教育", "leave it unexecuted, and see to it that the person is guided"),
        against=", ".join(filter(None, against)),
    )


def _bar(m: AdministrativeCase, penalty: Penalty, party: Party, context: Context) -> str:
    known = penalty.punished
    who = Detained(
        age_then=party.age_on(m.act_day),
        age_now=party.age_on(context.day),
        first_breach=known.first_breach,
        expecting_or_nursing=known.expecting_or_nursing,
        grave_influence=known.grave_influence,
        breaches_in_year=known.breaches_in_year,
    )
    return bars_execution(context.law, who, m.act_day)
