"""The moves of an exhibit."""

from collections.abc import Sequence
from datetime import datetime

from precinct.basics.text import Text
from precinct.matters.common import COUNTY_HEAD, DESK, HEADS, OFFICERS, UNIT_HEAD, everywhere
from precinct.matters.exhibit import actions as do
from precinct.matters.exhibit import effects
from precinct.matters.exhibit import guards as is_
from precinct.matters.exhibit import guards_taking as taking
from precinct.matters.exhibit import openings as way
from precinct.matters.exhibit.record import Exhibit, Track
from precinct.matters.exhibit.states import ExhibitState
from precinct.people.role import Role
from precinct.workflow.action import END, Longer, Row, Since
from precinct.workflow.authority import two_officers, two_officers_or_filmed_in_case_room
from precinct.workflow.context import Context
from precinct.workflow.guard import OpeningGuard
from precinct.workflow.table import Limit, OnExpiry, Table

S = ExhibitState
KEEPERS = frozenset({Role.PROPERTY_KEEPER})

_ALL = (
    "exhibit.approval",
    "exhibit.hand_over",
    "exhibit.time",
    "exhibit.unrelated",
    "exhibit.unclaimed",
    "exhibit.found",
)


def _criminal(m: Exhibit, a: object, context: Context) -> bool:
    return m.track is Track.CRIMINAL


def _found(m: Exhibit, a: object, context: Context) -> bool:
    return m.track is Track.NONE


def _plain_criminal(a: way.Seize, context: Context) -> bool:
    return a.track is Track.CRIMINAL and not a.valuable


def _valuable_criminal(a: way.Seize, context: Context) -> bool:
    return a.track is Track.CRIMINAL and a.valuable


def _asked_by_phone(a: way.Obtain, context: Context) -> bool:
    return a.by_phone


def _by_county(m: Exhibit, a: object, context: Context) -> bool:
    return Role.COUNTY_HEAD in context.actor.roles


def _held_from(m: Exhibit) -> datetime:
    if m.held_from is None:  # an effect of the same row sets it
        raise ValueError("nobody waits for it")
    return m.held_from


_TO_SEIZE: Sequence[OpeningGuard[way.Seize | way.SeizeAtOnce]] = (
    taking.serves_a_case,
    taking.filed_before_seizure,
    taking.administrative_case_open,
    taking.needed_as_evidence,
    taking.may_be_seized,
)

_GONE: list[Row[Exhibit]] = [
    do.ReturnToOwner.row(
        S.RETURNED,
        by=COUNTY_HEAD,
        when=[is_.kept_or_within_a_day, is_.pictured, is_.valued],
        given=[
            is_.facts_proven,
            is_.ownership_clear,
            is_.harms_nobody,
            is_.return_documented,
            is_.owner_collects,
            is_.hash_checked,
        ],
        where=_criminal,
        effect=effects.collected,
        ends=_ALL,
        papers=["return_list"],
    ),
    do.ReturnToOwner.row(
        S.RETURNED,
        by=OFFICERS,
        when=[is_.kept_or_within_a_day, is_.pictured, is_.valued],
        given=[
            is_.facts_proven,
            is_.ownership_clear,
            is_.harms_nobody,
            is_.return_documented,
            is_.hash_checked,
        ],
        effect=effects.collected,
        ends=_ALL,
        papers=["receipt"],
    ),
    do.Release.row(
        S.RELEASED, by=OFFICERS | HEADS, given=[is_.hash_checked], effect=effects.collected, ends=_ALL
    ),
]

_SETTLED_FOR_GOOD: list[Row[Exhibit]] = [
    do.Confiscate.row(S.CONFISCATED, by=COUNTY_HEAD, where=_by_county, effect=effects.given_back, ends=_ALL),
    do.Confiscate.row(
        S.CONFISCATED,
        by=UNIT_HEAD,
        given=[is_.within_station_power],
        effect=effects.given_back,
        ends=_ALL,
    ),
    do.Destroy.row(S.DESTROYED, by=COUNTY_HEAD, when=[is_.pictured], effect=effects.given_back, ends=_ALL),
    do.SendWithCase.row(
        S.SENT_WITH_CASE,
        by=OFFICERS,
        when=[is_.flag_reviewed],
        given=[is_.giver_is_holder, is_.taker_named, is_.hash_checked],
        effect=effects.passed_on,
        ends=_ALL,
    ),
    do.DeclareUnclaimed.row(
        S.UNCLAIMED, by=HEADS, when=[is_.claim_time_over], effect=effects.given_back, ends=_ALL
    ),
    do.Sell.row(by=COUNTY_HEAD, when=[is_.pictured], given=[is_.would_perish], effect=effects.sold),
    do.Announce.row(
        by=OFFICERS,
        given=[is_.not_announced],
        where=_found,
        effect=effects.announced,
        starts=["exhibit.found"],
    ),
    do.Announce.row(
        by=OFFICERS, given=[is_.not_announced], effect=effects.announced, starts=["exhibit.unclaimed"]
    ),
]

