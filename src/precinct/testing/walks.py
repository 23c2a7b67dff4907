"""Histories of a workflow: an opening and the actions that were accepted after it, and those that were refused on the way.

`walks` draws them with Hypothesis; `explore` makes many with a seeded generator and says how far they reached.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

import attrs
from hypothesis import strategies as st

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Chance, Drawn, Seeded, mostly
from precinct.testing.circumstances import LAST, context
from precinct.testing.payloads import payload, surroundings
from precinct.workflow.action import Action, Opening
from precinct.workflow.context import Context
from precinct.workflow.decision import Decision, Refusal
from precinct.workflow.entry import Entry, Outcome
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)


@attrs.frozen
class Walk(Generic[M]):
    """A lawful history.

    Args:
        stages: the matter after each entry.
        entries: what the ledger would hold.
        refusals: the decisions on what was tried on the way and refused.
    """

    stages: tuple[M, ...]
    entries: tuple[Entry, ...]
    refusals: tuple[Decision, ...] = ()

    @property
    def matter(self) -> M:
        """The matter as it stands at the end."""
        return self.stages[-1]

    def then(self, outcome: Outcome[M]) -> "Walk[M]":
        """The walk with one more step."""
        return Walk((*self.stages, outcome.matter), (*self.entries, outcome.entry), self.refusals)

    def without(self, decision: Decision) -> "Walk[M]":
        """The walk with one more refusal."""
        return attrs.evolve(self, refusals=(*self.refusals, decision))


@attrs.frozen
class Attempt(Generic[M]):
    """Something that may be asked of a matter.

    Args:
        matter: the matter as it stands.
        action: what is asked for.
        context: the circumstances.
    """

    matter: M
    action: Action[M]
    context: Context

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # As it is, not field by field: that would print the whole pack of the context.
        printer.text("..." if cycle else repr(self))


@attrs.frozen
class OpeningAttempt(Generic[M]):
    """A matter that may be opened.

    Args:
        opening: what is asked for.
        context: the circumstances.
    """

    opening: Opening[M]
    context: Context

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("..." if cycle else repr(self))


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


# --- one step --------------------------------------------------------------------------------------


def attempt_opening(
    chance: Chance, workflow: Workflow[M, S], procedure: Procedure, opening: type[Opening[M]] | None = None
) -> OpeningAttempt[M]:
    """An opening with circumstances that are likely to allow it.

    Args:
        chance: who decides.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        opening: which opening; any of the workflow if not given.
    """
    cls = chance.pick(workflow.openings) if opening is None else opening
    rows = [row for row in workflow.table.openings if row.action is cls]
    circumstances = context(chance, procedure, roles=frozenset().union(*(row.by for row in rows)))
    around = surroundings(procedure.law, procedure.kinds, circumstances.occurred_at)
    return OpeningAttempt(payload(chance, cls, around), circumstances)


def attempt(
    chance: Chance,
    workflow: Workflow[M, S],
    procedure: Procedure,
    matter: M,
    action: type[Action[M]] | None = None,
    *,
    after: Entry | None = None,
) -> Attempt[M]:
    """An action with circumstances that are likely to allow it.

    Args:
        chance: who decides.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        matter: the matter as it stands.
        action: which action; if not given, mostly one that has a row in this state.
        after: the entry before it; it happens some time later.
    """
    cls = action
    if cls is None:
        here = [row.action for row in workflow.table.moves[matter.state]]  # type: ignore[index]
        cls = chance.pick(here if here and mostly(chance) else workflow.actions)
    roles = [row.by for state, row in workflow.table.rows() if row.action is cls and state is matter.state]
    at = None
    if after is not None:
        at = min(after.occurred_at + timedelta(minutes=chance.pick((5, 60, 600, 4000))), LAST)
    circumstances = context(chance, procedure, roles=frozenset().union(*roles), matter=matter, at=at)
    around = surroundings(procedure.law, procedure.kinds, circumstances.occurred_at, matter)
    return Attempt(matter, payload(chance, cls, around), circumstances)


def take(workflow: Workflow[M, S], walk: Walk[M], asked: Attempt[M]) -> Walk[M]:
    """The walk after something was asked for, whether it was granted or not."""
    try:
        return walk.then(workflow.apply(asked.matter, asked.action, asked.context))
    except Refusal as refusal:
        return walk.without(refusal.decision)


def begin(workflow: Workflow[M, S], asked: OpeningAttempt[M]) -> Walk[M] | None:
    """A walk of one step, None where the opening is refused."""
    try:
        outcome = workflow.begin(asked.opening, asked.context)
    except Refusal:
        return None
    return Walk((outcome.matter,), (outcome.entry,))


# --- many walks, quickly ---------------------------------------------------------------------------


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
        tried[state] += 1
        walk = chance.pick(found[state])
        if len(walk.entries) >= _LONGEST and len(found[state]) > 1:
            found[state].remove(walk)  # make room for those that can still go on
            continue
        action = _seldom(workflow, state, asked_for) if number % 2 else None
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


# --- strategies ------------------------------------------------------------------------------------


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

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
    """
    chance = Drawn(draw)
    matter = chance.pick(explored(workflow, procedure).walks).matter
    return attempt(chance, workflow, procedure, matter)


@st.composite
def opening_attempts(draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure) -> OpeningAttempt[M]:
    """Strategy: an opening with circumstances, likely enough to be granted; arguments as for `attempts`."""
    return attempt_opening(Drawn(draw), workflow, procedure)
