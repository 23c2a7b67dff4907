"""Mediation 调解: two sides of a minor breach that a dispute led to settle it, with the police between them.

Rules of the file:
1. Every move is a row of the table at the end; nothing moves outside it.
2. Nobody consents while drunk or restrained: sober first.
3. Mediation is done when what was agreed has been performed, not when it was signed.
"""

from datetime import date, datetime

import attrs

from precinct.basics.clock import aware
from precinct.basics.text import Named, Text
from precinct.matters.common import OFFICERS, everywhere
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Changes, Opening, Since
from precinct.workflow.authority import two_officers_or_filmed
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard, Unmet, Verdict, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table

# --- states ----------------------------------------------------------------------------------------


class MediationState(State):
    """Where a mediation stands."""

    PROPOSED = "proposed", "提出"
    CONSENTED = "consented", "双方同意"
    IN_SESSION = "in_session", "调解中"
    ADJOURNED = "adjourned", "休会"
    AGREED = "agreed", "达成协议"
    PERFORMED = "performed", "已履行"
    REFUSED = "refused", "不同意调解"
    FAILED = "failed", "未达成协议"
    BREACHED = "breached", "未履行协议"
    WITHDRAWN = "withdrawn", "撤回"
    TERMINATED = "terminated", "终止"


S = MediationState

# --- record ----------------------------------------------------------------------------------------


class Form(Named):
    """Who brings the sides together."""

    POLICE = "police", "治安调解"
    ON_THE_SPOT = "on_the_spot", "当场调解"
    PEOPLES = "peoples", "人民调解"
    OWN_SETTLEMENT = "own_settlement", "自行和解"


class Ground(Named):
    """Why a mediation is broken off."""

    NEW_BREACH = "new_breach", "调解过程中又违反治安管理"
    FLIGHT = "flight", "违法嫌疑人逃跑"
    REFUSAL = "refusal", "一方不再同意调解"
    UNSUITABLE = "unsuitable", "其他不宜调解"


@attrs.frozen
class Agreement:
    """What the sides agreed 治安调解协议.

    Args:
        facts: the cause, course and result, in a sentence.
        terms: what each side does.
        perform_by: the day by which it is done.
        how: the way in which it is done.
        signed_by: the ids of the parties who signed.
    """

    facts: str = attrs.field(**PERSONAL)
    terms: str = attrs.field(**PERSONAL)
    perform_by: date
    how: str = attrs.field(**PERSONAL)
    signed_by: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Mediation(Matter):
    """A mediation as it stands."""

    form: Form
    case: str
    act: str
    case_accepted_at: datetime
    parties: tuple[Party, ...]
    not_sober: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    sessions: int = 0
    first_session_at: datetime | None = None
    valuation_at: datetime | None = None
    agreement: Agreement | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)


# --- actions ---------------------------------------------------------------------------------------


@attrs.frozen
class Propose(Opening[Mediation]):
    """Offer mediation of an administrative case that is open.

    Args:
        case: the id of the case.
        case_accepted_at: when the case was accepted; the time to mediate runs from it.
        act: the breach, as the pack names it.
        parties: both sides.
        repeated: whether the offender has breached repeatedly.
        not_sober: the ids of parties who are drunk or restrained.
    """

    zh = "提出调解"
    case: str
    case_accepted_at: datetime = attrs.field(validator=aware)
    act: str
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    repeated: bool = False
    not_sober: tuple[str, ...] = ()


@attrs.frozen
class SettleOnTheSpot(Opening[Mediation]):
    """Settle a minor, clear matter at the scene, agreed and performed at once.

    Args:
        case: the id of the case, opened in the same unit of work.
        act: the breach, as the pack names it.
        parties: both sides.
        payment_disputed: whether medical costs or damages are owed and not agreed.
        filmed_or_written: whether sound and picture show all of it, or an agreement is on paper.
    """

    zh = "当场调解"
    case: str
    act: str
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    payment_disputed: bool = False
    written: bool = False


