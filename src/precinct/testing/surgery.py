"""Tables with one thing changed: guards that count, crash or are gone. For tests that ask whether a check is worth its row."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from precinct.law.pack import Pack
from precinct.workflow.action import OpeningRow, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import Authority, Condition, Guard, OpeningGuard, PayloadGuard
from precinct.workflow.matter import State
from precinct.workflow.table import AnyTable
from precinct.workflow.workflow import Workflow

R = TypeVar("R", bound=Row[Any] | OpeningRow[Any])
AnyRow = Row[Any] | OpeningRow[Any]

_COLUMNS = ("authorise", "when", "given")


class Bomb(Exception):
    """What a bomb throws."""


def bomb(*arguments: object) -> bool:
    """A guard, predicate or effect that always crashes.

    Raises:
        Bomb: always.
    """
    raise Bomb(f"asked with {len(arguments)} arguments")


def with_rows(table: AnyTable, change: Callable[[Any], Any]) -> AnyTable:
    """The table with every row changed, openings and `everywhere` too.

    Args:
        table: the table.
        change: takes a row and gives the row in its place.
    """
    return attrs.evolve(
        table,
        openings=[change(row) for row in table.openings],
        moves={state: [change(row) for row in rows] for state, rows in table.moves.items()},
        everywhere=[change(row) for row in table.everywhere],
    )


def with_tests(table: AnyTable, change: Callable[[Condition], Callable[..., Any]]) -> AnyTable:
    """The table with another test in each condition, under the same codes.

    Args:
        table: the table.
        change: takes a condition and gives its new test; asked once for each code.
    """
    made: dict[str, Condition] = {}

    def changed(condition: Condition) -> Condition:
        if condition.code not in made:
            made[condition.code] = attrs.evolve(condition, test=change(condition))
        return made[condition.code]

    def row(old: AnyRow) -> AnyRow:
        columns: dict[str, Any] = {
            name: tuple(map(changed, getattr(old, name))) for name in _COLUMNS if hasattr(old, name)
        }
        return attrs.evolve(old, **columns)

    return with_rows(table, row)


def with_bombs(table: AnyTable) -> AnyTable:
    """The table in which every guard, every predicate that chooses a row, and every effect crashes."""

    def armed(row: AnyRow) -> AnyRow:
        changed: dict[str, Any] = {"effect": bomb, "where": None if row.where is None else bomb}
        return attrs.evolve(row, **changed)

    return with_tests(with_rows(table, armed), lambda condition: bomb)


def under_house_rules(law: Pack) -> Pack:
    """The pack, under its own name, as one that cites every guard and sets no limit: it binds tables that are changed."""
    return attrs.evolve(law, house=True, unset_all=True)


def rebound(workflow: Workflow[Any, Any], table: AnyTable) -> Workflow[Any, Any]:
    """A workflow of a changed table that accepts the contexts of the old one."""
    return Workflow(table, under_house_rules(workflow.law))


def rows_of(table: AnyTable, state: State | None, action: type[Any]) -> list[Any]:
    """The rows of one action in one state, or of one opening where the state is None, in their order."""
    if state is None:
        return [row for row in table.openings if row.action is action]
    return [row for where, row in table.rows() if where is state and row.action is action]


def row_for(table: AnyTable, matter: Any, action: Any, context: Context) -> Any:
    """The row that an action meets, found by reading the table from the top; None where there is none.

    Args:
        table: the table.
        matter: the matter, None for an opening.
        action: what is asked for.
        context: the circumstances.
    """
    subject = (action, context) if matter is None else (matter, action, context)
    for row in rows_of(table, None if matter is None else matter.state, type(action)):
        if row.where is None or row.where(*subject):
            return row
    return None


def holds(condition: Any, matter: Any, action: Any, context: Context) -> bool:
    """Whether one condition holds, asked on its own."""
    arguments: dict[type, tuple[object, ...]] = {
        Authority: (context,),
        Guard: (matter, context),
        PayloadGuard: (matter, action, context),
        OpeningGuard: (action, context),
    }
    return condition.test(*arguments[type(condition)]) is True


def without_one_check(table: AnyTable) -> Iterator[tuple[str, AnyTable]]:
    """The table again and again, each time with one check of one row gone, and a name for what is gone.

    The checks of a row are its roles, each condition, and `where` if another row follows. (That nobody acts on
    a matter that he is recused from is no check of a row; see `precinct.testing.machines`.)
    """
    every_role = frozenset(role for _, row in table.rows() for role in row.by)
    everybody = frozenset(type(next(iter(every_role)))) if every_role else every_role
    for state, rows in table.moves.items():
        for at, row in enumerate(rows):
            where = f"row {at} of {row.action.__name__} in {state.value}"
            for what, less in _lesser(row, everybody):
                moves = dict(table.moves)
                moves[state] = [*rows[:at], less, *rows[at + 1 :]]
                yield f"{what} of {where}", attrs.evolve(table, moves=moves)
    for at, row in enumerate(table.everywhere):
        for what, less in _lesser(row, everybody):
            others = [*table.everywhere[:at], less, *table.everywhere[at + 1 :]]
            yield f"{what} of {row.action.__name__} everywhere", attrs.evolve(table, everywhere=others)


def _lesser(row: Row[Any], everybody: frozenset[Any]) -> Iterator[tuple[str, Row[Any]]]:
    yield "roles", attrs.evolve(row, by=everybody)
    for name in _COLUMNS:
        conditions = getattr(row, name)
        for at, condition in enumerate(conditions):
            fewer: dict[str, Any] = {name: (*conditions[:at], *conditions[at + 1 :])}
            yield condition.code, attrs.evolve(row, **fewer)
    if row.where is not None:
        yield "where", attrs.evolve(row, where=lambda matter, action, context: True)
