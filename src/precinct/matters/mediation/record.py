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
    """Why a mediation is broken off."""

    NEW_BREACH = "new_breach", "调解过程中又违反治安管理"
    FLIGHT = "flight", "违法嫌疑人逃跑"
    REFUSAL = "refusal", "一方不再同意调解"
    UNSUITABLE = "unsuitable", "其他不宜调解"


@attrs.frozen
class Agreement:
    """What the sides agreed 治安调解协议.

    Args:
        facts: the cause, course and result, in a sentence.
        terms: what each side does.
        perform_by: the day by which it is done.
        how: the way in which it is done.
        signed_by: the ids of the parties who signed.
    """

    facts: str = attrs.field(**PERSONAL)
    terms: str = attrs.field(**PERSONAL)
    perform_by: date
    how: str = attrs.field(**PERSONAL)
    signed_by: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Mediation(Matter):
    """A mediation as it stands."""

    form: Form
    case: str
    act: str
    case_accepted_at: datetime
    parties: tuple[Party, ...]
    not_sober: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    sessions: int = 0
    first_session_at: datetime | None = None
    valuation_at: datetime | None = None
    agreement: Agreement | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.id for party in self.parties)
