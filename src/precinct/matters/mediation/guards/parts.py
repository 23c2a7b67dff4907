"""What several conditions on a mediation ask alike."""

from collections.abc import Iterable
from datetime import date

from precinct.matters.mediation.record import Agreement
from precinct.people.person import Party


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


def excusable(excused: Iterable[str], parties: Iterable[Party], own: int, day: date) -> frozenset[str]:
    """The ids of those who live on own wages, want no guardian, and are old enough to do without.

    Args:
        excused: the ids of those who live on own wages and want no guardian.
        parties: the parties.
        own: the age from which they may do without, in years.
        day: the day on which they are that old.
    """
    return frozenset(excused) - minors(parties, own, day)
