"""A penalty as it is proposed or decided, with what is recorded for and against it."""

from datetime import date

import attrs

from precinct.basics.text import Named
from precinct.law.penalty import Grade, Prerequisite
from precinct.people.person import PERSONAL

_NOT_NEGATIVE = attrs.validators.ge(0)


class PenaltyKind(Named):
    """The penalties of public order."""

    WARNING = "warning", "警告"
    FINE = "fine", "罚款"
    DETENTION = "detention", "行政拘留"
    LICENCE_REVOKED = "licence_revoked", "吊销许可证件"
    SUSPENSION = "suspension", "责令停产停业"


class Ground(Named):
    """What speaks for the person. Which of them lighten a penalty, and which only together, the law of a day says."""

    MINOR = "minor", "情节轻微"
    ESPECIALLY_MINOR = "especially_minor", "情节特别轻微"
    HARM_REMOVED = "harm_removed", "主动消除或者减轻违法后果"
    FORGIVEN = "forgiven", "取得被侵害人谅解"
    COERCED = "coerced", "受他人胁迫或者诱骗"
    SURRENDERED = "surrendered", "主动投案"
    MERIT = "merit", "有立功表现"
    YOUTH = "youth", "未成年"
    IN_DEFENCE = "in_defence", "为制止正在进行的不法侵害"
    EXCESSIVE_DEFENCE = "excessive_defence", "制止行为明显超过必要限度"
    DRUNK = "drunk", "醉酒"


class CustodyMeasure(Named):
    """As what somebody was held before a decision."""

    CRIMINAL_DETENTION = "criminal_detention", "刑事拘留"
    ARREST = "arrest", "逮捕"
    INQUIRY = "inquiry", "询问查证"
    CONTINUED_QUESTIONING = "continued_questioning", "继续盘问"
    RESTRAINT = "restraint", "约束"


@attrs.frozen
class Credit:
    """Earlier custody for the same act, to be taken from the days of detention.

    Args:
        measure: as what the person was held.
        days: how many days are to be taken off.
    """

    measure: CustodyMeasure
    days: int = attrs.field(validator=attrs.validators.ge(1))


@attrs.frozen
class FurtherAct:
    """Another act in the same decision, with a penalty of its own.

    Args:
        act: the breach, as the pack names it.
        act_day: the day of the breach.
        grade: how grave it was, None where that is left open.
        fine: yuan, 0 for none.
        days: days of detention, 0 for none.
        discovered_on: the day on which the police learnt of it.
        complained_on: the day on which a victim complained of it and was turned away.
        victims: the ids of those whom it harmed; empty where that is not recorded.
    """

    act: str
    act_day: date
    grade: Grade | None = None
    fine: int = attrs.field(default=0, validator=_NOT_NEGATIVE)
    days: int = attrs.field(default=0, validator=_NOT_NEGATIVE)
    discovered_on: date | None = None
    complained_on: date | None = None
    victims: tuple[str, ...] = ()


@attrs.frozen
class Punished:
    """What is known of the person who is punished; None says that it is not known.

    Args:
        id: the party; empty where all offenders of the case are meant.
        first_breach: whether it is the first breach.
        expecting_or_nursing: pregnant, or nursing a child of less than a year.
        breaches_in_year: how many breaches were punished within a year.
        grave_influence: the act is serious and its influence bad.
        last_punished_on: the day of the last penalty, where a repeat makes this one heavier.
        foreigner: whether the person is a foreigner.
    """

    id: str = ""
    first_breach: bool | None = attrs.field(default=None, **PERSONAL)
    expecting_or_nursing: bool = attrs.field(default=False, **PERSONAL)
    breaches_in_year: int = attrs.field(default=0, validator=_NOT_NEGATIVE, **PERSONAL)
    grave_influence: bool = False
    last_punished_on: date | None = attrs.field(default=None, **PERSONAL)
    foreigner: bool | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class Penalty:
    """A penalty as it is proposed or decided.

    Args:
        kind: the main penalty.
        fine: yuan, 0 for none; may stand beside detention.
        days: days of detention, 0 for none.
        grade: how grave the act was; where it is left open, the penalty must fit some grade of the act.
        grounds: what speaks for the person.
        met: what happened before, where the act is punished only after it.
        repeat: punished more heavily, within the range, because of an earlier penalty.
        further: further acts, each with its own penalty.
        together: days of detention to be served for all acts; None where that is their sum.
        credits: earlier custody that is taken from the days.
        exit_ordered: a foreigner must leave the country besides.
        punished: what is known of the person.
    """

    kind: PenaltyKind
    fine: int = attrs.field(default=0, validator=_NOT_NEGATIVE)
    days: int = attrs.field(default=0, validator=_NOT_NEGATIVE)
    grade: Grade | None = None
    grounds: frozenset[Ground] = frozenset()
    met: frozenset[Prerequisite] = frozenset()
    repeat: bool = False
    further: tuple[FurtherAct, ...] = ()
    together: int | None = attrs.field(default=None, validator=attrs.validators.optional(_NOT_NEGATIVE))
    credits: tuple[Credit, ...] = ()
    exit_ordered: bool = False
    punished: Punished = attrs.Factory(Punished)

    @property
    def days_of_all(self) -> int:
        """Days of detention to be served for all acts together."""
        return self.days_decided if self.together is None else self.together

    @property
    def fine_of_all(self) -> int:
        """The fines of all acts together, in yuan."""
        return self.fine + sum(one.fine for one in self.further) if self.further else self.fine

    @property
    def days_decided(self) -> int:
        """Days of detention decided for all acts, before they are served together."""
        return self.days + sum(one.days for one in self.further) if self.further else self.days
