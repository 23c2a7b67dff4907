"""The conditions on sealing a record, and on looking into one, opening and erasing it."""

from precinct.basics.text import Text
from precinct.matters.sealing.actions import Consult, Erase, Seal, Unseal
from precinct.matters.sealing.record import QueryPurpose, Sealing
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard


@opening_guard("sealing.names_matters", "写明封存哪些记录", "it says which matters are sealed, each once")
def names_matters(a: Seal, context: Context) -> Verdict:
    """A seal on nothing seals nothing."""
    return (bool(a.matters) and len(set(a.matters)) == len(a.matters)) or Unmet(
        Text("请逐一写明", "name each of them once"), named=len(a.matters), different=len(set(a.matters))
    )


@opening_guard(
    "sealing.matters_ended", "所封存的事项均已办结", "every matter that is sealed has ended", related=True
)
def matters_ended(a: Seal, context: Context) -> Verdict:
    """What is still worked on cannot be shut away from those who work on it."""
    ended = {brief.id for brief in context.related if brief.ended}
    open_or_unknown = sorted({*a.matters} - ended)
    return not open_or_unknown or Unmet(
        Text("请先办结", "let them end first"), open_or_unknown=", ".join(open_or_unknown)
    )


@opening_guard(
    "sealing.not_sealed_yet", "这些记录尚未封存", "none of the matters is under another seal", related=True
)
def not_sealed_yet(a: Seal, context: Context) -> Verdict:
    """Two seals on one record would mean that lifting one of them lifts none, or both."""
    twice = {name: brief.id for brief in context.related for name in sorted(brief.seals & {*a.matters})}
    return not twice or Unmet(
        Text("请在已有的封存中处理", "go on in the sealing that there is"),
        **{"sealed": ", ".join(sorted(twice)), "in": ", ".join(sorted({*twice.values()}))},
    )


@opening_guard(
    "sealing.no_seal_on_seals", "封存本身的记录不封存", "no sealing is itself sealed", related=True
)
def no_seal_on_seals(a: Seal, context: Context) -> Verdict:
    """Who sealed, who looked and why stays open to whoever watches over it."""
    seals = sorted(brief.id for brief in context.related if brief.kind == "sealing" and brief.id in a.matters)
    return not seals or Unmet(Text("请去掉这些事项", "leave them out"), sealings=", ".join(seals))


@opening_guard("sealing.law_seals_it", "当日的法律规定封存此类记录", "the law of the day seals such a record")
def law_seals_it(a: Seal, context: Context) -> Verdict:
    """Shutting a record away without a rule hides it from those who may see it."""
    grounds = context.law.choice("sealing.grounds", context.day)
    return a.ground.value in grounds or Unmet(
        Text("请核对封存的依据", "look at the ground again"),
        ground=a.ground.value,
        grounds=", ".join(sorted(grounds)),
    )


@opening_guard(
    "sealing.sealed_with_reason",
    "写明封存的理由和依据",
    "it says why, and on which article or by whose order",
)
def sealed_with_reason(a: Seal, context: Context) -> Verdict:
    """Whoever asks later why nobody may read a record finds the answer."""
    return _says_why(a)


@payload_guard(
    "sealing.opened_with_reason", "写明理由和依据", "it says why, and on which article, letter or order"
)
def opened_with_reason(m: Sealing, a: Consult | Unseal | Erase, context: Context) -> Verdict:
    """Nobody looks into a sealed record, opens or erases it, and leaves no word."""
    return _says_why(a)


def _says_why(a: Seal | Consult | Unseal | Erase) -> Verdict:
    # The facts say whether there is a reason, never which: a refusal may be logged.
    reason, authority = bool(a.reason.strip()), bool(a.authority.strip())
    return (reason and authority) or Unmet(
        Text("请写明理由和依据", "give the reason and what it stands on"), reason=reason, authority=authority
    )


@payload_guard("sealing.holds_it", "所查询的事项在本封存之内", "the matter is one of those that it seals")
def holds_it(m: Sealing, a: Consult, context: Context) -> Verdict:
    """A query opens what it asks for and no other record."""
    return a.matter in m.matters or Unmet(None, matter=a.matter, sealed=", ".join(m.matters))


@payload_guard(
    "sealing.query_permitted",
    "系国家机关办案需要，或者有关单位根据国家规定查询",
    "an organ of the state needs it for a case, or a unit asks under a rule of the state",
)
def query_permitted(m: Sealing, a: Consult, context: Context) -> Verdict:
    """The ways that the law leaves open, and no other."""
    open_ways = context.law.choice("sealing.queries", context.day)
    by_organ = a.state_organ or a.purpose is not QueryPurpose.CASE
    return (a.purpose.value in open_ways and by_organ) or Unmet(
        Text("不得提供", "do not show it"),
        purpose=a.purpose.value,
        open_ways=", ".join(sorted(open_ways)),
        state_organ=a.state_organ,
    )


@payload_guard("sealing.organ_named", "写明由谁查询", "it says who asks")
def organ_named(m: Sealing, a: Consult, context: Context) -> Verdict:
    """A query that nobody made can be answered for by nobody."""
    return bool(a.organ.strip()) or Unmet(Text("请写明查询单位", "name the organ or unit"), organ="none")


@guard("sealing.another_erases", "删除的决定由另一人作出", "who sealed the record does not erase it")
def another_erases(m: Sealing, context: Context) -> Verdict:
    """What cannot be taken back takes four eyes."""
    return m.sealed_by not in context.involved or Unmet(
        Text("请由另一负责人决定", "let another head decide"), sealed_by=m.sealed_by
    )