@attrs.frozen
class Recognise(Opening[Mediation]):
    """Take up what people's mediation or the sides themselves settled, and both ask in writing to have accepted.

    Args:
        case: the id of the case.
        act: the breach, as the pack names it.
        form: `Form.PEOPLES` or `Form.OWN_SETTLEMENT`.
        parties: both sides.
        agreement: what they agreed.
        asked_in_writing: the ids of the parties who asked in writing.
    """

    zh = "认可和解"
    case: str
    act: str
    form: Form
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    agreement: Agreement
    asked_in_writing: tuple[str, ...]


@attrs.frozen
class SoberUp(Action[Mediation]):
    """Say that a party has been found sober."""

    zh = "确认酒醒"
    party: str


@attrs.frozen
class Consent(Action[Mediation]):
    """Record that a party agrees to mediation; for a minor, with whom the guardian came."""

    zh = "同意调解"
    party: str
    guardian: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class Refuse(Action[Mediation]):
    """Record that a party does not agree to mediation."""

    zh = "不同意调解"
    party: str


@attrs.frozen
class OrderValuation(Action[Mediation]):
    """Ask for the appraisal or valuation without which nobody can settle."""

    zh = "委托鉴定"
    of: str


@attrs.frozen
class ReceiveValuation(Action[Mediation]):
    """Take in the report; the time to mediate runs from it.

    Args:
        at: when the report came.
        loss: what it says, in yuan.
    """

    zh = "收到鉴定意见"
    at: datetime = attrs.field(validator=aware)
    loss: int = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen
class OpenSession(Action[Mediation]):
    """Sit down together.

    Args:
        present: the ids of the parties present, or of victims whose agent is.
        facts_established: whether the facts are clear and the evidence is taken.
        helpers: who helps: residents' committee, trusted persons.
    """

    zh = "开始调解"
    present: tuple[str, ...]
    facts_established: bool
    helpers: tuple[str, ...] = ()


@attrs.frozen
class Adjourn(Action[Mediation]):
    """Break off for one further session."""

    zh = "休会"
    why: str


@attrs.frozen
class Agree(Action[Mediation]):
    """Record what was agreed."""

    zh = "达成协议"
    agreement: Agreement


@attrs.frozen
class Perform(Action[Mediation]):
    """Record that what was agreed has been done."""

    zh = "履行协议"
    evidence: str


@attrs.frozen
class Breach(Action[Mediation]):
    """Record that what was agreed has not been done; arguments as for `Fail`."""

    zh = "未履行协议"
    why: str
    civil_way_told: tuple[str, ...]


@attrs.frozen
class Fail(Action[Mediation]):
    """Record that there is no agreement, and that the parties were told of the civil way.

    Args:
        why: what it failed on.
        civil_way_told: the ids of the parties who were told that they may sue.
    """

    zh = "调解未达成"
    why: str
    civil_way_told: tuple[str, ...]


@attrs.frozen
class Withdraw(Action[Mediation]):
    """Take the offer back before anybody has sat down."""

    zh = "撤回"
    why: str


@attrs.frozen
class Terminate(Action[Mediation]):
    """Break it off for good."""

    zh = "终止调解"
    ground: Ground


# --- guards ----------------------------------------------------------------------------------------

AnyOpening = Propose | SettleOnTheSpot | Recognise


@opening_guard(
    "mediation.act_may_be_mediated", "该行为属于可以调解的行为", "the act is one that may be mediated"
)
def act_may_be_mediated(a: AnyOpening, context: Context) -> Verdict:
    """Born of a civil dispute and minor: the pack lists the acts, and those that never may."""
    permitted = context.law.choice("mediation.permitted_acts", context.day)
    return a.act in permitted or Unmet(
        Text("请继续按案件程序处理", "go on with the case"), act=a.act, permitted=", ".join(sorted(permitted))
    )


