"""What is done with somebody who is there."""

import attrs

from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import DetentionGround, EndReason, Instrument, Tier, Untold
from precinct.people.person import PERSONAL, Attendant
from precinct.workflow.action import Action


@attrs.frozen
class Approve(Action[Custody]):
    """Approve the measure; for an urgent one, afterwards."""

    zh = "批准"


@attrs.frozen
class Reject(Action[Custody]):
    """Do not approve it; who is held goes free."""

    zh = "不批准"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class ForceSummons(Action[Custody]):
    """Have somebody brought who refuses a summons.

    Args:
        refused: whether the person refused to come, or evaded the summons.
        cause: what cause the person gave for it; empty where there was none.
    """

    zh = "强制传唤"
    refused: bool
    cause: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class Start(Action[Custody]):
    """Record the arrival: the hours run from this minute.

    Args:
        arrival_signed: whether the person wrote and signed the time of arrival.
        tier: how long questioning may last.
        detention_possible: whether the law allows detention for the act; in a criminal case, whether
            custody or arrest is needed.
        watcher: who watches, for a restraint.
        refusal_noted: whether the record says that the person refused to sign.
        identity_unknown: whether nobody knows yet who the person is.
        many_involved: for the middle length of an inquiry, whether many are involved.
        complexity: for the longest hours, what makes the case complex.
        drunk: whether the person is drunk now; None is as the record says already.
    """

    zh = "到案"
    arrival_signed: bool
    tier: Tier = Tier.NORMAL
    detention_possible: bool = False
    watcher: str = ""
    refusal_noted: bool = False
    identity_unknown: bool = False
    many_involved: bool = False
    complexity: str = attrs.field(default="", **PERSONAL)
    drunk: bool | None = None


@attrs.frozen
class Extend(Action[Custody]):
    """Lengthen the time, on the grounds that the law asks for.

    Args:
        tier: the new length.
        detention_possible: as for `Start`.
        why: the reason.
        identity_withheld: for the longest continued questioning, whether the person withholds name, address or
            identity.
        ground: for the longest time before a request for arrest, which ground.
        number: of times for a repeated crime, of persons for a gang.
        many_involved: for the middle length of an inquiry, whether many are involved.
        identity_unknown: for the same, whether nobody knows yet who the person is.
        complexity: for the longest hours, what makes the case complex.
    """

    zh = "延长时限"
    tier: Tier
    detention_possible: bool
    why: str = attrs.field(**PERSONAL)
    identity_withheld: bool = False
    ground: DetentionGround | None = None
    number: int = 0
    many_involved: bool = False
    identity_unknown: bool = False
    complexity: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class TellFamily(Action[Custody]):
    """Record that the family was told reason and place, or why that cannot be.

    Args:
        told: who was told what and how; or, where nobody was, what was tried.
        untold: why nobody was told; None where somebody was.
    """

    zh = "通知家属"
    told: str = attrs.field(**PERSONAL)
    untold: Untold | None = None


@attrs.frozen
class TellAndHear(Action[Custody]):
    """Tell the person reasons and rights, hear what the person says, and have the record signed.

    Args:
        told: whether the reasons, the ground in law and the ways of redress were told.
        heard: whether the person was heard.
        signed: whether the record is signed, or says why not.
    """

    zh = "告知并听取陈述申辩"
    told: bool
    heard: bool
    signed: bool


@attrs.frozen
class UseInstrument(Action[Custody]):
    """Hold a person who is out of control, or is brought by force, with an instrument."""

    zh = "使用约束工具"
    instrument: Instrument
    out_of_control: bool


@attrs.frozen
class ChangeWatch(Action[Custody]):
    """Hand the watch over to somebody else."""

    zh = "更换看护人"
    watcher: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class SearchPerson(Action[Custody]):
    """Search the person; who searches is the actor.

    Args:
        belongings_signed: whether the list of what was found is signed by the person, or says why not.
        by_doctor: whether a doctor searched instead.
    """

    zh = "检查人身"
    belongings_signed: bool
    by_doctor: bool = False


@attrs.frozen
class PutInWaitingRoom(Action[Custody]):
    """Let somebody in continued questioning wait in the waiting room.

    Args:
        sexes_apart: whether men and women wait apart.
        bedding: whether there is bedding.
    """

    zh = "送入候问室"
    sexes_apart: bool
    bedding: bool = False


@attrs.frozen
class Question(Action[Custody]):
    """Record that the person was questioned.

    Args:
        record: the number of the written record.
        food_and_rest: whether food and the necessary rest were given.
        attending: who was present beside the police.
        guardian_absent_because: why no guardian came, where none did.
        nobody_came_because: why no other suitable adult came, where none did.
        alone: whether the person was questioned apart from all others.
        lawyer_told: whether the right to a lawyer was told, now or before.
        remote: whether it was done by video from another place.
        drunk: whether the person is drunk now; None is as the record says already.
    """

    zh = "询问"
    record: str
    food_and_rest: bool
    attending: tuple[Attendant, ...] = attrs.field(default=(), **PERSONAL)
    guardian_absent_because: str = attrs.field(default="", **PERSONAL)
    nobody_came_because: str = attrs.field(default="", **PERSONAL)
    alone: bool = True
    lawyer_told: bool = False
    remote: bool = False
    drunk: bool | None = None


@attrs.frozen
class TurnCriminal(Action[Custody]):
    """Go on as a criminal summons, with the hours of the first arrival.

    Args:
        case: the id of the criminal case, which is filed.
        why: what showed the crime.
        serious: whether it is a case in which questioning is always filmed 可能判处无期徒刑、死刑等重大案件.
    """

    zh = "转为刑事传唤"
    case: str
    why: str = attrs.field(**PERSONAL)
    serious: bool = False


@attrs.frozen
class SendToFacility(Action[Custody]):
    """Send a mentally ill person to a facility.

    Args:
        facility: which one.
        guardian_told: whether the guardian was told.
    """

    zh = "送往专门机构监护"
    facility: str
    guardian_told: bool


@attrs.frozen
class End(Action[Custody]):
    """End the measure. Who is free to go leaves, whatever paper is missing: what is owed then is made up for.

    Args:
        reason: why.
        leaving_signed: whether the person wrote and signed the time of leaving.
        refusal_noted: whether the record says that the person refused to sign.
        fetched_by: who of the family fetched the person, or who took the person home.
    """

    zh = "解除"
    reason: EndReason
    leaving_signed: bool = False
    refusal_noted: bool = False
    fetched_by: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class MakeUp(Action[Custody]):
    """Make up for what is owed to the person, once he has left: the leaving did not wait for it.

    Args:
        told: who of the family was told what and how, or what was tried; empty if that is not what is made up for.
        untold: why nobody was told; None where somebody was.
        heard: whether reasons, ground in law and ways of redress were told, the person was heard, and that is signed.
        signed: whether the person signed the time of leaving, or the record says that he refused.
    """

    zh = "补办手续"
    told: str = attrs.field(default="", **PERSONAL)
    untold: Untold | None = None
    heard: bool = False
    signed: bool = False
