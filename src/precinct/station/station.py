"""A working station: opens a ledger, lets people act, and knows what is due."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from os import PathLike
from typing import Literal, Self, TypeVar, Unpack, cast

from precinct.basics.clock import Clock, require_aware, system_clock
from precinct.basics.errors import WrongType
from precinct.basics.ledger_errors import AlreadyRecorded, LedgerError
from precinct.ledger.stored import Unit
from precinct.ledger.where import open_ledger
from precinct.matters.procedure import Procedure
from precinct.matters.sealing import Consult, Sealing
from precinct.people.person import Actor
from precinct.station.beside_entries import BesideEntries
from precinct.station.consulting import Consulted
from precinct.station.deadlines import Due, explain, recounted
from precinct.station.discrepancy import Rebuilt
from precinct.station.migration import Migration
from precinct.station.reading_room import ReadingRoom
from precinct.station.right_types import require_actor, require_station
from precinct.station.subscribing import Outbox
from precinct.station.sweeping import LEASE, Swept, sweep
from precinct.station.unit import Circumstances, UnitOfWork, require_past
from precinct.station.worklist import Task, tasks
from precinct.workflow.action import Action, Opening
from precinct.workflow.decision import Decision, Option
from precinct.workflow.matter import Matter

M = TypeVar("M", bound=Matter)


class Station(ReadingRoom):
    """A police station 派出所 at work.

    Args:
        recorder: where the entries are kept.
        procedure: the jurisdiction's procedure; there is no default country.
        clock: says what time it is.
    """

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        procedure: Procedure,
        clock: Clock = system_clock,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        readonly: bool = False,
        create: bool = True,
    ) -> Self:
        """Open a station on a SQLite file, or in PostgreSQL; a new ledger is made if there is none.

        Args:
            path: the file; or where the database is, as `postgresql://user@host/name`, which needs the extra
                `postgres`. `PostgresRecorder.open` has more choices, such as the schema.
            procedure: the jurisdiction's procedure, for example `cn`.
            clock: says what time it is.
            synchronous: `FULL` survives a power cut with everything that was acknowledged; `NORMAL` is
                faster and may lose the last moments in one, never half a unit of work.
            readonly: whether nothing may be written.
            create: whether a new ledger is made; with False, a mistyped name or a ledger that went away is an error.

        Raises:
            WrongType: the procedure or the clock is none.
            BadInput: it is meant as an address, and is none of PostgreSQL's.
            NotALedger: the file belongs to another program, or is damaged, and is left as it is; or there is none.
            NewerLedger: a later precinct wrote it.
            OlderLedger: an earlier one wrote it, and it is opened for reading only.
            LedgerBusy, LedgerUnwritable: it cannot be opened just now, or not at all.
            OpenedBeforeFork: the process that this one was forked from had the file open then.
            WrongLaw: its entries were written under another jurisdiction.
            LedgerUnreachable: there is no server at that address.
            MissingExtra: the extra `postgres` is not installed.
        """
        require_station(None, procedure, clock)  # before a file is made
        recorder = open_ledger(path, synchronous=synchronous, readonly=readonly, create=create)
        try:
            return cls(recorder, procedure=procedure, clock=clock)
        except BaseException:
            recorder.close()
            raise

    # --- acting ------------------------------------------------------------------------------------

    def unit(self, *, key: str = "") -> UnitOfWork:
        """A unit of work, for a `with` block: everything in it is recorded together, or nothing is.

        Args:
            key: what the sender calls the unit, so that it is recorded once even if it is sent twice. Sent again, its
                steps give back the matters as they stand now.

        Raises:
            ValueError: the key is longer than 200 characters or cannot be printed.
        """
        return UnitOfWork(self.records, self.clock, key)

    def begin(self, opening: Opening[M], *, actor: Actor, key: str = "", **how: Unpack[Circumstances]) -> M:
        """Open a matter and record it.

        Args:
            opening: what is asked for.
            actor: who acts.
            key: what the sender calls this; with the same key it is recorded once, whatever id the opening chose.
            how: when, on whose behalf, with whom; see `Circumstances`.

        Returns:
            the new matter; where it was sent before, that one as it stands now.

        Raises:
            Refusal: it may not happen, with every reason; nothing is written.
            StillToCome: it is said to happen later than now; nothing is written.
            Conflict: the matter exists already, or another one that the decision looked at has moved on.
            KeyReused: something else was recorded under the key.
            WrongAction: no workflow of the procedure has this opening.
            WrongType: who acts, or a circumstance, is of another type than is meant.
        """
        if key:
            return self._once(key, lambda unit: unit.begin(opening, actor=actor, **how))
        with self.unit() as unit:
            return unit.begin(opening, actor=actor, **how)

    def act(
        self, matter: M, action: Action[M], *, actor: Actor, key: str = "", **how: Unpack[Circumstances]
    ) -> M:
        """Let an action happen and record it.

        Args:
            matter: the matter as the caller last saw it.
            action: what is asked for.
            actor: who acts.
            key: what the sender calls this; with the same key it is recorded once. Sent again after the matter was
                sealed or erased it raises `Sealed` or `Erased`, whether it was recorded or not.
            how: when, on whose behalf, with whom; see `Circumstances`.

        Returns:
            the matter as it stands now.

        Raises:
            Refusal: it may not happen, with every reason; nothing is written.
            StillToCome: it is said to happen later than now; nothing is written.
            Conflict: somebody acted on it, or on a matter that the decision looked at, in the meantime.
            KeyReused: something else was recorded under the key.
            Sealed, Erased: its record is sealed, or its content was erased by law.
            WrongAction: its workflow has no such action.
            WrongMatter: the procedure knows no such matter.
            WrongType: who acts, or a circumstance, is of another type than is meant.
        """
        if key:
            return self._once(key, lambda unit: unit.act(matter, action, actor=actor, **how))
        with self.unit() as unit:
            return unit.act(matter, action, actor=actor, **how)

    def _once(self, key: str, step: Callable[[UnitOfWork], M]) -> M:
        try:
            with self.unit(key=key) as unit:
                made = step(unit)
        except AlreadyRecorded:  # just now, by another process
            with self.unit(key=key) as unit:
                made = step(unit)
        return cast("M", self.matter(made.id))

    def decide(self, matter: M, action: Action[M], *, actor: Actor, **how: Unpack[Circumstances]) -> Decision:
        """May this action happen? Arguments as for `act`; nothing is written either way.

        It may be asked about a moment to come, too: `act` then raises `StillToCome` until the moment has come.

        Raises:
            Sealed, Erased: as for `act`: of what was shut nothing is told, not even why not.
        """
        workflow = self.procedure.workflow_of(matter)
        self.records.require_not_shut(matter.id)
        return workflow.decide(matter, action, self.unit().context(workflow, action, matter, actor, how))

    def options(self, matter: Matter, *, actor: Actor, **how: Unpack[Circumstances]) -> tuple[Option, ...]:
        """Every action of the matter's table: possible, why not, or what it still needs.

        Moments to come, and errors, as for `decide`.
        """
        workflow = self.procedure.workflow_of(matter)
        self.records.require_not_shut(matter.id)
        return workflow.options(matter, self.unit().context(workflow, None, matter, actor, how))

    # --- what is shut, and who reads along ---------------------------------------------------------

    def consult(
        self, sealing: Sealing, query: Consult, *, actor: Actor, **how: Unpack[Circumstances]
    ) -> Consulted:
        """Look into a sealed matter by lawful query 依法查询: first the query is recorded, then the matter is read.

        Args:
            sealing: the sealing that holds it, as the caller last saw it; `Sealed.by` is its id.
            query: which matter, what for, who asks and on what.
            actor: who lets it be read.
            how: when, on whose behalf, with whom; see `Circumstances`.

        Returns:
            the sealing as it stands now, and the matter with its entries.

        Raises:
            Refusal: the law does not open it for this query; nothing is shown.
            Conflict: somebody acted on the sealing in the meantime; nothing is shown.
            WrongType: the query is none.
        """
        if not isinstance(query, Consult):  # it would be recorded, before it is found to say of no matter
            raise WrongType("query", query, "a Consult", "say which matter is looked into, and what for")
        with self.unit() as unit:  # never under a key: who looks twice is recorded twice
            after = unit.act(sealing, query, actor=actor, **how)
        matter, entries = self.records.sealed_too(query.matter)
        return Consulted(after, matter, entries)

    @property
    def outbox(self) -> Outbox:
        """Hands entries to those who read along, and says how they stand."""
        return Outbox(self.records, self.clock)

    # --- time --------------------------------------------------------------------------------------

    def sweep(
        self, now: datetime | None = None, *, limit: int = 100, lease: timedelta = LEASE
    ) -> tuple[Swept, ...]:
        """See to what has run out: what the law lets happen by itself is done, of all else is told once.

        Any number of processes may call this on one ledger: each deadline is seen to by one of them, and not again
        before it is put down anew. What was erased by law, and somebody held up its bytes in the file, goes now.

        Args:
            now: what had run out at this moment, with a time zone; the clock's if not given.
            limit: at most so many deadlines, the longest overdue first; those that cannot be seen to are not counted.
            lease: for how long others leave them to this process; what a killed one did not finish is free after it.

        Returns:
            what came of each. Where it is shorter than `limit`, no more were left, somebody else has them, or the
            store failed after these; where it is empty, nothing is left to see to. Whoever is killed before he hears of
            what he was to be told finds it in `due`, which shows what runs and since when it is told of.

        Raises:
            NaiveDatetime: the moment has no time zone.
            StillToCome: the moment is; `due` looks ahead.
            ValueError: the lease is none.
            LedgerError: the store fails, and nothing was seen to.
        """
        if lease <= timedelta(0):
            raise ValueError(f"a lease of {lease} leaves others nothing; give one that is longer than none")
        moment = self.clock() if now is None else require_past(require_aware("now", now), self.clock())
        swept = tuple(sweep(self.records, self.clock, moment, limit, lease))
        with suppress(LedgerError):  # what was seen to is told all the same, and the next sweep tries again
            self.recorder.forget()
        return swept

    def worklist(
        self, officer: Actor, *, now: datetime | None = None, limit: int = 50, after: Task | None = None
    ) -> list[Task]:
        """What an officer has to do next, the soonest due first; what has no deadline comes last.

        These are the open matters that he has, was sent to or is busy with; and the new ones, as they were opened, from
        which one of his roles moves on: a desk sees the reports that came in, a head what is to be approved.

        Args:
            officer: who asks, with all roles.
            now: the moment for which his moves are asked, with a time zone; the clock's if not given.
            limit: at most so many.
            after: the last task of the page before; the list goes on behind it.

        Raises:
            NaiveDatetime: the moment has no time zone.
        """
        require_actor("officer", officer)
        moment = self.clock() if now is None else require_aware("now", now)
        return list(tasks(self.records, self.clock, officer, moment, limit, after))

    def recount(self) -> list[Due]:
        """Count every open deadline anew, after the pack or its calendar was corrected.

        Returns:
            the deadlines that end otherwise now, as they are written down from now on.

        Raises:
            DeadlineMoved: one of them was changed meanwhile; nothing was written, so do it again.
            UnknownYear: a deadline reaches into a year that the calendar does not know; nothing was changed.
        """
        moved = list(recounted(self.recorder.deadlines(), self.procedure.law))
        if moved:
            before, after = zip(*moved, strict=True)
            self.recorder.append(Unit(entries=(), standing=before, deadlines=after))
        return list(explain((after for _, after in moved), self.procedure))

    def rebuild(self) -> Rebuilt:
        """Put what is kept beside the entries back to what they say: deadlines, and the names of matters.

        Others may use the ledger meanwhile. What a sweep has told stays told where the end is the same; a corrected pack
        or calendar is counted with, as by `recount`. Every hash is checked first, for what the entries say must be so. A mark
        that a record is sealed is not looked at and stays as it is; `verify` tells a wrong one.

        Returns:
            what was put back, and what could not be.

        Raises:
            Tampered: the entries themselves are not what they were; nothing was written.
            UnknownStored, UpcastFailed: an entry means nothing to today's tables.
            UnknownYear: a deadline reaches into a year that the calendar does not know.
            LedgerError: the store cannot write; what was put back before stays so.
        """
        self.recorder.verify()
        return BesideEntries(self.records).rebuild()

    # --- a new table -------------------------------------------------------------------------------

    def migration(self, why: str, *, kind: str | None = None, on_behalf_of: str | None = None) -> Migration:
        """What the tables of today mean for every open matter. Reads them all, and writes nothing yet.

        Args:
            why: what changed, and on whose order; it will stand in every entry.
            kind: only matters of this kind.
            on_behalf_of: the id of who ordered it.

        Returns:
            which matters stay, which are to be moved and which cannot; its `apply` moves them.
        """
        return Migration(self.records, self.clock, why, kind=kind, on_behalf_of=on_behalf_of)

    def taking_back(self, why: str, *, kind: str | None = None, on_behalf_of: str | None = None) -> Migration:
        """The migrations to the tables of today that can be undone; arguments and result as for `migration`.

        A migration can be undone as long as it is the last thing that happened to the matter.
        """
        return Migration(self.records, self.clock, why, kind=kind, on_behalf_of=on_behalf_of, back=True)
