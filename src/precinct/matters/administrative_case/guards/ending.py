"""How a case ends, and what must not be open then."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import (
    Mediate,
    ResumeAfterMediation,
    Settle,
    Transfer,
    TurnCriminal,
)
from precinct.matters.administrative_case.actions_after import MergeInto, SplitOff, TakeIn
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard

_END_MEDIATION = Text("请先结束调解", "end the mediation first")
_END_MEASURE = Text("请先解除人身措施", "end the measure first")


@guard(
    "administrative_case.no_open_mediation", "没有进行中的调解", "no mediation of it is open", related=True
)
def no_open_mediation(m: AdministrativeCase, context: Context) -> Verdict:
    """A case does not end over the heads of people who are still talking."""
    return _none_open(m, context, "mediation", _END_MEDIATION)


@guard(
    "administrative_case.nobody_held",
    "没有仍被采取人身措施的当事人",
    "none of its parties is held",
    related=True,
)
def nobody_held(m: AdministrativeCase, context: Context) -> Verdict:
    """A case does not end while one of its people cannot go home."""
    return _none_open(m, context, "custody", _END_MEASURE)


def _none_open(m: AdministrativeCase, context: Context, kind: str, remedy: Text) -> Verdict:
    open_ones = [
        brief
        for brief in context.related
        if brief.kind == kind
        and not brief.ended
        and (brief.serves(m.id, m.people) or brief.id == m.mediation)
    ]
    return not open_ones or Unmet(
        remedy, open=", ".join(f"{brief.id} ({brief.state})" for brief in open_ones)
    )


@guard(
    "administrative_case.no_detention_unserved",
    "没有尚未执行完毕或者暂缓执行的行政拘留",
    "no detention of it is still to be served, or stayed",
    related=True,
)
def no_detention_unserved(m: AdministrativeCase, context: Context) -> Verdict:
    """What waits, because a review or a suit is on, has not been carried out; nor has what still lasts."""
    waiting = [
        brief
        for brief in context.related
        if brief.kind == "custody"
        and brief.about == "administrative_detention"
        and not brief.ended
        and brief.serves(m.id, m.people)
    ]
    return not waiting or Unmet(
        Text("待拘留执行完毕或者暂缓执行结束后再记录", "record it once the detention has ended"),
        open=", ".join(f"{brief.id} ({brief.state})" for brief in waiting),
    )


@payload_guard(
    "administrative_case.mediation_is_its_own",
    "该调解属于本案且正在进行",
    "the mediation is of this case, and open",
    related=True,
)
def mediation_is_its_own(m: AdministrativeCase, a: Mediate, context: Context) -> Verdict:
    """A case waits for a mediation that exists, not for a name."""
    found = [brief for brief in context.related if brief.id == a.mediation and brief.kind == "mediation"]
    return any(brief.case == m.id and not brief.ended for brief in found) or Unmet(
        Text("请先提出本案的调解", "propose the mediation of this case first"),
        mediation=a.mediation,
        of_case=", ".join(brief.case for brief in found) or "unknown",
        state=", ".join(brief.state for brief in found) or "unknown",
    )


@payload_guard(
    "administrative_case.mediation_performed",
    "调解协议已经履行",
    "what was agreed has been performed",
    related=True,
)
def mediation_performed(m: AdministrativeCase, a: Settle, context: Context) -> Verdict:
    """Signed is not settled: the mediation itself must stand as performed."""
    states = [brief.state for brief in context.related if brief.id == m.mediation]
    return states == ["performed"] or Unmet(
        Text("待协议履行后再结案", "wait until it is performed"),
        mediation=m.mediation,
        state=", ".join(states) or "unknown",
    )


@payload_guard(
    "administrative_case.mediation_over",
    "调解已经结束且未成功",
    "the mediation is over and did not succeed",
    related=True,
)
def mediation_over(m: AdministrativeCase, a: ResumeAfterMediation, context: Context) -> Verdict:
    """The case goes on when the mediation has ended another way than by performance."""
    states = [(brief.state, brief.ended) for brief in context.related if brief.id == m.mediation]
    over = any(ended and state != "performed" for state, ended in states)
    return over or Unmet(
        Text("请先结束调解", "end the mediation first"),
        mediation=m.mediation,
        state=states[0][0] if states else "unknown",
    )


@payload_guard(
    "administrative_case.reporter_told", "已告知报案人移送", "the reporter is told of the transfer"
)
def transfer_told(m: AdministrativeCase, a: Transfer, context: Context) -> Verdict:
    """Nobody looks for a case that has gone elsewhere."""
    return a.reporter_told or Unmet(Text("请告知报案人", "tell the reporter"), reporter_told=False)


@guard(
    "administrative_case.no_unsettled_exhibit",
    "没有未处理的涉案财物",
    "no exhibit of it is unsettled",
    related=True,
)
def no_unsettled_exhibit(m: AdministrativeCase, context: Context) -> Verdict:
    """A case does not end while it keeps somebody's things."""
    things = [
        brief
        for brief in context.related
        if brief.kind == "exhibit" and not brief.ended and brief.case == m.id
    ]
    return not things or Unmet(
        Text("请先处理涉案财物", "settle the exhibits first"),
        open=", ".join(f"{brief.id} ({brief.state})" for brief in things),
    )


@payload_guard(
    "administrative_case.criminal_case_open",
    "所转刑事案件存在且未结",
    "the criminal case that it turns into is there and has not ended",
    related=True,
)
def criminal_case_open(m: AdministrativeCase, a: TurnCriminal, context: Context) -> Verdict:
    """Nothing is handed to a case that nobody has."""
    return _goes_on_in(a.criminal_case, "criminal_case", context)


@payload_guard(
    "administrative_case.other_case_open",
    "相关治安案件存在且未结",
    "the other administrative case is there and has not ended",
    related=True,
)
def other_case_open(m: AdministrativeCase, a: MergeInto | SplitOff, context: Context) -> Verdict:
    """Nothing is merged into, or split off to, a case that nobody has."""
    return _goes_on_in(a.administrative_case, "administrative_case", context)


@payload_guard(
    "administrative_case.other_case_known",
    "被并入的案件存在",
    "the case that is taken in is there",
    related=True,
)
def other_case_known(m: AdministrativeCase, a: TakeIn, context: Context) -> Verdict:
    """Every link leads somewhere; the other may have ended by then, in the same unit of work."""
    known = {(brief.kind, brief.id) for brief in context.related}
    return ("administrative_case", a.administrative_case) in known or Unmet(
        Text("请指明被并入的案件", "name the case that is taken in"), case=a.administrative_case
    )


@payload_guard(
    "administrative_case.moves_who_is_in_it",
    "分出的人员均为本案当事人，且本案仍有当事人",
    "who goes to the new case is a party of this one, and somebody stays",
)
def moves_who_is_in_it(m: AdministrativeCase, a: SplitOff, context: Context) -> Verdict:
    """A split leaves two cases with people in both."""
    strangers = [who for who in a.parties_moved if who not in m.people]
    stay = m.people - set(a.parties_moved)
    return (bool(a.parties_moved) and not strangers and bool(stay)) or Unmet(
        Text("请指明分出的当事人", "say which parties go there"),
        strangers=", ".join(strangers) or "none",
        stay=len(stay),
    )


def _goes_on_in(case: str, kind: str, context: Context) -> Verdict:
    found = [brief for brief in context.related if brief.id == case and brief.kind == kind]
    return (bool(found) and not found[0].ended) or Unmet(
        Text("请在同一工作单元内立案并关联", "open it in the same unit of work and link it"),
        linked=case or "none",
        state=found[0].state if found else "unknown",
    )
