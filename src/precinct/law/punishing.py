"""What a pack says of people and penalties: ages, grounds that lighten, repeats, limitation, execution of detention.

Nothing here raises where a pack, or a pack on some day, lacks something: then there is nothing that it forbids.
"""

from collections.abc import Set as AbstractSet
from datetime import date

import attrs

from precinct.law.counting import months_after
from precinct.law.pack import Pack


def lightens(law: Pack, grounds: AbstractSet[str], age: int | None, day: date) -> bool:
    """Whether what speaks for somebody allows a penalty below the range.

    Args:
        law: the pack.
        grounds: the names of what is recorded.
        age: the age on the day of the act, None where it is not known.
        day: the day whose law applies.
    """
    full = _number(law, "penalty.age_full", day)
    given = set(grounds) | ({"youth"} if age is not None and full is not None and age < full else set())
    together = _names(law, "penalty.lightens_together", day)
    return not given.isdisjoint(_names(law, "penalty.lightens_alone", day)) or (
        bool(together) and together <= given
    )


def responsible_from(law: Pack, day: date) -> int:
    """The age from which a breach is punished; 0 where the law of the day says none."""
    return _number(law, "penalty.age_min", day) or 0


def excludes_breach(law: Pack, grounds: AbstractSet[str], day: date) -> frozenset[str]:
    """Which of these grounds make an act no breach."""
    return _names(law, "penalty.no_breach", day) & grounds


def repeat_counts_until(law: Pack, last: date, act_day: date) -> date | None:
    """Until when a penalty makes the next one heavier, by the law of the next act; None where it never does."""
    months = _number(law, "penalty.repeat_months", act_day)
    return None if months is None else months_after(last, months)


def protects_victim(law: Pack, act: str, age: int | None, day: date) -> bool:
    """Whether a victim of this age makes an act graver."""
    if age is None or act not in _names(law, "assault.protecting_acts", day):
        return False
    child, old = _number(law, "assault.child_age", day), _number(law, "assault.elderly_age", day)
    return (child is not None and age < child) or (old is not None and age >= old)


def not_credited(law: Pack, measures: AbstractSet[str], day: date) -> frozenset[str]:
    """Which of these measures take no day off detention."""
    return frozenset(measures) - _names(law, "detention.credited_measures", day)


@attrs.frozen
class Detained:
    """What decides whether detention is carried out.

    Args:
        age_then: the age on the day of the act, None where it is not known.
        age_now: the age on the day on which it would begin.
        first_breach: whether it is the first; where that is not known, it counts as the first.
        expecting_or_nursing: pregnant, or nursing a small child.
        grave_influence: the act is serious and its influence bad.
        breaches_in_year: breaches within a year.
    """

    age_then: int | None
    age_now: int | None
    first_breach: bool | None
    expecting_or_nursing: bool
    grave_influence: bool
    breaches_in_year: int


def bars_execution(law: Pack, who: Detained, day: date) -> str:
    """Why detention is not carried out; empty where nothing bars it.

    Args:
        law: the pack.
        who: the person.
        day: the day of the act: a later law can be no harsher.
    """
    young_below, first_below = (
        _number(law, "detention.age_min", day),
        _number(law, "detention.age_first", day),
    )
    old_from = _number(law, "detention.age_old", day)
    if young_below is None or first_below is None or old_from is None:
        return ""
    if who.expecting_or_nursing:
        return "expecting or nursing"
    if who.age_then is None or who.age_now is None:
        return "the age is not recorded, so it is not decidable"
    young, old = who.age_then < young_below, who.age_now >= old_from
    first = young_below <= who.age_then < first_below and who.first_breach is not False
    least = _number(law, "detention.executed_from_breaches", day)
    if least is not None and (who.grave_influence or ((young or old) and who.breaches_in_year >= least)):
        return ""
    reasons = (
        (old, f"{who.age_now} years old"),
        (young, f"{who.age_then} years old at the act"),
        (first, f"{who.age_then} years old at the act, and a first breach"),
    )
    return next((why for bars, why in reasons if bars), "")


def _number(law: Pack, code: str, day: date) -> int | None:
    return law.value(code, day).amount if law.has_value(code, day) else None


def _names(law: Pack, code: str, day: date) -> frozenset[str]:
    return law.choice(code, day) if law.has_choice(code, day) else frozenset()
