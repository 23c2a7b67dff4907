"""One line of the table: a figure, its goal, and whether it was reached."""

import statistics
from collections.abc import Sequence
from typing import Literal

import attrs

SLACK = 0.10
"""How far a goal may be missed before the line says SHORT: what a shared machine adds or takes by itself."""

Verdict = Literal["ok", "within 10 %", "SHORT", "for information", "skipped"]


@attrs.frozen
class Result:
    """One line.

    Args:
        what: what was measured.
        figure: the ratio, or another figure that does not depend on the machine.
        goal: what it should be, empty where it is for information.
        verdict: how the figure stands to the goal.
        absolute: what the ratio was made of; these figures are this machine's alone.
    """

    what: str
    figure: str
    goal: str
    verdict: Verdict
    absolute: str = ""


def at_most(what: str, ratios: Sequence[float], goal: float, absolute: str = "") -> Result:
    """A ratio that should be small."""
    ratio = statistics.median(ratios)
    verdict: Verdict = "ok" if ratio <= goal else "within 10 %" if ratio <= goal * (1 + SLACK) else "SHORT"
    return Result(what, times(ratios), f"≤ {goal:g}×", verdict, absolute)


def at_least(what: str, ratios: Sequence[float], goal: float, absolute: str = "") -> Result:
    """A ratio that should be large."""
    ratio = statistics.median(ratios)
    verdict: Verdict = "ok" if ratio >= goal else "within 10 %" if ratio >= goal * (1 - SLACK) else "SHORT"
    return Result(what, times(ratios), f"≥ {goal:g}×", verdict, absolute)


def below(what: str, figure: float, goal: float, unit: str) -> Result:
    """A figure of its own, which no other is beside; it depends on the machine."""
    verdict: Verdict = "ok" if figure <= goal else "within 10 %" if figure <= goal * (1 + SLACK) else "SHORT"
    return Result(what, f"{figure:.1f} {unit}", f"≤ {goal:g} {unit}", verdict)


def exactly(what: str, figure: object, goal: object, absolute: str = "") -> Result:
    """Something that is so or is not: no slack."""
    return Result(what, str(figure), f"= {goal}", "ok" if figure == goal else "SHORT", absolute)


def info(what: str, figure: Sequence[float] | str, absolute: str = "") -> Result:
    """Something that has no goal."""
    return Result(what, figure if isinstance(figure, str) else times(figure), "", "for information", absolute)


def skipped(what: str, why: str) -> Result:
    """Something that could not be measured here."""
    return Result(what, "-", "", "skipped", why)


def times(ratios: Sequence[float]) -> str:
    """The median, and in brackets the middle half of the rounds."""
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{_short(middle)}× [{_short(low)}, {_short(high)}]"


def nanoseconds(seconds: float) -> str:
    """Seconds as whole nanoseconds."""
    return f"{seconds * 1e9:,.0f} ns"


def microseconds(seconds: float) -> str:
    """Seconds as microseconds."""
    return f"{seconds * 1e6:,.1f} µs"


def _short(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
