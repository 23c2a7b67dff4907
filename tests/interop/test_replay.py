from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import NaiveDatetime
from precinct.interop.call import Call, Stage
from precinct.interop.replay import NOT_SAID, UNNAMED_UNIT, class_of, replay_call
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import Procedure
from precinct.matters.report import Channel, Report, ReportClass, ReportOutcome, ReportState
from precinct.workflow.entry import Entry
from tests.interop.conftest import RECORDED_AT, WEEKS, Week
from tests.interop.test_calls import MOMENTS, NOON, ReadCall, call_with

S = ReportState
Replay = Callable[[Call], tuple[Report, tuple[Entry, ...]]]


@pytest.fixture(scope="module")
def replay(procedure: Procedure) -> Replay:
    return lambda call: replay_call(procedure, call, recorded_at=RECORDED_AT)


def expected_state(call: Call) -> ReportState:
    finished = call.at(Stage.FINALLY_CLOSED) is not None
    closed = call.at(Stage.CLOSED) is not None and not call.reopened
    arrived = call.at(Stage.ARRIVED) is not None
    sent = arrived or call.at(Stage.EN_ROUTE) is not None or call.at(Stage.DISPATCHED) is not None
    if finished:
        return S.CLOSED
    if closed:
        return S.HANDLED
    return S.ON_SCENE if arrived else S.DISPATCHED if sent else S.CLASSIFIED


def must_be_right(procedure: Procedure, call: Call, report: Report, entries: tuple[Entry, ...]) -> None:
    """What holds for every replayed call."""
    assert procedure.report.replay(entries) == report
    assert report.id == call.id
    assert report.state is expected_state(call)
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    moments = [entry.occurred_at for entry in entries]
    assert moments == sorted(moments)
    assert moments[0] == call.began_at
    assert max(moments) <= max(moment for _, moment in call.times)
    assert {entry.recorded_at for entry in entries} == {RECORDED_AT}
    said = {type(entry.action).__name__: getattr(entry.action, "at", None) for entry in entries}
    finished = call.at(Stage.FINALLY_CLOSED)
    source = {
        "Receive": call.at(Stage.STARTED),
        "Dispatch": call.at(Stage.DISPATCHED),
        "Arrive": call.at(Stage.ARRIVED),
        "Handle": finished if call.reopened else call.at(Stage.CLOSED) or finished,
        "Close": finished,
    }
    assert said == {"Classify": None, **{name: source[name] for name in said if name != "Classify"}}
    assert list(said) == [
        name for name in ("Receive", "Classify", "Dispatch", "Arrive", "Handle", "Close") if name in said
    ]
    assert report.received_at == (call.at(Stage.STARTED) or call.began_at)
    assert report.arrived_at == call.at(Stage.ARRIVED)
    if call.at(Stage.DISPATCHED) is not None:
        assert report.dispatched_at == call.at(Stage.DISPATCHED)


def test_every_call_of_a_week_is_replayed_without_a_refusal(week: Week, procedure: Procedure) -> None:
    police = [(call, report, entries) for call, report, entries in week.replayed if call.agency == "POLICE"]
    assert len(police) == WEEKS[week.name][1]
    for call, report, entries in week.replayed:
        must_be_right(procedure, call, report, entries)
    assert {report.state for _, report, _ in police} == {S.CLOSED, S.HANDLED, S.ON_SCENE, S.DISPATCHED}


@given(times=MOMENTS.filter(bool), reopened=st.booleans(), priority=st.none() | st.integers(1, 99))
def test_any_call_is_replayed_as_far_as_it_came(
    procedure: Procedure, times: dict[Stage, datetime], reopened: bool, priority: int | None
) -> None:
    call = call_with(times, marked_reopened=reopened, priority=priority)
    must_be_right(procedure, call, *replay_call(procedure, call, recorded_at=RECORDED_AT))


def test_a_law_that_asks_more_than_house_rules_does_not_refuse_it(read_call: ReadCall) -> None:
    report, _ = replay_call(cn, read_call(), recorded_at=RECORDED_AT)
    assert report.state is S.CLOSED


def test_an_ordinary_call_becomes_this_report(read_call: ReadCall, replay: Replay) -> None:
    report, entries = replay(read_call())
    assert (report.channel, report.report_class, report.urgency) == (Channel.PHONE, ReportClass.EVENT, 3)
    assert (report.gist, report.officers, report.registered) == ("LOUD PARROT", (UNNAMED_UNIT,), True)
    assert (report.outcome, report.reporter, report.place) == (ReportOutcome.NO_FURTHER_ACTION, None, "")
    assert [entry.to_state for entry in entries] == [
        S.RECEIVED,
        S.CLASSIFIED,
        S.DISPATCHED,
        S.ON_SCENE,
        S.HANDLED,
        S.CLOSED,
    ]
    assert entries[-1].action.feedback == "NR-No Report"
    assert {entry.actor for entry in entries} == {"system"}


