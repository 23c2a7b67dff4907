"""Who decides where a value is made up: Hypothesis, which shrinks and replays, or a seeded generator, which is quick.

Payloads, contexts and walks are written once, over the three methods of `Chance`.
"""

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

_WORDS = ("a", "门锁", "约定当面道歉", "Ünal", " ", "0", "two words", "温某")


class Chance(Protocol):
    """A source of decisions. The first option and the lowest number are the simplest."""

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        ...

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        ...

    def text(self) -> str:
        """A short text that is not empty."""
        ...


class Drawn:
    """Decisions that Hypothesis draws.

    Args:
        draw: as a composite strategy gets it.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return self._draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._draw(st.integers(low, high))

    def text(self) -> str:
        """A short text that is not empty."""
        return self._draw(st.sampled_from(_WORDS) | st.text(min_size=1, max_size=8))


class Seeded:
    """Decisions of a pseudo-random generator: the same seed, the same decisions.

    Args:
        seed: any number.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[int(self._random.random() * len(options))]

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def text(self) -> str:
        """A short text that is not empty."""
        return self.pick(_WORDS)


def mostly(chance: Chance, of_ten: int = 8) -> bool:
    """True in so many of ten cases; True is the simpler one."""
    return chance.number(0, 9) < of_ten


def some(chance: Chance, options: Sequence[T]) -> tuple[T, ...]:
    """Some of several in their order, often all of them."""
    if not options or mostly(chance, 6):
        return tuple(options)
    bits = chance.number(0, 2 ** len(options) - 1)
    return tuple(option for at, option in enumerate(options) if bits >> at & 1)
