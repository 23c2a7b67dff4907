"""Which version of penalty law applies to an act: that of its day, unless the law has since become milder.

The law of the day of the act applies. Where the law of the day of the step no longer punishes the act, or punishes it
more lightly, that law applies instead. What was no breach on its day is none, whatever came later.

"More lightly" is decided by `PenaltyRange.gravity`: detention before fine before warning, and of each the upper bound
before the lower one. So a law that lets a fine stand in the place of detention is lighter although that fine is higher.
Where this order says nothing, because an article refers to others or only one of the two laws asks that something be
tried first, the law of the act applies and the answer says so.
"""

from datetime import date
from functools import lru_cache

import attrs

from precinct.basics.text import Named, Text
from precinct.law.citation import Citation
from precinct.law.pack import Pack
from precinct.law.penalty import Grade, Penalties, PenaltyRange


class Why(Named):
    """Why a version applies."""

    UNKNOWN = "unknown", "法律包中没有该行为"
    NO_BREACH = "no_breach", "行为时法律不认为是违法"
    NO_LONGER_PUNISHED = "no_longer_punished", "新法不再处罚"
    ONE_LAW = "one_law", "行为时与办理时适用同一法律"
    LIGHTER = "lighter", "新法处罚较轻"
    NOT_LIGHTER = "not_lighter", "新法处罚不较轻"
    NOT_COMPARABLE = "not_comparable", "两法无法比较轻重"


_TOLD = {
    Why.UNKNOWN: "the pack has no such act",
    Why.NO_BREACH: "it was no breach on its day",
    Why.NO_LONGER_PUNISHED: "the new law no longer punishes it",
    Why.ONE_LAW: "one law holds on the day of the act and on the day of the step",
    Why.LIGHTER: "the new law is lighter",
    Why.NOT_LIGHTER: "the new law is not lighter",
    Why.NOT_COMPARABLE: "the two laws cannot be compared, so that of the act applies",
}


@attrs.frozen
class Version:
    """The penalty law of one day for one grade of an act.

    Args:
        day: the day whose law it is.
        penalties: what the act may cost, None where that law does not punish it.
        range: what this grade may cost, None where there is nothing or the article refers to others.
    """

    day: date
    penalties: Penalties | None
    range: PenaltyRange | None

    @property
    def text(self) -> Text:
        """What it may cost, in words."""
        return Text("没有处罚", "no penalty") if self.range is None else self.range.text


@attrs.frozen
class WhichLaw:
    """The version that applies to an act, with both that were compared.

    Args:
        act: the act.
        grade: how grave it was.
        of_act: the law of the day of the act.
        of_step: the law of the day of the step.
        why: why the one that applies does.
    """

    act: str
    grade: Grade
    of_act: Version
    of_step: Version
    why: Why

    @property
    def applies(self) -> Version:
        """The version that applies."""
        return self.of_step if self.why in {Why.LIGHTER, Why.NO_LONGER_PUNISHED} else self.of_act

    @property
    def punishes(self) -> bool:
        """Whether the version that applies punishes the act."""
        return self.applies.penalties is not None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles of the act: of the version that applies, and of the other where two were compared."""
        both = (self.applies,) if self.why is Why.ONE_LAW else (self.applies, self.of_act, self.of_step)
        cited = (
            citation for one in both if one.penalties is not None for citation in one.penalties.citations
        )
        return tuple(dict.fromkeys(cited))

    @property
    def explained(self) -> Text:
        """The choice in words, with both ranges."""
        old, new = self.of_act.text, self.of_step.text
        told = _TOLD[self.why]
        return Text(
            f"{self.why.zh}；{self.of_act.day}：{old.zh}；{self.of_step.day}：{new.zh}",
            f"{told}; {self.of_act.day}: {old.en}; {self.of_step.day}: {new.en}",
        )


def which_law(law: Pack, act: str, grade: Grade, act_day: date, step_day: date) -> WhichLaw:
    """The version of penalty law that applies.

    Args:
        law: the pack.
        act: the act, as the pack names it.
        grade: how grave it was; a law that does not set it apart is asked for the grade that it falls under.
        act_day: the day of the act.
        step_day: the day on which it is proposed or decided.
    """
    old, new = _version(law, act, grade, act_day), _version(law, act, grade, step_day)
    return WhichLaw(act, grade, old, new, _why(law.acts(), act, old, new))


def _version(law: Pack, act: str, grade: Grade, day: date) -> Version:
    if not law.has_penalties(act, day):
        return Version(day, None, None)
    penalties = law.penalties(act, day)
    return Version(day, penalties, penalties.applied(grade))


def _why(known: frozenset[str], act: str, old: Version, new: Version) -> Why:
    if act not in known:
        return Why.UNKNOWN
    if old.penalties is None:
        return Why.NO_BREACH
    if new.penalties is None:
        return Why.NO_LONGER_PUNISHED
    if old.penalties is new.penalties or (
        old.range == new.range and old.penalties.needs is new.penalties.needs
    ):
        return Why.ONE_LAW
    if old.range is None or new.range is None or old.penalties.needs is not new.penalties.needs:
        return Why.NOT_COMPARABLE
    return Why.LIGHTER if new.range.gravity < old.range.gravity else Why.NOT_LIGHTER


@lru_cache(maxsize=1024)  # each guard of a penalty asks the same anew
def which_laws(
    law: Pack, act: str, grade: Grade | None, act_day: date, step_day: date
) -> tuple[WhichLaw, ...]:
    """The version that applies to each grade that either law has, or to the one that is given.

    The arguments are those of `which_law`; a grade of None leaves open how grave the act was.
    """
    known = [law.penalties(act, day) for day in (act_day, step_day) if law.has_penalties(act, day)]
    open_to = dict.fromkeys(found.grade for penalties in known for found in penalties.grades)
    grades = (grade,) if grade is not None else tuple(open_to) or (Grade.BASIC,)
    return tuple(which_law(law, act, one, act_day, step_day) for one in grades)
