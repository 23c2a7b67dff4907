"""Moments carry their time zone, and the engine never asks what time it is: a clock is handed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import attrs

from precinct.basics.errors import NaiveDatetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def require_aware(where: str, moment: datetime) -> datetime:
    """The moment itself, if it has a time zone.

    Raises:
        NaiveDatetime: it has none.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NaiveDatetime(where, moment)
    return moment


def aware(instance: object, attribute: "attrs.Attribute[Any]", value: datetime) -> None:
    """An attrs validator: this moment has a time zone."""
    if not isinstance(value, datetime):
        raise TypeError(f"{attribute.name} must be a datetime with a time zone, not {value!r}")
    require_aware(f"{type(instance).__name__}.{attribute.name}", value)
