from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadInput, NaiveDatetime
from precinct.basics.text import Named
from precinct.interop.call import PATH, Call, Flag, Interval, Stage
from precinct.interop.calls import NEEDED, NOT_READ, read_calls
from precinct.interop.rows import BadRow
from tests.interop.conftest import ORDINARY, WEEKS, ReadMadeUp, Week, as_csv

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2025, 9, 1, 16, tzinfo=UTC)
ReadCall = Callable[..., Call]
MOMENTS = st.dictionaries(
    st.sampled_from(Stage), st.integers(0, 9).map(lambda m: NOON + timedelta(minutes=m))
)


def call_with(times: dict[Stage, datetime], **more: object) -> Call:
    given = {
        "row": 2,
        "number": "99-1",
        "agency": "POLICE",
        "problem": "LOUD PARROT",
        "priority": 3,
        "reception": "Phone",
        "disposition": "",
        "times": tuple((stage, times[stage]) for stage in Stage if stage in times),
    }
    # A call is made of whatever a test hands in; wrong types are among what is tried.
    return Call(**{**given, **more})  # type: ignore[arg-type]


# --- the real files --------------------------------------------------------------------------------


def test_all_rows_of_a_week_are_calls(week: Week) -> None:
    rows, police = WEEKS[week.name]
    calls = [row for row in week.rows if isinstance(row, Call)]
    assert len(week.rows) == len(calls) == len(week.raw) == rows
    assert Counter(call.agency for call in calls)["POLICE"] == police
    assert [call.row for call in calls] == list(range(2, rows + 2))
    assert len({call.id for call in calls}) == rows


def test_every_time_of_a_week_is_kept_with_its_offset(week: Week) -> None:
    columns = {stage: NEEDED[7 + at] for at, stage in enumerate(Stage)}
    for raw, call in zip(week.raw, week.rows, strict=True):
        assert isinstance(call, Call)
        for stage, column in columns.items():
            moment = call.at(stage)
            assert raw[column] == ("NULL" if moment is None else f"{moment:%Y-%m-%d %H:%M:%S.%f}"[:-3])
            assert moment is None or moment.utcoffset() == moment.astimezone(NEW_YORK).utcoffset()


def test_the_flags_of_a_week_are_what_its_columns_say(week: Week) -> None:
    def later(raw: dict[str, str], one: str, other: str) -> bool:
        return "NULL" not in (raw[one], raw[other]) and raw[one] > raw[other]

    def never(raw: dict[str, str]) -> bool:
        return False

    oracles: dict[Flag, Callable[[dict[str, str]], bool]] = {
        Flag.MISSING_ARRIVAL: lambda raw: raw["Incident_Arrival_Time"] == "NULL",
        Flag.MISSING_EN_ROUTE: lambda raw: raw["Incident_Enroute_Time"] == "NULL",
        Flag.NOT_CLOSED: lambda raw: raw["Final_Closed_Time"] == "NULL",
        Flag.REOPENED: lambda raw: raw["Call_Reopened"] == "1",
        Flag.CLEARED_BEFORE_ARRIVAL: lambda raw: later(raw, "Incident_Arrival_Time", "TimeFirstCallCleared"),
    }
    for flag in Flag:
        oracle = oracles.get(flag, never)
        if flag is not Flag.OUT_OF_ORDER:
            flagged = [flag in call.flags for call in week.rows if isinstance(call, Call)]
            assert flagged == [oracle(raw) for raw in week.raw], flag


def test_the_week_with_a_dispatch_before_the_queue_says_so(week: Week) -> None:
    pairs = Counter(pair for call in week.rows if isinstance(call, Call) for pair in call.out_of_order)
    assert pairs[Stage.QUEUED, Stage.DISPATCHED] == (week.name == "week47")


def test_nobody_who_took_or_dispatched_a_call_is_kept(week: Week) -> None:
    assert any("STAFF-" in raw["Dispatcher"] for raw in week.raw)
    assert not any("STAFF-" in repr(attrs.astuple(row)) for row in week.rows)


# --- one call --------------------------------------------------------------------------------------


