"""How a decision reaches people, and how it is carried out."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import Serve
from precinct.matters.administrative_case.actions_after import GrantInstalments
from precinct.matters.administrative_case.penalty import PenaltyKind
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@payload_guard(
    "administrative_case.rights_told", "已告知复议和诉讼权利", "the right to review and suit is told"
)
def rights_told(m: AdministrativeCase, a: Serve, context: Context) -> Verdict:
    """Every decision says where to object, and until when."""
    return a.rights_told or Unmet(Text("请告知救济途径", "tell the right, body and time"), rights_told=False)


@payload_guard(
    "administrative_case.punished_served",
    "决定书送达被处罚人",
    "who is punished gets the decision",
)
def punished_served(m: AdministrativeCase, a: Serve, context: Context) -> Verdict:
    """A decision that only others have seen meets nobody; who cannot be found is served by publication."""
    punished = m.offenders if m.penalty is None else m.punished_by(m.penalty)
    missing = sorted({party.id for party in punished} - set(a.to))
    return (a.by_publication or not missing) or Unmet(
        Text("请送达被处罚人", "serve it on who is punished"), missing=", ".join(missing)
    )


@payload_guard(
    "administrative_case.victims_served",
    "被侵害人收到决定书副本",
    "those harmed get the decision, too",
)
def victims_served(m: AdministrativeCase, a: Serve, context: Context) -> Verdict:
    """Who was harmed learns how it ended; who cannot be reached is noted."""
    missing = sorted(m.victims - set(a.to) - set(a.unreachable))
    return not missing or Unmet(
        Text("请将决定书副本送达被侵害人", "give those harmed a copy"), missing=", ".join(missing)
    )


@payload_guard(
    "administrative_case.published_long_enough",
    "公告送达的期限已满",
    "a published decision has stood long enough",
)
def published_long_enough(m: AdministrativeCase, a: Serve, context: Context) -> Verdict:
    """Publication serves a decision only after its time."""
    if not a.by_publication:
        return True
    least = context.law.value("service.public_days", context.day).amount
    stood = None if m.decision_published is None else (context.day - m.decision_published).days
    return (stood is not None and stood >= least) or Unmet(
        Text("请先公告并待期满", "publish it, and wait"), published=m.decision_published or "no", days=least
    )


@guard(
    "administrative_case.family_told_of_detention",
    "被拘留人的家属已通知",
    "the family of who is detained is told",
)
def family_told_of_detention(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody disappears into a cell."""
    return m.family_told or not _detains(m) or Unmet(Text("请通知家属", "tell the family"), family_told=False)


@guard("administrative_case.is_detention", "处罚为行政拘留", "the penalty is detention")
def is_detention(m: AdministrativeCase, context: Context) -> Verdict:
    """Only of detention the family is told."""
    return _detains(m) or Unmet(None, penalty="none" if m.penalty is None else m.penalty.kind.value)


@payload_guard(
    "administrative_case.instalments_ahead",
    "暂缓或者分期缴纳的期限尚未届满，并写明困难",
    "the day until which it may be paid lies ahead, and why it cannot be paid at once is said",
)
def instalments_ahead(m: AdministrativeCase, a: GrantInstalments, context: Context) -> Verdict:
    """More time is time to come."""
    return (a.until >= context.day and a.why.strip() != "") or Unmet(
        Text("请核对期限和事由", "check the day and the reason"), until=a.until
    )


@guard("administrative_case.has_fine", "处罚包括罚款", "there is a fine to pay")
def has_fine(m: AdministrativeCase, context: Context) -> Verdict:
    """Only a fine is paid in parts."""
    return (m.penalty is not None and m.penalty.fine_of_all > 0) or Unmet(None, fine=0)


def _detains(m: AdministrativeCase) -> bool:
    return m.penalty is not None and (m.penalty.kind is PenaltyKind.DETENTION or m.penalty.days_of_all > 0)
