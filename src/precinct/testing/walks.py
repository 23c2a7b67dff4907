"""Histories of a workflow: an opening and the actions that were accepted after it, and those that were refused on the way.

`walks` draws them with Hypothesis; `explore` makes many with a seeded generator and says how far they reached.
"""

from collections.abc import Sequence
from typing import TypeVar

import attrs
from hypothesis import strategies as st

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Chance, Drawn, mostly
from precinct.testing.exploring import Exploration, explore, explored
from precinct.testing.steps import (
    Attempt,
    OpeningAttempt,
    Walk,
    attempt,
    attempt_opening,
    begin,
    take,
)
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

__all__ = [
    "Attempt",
    "Exploration",
    "OpeningAttempt",
    "Walk",
    "attempt",
    "attempt_opening",
    "attempts",
    "begin",
    "explore",
    "explored",
    "opening_attempts",
    "take",
    "walks",
]

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)


@st.composite
def walks(draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure, *, max_steps: int = 12) -> Walk[M]:
    """Strategy: lawful histories. Most begin with an opening made up anew, some where others have got already.

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        max_steps: how many actions are tried after the beginning.
    """
    chance = Drawn(draw)
    fresh = begin(workflow, attempt_opening(chance, workflow, procedure)) if mostly(chance, 5) else None
    walk: Walk[M] = fresh or _from_afar(chance, explored(workflow, procedure).walks)
    for _ in range(chance.number(0, max_steps)):
        asked = attempt(chance, workflow, procedure, walk.matter, after=walk.entries[-1])
        walk = take(workflow, walk, asked)
    return walk


def _from_afar(chance: Chance, found: Sequence[Walk[M]]) -> Walk[M]:
    return attrs.evolve(chance.pick(found), refusals=())


@st.composite
def attempts(draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure) -> Attempt[M]:
    """Strategy: something asked of a matter in any state that was reached, likely enough to be granted.

    Half of it was granted once, to the word or with another payload or other circumstances.

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
    """
    chance = Drawn(draw)
    found = explored(workflow, procedure)
    if not found.granted or mostly(chance, 5):
        return attempt(chance, workflow, procedure, chance.pick(found.walks).matter)
    granted: Attempt[M] = chance.pick(found.granted)
    sort = chance.number(0, 2)
    if sort == 0:
        return granted
    fresh = attempt(chance, workflow, procedure, granted.matter, type(granted.action))
    return Attempt(
        granted.matter,
        granted.action if sort == 1 else fresh.action,
        granted.context if sort == 2 else fresh.context,
    )


@st.composite
def opening_attempts(draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure) -> OpeningAttempt[M]:
    """Strategy: an opening with circumstances, likely enough to be granted; arguments as for `attempts`."""
    return attempt_opening(Drawn(draw), workflow, procedure)
