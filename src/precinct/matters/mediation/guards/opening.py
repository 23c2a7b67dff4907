"""The conditions on opening a mediation."""

from precinct.basics.text import Text
from precinct.matters.mediation.actions import Propose, Recognise, SettleOnTheSpot
from precinct.matters.mediation.guards.parts import excusable, minors, missing_parts
from precinct.matters.mediation.record import Form, Ground
from precinct.people.person import Capacity
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, opening_guard

AnyOpening = Propose | SettleOnTheSpot | Recognise
"""All ways into a mediation."""

ByPolice = Propose | SettleOnTheSpot
"""Those in which the police bring the sides together."""

_GO_ON = Text("请继续按案件程序处理", "go on with the case")

_DECIDED = frozenset({"decided", "served", "executed", "revised"})
"""The states of an administrative case in which it is decided and has not ended."""


@opening_guard(
    "mediation.act_may_be_mediated", "该行为属于可以调解的行为", "the act is one that may be mediated"
)
def act_may_be_mediated(a: AnyOpening, context: Context) -> Verdict:
    """Born of a civil dispute and minor: the pack lists the acts, and those that never may."""
    permitted = context.law.choice("mediation.permitted_acts", context.day)
    return a.act in permitted or Unmet(_GO_ON, act=a.act, permitted=", ".join(sorted(permitted)))


@opening_guard(
    "mediation.act_not_barred", "该行为不属于不得调解的情形", "the act is not one that must not be mediated"
)
def act_not_barred(a: AnyOpening, context: Context) -> Verdict:
    """Some breaches are never mediated, however the sides feel about them."""
    return a.act not in context.law.choice("mediation.barred_acts", context.day) or Unmet(_GO_ON, act=a.act)


@opening_guard(
    "mediation.not_repeated", "违法嫌疑人未多次违反治安管理", "the offender has not breached repeatedly"
)
def not_repeated(a: AnyOpening, context: Context) -> Verdict:
    """Who breaches again and again is not mediated."""
    repeated = a.bar is Ground.REPEATED or (isinstance(a, Propose) and a.repeated)
    return not repeated or Unmet(_GO_ON, repeated=True)


@opening_guard("mediation.nothing_bars", "不存在不得调解的情形", "nothing stands against mediation")
def nothing_bars(a: AnyOpening, context: Context) -> Verdict:
    """Harm for hire, a gang's fight, a new breach, a flight, a side that says no: the case goes on."""
    barred = a.bar is not None and a.bar is not Ground.REPEATED
    return not barred or Unmet(_GO_ON, bar="none" if a.bar is None else a.bar.value)


@opening_guard(
    "mediation.circumstance_there",
    "因民间纠纷引起、情节较轻，并具有可以调解的情形之一",
    "a civil dispute led to it, it is minor, and one of the circumstances is there that mediation asks for",
)
def circumstance_there(a: ByPolice, context: Context) -> Verdict:
    """The act alone is not enough."""
    known = a.circumstance is not None
    return (known and a.from_dispute and a.minor) or Unmet(
        Text(
            "请查明是否具有该情形，否则继续按案件程序处理",
            "find out whether one is there, or go on with the case",
        ),
        from_dispute=a.from_dispute,
        minor=a.minor,
        circumstance="not decidable from what is recorded"
        if a.circumstance is None
        else a.circumstance.value,
    )


@opening_guard(
    "mediation.without_interest",
    "调解人员与案件无利害关系、未被回避",
    "nobody who mediates has an interest or is recused from the case",
    related=True,
)
def without_interest(a: AnyOpening, context: Context) -> Verdict:
    """Who takes no part in the case takes none in its mediation, and nobody mediates for himself."""
    out = {name for brief in context.related if brief.id == a.case for name in brief.recused}
    out |= {*a.interested, *(party.id for party in a.parties)}
    mine = sorted(context.involved & out)
    return not mine or Unmet(
        Text("请由其他民警调解", "let somebody else mediate"), interested=", ".join(mine)
    )


@opening_guard(
    "mediation.before_decision",
    "治安案件尚未作出处理决定",
    "the case is not decided yet",
    related=True,
)
def before_decision(a: AnyOpening, context: Context) -> Verdict:
    """After the decision there is nothing left to settle instead of it; on the spot the case is new or runs."""
    for brief in context.related:
        if brief.id == a.case and brief.kind == "administrative_case":
            over = brief.state in _DECIDED or (isinstance(a, SettleOnTheSpot) and brief.ended)
            return not over or Unmet(None, case=a.case, state=brief.state)
    return True


