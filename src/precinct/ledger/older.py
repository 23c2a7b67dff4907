"""Entries that were written under an older definition: names that have changed since, and fields that are gone."""

from collections.abc import Collection, Mapping
from typing import Any


def with_old_names(now: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """What is known by name, found by its former names too.

    Args:
        now: what is known, by today's names.
        renamed: old names and what they became, in several steps if need be.
    """
    known = dict(now)
    for old in renamed:
        name, steps = old, 0
        while name not in now and name in renamed and steps <= len(renamed):
            name, steps = renamed[name], steps + 1
        if name in now:
            known[old] = now[name]
    return known


def under_new_names(
    fields: Mapping[str, Any], known: Collection[str], renamed: Mapping[str, str]
) -> dict[str, Any]:
    """Stored fields under today's names.

    Args:
        fields: as they were stored.
        known: the names of today's fields; they are left alone.
        renamed: old names and what they became.
    """
    return {name if name in known else renamed.get(name, name): value for name, value in fields.items()}


def first_lost(before: Any, after: Any, place: str = "") -> str | None:
    """The path of the first key of a JSON value that another one no longer has; None if it has all.

    Args:
        before: the value that was stored.
        after: the value that was understood.
        place: the path so far.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key not in after:
                return f"{place}{key}"
            lost = first_lost(value, after[key], f"{place}{key}.")
            if lost is not None:
                return lost
    if isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=False):
            lost = first_lost(one, other, place)
            if lost is not None:
                return lost
    return None
