"""The moves of an administrative case."""

from precinct.basics.text import Text
from precinct.matters.administrative_case import effects
from precinct.matters.administrative_case.actions import (
    Conclude,
    Decide,
    DecideOnTheSpot,
    DoNotPunish,
    Execute,
    ExtendTime,
    File,
    FileAndSettle,
    HoldHearing,
    Investigate,
    Mediate,
    NameParty,
    Notify,
    ProposePenalty,
    RequestHearing,
    ResumeAfterMediation,
    Revise,
    Revoke,
    SendForAppraisal,
    Serve,
    Settle,
    Stop,
    TakeInAppraisal,
    Transfer,
    TurnCriminal,
)
from precinct.matters.administrative_case.guards import (
    act_day_past,
    author_is_not_approver,
    excused_after_notice,
    hearing_settled,
    mediation_is_its_own,
    mediation_over,
    mediation_performed,
    more_than_own_statement,
    no_open_mediation,
    nobody_held,
    offender_named,
    revision_within_power,
    rights_told,
    settled_on_the_spot,
    small_enough_for_the_spot,
    transfer_told,
    within_station_power,
)
from precinct.matters.administrative_case.guards_penalty import (
    act_is_punishable,
    below_range_with_ground,
    detention_within_total,
    kind_is_coherent,
    not_above_range,
    tried_before,
)
from precinct.matters.administrative_case.guards_person import (
    credit_is_due,
    detention_may_be_executed,
    grade_fits_victim,
    no_breach_in_defence,
    not_time_barred,
    of_age,
    repeat_in_window,
)
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.matters.administrative_case.states import AdministrativeState
from precinct.matters.common import (
    COUNTY_HEAD,
    HEADS,
    OFFICERS,
    RECUSAL_LIMITS,
    UNIT_HEAD,
    everywhere_in_administrative_cases,
    evidence_in_administrative_cases,
)
from precinct.workflow.action import END, Longer
from precinct.workflow.authority import two_officers
from precinct.workflow.table import Limit, OnExpiry, Table

S = AdministrativeState


_TIME = ["case.time", "case.time_after_mediation"]


_LOOSE_ENDS = [no_open_mediation, nobody_held]


_WHILE_OPEN = [
    *evidence_in_administrative_cases(),
    NameParty.row(by=OFFICERS, effect=effects.named),
    ExtendTime.row(
        by=COUNTY_HEAD,
        extends=[Longer(code, by="case.extension") for code in ("case.time", "case.time_after_mediation")],
    ),
]


_WAYS_OUT = [
    Stop.row(S.STOPPED, by=UNIT_HEAD, when=_LOOSE_ENDS, ends=_TIME),
    TurnCriminal.row(
        S.TURNED_CRIMINAL,
        by=HEADS,
        when=[no_open_mediation],
        effect=effects.turned,
        ends=_TIME,
        hands_over=["criminal_case"],
    ),
    Transfer.row(
        S.TRANSFERRED,
        by=HEADS,
        when=_LOOSE_ENDS,
        given=[transfer_told],
        effect=effects.transferred,
        ends=_TIME,
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


_PENALTY_IS_LAWFUL = [
    kind_is_coherent,
    act_is_punishable,
    not_above_range,
    below_range_with_ground,
    tried_before,
    detention_within_total,
    of_age,
    no_breach_in_defence,
    repeat_in_window,
    grade_fits_victim,
    credit_is_due,
]


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
            effect=effects.filed,
            starts=["case.time"],
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
                when=[offender_named],
                given=[small_enough_for_the_spot, *_PENALTY_IS_LAWFUL, not_time_barred],
                effect=effects.decided_on_the_spot,
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
                effect=effects.mediating,
                hands_over=["mediation"],
            ),
            ProposePenalty.row(
                S.PENALTY_PROPOSED,
                by=OFFICERS,
                authorise=[two_officers],
                when=[offender_named],
                given=[more_than_own_statement, *_PENALTY_IS_LAWFUL, not_time_barred],
                effect=effects.proposed,
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
            Notify.row(S.NOTIFIED, by=OFFICERS, effect=effects.notified, papers=["prior_notice"]),
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.NOTIFIED: [
            RequestHearing.row(
                S.HEARING, by=OFFICERS, effect=effects.hearing_asked, papers=["hearing_notice"]
            ),
            _DECIDE,
            _DO_NOT_PUNISH,
            Investigate.row(S.INVESTIGATING, by=OFFICERS),
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.HEARING: [
            HoldHearing.row(by=HEADS, effect=effects.hearing_held, papers=["hearing_record"]),
            _DECIDE,
            _DO_NOT_PUNISH,
            *_WHILE_OPEN,
            *_WAYS_OUT,
        ],
        S.DECIDED: [
            _SERVE,
            Revise.row(
                S.REVISED,
                by=HEADS,
                given=[revision_within_power, *_PENALTY_IS_LAWFUL],
                effect=effects.revised,
            ),
            Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=effects.no_penalty),
        ],
        S.REVISED: [_SERVE, Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=effects.no_penalty)],
        S.SERVED: [
            Execute.row(S.EXECUTED, by=OFFICERS, when=[detention_may_be_executed]),
            Revise.row(
                S.REVISED,
                by=HEADS,
                given=[revision_within_power, *_PENALTY_IS_LAWFUL],
                effect=effects.revised,
                starts=["case.decision_service"],
            ),
            Revoke.row(S.NOT_PUNISHED, by=HEADS, effect=effects.no_penalty),
        ],
        S.EXECUTED: [Conclude.row(S.CLOSED, by=OFFICERS, when=_LOOSE_ENDS)],
        S.CLOSED: END,
        S.SETTLED: END,
        S.NOT_PUNISHED: END,
        S.STOPPED: END,
        S.TURNED_CRIMINAL: END,
        S.TRANSFERRED: END,
    },
    everywhere=everywhere_in_administrative_cases(),
    limits=[
        *RECUSAL_LIMITS,
        Limit("case.time", OnExpiry.WARN, (ExtendTime,)),
        Limit("case.extension", OnExpiry.WARN, (ExtendTime,)),  # its length is put on the others
        Limit("case.time_after_mediation", OnExpiry.WARN, (ExtendTime,)),
        Limit("case.decision_service", OnExpiry.MUST_ACT, (Serve,)),
    ],
)
