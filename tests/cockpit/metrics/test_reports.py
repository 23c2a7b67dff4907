from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from precinct import MemoryRecorder, Station, cn
from precinct.cockpit.metrics.reports import A_DAY, Reports, ReportsOfDay, reports_of
from precinct.ledger.stored import Unit
from precinct.matters.report import (
    Arrive,
    Channel,
    Classify,
    Close,
    Dispatch,
    Handle,
    Receive,
    Report,
    ReportClass,
    ReportOutcome,
    ReportState,
)
from tests.station.conftest import NIGHT, HandClock
from tests.station.histories import histories, record
from tests.station.night import DESK, LIANG

MODEL = reports_of(cn.law.zone)
FRIDAY, SATURDAY = date(2023, 1, 6), date(2023, 1, 7)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def station(clock: HandClock) -> Station:
    return Station(MemoryRecorder(), procedure=cn, clock=clock)


def report(station: Station, **more: datetime) -> Report:
    opened = station.begin(Receive(Channel.PHONE, registered=True, **more), actor=DESK)
    return station.act(opened, Classify(ReportClass.HELP), actor=DESK)


def reached(station: Station, going: Report, **more: datetime) -> Report:
    return station.act(station.act(going, Dispatch(("101",)), actor=DESK), Arrive(**more), actor=LIANG)


def figures(station: Station) -> Reports:
    return station.view(MODEL).catch_up()


def test_days_are_those_of_the_zone_and_waits_are_whole_minutes(station: Station, clock: HandClock) -> None:
    going = report(station)
    clock.move(minutes=59, seconds=59)
    there = reached(station, going)
    clock.move(minutes=1)  # the day ends at 24:00
    handled = station.act(there, Handle(ReportOutcome.HELP_GIVEN), actor=LIANG, filmed=True)
    station.act(handled, Close("已告知"), actor=DESK)
    told = figures(station)
    assert told.days == {FRIDAY: ReportsOfDay(1, 1, 0), SATURDAY: ReportsOfDay(0, 0, 1)}
    assert (told.waits, told.counted, told.waiting) == ({59: 1}, 1, {})


def test_the_moments_that_the_report_says_count(station: Station) -> None:
    going = report(station, at=NIGHT - timedelta(hours=30))
    reached(station, going, at=NIGHT - timedelta(hours=3))
    told = figures(station)
    assert told.waits == {A_DAY: 1}
    assert told.days == {date(2023, 1, 5): ReportsOfDay(1), FRIDAY: ReportsOfDay(0, 1)}


def test_who_was_there_before_is_counted_apart(station: Station) -> None:
    reached(station, report(station), at=NIGHT - timedelta(seconds=1))
    told = figures(station)
    assert (told.waits, told.negative, told.within(50)) == ({}, 1, None)


def test_what_nobody_went_to_has_no_wait(station: Station) -> None:
    going = report(station)
    assert list(figures(station).waiting) == [going.id]
    handled = station.act(going, Handle(ReportOutcome.HELP_GIVEN), actor=LIANG, filmed=True)
    station.act(handled, Close("已告知"), actor=DESK)
    told = figures(station)
    assert (told.waiting, told.counted, told.days[FRIDAY]) == ({}, 0, ReportsOfDay(1, 0, 1))


def test_what_was_erased_is_counted_and_withheld(station: Station) -> None:
    going = reached(station, report(station))
    station.recorder.append(Unit((), erased=(going.id,)))
    told = figures(station)
    assert (told.waits, told.withheld, told.days[FRIDAY]) == ({}, 1, ReportsOfDay(1, 1, 0))


def test_moments_of_one_zone_are_compared_by_the_moment_and_not_by_the_clock_on_the_wall(
    station: Station, clock: HandClock
) -> None:
    london = ZoneInfo("Europe/London")
    clock.now = datetime(2022, 10, 30, 3, tzinfo=london)
    going = report(station, at=datetime(2022, 10, 30, 1, 30, tzinfo=london))  # summer time, an hour earlier
    reached(station, going, at=datetime(2022, 10, 30, 2, 0, tzinfo=london))
    assert figures(station).waits == {90: 1}


def test_percentiles_are_of_the_counted() -> None:
    told = Reports(waits={5: 1, 7: 8, 60: 1})
    assert [told.within(percent) for percent in (1, 10, 11, 50, 90, 91, 100)] == [5, 5, 7, 7, 7, 60, 60]
    for wrong in (0, 101):
        with pytest.raises(ValueError, match="percent"):
            told.within(wrong)


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_the_reports_themselves(seed: int) -> None:
    recorder = MemoryRecorder()
    record(recorder, cn, [life for life in histories(cn, seed, 6) if life[0].kind == "report"], seed)
    station = Station(recorder, procedure=cn)
    reports = [cast("Report", station.matter(head.matter)) for head in station.heads()]
    told = figures(station)
    days = told.days.values()
    assert sum(day.received for day in days) == len(reports)
    assert sum(day.reached for day in days) == sum(one.arrived_at is not None for one in reports)
    assert sum(day.closed for day in days) == sum(one.state is ReportState.CLOSED for one in reports)
    assert told.counted + told.negative == sum(day.reached for day in days)
    assert set(told.waiting) == {
        one.id for one in reports if one.arrived_at is None and one.state is not ReportState.CLOSED
    }
