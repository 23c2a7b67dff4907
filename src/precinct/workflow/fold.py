"""Entries folded into what they made: the newest value of each field, and nothing but that."""

from collections.abc import Iterable, Mapping

from precinct.basics.errors import NotAHistory
from precinct.workflow.matter import State


class Fold:
    """One matter, as far as its entries were taken in.

    Args:
        kind: its kind.
        matter: its id.
    """

    __slots__ = ("fields", "kind", "matter", "state", "version")

    def __init__(self, kind: str, matter: str) -> None:
        self.kind: str = kind
        self.matter: str = matter
        self.version: int = 0
        self.state: State | None = None
        self.fields: dict[str, object] = {}

    def take(
        self,
        kind: str,
        matter: str,
        version: int,
        from_state: State | None,
        to_state: State,
        changes: Mapping[str, object] | Iterable[tuple[str, object]],
    ) -> None:
        """Take in the next entry; the arguments are what it says.

        Raises:
            NotAHistory: it is not the next one of this matter.
        """
        if version != self.version + 1:
            raise NotAHistory(f"version {version} follows {self.version or None}")
        if from_state is not self.state:
            raise NotAHistory(f"version {version} begins in {from_state}, where nothing led")
        if kind != self.kind or matter != self.matter:
            raise NotAHistory(f"an entry of {kind} {matter} is among them")
        self.fields.update(changes)
        self.version = version
        self.state = to_state
