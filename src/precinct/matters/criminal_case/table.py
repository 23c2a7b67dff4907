"""The moves of a criminal case."""

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, OFFICERS, UNIT_HEAD, everywhere
from precinct.matters.criminal_case import effects
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
from precinct.matters.criminal_case.guards import (
    act_day_past,
    breach_handed_on,
    nobody_in_summons,
    ready_to_conclude,
    return_left,
    solved_by_the_test,
    suspect_named,
    suspect_told,
    transfer_told,
)
from precinct.matters.criminal_case.guards_filing import is_a_crime, suspects_of_age
from precinct.matters.criminal_case.record import CriminalCase, NotFiledGround
from precinct.matters.criminal_case.states import CriminalState
from precinct.people.role import Role
from precinct.workflow.action import END
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.table import Limit, OnExpiry, Table

S = CriminalState


def _is_major(m: CriminalCase, a: ExtendReview, context: Context) -> bool:
    return a.major


def _breach_only(m: CriminalCase, a: DeclineToFile | WithdrawCase, context: Context) -> bool:
    return a.ground is NotFiledGround.BREACH_ONLY


_REVIEW = ["criminal.review", "criminal.review_checked", "criminal.review_major"]


_PROSECUTOR = frozenset({Role.PROSECUTOR})


_FINDINGS = [
    Establish.row(by=OFFICERS, effect=effects.established),
    NameSuspect.row(by=OFFICERS, effect=effects.suspected),
]


_MARK_SOLVED = MarkSolved.row(
    by=OFFICERS, when=[suspect_named], given=[solved_by_the_test], effect=effects.solved
)


_WITHDRAW = WithdrawCase.row(
    S.WITHDRAWN,
    by=COUNTY_HEAD,
    when=[nobody_in_summons],
    given=[breach_handed_on],
    effect=effects.handed_to_administrative,
    ends=["criminal.supplement"],
    papers=["withdrawal_decision"],
)


_TRANSFER = Transfer.row(
    S.TRANSFERRED,
    by=COUNTY_HEAD,
    when=[nobody_in_summons],
    given=[transfer_told],
    effect=effects.transferred,
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
            effect=effects.taken_up,
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
                effect=effects.handed_to_administrative,
                ends=_REVIEW,
                papers=["not_filed_notice"],
                hands_over=["administrative_case"],
            ),
            DeclineToFile.row(
                S.NOT_FILED,
                by=COUNTY_HEAD,
                effect=effects.handed_to_administrative,
                ends=_REVIEW,
                papers=["not_filed_notice"],
            ),
            _TRANSFER,
        ],
        S.FILED: [*_FINDINGS, Investigate.row(S.INVESTIGATING, by=OFFICERS), _WITHDRAW, _TRANSFER],
        S.INVESTIGATING: [
            *_FINDINGS,
            DropSuspect.row(by=COUNTY_HEAD, effect=effects.dropped, papers=["investigation_ended_notice"]),
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
                effect=effects.returned,
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
