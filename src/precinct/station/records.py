"""The reading side of a station: matters and entries out of the ledger's bytes."""

from collections.abc import Iterator
from heapq import merge

import attrs

from precinct.basics.errors import WrongLaw
from precinct.basics.ledger_errors import NoSuchMatter
from precinct.ledger.codec import Codec
from precinct.ledger.older import with_old_names
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Head
from precinct.matters.procedure import Procedure
from precinct.station.shelf import Shelf
from precinct.workflow.entry import Entry
from precinct.workflow.fold import Fold
from precinct.workflow.matter import Matter


class Records:
    """What a ledger holds, as objects of one procedure.

    Args:
        recorder: where the entries are kept.
        procedure: the procedure that wrote them.

    Raises:
        WrongLaw: its entries were written under another jurisdiction.
    """

    def __init__(self, recorder: Recorder, procedure: Procedure) -> None:
        self.recorder: Recorder = recorder
        self.procedure: Procedure = procedure
        self.codec: Codec = Codec(procedure.workflow)
        self.shelf: Shelf = Shelf()
        self._states: dict[str, dict[str, str]] = {}
        first = next(recorder.read_all(), None)
        law = procedure.law.name if first is None else self.codec.law_of(first)
        if law != procedure.law.name:
            raise WrongLaw("the ledger", law, procedure.law.name)

    def matter(self, id: str) -> Matter:
        """A matter of whatever kind, as it stands.

        Raises:
            NoSuchMatter: the ledger has no such matter.
            UnknownStored: an entry of it names something that the procedure does not know.
        """
        head = self.recorder.head(id)
        if head is None:
            raise NoSuchMatter(id)
        matter = self.shelf.take(id, head.version)
        if matter is None:
            matter = self._remade(self.codec.fold(self.recorder.read(id))[id])
            self.shelf.put(matter)
        return matter

    def matters(self) -> Iterator[Matter]:
        """All matters of the ledger as they stand, in the order in which they were begun."""
        for fold in self.codec.fold(self.recorder.read_all()).values():
            yield self._remade(fold)

    def _remade(self, fold: Fold) -> Matter:
        matter: Matter = self.procedure.workflow(fold.kind).remade(fold)
        return matter

    def heads(self, kind: str | None, state: str | None, ended: bool | None) -> Iterator[Head]:
        """Where matters stand, ordered by matter, under the names that their states have today.

        Args:
            kind: only this kind.
            state: only in this state; one whose last entry calls it by an old name stands in it, too.
            ended: only those that have ended, or only those that have not.
        """
        kinds = [table for table in self.procedure.tables if kind in {None, table.kind}]
        if not any(table.renamed for table in kinds):
            return self.recorder.heads(kind=kind, state=state, ended=ended)
        stored: set[str | None] = {state}
        if state is not None:
            stored |= {
                old for table in kinds for old in table.renamed if self.state_now(table.kind, old) == state
            }
        found = merge(
            *(self.recorder.heads(kind=kind, state=name, ended=ended) for name in stored),
            key=lambda head: head.matter,
        )
        told = (attrs.evolve(head, state=self.state_now(head.kind, head.state)) for head in found)
        return (head for head in told if state in {None, head.state})

    def state_now(self, kind: str, state: str) -> str:
        """Today's name of a state.

        Args:
            kind: the kind of matter.
            state: its name as a ledger has it; one that nobody knows stays as it is.
        """
        names = self._states.get(kind)
        if names is None:
            tables = {table.kind: table for table in self.procedure.tables}
            table = tables.get(kind)
            today = {} if table is None else {str(one.value): str(one.value) for one in table.all_states}
            names = self._states[kind] = with_old_names(today, {} if table is None else table.renamed)
        return names.get(state, state)

    def entries(self, id: str) -> Iterator[Entry]:
        """The entries of one matter, oldest first.

        Raises:
            NoSuchMatter: the ledger has no such matter.
        """
        if self.recorder.head(id) is None:
            raise NoSuchMatter(id)
        return (self.codec.decode(stored) for stored in self.recorder.read(id))

    def history(self) -> Iterator[Entry]:
        """All entries of the ledger in the order in which they were recorded."""
        return (self.codec.decode(stored) for stored in self.recorder.read_all())
