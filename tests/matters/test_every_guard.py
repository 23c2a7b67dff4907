"""Nothing about a guard goes untested: each is named by a test, cited by law, and says truly what it reads."""

from pathlib import Path

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.testing.asking import for_all
from precinct.testing.surgery import holds, row_for
from precinct.testing.walks import attempts, opening_attempts
from tests.matters.people import DAY

HERE = Path(__file__).parent
CODES = sorted({condition.code for table in TABLES for condition in table.conditions()})
KINDS = [table.kind for table in TABLES]


@pytest.mark.parametrize("code", CODES)
def test_every_guard_is_named_by_a_test_of_its_matter(code):
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.rglob("test_*.py"))

    assert f'"{code}"' in tests


@pytest.mark.parametrize("code", CODES)
def test_every_guard_stands_on_something(code):
    assert cn.law.cite(code, DAY)


def _reads_what_it_says(row, matter, action, context):
    """A guard that does not say that it looks at other matters answers the same when nothing is known of them."""
    alone = attrs.evolve(context, related=())
    for condition in row.conditions:
        if not condition.related:
            assert holds(condition, matter, action, context) == holds(condition, matter, action, alone), (
                f"{condition.code} reads context.related without saying so"
            )


@pytest.mark.parametrize("kind", KINDS)
def test_a_guard_that_looks_at_other_matters_says_so(kind):
    workflow = cn.workflow(kind)

    def check(asked):
        row = row_for(workflow.table, asked.matter, asked.action, asked.context)
        if row is not None:
            _reads_what_it_says(row, asked.matter, asked.action, asked.context)

    def check_opening(asked):
        row = row_for(workflow.table, None, asked.opening, asked.context)
        _reads_what_it_says(row, None, asked.opening, asked.context)

    for_all(attempts(workflow, cn), 60, check)
    for_all(opening_attempts(workflow, cn), 60, check_opening)
