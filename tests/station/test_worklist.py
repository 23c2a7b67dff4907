"""What an officer has to do next, and nothing else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct import (
    END,
    Action,
    Actor,
    Matter,
    MemoryRecorder,
    Opening,
    Procedure,
    Role,
    State,
    Station,
    Table,
    Text,
    cn,
)
from precinct.basics.errors import NaiveDatetime
from precinct.ledger.stored import Unit
from precinct.matters.administrative_case import ExtendTime, File, SendForAppraisal
from precinct.matters.common import Reassign
from precinct.matters.custody import Approve, Measure, ProposeMeasure
from precinct.matters.report import (
    Arrive,
    Channel,
    Classify,
    Close,
    Handle,
    Receive,
    ReportClass,
    ReportOutcome,
)
from precinct.station.related import hand
from precinct.station.worklist import Task
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import (
    CHEN,
    DESK,
    HEAD,
    LIANG,
    SU,
    WEN,
    dispatched,
    investigated,
    mediated,
    received,
)

NEXT_SHIFT = Actor("442", "接警员", {Role.RECEPTIONIST})


def ids(tasks: list[Task]) -> list[str]:
    return [task.matter.id for task in tasks]


def moves(task: Task) -> set[str]:
    return {option.action.__name__ for option in task.moves}


def test_an_officer_sees_the_matters_in_his_hands_the_soonest_due_first(station: Station) -> None:
    first = investigated(station)
    case, mediation = mediated(station)
    received(station)
    listed = station.worklist(LIANG)
    assert ids(listed) == [mediation.id, *sorted((first.id, case.id))]
    assert all(task.mine for task in listed)
    assert [task.due and task.due.code for task in listed] == [
        "mediation.completion",
        "case.time",
        "case.time",
    ]
    assert "SendForAppraisal" in moves(next(task for task in listed if task.matter.id == first.id))
    assert station.worklist(SU) == []


def test_his_moves_are_those_that_he_may_try_now(station: Station) -> None:
    case = investigated(station)
    (task,) = station.worklist(LIANG)
    assert {option.action for option in task.moves} == {
        option.action for option in station.options(case, actor=LIANG) if option.open
    }
    assert task.kind == "administrative_case"
    assert ExtendTime not in {option.action for option in task.moves}


def test_who_was_sent_to_a_report_has_it_until_it_is_closed(station: Station) -> None:
    report = dispatched(station, "101", "102")
    assert ids(station.worklist(LIANG)) == ids(station.worklist(SU)) == [report.id]
    report = station.act(report, Arrive(), actor=LIANG)
    report = station.act(report, Handle(ReportOutcome.HELP_GIVEN, reason="已劝离"), actor=LIANG, filmed=True)
    assert station.busy([SU]) == {}
    assert ids(station.worklist(SU)) == [report.id]
    station.act(report, Close("已办结"), actor=DESK)
    assert station.worklist(SU) == station.worklist(DESK) == []


def test_a_new_report_waits_for_every_desk_and_for_nobody_else(station: Station) -> None:
    report = received(station)
    (task,) = station.worklist(NEXT_SHIFT)
    assert (task.matter, task.mine, task.due) == (report, False, None)
    assert "Classify" in moves(task)
    assert [task.mine for task in station.worklist(DESK)] == [True]
    assert station.worklist(LIANG) == []
    station.act(report, Classify(ReportClass.HELP), actor=NEXT_SHIFT)
    assert station.worklist(NEXT_SHIFT) == []


def test_a_report_to_which_a_clerk_may_only_add_papers_waits_for_no_clerk(station: Station) -> None:
    report = received(station)
    clerk = Actor("clerk", "录入员", {Role.DATA_CLERK})
    assert any(option.open for option in station.options(report, actor=clerk))
    assert station.worklist(clerk) == []


def test_what_has_ended_is_in_nobodys_hands(station: Station) -> None:
    """So that an officer's list costs nothing for the thousands that he has closed."""
    report = station.act(received(station), Classify(ReportClass.HELP), actor=DESK)
    assert station.recorder.find((hand(DESK.id),)) == (report.id,)
    report = station.act(report, Handle(ReportOutcome.HELP_GIVEN), actor=LIANG)
    station.act(report, Close("已答复"), actor=DESK)
    assert station.recorder.find((hand(DESK.id),)) == ()


def test_what_is_to_be_approved_waits_for_a_head(station: Station) -> None:
    case = investigated(station)
    measure = station.begin(ProposeMeasure(Measure.INQUIRY, case.id, WEN, "查明事实"), actor=LIANG)
    (task,) = station.worklist(HEAD)
    assert (task.matter.id, task.mine) == (measure.id, False)
    assert "Approve" in moves(task)
    station.act(measure, Approve(), actor=HEAD)
    assert station.worklist(HEAD) == []


def test_what_is_handed_on_leaves_one_list_and_enters_another(station: Station) -> None:
    case = investigated(station)
    station.act(case, Reassign("102", "休假"), actor=HEAD)
    assert station.worklist(LIANG) == []
    assert ids(station.worklist(SU)) == [case.id]


