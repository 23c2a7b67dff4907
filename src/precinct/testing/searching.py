"""A search through a workflow: towards each goal by changing one thing at a time and keeping what helps.

`decide` tells every reason, so a change that takes one reason away is seen to help although the answer is
still no. Which change moved which condition is remembered, and made first where that condition stands in
the way again. Nothing is told about the table: a deep one is searched as a flat one is.
"""

from collections import Counter
from enum import Enum
from typing import Any, Generic, TypeVar

import attrs

from precinct.matters.procedure import Procedure
from precinct.testing.chance import Seeded, mostly
from precinct.testing.changing import Change, Changes
from precinct.testing.goals import REACHED, Alone, Goal, Made, Score, goals_of, other_row, type_name
from precinct.testing.memory import Memory
from precinct.testing.questions import Answer, Question, Step, Trail, after, ask, soon
from precinct.testing.steps import attempt, attempt_opening
from precinct.testing.turning import PARTS
from precinct.testing.varying import names_of_fields
from precinct.workflow.guard import OpeningGuard, PayloadGuard
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)

_AT_LEAST, _PATIENCE, _PATIENCE_FOR_EACH = 1_500, 3_000, 300


Sort = tuple[object, ...]
_SEVERAL, _ASKED_AGAIN = 6, 40
_ENOUGH, _HOPELESS = 12, 60
"""How often a sort of matter is begun, and after how many tries one that never was is given up."""


def _sort_of(opening: Any) -> Sort:
    """What sort of matter it opens: the words that it must be given."""
    required = [field for field in attrs.fields(type(opening)) if field.default is attrs.NOTHING]
    values = (getattr(opening, field.name) for field in required)
    return (type(opening), *(value for value in values if isinstance(value, Enum)))


