"""Administrative case 治安案件: a breach of public order, from filing to the end.

Rules of the file:
1. Every move is a row of the table at the end; nothing moves outside it.
2. Nobody decides what he himself proposed.
3. Nothing ends while something of it is open: a mediation, a held person.
4. The clock stands still only for what the law leaves out of it.
"""

from datetime import date

import attrs

from precinct.basics.text import Named, Text
from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, UNIT_HEAD, everywhere
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.workflow.action import END, Action, Changes, Opening
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table

# --- states ----------------------------------------------------------------------------------------


class AdministrativeState(State):
    """Where an administrative case stands."""

    FILED = "filed", "立案"
    INVESTIGATING = "investigating", "调查"
    IN_MEDIATION = "in_mediation", "调解中"
    PENALTY_PROPOSED = "penalty_proposed", "拟处罚"
    NOTIFIED = "notified", "已告知"
    HEARING = "hearing", "听证"
    DECIDED = "decided", "已决定"
    SERVED = "served", "已送达"
    REVISED = "revised", "变更"
    EXECUTED = "executed", "已执行"
    CLOSED = "closed", "结案"
    SETTLED = "settled", "调解结案"
    NOT_PUNISHED = "not_punished", "不予处罚"
    STOPPED = "stopped", "终止调查"
    TURNED_CRIMINAL = "turned_criminal", "转为刑事案件"
    TRANSFERRED = "transferred", "移送"


S = AdministrativeState

# --- record ----------------------------------------------------------------------------------------


class PenaltyKind(Named):
    """The penalties of public order."""

    WARNING = "warning", "警告"
    FINE = "fine", "罚款"
    DETENTION = "detention", "行政拘留"
    LICENCE_REVOKED = "licence_revoked", "吊销许可证件"


@attrs.frozen
class Penalty:
    """A penalty as it is proposed or decided.

    Args:
        kind: the main penalty.
        fine: yuan, 0 for none; may stand beside detention.
        days: days of detention, 0 for none.
    """

    kind: PenaltyKind
    fine: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    days: int = attrs.field(default=0, validator=attrs.validators.ge(0))


class NoPenaltyGround(Named):
    """Why nobody is punished."""

    EXCUSED = "excused", "依法不予处罚"
    NOT_PROVEN = "not_proven", "违法事实不能成立"


class StopGround(Named):
    """Why the investigation stops."""

    NO_FACTS = "no_facts", "没有违法事实"
    TIME_BARRED = "time_barred", "已过追究时效"
    SUSPECT_DEAD = "suspect_dead", "违法嫌疑人死亡"


class Evidence(Named):
    """What a proposal can rest on."""

    OWN_STATEMENT = "own_statement", "本人陈述"
    VICTIM_STATEMENT = "victim_statement", "被侵害人陈述"
    WITNESS = "witness", "证人证言"
    PHYSICAL = "physical", "物证"
    DOCUMENT = "document", "书证"
    FOOTAGE = "footage", "视听资料"
    APPRAISAL = "appraisal", "鉴定意见"
    SCENE = "scene", "勘验、检查笔录"


@attrs.frozen(kw_only=True)
class AdministrativeCase(Matter):
    """An administrative case as it stands."""

    act: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...]
    report: str = ""
    mediation: str = ""
    own_statement_only: bool = True
    penalty: Penalty | None = None
    proposed_by: str = ""
    hearing_waived: bool = False
    hearing_held: bool = False
    handed_to: str = ""

    @property
    def about(self) -> str:
        """The breach."""
        return self.act

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)


# --- actions ---------------------------------------------------------------------------------------


@attrs.frozen
class File(Opening[AdministrativeCase]):
    """File a case 立案.

    Args:
        act: the breach, as the pack names it.
        act_day: the day of the breach; it chooses the penalty law.
        gist: what happened, in a sentence.
        parties: those involved, as far as they are known.
        report: the id of the report that it comes from.
    """

    zh = "立案"
    act: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    report: str = ""


@attrs.frozen
class FileAndSettle(Opening[AdministrativeCase]):
    """File a minor, clear case in short form, settled on the spot in the same unit of work.

    Args:
        mediation: the id of the mediation that settled it.
    """

    zh = "当场调解结案"
    act: str
    act_day: date
    mediation: str = attrs.field(validator=attrs.validators.min_len(1))
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    report: str = ""


