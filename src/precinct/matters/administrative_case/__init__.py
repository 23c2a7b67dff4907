"""Administrative case 治安案件: a breach of public order, from filing to the end.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. Nobody decides what he himself proposed.
3. Nothing ends while something of it is open: a mediation, a held person.
4. The clock stands still only for what the law leaves out of it.
"""

from precinct.matters.administrative_case.actions import Conclude as Conclude
from precinct.matters.administrative_case.actions import Decide as Decide
from precinct.matters.administrative_case.actions import DecideOnTheSpot as DecideOnTheSpot
from precinct.matters.administrative_case.actions import DoNotPunish as DoNotPunish
from precinct.matters.administrative_case.actions import Execute as Execute
from precinct.matters.administrative_case.actions import ExtendTime as ExtendTime
from precinct.matters.administrative_case.actions import File as File
from precinct.matters.administrative_case.actions import FileAndSettle as FileAndSettle
from precinct.matters.administrative_case.actions import HoldHearing as HoldHearing
from precinct.matters.administrative_case.actions import Investigate as Investigate
from precinct.matters.administrative_case.actions import Mediate as Mediate
from precinct.matters.administrative_case.actions import NameParty as NameParty
from precinct.matters.administrative_case.actions import Notify as Notify
from precinct.matters.administrative_case.actions import ProposePenalty as ProposePenalty
from precinct.matters.administrative_case.actions import RequestHearing as RequestHearing
from precinct.matters.administrative_case.actions import ResumeAfterMediation as ResumeAfterMediation
from precinct.matters.administrative_case.actions import Revise as Revise
from precinct.matters.administrative_case.actions import Revoke as Revoke
from precinct.matters.administrative_case.actions import SendForAppraisal as SendForAppraisal
from precinct.matters.administrative_case.actions import Serve as Serve
from precinct.matters.administrative_case.actions import Settle as Settle
from precinct.matters.administrative_case.actions import Stop as Stop
from precinct.matters.administrative_case.actions import TakeInAppraisal as TakeInAppraisal
from precinct.matters.administrative_case.actions import Transfer as Transfer
from precinct.matters.administrative_case.actions import TurnCriminal as TurnCriminal
from precinct.matters.administrative_case.actions_after import BankCash as BankCash
from precinct.matters.administrative_case.actions_after import DeclareUnenforceable as DeclareUnenforceable
from precinct.matters.administrative_case.actions_after import FileCopy as FileCopy
from precinct.matters.administrative_case.actions_after import GrantInstalments as GrantInstalments
from precinct.matters.administrative_case.actions_after import HandInCash as HandInCash
from precinct.matters.administrative_case.actions_after import MergeInto as MergeInto
from precinct.matters.administrative_case.actions_after import PublishDecision as PublishDecision
from precinct.matters.administrative_case.actions_after import Reopen as Reopen
from precinct.matters.administrative_case.actions_after import SplitOff as SplitOff
from precinct.matters.administrative_case.actions_after import TakeIn as TakeIn
from precinct.matters.administrative_case.actions_after import TellFamily as TellFamily
from precinct.matters.administrative_case.actions_evidence import Establish as Establish
from precinct.matters.administrative_case.actions_evidence import GoOnSearching as GoOnSearching
from precinct.matters.administrative_case.actions_evidence import GrantReappraisal as GrantReappraisal
from precinct.matters.administrative_case.actions_evidence import Inspect as Inspect
from precinct.matters.administrative_case.actions_evidence import TellAppraisal as TellAppraisal
from precinct.matters.administrative_case.actions_hearing import CallHearing as CallHearing
from precinct.matters.administrative_case.actions_hearing import Discuss as Discuss
from precinct.matters.administrative_case.actions_hearing import DropHearing as DropHearing
from precinct.matters.administrative_case.actions_hearing import HandleQuickly as HandleQuickly
from precinct.matters.administrative_case.actions_hearing import LeaveQuickHandling as LeaveQuickHandling
from precinct.matters.administrative_case.actions_hearing import PublishNotice as PublishNotice
from precinct.matters.administrative_case.actions_hearing import ReviewLegally as ReviewLegally
from precinct.matters.administrative_case.guards import accepted_before_filing as accepted_before_filing
from precinct.matters.administrative_case.guards import act_day_past as act_day_past
from precinct.matters.administrative_case.guards import act_fit_for_the_spot as act_fit_for_the_spot
from precinct.matters.administrative_case.guards import appraisal_is_out as appraisal_is_out
from precinct.matters.administrative_case.guards import appraisals_are_in as appraisals_are_in
from precinct.matters.administrative_case.guards import arrived_before as arrived_before
from precinct.matters.administrative_case.guards import author_is_not_approver as author_is_not_approver
from precinct.matters.administrative_case.guards import both_sides_told as both_sides_told
from precinct.matters.administrative_case.guards import cash_is_handed_in as cash_is_handed_in
from precinct.matters.administrative_case.guards import cash_is_held as cash_is_held
from precinct.matters.administrative_case.guards import cash_within_limit as cash_within_limit
from precinct.matters.administrative_case.guards import copy_and_cash_in as copy_and_cash_in
from precinct.matters.administrative_case.guards import criminal_case_open as criminal_case_open
from precinct.matters.administrative_case.guards import defence_heard as defence_heard
from precinct.matters.administrative_case.guards import discussed_together as discussed_together
from precinct.matters.administrative_case.guards import excused_after_notice as excused_after_notice
from precinct.matters.administrative_case.guards import extension_left as extension_left
from precinct.matters.administrative_case.guards import family_told_of_detention as family_told_of_detention
from precinct.matters.administrative_case.guards import fit_for_quick_handling as fit_for_quick_handling
from precinct.matters.administrative_case.guards import handled_quickly as handled_quickly
from precinct.matters.administrative_case.guards import has_fine as has_fine
from precinct.matters.administrative_case.guards import hearing_asked_for as hearing_asked_for
from precinct.matters.administrative_case.guards import hearing_asked_in_time as hearing_asked_in_time
from precinct.matters.administrative_case.guards import hearing_called as hearing_called
from precinct.matters.administrative_case.guards import hearing_due as hearing_due
from precinct.matters.administrative_case.guards import hearing_notice_early as hearing_notice_early
from precinct.matters.administrative_case.guards import hearing_settled as hearing_settled
from precinct.matters.administrative_case.guards import home_search_warranted as home_search_warranted
from precinct.matters.administrative_case.guards import instalments_ahead as instalments_ahead
from precinct.matters.administrative_case.guards import is_detention as is_detention
from precinct.matters.administrative_case.guards import legally_reviewed as legally_reviewed
from precinct.matters.administrative_case.guards import may_decide_no_penalty as may_decide_no_penalty
from precinct.matters.administrative_case.guards import mediation_ended_before as mediation_ended_before
from precinct.matters.administrative_case.guards import mediation_is_its_own as mediation_is_its_own
from precinct.matters.administrative_case.guards import mediation_over as mediation_over
from precinct.matters.administrative_case.guards import mediation_performed as mediation_performed
from precinct.matters.administrative_case.guards import minors_guardian_told as minors_guardian_told
from precinct.matters.administrative_case.guards import more_than_own_statement as more_than_own_statement
from precinct.matters.administrative_case.guards import moves_who_is_in_it as moves_who_is_in_it
from precinct.matters.administrative_case.guards import no_detention_unserved as no_detention_unserved
from precinct.matters.administrative_case.guards import no_open_mediation as no_open_mediation
from precinct.matters.administrative_case.guards import no_unsettled_exhibit as no_unsettled_exhibit
from precinct.matters.administrative_case.guards import nobody_held as nobody_held
from precinct.matters.administrative_case.guards import nothing_in_dispute as nothing_in_dispute
from precinct.matters.administrative_case.guards import notice_complete as notice_complete
from precinct.matters.administrative_case.guards import (
    notice_published_long_enough as notice_published_long_enough,
)
from precinct.matters.administrative_case.guards import offender_asks as offender_asks
from precinct.matters.administrative_case.guards import offender_named as offender_named
from precinct.matters.administrative_case.guards import offenders_notified as offenders_notified
from precinct.matters.administrative_case.guards import one_officer_uncontested as one_officer_uncontested
from precinct.matters.administrative_case.guards import order_named as order_named
from precinct.matters.administrative_case.guards import origin_known as origin_known
from precinct.matters.administrative_case.guards import other_case_known as other_case_known
from precinct.matters.administrative_case.guards import other_case_open as other_case_open
from precinct.matters.administrative_case.guards import place_search_approved as place_search_approved
from precinct.matters.administrative_case.guards import published_long_enough as published_long_enough
from precinct.matters.administrative_case.guards import punished_served as punished_served
from precinct.matters.administrative_case.guards import quick_in_time as quick_in_time
from precinct.matters.administrative_case.guards import quick_penalty_fits as quick_penalty_fits
from precinct.matters.administrative_case.guards import (
    reappraisal_asked_by_a_side as reappraisal_asked_by_a_side,
)
from precinct.matters.administrative_case.guards import reappraisal_in_time as reappraisal_in_time
from precinct.matters.administrative_case.guards import reappraised_once as reappraised_once
from precinct.matters.administrative_case.guards import revision_within_power as revision_within_power
from precinct.matters.administrative_case.guards import rights_told as rights_told
from precinct.matters.administrative_case.guards import settled_on_the_spot as settled_on_the_spot
from precinct.matters.administrative_case.guards import several_discuss as several_discuss
from precinct.matters.administrative_case.guards import small_enough_for_the_spot as small_enough_for_the_spot
from precinct.matters.administrative_case.guards import stop_ground_fits as stop_ground_fits
from precinct.matters.administrative_case.guards import transfer_told as transfer_told
from precinct.matters.administrative_case.guards import victims_served as victims_served
from precinct.matters.administrative_case.guards import victims_told_why as victims_told_why
from precinct.matters.administrative_case.guards import who_joined_was_notified as who_joined_was_notified
from precinct.matters.administrative_case.guards import within_station_power as within_station_power
from precinct.matters.administrative_case.guards_penalty import act_is_punishable as act_is_punishable
from precinct.matters.administrative_case.guards_penalty import (
    below_range_with_ground as below_range_with_ground,
)
from precinct.matters.administrative_case.guards_penalty import (
    detention_within_total as detention_within_total,
)
from precinct.matters.administrative_case.guards_penalty import kind_is_coherent as kind_is_coherent
from precinct.matters.administrative_case.guards_penalty import not_above_range as not_above_range
from precinct.matters.administrative_case.guards_penalty import tried_before as tried_before
from precinct.matters.administrative_case.guards_person import credit_is_due as credit_is_due
from precinct.matters.administrative_case.guards_person import (
    detention_may_be_executed as detention_may_be_executed,
)
from precinct.matters.administrative_case.guards_person import grade_fits_victim as grade_fits_victim
from precinct.matters.administrative_case.guards_person import no_breach_in_defence as no_breach_in_defence
from precinct.matters.administrative_case.guards_person import not_time_barred as not_time_barred
from precinct.matters.administrative_case.guards_person import of_age as of_age
from precinct.matters.administrative_case.guards_person import repeat_in_window as repeat_in_window
from precinct.matters.administrative_case.penalty import Credit as Credit
from precinct.matters.administrative_case.penalty import CustodyMeasure as CustodyMeasure
from precinct.matters.administrative_case.penalty import FurtherAct as FurtherAct
from precinct.matters.administrative_case.penalty import Ground as Ground
from precinct.matters.administrative_case.penalty import Penalty as Penalty
from precinct.matters.administrative_case.penalty import PenaltyKind as PenaltyKind
from precinct.matters.administrative_case.penalty import Punished as Punished
from precinct.matters.administrative_case.record import WHOLE_NOTICE as WHOLE_NOTICE
from precinct.matters.administrative_case.record import AdministrativeCase as AdministrativeCase
from precinct.matters.administrative_case.record import CashAt as CashAt
from precinct.matters.administrative_case.record import Evidence as Evidence
from precinct.matters.administrative_case.record import NoPenaltyGround as NoPenaltyGround
from precinct.matters.administrative_case.record import NoticeContent as NoticeContent
from precinct.matters.administrative_case.record import Place as Place
from precinct.matters.administrative_case.record import StopGround as StopGround
from precinct.matters.administrative_case.record import Warrant as Warrant
from precinct.matters.administrative_case.record import Weight as Weight
from precinct.matters.administrative_case.states import AdministrativeState as AdministrativeState
from precinct.matters.administrative_case.table import ADMINISTRATIVE_CASE as ADMINISTRATIVE_CASE
