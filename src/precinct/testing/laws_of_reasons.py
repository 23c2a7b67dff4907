"""Laws 4 and 5: a refusal tells every reason, and nothing to who is not authorised."""

from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import strategies as st

from precinct.basics.errors import WrongAction
from precinct.matters.procedure import Procedure
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.asking import EXAMPLES, AnyWorkflow, error_of, for_all
from precinct.testing.chance import Drawn
from precinct.testing.surgery import bomb, holds, rebound, row_for, rows_of, with_tests
from precinct.testing.walks import Attempt, OpeningAttempt, attempts, opening_attempts
from precinct.workflow.action import Action
from precinct.workflow.context import Context
from precinct.workflow.decision import Decision, GuardError
from precinct.workflow.guard import Condition
from precinct.workflow.matter import Matter

# --- 4 ---------------------------------------------------------------------------------------------


@attrs.frozen
class _Stranger(Action[Matter]):
    """An action of no workflow."""


def law_4_every_reason(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """A refusal lists every condition that fails when it is asked on its own, each with sentences, citation and facts.

    An unknown action is `WrongAction`. A guard that crashes is `GuardError`.
    """

    def check(asked: Attempt[Any]) -> None:
        decision = workflow.decide(asked.matter, asked.action, asked.context)
        row = row_for(workflow.table, asked.matter, asked.action, asked.context)
        if row is not None:
            _tells_all(decision, _expected(row, asked.matter, asked.action, asked.context))
        _well_said(decision)

    def check_opening(asked: OpeningAttempt[Any]) -> None:
        decision = workflow.decide_opening(asked.opening, asked.context)
        row = row_for(workflow.table, None, asked.opening, asked.context)
        _tells_all(decision, _expected(row, None, asked.opening, asked.context))
        _well_said(decision)

    def check_stranger(asked: Attempt[Any]) -> None:
        for ask in (workflow.decide, workflow.apply):
            error = error_of(WrongAction, ask, asked.matter, _Stranger(), asked.context)
            known = {action.__name__ for action in workflow.actions}
            assert set(error.known) == known, "WrongAction names other actions than the workflow knows"

    for_all(attempts(workflow, procedure), examples, check)
    for_all(opening_attempts(workflow, procedure), examples, check_opening)
    for_all(attempts(workflow, procedure), 5, check_stranger)
    for_all(attempts(workflow, procedure), examples, lambda asked: _crash(workflow, asked))


def _expected(row: Any, matter: Any, action: Any, context: Context) -> list[str]:
    """The codes that a refusal must have, found by asking each condition on its own."""
    codes: list[str] = []
    if row.by.isdisjoint(context.actor.roles):
        codes.append("engine.role")
    taking_part = {context.actor.id, context.on_behalf_of, *(beside.id for beside in context.companions)}
    if matter is not None and taking_part & set(matter.recused):
        codes.append("engine.recused")
    codes += [c.code for c in row.authorise if not holds(c, matter, action, context)]
    if not codes:
        others = (*getattr(row, "when", ()), *row.given)
        codes += [c.code for c in others if not holds(c, matter, action, context)]
    return codes


def _tells_all(decision: Decision, expected: list[str]) -> None:
    told = list(decision.codes)
    assert told == expected, f"{decision.action} is refused for {told}, but what fails is {expected}"


def _well_said(decision: Decision) -> None:
    for reason in decision.reasons:
        assert reason.text.zh, f"{reason.code} has no Chinese sentence"
        assert reason.text.en, f"{reason.code} has no English sentence"
        assert reason.citations, f"{reason.code} stands on nothing"
        assert reason.facts, f"{reason.code} does not say what it looked at"


def _crash(workflow: AnyWorkflow, asked: Attempt[Any]) -> None:
    """Every condition of the row crashes in its turn; whatever else fails, it is a GuardError that names it."""
    row = row_for(workflow.table, asked.matter, asked.action, asked.context)
    if row is None or not workflow.decide(asked.matter, asked.action, asked.context).authorised:
        return
    for crashing in (*row.authorise, *row.when, *row.given):
        armed = rebound(workflow, with_tests(workflow.table, _armed(crashing.code)))
        for ask in (armed.decide, armed.apply):
            error = error_of(GuardError, ask, asked.matter, asked.action, asked.context)
            assert error.code == crashing.code, "a crash is told under another guard's name"


def _armed(code: str) -> Callable[[Condition], Callable[..., Any]]:
    return lambda condition: bomb if condition.code == code else condition.test


# --- 5 ---------------------------------------------------------------------------------------------


def law_5_authorise_first(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """Who is not authorised is told all that stands against him, and nothing else is asked."""
    asked_guards: list[str] = []

    def counting(condition: Condition) -> Callable[..., Any]:
        test: Callable[..., Any] = condition.test

        def count(*arguments: object) -> object:
            asked_guards.append(condition.code)
            return test(*arguments)

        return count

    counted = rebound(workflow, with_tests(workflow.table, counting))

    def check(asked: Attempt[Any]) -> None:
        row = row_for(workflow.table, asked.matter, asked.action, asked.context)
        decision = workflow.decide(asked.matter, asked.action, asked.context)
        if row is None:
            assert not decision.allowed, "it is allowed without a row"
            return
        about_who = {"engine.role", "engine.recused"} | {condition.code for condition in row.authorise}
        asked_guards.clear()
        again = counted.decide(asked.matter, asked.action, asked.context)
        assert again.codes == decision.codes, "asked twice, it gives other reasons"
        if set(decision.codes) & about_who:
            assert not decision.authorised, "who is not authorised counts as authorised"
            assert set(decision.codes) <= about_who, "who is not authorised is told facts of the matter"
            assert set(asked_guards) <= about_who, "a guard was asked for somebody who is not authorised"
        else:
            assert decision.authorised, "who is authorised counts as not authorised"
            guards = [condition.code for condition in (*row.when, *row.given)]
            # Perhaps more than once: first whether all hold, then, if not, for every reason.
            asked_for = [code for code in dict.fromkeys(asked_guards) if code not in about_who]
            assert asked_for == list(dict.fromkeys(guards)), "a guard was not asked"

    for_all(_by_anybody(workflow, procedure), examples, check)


@st.composite
def _by_anybody(draw: st.DrawFn, workflow: AnyWorkflow, procedure: Procedure) -> Attempt[Any]:
    """Attempts of which half come from somebody without the role, or who is recused."""
    asked: Attempt[Any] = draw(attempts(workflow, procedure))
    chance = Drawn(draw)
    fault = chance.pick(("none", "role", "recused", "alone"))
    if fault == "role":
        rows = rows_of(workflow.table, asked.matter.state, type(asked.action))
        others = frozenset(Role).difference(*(row.by for row in rows))
        who = Actor(asked.context.actor.id, "丙", others)
        return attrs.evolve(asked, context=_with(asked.context, actor=who))
    if fault == "recused":
        return attrs.evolve(asked, matter=attrs.evolve(asked.matter, recused=(asked.context.actor.id,)))
    if fault == "alone":
        return attrs.evolve(asked, context=_with(asked.context, companions=(), filmed=False))
    return asked


def _with(context: Context, **changed: Any) -> Context:
    return attrs.evolve(context, **changed)
