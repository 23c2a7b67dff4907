"""Values made up from what the fields of an attrs class say: their types, validators and names.

Nobody has to write a strategy for an action. A name helps to hit what guards ask for: a field called `case`
mostly holds the id of a case, one called `party` that of a party. Hits are likely, never certain.
"""

import types
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from precinct.law.pack import Pack
from precinct.matters.administrative_case import Penalty, PenaltyKind
from precinct.people.person import Capacity, Need, Party, Sex
from precinct.testing.chance import Chance, mostly, some
from precinct.workflow.action import Opening
from precinct.workflow.matter import Matter

T = TypeVar("T")

PEOPLE = ("p1", "p2", "p3")
"""The ids of private persons in what is made up here."""
OFFICERS = ("o1", "o2", "o3", "o4")
"""The ids of those who act."""

_NUMBERS = (0, 1, 2, 3, 150, 900, 2000, 4200)
_LEAST, _MOST = date(2022, 1, 1), date(2026, 12, 31)
_TRIES = 40


@attrs.frozen
class Surroundings:
    """What made-up payloads refer to.

    Args:
        law: the pack, for the names of acts.
        kinds: the kinds of matter; the related matter of each has the id of `matter_id`.
        at: the moment of the action.
        people: the ids of the parties.
        kind: the kind of matter to be opened or acted on.
        about: what the matter is about, such as the breach.
    """

    law: Pack
    kinds: tuple[str, ...]
    at: datetime
    people: tuple[str, ...] = PEOPLE
    kind: str = ""
    about: str = ""


Maker = Callable[[Chance, Surroundings], Any]
_TAUGHT: dict[Any, Maker] = {}


def teach(type_: Any, make: Maker) -> None:
    """Say how values of a type are made up, where its fields do not say enough.

    Args:
        type_: the type as it stands in an annotation.
        make: makes one from a chance and the surroundings.
    """
    _TAUGHT[type_] = make


def matter_id(kind: str) -> str:
    """The id of the related matter of a kind, in what is made up here."""
    return f"{kind}-1"


def payload(chance: Chance, cls: type[T], around: Surroundings) -> T:
    """An object of an attrs class, such as an action.

    Args:
        chance: who decides.
        cls: the class.
        around: what its fields may refer to.

    Raises:
        TypeError: a field has a type that nothing is known about; `teach` it.
        ValueError: its validators refused everything that was tried.
    """
    refused: Exception | None = None
    for _ in range(_TRIES):
        values = _values(chance, cls, around)
        try:
            return cls(**values)
        except (ValueError, TypeError) as error:
            refused = error
    raise ValueError(f"no {cls.__name__} in {_TRIES} tries passes its validators; teach() it") from refused


def _values(chance: Chance, cls: type[Any], around: Surroundings) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, annotation in fields_of(cls):
        if field.default is not attrs.NOTHING and field.name != "id" and not mostly(chance, 5):
            continue
        if field.name == "id" and issubclass(cls, Opening):
            values["id"] = "m1"
            continue
        value = value_of(chance, annotation, around, field.name)
        values[field.alias or field.name] = bounded(chance, value, field.validator)
    return values


def fields_of(cls: type[Any]) -> tuple[tuple["attrs.Attribute[Any]", Any], ...]:
    """The fields that an attrs class is made with, each with its type."""
    hashable: Any = cls
    return _fields(hashable)


@cache
def _fields(cls: Any) -> tuple[tuple["attrs.Attribute[Any]", Any], ...]:
    hints = get_type_hints(cls)
    return tuple((field, hints.get(field.name, str)) for field in attrs.fields(cls) if field.init)


def bounded(chance: Chance, value: Any, validator: Any) -> Any:
    """The value, brought within bounds that a validator of attrs states; what it does not state is tried.

    Args:
        chance: who decides.
        value: the value.
        validator: the validator of the field, None where it has none.
    """
    for one in getattr(validator, "_validators", (validator,)):
        bound = getattr(one, "bound", None)
        if isinstance(bound, int) and isinstance(value, int) and not one.compare_func(value, bound):
            strictly = {">": 1, "<": -1}.get(one.compare_op, 0)
            return bound + strictly
        least = getattr(one, "min_length", 0)
        if isinstance(value, str) and len(value) < least:
            return value + chance.text() * least
    return value


def value_of(chance: Chance, annotation: Any, around: Surroundings, name: str = "") -> Any:
    """A value of an annotated type.

    Args:
        chance: who decides.
        annotation: the type.
        around: what it may refer to.
        name: the name of the field, which may say what its text refers to.

    Raises:
        TypeError: nothing is known about this type.
    """
    for recipe in (_taught, _plain, _of_parts, _of_class):
        made = recipe(chance, annotation, around, name)
        if made is not _NOTHING:
            return made
    raise TypeError(f"{name or 'a value'}: nothing is known about {annotation!r}; teach() it")


