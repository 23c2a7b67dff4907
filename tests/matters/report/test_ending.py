"""Sending a report on, and its end: nothing is closed over an open end, and nobody's secret goes out with the answer."""

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.report import (
    OURS,
    ApproveTransfer,
    ChangeJurisdiction,
    Close,
    Duty,
    Finding,
    Injury,
    Register,
    ReportClass,
    ReportOutcome,
    ReportState,
    Send,
    TellReporter,
)
from precinct.workflow.entry import Follow
from tests.matters.people import CHIEF, COUNTY, DESK, NIGHT, WANG, now
from tests.matters.report.reports import HU, codes, follow_ups, report

S = ReportState
RO = ReportOutcome
DONE = Close("已处置")
CALM = frozenset({Finding.NO_EMERGENCY})


def handled(outcome=RO.TRANSFERRED, **more):
    return report(S.HANDLED, outcome=outcome, **more)


def test_a_transfer_that_never_left_is_not_closed():
    sent = cn.report.apply(handled(), Send("交警大队"), now(WANG))

    assert codes(handled(), DONE, now(DESK)) == ("report.transfer_sent",)
    assert follow_ups(sent, Follow.LIMIT_ENDS) == ["report.transfer"]
    assert codes(sent.matter, DONE, now(DESK)) == ()


def test_a_crime_leaves_the_house_with_the_heads_approval():
    crime = handled(report_class=ReportClass.CRIMINAL)

    assert codes(crime, Send("市局"), now(WANG)) == ("report.transfer_approved",)
    assert codes(crime, ApproveTransfer(), now(CHIEF)) == ("engine.role",)
    approved = cn.report.apply(crime, ApproveTransfer(), now(COUNTY)).matter
    assert codes(approved, Send("市局"), now(WANG)) == ()


def test_evidence_goes_along():
    brought = handled(brought=("收据",))

    assert codes(brought, Send("交警大队", things_sent=False), now(WANG)) == ("report.things_go_along",)
    assert codes(brought, Send("交警大队"), now(WANG)) == ("report.things_go_along",)
    assert codes(brought, Send("交警大队", things_sent=True), now(WANG)) == ()
    assert codes(handled(), Send("交警大队", things_sent=False), now(WANG)) == ()
    moved = attrs.evolve(brought, outcome=RO.ADMINISTRATIVE_CASE)
    change = ChangeJurisdiction("邻区分局", "地域管辖", found=CALM)
    assert codes(moved, change, now(WANG)) == ("report.things_go_along",)
    assert codes(moved, attrs.evolve(change, things_sent=True), now(WANG)) == ()


@pytest.mark.parametrize("found", [CALM, frozenset(), CALM | {Finding.HARM_IN_PROGRESS}])
@pytest.mark.parametrize("injury", [None, Injury.MINOR])
def test_in_an_emergency_jurisdiction_changes_after_what_must_be_done(found, injury):
    ours = handled(RO.ADMINISTRATIVE_CASE, injury=injury)
    change = ChangeJurisdiction("邻区分局", "地域管辖", found=found)

    urgent = found != CALM or injury is not None
    assert codes(ours, change, now(WANG)) == (("report.acted_first",) if urgent else ())
    assert codes(ours, attrs.evolve(change, done=frozenset({Duty.ACTED_FIRST})), now(WANG)) == ()


@pytest.mark.parametrize(
    "outcome", [o for o in RO if o is not RO.TRANSFERRED], ids=lambda outcome: outcome.value
)
def test_only_what_was_to_be_transferred_is_sent(outcome):
    crime = ("report.transfer_approved",) if outcome is RO.CRIMINAL_REVIEW else ()
    assert codes(handled(outcome), Send("交警大队"), now(WANG)) == ("report.is_transferred", *crime)
    assert codes(handled(outcome), ApproveTransfer(), now(COUNTY)) == ("report.is_transferred",)


def test_who_reported_hears_in_time_that_another_organ_has_it():
    ours = handled(RO.ADMINISTRATIVE_CASE)
    moved = cn.report.apply(ours, ChangeJurisdiction("邻区分局", "地域管辖", found=CALM), now(WANG))

    assert follow_ups(moved, Follow.LIMIT_STARTS) == ["report.change_told"]
    assert (moved.matter.outcome, moved.matter.sent_to) == (RO.TRANSFERRED, "邻区分局")
    assert codes(moved.matter, DONE, now(DESK)) == ("report.change_told",)
    told = cn.report.apply(moved.matter, TellReporter("已移送邻区分局"), now(DESK))
    assert follow_ups(told, Follow.LIMIT_ENDS) == ["report.change_told"]
    assert codes(told.matter, DONE, now(DESK)) == ()
    assert codes(told.matter, TellReporter("再说一遍"), now(DESK)) == ("report.change_pending",)


def test_the_jurisdiction_over_a_crime_changes_with_the_head_and_over_what_was_never_ours_not_at_all():
    change = ChangeJurisdiction("邻区分局", "地域管辖", found=CALM)

    for crime in (
        handled(RO.CRIMINAL_REVIEW),
        handled(RO.ADMINISTRATIVE_CASE, report_class=ReportClass.CRIMINAL),
        handled(RO.ADMINISTRATIVE_CASE, crime_scene=True),
    ):
        assert codes(crime, change, now(WANG)) == ("engine.role",)
        assert codes(crime, change, now(COUNTY)) == ()
    assert codes(handled(RO.HELP_GIVEN), change, now(WANG)) == ("report.was_ours",)


def test_who_sent_officers_hears_what_came_of_it():
    sent = handled(RO.HELP_GIVEN, dispatched_at=NIGHT)

    assert codes(sent, Close(" "), now(DESK)) == ("report.feedback_given",)
    assert codes(sent, DONE, now(DESK)) == ()
    assert codes(handled(RO.HELP_GIVEN), Close(""), now(DESK)) == ()


def test_the_feedback_names_nobody_who_wants_to_stay_unknown():
    secret = handled(RO.HELP_GIVEN, reporter=HU, anonymous=True)
    naming = Close("已答复胡阿姨")

    assert codes(secret, naming, now(DESK)) == ("report.feedback_keeps_secret",)
    assert codes(secret, DONE, now(DESK)) == ()
    assert codes(attrs.evolve(secret, anonymous=False), naming, now(DESK)) == ()
    nameless = attrs.evolve(HU, name=" ")
    assert codes(attrs.evolve(secret, reporter=nameless), naming, now(DESK)) == ()


@pytest.mark.parametrize("outcome", ReportOutcome, ids=lambda outcome: outcome.value)
def test_of_what_is_taken_up_the_reporter_holds_a_receipt_at_the_end(outcome):
    open_ = handled(outcome, reporter=HU, sent_to="交警大队")
    due = outcome in OURS

    assert codes(open_, DONE, now(DESK)) == (("report.receipt_settled",) if due else ())
    assert codes(attrs.evolve(open_, receipt_settled=True), DONE, now(DESK)) == ()
    assert codes(attrs.evolve(open_, reporter=None), DONE, now(DESK)) == ()
    registered = cn.report.apply(open_, Register(False, no_receipt_because="无法联系"), now(DESK)).matter
    assert codes(registered, DONE, now(DESK)) == ()
