"""What all topics move: a matter of 14 fields, ten states in a row, nine actions, one guard on each.

Beside the life of nine steps there are the three rows whose cost is measured one by one.
"""

from datetime import UTC, datetime

import attrs

from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.people.person import officer
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Changes, Opening
from precinct.workflow.context import Context
from precinct.workflow.guard import Verdict, guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Table


class ErrandState(State):
    """Where an errand stands."""

    FILED = "filed", "已登记"
    CHECKED = "checked", "已核对"
    ASSIGNED = "assigned", "已分派"
    VISITED = "visited", "已走访"
    HEARD = "heard", "已询问"
    WRITTEN = "written", "已制作"
    REVIEWED = "reviewed", "已审核"
    SIGNED = "signed", "已签发"
    SERVED = "served", "已送达"
    CLOSED = "closed", "已办结"


S = ErrandState


@attrs.frozen(kw_only=True)
class Errand(Matter):
    """Seven fields beside the seven that every matter has."""

    place: str = ""
    reporter: str = ""
    people_met: tuple[str, ...] = ()
    visits: int = 0
    urgency: int = 0
    opened_at: datetime | None = None
    remark: str = ""


@attrs.frozen
class File(Opening[Errand]):
    """The errand begins."""

    zh = "登记"
    place: str


@attrs.frozen
class Step(Action[Errand]):
    """What the nine steps have in common: a payload of one field."""

    visits: int


@attrs.frozen
class Check(Step):
    zh = "核对"


@attrs.frozen
class Assign(Step):
    zh = "分派"


@attrs.frozen
class Visit(Step):
    zh = "走访"


@attrs.frozen
class Hear(Step):
    zh = "询问"


@attrs.frozen
class Write(Step):
    zh = "制作"


@attrs.frozen
class Review(Step):
    zh = "审核"


@attrs.frozen
class Sign(Step):
    zh = "签发"


@attrs.frozen
class Serve(Step):
    zh = "送达"


@attrs.frozen
class Close(Step):
    zh = "办结"


@attrs.frozen
class AskedOnce(Step):
    """One guard."""

    zh = "一问"


@attrs.frozen
class AskedThrice(Step):
    """Two guards on the matter, one on the payload."""

    zh = "三问"


@attrs.frozen
class Counted(Step):
    """One guard, and an effect with its changes."""

    zh = "计次"


@guard("errand.not_negative", "紧急程度不为负", "the urgency is not negative")
def not_negative(errand: Errand, context: Context) -> Verdict:
    return errand.urgency >= 0


@guard("errand.has_place", "有地点", "there is a place")
def has_place(errand: Errand, context: Context) -> Verdict:
    return errand.place != ""


@payload_guard("errand.goes_forward", "次数不减少", "the visits do not become fewer")
def goes_forward(errand: Errand, action: Step, context: Context) -> Verdict:
    return action.visits >= errand.visits


def count_visits(errand: Errand, action: Step, context: Context) -> Changes:
    return {"visits": errand.visits + action.visits}


BY = frozenset({Role.OFFICER})
STEPS = (Check, Assign, Visit, Hear, Write, Review, Sign, Serve, Close)
STATES = tuple(S)

ERRAND = Table(
    kind="errand",
    text=Text("差事", "errand"),
    matter=Errand,
    states=S,
    openings=[File.row(S.FILED, by=BY, effect=lambda opening, context: {"place": opening.place})],
    moves={
        state: [step.row(to, by=BY, when=[not_negative])]
        for state, step, to in zip(STATES, STEPS, STATES[1:], strict=False)
    }
    | {
        S.FILED: [
            Check.row(S.CHECKED, by=BY, when=[not_negative]),
            AskedOnce.row(S.CHECKED, by=BY, when=[not_negative]),
            AskedThrice.row(S.CHECKED, by=BY, when=[not_negative, has_place], given=[goes_forward]),
            Counted.row(S.CHECKED, by=BY, when=[not_negative], effect=count_visits),
        ],
        S.CLOSED: END,
    },
)

PROCEDURE = bare("Asia/Shanghai").with_tables(ERRAND)
WORKFLOW = PROCEDURE.workflow("errand")
OFFICER = officer("012345", "Chen")
CONTEXT = PROCEDURE.context(OFFICER, datetime(2023, 5, 1, 20, 15, tzinfo=UTC))
LIFE = tuple(step(1) for step in STEPS)
"""The nine actions, made beforehand."""


def filed(id: str = "8d3f0e7ac41b4c07a1f2c9d05e6b7a88") -> Errand:
    """A fresh errand, which the engine began."""
    errand: Errand = WORKFLOW.begin(File(id=id, place="Wushan Road 12"), CONTEXT).matter
    return errand
