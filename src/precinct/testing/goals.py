"""What a search is after: each row made once, and each guard once the only one that stops a move."""

from collections.abc import Iterator
from typing import Any

import attrs

from precinct.testing.questions import Answer
from precinct.workflow.matter import State
from precinct.workflow.workflow import Workflow

Score = tuple[int, int, int]
"""How far an answer is from a goal, the lowest being nearest."""
REACHED: Score = (0, 0, 0)
"""The goal itself."""


@attrs.frozen
class Made:
    """A row is to be made.

    Args:
        state: where it stands; None for an opening.
        at: its place among the rows of that state, `everywhere` rows last.
        row: the row.
    """

    state: State | None
    at: int
    row: Any = attrs.field(eq=False, repr=False)

    def score(self, state: State | None, answer: Answer[Any]) -> Score:
        """How far an answer is from this goal.

        Args:
            state: where the question was asked.
            answer: the answer to it.
        """
        if state is not self.state or answer.row is not self.row:
            return (1, 0, len(answer.codes))
        return (0, not answer.authorised, len(answer.codes))

    def hindered_by(self, answer: Answer[Any]) -> tuple[str, ...]:
        """What stands against it."""
        return answer.codes if answer.row is self.row else (other_row(type_name(self.row)),)


@attrs.frozen
class Alone:
    """A condition is to be the only reason of a refusal.

    Args:
        code: the condition.
    """

    code: str

    def score(self, state: State | None, answer: Answer[Any]) -> Score:  # noqa: ARG002 - as for `Made`
        """How far an answer is from this goal."""
        return (0, 0, len(answer.codes) - 1) if self.code in answer.codes else (1, 0, len(answer.codes))

    def hindered_by(self, answer: Answer[Any]) -> tuple[str, ...]:
        """What stands against it: the other reasons, or that there is none."""
        others = tuple(code for code in answer.codes if code != self.code)
        return others if self.code in answer.codes else (self.code,)


Goal = Made | Alone


def type_name(row: Any) -> str:
    """The name of a row's action."""
    name: str = row.action.__name__
    return name


def other_row(action: str) -> str:
    """What stands for the choice between the rows of an action, among codes."""
    return f"the row of {action}"


def goals_of(workflow: Workflow[Any, Any]) -> Iterator[Goal]:
    """Every row, of openings first, and every condition."""
    table = workflow.table
    for at, opening in enumerate(table.openings):
        yield Made(None, at, opening)
    for state, rows in table.moves.items():
        for at, row in enumerate((*rows, *table.everywhere)):
            yield Made(state, at, row)
    for code in dict.fromkeys(condition.code for condition in table.conditions()):
        yield Alone(code)