_NOTHING: Any = object()


def _taught(chance: Chance, annotation: Any, around: Surroundings, name: str) -> Any:
    return _TAUGHT[annotation](chance, around) if annotation in _TAUGHT else _NOTHING


def _plain(chance: Chance, annotation: Any, around: Surroundings, name: str) -> Any:
    return _PLAIN[annotation](chance, around, name) if annotation in _PLAIN else _NOTHING


def _of_parts(chance: Chance, annotation: Any, around: Surroundings, name: str) -> Any:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        return value_of(chance, chance.pick(_something_first(args)), around, name)
    if origin is Literal:
        return chance.pick(args)
    if origin is frozenset or (origin is tuple and args[-1] is ...):
        return origin(_several(chance, args[0], around, name))
    if origin is tuple:
        return tuple(value_of(chance, arg, around, name) for arg in args)
    return _NOTHING


def _of_class(chance: Chance, annotation: Any, around: Surroundings, name: str) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return chance.pick(tuple(annotation))
    if isinstance(annotation, type) and attrs.has(annotation):
        return payload(chance, annotation, around)
    return _NOTHING


def _something_first(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(args, key=lambda arg: arg is type(None)))


def _several(chance: Chance, annotation: Any, around: Surroundings, name: str) -> Sequence[Any]:
    if annotation is Party:
        return [_party(chance, around, at) for at in range(chance.pick((2, 2, 2, 1, 3, 0)))]
    if annotation is str:
        known = _known(name, around)
        if known is not None and mostly(chance, 9):
            # Of matters one is linked at a time: that all of several are there is seldom.
            return [chance.pick(known)] if name in {"linked", "matters"} else some(chance, known)
        return some(chance, around.people if mostly(chance, 7) else OFFICERS)
    if isinstance(annotation, type) and issubclass(annotation, Enum) and not mostly(chance, 7):
        return tuple(annotation)
    return [value_of(chance, annotation, around, name) for _ in range(chance.pick((1, 2, 0)))]


def _str(chance: Chance, around: Surroundings, name: str) -> str:
    if name == "content_hash":
        return chance.pick(("a", "a", "b", ""))
    known = _known(name, around)
    if known and mostly(chance, 9):
        return chance.pick(known)
    sort = chance.number(0, 5)
    if sort == 0:
        return ""
    if sort == 1:
        return chance.pick((*around.people, *OFFICERS))
    if sort == 2:
        return chance.pick([matter_id(kind) for kind in around.kinds])
    return chance.text()


def _known(name: str, around: Surroundings) -> tuple[str, ...] | None:
    """What a field of this name mostly refers to, None where it says nothing."""
    singular = name.removesuffix("s")
    if singular in {"officer", "watcher", "giver", "taker", "keeper"}:
        return OFFICERS
    if singular in {"party", "by_party", "present", "signed_by", "told", "to"} or name.endswith(
        ("_told", "_writing", "_moved")
    ):
        return around.people
    if singular in {"linked", "matter"}:
        return tuple(matter_id(kind) for kind in around.kinds)
    if singular in {"act", "offence"}:
        return _acts(around.law)
    meant = _MEANS.get(name, singular)
    of_kind = tuple(matter_id(kind) for kind in around.kinds if kind == meant or kind.endswith(f"_{meant}"))
    return of_kind or None


_MEANS = {
    "credited_from": "custody",
    "for_other_acts": "custody",
    "from_administrative": "administrative_case",
    "from_criminal": "criminal_case",
    "reopens": "criminal_case",
    "split_from": "case",
}
"""Fields that hold the id of a matter and do not name its kind."""


@cache
def _acts(law: Pack) -> tuple[str, ...]:
    known = law.acts()
    sets: list[frozenset[str]] = [
        getattr(value, "names", frozenset()) for dated in law.series() for _, value in dated.series
    ]
    # A set with an act in it is one of acts; the others are grounds, places, measures.
    chosen = {name for names in sets if not known.isdisjoint(names) for name in names}
    # What a choice of the law names decides something, so it comes up more often than what does not.
    return (*sorted(chosen) * 3, *sorted(known - chosen), "snatching", "snatching")


_SELDOM_SO = {"contested", "disputed", "may_be_ill", "objects_to_cash"}
"""What stands in the way where it is so."""


