"""Taking a report: papers for what is given, the name of who wants to stay unknown, and the first review."""

from datetime import datetime

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.report import (
    Channel,
    Classify,
    Handle,
    LeaveJurisdictionOpen,
    MeetReporter,
    Receive,
    Register,
    ReportClass,
    ReportOutcome,
    ReportState,
)
from precinct.workflow.entry import Follow
from tests.matters.people import CLERK, DESK, NIGHT, SHANGHAI, WANG, now
from tests.matters.report.reports import HU, codes, follow_ups, report

S = ReportState
WALK_IN = Receive(
    Channel.WALK_IN, gist="手机被抢", reporter=HU, registered=True, evidence_taken=True, receipt_given=True
)


def opened(opening):
    return cn.report.decide_opening(opening, now(DESK)).codes


def test_a_receipt_that_is_refused_is_noted():
    refused = attrs.evolve(WALK_IN, receipt_given=False)

    assert opened(refused) == ("report.served_on_the_spot",)
    assert opened(attrs.evolve(refused, no_receipt_because="拒绝签收")) == ()
    late = report(registered=False)
    assert codes(late, Register(receipt_given=False), now(CLERK)) == ("report.receipt_or_reason",)
    assert codes(late, Register(False, no_receipt_because="无法联系"), now(CLERK)) == ()


@pytest.mark.parametrize("channel", [Channel.WALK_IN, Channel.PATROL, Channel.LETTER])
@pytest.mark.parametrize("urgent", [True, False])
def test_what_is_brought_is_listed_however_it_comes(channel, urgent):
    brought = attrs.evolve(WALK_IN, channel=channel, urgent=urgent, registered=not urgent, brought=("收据",))

    assert "report.things_listed" in opened(brought)
    listed = attrs.evolve(brought, things_listed=True)
    assert "report.things_listed" not in opened(listed)
    assert cn.report.begin(
        attrs.evolve(WALK_IN, brought=("收据",), things_listed=True), now(DESK)
    ).matter.brought


@pytest.mark.parametrize("field", ["gist", "place"])
def test_a_report_does_not_name_who_wants_to_stay_unknown(field):
    told = attrs.evolve(WALK_IN, **{field: "胡阿姨家楼下"})

    assert opened(told) == ()
    assert opened(attrs.evolve(told, anonymous=True)) == ("report.anonymous_not_named",)
    by_party = attrs.evolve(told, reporter=attrs.evolve(HU, anonymous=True))
    assert opened(by_party) == ("report.anonymous_not_named",)
    assert opened(attrs.evolve(told, anonymous=True, reporter=None)) == ()


@pytest.mark.parametrize("said", ["anonymous", "by the party"])
def test_who_wants_to_stay_unknown_is_unknown_everywhere(said):
    wish = {"anonymous": True} if said == "anonymous" else {"reporter": attrs.evolve(HU, anonymous=True)}
    kept = cn.report.begin(attrs.evolve(WALK_IN, **wish), now(DESK)).matter

    assert kept.anonymous
    assert kept.reporter.anonymous
    assert (kept.reporter_name, kept.people) == ("", frozenset())
    assert "胡阿姨" not in repr(kept)
    met = cn.report.apply(
        attrs.evolve(kept, state=S.ON_SCENE), MeetReporter(True, reporter=HU), now(WANG)
    ).matter
    assert met.reporter.anonymous


def test_a_name_that_is_no_secret_shows():
    assert cn.report.begin(WALK_IN, now(DESK)).matter.reporter_name == "胡阿姨"
    assert report().reporter_name == ""


def test_who_will_not_come_is_registered_on_the_spot():
    whole = MeetReporter(False, reporter=HU, contact="138", content="被打")

    assert codes(report(), whole, now(WANG)) == ()
    for field, nothing in (("reporter", None), ("contact", ""), ("content", "")):
        assert codes(report(), attrs.evolve(whole, **{field: nothing}), now(WANG)) == (
            "report.details_taken",
        )
    assert codes(report(), MeetReporter(True), now(WANG)) == ("report.details_taken",)
    assert codes(report(), MeetReporter(True, contact="138"), now(WANG)) == ()
    assert codes(report(), MeetReporter(True, reporter=HU), now(WANG)) == ()
    known = report(reporter=HU, contact="138")
    assert codes(known, MeetReporter(False, content="被打"), now(WANG)) == ()
    assert cn.report.apply(report(), whole, now(WANG)).matter.contact == "138"


def test_jurisdiction_is_left_open_only_after_the_acts_on_the_spot():
    left = LeaveJurisdictionOpen(statement_taken=True, evidence_taken=True)

    assert codes(report(registered=False), left, now()) == ("report.registered",)


@pytest.mark.parametrize("sort", ReportClass, ids=lambda sort: sort.value)
def test_what_is_sorted_as_administrative_is_reviewed_from_its_receipt_on(sort):
    later = now(DESK, at=NIGHT.replace(minute=55))
    sorted_ = cn.report.apply(report(S.RECEIVED), Classify(sort), later)
    administrative = sort is ReportClass.ADMINISTRATIVE

    starts = [(f.code, f.at) for f in sorted_.follow_ups if f.what is Follow.LIMIT_STARTS]
    assert starts == ([("report.intake_review", NIGHT)] if administrative else [])
    ends = follow_ups(sorted_, Follow.LIMIT_ENDS)
    assert ends == ([] if administrative else ["report.intake_review"])
    help_given = Handle(ReportOutcome.HELP_GIVEN, told="已劝止", reason="已停止")
    done = cn.report.apply(sorted_.matter, help_given, now(WANG))
    assert "report.intake_review" in follow_ups(done, Follow.LIMIT_ENDS)


def test_the_review_of_a_day_became_at_once():
    day = datetime(2023, 12, 31, 12, tzinfo=SHANGHAI).date()

    assert cn.law.has_limit("report.intake_review", day)
    assert not cn.law.has_limit("report.intake_review", day.replace(year=2024, month=1, day=1))
