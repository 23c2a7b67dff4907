"""What is kept of a mediation."""

from datetime import date, datetime

import attrs

from precinct.basics.text import Named
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


class Form(Named):
    """Who brings the sides together."""

    POLICE = "police", "治安调解"
    ON_THE_SPOT = "on_the_spot", "当场调解"
    PEOPLES = "peoples", "人民调解"
    OWN_SETTLEMENT = "own_settlement", "自行和解"


class Ground(Named):
    """Why something is not mediated, or not any more."""

    HIRED_HARM = "hired_harm", "雇凶伤害他人"
    GANG_FIGHT = "gang_fight", "结伙斗殴或者其他寻衅滋事"
    REPEATED = "repeated", "多次实施违反治安管理行为"
    NEW_BREACH = "new_breach", "调解过程中又违反治安管理"
    FLIGHT = "flight", "违法嫌疑人逃跑"
    REFUSAL = "refusal", "一方不再同意调解"
    UNSUITABLE = "unsuitable", "其他不宜调解"


class Circumstance(Named):
    """What must be there beside the act, so that it may be mediated."""

    CLOSE_TIES = "close_ties", "亲友、邻里、同事、在校学生之间因琐事发生纠纷"
    VICTIM_AT_FAULT = "victim_at_fault", "被侵害人有过错"
    EASIER = "easier", "其他适用调解更易化解矛盾"


@attrs.frozen
class Agent:
    """Who comes in a party's place.

    Args:
        party: the id of the party.
        name: the agent's name.
        written_powers: whether the party gave the powers in writing.
    """

    party: str
    name: str = attrs.field(**PERSONAL)
    written_powers: bool


@attrs.frozen
class Agreement:
    """What the sides agreed 治安调解协议. Who mediated, who was there and when is in the entry of `Agree`.

    Args:
        facts: the cause, course and result, in a sentence.
        terms: what each side does.
        perform_by: the day by which it is done.
        how: the way in which it is done.
        signed_by: the ids of the parties who signed, by their agents where they sent one.
        organ: the organ that mediated.
        place: where.
    """

    facts: str = attrs.field(**PERSONAL)
    terms: str = attrs.field(**PERSONAL)
    perform_by: date
    how: str = attrs.field(**PERSONAL)
    signed_by: tuple[str, ...]
    organ: str = ""
    place: str = attrs.field(default="", **PERSONAL)


@attrs.frozen(kw_only=True)
class Mediation(Matter):
    """A mediation as it stands.

    Args:
        form: who brings the sides together.
        case: the id of the case.
        act: the breach, as the pack names it.
        case_accepted_at: when the case was accepted.
        parties: both sides.
        circumstance: what must be there beside the act; None where the sides settled it without the police.
        not_sober: the ids of parties who are drunk or restrained.
        consents: the ids of parties who agreed to mediation.
        without_guardian: the ids of minors who need no guardian and want none.
        sessions: how many there were.
        first_session_at: when the first one began.
        valuation_at: when the valuation came.
        agreement: what was agreed.
        effective_at: when an agreement of people's mediation took effect.
    """

    form: Form
    case: str
    act: str
    case_accepted_at: datetime
    parties: tuple[Party, ...]
    circumstance: Circumstance | None = None
    not_sober: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    without_guardian: tuple[str, ...] = ()
    sessions: int = 0
    first_session_at: datetime | None = None
    valuation_at: datetime | None = None
    agreement: Agreement | None = None
    effective_at: datetime | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)
