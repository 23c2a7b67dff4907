"""A unit of work: actions on one or several matters that are recorded together, or not at all."""

from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack, cast

from precinct.basics.clock import Clock
from precinct.basics.errors import PrecinctError, StillToCome
from precinct.basics.ledger_errors import AlreadyRecorded, Conflict, Detached, Erased, Sealed
from precinct.ledger.stored import Deadline, Recorded, Unit, make_unit
from precinct.people.person import Actor
from precinct.station.deadlines import changed_deadlines
from precinct.station.records import Records
from precinct.station.related import brief_of, kept_names, names_in, names_of
from precinct.station.repeats import Repeat, require_key
from precinct.station.right_types import require_actor, require_circumstances
from precinct.station.seals import Seals
from precinct.workflow.action import Action, Opening
from precinct.workflow.context import Brief, Context, make_context
from precinct.workflow.decision import GuardError
from precinct.workflow.entry import Entry, Outcome
from precinct.workflow.matter import Matter
from precinct.workflow.migrating import TakeBack
from precinct.workflow.taking_back import take_back
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)


FAST_CLOCK = timedelta(minutes=5)
"""So far may the clock of whoever says when something happened be ahead of the station's. A house rule."""


def require_past(moment: datetime, now: datetime) -> datetime:
    """See that a moment is not still to come, but for a fast clock.

    Raises:
        StillToCome: it is.
    """
    # Two moments of one zone compare by the clock on the wall, which has an hour twice.
    if moment.astimezone(UTC) > now.astimezone(UTC) + FAST_CLOCK:
        raise StillToCome(moment, now)
    return moment


class Circumstances(TypedDict, total=False):
    """How an action came about, beside who acts; the keys are those of `Context`.

    `at` is when it happened, with a time zone; now, if it is not given. What is recorded has happened: a moment that is
    still to come, beyond `FAST_CLOCK`, is `StillToCome`.
    """

    at: datetime
    on_behalf_of: str
    recorded_by: str
    companions: tuple[Actor, ...]
    filmed: bool
    in_case_room: bool


_KNOWN = Circumstances.__optional_keys__