@opening_guard(
    "mediation.accepted_before_offer",
    "案件受理不晚于提出调解",
    "the case was accepted before mediation is offered",
)
def accepted_before_offer(a: Propose, context: Context) -> Verdict:
    """The time to mediate runs from the acceptance, which cannot lie ahead."""
    return a.case_accepted_at <= context.occurred_at or Unmet(
        Text("请填写实际受理时间", "give the moment when it was accepted"), accepted=a.case_accepted_at
    )


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
    "mediation.facts_clear",
    "事实清楚、证据已收集",
    "on the spot the facts are clear and the evidence is taken",
)
def facts_clear(a: SettleOnTheSpot, context: Context) -> Verdict:
    """What must first be looked into is not settled at the scene."""
    return a.facts_established or Unmet(
        Text("请先查清事实，按一般程序调解", "establish the facts first, and mediate in the ordinary way"),
        facts_established=False,
    )


@opening_guard(
    "mediation.all_agree_on_the_spot",
    "双方当事人同意当场调解并当场履行",
    "both sides agree to settle on the spot and to perform at once",
)
def all_agree_on_the_spot(a: SettleOnTheSpot, context: Context) -> Verdict:
    """Nobody is settled with against his will, and nobody agrees for another."""
    missing = {party.id for party in a.parties} - set(a.agreed_by)
    return not missing or Unmet(
        Text("请继续按案件程序处理", "go on with the case"), not_agreed=", ".join(sorted(missing))
    )


@opening_guard(
    "mediation.performed_on_the_spot",
    "协议已当场履行",
    "what was settled on the spot is performed there",
)
def performed_on_the_spot(a: SettleOnTheSpot, context: Context) -> Verdict:
    """What is still to be done is agreed in the ordinary way."""
    return a.performed.strip() != "" or Unmet(
        Text("请写明履行情况，或者按一般程序调解", "say what shows it, or mediate in the ordinary way"),
        performed="nothing",
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


@opening_guard("mediation.all_sober", "当事人均未醉酒", "none of the parties is drunk")
def all_sober(a: SettleOnTheSpot, context: Context) -> Verdict:
    """Nobody settles what he will not remember."""
    return a.not_sober == () or Unmet(
        Text("待其酒醒后再调解", "settle once everybody is sober"), not_sober=", ".join(a.not_sober)
    )


@opening_guard(
    "mediation.guardians_agree",
    "未成年当事人的监护人到场或者同意",
    "the guardians of minors are there or agree",
)
def guardians_agree(a: SettleOnTheSpot | Recognise, context: Context) -> Verdict:
    """Under the age that the pack gives, nobody settles alone, save who lives on own wages and wants nobody."""
    below = context.law.value("mediation.guardian_age", context.day).amount
    own = context.law.value("mediation.own_wages_age", context.day).amount
    excused = excusable(a.without_guardian, a.parties, own, context.day)
    alone = minors(a.parties, below, context.day) - excused - {*a.guardians}
    return not alone or Unmet(Text("请通知监护人到场", "call the guardian"), alone=", ".join(sorted(alone)))


@opening_guard(
    "mediation.effect_known",
    "人民调解协议的生效时间明确",
    "it is known when an agreement of people's mediation took effect",
)
def effect_known(a: Recognise, context: Context) -> Verdict:
    """The time for the court runs from there, and not from the day on which the police hear of it."""
    at = a.effective_at
    known = at is not None and at <= context.occurred_at
    return (a.form is not Form.PEOPLES or known) or Unmet(
        Text("请按协议书填写生效时间", "take it from the agreement"),
        effective_at="not decidable from what is recorded" if at is None else at,
    )


@opening_guard("mediation.asked_in_writing", "双方当事人书面申请认可", "both sides ask in writing")
def both_asked_in_writing(a: Recognise, context: Context) -> Verdict:
    """What was settled elsewhere counts only if both ask for it."""
    missing = {party.id for party in a.parties} - set(a.asked_in_writing)
    return not missing or Unmet(
        Text("请双方提交书面申请", "have both apply in writing"), missing=", ".join(sorted(missing))
    )


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
        *missing_parts(a.agreement),
        *sorted({party.id for party in a.parties} - set(a.agreement.signed_by)),
    ]
    return not missing or Unmet(Text("请补齐内容和签名", "complete and sign it"), missing=", ".join(missing))
