"""The same life written for each library, in its leanest public way.

A life is how to make an object, and how to lead it through the nine events; it gives back what was appended.
The classes are made of the list of steps, so that all libraries get the same ones.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

import attrs

from precinct.workflow.entry import Entry
from tests.benchmarks.errand import CONTEXT, LIFE, OFFICER, STATES, WORKFLOW, Errand, filed

Life = tuple[Callable[[], Any], Callable[[Any], list[Any]]]

NAMES = tuple(state.value for state in STATES)
EVENTS = tuple(type(action).__name__.lower() for action in LIFE)
STEPS = tuple(zip(EVENTS, NAMES, NAMES[1:], strict=False))
"""Each event with the state that it leaves and the state that it leads to."""

Note = tuple[str, str, str, str]


@attrs.define
class Plain:
    """What the peers move: the same twelve fields, and the list to which the callback appends."""

    id: str = "8d3f0e7ac41b4c07a1f2c9d05e6b7a88"
    state: str = NAMES[0]
    version: int = 1
    officer: str = ""
    recused: tuple[str, ...] = ()
    place: str = "Wushan Road 12"
    reporter: str = ""
    people_met: tuple[str, ...] = ()
    visits: int = 0
    urgency: int = 0
    opened_at: object = None
    remark: str = ""
    log: list[Note] = attrs.Factory(list)


def precinct() -> Life:
    """Ours: `apply`, and the caller keeps the entry."""
    apply = WORKFLOW.apply

    def live(errand: Errand) -> list[Entry]:
        log = []
        for action in LIFE:
            outcome = apply(errand, action, CONTEXT)
            log.append(outcome.entry)
            errand = outcome.matter
        return log

    return filed, live


def transitions() -> Life:
    """One machine for all objects, no automatic transitions, a model that is not registered."""
    from transitions import EventData, Machine

    def not_negative(event: EventData) -> bool:
        return event.model.urgency >= 0

    def note(event: EventData) -> None:
        move, model = event.transition, event.model
        model.log.append((model.id, move.source, move.dest, OFFICER.id))

    machine = Machine(None, list(NAMES), initial=None, auto_transitions=False, send_event=True)
    for event, source, to in STEPS:
        machine.add_transition(event, source, to, conditions=not_negative, after=note)
    triggers = [machine.events[event].trigger for event in EVENTS]

    def live(model: Plain) -> list[Note]:
        for trigger in triggers:
            trigger(model)
        return model.log

    return Plain, live


def automat() -> Life:
    """TypeMachineBuilder. It has no guards: the output asks, and can only raise when the state has changed."""
    from automat import TypeMachineBuilder

    def nothing(self: object) -> None: ...

    inputs = type("Inputs", (Protocol,), {event: _renamed(nothing, event) for event in EVENTS})
    builder = TypeMachineBuilder(inputs, Plain)
    states = {name: builder.state(name) for name in NAMES}

    def output(source: str, to: str) -> Callable[..., None]:
        def note(machine: object, core: Plain) -> None:
            if core.urgency < 0:
                raise ValueError(core.urgency)
            core.log.append((core.id, source, to, OFFICER.id))

        return _renamed(note, f"to_{to}")

    for event, source, to in STEPS:
        states[source].upon(getattr(inputs, event)).to(states[to])(output(source, to))
    make = builder.build()

    def new() -> tuple[Any, Plain]:
        core = Plain()
        return make(core), core

    def live(made: tuple[Any, Plain]) -> list[Note]:
        machine, core = made
        for event in EVENTS:
            getattr(machine, event)()
        return core.log

    return new, live


def viewflow() -> Life:
    """viewflow.fsm without Django's models; the methods themselves append."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from viewflow import fsm

    stage = fsm.State(NAMES, default=NAMES[0])

    def not_negative(flow: Plain) -> bool:
        return flow.urgency >= 0

    def move(event: str, source: str, to: str) -> object:
        def note(flow: Plain) -> None:
            flow.log.append((flow.id, source, to, OFFICER.id))

        return stage.transition(source, to, conditions=[not_negative])(_renamed(note, event))

    methods = {event: move(event, source, to) for event, source, to in STEPS}
    flow_class = type("Flow", (Plain,), {"stage": stage, **methods})

    def live(flow: Any) -> list[Note]:
        for event in EVENTS:
            getattr(flow, event)()
        return flow.log

    return flow_class, live


def statemachine() -> Life:
    """python-statemachine: one machine for each object, which is the only way it has."""
    from statemachine import State, StateMachine

    states = {name: State(initial=name == NAMES[0], final=name == NAMES[-1]) for name in NAMES}

    def not_negative(self: Any) -> bool:
        return self.model.urgency >= 0

    def note(self: Any, source: State, target: State) -> None:
        self.model.log.append((self.model.id, source.id, target.id, OFFICER.id))

    moves = {
        event: states[source].to(states[to], cond="not_negative", after="note") for event, source, to in STEPS
    }
    body = {**states, **moves, "not_negative": not_negative, "note": note}
    machine_class = type(StateMachine)("Flow", (StateMachine,), body)

    def live(machine: Any) -> list[Note]:
        for event in EVENTS:
            getattr(machine, event)()
        return machine.model.log

    return lambda: machine_class(Plain()), live


def eventsourcing() -> Life:
    """An aggregate of eventsourcing, in memory: its events are collected, as ours are."""
    new = aggregate_class()

    def live(aggregate: Any) -> list[Any]:
        for event in EVENTS:
            getattr(aggregate, event)(OFFICER.id)
        return aggregate.collect_events()

    return new, live


@cache
def aggregate_class() -> type[Any]:
    """The errand as an aggregate with one decorated method for each event."""
    from eventsourcing.domain import Aggregate, event

    def begin(self: Any, place: str = "Wushan Road 12") -> None:
        self.state, self.officer, self.recused = NAMES[0], "", ()
        self.place, self.reporter, self.people_met = place, "", ()
        self.visits, self.urgency, self.opened_at, self.remark = 0, 0, None, ""

    def move(name: str, source: str, to: str) -> object:
        def note(self: Any, actor: str) -> None:
            if self.state != source or self.urgency < 0:
                raise ValueError(self.state)
            self.state = to

        return event(f"{name.title()}Done")(_renamed(note, name))

    body = {"__init__": begin, **{name: move(name, source, to) for name, source, to in STEPS}}
    made = type(Aggregate)("ErrandAggregate", (Aggregate,), {**body, "__module__": __name__})
    globals()[made.__name__] = made  # where its repository looks for it
    return made


def _renamed(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A function of its own with this name: the libraries read it."""
    copy = type(function)(
        function.__code__, function.__globals__, name, function.__defaults__, function.__closure__
    )
    copy.__qualname__ = name
    copy.__annotations__ = dict(function.__annotations__)
    return copy