@opening_guard(
    "mediation.act_not_barred", "该行为不属于不得调解的情形", "the act is not one that must not be mediated"
)
def act_not_barred(a: AnyOpening, context: Context) -> Verdict:
    """Some breaches are never mediated, however the sides feel about them."""
    return a.act not in context.law.choice("mediation.barred_acts", context.day) or Unmet(
        Text("请继续按案件程序处理", "go on with the case"), act=a.act
    )


@opening_guard(
    "mediation.not_repeated", "违法嫌疑人未多次违反治安管理", "the offender has not breached repeatedly"
)
def not_repeated(a: Propose, context: Context) -> Verdict:
    """Who breaches again and again is not mediated."""
    return not a.repeated or Unmet(Text("请继续按案件程序处理", "go on with the case"), repeated=a.repeated)


@opening_guard("mediation.both_sides_named", "双方当事人明确", "both sides are named")
def both_sides_named(a: AnyOpening, context: Context) -> Verdict:
    """At least one victim and one offender."""
    capacities = {party.capacity for party in a.parties}
    return {Capacity.VICTIM, Capacity.OFFENDER} <= capacities or Unmet(
        Text("请列明被侵害人和违法嫌疑人", "name a victim and an offender"),
        named=", ".join(sorted(capacity.value for capacity in capacities)) or "nobody",
    )


@opening_guard(
    "mediation.case_is_open",
    "治安案件已立案且未结案",
    "the administrative case is filed and open",
    related=True,
)
def case_is_open(a: AnyOpening, context: Context) -> Verdict:
    """Mediation belongs to a filed case; without the case there is nothing to settle."""
    for brief in context.related:
        if brief.id == a.case and brief.kind == "administrative_case":
            return not brief.ended or Unmet(None, case=a.case, state=brief.state)
    return Unmet(Text("请先立案", "file the case first"), case=a.case, state="unknown")


@opening_guard(
    "mediation.settled_without_dispute",
    "无医疗费、物品损失赔偿，或者对赔偿无争议",
    "nothing owed is disputed",
)
def settled_without_dispute(a: SettleOnTheSpot, context: Context) -> Verdict:
    """On the spot only what is clear."""
    return not a.payment_disputed or Unmet(
        Text("请按一般程序调解", "mediate in the ordinary way"), payment_disputed=a.payment_disputed
    )


@opening_guard(
    "mediation.settlement_shown", "录音录像或者书面协议能够证明", "film or paper shows the settlement"
)
def settlement_shown(a: SettleOnTheSpot, context: Context) -> Verdict:
    """Paper may be left out where film shows all of it."""
    return (context.filmed or a.written) or Unmet(
        Text("请制作书面协议", "write the agreement down"), filmed=context.filmed, written=a.written
    )


@opening_guard(
    "mediation.nobody_restrained", "当事人均未受约束", "none of the parties is restrained", related=True
)
def nobody_restrained(a: SettleOnTheSpot | Recognise, context: Context) -> Verdict:
    """What is settled elsewhere or at once needs a clear head as well."""
    parties = {party.id for party in a.parties}
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and brief.people & parties
    ]
    return not held or Unmet(
        Text("待其酒醒并解除约束后再调解", "settle once everybody is sober and released"),
        in_custody=", ".join(held),
    )


@opening_guard("mediation.asked_in_writing", "双方当事人书面申请认可", "both sides ask in writing")
def both_asked_in_writing(a: Recognise, context: Context) -> Verdict:
    """What was settled elsewhere counts only if both ask for it."""
    missing = {party.id for party in a.parties} - set(a.asked_in_writing)
    return not missing or Unmet(
        Text("请双方提交书面申请", "have both apply in writing"), missing=", ".join(sorted(missing))
    )


def _missing_parts(agreement: Agreement) -> list[str]:
    parts = {"facts": agreement.facts, "terms": agreement.terms, "how": agreement.how}
    return [name for name, text in parts.items() if not text.strip()]


