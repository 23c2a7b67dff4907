"""What may be asked of a measure."""

import attrs

from precinct.matters.custody.record import Custody, EndReason, Instrument, Measure, Tier
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Action, Opening


@attrs.frozen
class ProposeMeasure(Opening[Custody]):
    """Ask for a measure before it starts.

    Args:
        measure: which one.
        case: the id of the case that it serves.
        person: whom it concerns.
        why: the ground.
        drunk: whether the person is drunk now.
        why_again: for a further summons of the same person, its own reason.
    """

    zh = "呈请采取措施"
    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    why: str
    drunk: bool = False
    why_again: str = ""


@attrs.frozen
class RestrainAtOnce(Opening[Custody]):
    """Restrain a drunk person who is a danger, on the spot; approval follows at once.

    Args:
        case: the id of the case, or of the report while there is none.
        person: whom it concerns.
        danger: what the danger is.
        drunk: whether the person is drunk.
        watcher: the id of who watches all the time.
        filmed_on_the_ride: whether the ride to the station was filmed.
    """

    zh = "当场约束"
    case: str
    person: Party = attrs.field(**PERSONAL)
    danger: str
    drunk: bool
    watcher: str
    filmed_on_the_ride: bool


@attrs.frozen
class SummonOrally(Opening[Custody]):
    """Summon by word of mouth somebody found on the scene, after showing the police card.

    Args:
        case: the id of the case.
        person: whom it concerns.
        found_on_scene: whether the person was found on the scene.
        card_shown: whether the police card was shown.
        drunk: whether the person is drunk.
    """

    zh = "口头传唤"
    case: str
    person: Party = attrs.field(**PERSONAL)
    found_on_scene: bool
    card_shown: bool
    drunk: bool = False


@attrs.frozen
class Approve(Action[Custody]):
    """Approve the measure; for an urgent one, afterwards."""

    zh = "批准"


@attrs.frozen
class Reject(Action[Custody]):
    """Do not approve it; who is held goes free."""

    zh = "不批准"
    why: str


@attrs.frozen
class Start(Action[Custody]):
    """Record the arrival: the hours run from this minute.

    Args:
        arrival_signed: whether the person wrote and signed the time of arrival.
        tier: how long questioning may last.
        detention_possible: whether the law allows detention for the act.
        watcher: who watches, for a restraint.
    """

    zh = "到案"
    arrival_signed: bool
    tier: Tier = Tier.NORMAL
    detention_possible: bool = False
    watcher: str = ""


@attrs.frozen
class Extend(Action[Custody]):
    """Lengthen the questioning, on the grounds that the law asks for."""

    zh = "延长询问查证时间"
    tier: Tier
    detention_possible: bool
    why: str


@attrs.frozen
class TellFamily(Action[Custody]):
    """Record that the family was told reason and place, or why that cannot be."""

    zh = "通知家属"
    told: str = attrs.field(**PERSONAL)


@attrs.frozen
class UseInstrument(Action[Custody]):
    """Hold a person who is out of control with an instrument."""

    zh = "使用约束工具"
    instrument: Instrument
    out_of_control: bool


@attrs.frozen
class ChangeWatch(Action[Custody]):
    """Hand the watch over to somebody else."""

    zh = "更换看护人"
    watcher: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Question(Action[Custody]):
    """Record that the person was questioned.

    Args:
        record: the number of the written record.
        food_and_rest: whether food and the necessary rest were given.
    """

    zh = "询问"
    record: str
    food_and_rest: bool


@attrs.frozen
class End(Action[Custody]):
    """End the measure.

    Args:
        reason: why.
        leaving_signed: whether the person wrote and signed the time of leaving.
    """

    zh = "解除"
    reason: EndReason
    leaving_signed: bool = False
