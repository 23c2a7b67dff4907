"""The laws of the engine, as functions of a workflow: hold your own tables to them.

    def test_my_workflow_keeps_the_laws():
        check_all_laws(procedure.workflow("found_item"), procedure)

Each law asks a workflow questions that Hypothesis makes up, and raises an AssertionError with the smallest
counterexample that it finds. Law 8, that a wrong action is a type error, is the type checkers' to hold.
"""

from collections.abc import Callable
from typing import Any

from precinct.matters.procedure import Procedure
from precinct.testing.asking import EXAMPLES
from precinct.testing.breaking import law_9_sound
from precinct.testing.laws_of_answers import law_1_pure, law_2_total, law_3_one_answer
from precinct.testing.laws_of_history import law_6_no_trace, law_7_replay
from precinct.testing.laws_of_reasons import law_4_every_reason, law_5_authorise_first
from precinct.workflow.workflow import Workflow

__all__ = [
    "EXAMPLES",
    "LAWS",
    "check_all_laws",
    "law_1_pure",
    "law_2_total",
    "law_3_one_answer",
    "law_4_every_reason",
    "law_5_authorise_first",
    "law_6_no_trace",
    "law_7_replay",
    "law_9_sound",
]

LAWS: tuple[Callable[..., None], ...] = (
    law_1_pure,
    law_2_total,
    law_3_one_answer,
    law_4_every_reason,
    law_5_authorise_first,
    law_6_no_trace,
    law_7_replay,
    law_9_sound,
)
"""All of them; each takes a workflow, its procedure, and `examples`."""


def check_all_laws(workflow: Workflow[Any, Any], procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """Hold a workflow to every law that can be tested.

    Args:
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        examples: how many questions each law asks.

    Raises:
        AssertionError: it breaks one.
    """
    for law in LAWS:
        law(workflow, procedure, examples=examples)
