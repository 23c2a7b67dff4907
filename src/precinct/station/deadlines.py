"""From what follows of an action to what is due when.

The engine says that a time limit starts, stands still, runs on or ends; the pack says how long it is; here
both become deadlines that the ledger keeps beside the entries, so that "what is due?" is one range scan.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import attrs

from precinct.basics.errors import UnknownStored
from precinct.basics.text import Language, Text
from precinct.law.citation import Citation
from precinct.law.counting import count
from precinct.law.pack import Pack
from precinct.law.timelimit import TimeLimit
from precinct.ledger.recorder import Deadline
from precinct.workflow.entry import Entry, Follow
from precinct.workflow.table import AnyTable, OnExpiry


@attrs.frozen
class Due:
    """A deadline as people read it.

    Args:
        matter: the id of the matter.
        kind: its kind.
        code: the time limit.
        text: what the limit is for.
        length: how long it is, in words.
        started_at: the moment from which it runs.
        due_at: the moment until which it runs.
        on_expiry: what its end means.
        citations: what it stands on.
        explained: how it was counted, in words.
        paused_at: since when it stands still, None while it runs.
    """

    matter: str
    kind: str
    code: str
    text: Text
    length: Text
    started_at: datetime
    due_at: datetime
    on_expiry: OnExpiry
    citations: tuple[Citation, ...]
    explained: Text
    paused_at: datetime | None

    @property
    def until(self) -> str:
        """The end as people say it: the moment, or 24:00 of the last day."""
        if self.due_at.time() == time(0):
            return f"{self.due_at - timedelta(days=1):%Y-%m-%d} 24:00"
        return f"{self.due_at:%Y-%m-%d %H:%M}"

    def to(self, language: Language) -> str:
        """The deadline in one line: what, how long, until when, on which article."""
        until = self.until
        stands_on = "; ".join(citation.to(language) for citation in self.citations)
        if language == "zh":
            return f"{self.text.zh}({self.length.zh}) 至 {until} {stands_on}"
        return f"{self.text.en} ({self.length.en}) until {until}, {stands_on}"


def day_of(moment: datetime, law: Pack) -> date:
    """The day of a moment, where the procedure is at home."""
    return moment.astimezone(law.zone).date()


def changed_deadlines(
    entry: Entry, table: AnyTable, law: Pack, running: Iterable[Deadline]
) -> tuple[list[Deadline], list[tuple[str, str]]]:
    """What an entry does to the deadlines of its matter.

    Args:
        entry: the entry.
        table: the table of its kind.
        law: the pack, which knows the lengths.
        running: the deadlines of the matter before it.

    Returns:
        the deadlines to put down, and the `(matter, code)` of those to take away.

    Raises:
        UnknownYear: a working day would have to be counted in a year that the calendar does not know.
    """
    standing = {deadline.code: deadline for deadline in running}
    put: dict[str, Deadline] = {}
    taken: list[str] = [*standing] if entry.to_state in table.final else []
    for follow_up in entry.follow_ups:
        code = follow_up.code
        if follow_up.what is Follow.LIMIT_ENDS and code in standing:
            taken.append(code)
        elif follow_up.what is Follow.LIMIT_STARTS:
            start = follow_up.at or entry.occurred_at
            day = day_of(entry.occurred_at, law)
            if law.has_limit(code, day) and not law.unlimited(code):
                put[code] = _running(entry, table, law.limit(code, day), law, start)
        elif follow_up.what is Follow.LIMIT_PAUSES and code in standing and standing[code].paused_at is None:
            put[code] = attrs.evolve(standing[code], paused_at=entry.occurred_at)
        elif follow_up.what is Follow.LIMIT_RESUMES and code in standing:
            put[code] = _resumed(standing[code], entry.occurred_at)
    gone = [(entry.matter, code) for code in dict.fromkeys(taken) if code not in put]
    return [*put.values()], gone


def _running(entry: Entry, table: AnyTable, limit: TimeLimit, law: Pack, start: datetime) -> Deadline:
    # The day of the step chooses the rule, whenever the time began to run.
    counted = count(limit, start, law.calendar)
    on_expiry = next(known.on_expiry for known in table.limits if known.code == limit.code)
    return Deadline(entry.matter, limit.code, entry.kind, start, counted.due_at, on_expiry.value)


def _resumed(deadline: Deadline, at: datetime) -> Deadline:
    """The time that it stood still is put on at the end."""
    if deadline.paused_at is None:
        return deadline
    return attrs.evolve(deadline, due_at=deadline.due_at + (at - deadline.paused_at), paused_at=None)


def explain(deadlines: Iterable[Deadline], law: Pack) -> Iterator[Due]:
    """Deadlines with the law that they stand on and the way they were counted.

    Raises:
        UnknownStored: the ledger says of one's end what nobody knows.
    """
    for deadline in deadlines:
        limit, explained = _rule(deadline, law)
        yield Due(
            matter=deadline.matter,
            kind=deadline.kind,
            code=deadline.code,
            text=limit.text,
            length=limit.length,
            started_at=deadline.started_at.astimezone(law.zone),
            due_at=deadline.due_at.astimezone(law.zone),
            on_expiry=_on_expiry(deadline),
            citations=limit.citations,
            explained=explained,
            paused_at=deadline.paused_at,
        )


def _rule(deadline: Deadline, law: Pack) -> tuple[TimeLimit, Text]:
    """The rule that gave the deadline, and how: of the day on which it began to run, or a later one's."""
    days = [day_of(moment, law) for moment in (deadline.started_at, deadline.due_at)]
    known = [law.limit(deadline.code, day) for day in days if law.has_limit(deadline.code, day)]
    limits = known or [law.limit(deadline.code, days[0])]
    for limit in limits:
        counted = count(limit, deadline.started_at, law.calendar)
        if counted.due_at == deadline.due_at:
            return limit, counted.explained
    explained = count(limits[0], deadline.started_at, law.calendar).explained
    end = f"{deadline.due_at.astimezone(law.zone):%Y-%m-%d %H:%M}"
    moved = Text(
        f"{explained.zh}；其间中止，顺延至{end}", f"{explained.en}; it stood still in between, so {end}"
    )
    return limits[0], moved


def _on_expiry(deadline: Deadline) -> OnExpiry:
    for way in OnExpiry:
        if way.value == deadline.on_expiry:
            return way
    raise UnknownStored(
        "field", deadline.on_expiry, f"the deadline {deadline.code} of matter {deadline.matter}"
    )
