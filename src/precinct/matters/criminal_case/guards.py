"""The conditions on the moves of a criminal case."""

from precinct.basics.text import Text
from precinct.matters.criminal_case.actions import (
    Conclude,
    DeclineToFile,
    DropSuspect,
    MarkSolved,
    SendForProsecution,
    Transfer,
    WithdrawCase,
)
from precinct.matters.criminal_case.actions_after import HandOnAsBreach, MergeInto, SplitOff, TakeIn
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround
from precinct.workflow.context import Brief, Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@guard("criminal_case.suspect_named", "犯罪嫌疑人已查明", "a suspect is named")
def suspect_named(m: CriminalCase, context: Context) -> Verdict:
    """Nobody is sent for prosecution unnamed."""
    return m.suspects != () or Unmet(Text("请先查明嫌疑人", "find and name the suspect"), suspects=0)


_IN_HOURS = frozenset({"inquiry", "criminal_summons", "compelled_appearance", "continued_questioning"})
"""What a measure is about that keeps somebody for some hours in order to be asked."""


def _measures(m: CriminalCase, context: Context) -> list[Brief]:
    return [
        brief
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and brief.serves(m.id, m.people)
    ]


@guard(
    "criminal_case.nobody_in_summons",
    "没有进行中的传唤、拘传或者继续盘问",
    "nobody of it is kept for some hours to be asked",
    related=True,
)
def nobody_in_summons(m: CriminalCase, context: Context) -> Verdict:
    """A case does not go on elsewhere while one of its people is being asked; who is arrested or on bail stays so."""
    asked = [brief.id for brief in _measures(m, context) if brief.about in _IN_HOURS]
    return not asked or Unmet(Text("请先结束传唤、盘问", "end the summons first"), open=", ".join(asked))


@guard(
    "criminal_case.nobody_held",
    "没有未解除的人身措施",
    "no measure against any of its people is running",
    related=True,
)
def nobody_held(m: CriminalCase, context: Context) -> Verdict:
    """Nobody is held, or bound by bail, for a case that is over."""
    held = [brief.id for brief in _measures(m, context)]
    return not held or Unmet(Text("请先解除人身措施", "end the measure first"), open=", ".join(held))


@guard(
    "criminal_case.exhibits_settled", "涉案财物均已处理", "everything that was taken is settled", related=True
)
def exhibits_settled(m: CriminalCase, context: Context) -> Verdict:
    """A case does not end while something that was taken for it has no end."""
    open_ones = [
        brief.id
        for brief in context.related
        if brief.kind == "exhibit" and not brief.ended and brief.serves(m.id, m.people)
    ]
    return not open_ones or Unmet(
        Text("请先处理涉案财物", "settle what was taken first"), open=", ".join(open_ones)
    )


@payload_guard(
    "criminal_case.breach_handed_on",
    "转行政处理的已立治安案件",
    "what becomes a breach has its administrative case, open and linked",
    related=True,
)
def breach_handed_on(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Verdict:
    """What is no crime but a breach goes on as one, in the same unit of work."""
    if a.ground is not NotFiledGround.BREACH_ONLY and not a.administrative_case:
        return True
    return _goes_on_in(a.administrative_case, "administrative_case", context)


@payload_guard(
    "criminal_case.breach_case_open",
    "移交的治安案件已立案",
    "the administrative case in which it goes on is there and open",
    related=True,
)
def breach_case_open(m: CriminalCase, a: HandOnAsBreach, context: Context) -> Verdict:
    """What is not prosecuted may still be a breach."""
    return _goes_on_in(a.administrative_case, "administrative_case", context)


@payload_guard(
    "criminal_case.other_case_open",
    "相关刑事案件存在且未结",
    "the other criminal case is there and has not ended",
    related=True,
)
def other_case_open(m: CriminalCase, a: MergeInto | SplitOff, context: Context) -> Verdict:
    """Nothing is merged into, or split off to, a case that nobody has."""
    return _goes_on_in(a.criminal_case, "criminal_case", context)


@payload_guard(
    "criminal_case.other_case_known", "被并入的案件存在", "the case that is taken in is there", related=True
)
def other_case_known(m: CriminalCase, a: TakeIn, context: Context) -> Verdict:
    """Every link leads somewhere; the other may have ended by then, for it is merged in the same unit of work."""
    found = [brief for brief in context.related if brief.id == a.criminal_case]
    return any(brief.kind == "criminal_case" for brief in found) or Unmet(
        Text("请指明被并入的刑事案件", "name the criminal case that is taken in"),
        criminal_case=a.criminal_case,
    )


@payload_guard(
    "criminal_case.moves_who_is_in_it",
    "分出的人员均为本案当事人，且本案仍有当事人",
    "who goes to the new case is a party of this one, and somebody stays",
)
def moves_who_is_in_it(m: CriminalCase, a: SplitOff, context: Context) -> Verdict:
    """A split leaves two cases with people in both."""
    strangers = [who for who in a.parties_moved if who not in m.people]
    stay = m.people - set(a.parties_moved)
    return (bool(a.parties_moved) and not strangers and bool(stay)) or Unmet(
        Text("请指明分出的当事人", "say which parties go there"),
        strangers=", ".join(strangers) or "none",
        stay=len(stay),
        moved=len(a.parties_moved),
    )


def _goes_on_in(case: str, kind: str, context: Context) -> Verdict:
    """Whether a matter of this kind is known and has not ended."""
    found = [brief for brief in context.related if brief.id == case and brief.kind == kind]
    if found and not found[0].ended:
        return True
    return Unmet(
        Text("请在同一工作单元内立案并关联", "open it in the same unit of work and link it"),
        linked=case or "none",
        state=found[0].state if found else "unknown",
    )


@payload_guard(
    "criminal_case.dropped_is_suspect", "该人系本案犯罪嫌疑人", "whoever is dropped is a suspect of this case"
)
def dropped_is_suspect(m: CriminalCase, a: DropSuspect, context: Context) -> Verdict:
    """The investigation ends against one of those against whom it is led."""
    suspects = [party.id for party in m.suspects]
    return a.party in suspects or Unmet(None, party=a.party, suspects=", ".join(suspects) or "none")


@payload_guard(
    "criminal_case.dropped_not_held",
    "该人已解除人身措施",
    "no measure against whoever is dropped is running",
    related=True,
)
def dropped_not_held(m: CriminalCase, a: DropSuspect, context: Context) -> Verdict:
    """Nobody is held for a case that is no longer led against him."""
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and a.party in brief.people
    ]
    return not held or Unmet(Text("请先解除人身措施", "end the measure first"), open=", ".join(held))


@payload_guard(
    "criminal_case.solved_by_the_test", "符合破案的三项条件", "all three parts of the test for solved hold"
)
def solved_by_the_test(m: CriminalCase, a: MarkSolved, context: Context) -> Verdict:
    """Crime proven, suspect proven, suspect in hand: a local definition, named wherever it is counted."""
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
