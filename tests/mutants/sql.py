"""The small mistakes in SQL, wherever it stands: in a file of its own, or in the strings of Python."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial

Change = tuple[str, tuple[int, int], str]
"""What sort of mistake, from where to where in the text, and what stands there instead."""

_IS_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|ORDER BY|IS NULL)\b|[<>=] \(?(\?|%s|%\()")
_NOT_ASKED = re.compile(
    r"--[^\n]*|^CREATE (UNIQUE )?INDEX [^;]*;|\b(PRAGMA \w+|fillfactor|ERRCODE) = ", re.MULTILINE
)
"""Comments; indexes, which change no answer but how soon it comes; and what is set, not compared."""

_COMPARISON = re.compile(r"(?<= )(<=|>=|<>|<|>|=)(?= )")
_TURNED = {"=": "<>", "<>": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_SETS = re.compile(r"\bSET\b((?!\b(WHERE|FROM)\b)[^;])*$")
"""An `=` after this puts something into a column."""

_COLUMN = r'[\w.]+(?: COLLATE "C")?(?: DESC)?'
_ORDER = re.compile(rf" ORDER BY {_COLUMN}((?:, {_COLUMN})*)")
_PUT = re.compile(r"\b\w+ = (excluded\.\w+|NULL)\b")

_FUNCTION = re.compile(r"^CREATE (?:OR REPLACE )?FUNCTION (\w+).*?^\$\$;", re.MULTILINE | re.DOTALL)

_SWAPS = (
    ("a test for nothing turned", r"\bIS NULL\b", "IS NOT NULL"),
    ("a test for nothing turned", r"\bIS NOT NULL\b", "IS NULL"),
    ("a comparison turned", r"\bIS NOT DISTINCT FROM\b", "IS DISTINCT FROM"),
    ("a comparison turned", r"\bIS NOT (?=OLD\b)", "IS "),
    ("NOT EXISTS turned", r"\bNOT EXISTS\b", "EXISTS"),
    ("WHERE left out", r"\bWHERE ", "WHERE true OR "),
    ("what follows AND left out", r"\bAND ", "OR false AND "),
    ("OR in place of AND", r"\bAND ", "OR "),
    ("AND in place of OR", r"\bOR (?!REPLACE\b|IGNORE\b|DELETE\b)", "AND "),
    ("what follows OR left out", r"\bOR (?!REPLACE\b|IGNORE\b|DELETE\b)", "OR false AND "),
    ("no lock", r"\s+FOR UPDATE\b( SKIP LOCKED)?", ""),
    ("waits for a lock", r" SKIP LOCKED\b", ""),
    ("half a union", r"\bUNION( ALL)?\b", "EXCEPT"),
    ("what is there stays", r"\bINSERT OR REPLACE\b", "INSERT OR IGNORE"),
    ("what is there is an error", r"\bINSERT OR IGNORE\b", "INSERT"),
    ("what is there is an error", r" ON CONFLICT DO NOTHING\b", ""),
    ("the same twice", r"\bSELECT DISTINCT (?!ON\b)", "SELECT "),
    ("rising for falling", r" DESC\b", ""),
    ("a number moved", r"(?<= [+-] )1\b", "2"),
    ("a number moved", r"(?<=version, )0(?=\))|(?<=\), )0(?=\))", "1"),
    ("an offset turned", r"(?<=\w) \+ (?=[\w?])", " - "),
    ("a statement left out", r"(?m)^    +(PERFORM|DELETE|INSERT|UPDATE|RETURN)\b[^;]*;", ""),
    ("a trigger left out", r"(?m)^CREATE TRIGGER [^;]*(?:;\nEND)?;", ""),
)


def changes_in(sql: str) -> Iterator[Change]:
    """Every small mistake that can be made in an SQL text."""
    seen = _NOT_ASKED.sub(lambda found: " " * len(found[0]), sql)
    for found in _COMPARISON.finditer(seen):
        if not _SETS.search(seen[: found.start()]):
            yield "a comparison turned", found.span(1), _TURNED[found[1]]
    for found in _ORDER.finditer(seen):
        yield "ORDER BY left out", found.span(), ""
        if found[1]:
            yield "the last of ORDER BY left out", (found.start() + found[0].rindex(","), found.end()), ""
    for found in _PUT.finditer(seen):
        before, after = re.search(r",\s*$", seen[: found.start()]), re.match(r",\s*", seen[found.end() :])
        if _SETS.search(seen[: found.start()]) and (before or after):
            begin = before.start() if before and not after else found.start()
            yield "a column left alone", (begin, found.end() + (after.end() if after else 0)), ""
    for what, pattern, new in _SWAPS:
        for found in re.finditer(pattern, seen):
            yield what, found.span(), new


def of_sql(text: str, later: str = "") -> Iterator[tuple[str, Callable[[], str]]]:
    """The mistakes of a file of SQL.

    Args:
        text: the file.
        later: the files that run after it; what they put in the place of a function of this one is all that is left.
    """
    replaced = {found[1] for found in re.finditer(r"CREATE OR REPLACE FUNCTION (\w+)", later)}
    gone = [found.span() for found in _FUNCTION.finditer(text) if found[1] in replaced]
    for what, span, new in changes_in(text):
        if not any(begin <= span[0] < end for begin, end in gone):
            yield what, partial(_with, text, span, new)


def of_strings(text: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """The mistakes of the SQL in the strings of a Python file."""
    for begin, end in _strings(text):
        if not _IS_SQL.search(text, begin, end):
            continue
        for what, span, new in changes_in(text[begin:end]):
            yield f"SQL: {what}", partial(_with, text, (begin + span[0], begin + span[1]), new)


def _strings(text: str) -> Iterator[tuple[int, int]]:
    """Where the strings of a Python file stand, but for those that only say something to its reader."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = text.splitlines()

    def place(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    waiting: list[ast.AST] = [ast.parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            yield place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        else:
            waiting += ast.iter_child_nodes(node)


def _with(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]
