"""The rows of an administrative case once a decision stands, and all of its time limits."""

from precinct.matters.administrative_case import effects, effects_after
from precinct.matters.administrative_case.actions import (
    Conclude,
    Decide,
    Execute,
    ExtendTime,
    HoldHearing,
    RequestHearing,
    Revise,
    Revoke,
    Serve,
)
from precinct.matters.administrative_case.actions_after import (
    BankCash,
    DeclareUnenforceable,
    FileCopy,
    GrantInstalments,
    HandInCash,
    PublishDecision,
    Reopen,
    TellFamily,
)
from precinct.matters.administrative_case.actions_evidence import (
    GoOnSearching,
    GrantReappraisal,
    TellAppraisal,
)
from precinct.matters.administrative_case.actions_hearing import (
    CallHearing,
    DropHearing,
    LeaveQuickHandling,
)
from precinct.matters.administrative_case.guards import (
    cash_is_handed_in,
    cash_is_held,
    copy_and_cash_in,
    family_told_of_detention,
    has_fine,
    instalments_ahead,
    is_detention,
    no_detention_unserved,
    order_named,
    published_long_enough,
    punished_served,
    revision_within_power,
    rights_told,
    victims_served,
    within_station_power,
)
from precinct.matters.administrative_case.guards_person import detention_may_be_executed
from precinct.matters.administrative_case.record import AdministrativeCase, CashAt
from precinct.matters.administrative_case.rows import LOOSE_ENDS, PENALTY_IS_LAWFUL
from precinct.matters.administrative_case.states import AdministrativeState
from precinct.matters.common import HEADS, OFFICERS, RECUSAL_LIMITS
from precinct.workflow.context import Context
from precinct.workflow.table import Limit, OnExpiry

S = AdministrativeState


def _fine_is_owed(m: AdministrativeCase, a: Serve, context: Context) -> bool:
    return m.penalty is not None and m.penalty.fine_of_all > 0 and m.cash_at is CashAt.NOWHERE


def _record_is_sealed(m: AdministrativeCase, a: Conclude | DeclareUnenforceable, context: Context) -> bool:
    """Whether the law of the day seals the record of a penalty: of everybody's, or of a minor's."""
    law, day = context.law, context.day
    if not (law.has_choice("sealing.grounds", day) and law.has_value("sealing.minor_age", day)):
        return False
    sealed = law.choice("sealing.grounds", day)
    if "breach_record" in sealed or "minors_record" not in sealed:
        return "breach_record" in sealed
    below = law.value("sealing.minor_age", day).amount
    ages = [party.age_on(m.act_day) for party in m.offenders]
    return any(age is not None and age < below for age in ages)


_SERVICE = ["case.decision_service"]


_MONEY = ["case.spot_copy", "case.cash_to_organ", "case.cash_to_bank"]


_CARRYING_OUT = ["case.payment"]


_SERVED_TO = [rights_told, punished_served, victims_served, published_long_enough]


SERVE = [
    PublishDecision.row(
        by=OFFICERS, effect=effects_after.decision_published, ends=_SERVICE, papers=["public_notice"]
    ),
    Serve.row(
        S.SERVED,
        by=OFFICERS,
        given=_SERVED_TO,
        where=_fine_is_owed,
        ends=_SERVICE,
        starts=["case.payment"],
        papers=["proof_of_service"],
    ),
    Serve.row(S.SERVED, by=OFFICERS, given=_SERVED_TO, ends=_SERVICE, papers=["proof_of_service"]),
]
"""The decision reaches those whom it concerns."""


MONEY = [
    FileCopy.row(by=OFFICERS, effect=effects_after.copy_filed, ends=["case.spot_copy"]),
    HandInCash.row(
        by=OFFICERS,
        when=[cash_is_held],
        effect=effects_after.cash_handed_in,
        ends=["case.cash_to_organ"],
        starts=["case.cash_to_bank"],
    ),
    BankCash.row(
        by=OFFICERS, when=[cash_is_handed_in], effect=effects_after.cash_banked, ends=["case.cash_to_bank"]
    ),
]
"""What follows a decision on the spot."""


