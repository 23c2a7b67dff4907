"""What the scripts of the schema make, read from the scripts themselves.

A ledger in PostgreSQL is compared with them by readers who may not make anything, so there is no second schema to compare
it with, as SQLite has one in memory. Only what the scripts use is understood; they are ours, and a test reads them all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

Objects = Counter[tuple[str, str]]
"""What stands in a schema: what each thing is called, such as `index heads_by_kind_and_state`, and its definition."""

_PIECE = re.compile(r"--[^\n]*|\$\$(?P<body>.*?)\$\$|'(?:[^']|'')*'|;", re.DOTALL)
_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\)(?: WITH \([^()]*\))?")
_INDEX = re.compile(r"CREATE ((?:UNIQUE )?)INDEX (\w+) ON (\w+) (.*)")
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) (BEFORE|AFTER) ([A-Z ]+) ON (\w+) (.*)")
_FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+) ?\((.*)\) (.*) AS \$\$")
_GONE = re.compile(r"DROP (INDEX|FUNCTION|TRIGGER) (\w+(?: ON \w+)?)")
_ROWS = re.compile(r"(?:INSERT INTO|UPDATE) .*")
_COLUMN = re.compile(
    r'(?P<name>\w+) (?P<type>[a-z][a-z0-9 \[\]]*?)(?: COLLATE "(?P<collation>\w+)")?(?P<must> NOT NULL)?'
    r"(?: DEFAULT (?P<default>\w+))?(?P<key> PRIMARY KEY)?(?: (?P<check>CHECK \(.*\)))?"
)
_COLLATED = {"text"}
_EVENTS = ("INSERT", "DELETE", "UPDATE", "TRUNCATE")
"""In the order in which PostgreSQL tells them."""


def made_by(scripts: Iterable[str]) -> Objects:
    """What stands in a schema once some scripts have run; of what is made twice the last counts.

    Args:
        scripts: in order.

    Raises:
        ValueError: a statement is none of those that the scripts use.
    """
    made: dict[str, list[tuple[str, str]]] = {}
    for script in scripts:
        for statement, body in _statements(script):
            if table := _TABLE.fullmatch(statement):
                made[f"table {table[1]}"] = list(_table(table[1], table[2]))
            elif index := _INDEX.fullmatch(statement):
                made[f"index {index[2]}"] = [_index(*index.groups())]
            elif trigger := _TRIGGER.fullmatch(statement):
                made[f"trigger {trigger[1]} on {trigger[4]}"] = [_trigger(*trigger.groups())]
            elif function := _FUNCTION.fullmatch(statement):
                made[f"function {function[1]}"] = [_function(function[1], function[2], function[3], body)]
            elif gone := _GONE.fullmatch(statement):
                del made[f"{gone[1].lower()} {gone[2].replace(' ON ', ' on ')}"]
            elif not _ROWS.fullmatch(statement):
                raise ValueError(f"a statement of a script is not understood: {statement[:60]}")
    return Counter(each for one in made.values() for each in one)


def plain(definition: str) -> str:
    """A definition without what says nothing: spaces, and quotes around names that need none of their own accord."""
    return " ".join(definition.replace('"', "").split())


def column_of(
    place: int, kind: str, collation: str | None, must: bool, default: str | None, otherwise: str = ""
) -> str:
    """The definition of a column.

    Args:
        place: which of its table, from 1.
        kind: its type.
        collation: by which its texts are compared; None where its type has none.
        must: whether it has a value in every row.
        default: its value where none is given.
        otherwise: how else it comes by its values.
    """
    return f"{place} {kind} {collation} {must} {default} {otherwise}"


def function_of(arguments: str, options: str, body: str) -> str:
    """The definition of a function.

    Args:
        arguments: with names and types.
        options: what it gives, its language, and how it may be called, in any order.
        body: its text.
    """
    return f"({plain(arguments)}) {' '.join(sorted(plain(options).split()))}\n{body}"


def _statements(script: str) -> Iterator[tuple[str, str]]:
    """The statements of a script without comments, each with the text of the function in it."""
    statement, body, end = "", "", 0
    for piece in _PIECE.finditer(script):
        statement += script[end : piece.start()]
        end = piece.end()
        if piece["body"] is not None:
            statement, body = f"{statement}$$", piece["body"]
        elif piece[0] == ";":
            yield " ".join(statement.split()), body
            statement, body = "", ""
        elif not piece[0].startswith("--"):
            statement += piece[0]
    if (statement + script[end:]).strip():
        raise ValueError("a script ends within a statement")


def _table(name: str, inside: str) -> Iterator[tuple[str, str]]:
    yield f"table {name}", "r p"
    place = 0
    for part in re.split(r", (?![^()]*\))", inside.strip()):
        if part.startswith(("PRIMARY KEY ", "UNIQUE ", "CHECK ")):
            yield f"constraint {part} on {name}", ""
            continue
        column = _COLUMN.fullmatch(part)
        if column is None:
            raise ValueError(f"a column of {name} is not understood: {part[:60]}")
        place += 1
        collation = column["collation"] or ("default" if column["type"] in _COLLATED else None)
        must = column["must"] is not None or column["key"] is not None
        yield (
            f"column {column['name']} of {name}",
            column_of(place, column["type"], collation, must, column["default"]),
        )
        if column["key"]:
            yield f"constraint PRIMARY KEY ({column['name']}) on {name}", ""
        if column["check"]:
            yield f"constraint {column['check']} on {name}", ""


def _index(unique: str, name: str, table: str, rest: str) -> tuple[str, str]:
    return f"index {name}", f"CREATE {unique}INDEX {name} ON {table} USING btree {rest}"


def _trigger(name: str, when: str, events: str, table: str, rest: str) -> tuple[str, str]:
    told = " OR ".join(sorted(events.split(" OR "), key=_EVENTS.index))
    return f"trigger {name} on {table}", f"O CREATE TRIGGER {name} {when} {told} ON {table} {rest}"


def _function(name: str, arguments: str, options: str, body: str) -> tuple[str, str]:
    given = options if "RETURNS " in options else f"RETURNS record {options}"
    return f"function {name}", function_of(arguments, given, body)
