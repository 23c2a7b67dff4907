"""What several conditions on a mediation ask alike."""

from collections.abc import Iterable
from datetime import date

from precinct.matters.mediation.record import Agreement
from precinct.people.person import Party
from precinct.workflow.context import Context


def missing_parts(agreement: Agreement) -> list[str]:
    """The parts of an agreement that say nothing."""
    parts = {"facts": agreement.facts, "terms": agreement.terms, "how": agreement.how}
    return [name for name, text in parts.items() if not text.strip()]


def minors(parties: Iterable[Party], below: int, day: date) -> frozenset[str]:
    """The ids of those who need a guardian; whose birthday is not known counts as grown up.

    Args:
        parties: the parties.
        below: the age under which one is needed, in years.
        day: the day on which they are that old.
    """
    ages = {party.id: party.age_on(day) for party in parties}
    return frozenset(name for name, age in ages.items() if age is not None and age < below)


def left_alone(
    parties: tuple[Party, ...], guarded: tuple[str, ...], excused: tuple[str, ...], context: Context
) -> frozenset[str]:
    """The ids of minors who need a guardian and have none.

    Args:
        parties: the parties.
        guarded: the ids of minors whose guardian is there or agrees.
        excused: the ids of those who live on own wages and want no guardian; it counts only from the age on
            that the pack gives.
        context: the law and the day.
    """
    below = context.law.value("mediation.guardian_age", context.day).amount
    own = context.law.value("mediation.own_wages_age", context.day).amount
    may_be_excused = {*excused} - minors(parties, own, context.day)
    return minors(parties, below, context.day) - {*guarded} - may_be_excused
