"""The stock `transitions.Machine` of a workflow, driven beside the engine: two answers to one question must agree.

The machine asks roles, recusal and guards itself; it never calls `decide` or `apply`. So each of the two
finds what the other forgets.
"""

from typing import Any

import attrs

from precinct.testing.walks import Attempt
from precinct.workflow.decision import GuardError, Refusal
from precinct.workflow.machine import TransitionsMachine
from precinct.workflow.workflow import Workflow

CRASHED = "crashed"
"""The answer of either where a guard or a predicate crashes."""


@attrs.define
class Cursor:
    """What the machine moves: nothing but a state."""

    state: str


def machine_says(machine: TransitionsMachine, asked: Attempt[Any]) -> str | None:
    """Where the stock machine moves to, None where it does not move.

    Args:
        machine: as `workflow.machine()` makes it.
        asked: what is asked of which matter.
    """
    cursor = Cursor(asked.matter.state.value)
    event = machine.events[type(asked.action).__name__]
    if not event.transitions.get(cursor.state):
        return None  # it would raise MachineError: this state has no such trigger
    try:
        moved = event.trigger(cursor, matter=asked.matter, action=asked.action, context=asked.context)
    except Exception:  # noqa: BLE001 - whatever a guard raises
        return CRASHED
    return cursor.state if moved else None


def engine_says(workflow: Workflow[Any, Any], asked: Attempt[Any]) -> str | None:
    """Where the engine moves to, None where it refuses; `decide` and `apply` must say the same.

    Args:
        workflow: the workflow.
        asked: what is asked of which matter.
    """
    try:
        decision = workflow.decide(asked.matter, asked.action, asked.context)
    except GuardError:
        return CRASHED
    try:
        outcome = workflow.apply(asked.matter, asked.action, asked.context)
    except Refusal:
        assert not decision.allowed, f"apply refuses what decide allows: {decision}"
        return None
    assert decision.to is outcome.matter.state, f"apply leads elsewhere than decide: {decision}"
    return str(outcome.entry.to_state.value)


def assert_machine_agrees(
    workflow: Workflow[Any, Any], machine: TransitionsMachine, asked: Attempt[Any]
) -> None:
    """Hold the two together on one question.

    Args:
        workflow: the engine's side.
        machine: the machine's side.
        asked: what is asked of which matter.

    Raises:
        AssertionError: they differ.
    """
    theirs, ours = machine_says(machine, asked), engine_says(workflow, asked)
    assert theirs == ours, f"transitions says {theirs}, the engine says {ours}, of {asked}"
