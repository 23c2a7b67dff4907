"""What the moves change that come after a decision, and those that join and part cases."""

from precinct.matters.criminal_case.actions_after import (
    AnswerContest,
    AnswerReconsideration,
    AnswerSecondReview,
    AskReconsideration,
    AskSecondReview,
    AskWhyNotFiled,
    ContestNonProsecution,
    ExplainNotFiling,
    ExtendProsecution,
    ExtendReconsideration,
    ExtendSecondReview,
    HandOnAsBreach,
    MergeInto,
    OrderFiling,
    ProposeLeniency,
    Reopen,
    ServeNotFiled,
    SplitOff,
    TakeIn,
    TellStopped,
)
from precinct.matters.criminal_case.record import Contest, CriminalCase, Review
from precinct.workflow.action import Changes
from precinct.workflow.context import Context

_SETTLED = {"contest": Contest.NONE, "contest_extended": False, "asked_why": False, "ordered": False}


def served(m: CriminalCase, a: ServeNotFiled, context: Context) -> Changes:
    return {"told": tuple(dict.fromkeys((*m.told, *a.told))), "served_at": context.occurred_at}


def asked_again(m: CriminalCase, a: AskReconsideration, context: Context) -> Changes:
    return {"contest": Contest.FIRST, "contest_extended": False}


def extended(m: CriminalCase, a: ExtendReconsideration | ExtendSecondReview, context: Context) -> Changes:
    return {"contest_extended": True}


def answered(m: CriminalCase, a: AnswerReconsideration, context: Context) -> Changes:
    if a.file:
        return dict(_SETTLED)
    return {"contest": Contest.ANSWERED, "contest_extended": False, "served_at": context.occurred_at}


def asked_above(m: CriminalCase, a: AskSecondReview, context: Context) -> Changes:
    return {"contest": Contest.SECOND, "contest_extended": False}


def answered_above(m: CriminalCase, a: AnswerSecondReview, context: Context) -> Changes:
    return {"contest": Contest.OVER, "contest_extended": False, "ordered": m.ordered or a.file}


def why_asked(m: CriminalCase, a: AskWhyNotFiled, context: Context) -> Changes:
    return {"asked_why": True}


def why_explained(m: CriminalCase, a: ExplainNotFiling, context: Context) -> Changes:
    return {"asked_why": False}


def filing_ordered(m: CriminalCase, a: OrderFiling, context: Context) -> Changes:
    return {"asked_why": False, "ordered": True}


def reviewed_anew(m: CriminalCase, a: Reopen, context: Context) -> Changes:
    return {**_SETTLED, "review": Review.ORDINARY, "review_from": context.occurred_at, **_let_go(m)}


def filed_anew(m: CriminalCase, a: Reopen, context: Context) -> Changes:
    return {**_SETTLED, **_let_go(m), "undecided_because": a.undecided_because.strip()}


def told(m: CriminalCase, a: TellStopped, context: Context) -> Changes:
    return {"untold": tuple(who for who in m.untold if who not in a.told)}


def prosecution_extended(m: CriminalCase, a: ExtendProsecution, context: Context) -> Changes:
    return {"review_extended": True}


def contested(m: CriminalCase, a: ContestNonProsecution, context: Context) -> Changes:
    return {"contest": Contest.SECOND if m.contest is Contest.ANSWERED else Contest.FIRST}


def contest_answered(m: CriminalCase, a: AnswerContest, context: Context) -> Changes:
    if a.prosecute:
        return {"contest": Contest.NONE}
    answered = Contest.ANSWERED if m.contest is Contest.FIRST else Contest.OVER
    return {"contest": answered, "contest_from": context.occurred_at}


def handed_on(m: CriminalCase, a: HandOnAsBreach, context: Context) -> Changes:
    return {"handed_to": a.administrative_case}


def leniency(m: CriminalCase, a: ProposeLeniency, context: Context) -> Changes:
    return {"leniency_proposed": True}


def merged(m: CriminalCase, a: MergeInto, context: Context) -> Changes:
    return {"handed_to": a.criminal_case, "linked": _linked(m, a.criminal_case)}


def taken_in(m: CriminalCase, a: TakeIn, context: Context) -> Changes:
    known = {party.id for party in m.parties}
    new = (party for party in a.parties if party.id not in known)
    return {"parties": (*m.parties, *new), "linked": _linked(m, a.criminal_case)}


def split(m: CriminalCase, a: SplitOff, context: Context) -> Changes:
    stay = tuple(party for party in m.parties if party.id not in a.parties_moved)
    return {"parties": stay, "linked": _linked(m, a.criminal_case)}


def _linked(m: CriminalCase, other: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*m.linked, other)))


def _let_go(m: CriminalCase) -> Changes:
    """Where it had been handed to stays as a link."""
    return {"handed_to": "", "linked": _linked(m, m.handed_to) if m.handed_to else m.linked}
