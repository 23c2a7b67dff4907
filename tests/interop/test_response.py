import csv
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadInput
from precinct.interop.call import Call, Interval, Stage
from precinct.interop.replay import replay_call
from precinct.interop.response import Disagreement, Line, ResponseTimes, percentile, response_times
from precinct.matters.procedure import Procedure
from tests.interop.conftest import RECORDED_AT, WEEKS, ReadMadeUp, Week, as_csv
from tests.interop.test_calls import NOON, ReadCall, call_with

PUBLISHED = {
    "Phone Time": Interval.PHONE,
    "Processing Time": Interval.PROCESSING,
    "Time to Dispatch": Interval.TO_DISPATCH,
    "Time to Queue": Interval.TO_QUEUE,
}
OWN = {
    Interval.TO_QUEUE: "Time_To_Queue",
    Interval.TO_DISPATCH: "Time_To_Dispatch",
    Interval.PHONE: "Phone_Time",
    Interval.PROCESSING: "Processing_Time",
    Interval.ROLLOUT: "Rollout_Time",
    Interval.TRANSIT: "Transit_Time",
    Interval.TOTAL: "Total_Call_Time",
}
Measure = Callable[..., ResponseTimes]


@pytest.fixture(scope="module")
def measure(procedure: Procedure) -> Measure:
    def of(calls: Sequence[Call]) -> ResponseTimes:
        return response_times(
            (call, replay_call(procedure, call, recorded_at=RECORDED_AT)[0]) for call in calls
        )

    return of


def of_week(week: Week, agency: str = "") -> ResponseTimes:
    return response_times((call, report) for call, report, _ in week.replayed if agency in {"", call.agency})


# --- the real files --------------------------------------------------------------------------------


@pytest.mark.parametrize("agency", ["POLICE", ""])
def test_our_seconds_are_the_source_s_wherever_it_has_some(week: Week, agency: str) -> None:
    found = of_week(week, agency)
    assert found.disagreements == ()
    raw = [raw for raw in week.raw if agency in {"", raw["Agency"]}]
    assert found.calls == len(raw) == WEEKS[week.name][agency == "POLICE"]
    for interval, column in OWN.items():
        with_seconds = sum(row[column] != "NULL" for row in raw)
        line = found.of(interval)
        assert line.compared == line.agreed == with_seconds > 0
    line = found.of(Interval.RESPONSE)
    assert line.compared == line.agreed == sum(row["Transit_Time"] != "NULL" for row in raw) > 0


def test_the_figures_are_those_of_the_source_s_own_columns(week: Week) -> None:
    found = of_week(week, "POLICE")
    for interval, column in OWN.items():
        seconds = [int(r[column]) for r in week.raw if r["Agency"] == "POLICE" and r[column] != "NULL"]
        counted = [s for s in seconds if s >= 0]
        line = found.of(interval)
        assert (line.counted, line.negative) == (len(counted), len(seconds) - len(counted))
        assert line.median == pytest.approx(statistics.median(counted))
        assert line.p90 == pytest.approx(statistics.quantiles(counted, n=10, method="inclusive")[-1])


@pytest.mark.parametrize("week", ["week47"], indirect=True)  # the only one with summaries
@pytest.mark.parametrize(
    ("file", "group"), [("by_priority", "Priority"), ("by_agency", "Agency"), ("overall", None)]
)
def test_the_published_summaries_of_week_47_come_out(
    week: Week, decc: Path, file: str, group: str | None
) -> None:
    with (decc / f"week47_published_summary_{file}.csv").open(newline="", encoding="utf-8") as stream:
        published = list(csv.DictReader(stream))
    everything = of_week(week)
    by_agency = {agency: of_week(week, agency) for agency in ("POLICE", "FIRE", "EMS")}
    seen = set()
    for row in published:
        interval = PUBLISHED[row["metric"]]
        if group == "Priority":
            line = everything.of(interval, int(row["Priority"]))
        else:
            line = (by_agency[row["Agency"]] if group else everything).of(interval)
        assert line.counted == int(row["N"])
        assert line.median == pytest.approx(float(row["Median"]), abs=1e-6)
        assert line.p90 == pytest.approx(float(row["P90"]), abs=1e-6)
        seen.add((interval, row[group] if group else ""))
    groups = {"Priority": len(everything.priorities), "Agency": 3, None: 1}[group]
    assert len(seen) == len(published) == len(PUBLISHED) * groups


# --- made-up calls ---------------------------------------------------------------------------------