class Search(Generic[M]):
    """What is known of a workflow after so many questions.

    Args:
        workflow: the workflow.
        procedure: the procedure that it belongs to.
        seed: the same seed searches the same.
    """

    def __init__(self, workflow: Workflow[M, Any], procedure: Procedure, seed: int) -> None:
        self._workflow = workflow
        self._procedure = procedure
        self._chance = Seeded(seed)
        self.asked: int = 0
        self._last_success = 0
        self.moves: dict[tuple[str, str, str], None] = {}
        self.decisive: dict[tuple[str, str, str], None] = {}
        self.memory: Memory[M] = Memory(self._chance)
        self._changes: Changes[M] = Changes(workflow, procedure, self._chance, self.memory)
        self._made = {
            (goal.state, id(goal.row)): goal for goal in goals_of(workflow) if isinstance(goal, Made)
        }
        self._asked_in: dict[str, dict[tuple[State | None, str], None]] = {}
        for goal in self._made.values():
            for condition in goal.row.conditions:
                self._asked_in.setdefault(condition.code, {})[goal.state, type_name(goal.row)] = None
        self.open: dict[Goal, int] = dict.fromkeys(goals_of(workflow), 0)
        self._nearest: dict[Goal, tuple[Score, Question[M]]] = {}
        self._moved_by: dict[str, dict[Change, None]] = {}
        self._of_matter = {
            condition.code: not isinstance(condition, PayloadGuard | OpeningGuard)
            for condition in workflow.table.conditions()
        }
        self._tried: dict[Goal, dict[Change, int]] = {}
        self._wandered: dict[tuple[State, str, type[Any]], int] = {}
        self._tried_to_begin: Counter[Sort] = Counter()
        self._begun: set[Sort] = set()

    @property
    def over(self) -> bool:
        """Whether all is found, or nothing new for so long that nothing is likely to be."""
        patience = _PATIENCE + _PATIENCE_FOR_EACH * len(self.open)
        if len(self.memory.found) < len(self._workflow.table.moves):
            patience *= 3
        return self.asked > _AT_LEAST and (not self.open or self.asked > self._last_success + patience)

    # --- asking ------------------------------------------------------------------------------------

    def ask(self, question: Question[M]) -> Answer[M]:
        """Ask, and remember what is worth it."""
        self.asked += 1
        answer = ask(self._workflow, question)
        name = question.step.name
        state = question.state
        if answer.trail is not None:
            if state is not None:
                self.moves.setdefault((state.value, name, answer.trail.walk.matter.state.value))
            self.memory.grant(question)
            self.memory.keep(answer.trail)
        elif len(answer.codes) == 1:
            self.decisive.setdefault(("" if state is None else state.value, name, answer.codes[0]))
        made = self._made.get((state, id(answer.row)))
        for goal in (*((made,) if made is not None else ()), *map(Alone, answer.codes)):
            if goal in self.open:
                self._near(goal, goal.score(question.state, answer), question)
        return answer

    def _near(self, goal: Goal, score: Score, question: Question[M]) -> None:
        if score == REACHED:
            del self.open[goal]
            self._nearest.pop(goal, None)
            self._last_success = self.asked
        elif goal not in self._nearest or score <= self._nearest[goal][0]:
            self._nearest[goal] = (score, question)

    # --- wandering ---------------------------------------------------------------------------------

    def wander(self) -> None:
        """Ask for what was asked for least, made up anew or much like what was granted once."""
        waiting = [goal for goal in self.open if isinstance(goal, Made) and goal.state is None]
        if not self.memory.found or not mostly(self._chance, 7 if waiting else 9):
            opening = self._chance.pick([goal.row.action for goal in waiting] or self._workflow.openings)
            self.ask(self._fresh(None, opening))
            return
        state = self._chance.pick(tuple(self.memory.found))
        here = [row.action for row in (*self._workflow.table.moves[state], *self._workflow.table.everywhere)]
        trail = self.memory.any_in(state)
        about = trail.walk.matter.about
        pairs = [
            (state, about, action) for action in (here if mostly(self._chance, 9) else self._workflow.actions)
        ]
        if not pairs:
            return
        least = min(pairs, key=lambda pair: self._wandered.get(pair, 0))
        self._wandered[least] = self._wandered.get(least, 0) + 1
        action = least[2]
        known = self.memory.granted.get((state, action.__name__))
        if known and mostly(self._chance, 5):
            step = self._chance.pick(known).step
            question = after(trail, soon(step, trail.walk.entries[-1]) if mostly(self._chance, 5) else step)
            changed = self._changes.make(question, self._changes.any_of(question), ())
            self.asked += self._changes.cost
            self.ask(question if changed is None else changed)
        else:
            self.ask(self._fresh(trail, action))

    def begin(self) -> None:
        """Open a matter of a sort that was seldom tried: one thing after another changes, of what sort it is stays.

        Where every sort was tried often enough, it wanders instead.
        """
        several = [self._fresh(None, self._chance.pick(self._workflow.openings)) for _ in range(_SEVERAL)]
        seldom = [one for one in several if not self._tried_enough(_sort_of(one.step.what))]
        if not seldom:
            self.wander()
            return
        question = min(seldom, key=lambda one: self._tried_to_begin[_sort_of(one.step.what)])
        sort = _sort_of(question.step.what)
        self._tried_to_begin[sort] += 1
        answer = self.ask(question)
        for _ in range(_ASKED_AGAIN):
            if answer.trail is not None:
                if sort not in self._begun:
                    self._begun.add(sort)
                    self._last_success = self.asked
                return
            change = self._promising(answer.codes) or self._changes.any_of(question)
            if mostly(self._chance, 3):
                change = ("how", question.step.name, "related")
            changed = self._changes.make(question, change, answer.facts)
            if changed is None or _sort_of(changed.step.what) != sort:
                continue
            new = self.ask(changed)
            self._learn(change, question.step.name, answer, new)
            if (not new.authorised, len(new.codes)) <= (not answer.authorised, len(answer.codes)):
                question, answer = changed, new

    def _tried_enough(self, sort: Sort) -> bool:
        return self._tried_to_begin[sort] >= (_ENOUGH if sort in self._begun else _HOPELESS)

    def _fresh(self, trail: Trail[M] | None, action: type[Any]) -> Question[M]:
        if trail is None:
            opening = attempt_opening(self._chance, self._workflow, self._procedure, action)
            return Question(None, Step(opening.opening, opening.context))
        walk = trail.walk
        asked = attempt(
            self._chance, self._workflow, self._procedure, walk.matter, action, after=walk.entries[-1]
        )
        return Question(trail, Step(asked.action, asked.context))

    # --- climbing ----------------------------------------------------------------------------------

    def next_goal(self) -> Goal | None:
        """The goal that was tried least among those that something is known about."""
        ready = [goal for goal in self.open if self._can_start(goal)]
        return min(ready, key=self._urgency) if ready else None

    def _urgency(self, goal: Goal) -> int:
        """How often a goal was tried; what leads to a state that nobody has seen is tried more often."""
        leads = goal.row.to if isinstance(goal, Made) else None
        return (
            self.open[goal] // 6 if leads is not None and leads not in self.memory.found else self.open[goal]
        )

    def _can_start(self, goal: Goal) -> bool:
        if isinstance(goal, Made):
            return goal.state is None or goal.state in self.memory.found
        return goal in self._nearest or bool(self._granted_with(goal))

    def _granted_with(self, goal: Alone) -> list[tuple[State | None, str]]:
        """Where something was granted although the condition was asked."""
        return [place for place in self._asked_in.get(goal.code, ()) if place in self.memory.granted]

    def climb(self, goal: Goal, steps: int = 30) -> None:
        """Change one thing after another; keep what brings the answer nearer, or leaves it as near.

        Args:
            goal: where to.
            steps: how many changes are tried.
        """
        self.open[goal] += 1
        question = self._first_for(goal)
        answer = self.ask(question)
        score = goal.score(question.state, answer)
        for _ in range(steps):
            if goal not in self.open:
                return
            hindrances = goal.hindered_by(answer)
            change = (
                self._promising(hindrances)
                or self._named(hindrances, question, answer)
                or self._seldom(goal, question)
            )
            changed = self._changes.make(question, change, answer.facts)
            self.asked += self._changes.cost
            if changed is None:
                continue
            new = self.ask(changed)
            self._learn(change, question.step.name, answer, new)
            reached = goal.score(changed.state, new)
            if reached <= score:
                question, answer, score = changed, new, reached

    def _first_for(self, goal: Goal) -> Question[M]:
        near = self._nearest.get(goal)
        if near is not None and mostly(self._chance, 6):
            return near[1]
        if isinstance(goal, Made):
            if goal.state is None:
                return self._fresh(None, goal.row.action)
            return self._fresh(self.memory.any_in(goal.state), goal.row.action)
        places = self._granted_with(goal)
        if places:
            return self._chance.pick(self.memory.granted[self._chance.pick(places)])
        assert near is not None, "`_can_start` lets no other goal be climbed"
        return near[1]

    def _learn(self, change: Change, action: str, answer: Answer[M], new: Answer[M]) -> None:
        """Remember which conditions a change has moved: they fail, hold, or tell other facts than before."""
        moved: tuple[str, ...] = ()
        if answer.authorised == new.authorised:
            told, now = answer.told, new.told
            moved = tuple(code for code in {**told, **now} if told.get(code) != now.get(code))
        else:
            moved = new.codes if answer.authorised else answer.codes
        if answer.row is not new.row:
            moved = (other_row(action),)
        for code in moved:
            self._moved_by.setdefault(code, {})[change] = None

    def _promising(self, hindrances: tuple[str, ...]) -> Change | None:
        """A change that once moved something that stands in the way now."""
        known = self._moved_by.get(self._chance.pick(hindrances)) if hindrances else None
        if not known or not mostly(self._chance, min(3 + len(known), 6)):
            return None
        return self._chance.pick(tuple(known))

    def _named(self, hindrances: tuple[str, ...], question: Question[M], answer: Answer[M]) -> Change | None:
        """A change of what a reason names among its facts: a field of a payload, or a circumstance."""
        if mostly(self._chance, 7):
            return None
        names = {name for code in hindrances for name, _ in answer.told.get(code, ())}
        named = [
            (sort, step.name, name)
            for step in question.steps
            for sort, fields in (("what", names_of_fields(type(step.what))), ("how", PARTS))
            for name in fields
            if name in names
        ]
        return self._chance.pick(named) if named else None

    def _seldom(self, goal: Goal, question: Question[M]) -> Change:
        """Of some changes the one that was tried least for this goal."""
        tried = self._tried.setdefault(goal, {})
        of_matter = self._of_matter[goal.code] if isinstance(goal, Alone) else None
        change = min(
            (self._changes.any_of(question, of_matter=of_matter) for _ in range(4)),
            key=lambda one: tried.get(one, 0),
        )
        tried[change] = tried.get(change, 0) + 1
        return change
