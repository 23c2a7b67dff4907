"""Criminal case 刑事案件: from the review whether there is one, to the prosecutor and back.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. A station does not file alone: the county head decides, and before that nobody is coerced and nothing seized.
3. Breach or crime is answered with reasons; where the record does not decide it, the answer says so.
4. "Solved" is a mark with its day, not a state.
"""

from precinct.matters.criminal_case.actions import Conclude as Conclude
from precinct.matters.criminal_case.actions import DeclineToFile as DeclineToFile
from precinct.matters.criminal_case.actions import DoNotProsecute as DoNotProsecute
from precinct.matters.criminal_case.actions import DropSuspect as DropSuspect
from precinct.matters.criminal_case.actions import Establish as Establish
from precinct.matters.criminal_case.actions import ExtendReview as ExtendReview
from precinct.matters.criminal_case.actions import Investigate as Investigate
from precinct.matters.criminal_case.actions import MarkSolved as MarkSolved
from precinct.matters.criminal_case.actions import NameSuspect as NameSuspect
from precinct.matters.criminal_case.actions import Prosecute as Prosecute
from precinct.matters.criminal_case.actions import PutOnFile as PutOnFile
from precinct.matters.criminal_case.actions import ReturnForInvestigation as ReturnForInvestigation
from precinct.matters.criminal_case.actions import SendForProsecution as SendForProsecution
from precinct.matters.criminal_case.actions import TakeUp as TakeUp
from precinct.matters.criminal_case.actions import Transfer as Transfer
from precinct.matters.criminal_case.actions import WithdrawCase as WithdrawCase
from precinct.matters.criminal_case.guards import act_day_past as act_day_past
from precinct.matters.criminal_case.guards import breach_handed_on as breach_handed_on
from precinct.matters.criminal_case.guards import nobody_in_summons as nobody_in_summons
from precinct.matters.criminal_case.guards import ready_to_conclude as ready_to_conclude
from precinct.matters.criminal_case.guards import return_left as return_left
from precinct.matters.criminal_case.guards import solved_by_the_test as solved_by_the_test
from precinct.matters.criminal_case.guards import suspect_named as suspect_named
from precinct.matters.criminal_case.guards import suspect_told as suspect_told
from precinct.matters.criminal_case.guards import transfer_told as transfer_told
from precinct.matters.criminal_case.guards_filing import is_a_crime as is_a_crime
from precinct.matters.criminal_case.guards_filing import suspects_of_age as suspects_of_age
from precinct.matters.criminal_case.record import CriminalCase as CriminalCase
from precinct.matters.criminal_case.record import NotFiledGround as NotFiledGround
from precinct.matters.criminal_case.states import CriminalState as CriminalState
from precinct.matters.criminal_case.table import CRIMINAL_CASE as CRIMINAL_CASE
