"""The conditions on taking a report, and on the moments that it is told with."""

from precinct.basics.text import Text
from precinct.matters.report.actions import (
    Arrive,
    Close,
    Dispatch,
    Handle,
    LeaveJurisdictionOpen,
    MeetReporter,
    Receive,
    Register,
)
from precinct.matters.report.record import OURS, Channel, Report
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard(
    "report.served_on_the_spot",
    "上门报案当场登记、当场接受证据、当场出具回执",
    "a walk-in is registered, evidence taken and a receipt given on the spot",
)
def served_on_the_spot(a: Receive, context: Context) -> Verdict:
    """The three acts on the spot; urgent work goes first and registration follows."""
    receipt = a.receipt_given or a.no_receipt_because != ""
    done = a.registered and a.evidence_taken and receipt
    return (a.channel is not Channel.WALK_IN or done) or Unmet(
        Text(
            "请当场补齐所缺事项；报案人拒收回执的注明原因；情况紧急的，先行处置并注明紧急",
            "do what is missing; if the receipt is refused, say so; if help must go first, say urgent",
        ),
        registered=a.registered,
        evidence_taken=a.evidence_taken,
        receipt_given=a.receipt_given,
    )


@opening_guard("report.came_before", "来报不晚于接报", "it came in before it is taken")
def came_before(a: Receive, context: Context) -> Verdict:
    """The time to reach who wrote runs from there, and so does the review; it cannot lie ahead."""
    return (
        a.at is None
        or a.at <= context.occurred_at
        or Unmet(Text("请核对来报时间", "check when it came in"), at=a.at.isoformat())
    )


@opening_guard(
    "report.things_listed",
    "报案人提供的物品已列清单并签收",
    "what the reporter brought is on a list and signed for",
)
def things_listed(a: Receive, context: Context) -> Verdict:
    """Whoever gives something away holds a paper that says what."""
    return (a.brought == () or a.things_listed) or Unmet(
        Text("请开列清单并签收", "make the list and sign for it"), things=len(a.brought), things_listed=False
    )


@opening_guard(
    "report.anonymous_not_named",
    "警情内容未写明要求保密的报案人",
    "the report does not name a reporter who wants to stay unknown",
)
def anonymous_not_named(a: Receive, context: Context) -> Verdict:
    """The gist and the place go to whoever is sent; the name of who wants to stay unknown does not."""
    reporter = a.reporter
    secret = reporter is not None and (a.anonymous or reporter.anonymous)
    name = reporter.name.strip() if reporter is not None and secret else ""
    named = name != "" and (name in a.gist or name in a.place)
    return not named or Unmet(
        Text("请隐去报案人姓名", "leave the name out"), name_in="gist" if name in a.gist else "place"
    )


@payload_guard(
    "report.happened_before",
    "所填时间不晚于本次处理",
    "the moment that is given is not later than the entry",
)
def happened_before(m: Report, a: Dispatch | Arrive | Handle | Close, context: Context) -> Verdict:
    """What has its own moment, since a source gives one, has happened when it is entered."""
    return (
        a.at is None
        or a.at <= context.occurred_at
        or Unmet(Text("请核对所填时间", "check the moment that is given"), at=a.at.isoformat())
    )


@payload_guard(
    "report.receipt_or_reason",
    "报案人持有回执，或者回执上注明未交付的原因",
    "the reporter holds the receipt, or it says why not",
)
def receipt_or_reason(m: Report, a: Register, context: Context) -> Verdict:
    """Who cannot be reached or refuses gets no receipt; the record says so."""
    return (a.receipt_given or a.no_receipt_because != "") or Unmet(
        Text(
            "请交付回执，或者注明无法联系、拒绝接受",
            "hand it out, or say that it was refused or nobody was reached",
        ),
        receipt_given=False,
        no_receipt_because="nothing",
    )


@payload_guard("report.statement_taken", "已当场询问报案人并制作笔录", "the reporter's statement is taken")
def statement_taken(m: Report, a: LeaveJurisdictionOpen, context: Context) -> Verdict:
    """Even before jurisdiction is clear, the acts on the spot and the statement are done."""
    return a.statement_taken or Unmet(Text("请先制作笔录", "take the statement first"), statement_taken=False)


@payload_guard(
    "report.acts_done_first",
    "证据已接受、回执已交付或者注明原因后，方可留待审查管辖",
    "evidence is taken and the receipt handed out or explained before jurisdiction is left open",
)
def acts_done_first(m: Report, a: LeaveJurisdictionOpen, context: Context) -> Verdict:
    """With the registration these are the three acts on the spot; who is nobody holds no receipt."""
    evidence = m.evidence_taken or a.evidence_taken
    receipt = m.receipt_settled or m.reporter is None
    return (evidence and receipt) or Unmet(
        Text("请接受证据、交付回执", "take the evidence and hand out the receipt"),
        evidence_taken=evidence,
        receipt_settled=receipt,
    )


@guard(
    "report.not_left_open_before",
    "管辖此前未曾留待审查",
    "it was not left open before whose matter this is",
)
def not_left_open_before(m: Report, context: Context) -> Verdict:
    """The question is decided once; asked again, its time would have no end."""
    return not m.left_open or Unmet(Text("请确定管辖或者移送", "keep it or transfer it"), left_open=True)


@payload_guard(
    "report.evidence_taken",
    "上门报案的，至迟补录登记时已接受证据",
    "of a walk-in the evidence is taken when it is registered, at the latest",
)
def evidence_taken(m: Report, a: Register, context: Context) -> Verdict:
    """Urgent work puts it off and does not do away with it."""
    taken = m.evidence_taken or a.evidence_taken
    return (m.channel is not Channel.WALK_IN or taken) or Unmet(
        Text(
            "请接受证据；未提供证据的视为已接受", "take it; where nothing was offered, say that it is taken"
        ),
        evidence_taken=False,
    )


@guard(
    "report.receipt_settled",
    "受理的，报案人持有回执或者已注明未交付的原因",
    "of what is taken up the reporter holds a receipt, or the record says why not",
)
def receipt_settled(m: Report, context: Context) -> Verdict:
    """By phone nobody can be handed anything at once; before the report ends he has it."""
    due = m.outcome in OURS and m.reporter is not None
    return (not due or m.receipt_settled) or Unmet(
        Text("请补录登记并交付回执", "register it and hand the receipt out"), receipt_settled=False
    )


@payload_guard(
    "report.details_taken",
    "不到派出所的报案人，已当场登记其身份、联系方式和报案内容；称将到所的，可以联系到本人",
    "of a reporter who will not come, identity, contact and content are taken on the spot; who will come can be found",
)
def details_taken(m: Report, a: MeetReporter, context: Context) -> Verdict:
    """Who does not come to the station is registered where he stands; who says he comes can be found."""
    given = {
        "identity": a.reporter is not None or m.reporter is not None,
        "contact": (a.contact or m.contact) != "",
        "content": a.content != "",
    }
    missing = [name for name, there in given.items() if not there]
    enough = given["identity"] or given["contact"] if a.will_come else not missing
    return enough or Unmet(
        Text(
            "请当场补齐；报案人不配合且无具体内容的，口头告知不予调查",
            "take what is missing; or tell that nothing is looked into",
        ),
        missing=", ".join(missing),
    )


@guard("report.registered", "警情已登记", "the report is registered")
def registered(m: Report, context: Context) -> Verdict:
    """Nothing is answered, left open or ended unregistered."""
    return m.registered or Unmet(Text("请先补录登记", "register it first"), registered=False)
