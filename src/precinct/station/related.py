"""What one matter may know of others: the briefs that go into a decision."""

from collections.abc import Iterable, Iterator

import attrs

from precinct.matters.procedure import Procedure
from precinct.people.person import Party
from precinct.workflow.context import Brief
from precinct.workflow.matter import Matter


def brief_of(matter: Matter, procedure: Procedure) -> Brief:
    """What others may know of a matter."""
    workflow = procedure.workflow_of(matter)
    return Brief(
        kind=workflow.kind,
        id=matter.id,
        version=matter.version,
        state=matter.state.value,
        ended=workflow.ended(matter),
        people=matter.people,
        busy=matter.busy,
        about=matter.about,
        case=str(getattr(matter, "case", "")),
        recused=frozenset(matter.recused),
        marked=matter.marked,
        held_days=matter.held_days,
        seals=matter.seals,
    )


def names_of(matter: Matter) -> frozenset[str]:
    """Under which names others find a matter: its people, its case, the officers it ties up, what it shut away."""
    case = getattr(matter, "case", "")
    return matter.people.union(matter.busy, matter.seals, matter.erases, (case,) if case else ())


def hand(officer: str) -> str:
    """The name under which the open matters are found that an officer has in hand.

    It is not his id, under which decisions look for what he is busy with: of those there are few.
    """
    return f"in hand: {officer}"


def hands_of(matter: Matter, *, ended: bool) -> frozenset[str]:
    """Under which names a matter is found by those who have it, were sent to it or are busy with it, until it ends."""
    if ended:
        return frozenset()
    officers = {matter.officer, *matter.busy, *getattr(matter, "officers", ())}
    return frozenset([hand(officer) for officer in officers if officer])


def kept_names(matter: Matter, *, ended: bool) -> frozenset[str]:
    """Every name under which the ledger keeps a matter."""
    return names_of(matter) | hands_of(matter, ended=ended)


def names_in(*things: object) -> frozenset[str]:
    """Every name that matters or actions mention: ids of people, officers and other matters.

    Below a personal field stands what somebody said or wrote, alone, in a list or in a record: of it only the ids of
    parties are names. Other text there is not looked for: no matter has it as a name, and a store may log what it is
    asked for.
    """
    return frozenset(_all(things, personal=False))


def _names(thing: object, *, personal: bool) -> Iterator[str]:
    if isinstance(thing, Party):
        yield thing.id
    elif isinstance(thing, str):
        if not personal:
            yield thing
    elif attrs.has(cls := type(thing)):
        for field in attrs.fields(cls):
            below = personal or "personal" in field.metadata
            yield from _names(getattr(thing, field.name), personal=below)
    elif isinstance(thing, tuple | frozenset):
        yield from _all(thing, personal=personal)


def _all(things: Iterable[object], *, personal: bool) -> Iterator[str]:
    for thing in things:
        yield from _names(thing, personal=personal)
