"""The conditions on a mediation that goes on: consent, sessions, agreement, and what becomes of it."""

from precinct.basics.text import Text
from precinct.matters.mediation.actions import (
    Agree,
    AskCourt,
    Breach,
    Consent,
    Fail,
    OpenSession,
    Perform,
    ReceiveValuation,
    Refuse,
    SoberUp,
    Terminate,
)
from precinct.matters.mediation.guards.parts import excusable, minors, missing_parts
from precinct.matters.mediation.record import Form, Ground, Mediation
from precinct.people.person import Capacity
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, authority, guard, payload_guard


@payload_guard("mediation.is_party", "该人为本调解的当事人", "the person is a party of this mediation")
def is_party(m: Mediation, a: Consent | Refuse | SoberUp, context: Context) -> Verdict:
    """Only parties consent, refuse or need to be sober."""
    return a.party in m.people or Unmet(None, party=a.party)


@payload_guard(
    "mediation.party_sober", "当事人已酒醒、未受约束", "the party is sober and not restrained", related=True
)
def party_sober(m: Mediation, a: Consent, context: Context) -> Verdict:
    """Consent needs a clear head; a restraint that is still open says the same."""
    restrained = any(
        brief.kind == "custody" and not brief.ended and a.party in brief.people for brief in context.related
    )
    return (a.party not in m.not_sober and not restrained) or Unmet(
        Text("待其酒醒并解除约束后再征求意见", "ask again once the party is sober and released"),
        party=a.party,
        not_sober=a.party in m.not_sober,
        in_custody=restrained,
    )


@payload_guard(
    "mediation.guardian_present",
    "未成年人的监护人到场，或者依法可以不通知",
    "a minor's guardian is present, or need not be called",
)
def guardian_present(m: Mediation, a: Consent, context: Context) -> Verdict:
    """Under the age that the pack gives, nobody settles alone, save who lives on own wages and wants nobody."""
    below = context.law.value("mediation.guardian_age", context.day).amount
    own = context.law.value("mediation.own_wages_age", context.day).amount
    ages = [party.age_on(context.day) for party in m.parties if party.id == a.party]
    young = [age for age in ages if age is not None and age < below]
    excused = a.lives_on_own_wages and a.wants_no_guardian and all(age >= own for age in young)
    return (not young or a.guardian != "" or excused) or Unmet(
        Text("请通知监护人到场", "call the guardian"),
        age=young[0] if young else "not known",
        guardian="none",
        lives_on_own_wages=a.lives_on_own_wages,
        wants_no_guardian=a.wants_no_guardian,
    )