def test_what_stands_still_is_not_what_is_due_next(station: Station) -> None:
    station.act(investigated(station), SendForAppraisal("房门损失"), actor=LIANG)
    (task,) = station.worklist(LIANG)
    assert task.due is None


def test_a_sealed_matter_is_not_read_in_passing(station: Station) -> None:
    case = investigated(station)
    station.recorder.append(Unit((), sealed=((case.id, True),)))
    assert station.worklist(LIANG) == []


def test_what_was_erased_holds_up_nobody(station: Station) -> None:
    report, other = received(station), received(station)
    station.recorder.append(Unit((), erased=(report.id,)))
    assert ids(station.worklist(NEXT_SHIFT)) == [other.id]


@pytest.mark.parametrize("how", ["sealed", "erased"])
def test_what_is_shut_while_the_list_is_made_is_not_on_it(
    station: Station, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = sorted(investigated(station).id for _ in range(3))
    shut = Unit((), erased=(cases[0],)) if how == "erased" else Unit((), sealed=((cases[0], True),))
    deadlines = station.recorder.deadlines

    def and_somebody_shuts(**asked: Any) -> object:
        station.recorder.append(shut)
        return deadlines(**asked)

    monkeypatch.setattr(station.recorder, "deadlines", and_somebody_shuts)
    assert ids(station.worklist(LIANG, limit=2)) == cases[1:]


def test_a_moment_without_a_time_zone_is_refused(station: Station) -> None:
    with pytest.raises(NaiveDatetime):
        station.worklist(LIANG, now=datetime(2023, 1, 6))  # noqa: DTZ001 - the mistake that is meant


class Then(State):
    CAME = "came", "来信"
    DONE = "done", "已复"


class Now(State):
    NEW = "new", "新"
    DONE = "done", "已复"


@attrs.frozen(kw_only=True)
class Letter(Matter):
    pass


@attrs.frozen
class Write(Opening[Letter]):
    zh = "来信"


@attrs.frozen
class Answer(Action[Letter]):
    zh = "回复"


@attrs.frozen
class Reply(Action[Letter]):
    zh = "答复"


def letters(new: State, done: State, answer: type[Answer | Reply] = Answer, **more: Any) -> Procedure:
    """A table of letters; a later version calls its states and the answer otherwise."""
    table: Table[Letter, Any] = Table(
        kind="letter",
        text=Text("信", "letter"),
        matter=Letter,
        states=type(new),
        openings=[Write.row(new, by={Role.OFFICER})],
        moves={new: [answer.row(done, by={Role.UNIT_HEAD})], done: END},
        **more,
    )
    return cn.with_tables(table)


def test_what_was_opened_when_its_state_was_called_otherwise_waits_under_todays_name(
    station: Station, clock: HandClock
) -> None:
    recorder = station.recorder
    then = Station(recorder, procedure=letters(Then.CAME, Then.DONE), clock=clock)
    old = then.begin(Write(), actor=SU)
    now = letters(Now.NEW, Now.DONE, version=2, renamed={"came": "new"})
    today = Station(recorder, procedure=now, clock=clock)
    new = today.begin(Write(), actor=SU)
    assert set(ids(today.worklist(HEAD))) == {old.id, new.id}
    assert {task.matter.state for task in today.worklist(HEAD)} == {Now.NEW}


def test_a_page_is_asked_for_alone(reopen: Callable[[], Station]) -> None:
    """What others have in hand is not looked at, however much it is."""

    def questions(station: Station) -> int:
        asked: list[str] = []
        connection = station.recorder._connection  # type: ignore[attr-defined]
        connection.set_trace_callback(asked.append)
        assert len(station.worklist(LIANG)) == 1
        connection.set_trace_callback(None)
        return len(asked)

    with reopen() as station:
        investigated(station)
        before = questions(station)
        for number in range(20):
            others = (attrs.evolve(CHEN, id=f"victim {number}"), attrs.evolve(WEN, id=f"offender {number}"))
            station.begin(File("property_damage", date(2023, 1, 6), parties=others), actor=SU)
        assert questions(station) == before


@given(
    hours=st.lists(st.none() | st.integers(0, 2), max_size=12),
    limit=st.integers(1, 5),
)
def test_pages_put_together_are_the_whole_list(hours: list[int | None], limit: int) -> None:
    station = Station(MemoryRecorder(), procedure=cn, clock=HandClock(NIGHT))
    for hour in hours:  # None has no deadline; and some have the same one
        at = NIGHT - timedelta(hours=hour or 0)
        station.begin(
            Receive(Channel.PHONE, urgent=hour is not None, registered=hour is None), actor=DESK, at=at
        )
    whole = station.worklist(DESK, limit=100)
    pages: list[Task] = []
    while page := station.worklist(DESK, limit=limit, after=pages[-1] if pages else None):
        assert len(page) <= limit
        pages += page
    assert pages == whole
    assert len(set(ids(whole))) == len(hours)
    due = [task.due.due_at for task in whole if task.due is not None]
    assert due == sorted(due)
    assert [task.due is None for task in whole] == sorted(task.due is None for task in whole)