TELL_FAMILY = TellFamily.row(
    by=OFFICERS, when=[is_detention], effect=effects_after.family_told, papers=["family_notice"]
)


UNDO = [
    Revoke.row(
        S.NOT_PUNISHED,
        by=HEADS,
        when=[within_station_power],
        given=[order_named],
        effect=effects.no_penalty,
        ends=[*_SERVICE, *_MONEY, *_CARRYING_OUT],
    ),
    Reopen.row(
        S.INVESTIGATING,
        by=HEADS,
        when=[within_station_power],
        given=[order_named],
        effect=effects_after.reopened,
        ends=[*_SERVICE, *_MONEY, *_CARRYING_OUT],
        starts=["case.time"],
    ),
]
"""A wrong decision is taken back, for good or to decide anew."""


REVISE_BEFORE_SERVICE = Revise.row(
    S.REVISED,
    by=HEADS,
    when=[within_station_power],
    given=[order_named, revision_within_power, *PENALTY_IS_LAWFUL],
    effect=effects.revised,
)


REVISE_AFTER_SERVICE = Revise.row(
    S.REVISED,
    by=HEADS,
    when=[within_station_power],
    given=[order_named, revision_within_power, *PENALTY_IS_LAWFUL],
    effect=effects.revised,
    ends=_CARRYING_OUT,
    starts=_SERVICE,
)


CARRY_OUT = [
    Execute.row(
        S.EXECUTED,
        by=OFFICERS,
        when=[family_told_of_detention, detention_may_be_executed, no_detention_unserved],
        ends=_CARRYING_OUT,
    ),
    GrantInstalments.row(by=HEADS, when=[has_fine], given=[instalments_ahead], ends=["case.payment"]),
    DeclareUnenforceable.row(
        S.CLOSED,
        by=HEADS,
        when=[copy_and_cash_in, *LOOSE_ENDS],
        where=_record_is_sealed,
        ends=[*_MONEY, *_CARRYING_OUT],
        hands_over=["sealing"],
    ),
    DeclareUnenforceable.row(
        S.CLOSED,
        by=HEADS,
        when=[copy_and_cash_in, *LOOSE_ENDS],
        ends=[*_MONEY, *_CARRYING_OUT],
    ),
]
"""From service to execution."""


CONCLUDE = [
    Conclude.row(
        S.CLOSED,
        by=OFFICERS,
        when=[copy_and_cash_in, *LOOSE_ENDS],
        where=_record_is_sealed,
        hands_over=["sealing"],
    ),
    Conclude.row(S.CLOSED, by=OFFICERS, when=[copy_and_cash_in, *LOOSE_ENDS]),
]
"""The case is closed; where the law seals its record, the station is asked to."""


LIMITS = [
    *RECUSAL_LIMITS,
    Limit("case.time", OnExpiry.WARN, (ExtendTime, GoOnSearching)),
    Limit("case.extension", OnExpiry.WARN, (ExtendTime,)),
    Limit("case.time_after_mediation", OnExpiry.WARN, (ExtendTime, GoOnSearching)),
    Limit("case.appraisal_notice", OnExpiry.MUST_ACT, (TellAppraisal,)),
    Limit("case.reappraisal_request", OnExpiry.LAPSE, (GrantReappraisal,)),
    Limit("case.quick_decision", OnExpiry.MUST_ACT, (Decide, LeaveQuickHandling)),
    Limit("case.hearing_request", OnExpiry.LAPSE, (RequestHearing, Decide)),
    Limit("case.hearing_accept", OnExpiry.MUST_ACT, (CallHearing,)),
    Limit("case.hearing", OnExpiry.WARN, (HoldHearing, DropHearing)),
    Limit("case.decision_service", OnExpiry.MUST_ACT, (Serve, PublishDecision)),
    Limit("case.spot_copy", OnExpiry.MUST_ACT, (FileCopy,)),
    Limit("case.cash_to_organ", OnExpiry.MUST_ACT, (HandInCash,)),
    Limit("case.cash_to_bank", OnExpiry.MUST_ACT, (BankCash,)),
    Limit("case.payment", OnExpiry.WARN, (Execute, GrantInstalments)),
]