@opening_guard(
    "mediation.settled_elsewhere",
    "经人民调解达成协议或者自行和解",
    "people's mediation or the sides themselves settled it",
)
def settled_elsewhere(a: Recognise, context: Context) -> Verdict:
    """What the police mediated is not recognised but recorded."""
    return a.form in {Form.PEOPLES, Form.OWN_SETTLEMENT} or Unmet(
        Text("请按治安调解办理", "use the police's own mediation"), form=a.form.value
    )


@opening_guard(
    "mediation.settlement_complete",
    "和解内容完整并由双方签名",
    "the settlement is complete and signed by both sides",
)
def settlement_complete(a: Recognise, context: Context) -> Verdict:
    """What was agreed elsewhere must be readable here."""
    missing = [
        *_missing_parts(a.agreement),
        *sorted({party.id for party in a.parties} - set(a.agreement.signed_by)),
    ]
    return not missing or Unmet(Text("请补齐内容和签名", "complete and sign it"), missing=", ".join(missing))


@payload_guard("mediation.is_party", "该人为本调解的当事人", "the person is a party of this mediation")
def is_party(m: Mediation, a: Consent | Refuse | SoberUp, context: Context) -> Verdict:
    """Only parties consent, refuse or need to be sober."""
    return a.party in m.people or Unmet(None, party=a.party)


@payload_guard(
    "mediation.party_sober", "当事人已酒醒、未受约束", "the party is sober and not restrained", related=True
)
def party_sober(m: Mediation, a: Consent, context: Context) -> Verdict:
    """Consent needs a clear head; a restraint that is still open says the same."""
    restrained = any(
        brief.kind == "custody" and not brief.ended and a.party in brief.people for brief in context.related
    )
    return (a.party not in m.not_sober and not restrained) or Unmet(
        Text("待其酒醒并解除约束后再征求意见", "ask again once the party is sober and released"),
        party=a.party,
        not_sober=a.party in m.not_sober,
        in_custody=restrained,
    )


@payload_guard("mediation.guardian_present", "未成年人的监护人到场", "a minor's guardian is present")
def guardian_present(m: Mediation, a: Consent, context: Context) -> Verdict:
    """Under the age that the pack gives, nobody settles alone."""
    minor_below = context.law.value("mediation.guardian_age", context.day).amount
    ages = [party.age_on(context.day) for party in m.parties if party.id == a.party]
    young = any(age is not None and age < minor_below for age in ages)
    return (not young or a.guardian != "") or Unmet(
        Text("请通知监护人到场", "call the guardian"), age=ages[0], guardian="none"
    )


