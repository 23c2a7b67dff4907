"""A criminal reconciliation leads to a proposal of leniency, and each condition is a reason of its own."""

from datetime import date

import attrs
import pytest

from precinct.matters.criminal_case import ProposeLeniency
from tests.matters.criminal_case.cases import PARK, S, after, case, codes
from tests.matters.people import COUNTY, WANG, now

FAIR = ProposeLeniency(
    "和解协议书", intentional=True, born_of_dispute=True, against_person_or_property=True, years_possible=3
)
INJURY = case(S.INVESTIGATING, offence="intentional_injury")


def refused(matter=INJURY, **more):
    return codes(matter, attrs.evolve(FAIR, **more), now(COUNTY))


def test_the_case_goes_on_with_the_proposal():
    proposed = after(INJURY, FAIR, COUNTY)

    assert (proposed.matter.leniency_proposed, proposed.matter.state) == (True, S.INVESTIGATING)
    assert codes(INJURY, FAIR, now(WANG)) == ("engine.role",)


@pytest.mark.parametrize("missing", ["born_of_dispute", "against_person_or_property"])
def test_an_intentional_offence_is_born_of_a_dispute_and_against_person_or_property(missing):
    assert refused(**{missing: False}) == ("criminal_case.reconciliation_of_a_dispute",)
    assert refused(**{missing: False, "intentional": False}) == ()


@pytest.mark.parametrize(("intentional", "most"), [(True, 3), (False, 7)])
def test_the_term_to_be_expected_has_an_upper_end(intentional, most):
    assert refused(intentional=intentional, years_possible=most) == ()
    assert refused(intentional=intentional, years_possible=most + 1) == (
        "criminal_case.reconciliation_within_years",
    )


def test_an_intentional_crime_in_the_years_before_bars_it():
    assert refused(last_intentional_crime=date(2017, 10, 9)) == ()
    assert refused(last_intentional_crime=date(2017, 10, 10)) == (
        "criminal_case.reconciliation_without_record",
    )
    leap = attrs.evolve(INJURY, act_day=date(2025, 2, 28))
    assert refused(leap, last_intentional_crime=date(2020, 2, 29)) == (
        "criminal_case.reconciliation_without_record",
    )
    assert PARK.year == 2022


@pytest.mark.parametrize(
    "bar", ["hired_harm", "organised_crime", "picking_quarrels", "affray", "repeated_harm"]
)
def test_what_is_the_publics_matter_is_not_reconciled(bar):
    assert refused(circumstances=(bar,)) == ("criminal_case.reconciliation_not_barred",)
    assert refused(case(S.CONCLUDED, offence=bar)) == ("criminal_case.reconciliation_not_barred",)
    assert refused(circumstances=("between_neighbours",)) == ()
