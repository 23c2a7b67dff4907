"""Many walks quickly, with a seeded generator, and how far they reached."""

from functools import lru_cache
from typing import Any, Generic, TypeVar

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.searching import Search
from precinct.testing.steps import Attempt, OpeningAttempt, Walk
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)


@attrs.frozen
class Exploration(Generic[M]):
    """How far many walks reached.

    Args:
        walks: some walks for each state that was reached; those that reached it first come first.
        moves: the moves that were made, as `(from, action, to)`.
        decisive: the conditions that were once the only reason of a refusal, as `(from, action, code)`; for an
            opening, from is empty.
        granted: some questions that were granted, of every action in every state.
        openings: some openings that were granted, of every sort.
    """

    walks: tuple[Walk[M], ...]
    moves: frozenset[tuple[str, str, str]]
    decisive: frozenset[tuple[str, str, str]]
    granted: tuple[Attempt[M], ...] = ()
    openings: tuple[OpeningAttempt[M], ...] = ()

    @property
    def states(self) -> frozenset[State]:
        """The states that were reached."""
        return frozenset(walk.matter.state for walk in self.walks)


def explore(
    workflow: Workflow[M, S], procedure: Procedure, *, seed: int = 0, tries: int = 80_000, keep: int = 10
) -> Exploration[M]:
    """Search a workflow for every move, and for every guard as the only one that stops something.

    It ends early when all is found, or when nothing new has come for a long time.

    Args:
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        seed: the same seed explores the same.
        tries: how many questions are asked.
        keep: how many walks are kept for each state and each sort of matter in it.

    Raises:
        ValueError: no opening was ever accepted.
        GuardError: a guard crashed; a note on the error says what was asked.
    """
    search: Search[M] = Search(workflow, procedure, seed)
    turn = 0
    while search.asked < tries and not search.over:
        turn += 1
        goal = search.next_goal() if turn % 6 == 0 else None
        if turn % 6 == 3:
            search.begin()
        elif goal is None:
            search.wander()
        else:
            search.climb(goal)
    if not search.memory.found:
        raise ValueError(f"no opening of {workflow} was accepted in {tries} tries; teach() its payloads")
    questions = [question for known in search.memory.granted.values() for question in known[:3]]
    return Exploration(
        tuple(
            trail.walk
            for sorts in search.memory.found.values()
            for kept in sorts.values()
            for trail in kept[:keep]
        ),
        frozenset(search.moves),
        frozenset(search.decisive),
        tuple(
            Attempt(question.matter, question.step.what, question.step.context)
            for question in questions
            if question.matter is not None
        ),
        tuple(
            OpeningAttempt(question.step.what, question.step.context)
            for question in questions
            if question.matter is None
        ),
    )


@lru_cache(maxsize=64)
def explored(workflow: Workflow[Any, Any], procedure: Procedure) -> Exploration[Any]:
    """What `explore` finds with its defaults; asked once for each workflow."""
    return explore(workflow, procedure)
