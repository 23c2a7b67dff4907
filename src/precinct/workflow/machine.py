"""The same procedure as a stock `transitions.Machine`. The one file that imports transitions.

The machine is built from the table with everything that surprises switched off: no models, no automatic
`to_*` jumps, no string callbacks, an error for a trigger that a state does not have. It serves twice:
it is handed to users, for diagrams, markup and applications of their own; and the table that the engine
looks rows up in is held against it whenever a workflow is built.

What one row asks, the machine asks in the same order: who acts, the matter, the payload. A later row of one
action in one state is taken only where the `where` of every earlier one is false, as in the engine.
"""

from collections.abc import Callable, Iterator
from typing import Any

from transitions import EventData, Machine

from precinct.basics.errors import Unsound
from precinct.workflow.action import Row
from precinct.workflow.guard import Authority
from precinct.workflow.matter import State
from precinct.workflow.table import AnyTable

TransitionsMachine = Machine

_Asked = Callable[[EventData], bool]


def build_machine(table: AnyTable) -> Machine:
    """A machine with one transition a row and one condition a check.

    Args:
        table: the moves.
    """
    machine = Machine(
        model=None,
        states=[state.value for state in table.moves],
        initial=None,
        auto_transitions=False,
        send_event=True,
        ignore_invalid_triggers=False,
    )
    earlier: dict[tuple[State, type], list[_Asked]] = {}
    for state, row in table.rows():
        taken = earlier.setdefault((state, row.action), [])
        machine.add_transition(
            row.action.__name__,
            state.value,
            None if row.to is None else row.to.value,
            conditions=[*_where(row), *_conditions(row)],
            unless=list(taken),
        )
        taken += _where(row)
    return machine


def _where(row: Row[Any]) -> list[_Asked]:
    where = row.where
    if where is None:
        return []
    return [lambda event: where(event.kwargs["matter"], event.kwargs["action"], event.kwargs["context"])]


def _conditions(row: Row[Any]) -> Iterator[_Asked]:
    yield lambda event: not row.by.isdisjoint(event.kwargs["context"].actor.roles)
    yield lambda event: event.kwargs["context"].involved.isdisjoint(event.kwargs["matter"].recused)
    for condition in row.authorise:
        if isinstance(condition, Authority):
            yield _asks(condition.test, "context")
        else:
            yield _asks(condition.test, "matter", "context")
    for guard in row.when:
        yield _asks(guard.test, "matter", "context")
    for payload_guard in row.given:
        yield _asks(payload_guard.test, "matter", "action", "context")


def _asks(test: Callable[..., object], *names: str) -> _Asked:
    return lambda event: test(*(event.kwargs[name] for name in names)) is True


def assert_agrees(table: AnyTable) -> None:
    """Hold the table against the machine that transitions makes of it.

    Raises:
        Unsound: they do not say the same, with every difference.
    """
    machine = build_machine(table)
    ours: dict[tuple[str, str], list[str | None]] = {}
    for state, row in table.rows():
        ours.setdefault((row.action.__name__, state.value), []).append(row.to and row.to.value)
    theirs = {
        (name, source): [transition.dest for transition in transitions]
        for name, event in machine.events.items()
        for source, transitions in event.transitions.items()
        if transitions
    }
    differing = sorted(key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key))
    if differing:
        raise Unsound(
            table.kind,
            [
                f"{name} in {source}: the table leads to {ours.get((name, source))}, "
                f"transitions to {theirs.get((name, source))}"
                for name, source in differing
            ],
        )
