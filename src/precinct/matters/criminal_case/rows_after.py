"""The rows of a criminal case after it was not filed, withdrawn or not prosecuted."""

from precinct.matters.common import COUNTY_HEAD, DESK, HEADS, OFFICERS
from precinct.matters.criminal_case import effects, effects_after
from precinct.matters.criminal_case.actions import PutOnFile
from precinct.matters.criminal_case.actions_after import (
    AnswerContest,
    AnswerReconsideration,
    AnswerSecondReview,
    AskReconsideration,
    AskSecondReview,
    AskWhyNotFiled,
    Close,
    ContestNonProsecution,
    ExplainNotFiling,
    ExtendReconsideration,
    ExtendSecondReview,
    HandOnAsBreach,
    OrderFiling,
    Reopen,
    ServeNotFiled,
    TellStopped,
)
from precinct.matters.criminal_case.guards import breach_case_open, exhibits_settled, nobody_held
from precinct.matters.criminal_case.guards_after import (
    asked_in_time,
    body_asked_in_time,
    complainant_asks,
    complainants_served,
    contest_in_time,
    contest_left,
    contest_open,
    everybody_told,
    extended_once,
    extension_told,
    filing_ordered,
    new_facts,
    not_contested_yet,
    nothing_contested,
    prosecutor_asked,
    reconsideration_open,
    reconsidered_first,
    second_asked_in_time,
    second_review_open,
)
from precinct.matters.criminal_case.guards_filing import is_a_crime, suspects_of_age, within_limitation
from precinct.matters.criminal_case.record import Contest, CriminalCase
from precinct.matters.criminal_case.states import CriminalState
from precinct.people.role import Role
from precinct.workflow.action import Longer, Row
from precinct.workflow.context import Context
from precinct.workflow.table import Limit, OnExpiry

S = CriminalState
PROSECUTOR = frozenset({Role.PROSECUTOR})


def _only_a_body_waits(m: CriminalCase, a: ServeNotFiled, context: Context) -> bool:
    return m.sent_by != "" and not m.complainants


def _a_body_waits_too(m: CriminalCase, a: ServeNotFiled, context: Context) -> bool:
    return m.sent_by != ""


def _the_body_asks(m: CriminalCase, a: AskReconsideration, context: Context) -> bool:
    return m.sent_by != "" and a.by_party == ""


def _filed_after_all(m: CriminalCase, a: AnswerReconsideration, context: Context) -> bool:
    return a.file


def _prosecuted_after_all(m: CriminalCase, a: AnswerContest, context: Context) -> bool:
    return a.prosecute


def _asked_again(m: CriminalCase, a: ContestNonProsecution, context: Context) -> bool:
    return m.contest is Contest.ANSWERED


def _everybody_is_told(m: CriminalCase, a: TellStopped, context: Context) -> bool:
    return set(m.untold) <= set(a.told)


_ASKING = ["criminal.reconsideration_ask", "criminal.body_reconsideration_ask"]
_ANSWERING = ["criminal.reconsideration", "criminal.body_reconsideration"]
_SECOND = ["criminal.second_review_ask", "criminal.second_review"]
_PROSECUTOR_ASKS = ["criminal.explain_not_filing", "criminal.file_as_ordered"]
_ALL = [*_ASKING, *_ANSWERING, *_SECOND, *_PROSECUTOR_ASKS, "criminal.not_filed_notice"]
STOP_NOTICES = ["criminal.withdrawal_notice", "criminal.stop_notice"]


CLOSE: Row[CriminalCase] = Close.row(
    S.CLOSED, by=HEADS, when=[nobody_held, exhibits_settled, everybody_told, nothing_contested]
)


TELL_STOPPED: list[Row[CriminalCase]] = [
    TellStopped.row(by=OFFICERS, where=_everybody_is_told, effect=effects_after.told, ends=STOP_NOTICES),
    TellStopped.row(by=OFFICERS, effect=effects_after.told),
]


