"""The moves of an administrative case, from filing to its end, state by state."""

from datetime import datetime

import attrs

from precinct.basics.text import Text
from precinct.matters.administrative_case import effects, effects_after
from precinct.matters.administrative_case.actions import (
    DecideOnTheSpot,
    File,
    FileAndSettle,
    Investigate,
    Mediate,
    Notify,
    ProposePenalty,
    ResumeAfterMediation,
    Settle,
)
from precinct.matters.administrative_case.actions_hearing import HandleQuickly, PublishNotice
from precinct.matters.administrative_case.guards import (
    accepted_before_filing,
    act_day_past,
    act_fit_for_the_spot,
    arrived_before,
    cash_within_limit,
    defence_heard,
    fit_for_quick_handling,
    hearing_settled,
    mediation_ended_before,
    mediation_is_its_own,
    mediation_over,
    mediation_performed,
    minors_guardian_told,
    more_than_own_statement,
    no_unsettled_exhibit,
    nobody_held,
    not_a_crime,
    nothing_in_dispute,
    notice_complete,
    notice_published_long_enough,
    offender_named,
    offenders_notified,
    one_officer_uncontested,
    origin_known,
    quick_penalty_fits,
    settled_on_the_spot,
    small_enough_for_the_spot,
)
from precinct.matters.administrative_case.guards_person import not_time_barred
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.matters.administrative_case.rows import (
    APPRAISAL,
    ASK_FOR_HEARING,
    CLOCKS,
    DECIDE,
    DO_NOT_PUNISH,
    EVIDENCE,
    HEARING,
    LEAVE_QUICK,
    LOOKED_AT,
    PENALTY_IS_LAWFUL,
    WAYS_OUT,
    WHILE_OPEN,
)
from precinct.matters.administrative_case.rows_after import (
    CARRY_OUT,
    CONCLUDE,
    LIMITS,
    MONEY,
    REVISE_AFTER_SERVICE,
    REVISE_BEFORE_SERVICE,
    SERVE,
    TELL_FAMILY,
    UNDO,
)
from precinct.matters.administrative_case.states import AdministrativeState
from precinct.matters.common import OFFICERS, everywhere_in_administrative_cases
from precinct.workflow.action import END, Since
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard
from precinct.workflow.table import Table

S = AdministrativeState


def _time_from(m: AdministrativeCase) -> datetime:
    assert m.time_from is not None  # every filing sets it
    return m.time_from


def _mediation_ended_at(m: AdministrativeCase) -> datetime:
    assert m.mediation_ended_at is not None  # its effect sets it
    return m.mediation_ended_at


def _arrived_at(m: AdministrativeCase) -> datetime:
    assert m.arrived_at is not None  # its effect sets it
    return m.arrived_at


def _cash_taken(m: AdministrativeCase, a: DecideOnTheSpot, context: Context) -> bool:
    return a.cash > 0


def _hearing_may_be_asked(m: AdministrativeCase, a: Notify, context: Context) -> bool:
    law, day = context.law, context.day
    if a.hearing_waived or not (
        law.has_choice("hearing.given_by", day) and law.has_limit("case.hearing_request", day)
    ):
        return False
    # The window opens where a decision at this moment would have to wait for it.
    as_notified = attrs.evolve(m, hearing_waived=False, hearing_held=False, notified_at=context.occurred_at)
    return hearing_settled.test(as_notified, context) is not True


_ON_THE_SPOT: list[PayloadGuard[AdministrativeCase, DecideOnTheSpot]] = [
    act_fit_for_the_spot,
    small_enough_for_the_spot,
    one_officer_uncontested,
    defence_heard,
    cash_within_limit,
    *PENALTY_IS_LAWFUL,
    not_time_barred,
]


_NOTICE: list[PayloadGuard[AdministrativeCase, Notify]] = [
    notice_complete,
    defence_heard,
    offenders_notified,
    minors_guardian_told,
    notice_published_long_enough,
]


_BACK = Investigate.row(S.INVESTIGATING, by=OFFICERS, ends=["case.hearing_request"])


