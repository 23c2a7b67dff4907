"""What must be true of a table before anybody may act on it.

Each check is a function from the table to findings; `find_problems` runs them all, so that one run tells
everything. Most are about the graph of states; the rest are about what a refusal must be able to say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from precinct.basics.errors import Unsound
from precinct.law.pack import Pack
from precinct.people.role import Role
from precinct.workflow.action import Action, Opening, OpeningRow, Row
from precinct.workflow.graph import all_rows, limit_code, reachable, running_in
from precinct.workflow.guard import Condition
from precinct.workflow.past import past_problems
from precinct.workflow.table import AnyTable, OnExpiry


def require_sound(table: AnyTable, law: Pack) -> None:
    """Refuse a table that has problems.

    Raises:
        Unsound: with every finding.
    """
    problems = find_problems(table, law)
    if problems:
        raise Unsound(f"the workflow {table.kind} under {law.name}", problems)


def find_problems(table: AnyTable, law: Pack) -> list[str]:
    """Every finding about a table under a pack, one sentence each; none means that it is sound."""
    problems = [*_incomplete(table)]
    if problems:
        return problems  # the graph cannot be walked
    checks: list[Callable[[AnyTable], Iterable[str]]] = [
        _unreachable,
        _without_end,
        _unauthorised,
        _shadowed,
        _untranslated,
        _limits,
        _automatic,
        _names,
        _payloads,
        past_problems,
    ]
    problems += [problem for check in checks for problem in check(table)]
    return [*problems, *_uncited(table, law), *_unlimited(table, law)]


def _incomplete(table: AnyTable) -> Iterator[str]:
    if not table.openings:
        yield "it has no opening, so no matter can begin"
    for state in table.all_states:
        if state not in table.moves:
            yield f"state {state.value} has no row; give it its moves, or END"
    for state in table.moves:
        if state not in table.all_states:
            yield f"state {state.value} is not one of {table.states.__name__}"
    targets = [
        *((row.action, row.to) for _, row in table.rows()),
        *((o.action, o.to) for o in table.openings),
    ]
    for action, target in targets:
        if target is not None and target not in table.all_states:
            yield f"{action.__name__} leads to {target!r}, which is not one of {table.states.__name__}"


def _unreachable(table: AnyTable) -> Iterator[str]:
    for state in table.moves:
        if state not in reachable(table) and state not in table.retired:
            yield f"state {state.value} cannot be reached"


def _without_end(table: AnyTable) -> Iterator[str]:
    ending = set(table.final)
    while True:
        more = {
            state
            for state, rows in table.moves.items()
            if state not in ending and any(row.to in ending for row in rows)
        }
        if not more:
            break
        ending |= more
    for state in table.moves:
        if state not in ending:
            yield f"state {state.value} has no way to an end"


def _unauthorised(table: AnyTable) -> Iterator[str]:
    for where, row in all_rows(table):
        if not row.by:
            yield f"{where}: no role may do it"


def _shadowed(table: AnyTable) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Row[Any] | OpeningRow[Any]]] = {}
    for where, row in all_rows(table):
        groups.setdefault((where, row.action.__name__), []).append(row)
    for (where, _), rows in groups.items():
        if any(row.where is None for row in rows[:-1]):
            yield f"{where}: a row without `where` shadows the rows behind it"
        if rows[-1].where is not None:
            yield f"{where}: the last row has a `where`, so some actions would meet no row"


def _untranslated(table: AnyTable) -> Iterator[str]:
    for state in table.moves:
        if not state.zh:
            yield f"state {state.value} has no Chinese name"
    for action in _actions(table):
        if not action.zh:
            yield f"action {action.__name__} has no Chinese name"
    for condition in table.conditions():
        if not (condition.text.zh and condition.text.en):
            yield f"guard {condition.code} lacks a sentence"


def _limits(table: AnyTable) -> Iterator[str]:
    known = {limit.code: limit for limit in table.limits}
    retired = {limit.code for limit in table.all_limits} - known.keys()
    started = {limit_code(start) for _, row in all_rows(table) for start in row.starts}
    grown = {one.code for _, row in table.rows() for one in row.extends}
    grown_by = {one.by for _, row in table.rows() for one in row.extends}
    touched = grown | {code for _, row in table.rows() for code in (*row.ends, *row.pauses, *row.resumes)}
    for code in sorted(started - known.keys()):
        yield f"time limit {code} is started, but nobody handles its expiry; list it under `limits`"
    for code in sorted(known.keys() - started - grown_by):
        yield f"time limit {code} is listed, but no row starts it"
    for code in sorted(grown_by - known.keys()):
        yield f"time limit {code} lengthens another, but is not listed under `limits`"
    for code in sorted(touched - started - retired):
        yield f"time limit {code} is ended, paused or extended, but no row starts it"
    for code in sorted(started & known.keys()):
        for state in running_in(table, code):
            rows = (*table.moves[state], *table.everywhere)
            if not {row.action for row in rows} & set(known[code].handled_by):
                yield f"time limit {code} may expire in {state.value}, where nobody can handle it"


def _automatic(table: AnyTable) -> Iterator[str]:
    """What the law itself lets happen asks nobody, is done by nobody else, and can happen wherever the limit may end."""
    by_itself = {limit.automatic for limit in table.limits}
    for where, row in all_rows(table):
        named = Role.EXPIRY in row.by and row.by != frozenset(
            Role
        )  # who may do what everybody may is not named
        if named and row.action not in by_itself:
            yield f"{where}: expiry may do it, but no time limit names it as automatic"
        elif row.action in by_itself and (row.by != {Role.EXPIRY} or row.conditions):
            yield f"{where}: it happens by itself, so expiry alone may do it, and no condition is asked"
    for limit in table.limits:
        if limit.automatic is None:
            continue
        code, name = limit.code, limit.automatic.__name__
        if limit.on_expiry is not OnExpiry.LAPSE or limit.automatic not in limit.handled_by:
            yield f"{name} happens by itself at the end of {code}, so the limit lapses and {name} handles it; say both"
        if attrs.has(limit.automatic) and any(
            field.default is attrs.NOTHING for field in attrs.fields(limit.automatic)
        ):
            yield f"{name} happens by itself at the end of {code}, where nobody can give it a payload"
        for state in running_in(table, code):
            rows = [row for row in (*table.moves[state], *table.everywhere) if row.action is limit.automatic]
            if not rows or not all(code in row.ends or row.to in table.final for row in rows):
                yield f"time limit {code} may expire in {state.value}, where {name} does not end it by itself"


def _names(table: AnyTable) -> Iterator[str]:
    for name, count in Counter(action.__name__ for action in _actions(table)).items():
        if count > 1:
            yield f"{count} actions are called {name}; the ledger could not tell them apart"
    by_code: dict[str, Condition] = {}
    for condition in table.conditions():
        if by_code.setdefault(condition.code, condition) != condition:
            yield f"two guards have the code {condition.code}"


def _payloads(table: AnyTable) -> Iterator[str]:
    for action in _actions(table):
        if not attrs.has(action) or "__attrs_attrs__" not in vars(action):
            yield f"action {action.__name__} is no attrs class; decorate it with @attrs.frozen"
            continue
        for field in attrs.fields(action):
            where = f"{action.__name__}.{field.name}"
            if field.converter is not None:
                yield f"{where} has a converter, which the ledger would not run; validate instead"
            if field.name.startswith("_") or field.alias != field.name:
                yield f"{where} is private or has an alias, and would be lost in the ledger"
            if field.name in {"row", "zh"}:
                yield f"{where} hides a name of Action; choose another"


def _uncited(table: AnyTable, law: Pack) -> Iterator[str]:
    for code in sorted({condition.code for condition in table.conditions()}):
        if not law.cites(code):
            yield f"guard {code} is not cited by the pack {law.name}; cite its article, or say that it is a house rule"


def _unlimited(table: AnyTable, law: Pack) -> Iterator[str]:
    for limit in table.all_limits:
        if not (limit.code in law.limits() or law.unlimited(limit.code)):
            yield f"time limit {limit.code} is not in the pack {law.name}; give its length, or declare it unset"


def _actions(table: AnyTable) -> list[type[Action[Any]] | type[Opening[Any]]]:
    retired = (one for one in table.retired if isinstance(one, type))
    return list(dict.fromkeys((*(row.action for _, row in all_rows(table)), *retired)))
