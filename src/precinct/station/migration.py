"""What a new table means for the matters that are open: tried dry, then written, and taken back if need be.

Most changes move nothing: `Table.renamed` and upcasts tell older entries in today's words. What is left are matters
that today's table wants elsewhere. The table says which, by rows for `Migrate`; here they are found, all of them asked,
and moved, each by an entry of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import attrs

from precinct.basics.clock import Clock
from precinct.basics.errors import PrecinctError
from precinct.basics.ledger_errors import Conflict, Erased, LedgerError, Sealed, UnknownStored, UpcastFailed
from precinct.people.person import SYSTEM
from precinct.station.records import Records
from precinct.station.unit import Circumstances, UnitOfWork
from precinct.workflow.decision import Decision, Refusal
from precinct.workflow.entry import Entry
from precinct.workflow.matter import Matter
from precinct.workflow.migrating import Migrate, TakeBack

BATCH = 100
"""How many matters are moved in one unit of work."""


@attrs.frozen
class Fate:
    """What becomes of one open matter.

    Args:
        matter: its id.
        kind: its kind.
        state: the name of the state in which it stands.
        to: the name of the state in which it is to stand; empty where it cannot be moved.
        why_not: why it cannot, in words.
        decision: what the table says about it; None where it could not even be read.
    """

    matter: str
    kind: str
    state: str
    to: str = ""
    why_not: str = ""
    decision: Decision | None = None


@attrs.frozen
class Moved:
    """What a migration did.

    Args:
        moved: the matters that were moved.
        left: those that were not, because somebody acted on them in the meantime and now something stands against it.
        refused: those of which the dry run knew that they cannot be moved, and why; nothing was tried with them, and they
            stand as they stood.
    """

    moved: tuple[Fate, ...]
    left: tuple[Fate, ...]
    refused: tuple[Fate, ...]

    @property
    def complete(self) -> bool:
        """Whether no open matter stays behind that was to be moved."""
        return not (self.left or self.refused)


class Migration:
    """One pass over all open matters; `Station.migration` and `Station.taking_back` make it. Nothing is written yet.

    Args:
        records: the ledger.
        clock: says what time it is.
        why: what changed, and on whose order; stands in every entry.
        kind: only matters of this kind.
        on_behalf_of: the id of who ordered it.
        back: whether migrations are taken back.
    """

    def __init__(
        self,
        records: Records,
        clock: Clock,
        why: str,
        *,
        kind: str | None = None,
        on_behalf_of: str | None = None,
        back: bool = False,
    ) -> None:
        self._records = records
        self._clock = clock
        self._why = why
        self._how: Circumstances = {} if on_behalf_of is None else {"on_behalf_of": on_behalf_of}
        self._step: Callable[[str, str, UnitOfWork], Fate | None] = self._back if back else self._forth
        moved: list[Fate] = []
        refused: list[Fate] = []
        renamed, fine = Counter[tuple[str, str, str]](), 0
        for head in records.recorder.heads(kind=kind, ended=False):
            fate, now = self._fate(head.matter, head.kind, head.state)
            if now != head.state:
                renamed[head.kind, head.state, now] += 1
            if fate is None:
                fine += 1
            else:
                (moved if fate.to else refused).append(fate)
        self.fine: int = fine
        """How many open matters stay as they are."""
        self.moved: tuple[Fate, ...] = tuple(moved)
        """Those that are to be moved."""
        self.refused: tuple[Fate, ...] = (*refused, *self._unknown_limits(kind))
        """Those that cannot be read under today's tables, or that the table does not let go, and why; `apply` leaves
        them where they stand."""
        self.renamed: dict[tuple[str, str, str], int] = dict(renamed)
        """How many stand in a state that is called otherwise today: by kind, stored name and today's name."""

    def __repr__(self) -> str:
        return f"<Migration: {self.fine} fine, {len(self.moved)} to be moved, {len(self.refused)} refused>"

    def apply(self) -> Moved:
        """Write what was found, a hundred matters in one unit of work.

        What was `refused` does not hold up the others and is not tried; the result names it once more. Every matter is
        asked anew before it is moved. After a crash, or where it is run again, what was moved before
        stays moved, and nothing is moved twice.

        Returns:
            what was done, what was left, and what was refused to begin with.

        Raises:
            LedgerError: the ledger cannot be written; what was moved before stays moved.
        """
        moved: list[Fate] = []
        left: list[Fate] = []
        for first in range(0, len(self.moved), BATCH):
            batch = self.moved[first : first + BATCH]
            try:
                moved += self._write(batch)
            except PrecinctError as error:
                _require_about_a_matter(error)
                for fate in batch:
                    try:
                        moved += self._write([fate])
                    except PrecinctError as alone:
                        _require_about_a_matter(alone)
                        decision = alone.decision if isinstance(alone, Refusal) else None
                        left.append(attrs.evolve(fate, to="", why_not=str(alone), decision=decision))
        return Moved(tuple(moved), tuple(left), self.refused)

    def _write(self, batch: Sequence[Fate]) -> list[Fate]:
        with UnitOfWork(self._records, self._clock) as unit:
            fates = [self._step(fate.matter, fate.kind, unit) for fate in batch]
        return [
            fate for fate in fates if fate is not None
        ]  # the others were moved by somebody else, or ended

    # --- what becomes of a matter ------------------------------------------------------------------

    def _fate(self, id: str, kind: str, state: str) -> tuple[Fate | None, str]:
        """What becomes of a matter, and the name of its state today; the unit in which it is tried is thrown away."""
        now = self._records.state_now(kind, state)
        try:
            return self._step(id, kind, UnitOfWork(self._records, self._clock)), now
        except PrecinctError as error:
            decision = error.decision if isinstance(error, Refusal) else None
            return Fate(id, kind, now, why_not=str(error), decision=decision), now

    def _forth(self, id: str, kind: str, unit: UnitOfWork) -> Fate | None:
        """Move a matter within a unit; None where it stays."""
        workflow = self._records.procedure.workflow(kind)
        history = tuple(self._records.entries(id))
        matter: Matter = workflow.replay(history)
        if not any(row.action is Migrate for row in workflow.table.moves[matter.state]):
            return None
        if history[0].definition == workflow.definition or _migrated(history, workflow.definition):
            return None
        action = Migrate(self._why)
        entry = workflow.apply(
            matter, action, unit.context(workflow, action, matter, SYSTEM, self._how)
        ).entry
        if entry.to_state is matter.state and not entry.changes and not entry.follow_ups:
            return None  # the table says of it that it stays
        unit.act(matter, action, actor=SYSTEM, **self._how)
        return Fate(id, kind, matter.state.value, entry.to_state.value)

    def _back(self, id: str, kind: str, unit: UnitOfWork) -> Fate | None:
        """Take a migration back within a unit; None where there is none."""
        history = tuple(self._records.entries(id))
        if not _migrated(history, self._records.procedure.workflow(kind).definition):
            return None
        back = unit.take_back(id, TakeBack(self._why), actor=SYSTEM, **self._how)
        return Fate(id, kind, history[-1].to_state.value, back.state.value)

    def _unknown_limits(self, kind: str | None) -> Iterator[Fate]:
        """Deadlines that run and of which today's tables know nothing."""
        known = {
            (table.kind, limit.code) for table in self._records.procedure.tables for limit in table.all_limits
        }
        for deadline in self._records.recorder.deadlines():
            if (deadline.kind, deadline.code) not in known and kind in {None, deadline.kind}:
                text = f"the deadline {deadline.code} runs, and the table knows no such limit; keep it under `retired`"
                yield Fate(deadline.matter, deadline.kind, "", why_not=text)


def _require_about_a_matter(error: PrecinctError) -> None:
    """Let errors go up that are about the ledger and no single matter."""
    if isinstance(error, LedgerError) and not isinstance(
        error, Conflict | Sealed | Erased | UnknownStored | UpcastFailed
    ):
        raise error


def _migrated(history: Sequence[Entry], definition: str) -> bool:
    """Whether a matter was migrated to this definition, and that stands."""
    stands = False
    for entry in history:
        if isinstance(entry.action, Migrate | TakeBack) and entry.definition == definition:
            stands = isinstance(entry.action, Migrate)
    return stands
