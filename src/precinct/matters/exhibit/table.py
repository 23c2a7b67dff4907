"""The moves of an exhibit: how it comes in, and what may happen to it in each state."""

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, DESK, HEADS, OFFICERS, UNIT_HEAD, everywhere
from precinct.matters.exhibit import actions as do
from precinct.matters.exhibit import effects
from precinct.matters.exhibit import guards as is_
from precinct.matters.exhibit import guards_back as back
from precinct.matters.exhibit import guards_taking as taking
from precinct.matters.exhibit import openings as way
from precinct.matters.exhibit.record import Exhibit
from precinct.matters.exhibit.rows import (
    ALIVE,
    GONE,
    IS_RELEASED,
    KEEPERS,
    REVIEWED,
    SETTLED_FOR_GOOD,
    TO_SEIZE,
    asked_by_phone,
    criminal,
    held_from,
    plain_criminal,
    valuable_criminal,
)
from precinct.matters.exhibit.states import ExhibitState
from precinct.people.role import Role
from precinct.workflow.action import END, Since
from precinct.workflow.authority import two_officers, two_officers_or_filmed_in_case_room
from precinct.workflow.table import Limit, OnExpiry, Table

S = ExhibitState

EXHIBIT: Table[Exhibit, ExhibitState] = Table(
    kind="exhibit",
    text=Text("涉案财物", "exhibit"),
    matter=Exhibit,
    states=ExhibitState,
    openings=[
        way.Seize.row(
            S.TAKEN,
            by=HEADS,
            given=[*TO_SEIZE, taking.another_takes_it],
            where=plain_criminal,
            effect=effects.seized,
            starts=["exhibit.hand_over"],
        ),
        way.Seize.row(
            S.TAKEN,
            by=COUNTY_HEAD,
            given=[*TO_SEIZE, taking.another_takes_it],
            where=valuable_criminal,
            effect=effects.seized,
            starts=["exhibit.hand_over"],
        ),
        way.Seize.row(
            S.TAKEN,
            by=HEADS,
            given=[*TO_SEIZE, taking.another_takes_it],
            effect=effects.seized,
            starts=["exhibit.hand_over", "exhibit.time"],
        ),
        way.SeizeAtOnce.row(
            S.TAKEN,
            by=OFFICERS,
            authorise=[two_officers_or_filmed_in_case_room],
            given=[
                *TO_SEIZE,
                taking.administrative_track,
                taking.urgent_or_low_value,
                taking.filmed_at_once,
            ],
            effect=effects.seized_at_once,
            starts=["exhibit.hand_over", "exhibit.time", "exhibit.approval"],
        ),
        way.Preserve.row(
            S.PRESERVED,
            by=UNIT_HEAD,
            given=[taking.case_is_open, taking.evidence_may_be_lost],
            effect=effects.preserved,
            starts=["exhibit.preserved"],
        ),
        way.RegisterOnly.row(
            S.REGISTERED_ONLY,
            by=OFFICERS,
            given=[taking.case_is_open, taking.lawfully_held],
            effect=effects.registered,
        ),
        way.TakeInBrought.row(
            S.LISTED,
            by=DESK,
            given=[taking.case_is_open, taking.receipt_for_brought, taking.brought_data_hashed],
            effect=effects.brought,
            starts=["exhibit.hand_over"],
            papers=["receipt"],
        ),
        way.KeepBelongings.row(
            S.IN_STORE,
            by=OFFICERS,
            given=[taking.case_is_open, taking.belongings_kept_by_another],
            effect=effects.belongings,
        ),
        way.TakeInFound.row(S.IN_STORE, by=DESK, effect=effects.found),
        way.Obtain.row(
            S.TAKEN,
            by=OFFICERS | UNIT_HEAD,
            given=[taking.case_is_open, taking.notice_complete, taking.copy_explained],
            where=asked_by_phone,
            effect=effects.obtained,
            starts=["exhibit.hand_over"],
        ),
        way.Obtain.row(
            S.TAKEN,
            by=UNIT_HEAD,
            given=[taking.case_is_open, taking.notice_complete, taking.copy_explained],
            effect=effects.obtained,
            starts=["exhibit.hand_over"],
        ),
    ],
    moves={
        S.TAKEN: [
            do.MakeList.row(
                S.LISTED,
                by=OFFICERS,
                authorise=[two_officers],
                given=[
                    is_.listed_on_the_spot,
                    is_.list_signed,
                    is_.copies_made,
                    is_.data_listed,
                    is_.medium_sealed_or_explained,
                ],
                where=criminal,
                effect=effects.listed,
                papers=["seizure_list"],
            ),
            do.MakeList.row(
                S.LISTED,
                by=OFFICERS,
                authorise=[two_officers_or_filmed_in_case_room],
                given=[
                    is_.listed_on_the_spot,
                    is_.list_signed,
                    is_.copies_made,
                    is_.data_listed,
                    is_.medium_sealed_or_explained,
                ],
                effect=effects.listed,
                papers=["seizure_list"],
            ),
            *ALIVE,
        ],
        S.LISTED: [
            do.HandOver.row(
                S.IN_STORE,
                by=OFFICERS | KEEPERS,
                given=[
                    is_.giver_is_holder,
                    is_.taker_named,
                    is_.keeper_is_no_case_officer,
                    is_.hash_checked,
                ],
                effect=effects.stored,
                ends=["exhibit.hand_over"],
            ),
            do.PostponeHandOver.row(
                by=UNIT_HEAD,
                given=[is_.hand_over_postponed_once],
                effect=effects.postponed,
                ends=["exhibit.hand_over"],
                starts=[Since("exhibit.hand_over", held_from)],
            ),
            *GONE,
            *SETTLED_FOR_GOOD,
            REVIEWED,
            *ALIVE,
        ],
        S.IN_STORE: [
            do.Lend.row(
                S.LENT,
                by=UNIT_HEAD,
                when=[is_.not_in_appraisal, is_.related_so_far],
                given=[is_.giver_is_holder, is_.taker_named, is_.lending_explained, is_.hash_checked],
                effect=effects.passed_on,
            ),
            *GONE,
            *SETTLED_FOR_GOOD,
            REVIEWED,
            *ALIVE,
        ],
        S.LENT: [
            do.TakeBack.row(
                S.IN_STORE,
                by=KEEPERS,
                given=[
                    is_.giver_is_holder,
                    is_.taker_named,
                    is_.keeper_is_no_case_officer,
                    is_.checked_on_return,
                    is_.hash_checked,
                ],
                effect=effects.stored,
            ),
            REVIEWED,
            *ALIVE,
        ],
        S.PRESERVED: [
            do.TurnToSeizure.row(
                S.TAKEN,
                by=HEADS,
                # For a crime it is seized anew, once that is filed.
                when=[is_.administrative_only, back.still_in_time],
                effect=effects.turned,
                ends=["exhibit.preserved"],
                starts=["exhibit.hand_over", "exhibit.time"],
            ),
            do.Lapse.row(S.LAPSED, by={Role.EXPIRY}, effect=effects.given_back, ends=["exhibit.preserved"]),
            do.Release.row(
                S.RELEASED,
                by=OFFICERS | HEADS,
                given=IS_RELEASED,
                effect=effects.collected,
                ends=["exhibit.preserved"],
            ),
        ],
        S.RETURNED: END,
        S.CONFISCATED: END,
        S.DESTROYED: END,
        S.SENT_WITH_CASE: END,
        S.UNCLAIMED: END,
        S.RELEASED: END,
        S.LAPSED: END,
        S.REGISTERED_ONLY: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("exhibit.approval", OnExpiry.MUST_ACT, (do.Approve, do.Disapprove)),
        Limit("exhibit.hand_over", OnExpiry.MUST_ACT, (do.MakeList, do.HandOver, do.ReturnToOwner)),
        Limit("exhibit.time", OnExpiry.MUST_ACT, (do.MakeList, do.TakeBack, do.Extend, do.Release)),
        Limit("exhibit.time_extension", OnExpiry.MUST_ACT, (do.MakeList, do.TakeBack, do.Release)),
        Limit("exhibit.unrelated", OnExpiry.MUST_ACT, (do.MakeList, do.TakeBack, do.Release)),
        Limit("exhibit.unclaimed", OnExpiry.WARN, (do.TakeBack, do.DeclareUnclaimed, do.ReturnToOwner)),
        Limit(
            "exhibit.unclaimed_extension",
            OnExpiry.WARN,
            (do.TakeBack, do.DeclareUnclaimed, do.ReturnToOwner),
        ),
        Limit("exhibit.found", OnExpiry.WARN, (do.TakeBack, do.DeclareUnclaimed, do.ReturnToOwner)),
        Limit(
            "exhibit.preserved",
            OnExpiry.LAPSE,
            (do.Lapse, do.TurnToSeizure, do.Release),
            automatic=do.Lapse,
        ),
    ],
)
