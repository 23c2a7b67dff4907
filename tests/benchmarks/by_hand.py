"""The same work written by hand: what the engine is held against.

Each function looks its row up in a table, checks the role, asks the guards in place, and makes the same frozen
matter and the same frozen entry with every field. The quickest way known to make a frozen object is to fill
an unfrozen subclass of the same layout and to swap its `__class__`; what most people would write, a call of
the constructors, is the last function. The lines are repeated, because a call to share them would cost time and
make the floor easier to reach.
"""

from precinct.workflow.context import Context
from precinct.workflow.entry import Entry
from tests.benchmarks.errand import BY, CONTEXT, AskedOnce, AskedThrice, Counted, Errand, S, Step

LAW = f"{CONTEXT.law.name}@{CONTEXT.law.version}"
TABLE = {action: {S.FILED: (S.CHECKED, BY)} for action in (AskedOnce, AskedThrice, Counted)}
new = object.__new__


class Refused(Exception):
    """Raised without a reason: a floor explains nothing."""


class ErrandTwin(Errand):
    """An errand whose fields may be set."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class EntryTwin(Entry):
    """An entry whose fields may be set."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def asked_once(matter: Errand, action: Step, context: Context) -> tuple[Errand, Entry]:
    """One guard."""
    to, by = TABLE[action.__class__][matter.state]
    if by.isdisjoint(context.actor.roles):
        raise Refused
    if not matter.urgency >= 0:
        raise Refused
    version = matter.version + 1
    after = new(ErrandTwin)
    after.id = matter.id
    after.state = to
    after.version = version
    after.officer = matter.officer
    after.recused = matter.recused
    after.recusals_asked = matter.recusals_asked
    after.recusals_refused = matter.recusals_refused
    after.place = matter.place
    after.reporter = matter.reporter
    after.people_met = matter.people_met
    after.visits = matter.visits
    after.urgency = matter.urgency
    after.opened_at = matter.opened_at
    after.remark = matter.remark
    after.__class__ = Errand
    entry = new(EntryTwin)
    entry.matter = matter.id
    entry.kind = "errand"
    entry.version = version
    entry.action = action
    entry.from_state = matter.state
    entry.to_state = to
    entry.changes = ()
    entry.actor = context.actor.id
    entry.on_behalf_of = context.on_behalf_of
    entry.recorded_by = context.recorded_by
    entry.companions = context.companion_ids
    entry.occurred_at = context.occurred_at
    entry.recorded_at = context.recorded_at
    entry.law = LAW
    entry.definition = "errand@1"
    entry.follow_ups = ()
    entry.__class__ = Entry
    return after, entry


def asked_thrice(matter: Errand, action: Step, context: Context) -> tuple[Errand, Entry]:
    """Three guards."""
    to, by = TABLE[action.__class__][matter.state]
    if by.isdisjoint(context.actor.roles):
        raise Refused
    if not matter.urgency >= 0:
        raise Refused
    if not matter.place != "":
        raise Refused
    if not action.visits >= matter.visits:
        raise Refused
    version = matter.version + 1
    after = new(ErrandTwin)
    after.id = matter.id
    after.state = to
    after.version = version
    after.officer = matter.officer
    after.recused = matter.recused
    after.recusals_asked = matter.recusals_asked
    after.recusals_refused = matter.recusals_refused
    after.place = matter.place
    after.reporter = matter.reporter
    after.people_met = matter.people_met
    after.visits = matter.visits
    after.urgency = matter.urgency
    after.opened_at = matter.opened_at
    after.remark = matter.remark
    after.__class__ = Errand
    entry = new(EntryTwin)
    entry.matter = matter.id
    entry.kind = "errand"
    entry.version = version
    entry.action = action
    entry.from_state = matter.state
    entry.to_state = to
    entry.changes = ()
    entry.actor = context.actor.id
    entry.on_behalf_of = context.on_behalf_of
    entry.recorded_by = context.recorded_by
    entry.companions = context.companion_ids
    entry.occurred_at = context.occurred_at
    entry.recorded_at = context.recorded_at
    entry.law = LAW
    entry.definition = "errand@1"
    entry.follow_ups = ()
    entry.__class__ = Entry
    return after, entry


def counted(matter: Errand, action: Step, context: Context) -> tuple[Errand, Entry]:
    """One guard, and one field that changes."""
    to, by = TABLE[action.__class__][matter.state]
    if by.isdisjoint(context.actor.roles):
        raise Refused
    if not matter.urgency >= 0:
        raise Refused
    version = matter.version + 1
    visits = matter.visits + action.visits
    after = new(ErrandTwin)
    after.id = matter.id
    after.state = to
    after.version = version
    after.officer = matter.officer
    after.recused = matter.recused
    after.recusals_asked = matter.recusals_asked
    after.recusals_refused = matter.recusals_refused
    after.place = matter.place
    after.reporter = matter.reporter
    after.people_met = matter.people_met
    after.visits = visits
    after.urgency = matter.urgency
    after.opened_at = matter.opened_at
    after.remark = matter.remark
    after.__class__ = Errand
    entry = new(EntryTwin)
    entry.matter = matter.id
    entry.kind = "errand"
    entry.version = version
    entry.action = action
    entry.from_state = matter.state
    entry.to_state = to
    entry.changes = (("visits", visits),)
    entry.actor = context.actor.id
    entry.on_behalf_of = context.on_behalf_of
    entry.recorded_by = context.recorded_by
    entry.companions = context.companion_ids
    entry.occurred_at = context.occurred_at
    entry.recorded_at = context.recorded_at
    entry.law = LAW
    entry.definition = "errand@1"
    entry.follow_ups = ()
    entry.__class__ = Entry
    return after, entry


def asked_once_by_constructors(matter: Errand, action: Step, context: Context) -> tuple[Errand, Entry]:
    """One guard, as most people would write it."""
    to, by = TABLE[action.__class__][matter.state]
    if by.isdisjoint(context.actor.roles):
        raise Refused
    if not matter.urgency >= 0:
        raise Refused
    version = matter.version + 1
    after = Errand(
        id=matter.id,
        state=to,
        version=version,
        officer=matter.officer,
        recused=matter.recused,
        recusals_asked=matter.recusals_asked,
        recusals_refused=matter.recusals_refused,
        place=matter.place,
        reporter=matter.reporter,
        people_met=matter.people_met,
        visits=matter.visits,
        urgency=matter.urgency,
        opened_at=matter.opened_at,
        remark=matter.remark,
    )
    entry = Entry(
        matter.id,
        "errand",
        version,
        action,
        matter.state,
        to,
        (),
        context.actor.id,
        context.on_behalf_of,
        context.recorded_by,
        context.companion_ids,
        context.occurred_at,
        context.recorded_at,
        LAW,
        "errand@1",
        (),
    )
    return after, entry
