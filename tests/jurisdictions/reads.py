"""Which codes of the law the sources read, found in their syntax trees and not listed by hand."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs

import precinct
from precinct.law.pack import Pack
from precinct.matters.procedure import TABLES
from precinct.workflow.guard import Condition

SOURCE = Path(precinct.__file__).parent
GUARDS = {"guard", "payload_guard", "opening_guard", "authority"}
KNOWN = {
    "value": Pack.has_value,
    "choice": Pack.has_choice,
    "chosen": Pack.has_choice,
    "limit": Pack.has_limit,
    "penalties": Pack.has_penalties,
}
"""The questions to a pack that raise `NotInForce`, each with the one that does not."""

_ONE = timedelta(days=1)
_TURNS = [date(2024, 1, 1), date(2025, 4, 1), date(2026, 1, 1)]
DAYS = sorted(
    {date(year, month, 1) for year in range(2022, 2027) for month in range(1, 13)}
    | {day for turn in _TURNS for day in (turn - _ONE, turn)}
    | {date(2026, 12, 31)}
)
"""Month starts from the seed's first year on, and both sides of the days on which an instrument begins."""

CONDITIONS: dict[str, Condition] = {found.code: found for table in TABLES for found in table.conditions()}
"""Every condition of the tables that ship, by its code."""


@attrs.frozen
class Read:
    """One question to a pack in the sources.

    Args:
        where: file and line.
        guard: the code of the guard that asks, empty where none does.
        method: the pack's method.
        code: what it asks for; None where that is not written out.
    """

    where: str
    guard: str
    method: str
    code: str | None


def reads() -> list[Read]:
    """Every question in the rooms that guards live in."""
    files = [file for room in ("matters", "workflow") for file in sorted((SOURCE / room).rglob("*.py"))]
    return [read for file in files for read in _reads_in(file)]


def _reads_in(file: Path) -> Iterator[Read]:
    for top in ast.parse(file.read_text(encoding="utf-8")).body:
        guard = _guard_code(top)
        for node in ast.walk(top):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and _is_law(node.func.value)
            ):
                if isinstance(top, ast.FunctionDef) and _asked_first(top, node.func.attr, node.args):
                    continue
                where = f"{file.relative_to(SOURCE)}:{node.lineno}"
                yield Read(where, guard, node.func.attr, _constant(node.args[0]) if node.args else None)


def _asked_first(function: ast.FunctionDef, method: str, args: list[ast.expr]) -> bool:
    """Whether a function that is no guard asks, in its first step, whether the pack has what it asks for then."""
    wanted = (f"has_{method}", _constant(args[0]) if args else None)
    first = next((step for step in function.body if isinstance(step, ast.If)), None)
    return first is not None and any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr, _constant(node.args[0]) if node.args else None) == wanted
        for node in ast.walk(first.test)
    )


def _guard_code(node: ast.stmt) -> str:
    for decorator in node.decorator_list if isinstance(node, ast.FunctionDef) else []:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") in GUARDS:
            return _constant(decorator.args[0]) or ""
    return ""


def _is_law(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "law") or (
        isinstance(node, ast.Name) and node.id == "law"
    )


def _constant(node: Any) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
