"""The days of the neighbour's case, January 2023, over Spring Festival and two worked weekends."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from precinct.law.counting import Counted, count
from precinct.law.pack import Pack

SHANGHAI = ZoneInfo("Asia/Shanghai")


def run(cn: Pack, code: str, day: int, month: int = 1, hour: int = 23, minute: int = 10) -> Counted:
    start = datetime(2023, month, day, hour, minute, tzinfo=SHANGHAI)
    return count(cn.limit(code, start.date()), start, cn.calendar)


@pytest.mark.parametrize("accepted", [6, 7])
def test_accepted_on_friday_or_saturday_mediation_is_completed_by_wednesday(cn: Pack, accepted: int) -> None:
    assert run(cn, "mediation.completion", accepted).last_day == date(2023, 1, 11)


@pytest.mark.parametrize(("first", "repeat"), [(9, (1, 18)), (10, (1, 19)), (11, (1, 20)), (19, (2, 2))])
def test_a_repeat_is_completed_seven_working_days_after_the_first_session(
    cn: Pack, first: int, repeat: tuple[int, int]
) -> None:
    assert run(cn, "mediation.repeat", first).last_day == date(2023, *repeat)


@pytest.mark.parametrize(("report", "last"), [(18, date(2023, 1, 28)), (19, date(2023, 1, 29))])
def test_the_valuation_of_the_door_leads_into_a_worked_weekend(cn: Pack, report: int, last: date) -> None:
    counted = run(cn, "mediation.completion_after_report", report)
    assert counted.last_day == last
    assert last.weekday() >= 5


def test_after_a_failed_mediation_the_case_clock_ends_at_24_00_of_10_february(cn: Pack) -> None:
    counted = run(cn, "case.time", 11)
    assert counted.last_day == date(2023, 2, 10)
    assert counted.due_at.isoformat() == "2023-02-11T00:00:00+08:00"
    assert not counted.passed(datetime(2023, 2, 10, 23, 59, 59, tzinfo=SHANGHAI))
    assert counted.passed(datetime(2023, 2, 11, 0, 0, 1, tzinfo=SHANGHAI))


def test_inquiry_runs_eight_hours_from_the_minute(cn: Pack) -> None:
    assert run(cn, "custody.inquiry_normal", 7, hour=4, minute=20).due_at == datetime(
        2023, 1, 7, 12, 20, tzinfo=SHANGHAI
    )


def test_the_tier_of_twelve_hours_is_not_yet_law(cn: Pack) -> None:
    night, first = date(2023, 1, 7), date(2026, 1, 1)
    assert not cn.has_limit("custody.inquiry_extended", night)
    assert not cn.has_limit("custody.inquiry_extended", first - timedelta(days=1))
    assert cn.limit("custody.inquiry_extended", first).amount == 12


def test_damage_may_be_mediated_and_picking_quarrels_may_not(cn: Pack) -> None:
    night = date(2023, 1, 6)
    assert "property_damage" in cn.choice("mediation.permitted_acts", night)
    assert "picking_quarrels" in cn.choice("mediation.barred_acts", night)
