"""What may be asked for, and the rows that say when it is granted.

An action is a frozen attrs class with its payload as fields:

    @attrs.frozen
    class Consent(Action[Mediation]):
        zh = "同意调解"
        party: str

`Action[Mediation]` is a promise to the type checker alone: `report.apply(r, Consent(...))` is an error in
mypy and pyright. A row is made by the class, so that its guards and its effect are checked against the
payload; once made, the payload's type is forgotten, and rows of all actions stand in one table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

import attrs

from precinct.basics.ids import new_id
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Authority, Condition, Guard, OpeningGuard, PayloadGuard
from precinct.workflow.matter import Matter, State

M = TypeVar("M", bound=Matter)

Changes = Mapping[str, object]
"""What an effect returns: the matter's fields that change, with their new values."""

CLASS_ITSELF = "hand over an object of the class and not the class itself; it knows"
"""What is said where an action's class stands in the place of an action."""

END: tuple["Row[Any]", ...] = ()
"""The rows of a final state."""


@attrs.frozen
class Since(Generic[M]):
    """A time limit that runs from another moment than that of the action.

    Args:
        code: the limit.
        moment: reads the moment from the matter as the action leaves it.
    """

    code: str
    moment: Callable[[M], datetime]


@attrs.frozen
class Longer:
    """A running time limit that grows, counted from its end and not from the day on which that is decided.

    Args:
        code: the limit that runs.
        by: the limit whose length is put on, as the pack has it on the day of the step.
    """

    code: str
    by: str


@attrs.frozen(kw_only=True)
class Row(Generic[M]):
    """One row of a table; see `Action.row` for the columns."""

    action: type["Action[Any]"]
    to: State | None
    by: frozenset[Role]
    authorise: tuple[Authority | Guard[Any], ...]
    when: tuple[Guard[Any], ...]
    given: tuple[PayloadGuard[Any, Any], ...]
    where: Callable[[Any, Any, Context], bool] | None
    effect: Callable[[Any, Any, Context], Changes] | None
    starts: tuple[str | Since[Any], ...]
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    extends: tuple[Longer, ...]
    ends: tuple[str, ...]
    papers: tuple[str, ...]
    hands_over: tuple[str, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that the row asks, in the order in which it is asked."""
        return (*self.authorise, *self.when, *self.given)


@attrs.frozen(kw_only=True)
class OpeningRow(Generic[M]):
    """One way into a table; see `Opening.row` for the columns."""

    action: type["Opening[Any]"]
    to: State
    by: frozenset[Role]
    authorise: tuple[Authority, ...]
    given: tuple[OpeningGuard[Any], ...]
    where: Callable[[Any, Context], bool] | None
    effect: Callable[[Any, Context], Changes] | None
    starts: tuple[str | Since[Any], ...]
    papers: tuple[str, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that the row asks, in the order in which it is asked."""
        return (*self.authorise, *self.given)


class Action(Generic[M]):
    """The parent of every action on an existing matter of the type `M`."""

    __slots__ = ()
    zh: ClassVar[str] = ""
    """The Chinese name; the English one is the name of the class."""

    @classmethod
    def row(
        cls,
        to: State | None = None,
        *,
        by: Iterable[Role],
        authorise: Sequence[Authority | Guard[M]] = (),
        when: Sequence[Guard[M]] = (),
        given: Sequence[PayloadGuard[M, Self]] = (),
        where: Callable[[M, Self, Context], bool] | None = None,
        effect: Callable[[M, Self, Context], Changes] | None = None,
        starts: Sequence[str | Since[M]] = (),
        pauses: Sequence[str] = (),
        resumes: Sequence[str] = (),
        extends: Sequence[Longer] = (),
        ends: Sequence[str] = (),
        papers: Sequence[str] = (),
        hands_over: Sequence[str] = (),
    ) -> Row[M]:
        """One row of a table: this action, in the state under which the row stands.

        Args:
            to: the state it leads to; None stays where it is.
            by: the roles that may do it; one of them is enough.
            authorise: conditions on who acts, decided before all others.
            when: conditions on the matter.
            given: conditions on the payload.
            where: chooses between rows of one action in one state; the last of them has none.
            effect: the fields that change; it must return fresh objects.
            starts: time limits that begin to run.
            pauses: time limits that stand still.
            resumes: time limits that run on.
            extends: time limits that grow, where they run; each counted from its end.
            ends: time limits that are done with.
            papers: papers that are now due.
            hands_over: kinds of matter that the station is asked to open.
        """
        return Row(
            action=cls,
            to=to,
            by=frozenset(by),
            authorise=tuple(authorise),
            when=tuple(when),
            given=tuple(given),
            where=where,
            effect=effect,
            starts=tuple(starts),
            pauses=tuple(pauses),
            resumes=tuple(resumes),
            extends=tuple(extends),
            ends=tuple(ends),
            papers=tuple(papers),
            hands_over=tuple(hands_over),
        )


@attrs.frozen
class Opening(Generic[M]):
    """The parent of every action that opens a matter of the type `M`.

    Args:
        id: the id of the matter to be; a fresh one if not given. Sending the same opening twice is a conflict,
            not a second matter.
    """

    zh: ClassVar[str] = ""
    id: str = attrs.field(factory=new_id, kw_only=True)

    @classmethod
    def row(
        cls,
        to: State,
        *,
        by: Iterable[Role],
        authorise: Sequence[Authority] = (),
        given: Sequence[OpeningGuard[Self]] = (),
        where: Callable[[Self, Context], bool] | None = None,
        effect: Callable[[Self, Context], Changes] | None = None,
        starts: Sequence[str | Since[M]] = (),
        papers: Sequence[str] = (),
    ) -> OpeningRow[M]:
        """One way to open a matter; the columns are those of `Action.row`.

        Args:
            to: the first state.
            by: the roles that may do it.
            authorise: conditions on who acts.
            given: conditions on the payload.
            where: chooses between several rows of one opening; the last of them has none.
            effect: the new matter's fields beside id, state and version.
            starts: time limits that begin to run.
            papers: papers that are now due.
        """
        return OpeningRow(
            action=cls,
            to=to,
            by=frozenset(by),
            authorise=tuple(authorise),
            given=tuple(given),
            where=where,
            effect=effect,
            starts=tuple(starts),
            papers=tuple(papers),
        )


def english_name(action: type) -> str:
    """The name of an action's class as words: `HandOver` is "hand over"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in action.__name__).strip()
