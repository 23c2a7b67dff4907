"""What an entry says beside its content: all that is left where the content was erased, or may not be shown."""

from datetime import datetime

import attrs

from precinct.workflow.entry import FollowUp
from precinct.workflow.matter import State


@attrs.frozen
class Header:
    """An entry without payload and changes. Nothing in it is personal content.

    Args:
        matter: the id of the matter.
        kind: its kind.
        version: the matter's version after the action.
        action: the name of the action's class.
        from_state: where the matter stood; None for an opening.
        to_state: where it stands now.
        actor: the id of who acted.
        on_behalf_of: the id of the person for whom the actor acted.
        recorded_by: the id of who wrote it down.
        companions: the ids of who took part.
        occurred_at: when it happened.
        recorded_at: when it was written down.
        law: the pack and its version.
        definition: the workflow and its version.
        follow_ups: what follows from it.
        step: how many entries of the same unit of work stand before it.
    """

    matter: str
    kind: str
    version: int
    action: str
    from_state: State | None
    to_state: State
    actor: str
    on_behalf_of: str | None
    recorded_by: str
    companions: tuple[str, ...]
    occurred_at: datetime
    recorded_at: datetime
    law: str
    definition: str
    follow_ups: tuple[FollowUp, ...]
    step: int = 0
