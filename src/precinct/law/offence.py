"""What is recorded of an act, and the answer to "breach or crime?"; `breach_or_crime` gives it."""

from datetime import date

import attrs

from precinct.basics.text import Language, Named, Text
from precinct.law.citation import Citation


class Finding(Named):
    """What an act is, as far as it is recorded."""

    CRIME = "crime", "构成犯罪"
    UNDECIDABLE = "undecidable", "现有记载不能认定"
    BREACH = "breach", "违反治安管理行为"


class Manner(Named):
    """How an act was done, where that counts beside its amount."""

    BURGLARY = "burglary", "入户"
    ARMED = "armed", "携带凶器"
    PICKPOCKETING = "pickpocketing", "扒窃"
    VEHICLE = "vehicle", "驾驶车辆"
    OPENLY = "openly", "公然"


class Injury(Named):
    """How gravely somebody was hurt, by the appraisal."""

    MINOR = "minor_injury", "轻微伤"
    LIGHT = "light_injury", "轻伤"
    SERIOUS = "serious_injury", "重伤"
    DEATH = "death", "死亡"


class Size(Named):
    """How large an amount is for the criminal law."""

    LARGE = "large", "数额较大"
    HUGE = "huge", "数额巨大"
    ESPECIALLY_HUGE = "especially_huge", "数额特别巨大"


@attrs.frozen(kw_only=True)
class Act:
    """What is recorded of an act.

    Args:
        offence: the offence, as the pack names it.
        day: the day of the act, which chooses the law.
        amount: the value or the loss in the currency's whole units, None while it is not known.
        times: how many such acts are recorded within the time in which the law counts them, this one included.
        manners: how it was done.
        people: how many acted together, None while it is not known.
        violence: whether force was used against a person, None while it is not known.
        injury: how gravely somebody was hurt, None while it is not appraised.
        halving: the situation that lowers the amount, in the officer's words; empty where none is recorded.
        prior: an earlier punishment is recorded; whether it lowers the amount is for `halving` to say.
        age: the age of the suspect on that day, None while it is not known.
    """

    offence: str
    day: date
    amount: int | None = None
    times: int = 1
    manners: frozenset[Manner] = frozenset()
    people: int | None = None
    violence: bool | None = None
    injury: Injury | None = None
    halving: str = ""
    prior: bool = False
    age: int | None = None

    @property
    def marks(self) -> frozenset[str]:
        """How it was done, as packs name it."""
        forced = {"violence"} if self.violence else set[str]()
        return frozenset({manner.value for manner in self.manners} | forced)


@attrs.frozen
class Ground:
    """One thing that speaks for a finding.

    Args:
        finding: what it speaks for.
        text: the reason in a sentence.
        citations: what it stands on.
        facts: what was looked at, by name.
        remedy: what would decide it, where that is known.
    """

    finding: Finding
    text: Text
    citations: tuple[Citation, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    remedy: Text | None = None


@attrs.frozen
class Answer:
    """Breach or crime, with every reason for it.

    Args:
        finding: what the act is.
        grounds: why, at least one.
        sizes: how large the amount may be for the criminal law; several where the place's figure is missing,
            none where the pack has no steps for it or it lies below all of them.
    """

    finding: Finding
    grounds: tuple[Ground, ...]
    sizes: tuple[Size, ...] = ()

    def to_text(self, language: Language = "en") -> str:
        """The answer in words: the finding, each reason, and what it stands on."""
        because = "因为" if language == "zh" else "because"
        lines = [self.finding.text.to(language)]
        for ground in self.grounds:
            places = "; ".join(citation.to(language) for citation in ground.citations)
            lines.append(f"  {because}: {ground.text.to(language)}" + (f" [{places}]" if places else ""))
        return "\n".join(lines)
