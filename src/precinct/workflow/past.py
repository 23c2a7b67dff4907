"""What must be true of what a table says about its past: old names, upcasts, what is retired, and migrations."""

from collections.abc import Iterator
from typing import Any

import attrs

from precinct.people.role import Role
from precinct.workflow.graph import all_rows, limit_code, reachable, running_in
from precinct.workflow.migrating import Migrate
from precinct.workflow.table import AnyTable, Limit


def past_problems(table: AnyTable) -> Iterator[str]:
    """Every finding about a table's past, one sentence each."""
    yield from _retired(table)
    yield from _renamed(table)
    yield from _upcasts(table)
    yield from _migrations(table)


def _retired(table: AnyTable) -> Iterator[str]:
    rows = {row.action for _, row in all_rows(table)}
    for one in table.retired:
        if isinstance(one, type) and one in rows:
            yield f"{one.__name__} is retired, but there are rows for it; take one of the two away"
        elif isinstance(one, Limit):
            if one.code in {limit_code(start) for _, row in all_rows(table) for start in row.starts}:
                yield f"time limit {one.code} is retired, but a row starts it; take one of the two away"
        elif not isinstance(one, type) and one in reachable(table):
            yield f"state {one.value} is retired, but a row leads to it; take one of the two away"


def _renamed(table: AnyTable) -> Iterator[str]:
    states = {str(state.value) for state in table.all_states}
    actions = table.actions
    fields = {field.name for cls in (table.matter, *actions.values()) for field in _fields(cls)}
    for old in table.renamed:
        seen, name = {old}, table.renamed[old]
        while name in table.renamed and name not in seen and name not in states | actions.keys() | fields:
            seen.add(name)
            name = table.renamed[name]
        if name in seen:
            yield f"`renamed` leads from {old} round in a circle"
        elif name not in states | actions.keys() | fields:
            yield f"`renamed` leads from {old} to {name}, which is no state, action or field"
        elif {old, name} <= states or {old, name} <= actions.keys():
            yield f"`renamed` says that {old} is now {name}, but {old} is there still; never use an old name anew"


def _upcasts(table: AnyTable) -> Iterator[str]:
    if table.version < 1:
        yield f"its version is {table.version}; versions count from 1"
    for version in table.upcasts:
        if type(version) is not int or not 1 <= version < table.version:
            yield f"there is an upcast from version {version!r}, but older versions are those from 1 to {table.version - 1}"


def _migrations(table: AnyTable) -> Iterator[str]:
    """A migration is nobody's deed and can be taken back; so it ends nothing, and asks nothing of anybody."""
    plain = {state: [row for row in rows if row.action is not Migrate] for state, rows in table.moves.items()}
    before = attrs.evolve(table, moves=plain)
    if any(row.action is Migrate for row in table.everywhere):
        yield "Migrate stands under `everywhere`; put it under the states from which matters are to be moved"
    for state, rows in table.moves.items():
        for row in rows:
            if row.action is not Migrate:
                continue
            where = f"Migrate in {state.value}"
            if row.by != {Role.SYSTEM}:
                yield f"{where}: only the system migrates; what somebody must choose is an action of its own"
            if row.to in table.final:
                yield f"{where}: it leads to an end; to end a matter is for somebody to decide"
            if row.ends or row.pauses or row.resumes or row.extends or row.hands_over:
                yield f"{where}: it ends or alters time limits or hands something over, which cannot be taken back"
            for code in map(limit_code, row.starts):
                if state in running_in(before, code):
                    yield f"{where}: time limit {code} may be running there; it would not run on as before if taken back"


def _fields(cls: type[Any]) -> tuple["attrs.Attribute[Any]", ...]:
    return attrs.fields(cls) if attrs.has(cls) else ()
