"""Report 警情: what somebody tells the police, from the first word to the answer.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. A report may never be refused or pushed away, so there is no such move.
3. Each outcome has its duty: to tell, to give reasons, to link, to open. The guards of `Handle` hold them.
4. What a source says about its own times is payload; the entry's times are ours.
"""

from precinct.matters.report.actions import AcceptJurisdiction as AcceptJurisdiction
from precinct.matters.report.actions import Arrive as Arrive
from precinct.matters.report.actions import Classify as Classify
from precinct.matters.report.actions import Close as Close
from precinct.matters.report.actions import Contact as Contact
from precinct.matters.report.actions import Dispatch as Dispatch
from precinct.matters.report.actions import Handle as Handle
from precinct.matters.report.actions import LeaveJurisdictionOpen as LeaveJurisdictionOpen
from precinct.matters.report.actions import Receive as Receive
from precinct.matters.report.actions import Register as Register
from precinct.matters.report.guards import filmed_to_the_end as filmed_to_the_end
from precinct.matters.report.guards import officers_free as officers_free
from precinct.matters.report.guards import outcome_linked as outcome_linked
from precinct.matters.report.guards import reason_given as reason_given
from precinct.matters.report.guards import registered as registered
from precinct.matters.report.guards import reporter_told as reporter_told
from precinct.matters.report.guards import served_on_the_spot as served_on_the_spot
from precinct.matters.report.guards import statement_taken as statement_taken
from precinct.matters.report.record import LINKED as LINKED
from precinct.matters.report.record import TOLD as TOLD
from precinct.matters.report.record import WITH_REASON as WITH_REASON
from precinct.matters.report.record import Channel as Channel
from precinct.matters.report.record import Report as Report
from precinct.matters.report.record import ReportClass as ReportClass
from precinct.matters.report.record import ReportOutcome as ReportOutcome
from precinct.matters.report.states import ReportState as ReportState
from precinct.matters.report.table import REPORT as REPORT
