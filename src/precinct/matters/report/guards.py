"""The conditions on the moves of a report."""

from precinct.basics.text import Text
from precinct.matters.report.actions import Dispatch, Handle, LeaveJurisdictionOpen, Receive
from precinct.matters.report.record import LINKED, TOLD, WITH_REASON, Channel, Report
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard(
    "report.served_on_the_spot",
    "上门报案当场登记、当场接受证据、当场出具回执",
    "a walk-in is registered, evidence taken and a receipt given on the spot",
)
def served_on_the_spot(a: Receive, context: Context) -> Verdict:
    """The three acts on the spot; urgent work goes first and registration follows."""
    done = a.registered and a.evidence_taken and a.receipt_given
    return (a.channel is not Channel.WALK_IN or done) or Unmet(
        Text(
            "请当场补齐所缺事项；情况紧急的，先行处置并注明紧急",
            "do what is missing; if help must go first, say urgent",
        ),
        registered=a.registered,
        evidence_taken=a.evidence_taken,
        receipt_given=a.receipt_given,
    )


@payload_guard(
    "report.officers_free",
    "所派民警未在处置其他警情",
    "the officers sent are not busy elsewhere",
    related=True,
)
def officers_free(m: Report, a: Dispatch, context: Context) -> Verdict:
    """Nobody is at two scenes at once."""
    busy = {name for brief in context.related if brief.id != m.id for name in brief.busy & set(a.officers)}
    return not busy or Unmet(
        Text("请改派空闲民警", "send somebody who is free"), busy=", ".join(sorted(busy))
    )


@payload_guard("report.statement_taken", "已当场询问报案人并制作笔录", "the reporter's statement is taken")
def statement_taken(m: Report, a: LeaveJurisdictionOpen, context: Context) -> Verdict:
    """Even before jurisdiction is clear, the acts on the spot and the statement are done."""
    return a.statement_taken or Unmet(Text("请先制作笔录", "take the statement first"), statement_taken=False)


@payload_guard("report.reporter_told", "已告知报案人", "the reporter is told")
def reporter_told(m: Report, a: Handle, context: Context) -> Verdict:
    """Where the report goes no further with us, its reporter hears what to do."""
    return (a.outcome not in TOLD or a.told != "") or Unmet(
        Text("请写明告知的内容", "say what the reporter was told"), outcome=a.outcome.value, told="nothing"
    )


@payload_guard("report.reason_given", "已说明理由", "the reason is given")
def reason_given(m: Report, a: Handle, context: Context) -> Verdict:
    """No breach, unfounded, or nothing more to do: the officer says why."""
    return (a.outcome not in WITH_REASON or a.reason != "") or Unmet(
        Text("请写明理由", "give the reason"), outcome=a.outcome.value, reason="none"
    )


@payload_guard("report.linked", "已关联相应案件或者警情", "the case or the earlier report is linked")
def outcome_linked(m: Report, a: Handle, context: Context) -> Verdict:
    """What a report led to, or repeats, can be found from it."""
    return (a.outcome not in LINKED or a.linked != ()) or Unmet(
        Text("请在同一事务中立案并关联", "open the case in the same unit of work and link it"),
        outcome=a.outcome.value,
        linked="none",
    )


@payload_guard(
    "report.filmed_to_the_end",
    "自到达现场至处置结束全程录音录像，或者注明原因",
    "the scene is filmed from arrival to the end, or the record says why not",
)
def filmed_to_the_end(m: Report, a: Handle, context: Context) -> Verdict:
    """The body camera runs from arrival to the end."""
    return (context.filmed or a.not_filmed_because != "") or Unmet(
        Text("请注明未录制的原因", "say why it was not filmed"), filmed=context.filmed
    )


@guard("report.registered", "警情已登记", "the report is registered")
def registered(m: Report, context: Context) -> Verdict:
    """Nothing ends unregistered."""
    return m.registered or Unmet(Text("请先补录登记", "register it first"), registered=False)
