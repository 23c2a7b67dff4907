"""The moves of a criminal case."""

from precinct.basics.text import Text
from precinct.matters.common import (
    COUNTY_HEAD,
    OFFICERS,
    RECUSAL_LIMITS_CRIMINAL,
    UNIT_HEAD,
    everywhere_in_criminal_cases,
    evidence_in_criminal_cases,
)
from precinct.matters.criminal_case import effects, effects_after
from precinct.matters.criminal_case.actions import (
    Conclude,
    DeclineToFile,
    DoNotProsecute,
    DropSuspect,
    Establish,
    ExtendReview,
    Investigate,
    MarkSolved,
    NameSuspect,
    Prosecute,
    PutOnFile,
    ReturnForInvestigation,
    SendForProsecution,
    TakeUp,
    Transfer,
    WithdrawCase,
)
from precinct.matters.criminal_case.actions_after import (
    AskForPapers,
    ExtendProsecution,
    FindElsewhere,
    MergeInto,
    ProposeLeniency,
    ReceivePapers,
    SplitOff,
    TakeIn,
)
from precinct.matters.criminal_case.guards import (
    breach_handed_on,
    dropped_is_suspect,
    dropped_not_held,
    exhibits_settled,
    moves_who_is_in_it,
    nobody_held,
    nobody_in_summons,
    other_case_known,
    other_case_open,
    ready_to_conclude,
    return_left,
    solved_by_the_test,
    suspect_named,
    suspect_told,
    transfer_told,
)
from precinct.matters.criminal_case.guards_after import prosecution_extended_once
from precinct.matters.criminal_case.guards_filing import (
    act_day_past,
    comes_from_open_case,
    earlier_case_known,
    is_a_crime,
    limitation_over,
    review_grows,
    sent_by_a_body,
    suspects_of_age,
    within_limitation,
)
from precinct.matters.criminal_case.guards_reconciliation import (
    reconciliation_not_barred,
    reconciliation_of_a_dispute,
    reconciliation_within_years,
    reconciliation_without_record,
)
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround
from precinct.matters.criminal_case.rows_after import (
    LIMITS_AFTER,
    NOT_FILED,
    NOT_PROSECUTED,
    PROSECUTOR,
    TELL_STOPPED,
    WITHDRAWN,
)
from precinct.matters.criminal_case.states import CriminalState
from precinct.workflow.action import END, Longer, Since
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.table import Limit, OnExpiry, Table

S = CriminalState


def _is_major(m: CriminalCase, a: ExtendReview, context: Context) -> bool:
    return a.major


