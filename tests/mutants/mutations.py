"""The small mistakes: what may go wrong in a file, one at a time."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import attrs
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutants.sql import of_sql, of_strings

SOURCE = Path(__file__).parents[2] / "src" / "precinct"

_OPERATORS = re.compile(
    r"core/(AddNot|NumberReplacer|ReplaceTrueWithFalse|ReplaceFalseWithTrue|ReplaceAndWithOr|ReplaceOrWithAnd"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ZeroIterationForLoop|ReplaceComparisonOperator_(?!(Is_Eq|Eq_Is|IsNot_NotEq|NotEq_IsNot)$)\w+"
    r"|ReplaceUnaryOperator_\w+|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Add|FloorDiv_Mul|Mod_Add))"
)
"""Not among them: `|`, which is types here, and decorators, without either of which a module does not even load; and
`is` for `==`, which is the same for the members of an enumeration."""

_UNSEEN = re.compile(r'(> |<= )""|\bmaxsize=')
"""Nothing sorts before the empty text, so that these are `!= ""` and `== ""` written otherwise; and how much is kept
to be quick changes no answer."""


@attrs.frozen
class Mutant:
    """A file with one mistake in it.

    Args:
        file: the file, from the root of the package.
        what: the sort of mistake.
        line: where it is, from 1.
        before: the line as it is.
        after: the line as the mutant has it.
        text: the whole file as the mutant has it.
    """

    file: str
    what: str
    line: int
    before: str
    after: str
    text: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.what}\n    - {self.before.strip()}\n    + {self.after.strip()}"


@attrs.frozen
class Site:
    """A place where a mistake can be made.

    Args:
        path: the file.
        what: the sort of mistake.
        make: makes the text of the whole file with it, None where there is none to make after all.
    """

    path: Path
    what: str
    make: Callable[[], str | None]

    def mutant(self) -> Mutant | None:
        """The mutant, None where it would be the file as it is, or one that no interpreter reads."""
        text, changed = self.path.read_text(encoding="utf-8"), self.make()
        if changed is None or changed == text or (self.path.suffix == ".py" and not _is_python(changed)):
            return None
        lines, others = text.splitlines(), changed.splitlines()
        at = next((n for n, pair in enumerate(zip(lines, others, strict=False)) if pair[0] != pair[1]), 0)
        after = others[at] if len(others) == len(lines) else "(left out)"
        if _UNSEEN.search(after):
            return None
        return Mutant(str(self.path.relative_to(SOURCE)), self.what, at + 1, lines[at], after, changed)


def sites_of(path: Path) -> Iterator[Site]:
    """Every place of one file where a mistake can be made; nothing is made yet, because that is what costs."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        after = sorted(one for one in path.parent.glob("*.sql") if one.name > path.name)
        makers = of_sql(text, "".join(one.read_text(encoding="utf-8") for one in after))
    else:
        makers = _of_python(text) if path.suffix == ".py" else _of_toml(text)
    return (Site(path, what, make) for what, make in makers)


def _is_python(text: str) -> bool:
    """Whether it can be read at all: the star before arguments that have names is no operator."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def unchanged(file: str) -> Mutant:
    """A file as it is, for a look at whether its tests pass at all."""
    return Mutant(file, "nothing", 0, "", "", (SOURCE / file).read_text(encoding="utf-8"))


# --- Python ----------------------------------------------------------------------------------------


Makers = Iterator[tuple[str, Callable[[], str | None]]]


def _of_python(text: str) -> Makers:
    yield from _columns_left_out(text)
    yield from of_strings(text)
    tree = get_ast(text)
    for name in operator_names():
        if not _OPERATORS.fullmatch(name):
            continue
        operator = get_operator(name)()
        positions = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
        for occurrence in range(len(positions)):
            yield name.removeprefix("core/"), partial(mutate_code, text, operator, occurrence)


_COLUMNS = {"authorise", "when", "given", "where", "effect", "starts", "pauses", "resumes", "extends", "ends"}


def _columns_left_out(text: str) -> Makers:
    """A row of a table that forgets a condition, an effect or a limit."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    raw = text.encode()

    def span(node: ast.expr | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    for call in ast.walk(ast.parse(text)):
        if not (
            isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "row"
        ):
            continue
        for column in call.keywords:
            if column.arg not in _COLUMNS:
                continue
            elements = column.value.elts if isinstance(column.value, ast.List) else []
            nodes: list[ast.expr | ast.keyword] = [*elements] if len(elements) > 1 else [column]
            for node in nodes:
                begin, end = span(node)
                while raw[end : end + 1] in {b",", b" "}:
                    end += 1
                yield f"{column.arg} left out", (raw[:begin] + raw[end:]).decode


# --- TOML ------------------------------------------------------------------------------------------

_AMOUNT = re.compile(r"\bamount = (\d+)")
_RANGE = re.compile(r"\b(?:detention_days|fine) = \[(\d+), (\d+)\]")
_SINCE = re.compile(r"\bsince = (\d{4}-\d\d-\d\d)")
_NAME = re.compile(r'\bnames = \[("[a-z_]+"), ')


def _of_toml(text: str) -> Makers:
    """A number one more or less, a day one later, a name that is missing. What an article is called, no test can know."""
    for found in _AMOUNT.finditer(text):
        for by in (1, -1):
            yield f"amount {by:+}", _with(text, found.span(1), str(int(found[1]) + by))
    for found in _RANGE.finditer(text):
        for group in (1, 2):
            yield "a range's end moved", _with(text, found.span(group), str(int(found[group]) + 1))
    for found in _SINCE.finditer(text):
        later = date.fromisoformat(found[1]) + timedelta(days=1)
        if later > date(
            2021, 1, 1
        ):  # what began before the first of our days is not told apart from the day after
            yield "a day later", _with(text, found.span(1), later.isoformat())
    for found in _NAME.finditer(text):
        yield "a name left out", _with(text, (found.start(1), found.end()), "")


def _with(text: str, span: tuple[int, int], new: str) -> Callable[[], str]:
    return lambda: text[: span[0]] + new + text[span[1] :]
