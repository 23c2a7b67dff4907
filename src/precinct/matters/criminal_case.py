"""Criminal case 刑事案件: from the review whether there is one, to the prosecutor and back.

Rules of the file:
1. Every move is a row of the table at the end; nothing moves outside it.
2. A station does not file alone: the county head decides, and before that nobody is coerced and nothing seized.
3. Breach or crime is answered with reasons; where the record does not decide it, the answer says so.
4. "Solved" is a mark with its day, not a state.
"""

from datetime import date

import attrs

from precinct.basics.text import Named, Text
from precinct.matters.common import COUNTY_HEAD, OFFICERS, UNIT_HEAD, everywhere
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Changes, Opening
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table

# --- states ----------------------------------------------------------------------------------------


class CriminalState(State):
    """Where a criminal case stands."""

    UNDER_REVIEW = "under_review", "立案审查"
    FILED = "filed", "立案"
    NOT_FILED = "not_filed", "不予立案"
    INVESTIGATING = "investigating", "侦查"
    CONCLUDED = "concluded", "侦查终结"
    SENT_FOR_PROSECUTION = "sent_for_prosecution", "移送起诉"
    RETURNED_FOR_INVESTIGATION = "returned_for_investigation", "退回补充侦查"
    PROSECUTED = "prosecuted", "已起诉"
    NOT_PROSECUTED = "not_prosecuted", "不起诉"
    WITHDRAWN = "withdrawn", "撤销案件"
    TRANSFERRED = "transferred", "移送"


S = CriminalState

# --- record ----------------------------------------------------------------------------------------


class NotFiledGround(Named):
    """Why no criminal case is filed."""

    NO_CRIME = "no_crime", "没有犯罪事实"
    BREACH_ONLY = "breach_only", "情节显著轻微，属于违反治安管理行为"
    TIME_BARRED = "time_barred", "已过追诉时效"
    NOT_LIABLE = "not_liable", "依法不追究刑事责任"


@attrs.frozen(kw_only=True)
class CriminalCase(Matter):
    """A criminal case as it stands."""

    offence: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = ()
    amount: int | None = None
    from_administrative: str = ""
    report: str = ""
    violence: bool | None = None
    solved_on: date | None = None
    returns: int = 0
    handed_to: str = ""

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)

    @property
    def suspects(self) -> tuple[Party, ...]:
        """Those suspected."""
        return tuple(party for party in self.parties if party.capacity is Capacity.SUSPECT)


# --- actions ---------------------------------------------------------------------------------------


@attrs.frozen
class TakeUp(Opening[CriminalCase]):
    """Take up the review whether to file 立案审查.

    Args:
        offence: the offence, as the pack names it.
        act_day: the day of the act.
        gist: what happened, in a sentence.
        parties: those involved, as far as they are known.
        amount: the value in yuan, None while it is not known.
        violence: whether force was used against a person, None while it is not known.
        report: the id of the report that it comes from.
        from_administrative: the id of the administrative case that it was.
        reopens: the id of the earlier case that new facts take up again.
    """

    zh = "立案审查"
    offence: str
    act_day: date
    gist: str = attrs.field(default="", **PERSONAL)
    parties: tuple[Party, ...] = attrs.field(default=(), **PERSONAL)
    amount: int | None = None
    violence: bool | None = None
    report: str = ""
    from_administrative: str = ""
    reopens: str = ""


@attrs.frozen
class Establish(Action[CriminalCase]):
    """Record what checks have shown: the value, whether force was used."""

    zh = "查明情节"
    amount: int | None = None
    violence: bool | None = None


@attrs.frozen
class NameSuspect(Action[CriminalCase]):
    """Record who is suspected."""

    zh = "确定犯罪嫌疑人"
    party: Party = attrs.field(**PERSONAL)


@attrs.frozen
class ExtendReview(Action[CriminalCase]):
    """Take longer over the review: a clue must be checked, or the matter is major."""

    zh = "延长审查期限"
    major: bool
    why: str


@attrs.frozen
class PutOnFile(Action[CriminalCase]):
    """File the case 立案."""

    zh = "决定立案"
    why: str


@attrs.frozen
class DeclineToFile(Action[CriminalCase]):
    """Do not file, and say why 不予立案."""

    zh = "不予立案"
    ground: NotFiledGround
    administrative_case: str = ""


@attrs.frozen
class Investigate(Action[CriminalCase]):
    """Begin the investigation 侦查."""

    zh = "开展侦查"


@attrs.frozen
class DropSuspect(Action[CriminalCase]):
    """End the investigation of one person while the case goes on 终止侦查."""

    zh = "终止对该嫌疑人的侦查"
    party: str
    why: str


