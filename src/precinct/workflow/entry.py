"""What the ledger keeps of an accepted action, and what the caller gets back."""

from datetime import datetime
from typing import Any, Generic, TypeVar

import attrs

from precinct.basics.text import Named
from precinct.people.person import PERSONAL
from precinct.workflow.matter import Matter, State

M = TypeVar("M", bound=Matter)


class Follow(Named):
    """What may follow from an accepted action."""

    LIMIT_STARTS = "limit_starts", "期限起算"
    LIMIT_PAUSES = "limit_pauses", "期限中止"
    LIMIT_RESUMES = "limit_resumes", "期限恢复"
    LIMIT_EXTENDS = "limit_extends", "期限延长"
    LIMIT_ENDS = "limit_ends", "期限终止"
    PAPER_DUE = "paper_due", "应出具文书"
    HAND_OVER = "hand_over", "应移交"


@attrs.frozen
class FollowUp:
    """One thing that follows from an accepted action, as data: the engine does none of it.

    Args:
        what: its sort.
        code: the time limit, paper or kind of matter.
        at: the moment from which a limit runs, where it is not that of the action.
        by: the limit whose length a running one grows by; empty for everything else.
    """

    what: Follow
    code: str
    at: datetime | None = None
    by: str = ""


@attrs.frozen
class Entry:
    """An accepted action. Never changed once it is written.

    Args:
        matter: the id of the matter.
        kind: the kind of the matter.
        version: the matter's version after the action, from 1 without gaps.
        action: the action with its payload.
        from_state: where the matter stood; None for an opening.
        to_state: where it stands now.
        changes: the fields that the action changed, with their new values.
        actor: the id of who acted.
        on_behalf_of: the id of the person for whom the actor acted.
        recorded_by: the id of who wrote it down.
        companions: the ids of who took part.
        occurred_at: when it happened.
        recorded_at: when it was written down.
        law: the pack and its version.
        definition: the workflow and its version.
        follow_ups: the limits it starts and ends, the papers and hand-overs it asks for.
    """

    matter: str
    kind: str
    version: int
    action: Any
    from_state: State | None
    to_state: State
    changes: tuple[tuple[str, object], ...] = attrs.field(**PERSONAL)
    actor: str
    on_behalf_of: str | None
    recorded_by: str
    companions: tuple[str, ...]
    occurred_at: datetime
    recorded_at: datetime
    law: str
    definition: str
    follow_ups: tuple[FollowUp, ...]


@attrs.frozen
class Outcome(Generic[M]):
    """What an accepted action made.

    Args:
        matter: the matter as it stands now.
        entry: what the ledger is to keep.
    """

    matter: M
    entry: Entry

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """What follows from it."""
        return self.entry.follow_ups
