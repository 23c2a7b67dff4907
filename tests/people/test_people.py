"""Who takes part, and how old; what says something about a person stays out of every repr."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.people import person
from precinct.people.person import PERSONAL, SYSTEM, Actor, Capacity, Party, Unit, auxiliary, officer
from precinct.people.role import Role
from precinct.testing.strategies import actors, days, parties


def test_an_officer_has_the_role_and_whatever_else_he_is():
    chief = officer("001", "所长", Role.UNIT_HEAD, unit="tianyuan")

    assert chief == Actor("001", "所长", {Role.OFFICER, Role.UNIT_HEAD}, "tianyuan")
    assert officer("011", "王").roles == {Role.OFFICER}


def test_an_auxiliary_is_no_officer():
    helper = auxiliary("107", "辅警", Role.VIDEO_OPERATOR)

    assert helper.roles == {Role.AUXILIARY, Role.VIDEO_OPERATOR}


def test_the_system_has_no_other_role():
    assert SYSTEM.roles == {Role.SYSTEM}


@given(actors())
def test_roles_are_a_set_that_nobody_changes(actor):
    assert type(actor.roles) is frozenset
    assert Actor(actor.id, actor.name, list(actor.roles) * 2, actor.unit) == actor


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2006, 10, 11), date(2022, 10, 10), 15),
        (date(2006, 10, 11), date(2022, 10, 11), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2023, 1, 6), date(2023, 1, 6), 0),
        (None, date(2023, 1, 6), None),
    ],
)
def test_age_is_counted_in_full_years(born, day, age):
    assert Party("p", "某", Capacity.SUSPECT, born).age_on(day) == age


@given(st.dates(date(1920, 1, 1), date(2020, 1, 1)), days())
def test_nobody_grows_younger_and_everybody_one_year_a_year(born, day):
    somebody = Party("p", "某", Capacity.WITNESS, born)

    assert (
        somebody.age_on(day.replace(year=day.year + 1, day=min(day.day, 28)))
        - somebody.age_on(day.replace(day=min(day.day, 28)))
        == 1
    )


PERSONAL_CLASSES = [
    cls
    for cls in vars(person).values()
    if attrs.has(cls) and getattr(cls, "__module__", "") == person.__name__
]


@given(parties())
def test_a_name_and_a_birthday_stay_out_of_every_repr(party):
    secret = attrs.evolve(party, name="冼冠宇", born=date(1987, 12, 3))

    assert "冼冠宇" not in repr(secret)
    assert "1987" not in repr(secret)
    assert party.id in repr(secret)


@pytest.mark.parametrize("cls", PERSONAL_CLASSES)
def test_what_stays_out_of_the_repr_is_what_is_marked_for_the_ledger(cls):
    for field in attrs.fields(cls):
        assert (not field.repr) is bool(field.metadata.get("personal"))


def test_the_mark_is_the_same_everywhere():
    assert attrs.fields(Party).name.metadata == PERSONAL["metadata"]
    assert not attrs.fields(Unit).name.metadata
