"""What a person is and did decides what a penalty may be, on both sides of each age, by the law of either year."""

from datetime import date

import attrs
import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.law.punishing import (
    Detained,
    bars_execution,
    excludes_breach,
    lightens,
    not_credited,
    protects_victim,
    repeat_counts_until,
    responsible_from,
)

LAW, NONE = cn.law, bare("Asia/Shanghai").law
OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)
BOTH = pytest.mark.parametrize("day", [OLD, NEW])
GROWN = Detained(30, 30, True, False, False, 0)


@BOTH
def test_a_breach_is_punished_from_fourteen_on(day: date) -> None:
    assert responsible_from(LAW, day) == 14
    assert responsible_from(NONE, day) == 0


@pytest.mark.parametrize(
    ("day", "grounds", "age", "enough"),
    [
        (OLD, set(), 18, False),
        (OLD, set(), 17, True),
        (OLD, set(), None, False),
        (OLD, {"minor"}, 30, False),
        (OLD, {"merit"}, 30, True),
        (OLD, {"merit", "drunk"}, None, True),
        (OLD, {"harm_removed"}, 30, False),
        (OLD, {"forgiven"}, 30, False),
        (OLD, {"harm_removed", "forgiven"}, 30, True),
        (OLD, {"harm_removed", "forgiven", "drunk"}, 30, True),
        (NEW, set(), 18, False),
        (NEW, set(), 17, True),
        (NEW, {"minor"}, 30, True),
        (NEW, {"forgiven"}, 30, True),
        (NEW, {"drunk"}, 30, False),
    ],
)
def test_what_lightens(day: date, grounds: set[str], age: int | None, enough: bool) -> None:
    assert lightens(LAW, grounds, age, day) is enough
    assert not lightens(NONE, grounds, age, day)


def test_who_defends_somebody_commits_no_breach_under_the_new_law() -> None:
    assert excludes_breach(LAW, {"in_defence", "drunk"}, NEW) == {"in_defence"}
    assert excludes_breach(LAW, {"drunk"}, NEW) == set()
    assert excludes_breach(LAW, {"in_defence"}, OLD) == set()


def test_a_repeat_counts_for_six_months_and_now_for_a_year() -> None:
    last = date(2025, 8, 31)
    assert repeat_counts_until(LAW, last, OLD) == date(2026, 2, 28)
    assert repeat_counts_until(LAW, last, NEW) == date(2026, 8, 31)
    assert repeat_counts_until(NONE, last, NEW) is None


@pytest.mark.parametrize(
    ("day", "age", "protected"),
    [
        *((day, age, age < 14) for day in (OLD, NEW) for age in (0, 13, 14, 30)),
        *((OLD, age, age >= 60) for age in (59, 60, 61, 70)),
        *((NEW, age, age >= 70) for age in (60, 69, 70, 71)),
        (OLD, None, False),
        (NEW, None, False),
    ],
)
def test_children_and_the_old_are_protected(day: date, age: int | None, protected: bool) -> None:
    assert protects_victim(LAW, "assault", age, day) is protected
    assert protects_victim(LAW, "intentional_injury", age, day) is protected
    assert not protects_victim(LAW, "theft", age, day)
    assert not protects_victim(NONE, "assault", age, day)


@BOTH
def test_custody_for_a_crime_is_credited_and_nothing_else(day: date) -> None:
    assert not_credited(LAW, {"criminal_detention", "arrest"}, day) == set()
    assert not_credited(LAW, {"inquiry", "arrest"}, day) == {"inquiry"}
    assert not_credited(NONE, {"arrest"}, day) == {"arrest"}


@pytest.mark.parametrize(
    ("then", "now", "first", "barred"),
    [
        (15, 15, False, "15 years old at the act"),
        (15, 18, True, "15 years old at the act"),
        (16, 16, False, ""),
        (16, 16, True, "16 years old at the act, and a first breach"),
        (16, 16, None, "16 years old at the act, and a first breach"),
        (17, 18, True, "17 years old at the act, and a first breach"),
        (18, 18, True, ""),
        (69, 69, True, ""),
        (69, 70, True, "70 years old"),
        (71, 71, False, "71 years old"),
        (None, 30, False, "the age is not recorded, so it is not decidable"),
        (30, None, False, "the age is not recorded, so it is not decidable"),
    ],
)
@BOTH
def test_whose_detention_is_not_carried_out(
    then: int | None, now: int | None, first: bool | None, barred: str, day: date
) -> None:
    who = attrs.evolve(GROWN, age_then=then, age_now=now, first_breach=first)
    assert bars_execution(LAW, who, day) == barred
    assert bars_execution(NONE, who, day) == ""


@pytest.mark.parametrize(
    ("who", "old_law", "new_law"),
    [
        (attrs.evolve(GROWN, age_then=15, breaches_in_year=1), True, True),
        (attrs.evolve(GROWN, age_then=15, breaches_in_year=2), True, False),
        (attrs.evolve(GROWN, age_then=15, grave_influence=True), True, False),
        (attrs.evolve(GROWN, age_then=16, breaches_in_year=2), True, True),
        (attrs.evolve(GROWN, age_then=16, grave_influence=True), True, False),
        (attrs.evolve(GROWN, age_now=70, breaches_in_year=1), True, True),
        (attrs.evolve(GROWN, age_now=70, breaches_in_year=3), True, False),
        (attrs.evolve(GROWN, age_now=70, grave_influence=True), True, False),
        (attrs.evolve(GROWN, expecting_or_nursing=True), True, True),
        (
            attrs.evolve(GROWN, expecting_or_nursing=True, grave_influence=True, breaches_in_year=3),
            True,
            True,
        ),
        (attrs.evolve(GROWN, grave_influence=True, breaches_in_year=3), False, False),
    ],
)
def test_the_new_law_detains_some_after_all(who: Detained, old_law: bool, new_law: bool) -> None:
    assert bool(bars_execution(LAW, who, OLD)) is old_law
    assert bool(bars_execution(LAW, who, NEW)) is new_law
