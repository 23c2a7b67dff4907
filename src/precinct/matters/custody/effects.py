"""What the moves of a measure change."""

from datetime import UTC, timedelta

from precinct.matters.custody.actions import (
    AnswerStay,
    Approve,
    AskStay,
    BringForQuestioning,
    ChangeWatch,
    ComeBack,
    End,
    EndAppraisal,
    EnterDetentionHouse,
    Extend,
    FindNewCrime,
    ForceSummons,
    GoOnLeave,
    MakeUp,
    ProposeMeasure,
    ProtectAtOnce,
    Question,
    RefuseArrest,
    Reject,
    RequestArrest,
    RestartTime,
    RestrainAtOnce,
    SendToFacility,
    Start,
    StopForAppraisal,
    SummonOrally,
    TakeInArrived,
    TellAndHear,
    TellFamily,
    TurnCriminal,
    UseInstrument,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import Coming, EndReason, Measure, RestartGround, Stay, Tier
from precinct.people.person import Party
from precinct.workflow.action import Changes
from precinct.workflow.context import Context


def _begun(measure: Measure, case: str, person: Party, context: Context) -> dict[str, object]:
    return {
        "measure": measure,
        "case": case,
        "person": person,
        "proposed_by": context.actor.id,
        "officer": context.actor.id,
    }


def proposed(a: ProposeMeasure, context: Context) -> Changes:
    return {
        **_begun(a.measure, a.case, a.person, context),
        "drunk": a.drunk,
        "serious": a.serious,
        "surety": a.surety,
        "deposit": a.deposit,
        "place": a.place,
        "days": a.days - a.credited_days,
    }


def restrained(a: RestrainAtOnce, context: Context) -> Changes:
    return {
        **_begun(Measure.RESTRAINT, a.case, a.person, context),
        "started_at": context.occurred_at,
        "watcher": a.watcher,
        "drunk": True,
    }


def protected(a: ProtectAtOnce, context: Context) -> Changes:
    return {
        **_begun(Measure.PROTECTIVE_RESTRAINT, a.case, a.person, context),
        "started_at": context.occurred_at,
        "watcher": a.watcher,
    }


def summoned(a: SummonOrally, context: Context) -> Changes:
    return {
        **_begun(Measure.INQUIRY, a.case, a.person, context),
        "summoned_orally": True,
        "started_at": context.occurred_at,
    }


def taken_in(a: TakeInArrived, context: Context) -> Changes:
    return {
        **_begun(Measure.INQUIRY, a.case, a.person, context),
        "came": a.came,
        "started_at": context.occurred_at,
    }


def brought(a: BringForQuestioning, context: Context) -> Changes:
    return {
        **_begun(Measure.CONTINUED_QUESTIONING, a.case, a.person, context),
        "came": Coming.STOPPED,
        "special": a.special,
        "started_at": context.occurred_at,
    }


def approved(m: Custody, a: Approve, context: Context) -> Changes:
    return {"approved_by": context.actor.id}


def rejected(m: Custody, a: Reject | RefuseArrest, context: Context) -> Changes:
    return {"end_reason": EndReason.NOT_APPROVED, "ended_at": context.occurred_at}


def forced(m: Custody, a: ForceSummons, context: Context) -> Changes:
    return {"forced": True}


def started(m: Custody, a: Start, context: Context) -> Changes:
    return {
        "started_at": context.occurred_at,
        "tier": a.tier,
        "watcher": a.watcher,
        "identity_unknown": a.identity_unknown,
        "drunk": m.drunk if a.drunk is None else a.drunk,
    }


def began_days(m: Custody, a: Start, context: Context) -> Changes:
    """The limit is that of the last day alone, so it counts from where that day begins."""
    # In UTC: wall clocks may jump on the way, a person's days do not.
    last_day = context.occurred_at.astimezone(UTC) + timedelta(days=max(m.days - 1, 0))
    return {"started_at": context.occurred_at, "counts_from": last_day}


def extended(m: Custody, a: Extend, context: Context) -> Changes:
    """The longer time runs from the same arrival, later by the whole days for which the shorter one stood still."""
    still = timedelta(days=timedelta(seconds=m.stood_still).days)
    longer = {"tier": a.tier, "identity_unknown": m.identity_unknown or a.identity_unknown}
    if not still or m.started_at is None:
        return longer
    arrived = (m.counts_from or m.started_at).astimezone(UTC)
    return {**longer, "counts_from": arrived + still, "stood_still": 0}


def told(m: Custody, a: TellFamily, context: Context) -> Changes:
    return {"family_told": a.told}


def heard(m: Custody, a: TellAndHear, context: Context) -> Changes:
    return {"told_and_heard": True}


def held_with(m: Custody, a: UseInstrument, context: Context) -> Changes:
    return {"instruments": tuple(dict.fromkeys((*m.instruments, a.instrument)))}


def watched_by(m: Custody, a: ChangeWatch, context: Context) -> Changes:
    return {"watcher": a.watcher}


def questioned(m: Custody, a: Question, context: Context) -> Changes:
    return {
        "lawyer_told": m.lawyer_told or a.lawyer_told,
        "drunk": m.drunk if a.drunk is None else a.drunk,
    }


def turned(m: Custody, a: TurnCriminal, context: Context) -> Changes:
    return {
        "measure": Measure.CRIMINAL_SUMMONS,
        "case": a.case,
        "tier": Tier.NORMAL,
        "approved_by": context.actor.id,
        "serious": m.serious or a.serious,
    }


def sent_to_facility(m: Custody, a: SendToFacility, context: Context) -> Changes:
    return {"end_reason": EndReason.INTO_FACILITY, "ended_at": context.occurred_at}


def ended(m: Custody, a: End, context: Context) -> Changes:
    return {
        "end_reason": a.reason,
        "ended_at": context.occurred_at,
        "drunk": m.drunk and a.reason is not EndReason.SOBER,
        "leaving_signed": a.leaving_signed or a.refusal_noted,
    }


def made_up(m: Custody, a: MakeUp, context: Context) -> Changes:
    return {
        "family_told": a.told or m.family_told,
        "told_and_heard": a.heard or m.told_and_heard,
        "leaving_signed": a.signed or m.leaving_signed,
    }


def entered(m: Custody, a: EnterDetentionHouse, context: Context) -> Changes:
    return {"in_detention_house": True}


def requested(m: Custody, a: RequestArrest, context: Context) -> Changes:
    return {"arrest_requested": True, "arrest_requested_at": context.occurred_at}


def _runs_on(m: Custody, context: Context) -> dict[str, object]:
    now = context.occurred_at.astimezone(UTC)
    still = max(now - (m.paused_at or now), timedelta(0))
    return {"paused_at": None, "stood_still": m.stood_still + still // timedelta(seconds=1)}


def stopped(m: Custody, a: StopForAppraisal, context: Context) -> Changes:
    return {"in_appraisal": True, "paused_at": context.occurred_at}


def ran_on(m: Custody, a: EndAppraisal, context: Context) -> Changes:
    return {"in_appraisal": False, **_runs_on(m, context)}


def found(m: Custody, a: FindNewCrime, context: Context) -> Changes:
    return {"new_crime_at": context.occurred_at}


def restarted(m: Custody, a: RestartTime, context: Context) -> Changes:
    """For a new crime the time runs from the day on which it was found, otherwise from now."""
    if a.ground is RestartGround.NEW_CRIME:
        return {"tier": Tier.NORMAL, "counts_from": m.new_crime_at, "new_crime_at": None, "stood_still": 0}
    return {
        "tier": Tier.NORMAL,
        "counts_from": context.occurred_at,
        "identity_unknown": False,
        "stood_still": 0,
    }


def asked_stay(m: Custody, a: AskStay, context: Context) -> Changes:
    return {"stay": Stay.ASKED}


def answered_stay(m: Custody, a: AnswerStay, context: Context) -> Changes:
    return {"stay": Stay.GRANTED if a.granted else Stay.REFUSED}


def left(m: Custody, a: GoOnLeave, context: Context) -> Changes:
    return {"on_leave": True, "paused_at": context.occurred_at}


def came_back(m: Custody, a: ComeBack, context: Context) -> Changes:
    return {"on_leave": False, **_runs_on(m, context)}