def _bool(chance: Chance, around: Surroundings, name: str) -> bool:
    if name in _SELDOM_SO:
        return not mostly(chance, 9)
    return mostly(chance, 9 if name.endswith("signed") else 7)


def _int(chance: Chance, around: Surroundings, name: str) -> int:
    if name == "cash":
        return chance.pick((0, 50, 200))
    return chance.pick(_NUMBERS) if mostly(chance) else chance.number(0, 10_000)


def _datetime(chance: Chance, around: Surroundings, name: str) -> datetime:
    return around.at - timedelta(minutes=chance.pick((0, 1, 60, 1440, -60)))


def _date(chance: Chance, around: Surroundings, name: str) -> date:
    day = around.at.astimezone(around.law.zone).date() - timedelta(days=chance.pick((0, 1, 2, 30, -1, 400)))
    return min(max(day, _LEAST), _MOST)


def _party(chance: Chance, around: Surroundings, at: int) -> Party:
    people = around.people or PEOPLE
    who = people[at % len(people)] if mostly(chance, 9) else chance.pick(PEOPLE)
    capacities = tuple(Capacity)
    usual = (Capacity.VICTIM, Capacity.OFFENDER, Capacity.SUSPECT)[at % 3]
    capacity = usual if mostly(chance, 7) else chance.pick(capacities)
    born = chance.pick((None, date(1980, 2, 29), date(2008, 6, 1), date(1950, 1, 1), date(2012, 12, 31)))
    sex = chance.pick((None, *Sex))
    needs = frozenset[Need]() if mostly(chance, 9) else frozenset({chance.pick(tuple(Need))})
    return Party(who, chance.text(), capacity, born, sex, needs)


def _any_party(chance: Chance, around: Surroundings) -> Party:
    return _party(chance, around, chance.number(0, 2))


def _penalty(chance: Chance, around: Surroundings) -> Penalty:
    """Mostly what its kind says, often what the act may cost, and mostly small, as most are."""
    kind = chance.pick(tuple(PenaltyKind))
    days = chance.pick((5, 3, 10, 12, 15, 21)) if kind is PenaltyKind.DETENTION else 0
    fine = chance.pick((200, 50, 500, 501, 1000, 4200)) if kind is PenaltyKind.FINE else 0
    bounds = _bounds(around.law, around.about, around.at.astimezone(around.law.zone).date())
    if bounds and mostly(chance, 5):
        days, fine = chance.pick(bounds)
        kind = PenaltyKind.DETENTION if days else PenaltyKind.FINE
    if not mostly(chance, 9):
        days, fine = chance.number(0, 20), chance.number(0, 5000)
    parts: dict[str, Any] = {}
    for field, annotation in _fields(Penalty):
        if field.name not in {"kind", "fine", "days"} and not mostly(chance, 9):
            parts[field.name] = value_of(chance, annotation, around, field.name)
    return Penalty(kind, **{"fine": fine, "days": days, **parts})


@lru_cache(maxsize=512)
def _bounds(law: Pack, act: str, day: date) -> tuple[tuple[int, int], ...]:
    """The ends of what an act may cost, in days and yuan, each alone and both together, and a small fine."""
    if not law.has_penalties(act, day):
        return ()
    found: list[tuple[int, int]] = []
    for one in law.penalties(act, day).grades:
        days, fines = one.detention_days or (0,), one.fine or (0,)
        found += [(end, fine) for end in days for fine in (0, *fines)]
        found += [(0, fine) for fine in (*fines, fines[-1] // 10)]
    return tuple(dict.fromkeys(pair for pair in found if any(pair)))


_TAUGHT[Party] = _any_party
_TAUGHT[Penalty] = _penalty
_PLAIN: dict[Any, Callable[[Chance, Surroundings, str], Any]] = {
    str: _str,
    bool: _bool,
    int: _int,
    float: lambda chance, around, name: chance.number(0, 1000) / 8,
    datetime: _datetime,
    date: _date,
    timedelta: lambda chance, around, name: timedelta(minutes=chance.number(0, 10_000)),
    type(None): lambda chance, around, name: None,
}


def surroundings(law: Pack, kinds: Sequence[str], at: datetime, matter: Matter | None = None) -> Surroundings:
    """What payloads for this matter refer to: its parties first.

    Args:
        law: the pack.
        kinds: the kinds of matter that the procedure knows.
        at: the moment of the action.
        matter: the matter, or None before there is one.
    """
    people = tuple(sorted(matter.people)) if matter is not None else ()
    about = matter.about if matter is not None else ""
    return Surroundings(law, tuple(kinds), at, people or PEOPLE, about=about)
