"""The conditions on what may become of a report: each outcome has its duty."""

from precinct.basics.text import Text
from precinct.matters.report.actions import ChangeJurisdiction, Handle
from precinct.matters.report.record import (
    LINKED,
    TOLD,
    WITH_REASON,
    WITHOUT_CASE,
    Channel,
    Duty,
    Finding,
    Report,
    ReportClass,
    ReportOutcome,
)
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard

_DROPPED = WITHOUT_CASE | {ReportOutcome.UNFOUNDED, ReportOutcome.CIVIL_DISPUTE}
_FOR_THE_COURT = frozenset({Finding.ONLY_ON_COMPLAINT, Finding.MINOR_WITH_EVIDENCE})
_IN_WRITING = frozenset({Finding.DISAGREES, Finding.NOT_CLEAR})
_NOBODY_TELLS = frozenset({Channel.PATROL, Channel.FOUND})


def _breach(m: Report) -> bool:
    return m.criminal or m.report_class is ReportClass.ADMINISTRATIVE


def _answered(m: Report, a: Handle) -> bool:
    """Whether a breach ends without a case, so that its reporter hears of it, and why."""
    return a.outcome in WITHOUT_CASE and _breach(m)


def _names(found: frozenset[Finding]) -> str:
    return ", ".join(sorted(finding.value for finding in found)) or "none"


@payload_guard("report.reporter_told", "已告知报案人", "the reporter is told")
def reporter_told(m: Report, a: Handle, context: Context) -> Verdict:
    """Where the report goes no further with us, its reporter hears what to do."""
    due = a.outcome in TOLD or _answered(m, a)
    return (not due or a.told != "") or Unmet(
        Text("请写明告知的内容", "say what the reporter was told"), outcome=a.outcome.value, told="nothing"
    )


@payload_guard("report.reason_given", "已说明理由", "the reason is given")
def reason_given(m: Report, a: Handle, context: Context) -> Verdict:
    """No breach, unfounded, or a breach without a case: the officer says why."""
    due = a.outcome in WITH_REASON or _answered(m, a)
    return (not due or a.reason != "") or Unmet(
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
    "紧急情形已先行处置再移送，或者无紧急情形",
    "the first organ acts before it transfers, or nothing is urgent",
)
def acted_first(m: Report, a: Handle | ChangeJurisdiction, context: Context) -> Verdict:
    """Whoever comes first helps first, whosesoever matter it is; that somebody is hurt the record knows."""
    emergencies = context.law.choice("report.emergencies", context.day)
    found = a.found if m.injury is None else a.found | {Finding.CASUALTIES}
    urgent = frozenset(finding for finding in found if finding.value in emergencies)
    transfer = isinstance(a, ChangeJurisdiction) or a.outcome is ReportOutcome.TRANSFERRED
    calm = not urgent and Finding.NO_EMERGENCY in a.found
    return (not transfer or calm or Duty.ACTED_FIRST in a.done) or Unmet(
        Text(
            "请先行采取必要措施；无紧急情形的请注明",
            "do first what must be done; if nothing is urgent, say so",
        ),
        emergency=_names(urgent) if urgent else "not decidable from what is recorded",
    )


@payload_guard(
    "report.written_if_disagreed",
    "报案人对告知有异议或者当场难以判断的，已书面告知",
    "a reporter who disagrees, or whose matter is not clear on the spot, gets the notice in writing",
)
def written_if_disagreed(m: Report, a: Handle, context: Context) -> Verdict:
    """Told by word of mouth, and on paper for who does not accept it or could not be answered at once."""
    objects = a.outcome is ReportOutcome.NOT_POLICE and not a.found.isdisjoint(_IN_WRITING)
    return (not objects or Duty.WRITTEN_NOTICE in a.done) or Unmet(
        Text("请书面告知", "give the notice in writing"), found=_names(a.found), written_notice=False
    )


@payload_guard(
    "report.gist_logged",
    "不属于公安机关职责的，已记录报案人和报案内容",
    "of what is no police matter the record says who told it, and what",
)
def gist_logged(m: Report, a: Handle, context: Context) -> Verdict:
    """The officer, the time and the answer stand in the entry; who reported, and what, must stand there, too."""
    there = {
        "gist": m.gist.strip() != "",
        "reporter": m.reporter is not None or m.anonymous or m.channel in _NOBODY_TELLS,
    }
    missing = [name for name, known in there.items() if not known]
    return (a.outcome is not ReportOutcome.NOT_POLICE or not missing) or Unmet(
        Text("请补记报案人和报案内容", "write down who told it, and what"), missing=", ".join(missing)
    )


@payload_guard(
    "report.nothing_new",
    "重复报警、并入同一警情的刑事事项没有新的事实或者证据",
    "a report of a crime that repeats another or is merged into it brings nothing new",
)
def nothing_new(m: Report, a: Handle, context: Context) -> Verdict:
    """With new facts it is no repetition, by whichever name."""
    crime = m.criminal and a.outcome in {ReportOutcome.REPEAT, ReportOutcome.MERGED}
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
    "report.for_the_court",
    "告知起诉的，限于告诉才处理的案件或者被害人有证据证明的轻微刑事案件",
    "who is sent to court has a case that counts only on complaint, or a minor crime with evidence",
)
def for_the_court(m: Report, a: Handle, context: Context) -> Verdict:
    """No other crime is left to its victim to prosecute."""
    sent = a.outcome is ReportOutcome.PRIVATE_PROSECUTION
    return (not sent or not a.found.isdisjoint(_FOR_THE_COURT)) or Unmet(
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
    """The reporter may stop asking; the police know what they know, by whichever name they would drop it."""
    dropped = m.withdrawn and a.outcome in _DROPPED
    sort = m.report_class
    return (not dropped or not _breach(m)) or Unmet(
        Text("请依职权处理，或者说明不构成违法", "handle it, or say why it is no breach"),
        withdrawn=True,
        report_class="none" if sort is None else sort.value,
    )
