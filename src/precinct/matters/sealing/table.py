"""The moves of a sealing."""

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, everywhere
from precinct.matters.sealing import effects
from precinct.matters.sealing.actions import Consult, Erase, Seal, Unseal
from precinct.matters.sealing.guards import (
    another_erases,
    holds_it,
    law_seals_it,
    matters_ended,
    names_matters,
    no_seal_on_seals,
    not_sealed_yet,
    opened_with_reason,
    organ_named,
    query_permitted,
    sealed_with_reason,
)
from precinct.matters.sealing.record import Sealing
from precinct.matters.sealing.states import SealingState
from precinct.people.role import Role
from precinct.workflow.action import END
from precinct.workflow.table import Table

S = SealingState

SEALING: Table[Sealing, SealingState] = Table(
    kind="sealing",
    text=Text("封存", "sealing"),
    matter=Sealing,
    states=SealingState,
    openings=[
        # The law seals, and nobody decides whether: so an officer may, and the system where it is asked to.
        Seal.row(
            S.SEALED,
            by=OFFICERS | HEADS | {Role.SYSTEM},
            given=[
                names_matters,
                matters_ended,
                not_sealed_yet,
                no_seal_on_seals,
                law_seals_it,
                sealed_with_reason,
            ],
            effect=effects.sealed,
        ),
    ],
    moves={
        S.SEALED: [
            Consult.row(
                by=HEADS | {Role.PROSECUTOR},
                given=[holds_it, query_permitted, organ_named, opened_with_reason],
                effect=effects.consulted,
            ),
            Unseal.row(S.UNSEALED, by=COUNTY_HEAD, given=[opened_with_reason]),
            Erase.row(S.ERASED, by=COUNTY_HEAD, when=[another_erases], given=[opened_with_reason]),
        ],
        S.UNSEALED: END,
        S.ERASED: END,
    },
    everywhere=everywhere(),
)
