"""Whatever really changes on a day is worked on both sides of it; new article numbers alone are left out."""

from collections.abc import Iterator
from datetime import date

import pytest

from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import Example, read_examples
from precinct.jurisdictions.worked.example import ChoiceIs, LimitIs, ValueIs
from precinct.law.changes import Change, changes_on, supported_days
from precinct.law.row import row_ids
from precinct.law.value import citations_of

assert cn.law.folder is not None
EXAMPLES = read_examples(cn.law.folder, cn)
DAYS = (date(2021, 6, 1), *supported_days(cn.law)[1:])
"""2021-06-01 is before the span that the pack supports, and has a rule of its own (row 5.33)."""

CHANGES = [(day, change) for day in DAYS for change in changes_on(cn.law, day) if change.sort.real]


def examples_about(change: Change) -> Iterator[Example]:
    """Those that ask for its very code; moves and ranges, where one row has several acts, that show its row."""
    entries = [entry for entry in (change.before, change.after) if entry is not None]
    rows = {row for entry in entries for cited in citations_of(entry) for row in row_ids(cited.row)}
    for example in EXAMPLES:
        match example.says:
            case ValueIs(code=code) | LimitIs(code=code) | ChoiceIs(code=code):
                if code == change.code:
                    yield example
            case _:
                if not rows.isdisjoint(example.rows):
                    yield example


def test_the_days_of_the_law_are_found() -> None:
    found = {day for day, _ in CHANGES}
    assert found >= {date(2024, 1, 1), date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("day", "change"), CHANGES, ids=[f"{day} {change.sort.value} {change.code}" for day, change in CHANGES]
)
def test_a_change_is_worked_on_both_sides(day: date, change: Change) -> None:
    worked = [worked_on for example in examples_about(change) for worked_on in example.days]
    missing = [
        side
        for side, there in (
            ("before", min(worked, default=day) < day),
            ("since", max(worked, default=date.min) >= day),
        )
        if not there
    ]
    assert not missing, f"{change.code}: no worked example {' and '.join(missing)} {day}"
