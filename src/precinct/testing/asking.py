"""How the laws ask: on so many drawn questions, with the outcome or the refusal as the answer."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precinct.testing.walks import Attempt, OpeningAttempt
from precinct.workflow.decision import Decision, Refusal
from precinct.workflow.entry import Outcome
from precinct.workflow.workflow import Workflow

T = TypeVar("T")
E = TypeVar("E", bound=Exception)
AnyWorkflow = Workflow[Any, Any]
"""A workflow, whatever it is about."""

EXAMPLES = 60
"""How many questions each law asks, if it is not told otherwise."""


_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def for_all(asked: st.SearchStrategy[T], examples: int, check: Callable[[T], None]) -> None:
    """Run a check on so many drawn questions.

    Args:
        asked: the questions.
        examples: how many.
        check: raises where the answer is wrong.
    """

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=_SLOW_IS_FINE)
    @given(asked)
    def holds_for(question: T) -> None:
        check(question)

    holds_for()


def copy_of(law: object, thing: T) -> T:
    """A deep copy with the same pack: the pack is a fixed thing that answers, and no data."""
    return deepcopy(thing, {id(law): law})


def answer(workflow: AnyWorkflow, asked: Attempt[Any]) -> Outcome[Any] | Decision:
    """What `apply` returns, or the decision that it refuses with."""
    try:
        return workflow.apply(asked.matter, asked.action, asked.context)
    except Refusal as refusal:
        return refusal.decision


def answer_to_opening(workflow: AnyWorkflow, asked: OpeningAttempt[Any]) -> Outcome[Any] | Decision:
    """What `begin` returns, or the decision that it refuses with."""
    try:
        return workflow.begin(asked.opening, asked.context)
    except Refusal as refusal:
        return refusal.decision


def error_of(kind: type[E], ask: Callable[..., object], *arguments: object) -> E:
    """The error that a call raises.

    Raises:
        AssertionError: it raises none.
    """
    try:
        ask(*arguments)
    except kind as error:
        return error
    raise AssertionError(f"{ask} raised no {kind.__name__}")
