"""How long somebody may be kept, on which grounds, and whether that time is over."""

from datetime import datetime, timedelta

from precinct.basics.text import Text
from precinct.law.running import end_of
from precinct.matters.custody.actions import Extend, Start, TurnCriminal
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import RESTRAINTS, STEPPED, TIER_LIMITS, Measure, Tier
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, payload_guard


@payload_guard("custody.tier_in_force", "该时限档次在当日有法律依据", "the law of the day knows this length")
def tier_in_force(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """A length that is not yet, or no longer, law cannot be chosen."""
    days = isinstance(a, Start) and m.measure is Measure.ADMINISTRATIVE_DETENTION
    if days or m.measure in RESTRAINTS:
        return True  # so many days as were decided, or until the person is sober
    code = TIER_LIMITS.get((m.measure, a.tier))
    known = code is not None and (context.law.has_limit(code, context.day) or context.law.unlimited(code))
    return known or Unmet(
        Text("请选择当日有效的时限", "choose a length that the law of the day knows"),
        measure=m.measure.value,
        length=a.tier.value,
        day=context.day,
    )


@payload_guard(
    "custody.grounds_for_longest",
    "情况复杂且依法可能适用拘留",
    "it is complex, and the law allows detention or custody for it",
)
def grounds_for_longest(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """The longest time needs both: complexity, in words, and an act for which somebody may be locked up."""
    both = a.detention_possible and a.complexity.strip() != ""
    return (a.tier is not Tier.COMPLEX or both) or Unmet(
        Text("请按一般时限询问", "keep to the ordinary time"),
        length=a.tier.value,
        detention_possible=a.detention_possible,
        complexity=given(a.complexity),
    )


@payload_guard(
    "custody.grounds_for_middle",
    "涉案人数众多或者身份不明",
    "many are involved, or nobody knows who the person is",
)
def grounds_for_middle(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """Neither is assumed: it is written down."""
    grounds = a.many_involved or a.identity_unknown or m.identity_unknown
    return (a.tier is not Tier.MIDDLE or grounds) or Unmet(
        Text("请按一般时限询问", "keep to the ordinary time"),
        length=a.tier.value,
        many_involved=False,
        identity_unknown=False,
    )


@payload_guard("custody.longer_than_before", "延长后的时限更长", "the new length is longer")
def longer_than_before(m: Custody, a: Extend, context: Context) -> Verdict:
    """Lengthening goes one way."""
    order = list(Tier)
    return order.index(a.tier) > order.index(m.tier) or Unmet(None, has=m.tier.value, asked=a.tier.value)


@payload_guard(
    "custody.no_length_skipped",
    "逐级延长，不得越级",
    "lengths follow each other, and none is skipped",
)
def no_length_skipped(m: Custody, a: Start | Extend, context: Context) -> Verdict:
    """Each step has its own approver, so each is taken."""
    lengths = [tier for measure, tier in TIER_LIMITS if measure is m.measure]
    begins = (
        isinstance(a, Start) and m.measure is Measure.DETENTION
    )  # whose longer lengths are for a head to give
    if not (m.measure in STEPPED or begins) or a.tier not in lengths:
        return True
    following = lengths.index(m.tier) + 1 if isinstance(a, Extend) and m.tier in lengths else 0
    return lengths.index(a.tier) <= following or Unmet(
        Text("请先延长至上一档", "take the length before it first"),
        has=m.tier.value if isinstance(a, Extend) else "none",
        asked=a.tier.value,
    )


def _runs(m: Custody) -> tuple[str | None, datetime | None, timedelta]:
    """The limit at whose end the person goes free, from when it runs, and for how long it stood still."""
    if m.arrest_requested:
        return "custody.arrest_decision", m.arrest_requested_at, timedelta(0)
    code = TIER_LIMITS.get((m.measure, m.tier))
    if m.special is not None:
        code = "custody.questioning_special"
    if m.measure is Measure.ADMINISTRATIVE_DETENTION:
        code = "custody.administrative_detention"
    return code, m.counts_from or m.started_at, timedelta(seconds=m.stood_still)


@guard("custody.time_left", "时限尚未届满", "the time has not run out")
def time_left(m: Custody, context: Context) -> Verdict:
    """Whose time is over is free to go, be it hours, days or months: nothing is asked, and nothing lengthened.

    It stands still during an appraisal or a leave, and does not run yet while nobody knows who is arrested.
    """
    code, start, stood_still = _runs(m)
    nameless = m.measure is Measure.ARREST and m.identity_unknown
    if nameless or code is None or start is None:
        return True
    end = end_of(code, start, context.day, context.law, stood_still=stood_still)
    now = m.paused_at if m.paused_at is not None and not m.arrest_requested else context.occurred_at
    return (end is None or now <= end) or Unmet(Text("请立即放人", "let the person go at once"), ended=end)


@payload_guard(
    "custody.turned_in_time",
    "自首次到案起算的刑事传唤时限尚未届满",
    "the hours of a criminal summons, from the same arrival, are not over",
)
def turned_in_time(m: Custody, a: TurnCriminal, context: Context) -> Verdict:
    """Nobody gets a summons that is over when it begins: who has been there longer goes, or is detained."""
    code, start = TIER_LIMITS[Measure.CRIMINAL_SUMMONS, Tier.NORMAL], m.counts_from or m.started_at
    end = None if start is None else end_of(code, start, context.day, context.law)
    return (end is None or context.occurred_at <= end) or Unmet(
        Text(
            "请结束询问，依法采取其他措施", "end the inquiry, and take another measure if the law allows it"
        ),
        ended=end,
    )
