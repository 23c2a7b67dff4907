"""One accepted action in memory, beside the same work written by hand."""

from collections.abc import Callable, Iterator

from tests.benchmarks import by_hand
from tests.benchmarks.errand import CONTEXT, WORKFLOW, AskedOnce, AskedThrice, Counted, Step, filed
from tests.benchmarks.report import Result, at_most, info, nanoseconds
from tests.benchmarks.timing import Subject, in_turns

TITLE = "One accepted action in memory: × the same work by hand, frozen 14-field matter and 16-field entry"

ROWS: tuple[tuple[str, Step, Callable[..., object], float], ...] = (
    ("1 guard", AskedOnce(1), by_hand.asked_once, 1.5),
    ("3 guards", AskedThrice(1), by_hand.asked_thrice, 1.7),
    ("1 guard, an effect and its changes", Counted(1), by_hand.counted, 2.2),
)


def measure() -> Iterator[Result]:
    """One line a row, and what the floor costs as most people write it."""
    matter = filed()
    for name, action, floor, goal in ROWS:
        outcome = WORKFLOW.apply(matter, action, CONTEXT)
        if (outcome.matter, outcome.entry) != floor(matter, action, CONTEXT):
            raise AssertionError(f"{name}: the floor does not do the same work")
        names = {"matter": matter, "action": action, "context": CONTEXT}
        samples = in_turns(
            [
                Subject("floor", "floor(matter, action, context)", {**names, "floor": floor}),
                Subject("ours", "apply(matter, action, context)", {**names, "apply": WORKFLOW.apply}),
                Subject(
                    "constructors",
                    "floor(matter, action, context)",
                    {**names, "floor": by_hand.asked_once_by_constructors},
                ),
            ]
        )
        ours, by_hand_time = samples.median("ours"), samples.median("floor")
        absolute = f"{nanoseconds(ours)} beside {nanoseconds(by_hand_time)}"
        yield at_most(name, samples.ratios("ours", "floor"), goal, absolute)
        if floor is by_hand.asked_once:
            yield info(
                "  beside the floor as most write it, with constructors",
                samples.ratios("ours", "constructors"),
                f"{nanoseconds(ours)} beside {nanoseconds(samples.median('constructors'))}",
            )
