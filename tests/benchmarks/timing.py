"""The only place with a clock: several subjects timed in turns, and the ratios between them.

The statement is timed by `timeit`, inlined into its loop, so that no wrapper's cost is added to both sides and
brings a ratio closer to 1; it also keeps the garbage collector off while the clock runs.
"""

import gc
import statistics
import time
import timeit
from collections.abc import Callable, Mapping, Sequence

import attrs

Clock = Callable[[], float]
CPU: Clock = time.process_time
"""Processor time of this process: what computing costs, whoever else is on the machine."""
WALL: Clock = time.perf_counter
"""Time as it passes: for work that waits for a disk."""

ROUNDS = 25
SLICE = 0.02


@attrs.frozen
class Subject:
    """One thing to be timed.

    Args:
        name: how the figures call it.
        statement: what is timed, again and again.
        names: the names that it uses.
        setup: what comes before each round, untimed; it may use `count`, the executions that follow.
        operations: how many operations one execution of the statement is.
    """

    name: str
    statement: str
    names: Mapping[str, object]
    setup: str = "pass"
    operations: int = 1

    def seconds(self, count: int, clock: Clock) -> float:
        """Seconds an operation, over `count` executions."""
        timer = timeit.Timer(self.statement, self.setup, clock, {**self.names, "count": count})
        return timer.timeit(count) / count / self.operations


@attrs.frozen
class Samples:
    """What was measured: for each subject one figure a round, the rounds in the same order for all."""

    by_name: Mapping[str, Sequence[float]]

    def ratios(self, name: str, over: str) -> list[float]:
        """The ratio of two subjects, round by round."""
        return [mine / theirs for mine, theirs in zip(self.by_name[name], self.by_name[over], strict=True)]

    def median(self, name: str) -> float:
        """The median of one subject."""
        return statistics.median(self.by_name[name])


def in_turns(
    subjects: Sequence[Subject],
    *,
    clock: Clock = CPU,
    rounds: int = ROUNDS,
    slice_seconds: float = SLICE,
    most: int = 1_000_000,
) -> Samples:
    """Time the subjects in turns, each round beginning with another one.

    Args:
        subjects: what to time.
        clock: `CPU` or `WALL`.
        rounds: how many turns each gets, 15 at least.
        slice_seconds: about how long one turn takes.
        most: the most executions in one turn.
    """
    if rounds < 15:
        raise ValueError(f"{rounds} rounds are too few for a median on a shared machine; take 15 or more")
    counts = {subject.name: _fitting(subject, slice_seconds, most) for subject in subjects}
    taken: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for turn in range(rounds):
        first = turn % len(subjects)
        for subject in (*subjects[first:], *subjects[:first]):
            gc.collect()
            taken[subject.name].append(subject.seconds(counts[subject.name], clock))
    return Samples(taken)


def _fitting(subject: Subject, slice_seconds: float, most: int) -> int:
    """How many executions fill a slice. Tried with growing counts, which warms the subject up, too."""
    count = 1
    while count < most:
        taken = subject.seconds(count, WALL) * count * subject.operations
        if taken >= slice_seconds / 4:
            return max(1, min(most, round(count * slice_seconds / taken)))
        count *= 4
    return most
