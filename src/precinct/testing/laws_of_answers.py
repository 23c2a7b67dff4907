"""Laws 1 to 3: the engine's answers are pure, total and one."""

from collections.abc import Callable
from typing import Any

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.asking import EXAMPLES, AnyWorkflow, answer, answer_to_opening, copy_of, for_all
from precinct.testing.surgery import row_for, rows_of
from precinct.testing.walks import Attempt, OpeningAttempt, attempts, opening_attempts
from precinct.workflow.decision import Decision
from precinct.workflow.entry import Outcome

# --- 1 ---------------------------------------------------------------------------------------------


def law_1_pure(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """The same question has the same answer, and asking changes nothing that was handed in.

    What comes out is frozen through and through and passes its own validators; effects give fresh objects.
    """

    def check(asked: Attempt[Any]) -> None:
        before = copy_of(procedure.law, asked)
        first, second = answer(workflow, asked), answer(workflow, asked)
        assert first == second, "asked twice, it answers twice"
        decisions = [workflow.decide(one.matter, one.action, one.context) for one in (asked, before)]
        assert decisions[0] == decisions[1], "equal questions have different answers"
        menus = [workflow.options(one.matter, one.context) for one in (asked, before)]
        assert menus[0] == menus[1], "equal questions have different menus"
        assert asked == before, "asking changed what was handed in"
        if isinstance(first, Outcome):
            _frozen_and_valid(first)
            row = row_for(workflow.table, asked.matter, asked.action, asked.context)
            _fresh(row.effect, asked.matter, asked.action, asked.context)

    def check_opening(asked: OpeningAttempt[Any]) -> None:
        before = copy_of(procedure.law, asked)
        first, second = answer_to_opening(workflow, asked), answer_to_opening(workflow, asked)
        assert first == second, "asked twice, it answers twice"
        assert asked == before, "asking changed what was handed in"
        if isinstance(first, Outcome):
            _frozen_and_valid(first)
            row = row_for(workflow.table, None, asked.opening, asked.context)
            _fresh(row.effect, asked.opening, asked.context)

    for_all(attempts(workflow, procedure), examples, check)
    for_all(opening_attempts(workflow, procedure), examples, check_opening)


def _frozen_and_valid(outcome: Outcome[Any]) -> None:
    attrs.validate(outcome.matter)
    hash(outcome.matter)  # a list or a dict anywhere in it has no hash
    hash(outcome.entry)


def _fresh(effect: Callable[..., Any] | None, *arguments: object) -> None:
    if effect is not None:
        first, second = effect(*arguments), effect(*arguments)
        assert first is not second, "the effect returns one shared object"
        assert dict(first) == dict(second), "the effect does not do the same twice"


# --- 2 ---------------------------------------------------------------------------------------------


def law_2_total(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """Each state has its rows or is an end; each action has an answer in each state; nothing moves outside the table."""
    table = workflow.table
    assert set(table.moves) == set(table.all_states), "a state has neither rows nor END"
    for state in table.moves:
        for row in table.everywhere:
            assert rows_of(table, state, row.action), f"{row.action.__name__} is missing in {state.value}"

    def check(asked: Attempt[Any]) -> None:
        name = type(asked.action).__name__
        rows = rows_of(table, asked.matter.state, type(asked.action))
        decision = workflow.decide(asked.matter, asked.action, asked.context)
        assert isinstance(decision, Decision), "the answer is no decision"
        about = (decision.kind, decision.action, decision.state)
        assert about == (workflow.kind, name, asked.matter.state), "the decision is about something else"
        assert rows or not decision.allowed, f"{name} moves {asked.matter.state.value} without a row"
        outcome = answer(workflow, asked)
        if isinstance(outcome, Outcome):
            row = row_for(table, asked.matter, asked.action, asked.context)
            expected = asked.matter.state if row.to is None else row.to
            assert outcome.matter.state is expected, "it moved elsewhere than its row says"
            assert outcome.matter.version == asked.matter.version + 1, "it is not the next version"
            assert outcome.matter.id == asked.matter.id, "it is another matter"
            kept = (outcome.entry.from_state, outcome.entry.to_state, outcome.entry.version)
            told = (asked.matter.state, outcome.matter.state, outcome.matter.version)
            assert kept == told, "the entry tells of another move"

    def check_opening(asked: OpeningAttempt[Any]) -> None:
        outcome = answer_to_opening(workflow, asked)
        if isinstance(outcome, Outcome):
            row = row_for(table, None, asked.opening, asked.context)
            assert outcome.matter.id == asked.opening.id, "it has another id than its opening"
            assert outcome.matter.version == 1, "it does not begin with version 1"
            assert outcome.matter.state is row.to, "it begins elsewhere than its row says"

    for_all(attempts(workflow, procedure), examples, check)
    for_all(opening_attempts(workflow, procedure), examples, check_opening)


# --- 3 ---------------------------------------------------------------------------------------------


def law_3_one_answer(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """`apply` is refused exactly when `decide` has reasons, with the same; where `options` refuses, so does `decide`."""

    def check(asked: Attempt[Any]) -> None:
        decision = workflow.decide(asked.matter, asked.action, asked.context)
        outcome = answer(workflow, asked)
        if isinstance(outcome, Outcome):
            assert decision.allowed, "apply grants what decide refuses"
            assert decision.to is outcome.matter.state, "decide and apply lead elsewhere"
        else:
            assert not decision.allowed, "apply refuses what decide grants"
            assert outcome == decision, "apply and decide give different reasons"
        menu = {option.action: option for option in workflow.options(asked.matter, asked.context)}
        assert set(menu) == set(workflow.actions), "the menu is not the whole table"
        option = menu[type(asked.action)]
        assert option.open or not decision.allowed, "options refuses what decide grants"
        if len(rows_of(workflow.table, asked.matter.state, type(asked.action))) <= 1:
            told = decision.reasons[: len(option.reasons)]
            assert option.reasons == told, "options gives other reasons than decide"

    def check_opening(asked: OpeningAttempt[Any]) -> None:
        decision = workflow.decide_opening(asked.opening, asked.context)
        outcome = answer_to_opening(workflow, asked)
        if isinstance(outcome, Outcome):
            assert decision.allowed, "begin grants what decide_opening refuses"
            assert decision.to is outcome.matter.state, "begin and decide_opening lead elsewhere"
        else:
            assert outcome == decision, "begin and decide_opening give different reasons"

    for_all(attempts(workflow, procedure), examples, check)
    for_all(opening_attempts(workflow, procedure), examples, check_opening)
