"""What every matter has, and what every case has beside it.

Rules of the file:
1. A note or a correction never changes what was recorded.
2. Who is recused takes no part from the decision on; until then he works on.
3. Nobody decides on his own recusal.
4. A statement is seen by who made it, in a language that he has.
"""

from precinct.matters.common.actions import Correct as Correct
from precinct.matters.common.actions import DecideRecusal as DecideRecusal
from precinct.matters.common.actions import HoldLineup as HoldLineup
from precinct.matters.common.actions import Note as Note
from precinct.matters.common.actions import Of as Of
from precinct.matters.common.actions import Reassign as Reassign
from precinct.matters.common.actions import RecordStatement as RecordStatement
from precinct.matters.common.actions import RecusalGround as RecusalGround
from precinct.matters.common.actions import Recuse as Recuse
from precinct.matters.common.actions import RequestRecusal as RequestRecusal
from precinct.matters.common.guards import earlier_entry as earlier_entry
from precinct.matters.common.guards import officer_may_take_it as officer_may_take_it
from precinct.matters.common.people import COUNTY_HEAD as COUNTY_HEAD
from precinct.matters.common.people import DESK as DESK
from precinct.matters.common.people import HEADS as HEADS
from precinct.matters.common.people import OFFICERS as OFFICERS
from precinct.matters.common.people import STAFF as STAFF
from precinct.matters.common.people import UNIT_HEAD as UNIT_HEAD
from precinct.matters.common.rows import RECUSAL_LIMITS as RECUSAL_LIMITS
from precinct.matters.common.rows import RECUSAL_LIMITS_CRIMINAL as RECUSAL_LIMITS_CRIMINAL
from precinct.matters.common.rows import everywhere as everywhere
from precinct.matters.common.rows import (
    everywhere_in_administrative_cases as everywhere_in_administrative_cases,
)
from precinct.matters.common.rows import everywhere_in_criminal_cases as everywhere_in_criminal_cases
from precinct.matters.common.rows import evidence_in_administrative_cases as evidence_in_administrative_cases
from precinct.matters.common.rows import evidence_in_criminal_cases as evidence_in_criminal_cases
