"""Strategy: small sound workflows made at random, for properties of the engine itself.

What moves is a `Toy` with a few bits. Each guard looks at one bit of the matter, of the payload or of the
circumstances, so that whole worlds can be searched.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any, cast

import attrs
from hypothesis import strategies as st

from precinct.basics.text import Text
from precinct.law.pack import Pack
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.chance import Chance, Drawn, mostly
from precinct.testing.walks import Attempt
from precinct.workflow.action import END, Action, Changes, Opening, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import Authority, Guard, PayloadGuard, Unmet, Verdict
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import AnyTable, Table

BITS = 3
"""How many bits there are of each sort."""
ROLES = (Role.OFFICER, Role.UNIT_HEAD)
"""The roles of these workflows."""


@cache
def toy_states(count: int) -> type[State]:
    """An enumeration of so many states.

    Args:
        count: how many.
    """
    members = {f"S{n}": (f"s{n}", f"状态{n}") for n in range(count)}
    return cast("type[State]", cast("Any", State)(f"ToyState{count}", members, module=__name__))


@attrs.frozen(kw_only=True)
class Toy(Matter):
    """A matter of a few bits."""

    bits: int = 0


@attrs.frozen
class Open(Opening[Toy]):
    """Begin with these bits."""

    zh = "开始"
    bits: int = 0


@attrs.frozen
class First(Action[Toy]):
    """An action with bits of its own."""

    zh = "一"
    bits: int


@attrs.frozen
class Second(Action[Toy]):
    """Another one."""

    zh = "二"
    bits: int


@attrs.frozen
class Third(Action[Toy]):
    """Another one."""

    zh = "三"
    bits: int


@attrs.frozen
class Always(Action[Toy]):
    """One that is possible in every state."""

    zh = "随时"
    bits: int


ACTIONS: tuple[type[First | Second | Third], ...] = (First, Second, Third)


def _text(code: str) -> Text:
    return Text(f"条件{code}", f"{code} is set")


def _of(bits: int, at: int, name: str) -> Verdict:
    return bool(bits >> at & 1) or Unmet(Text("置位", "set it"), bits=bits, bit=f"{name} {at}")


def _context_bits(context: Context) -> int:
    return context.filmed + 2 * context.in_case_room + 4 * (context.on_behalf_of is not None)


@cache
def authority_bit(at: int) -> Authority:
    """A condition on one bit of the circumstances."""
    code = f"toy.authority_{at}"
    return Authority(code, _text(code), lambda context: _of(_context_bits(context), at, "context"))


@cache
def matter_bit(at: int) -> Guard[Toy]:
    """A guard on one bit of the matter."""
    code = f"toy.matter_{at}"
    return Guard(code, _text(code), lambda matter, context: _of(matter.bits, at, "matter"))


@cache
def payload_bit(at: int) -> PayloadGuard[Toy, Any]:
    """A guard on one bit of the payload."""
    code = f"toy.payload_{at}"
    return PayloadGuard(code, _text(code), lambda matter, action, context: _of(action.bits, at, "payload"))


def where_bit(at: int) -> Any:
    """A predicate on one bit of matter and payload together."""
    return lambda matter, action, context: bool((matter.bits ^ action.bits) >> at & 1)


def _effect(xor: int) -> Any:
    def mixed(matter: Toy, action: First, context: Context) -> Changes:
        return {"bits": (matter.bits ^ action.bits ^ xor) % 2**BITS}

    return mixed


def _opened(opening: Open, context: Context) -> Changes:
    return {"bits": opening.bits}


def _bits(chance: Chance, most: int) -> tuple[int, ...]:
    return tuple(sorted({chance.number(0, BITS - 1) for _ in range(chance.number(0, most))}))


def _row(chance: Chance, action: Any, to: State | None, where: Any) -> Row[Toy]:
    row: Row[Toy] = action.row(
        to,
        by=ROLES[: chance.number(1, 2)] if mostly(chance, 7) else ROLES[1:],
        authorise=[authority_bit(at) for at in _bits(chance, 1)],
        when=[matter_bit(at) for at in _bits(chance, 2)],
        given=[payload_bit(at) for at in _bits(chance, 2)],
        where=where,
        effect=_effect(chance.number(0, 2**BITS - 1)) if mostly(chance, 5) else None,
    )
    return row


def _rows(chance: Chance, action: Any, targets: Sequence[State | None]) -> list[Row[Toy]]:
    """Rows of one action in one state: all but the last have a `where`."""
    last = len(targets) - 1
    return [
        _row(chance, action, to, None if at == last else where_bit(chance.number(0, BITS - 1)))
        for at, to in enumerate(targets)
    ]


@st.composite
def tables(draw: st.DrawFn) -> AnyTable:
    """Strategy: sound tables of 2 to 5 states, with one to three rows for an action in a state."""
    chance = Drawn(draw)
    states = tuple(toy_states(chance.number(2, 5)))
    moves: dict[State, Sequence[Row[Toy]]] = {}
    for state, following in pairwise(states):
        rows: list[Row[Toy]] = []
        for at, action in enumerate(ACTIONS[: chance.number(1, len(ACTIONS))]):
            targets = [chance.pick((*states, None)) for _ in range(chance.number(0, 2))]
            # The first action always leads on, so that every state is reached and has a way to the end.
            rows += _rows(chance, action, [*targets, following if at == 0 else chance.pick((None, *states))])
        moves[state] = rows
    moves[states[-1]] = END
    return Table(
        kind="toy",
        text=Text("玩具", "toy"),
        matter=Toy,
        states=type(states[0]),
        openings=[Open.row(states[0], by=ROLES, effect=_opened)],
        moves=moves,
        everywhere=_rows(chance, Always, [None] * chance.number(0, 2)),
    )


def worlds(table: AnyTable, law: Pack, at: Any) -> Iterator[Attempt[Any]]:
    """Every question that can be asked of a workflow of `tables`.

    Args:
        table: the table.
        law: the pack of the contexts.
        at: the moment of the contexts.
    """
    whoever = [Actor("o1", "甲", roles) for roles in ((), ROLES[:1], ROLES[1:])]
    circumstances = [
        Context(
            actor=who,
            occurred_at=at,
            law=law,
            filmed=bool(bits & 1),
            in_case_room=bool(bits & 2),
            on_behalf_of="o2" if bits & 4 else None,
        )
        for who, bits in product(whoever, range(2**BITS))
    ]
    for state, bits, recused in product(table.moves, range(2**BITS), ((), ("o1",))):
        matter = Toy(id="m1", state=state, version=1, bits=bits, recused=recused)
        for cls, payload_bits, context in product((*ACTIONS, Always), range(2**BITS), circumstances):
            if any(row.action is cls for _, row in table.rows()):
                yield Attempt(matter, cast("Any", cls)(bits=payload_bits), context)