@payload_guard(
    "mediation.guardian_at_session",
    "调解时未成年人的监护人在场，或者依法可以不通知",
    "at the session a minor's guardian is there, or need not be called",
)
def guardian_at_session(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """The guardian is there when it is settled, and not only when it is agreed to sit down."""
    below = context.law.value("mediation.guardian_age", context.day).amount
    own = context.law.value("mediation.own_wages_age", context.day).amount
    excused = excusable(m.without_guardian, m.parties, own, context.day)
    alone = minors(m.parties, below, context.day) - excused - {*a.guardians}
    return not alone or Unmet(
        Text("请通知监护人到场", "call the guardian"), without_guardian=", ".join(sorted(alone))
    )


@payload_guard("mediation.all_present", "双方当事人到场", "both sides are present")
def all_present(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Nobody is settled with in his absence, save by an agent."""
    absent = m.people - {*a.present, *(agent.party for agent in a.agents)}
    return not absent or Unmet(
        Text("请通知缺席的当事人", "call who is missing"), absent=", ".join(sorted(absent))
    )


@payload_guard(
    "mediation.agents_of_victims",
    "代理人由被侵害人书面委托，违法嫌疑人不得委托代理人",
    "agents come for victims, with written powers, and never for an offender",
)
def agents_of_victims(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """A victim may stay away; who did it comes himself."""
    victims = {party.id for party in m.parties if party.capacity is Capacity.VICTIM}
    wrong = sorted(
        agent.party for agent in a.agents if agent.party not in victims or not agent.written_powers
    )
    return not wrong or Unmet(
        Text(
            "请违法嫌疑人本人到场，被侵害人补交书面委托",
            "let the offender come himself; get the powers in writing",
        ),
        agents_for=", ".join(wrong),
    )


@authority(
    "mediation.one_in_case_room",
    "由一名民警调解的，在法律允许的场所进行",
    "one officer alone mediates only where the law lets him",
)
def one_in_case_room(context: Context) -> Verdict:
    """Two officers may sit down anywhere, or settle it at the scene."""
    officers = {person.id for person in (context.actor, *context.companions) if Role.OFFICER in person.roles}
    place = "case_room" if context.in_case_room else "elsewhere"
    places = context.law.choice("mediation.places_for_one", context.day)
    return (
        len(officers) != 1
        or place in places
        or Unmet(
            Text(
                "请到办案场所，或者请另一名民警到场", "go to a case room, or have a second officer take part"
            ),
            officers=1,
            place=place,
        )
    )


@payload_guard(
    "mediation.facts_first", "已查清事实并收集证据", "the facts are clear and the evidence is taken"
)
def facts_first(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Facts first, then mediation."""
    return a.facts_established or Unmet(
        Text("请先查清事实", "establish the facts first"), facts_established=False
    )


@payload_guard(
    "mediation.valuation_came_before",
    "鉴定意见收到时间不晚于登记",
    "the valuation came before it is taken in",
)
def valuation_came_before(m: Mediation, a: ReceiveValuation, context: Context) -> Verdict:
    """The time to mediate runs from there, which cannot lie ahead."""
    return a.at <= context.occurred_at or Unmet(
        Text("请核对收到时间", "check when it came"), at=a.at.isoformat()
    )


@guard("mediation.session_left", "调解次数未超过上限", "a session is left")
def session_left(m: Mediation, context: Context) -> Verdict:
    """Normally one, and at most what the pack allows."""
    most = context.law.value("mediation.sessions_max", context.day).amount
    return m.sessions < most or Unmet(
        Text("请依法作出处理", "end the mediation and decide the case"), sessions=m.sessions, at_most=most
    )


@payload_guard("mediation.signed_by_all", "协议由双方当事人签名", "both sides signed the agreement")
def signed_by_all(m: Mediation, a: Agree, context: Context) -> Verdict:
    """An agreement binds who signed it."""
    missing = m.people - set(a.agreement.signed_by)
    return not missing or Unmet(Text("请双方签名", "have both sign"), not_signed=", ".join(sorted(missing)))


@payload_guard(
    "mediation.agreement_complete",
    "协议载明调解机关、地点、事实、内容、履行期限和方式",
    "the agreement states organ, place, facts, terms, the day and the way of performance",
)
def agreement_complete(m: Mediation, a: Agree, context: Context) -> Verdict:
    """What cannot be read cannot be performed."""
    missing = missing_parts(a.agreement)
    missing += [name for name in ("organ", "place") if not getattr(a.agreement, name).strip()]
    return not missing or Unmet(Text("请补齐协议内容", "complete the agreement"), missing=", ".join(missing))


@payload_guard("mediation.day_ahead", "履行期限未过", "the day of performance is not past")
def day_ahead(m: Mediation, a: Agree, context: Context) -> Verdict:
    """Nobody can perform yesterday."""
    return a.agreement.perform_by >= context.day or Unmet(
        Text("请约定可以履行的期限", "agree on a day that can be kept"), perform_by=a.agreement.perform_by
    )


@payload_guard("mediation.performance_shown", "有履行的凭据", "something shows that it was performed")
def performance_shown(m: Mediation, a: Perform, context: Context) -> Verdict:
    """A penalty is spared for what was done, not for what was said."""
    return a.evidence.strip() != "" or Unmet(Text("请附凭据", "add what shows it"), evidence="none")


@payload_guard("mediation.asked_together", "双方当事人共同申请司法确认", "both sides ask the court together")
def asked_together(m: Mediation, a: AskCourt, context: Context) -> Verdict:
    """One side alone confirms nothing."""
    missing = m.people - set(a.asked_by)
    return not missing or Unmet(Text("请双方共同申请", "have both ask"), missing=", ".join(sorted(missing)))


@guard("mediation.by_people", "协议经人民调解达成", "people's mediation brought the agreement about")
def by_people(m: Mediation, context: Context) -> Verdict:
    """Courts confirm this way what people's mediators brought about."""
    return m.form is Form.PEOPLES or Unmet(None, form=m.form.value)


@payload_guard(
    "mediation.civil_way_told", "已告知双方可以提起民事诉讼", "both sides were told that they may sue"
)
def civil_way_told(m: Mediation, a: Fail | Breach | Terminate, context: Context) -> Verdict:
    """Nobody leaves without knowing where to go; what is broken off for a flight or a new breach is no such end."""
    missing = m.people - set(a.civil_way_told)
    due = not isinstance(a, Terminate) or a.ground is Ground.REFUSAL
    return (not due or not missing) or Unmet(
        Text("请告知当事人", "tell the parties"), not_told=", ".join(sorted(missing))
    )
