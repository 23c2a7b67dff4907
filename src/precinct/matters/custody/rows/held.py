"""What happens while somebody is held or bound, and how it ends."""

from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, UNIT_HEAD
from precinct.matters.custody import effects, guards
from precinct.matters.custody.actions import (
    Approve,
    ChangeWatch,
    ComeBack,
    End,
    EndAppraisal,
    EnterDetentionHouse,
    Extend,
    FindNewCrime,
    GoOnLeave,
    MakeUp,
    PermitAbsence,
    PutInWaitingRoom,
    Question,
    RefuseArrest,
    Reject,
    RequestArrest,
    RestartTime,
    SearchPerson,
    SendToFacility,
    StopForAppraisal,
    TellAndHear,
    TellFamily,
    TurnCriminal,
    UseInstrument,
)
from precinct.matters.custody.deadlines import (
    CUSTODY_DAYS,
    LENGTHENED_BY,
    LENGTHS,
    OTHERS,
    RELEASE,
    asks_for,
    from_arrival,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.rows.before import PROSECUTORS
from precinct.matters.custody.states import CustodyState
from precinct.matters.custody.words import TIER_LIMITS, Measure
from precinct.workflow.action import Row
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import Guard, PayloadGuard

S = CustodyState

_OVER = [*RELEASE, *OTHERS]
_APPROVALS = ["custody.restraint_approval", "custody.questioning_approval"]


def _is_inquiry(m: Custody, a: Question, context: Context) -> bool:
    return m.measure is Measure.INQUIRY


def _after_a_check(m: Custody, a: Approve, context: Context) -> bool:
    return m.measure is Measure.CONTINUED_QUESTIONING


def _tells(m: Custody, a: MakeUp, context: Context) -> bool:
    return a.told != ""


_MAY_EXTEND: list[Guard[Custody]] = [
    guards.is_questioning,
    guards.is_approved,
    guards.time_left,
    guards.no_special_person,
    guards.arrest_not_requested,
    guards.not_in_appraisal,
    guards.family_told,
]
_TO_EXTEND: list[PayloadGuard[Custody, Extend]] = [
    guards.tier_in_force,
    guards.grounds_for_middle,
    guards.grounds_for_longest,
    guards.longer_than_before,
    guards.no_length_skipped,
    guards.identity_withheld,
    guards.grounds_for_thirty_days,
]
_MAY_QUESTION: list[Guard[Custody]] = [
    guards.is_questioning,
    guards.is_approved,
    guards.time_left,
    guards.in_interrogation_room,
]
_TO_QUESTION: list[PayloadGuard[Custody, Question]] = [
    guards.sober_when_asked,
    guards.food_and_rest,
    guards.questioned_alone,
    guards.minor_attended,
    guards.woman_beside_girl,
    guards.understood,
    guards.lawyer_told,
    guards.inquiry_filmed,
    guards.serious_case_filmed,
]

_EXTEND: list[Row[Custody]] = [
    *(
        Extend.row(
            S.EXTENDED,
            by=by,
            when=_MAY_EXTEND,
            given=_TO_EXTEND,
            where=asks_for(*length),
            effect=effects.extended,
            ends=[*LENGTHS, *_APPROVALS],
            starts=[from_arrival(TIER_LIMITS[length])],
        )
        for length, by in LENGTHENED_BY.items()
    ),
    Extend.row(
        S.EXTENDED,
        by=UNIT_HEAD,
        when=_MAY_EXTEND,
        given=_TO_EXTEND,
        effect=effects.extended,
        ends=_APPROVALS,
    ),
]

_APPROVED_AFTER: list[Row[Custody]] = [
    Approve.row(
        by=UNIT_HEAD,
        authorise=[guards.author_is_not_approver],
        when=[guards.not_yet_approved],
        where=_after_a_check,
        effect=effects.approved,
        ends=["custody.questioning_approval"],
        papers=["questioning_notice", "copy_to_county"],
    ),
    Approve.row(
        by=HEADS,
        authorise=[guards.author_is_not_approver],
        when=[guards.not_yet_approved],
        effect=effects.approved,
        ends=["custody.restraint_approval"],
    ),
    Reject.row(S.ENDED, by=HEADS, when=[guards.not_yet_approved], effect=effects.rejected, ends=_OVER),
]

_QUESTION: list[Row[Custody]] = [
    Question.row(
        by=OFFICERS,
        authorise=[guards.enough_officers],
        when=_MAY_QUESTION,
        given=_TO_QUESTION,
        where=_is_inquiry,
        effect=effects.questioned,
        papers=["record"],
    ),
    Question.row(
        by=OFFICERS,
        authorise=[two_officers],
        when=_MAY_QUESTION,
        given=_TO_QUESTION,
        effect=effects.questioned,
        ends=["custody.first_interrogation"],
        papers=["record"],
    ),
]

_OF_DAYS: list[Row[Custody]] = [
    EnterDetentionHouse.row(
        by=OFFICERS,
        authorise=[two_officers],
        when=[guards.is_criminal_custody],
        effect=effects.entered,
        ends=["custody.detention_house"],
    ),
    RequestArrest.row(
        by=COUNTY_HEAD,
        when=[
            guards.is_criminal_detention,
            guards.arrest_not_requested,
            guards.not_in_appraisal,
            guards.time_left,
        ],
        effect=effects.requested,
        ends=LENGTHS,
        starts=["custody.arrest_decision"],
    ),
    RefuseArrest.row(
        S.ENDED,
        by=PROSECUTORS,
        when=[guards.arrest_requested],
        effect=effects.rejected,
        ends=_OVER,
    ),
    StopForAppraisal.row(
        by=OFFICERS,
        when=[guards.is_criminal_custody, guards.not_in_appraisal, guards.time_left],
        given=[guards.only_psychiatric_stops_time],
        effect=effects.stopped,
        pauses=CUSTODY_DAYS,
    ),
    EndAppraisal.row(by=OFFICERS, when=[guards.in_appraisal], effect=effects.ran_on, resumes=CUSTODY_DAYS),
    FindNewCrime.row(
        by=OFFICERS,
        when=[guards.is_arrest, guards.time_left],
        effect=effects.found,
        starts=["custody.new_crime_report"],
    ),
    RestartTime.row(
        S.STARTED,
        by=COUNTY_HEAD,
        when=[guards.is_arrest, guards.not_in_appraisal],
        given=[guards.restart_has_ground],
        effect=effects.restarted,
        ends=[*LENGTHS, "custody.new_crime_report"],
        starts=[from_arrival("custody.investigation")],
    ),
]

_HELD: list[Row[Custody]] = [
    *_EXTEND,
    *_QUESTION,
    *_OF_DAYS,
    TellFamily.row(
        by=OFFICERS,
        given=[guards.silence_has_ground],
        effect=effects.told,
        ends=["custody.family_notice"],
    ),
    TellAndHear.row(by=OFFICERS, given=[guards.told_and_heard], effect=effects.heard),
    UseInstrument.row(
        by=OFFICERS,
        given=[guards.no_handcuffs_on_the_drunk, guards.out_of_control],
        effect=effects.held_with,
    ),
    ChangeWatch.row(by=OFFICERS, effect=effects.watched_by),
    SearchPerson.row(
        by=OFFICERS,
        authorise=[two_officers],
        given=[guards.searched_by_a_woman, guards.belongings_listed],
        papers=["belongings_list"],
    ),
    PutInWaitingRoom.row(
        by=OFFICERS,
        when=[guards.is_continued_questioning, guards.no_special_person, guards.time_left],
        given=[guards.waiting_room_fit],
    ),
    TurnCriminal.row(
        S.STARTED,
        by=UNIT_HEAD,
        when=[guards.is_inquiry, guards.time_left],
        given=[guards.turned_case_is_filed, guards.turned_in_time],
        effect=effects.turned,
        ends=LENGTHS,
        starts=[from_arrival("custody.criminal_summons")],
        papers=["summons"],
    ),
    End.row(
        S.ENDED,
        by=OFFICERS,
        given=[guards.restraint_ends_sober, guards.leaving_signed, guards.night_release],
        effect=effects.ended,
        ends=_OVER,
    ),
]

_NEVER_LENGTHENED: list[Row[Custody]] = [
    PermitAbsence.row(by=UNIT_HEAD, when=[guards.is_bail]),
    GoOnLeave.row(
        by=COUNTY_HEAD,
        when=[guards.is_administrative_detention, guards.is_inside],
        given=[guards.leave_is_known],
        effect=effects.left,
        pauses=["custody.administrative_detention"],
    ),
    ComeBack.row(
        by=OFFICERS,
        when=[guards.is_on_leave],
        effect=effects.came_back,
        resumes=["custody.administrative_detention"],
    ),
    SendToFacility.row(
        S.ENDED,
        by=COUNTY_HEAD,
        when=[guards.is_protective, guards.restrained_was_heard],
        given=[guards.guardian_told],
        effect=effects.sent_to_facility,
        ends=_OVER,
    ),
]

_TO_MAKE_UP: list[PayloadGuard[Custody, MakeUp]] = [guards.made_up_for, guards.silence_has_ground]

MADE_UP: list[Row[Custody]] = [
    MakeUp.row(
        by=OFFICERS,
        when=[guards.something_is_owed],
        given=_TO_MAKE_UP,
        where=_tells,
        effect=effects.made_up,
        ends=["custody.family_notice"],
    ),
    MakeUp.row(by=OFFICERS, when=[guards.something_is_owed], given=_TO_MAKE_UP, effect=effects.made_up),
]
"""What can be done after the end stands everywhere."""

STARTED: list[Row[Custody]] = [*_HELD, *_APPROVED_AFTER, *_NEVER_LENGTHENED]
EXTENDED: list[Row[Custody]] = _HELD
