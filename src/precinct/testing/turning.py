"""Circumstances with one thing changed: who, when, with whom, filmed or not, and what is known of other matters."""

from datetime import datetime, timedelta
from typing import Any

import attrs

from precinct.matters.procedure import Procedure
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.chance import Chance, mostly, some
from precinct.testing.circumstances import FIRST, LAST, MARKS, briefs, moment
from precinct.testing.payloads import OFFICERS, Surroundings, matter_id
from precinct.testing.varying import Values, names_of_fields, other_actor, with_field_changed
from precinct.workflow.context import Brief, Context
from precinct.workflow.matter import Matter

_FIXED = {"law", "companion_ids"}
_MINUTES = (1, 60, 600, 1440, 4320, 10_080, 20_160, 43_200, 86_400, 259_200, 527_040)

PARTS = tuple(name for name in names_of_fields(Context) if name not in _FIXED)
"""What can be changed in circumstances."""


def turned(
    chance: Chance,
    context: Context,
    part: str,
    procedure: Procedure,
    *,
    roles: frozenset[Role] = frozenset(),
    matter: Matter | None = None,
    around: Surroundings,
    known: Values = (),
) -> Context:
    """The same circumstances with one of `PARTS` changed.

    Args:
        chance: who decides.
        context: the circumstances.
        part: what is changed.
        procedure: under which procedure.
        roles: the roles that the action asks for.
        matter: the matter that is acted on, if there is one.
        around: what the parts may refer to.
        known: values that lie about.
    """
    if part == "actor":
        who = other_actor(chance, context.actor, roles, around, known)
        recorder = who.id if context.recorded_by == context.actor.id else context.recorded_by
        beside = tuple(one for one in context.companions if one.id != who.id)
        return attrs.evolve(context, actor=who, recorded_by=recorder, companions=beside)
    if part == "occurred_at":
        return at_moment(context, _other_moment(chance, context.occurred_at))
    change: dict[str, Any] = {}
    if part == "recorded_at":
        change[part] = context.occurred_at + timedelta(minutes=chance.pick((0, *_MINUTES)))
    elif part in {"recorded_by", "on_behalf_of"}:
        nobody = None if part == "on_behalf_of" else context.actor.id
        change[part] = nobody if mostly(chance, 5) else chance.pick(OFFICERS)
    elif part == "companions":
        change[part] = _other_companions(chance, context, around, known)
    elif part == "related":
        change[part] = _other_briefs(chance, context, procedure, matter, around, known)
    else:
        return with_field_changed(chance, context, part, around, known)
    return attrs.evolve(context, **change)


def at_moment(context: Context, at: datetime) -> Context:
    """The same circumstances at another moment, written down as much later as before."""
    late = max(context.recorded_at - context.occurred_at, timedelta(0))
    return attrs.evolve(context, occurred_at=at, recorded_at=at + late)


def not_before(context: Context, earliest: datetime) -> Context:
    """The same circumstances, later if they would come before this moment."""
    return context if context.occurred_at >= earliest else at_moment(context, earliest)


def _other_moment(chance: Chance, at: datetime) -> datetime:
    if not mostly(chance, 9):
        return moment(chance)
    step = timedelta(minutes=chance.pick(_MINUTES))
    return max(FIRST, min(at + step if mostly(chance, 6) else at - step, LAST))


def _other_companions(
    chance: Chance, context: Context, around: Surroundings, known: Values
) -> tuple[Actor, ...]:
    beside = context.companions
    free = [one for one in OFFICERS if one not in {context.actor.id, *context.companion_ids}]
    sort = chance.number(0, 4)
    if beside and sort == 0:
        return beside[:-1]
    if beside and sort == 1:
        return tuple(attrs.evolve(one, roles={chance.pick(tuple(Role))}) for one in beside)
    if beside and sort == 2:
        at = chance.number(0, len(beside) - 1)
        one = with_field_changed(chance, beside[at], chance.pick(names_of_fields(Actor)), around, known)
        return (*beside[:at], one, *beside[at + 1 :])
    if free:
        role = Role.OFFICER if mostly(chance, 7) else chance.pick(tuple(Role))
        return (*beside, Actor(chance.pick(free), "乙", {role}))
    return ()


