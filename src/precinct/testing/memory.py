"""What a search remembers: matters of many sorts in each state, and what was granted there."""

from collections import Counter
from typing import Any, Generic, TypeVar

import attrs

from precinct.testing.chance import Chance, mostly
from precinct.testing.questions import Question, Trail
from precinct.workflow.matter import Matter, State

M = TypeVar("M", bound=Matter)

_POOL, _GRANTED, _SORTS = 24, 6, 12


class Memory(Generic[M]):
    """Histories and granted questions, some of each sort.

    Args:
        chance: who decides what is kept of what is alike.
    """

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._features: dict[tuple[State, str], list[Any]] = {}
        self.found: dict[State, dict[str, list[Trail[M]]]] = {}
        """Histories by the state that they lead to, and by what the matter is about: much may depend on that."""
        self.granted: dict[tuple[State | None, str], list[Question[M]]] = {}

    def grant(self, question: Question[M]) -> None:
        """Remember what was granted."""
        known = self.granted.setdefault((question.state, question.step.name), [])
        if len(known) < _GRANTED:
            known.append(question)
        elif not mostly(self._chance, 7):
            known[self._chance.number(0, _GRANTED - 1)] = question

    def any_in(self, state: State) -> Trail[M]:
        """A history that leads to a state; every sort of matter is as likely."""
        return self._chance.pick(self.found[state][self._chance.pick(tuple(self.found[state]))])

    def keep(self, trail: Trail[M]) -> None:
        """Keep a matter; where there are too many, let go the one that is most like the others."""
        matter = trail.walk.matter
        sorts = self.found.setdefault(matter.state, {})
        about = matter.about if matter.about in sorts or len(sorts) < _SORTS else min(sorts)
        pool = sorts.setdefault(about, [])
        features = self._features.setdefault((matter.state, about), [])
        new = _features(matter)
        if new in features:
            at = features.index(new)
            if len(trail.steps) < len(pool[at].steps) or not mostly(self._chance, 9):
                pool[at] = trail
            return
        pool.append(trail)
        features.append(new)
        if len(pool) > _POOL:
            common = Counter(feature for one in features for feature in one)
            least = [sum(1 / common[feature] for feature in one) for one in features]
            at = least.index(min(least))
            del pool[at], features[at]


def _features(matter: Matter) -> tuple[tuple[str, object], ...]:
    """What kind of matter it is: flags and words as they are, of all else how much there is."""
    return tuple(
        (field.name, _coarse(getattr(matter, field.name)))
        for field in attrs.fields(type(matter))
        if field.name not in {"id", "version"}
    )


def _coarse(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, tuple | frozenset):
        return min(len(value), 2)
    return str(value) if hasattr(value, "name") else bool(value)
