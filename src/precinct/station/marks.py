"""Which records are shut, asked for many at once, and anew as soon as somebody may have shut one."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from precinct.ledger.recorder import Recorder

_AHEAD = 128
"""So many are read ahead, and what is shut of their matters is asked in one."""


class _OfMatter(Protocol):
    @property
    def matter(self) -> str: ...


T = TypeVar("T", bound=_OfMatter)


class Marks:
    """Says of matters whether they are sealed or erased at this moment.

    Args:
        recorder: the ledger.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._pulse: object = None
        self._known: dict[str, bool] = {}

    def look_ahead(self, matters: Iterable[str]) -> None:
        """Ask for many at once, so that each of them need not be asked for."""
        # The pulse first: what is shut while the answer is on its way changes it.
        self._pulse = self._recorder.pulse()
        if self._pulse is not None:
            self._known = dict.fromkeys(matters, False)
            self._known |= dict.fromkeys(self._recorder.shut(self._known), True)

    def shut(self, matter: str) -> bool:
        """Whether a matter is sealed or erased now."""
        pulse = self._recorder.pulse()
        if pulse is None or pulse != self._pulse:
            self._known.clear()
            self._pulse = pulse
        known = self._known.get(matter)
        if known is None:
            known = self._known[matter] = bool(self._recorder.shut((matter,)))
        return known


def with_marks(things: Iterable[T], recorder: Recorder) -> Iterator[tuple[T, bool]]:
    """Entries or other things, each with whether its matter is shut in the moment in which it is handed out.

    Args:
        things: what is of a matter; some are read ahead.
        recorder: the ledger.
    """
    marks = Marks(recorder)
    for page in pages(things):
        marks.look_ahead(one.matter for one in page)
        for one in page:
            yield one, marks.shut(one.matter)


def pages(things: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Some at once, until there are no more."""
    left = iter(things)
    while page := tuple(islice(left, _AHEAD)):
        yield page
