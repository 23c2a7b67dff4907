"""Durable actions on SQLite, beside the same rows written by hand and beside eventsourcing.

Everybody begins with the matter in memory, but for the lines that say "loaded by id".
"""

import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.errand import LIFE
from tests.benchmarks.report import Result, at_least, at_most, exactly, info, microseconds, skipped
from tests.benchmarks.sqlite_by_hand import ByHand
from tests.benchmarks.sqlite_ours import AtStation, Engine, Eventsourcing, Synchronous, commits
from tests.benchmarks.timing import CPU, WALL, Clock, Samples, Subject, in_turns

TITLE = "Durable actions on SQLite, an action: × raw sqlite3 with the same rows, bytes and hashes, by hand"

KINDS: dict[str, type[Any]] = {
    "floor": ByHand,
    "entries alone": ByHand,
    "engine": Engine,
    "station": AtStation,
    "eventsourcing": Eventsourcing,
}
OURS = ("floor", "engine", "station")


def measure() -> Iterator[Result]:
    """NORMAL by the size of a unit, FULL by its CPU and its commits, eventsourcing beside.

    The goals are held in CPU time: waiting for a busy disk costs everybody the same and brings ratios to 1.
    """
    with TemporaryDirectory(prefix="precinct-bench-") as name:
        folder = Path(name)
        _require_same_rows(folder)
        for size, goal in ((1, 1.8), (10, 2.0), (1_000, 2.0)):
            what = f"NORMAL, {size:,} a transaction: engine, codec, recorder"
            yield from _beside_the_floor(what, _timed(folder, "NORMAL", OURS, size=size), goal)
        samples = _timed(folder, "NORMAL", OURS, clock=WALL)
        what = "  … 1 a transaction: wall"
        yield info(what, samples.ratios("engine", "floor"), _both(samples, "engine", "floor"))
        samples = _timed(folder, "NORMAL", ("floor", "entries alone"))
        what = "  … 1 a transaction: the floor itself × entries alone"
        ratios = samples.ratios("floor", "entries alone")
        yield info(what, ratios, _both(samples, "floor", "entries alone"))
        yield from _commits(folder)
        what = "FULL, 1 a transaction: engine, codec, recorder"
        yield from _beside_the_floor(what, _timed(folder, "FULL", OURS), 1.5)
        yield from _beside_eventsourcing(folder)


def _beside_the_floor(what: str, samples: Samples, goal: float) -> Iterator[Result]:
    yield at_most(what, samples.ratios("engine", "floor"), goal, _both(samples, "engine", "floor"))
    yield info("  … at a Station", samples.ratios("station", "floor"), _both(samples, "station", "floor"))


def _beside_eventsourcing(folder: Path) -> Iterator[Result]:
    """Its own way is to load an aggregate, let it act and save it, and that is what the goal is about.

    Kept in memory between two saves by hand, as nobody's manual does it, an aggregate costs it much less.
    """
    what = "times quicker than eventsourcing, NORMAL: load by id, act, save"
    if find_spec("eventsourcing") is None:
        yield skipped(what, "eventsourcing is not installed; `make bench` installs it")
        return
    samples = _timed(folder, "NORMAL", ("station", "eventsourcing"), live="live_loaded")
    ratios = samples.ratios("eventsourcing", "station")
    yield at_least(what, ratios, 3.0, _both(samples, "station", "eventsourcing"))
    samples = _timed(folder, "NORMAL", ("engine", "station", "eventsourcing"))
    ratios = samples.ratios("eventsourcing", "engine")
    yield info("  … both with the matter kept in memory", ratios, _both(samples, "engine", "eventsourcing"))
    ratios = samples.ratios("eventsourcing", "station")
    yield info("  … the same at a Station", ratios, _both(samples, "station", "eventsourcing"))


def _commits(folder: Path) -> Iterator[Result]:
    for name, called in (("engine", "recorder"), ("station", "Station.act")):
        path = folder / f"{name}-commits.db"
        opened = KINDS[name](path, "FULL")
        (batch,) = opened.prepare(1, 1)
        before = commits(path)
        opened.live_one(batch)
        made = commits(path) - before
        yield exactly(f"FULL, {called}: commits of {len(LIFE)} units of work", made, len(LIFE))


def _timed(
    folder: Path,
    synchronous: Synchronous,
    kinds: tuple[str, ...],
    *,
    size: int = 1,
    clock: Clock = CPU,
    live: str = "",
) -> Samples:
    """Time lives on fresh files, one a kind."""
    subjects = []
    with TemporaryDirectory(dir=folder) as fresh:
        for kind in kinds:
            opened = KINDS[kind](Path(fresh) / f"{kind}.db", synchronous)
            method = live or ("live_one" if size == 1 else "live_many")
            if kind == "entries alone":
                method = "live_one_bare"
            names = {"prepare": opened.prepare, "live": getattr(opened, method), "size": size}
            setup = "batches = prepare(count, size)"
            subjects.append(Subject(kind, "live(batches.pop())", names, setup, operations=size * len(LIFE)))
        return in_turns(subjects, clock=clock, rounds=15, slice_seconds=0.1)


def _both(samples: Samples, mine: str, theirs: str) -> str:
    return f"{microseconds(samples.median(mine))} beside {microseconds(samples.median(theirs))}"


def _require_same_rows(folder: Path) -> None:
    """The floor writes what the recorder writes, but for ids, salts and what follows from them."""
    written = []
    for kind in ("floor", "engine"):
        for live in ("live_one", "live_many"):
            path = folder / f"{kind}-{live}-same.db"
            opened = KINDS[kind](path, "NORMAL")
            (batch,) = opened.prepare(1, 1)
            getattr(opened, live)(batch)
            written.append(_rows(path))
    if any(rows != written[0] for rows in written):
        raise AssertionError("the floor does not write what the recorder writes")


def _rows(path: Path) -> list[object]:
    with sqlite3.connect(path) as connection:
        ((matter,),) = connection.execute("SELECT matter FROM heads").fetchall()
        rows: list[object] = connection.execute("SELECT kind, state, version, ended FROM heads").fetchall()
        rows += connection.execute("SELECT position FROM tip").fetchall()
        for version, header, payload in connection.execute("SELECT version, header, payload FROM entries"):
            rows.append((version, *(part.replace(matter.encode(), b"<id>") for part in (header, payload))))
    return rows
