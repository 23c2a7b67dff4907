"""Moves that every matter has, whatever its state: note, correct, reassign, recuse."""

from typing import Any, TypeVar

import attrs

from precinct.basics.text import Named, Text
from precinct.people.role import Role
from precinct.workflow.action import Action, Changes, Row
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard
from precinct.workflow.matter import Matter

M = TypeVar("M", bound=Matter)

OFFICERS = frozenset({Role.OFFICER})
DESK = frozenset({Role.RECEPTIONIST, Role.OFFICER})
STAFF = frozenset(
    {
        Role.RECEPTIONIST,
        Role.VIDEO_OPERATOR,
        Role.DATA_CLERK,
        Role.OFFICER,
        Role.AUXILIARY,
        Role.COMMUNITY_OFFICER,
    }
)
HEADS = frozenset({Role.UNIT_HEAD, Role.COUNTY_HEAD})
UNIT_HEAD = frozenset({Role.UNIT_HEAD})
COUNTY_HEAD = frozenset({Role.COUNTY_HEAD})


@attrs.frozen
class Note(Action[M]):
    """Write something down; nothing else changes. Stays in the entry."""

    zh = "备注"
    text: str


@attrs.frozen
class Correct(Action[M]):
    """Say that an earlier entry was wrong, and what is right. The earlier entry stays as it was."""

    zh = "更正"
    entry: int
    right: str
    why: str


@attrs.frozen
class Reassign(Action[M]):
    """Give the matter to another officer."""

    zh = "改派"
    officer: str = attrs.field(validator=attrs.validators.min_len(1))
    why: str


class RecusalGround(Named):
    """Why an officer must stay out."""

    PARTY_OR_RELATIVE = "party_or_relative", "本人或者近亲属为当事人"
    INTEREST = "interest", "本人或者近亲属有利害关系"
    OTHER_TIE = "other_tie", "其他可能影响公正处理的关系"


@attrs.frozen
class Recuse(Action[M]):
    """Keep an officer out of the matter from now on."""

    zh = "回避"
    officer: str = attrs.field(validator=attrs.validators.min_len(1))
    ground: RecusalGround


@payload_guard("common.earlier_entry", "所更正的记录已存在", "the corrected entry exists")
def earlier_entry(m: Matter, a: Correct[Any], context: Context) -> Verdict:
    """A correction names an entry of this matter."""
    return 1 <= a.entry <= m.version or Unmet(
        Text(f"请指明第1至{m.version}条记录", f"name an entry from 1 to {m.version}"),
        named=a.entry,
        last=m.version,
    )


@payload_guard("common.officer_may_take_it", "接办民警未被回避", "the officer who gets it is not recused")
def officer_may_take_it(m: Matter, a: Reassign[Any], context: Context) -> Verdict:
    """A recused officer takes no part."""
    return a.officer not in m.recused or Unmet(
        Text("请指定其他民警", "name another officer"), officer=a.officer, recused=", ".join(m.recused)
    )


def _give_to(m: Matter, a: Reassign[Any], context: Context) -> Changes:
    return {"officer": a.officer}


def _keep_out(m: Matter, a: Recuse[Any], context: Context) -> Changes:
    return {"recused": tuple(dict.fromkeys((*m.recused, a.officer)))}


def everywhere() -> list[Row[Any]]:
    """The rows that stand under `everywhere` in every table."""
    return [
        Note.row(by=STAFF | HEADS),
        Correct.row(by=STAFF | HEADS, given=[earlier_entry]),
        Reassign.row(by=HEADS, given=[officer_may_take_it], effect=_give_to),
        Recuse.row(by=HEADS, effect=_keep_out),
    ]
