"""Many processes act on the same few matters: every conflict is told, and in the end the sum is right."""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import attrs

from precinct.basics.ledger_errors import Conflict
from precinct.ledger.recorder import Recorder
from tests.ledger.writing import unit, written
from tests.torture.stores import stores

MATTERS = tuple("abcdefgh")


@attrs.frozen
class Crowded:
    """What came of it.

    Args:
        units: how many were recorded.
        conflicts: how often somebody else was first, and it was tried again.
    """

    units: int
    conflicts: int


def crowd(open_ledger: Callable[[], Recorder], processes: int, times: int) -> Crowded:
    """Let processes act on shared matters at once.

    Args:
        open_ledger: opens the ledger, which is empty.
        processes: how many.
        times: how many units each records.

    Raises:
        AssertionError: the sum is wrong, a version or position is missing, or a process failed.
        Tampered: the chain forked or does not hold.
    """
    open_ledger().close()
    readers = [_child(open_ledger, number, times) for number in range(processes)]
    conflicts = 0
    for child, reading in readers:
        with os.fdopen(reading) as words:
            said = words.read()
        _, status = os.waitpid(child, 0)
        assert status == 0, "a process failed"
        conflicts += int(said)
    with open_ledger() as recorder:
        _require_all(recorder, processes * times)
    return Crowded(processes * times, conflicts)


def _require_all(recorder: Recorder, units: int) -> None:
    assert recorder.verify().position == 2 * units
    versions: Counter[str] = Counter()
    for position, entry in enumerate(recorder.read_all(), start=1):
        versions[entry.matter] += 1
        assert (entry.position, entry.version) == (position, versions[entry.matter])
    assert versions["all"] == units
    assert sum(versions.values()) == 2 * units
    assert {head.matter: head.version for head in recorder.heads()} == versions


def _child(open_ledger: Callable[[], Recorder], number: int, times: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.write(writing, b"%d" % _act(open_ledger, random.Random(number), times))
        os._exit(0)
    except BaseException as error:  # nothing of the parent may run in the child
        sys.stderr.write(f"process {number} failed: {error!r}\n")
        os._exit(1)


def _act(open_ledger: Callable[[], Recorder], chance: random.Random, times: int) -> int:
    """Record units on one shared matter and on one that everybody shares; give back the number of conflicts."""
    conflicts = 0
    with open_ledger() as recorder:
        for _ in range(times):
            one = chance.choice(MATTERS)
            while True:
                heads = [recorder.head(one), recorder.head("all")]
                first, second = (1 if head is None else head.version + 1 for head in heads)
                try:
                    recorder.append(unit(written(one, first), written("all", second)))
                    break
                except Conflict:
                    conflicts += 1
    return conflicts


def main(part: float) -> Iterator[str]:
    """Eight processes with five thousand units each."""
    processes, times = 8, max(1, round(5000 * part))
    with stores() as known:
        for name, fresh in known.items():
            made = crowd(fresh(), processes, times)
            yield f"{name}: {processes} processes, {made.units} units, {made.conflicts} conflicts tried again, no gap"
