"""Reports: nobody is turned away, and every outcome has its duty."""

from datetime import datetime

import attrs
import pytest

from precinct.basics.errors import NaiveDatetime
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.report import (
    REPORT,
    AcceptJurisdiction,
    Arrive,
    Channel,
    Classify,
    Close,
    Contact,
    Dispatch,
    Handle,
    LeaveJurisdictionOpen,
    Receive,
    Register,
    ReportClass,
    ReportOutcome,
    ReportState,
)
from precinct.people.person import SYSTEM
from precinct.workflow.entry import Follow
from tests.matters.people import CHIEF, CLERK, DESK, LI, NIGHT, PROSECUTOR, WANG, brief, now
from tests.matters.report.reports import HU, codes, follow_ups, report

S = ReportState


def test_a_walk_in_gets_registration_evidence_and_receipt_on_the_spot():
    def walk_in(**done):
        return cn.report.decide_opening(Receive(Channel.WALK_IN, **done), now(DESK))

    assert walk_in(registered=True, evidence_taken=True, receipt_given=True).allowed
    for missing in ("registered", "evidence_taken", "receipt_given"):
        done = {"registered": True, "evidence_taken": True, "receipt_given": True} | {missing: False}
        decision = walk_in(**done)
        assert decision.codes == ("report.served_on_the_spot",)
        assert (missing, "False") in decision.reasons[0].facts


def test_urgent_work_goes_first_and_registration_follows_in_time():
    outcome = cn.report.begin(Receive(Channel.WALK_IN, urgent=True), now(DESK))

    assert outcome.matter.state is S.RECEIVED
    assert follow_ups(outcome, Follow.LIMIT_STARTS) == ["report.registration"]
    late = Register(receipt_given=True)
    assert codes(outcome.matter, late, now(CLERK)) == ("report.evidence_taken",)
    registered = cn.report.apply(outcome.matter, attrs.evolve(late, evidence_taken=True), now(CLERK))
    assert registered.matter.registered
    assert follow_ups(registered, Follow.LIMIT_ENDS) == ["report.registration"]


WRITTEN = {Channel.LETTER, Channel.EMAIL, Channel.FAX}


@pytest.mark.parametrize("channel", sorted(WRITTEN, key=lambda channel: channel.value))
def test_who_writes_is_registered_and_contacted_in_time(channel):
    outcome = cn.report.begin(Receive(channel), now(DESK))

    assert follow_ups(outcome, Follow.LIMIT_STARTS) == ["report.letter_contact"]
    assert codes(outcome.matter, Contact("电话"), now(DESK)) == ("report.registered",)
    registered = cn.report.apply(outcome.matter, Register(receipt_given=True), now(DESK)).matter
    contacted = cn.report.apply(registered, Contact("电话"), now(DESK))
    assert follow_ups(contacted, Follow.LIMIT_ENDS) == ["report.letter_contact"]


@pytest.mark.parametrize("channel", sorted(WRITTEN, key=lambda channel: channel.value))
@pytest.mark.parametrize("no_contact", [True, False])
def test_an_urgent_letter_is_registered_in_time_and_its_writer_contacted_too(channel, no_contact):
    came = NIGHT.replace(hour=9)
    begun = cn.report.begin(Receive(channel, urgent=True, no_contact=no_contact, at=came), now(DESK))

    starts = {f.code: f.at for f in begun.follow_ups if f.what is Follow.LIMIT_STARTS}
    assert starts.pop("report.registration") in {None, NIGHT}
    assert starts == ({} if no_contact else {"report.letter_contact": came})


def test_who_writes_without_an_address_cannot_be_contacted():
    assert (
        follow_ups(cn.report.begin(Receive(Channel.LETTER, no_contact=True), now(DESK)), Follow.LIMIT_STARTS)
        == []
    )


@pytest.mark.parametrize("channel", [c for c in Channel if c not in WRITTEN | {Channel.WALK_IN}])
def test_what_comes_in_another_way_starts_no_limit(channel):
    assert follow_ups(cn.report.begin(Receive(channel), now(DESK)), Follow.LIMIT_STARTS) == []


def test_no_move_turns_a_report_away():
    words = {"refuse", "reject", "decline", "dismiss"}

    assert not any(word in action.__name__.lower() for action in cn.report.actions for word in words)
    assert {row.to for row in REPORT.openings} == {S.RECEIVED}


def test_a_prosecutor_takes_no_reports():
    assert cn.report.decide_opening(Receive(Channel.PHONE), now(PROSECUTOR)).codes == ("engine.role",)


def test_who_is_at_another_scene_is_not_sent():
    elsewhere = brief("report", "r0", "on_scene", busy=("011",))
    classified = report(S.CLASSIFIED)

    assert codes(classified, Dispatch(("011",)), now(DESK, related=(elsewhere,))) == ("report.officers_free",)
    assert codes(classified, Dispatch(("012",)), now(DESK, related=(elsewhere,))) == ()
    beside = Dispatch(("012",), auxiliaries=("011",))
    assert codes(classified, beside, now(DESK, related=(elsewhere,))) == ("report.officers_free",)
    itself = attrs.evolve(elsewhere, id="r1")
    assert codes(classified, Dispatch(("011",)), now(DESK, related=(itself,))) == ()