NOT_FILED: list[Row[CriminalCase]] = [
    ServeNotFiled.row(
        by=OFFICERS,
        where=_only_a_body_waits,
        effect=effects_after.served,
        starts=["criminal.body_reconsideration_ask"],
        ends=["criminal.not_filed_notice"],
    ),
    ServeNotFiled.row(
        by=OFFICERS,
        where=_a_body_waits_too,
        given=[complainants_served],
        effect=effects_after.served,
        starts=_ASKING,
        ends=["criminal.not_filed_notice"],
    ),
    ServeNotFiled.row(
        by=OFFICERS,
        given=[complainants_served],
        effect=effects_after.served,
        starts=["criminal.reconsideration_ask"],
        ends=["criminal.not_filed_notice"],
    ),
    AskReconsideration.row(
        by=DESK,
        where=_the_body_asks,
        when=[not_contested_yet, body_asked_in_time],
        effect=effects_after.asked_again,
        starts=["criminal.body_reconsideration"],
        ends=_ASKING,
    ),
    AskReconsideration.row(
        by=DESK,
        when=[not_contested_yet, asked_in_time],
        given=[complainant_asks],
        effect=effects_after.asked_again,
        starts=["criminal.reconsideration"],
        ends=_ASKING,
    ),
    ExtendReconsideration.row(
        by=COUNTY_HEAD,
        when=[reconsideration_open, extended_once],
        given=[extension_told],
        effect=effects_after.extended,
        extends=[Longer("criminal.reconsideration", by="criminal.contest_extension")],
    ),
    AnswerReconsideration.row(
        S.FILED,
        by=COUNTY_HEAD,
        where=_filed_after_all,
        when=[reconsideration_open],
        effect=effects_after.answered,
        ends=_ALL,
        papers=["filing_decision"],
    ),
    AnswerReconsideration.row(
        by=COUNTY_HEAD,
        when=[reconsideration_open],
        effect=effects_after.answered,
        starts=["criminal.second_review_ask"],
        ends=_ANSWERING,
        papers=["reconsideration_decision"],
    ),
    AskSecondReview.row(
        by=DESK,
        when=[reconsidered_first, second_asked_in_time],
        given=[complainant_asks],
        effect=effects_after.asked_above,
        starts=["criminal.second_review"],
        ends=["criminal.second_review_ask"],
    ),
    ExtendSecondReview.row(
        by=OFFICERS,
        when=[second_review_open, extended_once],
        given=[extension_told],
        effect=effects_after.extended,
        extends=[Longer("criminal.second_review", by="criminal.contest_extension")],
    ),
    AnswerSecondReview.row(
        by=OFFICERS | COUNTY_HEAD,
        when=[second_review_open],
        effect=effects_after.answered_above,
        ends=["criminal.second_review"],
    ),
    AskWhyNotFiled.row(by=PROSECUTOR, effect=effects_after.why_asked, starts=["criminal.explain_not_filing"]),
    ExplainNotFiling.row(
        by=COUNTY_HEAD,
        when=[prosecutor_asked],
        effect=effects_after.why_explained,
        ends=["criminal.explain_not_filing"],
        papers=["explanation_of_not_filing"],
    ),
    OrderFiling.row(
        by=PROSECUTOR,
        effect=effects_after.filing_ordered,
        starts=["criminal.file_as_ordered"],
        ends=["criminal.explain_not_filing"],
    ),
    PutOnFile.row(
        S.FILED,
        by=COUNTY_HEAD,
        when=[filing_ordered],
        effect=effects.filed,
        ends=_ALL,
        papers=["filing_decision"],
    ),
    Reopen.row(
        S.UNDER_REVIEW,
        by=OFFICERS,
        given=[new_facts],
        effect=effects_after.reviewed_anew,
        starts=["criminal.review"],
        ends=_ALL,
    ),
    CLOSE,
]


WITHDRAWN: list[Row[CriminalCase]] = [
    Reopen.row(
        S.FILED,
        by=COUNTY_HEAD,
        when=[within_limitation],
        given=[new_facts, is_a_crime, suspects_of_age],
        effect=effects_after.filed_anew,
        ends=STOP_NOTICES,
        papers=["filing_decision"],
    ),
    CLOSE,
]


NOT_PROSECUTED: list[Row[CriminalCase]] = [
    ContestNonProsecution.row(
        by=COUNTY_HEAD,
        where=_asked_again,
        when=[contest_left, contest_in_time],
        effect=effects_after.contested,
        ends=["criminal.contest_again"],
        papers=["request_for_review"],
    ),
    ContestNonProsecution.row(
        by=COUNTY_HEAD,
        when=[contest_left, contest_in_time],
        effect=effects_after.contested,
        ends=["criminal.contest"],
        papers=["request_for_reconsideration"],
    ),
    AnswerContest.row(
        S.PROSECUTED,
        by=PROSECUTOR,
        where=_prosecuted_after_all,
        when=[contest_open],
        effect=effects_after.contest_answered,
        ends=["criminal.contest", "criminal.contest_again"],
    ),
    AnswerContest.row(
        by=PROSECUTOR,
        when=[contest_open],
        effect=effects_after.contest_answered,
        starts=["criminal.contest_again"],
    ),
    HandOnAsBreach.row(
        by=COUNTY_HEAD,
        given=[breach_case_open],
        effect=effects_after.handed_on,
        hands_over=["administrative_case"],
    ),
    CLOSE,
]


LIMITS_AFTER: list[Limit] = [
    Limit("criminal.not_filed_notice", OnExpiry.MUST_ACT, (ServeNotFiled,)),
    Limit("criminal.reconsideration_ask", OnExpiry.LAPSE, (AskReconsideration, Close)),
    Limit("criminal.body_reconsideration_ask", OnExpiry.LAPSE, (AskReconsideration, Close)),
    Limit("criminal.reconsideration", OnExpiry.MUST_ACT, (AnswerReconsideration,)),
    Limit("criminal.body_reconsideration", OnExpiry.MUST_ACT, (AnswerReconsideration,)),
    Limit("criminal.second_review_ask", OnExpiry.LAPSE, (AskSecondReview, Close)),
    Limit("criminal.second_review", OnExpiry.MUST_ACT, (AnswerSecondReview,)),
    Limit("criminal.contest_extension", OnExpiry.WARN, (ExtendReconsideration, ExtendSecondReview)),
    Limit("criminal.explain_not_filing", OnExpiry.MUST_ACT, (ExplainNotFiling,)),
    Limit("criminal.file_as_ordered", OnExpiry.MUST_ACT, (PutOnFile,)),
    Limit("criminal.withdrawal_notice", OnExpiry.MUST_ACT, (TellStopped,)),
    Limit("criminal.stop_notice", OnExpiry.MUST_ACT, (TellStopped,)),
    Limit("criminal.contest", OnExpiry.LAPSE, (ContestNonProsecution, Close)),
    Limit("criminal.contest_again", OnExpiry.LAPSE, (ContestNonProsecution, Close)),
]