def _breach_only(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> bool:
    return a.ground is NotFiledGround.BREACH_ONLY


def _sent_incomplete(a: TakeUp, context: Context) -> bool:
    return a.sent_by != "" and not a.papers_complete


def _sent(a: TakeUp, context: Context) -> bool:
    return a.sent_by != ""


def _from_its_beginning(code: str) -> Since[CriminalCase]:
    """A longer review takes the place of the shorter one: it runs from when the review began."""
    return Since(code, lambda m: m.review_from)


_REVIEW = [
    "criminal.review",
    "criminal.review_checked",
    "criminal.review_major",
    "criminal.review_sent",
    "criminal.papers_notice",
    "criminal.papers_sent",
    "criminal.transfer",
]


_TAKE_UP = [act_day_past, comes_from_open_case, earlier_case_known]


_FINDINGS = [
    *evidence_in_criminal_cases(),
    Establish.row(by=OFFICERS, effect=effects.established),
    NameSuspect.row(by=OFFICERS, effect=effects.suspected),
    MergeInto.row(
        S.MERGED,
        by=COUNTY_HEAD,
        when=[nobody_in_summons],
        given=[other_case_open],
        effect=effects_after.merged,
        ends=[*_REVIEW, "criminal.stop_notice"],
    ),
    TakeIn.row(by=COUNTY_HEAD, given=[other_case_known], effect=effects_after.taken_in),
    SplitOff.row(by=COUNTY_HEAD, given=[other_case_open, moves_who_is_in_it], effect=effects_after.split),
]


_MARK_SOLVED = MarkSolved.row(
    by=OFFICERS, when=[suspect_named], given=[solved_by_the_test], effect=effects.solved
)


_PROPOSE_LENIENCY = ProposeLeniency.row(
    by=COUNTY_HEAD,
    when=[suspect_named],
    given=[
        reconciliation_of_a_dispute,
        reconciliation_within_years,
        reconciliation_without_record,
        reconciliation_not_barred,
    ],
    effect=effects_after.leniency,
    papers=["leniency_proposal"],
)


_WITHDRAW = WithdrawCase.row(
    S.WITHDRAWN,
    by=COUNTY_HEAD,
    when=[nobody_held],
    given=[breach_handed_on, limitation_over],
    effect=effects.withdrawn,
    starts=["criminal.withdrawal_notice"],
    ends=["criminal.supplement", "criminal.stop_notice"],
    papers=["withdrawal_decision"],
)


_TRANSFER = Transfer.row(
    S.TRANSFERRED,
    by=COUNTY_HEAD,
    when=[nobody_in_summons, exhibits_settled],
    given=[transfer_told],
    effect=effects.transferred,
    ends=_REVIEW,
)


_SENT_TO_PROSECUTOR = ["criminal.prosecutor_review"]


CRIMINAL_CASE: Table[CriminalCase, CriminalState] = Table(
    kind="criminal_case",
    text=Text("刑事案件", "criminal case"),
    matter=CriminalCase,
    states=CriminalState,
    version=2,
    openings=[
        TakeUp.row(
            S.UNDER_REVIEW,
            by=OFFICERS,
            given=_TAKE_UP,
            where=_sent_incomplete,
            effect=effects.taken_up,
            starts=["criminal.review_sent", "criminal.papers_notice"],
            papers=["intake_form"],
        ),
        TakeUp.row(
            S.UNDER_REVIEW,
            by=OFFICERS,
            given=_TAKE_UP,
            where=_sent,
            effect=effects.taken_up,
            starts=["criminal.review_sent"],
            papers=["intake_form"],
        ),
        TakeUp.row(
            S.UNDER_REVIEW,
            by=OFFICERS,
            given=_TAKE_UP,
            effect=effects.taken_up,
            starts=["criminal.review"],
            papers=["intake_form"],
        ),
    ],
    moves={
        S.UNDER_REVIEW: [
            *_FINDINGS,
            ExtendReview.row(
                by=COUNTY_HEAD,
                where=_is_major,
                given=[review_grows],
                effect=effects.review_extended,
                ends=["criminal.review", "criminal.review_checked"],
                starts=[_from_its_beginning("criminal.review_major")],
            ),
            ExtendReview.row(
                by=UNIT_HEAD,
                given=[review_grows],
                effect=effects.review_extended,
                ends=["criminal.review"],
                starts=[_from_its_beginning("criminal.review_checked")],
            ),
            AskForPapers.row(
                by=OFFICERS,
                when=[sent_by_a_body],
                ends=["criminal.papers_notice"],
                starts=["criminal.papers_sent"],
                papers=["notice_of_missing_papers"],
            ),
            ReceivePapers.row(by=OFFICERS, when=[sent_by_a_body], ends=["criminal.papers_sent"]),
            FindElsewhere.row(by=OFFICERS, starts=["criminal.transfer"]),
            PutOnFile.row(
                S.FILED,
                by=COUNTY_HEAD,
                when=[within_limitation],
                given=[is_a_crime, suspects_of_age],
                effect=effects.filed,
                ends=_REVIEW,
                papers=["filing_decision"],
            ),
            DeclineToFile.row(
                S.NOT_FILED,
                by=COUNTY_HEAD,
                where=_breach_only,
                given=[breach_handed_on],
                effect=effects.handed_to_administrative,
                starts=["criminal.not_filed_notice"],
                ends=_REVIEW,
                papers=["not_filed_notice"],
                hands_over=["administrative_case"],
            ),
            DeclineToFile.row(
                S.NOT_FILED,
                by=COUNTY_HEAD,
                given=[breach_handed_on, limitation_over],
                effect=effects.handed_to_administrative,
                starts=["criminal.not_filed_notice"],
                ends=_REVIEW,
                papers=["not_filed_notice"],
            ),
            _TRANSFER,
        ],
        S.FILED: [*_FINDINGS, Investigate.row(S.INVESTIGATING, by=OFFICERS), _WITHDRAW, _TRANSFER],
        S.INVESTIGATING: [
            *_FINDINGS,
            DropSuspect.row(
                by=COUNTY_HEAD,
                given=[dropped_is_suspect, dropped_not_held],
                effect=effects.dropped,
                starts=["criminal.stop_notice"],
                papers=["investigation_ended_notice"],
            ),
            _MARK_SOLVED,
            _PROPOSE_LENIENCY,
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
                S.SENT_FOR_PROSECUTION,
                by=COUNTY_HEAD,
                given=[suspect_told],
                effect=effects.sent,
                starts=_SENT_TO_PROSECUTOR,
                papers=["prosecution_opinion"],
            ),
            _MARK_SOLVED,
            _PROPOSE_LENIENCY,
            _WITHDRAW,
        ],
        S.SENT_FOR_PROSECUTION: [
            ExtendProsecution.row(
                by=PROSECUTOR,
                when=[prosecution_extended_once],
                effect=effects_after.prosecution_extended,
                extends=[Longer("criminal.prosecutor_review", by="criminal.prosecutor_extension")],
            ),
            Prosecute.row(S.PROSECUTED, by=PROSECUTOR, ends=_SENT_TO_PROSECUTOR),
            DoNotProsecute.row(
                S.NOT_PROSECUTED,
                by=PROSECUTOR,
                effect=effects.not_prosecuted,
                starts=["criminal.contest"],
                ends=_SENT_TO_PROSECUTOR,
            ),
            ReturnForInvestigation.row(
                S.RETURNED_FOR_INVESTIGATION,
                by=PROSECUTOR,
                when=[return_left],
                effect=effects.returned,
                starts=["criminal.supplement"],
                ends=_SENT_TO_PROSECUTOR,
            ),
        ],
        S.RETURNED_FOR_INVESTIGATION: [
            *_FINDINGS[:4],
            SendForProsecution.row(
                S.SENT_FOR_PROSECUTION,
                by=COUNTY_HEAD,
                given=[suspect_told],
                effect=effects.sent,
                starts=_SENT_TO_PROSECUTOR,
                ends=["criminal.supplement"],
                papers=["supplement_report"],
            ),
            _WITHDRAW,
        ],
        S.NOT_FILED: NOT_FILED,
        S.WITHDRAWN: WITHDRAWN,
        S.NOT_PROSECUTED: NOT_PROSECUTED,
        S.PROSECUTED: END,
        S.TRANSFERRED: END,
        S.MERGED: END,
        S.CLOSED: END,
    },
    everywhere=[*everywhere_in_criminal_cases(), *TELL_STOPPED],
    limits=[
        Limit("criminal.review", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.review_checked", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.review_major", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.review_sent", OnExpiry.MUST_ACT, (PutOnFile, DeclineToFile)),
        Limit("criminal.papers_notice", OnExpiry.MUST_ACT, (AskForPapers,)),
        Limit("criminal.papers_sent", OnExpiry.WARN, (ReceivePapers, PutOnFile, DeclineToFile)),
        Limit("criminal.transfer", OnExpiry.MUST_ACT, (Transfer,)),
        Limit("criminal.supplement", OnExpiry.MUST_ACT, (SendForProsecution, WithdrawCase)),
        Limit(
            "criminal.prosecutor_review", OnExpiry.WARN, (Prosecute, DoNotProsecute, ReturnForInvestigation)
        ),
        Limit("criminal.prosecutor_extension", OnExpiry.WARN, (ExtendProsecution,)),
        *LIMITS_AFTER,
        *RECUSAL_LIMITS_CRIMINAL,
    ],
)
