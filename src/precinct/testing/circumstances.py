"""Contexts made up for one action: somebody who may do it most of the time, and related matters of every sort."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from precinct.matters.custody import Measure
from precinct.matters.custody.words import ARREST_REQUESTED, STILL_DRUNK
from precinct.matters.procedure import Procedure
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.chance import Chance, mostly, some
from precinct.testing.payloads import OFFICERS, PEOPLE, matter_id
from precinct.workflow.context import Brief, Context
from precinct.workflow.matter import Matter

FIRST = datetime(2022, 1, 2, tzinfo=UTC)
"""The first moment of what is made up: calendars and laws that ship know 2022 to 2026."""
LAST = datetime(2026, 12, 29, tzinfo=UTC)
"""The last one."""
ZONES = tuple(
    map(ZoneInfo, ("Asia/Shanghai", "UTC", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"))
)
"""Zones whose days begin at other moments, with and without summer time."""

_MINUTES = int((LAST - FIRST).total_seconds()) // 60
_ROLES = tuple(Role)
MARKS = (STILL_DRUNK, ARREST_REQUESTED)
"""What one matter may be marked with for others."""
_ABOUT = ("", *(measure.value for measure in Measure))


def moment(chance: Chance) -> datetime:
    """A moment from 2022 to 2026, with a zone."""
    at = FIRST + timedelta(minutes=chance.number(0, _MINUTES))
    return at.astimezone(chance.pick(ZONES))


def actor(chance: Chance, roles: Iterable[Role]) -> Actor:
    """Somebody with one of these roles most of the time, perhaps with others.

    Args:
        chance: who decides.
        roles: the roles that may do it; none says that anybody will do.
    """
    wanted = sorted(roles, key=lambda role: role.value) or _ROLES
    held = {chance.pick(wanted) if mostly(chance, 9) else chance.pick(_ROLES)}
    if not mostly(chance, 7):
        held |= set(some(chance, (Role.OFFICER, Role.UNIT_HEAD, Role.COUNTY_HEAD)))
    return Actor(chance.pick(OFFICERS), "甲", held)


def briefs(chance: Chance, procedure: Procedure, matter: Matter | None = None) -> tuple[Brief, ...]:
    """Other matters, at most one of a kind, in any of their states.

    Args:
        chance: who decides.
        procedure: whose kinds there are.
        matter: the matter itself, which is not among them.
    """
    made: list[Brief] = []
    people = tuple(sorted(matter.people)) if matter is not None else ()
    mine = "m1" if matter is None else matter.id  # what is opened in what is made up has that id
    cases = ("", mine, mine, "another-case")
    for table in procedure.tables:
        if not mostly(chance, 4) or (matter is not None and matter.id == matter_id(table.kind)):
            continue
        state = chance.pick(tuple(table.moves))
        made.append(
            Brief(
                kind=table.kind,
                id=matter_id(table.kind),
                version=chance.number(1, 9),
                state=state.value,
                ended=state in table.final,
                people=frozenset(_concerned(chance, people)),
                about=chance.pick(_ABOUT),
                case=chance.pick(cases),
                marked=frozenset() if mostly(chance, 5) else frozenset({chance.pick(MARKS)}),
                held_days=None if mostly(chance, 5) else chance.number(1, 3),
                busy=frozenset() if mostly(chance, 6) else frozenset({chance.pick(OFFICERS)}),
                seals=frozenset() if mostly(chance, 6) else frozenset(map(matter_id, procedure.kinds)),
            )
        )
    return tuple(made)


def _concerned(chance: Chance, people: tuple[str, ...]) -> Iterable[str]:
    """Some of the matter's people; of what is opened now, often the two whom it mostly has."""
    if not people and mostly(chance, 5):
        return PEOPLE[:2]
    return some(chance, people or PEOPLE)


def context(
    chance: Chance,
    procedure: Procedure,
    *,
    roles: Iterable[Role] = (),
    who: Actor | None = None,
    matter: Matter | None = None,
    at: datetime | None = None,
) -> Context:
    """The circumstances of one action.

    Args:
        chance: who decides.
        procedure: under which procedure.
        roles: the roles that the actor has most of the time.
        who: the actor, where it is not to be made up.
        matter: the matter that is acted on, if there is one.
        at: when; any moment if not given.
    """
    who = actor(chance, roles) if who is None else who
    when = moment(chance) if at is None else at
    kept_out = matter.recused if matter is not None and mostly(chance, 9) else ()
    free = [other for other in OFFICERS if other != who.id and other not in kept_out]
    beside = [Actor(other, "乙", {Role.OFFICER}) for other in free]
    return procedure.context(
        who,
        when,
        recorded_at=when + timedelta(minutes=chance.pick((0, 0, 5, 1440))),
        recorded_by=who.id if mostly(chance) else chance.pick(OFFICERS),
        on_behalf_of=None if mostly(chance) or not free else chance.pick(free),
        companions=tuple(beside[: chance.pick((1, 1, 0, 2))]),
        filmed=mostly(chance, 7),
        in_case_room=mostly(chance, 7),
        related=briefs(chance, procedure, matter),
    )
