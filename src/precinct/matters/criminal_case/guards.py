"""The conditions on the moves of a criminal case."""

from precinct.basics.text import Text
from precinct.matters.criminal_case.actions import (
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
