"""A table bound to a jurisdiction: what may happen, what happens, and what happened.

The order is always the same: authorise, then guard, then act. `decide` tells every reason; `apply` asks the
same conditions until the first that does not hold, and leaves the telling to `decide`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar, cast

import attrs

from precinct.basics.errors import NotAHistory, PrecinctError, WrongAction, WrongLaw
from precinct.basics.text import Language
from precinct.law.citation import Citation
from precinct.law.note import Note
from precinct.law.pack import Pack
from precinct.people.role import Role
from precinct.workflow.acceptance import (
    Permit,
    Stamp,
    Take,
    acceptance,
    follow_ups_of,
    permission,
    require_free,
    since_of,
)
from precinct.workflow.action import CLASS_ITSELF, Action, Opening, OpeningRow, Row
from precinct.workflow.context import Context
from precinct.workflow.decision import Decision, GuardError, Option, Reason, Refusal, crash_of
from precinct.workflow.drawing import to_mermaid
from precinct.workflow.entry import Entry, Outcome
from precinct.workflow.fold import Fold
from precinct.workflow.machine import TransitionsMachine, assert_agrees, build_machine
from precinct.workflow.matter import Matter, State
from precinct.workflow.soundness import require_sound
from precinct.workflow.table import Table
from precinct.workflow.weighing import Weighing, choose

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)


class Workflow(Generic[M, S]):
    """A table under one jurisdiction.

    Args:
        table: the moves.
        law: the jurisdiction's pack, which cites every guard and knows every time limit.

    Raises:
        Unsound: the table cannot be used, with every finding.
    """

    def __init__(self, table: Table[M, S], law: Pack) -> None:
        table = table.asked_under(law)
        require_sound(table, law)
        assert_agrees(table)
        self.table: Table[M, S] = table
        self.law: Pack = law
        self.kind: str = table.kind
        self.definition: str = f"{table.kind}@{table.version}"
        self._law_name = f"{law.name}@{law.version}"
        self._stamp = Stamp(self.kind, self._law_name, self.definition)
        self._weighing = Weighing(table.kind, law)
        self._final = table.final
        self._rows: dict[type[Action[Any]], dict[State, tuple[Row[M], ...]]] = {}
        for state, row in table.rows():
            by_state = self._rows.setdefault(row.action, {})
            by_state[state] = (*by_state.get(state, ()), row)
        self._permits: dict[int, Permit] = {}  # by the id of a row, which the table keeps alive
        self._takes: dict[type[Action[Any]], dict[State, Take]] = {action: {} for action in self._rows}
        rows: list[Row[Any] | OpeningRow[Any]] = [*(row for _, row in table.rows()), *table.openings]
        self._looking = {row.action for row in rows if any(condition.related for condition in row.conditions)}
        self._openings: dict[type[Opening[Any]], tuple[OpeningRow[M], ...]] = {}
        for opening in table.openings:
            self._openings[opening.action] = (*self._openings.get(opening.action, ()), opening)

    def __repr__(self) -> str:
        return f"<Workflow {self.definition} under {self._law_name}>"

    @property
    def actions(self) -> tuple[type[Action[M]], ...]:
        """The actions on an existing matter, in the order of the table."""
        return tuple(self._rows)

    @property
    def openings(self) -> tuple[type[Opening[M]], ...]:
        """The actions that open a matter, in the order of the table."""
        return tuple(self._openings)

    def ended(self, matter: M) -> bool:
        """Whether the matter is in a final state."""
        return matter.state in self._final

    # --- the first entry ---------------------------------------------------------------------------

    def decide_opening(self, opening: Opening[M], context: Context) -> Decision:
        """May this matter be opened?

        Raises:
            WrongAction: this workflow has no such opening.
            GuardError: a guard crashed.
        """
        self._require_law(context)
        return self._weighing.opening(self._opening_row(opening, context), opening, context)

    def begin(self, opening: Opening[M], context: Context) -> Outcome[M]:
        """Open a matter.

        Args:
            opening: what is asked for.
            context: the circumstances.

        Returns:
            the new matter and its first entry.

        Raises:
            Refusal: it may not be opened, with every reason.
            WrongAction: this workflow has no such opening.
            GuardError: a guard or the effect crashed.
        """
        self._require_law(context)
        row = self._opening_row(opening, context)
        decision = self._weighing.opening(row, opening, context)
        if not decision.allowed:
            raise Refusal(decision)
        try:
            given = {} if row.effect is None else dict(row.effect(opening, context))
            fields = {require_free(name): value for name, value in given.items()}
            made = self._build({**fields, "id": opening.id, "state": row.to, "version": 1})
            follow_ups = (*follow_ups_of(row), *(start(made) for start in since_of(row)))
        except PrecinctError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it was, it is told as ours
            raise GuardError(f"the effect of {type(opening).__name__}", crash_of(error)) from None
        # The first entry keeps every field, so that replay does not depend on today's defaults.
        changes = tuple(
            (field.name, getattr(made, field.name))
            for field in attrs.fields(self.table.matter)
            if field.name not in {"id", "state", "version"}
        )
        entry = Entry(
            matter=made.id,
            kind=self.kind,
            version=1,
            action=opening,
            from_state=None,
            to_state=row.to,
            changes=changes,
            actor=context.actor.id,
            on_behalf_of=context.on_behalf_of,
            recorded_by=context.recorded_by,
            companions=context.companion_ids,
            occurred_at=context.occurred_at,
            recorded_at=context.recorded_at,
            law=self._law_name,
            definition=self.definition,
            follow_ups=follow_ups,
        )
        return Outcome(made, entry)

    # --- every further entry -----------------------------------------------------------------------

    def decide(self, matter: M, action: Action[M], context: Context) -> Decision:
        """May this action happen? Reads its arguments only.

        Args:
            matter: the matter as it stands.
            action: what is asked for.
            context: the circumstances.

        Returns:
            allowed, or refused with every reason. Who is not authorised is told that and nothing else.

        Raises:
            WrongAction: this workflow has no such action.
            GuardError: a guard or predicate crashed.
        """
        self._require_law(context)
        rows = self._rows_for(matter, action)
        if not rows:
            return self._no_move(type(action), matter, context)
        row = self._choose(rows, matter, action, context)
        to = matter.state if row.to is None else row.to
        permit = self._permits.get(id(row))
        if permit is None:
            permit = self._permits[id(row)] = permission(row)
        try:
            permitted = permit(matter, action, context)
        except Exception:  # noqa: BLE001 - the weighing meets it again, and names the guard
            permitted = False
        if permitted:
            return Decision(self.kind, row.action.__name__, matter.state, to=to)
        return self._weighing.move(row, to, matter, action, context)

    def apply(self, matter: M, action: Action[M], context: Context) -> Outcome[M]:
        """Let an action happen.

        Args:
            matter: the matter as it stands; it is left as it is.
            action: what is asked for.
            context: the circumstances.

        Returns:
            the matter as it stands afterwards, and the entry for the ledger.

        Raises:
            Refusal: exactly when `decide` has reasons, with the same reasons.
            WrongAction: this workflow has no such action.
            GuardError: a guard, predicate or effect crashed.
        """
        if context.law is not self.law:
            self._require_law(context)
        try:
            take = self._takes[action.__class__][matter.state]
        except KeyError:
            take = self._prepare(matter, action, context)
        try:
            outcome = take(matter, action, context)
        except Exception as error:  # noqa: BLE001  # whatever it was, it is told as ours
            # If a guard crashed, `decide` meets it again and names it; what is left is the effect.
            if self.decide(matter, action, context).allowed:
                raise GuardError(f"the effect of {type(action).__name__}", crash_of(error)) from None
            outcome = None
        if outcome is None:
            decision = self.decide(matter, action, context)
            if decision.allowed:
                raise GuardError(type(action).__name__, "it was answered differently when asked twice")
            raise Refusal(decision)
        return outcome

    def options(self, matter: M, context: Context) -> tuple[Option, ...]:
        """Every action of the table: possible, why not, or what it still needs.

        What a payload alone could make fail is left open: where an option is refused, `decide` refuses
        whatever the payload.
        """
        self._require_law(context)
        return tuple(self._option(action, matter, context) for action in self.actions)

    def looks_around(self, action: type[Action[Any]] | type[Opening[Any]]) -> bool:
        """Whether some guard of this action reads `context.related`."""
        return action in self._looking

    def citations(self, action: type[Any], state: State | None, day: date) -> tuple[Citation, ...]:
        """All that the conditions of an action stand on; house rules are left out.

        Args:
            action: the class of an action or opening.
            state: the state in which it is asked for, None for an opening.
            day: the day of the step.
        """
        rows: list[Row[Any] | OpeningRow[Any]] = [row for at, row in self.table.rows() if at is state]
        rows += self.table.openings if state is None else ()
        codes = dict.fromkeys(
            condition.code for row in rows if row.action is action for condition in row.conditions
        )
        cited = dict.fromkeys(citation for code in codes for citation in self.law.cite(code, day))
        return tuple(citation for citation in cited if citation.instrument is not None)

    def notes(self, action: type[Any], day: date) -> tuple[Note, ...]:
        """What an officer must know at a move and no guard decides.

        Args:
            action: the class of an action or opening.
            day: the day of the step.
        """
        return self.law.notes(self.kind, action.__name__, day)

    # --- from the ledger ---------------------------------------------------------------------------

    def replay(self, entries: Iterable[Entry]) -> M:
        """The matter that these entries made. Folds their changes; asks no guard and runs no effect.

        Args:
            entries: all entries of one matter, oldest first.

        Raises:
            NotAHistory: they are not.
        """
        fold: Fold | None = None
        for entry in entries:
            if fold is None:
                fold = Fold(self.kind, entry.matter)
            fold.take(
                entry.kind, entry.matter, entry.version, entry.from_state, entry.to_state, entry.changes
            )
        if fold is None:
            raise NotAHistory("there are none")
        return self.remade(fold)

    def remade(self, fold: Fold) -> M:
        """The matter that folded entries made.

        Args:
            fold: all entries of one matter of this kind.
        """
        stands = {"id": fold.matter, "state": fold.state, "version": fold.version}
        return self._build({**fold.fields, **stands})

    # --- for people and other tools ----------------------------------------------------------------

    def machine(self) -> TransitionsMachine:
        """A stock `transitions.Machine` of this workflow, with the same conditions; yours to add models to.

        Trigger names are the names of the actions; each takes `matter`, `action` and `context` by keyword.
        """
        return build_machine(self.table)

    def mermaid(self, language: Language = "en") -> str:
        """The workflow as a mermaid state diagram."""
        return to_mermaid(self.table, language)

    # --- inside ------------------------------------------------------------------------------------

    def _build(self, fields: Mapping[str, object]) -> M:
        return cast("Callable[..., M]", self.table.matter)(**fields)

    def _require_law(self, context: Context) -> None:
        theirs = f"{context.law.name}@{context.law.version}"
        if context.law is not self.law and theirs != self._law_name:
            raise WrongLaw(self.definition, self._law_name, theirs)

    def _rows_for(self, matter: M, action: Action[M]) -> tuple[Row[M], ...]:
        by_state = self._rows.get(type(action))
        if by_state is None:
            known = [one.__name__ for one in self._rows]
            if isinstance(action, type):
                raise WrongAction(self.kind, action.__name__, known, CLASS_ITSELF)
            opens = isinstance(action, Opening)
            hint = "it opens one, with `begin`; on one that is there are possible" if opens else "it knows"
            raise WrongAction(self.kind, type(action).__name__, known, hint)
        return by_state.get(matter.state, ())

    def _choose(self, rows: tuple[Row[M], ...], matter: M, action: Action[M], context: Context) -> Row[M]:
        for row in rows[:-1]:
            if row.where is None or choose(row.where, action, matter, action, context):
                return row
        return rows[-1]

    def _prepare(self, matter: M, action: Action[M], context: Context) -> Take:
        """Make the function for an action in a state when it is first wanted."""
        rows = self._rows_for(matter, action)
        if not rows:
            raise Refusal(self._no_move(type(action), matter, context))
        take: Take | None = None
        for row in reversed(rows):
            take = acceptance(self.table.matter, row, matter.state, self._stamp, take)
        assert take is not None, "there is a row"
        self._takes[type(action)][matter.state] = take
        return take

    def _opening_row(self, opening: Opening[M], context: Context) -> OpeningRow[M]:
        rows = self._openings.get(type(opening))
        if rows is None:
            raise WrongAction(self.kind, type(opening).__name__, (known.__name__ for known in self._openings))
        for row in rows[:-1]:
            if row.where is None or choose(row.where, opening, opening, context):
                return row
        return rows[-1]

    def _no_move(self, action: type[Action[M]], matter: M, context: Context) -> Decision:
        by = frozenset[Role]().union(*(row.by for rows in self._rows[action].values() for row in rows))
        return self._weighing.no_move(action.__name__, by, self._rows[action], matter, context)

    def _option(self, action: type[Action[M]], matter: M, context: Context) -> Option:
        fields = attrs.fields(cast("Any", action))
        needs = tuple(field.name for field in fields if field.default is attrs.NOTHING)
        notes = self.notes(action, context.day)
        rows = self._rows[action].get(matter.state, ())
        if not rows:
            return Option(action, self._no_move(action, matter, context).reasons, needs, notes)
        reasons: list[Reason] = []
        for row in rows:
            against = self._weighing.objections(row.authorise, row.by, matter, context) or tuple(
                self._weighing.unmet(row.when, context, matter, context)
            )
            if not against:
                return Option(action, (), needs, notes)
            reasons += [reason for reason in against if reason not in reasons]
        return Option(action, tuple(reasons), needs, notes)
