"""A whole procedure of one kind of matter, as data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from precinct.basics.text import Named, Text
from precinct.law.pack import Pack
from precinct.workflow.action import Action, Opening, OpeningRow, Row
from precinct.workflow.guard import Condition
from precinct.workflow.matter import Matter, State
from precinct.workflow.migrating import Migrate, TakeBack
from precinct.workflow.wording import Upcast

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)
R = TypeVar("R", bound=Row[Any] | OpeningRow[Any])


class OnExpiry(Named):
    """What the end of a time limit means."""

    WARN = "warn", "提醒"
    MUST_ACT = "must_act", "必须处理"
    MUST_RELEASE = "must_release", "必须释放"
    LAPSE = "lapse", "自动失效"


@attrs.frozen
class Limit:
    """A time limit that rows of the table start; how long it is, is the pack's to say.

    Args:
        code: its name in packs.
        on_expiry: what its end means.
        handled_by: the actions that deal with it; one of them must be possible wherever it may run.
        automatic: the one of them that the law itself lets happen at the end, whoever looks: it is done in the name
            of `EXPIRY`. None, for nearly every limit, where somebody must act or a right is merely over.
    """

    code: str
    on_expiry: OnExpiry
    handled_by: tuple[type[Action[Any]], ...]
    automatic: type[Action[Any]] | None = None


@attrs.frozen(kw_only=True)
class Table(Generic[M, S]):
    """The total table of moves.

    Args:
        kind: the kind of matter, as the ledger names it.
        text: its name in both languages.
        matter: the attrs class of the matter.
        states: the enumeration of its states.
        version: rises when stored entries or open matters could notice a change: in states, actions, their fields,
            the matter's fields or limits. `compare` says what it means for them.
        openings: the ways into it.
        moves: for every state its rows, `END` for a final one.
        everywhere: moves that are possible in every state, final ones too.
        limits: the time limits that rows start.
        renamed: old names of states, actions and fields, and what they became. Several states may have become one.
        upcasts: what renaming cannot say. Under each version that needs it, the function that brings the words of its
            entries to those of the next version. Entries of today's version never meet one.
        retired: states that no row leads to any more, actions that nobody may take any more, and time limits that no
            row starts any more. They stay, because old entries name them, matters may still stand there, and
            deadlines may still run.
    """

    kind: str
    text: Text
    matter: type[M]
    states: type[S]
    version: int = 1
    openings: Sequence[OpeningRow[M]]
    moves: Mapping[S, Sequence[Row[M]]]
    everywhere: Sequence[Row[M]] = ()
    limits: Sequence[Limit] = ()
    renamed: Mapping[str, str] = attrs.field(factory=dict)
    upcasts: Mapping[int, Upcast] = attrs.field(factory=dict)
    retired: Sequence[S | type[Action[M]] | type[Opening[M]] | Limit] = ()

    @property
    def final(self) -> frozenset[S]:
        """The states in which the matter has ended."""
        return frozenset(state for state, rows in self.moves.items() if not rows)

    @property
    def all_states(self) -> tuple[S, ...]:
        """The states of the enumeration, in its order."""
        return tuple(self.states)

    @property
    def actions(self) -> Mapping[str, type[Action[M]] | type[Opening[M]]]:
        """Every action and opening by its name, retired ones too; where there are migrations, their taking back."""
        named: dict[str, type[Any]] = {row.action.__name__: row.action for row in self.openings}
        named |= {row.action.__name__: row.action for _, row in self.rows()}
        named |= {one.__name__: one for one in self.retired if isinstance(one, type)}
        if Migrate in named.values():
            named["TakeBack"] = TakeBack
        return named

    @property
    def all_limits(self) -> tuple[Limit, ...]:
        """Its time limits, retired ones too."""
        return (*self.limits, *(one for one in self.retired if isinstance(one, Limit)))

    def asked_under(self, law: Pack) -> "Table[M, S]":
        """The same table without the guards that a jurisdiction waives."""
        asked = [condition for condition in self.conditions() if not law.waives(condition.code)]
        if len(asked) == sum(1 for _ in self.conditions()):
            return self

        def keep(row: R) -> R:
            kept: dict[str, Any] = {
                name: tuple(condition for condition in getattr(row, name) if not law.waives(condition.code))
                for name in ("authorise", "when", "given")
                if hasattr(row, name)
            }
            return attrs.evolve(row, **kept)

        return attrs.evolve(
            self,
            openings=[keep(row) for row in self.openings],
            moves={state: [keep(row) for row in rows] for state, rows in self.moves.items()},
            everywhere=[keep(row) for row in self.everywhere],
        )

    def conditions(self) -> Iterator[Condition]:
        """Every condition, row by row."""
        for opening in self.openings:
            yield from opening.conditions
        for row in (*(row for rows in self.moves.values() for row in rows), *self.everywhere):
            yield from row.conditions

    def rows(self) -> Iterator[tuple[S, Row[M]]]:
        """Every row with the state in which it stands, `everywhere` rows once for each state."""
        for state, rows in self.moves.items():
            for row in (*rows, *self.everywhere):
                yield state, row


AnyTable = Table[Any, Any]
"""A table, whatever it is about."""
