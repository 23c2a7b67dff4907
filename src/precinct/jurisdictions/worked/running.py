"""Running worked examples against the law that they stand beside."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast

from precinct.basics.errors import BadInput, FoundProblems, PrecinctError
from precinct.basics.text import Text
from precinct.jurisdictions.worked.example import (
    AnswerIs,
    ChoiceIs,
    Example,
    ExampleResult,
    LimitIs,
    MoveIs,
    PenaltyIs,
    RangeIs,
    Says,
    ValueIs,
)
from precinct.jurisdictions.worked.reading import plain
from precinct.law.breach_or_crime import breach_or_crime
from precinct.law.counting import count
from precinct.law.offence import Act
from precinct.law.pack import Pack
from precinct.law.which_law import which_law
from precinct.ledger.door import read_action, read_record
from precinct.matters.procedure import Procedure
from precinct.people.person import Actor, officer
from precinct.workflow.context import Brief, Context
from precinct.workflow.decision import Decision
from precinct.workflow.entry import Follow, Outcome
from precinct.workflow.matter import Matter
from precinct.workflow.workflow import Workflow

Verdict = tuple[bool, Text]
_NOTHING = Text("当日法律没有规定", "the law of the day has nothing")


def run_example(procedure: Procedure, example: Example) -> tuple[ExampleResult, ...]:
    """What the law does to an example, once for each moment that it names."""
    says = example.says
    at: tuple[date, ...] = says.moments if isinstance(says, MoveIs) else (says.day,)
    return tuple(ExampleResult(example, moment, *_verdict(procedure, example, moment)) for moment in at)


def _verdict(procedure: Procedure, example: Example, at: date) -> Verdict:
    try:
        return _asked(procedure, example.says, at)
    except FoundProblems as error:
        told = f"{error.what}: {'; '.join(error.problems)}"
    except PrecinctError as error:
        told = str(error)
    return False, Text(told, told)


def _asked(procedure: Procedure, says: Says, at: date) -> Verdict:
    if isinstance(says, MoveIs):
        return _move(procedure, says, cast("datetime", at))
    if isinstance(says, AnswerIs):
        return _answer(procedure, says)
    return _told(procedure.law, says)


def _told(law: Pack, says: ValueIs | LimitIs | ChoiceIs | RangeIs | PenaltyIs) -> Verdict:
    match says:
        case ValueIs():
            return _value(law, says)
        case LimitIs():
            return _limit(law, says)
        case ChoiceIs():
            return _choice(law, says)
        case RangeIs():
            return _range(law, says)
        case PenaltyIs():
            return _penalty(law, says)


def _value(law: Pack, says: ValueIs) -> Verdict:
    if not law.has_value(says.code, says.day):
        return says.amount is None, _NOTHING
    amount = law.value(says.code, says.day).amount
    return amount == says.amount, Text(str(amount), str(amount))


def _limit(law: Pack, says: LimitIs) -> Verdict:
    if not law.has_limit(says.code, says.day):
        return says.due is None, _NOTHING
    limit = law.limit(says.code, says.day)
    if says.start is None:
        return False, limit.length
    extended = [law.limit(code, says.day) for code in says.extended]
    counted = count(limit, says.start, law.calendar, extended=extended)
    return counted.due_at == says.due, counted.explained


def _choice(law: Pack, says: ChoiceIs) -> Verdict:
    if not law.has_choice(says.code, says.day):
        return says.none, _NOTHING
    names = law.choice(says.code, says.day)
    words = [law.word(name) for name in sorted(names)]
    seen = Text("、".join(word.zh for word in words), ", ".join(word.en for word in words))
    return not says.none and says.has <= names and names.isdisjoint(says.lacks), seen


def _answer(procedure: Procedure, says: AnswerIs) -> Verdict:
    fields = cast("dict[str, object]", plain(says.act, procedure))
    act = read_record(Act, "the question", {**fields, "day": says.day.isoformat()})
    answer = breach_or_crime(act, procedure.law.with_settings(**says.settings))
    right = answer.finding is says.finding and says.sizes in (None, answer.sizes)
    sizes = Text(
        *("".join(f" {size.text.to(language)}" for size in answer.sizes) for language in ("zh", "en"))
    )
    return right, Text(f"{answer.to_text('zh')}{sizes.zh}", f"{answer.to_text('en')}{sizes.en}")


def _range(law: Pack, says: RangeIs) -> Verdict:
    if not law.has_penalties(says.act, says.day):
        return says.range is None, _NOTHING
    found = law.penalties(says.act, says.day).of(says.grade)
    if found is None:
        return says.range is None, _NOTHING
    return found == says.range, found.text


def _penalty(law: Pack, says: PenaltyIs) -> Verdict:
    chosen = which_law(law, says.act, says.grade, says.act_day, says.day)
    found, penalties = chosen.applies.range, chosen.applies.penalties
    allows = found is not None and (found.allows_lightened if says.lightened else found.allows)(
        says.detention_days, says.fine
    )
    cited = () if penalties is None else penalties.citations
    keys = {citation.instrument.key for citation in cited if citation.instrument is not None}
    return allows is says.allowed and (not says.law or says.law in keys), chosen.explained


# --- moves ------------------------------------------------------------------------------------------


def answer_to(procedure: Procedure, says: MoveIs, at: datetime) -> tuple[Decision, Outcome[Any] | None]:
    """What the law answers to a move, and what follows from it; None where it is refused.

    Args:
        procedure: the jurisdiction.
        says: the move; what it expects is not looked at.
        at: when it happens.

    Raises:
        BadInput: the matter, the action or a related matter cannot be read.
    """
    workflow = procedure.workflow(says.kind)
    action = read_action(workflow, says.action, _payload(procedure, says))
    context = _context(procedure, says, at)
    decide: Any = workflow.decide_opening if says.opens else workflow.decide
    perform: Any = workflow.begin if says.opens else workflow.apply
    matter = () if says.opens else (_matter(procedure, workflow, says),)
    decision: Decision = decide(*matter, action, context)
    return decision, perform(*matter, action, context) if decision.allowed else None


def _move(procedure: Procedure, says: MoveIs, at: datetime) -> Verdict:
    decision, outcome = answer_to(procedure, says, at)
    if frozenset(decision.codes) != says.refused:
        return False, Text(decision.to_text("zh"), decision.to_text("en"))
    wrong = list(_not_shown(procedure, says, at))
    if outcome is not None:
        wrong += _not_followed(procedure.law, says, outcome, at)
    if wrong:
        return False, Text("；".join(one.zh for one in wrong), "; ".join(one.en for one in wrong))
    codes = ", ".join(decision.codes)
    if decision.to is None:
        return True, Text(f"不予准许：{codes}", f"refused: {codes}")
    return True, Text(f"允许：{decision.to.text.zh}", f"allowed: {decision.to.text.en}")


def _payload(procedure: Procedure, says: MoveIs) -> dict[str, object]:
    payload = cast("dict[str, object]", plain(says.payload, procedure))
    return {"id": "m1", **payload} if says.opens else payload


def _matter(procedure: Procedure, workflow: Workflow[Any, Any], says: MoveIs) -> Matter:
    fields = cast("dict[str, object]", plain(says.matter, procedure))
    named = fields.pop("state")
    state = next(state for state in workflow.table.all_states if state.value == named)
    usual = {"id": "m1", "version": 1, "officer": "101"}
    return cast(
        "Matter", read_record(workflow.table.matter, f"the {says.kind}", usual | fields, {"state": state})
    )


def _context(procedure: Procedure, says: MoveIs, at: datetime) -> Context:
    return procedure.context(
        Actor(says.actor, says.actor, says.roles),
        at,
        on_behalf_of=says.on_behalf_of,
        companions=tuple(officer(str(102 + n), str(102 + n)) for n in range(says.companions)),
        filmed=says.filmed,
        in_case_room=says.in_case_room,
        related=tuple(
            _brief(procedure, cast("dict[str, object]", plain(one, procedure))) for one in says.related
        ),
    )


def _brief(procedure: Procedure, fields: dict[str, object]) -> Brief:
    if "ended" not in fields:
        kind = fields.get("kind")
        if kind not in procedure.kinds:
            raise BadInput(
                "the related matter", [f"is of the unknown kind {kind!r}, so say whether it has ended @ $"]
            )
        final = {state.value for state in procedure.workflow(str(kind)).table.final}
        fields = {**fields, "ended": fields.get("state") in final}
    return read_record(Brief, "the related matter", {"version": 1, **fields})


def _not_shown(procedure: Procedure, says: MoveIs, at: datetime) -> Iterator[Text]:
    workflow = procedure.workflow(says.kind)
    moves = (*workflow.actions, *workflow.openings)
    action = next(action for action in moves if action.__name__ == says.action)
    day = at.astimezone(procedure.law.zone).date()
    shown = {note.code for note in workflow.notes(action, day)}
    for code in says.shows:
        if code not in shown:
            yield Text(f"此处不提示 {code}", f"the note {code} is not shown there")


def _not_followed(law: Pack, says: MoveIs, outcome: Outcome[Any], at: datetime) -> Iterator[Text]:
    state = outcome.matter.state
    if says.to and state.value != says.to:
        yield Text(f"到 {state.text.zh}（{state.value}）", f"it leads to {state.value}")
    day = at.astimezone(law.zone).date()
    started = {one.code: one.at or at for one in outcome.follow_ups if one.what is Follow.LIMIT_STARTS}
    for code, due in says.due.items():
        if code not in started or not law.has_limit(code, day):
            yield Text(f"期限 {code} 未起算", f"the limit {code} does not start")
            continue
        counted = count(law.limit(code, day), started[code], law.calendar)
        if counted.due_at != due:
            yield counted.explained
