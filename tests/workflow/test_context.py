"""The circumstances of an action: both of its moments have a time zone, whoever makes them and however."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from precinct.basics.errors import NaiveDatetime
from precinct.jurisdictions.cn import cn
from precinct.people.person import officer
from precinct.workflow.context import Context, make_context

AWARE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAIVE = datetime(2026, 3, 2, 9)  # noqa: DTZ001
LIANG = officer("101", "民警梁")


def quickly(occurred_at: datetime, recorded_at: datetime) -> Context:
    return make_context(LIANG, occurred_at, cn.law, recorded_at, LIANG.id, None, (), False, False, ())


def by_its_class(occurred_at: datetime, recorded_at: datetime) -> Context:
    return Context(actor=LIANG, occurred_at=occurred_at, law=cn.law, recorded_at=recorded_at)


@pytest.mark.parametrize("make", [quickly, by_its_class])
@pytest.mark.parametrize("moments", [(NAIVE, AWARE), (AWARE, NAIVE), (NAIVE, NAIVE)], ids=str)
def test_a_moment_without_a_time_zone_is_refused(
    make: Callable[..., Context], moments: tuple[datetime, datetime]
) -> None:
    with pytest.raises(NaiveDatetime):
        make(*moments)


def test_both_ways_make_the_same_circumstances() -> None:
    later = AWARE.replace(hour=10)
    assert quickly(AWARE, later) == by_its_class(AWARE, later)
