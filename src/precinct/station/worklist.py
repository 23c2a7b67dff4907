"""What an officer has to do next: the matters in his hands, and the new ones that wait for somebody of his role."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import attrs

from precinct.basics.clock import Clock
from precinct.basics.ledger_errors import Erased, Sealed
from precinct.ledger.stored import Deadline, Head
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.station.deadlines import Due, explain
from precinct.station.records import Records
from precinct.station.related import hand
from precinct.station.unit import UnitOfWork
from precinct.workflow.decision import Option
from precinct.workflow.matter import Matter
from precinct.workflow.table import AnyTable


@attrs.frozen
class Task:
    """A matter that somebody has to do something about.

    Args:
        matter: the matter as it stands.
        kind: its kind.
        mine: whether the officer has it, was sent to it, or is busy with it; if not, it is new and waits for his role.
        due: what ends first of all that runs on it; None where nothing does.
        moves: what he may try now; none where others have to act first.
    """

    matter: Matter
    kind: str
    mine: bool
    due: Due | None
    moves: tuple[Option, ...]


@attrs.frozen
class _Found:
    head: Head
    mine: bool
    deadline: Deadline | None

    @property
    def place(self) -> tuple[bool, float, str]:
        return _place(self.head.matter, self.deadline)


def tasks(
    records: Records, clock: Clock, officer: Actor, now: datetime, limit: int, after: Task | None
) -> Iterator[Task]:
    """The tasks of an officer; arguments as for `Station.worklist`."""
    found = sorted(_found(records, officer), key=lambda one: one.place)
    if after is not None:
        behind = _place(after.matter.id, after.due)
        found = [one for one in found if one.place > behind]
    listed = (_task(records, clock, officer, now, one) for one in found)
    return islice((task for task in listed if task is not None), limit)


def _place(matter: str, due: Deadline | Due | None) -> tuple[bool, float, str]:
    """Where a matter stands in the list: the soonest due first, those without a deadline last, then by id."""
    return due is None, 0.0 if due is None else due.due_at.timestamp(), matter


def _found(records: Records, officer: Actor) -> Iterator[_Found]:
    recorder = records.recorder
    mine = dict.fromkeys(recorder.find((hand(officer.id),)), True)
    heads = [head for name in mine if (head := recorder.head(name)) is not None]
    heads += [head for head in _new(records, officer) if head.matter not in mine]
    for head in heads:
        # What is sealed is read on a lawful query alone, and not in passing.
        if not (head.ended or head.sealed or head.erased):
            running = (one for one in recorder.deadlines(matter=head.matter) if one.paused_at is None)
            yield _Found(head, head.matter in mine, next(running, None))


def _new(records: Records, officer: Actor) -> Iterator[Head]:
    """Where matters stand that nobody went on with since they were opened, and that wait for a role of this officer.

    Every officer is one; so his further roles count.
    """
    roles = officer.roles - {Role.OFFICER}
    for table in records.procedure.tables if roles else ():
        for state in dict.fromkeys(opening.to for opening in table.openings):
            if _waits_for(table, state, roles):
                yield from records.heads(table.kind, str(state.value), False)


def _waits_for(table: AnyTable, state: object, roles: frozenset[Role]) -> bool:
    """Whether one of these roles may move a matter on from a state."""
    return any(row.to not in {None, state} and not row.by.isdisjoint(roles) for row in table.moves[state])


def _task(records: Records, clock: Clock, officer: Actor, now: datetime, found: _Found) -> Task | None:
    """The task; None where it was shut while the list was made."""
    try:
        matter = records.matter(found.head.matter)
    except (Sealed, Erased):
        return None
    workflow = records.procedure.workflow_of(matter)
    context = UnitOfWork(records, clock).context(workflow, None, matter, officer, {"at": now})
    moves = tuple(option for option in workflow.options(matter, context) if option.open)
    due = None if found.deadline is None else next(explain([found.deadline], records.procedure))
    return Task(matter, workflow.kind, found.mine, due, moves)
