"""The conditions on what may become of a report: each outcome has its duty."""

from precinct.basics.text import Text
from precinct.matters.report.actions import Handle
from precinct.matters.report.record import (
    LINKED,
    TOLD,
    WITH_REASON,
    Duty,
    Finding,
    Report,
    ReportClass,
    ReportOutcome,
)
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard

_BREACHES = frozenset({ReportClass.CRIMINAL, ReportClass.ADMINISTRATIVE})


def _names(found: frozenset[Finding]) -> str:
    return ", ".join(sorted(finding.value for finding in found)) or "none"


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


@payload_guard(
    "report.linked",
    "处置结果所涉案件或者警情已关联，所关联的均存在",
    "the case or report that the outcome speaks of is linked, and all that is linked exists",
    related=True,
)
def outcome_linked(m: Report, a: Handle, context: Context) -> Verdict:
    """What a report led to, or repeats, can be found from it."""
    known = {brief.id: brief.kind for brief in context.related if brief.id != m.id}
    unknown = sorted(set(a.linked) - known.keys())
    kinds = LINKED.get(a.outcome, frozenset())
    found = not kinds or any(known.get(linked) in kinds for linked in a.linked)
    return (found and not unknown) or Unmet(
        Text("请在同一事务中立案并关联", "open the case in the same unit of work and link it"),
        outcome=a.outcome.value,
        needs=" or ".join(sorted(kinds)) or "nothing",
        linked=", ".join(a.linked) or "none",
        unknown=", ".join(unknown) or "none",
    )


@payload_guard(
    "report.acted_first",
    "紧急情形已先行处置再移送",
    "in an emergency the first organ acts before it transfers",
)
def acted_first(m: Report, a: Handle, context: Context) -> Verdict:
    """Whoever comes first helps first, whosesoever matter it is."""
    emergencies = context.law.choice("report.emergencies", context.day)
    urgent = frozenset(finding for finding in a.found if finding.value in emergencies)
    transfer = a.outcome is ReportOutcome.TRANSFERRED
    return (not transfer or not urgent or Duty.ACTED_FIRST in a.done) or Unmet(
        Text("请先行采取必要措施", "do first what must be done"), emergency=_names(urgent)
    )


@payload_guard(
    "report.written_if_disagreed",
    "报案人对告知有异议的，已书面告知",
    "a reporter who disagrees gets the notice in writing",
)
def written_if_disagreed(m: Report, a: Handle, context: Context) -> Verdict:
    """Told by word of mouth, and on paper for who does not accept it."""
    objects = a.outcome is ReportOutcome.NOT_POLICE and Finding.DISAGREES in a.found
    return (not objects or Duty.WRITTEN_NOTICE in a.done) or Unmet(
        Text("请书面告知", "give the notice in writing"), found=_names(a.found), written_notice=False
    )


@payload_guard(
    "report.gist_logged",
    "不属于公安机关职责的，已记录报案内容",
    "of what is no police matter the record says what was told",
)
def gist_logged(m: Report, a: Handle, context: Context) -> Verdict:
    """Who, when and what was answered stand in the entry; what was told must stand there, too."""
    return (a.outcome is not ReportOutcome.NOT_POLICE or m.gist != "") or Unmet(
        Text("请补记报案内容", "write down what was told"), gist="nothing"
    )


@payload_guard(
    "report.nothing_new",
    "重复报警的刑事事项没有新的事实或者证据",
    "a repeated report of a crime brings nothing new",
)
def nothing_new(m: Report, a: Handle, context: Context) -> Verdict:
    """With new facts it is no repetition."""
    crime = m.report_class is ReportClass.CRIMINAL and a.outcome is ReportOutcome.REPEAT
    return (not crime or Finding.NEW_FACTS not in a.found) or Unmet(
        Text("请按新线索受理", "take it up on the new facts"), found=_names(a.found)
    )


@payload_guard(
    "report.unclear_goes_administrative",
    "违法还是犯罪难以确定的，先按行政案件办理",
    "what may be a crime or a breach runs as an administrative case first",
)
def unclear_goes_administrative(m: Report, a: Handle, context: Context) -> Verdict:
    """The criminal procedure begins when the crime appears."""
    crime = a.outcome is ReportOutcome.CRIMINAL_REVIEW
    return (not crime or Finding.NATURE_UNCLEAR not in a.found) or Unmet(
        Text("请先立为行政案件", "open an administrative case first"), found=_names(a.found)
    )


@payload_guard(
    "report.warned_of_false_accusation",
    "已向控告人、举报人说明诬告的法律责任",
    "who accuses somebody of a crime was told what a false accusation costs",
)
def warned_of_false_accusation(m: Report, a: Handle, context: Context) -> Verdict:
    """Only where somebody accuses: what officers find themselves has no accuser."""
    accused = a.outcome is ReportOutcome.CRIMINAL_REVIEW and m.reporter is not None
    return (not accused or Duty.WARNED in a.done) or Unmet(
        Text(
            "请说明诬告应负的法律责任；错告不是诬告", "explain it; an honest mistake is no false accusation"
        ),
        warned=False,
    )


@payload_guard(
    "report.taken_if_asked",
    "除告诉才处理的以外，被害人要求公安机关受理的即受理",
    "unless only a complaint in court counts, the police take what they are asked to take",
)
def taken_if_asked(m: Report, a: Handle, context: Context) -> Verdict:
    """The victim of a minor crime may sue, and may ask the police instead."""
    asked = Finding.ASKS_POLICE in a.found and Finding.ONLY_ON_COMPLAINT not in a.found
    return (a.outcome is not ReportOutcome.PRIVATE_PROSECUTION or not asked) or Unmet(
        Text("请予受理", "take it"), found=_names(a.found)
    )


@payload_guard(
    "report.nothing_to_look_into",
    "现场接触的报案人不予配合且无具体内容",
    "a reporter met at the scene will not cooperate and says nothing that could be checked",
)
def nothing_to_look_into(m: Report, a: Handle, context: Context) -> Verdict:
    """Only both together end a report without a look into it, and only after somebody went there."""
    neither = {Finding.UNCOOPERATIVE, Finding.NO_CONTENT} <= a.found and m.arrived_at is not None
    return (a.outcome is not ReportOutcome.NOT_INVESTIGATED or neither) or Unmet(
        Text("请登记并核实", "register it and look into it"),
        found=_names(a.found),
        arrived=m.arrived_at is not None,
    )


@payload_guard(
    "report.outlives_withdrawal",
    "违法犯罪不因报案人撤回而不予处理",
    "a breach or crime does not end because its reporter takes the report back",
)
def outlives_withdrawal(m: Report, a: Handle, context: Context) -> Verdict:
    """The reporter may stop asking; the police know what they know."""
    dropped = m.withdrawn and a.outcome is ReportOutcome.NO_FURTHER_ACTION
    sort = m.report_class
    return (not dropped or sort not in _BREACHES) or Unmet(
        Text("请依职权处理，或者说明不构成违法", "handle it, or say why it is no breach"),
        withdrawn=True,
        report_class="none" if sort is None else sort.value,
    )