def _other_briefs(
    chance: Chance,
    context: Context,
    procedure: Procedure,
    matter: Matter | None,
    around: Surroundings,
    known: Values,
) -> tuple[Brief, ...]:
    related = context.related
    sort = chance.number(0, 9)
    if sort == 0:
        return ()
    if sort == 1:
        return briefs(chance, procedure, matter)
    if related and sort <= 6:
        named = [at for at, one in enumerate(related) if one.id in known]
        at = chance.pick(named if named and mostly(chance, 6) else range(len(related)))
        if sort == 2:
            return (*related[:at], *related[at + 1 :])
        return (
            *related[:at],
            _other_brief(chance, related[at], procedure, matter, around, known),
            *related[at + 1 :],
        )
    taken = {one.id for one in related}
    mentioned = [one for one in procedure.tables if matter_id(one.kind) in known]
    missing = [one for one in mentioned if matter_id(one.kind) not in taken]
    table = chance.pick(missing if missing and mostly(chance, 6) else procedure.tables)
    state = chance.pick(tuple(table.moves))
    ids = [one for one in (matter_id(table.kind), f"{table.kind}-2", *_texts(known)) if one not in taken]
    if not ids or (matter is not None and ids[0] == matter.id):
        return related
    people = tuple(sorted(matter.people)) if matter is not None else around.people
    fresh = Brief(
        kind=table.kind,
        id=ids[0] if mostly(chance, 6) else chance.pick(ids),
        version=1,
        state=state.value,
        ended=state in table.final,
        people=frozenset(people),
        case="" if matter is None else matter.id,
    )
    return (*related, fresh)


def open_or_ended(chance: Chance, procedure: Procedure, matter: Matter | None, around: Surroundings) -> Brief:
    """A related matter of any kind and state, of the same case and people, to which a payload may refer.

    Args:
        chance: who decides.
        procedure: whose kinds there are.
        matter: the matter that is acted on, if there is one.
        around: whose people there are otherwise.
    """
    table = chance.pick(procedure.tables)
    state = chance.pick(tuple(table.moves))
    return Brief(
        kind=table.kind,
        id=matter_id(table.kind),
        version=1,
        state=state.value,
        ended=state in table.final,
        people=matter.people if matter is not None else frozenset(around.people),
        case="" if matter is None else matter.id,
    )


def _other_brief(
    chance: Chance,
    brief: Brief,
    procedure: Procedure,
    matter: Matter | None,
    around: Surroundings,
    known: Values,
) -> Brief:
    """Another state most often; else another word that lies about, another case, or anything else."""
    name = chance.pick(("state", "state", *names_of_fields(Brief)))
    if name in {"state", "kind", "ended"}:
        table = next(table for table in procedure.tables if table.kind == brief.kind)
        if name == "kind":
            table = chance.pick(procedure.tables)
        state = chance.pick(tuple(table.moves))
        ended = state in table.final
        return attrs.evolve(brief, kind=table.kind, state=state.value, ended=ended)
    if name in {"id", "case", "about"}:
        own = ("",) if matter is None else ("", matter.id)
        new: dict[str, Any] = {name: chance.pick((*own, *_texts(known)))}
        return attrs.evolve(brief, **new)
    if name == "people":
        everybody = tuple(sorted(matter.people)) if matter is not None else around.people
        return attrs.evolve(brief, people=frozenset(some(chance, everybody)))
    if name == "marked":
        return attrs.evolve(brief, marked=frozenset({chance.pick(MARKS)}) - brief.marked)
    if name == "busy":
        return attrs.evolve(brief, busy=frozenset(some(chance, OFFICERS)))
    return with_field_changed(chance, brief, name, around, known)


def _texts(known: Values) -> tuple[str, ...]:
    """The texts that lie about, and the values of enumerations."""
    found = (getattr(one, "value", one) for one in known)
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
