"""The worked examples of China hold."""

import pytest

from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import Example, read_examples, run_example

assert cn.law.folder is not None
EXAMPLES = read_examples(cn.law.folder, cn)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.where)
def test_a_worked_example_holds(example: Example) -> None:
    for result in run_example(cn, example):
        assert result.passed, result.seen.en
