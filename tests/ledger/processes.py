"""What the other processes of the tests do: `python -m tests.ledger.processes JOB PLACE …`.

A place is a file, or the connection string of PostgreSQL, a blank, and the schema.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import precinct.basics
from precinct.basics.ledger_errors import Conflict
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.testing.stores import unit, written


def start(job: str, *arguments: object) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    source = Path(precinct.basics.__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.processes", job, *map(str, arguments)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{root}"},
        stdout=subprocess.PIPE,
        text=True,
    )


def opened(place: str, synchronous: str) -> Recorder:
    durable: Literal["FULL", "NORMAL"] = "FULL" if synchronous == "FULL" else "NORMAL"
    if place.startswith("postgresql:"):
        conninfo, schema = place.split()
        return PostgresRecorder.open(conninfo, schema=schema, synchronous=durable, patience=30)
    return SqliteRecorder(place, synchronous=durable, patience=30)


def write_for_ever(place: str, synchronous: str) -> None:
    """Units of three entries on two matters; every version is said once it is acknowledged."""
    with opened(place, synchronous) as recorder:
        version = recorder.tip().position // 3
        while True:
            version += 1
            recorder.append(
                unit(
                    written("a", 2 * version - 1),
                    written("b", version, note="x" * (version % 700)),
                    written("a", 2 * version),
                )
            )
            sys.stdout.write(f"{version}\n")
            sys.stdout.flush()


def add(place: str, times: str) -> None:
    """Move a shared matter so many times; say how many conflicts that took."""
    conflicts = 0
    with opened(place, "NORMAL") as recorder:
        for _ in range(int(times)):
            while True:
                head = recorder.head("shared")
                try:
                    recorder.append(unit(written("shared", 1 if head is None else head.version + 1)))
                    break
                except Conflict:
                    conflicts += 1
    sys.stdout.write(f"{conflicts}\n")


if __name__ == "__main__":
    {"write_for_ever": write_for_ever, "add": add}[sys.argv[1]](*sys.argv[2:])