@attrs.frozen
class MarkSolved(Action[CriminalCase]):
    """Mark the case solved 破案, by the three-part test of the older rules.

    Args:
        on: the day.
        crime_proven: evidence proves that there was a crime.
        suspect_proven: evidence proves that the suspect did it.
        in_hand: the suspect, or the main one, is in hand.
    """

    zh = "破案"
    on: date
    crime_proven: bool
    suspect_proven: bool
    in_hand: bool


@attrs.frozen
class Conclude(Action[CriminalCase]):
    """Conclude the investigation 侦查终结."""

    zh = "侦查终结"
    facts_clear: bool
    evidence_sound: bool
    papers_complete: bool


@attrs.frozen
class SendForProsecution(Action[CriminalCase]):
    """Send the file to the procuratorate 移送起诉."""

    zh = "移送起诉"
    suspect_told: bool


@attrs.frozen
class ReturnForInvestigation(Action[CriminalCase]):
    """Record that the procuratorate sends the file back 退回补充侦查."""

    zh = "退回补充侦查"
    why: str


@attrs.frozen
class Prosecute(Action[CriminalCase]):
    """Record that the procuratorate prosecutes."""

    zh = "提起公诉"


@attrs.frozen
class DoNotProsecute(Action[CriminalCase]):
    """Record that the procuratorate does not prosecute."""

    zh = "不起诉"
    why: str


@attrs.frozen
class WithdrawCase(Action[CriminalCase]):
    """Withdraw the case 撤销案件."""

    zh = "撤销案件"
    ground: NotFiledGround
    administrative_case: str = ""


@attrs.frozen
class Transfer(Action[CriminalCase]):
    """Hand the case to the organ whose matter it is."""

    zh = "移送"
    to: str
    reporter_told: bool


_SNATCHING = "snatching"

# --- guards ----------------------------------------------------------------------------------------


@opening_guard("criminal_case.act_day_past", "行为日不晚于审查日", "the act is not later than the review")
def act_day_past(a: TakeUp, context: Context) -> Verdict:
    """The day of the act chooses the law."""
    return a.act_day <= context.day or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=a.act_day, reviewed_on=context.day
    )


@guard("criminal_case.is_a_crime", "所记载事实足以认定构成犯罪", "what is recorded makes it a crime")
def is_a_crime(m: CriminalCase, context: Context) -> Verdict:
    """Breach or crime, for snatching: by amount, and force makes it a robbery, for which no amount is asked.

    Other offences are for the county head to judge.
    """
    law, day = context.law, m.act_day
    if m.offence != _SNATCHING or m.violence:
        return True
    if m.amount is None:
        return Unmet(Text("请先估价", "have it valued first"), amount="not known", decidable=False)
    if not law.has_value("snatching.crime_floor_low", day):
        return Unmet(None, act_day=day, decidable=False, amounts="not known for that day")
    low = law.value("snatching.crime_floor_low", day).amount
    high = law.value("snatching.crime_floor_high", day).amount
    if m.amount >= high:
        return True
    if m.amount < low:
        return Unmet(
            Text(
                "按治安案件办理，有减半情形的除外",
                "handle it as a breach, unless a situation halves the amount",
            ),
            amount=m.amount,
            crime_from=low,
        )
    return Unmet(
        Text(
            "请查明本省数额标准或者减半情形；现有记载不能认定",
            "find the province's amount or a halving situation; what is recorded does not decide it",
        ),
        amount=m.amount,
        decidable=False,
        between=f"{low} and {high}",
    )


@guard(
    "criminal_case.suspects_of_age",
    "犯罪嫌疑人达到刑事责任年龄",
    "every suspect is old enough for the offence",
)
def suspects_of_age(m: CriminalCase, context: Context) -> Verdict:
    """Below the age for the offence it is no crime of that person."""
    if m.offence != _SNATCHING:
        return True
    if not context.law.has_value("snatching.age", m.act_day):
        return Unmet(None, act_day=m.act_day, decidable=False, age="not known for that day")
    least = context.law.value("snatching.age", m.act_day).amount
    ages = {party.id: party.age_on(m.act_day) for party in m.suspects}
    young = [name for name, age in ages.items() if age is not None and age < least]
    return not young or Unmet(
        Text("不予立案，按未成年人规定处理", "do not file; use the rules for minors"),
        too_young=", ".join(young),
        from_age=least,
    )


@guard("criminal_case.suspect_named", "犯罪嫌疑人已查明", "a suspect is named")
def suspect_named(m: CriminalCase, context: Context) -> Verdict:
    """Nobody is sent for prosecution unnamed."""
    return m.suspects != () or Unmet(Text("请先查明嫌疑人", "find and name the suspect"), suspects=0)


