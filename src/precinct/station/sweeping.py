"""Seeing to what has run out: what the law lets happen by itself is done, of everything else is told once.

Any number of processes may sweep one ledger. Each deadline is claimed by one of them for a while, the lease; who dies
loses its claims when that is over. A slow worker may still be at work then, and an officer or a new count may change
the deadline; so whatever is done or told rests on the deadline as it stood, and is not recorded where it has changed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import attrs

from precinct.basics.clock import Clock
from precinct.basics.errors import PrecinctError
from precinct.basics.ledger_errors import (
    Conflict,
    Erased,
    LedgerBusy,
    LedgerUnreachable,
    LedgerUnwritable,
    Sealed,
)
from precinct.basics.text import Named
from precinct.ledger.stored import Deadline, Unit
from precinct.people.person import EXPIRY, Actor
from precinct.people.role import Role
from precinct.station.records import Records
from precinct.station.unit import Circumstances, UnitOfWork
from precinct.workflow.action import Action
from precinct.workflow.decision import Option
from precinct.workflow.matter import Matter
from precinct.workflow.table import AnyTable, Limit

LEASE = timedelta(minutes=5)
"""How long a worker has what it claimed to itself."""

_TRIES = 8
"""How often one deadline is looked at anew because somebody acted on its matter meanwhile."""


class Sweep(Named):
    """What came of a deadline that has run out."""

    DONE = "done", "已依法自动发生"
    TOLD = "told", "已提示"
    FAILED = "failed", "未能处理"


@attrs.frozen
class Offered:
    """An action that deals with a deadline, as it is offered to those who may do it.

    Args:
        option: whether it may be tried where the matter stands, why not, and what it needs. Asked for people in
            sufficient number, since who comes is not known yet.
        by: the roles that may do it; one of them is enough.
    """

    option: Option
    by: frozenset[Role]


@attrs.frozen
class Swept:
    """One deadline that has run out, and what was done about it.

    Args:
        deadline: the deadline; `Station.due` explains those that still run.
        outcome: what came of it.
        done: the action that the law let happen; None where somebody must act.
        offered: the actions that deal with it where the matter stands; none where one was done.
        problem: the class of the error with which it failed, to be looked into; "" where it did not. It is tried
            again when the lease is over.
    """

    deadline: Deadline
    outcome: Sweep
    done: Action[Any] | None = None
    offered: tuple[Offered, ...] = ()
    problem: str = ""


def sweep(records: Records, clock: Clock, now: datetime, limit: int, lease: timedelta) -> Iterator[Swept]:
    """See to what is due; arguments as for `Station.sweep`."""
    told, left = False, limit
    try:
        while claimed := records.recorder.claim(now, now + lease, left):
            for deadline in claimed:
                swept = _seen_to(records, clock, deadline, now)
                if swept is not None:
                    told, left = True, left - (swept.outcome is not Sweep.FAILED)
                    yield swept
    except (LedgerBusy, LedgerUnwritable, LedgerUnreachable):
        # What was done is told; the rest comes free after the lease.
        if not told:
            raise


def _seen_to(records: Records, clock: Clock, deadline: Deadline, now: datetime) -> Swept | None:
    """What came of a deadline; one matter that nobody can read must not hold up all others."""
    try:
        return _see_to(records, clock, deadline, now)
    except (LedgerBusy, LedgerUnwritable, LedgerUnreachable):
        raise  # about the ledger, and no single matter
    except PrecinctError as error:
        return Swept(deadline, Sweep.FAILED, problem=type(error).__name__)


def _see_to(records: Records, clock: Clock, deadline: Deadline, now: datetime) -> Swept | None:
    tries = _TRIES
    while True:
        # The matter first: whoever acts on it after this moves it on, and then there is a conflict.
        try:
            matter = records.matter(deadline.matter)
        except (Sealed, Erased):
            matter = None
        standing = _standing(records, deadline)
        if standing is None:
            return None  # another worker was quicker, or somebody dealt with it
        table = records.procedure.workflow(deadline.kind).table
        known = next((one for one in table.all_limits if one.code == deadline.code), None)
        try:
            if matter is not None and known is not None and known.automatic is not None:
                return _do(records, clock, standing, matter, known.automatic())
            return _tell(records, clock, standing, matter, known, now)
        except Conflict:
            tries -= 1
            if not tries:
                raise


def _standing(records: Records, claimed: Deadline) -> Deadline | None:
    """The claimed deadline as it stands, if it still runs to the same end and nobody has told of it."""
    wanted = (claimed.code, claimed.due_at, None, None)
    known = records.recorder.deadlines(matter=claimed.matter)
    return next(
        (one for one in known if (one.code, one.due_at, one.paused_at, one.handled_at) == wanted), None
    )


def _do(records: Records, clock: Clock, deadline: Deadline, matter: Matter, action: Action[Any]) -> Swept:
    """Let happen what the law lets happen, at the moment at which it did."""
    with UnitOfWork(records, clock, standing=(deadline,)) as unit:
        unit.act(matter, action, actor=EXPIRY, at=deadline.due_at.astimezone(records.procedure.law.zone))
    return Swept(deadline, Sweep.DONE, done=action)


def _tell(
    records: Records,
    clock: Clock,
    deadline: Deadline,
    matter: Matter | None,
    limit: Limit | None,
    now: datetime,
) -> Swept:
    """Tell once. Of a sealed or erased matter nothing is offered, since nobody may act on it."""
    offered = () if limit is None or matter is None else tuple(_offers(records, clock, matter, limit, now))
    told = attrs.evolve(deadline, handled_at=now)
    seen = () if matter is None else ((matter.id, matter.version),)
    records.recorder.append(Unit(entries=(), seen=seen, standing=(deadline,), deadlines=(told,)))
    return Swept(told, Sweep.TOLD, offered=offered)


def _offers(records: Records, clock: Clock, matter: Matter, limit: Limit, now: datetime) -> Iterator[Offered]:
    workflow = records.procedure.workflow_of(matter)
    by = {action: _by(workflow.table, matter, action) for action in limit.handled_by}
    anybody = Actor("", "", frozenset[Role]().union(*by.values(), {Role.OFFICER}))
    second = attrs.evolve(anybody, id="2")
    how: Circumstances = {"at": now, "companions": (second,), "filmed": True, "in_case_room": True}
    context = UnitOfWork(records, clock).context(workflow, None, matter, anybody, how)
    for option in workflow.options(matter, context):
        if by.get(option.action):
            yield Offered(option, by[option.action])


def _by(table: AnyTable, matter: Matter, action: type[Action[Any]]) -> frozenset[Role]:
    """The roles that may do an action where the matter stands."""
    rows = (*table.moves[matter.state], *table.everywhere)
    return frozenset[Role]().union(*(row.by for row in rows if row.action is action))
