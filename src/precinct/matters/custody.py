"""Custody 人身措施: one matter for each person and measure that takes somebody's liberty for a while.

Rules of the file:
1. Every move is a row of the table at the end; nothing moves outside it.
2. Hours run from the minute of arrival, never roll, and end with release.
3. Restraint is for a danger, not a punishment: somebody watches all the time, and it ends when the person is sober.
4. Who is drunk is not questioned.
5. Urgent measures start first and are approved at once after; all others are approved first.
"""

from collections.abc import Callable
from datetime import datetime

import attrs

from precinct.basics.text import Named, Text
from precinct.matters.common import HEADS, OFFICERS, UNIT_HEAD, everywhere
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import END, Action, Changes, Opening, Row, Since
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard, Unmet, Verdict, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table

# --- states ----------------------------------------------------------------------------------------


class CustodyState(State):
    """Where a measure stands."""

    PROPOSED = "proposed", "拟采取"
    APPROVED = "approved", "已批准"
    STARTED = "started", "到案"
    EXTENDED = "extended", "延长"
    ENDED = "ended", "解除"


S = CustodyState

# --- record ----------------------------------------------------------------------------------------


class Measure(Named):
    """What takes the liberty."""

    RESTRAINT = "restraint", "约束至酒醒"
    INQUIRY = "inquiry", "传唤询问"
    CRIMINAL_SUMMONS = "criminal_summons", "刑事传唤"


class Tier(Named):
    """For how long somebody may be kept for questioning."""

    NORMAL = "normal", "一般"
    MIDDLE = "middle", "人员众多或者身份不明"
    COMPLEX = "complex", "情况复杂"


class Instrument(Named):
    """What may hold a person, and what must not."""

    STRAP = "strap", "约束带"
    ROPE = "rope", "警绳"
    HANDCUFFS = "handcuffs", "手铐"
    LEG_IRONS = "leg_irons", "脚镣"


class EndReason(Named):
    """Why a measure ends."""

    RELEASED = "released", "释放"
    TIME_UP = "time_up", "时限届满"
    SOBER = "sober", "已酒醒"
    INTO_CUSTODY = "into_custody", "转为其他强制措施"
    TRANSFERRED = "transferred", "移交"
    NOT_APPROVED = "not_approved", "未获批准"


@attrs.frozen(kw_only=True)
class Custody(Matter):
    """A measure as it stands."""

    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    summoned_orally: bool = False
    approved_by: str = ""
    proposed_by: str
    started_at: datetime | None = None
    watcher: str = ""
    drunk: bool = False
    family_told: str = ""
    instruments: tuple[Instrument, ...] = ()
    tier: Tier = Tier.NORMAL
    end_reason: EndReason | None = None

    @property
    def people(self) -> frozenset[str]:
        """The id of the person held."""
        return frozenset({self.person.id})

    @property
    def about(self) -> str:
        """The measure."""
        return str(self.measure.value)

    @property
    def busy(self) -> frozenset[str]:
        """The watcher, as long as it lasts."""
        return frozenset({self.watcher} - {""}) if self.state in {S.STARTED, S.EXTENDED} else frozenset()


# --- actions ---------------------------------------------------------------------------------------


@attrs.frozen
class ProposeMeasure(Opening[Custody]):
    """Ask for a measure before it starts.

    Args:
        measure: which one.
        case: the id of the case that it serves.
        person: whom it concerns.
        why: the ground.
        drunk: whether the person is drunk now.
        why_again: for a further summons of the same person, its own reason.
    """

    zh = "呈请采取措施"
    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    why: str
    drunk: bool = False
    why_again: str = ""


@attrs.frozen
class RestrainAtOnce(Opening[Custody]):
    """Restrain a drunk person who is a danger, on the spot; approval follows at once.

    Args:
        case: the id of the case, or of the report while there is none.
        person: whom it concerns.
        danger: what the danger is.
        drunk: whether the person is drunk.
        watcher: the id of who watches all the time.
        filmed_on_the_ride: whether the ride to the station was filmed.
    """

    zh = "当场约束"
    case: str
    person: Party = attrs.field(**PERSONAL)
    danger: str
    drunk: bool
    watcher: str
    filmed_on_the_ride: bool


