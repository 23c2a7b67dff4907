"""Strategies for whatever an attrs class of ours declares, and a small table of our own."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from precinct.basics.text import Named, Text
from precinct.jurisdictions.bare import bare
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Changes, Opening
from precinct.workflow.context import Context
from precinct.workflow.entry import Entry, Follow, FollowUp
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Table
from precinct.workflow.workflow import Workflow

BARE = bare("Asia/Shanghai")
WORKFLOWS: list[Workflow[Any, Any]] = [BARE.workflow(kind) for kind in BARE.kinds]
NOON = datetime(2026, 3, 2, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))

moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    timezones=st.sampled_from(
        [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))]
    ),
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(min_value=1),  # many payloads must not be negative
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    datetime: moments,
    date: st.dates(),
    type(None): st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return st.one_of(*(values(one) for one in arguments))
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return st.lists(values(arguments[0]), min_size=1, max_size=3).map(tuple)
    if origin is frozenset:
        return st.frozensets(values(arguments[0]), max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    hints = get_type_hints(hint)

    def made(**fields: Any) -> Any:
        try:
            return hint(**fields)
        except ValueError:  # a validator of the class did not like what was drawn
            reject()

    return st.builds(made, **{field.name: values(hints[field.name]) for field in attrs.fields(hint)})


def actions(workflow: Workflow[Any, Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*(values(cls) for cls in (*workflow.openings, *workflow.actions)))


@st.composite
def entries(draw: st.DrawFn, workflow: Workflow[Any, Any]) -> Entry:
    table = workflow.table
    hints = get_type_hints(table.matter)
    names = [
        field.name for field in attrs.fields(table.matter) if field.name not in {"id", "state", "version"}
    ]
    changed = draw(st.lists(st.sampled_from(names), unique=True))
    return Entry(
        matter=draw(st.text()),
        kind=workflow.kind,
        version=draw(st.integers(1, 10**9)),
        action=draw(actions(workflow)),
        from_state=draw(st.none() | st.sampled_from(list(table.states))),
        to_state=draw(st.sampled_from(list(table.states))),
        changes=tuple((name, draw(values(hints[name]))) for name in changed),
        actor=draw(st.text()),
        on_behalf_of=draw(st.none() | st.text()),
        recorded_by=draw(st.text()),
        companions=tuple(draw(st.lists(st.text(), max_size=2))),
        occurred_at=draw(moments),
        recorded_at=draw(moments),
        law="bare@1",
        definition=workflow.definition,
        follow_ups=tuple(
            draw(
                st.lists(
                    st.builds(FollowUp, st.sampled_from(Follow), st.text(), st.none() | moments), max_size=2
                )
            )
        ),
    )


class TicketState(State):
    OPEN = "open", "开"
    DONE = "done", "结"


class Colour(Named):
    RED = "red", "红"
    BLUE = "blue", "蓝"


@attrs.frozen
class Place:
    street: str
    since: datetime | None = None


@attrs.frozen(kw_only=True)
class Ticket(Matter):
    colour: Colour
    places: tuple[Place, ...] = ()
    weight: float = 0.0


@attrs.frozen
class Take(Opening[Ticket]):
    zh = "收"
    colour: Colour
    place: Place | None = None
    tags: frozenset[str] = frozenset()


@attrs.frozen
class Weigh(Action[Ticket]):
    zh = "称"
    weight: float
    at: datetime | None = None


@attrs.frozen
class Finish(Action[Ticket]):
    zh = "结"


def _taken(action: Take, context: Context) -> Changes:
    return {"colour": action.colour, "places": () if action.place is None else (action.place,)}


def _weighed(ticket: Ticket, action: Weigh, context: Context) -> Changes:
    return {"weight": action.weight}


def ticket_table(renamed: dict[str, str] | None = None) -> Table[Ticket, TicketState]:
    return Table(
        kind="ticket",
        text=Text("单", "ticket"),
        matter=Ticket,
        states=TicketState,
        openings=[Take.row(TicketState.OPEN, by={Role.OFFICER}, effect=_taken)],
        moves={
            TicketState.OPEN: [
                Weigh.row(by={Role.OFFICER}, effect=_weighed),
                Finish.row(TicketState.DONE, by={Role.OFFICER}),
            ],
            TicketState.DONE: END,
        },
        renamed=renamed or {},
    )


def ticket_workflow(renamed: dict[str, str] | None = None) -> Workflow[Ticket, TicketState]:
    return Workflow(ticket_table(renamed), BARE.law)


def entry_of(action: Any, **more: Any) -> Entry:
    entry = Entry(
        matter="T1",
        kind="ticket",
        version=2,
        action=action,
        from_state=TicketState.OPEN,
        to_state=TicketState.OPEN,
        changes=(),
        actor="o1",
        on_behalf_of=None,
        recorded_by="o1",
        companions=(),
        occurred_at=NOON,
        recorded_at=NOON,
        law="bare@1",
        definition="ticket@1",
        follow_ups=(),
    )
    return attrs.evolve(entry, **more)
