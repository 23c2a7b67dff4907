"""Telling every reason: who acts first, and only if that holds, the matter and the payload."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from precinct.basics.text import Text
from precinct.law.citation import HOUSE_RULE
from precinct.law.pack import Pack
from precinct.people.role import Role
from precinct.workflow.action import OpeningRow, Row
from precinct.workflow.context import Context
from precinct.workflow.decision import Decision, GuardError, Reason, crash_of
from precinct.workflow.guard import Authority, Condition, Unmet
from precinct.workflow.matter import Matter, State

_NO_MOVE = Text("在此状态下有此动作", "the table has this action in this state")
_ROLE = Text("行为人具有所需职责", "the actor has a role that may do this")
_NOT_RECUSED = Text("参与人员均未被回避", "nobody who takes part is recused from the matter")


class Weighing:
    """Decides by the rows of one table, with the citations of one pack.

    Args:
        kind: the kind of matter.
        law: the pack.
    """

    def __init__(self, kind: str, law: Pack) -> None:
        self._kind = kind
        self._law = law

    def move(self, row: Row[Any], to: State, matter: Matter, action: object, context: Context) -> Decision:
        """The decision on an action, by the row that applies to it."""
        name = row.action.__name__
        objections = self.objections(row.authorise, row.by, matter, context)
        if objections:
            return Decision(self._kind, name, matter.state, objections, authorised=False)
        reasons = (
            *self.unmet(row.when, context, matter, context),
            *self.unmet(row.given, context, matter, action, context),
        )
        return Decision(self._kind, name, matter.state, reasons, to=None if reasons else to)

    def no_move(
        self, name: str, by: frozenset[Role], possible: Iterable[State], matter: Matter, context: Context
    ) -> Decision:
        """The decision on an action that the table does not have in this state.

        Args:
            name: the action's name.
            by: who may do it elsewhere; others are told only that they may not.
            possible: the states that have it.
            matter: the matter as it stands.
            context: the circumstances.
        """
        objections = self.objections((), by, matter, context)
        if objections:
            return Decision(self._kind, name, matter.state, objections, authorised=False)
        states = ", ".join(state.value for state in possible)
        reason = self._own("engine.no_move", _NO_MOVE, context, state=matter.state.value, possible_in=states)
        return Decision(self._kind, name, matter.state, (reason,))

    def opening(self, row: OpeningRow[Any], opening: object, context: Context) -> Decision:
        """The decision on an opening, by the row that applies to it."""
        name = row.action.__name__
        reasons = self.objections(row.authorise, row.by, None, context)
        if reasons:
            return Decision(self._kind, name, None, reasons, authorised=False)
        reasons = tuple(self.unmet(row.given, context, opening, context))
        return Decision(self._kind, name, None, reasons, to=None if reasons else row.to)

    def objections(
        self, authorise: Iterable[Condition], by: frozenset[Role], matter: Matter | None, context: Context
    ) -> tuple[Reason, ...]:
        """All that stands against who acts."""
        actor = context.actor
        reasons: list[Reason] = []
        if by.isdisjoint(actor.roles):
            has, needs = _names(actor.roles), _names(by)
            reasons.append(self._own("engine.role", _ROLE, context, actor=actor.id, has=has, needs=needs))
        recused = frozenset() if matter is None else context.involved & frozenset(matter.recused)
        if recused:
            shown = ", ".join(sorted(recused))
            reasons.append(self._own("engine.recused", _NOT_RECUSED, context, recused=shown))
        for condition in authorise:
            arguments = (context,) if isinstance(condition, Authority) else (matter, context)
            reasons += self.unmet((condition,), context, *arguments)
        return tuple(reasons)

    def unmet(
        self, conditions: Iterable[Condition], context: Context, *arguments: object
    ) -> Iterator[Reason]:
        """A reason for each condition that does not hold.

        Args:
            conditions: what is asked.
            context: the circumstances; its day chooses the citations.
            arguments: what the tests are called with.
        """
        for condition in conditions:
            verdict = ask(condition.code, condition.test, *arguments)
            if verdict is True:
                continue
            unmet = verdict if isinstance(verdict, Unmet) else Unmet()
            cited = self._law.cite(condition.code, context.day)
            citations = tuple(dict.fromkeys((*cited, *unmet.citations)))
            yield Reason(condition.code, condition.text, citations, unmet.facts, unmet.remedy)

    def _own(self, code: str, text: Text, context: Context, **facts: str) -> Reason:
        citations = self._law.cite(code, context.day) if self._law.cites(code) else (HOUSE_RULE,)
        return Reason(code, text, citations, tuple(facts.items()))


def choose(where: Callable[..., object], action: object, *arguments: object) -> bool:
    """What the predicate that chooses between rows answers.

    Args:
        where: the predicate.
        action: the action or opening for which rows are chosen.
        arguments: what the predicate is called with.

    Raises:
        GuardError: it crashed, or answered neither True nor False.
    """
    code = f"the choice of rows for {type(action).__name__}"
    answer = ask(code, where, *arguments)
    if not isinstance(answer, bool):
        raise GuardError(code, f"it answered with a {type(answer).__name__}, which is neither True nor False")
    return answer


def ask(code: str, test: Callable[..., object], *arguments: object) -> object:
    """What a guard or predicate answers.

    Raises:
        GuardError: it crashed, or answered neither True, False nor `Unmet`.
    """
    try:
        verdict = test(*arguments)
    except Exception as error:  # noqa: BLE001  # whatever it was, it is told as ours
        raise GuardError(code, crash_of(error)) from None
    if not isinstance(verdict, bool | Unmet):
        raise GuardError(
            code, f"it answered with a {type(verdict).__name__}, which is neither True, False nor Unmet"
        )
    return verdict


def _names(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles)) or "none"
