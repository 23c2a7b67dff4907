"""Whatever a test of the matters asks, a refusal tells the truth about what it looked at."""

from typing import Any

import attrs
import pytest

from precinct.workflow.context import Context
from precinct.workflow.decision import Decision
from precinct.workflow.weighing import Weighing

DERIVED = {"mediation.not_repeated", "report.acts_done_first"}
"""Guards with a fact that says more than the field of its name: it is also told by another one."""


def _looked_at(*subjects: Any) -> dict[str, bool]:
    """What is simply true or false of an action, a matter and the circumstances, by name; the first one counts."""
    told: dict[str, bool] = {}
    for subject in reversed(subjects):
        for field in attrs.fields(type(subject)):
            if isinstance(value := getattr(subject, field.name), bool):
                told[field.name] = value
    return told


def _require_truth(decision: Decision, *subjects: Any) -> Decision:
    known = _looked_at(*subjects)
    for reason in decision.reasons:
        for name, told in reason.facts if reason.code not in DERIVED else ():
            assert told == str(known.get(name, told)), f"{reason.code} says {name} = {told}"
    return decision


@pytest.fixture(autouse=True)
def refusals_tell_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fact of a refusal that has the name of a field says what the field says."""
    move, opening = Weighing.move, Weighing.opening

    def weigh_move(self: Weighing, row: Any, to: Any, matter: Any, action: Any, context: Context) -> Decision:
        return _require_truth(move(self, row, to, matter, action, context), action, matter, context)

    def weigh_opening(self: Weighing, row: Any, action: Any, context: Context) -> Decision:
        return _require_truth(opening(self, row, action, context), action, context)

    monkeypatch.setattr(Weighing, "move", weigh_move)
    monkeypatch.setattr(Weighing, "opening", weigh_opening)
