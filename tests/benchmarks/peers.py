"""The same life on the libraries that people take for this: ten states, nine events, a guard, a callback.

The peers ask one guard, set a state and append four things to a list (eventsourcing collects its own events). Ours
checks role and recusal as well, makes a new frozen matter, and appends an entry of sixteen fields. Making the
object that moves is not counted for anybody.
"""

from collections.abc import Callable, Iterator

from tests.benchmarks import peer_lives
from tests.benchmarks.peer_lives import EVENTS, Life
from tests.benchmarks.report import Result, at_least, info, nanoseconds, skipped
from tests.benchmarks.timing import Subject, in_turns

TITLE = "The same nine events on other libraries, which do less: how many times quicker ours is, an event"

PEERS: tuple[tuple[str, Callable[[], Life]], ...] = (
    ("transitions", peer_lives.transitions),
    ("Automat", peer_lives.automat),
    ("viewflow.fsm", peer_lives.viewflow),
    ("python-statemachine", peer_lives.statemachine),
    ("eventsourcing", peer_lives.eventsourcing),
)
GOALS = {"transitions": 5.0}


def measure() -> Iterator[Result]:
    """One line a peer, all timed in turns."""
    subjects = [_subject("ours", peer_lives.precinct())]
    missing = []
    for name, make in PEERS:
        try:
            life = make()
        except ModuleNotFoundError as error:
            missing.append(skipped(name, f"{error}; `make bench` installs it"))
        else:
            subjects.append(_subject(name, life))
    samples = in_turns(subjects, most=20_000)
    ours = nanoseconds(samples.median("ours"))
    for subject in subjects[1:]:
        name, ratios = subject.name, samples.ratios(subject.name, "ours")
        absolute = f"{ours} beside {nanoseconds(samples.median(name))}"
        goal = GOALS.get(name)
        yield info(name, ratios, absolute) if goal is None else at_least(name, ratios, goal, absolute)
    yield from missing


def _subject(name: str, life: Life) -> Subject:
    new, live = life
    if len(live(new())) not in {len(EVENTS), len(EVENTS) + 1}:  # eventsourcing counts the creation, too
        raise AssertionError(f"{name}: the life does not have {len(EVENTS)} events")
    return Subject(
        name,
        "live(objects.pop())",
        {"live": live, "new": new},
        setup="objects = [new() for _ in range(count)]",
        operations=len(EVENTS),
    )