def test_a_second_patrol_joins_the_first_and_the_first_moment_stays():
    sent = cn.report.apply(report(S.CLASSIFIED), Dispatch(("011",)), now(DESK)).matter
    second = Dispatch(("012", "011"), auxiliaries=("301",))
    joined = cn.report.apply(sent, second, now(DESK, at=NIGHT.replace(minute=50))).matter

    assert (joined.officers, joined.auxiliaries) == (("011", "012"), ("301",))
    assert joined.dispatched_at == NIGHT
    assert joined.busy == {"011", "012", "301"}


def test_an_officer_is_busy_from_dispatch_until_it_is_handled():
    busy = {state for state in S if report(state, officers=("011",)).busy}

    assert busy == {S.DISPATCHED, S.ON_SCENE}


def test_nobody_is_sent_without_a_name():
    with pytest.raises(ValueError, match="officers"):
        Dispatch(())


def test_the_camera_runs_to_the_end_or_the_record_says_why_not():
    helped = Handle(ReportOutcome.HELP_GIVEN)

    assert codes(report(), helped, now(WANG, filmed=True)) == ()
    assert codes(report(), helped, now(WANG)) == ("report.filmed_to_the_end",)
    assert codes(report(), attrs.evolve(helped, not_filmed_because="没电"), now(WANG)) == ()
    assert codes(report(S.CLASSIFIED), helped, now(WANG)) == ()  # nobody was there yet


def test_a_statement_is_taken_before_jurisdiction_is_left_open():
    leave = LeaveJurisdictionOpen(statement_taken=True, evidence_taken=True)
    assert codes(report(), attrs.evolve(leave, statement_taken=False), now()) == ("report.statement_taken",)
    assert codes(report(), attrs.evolve(leave, evidence_taken=False), now()) == ("report.acts_done_first",)
    assert codes(report(reporter=HU), leave, now()) == ("report.acts_done_first",)
    assert codes(report(reporter=HU, receipt_settled=True), leave, now()) == ()
    left = cn.report.apply(report(), leave, now())
    assert left.matter.state is S.JURISDICTION_PENDING
    assert follow_ups(left, Follow.LIMIT_STARTS) == ["report.jurisdiction"]
    taken = cn.report.apply(left.matter, AcceptJurisdiction(), now())
    assert taken.matter.state is S.CLASSIFIED
    assert follow_ups(taken, Follow.LIMIT_ENDS) == ["report.jurisdiction"]
    assert codes(taken.matter, leave, now()) == ("report.not_left_open_before",)


def test_nothing_ends_unregistered():
    assert codes(report(S.HANDLED, registered=False), Close("已反馈"), now(DESK)) == ("report.registered",)
    assert codes(report(S.HANDLED), Close("已反馈"), now(DESK)) == ()


def test_the_03_00_report_goes_its_whole_way_while_another_is_open():
    received = cn.report.begin(Receive(Channel.PHONE, gist="噪音", registered=True), now(DESK))
    steps = [
        (Classify(ReportClass.DISPUTE, urgency=3), now(DESK)),
        (Dispatch(("012",)), now(DESK, related=(brief("report", "r0", "on_scene", busy=("011",)),))),
        (Arrive(), now(LI)),
        (Handle(ReportOutcome.HELP_GIVEN), now(LI, filmed=True)),
        (Close("已劝止"), now(CHIEF)),
    ]
    matter = received.matter
    for action, context in steps:
        matter = cn.report.apply(matter, action, context).matter

    assert (matter.state, matter.version, cn.report.ended(matter)) == (S.CLOSED, 6, True)


def test_a_report_of_a_computer_keeps_the_moments_of_its_source():
    procedure = bare("America/New_York")
    at = NIGHT.replace(hour=1)
    begun = procedure.report.begin(Receive(Channel.PHONE, at=at), now(SYSTEM, procedure=procedure))

    assert begun.matter.received_at == at
    assert begun.entry.occurred_at == NIGHT


def test_who_reports_may_stay_unnamed():
    assert report().people == frozenset()


def test_grades_of_urgency_begin_with_one():
    with pytest.raises(ValueError, match="urgency"):
        Classify(ReportClass.FIRE, urgency=0)


@pytest.mark.parametrize(
    "made",
    [
        lambda at: Receive(Channel.PHONE, at=at),
        lambda at: Dispatch(("011",), at=at),
        lambda at: Arrive(at=at),
        lambda at: Handle(ReportOutcome.HELP_GIVEN, at=at),
        lambda at: Close("", at=at),
    ],
)
def test_a_moment_of_a_source_has_a_zone(made):
    with pytest.raises(NaiveDatetime):
        made(datetime(2023, 1, 6, 23))  # noqa: DTZ001
