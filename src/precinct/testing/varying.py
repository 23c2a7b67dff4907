"""One thing changed: a field of a payload, a circumstance, something about a related matter.

A question that is refused for two reasons is often one change away from being refused for one. What is tried
first are the values that lie about already: in the matter, in the payload, in the facts of the refusal.
"""

import types
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs

from precinct.law.pack import Pack
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.chance import Chance, mostly, some
from precinct.testing.payloads import OFFICERS, Surroundings, bounded, fields_of, matter_id, value_of
from precinct.workflow.action import Opening

T = TypeVar("T")
Values = tuple[Any, ...]
"""Values that lie about: leaves and containers, in the order in which they were met."""

_TRIES = 5
_DAYS = (0, 1, 2, 3, 7, 10, 15, 30, 37, 60, 90, 180, 365, 1100)


def values_in(*things: object) -> Values:
    """Everything that objects hold, level by level down: fields, items, and the items of items.

    Args:
        things: a matter, a payload, briefs, texts.
    """
    found: list[Any] = []
    for thing in things:
        _gather(thing, found)
    return tuple(found)


def _gather(thing: Any, found: list[Any]) -> None:
    if thing is None or isinstance(thing, bool | Pack):
        return
    found.append(thing)
    cls: Any = type(thing)
    for name in _names(cls):
        _gather(getattr(thing, name), found)
    if isinstance(thing, tuple):
        for item in thing:
            _gather(item, found)
    elif isinstance(thing, frozenset):
        for item in sorted(thing, key=str):
            _gather(item, found)


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cls)) if attrs.has(cls) else ()


def names_of_fields(cls: type[Any]) -> tuple[str, ...]:
    """The names of the fields that can be changed in an object of this class."""
    return tuple(
        field.name for field, _ in fields_of(cls) if not (field.name == "id" and issubclass(cls, Opening))
    )


def with_field_changed(chance: Chance, thing: T, name: str, around: Surroundings, known: Values) -> T:
    """The same object with another value in one field, or the object itself where its validators refuse all.

    Args:
        chance: who decides.
        thing: an object of an attrs class.
        name: the name of the field.
        around: what the field may refer to.
        known: values that lie about.
    """
    field, annotation = next(pair for pair in fields_of(type(thing)) if pair[0].name == name)
    for _ in range(_TRIES):
        value = other(chance, getattr(thing, name), annotation, around, known, name)
        try:
            evolved: Any = attrs.evolve
            changed: T = evolved(thing, **{field.alias or name: bounded(chance, value, field.validator)})
        except (ValueError, TypeError):
            continue
        return changed
    return thing


def with_value(thing: T, name: str, value: object) -> T:
    """The same object with this value in a field, or the object itself where its validators refuse that.

    Args:
        thing: an object of an attrs class.
        name: the name of the field.
        value: the value.
    """
    changes: dict[str, Any] = {name: value}
    evolved: Any = attrs.evolve
    try:
        changed: T = evolved(thing, **changes)
    except (ValueError, TypeError):
        return thing
    return changed


def with_every_flag(thing: T, value: bool) -> T:
    """The same object with every yes or no in it set alike, in what it consists of too.

    Args:
        thing: an object of an attrs class.
        value: yes or no.
    """
    changes: dict[str, Any] = {}
    for field, _ in fields_of(type(thing)):
        old = getattr(thing, field.name)
        if isinstance(old, bool):
            changes[field.alias or field.name] = value
        elif attrs.has(type(old)):
            changes[field.alias or field.name] = with_every_flag(old, value)
    try:
        evolved: Any = attrs.evolve
        changed: T = evolved(thing, **changes)
    except (ValueError, TypeError):
        return thing
    return changed


def other(
    chance: Chance, value: Any, annotation: Any, around: Surroundings, known: Values, name: str = ""
) -> Any:
    """Another value of a type, often near the old one or one that lies about.

    Args:
        chance: who decides.
        value: the old value.
        annotation: the type.
        around: what it may refer to.
        known: values that lie about.
        name: the name of the field.
    """
    if get_origin(annotation) in {Union, types.UnionType}:
        options = get_args(annotation)
        if value is not None and type(None) in options and not mostly(chance, 7):
            return None
        annotation = chance.pick([option for option in options if option is not type(None)])
    if annotation is bool:
        return not value
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is frozenset or (origin is tuple and args[-1] is ...):
        return origin(_other_items(chance, tuple(_in_order(value)), args[0], around, known, name))
    if attrs.has(annotation) and isinstance(value, annotation) and mostly(chance, 7):
        inner = names_of_fields(annotation)
        return with_field_changed(chance, value, chance.pick(inner), around, known) if inner else value
    if mostly(chance, 6):
        fitting = _fitting(chance, value, annotation, around, known)
        if fitting:
            return chance.pick(fitting)
    return value_of(chance, annotation, around, name)