class UnitOfWork:
    """Collects accepted actions; `Station.unit` makes it, and leaving its `with` block records them.

    What an earlier step of the unit made is what a later step sees. A step that is refused adds nothing; whoever goes
    on after it, and does not let the refusal leave the block, gets the other steps recorded.

    A unit with a key is recorded once: sent again, its steps are compared with what was recorded, and each gives back
    the matter as it stands now; or, where that is sealed or erased by now, the matter that the caller has in hand. (An
    opening of such a one has none in hand, and raises `Sealed` or `Erased`.)

    Args:
        records: the ledger.
        clock: says what time it is.
        key: what the sender calls this unit; "" for none.
        standing: deadlines that must stand as they are here when the unit is recorded.

    Raises:
        ValueError: the key cannot be kept.
    """

    def __init__(
        self, records: Records, clock: Clock, key: str = "", *, standing: tuple[Deadline, ...] = ()
    ) -> None:
        self._records = records
        self._clock = clock
        self.key: str = require_key(key)
        self._rests_on = standing
        self._left = False
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._done = False
        self._staged: dict[str, Matter] = {}
        self._entries: list[Entry] = []
        self._seen: dict[str, int] = {}
        self._looked_for: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self._standing: dict[str, dict[str, Deadline]] = {}
        self._counted_from: dict[tuple[str, str], Deadline] = {}
        self._put: dict[tuple[str, str], Deadline] = {}
        self._taken: dict[tuple[str, str], None] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._repeat: Repeat | None = None
        self._seals = Seals(self._records, self._staged)

    def __enter__(self) -> Self:
        self._left = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self._done = self._left = True

    def _require_open(self) -> None:
        """See that nobody acts on a unit that nobody will record any more; what was recorded, or given up, is forgotten."""
        if self._left:
            raise ValueError("the `with` block of this unit of work is over; ask the station for another one")
        if self._done:
            self._begin_anew()

    def begin(self, opening: Opening[M], *, actor: Actor, **how: Unpack[Circumstances]) -> M:
        """Open a matter within the unit; arguments, result and errors as for `Station.begin`."""
        self._require_open()
        if self.key and self._is_repeat():
            return self._again(None, opening, actor)
        workflow = self._records.procedure.workflow_for(opening)
        try:
            context = self._happened(self.context(workflow, opening, None, actor, how))
            outcome = workflow.begin(opening, context)
        except PrecinctError as error:
            if self.key and self._is_repeat(late=True):
                return self._again(None, opening, actor)
            if isinstance(error, GuardError):
                # A payload of the wrong type is not the guard's fault.
                self._records.codec.check(workflow.kind, opening)
            raise
        return self._stage(workflow, outcome, None, context)

    def act(self, matter: M, action: Action[M], *, actor: Actor, **how: Unpack[Circumstances]) -> M:
        """Let an action happen within the unit; arguments, result and errors as for `Station.act`."""
        self._require_open()
        workflow = self._records.procedure.workflow_of(matter)
        if self.key and self._is_repeat():
            return self._again(matter, action, actor)
        try:
            self._require_recorded(matter)
            if workflow.ended(matter):
                self._looked_for.append(self._seals.require_open(matter.id))
            context = self._happened(self.context(workflow, action, matter, actor, how))
            outcome = workflow.apply(matter, action, context)
        except PrecinctError as error:
            if self.key and self._is_repeat(late=True):
                return self._again(matter, action, actor)
            if isinstance(error, GuardError):
                self._records.codec.check(workflow.kind, action)
            raise
        return self._stage(workflow, outcome, matter, context)

    def take_back(self, id: str, action: TakeBack, *, actor: Actor, **how: Unpack[Circumstances]) -> Matter:
        """Undo the migration that is the last entry of a matter, within the unit.

        Args:
            id: the id of the matter.
            action: says why.
            actor: the system.
            how: when, and on whose order; see `Circumstances`.

        Returns:
            the matter as it stands now.

        Raises:
            Refusal: something happened since the migration, or it is not the system that acts.
            NoSuchMatter: the ledger has no such matter.
        """
        self._require_open()
        before = self._records.matter(id)
        workflow = self._records.procedure.workflow_of(before)
        context = self._happened(self.context(workflow, action, before, actor, how))
        outcome = take_back(workflow, tuple(self._records.entries(id)), action, context)
        return self._stage(workflow, outcome, before, context)

    def commit(self) -> bool:
        """Record what was collected, in one commit, and begin anew, whether it succeeds or not.

        Returns:
            whether it was recorded now: not where there was nothing to record, or it was recorded before.

        Raises:
            Conflict: somebody else acted on one of the matters first, or on one that a decision looked at; or
                (`DeadlineMoved`) a deadline that is moved here was counted anew or told of.
            AlreadyRecorded: the unit was recorded under its key by another process meanwhile, with other ids or
                versions than those in hand; do it again, and it gives back what was recorded.
            KeyReused: what was recorded under the key is another unit of work.
        """
        if self._done:
            return False
        if self._repeat is not None:
            self._repeat.require_all()
        if not self._entries:
            return False
        encode = self._records.codec.encode
        entries, staged = self._entries, self._staged
        try:
            unit: Unit = make_unit(
                entries=tuple([encode(entry, step) for step, entry in enumerate(entries)]),
                seen=tuple([(name, version) for name, version in self._seen.items() if name not in staged]),
                looked_for=tuple(self._looked_for),
                deadlines=tuple(self._put.values()),
                ended=tuple(self._taken),
                names=tuple([(matter, tuple(sorted(names))) for matter, names in self._names.items()]),
                key=self.key,
                sealed=tuple(self._seals.marks.items()),
                erased=tuple(self._seals.erased),
                standing=(*self._rests_on, *self._counted_from.values()),
            )
        finally:
            self._done = True
        try:
            self._records.recorder.append(unit)
        except AlreadyRecorded as known:
            Repeat(self._records, Recorded(known.key, known.first, known.last)).follow(entries).require_all()
            return False
        for matter_id in unit.erased:
            self._records.shelf.drop(matter_id)
        for matter in staged.values():
            self._records.shelf.put(matter)
        return True

    def _is_repeat(self, *, late: bool = False) -> bool:
        """Whether the unit was recorded before; asked before its first step, and where a step fails (`late`).

        What another process recorded under the key may be the very reason for which a step fails here.
        """
        if self._repeat is None and (late or not self._entries):
            recorded = self._records.recorder.recorded(self.key)
            if recorded is not None:
                self._repeat = Repeat(self._records, recorded).follow(self._entries)
                self._entries = []
        return self._repeat is not None

    def _again(self, matter: M | None, asked: Action[M] | Opening[M], actor: Actor) -> M:
        """The matter that a step of a unit is about which was recorded before.

        Of one that is sealed or erased by now, by that very unit perhaps, the caller has what he had in hand: that the
        step was recorded is true, and nothing is shown.
        """
        assert self._repeat is not None, "the unit was recorded before"
        found = self._repeat.step(None if matter is None else matter.id, asked, actor.id)
        try:
            return cast("M", self._records.matter(found))
        except (Sealed, Erased):
            if matter is None:
                raise
            return matter

    def _require_recorded(self, matter: Matter) -> None:
        """See that the matter in hand is the one that this unit, or the ledger, has at its version."""
        staged = self._staged.get(matter.id)
        if staged is not None:
            if matter.version != staged.version:
                raise Conflict(matter.id, matter.version, staged.version)
            known: Matter = staged
        else:
            if self._seen.get(matter.id, matter.version) != matter.version:
                raise Conflict(matter.id, self._seen[matter.id], matter.version)
            known = self._records.shelf.take(matter.id, matter.version) or self._records.matter(matter.id)
        # An older version than the ledger's is a conflict, and found when the unit is recorded.
        if known is matter or known.version != matter.version:
            return
        kind = self._records.procedure.workflow_of(known).kind
        if not self._records.codec.alike(kind, known, matter):
            raise Detached(matter.id, matter.version)

    def context(
        self,
        workflow: Workflow[Any, Any],
        asked: Any,
        matter: Matter | None,
        actor: Actor,
        how: Circumstances,
    ) -> Context:
        """The circumstances of an action; `asked` is None where a menu is asked for.

        Raises:
            WrongType: who acts, or a circumstance, is of another type than is meant.
            TypeError: a circumstance that there is not, such as a misspelt `at`.
        """
        require_actor("actor", actor)
        if not _KNOWN.issuperset(how):
            unknown = ", ".join(sorted(set(how) - _KNOWN))
            raise TypeError(f"no such circumstance: {unknown}; there are {', '.join(sorted(_KNOWN))}")
        if how:
            require_circumstances(how)
        now = self._clock()
        at = how.get("at", now)
        looks_around = asked is None or workflow.looks_around(type(asked))
        made: Context = make_context(
            actor=actor,
            occurred_at=at,
            law=self._records.procedure.law,
            recorded_at=now,
            recorded_by=how.get("recorded_by", actor.id),
            on_behalf_of=how.get("on_behalf_of"),
            companions=how.get("companions", ()),
            filmed=how.get("filmed", False),
            in_case_room=how.get("in_case_room", False),
            related=self._related(asked, matter) if looks_around else (),
        )
        return made

    def _happened(self, context: Context) -> Context:
        """The circumstances of what is to be recorded: it has happened, and is not still to come."""
        if context.occurred_at is not context.recorded_at:
            require_past(context.occurred_at, context.recorded_at)
        return context

    def _related(self, asked: object, matter: Matter | None) -> tuple[Brief, ...]:
        """Briefs of the matters that share a name with this one or with the action, this unit's own first."""
        mine = None if matter is None else matter.id
        names = names_in(asked, matter)
        briefs = {
            staged.id: brief_of(staged, self._records.procedure)
            for staged in self._staged.values()
            if staged.id in names or names_of(staged) & names
        }
        found = self._records.recorder.find(names)
        self._looked_for.append((tuple(sorted(names)), found))
        for other in found:
            if other not in self._staged and other != mine:
                briefs[other] = self._records.brief(other)
        briefs.pop(mine or "", None)
        return tuple(briefs[name] for name in sorted(briefs))

    def _stage(
        self, workflow: Workflow[M, Any], outcome: Outcome[M], before: M | None, context: Context
    ) -> M:
        entry, after = outcome.entry, outcome.matter
        ended = workflow.ended(after)
        if entry.follow_ups or ended:
            self._stage_deadlines(workflow, entry)
        names = kept_names(after, ended=ended)
        if before is None or kept_names(before, ended=workflow.ended(before)) != names:
            self._names[after.id] = names
        for brief in context.related:
            self._seen.setdefault(brief.id, brief.version)
        if workflow.kind in self._records.kinds_that_shut:
            self._looked_for += self._seals.follow(before, after)
        self._entries.append(entry)
        self._staged[after.id] = after
        return after

    def _stage_deadlines(self, workflow: Workflow[Any, Any], entry: Entry) -> None:
        standing = self._standing.get(entry.matter)
        if standing is None:
            known = () if entry.version == 1 else self._records.recorder.deadlines(matter=entry.matter)
            standing = self._standing[entry.matter] = {deadline.code: deadline for deadline in known}
        put, taken = changed_deadlines(entry, workflow.table, workflow.law, standing.values())
        for key in taken:
            standing.pop(key[1], None)
            self._put.pop(key, None)
            self._taken[key] = None
        for deadline in put:
            key = deadline.matter, deadline.code
            if deadline.code in standing and key not in self._put:
                # Counted on from the one in the ledger, which may be counted anew without its matter's moving on.
                self._counted_from[key] = standing[deadline.code]
            standing[deadline.code] = deadline
            self._put[key] = deadline
