"""The one place where an accepted action becomes a new matter and its entry.

For every class of matter a function is generated that copies the matter, fills the entry and wraps both: one
call and no keyword, because this is what every accepted action pays for.
"""

from collections.abc import Callable
from typing import Any

from precinct.basics.frozen import fields_of, fill, generate
from precinct.workflow.entry import Entry, Outcome

Accept = Callable[..., Outcome[Any]]
"""`(matter, action, context, move, changes)` → the outcome."""

_ENTRY = {
    "matter": "matter.id",
    "kind": "kind",
    "version": "version",
    "action": "action",
    "from_state": "matter.state",
    "to_state": "to",
    "changes": "changes",
    "actor": "context.actor.id",
    "on_behalf_of": "context.on_behalf_of",
    "recorded_by": "context.recorded_by",
    "companions": "context.companion_ids",
    "occurred_at": "context.occurred_at",
    "recorded_at": "context.recorded_at",
    "law": "law",
    "definition": "definition",
    "follow_ups": "follow_ups",
}


def acceptance(cls: type, *, kind: str, law: str, definition: str) -> Accept:
    """The function that lets the matters of one workflow take a step.

    Args:
        cls: the class of the matter.
        kind: the kind of the matter, for the entries.
        law: the pack and its version, for the entries.
        definition: the workflow and its version, for the entries.
    """
    copied = {name: f"matter.{name}" for name in fields_of(cls)} | {"state": "to", "version": "version"}
    made = fill("after", "Matter", copied)
    body = [
        "to = move.to",
        "version = matter.version + 1",
        *made[:-1],
        "for name, value in changes:",
        "    if name in kept: raise AttributeError(f'{name} is set by the engine alone')",
        "    setattr(after, name, value)",
        made[-1],
        "follow_ups = move.follow_ups",
        "if move.since: follow_ups = (*follow_ups, *[start(after) for start in move.since])",
        *fill("entry", "Entry", _ENTRY),
        *fill("outcome", "Outcome", {"matter": "after", "entry": "entry"}),
        "return outcome",
    ]
    return generate(
        f"accept_{cls.__name__}",
        ["matter", "action", "context", "move", "changes"],
        body,
        classes={"Matter": cls, "Entry": Entry, "Outcome": Outcome},
        constants={
            "kind": kind,
            "law": law,
            "definition": definition,
            "kept": frozenset({"id", "state", "version"}),
        },
    )
