"""A writing process is killed at random moments: what it was told is recorded is there, whole, and nothing is torn.

The writer appends units of three entries on two matters, so that half a unit would show, and says each version once it
is acknowledged. Killing it never waits for it: the moment is drawn.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import NoReturn

from precinct.ledger.recorder import Recorder
from tests.ledger.writing import unit, written
from tests.torture.stores import settled, stores

LONGEST = {"PostgreSQL": 0.4}
"""Seconds that a writer lives at most: long enough for dozens of commits, short enough to hit its first ones often."""
LONGEST_OF_OTHERS = 0.06

LIVES_OF_A_LEDGER = 40
"""After so many killed writers a new ledger is begun, because each is verified whole after every one of them."""


def survive(
    fresh: Callable[[], Callable[[], Recorder]], kills: int, longest: float = LONGEST_OF_OTHERS, seed: int = 1
) -> int:
    """Kill writers and look at what they leave.

    Args:
        fresh: makes an empty ledger, and gives what opens it.
        kills: how many writers are killed.
        longest: seconds that one lives at most once it has opened the ledger.
        seed: of the moments.

    Returns:
        how many units were acknowledged in all.

    Raises:
        AssertionError: an acknowledged unit is lost, or one is there in part.
        Tampered: the chain does not hold.
    """
    chance, acknowledged = random.Random(seed), 0
    for number in range(kills):
        if number % LIVES_OF_A_LEDGER == 0:
            open_ledger, before = fresh(), 0
            open_ledger().close()
        said = _one_life(open_ledger, before, chance.uniform(0, longest))
        with open_ledger() as recorder:
            settled(recorder)
            after = _whole(recorder)
        last = max(said, default=before)
        # One more may be recorded than was said: killed between the commit and the word.
        assert last <= after <= last + 1, f"{last} was acknowledged, the ledger has {after}"
        acknowledged += last - before
        before = after
    return acknowledged


def _whole(recorder: Recorder) -> int:
    """The last version, once it is seen that no unit is torn and the chain holds."""
    a, b = recorder.head("a"), recorder.head("b")
    versions = (0 if a is None else a.version, 0 if b is None else b.version)
    assert versions[0] == 2 * versions[1], f"half a unit of work: {versions}"
    assert recorder.verify().position == 3 * versions[1]
    return versions[1]


def _one_life(open_ledger: Callable[[], Recorder], version: int, seconds: float) -> list[int]:
    """Let a writer go on from a version, kill it, and give back what it was told was recorded."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_for_ever(open_ledger, version, writing)
    os.close(writing)
    with os.fdopen(reading) as words:
        assert words.readline() == "ready\n"
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [int(line) for line in words if line.endswith("\n")]


def _write_for_ever(open_ledger: Callable[[], Recorder], version: int, writing: int) -> NoReturn:
    try:
        recorder = open_ledger()
        os.write(writing, b"ready\n")
        while True:
            version += 1
            recorder.append(
                unit(
                    written("a", 2 * version - 1),
                    written("b", version, note="x" * (version % 700)),
                    written("a", 2 * version),
                )
            )
            os.write(writing, b"%d\n" % version)
    except BaseException as error:  # nothing of the parent may run in the child
        sys.stderr.write(f"the writer failed: {error!r}\n")
        os._exit(1)


def main(part: float) -> Iterator[str]:
    """A thousand kills of each store."""
    kills = max(1, round(1000 * part))
    with stores() as known:
        for name, fresh in known.items():
            said = survive(fresh, kills, LONGEST.get(name, LONGEST_OF_OTHERS))
            yield f"{name}: {kills} writers killed, {said} acknowledged units, all there and whole"
