"""What users may write must type-check as it stands. Read by mypy and pyright, never run."""

from datetime import UTC, date, datetime
from typing import assert_type

import attrs

from precinct import (
    END,
    Action,
    Capacity,
    Context,
    Decision,
    Matter,
    Opening,
    Party,
    Refusal,
    Role,
    State,
    Table,
    Text,
    Unmet,
    Workflow,
    bare,
    cn,
    guard,
    officer,
    opening_guard,
    payload_guard,
)
from precinct.matters.common import Note, Reassign
from precinct.matters.mediation import (
    Agree,
    Agreement,
    Circumstance,
    Consent,
    Mediation,
    MediationState,
    Propose,
)
from precinct.matters.report import Channel, Close, Receive, Report, ReportState
from precinct.workflow.action import Changes, Row, Since
from precinct.workflow.decision import Option
from precinct.workflow.entry import Outcome
from precinct.workflow.guard import Guard, PayloadGuard, Verdict

NOW = datetime(2023, 1, 6, 23, tzinfo=UTC)
CHEN = Party("chen", "陈女士", Capacity.VICTIM)
WEN = Party("wen", "温某", Capacity.OFFENDER, born=date(1980, 3, 2))
context = cn.context(officer("011", "王警官"), NOW)

# --- using what ships ------------------------------------------------------------------------------

outcome = cn.mediation.begin(
    Propose("case-1", NOW, "property_damage", (CHEN, WEN), circumstance=Circumstance.CLOSE_TIES), context
)
assert_type(outcome, Outcome[Mediation])
assert_type(outcome.matter, Mediation)
assert_type(cn.mediation.apply(outcome.matter, Consent("wen"), context).matter, Mediation)
assert_type(cn.mediation.decide(outcome.matter, Consent("wen"), context), Decision)
assert_type(cn.mediation.options(outcome.matter, context), tuple[Option, ...])
assert_type(cn.mediation.replay([outcome.entry]), Mediation)
assert_type(cn.mediation, Workflow[Mediation, MediationState])
assert_type(bare("America/New_York").report, Workflow[Report, ReportState])
assert_type(cn.report.begin(Receive(Channel.PHONE), context).matter.received_at, datetime)

# What every matter has goes with each of them.
cn.mediation.apply(outcome.matter, Note("电话已回"), context)
cn.report.apply(cn.report.begin(Receive(Channel.PHONE), context).matter, Reassign("012", "值班"), context)
cn.mediation.apply(
    outcome.matter, Agree(Agreement("事实", "内容", date(2023, 1, 9), "现金", ("chen", "wen"))), context
)


def ask(matter: Mediation) -> tuple[str, ...]:
    """A refusal carries its decision."""
    try:
        return cn.mediation.apply(matter, Consent(party="wen"), context).matter.consents
    except Refusal as refusal:
        return refusal.decision.codes


def one_of_several(matter: Report, urgent: bool) -> Outcome[Report]:
    """Actions of one matter may be mixed."""
    action: Action[Report] = Close("已反馈") if urgent else Note("待办")
    return cn.report.apply(matter, action, context)


# --- a workflow of one's own -----------------------------------------------------------------------


class LetterState(State):
    """Where a letter stands."""

    RECEIVED = "received", "收到"
    ANSWERED = "answered", "答复"


S = LetterState


@attrs.frozen(kw_only=True)
class Letter(Matter):
    """A letter."""

    sender: str
    received_at: datetime
    answer: str = ""


@attrs.frozen
class TakeIn(Opening[Letter]):
    """Take a letter in."""

    zh = "收信"
    sender: str


@attrs.frozen
class Answer(Action[Letter]):
    """Answer it."""

    zh = "答复"
    text: str


@opening_guard("letter.signed", "有署名", "it is signed")
def signed(a: TakeIn, context: Context) -> Verdict:
    """An anonymous letter is taken in another way."""
    return a.sender != "" or Unmet(Text("另行登记", "enter it elsewhere"), sender="nobody")


@guard("letter.unanswered", "尚未答复", "it has not been answered")
def unanswered(m: Letter, context: Context) -> Verdict:
    """One answer is enough."""
    return m.answer == ""


@payload_guard("letter.says_something", "答复有内容", "the answer says something")
def says_something(m: Letter, a: Answer, context: Context) -> Verdict:
    """An empty answer is none."""
    return a.text.strip() != ""


@guard("matter.not_recused", "无人回避", "nobody is recused")
def nobody_recused(m: Matter, context: Context) -> Verdict:
    """A guard on any matter serves for each."""
    return m.recused == ()


def _taken_in(a: TakeIn, context: Context) -> Changes:
    return {"sender": a.sender, "received_at": context.occurred_at}


def _answered(m: Letter, a: Answer, context: Context) -> Changes:
    return {"answer": a.text}


assert_type(unanswered, Guard[Letter])
assert_type(says_something, PayloadGuard[Letter, Answer])

row = Answer.row(
    S.ANSWERED,
    by=[Role.OFFICER],
    when=[unanswered, nobody_recused],
    given=[says_something],
    where=lambda m, a, context: a.text != m.answer,
    effect=_answered,
    starts=["letter.answer", Since("letter.other", lambda m: m.received_at)],
)
assert_type(row, Row[Letter])

LETTER: Table[Letter, LetterState] = Table(
    kind="letter",
    text=Text("群众来信", "letter"),
    matter=Letter,
    states=LetterState,
    openings=[TakeIn.row(S.RECEIVED, by=[Role.RECEPTIONIST], given=[signed], effect=_taken_in)],
    moves={S.RECEIVED: [row], S.ANSWERED: END},
)
assert_type(Workflow(LETTER, cn.law).begin(TakeIn("群众"), context).matter, Letter)
cn.with_tables(LETTER)
