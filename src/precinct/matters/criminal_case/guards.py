"""The conditions on the moves of a criminal case."""

from precinct.basics.text import Text
from precinct.matters.criminal_case.actions import (
    SNATCHING,
    Conclude,
    DeclineToFile,
    MarkSolved,
    SendForProsecution,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard("criminal_case.act_day_past", "行为日不晚于审查日", "the act is not later than the review")
def act_day_past(a: TakeUp, context: Context) -> Verdict:
    """The day of the act chooses the law."""
    return a.act_day <= context.day or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=a.act_day, reviewed_on=context.day
    )


@guard("criminal_case.is_a_crime", "所记载事实足以认定构成犯罪", "what is recorded makes it a crime")
def is_a_crime(m: CriminalCase, context: Context) -> Verdict:
    """Breach or crime, for snatching: by amount, and force makes it a robbery, for which no amount is asked.

    Other offences are for the county head to judge.
    """
    law, day = context.law, m.act_day
    if m.offence != SNATCHING or m.violence:
        return True
    if m.amount is None:
        return Unmet(Text("请先估价", "have it valued first"), amount="not known", decidable=False)
    if not law.has_value("snatching.crime_floor_low", day):
        return Unmet(None, act_day=day, decidable=False, amounts="not known for that day")
    low = law.value("snatching.crime_floor_low", day).amount
    high = law.value("snatching.crime_floor_high", day).amount
    if m.amount >= high:
        return True
    if m.amount < low:
        return Unmet(
            Text(
                "按治安案件办理，有减半情形的除外",
                "handle it as a breach, unless a situation halves the amount",
            ),
            amount=m.amount,
            crime_from=low,
        )
    return Unmet(
        Text(
            "请查明本省数额标准或者减半情形；现有记载不能认定",
            "find the province's amount or a halving situation; what is recorded does not decide it",
        ),
        amount=m.amount,
        decidable=False,
        between=f"{low} and {high}",
    )


@guard(
    "criminal_case.suspects_of_age",
    "犯罪嫌疑人达到刑事责任年龄",
    "every suspect is old enough for the offence",
)
def suspects_of_age(m: CriminalCase, context: Context) -> Verdict:
    """Below the age for the offence it is no crime of that person."""
    if m.offence != SNATCHING:
        return True
    if not context.law.has_value("snatching.age", m.act_day):
        return Unmet(None, act_day=m.act_day, decidable=False, age="not known for that day")
    least = context.law.value("snatching.age", m.act_day).amount
    ages = {party.id: party.age_on(m.act_day) for party in m.suspects}
    young = [name for name, age in ages.items() if age is not None and age < least]
    return not young or Unmet(
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
        too_young=", ".join(young),
        from_age=least,
    )


@guard("criminal_case.suspect_named", "犯罪嫌疑人已查明", "a suspect is named")
def suspect_named(m: CriminalCase, context: Context) -> Verdict:
    """Nobody is sent for prosecution unnamed."""
    return m.suspects != () or Unmet(Text("请先查明嫌疑人", "find and name the suspect"), suspects=0)


@guard("criminal_case.nobody_in_summons", "没有进行中的传唤", "no summons of it is running", related=True)
def nobody_in_summons(m: CriminalCase, context: Context) -> Verdict:
    """A case does not end while one of its people cannot go home."""
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and brief.serves(m.id, m.people)
    ]
    return not held or Unmet(Text("请先解除人身措施", "end the measure first"), open=", ".join(held))


@payload_guard(
    "criminal_case.breach_handed_on",
    "转行政处理的已立治安案件",
    "what becomes a breach has its administrative case",
)
def breach_handed_on(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Verdict:
    """What is no crime but a breach goes on as one, in the same unit of work."""
    return (a.ground is not NotFiledGround.BREACH_ONLY or a.administrative_case != "") or Unmet(
        Text("请同时立治安案件并关联", "open the administrative case with it"), administrative_case="none"
    )


@payload_guard(
    "criminal_case.solved_by_the_test", "符合破案的三项条件", "all three parts of the test for solved hold"
)
def solved_by_the_test(m: CriminalCase, a: MarkSolved, context: Context) -> Verdict:
    """Crime proven, suspect proven, suspect in hand."""
    return (a.crime_proven and a.suspect_proven and a.in_hand) or Unmet(
        None, crime_proven=a.crime_proven, suspect_proven=a.suspect_proven, in_hand=a.in_hand
    )


@payload_guard(
    "criminal_case.ready_to_conclude",
    "事实清楚、证据确实充分、手续完备",
    "facts, evidence and papers are complete",
)
def ready_to_conclude(m: CriminalCase, a: Conclude, context: Context) -> Verdict:
    """What goes to the prosecutor is whole."""
    return (a.facts_clear and a.evidence_sound and a.papers_complete) or Unmet(
        Text("请补充侦查", "go on investigating"),
        facts=a.facts_clear,
        evidence=a.evidence_sound,
        papers=a.papers_complete,
    )


@payload_guard(
    "criminal_case.suspect_told", "已告知犯罪嫌疑人及其律师", "the suspect and the lawyer are told"
)
def suspect_told(m: CriminalCase, a: SendForProsecution, context: Context) -> Verdict:
    """Nobody learns of the charge from the court."""
    return a.suspect_told or Unmet(Text("请告知", "tell them"), suspect_told=False)


@guard("criminal_case.return_left", "退回补充侦查未超过上限", "the file may be sent back once more")
def return_left(m: CriminalCase, context: Context) -> Verdict:
    """A file travels back a limited number of times."""
    most = context.law.value("criminal.returns_max", context.day).amount
    return m.returns < most or Unmet(None, returns=m.returns, at_most=most)


@payload_guard("criminal_case.reporter_told", "已告知报案人移送", "the reporter is told of the transfer")
def transfer_told(m: CriminalCase, a: Transfer, context: Context) -> Verdict:
    """Nobody looks for a case that has gone elsewhere."""
    return a.reporter_told or Unmet(Text("请告知报案人", "tell the reporter"), reporter_told=False)