def _in_order(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, frozenset) else value or ()


def _other_items(
    chance: Chance, items: Values, annotation: Any, around: Surroundings, known: Values, name: str
) -> Values:
    """Items with one more, one less or one other; a single one; all that lie about; or others."""

    def one(old: Any) -> Any:
        return other(chance, old, annotation, around, known, name)

    sort = chance.pick(("more", "more", "less", "other", "other", "single", "known", "all", "anew"))
    if items and sort == "less":
        return items[:-1]
    if items and sort == "other":
        at = chance.number(0, len(items) - 1)
        return (*items[:at], one(items[at]), *items[at + 1 :])
    if sort == "known" and isinstance(annotation, type):
        return tuple(dict.fromkeys(value for value in known if type(value) is annotation))[:4]
    if sort == "all" and isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(annotation)
    made: Values = value_of(chance, tuple[annotation, ...], around, name) if sort == "anew" else (one(None),)
    return (*items, *made) if sort == "more" else made


def _fitting(chance: Chance, value: Any, annotation: Any, around: Surroundings, known: Values) -> Values:
    """Values of this type that lie about or lie near."""
    law = around.law
    if annotation is str:
        ids = tuple(matter_id(kind) for kind in around.kinds)
        texts = [str(one.value) if isinstance(one, Enum) else one for one in known if _is_text(one)]
        return ids if not mostly(chance, 7) else (*dict.fromkeys((*texts, *ids)),)
    if annotation is int:
        numbers = [int(one) for one in known if _is_number(one)]
        numbers += [0, 0, value + 1, value - 1, value * 2, value // 2] if isinstance(value, int) else []
        return tuple(number + chance.pick((0, 0, 1, -1)) for number in (*numbers, *amounts(law)))
    if annotation is datetime:
        moments = [one for one in known if isinstance(one, datetime)]
        moments += [] if value is None else [value]
        return tuple(moment + _some_days(chance) for moment in moments)
    if annotation is date:
        days = [one for one in known if isinstance(one, date) and not isinstance(one, datetime)]
        steps = [one.astimezone(law.zone).date() for one in known if isinstance(one, datetime)]
        changes = [chance.pick(turning_days(law))] if turning_days(law) else []
        return (*days, *changes, *(day + _some_days(chance) for day in (*days, *steps)))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        named = [member for member in annotation if member.value in known or member in known]
        return (*named, *annotation)
    return tuple(one for one in known if type(one) is annotation)


def _is_text(one: object) -> bool:
    return isinstance(one, str) or (isinstance(one, Enum) and isinstance(one.value, str))


def _is_number(one: object) -> bool:
    return isinstance(one, int) or (isinstance(one, str) and one.isascii() and one.isdigit() and len(one) < 9)


def _some_days(chance: Chance) -> timedelta:
    return timedelta(days=chance.pick(_DAYS) * chance.pick((1, -1)))


@cache
def amounts(law: Pack) -> tuple[int, ...]:
    """The numbers of a pack."""
    values = (value for dated in law.series() for _, value in dated.series)
    found = {amount for value in values if isinstance(amount := getattr(value, "amount", None), int)}
    return tuple(sorted(found))


@cache
def turning_days(law: Pack) -> tuple[date, ...]:
    """The days on which something in a pack changes, and the days before them."""
    changes = {since for dated in law.series() for since, _ in dated.series[1:]}
    return tuple(sorted({*changes, *(since - timedelta(days=1) for since in changes)}))


def other_actor(
    chance: Chance, actor: Actor, roles: frozenset[Role], around: Surroundings, known: Values
) -> Actor:
    """Somebody else, or the same with other roles.

    Args:
        chance: who decides.
        actor: who it was.
        roles: the roles that are asked for.
        around: what the fields may refer to.
        known: values that lie about.
    """
    sort = chance.number(0, 4)
    wanted = tuple(role for role in Role if role in roles) or tuple(Role)
    if sort == 0:
        return attrs.evolve(actor, roles={chance.pick(wanted)})
    if sort == 1:
        return attrs.evolve(actor, roles={*actor.roles, chance.pick((*wanted, *Role))})
    if sort == 2:
        return attrs.evolve(actor, roles={*some(chance, tuple(Role))})
    if sort == 3:
        met = dict.fromkeys(one for one in known if one in OFFICERS)
        return attrs.evolve(actor, id=chance.pick((*met, *OFFICERS)))
    others = [name for name in names_of_fields(Actor) if name not in {"id", "name", "roles"}]
    return with_field_changed(chance, actor, chance.pick(others), around, known)
