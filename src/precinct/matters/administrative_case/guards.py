"""The conditions on the moves of an administrative case."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import (
    DecideOnTheSpot,
    DoNotPunish,
    File,
    FileAndSettle,
    Mediate,
    ProposePenalty,
    ResumeAfterMediation,
    Revise,
    Serve,
    Settle,
    Transfer,
)
from precinct.matters.administrative_case.guards_penalty import articles
from precinct.matters.administrative_case.penalty import Penalty, PenaltyKind
from precinct.matters.administrative_case.record import (
    AdministrativeCase,
    Evidence,
    NoPenaltyGround,
)
from precinct.matters.common import COUNTY_HEAD
from precinct.people.person import Capacity
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard(
    "administrative_case.act_day_past", "行为日不晚于立案日", "the breach is not later than the filing"
)
def act_day_past(a: File | FileAndSettle, context: Context) -> Verdict:
    """The day of the act chooses the law, so it must be a day that has been."""
    return a.act_day <= context.day or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=a.act_day, filed_on=context.day
    )


@opening_guard(
    "administrative_case.settled_on_the_spot",
    "当场调解已经达成并履行",
    "the mediation on the spot is agreed and performed",
    related=True,
)
def settled_on_the_spot(a: FileAndSettle, context: Context) -> Verdict:
    """The short form is for what is over: the mediation is recorded first, in the same unit of work."""
    states = [
        brief.state for brief in context.related if brief.id == a.mediation and brief.kind == "mediation"
    ]
    return states == ["performed"] or Unmet(
        Text("请先记录当场调解", "record the mediation on the spot first"),
        mediation=a.mediation,
        state=", ".join(states) or "unknown",
    )


@guard("administrative_case.offender_named", "违法嫌疑人已查明", "the offender is named")
def offender_named(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody is mediated with or punished before it is known who it was."""
    return any(party.capacity is Capacity.OFFENDER for party in m.parties) or Unmet(
        Text("请先查明违法嫌疑人", "find and name the offender"), parties=len(m.parties)
    )


@guard(
    "administrative_case.no_open_mediation", "没有进行中的调解", "no mediation of it is open", related=True
)
def no_open_mediation(m: AdministrativeCase, context: Context) -> Verdict:
    """A case does not end over the heads of people who are still talking."""
    return _none_open(m, context, "mediation", Text("请先结束调解", "end the mediation first"))


@guard(
    "administrative_case.nobody_held",
    "没有仍被采取人身措施的当事人",
    "none of its parties is held",
    related=True,
)
def nobody_held(m: AdministrativeCase, context: Context) -> Verdict:
    """A case does not end while one of its people cannot go home."""
    return _none_open(m, context, "custody", Text("请先解除人身措施", "end the measure first"))


def _none_open(m: AdministrativeCase, context: Context, kind: str, remedy: Text) -> Verdict:
    open_ones = [
        brief
        for brief in context.related
        if brief.kind == kind
        and not brief.ended
        and (brief.serves(m.id, m.people) or brief.id == m.mediation)
    ]
    return not open_ones or Unmet(
        remedy, open=", ".join(f"{brief.id} ({brief.state})" for brief in open_ones)
    )


@payload_guard(
    "administrative_case.mediation_is_its_own",
    "该调解属于本案且正在进行",
    "the mediation is of this case, and open",
    related=True,
)
def mediation_is_its_own(m: AdministrativeCase, a: Mediate, context: Context) -> Verdict:
    """A case waits for a mediation that exists, not for a name."""
    found = [brief for brief in context.related if brief.id == a.mediation and brief.kind == "mediation"]
    return any(brief.case == m.id and not brief.ended for brief in found) or Unmet(
        Text("请先提出本案的调解", "propose the mediation of this case first"),
        mediation=a.mediation,
        of_case=", ".join(brief.case for brief in found) or "unknown",
        state=", ".join(brief.state for brief in found) or "unknown",
    )


@payload_guard(
    "administrative_case.mediation_performed",
    "调解协议已经履行",
    "what was agreed has been performed",
    related=True,
)
def mediation_performed(m: AdministrativeCase, a: Settle, context: Context) -> Verdict:
    """Signed is not settled: the mediation itself must stand as performed."""
    states = [brief.state for brief in context.related if brief.id == m.mediation]
    return states == ["performed"] or Unmet(
        Text("待协议履行后再结案", "wait until it is performed"),
        mediation=m.mediation,
        state=", ".join(states) or "unknown",
    )


@payload_guard(
    "administrative_case.mediation_over",
    "调解已经结束且未成功",
    "the mediation is over and did not succeed",
    related=True,
)
def mediation_over(m: AdministrativeCase, a: ResumeAfterMediation, context: Context) -> Verdict:
    """The case goes on when the mediation has ended another way than by performance."""
    states = [(brief.state, brief.ended) for brief in context.related if brief.id == m.mediation]
    over = any(ended and state != "performed" for state, ended in states)
    return over or Unmet(
        Text("请先结束调解", "end the mediation first"),
        mediation=m.mediation,
        state=states[0][0] if states else "unknown",
    )


