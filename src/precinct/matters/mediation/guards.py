"""The conditions on the moves of a mediation."""

from precinct.basics.text import Text
from precinct.matters.mediation.actions import (
    Agree,
    Breach,
    Consent,
    Fail,
    OpenSession,
    Propose,
    Recognise,
    Refuse,
    SettleOnTheSpot,
    SoberUp,
)
from precinct.matters.mediation.record import Agreement, Form, Mediation
from precinct.people.person import Capacity
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, opening_guard, payload_guard

AnyOpening = Propose | SettleOnTheSpot | Recognise


@opening_guard(
    "mediation.act_may_be_mediated", "该行为属于可以调解的行为", "the act is one that may be mediated"
)
def act_may_be_mediated(a: AnyOpening, context: Context) -> Verdict:
    """Born of a civil dispute and minor: the pack lists the acts, and those that never may."""
    permitted = context.law.choice("mediation.permitted_acts", context.day)
    return a.act in permitted or Unmet(
        Text("请继续按案件程序处理", "go on with the case"), act=a.act, permitted=", ".join(sorted(permitted))
    )


@opening_guard(
    "mediation.act_not_barred", "该行为不属于不得调解的情形", "the act is not one that must not be mediated"
)
def act_not_barred(a: AnyOpening, context: Context) -> Verdict:
    """Some breaches are never mediated, however the sides feel about them."""
    return a.act not in context.law.choice("mediation.barred_acts", context.day) or Unmet(
        Text("请继续按案件程序处理", "go on with the case"), act=a.act
    )


@opening_guard(
    "mediation.not_repeated", "违法嫌疑人未多次违反治安管理", "the offender has not breached repeatedly"
)
def not_repeated(a: Propose, context: Context) -> Verdict:
    """Who breaches again and again is not mediated."""
    return not a.repeated or Unmet(Text("请继续按案件程序处理", "go on with the case"), repeated=a.repeated)


@opening_guard("mediation.both_sides_named", "双方当事人明确", "both sides are named")
def both_sides_named(a: AnyOpening, context: Context) -> Verdict:
    """At least one victim and one offender."""
    capacities = {party.capacity for party in a.parties}
    return {Capacity.VICTIM, Capacity.OFFENDER} <= capacities or Unmet(
        Text("请列明被侵害人和违法嫌疑人", "name a victim and an offender"),
        named=", ".join(sorted(capacity.value for capacity in capacities)) or "nobody",
    )


@opening_guard(
    "mediation.case_is_open",
    "治安案件已立案且未结案",
    "the administrative case is filed and open",
    related=True,
)
def case_is_open(a: AnyOpening, context: Context) -> Verdict:
    """Mediation belongs to a filed case; without the case there is nothing to settle."""
    for brief in context.related:
        if brief.id == a.case and brief.kind == "administrative_case":
            return not brief.ended or Unmet(None, case=a.case, state=brief.state)
    return Unmet(Text("请先立案", "file the case first"), case=a.case, state="unknown")


@opening_guard(
    "mediation.settled_without_dispute",
    "无医疗费、物品损失赔偿，或者对赔偿无争议",
    "nothing owed is disputed",
)
def settled_without_dispute(a: SettleOnTheSpot, context: Context) -> Verdict:
    """On the spot only what is clear."""
    return not a.payment_disputed or Unmet(
        Text("请按一般程序调解", "mediate in the ordinary way"), payment_disputed=a.payment_disputed
    )


@opening_guard(
    "mediation.settlement_shown", "录音录像或者书面协议能够证明", "film or paper shows the settlement"
)
def settlement_shown(a: SettleOnTheSpot, context: Context) -> Verdict:
    """Paper may be left out where film shows all of it."""
    return (context.filmed or a.written) or Unmet(
        Text("请制作书面协议", "write the agreement down"), filmed=context.filmed, written=a.written
    )


