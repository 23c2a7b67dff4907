"""Laws 6 and 7: what is refused or crashes leaves no trace, and what was accepted can be told again from its entries."""

from typing import Any

import attrs

from precinct.basics.errors import NotAHistory
from precinct.matters.procedure import Procedure
from precinct.testing.asking import EXAMPLES, AnyWorkflow, answer, copy_of, error_of, for_all
from precinct.testing.surgery import AnyRow, bomb, rebound, with_bombs, with_rows
from precinct.testing.walks import Attempt, Walk, attempts, walks
from precinct.workflow.decision import GuardError
from precinct.workflow.entry import Entry, Outcome


def law_6_no_trace(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """A refused or crashing action changes no matter and gives no entry."""
    with_crashing_effects = rebound(workflow, with_rows(workflow.table, _with_crashing_effect))

    def check(asked: Attempt[Any]) -> None:
        before = copy_of(procedure.law, asked)
        outcome = answer(workflow, asked)
        assert asked == before, "the matter that was handed in has changed"
        if not isinstance(outcome, Outcome):
            return
        error_of(GuardError, with_crashing_effects.apply, asked.matter, asked.action, asked.context)
        assert asked == before, "a crashing effect changed the matter"

    for_all(attempts(workflow, procedure), examples, check)


def _with_crashing_effect(row: AnyRow) -> AnyRow:
    changed: dict[str, Any] = {"effect": bomb}
    return attrs.evolve(row, **changed)


def law_7_replay(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """The entries make the matter again at each stage, whatever the definition has become; half a history is refused.

    No guard, predicate or effect is asked for it: in the definition that replays, all of them crash. And no
    collection of a matter grows when the same action is accepted once more.
    """
    later = rebound(workflow, with_bombs(workflow.table))

    def check(walk: Walk[Any]) -> None:
        for stage, matter in enumerate(walk.stages, start=1):
            assert workflow.replay(walk.entries[:stage]) == matter, (
                f"entry {stage} does not lead to its matter"
            )
            assert later.replay(walk.entries[:stage]) == matter, "replay depends on today's definition"
        versions = [entry.version for entry in walk.entries]
        assert versions == list(range(1, len(walk.entries) + 1)), "versions have gaps"
        _refuses(workflow, ())
        _refuses(workflow, (*walk.entries, walk.entries[-1]))
        if len(walk.entries) > 1:
            _refuses(workflow, walk.entries[1:])
            _refuses(workflow, walk.entries[::-1])
        if len(walk.entries) > 2:
            _refuses(workflow, (walk.entries[0], *walk.entries[2:]))

    def check_bounds(asked: Attempt[Any]) -> None:
        once = answer(workflow, asked)
        if not isinstance(once, Outcome) or once.matter.state is not asked.matter.state:
            return
        twice = answer(workflow, attrs.evolve(asked, matter=once.matter))
        if isinstance(twice, Outcome):
            assert _sizes(twice.matter) == _sizes(once.matter), (
                "a field grows without bound; leave it in entries"
            )

    for_all(walks(workflow, procedure), examples, check)
    for_all(attempts(workflow, procedure), examples, check_bounds)


def _sizes(matter: Any) -> dict[str, int]:
    values = {name: getattr(matter, name) for name in (field.name for field in attrs.fields(type(matter)))}
    return {name: len(value) for name, value in values.items() if isinstance(value, tuple | frozenset)}


def _refuses(workflow: AnyWorkflow, entries: tuple[Entry, ...]) -> None:
    error_of(NotAHistory, workflow.replay, entries)
