"""From what follows of an action to what is due when.

The engine says that a time limit starts, stands still, runs on or ends; the pack says how long it is; here
both become deadlines that the ledger keeps beside the entries, so that "what is due?" is one range scan.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import attrs

from precinct.basics.frozen import maker
from precinct.basics.ledger_errors import UnknownStored
from precinct.basics.text import Language, Text
from precinct.law.citation import Citation
from precinct.law.counting import Counted, count
from precinct.law.pack import Pack
from precinct.law.timelimit import TimeLimit
from precinct.ledger.header import Header
from precinct.ledger.rows import momentless
from precinct.ledger.stored import Deadline
from precinct.matters.procedure import Procedure
from precinct.workflow.entry import Entry, Follow, FollowUp
from precinct.workflow.table import AnyTable, OnExpiry


@attrs.frozen
class Due:
    """A deadline as people read it.

    How it was counted is told when somebody asks: a list of what is due needs it of few.

    Args:
        matter: the id of the matter.
        kind: its kind.
        code: the time limit.
        text: what the limit is for.
        length: how long it is, in words.
        started_at: the moment from which it runs.
        due_at: the moment until which it runs.
        on_expiry: what its end means.
        handled_by: the actions that deal with it.
        citations: what it stands on.
        paused_at: since when it stands still, None while it runs.
        handled_at: since when a sweep has told of its end, None while none has.
        deadline: the deadline as it is written down.
        law: the pack that counts it.
    """

    matter: str
    kind: str
    code: str
    text: Text
    length: Text
    started_at: datetime
    due_at: datetime
    on_expiry: OnExpiry
    handled_by: tuple[str, ...]
    citations: tuple[Citation, ...]
    paused_at: datetime | None
    handled_at: datetime | None
    deadline: Deadline = attrs.field(repr=False)
    law: Pack = attrs.field(repr=False, eq=False)

    @cached_property
    def _counted(self) -> Counted:
        return _count(self.deadline, Basis.of(self.deadline), self.law)

    @property
    def explained(self) -> Text:
        """How it was counted, in words.

        Raises:
            UnknownYear: it cannot be counted again: the calendar does not know a year any more.
        """
        return _explained(self.deadline, self._counted)

    @property
    def unpublished(self) -> tuple[int, ...]:
        """The years, if any, whose working days were not published: the end may move. Raises as `explained` does."""
        return self._counted.unpublished

    def over(self, now: datetime) -> bool:
        """Whether its end has come.

        Args:
            now: the moment from which it is looked at, with a time zone.
        """
        return self.paused_at is None and self.due_at <= now

    @property
    def until(self) -> str:
        """The end as people say it: the moment, or 24:00 of the last day."""
        if self.due_at.time() == time(0):
            return f"{self.due_at - timedelta(days=1):%Y-%m-%d} 24:00"
        return f"{self.due_at:%Y-%m-%d %H:%M}"

    def to(self, language: Language) -> str:
        """The deadline in one line: what, how long, until when, on which article, and what its end means."""
        until, then = self.until, self.on_expiry.text.to(language)
        stands_on = "; ".join(citation.to(language) for citation in self.citations)
        if language == "zh":
            flag = "(暂定)" if self.unpublished else ""
            return f"{self.text.zh}({self.length.zh}) 至 {until}{flag} {stands_on}; 届满: {then}"
        flag = " (provisional)" if self.unpublished else ""
        return f"{self.text.en} ({self.length.en}) until {until}{flag}, {stands_on}; then: {then}"


_due: Callable[..., Due] = maker(Due)


def day_of(moment: datetime, law: Pack) -> date:
    """The day of a moment, where the procedure is at home."""
    return moment.astimezone(law.zone).date()


@attrs.frozen
class Basis:
    """How a deadline was counted, so that it can be counted again and explained.

    Args:
        ruled_on: the day of the step whose law sets the limit.
        extended: the limits it grew by, each with the day whose law sets that one.
        stood_still: the time in which it did not run.
    """

    ruled_on: date
    extended: tuple[tuple[str, date], ...] = ()
    stood_still: timedelta = timedelta(0)

    def written(self) -> str:
        """The basis as a ledger keeps it."""
        grown = [[code, day.isoformat()] for code, day in self.extended]
        return json.dumps([self.ruled_on.isoformat(), grown, self.stood_still // _MICROSECOND])

    @classmethod
    def of(cls, deadline: Deadline) -> "Basis":
        """The basis of a deadline.

        Raises:
            UnknownStored: the ledger says what nobody can read.
        """
        try:
            ruled_on, grown, stood_still = json.loads(deadline.basis)
            extended = tuple((str(code), date.fromisoformat(day)) for code, day in grown)
            return cls(date.fromisoformat(ruled_on), extended, stood_still * _MICROSECOND)
        except (ValueError, TypeError) as error:
            where = f"the deadline {deadline.code} of matter {deadline.matter}"
            raise UnknownStored("deadline", f"basis {deadline.basis}", where) from error


_MICROSECOND = timedelta(microseconds=1)


def counted_anew(deadline: Deadline, basis: Basis, law: Pack) -> Deadline:
    """A deadline with this basis, and the end that follows from it.

    Raises:
        UnknownYear: a working day would have to be counted in a year that the calendar does not know.
    """
    due_at = end_of(deadline, basis, law)
    # Who was told of the old end was not told of the new one.
    handled_at = deadline.handled_at if due_at == deadline.due_at else None
    return attrs.evolve(deadline, due_at=due_at, basis=basis.written(), handled_at=handled_at)


def end_of(deadline: Deadline, basis: Basis, law: Pack) -> datetime:
    """The end that follows from this basis.

    Raises:
        UnknownYear: as for `counted_anew`.
    """
    return _count(deadline, basis, law).due_at


def uncounted(deadline: Deadline, basis: Basis, law: Pack) -> Deadline:
    """A deadline with this basis, for who follows many of which few are still running in the end."""
    return attrs.evolve(deadline, basis=basis.written())


Counting = Callable[[Deadline, Basis, Pack], Deadline]


def changed_deadlines(
    entry: Entry | Header,
    table: AnyTable,
    law: Pack,
    running: Iterable[Deadline],
    counting: Counting = counted_anew,
) -> tuple[list[Deadline], list[tuple[str, str]]]:
    """What an entry does to the deadlines of its matter.

    Args:
        entry: the entry.
        table: the table of its kind.
        law: the pack, which knows the lengths.
        running: the deadlines of the matter before it.
        counting: gives a deadline its new basis, and its end with it.

    Returns:
        the deadlines to put down, and the `(matter, code)` of those to take away.

    Raises:
        UnknownYear: a working day would have to be counted in a year that the calendar does not know.
    """
    standing = {deadline.code: deadline for deadline in running}
    put: dict[str, Deadline] = {}
    # `table.final`, asked of one state.
    taken: list[str] = [] if table.moves.get(entry.to_state, True) else [*standing]
    day = day_of(entry.occurred_at, law)
    for follow_up in entry.follow_ups:
        code = follow_up.code
        if follow_up.what is Follow.LIMIT_ENDS and code in standing:
            taken.append(code)
        elif follow_up.what is Follow.LIMIT_STARTS:
            if law.has_limit(code, day) and not law.unlimited(code):
                start = follow_up.at or entry.occurred_at
                # An old entry may start a limit that no table knows any more; nobody can say what its end meant.
                on_expiry = next((one.on_expiry.value for one in table.all_limits if one.code == code), "")
                begun = Deadline(entry.matter, code, entry.kind, start, start, on_expiry)
                put[code] = counting(begun, Basis(day), law)
        elif follow_up.what in _MOVES and (deadline := put.get(code, standing.get(code))) is not None:
            put[code] = _MOVES[follow_up.what](deadline, follow_up, entry.occurred_at, law, counting)
    gone = [(entry.matter, code) for code in dict.fromkeys(taken) if code not in put]
    return [*put.values()], gone


def _paused(deadline: Deadline, follow_up: FollowUp, at: datetime, law: Pack, counting: Counting) -> Deadline:
    return deadline if deadline.paused_at is not None else attrs.evolve(deadline, paused_at=at)


def _resumed(
    deadline: Deadline, follow_up: FollowUp, at: datetime, law: Pack, counting: Counting
) -> Deadline:
    """The time that it stood still is put on at the end, which is then counted anew: it may fall on a holiday."""
    if deadline.paused_at is None:
        return deadline
    basis = Basis.of(deadline)
    passed = at - deadline.paused_at.astimezone(
        UTC
    )  # two moments of one zone differ by the clock on the wall
    stood_still = basis.stood_still + max(passed, timedelta(0))
    return counting(attrs.evolve(deadline, paused_at=None), attrs.evolve(basis, stood_still=stood_still), law)


def _extended(
    deadline: Deadline, follow_up: FollowUp, at: datetime, law: Pack, counting: Counting
) -> Deadline:
    day = day_of(at, law)
    if not law.has_limit(follow_up.by, day) or law.unlimited(follow_up.by):
        return deadline
    basis = Basis.of(deadline)
    return counting(deadline, attrs.evolve(basis, extended=(*basis.extended, (follow_up.by, day))), law)


_MOVES = {Follow.LIMIT_PAUSES: _paused, Follow.LIMIT_RESUMES: _resumed, Follow.LIMIT_EXTENDS: _extended}


def _count(deadline: Deadline, basis: Basis, law: Pack) -> Counted:
    return count(
        law.limit(deadline.code, basis.ruled_on),
        deadline.started_at,
        law.calendar,
        extended=[law.limit(code, day) for code, day in basis.extended],
        stood_still=basis.stood_still,
    )


def recounted(deadlines: Iterable[Deadline], law: Pack) -> Iterator[tuple[Deadline, Deadline]]:
    """The deadlines that end otherwise today than when they were written down.

    Args:
        deadlines: those that are written down.
        law: the pack as it is now: with a corrected length, or with the working days of a year that was
            published meanwhile.

    Returns:
        each as it is written down, and as it is counted now.

    Raises:
        UnknownStored: how one was counted cannot be read.
        Miskept: one begins at the edge of time, from where nothing can be counted.
    """
    for deadline in deadlines:
        try:
            anew = counted_anew(deadline, Basis.of(deadline), law)
        except OverflowError:
            raise momentless(deadline.matter, deadline.code) from None
        if anew.due_at != deadline.due_at:
            yield deadline, anew


def explain(deadlines: Iterable[Deadline], procedure: Procedure) -> Iterator[Due]:
    """Deadlines with the law that they stand on and the way they were counted.

    Raises:
        UnknownStored: the ledger says of one what nobody knows.
        Miskept: one begins or ends at the edge of time, where the pack's zone has no such moment.
    """
    law, zone = procedure.law, procedure.law.zone
    known: dict[tuple[str, ...], tuple[TimeLimit, Text, OnExpiry, tuple[str, ...]]] = {}
    for deadline in deadlines:
        # Many have the same limit of the same day; what the law says of it is looked up once.
        which = deadline.kind, deadline.code, deadline.on_expiry, deadline.basis
        rule = known.get(which)
        if rule is None:
            limit = law.limit(deadline.code, Basis.of(deadline).ruled_on)
            rule = known[which] = (
                limit,
                limit.length,
                _on_expiry(deadline),
                _handlers(procedure, deadline),
            )
        limit, length, on_expiry, handled_by = rule
        try:
            started_at, due_at = deadline.started_at.astimezone(zone), deadline.due_at.astimezone(zone)
        except OverflowError:
            raise momentless(deadline.matter, deadline.code) from None
        yield _due(
            deadline.matter,
            deadline.kind,
            deadline.code,
            limit.text,
            length,
            started_at,
            due_at,
            on_expiry,
            handled_by,
            limit.citations,
            deadline.paused_at,
            deadline.handled_at,
            deadline,
            law,
        )


def _handlers(procedure: Procedure, deadline: Deadline) -> tuple[str, ...]:
    """The names of the actions that deal with it."""
    limits = procedure.workflow(deadline.kind).table.all_limits
    handled_by = next((one.handled_by for one in limits if one.code == deadline.code), ())
    return tuple(action.__name__ for action in handled_by)


def _explained(deadline: Deadline, counted: Counted) -> Text:
    if counted.due_at == deadline.due_at:
        return counted.explained
    zh, en = counted.explained.zh, counted.explained.en
    return Text(
        f"{zh}；原记载的届满时间不同，请重新计算期限",
        f"{en}; it was written down with another end, so count the deadlines of the station anew",
    )


def _on_expiry(deadline: Deadline) -> OnExpiry:
    for way in OnExpiry:
        if way.value == deadline.on_expiry:
            return way
    raise UnknownStored(
        "deadline",
        f"on_expiry {deadline.on_expiry}",
        f"the deadline {deadline.code} of matter {deadline.matter}",
    )
