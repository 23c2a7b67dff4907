"""Undoing a migration: by an entry of its own, and only where nothing has happened since."""

from collections.abc import Sequence
from typing import TypeVar

from precinct.basics.text import Text
from precinct.law.citation import HOUSE_RULE
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.decision import Decision, Reason, Refusal
from precinct.workflow.entry import Entry, Follow, FollowUp, Outcome
from precinct.workflow.matter import Matter, State
from precinct.workflow.migrating import Migrate, TakeBack
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)

_SYSTEM = Text("由系统撤回", "the system takes it back")
_LAST = Text("迁移之后未有其他动作", "the migration is the last thing that happened")


def decide_to_take_back(workflow: Workflow[M, S], history: Sequence[Entry], context: Context) -> Decision:
    """May a migration be undone?

    Args:
        workflow: the workflow of the matter.
        history: all its entries, oldest first.
        context: the circumstances; the system acts.
    """
    last = history[-1]
    reasons = []
    if Role.SYSTEM not in context.actor.roles:
        reasons.append(Reason("engine.role", _SYSTEM, (HOUSE_RULE,), (("actor", context.actor.id),)))
    elif not isinstance(last.action, Migrate):
        facts = (("last", type(last.action).__name__), ("version", str(last.version)))
        reasons.append(Reason("engine.acted_since", _LAST, (HOUSE_RULE,), facts))
    return Decision(
        workflow.kind,
        TakeBack.__name__,
        last.to_state,
        tuple(reasons),
        authorised=Role.SYSTEM in context.actor.roles,
        to=None if reasons else last.from_state,
    )


def take_back(
    workflow: Workflow[M, S], history: Sequence[Entry], action: TakeBack, context: Context
) -> Outcome[M]:
    """Undo the migration that is the last of a matter's entries.

    The matter stands where it stood, with the fields that it had; the limits that the migration started end.

    Args:
        workflow: the workflow of the matter.
        history: all its entries, oldest first.
        action: says why.
        context: the circumstances; the system acts.

    Returns:
        the matter as it stands now, and the entry for the ledger.

    Raises:
        Refusal: it may not be undone, with every reason.
        NotAHistory: the entries are not all of one matter.
    """
    decision = decide_to_take_back(workflow, history, context)
    if not decision.allowed:
        raise Refusal(decision)
    last, before = history[-1], workflow.replay(history[:-1])
    entry = Entry(
        matter=last.matter,
        kind=last.kind,
        version=last.version + 1,
        action=action,
        from_state=last.to_state,
        to_state=before.state,
        changes=tuple((name, getattr(before, name)) for name, _ in last.changes),
        actor=context.actor.id,
        on_behalf_of=context.on_behalf_of,
        recorded_by=context.recorded_by,
        companions=context.companion_ids,
        occurred_at=context.occurred_at,
        recorded_at=context.recorded_at,
        law=f"{workflow.law.name}@{workflow.law.version}",
        definition=workflow.definition,
        follow_ups=tuple(
            FollowUp(Follow.LIMIT_ENDS, one.code)
            for one in last.follow_ups
            if one.what is Follow.LIMIT_STARTS
        ),
    )
    return Outcome(workflow.replay((*history, entry)), entry)
