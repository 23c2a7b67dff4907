"""A call of another system, driven through the report workflow as if it had happened here.

Rules of the file:
1. The rows are always the same: receive, classify, dispatch, arrive, handle, close, as far as the call came.
2. The source's times are payload. The entries' own times follow them, but never run backwards.
3. Nothing is made up: what the source does not say stays empty, or says that the source does not say it.
"""

from collections.abc import Iterator
from datetime import datetime

from precinct.interop.call import Call, Stage
from precinct.matters.procedure import Procedure
from precinct.matters.report import (
    Arrive,
    Channel,
    Classify,
    Close,
    Dispatch,
    Handle,
    Receive,
    Report,
    ReportClass,
    ReportOutcome,
)
from precinct.people.person import SYSTEM
from precinct.workflow.action import Action
from precinct.workflow.entry import Entry

UNNAMED_UNIT = "unnamed-unit"
"""Who was dispatched, since the source names no units."""
NOT_SAID = "the source does not say"

_CHANNELS = {
    "E-911": Channel.PHONE,
    "PHONE": Channel.PHONE,
    "CELL PHONE": Channel.PHONE,
    "TEXT": Channel.PHONE,
    "OFFICER": Channel.PATROL,
    "RADIO": Channel.PATROL,
    "FLAG DOWN": Channel.PATROL,
}

# The first row that has a word of the problem decides; a word with * may go on. What no row knows is an EVENT.
_CLASSES = (
    (ReportClass.TRAFFIC, "TRAFFIC MVC PARKING DWI MOTORIST DRIVER BOOT"),
    (ReportClass.HELP, "ANIMAL SUICIDE MENTAL MISSING RUNAWAY LOST FOUND LOCKOUT"),
    (ReportClass.ADMINISTRATIVE, "DISORDERLY TRESPASS* DRUNK ALCOHOL FIGHT"),
    (ReportClass.CRIMINAL, "ASSAULT BURGLARY LARCENY SHOPLIFTING GLA ROBBERY FRAUD* SWINDLE EMBEZZLEMENT"),
    (ReportClass.CRIMINAL, "SEXUAL DOMESTIC DRUG* WEAPON* GUN STAB* SHOOT* HOMICIDE ABDUCTION BOMB DEST"),
    (ReportClass.COMPLAINT, "COMPLAINT"),
    (ReportClass.FIRE, "FIRE SMOKE"),
    (ReportClass.HELP, "ASSIST CITIZEN PUBLIC HOME"),
)

_UNFOUNDED = {"FALSE", "MD"}


def replay_call(
    procedure: Procedure, call: Call, *, recorded_at: datetime
) -> tuple[Report, tuple[Entry, ...]]:
    """The report that a call makes, and the entries that make it.

    A call that never arrived, or never closed, stays where it stopped. The table knows no reopening, so a
    call that was reopened is handled once, when it was closed for good. A call with an arrival but no
    dispatch is dispatched at its next known moment, since nobody comes to a scene otherwise;
    `Flag.MISSING_DISPATCH` marks it.

    Args:
        procedure: the procedure; `bare` with the zone of the source's place is meant.
        call: the call.
        recorded_at: the one moment at which all of it is written down.

    Returns:
        the report as it stands at the end, and its entries, oldest first.

    Raises:
        Refusal: the procedure does not let the system do one of these moves.
        NaiveDatetime: `recorded_at` has no time zone.
    """
    workflow = procedure.report
    now = call.began_at
    opening = Receive(
        id=call.id,
        channel=_CHANNELS.get(call.reception.upper(), Channel.HANDED_OVER),
        gist=call.problem,
        registered=True,
        evidence_taken=True,
        at=call.at(Stage.STARTED),
    )
    outcome = workflow.begin(opening, procedure.context(SYSTEM, now, recorded_at=recorded_at))
    entries = [outcome.entry]
    for moment, action in _steps(call):
        now = max(now, moment or now)
        context = procedure.context(SYSTEM, now, recorded_at=recorded_at)
        outcome = workflow.apply(outcome.matter, action, context)
        entries.append(outcome.entry)
    return outcome.matter, tuple(entries)


def class_of(problem: str) -> ReportClass:
    """How a report is sorted by the source's words for its problem; coarse, and `EVENT` where unknown."""
    words = "".join(c if c.isalnum() else " " for c in problem.upper()).split()
    for sort, signs in _CLASSES:
        for sign in signs.split():
            stem = sign.removesuffix("*")
            if any(word == sign or (stem != sign and word.startswith(stem)) for word in words):
                return sort
    return ReportClass.EVENT


def _steps(call: Call) -> Iterator[tuple[datetime | None, Action[Report]]]:
    sort = class_of(call.problem)
    yield (
        call.at(Stage.QUEUED),
        Classify(sort) if call.priority is None else Classify(sort, urgency=call.priority),
    )
    dispatched, arrived = call.at(Stage.DISPATCHED), call.at(Stage.ARRIVED)
    sent = dispatched or call.at(Stage.EN_ROUTE) or arrived
    if sent is not None:
        yield sent, Dispatch((UNNAMED_UNIT,), at=dispatched)
    if arrived is not None:
        yield arrived, Arrive(at=arrived)
    finished = call.at(Stage.FINALLY_CLOSED)
    handled = finished if call.reopened else call.at(Stage.CLOSED) or finished
    if handled is not None:
        yield handled, _handled(call, handled)
    if finished is not None:
        yield finished, Close(feedback=call.disposition or NOT_SAID, at=finished)


def _handled(call: Call, at: datetime) -> Handle:
    # The source's disposition says whether a paper was written, hardly ever what was done: it stands word
    # for word as the reason, and the outcome says no more than that nothing is left to do.
    unfounded = call.disposition.partition("-")[0] in _UNFOUNDED
    return Handle(
        ReportOutcome.UNFOUNDED if unfounded else ReportOutcome.NO_FURTHER_ACTION,
        reason=call.disposition or NOT_SAID,
        not_filmed_because=NOT_SAID,
        at=at,
    )