@attrs.frozen
class SummonOrally(Opening[Custody]):
    """Summon by word of mouth somebody found on the scene, after showing the police card.

    Args:
        case: the id of the case.
        person: whom it concerns.
        found_on_scene: whether the person was found on the scene.
        card_shown: whether the police card was shown.
        drunk: whether the person is drunk.
    """

    zh = "口头传唤"
    case: str
    person: Party = attrs.field(**PERSONAL)
    found_on_scene: bool
    card_shown: bool
    drunk: bool = False


@attrs.frozen
class Approve(Action[Custody]):
    """Approve the measure; for an urgent one, afterwards."""

    zh = "批准"


@attrs.frozen
class Reject(Action[Custody]):
    """Do not approve it; who is held goes free."""

    zh = "不批准"
    why: str


@attrs.frozen
class Start(Action[Custody]):
    """Record the arrival: the hours run from this minute.

    Args:
        arrival_signed: whether the person wrote and signed the time of arrival.
        tier: how long questioning may last.
        detention_possible: whether the law allows detention for the act.
        watcher: who watches, for a restraint.
    """

    zh = "到案"
    arrival_signed: bool
    tier: Tier = Tier.NORMAL
    detention_possible: bool = False
    watcher: str = ""


@attrs.frozen
class Extend(Action[Custody]):
    """Lengthen the questioning, on the grounds that the law asks for."""

    zh = "延长询问查证时间"
    tier: Tier
    detention_possible: bool
    why: str


@attrs.frozen
class TellFamily(Action[Custody]):
    """Record that the family was told reason and place, or why that cannot be."""

    zh = "通知家属"
    told: str = attrs.field(**PERSONAL)


@attrs.frozen
class UseInstrument(Action[Custody]):
    """Hold a person who is out of control with an instrument."""

    zh = "使用约束工具"
    instrument: Instrument
    out_of_control: bool


@attrs.frozen
class ChangeWatch(Action[Custody]):
    """Hand the watch over to somebody else."""

    zh = "更换看护人"
    watcher: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Question(Action[Custody]):
    """Record that the person was questioned.

    Args:
        record: the number of the written record.
        food_and_rest: whether food and the necessary rest were given.
    """

    zh = "询问"
    record: str
    food_and_rest: bool


@attrs.frozen
class End(Action[Custody]):
    """End the measure.

    Args:
        reason: why.
        leaving_signed: whether the person wrote and signed the time of leaving.
    """

    zh = "解除"
    reason: EndReason
    leaving_signed: bool = False


# --- guards ----------------------------------------------------------------------------------------


def _case(case: str, context: Context) -> str:
    return next((f"{brief.kind}.{brief.state}" for brief in context.related if brief.id == case), "unknown")


_CRIMINAL_OPEN = {
    f"criminal_case.{state}" for state in ("filed", "investigating", "returned_for_investigation")
}


@opening_guard(
    "custody.filed_before_coercion",
    "刑事传唤前已经立案",
    "a criminal case is filed before anybody is coerced",
    related=True,
)
def filed_before_coercion(a: ProposeMeasure, context: Context) -> Verdict:
    """Before filing: asking, looking, checking, and nothing that coerces."""
    stands = _case(a.case, context)
    return (a.measure is not Measure.CRIMINAL_SUMMONS or stands in _CRIMINAL_OPEN) or Unmet(
        Text("请先由县级公安机关负责人决定立案", "have the county head file the case first"),
        case=a.case,
        stands=stands,
    )


@opening_guard("custody.case_is_filed", "治安案件已立案", "an administrative case is filed", related=True)
def case_is_filed(a: ProposeMeasure | SummonOrally, context: Context) -> Verdict:
    """An inquiry belongs to a case."""
    if isinstance(a, ProposeMeasure) and a.measure is not Measure.INQUIRY:
        return True
    stands = _case(a.case, context)
    ended = any(brief.id == a.case and brief.ended for brief in context.related)
    return (stands.startswith("administrative_case.") and not ended) or Unmet(
        Text("请先立案", "file the case first"), case=a.case, stands=stands
    )


