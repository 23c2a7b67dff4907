"""The matters that were seen last. They are frozen, so one copy serves everybody who asks."""

from threading import Lock

from precinct.workflow.matter import Matter

SIZE = 1_024
"""How many are kept; the one that was put down longest ago goes first."""


class Shelf:
    """Keeps matters as they stood at a version, so that the next one who asks need not replay them.

    Whoever takes one says which version the ledger has; an older one is as good as none.
    """

    def __init__(self) -> None:
        self._matters: dict[str, Matter] = {}
        self._lock = Lock()

    def take(self, id: str, version: int) -> Matter | None:
        """The matter at this version, if it is here."""
        found = self._matters.get(id)
        return found if found is not None and found.version == version else None

    def drop(self, id: str) -> None:
        """Keep a matter no longer."""
        with self._lock:
            self._matters.pop(id, None)

    def put(self, matter: Matter) -> None:
        """Keep a matter that the ledger has."""
        with self._lock:
            self._matters.pop(matter.id, None)
            self._matters[matter.id] = matter
            if len(self._matters) > SIZE:
                del self._matters[next(iter(self._matters))]