def test_an_ordinary_call_has_no_flag(read_call: ReadCall) -> None:
    call = read_call()
    assert (call.row, call.id, call.problem, call.priority) == (2, "99-000001:POLICE", "LOUD PARROT", 3)
    assert (call.flags, call.out_of_order, call.ambiguous) == ((), (), ())
    assert call.at(Stage.DISPATCHED) == datetime(2025, 9, 1, 16, 1, 0, 999_000, UTC)
    assert call.at(Stage.REOPENED) is None
    assert {interval: call.own_seconds(interval) for interval in Interval} == {
        Interval.TO_QUEUE: 10,
        Interval.TO_DISPATCH: 50,
        Interval.PHONE: 120,
        Interval.PROCESSING: 60,
        Interval.ROLLOUT: 4,
        Interval.TRANSIT: 300,
        Interval.RESPONSE: 364,
        Interval.TOTAL: 1800,
    }


@pytest.mark.parametrize("part", ["Processing_Time", "Rollout_Time", "Transit_Time"])
def test_a_sum_with_a_missing_part_is_missing(read_call: ReadCall, part: str) -> None:
    assert read_call(**{part: "NULL"}).own_seconds(Interval.RESPONSE) is None


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        ({"Master_Incident_Number": "NULL"}, [Flag.NO_NUMBER]),
        ({"Priority_Number": ""}, [Flag.NO_PRIORITY]),
        ({"Incident_Start_Time": "NULL"}, [Flag.MISSING_START]),
        ({"Incident_Queue_Time": "NULL"}, [Flag.MISSING_QUEUE]),
        ({"Incident_Dispatch_Time": "NULL"}, [Flag.MISSING_DISPATCH]),
        ({"Incident_Enroute_Time": " NULL "}, [Flag.MISSING_EN_ROUTE]),
        ({"Incident_Arrival_Time": "NULL"}, [Flag.MISSING_ARRIVAL]),
        ({"Incident_First_Close_Time": "NULL", "Final_Closed_Time": "NULL"}, [Flag.NOT_CLOSED]),
        ({"Call_Reopened": "1"}, [Flag.REOPENED]),
        ({"First_Reopen_Time": "2025-09-01 12:30:00.040"}, [Flag.REOPENED]),
        ({"TimeFirstCallCleared": "2025-09-01 12:05:00"}, [Flag.CLEARED_BEFORE_ARRIVAL]),
        ({"TimeFirstCallCleared": "2025-09-01 12:06:04"}, []),
        ({"TimeFirstCallCleared": "2025-09-01 12:01:00"}, [Flag.OUT_OF_ORDER, Flag.CLEARED_BEFORE_ARRIVAL]),
    ],
)
def test_what_is_odd_is_flagged_and_not_refused(
    read_call: ReadCall, change: dict[str, str], flags: list[Flag]
) -> None:
    assert list(read_call(**change).flags) == flags


def test_the_pairs_that_are_out_of_order_are_kept(read_call: ReadCall) -> None:
    call = read_call(
        Incident_Dispatch_Time="2025-09-01 12:00:05",
        TimeCallViewed="2025-09-01 11:59:59",
        Incident_Arrival_Time="2025-09-01 12:40:00",
    )
    assert call.flags == (Flag.OUT_OF_ORDER, Flag.CLEARED_BEFORE_ARRIVAL)
    assert call.out_of_order == (
        (Stage.STARTED, Stage.VIEWED),
        (Stage.QUEUED, Stage.DISPATCHED),
        (Stage.ARRIVED, Stage.CLOSED),
    )


@given(MOMENTS.filter(bool))
def test_a_path_is_out_of_order_exactly_when_it_is_not_sorted(times: dict[Stage, datetime]) -> None:
    path = [times[stage] for stage in PATH if stage in times]
    call = call_with(
        {stage: moment for stage, moment in times.items() if stage in PATH} or {Stage.STARTED: NOON}
    )
    assert (Flag.OUT_OF_ORDER in call.flags) == (path != sorted(path))
    assert all(times[before] > times[after] for before, after in call.out_of_order)


def test_a_call_without_any_time_or_with_a_naive_one_is_not_made() -> None:
    with pytest.raises(ValueError, match="the time of one stage at least"):
        call_with({})
    with pytest.raises(NaiveDatetime, match=r"Call\.times, queued"):
        call_with({Stage.QUEUED: NOON.replace(tzinfo=None)})


