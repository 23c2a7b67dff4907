"""What the law of China answers to the worked situations, and what changes none of its answers."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import Example, run_example
from precinct.jurisdictions.worked.example import MoveIs
from precinct.matters.procedure import Procedure
from precinct.testing.surgery import rebound, with_tests
from precinct.workflow.guard import Condition, Verdict
from precinct.workflow.workflow import Workflow
from tests.jurisdictions.answers import ANSWERS, MOVES, answers

NOW = answers()
BY_FILE = {name: [one for one in MOVES if one.file == f"examples/{name}.toml"] for name in NOW}
RENEW = "python -m tests.jurisdictions.answers writes the answers anew; read the difference"

STRANGERS: tuple[dict[str, Any], ...] = tuple(
    {"id": f"{first}{kind}", "kind": kind, "state": "somewhere", "ended": ended, "people": [f"{first}one"]}
    for first in ("!", "~")
    for kind in cn.kinds
    for ended in (False, True)
)
"""Matters of other people; their ids come before and after those of any matter in the examples."""

WITNESSES = tuple(
    {"id": name, "name": "某", "capacity": "witness", "born": "1980-01-01"} for name in ("!one", "~one")
)


def test_there_is_an_answer_to_every_file_of_examples() -> None:
    assert {file.stem for file in ANSWERS.iterdir()} == NOW.keys(), RENEW


@pytest.mark.parametrize("name", NOW)
def test_the_answers_are_those_that_were_read(name: str) -> None:
    assert NOW[name] == (ANSWERS / f"{name}.txt").read_text(encoding="utf-8"), RENEW


def asked(example: Example, procedure: Procedure, **changed: Any) -> None:
    """Ask a worked example with something changed that must change nothing."""
    says = attrs.evolve(example.says, **changed)
    for result in run_example(procedure, attrs.evolve(example, says=says)):
        assert result.passed, (example.where, result.seen.en)


@pytest.mark.parametrize("name", NOW)
def test_matters_of_strangers_change_no_answer(name: str) -> None:
    for example in BY_FILE[name]:
        assert isinstance(example.says, MoveIs)
        asked(example, cn, related=(*STRANGERS, *example.says.related))


@pytest.mark.parametrize("name", NOW)
def test_a_witness_more_changes_no_answer(name: str) -> None:
    """But in a mediation, where everybody who is named comes."""
    for example in BY_FILE[name]:
        assert isinstance(example.says, MoveIs)
        parties = example.says.matter.get("parties")
        if isinstance(parties, list) and example.says.kind != "mediation":
            for first, last in (WITNESSES, reversed(WITNESSES)):
                asked(example, cn, matter={**example.says.matter, "parties": [first, *parties, last]})


class Blinkered(Procedure):
    """The procedure of China in which only a guard that says that it looks at other matters sees any."""

    def workflow(self, kind: str) -> Workflow[Any, Any]:
        return BLINKERED[kind]


def _blinkered(condition: Condition) -> Callable[..., Verdict]:
    def alone(*arguments: Any) -> Verdict:
        *first, context = arguments
        return condition.test(*first, attrs.evolve(context, related=()))

    return condition.test if condition.related else alone


BLINKERED = {
    table.kind: rebound(cn.workflow(table.kind), with_tests(table, _blinkered)) for table in cn.tables
}


@pytest.mark.parametrize("name", NOW)
def test_only_a_guard_that_says_so_looks_at_other_matters(name: str) -> None:
    for example in BY_FILE[name]:
        asked(example, Blinkered(cn.law))
