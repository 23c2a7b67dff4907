"""Custody 人身措施: one matter for each person and measure that takes somebody's liberty for a while.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. Hours run from the minute of arrival, never roll, and end with release.
3. Restraint is for a danger, not a punishment: somebody watches all the time, and it ends when the person is sober.
4. Who is drunk is not questioned.
5. Urgent measures start first and are approved at once after; all others are approved first.
"""

from precinct.matters.custody.actions import Approve as Approve
from precinct.matters.custody.actions import ChangeWatch as ChangeWatch
from precinct.matters.custody.actions import End as End
from precinct.matters.custody.actions import Extend as Extend
from precinct.matters.custody.actions import ProposeMeasure as ProposeMeasure
from precinct.matters.custody.actions import Question as Question
from precinct.matters.custody.actions import Reject as Reject
from precinct.matters.custody.actions import RestrainAtOnce as RestrainAtOnce
from precinct.matters.custody.actions import Start as Start
from precinct.matters.custody.actions import SummonOrally as SummonOrally
from precinct.matters.custody.actions import TellFamily as TellFamily
from precinct.matters.custody.actions import UseInstrument as UseInstrument
from precinct.matters.custody.guards import TIER_LIMITS as TIER_LIMITS
from precinct.matters.custody.guards import arrival_signed as arrival_signed
from precinct.matters.custody.guards import author_is_not_approver as author_is_not_approver
from precinct.matters.custody.guards import case_is_filed as case_is_filed
from precinct.matters.custody.guards import drunk_and_dangerous as drunk_and_dangerous
from precinct.matters.custody.guards import family_told as family_told
from precinct.matters.custody.guards import filed_before_coercion as filed_before_coercion
from precinct.matters.custody.guards import food_and_rest as food_and_rest
from precinct.matters.custody.guards import found_on_scene as found_on_scene
from precinct.matters.custody.guards import grounds_for_longest as grounds_for_longest
from precinct.matters.custody.guards import is_approved as is_approved
from precinct.matters.custody.guards import is_questioning as is_questioning
from precinct.matters.custody.guards import leaving_signed as leaving_signed
from precinct.matters.custody.guards import longer_than_before as longer_than_before
from precinct.matters.custody.guards import no_handcuffs_on_the_drunk as no_handcuffs_on_the_drunk
from precinct.matters.custody.guards import not_yet_approved as not_yet_approved
from precinct.matters.custody.guards import out_of_control as out_of_control
from precinct.matters.custody.guards import reason_for_another_summons as reason_for_another_summons
from precinct.matters.custody.guards import restraint_ends_sober as restraint_ends_sober
from precinct.matters.custody.guards import ride_filmed as ride_filmed
from precinct.matters.custody.guards import sober_for_inquiry as sober_for_inquiry
from precinct.matters.custody.guards import tier_in_force as tier_in_force
from precinct.matters.custody.guards import watched_from_the_start as watched_from_the_start
from precinct.matters.custody.guards import watcher_named as watcher_named
from precinct.matters.custody.record import Custody as Custody
from precinct.matters.custody.record import EndReason as EndReason
from precinct.matters.custody.record import Instrument as Instrument
from precinct.matters.custody.record import Measure as Measure
from precinct.matters.custody.record import Tier as Tier
from precinct.matters.custody.states import CustodyState as CustodyState
from precinct.matters.custody.table import CUSTODY as CUSTODY
