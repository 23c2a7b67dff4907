"""What is due now among a million open deadlines, beside a bare scan of the same index.

The floor asks SQLite for the very rows in one statement, and makes a frozen object of each by hand, with its moments.
The ledger gives the same rows a page at a time, as deadlines whose moments were checked; the station beside that
explains each: the rule, its article, who deals with it. (How it was counted is told of those of which it is asked.)
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from precinct.jurisdictions.cn import cn
from precinct.ledger.sqlite import SqliteRecorder
from precinct.station.deadlines import Basis
from precinct.station.station import Station
from tests.benchmarks.report import Result, at_most, exactly, microseconds
from tests.benchmarks.timing import CPU, Subject, in_turns

TITLE = "What is due: among 1,000,000 open deadlines, a deadline: × the bare index scan"

OPEN = 1_000_000
DUE = 2_000
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
COLUMNS = "matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at"
SCAN = (
    f"SELECT {COLUMNS} FROM deadlines WHERE paused_at IS NULL AND due_at <= ? ORDER BY due_at, matter, code"
)


@attrs.frozen
class ByHand:
    """A deadline as somebody would write it who has nothing else."""

    matter: str
    code: str
    kind: str
    started_at: datetime
    due_at: datetime
    on_expiry: str
    paused_at: datetime | None
    basis: str
    handled_at: datetime | None


def measure() -> Iterator[Result]:
    """The ledger's deadlines, then the station's."""
    with TemporaryDirectory(prefix="precinct-bench-") as name:
        path = Path(name) / "ledger.db"
        SqliteRecorder(path).close()
        _fill(path)
        recorder = SqliteRecorder(path, readonly=True)
        with Station(recorder, procedure=cn, clock=lambda: NOW) as station:
            yield from _beside(path, station, recorder)


def _beside(path: Path, station: Station, recorder: SqliteRecorder) -> Iterator[Result]:
    floor = _floor(path)
    ours = list(recorder.deadlines(until=NOW))
    same = [attrs.astuple(one) for one in ours] == [attrs.astuple(one) for one in floor()]
    yield exactly(f"the same {DUE:,} deadlines, in the same order", (same, len(ours)), (True, DUE))
    subjects = [
        Subject("floor", "scan()", {"scan": floor}, operations=DUE),
        Subject("ledger", "list(scan(until=now))", {"scan": recorder.deadlines, "now": NOW}, operations=DUE),
        Subject("station", "due(within=none)", {"due": station.due, "none": timedelta(0)}, operations=DUE),
    ]
    samples = in_turns(subjects, clock=CPU, slice_seconds=0.1)
    absolute = f"{microseconds(samples.median('ledger'))} beside {microseconds(samples.median('floor'))}"
    yield at_most("the ledger's deadlines", samples.ratios("ledger", "floor"), 2, absolute)
    absolute = f"{microseconds(samples.median('station'))} beside {microseconds(samples.median('floor'))}"
    yield at_most(
        "Station.due: with the rule, its article and who deals with it",
        samples.ratios("station", "floor"),
        2,
        absolute,
    )


def _floor(path: Path) -> Callable[[], list[ByHand]]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    until = (NOW - EPOCH) // MICROSECOND

    def moment(number: int | None) -> datetime | None:
        return None if number is None else EPOCH + timedelta(microseconds=number)

    def scan() -> list[ByHand]:
        return [
            ByHand(
                matter,
                code,
                kind,
                EPOCH + timedelta(microseconds=started_at),
                EPOCH + timedelta(microseconds=due_at),
                on_expiry,
                moment(paused_at),
                basis,
                moment(handled_at),
            )
            for matter, code, kind, started_at, due_at, on_expiry, paused_at, basis, handled_at in connection.execute(
                SCAN, (until,)
            )
        ]

    return scan


def _fill(path: Path) -> None:
    """A million deadlines of cases; every tenth stands still, and two thousand of those that run are due."""
    bases = [Basis((NOW - timedelta(days=days)).date()).written() for days in range(30, 60)]
    with sqlite3.connect(path) as connection:
        connection.executemany(
            f"INSERT INTO deadlines ({COLUMNS}) VALUES (?, 'case.time', 'administrative_case', ?, ?, 'warn', ?, ?, NULL)",
            _rows(bases),
        )
        connection.execute("ANALYZE")


def _rows(bases: list[str]) -> Iterator[tuple[object, ...]]:
    now = (NOW - EPOCH) // MICROSECOND
    minute, month = 60 * 1_000_000, 30 * 24 * 3_600 * 1_000_000
    paused = running = 0
    for number in range(OPEN):
        still = number % 10 == 9
        paused, running = paused + still, running + (not still)
        # The first two thousand that run ended a minute apart; the others end in the minutes to come.
        due_at = now + minute * (running - DUE if not still else paused - 5_000)
        # A matter's id says nothing of when it is due: spread as random ids are.
        matter = f"{number * 2_654_435_761 % 2**32:08x}{number:024x}"
        yield matter, due_at - month, due_at, now if still else None, bases[number % len(bases)]
