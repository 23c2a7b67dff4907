"""Which time limits the measures know, who may lengthen them, and from when they run."""

from collections.abc import Callable, Mapping
from datetime import datetime

from precinct.matters.common import COUNTY_HEAD, OFFICERS, UNIT_HEAD
from precinct.matters.custody.actions import Extend, Start
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import AT_LARGE, CRIMINAL_CUSTODY, TIER_LIMITS, Measure, Place, Tier
from precinct.people.role import Role
from precinct.workflow.action import Since
from precinct.workflow.context import Context

LENGTHS = list(TIER_LIMITS.values())
"""The limits of all lengths; whichever runs, the next takes its place."""
CUSTODY_DAYS = [code for (measure, _), code in TIER_LIMITS.items() if measure in CRIMINAL_CUSTODY]
"""The limits that a psychiatric appraisal stops."""
RELEASE = [
    *LENGTHS,
    "custody.questioning_special",
    "custody.arrest_decision",
    "custody.administrative_detention",
]
"""All limits at whose end somebody goes free."""
OTHERS = [
    "custody.restraint_approval",
    "custody.questioning_approval",
    "custody.detention_house",
    "custody.family_notice",
    "custody.first_interrogation",
    "custody.new_crime_report",
    "custody.stay_decision",
]
"""All limits at whose end something must be done."""

COUNTY_APPROVES = frozenset(
    {
        Measure.COMPELLED_APPEARANCE,
        Measure.DETENTION,
        Measure.BAIL,
        Measure.RESIDENTIAL_SURVEILLANCE,
        Measure.ADMINISTRATIVE_DETENTION,
    }
)
"""Measures that a station does not decide."""

LENGTHENED_BY: Mapping[tuple[Measure, Tier], frozenset[Role]] = {
    (Measure.INQUIRY, Tier.MIDDLE): UNIT_HEAD,
    (Measure.INQUIRY, Tier.COMPLEX): UNIT_HEAD,
    (Measure.CRIMINAL_SUMMONS, Tier.COMPLEX): UNIT_HEAD,
    (Measure.COMPELLED_APPEARANCE, Tier.COMPLEX): COUNTY_HEAD,
    (Measure.CONTINUED_QUESTIONING, Tier.LONGER): frozenset({Role.COUNTY_DUTY_LEADER}),
    (Measure.CONTINUED_QUESTIONING, Tier.WITHHELD): frozenset({Role.COUNTY_LEADER_IN_CHARGE}),
    (Measure.DETENTION, Tier.SPECIAL): COUNTY_HEAD,
    (Measure.DETENTION, Tier.ROAMING): COUNTY_HEAD,
    (Measure.ARREST, Tier.FIRST_EXTENSION): frozenset({Role.HIGHER_PROSECUTOR}),
    (Measure.ARREST, Tier.SECOND_EXTENSION): frozenset({Role.PROVINCIAL_PROSECUTOR}),
    (Measure.ARREST, Tier.THIRD_EXTENSION): frozenset({Role.PROVINCIAL_PROSECUTOR}),
}
"""Who may allow each length beyond the first."""


def started_by(measure: Measure, tier: Tier) -> frozenset[Role]:
    """Who may start a measure with a length: officers, but heads where the longest criminal hours are chosen."""
    longest = tier is Tier.COMPLEX and measure is not Measure.INQUIRY
    return LENGTHENED_BY[measure, tier] if longest else OFFICERS


def notices(measure: Measure) -> list[str]:
    """The limits that begin beside the length itself when somebody is locked up for a crime."""
    if measure not in CRIMINAL_CUSTODY:
        return []
    house = ["custody.detention_house"] if measure is Measure.DETENTION else []
    return [*house, "custody.family_notice", "custody.first_interrogation"]


def from_arrival(code: str) -> Since[Custody]:
    """Time that runs from the minute of arrival, whenever it was chosen, or from where it is counted anew."""

    def arrived(m: Custody) -> datetime:
        moment = m.counts_from or m.started_at
        if moment is None:  # an effect of the same row sets it
            raise ValueError("nobody has arrived")
        return moment

    return Since(code, arrived)


def asks_for(measure: Measure, tier: Tier) -> Callable[[Custody, Start | Extend, Context], bool]:
    """Whether a payload asks for this length of this measure."""

    def asked_for(m: Custody, a: Start | Extend, context: Context) -> bool:
        return m.measure is measure and a.tier is tier

    return asked_for


def at_designated_place(m: Custody, a: Start, context: Context) -> bool:
    """Whether somebody is taken to a place that is not home; then the family is told within a day."""
    return m.measure in AT_LARGE and m.place is Place.DESIGNATED and a.tier is Tier.NORMAL
