"""The conditions on sending a report on and on ending it."""

from precinct.basics.text import Text
from precinct.matters.report.actions import ChangeJurisdiction, Close, Send
from precinct.matters.report.record import OURS, Report, ReportOutcome
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


def _outcome(m: Report) -> str:
    return "none" if m.outcome is None else m.outcome.value


@guard("report.is_transferred", "警情的处置结果为移送", "the report was to be transferred")
def is_transferred(m: Report, context: Context) -> Verdict:
    """Only what is somebody else's goes there."""
    return m.outcome is ReportOutcome.TRANSFERRED or Unmet(None, outcome=_outcome(m))


@guard(
    "report.transfer_approved",
    "刑事案件的移送已经批准",
    "the head let what is a crime go",
)
def transfer_approved(m: Report, context: Context) -> Verdict:
    """A crime leaves the house with the head's approval."""
    return (not m.criminal or m.transfer_approved) or Unmet(
        Text("请立即报请批准", "ask for the approval at once"), transfer_approved=False
    )


@payload_guard(
    "report.things_go_along",
    "报案人提供的证据随案移送",
    "what the reporter brought goes along",
)
def things_go_along(m: Report, a: Send | ChangeJurisdiction, context: Context) -> Verdict:
    """Evidence follows the matter."""
    return (m.brought == () or a.things_sent) or Unmet(
        Text("请随案移送", "send it along"), things=len(m.brought), things_sent=False
    )


@guard("report.was_ours", "警情已由本单位受理", "the report was taken up here")
def was_ours(m: Report, context: Context) -> Verdict:
    """Jurisdiction changes later only for what was taken up."""
    return m.outcome in OURS or Unmet(None, outcome=_outcome(m))


@guard(
    "report.change_pending",
    "管辖变更尚未告知报案人",
    "the reporter does not know yet that another organ has it",
)
def change_pending(m: Report, context: Context) -> Verdict:
    """There is something to tell."""
    return m.change_untold or Unmet(None, change_untold=False)


@guard("report.change_told", "管辖变更已告知报案人", "the reporter knows which organ has it")
def change_told(m: Report, context: Context) -> Verdict:
    """Nobody asks at the wrong door."""
    return not m.change_untold or Unmet(Text("请告知报案人", "tell the reporter"), sent_to=m.sent_to)


@guard("report.transfer_sent", "应移送的已移送", "what was to be transferred has been sent")
def transfer_sent(m: Report, context: Context) -> Verdict:
    """A transfer that never left is no transfer."""
    return (m.outcome is not ReportOutcome.TRANSFERRED or m.sent_to != "") or Unmet(
        Text("请先移送", "send it first"), outcome=_outcome(m), sent_to="nobody"
    )


@payload_guard("report.feedback_given", "出警结果已反馈", "who dispatched hears the result")
def feedback_given(m: Report, a: Close, context: Context) -> Verdict:
    """Whoever sent officers hears what came of it."""
    return (m.dispatched_at is None or a.feedback.strip() != "") or Unmet(
        Text("请反馈何人、何事、何结果", "say who, what and with which result"), feedback="nothing"
    )


@payload_guard(
    "report.feedback_keeps_secret",
    "反馈未写明要求保密的报案人",
    "the feedback does not name a reporter who wants to stay unknown",
)
def feedback_keeps_secret(m: Report, a: Close, context: Context) -> Verdict:
    """The result goes out; the name does not."""
    name = m.reporter.name.strip() if m.reporter is not None and m.anonymous else ""
    return (name == "" or name not in a.feedback) or Unmet(
        Text("请隐去报案人姓名", "leave the name out"), named=True
    )
