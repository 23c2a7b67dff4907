"""How a measure begins: on paper, or with somebody who is already there."""

import attrs

from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import (
    Coming,
    Measure,
    Place,
    QuestioningBar,
    QuestioningGround,
    SpecialPerson,
    Surety,
)
from precinct.people.person import PERSONAL, Party
from precinct.workflow.action import Opening


@attrs.frozen
class ProposeMeasure(Opening[Custody]):
    """Ask for a measure before it starts.

    Args:
        measure: which one.
        case: the id of the case that it serves.
        person: whom it concerns.
        why: the ground.
        drunk: whether the person is drunk now.
        danger: for a restraint, what the danger is.
        mentally_ill: for a protective restraint, whether the person is mentally ill, as far as can be seen.
        why_again: for a further summons of the same person, its own reason.
        serious: whether it is a case in which questioning is always filmed 可能判处无期徒刑、死刑等重大案件.
        surety: for bail, what stands for the person; one of both, never both.
        deposit: for bail with a deposit, how many yuan.
        no_guarantor_because: for bail of a minor with a deposit, why there is no guarantor.
        place: for residential surveillance, where.
        days: for an administrative detention, how many days were decided.
        credited_days: how many of them an earlier custody has already taken.
        credited_from: the ids of the measures that took them.
        for_other_acts: the ids of the measures that were for other acts, and take nothing.
        sober_again: for who left a restraint still drunk, whether he was seen to be sober since.
    """

    zh = "呈请采取措施"
    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    why: str = attrs.field(**PERSONAL)
    drunk: bool = False
    danger: str = attrs.field(default="", **PERSONAL)
    mentally_ill: bool = False
    why_again: str = attrs.field(default="", **PERSONAL)
    serious: bool = False
    surety: Surety | None = None
    deposit: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    no_guarantor_because: str = attrs.field(default="", **PERSONAL)
    place: Place | None = None
    days: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    credited_days: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    credited_from: tuple[str, ...] = ()
    for_other_acts: tuple[str, ...] = ()
    sober_again: bool = False


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
    danger: str = attrs.field(**PERSONAL)
    drunk: bool
    watcher: str
    filmed_on_the_ride: bool


@attrs.frozen
class ProtectAtOnce(Opening[Custody]):
    """Restrain a mentally ill person who seriously endangers others, on the spot; approval follows at once.

    Args:
        case: the id of the case, or of the report while there is none.
        person: whom it concerns.
        danger: what the danger to others is.
        mentally_ill: whether the person is mentally ill, as far as can be seen.
        watcher: the id of who watches all the time.
    """

    zh = "当场采取保护性约束措施"
    case: str
    person: Party = attrs.field(**PERSONAL)
    danger: str = attrs.field(**PERSONAL)
    mentally_ill: bool
    watcher: str


@attrs.frozen
class SummonOrally(Opening[Custody]):
    """Summon by word of mouth somebody found on the scene, after showing the police card.

    Args:
        case: the id of the case.
        person: whom it concerns.
        found_on_scene: whether the person was found on the scene.
        card_shown: whether the police card was shown.
        drunk: whether the person is drunk.
        why_again: for a further summons of the same person, its own reason.
        sober_again: for who left a restraint still drunk, whether he was seen to be sober since.
    """

    zh = "口头传唤"
    case: str
    person: Party = attrs.field(**PERSONAL)
    found_on_scene: bool
    card_shown: bool
    drunk: bool = False
    why_again: str = attrs.field(default="", **PERSONAL)
    sober_again: bool = False


@attrs.frozen
class TakeInArrived(Opening[Custody]):
    """Take in somebody who came without a summons; the same hours run as after one.

    Args:
        case: the id of the case.
        person: whom it concerns.
        came: how: surrendered, or handed over by citizens.
        arrival_signed: whether the person wrote and signed the time of arrival.
        drunk: whether the person is drunk.
        refusal_noted: whether the record says that the person refused to sign.
        why_again: for who was summoned before, why he is there again.
        sober_again: for who left a restraint still drunk, whether he was seen to be sober since.
    """

    zh = "接收投案、扭送人员"
    case: str
    person: Party = attrs.field(**PERSONAL)
    came: Coming
    arrival_signed: bool
    drunk: bool = False
    refusal_noted: bool = False
    why_again: str = attrs.field(default="", **PERSONAL)
    sober_again: bool = False


@attrs.frozen
class BringForQuestioning(Opening[Custody]):
    """Bring somebody in for continued questioning after a stop-and-check; the hours run from the arrival.

    Args:
        case: the id of the report; a matter that is already filed has no continued questioning.
        person: whom it concerns.
        stopped_and_checked: whether the person was stopped and checked on the spot, and suspicion stayed.
        grounds: what was left unexplained.
        bars: what is known that forbids it.
        special: why the person needs more care than others.
        drunk: whether the person is drunk.
        sober_again: for who left a restraint still drunk, whether he was seen to be sober since.
    """

    zh = "带至公安机关继续盘问"
    case: str
    person: Party = attrs.field(**PERSONAL)
    stopped_and_checked: bool
    grounds: frozenset[QuestioningGround]
    bars: frozenset[QuestioningBar] = frozenset()
    special: SpecialPerson | None = attrs.field(default=None, **PERSONAL)
    drunk: bool = False
    sober_again: bool = False
