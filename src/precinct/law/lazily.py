"""Tables whose values, or whose very keys, are made when they are first asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TypeVar

V = TypeVar("V")


class Lazily(Mapping[str, V]):
    """A mapping that knows its keys and makes each value once, on the first question for it.

    Args:
        makers: what makes the value of each key.
    """

    def __init__(self, makers: Mapping[str, Callable[[], V]]) -> None:
        self._makers = makers
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        try:
            return self._made[key]
        except KeyError:
            # Two threads may both make it; they make the same, and one of the two is kept.
            return self._made.setdefault(key, self._makers[key]())

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, key: object) -> bool:
        return key in self._makers


class Later(Mapping[str, V]):
    """A mapping that is made as a whole on the first question for anything in it.

    Args:
        make: makes it.
    """

    def __init__(self, make: Callable[[], Mapping[str, V]]) -> None:
        self._make = make

    @cached_property
    def _whole(self) -> Mapping[str, V]:
        return self._make()

    def __getitem__(self, key: str) -> V:
        return self._whole[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def joined(table: Mapping[str, V], more: Mapping[str, V]) -> Mapping[str, V]:
    """A table with more in it, or in place of what it has; nothing is made yet.

    Args:
        table: the table.
        more: what is added.
    """
    makers = {key: partial(one.__getitem__, key) for one in (table, more) for key in one}
    return Lazily(makers)
