"""One generated function a row: ask every condition, and make the new matter, its entry and the outcome.

This is what every accepted action pays for, so it is written out for each row as a careful person would write
it by hand: no loops over conditions, no empty steps, one call. Its lines hold nothing but names of our own fields; what
they stand for is handed in. The full answer to a refusal is `Weighing`'s, which asks the same conditions in the
same order; that both agree is the third law.
"""

from collections.abc import Callable
from typing import Any

import attrs

from precinct.basics.frozen import fields_of, fill, generate
from precinct.workflow.action import OpeningRow, Row, Since
from precinct.workflow.entry import Entry, Follow, FollowUp, Outcome
from precinct.workflow.guard import Authority
from precinct.workflow.matter import State

Take = Callable[[Any, Any, Any], Outcome[Any] | None]
"""`(matter, action, context)` → the outcome, or None where a condition does not hold."""

Permit = Callable[[Any, Any, Any], bool]
"""`(matter, action, context)` → whether every condition holds."""

_KEPT = frozenset({"id", "state", "version"})


@attrs.frozen
class Stamp:
    """What stands in every entry of one workflow.

    Args:
        kind: the kind of matter.
        law: the pack and its version.
        definition: the workflow and its version.
    """

    kind: str
    law: str
    definition: str


def acceptance(cls: type, row: Row[Any], state: State, stamp: Stamp, otherwise: Take | None) -> Take:
    """The function for one row in one state.

    Args:
        cls: the class of the matter.
        row: the row.
        state: the state under which it stands.
        stamp: what stands in every entry.
        otherwise: the function of the next row of the same action, for where this one's `where` is false.
    """
    lines: list[str] = []
    names: dict[str, object] = {
        "from_state": state,
        "to_state": state if row.to is None else row.to,
    }
    names |= attrs.asdict(stamp)
    if row.where is not None and otherwise is not None:
        names |= {"where": row.where, "otherwise": otherwise}
        lines += [
            "chosen = where(matter, action, context)",
            "if chosen is False: return otherwise(matter, action, context)",
            "if chosen is not True: raise TypeError(f'it answered {chosen!r}')",
        ]
    asked, tests = _asked(row, "None")
    names |= tests
    lines += asked
    lines.append("version = matter.version + 1")
    names["follow_ups"] = follow_ups_of(row)
    entry = dict(_ENTRY)
    made = fill("after", "Matter", {name: f"matter.{name}" for name in fields_of(cls)} | _MOVED)
    if row.effect is not None:
        names |= {"effect": row.effect, "free": require_free}
        made[-1:-1] = [
            "changes = tuple(effect(matter, action, context).items())",
            "for name, value in changes:",
            "    setattr(after, free(name), value)",
        ]
        entry["changes"] = "changes"
    lines += made
    since = since_of(row)
    if since:
        names["since"] = since
        entry["follow_ups"] = "(*follow_ups, *[start(after) for start in since])"
    lines += [
        *fill("entry", "Entry", entry),
        *fill("outcome", "Outcome", {"matter": "after", "entry": "entry"}),
        "return outcome",
    ]
    classes = {"Matter": cls, "Entry": Entry, "Outcome": Outcome}
    return generate("take", ["matter", "action", "context"], lines, classes=classes, names=names)


def permission(row: Row[Any]) -> Permit:
    """The function that says whether all that a row asks holds, where nothing is to be made of it yet.

    Args:
        row: the row, already chosen.
    """
    lines, names = _asked(row, "False")
    return generate(
        "permit", ["matter", "action", "context"], [*lines, "return True"], classes={}, names=names
    )


def _asked(row: Row[Any], otherwise: str) -> tuple[list[str], dict[str, object]]:
    """The lines that ask a row's conditions in order, and what their names stand for."""
    names: dict[str, object] = {"by": row.by}
    lines = [
        "actor = context.actor",
        f"if by.isdisjoint(actor.roles): return {otherwise}",
        f"if matter.recused and not context.involved.isdisjoint(matter.recused): return {otherwise}",
    ]
    for number, condition in enumerate(row.conditions):
        names[f"test_{number}"] = condition.test
        lines.append(f"if test_{number}({_arguments(row, condition)}) is not True: return {otherwise}")
    return lines, names


_MOVED = {"state": "to_state", "version": "version"}

_ENTRY = {
    "matter": "matter.id",
    "kind": "kind",
    "version": "version",
    "action": "action",
    "from_state": "from_state",
    "to_state": "to_state",
    "changes": "()",
    "actor": "actor.id",
    "on_behalf_of": "context.on_behalf_of",
    "recorded_by": "context.recorded_by",
    "companions": "context.companion_ids",
    "occurred_at": "context.occurred_at",
    "recorded_at": "context.recorded_at",
    "law": "law",
    "definition": "definition",
    "follow_ups": "follow_ups",
}


def _arguments(row: Row[Any], condition: object) -> str:
    if isinstance(condition, Authority):
        return "context"
    return "matter, action, context" if condition in row.given else "matter, context"


def require_free(name: str) -> str:
    """The name of a field that an effect may set.

    Raises:
        AttributeError: the engine alone sets it.
    """
    if name in _KEPT:
        raise AttributeError(f"{name} is set by the engine alone")
    return name


def follow_ups_of(row: Row[Any] | OpeningRow[Any]) -> tuple[FollowUp, ...]:
    """What follows from a row whatever the payload."""
    columns = {
        Follow.LIMIT_STARTS: row.starts,
        Follow.PAPER_DUE: row.papers,
    }
    if isinstance(row, Row):
        columns |= {
            Follow.LIMIT_PAUSES: row.pauses,
            Follow.LIMIT_RESUMES: row.resumes,
            Follow.LIMIT_ENDS: row.ends,
            Follow.HAND_OVER: row.hands_over,
        }
    longer = row.extends if isinstance(row, Row) else ()
    return (
        *(FollowUp(Follow.LIMIT_EXTENDS, one.code, by=one.by) for one in longer),
        *(FollowUp(what, code) for what in Follow for code in columns.get(what, ()) if isinstance(code, str)),
    )


def since_of(row: Row[Any] | OpeningRow[Any]) -> tuple[Callable[[Any], FollowUp], ...]:
    """Readers of the limits that run from another moment than that of the action."""

    def reader(start: Since[Any]) -> Callable[[Any], FollowUp]:
        return lambda matter: FollowUp(Follow.LIMIT_STARTS, start.code, start.moment(matter))

    return tuple(reader(start) for start in row.starts if isinstance(start, Since))