_ALIVE: list[Row[Exhibit]] = [
    do.Approve.row(
        by=COUNTY_HEAD,
        authorise=[is_.approver_did_not_seize],
        when=[is_.approval_open],
        effect=effects.approved,
        ends=["exhibit.approval"],
    ),
    do.Disapprove.row(
        S.RELEASED, by=COUNTY_HEAD, when=[is_.approval_open], effect=effects.given_back, ends=_ALL
    ),
    do.SetWorth.row(by=OFFICERS, effect=effects.priced),
    do.Photograph.row(by=OFFICERS | KEEPERS, effect=effects.photographed),
    do.ReviewData.row(by={Role.LEGAL_REVIEWER}, when=[is_.flag_open], effect=effects.reviewed),
    do.SendForAppraisal.row(
        by=OFFICERS,
        when=[is_.not_in_appraisal],
        given=[is_.appraisal_told],
        effect=effects.sent_for_appraisal,
        pauses=["exhibit.time"],
    ),
    do.AppraisalDone.row(
        by=OFFICERS, when=[is_.in_appraisal], effect=effects.appraised, resumes=["exhibit.time"]
    ),
    do.Extend.row(
        by=COUNTY_HEAD,
        when=[is_.administrative_only, is_.not_extended],
        effect=effects.extended,
        extends=[Longer("exhibit.time", "exhibit.time_extension")],
    ),
    do.FindUnrelated.row(
        by=OFFICERS,
        when=[is_.related_so_far],
        effect=effects.found_unrelated,
        starts=["exhibit.unrelated"],
    ),
]


EXHIBIT: Table[Exhibit, ExhibitState] = Table(
    kind="exhibit",
    text=Text("涉案财物", "exhibit"),
    matter=Exhibit,
    states=ExhibitState,
    openings=[
        way.Seize.row(
            S.TAKEN,
            by=HEADS,
            given=_TO_SEIZE,
            where=_plain_criminal,
            effect=effects.seized,
            starts=["exhibit.hand_over"],
        ),
        way.Seize.row(
            S.TAKEN,
            by=COUNTY_HEAD,
            given=_TO_SEIZE,
            where=_valuable_criminal,
            effect=effects.seized,
            starts=["exhibit.hand_over"],
        ),
        way.Seize.row(
            S.TAKEN,
            by=COUNTY_HEAD,
            given=_TO_SEIZE,
            effect=effects.seized,
            starts=["exhibit.hand_over", "exhibit.time"],
        ),
        way.SeizeAtOnce.row(
            S.TAKEN,
            by=OFFICERS,
            authorise=[two_officers_or_filmed_in_case_room],
            given=[
                *_TO_SEIZE,
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
            given=[taking.serves_a_case, taking.administrative_case_open, taking.evidence_may_be_lost],
            effect=effects.preserved,
            starts=["exhibit.preserved"],
        ),
        way.RegisterOnly.row(
            S.REGISTERED_ONLY, by=OFFICERS, given=[taking.lawfully_held], effect=effects.registered
        ),
        way.TakeInBrought.row(
            S.LISTED,
            by=DESK,
            given=[taking.receipt_for_brought, taking.brought_data_hashed],
            effect=effects.brought,
            starts=["exhibit.hand_over"],
            papers=["receipt"],
        ),
        way.KeepBelongings.row(
            S.IN_STORE, by=OFFICERS, given=[taking.belongings_kept_by_another], effect=effects.belongings
        ),
        way.TakeInFound.row(S.IN_STORE, by=DESK, effect=effects.found),
        way.Obtain.row(
            S.TAKEN,
            by=OFFICERS | UNIT_HEAD,
            given=[taking.serves_a_case, taking.notice_complete, taking.copy_explained],
            where=_asked_by_phone,
            effect=effects.obtained,
            starts=["exhibit.hand_over"],
        ),
        way.Obtain.row(
            S.TAKEN,
            by=UNIT_HEAD,
            given=[taking.serves_a_case, taking.notice_complete, taking.copy_explained],
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
                where=_criminal,
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
            *_ALIVE,
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
                starts=[Since("exhibit.hand_over", _held_from)],
            ),
            *_GONE,
            *_SETTLED_FOR_GOOD,
            *_ALIVE,
        ],
        S.IN_STORE: [
            do.Lend.row(
                S.LENT,
                by=UNIT_HEAD,
                given=[is_.giver_is_holder, is_.taker_named, is_.lending_explained, is_.hash_checked],
                effect=effects.passed_on,
            ),
            *_GONE,
            *_SETTLED_FOR_GOOD,
            *_ALIVE,
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
            *_ALIVE,
        ],
        S.PRESERVED: [
            do.TurnToSeizure.row(
                S.TAKEN,
                by=COUNTY_HEAD,
                # For a crime it is seized anew, once that is filed.
                when=[is_.administrative_only],
                effect=effects.turned,
                ends=["exhibit.preserved"],
                starts=["exhibit.hand_over", "exhibit.time"],
            ),
            do.Lapse.row(S.LAPSED, by={Role.SYSTEM}, effect=effects.given_back, ends=["exhibit.preserved"]),
            do.Release.row(
                S.RELEASED, by=OFFICERS | HEADS, effect=effects.collected, ends=["exhibit.preserved"]
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
        Limit("exhibit.found", OnExpiry.WARN, (do.TakeBack, do.DeclareUnclaimed, do.ReturnToOwner)),
        Limit("exhibit.preserved", OnExpiry.LAPSE, (do.Lapse, do.TurnToSeizure, do.Release)),
    ],
)
