"""Entries that were written under an older definition: names and meanings that have changed since, and fields that are gone."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from precinct.basics.ledger_errors import UnknownStored, UpcastFailed
from precinct.workflow.decision import crash_site
from precinct.workflow.table import AnyTable
from precinct.workflow.wording import Upcast, Wording


class Older:
    """What a table says about entries of its older versions.

    Args:
        table: the table.
    """

    def __init__(self, table: AnyTable) -> None:
        self._steps: dict[str, tuple[Upcast, ...]] = {}
        for version in range(1, table.version + 1):
            later = range(version, table.version)
            steps = tuple(table.upcasts[number] for number in later if number in table.upcasts)
            self._steps[f"{table.kind}@{version}"] = steps
        self.plain: frozenset[str] = frozenset(name for name, steps in self._steps.items() if not steps)
        """The definitions whose entries are read as they stand: today's, and older ones without an upcast since."""

    def retold(self, told: Wording, definition: str, where: str) -> Wording:
        """What an older entry says, in today's words.

        Args:
            told: what it says.
            definition: the workflow and version that wrote it.
            where: the matter and version, for errors.

        Raises:
            UnknownStored: a later version wrote it, or another workflow.
            UpcastFailed: a function of the table crashed, or answered nonsense.
        """
        now = told
        steps = self._steps.get(definition)
        if steps is None:
            raise UnknownStored("definition", definition, where)
        for upcast in steps:
            try:
                now = upcast(now)
            except Exception as error:  # noqa: BLE001 - the class and place alone, in a printed traceback too
                # What it says may quote the entry.
                raise UpcastFailed(definition, where, crash_site(error)) from None
            if not isinstance(now, Wording):
                raise UpcastFailed(definition, where, f"the answer is a {type(now).__name__} and no Wording")
            if (now.from_state, now.to_state) != (told.from_state, told.to_state):
                raise UpcastFailed(
                    definition, where, "it changed a state; say under `renamed` what became of it"
                )
        return now


def with_old_names(now: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """What is known by name, found by its former names too.

    Args:
        now: what is known, by today's names.
        renamed: old names and what they became, in several steps if need be.
    """
    known = dict(now)
    for old in renamed:
        name = _todays(old, now, renamed)
        if name in now:
            known[old] = now[name]
    return known


def under_new_names(
    fields: Mapping[str, Any], known: Collection[str], renamed: Mapping[str, str], where: str
) -> dict[str, Any]:
    """Stored fields under today's names.

    Args:
        fields: as they were stored.
        known: the names of today's fields; they are left alone.
        renamed: old names and what they became, in several steps if need be.
        where: the matter and version, for errors.

    Raises:
        UnknownStored: two of them would become one field, which can hold one value only.
    """
    named: dict[str, Any] = {}
    for name, value in fields.items():
        now = _todays(name, known, renamed)
        if now in named:
            raise UnknownStored("field", f"{now} under two names", where)
        named[now] = value
    return named


def _todays(name: str, known: Collection[str], renamed: Mapping[str, str]) -> str:
    """What a name became, step by step until it is one of today's or nothing follows."""
    for _ in renamed:
        if name in known or name not in renamed:
            break
        name = renamed[name]
    return name


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


def rounds(before: Any, after: Any) -> bool:
    """Whether a JSON value has a number that another one no longer has.

    A whole number beyond 2**53 becomes its neighbour where today's field is a float. They are counted wherever they
    stand, because a set comes back in another order.

    Args:
        before: the value that was stored.
        after: the value that was understood.
    """
    return bool(Counter(_numbers(before)) - Counter(_numbers(after)))


def _numbers(value: Any) -> Iterator[int | float]:
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _numbers(one)
