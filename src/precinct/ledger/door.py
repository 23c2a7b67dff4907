"""The strict way in: actions and records that come from outside, as JSON or as a mapping of it.

Nothing is turned into what it is not: "3" is no number, 5 is no text, 1 is not true. Unknown keys are refused, moments
have a time zone, and all problems are told at once, each with its place. (The way back from the ledger, which trusts
what it wrote, is `precinct.ledger.codec`.)

The only file of the ledger that imports cattrs, and only once something comes in.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs

from precinct.basics.errors import BadInput, WrongAction
from precinct.workflow.action import Action, Opening
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

if TYPE_CHECKING:
    from cattrs import Converter

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)
T = TypeVar("T")

LARGEST_INPUT = 1 << 20
"""No action from outside is larger than this, in bytes (of a mapping: characters and values)."""

DEEPEST_INPUT = 32
"""Objects and lists stand inside each other at most so deep."""

_LONGEST_KEY = 40
_MOST_KEYS = 10
"""Of a key that came from outside an error quotes so many characters, and so many keys of one sort."""


def read_action(
    workflow: Workflow[M, S], name: str, data: bytes | str | Mapping[str, object]
) -> Action[M] | Opening[M]:
    """An action or opening from outside.

    Args:
        workflow: the workflow that it is meant for.
        name: the name of its class.
        data: its payload, as JSON text (bytes are UTF-8) or as what JSON text would be read as.

    Returns:
        the action; whether it may happen is for the workflow to say.

    Raises:
        WrongAction: the workflow has no action of this name.
        BadInput: the payload cannot be used, with every problem and its place.
    """
    known: dict[str, type[Any]] = {cls.__name__: cls for cls in (*workflow.openings, *workflow.actions)}
    cls = known.get(name)
    if cls is None:
        raise WrongAction(workflow.kind, name, known)
    what = f"{workflow.kind} {name}"
    content = read_json(what, data)
    problems: list[str] = []
    action = _structured(content, cls, "$", problems)
    if problems:
        raise BadInput(what, problems)
    return cast("Action[M] | Opening[M]", action)


def read_record(
    cls: type[T],
    what: str,
    data: bytes | str | Mapping[str, object],
    known: Mapping[str, object] | None = None,
) -> T:
    """A record from outside, such as a matter or a brief.

    Args:
        cls: its attrs class.
        what: what it is, as an error names it.
        data: its fields, as JSON text (bytes are UTF-8) or as what JSON text would be read as.
        known: fields that are known already and are taken as they are.

    Returns:
        the record.

    Raises:
        BadInput: it cannot be used, with every problem and its place.
    """
    parsed = _parse(what, data) if isinstance(data, bytes | str) else data
    _require_bounds(what, parsed)
    if not isinstance(parsed, Mapping):
        raise BadInput(what, [f"must be an object, not {_sort_of(parsed)} @ $"])
    content: Mapping[str, object] = parsed
    given = dict(known or {})
    hints, fields = get_type_hints(cls), {field.name: field for field in attrs.fields(cast("Any", cls))}
    settable = {name: field for name, field in fields.items() if field.init and name not in given}
    unknown = [name for name in content if name not in settable]
    problems = [f"has unknown keys: {_listed(unknown)} @ $"] if unknown else []
    for name, field in settable.items():
        if name in content:
            given[name] = _structured(content[name], hints[name], f"$.{name}", problems)
        elif field.default is attrs.NOTHING:
            problems.append(f"is missing @ $.{name}")
    if not problems:
        try:
            return cls(**given)
        except (ValueError, TypeError) as error:
            problems.append(f"{error} @ $")
    raise BadInput(what, problems)


def _structured(content: object, cls: Any, place: str, problems: list[str]) -> object:
    """A value of a class; None where there are problems, which are added with their places."""
    from cattrs.errors import BaseValidationError
    from cattrs.v import transform_error

    try:
        return cast("object", _converter().structure(content, cls))
    except BaseValidationError as error:
        problems += transform_error(error, path=place, format_exception=_sentence)
    except ValueError as error:
        problems.append(f"{error} @ {place}")
    return None


# --- JSON ------------------------------------------------------------------------------------------


def read_json(what: str, data: bytes | str | Mapping[str, object]) -> object:
    """JSON from outside: of bounded size and depth, with no key twice and with numbers only that are some.

    Args:
        what: what it is, as an error names it.
        data: JSON text (bytes are UTF-8), or what it would be read as.

    Raises:
        BadInput: it is none of that.
    """
    content = _parse(what, data) if isinstance(data, bytes | str) else data
    _require_bounds(what, content)
    return content


def _parse(what: str, data: bytes | str) -> object:
    if len(data) > LARGEST_INPUT:
        raise BadInput(what, [f"is larger than {LARGEST_INPUT} bytes @ $"])
    repeated: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs) and len(repeated) < _MOST_KEYS:
            often = Counter(name for name, _ in pairs)
            repeated.extend(
                f"the key {_quoted(name)} stands there twice @ $" for name in often if often[name] > 1
            )
        return found

    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        content = json.loads(text, object_pairs_hook=once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BadInput(what, [f"is not UTF-8 ({error.reason} at byte {error.start}) @ $"]) from error
    except RecursionError as error:
        raise BadInput(what, [f"is deeper than {DEEPEST_INPUT} @ $"]) from error
    except ValueError as error:
        raise BadInput(what, [f"is no JSON ({error}) @ $"]) from error
    if repeated:
        raise BadInput(what, repeated[:_MOST_KEYS])
    return content


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _require_bounds(what: str, content: object) -> None:
    size, waiting = 0, [(content, 1)]
    while waiting:
        value, depth = waiting.pop()
        size += len(value) if isinstance(value, str | bytes) else 1
        inner: list[object] = []
        if isinstance(value, Mapping):
            inner = [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple | set | frozenset):
            inner = list(value)
        if inner and depth > DEEPEST_INPUT:
            raise BadInput(what, [f"is deeper than {DEEPEST_INPUT} @ $"])
        if size + len(inner) > LARGEST_INPUT:
            raise BadInput(what, [f"is larger than {LARGEST_INPUT} @ $"])
        waiting += [(one, depth + 1) for one in inner]


# --- values ----------------------------------------------------------------------------------------


@cache
def _converter() -> "Converter":
    from cattrs import Converter
    from cattrs.cols import list_structure_factory

    converter = Converter(forbid_extra_keys=True, detailed_validation=True)

    def object_reader(cls: type[Any]) -> Callable[[Any, Any], Any]:
        read = converter.gen_structure_attrs_fromdict(cls)
        return lambda value, wanted: read(_require(Mapping, "an object", value), wanted)

    def list_reader(cls: Any) -> Callable[[Any, Any], Any]:
        origin, arguments = get_origin(cls), get_args(cls)
        # The type is known when this runs, and not to a type checker.
        read = list_structure_factory(list[arguments[0]], converter)  # type: ignore[valid-type]
        return lambda value, wanted: origin(read(_require((list, tuple), "a list", value), wanted))

    # What was registered last is asked first.
    converter.register_structure_hook_factory(_is_list, list_reader)
    converter.register_structure_hook_factory(attrs.has, object_reader)
    converter.register_structure_hook_func(_is_enum, _read_member)
    converter.register_structure_hook(str, _read_text)
    converter.register_structure_hook(int, lambda value, _: _require_exactly(int, "a whole number", value))
    converter.register_structure_hook(bool, lambda value, _: _require_exactly(bool, "true or false", value))
    converter.register_structure_hook(float, _read_number)
    converter.register_structure_hook(date, _read_day)
    converter.register_structure_hook(datetime, _read_moment)
    return converter


def _is_list(cls: Any) -> bool:
    origin, arguments = get_origin(cls), get_args(cls)
    return origin in {list, frozenset, set} or (origin is tuple and arguments[1:] == (Ellipsis,))


def _is_enum(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Enum)


def _read_text(value: object, _: object) -> str:
    text = _require_exactly(str, "text", value)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("must be Unicode text, not half a character")
    return text


def _read_number(value: object, _: object) -> float:
    number = value if type(value) is int else _require_exactly(float, "a number", value)
    if not math.isfinite(number):
        raise ValueError("must be a number that ends")
    return float(number)


def _read_member(value: object, cls: type[Enum]) -> Enum:
    for member in cls:
        if member.value == value and type(member.value) is type(value):
            return member
    raise ValueError(f"must be one of {', '.join(str(member.value) for member in cls)}")


def _read_day(value: object, _: object) -> date:
    text = _require_exactly(str, "a day such as 2026-01-31", value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("must be a day such as 2026-01-31")
    return day


def _read_moment(value: object, _: object) -> datetime:
    wanted = "a moment with its time zone such as 2026-01-31T08:00:00+08:00"
    text = _require_exactly(str, wanted, value)
    try:
        moment = datetime.fromisoformat(text)
        offset = moment.utcoffset()
    except ValueError:
        raise ValueError(f"must be {wanted}") from None
    if offset is None or offset.seconds % 60 or offset.microseconds:
        raise ValueError(f"must be {wanted}")
    return moment


def _require_exactly(cls: type[T], wanted: str, value: object) -> T:
    # Not isinstance: to Python a bool is a number, and neither is meant where the other stands.
    if type(value) is not cls:
        raise ValueError(f"must be {wanted}, not {_sort_of(value)}")
    return value


def _require(cls: Any, wanted: str, value: object) -> Any:
    if not isinstance(value, cls):
        raise ValueError(f"must be {wanted}, not {_sort_of(value)}")
    return value


def _sort_of(value: object) -> str:
    """What sort of thing a value is; never the value, which may be personal."""
    sorts = {str: "text", bool: "true or false", NoneType: "null", list: "a list", dict: "an object"}
    return "a number" if type(value) in {int, float} else sorts.get(type(value), type(value).__name__)


def _quoted(key: object) -> str:
    """A key from outside, of which an error must say which it is: cut short, and with nothing in it that prints oddly."""
    if not isinstance(key, str):
        return _sort_of(key)
    return repr(key if len(key) <= _LONGEST_KEY else key[:_LONGEST_KEY] + "…")


def _listed(keys: Iterable[object]) -> str:
    quoted = sorted(map(_quoted, keys))
    more = len(quoted) - _MOST_KEYS
    return ", ".join(quoted[:_MOST_KEYS]) + (f" and {more} more" if more > 0 else "")


def _sentence(error: BaseException, _: object) -> str:
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        return f"has unknown keys: {_listed(error.extra_fields)}"
    if isinstance(error, KeyError):
        return "is missing"
    return str(error.args[0]) if error.args else str(error)
