"""What may be asked of a mediation."""

from datetime import datetime

import attrs
from attrs.validators import optional

from precinct.basics.clock import aware
from precinct.matters.mediation.record import Agent, Agreement, Circumstance, Form, Ground, Mediation
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action, Opening


@attrs.frozen
class Propose(Opening[Mediation]):
    """Offer mediation of an administrative case that is open.

    Args:
        case: the id of the case.
        case_accepted_at: when the case was accepted; the time to mediate runs from it.
        act: the breach, as the pack names it.
        parties: both sides.
        repeated: whether the offender has breached repeatedly.
        not_sober: the ids of parties who are drunk or restrained.
        circumstance: what must be there beside the act; None where it is not known.
        from_dispute: whether a civil dispute led to it.
        minor: whether it is a minor breach.
        bar: what stands against mediation; None where nothing does.
        interested: the ids of officers who are related to a side or have an interest.
    """

    zh = "提出调解"
    case: str
    case_accepted_at: datetime = attrs.field(validator=aware)
    act: str
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    repeated: bool = False
    not_sober: tuple[str, ...] = ()
    circumstance: Circumstance | None = None
    from_dispute: bool = True
    minor: bool = True
    bar: Ground | None = None
    interested: tuple[str, ...] = ()


@attrs.frozen
class SettleOnTheSpot(Opening[Mediation]):
    """Settle a minor, clear matter at the scene, agreed and performed at once.

    Args:
        case: the id of the case, opened in the same unit of work.
        act: the breach, as the pack names it.
        parties: both sides.
        payment_disputed: whether medical costs or damages are owed and not agreed.
        written: whether the agreement is on paper; where all of it is filmed it need not be.
        circumstance: what must be there beside the act; None where it is not known.
        from_dispute: whether a civil dispute led to it.
        minor: whether it is a minor breach.
        bar: what stands against mediation; None where nothing does.
        interested: the ids of officers who are related to a side or have an interest.
        not_sober: the ids of parties who are drunk.
        guardians: the ids of minors whose guardian is there.
        without_guardian: the ids of minors who mainly live on their own wages and want no guardian called.
        facts_established: whether the facts are clear and the evidence is taken.
        agreed_by: the ids of the parties who agree, both to the settlement and to performing it at once.
        performed: what shows that it is performed: a receipt, an apology that was accepted.
    """

    zh = "当场调解"
    case: str
    act: str
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    payment_disputed: bool = False
    written: bool = False
    circumstance: Circumstance | None = None
    from_dispute: bool = True
    minor: bool = True
    bar: Ground | None = None
    interested: tuple[str, ...] = ()
    not_sober: tuple[str, ...] = ()
    guardians: tuple[str, ...] = ()
    without_guardian: tuple[str, ...] = ()
    facts_established: bool = False
    agreed_by: tuple[str, ...] = ()
    performed: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class Recognise(Opening[Mediation]):
    """Take up what people's mediation or the sides themselves settled, and both ask in writing to have accepted.

    Args:
        case: the id of the case.
        act: the breach, as the pack names it.
        form: `Form.PEOPLES` or `Form.OWN_SETTLEMENT`.
        parties: both sides.
        agreement: what they agreed.
        asked_in_writing: the ids of the parties who asked in writing.
        effective_at: when the agreement took effect; people's mediation says it, since the time for the court
            runs from it.
        interested: the ids of officers who are related to a side or have an interest.
        guardians: the ids of minors whose guardian agrees.
        without_guardian: the ids of minors who mainly live on their own wages and want no guardian called.
        bar: what stands against mediation; None where nothing does.
    """

    zh = "认可和解"
    case: str
    act: str
    form: Form
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    agreement: Agreement
    asked_in_writing: tuple[str, ...]
    effective_at: datetime | None = attrs.field(default=None, validator=optional(aware))
    interested: tuple[str, ...] = ()
    guardians: tuple[str, ...] = ()
    without_guardian: tuple[str, ...] = ()
    bar: Ground | None = None


@attrs.frozen
class SoberUp(Action[Mediation]):
    """Say that a party has been found sober."""

    zh = "确认酒醒"
    party: str


@attrs.frozen
class Consent(Action[Mediation]):
    """Record that a party agrees to mediation.

    Args:
        party: the id of the party.
        guardian: for a minor, who came as the guardian.
        lives_on_own_wages: whether a minor mainly lives on wages of his own.
        wants_no_guardian: whether such a minor agrees that no guardian is called.
    """

    zh = "同意调解"
    party: str
    guardian: str = attrs.field(default="", **PERSONAL)
    lives_on_own_wages: bool = False
    wants_no_guardian: bool = False


@attrs.frozen
class Refuse(Action[Mediation]):
    """Record that a party does not agree to mediation."""

    zh = "不同意调解"
    party: str


@attrs.frozen
class OrderValuation(Action[Mediation]):
    """Ask for the appraisal or valuation without which nobody can settle."""

    zh = "委托鉴定"
    of: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class ReceiveValuation(Action[Mediation]):
    """Take in the report; the time to mediate runs from it.

    Args:
        at: when the report came.
        loss: what it says, in yuan.
    """

    zh = "收到鉴定意见"
    at: datetime = attrs.field(validator=aware)
    loss: int = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen
class OpenSession(Action[Mediation]):
    """Sit down together.

    Args:
        present: the ids of the parties present.
        facts_established: whether the facts are clear and the evidence is taken.
        helpers: who helps: residents' committee, trusted persons.
        agents: who comes in a victim's place.
        guardians: the ids of minors whose guardian is there.
    """

    zh = "开始调解"
    present: tuple[str, ...]
    facts_established: bool
    helpers: tuple[str, ...] = attrs.field(default=(), **PERSONAL)
    agents: tuple[Agent, ...] = ()
    guardians: tuple[str, ...] = ()


@attrs.frozen
class Adjourn(Action[Mediation]):
    """Break off for one further session."""

    zh = "休会"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Agree(Action[Mediation]):
    """Record what was agreed."""

    zh = "达成协议"
    agreement: Agreement


@attrs.frozen
class Perform(Action[Mediation]):
    """Record that what was agreed has been done.

    Args:
        evidence: what shows it: a receipt, a statement of the other side.
    """

    zh = "履行协议"
    evidence: str = attrs.field(**PERSONAL)


@attrs.frozen
class AskCourt(Action[Mediation]):
    """Record that the sides ask the court to confirm what people's mediation settled.

    Args:
        asked_by: the ids of the parties who ask.
    """

    zh = "申请司法确认"
    asked_by: tuple[str, ...]


@attrs.frozen
class Breach(Action[Mediation]):
    """Record that what was agreed has not been done; arguments as for `Fail`."""

    zh = "未履行协议"
    why: str = attrs.field(**PERSONAL)
    civil_way_told: tuple[str, ...]


@attrs.frozen
class Fail(Action[Mediation]):
    """Record that there is no agreement, and that the parties were told of the civil way.

    Args:
        why: what it failed on.
        civil_way_told: the ids of the parties who were told that they may sue.
    """

    zh = "调解未达成"
    why: str = attrs.field(**PERSONAL)
    civil_way_told: tuple[str, ...]


@attrs.frozen
class Withdraw(Action[Mediation]):
    """Take the offer back before anybody has sat down."""

    zh = "撤回"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class Terminate(Action[Mediation]):
    """Break it off for good.

    Args:
        ground: why.
        civil_way_told: the ids of the parties who were told that they may sue.
    """

    zh = "终止调解"
    ground: Ground
    civil_way_told: tuple[str, ...] = ()