@opening_guard(
    "mediation.nobody_restrained", "当事人均未受约束", "none of the parties is restrained", related=True
)
def nobody_restrained(a: SettleOnTheSpot | Recognise, context: Context) -> Verdict:
    """What is settled elsewhere or at once needs a clear head as well."""
    parties = {party.id for party in a.parties}
    held = [
        brief.id
        for brief in context.related
        if brief.kind == "custody" and not brief.ended and brief.people & parties
    ]
    return not held or Unmet(
        Text("待其酒醒并解除约束后再调解", "settle once everybody is sober and released"),
        in_custody=", ".join(held),
    )


@opening_guard("mediation.asked_in_writing", "双方当事人书面申请认可", "both sides ask in writing")
def both_asked_in_writing(a: Recognise, context: Context) -> Verdict:
    """What was settled elsewhere counts only if both ask for it."""
    missing = {party.id for party in a.parties} - set(a.asked_in_writing)
    return not missing or Unmet(
        Text("请双方提交书面申请", "have both apply in writing"), missing=", ".join(sorted(missing))
    )


def _missing_parts(agreement: Agreement) -> list[str]:
    parts = {"facts": agreement.facts, "terms": agreement.terms, "how": agreement.how}
    return [name for name, text in parts.items() if not text.strip()]


@opening_guard(
    "mediation.settled_elsewhere",
    "经人民调解达成协议或者自行和解",
    "people's mediation or the sides themselves settled it",
)
def settled_elsewhere(a: Recognise, context: Context) -> Verdict:
    """What the police mediated is not recognised but recorded."""
    return a.form in {Form.PEOPLES, Form.OWN_SETTLEMENT} or Unmet(
        Text("请按治安调解办理", "use the police's own mediation"), form=a.form.value
    )


@opening_guard(
    "mediation.settlement_complete",
    "和解内容完整并由双方签名",
    "the settlement is complete and signed by both sides",
)
def settlement_complete(a: Recognise, context: Context) -> Verdict:
    """What was agreed elsewhere must be readable here."""
    missing = [
        *_missing_parts(a.agreement),
        *sorted({party.id for party in a.parties} - set(a.agreement.signed_by)),
    ]
    return not missing or Unmet(Text("请补齐内容和签名", "complete and sign it"), missing=", ".join(missing))


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


@payload_guard("mediation.guardian_present", "未成年人的监护人到场", "a minor's guardian is present")
def guardian_present(m: Mediation, a: Consent, context: Context) -> Verdict:
    """Under the age that the pack gives, nobody settles alone."""
    minor_below = context.law.value("mediation.guardian_age", context.day).amount
    ages = [party.age_on(context.day) for party in m.parties if party.id == a.party]
    young = any(age is not None and age < minor_below for age in ages)
    return (not young or a.guardian != "") or Unmet(
        Text("请通知监护人到场", "call the guardian"), age=ages[0], guardian="none"
    )


@payload_guard("mediation.all_present", "双方当事人到场", "both sides are present")
def all_present(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Nobody is settled with in his absence; a victim's agent counts, an offender's does not exist."""
    absent = m.people - set(a.present)
    return not absent or Unmet(
        Text("请通知缺席的当事人", "call who is missing"), absent=", ".join(sorted(absent))
    )


@payload_guard(
    "mediation.facts_first", "已查清事实并收集证据", "the facts are clear and the evidence is taken"
)
def facts_first(m: Mediation, a: OpenSession, context: Context) -> Verdict:
    """Facts first, then mediation."""
    return a.facts_established or Unmet(
        Text("请先查清事实", "establish the facts first"), facts_established=False
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
    "协议载明事实、内容、履行期限和方式",
    "the agreement states facts, terms, the day and the way of performance",
)
def agreement_complete(m: Mediation, a: Agree, context: Context) -> Verdict:
    """What cannot be read cannot be performed."""
    missing = _missing_parts(a.agreement)
    return not missing or Unmet(Text("请补齐协议内容", "complete the agreement"), missing=", ".join(missing))


@payload_guard(
    "mediation.civil_way_told", "已告知双方可以提起民事诉讼", "both sides were told that they may sue"
)
def civil_way_told(m: Mediation, a: Fail | Breach, context: Context) -> Verdict:
    """Nobody leaves without knowing where to go."""
    missing = m.people - set(a.civil_way_told)
    return not missing or Unmet(Text("请告知当事人", "tell the parties"), not_told=", ".join(sorted(missing)))
