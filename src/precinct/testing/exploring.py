"""Many walks quickly, with a seeded generator, and how far they reached."""

from functools import lru_cache
from typing import Any, Generic, TypeVar

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Chance, Seeded, mostly
from precinct.testing.steps import Walk, attempt, attempt_opening, begin, take
from precinct.workflow.action import Action
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
        decisive: the conditions that were once the only reason of a refusal, as `(from, action, code)`.
    """

    walks: tuple[Walk[M], ...]
    moves: frozenset[tuple[str, str, str]]
    decisive: frozenset[tuple[str, str, str]]

    @property
    def states(self) -> frozenset[State]:
        """The states that were reached."""
        return frozenset(walk.matter.state for walk in self.walks)


def explore(
    workflow: Workflow[M, S], procedure: Procedure, *, seed: int = 0, tries: int = 8_000, keep: int = 10
) -> Exploration[M]:
    """Walk through a workflow again and again, always on from the state that was tried least.

    Args:
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        seed: the same seed explores the same.
        tries: how many actions are tried.
        keep: how many walks are kept for each state.

    Raises:
        ValueError: no opening was ever accepted.
    """
    chance = Seeded(seed)
    everywhere = {row.action for row in workflow.table.everywhere}
    waiting = list(workflow.openings)
    found: dict[State, list[Walk[M]]] = {}
    tried: dict[State, int] = {}
    asked_for: dict[tuple[State, type], int] = {}
    moves: set[tuple[str, str, str]] = set()
    decisive: set[tuple[str, str, str]] = set()
    for number in range(tries):
        if not found or number % (2 if waiting else 8) == 0:
            opening = chance.pick(waiting or workflow.openings)
            fresh = begin(workflow, attempt_opening(chance, workflow, procedure, opening))
            if fresh is not None:
                waiting = [other for other in waiting if other is not opening]
                _keep(found, tried, fresh, keep, chance, further=False)
            continue
        ended = number % 4 == 0
        state = min(found, key=lambda state: (not ended and state in workflow.table.final, tried[state]))
        action = _seldom(workflow, state, asked_for) if number % 2 else None
        beyond = _beyond(workflow, found) if number % 3 == 0 else []
        if beyond:
            state, action = chance.pick(beyond)
        tried[state] += 1
        walk = chance.pick(found[state])
        if len(walk.entries) >= _LONGEST and len(found[state]) > 1:
            found[state].remove(walk)  # make room for those that can still go on
            continue
        asked = attempt(chance, workflow, procedure, walk.matter, action, after=walk.entries[-1])
        asked_for[state, type(asked.action)] = asked_for.get((state, type(asked.action)), 0) + 1
        further = take(workflow, walk, asked)
        name = type(asked.action).__name__
        if len(further.entries) > len(walk.entries):
            moves.add((state.value, name, further.matter.state.value))
            if further.matter.state is not state or _changed(walk.matter, further.matter):
                led_on = type(asked.action) not in everywhere
                _keep(found, tried, further, keep, chance, further=led_on)
        elif len(further.refusals[-1].codes) == 1:
            decisive.add((state.value, name, further.refusals[-1].codes[0]))
    if not found:
        raise ValueError(f"no opening of {workflow} was accepted in {tries} tries; teach() its payloads")
    walks = tuple(walk for kept in found.values() for walk in kept)
    return Exploration(walks, frozenset(moves), frozenset(decisive))


_LONGEST = 14


def _beyond(
    workflow: Workflow[M, S], found: dict[State, list[Walk[M]]]
) -> list[tuple[State, type[Action[M]]]]:
    """The moves from states that were reached to states that were not."""
    rows = workflow.table.rows() if len(found) < len(workflow.table.moves) else ()
    return [(state, row.action) for state, row in rows if state in found and (row.to or state) not in found]


def _changed(before: Matter, after: Matter) -> bool:
    return attrs.evolve(after, version=before.version) != before


def _seldom(
    workflow: Workflow[M, S], state: State, asked_for: dict[tuple[State, type], int]
) -> type[Action[M]]:
    """The action that was asked for least in this state; one that has no row there is asked for once."""
    here = {row.action for where, row in workflow.table.rows() if where is state}
    return min(
        workflow.actions,
        key=lambda action: (asked_for.get((state, action), 0) + 1) * (1 if action in here else 100),
    )


def _keep(
    found: dict[State, list[Walk[M]]],
    tried: dict[State, int],
    walk: Walk[M],
    keep: int,
    chance: Chance,
    *,
    further: bool,
) -> None:
    kept = found.setdefault(walk.matter.state, [])
    tried.setdefault(walk.matter.state, 0)
    if len(kept) < keep:
        kept.append(walk)
        return
    # Openings, notes and recusals are many and lead nowhere; they do not push out what got further.
    if mostly(chance, 8 if further else 1):
        kept[chance.number(0, keep - 1)] = walk


@lru_cache(maxsize=64)
def explored(workflow: Workflow[Any, Any], procedure: Procedure) -> Exploration[Any]:
    """What `explore` finds with its defaults; asked once for each workflow."""
    return explore(workflow, procedure)
