"""The conditions on the moves that every matter or case has."""

from typing import Any

from precinct.basics.text import Text
from precinct.matters.common.actions import (
    Correct,
    DecideRecusal,
    HoldLineup,
    Of,
    Reassign,
    RequestRecusal,
)
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard
from precinct.workflow.matter import Matter, RecusalAsked


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


def rank_known(a: RequestRecusal[Any], context: Context) -> frozenset[Role] | None:
    """The roles of the officer whom the request is about, None where he takes no part in it himself."""
    who = next((person for person in (context.actor, *context.companions) if person.id == a.officer), None)
    return None if who is None else who.roles


@payload_guard(
    "common.rank_known",
    "已说明该人员是否为公安机关负责人",
    "it is known whether the officer heads the organ",
)
def rank_is_known(m: Matter, a: RequestRecusal[Any], context: Context) -> Verdict:
    """On its head another organ decides, so nobody is taken for no head because nothing was said."""
    return (a.of_head is not None or rank_known(a, context) is not None) or Unmet(
        Text("请说明该人员是否为公安机关负责人", "say whether this officer heads the organ"),
        of_head="not said",
    )


@payload_guard(
    "common.recusal_contest_left",
    "对同一理由的驳回尚未复议答复",
    "that it was refused on this ground was not contested and upheld before",
)
def recusal_contest_left(m: Matter, a: RequestRecusal[Any], context: Context) -> Verdict:
    """What was refused is reconsidered once; another ground is another question."""
    final: tuple[RecusalAsked, ...] = getattr(m, "recusals_final", ())
    same = [asked for asked in final if asked.officer == a.officer and asked.ground == a.ground.value]
    return not same or Unmet(None, officer=a.officer, ground=a.ground.value, upheld=len(same))


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