@opening_guard(
    "custody.reason_for_another_summons",
    "再次传唤有独立理由",
    "a further summons has a reason of its own",
    related=True,
)
def reason_for_another_summons(a: ProposeMeasure, context: Context) -> Verdict:
    """No summons after summons to hide custody; a restraint before is no summons."""
    earlier = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and brief.about != Measure.RESTRAINT.value and a.person.id in brief.people
    ]
    return (a.measure is Measure.RESTRAINT or not earlier or a.why_again != "") or Unmet(
        Text("请写明再次传唤的理由", "state the reason for the further summons"),
        earlier=", ".join(earlier),
        why_again="none",
    )


@opening_guard(
    "custody.sober_for_inquiry",
    "被询问人已酒醒、未受约束",
    "who is to be questioned is sober and not restrained",
    related=True,
)
def sober_for_inquiry(a: ProposeMeasure | SummonOrally, context: Context) -> Verdict:
    """Restraint is not questioning, and a drunk person is not questioned."""
    restraint = isinstance(a, ProposeMeasure) and a.measure is Measure.RESTRAINT
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and a.person.id in brief.people
    ]
    return (
        restraint
        or (not a.drunk and not held)
        or Unmet(
            Text("待其酒醒并解除约束后再询问", "question the person once sober and released"),
            drunk=a.drunk,
            in_measure=", ".join(held),
        )
    )


@opening_guard("custody.drunk_and_dangerous", "醉酒且有危险", "the person is drunk and a danger")
def drunk_and_dangerous(a: RestrainAtOnce, context: Context) -> Verdict:
    """Drunk alone is not enough, nor danger alone."""
    return (a.drunk and a.danger.strip() != "") or Unmet(
        Text("请通知家属接回或者送医", "have the family collect the person, or a doctor look"),
        drunk=a.drunk,
        danger=a.danger or "none",
    )


@opening_guard("custody.watched", "有专人看护", "a named person watches all the time")
def watched_from_the_start(a: RestrainAtOnce, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return a.watcher != "" or Unmet(Text("请指定看护人", "name who watches"), watcher="nobody")


@opening_guard("custody.ride_filmed", "带离途中全程录音录像", "the ride to the station is filmed")
def ride_filmed(a: RestrainAtOnce, context: Context) -> Verdict:
    """The camera runs until the person is inside."""
    return a.filmed_on_the_ride or Unmet(None, filmed_on_the_ride=False)


@opening_guard(
    "custody.found_on_scene",
    "现场发现并已出示人民警察证",
    "found on the scene, and the police card was shown",
)
def found_on_scene(a: SummonOrally, context: Context) -> Verdict:
    """Word of mouth is for the scene; who is found hours later gets it in writing."""
    return (a.found_on_scene and a.card_shown) or Unmet(
        Text("请使用传唤证", "summon in writing"), found_on_scene=a.found_on_scene, card_shown=a.card_shown
    )


@guard("custody.author_is_not_approver", "批准人不是呈请人", "who approves is not who asked")
def author_is_not_approver(m: Custody, context: Context) -> Verdict:
    """Four eyes, for heads too."""
    return context.actor.id != m.proposed_by or Unmet(
        Text("请由其他负责人批准", "have somebody else approve"), proposed_by=m.proposed_by
    )


@guard("custody.not_yet_approved", "尚未批准", "it has not been approved yet")
def not_yet_approved(m: Custody, context: Context) -> Verdict:
    """One approval is enough."""
    return m.approved_by == "" or Unmet(None, approved_by=m.approved_by)


@payload_guard(
    "custody.arrival_signed", "到案时间由本人填写并签名", "the person wrote and signed the time of arrival"
)
def arrival_signed(m: Custody, a: Start, context: Context) -> Verdict:
    """The clock is the person's, so the person signs it."""
    return (m.measure is Measure.RESTRAINT or a.arrival_signed) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), arrival_signed=False
    )


