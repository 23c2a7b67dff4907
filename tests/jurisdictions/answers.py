"""What the law answers to every worked situation, in full: `python -m tests.jurisdictions.answers` writes it anew.

A worked example says which guards refuse. What each of them looked at, and all that an allowed move changes and
starts, stands in `answers/`, one file for each file of examples: whoever changes a guard or an effect reads in the
difference what will be told and written down.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs

from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import Example, read_examples
from precinct.jurisdictions.worked.example import MoveIs
from precinct.jurisdictions.worked.running import answer_to
from precinct.workflow.decision import Decision
from precinct.workflow.entry import Outcome

ANSWERS = Path(__file__).parent / "answers"
assert cn.law.folder is not None
NOTHING = (None, False, 0, "", (), frozenset())
"""What an opening leaves as it is in most matters, and is not told."""
MOVES = tuple(one for one in read_examples(cn.law.folder, cn) if isinstance(one.says, MoveIs))


def answers() -> dict[str, str]:
    """The text of each file of answers, by its name."""
    by_file = groupby(MOVES, key=lambda example: example.file)
    return {Path(file).stem: "\n".join(map(_answer, examples)) for file, examples in by_file}


def _answer(example: Example) -> str:
    assert isinstance(example.says, MoveIs)
    told: dict[str, None] = {}
    for at in example.says.moments:
        told |= dict.fromkeys(_lines(*answer_to(cn, example.says, at)))
    return "\n".join([example.name, *(f"    {line}" for line in told), ""])


def _lines(decision: Decision, outcome: Outcome[Any] | None) -> Iterator[str]:
    for reason in decision.reasons:
        facts = ", ".join(f"{name} = {value}" for name, value in reason.facts)
        yield f"{reason.code}: {facts or '-'}{'' if reason.remedy is None else ' (to mend)'}"
    if outcome is None:
        return
    yield f"to {outcome.matter.state.value}"
    for name, value in outcome.entry.changes:
        if outcome.entry.from_state is not None or value not in NOTHING:
            yield f"{name} = {_plain(value)}"
    for one in outcome.follow_ups:
        by = f" by {one.by}" if one.by else ""
        yield f"{one.what.value} {one.code}{by}{'' if one.at is None else f' from {one.at.isoformat()}'}"


def _plain(value: object) -> str:
    """A value in a line that is the same on every run."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(_plain, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_plain, value)) + ")"
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        said = [(field, getattr(value, field.name)) for field in fields]
        told = [f"{field.name}={_plain(one)}" for field, one in said if one != field.default]
        return f"{type(value).__name__}({', '.join(told)})"
    return str(value)


def main() -> None:
    """Write all answers anew."""
    ANSWERS.mkdir(exist_ok=True)
    for name, text in answers().items():
        (ANSWERS / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
