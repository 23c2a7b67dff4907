"""What the tests of reports share: a report in a state, what is answered, and what follows."""

from precinct.jurisdictions.cn import cn
from precinct.matters.report import Channel, Report, ReportState
from precinct.people.person import Capacity, Party
from tests.matters.people import NIGHT, brief

HU = Party("hu", "胡阿姨", Capacity.REPORTER)
CASE = brief("administrative_case", "case-1", "filed")
CRIME = brief("criminal_case", "crime-1", "under_review")
EARLIER = brief("report", "r0", "handled")
ALL = (CASE, CRIME, EARLIER)


def report(state=ReportState.ON_SCENE, **more):
    """A report in a state; registered, by phone, and at the scene unless a test says otherwise."""
    given = {"channel": Channel.PHONE, "received_at": NIGHT, "registered": True, "gist": "噪音"}
    if state in {ReportState.DISPATCHED, ReportState.ON_SCENE}:
        given["dispatched_at"] = NIGHT
    if state is ReportState.ON_SCENE:
        given["arrived_at"] = NIGHT
    return Report(id="r1", state=state, version=1, **(given | more))


def codes(matter, action, context):
    """The reasons against an action."""
    return cn.report.decide(matter, action, context).codes


def follow_ups(outcome, what):
    """The codes of what follows of an action."""
    return [follow.code for follow in outcome.follow_ups if follow.what is what]