@attrs.frozen
class Investigate(Action[AdministrativeCase]):
    """Begin to inquire, look and ask."""

    zh = "开展调查"


@attrs.frozen
class NameParty(Action[AdministrativeCase]):
    """Add somebody who turns out to be involved."""

    zh = "确定当事人"
    party: Party = attrs.field(**PERSONAL)


@attrs.frozen
class SendForAppraisal(Action[AdministrativeCase]):
    """Ask for an appraisal; the case clock stands still until it comes."""

    zh = "委托鉴定"
    of: str


@attrs.frozen
class TakeInAppraisal(Action[AdministrativeCase]):
    """Take in the appraisal; the case clock runs on."""

    zh = "收到鉴定意见"
    result: str


@attrs.frozen
class Mediate(Action[AdministrativeCase]):
    """Send the case into mediation."""

    zh = "进行调解"
    mediation: str


@attrs.frozen
class Settle(Action[AdministrativeCase]):
    """End the case because what was agreed has been performed."""

    zh = "调解结案"
    performed: str


@attrs.frozen
class ResumeAfterMediation(Action[AdministrativeCase]):
    """Go on with the case because the mediation failed or was not performed."""

    zh = "调解未成恢复办理"
    why: str


@attrs.frozen
class ExtendTime(Action[AdministrativeCase]):
    """Lengthen the time for the case."""

    zh = "延长办案期限"
    why: str


@attrs.frozen
class ProposePenalty(Action[AdministrativeCase]):
    """Propose a penalty on stated evidence."""

    zh = "提出处罚意见"
    penalty: Penalty
    evidence: tuple[Evidence, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Notify(Action[AdministrativeCase]):
    """Tell the person facts, grounds, intended penalty and rights before anything is decided.

    Args:
        told: the ids of those told.
        heard: what they said to it, in a sentence; "none" where they said nothing.
        hearing_waived: whether a right to a hearing was waived, or its time has passed.
    """

    zh = "处罚前告知"
    told: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    heard: str = attrs.field(**PERSONAL)
    hearing_waived: bool


@attrs.frozen
class RequestHearing(Action[AdministrativeCase]):
    """Record that the person asks for a hearing in time."""

    zh = "要求听证"
    by_party: str


@attrs.frozen
class HoldHearing(Action[AdministrativeCase]):
    """Record that the hearing was held."""

    zh = "举行听证"
    opinion: str


@attrs.frozen
class Decide(Action[AdministrativeCase]):
    """Decide the penalty that was proposed."""

    zh = "作出处罚决定"


@attrs.frozen
class DecideOnTheSpot(Action[AdministrativeCase]):
    """Decide a small penalty at the scene, the notice spoken inside the move.

    Args:
        penalty: a warning or a small fine.
        heard: what the person said to it.
    """

    zh = "当场处罚"
    penalty: Penalty
    heard: str = attrs.field(**PERSONAL)


@attrs.frozen
class DoNotPunish(Action[AdministrativeCase]):
    """Decide that nobody is punished."""

    zh = "不予处罚"
    ground: NoPenaltyGround
    notified: bool


@attrs.frozen
class Serve(Action[AdministrativeCase]):
    """Hand the decision to the person, with the notice of review and suit."""

    zh = "送达"
    to: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    rights_told: bool


@attrs.frozen
class Revise(Action[AdministrativeCase]):
    """Change a decision: on review, by a court, or by the organ's own correction."""

    zh = "变更决定"
    on_order_of: str
    penalty: Penalty


@attrs.frozen
class Revoke(Action[AdministrativeCase]):
    """Revoke a decision so that no penalty stands."""

    zh = "撤销决定"
    on_order_of: str


@attrs.frozen
class Execute(Action[AdministrativeCase]):
    """Record that the penalty has been carried out."""

    zh = "执行"
    how: str


@attrs.frozen
class Conclude(Action[AdministrativeCase]):
    """Close the file 结案."""

    zh = "结案"


@attrs.frozen
class Stop(Action[AdministrativeCase]):
    """Stop the investigation for good."""

    zh = "终止调查"
    ground: StopGround


@attrs.frozen
class TurnCriminal(Action[AdministrativeCase]):
    """End it because it is a crime, and hand over to the criminal case opened in the same unit of work."""

    zh = "转为刑事案件"
    criminal_case: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Transfer(Action[AdministrativeCase]):
    """Hand the case to the organ whose matter it is, and tell the reporter."""

    zh = "移送"
    to: str
    reporter_told: bool


# --- guards ----------------------------------------------------------------------------------------


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
    return _within_power(m.penalty, context.law.value("fine.station_max", context.day).amount, context)


@payload_guard(
    "administrative_case.revision_within_power",
    "变更后的处罚在派出所权限之内",
    "the revised penalty is within the station's power",
)
def revision_within_power(m: AdministrativeCase, a: Revise, context: Context) -> Verdict:
    """What a station may not decide it may not put in place of a decision either."""
    return _within_power(a.penalty, context.law.value("fine.station_max", context.day).amount, context)


def _within_power(penalty: Penalty | None, most: int, context: Context) -> Verdict:
    mild = {PenaltyKind.WARNING, PenaltyKind.FINE}
    small = penalty is not None and penalty.kind in mild and penalty.fine <= most and penalty.days == 0
    county = not COUNTY_HEAD.isdisjoint(context.actor.roles)
    return (small or county) or Unmet(
        Text("请报县级公安机关决定", "have the county organ decide"),
        penalty="none" if penalty is None else penalty.kind.value,
        fine=0 if penalty is None else penalty.fine,
        station_at_most=most,
    )


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
    )


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


