"""What a live matter weighs, made by the engine, beside a bare attrs object with the same fields."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime

import attrs

from tests.benchmarks.errand import CONTEXT, LIFE, WORKFLOW, Errand, ErrandState, File
from tests.benchmarks.report import Result, exactly, info

TITLE = (
    "A live matter: bytes beside a bare frozen attrs object with the same fourteen fields (20,000 of each)"
)

COUNT = 20_000
NOISE = COUNT // 20
"""Bytes that the list and tracemalloc itself may take or give: a twentieth of a byte for each object."""


@attrs.frozen(kw_only=True)
class Bare:
    """The twelve fields of an errand, and no parent."""

    id: str
    state: ErrandState
    version: int
    officer: str
    recused: tuple[str, ...]
    recusals_asked: tuple[str, ...]
    recusals_refused: tuple[str, ...]
    place: str
    reporter: str
    people_met: tuple[str, ...]
    visits: int
    urgency: int
    opened_at: datetime | None
    remark: str


def measure() -> Iterator[Result]:
    """Bytes of the engine in each matter, after the opening and after an action, and what stays when it goes."""
    ids = [f"{number:032x}" for number in range(COUNT)]
    place = "Wushan Road 12"

    def bare(id: str) -> Bare:
        return Bare(
            id=id,
            state=ErrandState.FILED,
            version=1,
            officer="",
            recused=(),
            recusals_asked=(),
            recusals_refused=(),
            place=place,
            reporter="",
            people_met=(),
            visits=0,
            urgency=0,
            opened_at=None,
            remark="",
        )

    def begun(id: str) -> Errand:
        errand: Errand = WORKFLOW.begin(File(id=id, place=place), CONTEXT).matter
        return errand

    def moved(id: str) -> Errand:
        errand: Errand = WORKFLOW.apply(begun(id), LIFE[0], CONTEXT).matter
        return errand

    floor, _ = _weight(bare, ids)
    for name, make in (("opened by the engine", begun), ("opened and moved by the engine", moved)):
        weight, left = _weight(make, ids)
        absolute = f"{weight / COUNT:.1f} bytes beside {floor / COUNT:.1f}"
        yield exactly(f"{name}: bytes of engine each", _each(weight - floor), 0, absolute)
        yield exactly(
            "  bytes still held when it is let go", _each(left), 0, f"{left:,} bytes for all together"
        )
    yield info("  registration of live matters", "none", "nothing was called but begin and apply")


def _each(total: int) -> float:
    return 0 if abs(total) <= NOISE else round(total / COUNT, 1)


def _weight(make: Callable[[str], object], ids: list[str]) -> tuple[int, int]:
    """Bytes that the objects hold together, and bytes that stay when they are gone."""
    make(ids[0])  # what is made once for all
    gc.collect()
    tracemalloc.start()
    try:
        objects: list[object] = [None] * len(ids)
        before, _ = tracemalloc.get_traced_memory()
        for number, name in enumerate(ids):
            objects[number] = make(name)
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        objects[:] = [None] * len(ids)
        gc.collect()
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return held - before, left - before
