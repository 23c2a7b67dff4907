"""The moves of a measure."""

from collections.abc import Callable
from datetime import datetime

from precinct.basics.text import Text
from precinct.matters.common import HEADS, OFFICERS, UNIT_HEAD, everywhere
from precinct.matters.custody import effects
from precinct.matters.custody.actions import (
    Approve,
    ChangeWatch,
    End,
    Extend,
    ProposeMeasure,
    Question,
    Reject,
    RestrainAtOnce,
    Start,
    SummonOrally,
    TellFamily,
    UseInstrument,
)
from precinct.matters.custody.guards import (
    TIER_LIMITS,
    arrival_signed,
    author_is_not_approver,
    case_is_filed,
    drunk_and_dangerous,
    family_told,
    filed_before_coercion,
    food_and_rest,
    found_on_scene,
    grounds_for_longest,
    is_approved,
    is_questioning,
    leaving_signed,
    longer_than_before,
    no_handcuffs_on_the_drunk,
    not_yet_approved,
    out_of_control,
    reason_for_another_summons,
    restraint_ends_sober,
    ride_filmed,
    sober_for_inquiry,
    tier_in_force,
    watched_from_the_start,
    watcher_named,
)
from precinct.matters.custody.record import Custody, Measure, Tier
from precinct.matters.custody.states import CustodyState
from precinct.workflow.action import END, Row, Since
from precinct.workflow.authority import two_officers
from precinct.workflow.context import Context
from precinct.workflow.guard import PayloadGuard
from precinct.workflow.table import Limit, OnExpiry, Table

S = CustodyState


def _is_restraint(m: Custody, a: Start, context: Context) -> bool:
    return m.measure is Measure.RESTRAINT


def _is(measure: Measure, tier: Tier) -> Callable[[Custody, Start | Extend, Context], bool]:
    def asked_for(m: Custody, a: Start | Extend, context: Context) -> bool:
        return m.measure is measure and a.tier is tier

    return asked_for


_HOURS = list(TIER_LIMITS.values())


_FOR_THE_HEAD = (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX)


_TO_START: list[PayloadGuard[Custody, Start]] = [
    arrival_signed,
    watcher_named,
    tier_in_force,
    grounds_for_longest,
]


_TO_EXTEND: list[PayloadGuard[Custody, Extend]] = [tier_in_force, grounds_for_longest, longer_than_before]


def _from_arrival(code: str) -> Since[Custody]:
    """Hours that run from the minute of arrival, whenever they were chosen."""

    def arrived(m: Custody) -> datetime:
        if m.started_at is None:  # an effect of the same row sets it
            raise ValueError("nobody has arrived")
        return m.started_at

    return Since(code, arrived)


_START = [
    Start.row(
        S.STARTED,
        by=OFFICERS,
        authorise=[two_officers],
        given=_TO_START,
        where=_is_restraint,
        effect=effects.started,
    ),
    *(
        Start.row(
            S.STARTED,
            by=UNIT_HEAD if (measure, tier) == _FOR_THE_HEAD else OFFICERS,
            authorise=[two_officers],
            given=_TO_START,
            where=_is(measure, tier),
            effect=effects.started,
            starts=[_from_arrival(code)],
            papers=["summons"],
        )
        for (measure, tier), code in TIER_LIMITS.items()
    ),
    Start.row(S.STARTED, by=OFFICERS, authorise=[two_officers], given=_TO_START, effect=effects.started),
]


_EXTEND = [
    *(
        Extend.row(
            S.EXTENDED,
            by=UNIT_HEAD,
            when=[is_questioning],
            given=_TO_EXTEND,
            where=_is(measure, tier),
            effect=effects.extended,
            ends=_HOURS,
            starts=[_from_arrival(code)],
        )
        for (measure, tier), code in TIER_LIMITS.items()
        if tier is not Tier.NORMAL
    ),
    Extend.row(S.EXTENDED, by=UNIT_HEAD, when=[is_questioning], given=_TO_EXTEND, effect=effects.extended),
]


_WHILE_HELD: list[Row[Custody]] = [
    TellFamily.row(by=OFFICERS, effect=effects.told),
    UseInstrument.row(
        by=OFFICERS, given=[no_handcuffs_on_the_drunk, out_of_control], effect=effects.held_with
    ),
    ChangeWatch.row(by=OFFICERS, effect=effects.watched_by),
    Question.row(
        by=OFFICERS,
        authorise=[two_officers],
        when=[is_questioning, is_approved],
        given=[food_and_rest],
        papers=["record"],
    ),
    Approve.row(
        by=HEADS,
        authorise=[author_is_not_approver],
        when=[not_yet_approved],
        effect=effects.approved,
        ends=["custody.restraint_approval"],
    ),
    Reject.row(
        S.ENDED,
        by=HEADS,
        when=[not_yet_approved],
        effect=effects.rejected,
        ends=[*_HOURS, "custody.restraint_approval"],
    ),
    End.row(
        S.ENDED,
        by=OFFICERS,
        when=[family_told],
        given=[restraint_ends_sober, leaving_signed],
        effect=effects.ended,
        ends=[*_HOURS, "custody.restraint_approval"],
    ),
]


CUSTODY: Table[Custody, CustodyState] = Table(
    kind="custody",
    text=Text("人身措施", "custody"),
    matter=Custody,
    states=CustodyState,
    openings=[
        ProposeMeasure.row(
            S.PROPOSED,
            by=OFFICERS,
            given=[filed_before_coercion, case_is_filed, reason_for_another_summons, sober_for_inquiry],
            effect=effects.proposed,
        ),
        RestrainAtOnce.row(
            S.STARTED,
            by=OFFICERS,
            authorise=[two_officers],
            given=[drunk_and_dangerous, watched_from_the_start, ride_filmed],
            effect=effects.restrained,
            starts=["custody.restraint_approval"],
        ),
        SummonOrally.row(
            S.STARTED,
            by=OFFICERS,
            authorise=[two_officers],
            given=[case_is_filed, found_on_scene, sober_for_inquiry],
            effect=effects.summoned,
            starts=["custody.inquiry_normal"],
        ),
    ],
    moves={
        S.PROPOSED: [
            Approve.row(S.APPROVED, by=HEADS, authorise=[author_is_not_approver], effect=effects.approved),
            Reject.row(S.ENDED, by=HEADS, effect=effects.rejected),
        ],
        S.APPROVED: [*_START, Reject.row(S.ENDED, by=HEADS, effect=effects.rejected)],
        S.STARTED: [*_EXTEND, *_WHILE_HELD],
        S.EXTENDED: [*_EXTEND, *_WHILE_HELD],
        S.ENDED: END,
    },
    everywhere=everywhere(),
    limits=[
        Limit("custody.restraint_approval", OnExpiry.MUST_ACT, (Approve, Reject)),
        *(Limit(code, OnExpiry.MUST_RELEASE, (End,)) for code in _HOURS),
    ],
)
