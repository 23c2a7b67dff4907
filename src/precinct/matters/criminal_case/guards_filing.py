"""What is asked before a criminal case is filed: is it a crime, and whose?"""

import attrs

from precinct.basics.text import Text
from precinct.law.breach_or_crime import breach_or_crime, too_young, weighs
from precinct.law.offence import Answer, Finding
from precinct.matters.criminal_case.record import CriminalCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard


@guard("criminal_case.is_a_crime", "所记载事实足以认定构成犯罪", "what is recorded makes it a crime")
def is_a_crime(m: CriminalCase, context: Context) -> Verdict:
    """Breach or crime, by the tests of the law of the day of the act.

    An offence for which the jurisdiction has no test is for the head to judge who decides on filing.
    """
    law = context.law
    if not weighs(m.offence, law, m.act_day):
        return True
    answer = breach_or_crime(m.deed, law)
    return answer.finding is Finding.CRIME or not_a_crime(answer)


def not_a_crime(answer: Answer) -> Unmet:
    """Why an act is no crime, or why that cannot be decided: the facts of every ground, and what they stand on."""
    facts = {name: value for ground in answer.grounds for name, value in ground.facts}
    remedy = next((ground.remedy for ground in answer.grounds if ground.remedy is not None), None)
    because = "; ".join(ground.text.en for ground in answer.grounds)
    marks = sorted(
        {
            citation.to("en")
            for ground in answer.grounds
            for citation in ground.citations
            if citation.instrument is not None
        }
    )
    return Unmet(remedy, **facts, because=because, stands_on="; ".join(marks) or "nothing that was read")


@guard(
    "criminal_case.suspects_of_age",
    "犯罪嫌疑人达到刑事责任年龄",
    "every suspect is old enough for the offence",
)
def suspects_of_age(m: CriminalCase, context: Context) -> Verdict:
    """Below the age for the offence it is no crime of that person."""
    ages = {party.id: party.age_on(m.act_day) for party in m.suspects}
    least = {who: too_young(m.offence, age, context.law, m.act_day) for who, age in ages.items()}
    young = {who: age for who, age in least.items() if age is not None}
    if not young:
        return True
    answers = [breach_or_crime(attrs.evolve(m.deed, age=ages[who]), context.law) for who in young]
    doubtful = [answer for answer in answers if answer.finding is Finding.UNDECIDABLE]
    if doubtful:
        return not_a_crime(doubtful[0])
    return Unmet(
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
        too_young=", ".join(young),
        from_age=max(young.values()),
    )
