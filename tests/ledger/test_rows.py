"""What is kept in rows comes back as it was, and what no precinct has written into one is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.beside_errors import Miskept
from precinct.basics.ledger_errors import Tampered
from precinct.ledger.rows import (
    bookmark_of,
    deadline_of,
    microseconds,
    moment,
    parked_of,
    reachable,
    row_of,
    row_of_bookmark,
    tip_of,
)
from precinct.ledger.stored import Bookmark, Deadline
from tests.ledger.writing import NOON

zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
days = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001 - it gets a zone
maybe = st.none() | days

BEYOND = (-(10**18), 10**18)
"""Numbers of microseconds that lie before the year 1 or after 9999."""


@given(days, days)
def test_moments_come_back_in_utc_and_keep_their_order_as_numbers(one: datetime, other: datetime) -> None:
    assert moment(microseconds(one)) == one
    assert moment(microseconds(one)).tzinfo is UTC
    assert (microseconds(one) < microseconds(other)) == (one < other)
    second = one.replace(microsecond=0)
    assert microseconds(second) == second.timestamp() * 10**6, "since 1970, as everybody counts"


def test_a_moment_that_utc_does_not_have_is_not_written() -> None:
    ahead = timezone(timedelta(hours=8))
    for edge in (
        datetime.min.replace(tzinfo=ahead),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=8))),
    ):
        with pytest.raises(OverflowError):
            microseconds(edge)


@given(days, days, maybe, maybe)
def test_a_deadline_comes_back_from_its_row(
    started: datetime, due: datetime, paused: datetime | None, handled: datetime | None
) -> None:
    deadline = Deadline("a", "limit", "report", started, due, "warn", paused, "[]", handled)
    assert deadline_of(row_of(deadline)) == deadline.in_utc()


@given(maybe, st.integers(0, 2**63 - 1), st.integers(0, 9))
def test_a_bookmark_comes_back_from_its_row(retry: datetime | None, position: int, failures: int) -> None:
    bookmark = Bookmark("mail", position, failures, retry, "OSError" if failures else "")
    assert bookmark_of(row_of_bookmark(bookmark)) == bookmark.in_utc()


@pytest.mark.parametrize("number", BEYOND)
@pytest.mark.parametrize("column", [3, 4, 6, 8], ids=["started", "due", "paused", "handled"])
def test_a_deadline_with_a_number_that_is_no_moment_is_told_by_matter_and_limit(
    column: int, number: int
) -> None:
    row = list(row_of(Deadline("a", "limit", "report", NOON, NOON, "warn", NOON, "[]", NOON)))
    row[column] = number
    with pytest.raises(Miskept, match="the deadline limit of matter a has a moment that is none") as caught:
        deadline_of(tuple(row))
    told = caught.value
    assert (told.matter, told.code, told.more, told.earlier) == ("a", "limit", 0, False)
    assert told.position == 0, "whoever reads one row does not know where the chain ends"


ABOUT_NO_ENTRY: tuple[tuple[str, Callable[[], object]], ...] = (
    ("the bookmark of mail", lambda: bookmark_of(("mail", 3, 1, BEYOND[0], "OSError"))),
    ("the bookmark of mail", lambda: bookmark_of(("mail", 3, 1, BEYOND[1], "OSError"))),
    ("what mail parked at position 3", lambda: parked_of(("mail", 3, "OSError", BEYOND[0]))),
    ("what mail parked at position 3", lambda: parked_of(("mail", 3, "OSError", BEYOND[1]))),
    ("the end of the chain", lambda: tip_of(None)),
    ("the end of the chain", lambda: tip_of((1.5, bytes(32)))),
    ("the end of the chain", lambda: tip_of((1, "0" * 32))),
    ("the end of the chain", lambda: tip_of((1, bytes(32), None))),
)


@pytest.mark.parametrize("case", range(len(ABOUT_NO_ENTRY)))
def test_what_is_wrong_beside_the_entries_puts_the_blame_on_none_of_them(case: int) -> None:
    why, read = ABOUT_NO_ENTRY[case]
    with pytest.raises(Tampered, match=why) as caught:
        read()
    assert caught.value.position == 0


@given(
    st.integers()
    | st.integers(-3, 3).map(lambda by: 2**63 + by)
    | st.integers(-3, 3).map(lambda by: by - 2**63)
)
def test_every_number_can_be_asked_for_and_keeps_its_side_of_all_that_stores_hold(number: int) -> None:
    asked = reachable(number)
    assert -(2**63) <= asked < 2**63, "a signed number of 64 bits"
    if -(2**63) <= number < 2**63:
        assert asked == number
    for held in (1 - 2**63, 0, 2**63 - 1):
        assert (held > asked) == (held > number)
