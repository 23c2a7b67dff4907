"""Sealing 封存: the record of matters that have ended is shut away, looked into by lawful query, opened or erased.

Rules of the file:
1. Every move is a row of table.py; nothing moves outside it.
2. Sealing, each query, opening and erasing are entries like any other: who, why, on what, when.
3. What a sealing is about is sealed; the sealing itself never is.
4. Sealing takes nothing away, and is undone by opening. Erasing takes the content and is never undone.
"""

from precinct.matters.sealing.actions import Consult as Consult
from precinct.matters.sealing.actions import Erase as Erase
from precinct.matters.sealing.actions import Seal as Seal
from precinct.matters.sealing.actions import Unseal as Unseal
from precinct.matters.sealing.guards import another_erases as another_erases
from precinct.matters.sealing.guards import holds_it as holds_it
from precinct.matters.sealing.guards import law_seals_it as law_seals_it
from precinct.matters.sealing.guards import matters_ended as matters_ended
from precinct.matters.sealing.guards import names_matters as names_matters
from precinct.matters.sealing.guards import no_seal_on_seals as no_seal_on_seals
from precinct.matters.sealing.guards import not_sealed_yet as not_sealed_yet
from precinct.matters.sealing.guards import opened_with_reason as opened_with_reason
from precinct.matters.sealing.guards import organ_named as organ_named
from precinct.matters.sealing.guards import query_permitted as query_permitted
from precinct.matters.sealing.guards import sealed_with_reason as sealed_with_reason
from precinct.matters.sealing.record import QueryPurpose as QueryPurpose
from precinct.matters.sealing.record import SealGround as SealGround
from precinct.matters.sealing.record import Sealing as Sealing
from precinct.matters.sealing.states import SealingState as SealingState
from precinct.matters.sealing.table import SEALING as SEALING