def test_times_of_entries_never_run_backwards_and_payload_keeps_the_source(
    read_call: ReadCall, replay: Replay
) -> None:
    early = "2025-09-01 11:00:00"
    report, entries = replay(read_call(Incident_Dispatch_Time=early))
    assert report.dispatched_at == datetime(2025, 9, 1, 15, tzinfo=UTC)
    assert entries[2].occurred_at == entries[1].occurred_at == datetime(2025, 9, 1, 16, 0, 10, 250_000, UTC)


def test_an_arrival_without_a_dispatch_gets_one_at_the_next_known_moment(replay: Replay) -> None:
    report, entries = replay(call_with({Stage.STARTED: NOON, Stage.ARRIVED: NOON + timedelta(minutes=5)}))
    assert report.dispatched_at == report.arrived_at == NOON + timedelta(minutes=5)
    assert entries[2].action.at is None


def test_a_reopened_call_is_handled_when_it_is_closed_for_good(replay: Replay) -> None:
    times = {stage: NOON + timedelta(minutes=at) for at, stage in enumerate(Stage)}
    _, entries = replay(call_with(times))
    assert entries[-2].action.at == entries[-1].action.at == times[Stage.FINALLY_CLOSED]
    del times[Stage.FINALLY_CLOSED]
    report, _ = replay(call_with(times))
    assert report.state is S.ON_SCENE


@pytest.mark.parametrize(
    ("reception", "channel"),
    [
        ("E-911", Channel.PHONE),
        ("Phone", Channel.PHONE),
        ("Text", Channel.PHONE),
        ("OFFICER", Channel.PATROL),
        ("Flag Down", Channel.PATROL),
        ("C2C", Channel.HANDED_OVER),
        ("", Channel.HANDED_OVER),
        ("pigeon", Channel.HANDED_OVER),
    ],
)
def test_the_channel_follows_from_how_the_call_came_in(
    replay: Replay, reception: str, channel: Channel
) -> None:
    report, _ = replay(call_with({Stage.STARTED: NOON}, reception=reception))
    assert report.channel is channel


@pytest.mark.parametrize(
    ("problem", "sort"),
    [
        ("LARCENY OTHER DELAY", ReportClass.CRIMINAL),
        ("Assault, stabbing", ReportClass.CRIMINAL),
        ("FIGHT NO WEAPONS", ReportClass.ADMINISTRATIVE),
        ("NOISE COMPLAINT", ReportClass.COMPLAINT),
        ("PARKING COMPLAINT", ReportClass.TRAFFIC),
        ("ASSIST FIRE - PROMPT", ReportClass.FIRE),
        ("ASSIST CITIZEN", ReportClass.HELP),
        ("FIREARM FOUND IN BOOTH", ReportClass.HELP),
        ("BOOTH FIREFLY", ReportClass.EVENT),
        ("", ReportClass.EVENT),
    ],
)
def test_a_problem_is_sorted_by_its_words(problem: str, sort: ReportClass) -> None:
    assert class_of(problem) is sort


def test_a_false_alarm_is_unfounded_and_says_why(replay: Replay) -> None:
    times = {Stage.STARTED: NOON, Stage.CLOSED: NOON, Stage.FINALLY_CLOSED: NOON}
    report, entries = replay(call_with(times, disposition="FALSE-False Alarm"))
    assert report.outcome is ReportOutcome.UNFOUNDED
    assert (entries[-2].action.reason, entries[-1].action.feedback) == (
        "FALSE-False Alarm",
        "FALSE-False Alarm",
    )
    report, entries = replay(call_with(times))
    assert (report.outcome, entries[-1].action.feedback) == (ReportOutcome.NO_FURTHER_ACTION, NOT_SAID)


def test_a_naive_recording_moment_is_refused(procedure: Procedure) -> None:
    with pytest.raises(NaiveDatetime, match="recorded_at"):
        replay_call(procedure, call_with({Stage.STARTED: NOON}), recorded_at=NOON.replace(tzinfo=None))


def test_what_is_personal_stays_out_of_the_repr(read_call: ReadCall, replay: Replay) -> None:
    report, _ = replay(read_call())
    assert "PARROT" not in repr(report)
    assert attrs.evolve(report, gist="") != report
