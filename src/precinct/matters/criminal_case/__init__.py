"""Criminal case 刑事案件: from the review whether there is one, to the prosecutor and back.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. A station does not file alone: the county head decides, and before that nobody is coerced and nothing seized.
3. Breach or crime is answered with reasons; where the record does not decide it, the answer says so.
4. "Solved" is a mark with its day, not a state.
5. What is not filed, withdrawn or not prosecuted can be contested and taken up again until it is closed.
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
from precinct.matters.criminal_case.actions_after import AnswerContest as AnswerContest
from precinct.matters.criminal_case.actions_after import AnswerReconsideration as AnswerReconsideration
from precinct.matters.criminal_case.actions_after import AnswerSecondReview as AnswerSecondReview
from precinct.matters.criminal_case.actions_after import AskForPapers as AskForPapers
from precinct.matters.criminal_case.actions_after import AskReconsideration as AskReconsideration
from precinct.matters.criminal_case.actions_after import AskSecondReview as AskSecondReview
from precinct.matters.criminal_case.actions_after import AskWhyNotFiled as AskWhyNotFiled
from precinct.matters.criminal_case.actions_after import Close as Close
from precinct.matters.criminal_case.actions_after import ContestNonProsecution as ContestNonProsecution
from precinct.matters.criminal_case.actions_after import ExplainNotFiling as ExplainNotFiling
from precinct.matters.criminal_case.actions_after import ExtendProsecution as ExtendProsecution
from precinct.matters.criminal_case.actions_after import ExtendReconsideration as ExtendReconsideration
from precinct.matters.criminal_case.actions_after import ExtendSecondReview as ExtendSecondReview
from precinct.matters.criminal_case.actions_after import FindElsewhere as FindElsewhere
from precinct.matters.criminal_case.actions_after import HandOnAsBreach as HandOnAsBreach
from precinct.matters.criminal_case.actions_after import MergeInto as MergeInto
from precinct.matters.criminal_case.actions_after import OrderFiling as OrderFiling
from precinct.matters.criminal_case.actions_after import ProposeLeniency as ProposeLeniency
from precinct.matters.criminal_case.actions_after import ReceivePapers as ReceivePapers
from precinct.matters.criminal_case.actions_after import Reopen as Reopen
from precinct.matters.criminal_case.actions_after import ServeNotFiled as ServeNotFiled
from precinct.matters.criminal_case.actions_after import SplitOff as SplitOff
from precinct.matters.criminal_case.actions_after import TakeIn as TakeIn
from precinct.matters.criminal_case.actions_after import TellStopped as TellStopped
from precinct.matters.criminal_case.guards import breach_case_open as breach_case_open
from precinct.matters.criminal_case.guards import breach_handed_on as breach_handed_on
from precinct.matters.criminal_case.guards import dropped_is_suspect as dropped_is_suspect
from precinct.matters.criminal_case.guards import dropped_not_held as dropped_not_held
from precinct.matters.criminal_case.guards import exhibits_settled as exhibits_settled
from precinct.matters.criminal_case.guards import moves_who_is_in_it as moves_who_is_in_it
from precinct.matters.criminal_case.guards import nobody_held as nobody_held
from precinct.matters.criminal_case.guards import nobody_in_summons as nobody_in_summons
from precinct.matters.criminal_case.guards import other_case_known as other_case_known
from precinct.matters.criminal_case.guards import other_case_open as other_case_open
from precinct.matters.criminal_case.guards import ready_to_conclude as ready_to_conclude
from precinct.matters.criminal_case.guards import return_left as return_left
from precinct.matters.criminal_case.guards import solved_by_the_test as solved_by_the_test
from precinct.matters.criminal_case.guards import suspect_named as suspect_named
from precinct.matters.criminal_case.guards import suspect_told as suspect_told
from precinct.matters.criminal_case.guards import transfer_told as transfer_told
from precinct.matters.criminal_case.guards_after import asked_in_time as asked_in_time
from precinct.matters.criminal_case.guards_after import body_asked_in_time as body_asked_in_time
from precinct.matters.criminal_case.guards_after import complainant_asks as complainant_asks
from precinct.matters.criminal_case.guards_after import complainants_served as complainants_served
from precinct.matters.criminal_case.guards_after import contest_in_time as contest_in_time
from precinct.matters.criminal_case.guards_after import contest_left as contest_left
from precinct.matters.criminal_case.guards_after import contest_open as contest_open
from precinct.matters.criminal_case.guards_after import everybody_told as everybody_told
from precinct.matters.criminal_case.guards_after import extended_once as extended_once
from precinct.matters.criminal_case.guards_after import extension_told as extension_told
from precinct.matters.criminal_case.guards_after import filing_ordered as filing_ordered
from precinct.matters.criminal_case.guards_after import new_facts as new_facts
from precinct.matters.criminal_case.guards_after import not_contested_yet as not_contested_yet
from precinct.matters.criminal_case.guards_after import nothing_contested as nothing_contested
from precinct.matters.criminal_case.guards_after import prosecution_extended_once as prosecution_extended_once
from precinct.matters.criminal_case.guards_after import prosecutor_asked as prosecutor_asked
from precinct.matters.criminal_case.guards_after import reconsideration_open as reconsideration_open
from precinct.matters.criminal_case.guards_after import reconsidered_first as reconsidered_first
from precinct.matters.criminal_case.guards_after import second_asked_in_time as second_asked_in_time
from precinct.matters.criminal_case.guards_after import second_review_open as second_review_open
from precinct.matters.criminal_case.guards_filing import act_day_past as act_day_past
from precinct.matters.criminal_case.guards_filing import comes_from_open_case as comes_from_open_case
from precinct.matters.criminal_case.guards_filing import earlier_case_known as earlier_case_known
from precinct.matters.criminal_case.guards_filing import is_a_crime as is_a_crime
from precinct.matters.criminal_case.guards_filing import limitation_over as limitation_over
from precinct.matters.criminal_case.guards_filing import review_grows as review_grows
from precinct.matters.criminal_case.guards_filing import sent_by_a_body as sent_by_a_body
from precinct.matters.criminal_case.guards_filing import suspects_of_age as suspects_of_age
from precinct.matters.criminal_case.guards_filing import within_limitation as within_limitation
from precinct.matters.criminal_case.guards_reconciliation import (
    reconciliation_not_barred as reconciliation_not_barred,
)
from precinct.matters.criminal_case.guards_reconciliation import (
    reconciliation_of_a_dispute as reconciliation_of_a_dispute,
)
from precinct.matters.criminal_case.guards_reconciliation import (
    reconciliation_within_years as reconciliation_within_years,
)
from precinct.matters.criminal_case.guards_reconciliation import (
    reconciliation_without_record as reconciliation_without_record,
)
from precinct.matters.criminal_case.record import Contest as Contest
from precinct.matters.criminal_case.record import CriminalCase as CriminalCase
from precinct.matters.criminal_case.record import NotFiledGround as NotFiledGround
from precinct.matters.criminal_case.record import Review as Review
from precinct.matters.criminal_case.states import CriminalState as CriminalState
from precinct.matters.criminal_case.table import CRIMINAL_CASE as CRIMINAL_CASE