ADMINISTRATIVE_CASE: Table[AdministrativeCase, AdministrativeState] = Table(
    kind="administrative_case",
    text=Text("治安案件", "administrative case"),
    matter=AdministrativeCase,
    states=AdministrativeState,
    version=2,
    openings=[
        File.row(
            S.FILED,
            by=OFFICERS,
            given=[act_day_past, accepted_before_filing, origin_known],
            effect=effects.filed,
            starts=[Since("case.time", _time_from)],
            papers=["intake_form"],
        ),
        FileAndSettle.row(
            S.SETTLED,
            by=OFFICERS,
            given=[act_day_past, settled_on_the_spot],
            effect=effects.filed_and_settled,
            papers=["intake_form"],
        ),
    ],
    moves={
        S.FILED: [
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            DecideOnTheSpot.row(
                S.DECIDED,
                by=OFFICERS,
                when=[offender_named, not_a_crime],
                given=_ON_THE_SPOT,
                where=_cash_taken,
                effect=effects.decided_on_the_spot,
                ends=CLOCKS,
                starts=["case.decision_service", "case.spot_copy", "case.cash_to_organ"],
                papers=["on_the_spot_decision", "receipt"],
            ),
            DecideOnTheSpot.row(
                S.DECIDED,
                by=OFFICERS,
                when=[offender_named, not_a_crime],
                given=_ON_THE_SPOT,
                effect=effects.decided_on_the_spot,
                ends=CLOCKS,
                starts=["case.decision_service", "case.spot_copy"],
                papers=["on_the_spot_decision"],
            ),
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.INVESTIGATING: [
            *EVIDENCE,
            *APPRAISAL,
            Mediate.row(
                S.IN_MEDIATION,
                by=OFFICERS,
                when=[offender_named],
                given=[mediation_is_its_own],
                effect=effects.mediating,
                hands_over=["mediation"],
            ),
            HandleQuickly.row(
                by=OFFICERS,
                when=[offender_named],
                given=[nothing_in_dispute, fit_for_quick_handling, arrived_before],
                effect=effects_after.quick,
                starts=[Since("case.quick_decision", _arrived_at)],
            ),
            LEAVE_QUICK,
            ProposePenalty.row(
                S.PENALTY_PROPOSED,
                by=OFFICERS,
                authorise=[two_officers],
                when=[offender_named, not_a_crime],
                given=[more_than_own_statement, quick_penalty_fits, *PENALTY_IS_LAWFUL, not_time_barred],
                effect=effects.proposed,
            ),
            DO_NOT_PUNISH,
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.IN_MEDIATION: [
            Settle.row(
                S.SETTLED,
                by=OFFICERS,
                when=[nobody_held, no_unsettled_exhibit],
                given=[mediation_performed],
                ends=CLOCKS,
            ),
            ResumeAfterMediation.row(
                S.INVESTIGATING,
                by=OFFICERS,
                given=[mediation_over, mediation_ended_before],
                effect=effects.mediation_failed,
                starts=[Since("case.time_after_mediation", _mediation_ended_at)],
            ),
            *APPRAISAL,
            LEAVE_QUICK,
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.PENALTY_PROPOSED: [
            PublishNotice.row(by=OFFICERS, effect=effects_after.notice_published, papers=["public_notice"]),
            Notify.row(
                S.NOTIFIED,
                by=OFFICERS,
                given=_NOTICE,
                where=_hearing_may_be_asked,
                effect=effects.notified,
                starts=["case.hearing_request"],
                papers=["prior_notice"],
            ),
            Notify.row(
                S.NOTIFIED, by=OFFICERS, given=_NOTICE, effect=effects.notified, papers=["prior_notice"]
            ),
            _BACK,
            *LOOKED_AT,
            *APPRAISAL,
            LEAVE_QUICK,
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.NOTIFIED: [
            *ASK_FOR_HEARING,
            *LOOKED_AT,
            *DECIDE,
            DO_NOT_PUNISH,
            _BACK,
            *APPRAISAL,
            LEAVE_QUICK,
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.HEARING: [
            *HEARING,
            *LOOKED_AT,
            *DECIDE,
            DO_NOT_PUNISH,
            *APPRAISAL,
            LEAVE_QUICK,
            *WHILE_OPEN,
            *WAYS_OUT,
        ],
        S.DECIDED: [*SERVE, TELL_FAMILY, *MONEY, REVISE_BEFORE_SERVICE, *UNDO],
        S.REVISED: [*SERVE, TELL_FAMILY, *MONEY, *UNDO],
        S.SERVED: [TELL_FAMILY, *MONEY, *CARRY_OUT, REVISE_AFTER_SERVICE, *UNDO],
        S.EXECUTED: [
            *MONEY,
            *CONCLUDE,
            *UNDO,
        ],
        S.CLOSED: END,
        S.SETTLED: END,
        S.NOT_PUNISHED: END,
        S.STOPPED: END,
        S.TURNED_CRIMINAL: END,
        S.TRANSFERRED: END,
        S.MERGED: END,
    },
    everywhere=everywhere_in_administrative_cases(),
    limits=LIMITS,
)
