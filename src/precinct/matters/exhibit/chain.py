"""The chain of custody, read out of the entries: the matter keeps its head alone, so that it does not grow."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from precinct.matters.exhibit.actions import HandOver, Lend, Release, ReturnToOwner, SendWithCase, TakeBack
from precinct.people.person import PERSONAL
from precinct.workflow.entry import Entry


@attrs.frozen
class Link:
    """One hand-over.

    Args:
        version: the entry that records it.
        giver: the id of who gave.
        taker: the id of who took.
        at: when.
        condition: in what state.
        content_hash: the hash as checked then, empty where there is none.
    """

    version: int
    giver: str
    taker: str
    at: datetime
    condition: str = attrs.field(default="", **PERSONAL)
    content_hash: str = ""


@attrs.frozen
class Chain:
    """A chain of custody.

    Args:
        links: the hand-overs in their order.
        holder: the id of who has it at the end; empty where nobody of the police has.
        broken_at: the versions at which a giver was not the holder, or an entry is missing.
    """

    links: tuple[Link, ...]
    holder: str
    broken_at: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether it has no gap and each giver was the holder."""
        return not self.broken_at


def custody_chain(entries: Iterable[Entry]) -> Chain:
    """Read the chain of custody of one exhibit.

    Args:
        entries: all entries of the exhibit, in their order.
    """
    links: list[Link] = []
    broken: list[int] = []
    holder, last = "", 0
    for entry in entries:
        if entry.version != last + 1:
            broken.append(entry.version)
        link = _link(entry, holder)
        if link is not None:
            links.append(link)
            if link.giver != holder and entry.version not in broken:
                broken.append(entry.version)
        holder = str(dict(entry.changes).get("holder", holder)) if link is None else link.taker
        last = entry.version
    return Chain(tuple(links), holder, tuple(broken))


def _link(entry: Entry, holder: str) -> Link | None:
    a = entry.action
    if isinstance(a, HandOver | Lend | TakeBack | SendWithCase):
        return Link(entry.version, a.giver, a.taker, entry.occurred_at, a.condition, a.content_hash)
    if isinstance(a, ReturnToOwner | Release):
        return Link(entry.version, holder, a.taker, entry.occurred_at, "", a.content_hash)
    return None
