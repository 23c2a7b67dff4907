"""The tables ask, change and start what was read when they last changed."""

import pytest

from tests.matters.rows import ROWS, rows

NOW = rows()


@pytest.mark.parametrize("kind", NOW)
def test_a_table_is_the_one_that_was_read(kind: str) -> None:
    read = (ROWS / f"{kind}.txt").read_text(encoding="utf-8")
    assert NOW[kind] == read, "python -m tests.matters.rows writes the rows anew; read the difference"
