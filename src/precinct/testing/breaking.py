"""Law 9: a table that is broken in any way is not built, and every finding is told at once.

Each way to break takes a sound table and gives the broken one with what must be said about it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from precinct.basics.errors import Unsound
from precinct.basics.text import Text
from precinct.law.citation import HOUSE_RULE
from precinct.law.dated import Dated
from precinct.law.pack import Pack
from precinct.matters.procedure import Procedure
from precinct.testing.asking import EXAMPLES, AnyWorkflow, error_of
from precinct.workflow.action import Action, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import Guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.soundness import find_problems
from precinct.workflow.table import AnyTable, Limit, OnExpiry
from precinct.workflow.workflow import Workflow


@attrs.frozen
class Break:
    """One way to break a table.

    Args:
        name: what is done.
        table: the broken table.
        finding: what must stand in one of the findings.
    """

    name: str
    table: AnyTable
    finding: str


@attrs.frozen
class _Nameless(Action[Matter]):
    """An action without a Chinese name."""


def _always(matter: Matter, context: Context) -> bool:
    return True


def _uncited(sentence: str = "条件") -> Guard[Matter]:
    return Guard("nobody.cites_this", Text(sentence, "something holds"), _always)


def ways_to_break(table: AnyTable) -> Iterator[Break]:
    """A sound table broken in each way that any table can be broken.

    Args:
        table: a sound table with at least one row.
    """
    state, row = next((state, rows[0]) for state, rows in table.moves.items() if rows)
    name = row.action.__name__

    def first(changed: Row[Any], *further: Row[Any]) -> AnyTable:
        return attrs.evolve(table, moves={**table.moves, state: [*further, changed, *table.moves[state][1:]]})

    def rows_everywhere(*rows: Row[Any]) -> AnyTable:
        return attrs.evolve(table, everywhere=[*table.everywhere, *rows])

    yield Break("no opening", attrs.evolve(table, openings=[]), "it has no opening")
    yield Break(
        "a state without rows",
        attrs.evolve(table, moves={s: rows for s, rows in table.moves.items() if s is not state}),
        f"state {state.value} has no row",
    )
    yield Break(
        "a row for nobody", first(attrs.evolve(row, by=frozenset())), f"{name} in {state.value}: no role"
    )
    yield Break(
        "a row that hides another", first(row, attrs.evolve(row, where=None)), "shadows the rows behind"
    )
    yield Break(
        "no last row",
        rows_everywhere(_Nameless.row(by=row.by, where=lambda matter, action, context: False)),
        "the last row has a `where`",
    )
    yield Break("no Chinese name", rows_everywhere(_Nameless.row(by=row.by)), "_Nameless has no Chinese name")
    yield Break("no sentence", first(attrs.evolve(row, when=(*row.when, _uncited("")))), "lacks a sentence")
    yield Break(
        "one code for two guards",
        first(attrs.evolve(row, when=(_uncited(), _uncited("别的条件")))),
        "two guards have the code nobody.cites_this",
    )
    yield Break(
        "a guard without citation",
        first(attrs.evolve(row, when=(_uncited(),))),
        "nobody.cites_this is not cited",
    )
    yield Break(
        "a limit that nobody handles",
        first(attrs.evolve(row, starts=(*row.starts, "nobody.handles"))),
        "nobody.handles is started, but nobody handles",
    )
    yield Break(
        "a limit that nobody starts",
        attrs.evolve(table, limits=[*table.limits, Limit("nobody.starts", OnExpiry.WARN, (row.action,))]),
        "nobody.starts is listed, but no row starts it",
    )
    yield Break(
        "a limit that is ended, never started",
        first(attrs.evolve(row, ends=(*row.ends, "never.started"))),
        "never.started is ended, paused or extended",
    )
    yield Break(
        "no end",
        attrs.evolve(
            table, moves={s: list(rows) or [attrs.evolve(row, to=None)] for s, rows in table.moves.items()}
        ),
        "has no way to an end",
    )
    yield Break("a state that is left out", _unreachable(table), "cannot be reached")


def _unreachable(table: AnyTable) -> AnyTable:
    """The table in which no row leads to a state that no opening leads to."""
    opened = {opening.to for opening in table.openings}
    left_out: State = next(state for state in table.moves if state not in opened)

    def stay(row: Row[Any]) -> Row[Any]:
        return attrs.evolve(row, to=None) if row.to is left_out else row

    return attrs.evolve(
        table, moves={state: [stay(row) for row in rows] for state, rows in table.moves.items()}
    )


def law_9_sound(workflow: AnyWorkflow, procedure: Procedure, *, examples: int = EXAMPLES) -> None:
    """The table is sound; broken in any way it is not built, and the finding is named; several are told at once."""
    table, law = workflow.table, _that_cites(workflow)
    assert find_problems(table, workflow.law) == [], "the workflow itself is not sound"
    for broken in ways_to_break(table):
        problems = find_problems(broken.table, law)
        assert any(broken.finding in problem for problem in problems), (
            f"{broken.name}: not found in {problems}"
        )
        _is_refused(broken.table, law, [broken.finding])
    two = {broken.name: broken for broken in ways_to_break(table)}
    first, second = two["a row for nobody"], two["a limit that nobody starts"]
    both = attrs.evolve(first.table, limits=second.table.limits)
    _is_refused(both, law, [first.finding, second.finding])


def _is_refused(table: AnyTable, law: Pack, findings: list[str]) -> None:
    error = error_of(Unsound, Workflow, table, law)
    told = str(error)
    assert all(finding in told for finding in findings), f"{findings} are not all told in {told}"
    assert len(error.problems) >= len(findings)


def _that_cites(workflow: AnyWorkflow) -> Pack:
    """The pack, as one that cites the guards of this table by name: a house pack would cite any guard."""
    if not workflow.law.house:
        return workflow.law
    codes = {condition.code for condition in workflow.table.conditions()}
    cited = {code: Dated(code, ((date(2000, 1, 1), (HOUSE_RULE,)),)) for code in codes}
    changed: dict[str, Any] = {"house": False, "citations": cited, "unset_all": True}
    return attrs.evolve(workflow.law, **changed)
