"""What each move of the tables asks, changes and starts, in words: `python -m tests.matters.rows` writes it anew.

A condition that leaves its row, or an effect that is forgotten, is no crash: nothing but a reader misses it, where no
situation that was worked needs it. So the rows stand in `rows/` as they were read, one file for each kind of matter,
and whoever changes a table reads in the difference which moves ask something else from now on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from precinct.matters.procedure import TABLES
from precinct.workflow.action import Longer, OpeningRow, Row, Since
from precinct.workflow.table import AnyTable

ROWS = Path(__file__).parent / "rows"
_COLUMNS = (
    "authorise",
    "when",
    "given",
    "where",
    "effect",
    "starts",
    "pauses",
    "resumes",
    "extends",
    "ends",
    "papers",
    "hands_over",
)


def rows() -> dict[str, str]:
    """The text of each table, by its kind."""
    return {table.kind: "\n".join(_lines(table)) + "\n" for table in TABLES}


def _lines(table: AnyTable) -> Iterator[str]:
    groups: list[tuple[str, Iterable[Row[Any] | OpeningRow[Any]]]] = [("to open it", table.openings)]
    groups += [(state.value, rows) for state, rows in table.moves.items()]
    for name, group in (*groups, ("in every state", table.everywhere)):
        yield name
        for row in group:
            to = "" if row.to is None else f" to {row.to.value}"
            yield f"    {row.action.__name__}{to} by {', '.join(sorted(role.value for role in row.by))}"
            for column in _COLUMNS:
                if told := _told(getattr(row, column, None)):
                    yield f"        {column} {told}"
    yield "looks at other matters"
    for code in sorted({condition.code for condition in table.conditions() if condition.related}):
        yield f"    {code}"


def _told(column: Any) -> str:
    """A column in a line; empty where it is."""
    if column is None:
        return ""
    return ", ".join(map(_named, column if isinstance(column, tuple) else (column,)))


def _named(one: Any) -> str:
    if isinstance(one, Longer):
        return f"{one.code} by {one.by}"
    if isinstance(one, Since):
        return f"{one.code} from {_name_of(one.moment)}"
    return one if isinstance(one, str) else getattr(one, "code", "") or _name_of(one)


def _name_of(function: Any) -> str:
    """Of a function that another made, the name of the other."""
    return str(function.__qualname__).partition(".<locals>")[0].strip("_")


def main() -> None:
    """Write all rows anew."""
    ROWS.mkdir(exist_ok=True)
    for kind, text in rows().items():
        (ROWS / f"{kind}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
