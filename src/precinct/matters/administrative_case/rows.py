"""The rows of an administrative case that stand in several states, and the clocks that they move."""

from precinct.law.changes import same_law
from precinct.matters.administrative_case import effects, effects_after
from precinct.matters.administrative_case.actions import (
    Decide,
    DoNotPunish,
    ExtendTime,
    HoldHearing,
    NameParty,
    RequestHearing,
    SendForAppraisal,
    Stop,
    TakeInAppraisal,
    Transfer,
    TurnCriminal,
)
from precinct.matters.administrative_case.actions_after import MergeInto, SplitOff, TakeIn
from precinct.matters.administrative_case.actions_evidence import (
    Establish,
    GoOnSearching,
    GrantReappraisal,
    Inspect,
    TellAppraisal,
)
from precinct.matters.administrative_case.actions_hearing import (
    CallHearing,
    Discuss,
    DropHearing,
    LeaveQuickHandling,
    ReviewLegally,
)
from precinct.matters.administrative_case.guards import (
    appraisal_is_out,
    appraisals_are_in,
    author_is_not_approver,
    both_sides_told,
    criminal_case_open,
    discussed_together,
    excused_after_notice,
    extension_left,
    handled_quickly,
    hearing_asked_for,
    hearing_asked_in_time,
    hearing_called,
    hearing_due,
    hearing_notice_early,
    hearing_settled,
    home_search_warranted,
    legally_reviewed,
    may_decide_no_penalty,
    moves_who_is_in_it,
    no_open_mediation,
    no_unsettled_exhibit,
    nobody_held,
    not_a_crime,
    offender_asks,
    other_case_known,
    other_case_open,
    place_search_approved,
    quick_in_time,
    reappraisal_asked_by_a_side,
    reappraisal_in_time,
    reappraised_once,
    several_discuss,
    stop_ground_fits,
    transfer_told,
    victims_told_why,
    who_joined_was_notified,
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
    grade_fits_victim,
    no_breach_in_defence,
    of_age,
    repeat_in_window,
)
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.matters.administrative_case.states import AdministrativeState
from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, UNIT_HEAD, evidence_in_administrative_cases
from precinct.people.role import Role
from precinct.workflow.action import Longer, Row
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard

S = AdministrativeState


def _hearing_not_counted(m: AdministrativeCase, a: RequestHearing, context: Context) -> bool:
    return _left_out(context)


def _runs_on_after_appraisal(m: AdministrativeCase, a: TakeInAppraisal, context: Context) -> bool:
    return m.appraisals_out == 1 and not (m.hearing_pending and _left_out(context))


def _runs_on_after_hearing(m: AdministrativeCase, a: HoldHearing | DropHearing, context: Context) -> bool:
    return m.appraisals_out == 0


def _left_out(context: Context) -> bool:
    """Whether the law of the day leaves a hearing out of the time for the case."""
    return context.law.has_choice("case.hearing_not_counted", context.day)


TIME = ["case.time", "case.time_after_mediation"]
"""The clocks that stand still for what the law leaves out."""


_HEARING = ["case.hearing_accept", "case.hearing"]


CLOCKS = [
    *TIME,
    "case.appraisal_notice",
    "case.reappraisal_request",
    "case.hearing_request",
    *_HEARING,
    "case.quick_decision",
]
"""All that is done with once the case is decided or goes elsewhere."""


LOOSE_ENDS = [no_open_mediation, nobody_held, no_unsettled_exhibit]
"""What must not be open where a case ends."""


