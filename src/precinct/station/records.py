"""The reading side of a station: matters and entries out of the ledger's bytes."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge
from itertools import islice

import attrs

from precinct.basics.errors import WrongLaw
from precinct.basics.ledger_errors import Erased, NoSuchMatter, Sealed, Tampered
from precinct.ledger.codec import Codec
from precinct.ledger.older import with_old_names
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Head, Stored, Tip
from precinct.matters.procedure import Procedure
from precinct.station.marks import with_marks
from precinct.station.related import brief_of
from precinct.station.shelf import Shelf
from precinct.workflow.context import Brief
from precinct.workflow.entry import Entry
from precinct.workflow.fold import Fold
from precinct.workflow.matter import Matter

_CLOSE = 128
"""Positions between two entries that are read on to rather than looked for."""


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
            Sealed: its record is sealed.
            Erased: its content was erased by law.
            UnknownStored: an entry of it names something that the procedure does not know.
        """
        return self._replayed(self._open_head(id))

    def matters(self) -> Iterator[Matter]:
        """All matters that anybody at the station may read, as they stand, in the order in which they were begun."""
        gone: set[str] = set()
        folds = self.codec.fold(self._open_entries(gone))
        # Once more, and of each: what is shut meanwhile is not shown, nor the half of it that was read before.
        for fold, shut in with_marks(folds.values(), self.recorder):
            if not (shut or fold.matter in gone):
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
            NoSuchMatter, Sealed, Erased: as for `matter`; also later, where it is sealed or erased while they are read.
        """
        self._open_head(id)
        return self._entries_while_open(id)

    def _entries_while_open(self, id: str) -> Iterator[Entry]:
        for stored, shut in with_marks(self.recorder.read(id), self.recorder):
            if shut:
                self.require_open(id)
            yield self.codec.decode(stored)

    def require_open(self, id: str) -> None:
        """See that anybody at the station may read a matter.

        Raises:
            NoSuchMatter, Sealed, Erased: as for `matter`.
        """
        self._open_head(id)

    def require_not_shut(self, id: str) -> None:
        """See that a matter in somebody's hand, recorded or not, is not shut in the ledger.

        Raises:
            Sealed, Erased: as for `matter`.
        """
        if self.recorder.shut((id,)):
            self.require_open(id)

    def history(self) -> Iterator[Entry]:
        """All entries that anybody at the station may read, in the order in which they were recorded."""
        return (self.codec.decode(stored) for stored in self._open_entries(set()))

    def _open_entries(self, gone: set[str]) -> Iterator[Stored]:
        """What the ledger holds of matters that are neither sealed nor erased when it is handed out.

        Args:
            gone: the matters that were found shut are added; nothing more is told of them, even if they are opened
                meanwhile, so that nobody gets the end of a history without its beginning.
        """
        for stored, shut in with_marks(self.recorder.read_all(), self.recorder):
            if shut or stored.payload is None:
                gone.add(stored.matter)
            if stored.matter not in gone:
                yield stored

    def stored_at(self, positions: Iterable[int]) -> Iterator[Stored]:
        """The entries at positions that rise, as the ledger holds them; those that stand close are read in one go."""
        entries: Iterator[Stored] = iter(())
        before = -_CLOSE
        for position in positions:
            if position - before > _CLOSE:
                entries, before = self.recorder.read_all(position - 1), position - 1
            found = next(islice(entries, position - before - 1, None), None)
            if found is None:
                raise Tampered(position, "the entry is not there")
            yield found
            before = position

    def sealed_too(self, id: str) -> tuple[Matter, tuple[Entry, ...]]:
        """A matter and its entries whether it is sealed or not: for a query that was recorded.

        Raises:
            NoSuchMatter, Erased: as for `matter`.
        """
        return self._replayed(self._head(id)), tuple(self._entries(id))

    def brief(self, id: str) -> Brief:
        """What others may know of a matter, sealed ones too; of an erased one, that it was there.

        Raises:
            NoSuchMatter: the ledger has no such matter.
        """
        head = self._known_head(id)
        try:
            if not head.erased:
                return brief_of(self._replayed(head), self.procedure)
        except Erased:
            pass  # in this moment
        return Brief(head.kind, id, head.version, head.state, head.ended)

    def shut_by(self, id: str) -> str:
        """The id of the matter under which another one was sealed or erased; "" where none is found."""
        for name in self.recorder.find((id,)):
            head = self.recorder.head(name)
            if name != id and head is not None and not head.erased:
                found = self._replayed(head)
                if id in found.seals | found.erases:
                    return name
        return ""

    @cached_property
    def kinds_that_shut(self) -> frozenset[str]:
        """The kinds of matters that may seal or erase others."""
        return frozenset(
            table.kind
            for table in self.procedure.tables
            if table.matter.seals is not Matter.seals or table.matter.erases is not Matter.erases
        )

    def require_true_marks(self, tip: Tip) -> None:
        """See that what is marked as sealed or erased is so by a matter that says it, and the other way round.

        Args:
            tip: the end of the chain, for the error.

        Raises:
            Tampered: a mark was set or taken away by other means.
        """
        sealed: set[str] = set()
        erased: set[str] = set()
        unread = False  # a sealing whose own content is gone says no more what it sealed
        for kind in self.kinds_that_shut:
            for head in self.recorder.heads(kind=kind):
                if head.erased:
                    unread = True
                else:
                    found = self._replayed(head)
                    sealed |= found.seals
                    erased |= found.erases
        for head in self.recorder.heads():
            for marked, said, name in (
                (head.sealed, head.matter in sealed, "sealed"),
                (head.erased, head.matter in erased, "erased"),
            ):
                if said and not marked:
                    raise Tampered(tip.position, f"matter {head.matter} is no more marked as {name}")
                if marked and not said and not unread:
                    raise Tampered(
                        tip.position, f"matter {head.matter} is marked as {name}, and no matter says so"
                    )

    def _replayed(self, head: Head) -> Matter:
        matter = self.shelf.take(head.matter, head.version)
        if matter is None:
            matter = self._remade(self.codec.fold(self.recorder.read(head.matter))[head.matter])
            self.shelf.put(matter)
        return matter

    def _entries(self, id: str) -> Iterator[Entry]:
        return (self.codec.decode(stored) for stored in self.recorder.read(id))

    def _known_head(self, id: str) -> Head:
        head = self.recorder.head(id)
        if head is None:
            raise NoSuchMatter(id)
        return head

    def _head(self, id: str) -> Head:
        head = self._known_head(id)
        if head.erased:
            self.shelf.drop(id)  # it may have been another process that erased it
            raise Erased(id, self.shut_by(id))
        return head

    def _open_head(self, id: str) -> Head:
        head = self._head(id)
        if head.sealed:
            raise Sealed(id, self.shut_by(id))
        return head