@payload_guard("custody.watcher_named", "约束期间有专人看护", "a restraint has a named watcher")
def watcher_named(m: Custody, a: Start, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return (m.measure is not Measure.RESTRAINT or a.watcher != "") or Unmet(
        Text("请指定看护人", "name who watches"), watcher="nobody"
    )


_TIER_LIMITS = {
    (Measure.INQUIRY, Tier.NORMAL): "custody.inquiry_normal",
    (Measure.INQUIRY, Tier.MIDDLE): "custody.inquiry_extended",
    (Measure.INQUIRY, Tier.COMPLEX): "custody.inquiry_complex",
    (Measure.CRIMINAL_SUMMONS, Tier.NORMAL): "custody.criminal_summons",
    (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX): "custody.criminal_summons_complex",
}


@payload_guard(
    "custody.tier_in_force", "该询问时限档次在当日有法律依据", "the law of the day knows this length"
)
def tier_in_force(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """A length that is not yet, or no longer, law cannot be chosen."""
    if m.measure is Measure.RESTRAINT:
        return True
    code = _TIER_LIMITS.get((m.measure, a.tier))
    known = code is not None and (context.law.has_limit(code, context.day) or context.law.unlimited(code))
    return known or Unmet(
        Text("请选择当日有效的时限", "choose a length that the law of the day knows"),
        measure=m.measure.value,
        length=a.tier.value,
        day=context.day,
    )


@payload_guard(
    "custody.grounds_for_longest",
    "情况复杂且依法可能适用拘留",
    "it is complex, and the law allows detention or custody for it",
)
def grounds_for_longest(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """The longest time needs both: complexity, and an act for which somebody may be locked up."""
    return (a.tier is not Tier.COMPLEX or a.detention_possible) or Unmet(
        Text("请按一般时限询问", "keep to the ordinary time"),
        length=a.tier.value,
        detention_possible=a.detention_possible,
    )


@payload_guard("custody.longer_than_before", "延长后的时限更长", "the new length is longer")
def longer_than_before(m: Custody, a: Extend, context: Context) -> Verdict:
    """Lengthening goes one way."""
    order = list(Tier)
    return order.index(a.tier) > order.index(m.tier) or Unmet(None, has=m.tier.value, asked=a.tier.value)


@guard("custody.is_questioning", "该措施为询问或者讯问", "the measure is for questioning")
def is_questioning(m: Custody, context: Context) -> Verdict:
    """Restraint time is not questioning time."""
    return m.measure is not Measure.RESTRAINT or Unmet(
        Text("酒醒后另行询问", "question the person once sober, on its own basis"), measure=m.measure.value
    )


@guard("custody.is_approved", "已经批准", "it has been approved")
def is_approved(m: Custody, context: Context) -> Verdict:
    """A written summons is approved before; an oral one needs none."""
    return (m.approved_by != "" or m.summoned_orally) or Unmet(
        Text("请补办批准手续", "get the approval"), approved_by="nobody"
    )


@payload_guard(
    "custody.no_handcuffs_on_the_drunk", "约束不使用手铐、脚镣", "a restraint uses no handcuffs or leg irons"
)
def no_handcuffs_on_the_drunk(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """A strap or a rope at most."""
    allowed = {Instrument.STRAP, Instrument.ROPE}
    return (m.measure is not Measure.RESTRAINT or a.instrument in allowed) or Unmet(
        Text("必要时使用约束带或者警绳", "a strap or rope, if need be"), instrument=a.instrument.value
    )


@payload_guard("custody.out_of_control", "行为失控确有必要", "the person is out of control")
def out_of_control(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """No instrument for convenience."""
    return a.out_of_control or Unmet(None, out_of_control=False)


@payload_guard("custody.food_and_rest", "保证饮食和必要休息", "food and the necessary rest are given")
def food_and_rest(m: Custody, a: Question, context: Context) -> Verdict:
    """Questioning is not an ordeal."""
    return a.food_and_rest or Unmet(Text("请保证饮食和休息", "give food and rest"), food_and_rest=False)


@guard("custody.family_told", "已通知家属或者注明原因", "the family is told, or the record says why not")
def family_told(m: Custody, context: Context) -> Verdict:
    """Nobody disappears."""
    return m.family_told != "" or Unmet(Text("请通知家属", "tell the family"), family_told="no")


@payload_guard(
    "custody.restraint_ends_sober",
    "约束因酒醒、送医或者移交而解除",
    "a restraint ends when the person is sober",
)
def restraint_ends_sober(m: Custody, a: End, context: Context) -> Verdict:
    """Time alone does not end it, and sober ends it at once."""
    return (
        m.measure is not Measure.RESTRAINT
        or a.reason in {EndReason.SOBER, EndReason.RELEASED, EndReason.TRANSFERRED}
    ) or Unmet(Text("请确认是否酒醒", "see whether the person is sober"), reason=a.reason.value)


@payload_guard(
    "custody.leaving_signed", "离开时间由本人填写并签名", "the person wrote and signed the time of leaving"
)
def leaving_signed(m: Custody, a: End, context: Context) -> Verdict:
    """The other end of the person's own clock."""
    return (m.measure is Measure.RESTRAINT or a.leaving_signed) or Unmet(
        Text("请本人填写并签名，拒签的注明", "have it signed, or note the refusal"), leaving_signed=False
    )


# --- effects ---------------------------------------------------------------------------------------


def _proposed(a: ProposeMeasure, context: Context) -> Changes:
    return {
        "measure": a.measure,
        "case": a.case,
        "person": a.person,
        "proposed_by": context.actor.id,
        "drunk": a.drunk,
        "officer": context.actor.id,
    }


def _restrained(a: RestrainAtOnce, context: Context) -> Changes:
    return {
        "measure": Measure.RESTRAINT,
        "case": a.case,
        "person": a.person,
        "proposed_by": context.actor.id,
        "started_at": context.occurred_at,
        "watcher": a.watcher,
        "drunk": True,
        "officer": context.actor.id,
    }


def _summoned(a: SummonOrally, context: Context) -> Changes:
    return {
        "measure": Measure.INQUIRY,
        "case": a.case,
        "person": a.person,
        "summoned_orally": True,
        "proposed_by": context.actor.id,
        "started_at": context.occurred_at,
        "officer": context.actor.id,
    }


def _approved(m: Custody, a: Approve, context: Context) -> Changes:
    return {"approved_by": context.actor.id}


def _rejected(m: Custody, a: Reject, context: Context) -> Changes:
    return {"end_reason": EndReason.NOT_APPROVED}


def _started(m: Custody, a: Start, context: Context) -> Changes:
    return {"started_at": context.occurred_at, "tier": a.tier, "watcher": a.watcher}


def _extended(m: Custody, a: Extend, context: Context) -> Changes:
    return {"tier": a.tier}


def _told(m: Custody, a: TellFamily, context: Context) -> Changes:
    return {"family_told": a.told}


def _held_with(m: Custody, a: UseInstrument, context: Context) -> Changes:
    return {"instruments": tuple(dict.fromkeys((*m.instruments, a.instrument)))}


def _watched_by(m: Custody, a: ChangeWatch, context: Context) -> Changes:
    return {"watcher": a.watcher}


def _ended(m: Custody, a: End, context: Context) -> Changes:
    return {"end_reason": a.reason, "drunk": m.drunk and a.reason is not EndReason.SOBER}


def _is_restraint(m: Custody, a: Start, context: Context) -> bool:
    return m.measure is Measure.RESTRAINT


def _is(measure: Measure, tier: Tier) -> Callable[[Custody, Start | Extend, Context], bool]:
    def asked_for(m: Custody, a: Start | Extend, context: Context) -> bool:
        return m.measure is measure and a.tier is tier

    return asked_for


# --- table -----------------------------------------------------------------------------------------

_HOURS = list(_TIER_LIMITS.values())
_FOR_THE_HEAD = (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX)
_TO_START: list[PayloadGuard[Custody, Start]] = [
    arrival_signed,
    watcher_named,
    tier_in_force,
    grounds_for_longest,
]
_TO_EXTEND: list[PayloadGuard[Custody, Extend]] = [tier_in_force, grounds_for_longest, longer_than_before]


def _from_arrival(code: str) -> Since[Custody]:
    """Hours that run from the minute of arrival, whenever they were chosen."""

    def arrived(m: Custody) -> datetime:
        if m.started_at is None:  # an effect of the same row sets it
            raise ValueError("nobody has arrived")
        return m.started_at

    return Since(code, arrived)


_START = [
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_START,
        where=_is_restraint,
        effect=_started,
    ),
    *(
        Start.row(
            S.STARTED,
            by=UNIT_HEAD if (measure, tier) == _FOR_THE_HEAD else OFFICERS,
            authorise=[two_officers],
            given=_TO_START,
            where=_is(measure, tier),
            effect=_started,
            starts=[_from_arrival(code)],
            papers=["summons"],
        )
        for (measure, tier), code in _TIER_LIMITS.items()
    ),
    Start.row(S.STARTED, by=OFFICERS, authorise=[two_officers], given=_TO_START, effect=_started),
]
_EXTEND = [
    *(
        Extend.row(
            S.EXTENDED,
            by=UNIT_HEAD,
            when=[is_questioning],
            given=_TO_EXTEND,
            where=_is(measure, tier),
            effect=_extended,
            ends=_HOURS,
            starts=[_from_arrival(code)],
        )
        for (measure, tier), code in _TIER_LIMITS.items()
        if tier is not Tier.NORMAL
    ),
    Extend.row(S.EXTENDED, by=UNIT_HEAD, when=[is_questioning], given=_TO_EXTEND, effect=_extended),
]
_WHILE_HELD: list[Row[Custody]] = [
    TellFamily.row(by=OFFICERS, effect=_told),
    UseInstrument.row(by=OFFICERS, given=[no_handcuffs_on_the_drunk, out_of_control], effect=_held_with),
    ChangeWatch.row(by=OFFICERS, effect=_watched_by),
    Question.row(
        by=OFFICERS,
        authorise=[two_officers],
        when=[is_questioning, is_approved],
        given=[food_and_rest],
        papers=["record"],
    ),
    Approve.row(
        by=HEADS,
        authorise=[author_is_not_approver],
        when=[not_yet_approved],
        effect=_approved,
        ends=["custody.restraint_approval"],
    ),
    Reject.row(
        S.ENDED,
        by=HEADS,
        when=[not_yet_approved],
        effect=_rejected,
        ends=[*_HOURS, "custody.restraint_approval"],
    ),
    End.row(
        S.ENDED,
        by=OFFICERS,
        when=[family_told],
        given=[restraint_ends_sober, leaving_signed],
        effect=_ended,
        ends=[*_HOURS, "custody.restraint_approval"],
    ),
]

CUSTODY: Table[Custody, CustodyState] = Table(
    kind="custody",
    text=Text("人身措施", "custody"),
    matter=Custody,
    states=CustodyState,
    openings=[
        ProposeMeasure.row(
            S.PROPOSED,
            by=OFFICERS,
            given=[filed_before_coercion, case_is_filed, reason_for_another_summons, sober_for_inquiry],
            effect=_proposed,
        ),
        RestrainAtOnce.row(
            S.STARTED,
            by=OFFICERS,
            authorise=[two_officers],
            given=[drunk_and_dangerous, watched_from_the_start, ride_filmed],
            effect=_restrained,
            starts=["custody.restraint_approval"],
        ),
        SummonOrally.row(
            S.STARTED,
            by=OFFICERS,
            authorise=[two_officers],
            given=[case_is_filed, found_on_scene, sober_for_inquiry],
            effect=_summoned,
            starts=["custody.inquiry_normal"],
        ),
    ],
    moves={
        S.PROPOSED: [
            Approve.row(S.APPROVED, by=HEADS, authorise=[author_is_not_approver], effect=_approved),
            Reject.row(S.ENDED, by=HEADS, effect=_rejected),
        ],
        S.APPROVED: [*_START, Reject.row(S.ENDED, by=HEADS, effect=_rejected)],
        S.STARTED: [*_EXTEND, *_WHILE_HELD],
        S.EXTENDED: [*_EXTEND, *_WHILE_HELD],
        S.ENDED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("custody.restraint_approval", OnExpiry.MUST_ACT, (Approve, Reject)),
        *(Limit(code, OnExpiry.MUST_RELEASE, (End,)) for code in _HOURS),
    ],
)
