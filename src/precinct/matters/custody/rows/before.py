"""How measures begin, and what happens to them before anybody is held."""

from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, UNIT_HEAD
from precinct.matters.custody import effects, guards
from precinct.matters.custody.actions import (
    AnswerStay,
    Approve,
    AskStay,
    BringForQuestioning,
    ForceSummons,
    ProposeMeasure,
    ProtectAtOnce,
    Reject,
    RestrainAtOnce,
    Start,
    SummonOrally,
    TakeInArrived,
)
from precinct.matters.custody.deadlines import (
    COUNTY_APPROVES,
    asks_for,
    at_designated_place,
    from_arrival,
    notices,
    started_by,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.states import CustodyState
from precinct.matters.custody.words import RESTRAINTS, TIER_LIMITS, Measure
from precinct.people.role import Role
from precinct.workflow.action import OpeningRow, Row
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import Guard, OpeningGuard, PayloadGuard

S = CustodyState

PROSECUTORS = frozenset({Role.PROSECUTOR})


def _for_the_county(m: Custody, a: Approve, context: Context) -> bool:
    return m.measure in COUNTY_APPROVES


def _for_the_prosecutor(m: Custody, a: Approve, context: Context) -> bool:
    return m.measure is Measure.ARREST


def _special(a: BringForQuestioning, context: Context) -> bool:
    return a.special is not None


def _is_restraint(m: Custody, a: Start, context: Context) -> bool:
    return m.measure in RESTRAINTS


def _is_administrative_detention(m: Custody, a: Start, context: Context) -> bool:
    return m.measure is Measure.ADMINISTRATIVE_DETENTION


_TO_QUESTION: list[OpeningGuard[BringForQuestioning]] = [
    guards.stopped_and_checked,
    guards.questioning_has_ground,
    guards.questioning_not_barred,
    guards.special_person_named,
    guards.sober_for_inquiry,
    guards.not_held_already,
]

OPENINGS: list[OpeningRow[Custody]] = [
    ProposeMeasure.row(
        S.PROPOSED,
        by=OFFICERS | COUNTY_HEAD,
        given=[
            guards.filed_before_coercion,
            guards.case_is_filed,
            guards.detention_was_decided,
            guards.stopped_and_checked,
            guards.arrest_is_asked_for,
            guards.drunk_and_dangerous,
            guards.ill_and_dangerous,
            guards.person_is_suspected,
            guards.reason_for_another_summons,
            guards.sober_for_inquiry,
            guards.guarantor_or_deposit,
            guards.deposit_enough,
            guards.minor_guarantor_first,
            guards.place_is_no_cell,
            guards.days_are_left,
            guards.credit_is_for_custody,
        ],
        effect=effects.proposed,
    ),
    RestrainAtOnce.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=[
            guards.drunk_and_dangerous,
            guards.watched_from_the_start,
            guards.ride_filmed,
            guards.not_held_already,
        ],
        effect=effects.restrained,
        starts=["custody.restraint_approval"],
        papers=["on_site_record"],
    ),
    ProtectAtOnce.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=[guards.ill_and_dangerous, guards.watched_from_the_start, guards.not_held_already],
        effect=effects.protected,
        starts=["custody.restraint_approval"],
        papers=["on_site_record"],
    ),
    SummonOrally.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=[
            guards.case_is_filed,
            guards.person_is_suspected,
            guards.found_on_scene,
            guards.reason_for_another_summons,
            guards.sober_for_inquiry,
            guards.not_held_already,
        ],
        effect=effects.summoned,
        starts=["custody.inquiry_normal"],
    ),
    TakeInArrived.row(
        S.STARTED,
        by=OFFICERS,
        given=[
            guards.case_is_filed,
            guards.person_is_suspected,
            guards.came_without_summons,
            guards.arrival_noted,
            guards.reason_for_another_summons,
            guards.sober_for_inquiry,
            guards.not_held_already,
        ],
        effect=effects.taken_in,
        starts=["custody.inquiry_normal"],
    ),
    BringForQuestioning.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_QUESTION,
        where=_special,
        effect=effects.brought,
        starts=["custody.questioning_special", "custody.questioning_approval"],
    ),
    BringForQuestioning.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_QUESTION,
        effect=effects.brought,
        starts=["custody.questioning", "custody.questioning_approval"],
    ),
]

_FOUR_EYES: list[Guard[Custody]] = [guards.author_is_not_approver]

PROPOSED: list[Row[Custody]] = [
    Approve.row(
        S.APPROVED, by=COUNTY_HEAD, authorise=_FOUR_EYES, where=_for_the_county, effect=effects.approved
    ),
    Approve.row(
        S.APPROVED, by=PROSECUTORS, authorise=_FOUR_EYES, where=_for_the_prosecutor, effect=effects.approved
    ),
    Approve.row(S.APPROVED, by=HEADS, authorise=_FOUR_EYES, effect=effects.approved),
    Reject.row(S.ENDED, by=HEADS | PROSECUTORS, effect=effects.rejected),
]

_MAY_START: list[Guard[Custody]] = [guards.no_stay]

_TO_START: list[PayloadGuard[Custody, Start]] = [
    guards.arrival_signed,
    guards.watcher_named,
    guards.tier_in_force,
    guards.sober_when_asked,
    guards.still_drunk,
    guards.grounds_for_middle,
    guards.grounds_for_longest,
    guards.no_length_skipped,
    guards.one_measure_at_a_time,
]

_START: list[Row[Custody]] = [
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_START,
        where=_is_restraint,
        effect=effects.started,
        ends=["custody.stay_decision"],
    ),
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        when=_MAY_START,
        given=_TO_START,
        where=_is_administrative_detention,
        effect=effects.began_days,
        starts=[from_arrival("custody.administrative_detention")],
        ends=["custody.stay_decision"],
    ),
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_START,
        where=at_designated_place,
        effect=effects.started,
        starts=[from_arrival("custody.residential_surveillance"), "custody.family_notice"],
        ends=["custody.stay_decision"],
    ),
    *(
        Start.row(
            S.STARTED,
            by=started_by(measure, tier),
            authorise=[two_officers],
            given=_TO_START,
            where=asks_for(measure, tier),
            effect=effects.started,
            starts=[from_arrival(code), *notices(measure)],
            ends=["custody.stay_decision"],
            papers=["summons"],
        )
        for (measure, tier), code in TIER_LIMITS.items()
    ),
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_START,
        effect=effects.started,
        ends=["custody.stay_decision"],
    ),
]

APPROVED: list[Row[Custody]] = [
    *_START,
    ForceSummons.row(
        by=UNIT_HEAD, when=[guards.is_inquiry], given=[guards.refused_without_cause], effect=effects.forced
    ),
    AskStay.row(
        by=OFFICERS,
        when=[guards.is_administrative_detention],
        effect=effects.asked_stay,
        starts=["custody.stay_decision"],
    ),
    AnswerStay.row(
        by=COUNTY_HEAD,
        when=[guards.stay_asked],
        given=[guards.stay_has_grounds, guards.stay_is_secured],
        effect=effects.answered_stay,
        ends=["custody.stay_decision"],
    ),
    Reject.row(S.ENDED, by=HEADS | PROSECUTORS, effect=effects.rejected),
]
