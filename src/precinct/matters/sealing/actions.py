"""What may be done with a sealed record. Reasons say nothing of what is sealed: they outlive an erasure."""

import attrs

from precinct.matters.sealing.record import QueryPurpose, SealGround, Sealing
from precinct.people.person import PERSONAL
from precinct.workflow.action import Action, Opening


@attrs.frozen
class Seal(Opening[Sealing]):
    """Seal the record of matters that have ended: all that one file holds, so that one query opens it.

    Args:
        matters: the ids of the matters.
        ground: why, as the law sorts it.
        reason: why, in words.
        authority: on which article, or by whose order.
    """

    zh = "封存"
    matters: tuple[str, ...]
    ground: SealGround
    reason: str = attrs.field(**PERSONAL)
    authority: str


@attrs.frozen
class Consult(Action[Sealing]):
    """Look into one sealed matter 依法查询; `Station.consult` records it first and shows the matter then.

    Args:
        matter: the id of the matter that is looked into.
        purpose: what for, as the law sorts it.
        organ: who asks: an organ or unit, not a person.
        state_organ: whether that is an organ of the state.
        reason: why, in words.
        authority: on which article, or on which letter.
    """

    zh = "查询"
    matter: str
    purpose: QueryPurpose
    organ: str
    state_organ: bool
    reason: str = attrs.field(**PERSONAL)
    authority: str


@attrs.frozen
class Unseal(Action[Sealing]):
    """Open the record to everybody at the station again, for example because the penalty is revised.

    Args:
        reason: why, in words.
        authority: on which article, or by whose order.
    """

    zh = "解除封存"
    reason: str = attrs.field(**PERSONAL)
    authority: str


@attrs.frozen
class Erase(Action[Sealing]):
    """Take the content of the sealed matters away for good; that they were there, and when, stays.

    Args:
        reason: why, in words.
        authority: on which article, or by whose order.
    """

    zh = "删除"
    reason: str = attrs.field(**PERSONAL)
    authority: str
