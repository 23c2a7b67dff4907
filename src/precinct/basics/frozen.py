"""Fast copies of frozen objects.

A frozen attrs class sets each field through a function call, which is most of what an accepted action
costs. Here a *twin* is filled instead: a subclass that adds nothing and may be assigned to, whose instance
becomes the real class in one step before anybody else sees it. (Both `__setattr__` and `__delattr__` must
be object's own, or the interpreter falls back to its slow path.) The functions that fill it are generated
once a class from its own fields, as attrs generates `__init__`.

Validators do not run where an object is copied: it was validated when it was made, and what an effect changes is
held to the validators by the laws in `precinct.testing`. `checked_maker` runs them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import CodeType
from typing import Any, TypeVar, cast

import attrs

T = TypeVar("T")


@cache
def twin_of(cls: type) -> type:
    """A class of the same layout whose instances may be assigned to until their `__class__` is set to `cls`."""
    names = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"_{cls.__name__}Twin", (cls,), names)


def fields_of(cls: type) -> tuple[str, ...]:
    """The names of an attrs class's fields, in order."""
    return tuple(field.name for field in attrs.fields(cls))


def fill(name: str, cls: str, values: Mapping[str, str]) -> list[str]:
    """The lines that make a frozen object.

    Args:
        name: the variable that will hold it.
        cls: the name under which the generated code finds the class; its twin is `<cls>_twin`.
        values: for each field the expression whose value it gets.
    """
    return [
        f"{name} = new({cls}_twin)",
        *(f"{name}.{field} = {value}" for field, value in values.items()),
        f"{name}.__class__ = {cls}",
    ]


@cache
def _compiled(source: str) -> CodeType:
    # Rows of one shape have one text; only what their names stand for differs.
    return compile(source, "<generated>", "exec")


def generate(
    name: str,
    parameters: Sequence[str],
    body: Sequence[str],
    *,
    classes: Mapping[str, type],
    names: Mapping[str, object],
) -> Callable[..., Any]:
    """A function made of generated lines; they hold names of our own classes' fields, and never input.

    Args:
        name: the function's name.
        parameters: its parameters.
        body: its lines.
        classes: the frozen classes that it makes, by the name that the lines use.
        names: whatever else the lines use, by name.
    """
    scope: dict[str, object] = {"new": object.__new__, **names}
    for known, cls in classes.items():
        scope |= {known: cls, f"{known}_twin": twin_of(cls)}
    source = f"def {name}({', '.join(parameters)}):\n" + "".join(f"    {line}\n" for line in body)
    exec(_compiled(source), scope)  # noqa: S102
    return cast("Callable[..., Any]", scope[name])


def maker(cls: type[T]) -> Callable[..., T]:
    """A function that makes an object of a frozen class from all its fields, in order, and validates nothing."""
    names = fields_of(cls)
    lines = fill("made", "Made", {name: name for name in names})
    return generate(f"make_{cls.__name__}", names, [*lines, "return made"], classes={"Made": cls}, names={})


def checked_maker(cls: type[T]) -> Callable[..., T]:
    """A function that makes an object of a frozen class as the class itself does, from all that it takes, in order.

    Fields that the class works out for itself are worked out, and its validators and `__attrs_post_init__` run.

    Args:
        cls: an attrs class without converters; what it works out, it works out from the object.
    """
    parameters: list[str] = []
    lines = ["made = new(Made_twin)"]
    checks: list[str] = []
    names: dict[str, object] = {}
    for number, field in enumerate(attrs.fields(cast("type[attrs.AttrsInstance]", cls))):
        if field.init:
            parameters.append(field.name)
            lines.append(f"made.{field.name} = {field.name}")
        else:
            names[f"default_{number}"] = field.default.factory
            lines.append(f"made.{field.name} = default_{number}(made)")
        if field.validator is not None:
            names |= {f"validator_{number}": field.validator, f"field_{number}": field}
            checks.append(f"validator_{number}(made, field_{number}, made.{field.name})")
    if hasattr(cls, "__attrs_post_init__"):
        checks.append("made.__attrs_post_init__()")
    lines += ["made.__class__ = Made", *checks, "return made"]
    return generate(f"make_{cls.__name__}", parameters, lines, classes={"Made": cls}, names=names)
