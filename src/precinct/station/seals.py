"""What a unit of work seals, opens and erases: the marks that the ledger is given with its entries."""

from collections.abc import Mapping

from precinct.basics.ledger_errors import Erased, Sealed
from precinct.station.records import Records
from precinct.workflow.matter import Matter

_NONE: frozenset[str] = frozenset()
LookedFor = tuple[tuple[str, ...], tuple[str, ...]]
"""Names, and the matters that were found under them."""


class Seals:
    """Follows what the matters of a unit seal and erase.

    Args:
        records: the ledger.
        staged: the matters that the unit has written so far, by id; it is looked into, never changed.

    Attributes:
        marks: the matters that are sealed, or are no more, once the unit is recorded.
        erased: the matters whose content goes with it.
    """

    def __init__(self, records: Records, staged: Mapping[str, Matter]) -> None:
        self._records = records
        self._staged = staged
        self.marks: dict[str, bool] = {}
        self.erased: dict[str, None] = {}

    def follow(self, before: Matter | None, after: Matter) -> list[LookedFor]:
        """Take down what a step seals, opens and erases. What another matter seals, too, stays sealed.

        Args:
            before: the matter before it; None where the step opened it.
            after: the matter after it.

        Returns:
            what was looked for, and what was found: whoever seals or opens the same in the meantime is a conflict.

        Raises:
            ValueError: a matter that is still open would be sealed, or one erased that the unit itself writes.
        """
        looked_for: list[LookedFor] = []
        sealed, erased = (before.seals, before.erases) if before is not None else (_NONE, _NONE)
        if after.seals != sealed:
            for name in sorted(after.seals - sealed):
                self._require_ended(name)
                self.marks[name] = True
            for name in sorted(sealed - after.seals):
                looked_for.append(((name,), self._records.recorder.find((name,))))
                self.marks[name] = bool(self._sealed_by(name, after.id))
        for name in sorted(after.erases - erased):
            if name in self._staged:
                raise ValueError(
                    f"matter {name} has entries in this unit of work; record them before it is erased"
                )
            self.erased[name] = None
        return looked_for

    def require_open(self, matter: str) -> LookedFor:
        """See that the record of a matter is neither sealed nor erased.

        Returns:
            what was looked for, and what was found: whoever seals it in the meantime has a name of it, so that
            this unit of work is a conflict then.

        Raises:
            Sealed, Erased: it is.
        """
        if matter in self.erased:
            raise Erased(matter, next(name for name, one in self._staged.items() if matter in one.erases))
        if self.marks.get(matter):
            raise Sealed(matter, self._sealed_by(matter))
        if matter not in self.marks and matter not in self._staged:
            self._records.require_open(matter)
        return (matter,), self._records.recorder.find((matter,))

    def _sealed_by(self, matter: str, other_than: str = "") -> str:
        """The id of a matter that seals another one once the unit is recorded; "" where none does."""
        recorded = (name for name in self._records.recorder.find((matter,)) if name not in self._staged)
        seals = {name: one.seals for name, one in self._staged.items()}
        seals |= {name: self._records.brief(name).seals for name in recorded}
        return next((name for name, held in seals.items() if matter in held and name != other_than), "")

    def _require_ended(self, matter: str) -> None:
        staged = self._staged.get(matter)
        ended = (
            self._records.procedure.workflow_of(staged).ended(staged)
            if staged is not None
            else self._records.brief(matter).ended
        )
        if not ended:
            raise ValueError(f"matter {matter} is open; only what has ended is sealed, so let it end first")
