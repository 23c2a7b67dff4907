"""What can be changed about a question: its payload, its circumstances, and the history that led to it."""

from typing import Any, Generic, TypeVar

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Chance, mostly
from precinct.testing.memory import Memory
from precinct.testing.payloads import surroundings
from precinct.testing.questions import Question, Step, after, asked_anew, soon
from precinct.testing.turning import PARTS, open_or_ended, turned
from precinct.testing.varying import (
    Values,
    names_of_fields,
    values_in,
    with_every_flag,
    with_field_changed,
    with_value,
)
from precinct.workflow.context import Brief
from precinct.workflow.matter import Matter
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
Change = tuple[str, str, str]
"""What is changed: the payload, the circumstances or the history; of which action; and which field."""

_LONGEST = 200
"""How many steps a history may have: rounds upon rounds would double it without end."""
_FLAGS = "every flag"
_REFER = "refer"
_OFTEN = ("actor", "actor", "companions", "related", "related", "related")


class Changes(Generic[M]):
    """Makes changes.

    Args:
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        chance: who decides.
        memory: other histories, and further steps.
    """

    def __init__(
        self, workflow: Workflow[M, Any], procedure: Procedure, chance: Chance, memory: Memory[M]
    ) -> None:
        self._workflow = workflow
        self._procedure = procedure
        self._chance = chance
        self._memory = memory
        self.cost: int = 0

    def any_of(self, question: Question[M], *, of_matter: bool | None = None) -> Change:
        """Any change, of the last step mostly.

        Args:
            question: what is to be changed.
            of_matter: whether what is to be moved looks at the matter and the circumstances alone, or at the
                payload mostly; None where that is not known.
        """
        chance = self._chance
        if of_matter is not None and mostly(chance, 6):
            if not of_matter:
                return self._what(question.step)
            return self._in_history(question) if mostly(chance, 5) else self._how(question.step)
        if question.trail is not None and not mostly(chance, 6):
            return self._in_history(question)
        return self._what(question.step) if mostly(chance, 6) else self._how(question.step)

    def _what(self, step: Step) -> Change:
        field = self._chance.pick((*names_of_fields(type(step.what)), _FLAGS))
        refers = isinstance(getattr(step.what, field, None), str) and mostly(self._chance, 5)
        return (_REFER if refers else "what", step.name, field)

    def _how(self, step: Step) -> Change:
        return ("how", step.name, self._chance.pick((*PARTS, *_OFTEN)))

    def _in_history(self, question: Question[M]) -> Change:
        """A change of what was granted before."""
        chance = self._chance
        sort = chance.number(0, 5)
        if sort <= 2:
            step = chance.pick(question.steps)
            return self._what(step) if mostly(chance, 7) else self._how(step)
        between = [name for state, name in self._memory.granted if state is question.state is not None]
        if sort == 3 and between:
            return ("with one more step", chance.pick(between), "")
        return ("with one more round" if sort == 4 else "after another history", "", "")

    def make(self, question: Question[M], change: Change, facts: tuple[str, ...]) -> Question[M] | None:
        """The question with one change, None where it cannot be made; `cost` says how much was asked for that.

        Args:
            question: the question.
            change: what is changed.
            facts: what its refusal told.
        """
        self.cost = 1
        sort, name, field = change
        if sort not in {"what", "how", _REFER}:
            return self._after(question, sort, name)
        steps = question.steps
        places = [at for at, step in enumerate(steps) if step.name == name]
        if not places:
            return None
        at = places[-1] if mostly(self._chance) else self._chance.pick(places)
        matter = None if at == 0 or question.trail is None else question.trail.walk.stages[at - 1]
        step = self._step_changed(steps[at], sort, field, matter, facts)
        if question.trail is None:
            return attrs.evolve(question, step=step)
        if at == len(steps) - 1:
            return after(question.trail, step)
        self.cost += len(steps) - at
        return self._again((*steps[:at], step, *steps[at + 1 :]), question)

    def _after(self, question: Question[M], sort: str, name: str) -> Question[M] | None:
        """The question after another history, or after a longer one."""
        if sort == "with one more step":
            return self._with_one_more(question, name)
        if sort == "with one more round":
            return self._with_one_more_round(question)
        return self._after_another(question)

    def _after_another(self, question: Question[M]) -> Question[M] | None:
        """The question after another history that leads to the same state."""
        if question.state is None or question.state not in self._memory.found:
            return None
        trail, step = self._memory.any_in(question.state), question.step
        return after(trail, soon(step, trail.walk.entries[-1]) if mostly(self._chance, 5) else step)

    def _with_one_more(self, question: Question[M], name: str) -> Question[M] | None:
        """The question after one more step that was granted elsewhere, anywhere in its history."""
        if question.trail is None:
            return None
        stages = question.trail.walk.stages
        places = [at + 1 for at, stage in enumerate(stages) if (stage.state, name) in self._memory.granted]
        if not places or len(stages) >= _LONGEST:
            return None
        at = places[-1] if mostly(self._chance, 6) else self._chance.pick(places)
        more = self._chance.pick(self._memory.granted[stages[at - 1].state, name]).step
        if mostly(self._chance):
            more = soon(more, question.trail.walk.entries[at - 1])
        self.cost += len(stages) - at + 1
        return self._again((*question.steps[:at], more, *question.steps[at:]), question)

    def _with_one_more_round(self, question: Question[M]) -> Question[M] | None:
        """The question after going once more round a circle of states in its history: what is counted grows."""
        stages = () if question.trail is None else question.trail.walk.stages
        rounds = [
            (start + 1, end + 1)
            for end, last in enumerate(stages)
            for start, first in enumerate(stages[:end])
            if first.state is last.state and len(stages) + end - start < _LONGEST
        ]
        if not rounds:
            return None
        start, end = self._chance.pick(rounds)
        steps = question.steps
        self.cost += len(steps) - start
        return self._again((*steps[:end], *steps[start:end], *steps[end:]), question)

    def _again(self, steps: tuple[Step, ...], question: Question[M]) -> Question[M] | None:
        trail = question.trail
        assert trail is not None
        anew = asked_anew(self._workflow, steps, trail)
        return anew if anew is not None and anew.state is question.state else None

    def _donor(self, step: Step, field: str) -> Step | None:
        """A step of the same action that was granted once, in whatever state."""
        places = [key for key in self._memory.granted if key[1] == step.name]
        if not places or field in {_FLAGS, "occurred_at", "recorded_at"}:
            return None
        return self._chance.pick(self._memory.granted[self._chance.pick(places)]).step

    def _step_changed(
        self, step: Step, sort: str, field: str, matter: M | None, facts: tuple[str, ...]
    ) -> Step:
        chance, context = self._chance, step.context
        procedure = self._procedure
        around = surroundings(procedure.law, procedure.kinds, context.occurred_at, matter)
        known: Values = (*values_in(matter, step.what), *facts)
        if sort == _REFER:
            return _referring(step, field, open_or_ended(chance, procedure, matter, around))
        donor = self._donor(step, field) if mostly(chance, 4) else None
        if donor is not None:
            return _with_part_of(donor, step, sort, field)
        if sort == "what" and field == _FLAGS:
            return attrs.evolve(step, what=with_every_flag(step.what, mostly(chance, 6)))
        if sort == "what":
            known = (*known, *values_in(*context.related))
            return attrs.evolve(step, what=with_field_changed(chance, step.what, field, around, known))
        table = self._workflow.table
        rows: list[Any] = [*table.openings, *(row for _, row in table.rows())]
        roles = frozenset(role for row in rows if row.action is step.kind for role in row.by)
        new = turned(
            chance, context, field, procedure, roles=roles, matter=matter, around=around, known=known
        )
        return attrs.evolve(step, context=new)


def _referring(step: Step, field: str, brief: Brief) -> Step:
    """The step with a field that names a related matter, which is there."""
    others = tuple(one for one in step.context.related if one.id != brief.id)
    context = attrs.evolve(step.context, related=(*others, brief))
    return attrs.evolve(step, what=with_value(step.what, field, brief.id), context=context)


def _with_part_of(donor: Step, step: Step, sort: str, field: str) -> Step:
    """The step with one field of its payload or its circumstances as in another one."""
    if sort == "what":
        return attrs.evolve(step, what=with_value(step.what, field, getattr(donor.what, field)))
    value = getattr(donor.context, field)
    if field == "actor":
        value = attrs.evolve(value, id=step.context.actor.id)
    return attrs.evolve(step, context=with_value(step.context, field, value))
