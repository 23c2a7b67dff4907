"""What a unit of work seals, opens and erases: the marks that the ledger is given with its entries."""

from collections.abc import Mapping

from precinct.basics.ledger_errors import Erased, Sealed
from precinct.station.records import Records
from precinct.workflow.matter import Matter


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

    def follow(self, before: Matter | None, after: Matter) -> None:
        """Take down what a step seals, opens and erases.

        Args:
            before: the matter before it; None where the step opened it.
            after: the matter after it.

        Raises:
            ValueError: a matter that is still open would be sealed, or one erased that the unit itself writes.
        """
        sealed, erased = (before.seals, before.erases) if before is not None else (_NONE, _NONE)
        if after.seals != sealed:
            for name in sorted(after.seals - sealed):
                self._require_ended(name)
                self.marks[name] = True
            self.marks |= dict.fromkeys(sorted(sealed - after.seals), False)
        for name in sorted(after.erases - erased):
            if name in self._staged:
                raise ValueError(
                    f"matter {name} has entries in this unit of work; record them before it is erased"
                )
            self.erased[name] = None

    def require_open(self, matter: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
            raise Sealed(matter, next(name for name, one in self._staged.items() if matter in one.seals))
        if matter not in self.marks and matter not in self._staged:
            self._records.require_open(matter)
        return (matter,), self._records.recorder.find((matter,))

    def _require_ended(self, matter: str) -> None:
        staged = self._staged.get(matter)
        ended = (
            self._records.procedure.workflow_of(staged).ended(staged)
            if staged is not None
            else self._records.brief(matter).ended
        )
        if not ended:
            raise ValueError(f"matter {matter} is open; only what has ended is sealed, so let it end first")


_NONE: frozenset[str] = frozenset()
