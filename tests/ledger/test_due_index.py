"""What is due is one scan of one index, however much is open."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from tests.ledger.writing import NOON, deadline

HOUR = NOON + timedelta(hours=1)


def plan(recorder: SqliteRecorder, ask: Callable[[SqliteRecorder], object]) -> list[str]:
    """How SQLite answers what is asked, a step a line."""
    connection, asked = recorder._connection, list[str]()
    connection.set_trace_callback(asked.append)
    ask(recorder)
    connection.set_trace_callback(None)
    (query,) = (one for one in asked if one.startswith("SELECT"))
    return [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}")]


@pytest.fixture
def recorder(tmp_path: Path) -> SqliteRecorder:
    recorder = SqliteRecorder(tmp_path / "due.db", synchronous="NORMAL")
    many = (deadline(f"m{number:04}", "limit", number / 100) for number in range(2_000))
    recorder.append(Unit((), deadlines=tuple(many)))
    return recorder


@pytest.mark.parametrize("analysed", [False, True])
def test_what_is_due_is_one_range_of_an_index_in_its_order(recorder: SqliteRecorder, analysed: bool) -> None:
    with recorder:
        if analysed:
            recorder._connection.execute("ANALYZE")
        (step,) = plan(recorder, lambda ledger: next(ledger.deadlines(until=HOUR)))
        assert step.startswith("SEARCH deadlines USING COVERING INDEX deadlines_by_end")
        assert "due_at<?" in step


def test_the_next_page_begins_where_the_last_one_ended(recorder: SqliteRecorder) -> None:
    with recorder:
        pages = recorder.deadlines(until=NOON + timedelta(hours=10))
        assert len(list(islice(pages, 512))) == 512
        (step,) = plan(recorder, lambda _: next(pages))
        assert "(due_at,matter,code)>(?,?,?)" in step
        assert len(list(pages)) == 1_001 - 513


def test_claiming_what_is_due_reads_no_more_than_what_nobody_has_seen_to(recorder: SqliteRecorder) -> None:
    with recorder:
        (step,) = plan(recorder, lambda ledger: ledger.claim(HOUR, HOUR))
        assert step.startswith("SEARCH deadlines USING INDEX deadlines_to_see_to (due_at<?)")


def test_the_deadlines_of_one_matter_are_found_by_its_id(recorder: SqliteRecorder) -> None:
    with recorder:
        step, *_ = plan(recorder, lambda ledger: list(ledger.deadlines(matter="m0001")))
        assert step == "SEARCH deadlines USING PRIMARY KEY (matter=?)"
