"""What can be read at a station; nothing here writes."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from precinct.basics.clock import Clock, require_aware, system_clock
from precinct.basics.errors import WrongMatter, WrongType
from precinct.basics.ledger_errors import Tampered
from precinct.ledger.checkpoint import Checkpoint, checkpoint_of, verify_against
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Head, Tip
from precinct.matters.procedure import Procedure
from precinct.people.person import Actor
from precinct.station.beside_entries import BesideEntries
from precinct.station.deadlines import Due, explain
from precinct.station.reading import ReadingModel, View
from precinct.station.records import Records
from precinct.station.right_types import (
    require_actor,
    require_id,
    require_name,
    require_station,
)
from precinct.workflow.entry import Entry
from precinct.workflow.matter import Matter

M = TypeVar("M", bound=Matter)
T = TypeVar("T")


class ReadingRoom:
    """The reading side of a station, which `Station` adds acting to.

    Args:
        recorder: where the entries are kept.
        procedure: the jurisdiction's procedure; there is no default country.
        clock: says what time it is.
    """

    def __init__(self, recorder: Recorder, *, procedure: Procedure, clock: Clock = system_clock) -> None:
        require_station(recorder, procedure, clock)
        self.records: Records = Records(recorder, procedure)
        self.clock: Clock = clock

    @property
    def recorder(self) -> Recorder:
        """Where the entries are kept."""
        return self.records.recorder

    @property
    def procedure(self) -> Procedure:
        """The jurisdiction's procedure."""
        return self.records.procedure

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger."""
        self.recorder.close()

    def load(self, kind: type[M], id: str) -> M:
        """A matter as it stands.

        Args:
            kind: its class.
            id: its id.

        Raises:
            NoSuchMatter: the ledger has no such matter.
            Sealed, Erased: its record is sealed, or its content was erased by law.
            WrongMatter: the matter is of another class.
            WrongType: the class is none, or the id no text.
        """
        found = self.matter(id)
        try:
            if isinstance(found, kind):
                return found
        except TypeError:
            raise WrongType("kind", kind, "a class of matters", "hand over Report, for example") from None
        raise WrongMatter(type(found).__name__, [kind.__name__])

    def matter(self, id: str) -> Matter:
        """A matter of whatever kind, as it stands.

        Raises:
            NoSuchMatter: the ledger has no such matter.
            Sealed, Erased: its record is sealed, or its content was erased by law.
            WrongType: the id is no text.
        """
        try:
            return self.records.matter(id)
        except Exception:  # each store has its own for what is no text
            require_id("id", id)
            raise

    def matters(self) -> Iterator[Matter]:
        """All matters as they stand, in the order in which they were begun; each is replayed from its entries."""
        return self.records.matters()

    def entries(self, id: str) -> Iterator[Entry]:
        """The entries of one matter, oldest first.

        Raises:
            NoSuchMatter: the ledger has no such matter.
            Sealed, Erased: its record is sealed, or its content was erased by law.
            WrongType: the id is no text.
        """
        require_id("id", id)
        return self.records.entries(id)

    def history(self) -> Iterator[Entry]:
        """All entries in the order in which they were recorded, without those of matters that were sealed or erased then."""
        return self.records.history()

    def heads(
        self, *, kind: str | None = None, state: str | None = None, ended: bool | None = None
    ) -> Iterator[Head]:
        """Where matters stand.

        Args:
            kind: only this kind of matter.
            state: only those in this state, by the name that it has today.
            ended: only those that have ended, or only those that have not.

        Raises:
            WrongType: the kind or the state is no name.
        """
        require_name("kind", kind, "hand over the kind's name, such as 'report'")
        require_name("state", state, "hand over the state's name, which is its `value`")
        return self.records.heads(kind, state, ended)

    def busy(self, officers: Iterable[Actor]) -> dict[str, str]:
        """Which of these officers are tied up, and by which matter."""
        tied: dict[str, str] = {}
        for officer in officers:
            require_actor("one of officers", officer)
            for name in self.recorder.find(frozenset({officer.id})):
                if officer.id in self.records.brief(name).busy:
                    tied[officer.id] = name
        return tied

    def view(self, model: ReadingModel[T], kept: str = "") -> View[T]:
        """A picture of the ledger that is drawn step by step; nothing is drawn yet.

        Args:
            model: how it is drawn.
            kept: what `View.keep` gave once, to go on from there.
        """
        return View(self.records, model, kept)

    def due(
        self, *, within: timedelta | None = None, now: datetime | None = None, matter: str | None = None
    ) -> list[Due]:
        """What is due, the soonest first, with the rule, its article and how it was counted.

        Args:
            within: only what ends in this time from now, or has ended; all if not given.
            now: the moment from which it is looked at, with a time zone; the clock's if not given.
            matter: only the deadlines of one matter, by its id.

        Raises:
            NaiveDatetime: the moment has no time zone.
            WrongType: the id is no text, or the moment none.
        """
        if matter is not None:
            require_id("matter", matter)
        moment = self.clock() if now is None else require_aware("now", now)
        until = None if within is None else moment + within
        return list(explain(self.recorder.deadlines(until=until, matter=matter), self.procedure))

    def verify(self, against: Tip | Checkpoint | None = None) -> Tip:
        """Check every hash of the ledger, and that what is kept beside the entries is what they say.

        That is which records are sealed or erased, the deadlines, the names under which matters are found, and whether
        they have ended. Every entry is read and folded for it, one matter after the other.

        Args:
            against: a tip or checkpoint that was kept elsewhere; finds a tail that was cut off together with its
                traces, and a chain that was written anew.

        Returns:
            the tip, to be kept elsewhere.

        Raises:
            Tampered: an entry was changed, removed, added or moved, with the first position that does not fit.
            Miskept: what is kept beside the entries is not what they say; it is a `Tampered`, too.
            Miscounted: the end of a deadline is not what today's pack counts, and all else is as it should be.
            UnknownStored, UpcastFailed: an entry means nothing to today's tables.
            UnknownYear: a deadline reaches into a year that the calendar does not know.
            WrongType: what was kept elsewhere is neither a tip nor a checkpoint.
        """
        if against is not None and not isinstance(against, Tip | Checkpoint):
            raise WrongType(
                "against", against, "a Tip or a Checkpoint", "Checkpoint.parse reads the text of one"
            )
        tip = self._verify_entries(against)
        BesideEntries(self.records).require_true(tip)
        return tip

    def _verify_entries(self, against: Tip | Checkpoint | None = None) -> Tip:
        """Check every hash of the ledger, and that what is marked as sealed or erased is so by a sealing."""
        if isinstance(against, Checkpoint):
            tip = verify_against(self.recorder, [against])
        else:
            tip = self.recorder.verify(against)
        try:
            self.records.require_true_marks(tip)
        except Tampered:
            if self.recorder.tip() == tip:
                raise
            return self._verify_entries(against)  # somebody sealed or opened while the marks were read
        return tip

    def checkpoint(self, origin: str, earlier: Iterable[Checkpoint] = ()) -> Checkpoint:
        """Check every hash of the ledger and say what it is, to be signed and kept elsewhere.

        Args:
            origin: which ledger it is; by custom the name of the key that signs.
            earlier: checkpoints that were made before, to which it must hold.

        Raises:
            Tampered: the ledger is broken, or is not the continuation of what it was.
        """
        return checkpoint_of(self.recorder, origin, earlier)
