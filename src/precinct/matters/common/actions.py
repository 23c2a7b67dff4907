"""Moves that every matter has, and those of every case."""

from typing import Any, TypeVar

import attrs

from precinct.basics.text import Named
from precinct.people.person import PERSONAL, Attendant, Party
from precinct.workflow.action import Action
from precinct.workflow.matter import Matter

M = TypeVar("M", bound=Matter)

_SOME: Any = attrs.validators.min_len(1)


@attrs.frozen
class Note(Action[M]):
    """Write something down; nothing else changes. Stays in the entry."""

    zh = "备注"
    text: str = attrs.field(**PERSONAL)


@attrs.frozen
class Correct(Action[M]):
    """Say that an earlier entry was wrong, and what is right. The earlier entry stays as it was."""

    zh = "更正"
    entry: int
    right: str = attrs.field(**PERSONAL)
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Reassign(Action[M]):
    """Give the matter to another officer."""

    zh = "改派"
    officer: str = attrs.field(validator=_SOME)
    why: str = attrs.field(**PERSONAL)


class RecusalGround(Named):
    """Why an officer must stay out."""

    PARTY_OR_RELATIVE = "party_or_relative", "本人或者近亲属为当事人"
    INTEREST = "interest", "本人或者近亲属有利害关系"
    OTHER_TIE = "other_tie", "其他可能影响公正处理的关系"
    HAD_ANOTHER_PART = "had_another_part", "担任过本案的证人、鉴定人、辩护人、诉讼代理人"
    GIFTS_OR_MEETINGS = "gifts_or_meetings", "接受请客送礼或者违反规定会见"


@attrs.frozen
class Recuse(Action[M]):
    """Keep an officer out of the matter from now on: he asks for it himself, or whoever may decide orders it."""

    zh = "回避"
    officer: str = attrs.field(validator=_SOME)
    ground: RecusalGround


@attrs.frozen
class RequestRecusal(Action[M]):
    """Record that somebody asks that an officer be kept out; he works on until that is decided.

    Args:
        officer: the id of the officer.
        ground: why.
        why: the facts.
        of_head: whether this officer is the head of the organ; None where he takes part himself, and his roles tell.
        complex: whether it is so complex that the decision may take longer.
    """

    zh = "申请回避"
    officer: str = attrs.field(validator=_SOME)
    ground: RecusalGround
    why: str = attrs.field(**PERSONAL)
    of_head: bool | None = None
    complex: bool = False


@attrs.frozen
class DecideRecusal(Action[M]):
    """Decide what was asked for: grant it, or refuse it with the reason.

    Args:
        officer: the id of the officer whose recusal was asked for.
        granted: whether he is kept out from now on.
        why: the reason.
    """

    zh = "决定是否回避"
    officer: str = attrs.field(validator=_SOME)
    granted: bool
    why: str = attrs.field(**PERSONAL)


class Of(Named):
    """What a lineup shows."""

    PERSONS = "persons", "人"
    PHOTOS = "photos", "照片"
    ITEMS = "items", "物品"
    ITEM_PHOTOS = "item_photos", "物品照片"


@attrs.frozen
class RecordStatement(Action[M]):
    """Record what a victim, a witness or another who is not suspected said 询问笔录.

    Who is suspected or held is questioned in the file of the measure.

    Args:
        party: the id of who was asked.
        record: where the record is kept.
        read_back: whether it was read by, or to, whoever was asked, and corrected where that was wanted.
        signed: whether every page is signed.
        refusal_noted: whether a refusal to sign is noted in it.
        attending: who was present beside the police.
        sexual_or_violent: whether it is about sexual or violent harm.
        person: who was asked, where the case did not know the person yet.
        guardian_absent_because: why no guardian of a minor came, where none did.
        nobody_came_because: why no other suitable adult came, where none did.
    """

    zh = "制作询问笔录"
    party: str = attrs.field(validator=_SOME)
    record: str
    read_back: bool
    signed: bool
    refusal_noted: bool = False
    attending: tuple[Attendant, ...] = attrs.field(default=(), **PERSONAL)
    sexual_or_violent: bool = False
    person: Party | None = attrs.field(default=None, **PERSONAL)
    guardian_absent_because: str = attrs.field(default="", **PERSONAL)
    nobody_came_because: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class HoldLineup(Action[M]):
    """Let a witness pick out a person or a thing 辨认.

    Args:
        witness: the id of who looks.
        of: what is shown.
        shown: how many, the right one included.
        apart: whether every witness looks alone.
        hinted: whether anything was hinted.
        record: where the record is kept.
    """

    zh = "辨认"
    witness: str = attrs.field(validator=_SOME)
    of: Of
    shown: int
    apart: bool
    hinted: bool
    record: str
