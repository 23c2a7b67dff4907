"""Whether a value is what its field declares, asked before it is written.

attrs does not look at types when an object is made, and JSON would take a number where a name belongs, a moment
without a time zone, or a NaN. An entry that holds one could never be read again, and it cannot be taken back. So
each class gets tests made once from its own annotations.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NewType,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from precinct.basics.errors import NaiveDatetime
from precinct.basics.ledger_errors import Unstorable
from precinct.workflow.entry import Entry

_LAST_WHOLE = 2**53
"""Beyond it the next whole number is no float: what is written is not what comes back."""

Fit = Callable[[Any], bool]
"""Whether a value fits."""

Fits = tuple[tuple[str, Fit], ...]
"""The fields of a class, each with its test."""


def fits_of(cls: type) -> Fits:
    """The tests of an attrs class.

    Args:
        cls: an action, a matter, or a class of their fields.

    Raises:
        Unstorable: it has a field that would not come back: private, renamed for the constructor, not part of it,
            or of a type without a JSON form.
    """
    hints = get_type_hints(cls, include_extras=True)
    tests = []
    for field in attrs.fields(cls):
        where = f"{cls.__name__}.{field.name}"
        if not field.init or field.alias != field.name or field.name.startswith("_"):
            raise Unstorable(where, "a field that is private or no argument of the class would be lost")
        tests.append((field.name, fit_of(hints[field.name], where)))
    return tuple(tests)


def refuse(entry: Entry, tests: Fits, change_tests: Mapping[str, Fit]) -> None:
    """Say what of an entry cannot be kept, once it is known that something cannot.

    Args:
        entry: the entry.
        tests: of the fields of its action.
        change_tests: of the fields of its matter.

    Raises:
        NaiveDatetime: it holds a moment without a time zone.
        Unstorable: it holds something that would not come back.
    """
    action = entry.action
    require_payload(action, tests)
    for name, value in entry.changes:
        if name not in change_tests:
            raise Unstorable(f"{entry.kind}.{name}", "there is no such field, or the engine alone sets it")
        _require_fit(entry.kind, [(name, change_tests[name], value)])
    moments = [("occurred_at", entry.occurred_at), ("recorded_at", entry.recorded_at)]
    moments += [(f"follow_ups {one.code}", one.at) for one in entry.follow_ups if one.at is not None]
    _require_fit("Entry", [(name, moment_fits, moment) for name, moment in moments])
    raise Unstorable(
        f"version {entry.version} of matter {entry.matter}",
        "an id or the version is of the wrong type, or a field is changed twice",
    )


def require_payload(action: object, tests: Fits) -> None:
    """See that an action's payload can be kept.

    Raises:
        NaiveDatetime: it holds a moment without a time zone.
        Unstorable: it holds something that would not come back.
    """
    _require_fit(type(action).__name__, [(name, test, getattr(action, name)) for name, test in tests])


def header_fits(entry: Entry) -> bool:
    """Whether ids, version and moments of an entry would come back.

    Raises:
        NaiveDatetime: a moment has no time zone.
    """
    if not (entry.matter.__class__ is entry.actor.__class__ is entry.recorded_by.__class__ is str):
        return False
    for text in entry.companions:
        if text.__class__ is not str:
            return False
    for one in entry.follow_ups:
        if one.at is not None and not moment_fits(one.at):
            return False
    occurred_at, recorded_at = entry.occurred_at, entry.recorded_at
    return (
        moment_fits(occurred_at)
        and (recorded_at is occurred_at or moment_fits(recorded_at))
        and entry.version.__class__ is int
        and (entry.on_behalf_of is None or entry.on_behalf_of.__class__ is str)
    )


def moment_fits(value: Any) -> bool:
    """Whether a moment comes back as the same moment.

    Raises:
        NaiveDatetime: it has no time zone.
    """
    if value.__class__ is not datetime:
        return False
    offset = value.utcoffset()
    if offset is None:
        raise NaiveDatetime("", value)
    # Text holds offsets in minutes. Some zones had seconds before about 1920; UTC can say the same moment.
    return not (offset.seconds % 60 or offset.microseconds)


def fit_of(hint: Any, where: str) -> Fit:  # noqa: PLR0911 - one answer for each sort of annotation
    """The test for one annotation.

    Args:
        hint: the annotation.
        where: the field, for errors.

    Raises:
        Unstorable: it is of a sort that has no JSON form.
    """
    if isinstance(hint, NewType):
        return fit_of(hint.__supertype__, where)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return fit_of(arguments[0], where)
    if origin in {Union, UnionType}:
        return _any_of([fit_of(one, where) for one in arguments])
    if origin is Literal:
        return lambda value: any(
            value is one or (value.__class__ is one.__class__ and value == one) for one in arguments
        )
    if origin is tuple:
        return _tuple_test(arguments, where)
    if origin in {frozenset, list, set}:
        return _items_test(cast("type[Collection[Any]]", origin), fit_of(arguments[0], where))
    if origin in {dict, Mapping}:
        return _dict_test(*(fit_of(one, where) for one in arguments))
    if isinstance(origin, type) and attrs.has(origin):
        return _class_test(origin)
    if isinstance(hint, TypeVar) or hint in {Any, object} or not isinstance(hint, type):
        raise Unstorable(where, f"{hint} does not say what to read back")
    return _plain_test(hint)


def _plain_test(cls: type) -> Fit:
    if cls is datetime:
        return moment_fits
    if cls is float:
        return _number_fits
    if cls is NoneType:
        return lambda value: value is None
    if attrs.has(cls):
        return _class_test(cls)
    if issubclass(cls, Enum):
        return lambda value: isinstance(value, cls)
    # The exact class: a subclass would come back as its parent.
    return lambda value: value.__class__ is cls


def _number_fits(value: Any) -> bool:
    if value.__class__ is int:
        return bool(-_LAST_WHOLE <= value <= _LAST_WHOLE)
    return value.__class__ is float and math.isfinite(value)


def _class_test(cls: type) -> Fit:
    tests: Fits | None = None

    def fits(value: Any) -> bool:
        nonlocal tests
        if value.__class__ is not cls:
            return False
        if tests is None:  # not before: a class may hold itself
            tests = fits_of(cls)
        for name, test in tests:
            if not test(getattr(value, name)):
                return False
        return True

    return fits


def _any_of(tests: list[Fit]) -> Fit:
    first, *others = tests
    if len(others) == 1:
        (second,) = others
        return lambda value: first(value) or second(value)
    return lambda value: any(test(value) for test in tests)


def _tuple_test(arguments: tuple[Any, ...], where: str) -> Fit:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return _items_test(tuple, fit_of(arguments[0], where))
    tests = [fit_of(one, where) for one in arguments]
    return lambda value: (
        value.__class__ is tuple
        and len(value) == len(tests)
        and all(test(item) for test, item in zip(tests, value, strict=True))
    )


def _items_test(cls: type[Collection[Any]], test: Fit) -> Fit:
    def fits(value: Any) -> bool:
        if type(value) is not cls:
            return False
        for item in value:
            if not test(item):
                return False
        return True

    return fits


def _dict_test(key: Fit, item: Fit) -> Fit:
    return lambda value: value.__class__ is dict and all(key(k) and item(v) for k, v in value.items())


def _require_fit(where: str, fields: Iterable[tuple[str, Fit, Any]]) -> None:
    for name, test, value in fields:
        try:
            fits = test(value)
        except NaiveDatetime as error:
            raise NaiveDatetime(f"{where}.{name}", error.moment) from None
        if not fits:
            held = type(value).__name__
            if isinstance(value, tuple | list) and value:
                held += f" with a {type(value[0]).__name__} in it"
            raise Unstorable(f"{where}.{name}", f"what it holds, a {held}, is not what it declares")
