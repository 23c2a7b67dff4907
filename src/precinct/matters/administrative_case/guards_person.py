"""Who may be punished, until when, and whose detention is carried out."""

from datetime import date

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
from precinct.matters.administrative_case.guards_penalty import Punishing, acts_of, penalty_of
from precinct.matters.administrative_case.penalty import Penalty
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.people.person import Capacity, Party
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, payload_guard


@payload_guard(
    "administrative_case.of_age",
    "被处罚人已达到责任年龄",
    "nobody is punished below the age of responsibility",
)
def of_age(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """The age on the day of each act decides. Where a birthday is not recorded the law asks for none."""
    penalty = penalty_of(m, a)
    if penalty is None:
        return True
    punished = m.punished_by(penalty)
    days = [one.act_day for one in acts_of(m, penalty)]
    ages = [(party.age_on(day), responsible_from(context.law, day)) for day in days for party in punished]
    young = [f"{age} before {least}" for age, least in ages if age is not None and age < least]
    named = bool(punished) or not penalty.punished.id
    return (named and not young) or Unmet(
        Text("不予处罚，责令监护人严加管教", "do not punish; have the guardians see to the child"),
        ages=", ".join(young) or "nobody of that id is an offender of this case",
    )


@payload_guard(
    "administrative_case.no_breach_in_defence",
    "不是为制止正在进行的不法侵害而实施",
    "the act was not done to stop an unlawful attack",
)
def no_breach_in_defence(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """Who stops an attack commits no breach; who goes far beyond what was needed is punished more lightly."""
    penalty = penalty_of(m, a)
    grounds = frozenset(ground.value for ground in (() if penalty is None else penalty.grounds))
    found = excludes_breach(context.law, grounds, context.day)
    return not found or Unmet(Text("请不予处罚", "do not punish"), grounds=", ".join(sorted(found)))


@payload_guard(
    "administrative_case.repeat_in_window",
    "作为从重情节的前次处罚在法定期间内",
    "the earlier penalty that makes this one heavier lies within the window",
)
def repeat_in_window(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A repeat counts only within the months that the law of the act says."""
    penalty = penalty_of(m, a)
    if penalty is None or not penalty.repeat:
        return True
    last = penalty.punished.last_punished_on
    until = None if last is None else repeat_counts_until(context.law, last, m.act_day)
    inside = last is not None and until is not None and last <= m.act_day <= until
    return inside or Unmet(
        Text("请核对前次处罚的日期，或者不作为从重情节", "check the earlier penalty, or do not count it"),
        last_punished_on=given(last),
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

    Each act of a decision has its own time. Whatever the record says, what is punished within it was discovered
    within it; and what the police or a victim did before the act was about another.
    """
    months = context.law.value("penalty.limitation_months", context.day).amount
    found = {0: (a.discovered_on, a.complained_on)}
    for at, one in enumerate(acts_of(m, a.penalty)):
        discovered, complained = found.get(at, (one.discovered_on, one.complained_on))
        last = months_after(one.act_day, months)
        known = [day for day in (discovered, complained, context.day) if day is not None]
        if not any(one.act_day <= day <= last for day in known):
            return Unmet(
                Text("请核对发现违法行为的日期", "check the day of discovery"),
                act=one.act,
                act_day=one.act_day,
                last_day=last,
                discovered_on=discovered or "not decidable from what is recorded",
                complained_on=complained or "not recorded",
            )
    return True


@payload_guard(
    "administrative_case.grade_fits_victim",
    "殴打、伤害受特别保护的人已按情节较重处理",
    "assault on a protected person is graded as serious",
)
def grade_fits_victim(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A child or an old person as victim makes an act the graver case, if the law of its day and today's both say so."""
    victims = [party for party in m.parties if party.capacity is Capacity.VICTIM]
    for one in acts_of(m, penalty_of(m, a)):
        days = {one.act_day, max(context.day, one.act_day)}
        protected = [
            party.id
            for party in victims
            if (not one.victims or party.id in one.victims)
            and all(protects_victim(context.law, one.act, party.age_on(one.act_day), day) for day in days)
        ]
        if protected and one.grade is not Grade.SERIOUS:
            return Unmet(
                Text("请按情节较重量罚", "grade it as serious"),
                act=one.act,
                victims=", ".join(protected),
                grade="not recorded" if one.grade is None else one.grade.value,
            )
    return True


@payload_guard(
    "administrative_case.credit_is_due",
    "折抵的是限制人身自由的强制措施，且不超过拘留天数",
    "only coercive detention is credited, and no more than the days of detention",
)
def credit_is_due(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A day of coercive detention takes one day off; inquiry, continued questioning and restraint take none."""
    penalty = penalty_of(m, a)
    if penalty is None:
        return True
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

    Youth is that on the day of the act, old age that of the day on which the detention would begin. Of several acts
    the days are served together, so each act with days is looked at.
    """
    penalty = m.penalty
    if penalty is None or penalty.days_of_all == 0:
        return True
    days = {one.act_day for one in acts_of(m, penalty) if one.days}
    against = [_bar(day, penalty, party, context) for day in sorted(days) for party in m.punished_by(penalty)]
    return not any(against) or Unmet(
        Text("拘留决定不执行，依法矫治教育", "leave it unexecuted, and see to it that the person is guided"),
        against=", ".join(dict.fromkeys(filter(None, against))),
    )


def _bar(act_day: date, penalty: Penalty, party: Party, context: Context) -> str:
    known = penalty.punished
    who = Detained(
        age_then=party.age_on(act_day),
        age_now=party.age_on(context.day),
        first_breach=known.first_breach,
        expecting_or_nursing=known.expecting_or_nursing,
        grave_influence=known.grave_influence,
        breaches_in_year=known.breaches_in_year,
    )
    return bars_execution(context.law, who, act_day)
