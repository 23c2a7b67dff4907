"""What is said to have happened has happened: no action of any matter carries a moment after its own entry."""

from datetime import datetime, timedelta
from typing import Any, get_args, get_type_hints

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import File, HandleQuickly, ResumeAfterMediation
from precinct.matters.mediation.actions import Propose, ReceiveValuation, Recognise
from precinct.matters.procedure import TABLES
from precinct.matters.report import (
    Arrive,
    Channel,
    Close,
    Dispatch,
    Handle,
    Receive,
    ReportOutcome,
    ReportState,
)
from tests.matters.people import DESK, NIGHT, WANG, now
from tests.matters.report.reports import codes, report

S = ReportState
A_MINUTE = timedelta(minutes=1)
APPOINTMENTS = {"ready_at", "deadline"}
"""Moments that are still to come: until when something may wait."""
PAST: dict[type, str] = {
    Receive: "report.came_before",
    Dispatch: "report.happened_before",
    Arrive: "report.happened_before",
    Handle: "report.happened_before",
    Close: "report.happened_before",
    Propose: "mediation.accepted_before_offer",
    Recognise: "mediation.effect_known",
    ReceiveValuation: "mediation.valuation_came_before",
    File: "administrative_case.accepted_before_filing",
    ResumeAfterMediation: "administrative_case.mediation_ended_before",
    HandleQuickly: "administrative_case.arrived_before",
}
"""What asks, of each action that carries a moment of its own, whether it has come."""


# --- of every kind ---------------------------------------------------------------------------------


def moments(action: type) -> set[str]:
    """The fields of an action that say when something happened."""
    hints = get_type_hints(action).items()
    return {name for name, hint in hints if datetime in {hint, *get_args(hint)}} - APPOINTMENTS


def test_every_row_of_an_action_that_says_when_something_happened_asks_whether_it_has() -> None:
    rows = [row for table in TABLES for row in (*table.openings, *(row for _, row in table.rows()))]
    carrying = {row.action for row in rows if moments(row.action)}
    assert carrying == PAST.keys(), "whoever adds one adds what asks it"
    for row in rows:
        if row.action in carrying:
            assert PAST[row.action] in {condition.code for condition in row.conditions}


# --- one by one ------------------------------------------------------------------------------------

TAKEN = Receive(Channel.PHONE, registered=True, evidence_taken=True, receipt_given=True)


@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.PHONE])
@pytest.mark.parametrize("urgent", [True, False])
def test_no_report_came_after_it_was_taken(channel: Channel, urgent: bool) -> None:
    taken = attrs.evolve(TAKEN, channel=channel, urgent=urgent, registered=not urgent)

    def opened(at: datetime | None) -> tuple[str, ...]:
        return cn.report.decide_opening(attrs.evolve(taken, at=at), now(DESK)).codes

    assert opened(NIGHT + A_MINUTE) == ("report.came_before",)
    assert opened(NIGHT) == opened(NIGHT - A_MINUTE) == opened(None) == ()


@pytest.mark.parametrize(
    ("matter", "action"),
    [
        (report(S.CLASSIFIED, urgency=1), Dispatch(("011",))),
        (report(S.CLASSIFIED, urgency=2), Dispatch(("011",))),
        (report(S.DISPATCHED), Dispatch(("012",))),
        (report(S.ON_SCENE), Dispatch(("012",))),
        (report(S.DISPATCHED), Arrive()),
        (report(S.CLASSIFIED), Handle(ReportOutcome.HELP_GIVEN, told="已劝止", reason="已停止")),
        (
            report(S.ON_SCENE, scene_recorded=True),
            Handle(ReportOutcome.HELP_GIVEN, told="已劝止", reason="已停止"),
        ),
        (report(S.HANDLED, outcome=ReportOutcome.HELP_GIVEN, receipt_settled=True), Close("已处置")),
    ],
)
def test_nothing_is_done_about_a_report_before_it_happens(matter: Any, action: Any) -> None:
    def done(at: datetime | None) -> tuple[str, ...]:
        who = DESK if isinstance(action, Dispatch | Close) else WANG
        return codes(matter, attrs.evolve(action, at=at), now(who, filmed=True))

    assert done(NIGHT + A_MINUTE) == (*done(None), "report.happened_before")
    assert done(NIGHT) == done(NIGHT - A_MINUTE) == done(None)
    assert done(None) == ()