@guard("criminal_case.nobody_in_summons", "没有进行中的传唤", "no summons of it is running", related=True)
def nobody_in_summons(m: CriminalCase, context: Context) -> Verdict:
    """A case does not end while one of its people cannot go home."""
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and brief.serves(m.id, m.people)
    ]
    return not held or Unmet(Text("请先解除人身措施", "end the measure first"), open=", ".join(held))


@payload_guard(
    "criminal_case.breach_handed_on",
    "转行政处理的已立治安案件",
    "what becomes a breach has its administrative case",
)
def breach_handed_on(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Verdict:
    """What is no crime but a breach goes on as one, in the same unit of work."""
    return (a.ground is not NotFiledGround.BREACH_ONLY or a.administrative_case != "") or Unmet(
        Text("请同时立治安案件并关联", "open the administrative case with it"), administrative_case="none"
    )


@payload_guard(
    "criminal_case.solved_by_the_test", "符合破案的三项条件", "all three parts of the test for solved hold"
)
def solved_by_the_test(m: CriminalCase, a: MarkSolved, context: Context) -> Verdict:
    """Crime proven, suspect proven, suspect in hand."""
    return (a.crime_proven and a.suspect_proven and a.in_hand) or Unmet(
        None, crime_proven=a.crime_proven, suspect_proven=a.suspect_proven, in_hand=a.in_hand
    )


@payload_guard(
    "criminal_case.ready_to_conclude",
    "事实清楚、证据确实充分、手续完备",
    "facts, evidence and papers are complete",
)
def ready_to_conclude(m: CriminalCase, a: Conclude, context: Context) -> Verdict:
    """What goes to the prosecutor is whole."""
    return (a.facts_clear and a.evidence_sound and a.papers_complete) or Unmet(
        Text("请补充侦查", "go on investigating"),
        facts=a.facts_clear,
        evidence=a.evidence_sound,
        papers=a.papers_complete,
    )


@payload_guard(
    "criminal_case.suspect_told", "已告知犯罪嫌疑人及其律师", "the suspect and the lawyer are told"
)
def suspect_told(m: CriminalCase, a: SendForProsecution, context: Context) -> Verdict:
    """Nobody learns of the charge from the court."""
    return a.suspect_told or Unmet(Text("请告知", "tell them"), suspect_told=False)


@guard("criminal_case.return_left", "退回补充侦查未超过上限", "the file may be sent back once more")
def return_left(m: CriminalCase, context: Context) -> Verdict:
    """A file travels back a limited number of times."""
    most = context.law.value("criminal.returns_max", context.day).amount
    return m.returns < most or Unmet(None, returns=m.returns, at_most=most)


@payload_guard("criminal_case.reporter_told", "已告知报案人移送", "the reporter is told of the transfer")
def transfer_told(m: CriminalCase, a: Transfer, context: Context) -> Verdict:
    """Nobody looks for a case that has gone elsewhere."""
    return a.reporter_told or Unmet(Text("请告知报案人", "tell the reporter"), reporter_told=False)


# --- effects ---------------------------------------------------------------------------------------


def _taken_up(a: TakeUp, context: Context) -> Changes:
    return {
        "offence": a.offence,
        "act_day": a.act_day,
        "gist": a.gist,
        "parties": a.parties,
        "amount": a.amount,
        "violence": a.violence,
        "report": a.report,
        "from_administrative": a.from_administrative,
        "officer": context.actor.id,
    }


def _established(m: CriminalCase, a: Establish, context: Context) -> Changes:
    return {
        "amount": m.amount if a.amount is None else a.amount,
        "violence": m.violence if a.violence is None else a.violence,
    }


def _suspected(m: CriminalCase, a: NameSuspect, context: Context) -> Changes:
    return {"parties": (*(party for party in m.parties if party.id != a.party.id), a.party)}


def _dropped(m: CriminalCase, a: DropSuspect, context: Context) -> Changes:
    return {"parties": tuple(party for party in m.parties if party.id != a.party)}


def _solved(m: CriminalCase, a: MarkSolved, context: Context) -> Changes:
    return {"solved_on": a.on}


def _returned(m: CriminalCase, a: ReturnForInvestigation, context: Context) -> Changes:
    return {"returns": m.returns + 1}


def _handed_to_administrative(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> Changes:
    return {"handed_to": a.administrative_case}


def _transferred(m: CriminalCase, a: Transfer, context: Context) -> Changes:
    return {"handed_to": a.to}


def _is_major(m: CriminalCase, a: ExtendReview, context: Context) -> bool:
    return a.major


def _breach_only(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> bool:
    return a.ground is NotFiledGround.BREACH_ONLY


# --- table -----------------------------------------------------------------------------------------

_REVIEW = ["criminal.review", "criminal.review_checked", "criminal.review_major"]
_PROSECUTOR = frozenset({Role.PROSECUTOR})

_FINDINGS = [
    Establish.row(by=OFFICERS, effect=_established),
    NameSuspect.row(by=OFFICERS, effect=_suspected),
]
_MARK_SOLVED = MarkSolved.row(by=OFFICERS, when=[suspect_named], given=[solved_by_the_test], effect=_solved)
_WITHDRAW = WithdrawCase.row(
    S.WITHDRAWN,
    by=COUNTY_HEAD,
    when=[nobody_in_summons],
    given=[breach_handed_on],
    effect=_handed_to_administrative,
    ends=["criminal.supplement"],
    papers=["withdrawal_decision"],
)
_TRANSFER = Transfer.row(
    S.TRANSFERRED,
    by=COUNTY_HEAD,
    when=[nobody_in_summons],
    given=[transfer_told],
    effect=_transferred,
    ends=_REVIEW,
)

CRIMINAL_CASE: Table[CriminalCase, CriminalState] = Table(
    kind="criminal_case",
    text=Text("刑事案件", "criminal case"),
    matter=CriminalCase,
    states=CriminalState,
    openings=[
        TakeUp.row(
            S.UNDER_REVIEW,
            by=OFFICERS,
            given=[act_day_past],
            effect=_taken_up,
            starts=["criminal.review"],
            papers=["intake_form"],
        ),
    ],
    moves={
        S.UNDER_REVIEW: [
            *_FINDINGS,
            ExtendReview.row(
                by=COUNTY_HEAD, where=_is_major, ends=["criminal.review"], starts=["criminal.review_major"]
            ),
            ExtendReview.row(by=UNIT_HEAD, ends=["criminal.review"], starts=["criminal.review_checked"]),
            PutOnFile.row(
                S.FILED,
                by=COUNTY_HEAD,
                when=[is_a_crime, suspects_of_age],
                ends=_REVIEW,
                papers=["filing_decision"],
            ),
            DeclineToFile.row(
                S.NOT_FILED,
                by=COUNTY_HEAD,
                where=_breach_only,
                given=[breach_handed_on],
                effect=_handed_to_administrative,
                ends=_REVIEW,
                papers=["not_filed_notice"],
                hands_over=["administrative_case"],
            ),
            DeclineToFile.row(
                S.NOT_FILED,
                by=COUNTY_HEAD,
                effect=_handed_to_administrative,
                ends=_REVIEW,
                papers=["not_filed_notice"],
            ),
            _TRANSFER,
        ],
        S.FILED: [*_FINDINGS, Investigate.row(S.INVESTIGATING, by=OFFICERS), _WITHDRAW, _TRANSFER],
        S.INVESTIGATING: [
            *_FINDINGS,
            DropSuspect.row(by=COUNTY_HEAD, effect=_dropped, papers=["investigation_ended_notice"]),
            _MARK_SOLVED,
            Conclude.row(
                S.CONCLUDED,
                by=OFFICERS,
                authorise=[two_officers],
                when=[suspect_named, nobody_in_summons],
                given=[ready_to_conclude],
            ),
            _WITHDRAW,
            _TRANSFER,
        ],
        S.CONCLUDED: [
            SendForProsecution.row(
                S.SENT_FOR_PROSECUTION, by=COUNTY_HEAD, given=[suspect_told], papers=["prosecution_opinion"]
            ),
            _MARK_SOLVED,
            _WITHDRAW,
        ],
        S.SENT_FOR_PROSECUTION: [
            Prosecute.row(S.PROSECUTED, by=_PROSECUTOR),
            DoNotProsecute.row(S.NOT_PROSECUTED, by=_PROSECUTOR),
            ReturnForInvestigation.row(
                S.RETURNED_FOR_INVESTIGATION,
                by=_PROSECUTOR,
                when=[return_left],
                effect=_returned,
                starts=["criminal.supplement"],
            ),
        ],
        S.RETURNED_FOR_INVESTIGATION: [
            *_FINDINGS,
            SendForProsecution.row(
                S.SENT_FOR_PROSECUTION,
                by=COUNTY_HEAD,
                given=[suspect_told],
                ends=["criminal.supplement"],
                papers=["supplement_report"],
            ),
            _WITHDRAW,
        ],
        S.NOT_FILED: END,
        S.PROSECUTED: END,
        S.NOT_PROSECUTED: END,
        S.WITHDRAWN: END,
        S.TRANSFERRED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("criminal.review", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.review_checked", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.review_major", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.supplement", OnExpiry.MUST_ACT, (SendForProsecution, WithdrawCase)),
    ],
)
