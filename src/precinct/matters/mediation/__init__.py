"""Mediation 调解: two sides of a minor breach that a dispute led to settle it, with the police between them.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. Nobody consents while drunk or restrained: sober first.
3. Who is recused from the case or has an interest does not mediate; that is asked before there is a mediation.
4. Mediation is done when what was agreed has been performed, not when it was signed.
"""

from precinct.matters.mediation.actions import Adjourn as Adjourn
from precinct.matters.mediation.actions import Agree as Agree
from precinct.matters.mediation.actions import AskCourt as AskCourt
from precinct.matters.mediation.actions import Breach as Breach
from precinct.matters.mediation.actions import Consent as Consent
from precinct.matters.mediation.actions import Fail as Fail
from precinct.matters.mediation.actions import OpenSession as OpenSession
from precinct.matters.mediation.actions import OrderValuation as OrderValuation
from precinct.matters.mediation.actions import Perform as Perform
from precinct.matters.mediation.actions import Propose as Propose
from precinct.matters.mediation.actions import ReceiveValuation as ReceiveValuation
from precinct.matters.mediation.actions import Recognise as Recognise
from precinct.matters.mediation.actions import Refuse as Refuse
from precinct.matters.mediation.actions import SettleOnTheSpot as SettleOnTheSpot
from precinct.matters.mediation.actions import SoberUp as SoberUp
from precinct.matters.mediation.actions import Terminate as Terminate
from precinct.matters.mediation.actions import Withdraw as Withdraw
from precinct.matters.mediation.guards.going import agents_of_victims as agents_of_victims
from precinct.matters.mediation.guards.going import agreement_complete as agreement_complete
from precinct.matters.mediation.guards.going import all_present as all_present
from precinct.matters.mediation.guards.going import asked_together as asked_together
from precinct.matters.mediation.guards.going import by_people as by_people
from precinct.matters.mediation.guards.going import civil_way_told as civil_way_told
from precinct.matters.mediation.guards.going import day_ahead as day_ahead
from precinct.matters.mediation.guards.going import facts_first as facts_first
from precinct.matters.mediation.guards.going import guardian_at_session as guardian_at_session
from precinct.matters.mediation.guards.going import guardian_present as guardian_present
from precinct.matters.mediation.guards.going import is_party as is_party
from precinct.matters.mediation.guards.going import one_in_case_room as one_in_case_room
from precinct.matters.mediation.guards.going import party_sober as party_sober
from precinct.matters.mediation.guards.going import performance_shown as performance_shown
from precinct.matters.mediation.guards.going import session_left as session_left
from precinct.matters.mediation.guards.going import signed_by_all as signed_by_all
from precinct.matters.mediation.guards.going import valuation_came_before as valuation_came_before
from precinct.matters.mediation.guards.opening import AnyOpening as AnyOpening
from precinct.matters.mediation.guards.opening import accepted_before_offer as accepted_before_offer
from precinct.matters.mediation.guards.opening import act_may_be_mediated as act_may_be_mediated
from precinct.matters.mediation.guards.opening import act_not_barred as act_not_barred
from precinct.matters.mediation.guards.opening import all_agree_on_the_spot as all_agree_on_the_spot
from precinct.matters.mediation.guards.opening import all_sober as all_sober
from precinct.matters.mediation.guards.opening import before_decision as before_decision
from precinct.matters.mediation.guards.opening import both_asked_in_writing as both_asked_in_writing
from precinct.matters.mediation.guards.opening import both_sides_named as both_sides_named
from precinct.matters.mediation.guards.opening import case_is_open as case_is_open
from precinct.matters.mediation.guards.opening import circumstance_there as circumstance_there
from precinct.matters.mediation.guards.opening import effect_known as effect_known
from precinct.matters.mediation.guards.opening import facts_clear as facts_clear
from precinct.matters.mediation.guards.opening import guardians_agree as guardians_agree
from precinct.matters.mediation.guards.opening import nobody_restrained as nobody_restrained
from precinct.matters.mediation.guards.opening import not_repeated as not_repeated
from precinct.matters.mediation.guards.opening import nothing_bars as nothing_bars
from precinct.matters.mediation.guards.opening import performed_on_the_spot as performed_on_the_spot
from precinct.matters.mediation.guards.opening import settled_elsewhere as settled_elsewhere
from precinct.matters.mediation.guards.opening import settled_without_dispute as settled_without_dispute
from precinct.matters.mediation.guards.opening import settlement_complete as settlement_complete
from precinct.matters.mediation.guards.opening import settlement_shown as settlement_shown
from precinct.matters.mediation.guards.opening import without_interest as without_interest
from precinct.matters.mediation.record import Agent as Agent
from precinct.matters.mediation.record import Agreement as Agreement
from precinct.matters.mediation.record import Circumstance as Circumstance
from precinct.matters.mediation.record import Form as Form
from precinct.matters.mediation.record import Ground as Ground
from precinct.matters.mediation.record import Mediation as Mediation
from precinct.matters.mediation.states import MediationState as MediationState
from precinct.matters.mediation.table import MEDIATION as MEDIATION
