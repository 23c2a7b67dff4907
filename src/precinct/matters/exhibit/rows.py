"""The rows of an exhibit that stand in several states."""

from collections.abc import Sequence
from datetime import datetime

from precinct.matters.common import COUNTY_HEAD, HEADS, OFFICERS, UNIT_HEAD
from precinct.matters.exhibit import actions as do
from precinct.matters.exhibit import effects
from precinct.matters.exhibit import guards as is_
from precinct.matters.exhibit import guards_back as back
from precinct.matters.exhibit import guards_taking as taking
from precinct.matters.exhibit import openings as way
from precinct.matters.exhibit.record import Exhibit, ReleaseGround, Track
from precinct.matters.exhibit.states import ExhibitState
from precinct.people.role import Role
from precinct.workflow.action import Longer, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import OpeningGuard, PayloadGuard

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


def criminal(m: Exhibit, a: object, context: Context) -> bool:
    """Whether it serves a criminal case."""
    return m.track is Track.CRIMINAL


def _criminal_and_related(m: Exhibit, a: do.Release, context: Context) -> bool:
    """What proves unrelated goes back without the county; anything else is returned as it decides."""
    return m.track is Track.CRIMINAL and a.ground is not ReleaseGround.UNRELATED


def _found(m: Exhibit, a: object, context: Context) -> bool:
    return m.track is Track.NONE


def plain_criminal(a: way.Seize, context: Context) -> bool:
    """Whether it is seized in a criminal case and of no great value."""
    return a.track is Track.CRIMINAL and not a.valuable


def valuable_criminal(a: way.Seize, context: Context) -> bool:
    """Whether it is seized in a criminal case and of great value."""
    return a.track is Track.CRIMINAL and a.valuable


def asked_by_phone(a: way.Obtain, context: Context) -> bool:
    """Whether it was asked for by phone."""
    return a.by_phone


def _by_county(m: Exhibit, a: object, context: Context) -> bool:
    return Role.COUNTY_HEAD in context.actor.roles


def held_from(m: Exhibit) -> datetime:
    """When the time to hand it over began."""
    if m.held_from is None:  # an effect of the same row sets it
        raise ValueError("nobody waits for it")
    return m.held_from


TO_SEIZE: Sequence[OpeningGuard[way.Seize | way.SeizeAtOnce]] = (
    taking.serves_a_case,
    taking.filed_before_seizure,
    taking.administrative_case_open,
    taking.needed_as_evidence,
    taking.may_be_seized,
)

_GOES_BACK: list[PayloadGuard[Exhibit, do.ReturnToOwner]] = [
    back.facts_proven,
    back.ownership_clear,
    back.harms_nobody,
    back.return_documented,
    back.owner_collects,
    is_.hash_checked,
]
IS_RELEASED: list[PayloadGuard[Exhibit, do.Release]] = [
    back.release_has_ground,
    back.time_is_out,
    back.taker_is_entitled,
]

GONE: list[Row[Exhibit]] = [
    do.ReturnToOwner.row(
        S.RETURNED,
        by=COUNTY_HEAD,
        when=[is_.not_in_appraisal, back.kept_or_within_a_day, is_.pictured, is_.valued],
        given=_GOES_BACK,
        where=criminal,
        effect=effects.collected,
        ends=_ALL,
        papers=["return_list"],
    ),
    do.ReturnToOwner.row(
        S.RETURNED,
        by=OFFICERS,
        when=[is_.not_in_appraisal, back.kept_or_within_a_day, is_.pictured, is_.valued],
        given=_GOES_BACK,
        effect=effects.collected,
        ends=_ALL,
        papers=["receipt"],
    ),
    do.Release.row(
        S.RELEASED,
        by=COUNTY_HEAD,
        when=[is_.not_in_appraisal],
        given=[*IS_RELEASED, is_.hash_checked],
        where=_criminal_and_related,
        effect=effects.collected,
        ends=_ALL,
        papers=["return_list"],
    ),
    do.Release.row(
        S.RELEASED,
        by=OFFICERS | HEADS,
        when=[is_.not_in_appraisal],
        given=[*IS_RELEASED, is_.hash_checked],
        effect=effects.collected,
        ends=_ALL,
        papers=["return_list"],
    ),
]

SETTLED_FOR_GOOD: list[Row[Exhibit]] = [
    do.Confiscate.row(
        S.CONFISCATED,
        by=COUNTY_HEAD,
        when=[is_.not_in_appraisal, is_.approved_if_due],
        where=_by_county,
        effect=effects.given_back,
        ends=_ALL,
    ),
    do.Confiscate.row(
        S.CONFISCATED,
        by=UNIT_HEAD,
        when=[is_.not_in_appraisal, is_.approved_if_due],
        given=[is_.within_station_power],
        effect=effects.given_back,
        ends=_ALL,
    ),
    do.Destroy.row(
        S.DESTROYED,
        by=COUNTY_HEAD,
        when=[is_.not_in_appraisal, is_.approved_if_due, is_.related_so_far, is_.pictured],
        effect=effects.given_back,
        ends=_ALL,
    ),
    do.SendWithCase.row(
        S.SENT_WITH_CASE,
        by=OFFICERS,
        when=[is_.not_in_appraisal, is_.approved_if_due, is_.related_so_far, is_.flag_reviewed],
        given=[is_.giver_is_holder, is_.taker_named, is_.hash_checked],
        effect=effects.passed_on,
        ends=_ALL,
    ),
    do.DeclareUnclaimed.row(
        S.UNCLAIMED,
        by=HEADS,
        when=[is_.not_in_appraisal, is_.claim_time_over],
        effect=effects.given_back,
        ends=_ALL,
    ),
    do.Sell.row(
        by=COUNTY_HEAD,
        when=[is_.not_in_appraisal, is_.approved_if_due, is_.not_sold, is_.pictured],
        given=[is_.would_perish],
        where=criminal,
        effect=effects.sold,
    ),
    do.Sell.row(
        by=HEADS,
        when=[is_.not_in_appraisal, is_.approved_if_due, is_.not_sold, is_.pictured],
        given=[is_.would_perish],
        effect=effects.sold,
    ),
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
    do.WaitLonger.row(
        by=HEADS,
        when=[is_.waits_longer_once],
        effect=effects.waited,
        extends=[Longer("exhibit.unclaimed", "exhibit.unclaimed_extension")],
    ),
]

ALIVE: list[Row[Exhibit]] = [
    do.Approve.row(
        by=HEADS,
        authorise=[is_.approver_did_not_seize],
        when=[is_.approval_open],
        effect=effects.approved,
        ends=["exhibit.approval"],
    ),
    do.Disapprove.row(S.RELEASED, by=HEADS, when=[is_.approval_open], effect=effects.given_back, ends=_ALL),
    do.SetWorth.row(by=OFFICERS, effect=effects.priced),
    do.Photograph.row(by=OFFICERS | KEEPERS, effect=effects.photographed),
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
        when=[
            is_.administrative_only,
            is_.related_so_far,
            is_.approved_if_due,
            is_.not_extended,
            back.still_in_time,
        ],
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

REVIEWED = do.ReviewData.row(by={Role.LEGAL_REVIEWER}, when=[is_.flag_open], effect=effects.reviewed)
"""A hash is there once it is listed, and can be wrong from then on."""