@payload_guard("mediation.all_present", "双方当事人到场", "both sides are present")
def all_present(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Nobody is settled with in his absence; a victim's agent counts, an offender's does not exist."""
    absent = m.people - set(a.present)
    return not absent or Unmet(
        Text("请通知缺席的当事人", "call who is missing"), absent=", ".join(sorted(absent))
    )


@payload_guard(
    "mediation.facts_first", "已查清事实并收集证据", "the facts are clear and the evidence is taken"
)
def facts_first(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Facts first, then mediation."""
    return a.facts_established or Unmet(
        Text("请先查清事实", "establish the facts first"), facts_established=False
    )


@guard("mediation.session_left", "调解次数未超过上限", "a session is left")
def session_left(m: Mediation, context: Context) -> Verdict:
    """Normally one, and at most what the pack allows."""
    most = context.law.value("mediation.sessions_max", context.day).amount
    return m.sessions < most or Unmet(
        Text("请依法作出处理", "end the mediation and decide the case"), sessions=m.sessions, at_most=most
    )


@payload_guard("mediation.signed_by_all", "协议由双方当事人签名", "both sides signed the agreement")
def signed_by_all(m: Mediation, a: Agree, context: Context) -> Verdict:
    """An agreement binds who signed it."""
    missing = m.people - set(a.agreement.signed_by)
    return not missing or Unmet(Text("请双方签名", "have both sign"), not_signed=", ".join(sorted(missing)))


@payload_guard(
    "mediation.agreement_complete",
    "协议载明事实、内容、履行期限和方式",
    "the agreement states facts, terms, the day and the way of performance",
)
def agreement_complete(m: Mediation, a: Agree, context: Context) -> Verdict:
    """What cannot be read cannot be performed."""
    missing = _missing_parts(a.agreement)
    return not missing or Unmet(Text("请补齐协议内容", "complete the agreement"), missing=", ".join(missing))


@payload_guard(
    "mediation.civil_way_told", "已告知双方可以提起民事诉讼", "both sides were told that they may sue"
)
def civil_way_told(m: Mediation, a: Fail | Breach, context: Context) -> Verdict:
    """Nobody leaves without knowing where to go."""
    missing = m.people - set(a.civil_way_told)
    return not missing or Unmet(Text("请告知当事人", "tell the parties"), not_told=", ".join(sorted(missing)))


# --- effects ---------------------------------------------------------------------------------------


def _proposed(a: Propose, context: Context) -> Changes:
    return {
        "form": Form.POLICE,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": a.case_accepted_at,
        "parties": a.parties,
        "not_sober": a.not_sober,
        "officer": context.actor.id,
    }


def _settled(a: SettleOnTheSpot, context: Context) -> Changes:
    return {
        "form": Form.ON_THE_SPOT,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": context.occurred_at,
        "parties": a.parties,
        "consents": tuple(party.id for party in a.parties),
        "sessions": 1,
        "first_session_at": context.occurred_at,
        "officer": context.actor.id,
    }


def _recognised(a: Recognise, context: Context) -> Changes:
    return {
        "form": a.form,
        "case": a.case,
        "act": a.act,
        "case_accepted_at": context.occurred_at,
        "parties": a.parties,
        "consents": tuple(party.id for party in a.parties),
        "agreement": a.agreement,
        "officer": context.actor.id,
    }


def _sober(m: Mediation, a: SoberUp, context: Context) -> Changes:
    return {"not_sober": tuple(party for party in m.not_sober if party != a.party)}


def _consent(m: Mediation, a: Consent, context: Context) -> Changes:
    return {"consents": tuple(dict.fromkeys((*m.consents, a.party)))}


def _session(m: Mediation, a: OpenSession, context: Context) -> Changes:
    return {"sessions": m.sessions + 1, "first_session_at": m.first_session_at or context.occurred_at}


def _valued(m: Mediation, a: ReceiveValuation, context: Context) -> Changes:
    return {"valuation_at": a.at}


def _agreed(m: Mediation, a: Agree, context: Context) -> Changes:
    return {"agreement": a.agreement}


def _others_consented(m: Mediation, a: Consent, context: Context) -> bool:
    return m.people <= {*m.consents, a.party}


# --- table -----------------------------------------------------------------------------------------

_MEDIATORS = OFFICERS | {Role.MEDIATOR}
_MEDIABLE = [act_may_be_mediated, act_not_barred, both_sides_named]
_TO_OPEN = [*_MEDIABLE, case_is_open]
_TO_CONSENT: list[PayloadGuard[Mediation, Consent]] = [is_party, party_sober, guardian_present]
_CLOCKS = ["mediation.completion", "mediation.completion_after_report", "mediation.repeat"]

_case_accepted = Since[Mediation]("mediation.completion", lambda m: m.case_accepted_at)
_valuation_came = Since[Mediation](
    "mediation.completion_after_report", lambda m: m.valuation_at or m.case_accepted_at
)
_first_session = Since[Mediation]("mediation.repeat", lambda m: m.first_session_at or m.case_accepted_at)

_VALUATION = [
    OrderValuation.row(by=OFFICERS, ends=["mediation.completion"], papers=["appraisal_request"]),
    ReceiveValuation.row(by=OFFICERS, effect=_valued, starts=[_valuation_came], papers=["appraisal_copy"]),
]
_BREAK_OFF = Terminate.row(S.TERMINATED, by=OFFICERS, ends=_CLOCKS)
_SIT_DOWN = OpenSession.row(
    S.IN_SESSION,
    by=_MEDIATORS,
    authorise=[two_officers_or_filmed],
    when=[session_left],
    given=[all_present, facts_first],
    effect=_session,
)
_NO_AGREEMENT = Fail.row(S.FAILED, by=_MEDIATORS, given=[civil_way_told], ends=_CLOCKS)

MEDIATION: Table[Mediation, MediationState] = Table(
    kind="mediation",
    text=Text("治安调解", "mediation"),
    matter=Mediation,
    states=MediationState,
    openings=[
        Propose.row(
            S.PROPOSED,
            by=OFFICERS,
            given=[*_TO_OPEN, not_repeated],
            effect=_proposed,
            starts=[_case_accepted],
        ),
        SettleOnTheSpot.row(
            S.PERFORMED,
            by=OFFICERS,
            given=[*_MEDIABLE, nobody_restrained, settled_without_dispute, settlement_shown],
            effect=_settled,
            papers=["on_the_spot_agreement"],
        ),
        Recognise.row(
            S.AGREED,
            by=OFFICERS,
            given=[
                *_TO_OPEN,
                nobody_restrained,
                settled_elsewhere,
                settlement_complete,
                both_asked_in_writing,
            ],
            effect=_recognised,
        ),
    ],
    moves={
        S.PROPOSED: [
            SoberUp.row(by=OFFICERS, given=[is_party], effect=_sober),
            Consent.row(
                S.CONSENTED, by=_MEDIATORS, given=_TO_CONSENT, where=_others_consented, effect=_consent
            ),
            Consent.row(by=_MEDIATORS, given=_TO_CONSENT, effect=_consent),
            Refuse.row(S.REFUSED, by=_MEDIATORS, given=[is_party], ends=_CLOCKS),
            Withdraw.row(S.WITHDRAWN, by=OFFICERS, ends=_CLOCKS),
            *_VALUATION,
            _BREAK_OFF,
        ],
        S.CONSENTED: [
            _SIT_DOWN,
            Withdraw.row(S.WITHDRAWN, by=OFFICERS, ends=_CLOCKS),
            *_VALUATION,
            _BREAK_OFF,
        ],
        S.IN_SESSION: [
            Agree.row(
                S.AGREED,
                by=_MEDIATORS,
                given=[agreement_complete, signed_by_all],
                effect=_agreed,
                ends=_CLOCKS,
                papers=["mediation_agreement"],
            ),
            Adjourn.row(
                S.ADJOURNED,
                by=_MEDIATORS,
                when=[session_left],
                ends=["mediation.completion", "mediation.completion_after_report"],
                starts=[_first_session],
            ),
            _NO_AGREEMENT,
            _BREAK_OFF,
        ],
        S.ADJOURNED: [_SIT_DOWN, _NO_AGREEMENT, _BREAK_OFF],
        S.AGREED: [
            Perform.row(S.PERFORMED, by=OFFICERS),
            Breach.row(S.BREACHED, by=OFFICERS, given=[civil_way_told]),
        ],
        S.PERFORMED: END,
        S.REFUSED: END,
        S.FAILED: END,
        S.BREACHED: END,
        S.WITHDRAWN: END,
        S.TERMINATED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("mediation.completion", OnExpiry.MUST_ACT, (Refuse, Fail, Terminate)),
        Limit("mediation.completion_after_report", OnExpiry.MUST_ACT, (Refuse, Fail, Terminate)),
        Limit("mediation.repeat", OnExpiry.MUST_ACT, (Fail, Terminate)),
    ],
)
