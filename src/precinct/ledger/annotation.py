"""The types of a shape, taken apart: text that is read as Python reads it, and never run."""

import ast
from typing import Any

Parts = str | tuple[Any, ...]
"""A name; or a name with what stands in its brackets, `|` with its choices, `literal` with its value."""

LONGEST = 2_000
"""No type of a shape is longer, in letters."""


def taken_apart(annotation: str) -> Parts:
    """A type as its parts.

    Args:
        annotation: such as `tuple[Party, ...] | None`.

    Raises:
        ValueError: it is no type.
    """
    try:
        if len(annotation) > LONGEST:
            raise ValueError("it is too long")
        return _parts(ast.parse(annotation, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"{annotation[:80]!r} is no type of a shape") from error


def _parts(node: ast.expr) -> Parts:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=None):
            return "None"
        case ast.Constant(value=value):
            return ("literal", value)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return ("|", *_choices(left), *_choices(right))
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=inner)):
            return (name, *map(_parts, inner))
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            return (name, _parts(inner))
        case _:
            raise ValueError("it is neither a name nor made of names")


def _choices(node: ast.expr) -> tuple[Parts, ...]:
    parts = _parts(node)
    return parts[1:] if isinstance(parts, tuple) and parts[0] == "|" else (parts,)