def test_seconds_are_counted_between_whole_seconds(read_call: ReadCall, measure: Measure) -> None:
    found = measure([read_call()])
    assert found.disagreements == ()
    assert {line.interval: line.median for line in found.lines if line.priority is None} == {
        Interval.TO_QUEUE: 10,
        Interval.TO_DISPATCH: 50,
        Interval.PHONE: 120,
        Interval.PROCESSING: 60,
        Interval.ROLLOUT: 4,
        Interval.TRANSIT: 300,
        Interval.RESPONSE: 364,
        Interval.TOTAL: 1800,
    }


def test_what_the_source_counts_otherwise_is_listed(read_call: ReadCall, measure: Measure) -> None:
    call = read_call(Phone_Time="122", Time_To_Queue="11", Rollout_Time="NULL", TimeCallViewed="NULL")
    found = measure([call])
    assert found.disagreements == (
        Disagreement(call=call.id, row=2, interval=Interval.PHONE, ours=120, theirs=122),
        Disagreement(call=call.id, row=2, interval=Interval.ROLLOUT, ours=4, theirs=None),
        Disagreement(call=call.id, row=2, interval=Interval.RESPONSE, ours=364, theirs=None),
    )
    assert [
        (found.of(i).compared, found.of(i).agreed)
        for i in (Interval.PHONE, Interval.TO_QUEUE, Interval.ROLLOUT)
    ] == [
        (1, 0),
        (1, 1),
        (0, 0),
    ]


def test_missing_and_negative_ones_are_counted_and_left_out(read_bytes: ReadMadeUp, measure: Measure) -> None:
    rows = read_bytes(
        as_csv(
            {},
            {"Incident_Queue_Time": "NULL", "Time_To_Queue": "NULL", "Priority_Number": "NULL"},
            {"Incident_Queue_Time": "2025-09-01 11:59:00", "Time_To_Queue": "-60", "Priority_Number": "1"},
        )
    )
    found = measure([row for row in rows if isinstance(row, Call)])
    assert found.priorities == (1, 3)
    assert found.of(Interval.TO_QUEUE) == Line(
        interval=Interval.TO_QUEUE,
        priority=None,
        counted=1,
        missing=1,
        negative=1,
        median=10,
        p90=10,
        compared=2,
        agreed=2,
    )
    assert found.of(Interval.TO_QUEUE, 1) == Line(
        interval=Interval.TO_QUEUE,
        priority=1,
        counted=0,
        missing=0,
        negative=1,
        median=None,
        p90=None,
        compared=1,
        agreed=1,
    )
    with pytest.raises(LookupError, match=r"no call has the priority 2; there are \(1, 3\)"):
        found.of(Interval.TO_QUEUE, 2)


def test_what_the_replay_put_in_place_of_a_missing_stage_is_not_measured(measure: Measure) -> None:
    found = measure([call_with({Stage.QUEUED: NOON, Stage.ARRIVED: NOON})])
    assert {line.counted for line in found.lines} == {0}


def test_seconds_come_from_the_report_where_it_has_the_stage(
    read_call: ReadCall, procedure: Procedure
) -> None:
    call = read_call()
    report, _ = replay_call(procedure, call, recorded_at=RECORDED_AT)
    report = attrs.evolve(report, received_at=NOON, dispatched_at=NOON, arrived_at=NOON)
    found = response_times([(call, report)])
    assert {d.interval: d.ours for d in found.disagreements} == {
        Interval.TO_DISPATCH: -10,
        Interval.PROCESSING: 0,
        Interval.ROLLOUT: 64,
        Interval.TRANSIT: -64,
        Interval.RESPONSE: 0,
    }


def test_a_report_beside_another_call_is_refused(read_bytes: ReadMadeUp, procedure: Procedure) -> None:
    one, other = (row for row in read_bytes(as_csv({}, {"Agency": "FIRE"})) if isinstance(row, Call))
    reports = [replay_call(procedure, call, recorded_at=RECORDED_AT)[0] for call in (one, other)]
    with pytest.raises(BadInput) as caught:
        response_times(zip((one, other), reversed(reports), strict=True))
    assert len(caught.value.problems) == 2


def test_no_calls_have_no_figures() -> None:
    found = response_times([])
    assert (found.calls, found.priorities, found.of(Interval.RESPONSE).median) == (0, (), None)


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=60))
def test_percentiles_are_those_of_the_standard_library(values: list[int]) -> None:
    expected = statistics.quantiles(values, n=100, method="inclusive")
    assert [percentile(values, percent) for percent in range(1, 100)] == pytest.approx(expected)
    assert percentile(values, 50) == statistics.median(values)
    assert (percentile(values, 0), percentile(values, 100)) == (min(values), max(values))


def test_percentiles_of_next_to_nothing() -> None:
    assert percentile([], 90) is None
    assert percentile([7], 90) == 7
