"""A small workflow of its own for tests of the engine: something is counted until it is closed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.people.person import Actor, officer
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Opening
from precinct.workflow.authority import two_officers
from precinct.workflow.guard import Unmet, guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Limit, OnExpiry, Table
from precinct.workflow.workflow import Workflow

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2023, 1, 6, 23, 0, tzinfo=SHANGHAI)
HOUSE = bare("Asia/Shanghai")
PACK = attrs.evolve(HOUSE.law, waived=frozenset())


class S(State):
    OPEN = "open", "进行"
    FULL = "full", "已满"
    CLOSED = "closed", "结束"


@attrs.frozen(kw_only=True)
class Counter(Matter):
    count: int = attrs.field(default=0, validator=attrs.validators.ge(0))


@attrs.frozen
class Begin(Opening[Counter]):
    zh = "开始"
    count: int = 0


@attrs.frozen
class Add(Action[Counter]):
    zh = "增加"
    by: int


@attrs.frozen
class Close(Action[Counter]):
    zh = "结束"


@attrs.frozen
class Look(Action[Counter]):
    zh = "查看"


@guard("counter.not_empty", "已有数目", "something was counted")
def not_empty(m, context):
    return m.count > 0 or Unmet(Text("先增加", "add something"), count=m.count)


@payload_guard("counter.small_step", "一次不超过十", "no more than ten at once")
def small_step(m, a, context):
    return a.by <= 10 or Unmet(None, by=a.by)


@payload_guard("counter.forward", "只增不减", "it only grows")
def forward(m, a, context):
    return a.by > 0 or Unmet(None, by=a.by)


def fills(m, a, context):
    return m.count + a.by >= 10


def added(m, a, context):
    return {"count": m.count + a.by}


ADD = Add.row(by=[Role.OFFICER], given=[forward, small_step], effect=added)
FILL = Add.row(
    S.FULL, by=[Role.OFFICER], given=[forward, small_step], where=fills, effect=added, starts=["counter.time"]
)
CLOSE = Close.row(
    S.CLOSED,
    by=[Role.UNIT_HEAD],
    authorise=[two_officers],
    when=[not_empty],
    ends=["counter.time"],
    papers=["sheet"],
)

TABLE = Table(
    kind="counter",
    text=Text("计数", "counter"),
    matter=Counter,
    states=S,
    openings=[Begin.row(S.OPEN, by=[Role.OFFICER], effect=lambda a, context: {"count": a.count})],
    moves={S.OPEN: [FILL, ADD, CLOSE], S.FULL: [CLOSE], S.CLOSED: END},
    everywhere=[Look.row(by=Role)],
    limits=[Limit("counter.time", OnExpiry.WARN, (Close,))],
)
WORKFLOW = Workflow(TABLE, PACK)

WANG = officer("1", "王")
LI = officer("2", "李")
HEAD = officer("9", "赵", Role.UNIT_HEAD)
CLERK = Actor("5", "孙", {Role.DATA_CLERK})


def context(actor=WANG, **more):
    return HOUSE.context(actor, NIGHT, **more)


def counter(count=1, state=S.OPEN, **more):
    return Counter(id="c1", state=state, version=1, count=count, **more)


def with_rows(*rows, state=S.OPEN):
    """The table with other rows in one state."""
    return attrs.evolve(TABLE, moves={**TABLE.moves, state: [*rows]})
