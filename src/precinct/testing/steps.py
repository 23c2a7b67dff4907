"""Steps of a history: an attempt that is made up, and the walk after it, whether it was granted or not."""

from datetime import timedelta
from typing import Any, Generic, TypeVar

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Chance, mostly
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
        # A workflow's matters stand in its own states, which the two type variables cannot say.
        here = [row.action for row in workflow.table.moves[matter.state]]  # type: ignore[index]
        cls = chance.pick(here if here and mostly(chance) else workflow.actions)
    roles = [row.by for state, row in workflow.table.rows() if row.action is cls and state is matter.state]
    at = None
    if after is not None:
        later = after.occurred_at + timedelta(minutes=chance.pick((5, 60, 600, 4000)))
        at = max(after.occurred_at, min(later, LAST))
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
