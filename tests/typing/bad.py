"""Mistakes that mypy and pyright must both find.

Each `type: ignore` is an assertion: both checkers heed it, and to both one that is not needed is an error.
"""

from datetime import UTC, datetime

import attrs

from precinct import END, Action, Context, Role, State, Table, Text, cn, guard, officer, payload_guard
from precinct.matters.mediation import MEDIATION, Consent, Mediation, MediationState, Propose
from precinct.matters.report import Channel, Close, Receive, Report, ReportState
from precinct.workflow.guard import Verdict

NOW = datetime(2023, 1, 6, 23, tzinfo=UTC)
context = cn.context(officer("011", "王警官"), NOW)


def wrong_actions(m: Mediation, r: Report) -> None:
    """An action belongs to its matter, an opening opens, a matter goes to its own workflow."""
    cn.mediation.apply(m, Close("已反馈"), context)  # type: ignore[arg-type]
    cn.mediation.decide(m, Close("已反馈"), context)  # type: ignore[arg-type]
    cn.report.apply(r, Consent("wen"), context)  # type: ignore[arg-type]
    cn.mediation.apply(r, Consent("wen"), context)  # type: ignore[arg-type]
    cn.mediation.begin(Receive(Channel.PHONE), context)  # type: ignore[arg-type]
    cn.report.begin(Close("已反馈"), context)  # type: ignore[arg-type]
    cn.report.apply(r, Receive(Channel.PHONE), context)  # type: ignore[arg-type]
    cn.report.apply(r, Close, context)  # type: ignore[arg-type]
    cn.report.apply(r, "close", context)  # type: ignore[arg-type]


def wrong_payloads() -> None:
    """A payload has the types of its fields, all of them, and no others."""
    Consent(party=3)  # type: ignore[arg-type]
    Consent()  # type: ignore[call-arg]
    Consent("wen", colour="red")  # type: ignore[call-arg]
    Receive("phone")  # type: ignore[arg-type]
    Propose("case-1", "2023-01-06", "property_damage", ())  # type: ignore[arg-type]


def frozen(m: Mediation, consent: Consent) -> None:
    """Nothing is assigned to, and there is no field but those that are declared."""
    m.state = MediationState.AGREED  # type: ignore[misc]
    consent.party = "chen"  # type: ignore[misc]
    print(m.colour)  # type: ignore[attr-defined]
    print(cn.letter)  # type: ignore[attr-defined]


class LetterState(State):
    """Where a letter stands."""

    RECEIVED = "received", "收到"


@attrs.frozen
class Stamp(Action[Report]):
    """Put a stamp on a report."""

    zh = "盖章"
    number: int


@guard("mediation.in_session", "正在调解", "it is in session")
def in_session(m: Mediation, context: Context) -> Verdict:
    """A guard on mediations alone."""
    return m.sessions > 0


@payload_guard("report.closed_with_words", "结束有反馈", "the end says something")
def closed_with_words(m: Report, a: Close, context: Context) -> Verdict:
    """A guard on one action of reports."""
    return a.feedback != ""


def wrong_answer(m: Report, context: Context) -> str:
    """A test that answers a text."""
    return m.gist


guard("report.no_answer", "无", "none")(wrong_answer)  # type: ignore[arg-type]

Stamp.row(by=[Role.OFFICER], when=[in_session])  # type: ignore[list-item]
Stamp.row(by=[Role.OFFICER], given=[closed_with_words])  # type: ignore[list-item]
Stamp.row(by=[Role.OFFICER], effect=lambda m, a, context: {"gist": a.colour})  # type: ignore[attr-defined]
Stamp.row(by=["officer"])  # type: ignore[list-item]
Stamp.row("classified", by=[Role.OFFICER])  # type: ignore[arg-type]

reports: Table[Report, ReportState] = Table(
    kind="report",
    text=Text("警情", "report"),
    matter=Report,
    states=ReportState,
    openings=[Propose.row(ReportState.RECEIVED, by=[Role.OFFICER])],  # type: ignore[list-item]
    moves={
        ReportState.RECEIVED: [
            Stamp.row(ReportState.CLOSED, by=[Role.OFFICER]),
            Consent.row(ReportState.CLOSED, by=[Role.OFFICER]),  # type: ignore[list-item]
        ],
        ReportState.CLOSED: END,
    },
)

mine: Table[Report, ReportState] = MEDIATION  # type: ignore[assignment]
