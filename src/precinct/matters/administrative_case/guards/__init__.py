"""The conditions on the moves of an administrative case, a file for each topic."""

from precinct.matters.administrative_case.guards.crime import not_a_crime as not_a_crime
from precinct.matters.administrative_case.guards.decision import (
    author_is_not_approver as author_is_not_approver,
)
from precinct.matters.administrative_case.guards.decision import discussed_together as discussed_together
from precinct.matters.administrative_case.guards.decision import excused_after_notice as excused_after_notice
from precinct.matters.administrative_case.guards.decision import legally_reviewed as legally_reviewed
from precinct.matters.administrative_case.guards.decision import (
    may_decide_no_penalty as may_decide_no_penalty,
)
from precinct.matters.administrative_case.guards.decision import order_named as order_named
from precinct.matters.administrative_case.guards.decision import (
    revision_within_power as revision_within_power,
)
from precinct.matters.administrative_case.guards.decision import several_discuss as several_discuss
from precinct.matters.administrative_case.guards.decision import within_station_power as within_station_power
from precinct.matters.administrative_case.guards.ending import criminal_case_open as criminal_case_open
from precinct.matters.administrative_case.guards.ending import mediation_is_its_own as mediation_is_its_own
from precinct.matters.administrative_case.guards.ending import mediation_over as mediation_over
from precinct.matters.administrative_case.guards.ending import mediation_performed as mediation_performed
from precinct.matters.administrative_case.guards.ending import moves_who_is_in_it as moves_who_is_in_it
from precinct.matters.administrative_case.guards.ending import no_detention_unserved as no_detention_unserved
from precinct.matters.administrative_case.guards.ending import no_open_mediation as no_open_mediation
from precinct.matters.administrative_case.guards.ending import no_unsettled_exhibit as no_unsettled_exhibit
from precinct.matters.administrative_case.guards.ending import nobody_held as nobody_held
from precinct.matters.administrative_case.guards.ending import other_case_known as other_case_known
from precinct.matters.administrative_case.guards.ending import other_case_open as other_case_open
from precinct.matters.administrative_case.guards.ending import transfer_told as transfer_told
from precinct.matters.administrative_case.guards.evidence import (
    home_search_warranted as home_search_warranted,
)
from precinct.matters.administrative_case.guards.evidence import (
    more_than_own_statement as more_than_own_statement,
)
from precinct.matters.administrative_case.guards.evidence import offender_named as offender_named
from precinct.matters.administrative_case.guards.evidence import (
    place_search_approved as place_search_approved,
)
from precinct.matters.administrative_case.guards.hearing import hearing_asked_for as hearing_asked_for
from precinct.matters.administrative_case.guards.hearing import hearing_asked_in_time as hearing_asked_in_time
from precinct.matters.administrative_case.guards.hearing import hearing_called as hearing_called
from precinct.matters.administrative_case.guards.hearing import hearing_due as hearing_due
from precinct.matters.administrative_case.guards.hearing import hearing_notice_early as hearing_notice_early
from precinct.matters.administrative_case.guards.hearing import hearing_settled as hearing_settled
from precinct.matters.administrative_case.guards.hearing import offender_asks as offender_asks
from precinct.matters.administrative_case.guards.notice import defence_heard as defence_heard
from precinct.matters.administrative_case.guards.notice import minors_guardian_told as minors_guardian_told
from precinct.matters.administrative_case.guards.notice import notice_complete as notice_complete
from precinct.matters.administrative_case.guards.notice import (
    notice_published_long_enough as notice_published_long_enough,
)
from precinct.matters.administrative_case.guards.notice import offenders_notified as offenders_notified
from precinct.matters.administrative_case.guards.notice import (
    who_joined_was_notified as who_joined_was_notified,
)
from precinct.matters.administrative_case.guards.opening import (
    accepted_before_filing as accepted_before_filing,
)
from precinct.matters.administrative_case.guards.opening import act_day_past as act_day_past
from precinct.matters.administrative_case.guards.opening import origin_known as origin_known
from precinct.matters.administrative_case.guards.opening import settled_on_the_spot as settled_on_the_spot
from precinct.matters.administrative_case.guards.quick import arrived_before as arrived_before
from precinct.matters.administrative_case.guards.quick import fit_for_quick_handling as fit_for_quick_handling
from precinct.matters.administrative_case.guards.quick import handled_quickly as handled_quickly
from precinct.matters.administrative_case.guards.quick import nothing_in_dispute as nothing_in_dispute
from precinct.matters.administrative_case.guards.quick import quick_in_time as quick_in_time
from precinct.matters.administrative_case.guards.quick import quick_penalty_fits as quick_penalty_fits
from precinct.matters.administrative_case.guards.service import (
    family_told_of_detention as family_told_of_detention,
)
from precinct.matters.administrative_case.guards.service import has_fine as has_fine
from precinct.matters.administrative_case.guards.service import instalments_ahead as instalments_ahead
from precinct.matters.administrative_case.guards.service import is_detention as is_detention
from precinct.matters.administrative_case.guards.service import published_long_enough as published_long_enough
from precinct.matters.administrative_case.guards.service import punished_served as punished_served
from precinct.matters.administrative_case.guards.service import rights_told as rights_told
from precinct.matters.administrative_case.guards.service import victims_served as victims_served
from precinct.matters.administrative_case.guards.spot import act_fit_for_the_spot as act_fit_for_the_spot
from precinct.matters.administrative_case.guards.spot import cash_is_handed_in as cash_is_handed_in
from precinct.matters.administrative_case.guards.spot import cash_is_held as cash_is_held
from precinct.matters.administrative_case.guards.spot import cash_within_limit as cash_within_limit
from precinct.matters.administrative_case.guards.spot import copy_and_cash_in as copy_and_cash_in
from precinct.matters.administrative_case.guards.spot import (
    one_officer_uncontested as one_officer_uncontested,
)
from precinct.matters.administrative_case.guards.spot import (
    small_enough_for_the_spot as small_enough_for_the_spot,
)
from precinct.matters.administrative_case.guards.time import appraisal_is_out as appraisal_is_out
from precinct.matters.administrative_case.guards.time import appraisals_are_in as appraisals_are_in
from precinct.matters.administrative_case.guards.time import both_sides_told as both_sides_told
from precinct.matters.administrative_case.guards.time import extension_left as extension_left
from precinct.matters.administrative_case.guards.time import mediation_ended_before as mediation_ended_before
from precinct.matters.administrative_case.guards.time import (
    reappraisal_asked_by_a_side as reappraisal_asked_by_a_side,
)
from precinct.matters.administrative_case.guards.time import reappraisal_in_time as reappraisal_in_time
from precinct.matters.administrative_case.guards.time import reappraised_once as reappraised_once
from precinct.matters.administrative_case.guards.time import stop_ground_fits as stop_ground_fits
from precinct.matters.administrative_case.guards.time import victims_told_why as victims_told_why