@pytest.mark.parametrize("names", [Stage, Interval, Flag])
def test_every_name_is_there_in_both_languages(names: type[Named]) -> None:
    assert all(not name.zh.isascii() and name.value.isascii() for name in names)
    assert len({name.zh for name in names}) == len(names)


# --- the file --------------------------------------------------------------------------------------


def test_ids_are_unique_and_stable(read_bytes: ReadMadeUp) -> None:
    content = as_csv({}, {"Agency": "FIRE"}, {}, *[{"Master_Incident_Number": "NULL"}] * 2, {})
    calls = [row for row in read_bytes(content) if isinstance(row, Call)]
    assert [call.id for call in calls] == [
        "99-000001:POLICE",
        "99-000001:FIRE",
        "99-000001:POLICE:2",
        "unnumbered-20250901T120000-5:POLICE",
        "unnumbered-20250901T120000-6:POLICE",
        "99-000001:POLICE:3",
    ]
    assert [Flag.NUMBER_SEEN_BEFORE in call.flags for call in calls] == [
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert list(read_bytes(content)) == calls


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Agency": "NULL"}, ["row 3, Agency: 'NULL' is no name of an agency"]),
        ({"Agency": "a:b"}, ["row 3, Agency: 'a:b' is no name of an agency"]),
        (
            {"Master_Incident_Number": "../../x:y"},
            ["row 3, Master_Incident_Number: '../../x:y' is no incident"],
        ),
        ({"Priority_Number": "0"}, ["row 3, Priority_Number: '0' is no grade"]),
        ({"Priority_Number": "1e9"}, ["row 3, Priority_Number: '1e9' is no grade"]),
        ({"Call_Reopened": "yes"}, ["row 3, Call_Reopened: 'yes' is neither 0 nor 1"]),
        ({"Phone_Time": "9" * 400}, [f"row 3, Phone_Time: '{'9' * 37}...' is no whole number"]),
        ({"Phone_Time": "12.5"}, ["row 3, Phone_Time: '12.5' is no whole number"]),
        ({"Phone_Time": "nan"}, ["row 3, Phone_Time: 'nan' is no whole number"]),
        (
            {
                "Incident_Start_Time": "yesterday",
                "Final_Closed_Time": "2025-02-30 00:00:00",
                "Transit_Time": "x",
            },
            [
                "row 3, Transit_Time: 'x' is no whole number",
                "row 3, Incident_Start_Time: 'yesterday' is no local time",
                "row 3, Final_Closed_Time: '2025-02-30 00:00:00' is no time (day is out of range for month)",
            ],
        ),
        (
            {"Incident_Start_Time": "2025-03-09 02:30:00"},
            ["row 3, Incident_Start_Time: '2025-03-09 02:30:00' never was in America/New_York"],
        ),
        (
            dict.fromkeys((c for c in NEEDED if ORDINARY[c][:4] == "2025"), "NULL"),
            ["row 3: no stage has a time"],
        ),
    ],
)
def test_a_row_that_means_nothing_is_named_with_every_column(
    read_bytes: ReadMadeUp, change: dict[str, str], said: list[str]
) -> None:
    before, bad, after = read_bytes(as_csv({}, change, {}))
    assert isinstance(before, Call)
    assert isinstance(after, Call)
    assert isinstance(bad, BadRow)
    assert len(bad.problems) == len(said)
    for sentence, problem in zip(said, bad.problems, strict=True):
        assert problem.startswith(sentence)


def test_a_row_that_cannot_be_taken_apart_stands_in_its_place(read_bytes: ReadMadeUp) -> None:
    whole = as_csv({}, {})
    before, bad, after = read_bytes(whole.replace(b"\n99", b"\n\n99").replace(b"\n\n99", b"\n99", 1))
    assert bad == BadRow(3, ("row 3 is empty",))
    assert isinstance(before, Call)
    assert isinstance(after, Call)
    assert (before.row, after.row) == (2, 4)


