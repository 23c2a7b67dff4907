"""Questions with what led to them: the steps that were granted, and the one that is asked for now.

A question can be asked again with any of its steps changed, or with one more: what comes after is done anew.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

import attrs

from precinct.testing.steps import Walk
from precinct.testing.surgery import rows_of
from precinct.testing.turning import at_moment, not_before
from precinct.workflow.context import Context
from precinct.workflow.decision import GuardError, Refusal
from precinct.workflow.entry import Entry
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)


@attrs.frozen
class Step:
    """Something that is asked for.

    Args:
        what: an action, or an opening.
        context: the circumstances.
    """

    what: Any
    context: Context

    @property
    def kind(self) -> Any:
        """The class of the action."""
        return type(self.what)

    @property
    def name(self) -> str:
        """The name of the action."""
        return type(self.what).__name__


@attrs.frozen
class Trail(Generic[M]):
    """A lawful history with the circumstances of every step.

    Args:
        steps: the steps.
        walk: where they lead.
    """

    steps: tuple[Step, ...]
    walk: Walk[M]


@attrs.frozen
class Question(Generic[M]):
    """A step that is asked for.

    Args:
        trail: what was granted before; None where a matter is to be opened.
        step: the step.
    """

    trail: Trail[M] | None
    step: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, the one that is asked for last."""
        return (self.step,) if self.trail is None else (*self.trail.steps, self.step)

    @property
    def matter(self) -> M | None:
        """The matter as it stands."""
        return None if self.trail is None else self.trail.walk.matter

    @property
    def state(self) -> State | None:
        """The state in which the matter stands, None before there is one."""
        return None if self.trail is None else self.trail.walk.matter.state


@attrs.frozen
class Answer(Generic[M]):
    """What a workflow answers.

    Args:
        row: the row that the question met, None where there is none.
        told: why it is refused, as the facts by the code of each reason; nothing where it is granted.
        authorised: whether more than who acts was looked at.
        trail: where it led, None where it is refused.
    """

    row: Any
    told: Mapping[str, tuple[tuple[str, str], ...]]
    authorised: bool
    trail: Trail[M] | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in the order of the table."""
        return tuple(self.told)

    @property
    def facts(self) -> tuple[str, ...]:
        """What the reasons looked at, without the names."""
        values = (value for facts in self.told.values() for _, value in facts)
        return tuple(word for value in values for word in dict.fromkeys((value, *value.split(", "))))


def ask(workflow: Workflow[M, Any], question: Question[M]) -> Answer[M]:
    """Ask a workflow.

    Raises:
        GuardError: a guard, predicate or effect crashed; a note on it says what was asked.
    """
    step, matter = question.step, question.matter
    try:
        outcome = (
            workflow.begin(step.what, step.context)
            if matter is None
            else workflow.apply(matter, step.what, step.context)
        )
    except Refusal as refusal:
        told = {reason.code: reason.facts for reason in refusal.decision.reasons}
        return Answer(_row(workflow, question), told, refusal.decision.authorised, None)
    except GuardError as error:
        error.add_note(f"asked of {matter!r}\nfor {step.what!r}\nin {step.context!r}")
        raise
    walk = (
        Walk((outcome.matter,), (outcome.entry,))
        if question.trail is None
        else question.trail.walk.then(outcome)
    )
    return Answer(_row(workflow, question), {}, True, Trail(question.steps, walk))


def _row(workflow: Workflow[Any, Any], question: Question[Any]) -> Any:
    """The row that a question meets, None where there is none."""
    step, matter = question.step, question.matter
    subject = (step.what, step.context) if matter is None else (matter, step.what, step.context)
    for row in _rows(workflow, question.state, step.kind):
        if row.where is None or row.where(*subject):
            return row
    return None


@lru_cache(maxsize=4096)
def _rows(workflow: Workflow[Any, Any], state: State | None, action: Any) -> tuple[Any, ...]:
    return tuple(rows_of(workflow.table, state, action))


def asked_anew(workflow: Workflow[M, Any], steps: tuple[Step, ...], known: Trail[M]) -> Question[M] | None:
    """The question of so many steps, the last one asked for, the others done anew; None where one of them is refused.

    Args:
        workflow: the workflow.
        steps: the steps.
        known: a history; as many first steps as it shares are not done again.
    """
    done = 0
    while done < len(steps) - 1 and done < len(known.steps) and steps[done] is known.steps[done]:
        done += 1
    trail = _first(known, done)
    for step in steps[done:-1]:
        answer = ask(workflow, Question(trail, _later(step, trail)))
        if answer.trail is None:
            return None
        trail = answer.trail
    return Question(trail, _later(steps[-1], trail))


def _first(trail: Trail[M], count: int) -> Trail[M] | None:
    if count == 0:
        return None
    walk = Walk(trail.walk.stages[:count], trail.walk.entries[:count])
    return Trail(trail.steps[:count], walk)


def _later(step: Step, trail: Trail[Any] | None) -> Step:
    """The step, some minutes after the last one if it would come before it."""
    if trail is None or step.context.occurred_at > trail.walk.entries[-1].occurred_at:
        return step
    earliest = trail.walk.entries[-1].occurred_at + timedelta(minutes=5)
    return attrs.evolve(step, context=not_before(step.context, earliest))


def soon(step: Step, entry: Entry) -> Step:
    """The same step some minutes after an entry: what lasts for hours is over before a step of another year comes."""
    return attrs.evolve(step, context=at_moment(step.context, entry.occurred_at + timedelta(minutes=5)))


def after(trail: Trail[M], step: Step) -> Question[M]:
    """The same step after another history, and not before its last step."""
    context = not_before(step.context, trail.walk.entries[-1].occurred_at)
    return Question(trail, attrs.evolve(step, context=context))
