"""All that a decision may look at beside the matter and the action: who, when, under which law, what else is open."""

from collections.abc import Callable
from datetime import date, datetime

import attrs

from precinct.basics.clock import aware, require_aware
from precinct.basics.frozen import checked_maker
from precinct.law.pack import Pack
from precinct.people.person import Actor


@attrs.frozen
class Brief:
    """What one matter may know of another.

    Args:
        kind: the kind of the other matter.
        id: its id.
        version: the version that was seen; the ledger refuses a unit of work if it has moved on.
        state: its state's name.
        ended: whether it is in a final state.
        people: the ids of its parties.
        busy: the ids of officers whom it ties up.
        about: what it is about, in a word: the measure, the breach.
        case: the id of the case that it serves.
        recused: the ids of officers who take no part in it.
        marked: words for what others must know of how it stands or ended.
        held_days: for how many days it held somebody, None where it has not ended or that is not known.
        seals: the ids of matters that it keeps shut.
    """

    kind: str
    id: str
    version: int
    state: str
    ended: bool
    people: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()
    about: str = ""
    case: str = ""
    recused: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    held_days: int | None = None
    seals: frozenset[str] = frozenset()

    def serves(self, case: str, people: frozenset[str]) -> bool:
        """Whether the other matter belongs to a case; where it names none, its people tell.

        Args:
            case: the id of the case.
            people: the ids of the case's people.
        """
        return self.case == case if self.case else not self.people.isdisjoint(people)


def _recorder(context: "Context") -> str:
    return context.actor.id


def _companions(context: "Context") -> tuple[str, ...]:
    # Nearly everything is done by one alone, and this is asked for every action.
    return tuple([companion.id for companion in context.companions]) if context.companions else ()


def _day(context: "Context") -> date:
    return require_aware("occurred_at", context.occurred_at).astimezone(context.law.zone).date()


def _same_moment(context: "Context") -> datetime:
    return context.occurred_at


def _aware_too(context: "Context", attribute: "attrs.Attribute[datetime]", value: datetime) -> None:
    if value is not context.occurred_at:  # which was asked before
        aware(context, attribute, value)


@attrs.frozen(kw_only=True)
class Context:
    """The circumstances of one action. The engine knows nothing else, so the same context gives the same answer.

    Args:
        actor: who acts.
        occurred_at: when it happened, with a time zone; its day chooses the law of the step.
        law: the procedure's pack.
        recorded_at: when it is written down; the same moment if not given.
        recorded_by: the id of who writes it down; the actor if not given.
        on_behalf_of: the id of the person for whom the actor acts.
        companions: who takes part beside the actor.
        filmed: whether the whole act is recorded with sound and picture 全程录音录像.
        in_case_room: whether it happens inside the case-handling area 办案场所.
        related: what is known of other matters.
        companion_ids: the ids of the companions.
        day: the day of the step, where the procedure is at home; made once, because nearly every guard asks for it.
    """

    actor: Actor
    occurred_at: datetime = attrs.field(validator=aware)
    law: Pack
    recorded_at: datetime = attrs.field(
        default=attrs.Factory(_same_moment, takes_self=True), validator=_aware_too
    )
    recorded_by: str = attrs.Factory(_recorder, takes_self=True)
    on_behalf_of: str | None = None
    companions: tuple[Actor, ...] = ()
    filmed: bool = False
    in_case_room: bool = False
    related: tuple[Brief, ...] = ()
    companion_ids: tuple[str, ...] = attrs.field(
        init=False, default=attrs.Factory(_companions, takes_self=True)
    )
    day: date = attrs.field(init=False, default=attrs.Factory(_day, takes_self=True))

    @property
    def involved(self) -> frozenset[str]:
        """The ids of all who take part: the actor, the companions, and for whom it is done."""
        return frozenset({self.actor.id, *self.companion_ids, self.on_behalf_of or self.actor.id})


make_context: Callable[..., Context] = checked_maker(Context)
"""A context from all that its class takes, by name, more quickly: each action has one of its own."""