def test_known_columns_may_be_missing_or_in_another_order_and_unknown_ones_may_not(
    read_bytes: ReadMadeUp,
) -> None:
    given = {**ORDINARY, **dict.fromkeys(NOT_READ, "left alone")}
    (expected,) = read_bytes(as_csv({}))
    assert read_bytes(as_csv(given, columns=[*reversed(NEEDED), *NOT_READ])) == (expected,)
    with pytest.raises(BadInput, match="unknown column 'Caller_Name'"):
        read_bytes(as_csv({"Caller_Name": "x"}, columns=[*NEEDED, "Caller_Name"]))
    for column in NEEDED:
        with pytest.raises(BadInput) as caught:
            read_bytes(as_csv({}, columns=[known for known in NEEDED if known != column]))
        assert caught.value.problems == (f"row 1 has no column {column}",)


@pytest.mark.parametrize("zone", ["Nowhere/Town", "", "../../etc/passwd", "America", "a" * 10_000, "\0"])
def test_a_zone_that_there_is_not_is_refused(zone: str, read_bytes: ReadMadeUp) -> None:
    with pytest.raises(BadInput, match="is no time zone; take one such as") as caught:
        read_bytes(as_csv({}), zone=zone)
    assert len(str(caught.value)) < 200


def test_the_night_with_two_hours_is_read_in_the_order_of_the_stages(read_call: ReadCall) -> None:
    night = {
        "Incident_Start_Time": "2025-11-02 01:50:00",
        "TimeCallViewed": "2025-11-02 01:05:00",
        "Incident_Queue_Time": "2025-11-02 01:55:00",
        "Incident_Dispatch_Time": "2025-11-02 01:10:00",
        "Incident_Phone_Stop": "2025-11-02 01:52:00",
        "TimeFirstUnitDispatchAcknowledged": "2025-11-02 01:11:00",
        "Incident_Enroute_Time": "2025-11-02 01:12:00",
        "Incident_Arrival_Time": "2025-11-02 01:20:00",
        "TimeFirstCallCleared": "2025-11-02 02:20:00",
        "Incident_First_Close_Time": "2025-11-02 02:20:00",
        "Final_Closed_Time": "2025-11-02 02:20:00",
    }
    call = read_call(**night)
    assert call.flags == (Flag.AMBIGUOUS_TIME,)
    assert len(call.ambiguous) == 8
    started = call.began_at
    assert {stage: (moment - started) / timedelta(minutes=1) for stage, moment in call.times} == {
        Stage.STARTED: 0,
        Stage.VIEWED: 15,
        Stage.QUEUED: 5,
        Stage.DISPATCHED: 20,
        Stage.PHONE_STOPPED: 2,
        Stage.ACKNOWLEDGED: 21,
        Stage.EN_ROUTE: 22,
        Stage.ARRIVED: 30,
        Stage.CLEARED: 90,
        Stage.CLOSED: 90,
        Stage.FINALLY_CLOSED: 90,
    }


FIELDS = st.sampled_from(["", "NULL", "1", "x", "-5", "2025-09-01 12:03:00", "2025-03-09 02:30:00"])


@given(change=st.dictionaries(st.sampled_from(NEEDED), FIELDS, max_size=5))
def test_any_row_is_a_call_with_all_its_times_or_a_bad_row(
    read_bytes: ReadMadeUp, change: dict[str, str]
) -> None:
    (row,) = read_bytes(as_csv(change))
    fields = {**ORDINARY, **change}
    times = [fields[column] for column in NEEDED[7:19]]
    if isinstance(row, Call):
        assert len(row.times) == len([time for time in times if time not in {"", "NULL"}])
    else:
        assert all(problem.startswith("row 2") for problem in row.problems)
    assert isinstance(row, BadRow) == any(unusable(column, field) for column, field in change.items())


def unusable(column: str, field: str) -> bool:
    """The rules of the file, said once more in another way."""
    if column in {"Problem", "Call_Reception", "Disposition"}:
        return False
    if field in {"", "NULL"}:
        return column == "Agency"
    if column in NEEDED[7:19]:
        return field != "2025-09-01 12:03:00"
    good = {"Priority_Number": ["1"], "Call_Reopened": ["1"]}
    if column in {"Agency", "Master_Incident_Number"}:
        return field == "-5" or ":" in field
    return field not in good.get(column, ["1", "-5"])


def test_a_file_that_is_not_there_is_bad_input() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_calls("nowhere.csv", zone="America/New_York")
