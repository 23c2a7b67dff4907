"""Hypothesis strategies for what precinct is about. Each gives everything that is legal unless it is told less.

Moments and days lie from 2022 to 2026, the years whose holidays and law are known. Names, ids and acts are
drawn so that values fit together often: a party of the matter consents, the related case exists.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from precinct.matters.procedure import Procedure
from precinct.people.person import Actor, Capacity, Party
from precinct.people.role import Role
from precinct.testing import circumstances
from precinct.testing.chance import Drawn, mostly
from precinct.testing.payloads import OFFICERS, PEOPLE, payload, surroundings
from precinct.testing.walks import Walk, attempt, explored, take
from precinct.workflow.action import Action, Opening
from precinct.workflow.context import Context
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)
A = TypeVar("A", bound=Action[Any])
P = TypeVar("P", bound=Opening[Any])


def moments() -> st.SearchStrategy[datetime]:
    """Strategy: moments with a zone, from 2022 to 2026, in zones with and without summer time."""
    first, last = (moment.replace(tzinfo=None) for moment in (circumstances.FIRST, circumstances.LAST))
    return st.datetimes(first, last, timezones=st.sampled_from(circumstances.ZONES))


def days() -> st.SearchStrategy[date]:
    """Strategy: days from 2022 to 2026."""
    return st.dates(date(2022, 1, 1), date(2026, 12, 31))


def actors(*, roles: Iterable[Role] | None = None) -> st.SearchStrategy[Actor]:
    """Strategy: people who act, with any roles or with exactly these.

    Args:
        roles: the roles that each of them has; any set of roles if not given.
    """
    held = st.frozensets(st.sampled_from(Role), max_size=4) if roles is None else st.just(frozenset(roles))
    return st.builds(Actor, st.sampled_from(OFFICERS), _names(), held, st.sampled_from(("", "tianyuan")))


def _names() -> st.SearchStrategy[str]:
    return st.sampled_from(("温某", "陈女士", "Ms Ni", "")) | st.text(max_size=8)


def parties(*, capacity: Capacity | None = None) -> st.SearchStrategy[Party]:
    """Strategy: private persons; some are minors, of some the birthday is not known.

    Args:
        capacity: as what they take part; anything if not given.
    """
    as_what = st.sampled_from(Capacity) if capacity is None else st.just(capacity)
    born = st.none() | st.dates(date(1930, 1, 1), date(2020, 12, 31))
    return st.builds(Party, st.sampled_from(PEOPLE), _names(), as_what, born)


@st.composite
def contexts(
    draw: st.DrawFn,
    procedure: Procedure,
    *,
    roles: Iterable[Role] | None = None,
    matter: Matter | None = None,
) -> Context:
    """Strategy: circumstances: who, when, with whom, filmed or not, and what is known of other matters.

    Args:
        draw: Hypothesis' own.
        procedure: under which procedure.
        roles: the roles of the actor; any if not given.
        matter: the matter that is acted on, if there is one: the others are about its people.
    """
    who = draw(actors(roles=roles))
    return circumstances.context(Drawn(draw), procedure, who=who, matter=matter)


@st.composite
def openings_of(
    draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure, *, opening: type[P] | None = None
) -> P:
    """Strategy: the openings of a workflow, with payloads made up from their fields.

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        opening: which opening; any of the workflow if not given.
    """
    chance = Drawn(draw)
    cls: Any = chance.pick(workflow.openings) if opening is None else opening
    around = surroundings(procedure.law, procedure.kinds, circumstances.moment(chance))
    made: P = payload(chance, cls, around)
    return made


@st.composite
def actions_of(
    draw: st.DrawFn,
    workflow: Workflow[M, S],
    procedure: Procedure,
    *,
    action: type[A] | None = None,
    matter: Matter | None = None,
) -> A:
    """Strategy: the actions of a workflow, with payloads made up from their fields.

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        action: which action; any of the workflow if not given.
        matter: the matter that is acted on: ids of its parties are drawn often.
    """
    chance = Drawn(draw)
    cls: Any = chance.pick(workflow.actions) if action is None else action
    around = surroundings(procedure.law, procedure.kinds, circumstances.moment(chance), matter)
    made: A = payload(chance, cls, around)
    return made


@st.composite
def matters(
    draw: st.DrawFn, workflow: Workflow[M, S], procedure: Procedure, *, states: Iterable[S] | None = None
) -> M:
    """Strategy: matters that a lawful history leads to.

    Args:
        draw: Hypothesis' own.
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        states: where they stand; anywhere if not given.

    Raises:
        InvalidArgument: no walk leads to any of these states.
    """
    wanted = None if states is None else frozenset(states)
    found = [
        walk for walk in explored(workflow, procedure).walks if wanted is None or walk.matter.state in wanted
    ]
    if not found:
        raise InvalidArgument(f"no walk through {workflow} led to any of {states!r}")
    chance = Drawn(draw)
    walk: Walk[M] = chance.pick(found)
    if mostly(chance, 5):
        return walk.matter
    further = take(workflow, walk, attempt(chance, workflow, procedure, walk.matter)).matter
    return further if wanted is None or further.state in wanted else walk.matter
