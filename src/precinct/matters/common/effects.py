"""What the common moves change."""

from typing import Any

from precinct.matters.common.actions import DecideRecusal, Reassign, RecordStatement, Recuse, RequestRecusal
from precinct.matters.common.guards import rank_known
from precinct.matters.common.people import COUNTY_HEAD, HEADS
from precinct.people.person import Party
from precinct.people.role import Role
from precinct.workflow.action import Changes
from precinct.workflow.context import Context
from precinct.workflow.matter import Matter, RecusalAsked


def give_to(m: Matter, a: Reassign[Any], context: Context) -> Changes:
    return {"officer": a.officer}


def keep_out(m: Matter, a: Recuse[Any], context: Context) -> Changes:
    return {"recused": _with(m.recused, a.officer), "recusals_asked": _without(m, a.officer)}


def ask_of_station(m: Matter, a: RequestRecusal[Any], context: Context) -> Changes:
    return _ask(m, a, context, HEADS)


def ask_of_county(m: Matter, a: RequestRecusal[Any], context: Context) -> Changes:
    return _ask(m, a, context, COUNTY_HEAD)


def _ask(m: Matter, a: RequestRecusal[Any], context: Context, heads: frozenset[Role]) -> Changes:
    roles = rank_known(a, context)
    of_head = bool(a.of_head) if roles is None else not heads.isdisjoint(roles)
    asked = RecusalAsked(a.officer, of_head, a.ground.value, a.officer in m.recusals_refused)
    refused = tuple(officer for officer in m.recusals_refused if officer != a.officer)
    return {"recusals_asked": (*m.recusals_asked, asked), "recusals_refused": refused}


def decide(m: Matter, a: DecideRecusal[Any], context: Context) -> Changes:
    changes: dict[str, object] = {"recusals_asked": _without(m, a.officer)}
    if a.granted:
        changes["recused"] = _with(m.recused, a.officer)
    else:
        changes["recusals_refused"] = _with(m.recusals_refused, a.officer)
    return changes


def uphold(m: Matter, a: DecideRecusal[Any], context: Context) -> Changes:
    contested = tuple(request for request in m.recusals_asked if request.officer == a.officer)
    final: tuple[RecusalAsked, ...] = getattr(m, "recusals_final", ())
    return {"recusals_asked": _without(m, a.officer), "recusals_final": (*final, *contested)}


def heard(m: Matter, a: RecordStatement[Any], context: Context) -> Changes:
    if a.person is None or a.person.id != a.party or a.party in m.people:
        return {}
    parties: tuple[Party, ...] = getattr(m, "parties", ())
    return {"parties": (*parties, a.person)}


def _with(officers: tuple[str, ...], officer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*officers, officer)))


def _without(m: Matter, officer: str) -> tuple[RecusalAsked, ...]:
    return tuple(request for request in m.recusals_asked if request.officer != officer)
