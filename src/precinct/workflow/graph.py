"""A table as a graph of states: what leads where, and where a time limit may be running."""

from collections.abc import Iterator
from typing import Any

from precinct.workflow.action import OpeningRow, Row, Since
from precinct.workflow.matter import State
from precinct.workflow.table import AnyTable


def reachable(table: AnyTable) -> frozenset[State]:
    """The states that some sequence of moves leads to."""
    found: set[State] = {opening.to for opening in table.openings}
    waiting = list(found)
    while waiting:
        for row in table.moves[waiting.pop()]:
            if row.to is not None and row.to not in found:
                found.add(row.to)
                waiting.append(row.to)
    return frozenset(found)


def running_in(table: AnyTable, code: str) -> frozenset[State]:
    """The states in which a limit may be running: where it starts, and on from there until it is ended."""
    running: set[State] = {row.to for row in table.openings if code in map(limit_code, row.starts)}
    running |= {row.to or state for state, row in table.rows() if code in map(limit_code, row.starts)}
    waiting = list(running)
    while waiting:
        for row in table.moves[waiting.pop()]:
            if row.to is not None and code not in row.ends and row.to not in running:
                running.add(row.to)
                waiting.append(row.to)
    return frozenset(running - table.final)


def all_rows(table: AnyTable) -> Iterator[tuple[str, Row[Any] | OpeningRow[Any]]]:
    """Every row with its place in words."""
    for opening in table.openings:
        yield f"the opening {opening.action.__name__}", opening
    for state, row in table.rows():
        yield f"{row.action.__name__} in {state.value}", row


def limit_code(start: str | Since[Any]) -> str:
    """Which limit it is that a row starts."""
    return start if isinstance(start, str) else start.code
