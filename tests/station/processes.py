"""What the other processes of the station's tests do: `python -m tests.station.processes JOB FILE …`."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import precinct.basics
from precinct import Station, cn
from precinct.basics.ledger_errors import Conflict
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.matters.common import Note
from precinct.station.delivery import Delivery
from precinct.station.subscribing import Subscriber
from precinct.station.sweeping import LEASE, Sweep
from tests.station.conftest import HandClock
from tests.station.night import DESK


def start(job: str, *arguments: object) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    source = Path(precinct.basics.__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.station.processes", job, *map(str, arguments)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{root}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(job: str, *arguments: object, processes: int = 3) -> list[str]:
    """Let several processes do a job at the same time; gives back what each said."""
    started = [start(job, *arguments) for _ in range(processes)]
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    said = []
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in started:
        said.append(one.communicate(timeout=120)[0])
        assert one.returncode == 0
    return said


def ready() -> None:
    """Wait until all are, so that they begin at once."""
    print("ready", flush=True)
    sys.stdin.readline()


def opened(where: str) -> Station:
    """A station on a SQLite file, or on `SCHEMA@CONNINFO`, where that is a schema of a PostgreSQL."""
    schema, found, conninfo = where.partition("@")
    recorder: Recorder
    if found:
        from precinct.ledger.postgres import PostgresRecorder

        recorder = PostgresRecorder.open(conninfo, schema=schema, synchronous="NORMAL", patience=30)
    else:
        recorder = SqliteRecorder(where, synchronous="NORMAL", patience=30)
    return Station(recorder, procedure=cn, clock=HandClock())


def send_notes(path: str, matter: str, times: str) -> None:
    """Send so many notes, each under its number; others send the same ones."""
    with opened(path) as station:
        ready()
        for number in range(int(times)):
            while True:
                try:
                    station.act(
                        station.matter(matter), Note(f"第{number}条"), actor=DESK, key=f"note {number}"
                    )
                    break
                except Conflict:
                    pass


def read_along(path: str, every: str) -> None:
    """Say each position, and go on when told: until then the bookmark has not moved."""

    def say(delivery: Delivery) -> None:
        print(delivery.position, flush=True)
        sys.stdin.readline()

    with opened(path) as station:
        station.outbox.deliver(Subscriber("mail", say, every=int(every)))


def sweep(path: str, now: str) -> None:
    """See to what is due until nothing is left; say on what it was done."""
    with opened(path) as station:
        station.clock = HandClock(datetime.fromisoformat(now))
        ready()
        while swept := station.sweep(limit=2):
            for one in swept:
                if one.outcome is Sweep.DONE:
                    print(one.deadline.matter)


def claim_and_wait(path: str, now: str) -> None:
    """Claim what is due, and do nothing about it."""
    with opened(path) as station:
        moment = datetime.fromisoformat(now)
        station.recorder.claim(moment, moment + LEASE)
        ready()


if __name__ == "__main__":
    jobs = {
        "send_notes": send_notes,
        "read_along": read_along,
        "sweep": sweep,
        "claim_and_wait": claim_and_wait,
    }
    jobs[sys.argv[1]](*sys.argv[2:])
