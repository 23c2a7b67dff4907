"""Exhibit 涉案财物: one matter for each thing that the police took, keeps or must give back.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. Nobody gives what another has: each hand-over says from whom, to whom and in what state.
3. The chain stands in the entries (`custody_chain`); the matter keeps its head.
4. Who has the case does not keep the thing.
5. A hash that does not agree is recorded and looked at, never refused.
"""

from precinct.matters.exhibit.actions import Announce as Announce
from precinct.matters.exhibit.actions import AppraisalDone as AppraisalDone
from precinct.matters.exhibit.actions import Approve as Approve
from precinct.matters.exhibit.actions import Confiscate as Confiscate
from precinct.matters.exhibit.actions import DeclareUnclaimed as DeclareUnclaimed
from precinct.matters.exhibit.actions import Destroy as Destroy
from precinct.matters.exhibit.actions import Disapprove as Disapprove
from precinct.matters.exhibit.actions import Extend as Extend
from precinct.matters.exhibit.actions import FindUnrelated as FindUnrelated
from precinct.matters.exhibit.actions import HandOver as HandOver
from precinct.matters.exhibit.actions import Lapse as Lapse
from precinct.matters.exhibit.actions import Lend as Lend
from precinct.matters.exhibit.actions import MakeList as MakeList
from precinct.matters.exhibit.actions import Photograph as Photograph
from precinct.matters.exhibit.actions import PostponeHandOver as PostponeHandOver
from precinct.matters.exhibit.actions import Release as Release
from precinct.matters.exhibit.actions import ReturnToOwner as ReturnToOwner
from precinct.matters.exhibit.actions import ReviewData as ReviewData
from precinct.matters.exhibit.actions import Sell as Sell
from precinct.matters.exhibit.actions import SendForAppraisal as SendForAppraisal
from precinct.matters.exhibit.actions import SendWithCase as SendWithCase
from precinct.matters.exhibit.actions import SetWorth as SetWorth
from precinct.matters.exhibit.actions import TakeBack as TakeBack
from precinct.matters.exhibit.actions import TurnToSeizure as TurnToSeizure
from precinct.matters.exhibit.chain import Chain as Chain
from precinct.matters.exhibit.chain import Link as Link
from precinct.matters.exhibit.chain import custody_chain as custody_chain
from precinct.matters.exhibit.guards import administrative_only as administrative_only
from precinct.matters.exhibit.guards import appraisal_told as appraisal_told
from precinct.matters.exhibit.guards import approval_open as approval_open
from precinct.matters.exhibit.guards import approver_did_not_seize as approver_did_not_seize
from precinct.matters.exhibit.guards import checked_on_return as checked_on_return
from precinct.matters.exhibit.guards import claim_time_over as claim_time_over
from precinct.matters.exhibit.guards import copies_made as copies_made
from precinct.matters.exhibit.guards import data_listed as data_listed
from precinct.matters.exhibit.guards import facts_proven as facts_proven
from precinct.matters.exhibit.guards import flag_open as flag_open
from precinct.matters.exhibit.guards import flag_reviewed as flag_reviewed
from precinct.matters.exhibit.guards import giver_is_holder as giver_is_holder
from precinct.matters.exhibit.guards import hand_over_postponed_once as hand_over_postponed_once
from precinct.matters.exhibit.guards import harms_nobody as harms_nobody
from precinct.matters.exhibit.guards import hash_checked as hash_checked
from precinct.matters.exhibit.guards import in_appraisal as in_appraisal
from precinct.matters.exhibit.guards import keeper_is_no_case_officer as keeper_is_no_case_officer
from precinct.matters.exhibit.guards import kept_or_within_a_day as kept_or_within_a_day
from precinct.matters.exhibit.guards import lending_explained as lending_explained
from precinct.matters.exhibit.guards import list_signed as list_signed
from precinct.matters.exhibit.guards import listed_on_the_spot as listed_on_the_spot
from precinct.matters.exhibit.guards import medium_sealed_or_explained as medium_sealed_or_explained
from precinct.matters.exhibit.guards import not_announced as not_announced
from precinct.matters.exhibit.guards import not_extended as not_extended
from precinct.matters.exhibit.guards import not_in_appraisal as not_in_appraisal
from precinct.matters.exhibit.guards import owner_collects as owner_collects
from precinct.matters.exhibit.guards import ownership_clear as ownership_clear
from precinct.matters.exhibit.guards import pictured as pictured
from precinct.matters.exhibit.guards import related_so_far as related_so_far
from precinct.matters.exhibit.guards import return_documented as return_documented
from precinct.matters.exhibit.guards import taker_named as taker_named
from precinct.matters.exhibit.guards import valued as valued
from precinct.matters.exhibit.guards import within_station_power as within_station_power
from precinct.matters.exhibit.guards import would_perish as would_perish
from precinct.matters.exhibit.guards_taking import administrative_case_open as administrative_case_open
from precinct.matters.exhibit.guards_taking import administrative_track as administrative_track
from precinct.matters.exhibit.guards_taking import belongings_kept_by_another as belongings_kept_by_another
from precinct.matters.exhibit.guards_taking import brought_data_hashed as brought_data_hashed
from precinct.matters.exhibit.guards_taking import copy_explained as copy_explained
from precinct.matters.exhibit.guards_taking import evidence_may_be_lost as evidence_may_be_lost
from precinct.matters.exhibit.guards_taking import filed_before_seizure as filed_before_seizure
from precinct.matters.exhibit.guards_taking import filmed_at_once as filmed_at_once
from precinct.matters.exhibit.guards_taking import lawfully_held as lawfully_held
from precinct.matters.exhibit.guards_taking import may_be_seized as may_be_seized
from precinct.matters.exhibit.guards_taking import needed_as_evidence as needed_as_evidence
from precinct.matters.exhibit.guards_taking import notice_complete as notice_complete
from precinct.matters.exhibit.guards_taking import receipt_for_brought as receipt_for_brought
from precinct.matters.exhibit.guards_taking import serves_a_case as serves_a_case
from precinct.matters.exhibit.guards_taking import urgent_or_low_value as urgent_or_low_value
from precinct.matters.exhibit.openings import KeepBelongings as KeepBelongings
from precinct.matters.exhibit.openings import Obtain as Obtain
from precinct.matters.exhibit.openings import Preserve as Preserve
from precinct.matters.exhibit.openings import RegisterOnly as RegisterOnly
from precinct.matters.exhibit.openings import Seize as Seize
from precinct.matters.exhibit.openings import SeizeAtOnce as SeizeAtOnce
from precinct.matters.exhibit.openings import TakeInBrought as TakeInBrought
from precinct.matters.exhibit.openings import TakeInFound as TakeInFound
from precinct.matters.exhibit.record import SETTLED as SETTLED
from precinct.matters.exhibit.record import Capture as Capture
from precinct.matters.exhibit.record import DataList as DataList
from precinct.matters.exhibit.record import Exhibit as Exhibit
from precinct.matters.exhibit.record import Goods as Goods
from precinct.matters.exhibit.record import Protected as Protected
from precinct.matters.exhibit.record import ReleaseGround as ReleaseGround
from precinct.matters.exhibit.record import Track as Track
from precinct.matters.exhibit.states import ExhibitState as ExhibitState
from precinct.matters.exhibit.table import EXHIBIT as EXHIBIT