@payload_guard(
    "administrative_case.more_than_own_statement",
    "除本人陈述外还有其他证据",
    "there is evidence beside the person's own statement",
)
def more_than_own_statement(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Verdict:
    """Nobody is punished on his own word alone."""
    return set(a.evidence) != {Evidence.OWN_STATEMENT} or Unmet(
        Text("请补充其他证据", "gather other evidence"), evidence="own statement only"
    )


@guard(
    "administrative_case.author_is_not_approver", "决定人不是提出意见的人", "who decides is not who proposed"
)
def author_is_not_approver(m: AdministrativeCase, context: Context) -> Verdict:
    """Four eyes, for heads too."""
    return context.actor.id != m.proposed_by or Unmet(
        Text("请由其他负责人决定", "have somebody else decide"), proposed_by=m.proposed_by
    )


@guard(
    "administrative_case.hearing_settled",
    "听证期限已过、已放弃或者已举行",
    "the hearing is held, waived or out of time",
)
def hearing_settled(m: AdministrativeCase, context: Context) -> Verdict:
    """No decision while a hearing may still be asked for."""
    return (m.hearing_waived or m.hearing_held) or Unmet(
        Text(
            "待听证期限届满、放弃或者听证举行后再决定",
            "wait for the hearing, its waiver or the end of its time",
        ),
        waived=m.hearing_waived,
        held=m.hearing_held,
    )


@guard(
    "administrative_case.within_station_power",
    "处罚在派出所权限之内",
    "the penalty is within the station's power",
)
def within_station_power(m: AdministrativeCase, context: Context) -> Verdict:
    """A station warns and fines up to an amount; the rest is the county's to decide."""
    return _within_power(m, m.penalty, context.law.value("fine.station_max", context.day).amount, context)


@payload_guard(
    "administrative_case.revision_within_power",
    "变更后的处罚在派出所权限之内",
    "the revised penalty is within the station's power",
)
def revision_within_power(m: AdministrativeCase, a: Revise, context: Context) -> Verdict:
    """What a station may not decide it may not put in place of a decision either."""
    return _within_power(m, a.penalty, context.law.value("fine.station_max", context.day).amount, context)


def _within_power(m: AdministrativeCase, penalty: Penalty | None, most: int, context: Context) -> Verdict:
    mild = {PenaltyKind.WARNING, PenaltyKind.FINE}
    small = penalty is not None and penalty.kind in mild and penalty.fine <= most and penalty.days == 0
    county = not COUNTY_HEAD.isdisjoint(context.actor.roles)
    return (small or county) or Unmet(
        Text("请报县级公安机关决定", "have the county organ decide"),
        penalty="none" if penalty is None else penalty.kind.value,
        fine=0 if penalty is None else penalty.fine,
        station_at_most=most,
    ).citing(articles(m, penalty, context))


@payload_guard(
    "administrative_case.small_enough_for_the_spot",
    "属于可以当场处罚的警告或者罚款",
    "the penalty may be decided on the spot",
)
def small_enough_for_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Verdict:
    """A warning, or a fine up to what the pack says."""
    most = context.law.value("fine.on_the_spot_max", context.day).amount
    small = (
        a.penalty.kind in {PenaltyKind.WARNING, PenaltyKind.FINE}
        and a.penalty.fine <= most
        and a.penalty.days == 0
    )
    return small or Unmet(
        Text("请按一般程序办理", "use the ordinary procedure"),
        penalty=a.penalty.kind.value,
        fine=a.penalty.fine,
        at_most=most,
    ).citing(articles(m, a.penalty, context))


@payload_guard(
    "administrative_case.excused_after_notice",
    "依法不予处罚的已事先告知",
    "who is excused was notified before",
)
def excused_after_notice(m: AdministrativeCase, a: DoNotPunish, context: Context) -> Verdict:
    """An excuse presupposes a breach, so the person is heard first; facts that are not proven need no notice."""
    return (a.ground is NoPenaltyGround.NOT_PROVEN or a.notified) or Unmet(
        Text("请先告知当事人", "notify the person first"), ground=a.ground.value, notified=a.notified
    )


@payload_guard(
    "administrative_case.rights_told", "已告知复议和诉讼权利", "the right to review and suit is told"
)
def rights_told(m: AdministrativeCase, a: Serve, context: Context) -> Verdict:
    """Every decision says where to object, and until when."""
    return a.rights_told or Unmet(Text("请告知救济途径", "tell the right, body and time"), rights_told=False)


@payload_guard(
    "administrative_case.reporter_told", "已告知报案人移送", "the reporter is told of the transfer"
)
def transfer_told(m: AdministrativeCase, a: Transfer, context: Context) -> Verdict:
    """Nobody looks for a case that has gone elsewhere."""
    return a.reporter_told or Unmet(Text("请告知报案人", "tell the reporter"), reporter_told=False)
