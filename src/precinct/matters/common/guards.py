"""The conditions on the moves that every matter or case has."""

from typing import Any

from precinct.basics.text import Text
from precinct.matters.common.actions import (
    Correct,
    DecideRecusal,
    HoldLineup,
    Of,
    Reassign,
    RecordStatement,
    RequestRecusal,
)
from precinct.people.person import Attending, Capacity, Need, Party, Sex
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard
from precinct.workflow.matter import Matter


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


@payload_guard(
    "common.recusal_not_asked_yet", "该人员的回避尚未在处理中", "nobody waits for a decision on this officer"
)
def recusal_not_asked_yet(m: Matter, a: RequestRecusal[Any], context: Context) -> Verdict:
    """One question is decided once; who is out already need not be asked about."""
    asked = [request.officer for request in m.recusals_asked]
    return a.officer not in (*asked, *m.recused) or Unmet(
        None, asked=", ".join(asked) or "none", recused=", ".join(m.recused) or "none"
    )


@payload_guard("common.recusal_asked", "已有对该人员的回避申请", "a recusal of this officer was asked for")
def recusal_asked(m: Matter, a: DecideRecusal[Any], context: Context) -> Verdict:
    """Only what was asked is decided."""
    asked = [request.officer for request in m.recusals_asked]
    return a.officer in asked or Unmet(None, officer=a.officer, asked=", ".join(asked) or "none")


@payload_guard("common.not_ones_own_recusal", "不由本人决定本人的回避", "nobody decides on his own recusal")
def not_ones_own_recusal(m: Matter, a: DecideRecusal[Any], context: Context) -> Verdict:
    """Whoever is asked about does not decide."""
    return a.officer not in context.involved or Unmet(
        Text("请由其他有权的人决定", "let somebody else decide who may"), officer=a.officer
    )


@payload_guard(
    "common.statement_signed",
    "笔录已核对并逐页签名，拒绝签名的已注明",
    "the record was read back and is signed on every page, or the refusal is noted",
)
def statement_signed(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """What somebody is said to have said, he has seen."""
    return (a.read_back and (a.signed or a.refusal_noted)) or Unmet(
        Text("请核对并签名，或者注明拒绝", "read it back and have it signed, or note the refusal"),
        read_back=a.read_back,
        signed=a.signed,
        refusal_noted=a.refusal_noted,
    )


_HELPS = {Need.INTERPRETER: Attending.INTERPRETER, Need.SIGN_LANGUAGE: Attending.SIGN_INTERPRETER}


@payload_guard(
    "common.understood",
    "需要翻译、手语的已有相应人员在场",
    "whoever needs an interpreter or sign language has one",
)
def understood(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """A statement in a language that somebody does not have is none."""
    party = _party(m, a.party)
    present = {attendant.attending for attendant in a.attending}
    missing = [] if party is None else [need for need in party.needs if _HELPS[need] not in present]
    return not missing or Unmet(
        Text("请安排翻译或者手语人员", "have an interpreter or sign-language helper take part"),
        missing=", ".join(sorted(need.value for need in missing)),
    )


@payload_guard(
    "common.minor_spared",
    "询问遭受性侵害、暴力伤害的未成年被害人全程录音录像，女性由女民警询问",
    "a minor who was harmed sexually or by force is asked on film, and a girl by a woman",
)
def minor_spared(m: Matter, a: RecordStatement[Any], context: Context) -> Verdict:
    """What hurt a child is told once, and to somebody to whom it can be told."""
    party = _party(m, a.party)
    if not a.sexual_or_violent or party is None or party.capacity is not Capacity.VICTIM:
        return True
    age = party.age_on(context.day)
    if age is None or age >= context.law.value("interview.minor_age", context.day).amount:
        return True
    woman = any(person.sex is Sex.FEMALE for person in (context.actor, *context.companions))
    by_woman = party.sex is not Sex.FEMALE or woman
    return (context.filmed and by_woman) or Unmet(
        Text("请全程录音录像，女性由女民警询问", "film all of it, and let a woman ask a girl"),
        age=age,
        filmed=context.filmed,
        woman=woman,
    )


def _party(m: Matter, who: str) -> Party | None:
    parties: tuple[Party, ...] = getattr(m, "parties", ())
    return next((party for party in parties if party.id == who), None)


@payload_guard(
    "common.lineup_large_enough",
    "辨认的人、照片或者物品数量足够",
    "the lineup shows as many people, photos of people, or things as it must",
)
def lineup_large_enough(m: Matter, a: HoldLineup[Any], context: Context) -> Verdict:
    """Whoever picks out one of a few has picked out nobody; photos of things have their own guard."""
    if a.of is Of.ITEM_PHOTOS:
        return True
    least = {
        Of.PERSONS: context.law.value("lineup.persons", context.day).amount,
        Of.PHOTOS: context.law.value("lineup.photos", context.day).amount,
        Of.ITEMS: context.law.value("lineup.items", context.day).amount,
    }[a.of]
    return _shows(a, least)


@payload_guard(
    "common.item_photos_enough",
    "刑事案件中物品照片的数量足够",
    "a lineup of photos of things shows as many as a criminal case asks for",
)
def item_photos_enough(m: Matter, a: HoldLineup[Any], context: Context) -> Verdict:
    """Only criminal procedure has a number for them."""
    if a.of is not Of.ITEM_PHOTOS:
        return True
    return _shows(a, context.law.value("lineup.item_photos", context.day).amount)


def _shows(a: HoldLineup[Any], least: int) -> Verdict:
    return a.shown >= least or Unmet(
        Text(f"请至少展示{least}个", f"show at least {least}"), shown=a.shown, at_least=least
    )


@payload_guard(
    "common.lineup_unprompted", "辨认个别进行且无暗示", "every witness looks alone, and nothing is hinted"
)
def lineup_unprompted(m: Matter, a: HoldLineup[Any], context: Context) -> Verdict:
    """What a witness was told to see, he did not see."""
    return (a.apart and not a.hinted) or Unmet(
        Text("请个别进行，不得暗示", "do it with each alone, and hint at nothing"),
        apart=a.apart,
        hinted=a.hinted,
    )