PENALTY_IS_LAWFUL = [
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
"""What is asked of every penalty, whoever proposes or decides it."""


APPRAISAL = [
    TakeInAppraisal.row(
        by=OFFICERS,
        when=[appraisal_is_out],
        where=_runs_on_after_appraisal,
        effect=effects.came_back,
        resumes=TIME,
        starts=["case.appraisal_notice"],
        papers=["appraisal_copy"],
    ),
    TakeInAppraisal.row(
        by=OFFICERS,
        when=[appraisal_is_out],
        effect=effects.came_back,
        starts=["case.appraisal_notice"],
        papers=["appraisal_copy"],
    ),
    TellAppraisal.row(
        by=OFFICERS,
        given=[both_sides_told],
        effect=effects_after.appraisal_told,
        ends=["case.appraisal_notice"],
        starts=["case.reappraisal_request"],
    ),
    GrantReappraisal.row(
        by=COUNTY_HEAD,
        when=[reappraisal_in_time, reappraised_once],
        given=[reappraisal_asked_by_a_side],
        effect=effects_after.reappraisal,
        ends=["case.reappraisal_request"],
        pauses=TIME,
        papers=["appraisal_request"],
    ),
]
"""An appraisal may be out, or told, wherever the case stands before it is decided."""


EVIDENCE = [
    Inspect.row(
        by=OFFICERS,
        authorise=[two_officers],
        given=[home_search_warranted, place_search_approved],
        papers=["search_record"],
    ),
    Establish.row(by=OFFICERS, effect=effects_after.established),
    SendForAppraisal.row(by=OFFICERS, effect=effects.sent_out, pauses=TIME, papers=["appraisal_request"]),
]
"""How evidence is gathered, beside statements and lineups."""


WHILE_OPEN: list[Row[AdministrativeCase]] = [
    *evidence_in_administrative_cases(effects.heard),
    NameParty.row(by=OFFICERS, effect=effects.named),
    ExtendTime.row(
        by=COUNTY_HEAD,
        when=[extension_left],
        effect=effects.extended,
        extends=[Longer(code, by="case.extension") for code in TIME],
    ),
    GoOnSearching.row(by=OFFICERS, given=[victims_told_why]),
    TakeIn.row(by=HEADS, given=[other_case_known], effect=effects_after.taken_in),
    SplitOff.row(by=HEADS, given=[other_case_open, moves_who_is_in_it], effect=effects_after.split),
]
"""What may happen as long as nothing is decided."""


WAYS_OUT = [
    Stop.row(S.STOPPED, by=UNIT_HEAD, when=LOOSE_ENDS, given=[stop_ground_fits], ends=CLOCKS),
    TurnCriminal.row(
        S.TURNED_CRIMINAL,
        by=HEADS,
        when=[no_open_mediation],
        given=[criminal_case_open],
        effect=effects.turned,
        ends=CLOCKS,
        hands_over=["criminal_case"],
    ),
    Transfer.row(
        S.TRANSFERRED,
        by=HEADS,
        when=LOOSE_ENDS,
        given=[transfer_told],
        effect=effects.transferred,
        ends=CLOCKS,
    ),
    MergeInto.row(
        S.MERGED, by=HEADS, when=LOOSE_ENDS, given=[other_case_open], effect=effects_after.merged, ends=CLOCKS
    ),
]
"""How a case ends without a decision about a penalty."""


LEAVE_QUICK = LeaveQuickHandling.row(
    by=OFFICERS, when=[handled_quickly], effect=effects_after.not_quick, ends=["case.quick_decision"]
)


LOOKED_AT = [
    ReviewLegally.row(
        by=[Role.LEGAL_REVIEWER],
        authorise=[author_is_not_approver],
        effect=effects_after.reviewed,
        papers=["review_opinion"],
    ),
    Discuss.row(
        by=HEADS, when=[several_discuss], effect=effects_after.discussed, papers=["discussion_record"]
    ),
]
"""Who looks at a proposal beside the one who decides."""


_ASK: list[PayloadGuard[AdministrativeCase, RequestHearing]] = [hearing_due, offender_asks]


ASK_FOR_HEARING = [
    RequestHearing.row(
        S.HEARING,
        by=OFFICERS,
        when=[hearing_asked_in_time],
        given=_ASK,
        where=_hearing_not_counted,
        effect=effects.hearing_asked,
        ends=["case.hearing_request"],
        starts=_HEARING,
        pauses=TIME,
    ),
    RequestHearing.row(
        S.HEARING,
        by=OFFICERS,
        when=[hearing_asked_in_time],
        given=_ASK,
        effect=effects.hearing_asked,
        ends=["case.hearing_request"],
        starts=_HEARING,
    ),
]


HEARING = [
    CallHearing.row(
        by=OFFICERS,
        when=[hearing_asked_for],
        given=[hearing_notice_early],
        effect=effects_after.hearing_called,
        ends=["case.hearing_accept"],
        papers=["hearing_notice"],
    ),
    HoldHearing.row(
        by=HEADS,
        when=[hearing_asked_for, hearing_called],
        where=_runs_on_after_hearing,
        effect=effects.hearing_held,
        ends=_HEARING,
        resumes=TIME,
        papers=["hearing_record"],
    ),
    HoldHearing.row(
        by=HEADS,
        when=[hearing_asked_for, hearing_called],
        effect=effects.hearing_held,
        ends=_HEARING,
        papers=["hearing_record"],
    ),
    DropHearing.row(
        S.NOTIFIED,
        by=OFFICERS,
        when=[hearing_asked_for],
        given=[offender_asks],
        where=_runs_on_after_hearing,
        effect=effects_after.hearing_dropped,
        ends=_HEARING,
        resumes=TIME,
    ),
    DropHearing.row(
        S.NOTIFIED,
        by=OFFICERS,
        when=[hearing_asked_for],
        given=[offender_asks],
        effect=effects_after.hearing_dropped,
        ends=_HEARING,
    ),
]
"""From the call to the hearing's end; the clock of the case runs on where nothing else holds it."""


DO_NOT_PUNISH = DoNotPunish.row(
    S.NOT_PUNISHED,
    by=HEADS,
    authorise=[may_decide_no_penalty],
    when=LOOSE_ENDS,
    given=[excused_after_notice],
    ends=CLOCKS,
    papers=["no_penalty_decision"],
)


_BEFORE_DECIDING = [
    not_a_crime,
    within_station_power,
    hearing_settled,
    legally_reviewed,
    discussed_together,
    no_open_mediation,
]


def _stands_as_measured(m: AdministrativeCase, a: Decide, context: Context) -> bool:
    """Whether nothing has changed since the proposal, and no clock of quick handling runs.

    Only where people or law have changed, or time presses, is more asked than who decides.
    """
    return (
        not m.quick
        and m.appraisals_out == 0
        and m.measured_on is not None
        and same_law(context.law, m.measured_on, context.day)
    )


DECIDE = [
    Decide.row(
        S.DECIDED,
        by=HEADS,
        authorise=[author_is_not_approver],
        when=_BEFORE_DECIDING,
        where=_stands_as_measured,
        effect=effects.decided,
        ends=CLOCKS,
        starts=["case.decision_service"],
        papers=["penalty_decision"],
    ),
    Decide.row(
        S.DECIDED,
        by=HEADS,
        authorise=[author_is_not_approver],
        when=[*_BEFORE_DECIDING, appraisals_are_in, who_joined_was_notified, quick_in_time],
        given=PENALTY_IS_LAWFUL,
        effect=effects.decided,
        ends=CLOCKS,
        starts=["case.decision_service"],
        papers=["penalty_decision"],
    ),
]
