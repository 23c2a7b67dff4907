"""Moments carry their time zone, and the engine never asks what time it is: a clock is handed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import attrs

from precinct.basics.errors import NaiveDatetime, WrongType

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def require_aware(where: str, moment: datetime) -> datetime:
    """The moment itself, if it has a time zone.

    Raises:
        NaiveDatetime: it has none.
        WrongType: it is no moment.
    """
    try:
        if moment.tzinfo is None or moment.utcoffset() is None:
            raise NaiveDatetime(where, moment)
    except AttributeError:  # so what is a moment does not wait for the question
        do = "a text is read by datetime.fromisoformat, and a day is no moment"
        raise WrongType(where, moment, "a datetime with a time zone", do) from None
    return moment


def aware(instance: object, attribute: "attrs.Attribute[Any]", value: datetime) -> None:
    """An attrs validator: this moment has a time zone."""
    if not isinstance(value, datetime):
        raise TypeError(f"{attribute.name} must be a datetime with a time zone, not {value!r}")
    require_aware(f"{type(instance).__name__}.{attribute.name}", value)
