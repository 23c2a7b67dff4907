"""What is asked of the notice before a penalty."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import DecideOnTheSpot, Notify
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "administrative_case.notice_complete",
    "告知了法律要求的全部内容",
    "the notice says all that the law asks",
)
def notice_complete(m: AdministrativeCase, a: Notify, context: Context) -> Verdict:
    """What it must say, is the law of the day."""
    said = {content.value for content in a.content}
    missing = sorted(context.law.choice("notice.content", context.day) - said)
    return not missing or Unmet(Text("请补充告知", "tell the rest"), missing=", ".join(missing))


@payload_guard(
    "administrative_case.defence_heard",
    "已记明当事人的陈述、申辩或者没有陈述、申辩",
    "what the person said to it is written down, or that nothing was said",
)
def defence_heard(m: AdministrativeCase, a: Notify | DecideOnTheSpot, context: Context) -> Verdict:
    """An empty line says neither."""
    return a.heard.strip() != "" or Unmet(Text("请记明陈述、申辩", "write down what was said"), heard="none")


@payload_guard(
    "administrative_case.offenders_notified",
    "已告知每一名违法嫌疑人",
    "every offender is told",
)
def offenders_notified(m: AdministrativeCase, a: Notify, context: Context) -> Verdict:
    """Who is to be punished hears it himself."""
    missing = sorted({party.id for party in m.offenders} - set(a.told))
    return not missing or Unmet(Text("请告知违法嫌疑人", "tell the offender"), not_told=", ".join(missing))


@guard(
    "administrative_case.who_joined_was_notified",
    "告知后新增的违法嫌疑人也已告知",
    "who was named after the notice is told as well",
)
def who_joined_was_notified(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody is punished whom nobody heard."""
    punished = m.offenders if m.penalty is None else m.punished_by(m.penalty)
    missing = sorted({party.id for party in punished} - set(m.told or ()))
    return (m.told is None or not missing) or Unmet(
        Text("请重新提出意见并告知", "propose it anew and tell them"), not_told=", ".join(missing)
    )


@payload_guard(
    "administrative_case.minors_guardian_told",
    "已告知未成年人的监护人",
    "the guardians of minors are told, too",
)
def minors_guardian_told(m: AdministrativeCase, a: Notify, context: Context) -> Verdict:
    """Asked where the law of the day asks it; nobody is taken for a minor whose age is not known."""
    if "guardian_of_minor" not in context.law.choice("notice.also_told", context.day):
        return True
    full = context.law.value("penalty.age_full", context.day).amount
    ages = {party.id: party.age_on(context.day) for party in m.offenders}
    minors = {who for who, age in ages.items() if age is not None and age < full}
    missing = sorted(minors - set(a.guardians_told))
    return not missing or Unmet(Text("请告知其监护人", "tell their guardians"), not_told=", ".join(missing))


@payload_guard(
    "administrative_case.notice_published_long_enough",
    "公告告知的期限已满",
    "a published notice has stood long enough",
)
def notice_published_long_enough(m: AdministrativeCase, a: Notify, context: Context) -> Verdict:
    """Who is gone counts as told only when he could have read it."""
    if not a.by_publication:
        return True
    least = context.law.value("notice.public_days", context.day).amount
    stood = None if m.notice_published is None else (context.day - m.notice_published).days
    return (stood is not None and stood > least) or Unmet(
        Text("请先公告并待期满", "publish it, and wait"),
        published=m.notice_published or "no",
        days=least,
    )
