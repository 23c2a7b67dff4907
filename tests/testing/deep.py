"""A table as deep and as narrow as any: fifteen states in a line, and at each step conditions of every sort.

No hint is given for any of its fields; their names say nothing that the kit knows.
"""

from datetime import date
from enum import Enum

import attrs

from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.people.person import Sex
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Opening
from precinct.workflow.guard import Unmet, guard, opening_guard, payload_guard
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import Table

LENGTH = 15


class Line(State):
    """The states, in a line."""

    S00 = "s00", "零"
    S01 = "s01", "一"
    S02 = "s02", "二"
    S03 = "s03", "三"
    S04 = "s04", "四"
    S05 = "s05", "五"
    S06 = "s06", "六"
    S07 = "s07", "七"
    S08 = "s08", "八"
    S09 = "s09", "九"
    S10 = "s10", "十"
    S11 = "s11", "十一"
    S12 = "s12", "十二"
    S13 = "s13", "十三"
    S14 = "s14", "十四"
    S15 = "s15", "十五"


class Colour(Enum):
    """One of six."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    BROWN = "brown"


@attrs.frozen(kw_only=True)
class Long(Matter):
    """What goes down the line."""

    colour: Colour = Colour.RED
    base: int = 0
    token: str = ""
    sealed: bool = False
    rounds: int = 0


@attrs.frozen
class Enter(Opening[Long]):
    """The beginning; its colour is asked for at the end."""

    zh = "进入"
    colour: Colour
    base: int


@attrs.frozen
class Push(Action[Long]):
    """One step on."""

    zh = "推进"
    aye: bool
    nay: bool
    hue: Colour
    sum: int
    word: str
    since: date
    marks: tuple[Colour, ...] = ()


@attrs.frozen
class Seal(Action[Long]):
    """Something that must be done on the way."""

    zh = "封存"
    aye: bool
    token: str


@attrs.frozen
class Turn(Action[Long]):
    """Once round."""

    zh = "转"


def _push(n, name, zh="条件"):
    return payload_guard(f"line.{name}_{n:02}", f"{zh}{n}", f"{name} {n} holds")


def _when(n, name):
    return guard(f"line.{name}_{n:02}", f"情况{n}", f"{name} {n} holds")


def conditions(n):  # noqa: C901 - many small conditions
    """What is asked at the n-th step: as `(when, given)`, three or four conditions in all."""
    colour, other = tuple(Colour)[n % 6], tuple(Colour)[(n + 2) % 6]

    @_push(n, "flags")
    def flags(m, a, context):
        fits = a.aye is (n % 2 == 0) and a.nay is (n % 3 == 0)
        return fits or Unmet(None, aye=a.aye, nay=a.nay)

    @_push(n, "hue")
    def hue(m, a, context):
        return a.hue is colour or Unmet(None, hue=a.hue)

    @_push(n, "sum")
    def sum_in_range(m, a, context):
        least = m.base + 10 * n
        return least <= a.sum < least + 10 or Unmet(None, sum=a.sum, least=least)

    @_push(n, "word")
    def word(m, a, context):
        found = [b.state for b in context.related if b.id == a.word and b.kind == "mediation"]
        return "performed" in found or Unmet(None, word=a.word, state=", ".join(found) or "unknown")

    @_push(n, "since")
    def since(m, a, context):
        return 0 <= (context.day - a.since).days <= 7 or Unmet(None, since=a.since, day=context.day)

    @_push(n, "marks")
    def marks(m, a, context):
        return set(a.marks) == {colour, other} or Unmet(None, marks=len(set(a.marks)))

    @_when(n, "companions")
    def two_beside(m, context):
        beside = [one for one in context.companions if Role.OFFICER in one.roles]
        return len(beside) >= 2 or Unmet(None, beside=len(beside))

    @_when(n, "woman")
    def woman(m, context):
        return (context.actor.sex is Sex.FEMALE and context.filmed) or Unmet(None, filmed=context.filmed)

    @_when(n, "room")
    def room(m, context):
        return (context.in_case_room and not context.filmed) or Unmet(None, filmed=context.filmed)

    @_when(n, "custody")
    def custody_over(m, context):
        found = [b.case for b in context.related if b.kind == "custody" and b.ended]
        return m.id in found or Unmet(None, cases=", ".join(found) or "none")

    @_when(n, "sealed")
    def sealed(m, context):
        return m.sealed or Unmet(None, sealed=False)

    @_when(n, "rounds")
    def thrice(m, context):
        return m.rounds >= 3 or Unmet(None, rounds=m.rounds)

    @_when(n, "began")
    def began(m, context):
        return m.colour is Colour.BLUE or Unmet(None, colour=m.colour)

    sets = [
        ([two_beside], [flags, hue, sum_in_range]),
        ([custody_over], [word, marks]),
        ([woman], [since, hue, flags]),
        ([room, sealed], [word, sum_in_range]),
        ([thrice], [flags, hue, marks]),
    ]
    when, given = sets[n % len(sets)]
    return ([*when, began] if n == LENGTH - 1 else when), given


@opening_guard("line.base", "基数", "the base is small and not nothing")
def base_is_small(a, context):
    return 0 < a.base < 500 or Unmet(None, base=a.base)


@payload_guard("line.token", "标记", "the token is the id of the matter")
def token_is_id(m, a, context):
    return (a.token == m.id and a.aye) or Unmet(None, token=a.token)


def _pushed(m, a, context):
    return {"sealed": False, "rounds": 0}


def _rows(n, state, following):
    when, given = conditions(n)
    return [
        Push.row(following, by=[Role.OFFICER], when=when, given=given, effect=_pushed),
        Seal.row(
            by=[Role.UNIT_HEAD],
            given=[token_is_id],
            effect=lambda m, a, context: {"sealed": True, "token": a.token},
        ),
        Turn.row(by=[Role.OFFICER], effect=lambda m, a, context: {"rounds": m.rounds + 1}),
    ]


STATES = tuple(Line)
DEEP = Table(
    kind="line",
    text=Text("长链", "line"),
    matter=Long,
    states=Line,
    openings=[
        Enter.row(
            STATES[0],
            by=[Role.OFFICER],
            given=[base_is_small],
            effect=lambda a, context: {"colour": a.colour, "base": a.base},
        )
    ],
    moves={
        **{state: _rows(n, state, STATES[n + 1]) for n, state in enumerate(STATES[:LENGTH])},
        STATES[LENGTH]: END,
    },
)
PROCEDURE = bare("Asia/Shanghai").with_tables(DEEP)
WORKFLOW = PROCEDURE.workflow("line")