# --- effects ---------------------------------------------------------------------------------------


def _filed(a: File, context: Context) -> Changes:
    return {
        "act": a.act,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "report": a.report,
        "officer": context.actor.id,
    }


def _filed_and_settled(a: FileAndSettle, context: Context) -> Changes:
    return {
        "act": a.act,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "report": a.report,
        "mediation": a.mediation,
        "officer": context.actor.id,
    }


def _named(m: AdministrativeCase, a: NameParty, context: Context) -> Changes:
    return {"parties": (*(party for party in m.parties if party.id != a.party.id), a.party)}


def _mediating(m: AdministrativeCase, a: Mediate, context: Context) -> Changes:
    return {"mediation": a.mediation}


def _proposed(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Changes:
    return {
        "penalty": a.penalty,
        "proposed_by": context.actor.id,
        "own_statement_only": False,
        "hearing_waived": False,
        "hearing_held": False,
    }


def _notified(m: AdministrativeCase, a: Notify, context: Context) -> Changes:
    return {"hearing_waived": a.hearing_waived}


def _hearing_asked(m: AdministrativeCase, a: RequestHearing, context: Context) -> Changes:
    return {"hearing_waived": False}


def _hearing_held(m: AdministrativeCase, a: HoldHearing, context: Context) -> Changes:
    return {"hearing_held": True}


def _decided_on_the_spot(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> Changes:
    return {"penalty": a.penalty, "proposed_by": context.actor.id}


def _revised(m: AdministrativeCase, a: Revise, context: Context) -> Changes:
    return {"penalty": a.penalty}


def _no_penalty(m: AdministrativeCase, a: Revoke, context: Context) -> Changes:
    return {"penalty": None}


def _turned(m: AdministrativeCase, a: TurnCriminal, context: Context) -> Changes:
    return {"handed_to": a.criminal_case}


def _transferred(m: AdministrativeCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}


# --- table -----------------------------------------------------------------------------------------

_TIME = ["case.time", "case.extension", "case.time_after_mediation"]
_LOOSE_ENDS = [no_open_mediation, nobody_held]

_WHILE_OPEN = [
    NameParty.row(by=OFFICERS, effect=_named),
    ExtendTime.row(
        by=COUNTY_HEAD, ends=["case.time", "case.time_after_mediation"], starts=["case.extension"]
    ),
]
_WAYS_OUT = [
    Stop.row(S.STOPPED, by=UNIT_HEAD, when=_LOOSE_ENDS, ends=_TIME),
    TurnCriminal.row(
        S.TURNED_CRIMINAL,
        by=HEADS,
        when=[no_open_mediation],
        effect=_turned,
        ends=_TIME,
        hands_over=["criminal_case"],
    ),
    Transfer.row(
        S.TRANSFERRED, by=HEADS, when=_LOOSE_ENDS, given=[transfer_told], effect=_transferred, ends=_TIME
    ),
]
_DO_NOT_PUNISH = DoNotPunish.row(
    S.NOT_PUNISHED,
    by=COUNTY_HEAD,
    when=_LOOSE_ENDS,
    given=[excused_after_notice],
    ends=_TIME,
    papers=["no_penalty_decision"],
)
_DECIDE = Decide.row(
    S.DECIDED,
    by=HEADS,
    authorise=[author_is_not_approver],
    when=[within_station_power, hearing_settled, no_open_mediation],
    ends=_TIME,
    starts=["case.decision_service"],
    papers=["penalty_decision"],
)
_SERVE = Serve.row(
    S.SERVED, by=OFFICERS, given=[rights_told], ends=["case.decision_service"], papers=["proof_of_service"]
)

ADMINISTRATIVE_CASE: Table[AdministrativeCase, AdministrativeState] = Table(
    kind="administrative_case",
    text=Text("治安案件", "administrative case"),
    matter=AdministrativeCase,
    states=AdministrativeState,
    openings=[
        File.row(
            S.FILED,
            by=OFFICERS,
            given=[act_day_past],
            effect=_filed,
            starts=["case.time"],
            papers=["intake_form"],
        ),
        FileAndSettle.row(
            S.SETTLED,
            by=OFFICERS,
            given=[act_day_past, settled_on_the_spot],
            effect=_filed_and_settled,
            papers=["intake_form"],
        ),
    ],
    moves={
        S.FILED: [
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            DecideOnTheSpot.row(
                S.DECIDED,
                by=OFFICERS,
                when=[offender_named],
                given=[small_enough_for_the_spot],
                effect=_decided_on_the_spot,
                ends=_TIME,
                starts=["case.decision_service"],
                papers=["on_the_spot_decision"],
            ),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.INVESTIGATING: [
            SendForAppraisal.row(by=OFFICERS, pauses=_TIME, papers=["appraisal_request"]),
            TakeInAppraisal.row(by=OFFICERS, resumes=_TIME, papers=["appraisal_copy"]),
            Mediate.row(
                S.IN_MEDIATION,
                by=OFFICERS,
                when=[offender_named],
                given=[mediation_is_its_own],
                effect=_mediating,
                hands_over=["mediation"],
            ),
            ProposePenalty.row(
                S.PENALTY_PROPOSED,
                by=OFFICERS,
                authorise=[two_officers],
                when=[offender_named],
                given=[more_than_own_statement],
                effect=_proposed,
            ),
            _DO_NOT_PUNISH,
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.IN_MEDIATION: [
            Settle.row(S.SETTLED, by=OFFICERS, when=[nobody_held], given=[mediation_performed], ends=_TIME),
            ResumeAfterMediation.row(
                S.INVESTIGATING, by=OFFICERS, given=[mediation_over], starts=["case.time_after_mediation"]
            ),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.PENALTY_PROPOSED: [
            Notify.row(S.NOTIFIED, by=OFFICERS, effect=_notified, papers=["prior_notice"]),
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.NOTIFIED: [
            RequestHearing.row(S.HEARING, by=OFFICERS, effect=_hearing_asked, papers=["hearing_notice"]),
            _DECIDE,
            _DO_NOT_PUNISH,
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.HEARING: [
            HoldHearing.row(by=HEADS, effect=_hearing_held, papers=["hearing_record"]),
            _DECIDE,
            _DO_NOT_PUNISH,
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.DECIDED: [
            _SERVE,
            Revise.row(S.REVISED, by=HEADS, given=[revision_within_power], effect=_revised),
            Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=_no_penalty),
        ],
        S.REVISED: [_SERVE, Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=_no_penalty)],
        S.SERVED: [
            Execute.row(S.EXECUTED, by=OFFICERS),
            Revise.row(
                S.REVISED,
                by=HEADS,
                given=[revision_within_power],
                effect=_revised,
                starts=["case.decision_service"],
            ),
            Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=_no_penalty),
        ],
        S.EXECUTED: [Conclude.row(S.CLOSED, by=OFFICERS, when=_LOOSE_ENDS)],
        S.CLOSED: END,
        S.SETTLED: END,
        S.NOT_PUNISHED: END,
        S.STOPPED: END,
        S.TURNED_CRIMINAL: END,
        S.TRANSFERRED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("case.time", OnExpiry.WARN, (ExtendTime,)),
        Limit("case.extension", OnExpiry.WARN, (Decide, DoNotPunish, Stop)),
        Limit("case.time_after_mediation", OnExpiry.WARN, (ExtendTime,)),
        Limit("case.decision_service", OnExpiry.MUST_ACT, (Serve,)),
    ],
)
