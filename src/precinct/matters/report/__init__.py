"""Report 警情: what somebody tells the police, from the first word to the answer.

Rules of the file:
1. Every move is a row of table.py or, where it stands in several states, of rows.py; nothing moves outside them.
2. A report may never be refused or pushed away, so there is no such move.
3. Each outcome has its duty: to tell, to give reasons, to link, to open. The guards of `Handle` hold them (guards/outcome.py).
4. Who wants to stay unknown is known to the record and to nobody who reads what comes out of it.
5. What a source says about its own times is payload; the entry's times are ours.
"""

from precinct.matters.report.actions import AcceptJurisdiction as AcceptJurisdiction
from precinct.matters.report.actions import ApproveTransfer as ApproveTransfer
from precinct.matters.report.actions import Arrive as Arrive
from precinct.matters.report.actions import ChangeJurisdiction as ChangeJurisdiction
from precinct.matters.report.actions import Classify as Classify
from precinct.matters.report.actions import Close as Close
from precinct.matters.report.actions import Contact as Contact
from precinct.matters.report.actions import Delay as Delay
from precinct.matters.report.actions import Dispatch as Dispatch
from precinct.matters.report.actions import Handle as Handle
from precinct.matters.report.actions import LeaveJurisdictionOpen as LeaveJurisdictionOpen
from precinct.matters.report.actions import MeetReporter as MeetReporter
from precinct.matters.report.actions import Receive as Receive
from precinct.matters.report.actions import RecordScene as RecordScene
from precinct.matters.report.actions import Register as Register
from precinct.matters.report.actions import ReporterWithdraws as ReporterWithdraws
from precinct.matters.report.actions import Send as Send
from precinct.matters.report.actions import TellReporter as TellReporter
from precinct.matters.report.guards.ending import change_pending as change_pending
from precinct.matters.report.guards.ending import change_told as change_told
from precinct.matters.report.guards.ending import feedback_given as feedback_given
from precinct.matters.report.guards.ending import feedback_keeps_secret as feedback_keeps_secret
from precinct.matters.report.guards.ending import is_transferred as is_transferred
from precinct.matters.report.guards.ending import things_go_along as things_go_along
from precinct.matters.report.guards.ending import transfer_approved as transfer_approved
from precinct.matters.report.guards.ending import transfer_sent as transfer_sent
from precinct.matters.report.guards.ending import was_ours as was_ours
from precinct.matters.report.guards.outcome import acted_first as acted_first
from precinct.matters.report.guards.outcome import for_the_court as for_the_court
from precinct.matters.report.guards.outcome import gist_logged as gist_logged
from precinct.matters.report.guards.outcome import nothing_new as nothing_new
from precinct.matters.report.guards.outcome import nothing_to_look_into as nothing_to_look_into
from precinct.matters.report.guards.outcome import outcome_linked as outcome_linked
from precinct.matters.report.guards.outcome import outlives_withdrawal as outlives_withdrawal
from precinct.matters.report.guards.outcome import reason_given as reason_given
from precinct.matters.report.guards.outcome import reporter_told as reporter_told
from precinct.matters.report.guards.outcome import taken_if_asked as taken_if_asked
from precinct.matters.report.guards.outcome import unclear_goes_administrative as unclear_goes_administrative
from precinct.matters.report.guards.outcome import warned_of_false_accusation as warned_of_false_accusation
from precinct.matters.report.guards.outcome import written_if_disagreed as written_if_disagreed
from precinct.matters.report.guards.scene import crime_scene_duties_done as crime_scene_duties_done
from precinct.matters.report.guards.scene import filmed_to_the_end as filmed_to_the_end
from precinct.matters.report.guards.scene import injury_duties_done as injury_duties_done
from precinct.matters.report.guards.scene import injury_owner as injury_owner
from precinct.matters.report.guards.scene import needless_explained as needless_explained
from precinct.matters.report.guards.scene import officer_decides as officer_decides
from precinct.matters.report.guards.scene import officers_free as officers_free
from precinct.matters.report.guards.scene import reporter_asked as reporter_asked
from precinct.matters.report.guards.scene import scene_recorded as scene_recorded
from precinct.matters.report.guards.taking import acts_done_first as acts_done_first
from precinct.matters.report.guards.taking import anonymous_not_named as anonymous_not_named
from precinct.matters.report.guards.taking import came_before as came_before
from precinct.matters.report.guards.taking import details_taken as details_taken
from precinct.matters.report.guards.taking import evidence_taken as evidence_taken
from precinct.matters.report.guards.taking import happened_before as happened_before
from precinct.matters.report.guards.taking import not_left_open_before as not_left_open_before
from precinct.matters.report.guards.taking import receipt_or_reason as receipt_or_reason
from precinct.matters.report.guards.taking import receipt_settled as receipt_settled
from precinct.matters.report.guards.taking import registered as registered
from precinct.matters.report.guards.taking import served_on_the_spot as served_on_the_spot
from precinct.matters.report.guards.taking import statement_taken as statement_taken
from precinct.matters.report.guards.taking import things_listed as things_listed
from precinct.matters.report.record import CALLED_OFF as CALLED_OFF
from precinct.matters.report.record import LINKED as LINKED
from precinct.matters.report.record import OURS as OURS
from precinct.matters.report.record import TOLD as TOLD
from precinct.matters.report.record import WITH_REASON as WITH_REASON
from precinct.matters.report.record import WITHOUT_CASE as WITHOUT_CASE
from precinct.matters.report.record import Channel as Channel
from precinct.matters.report.record import Duty as Duty
from precinct.matters.report.record import Finding as Finding
from precinct.matters.report.record import Injury as Injury
from precinct.matters.report.record import Report as Report
from precinct.matters.report.record import ReportClass as ReportClass
from precinct.matters.report.record import ReportOutcome as ReportOutcome
from precinct.matters.report.record import SceneDuty as SceneDuty
from precinct.matters.report.states import ReportState as ReportState
from precinct.matters.report.table import REPORT as REPORT
