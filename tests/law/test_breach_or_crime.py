"""Breach or crime: the thresholds of the pack, and the order that holds whatever the numbers are."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import UnknownSetting
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.law.breach_or_crime import breach_or_crime, too_young, weighs
from precinct.law.offence import Act, Finding, Injury, Manner, Size

DAY = date(2022, 10, 10)
PLACES = (None, "guangdong_1", "guangdong_2")
KNOWN_HERE = ("theft", "extortion", "fraud")
BY_AMOUNT = (*KNOWN_HERE, "snatching", "property_damage", "picking_quarrels")
LOWEST = {
    "theft": 1000,
    "snatching": 1000,
    "extortion": 2000,
    "fraud": 3000,
    "property_damage": 5000,
    "picking_quarrels": 2000,
}
FLOORS = {
    ("theft", "guangdong_1"): 3000,
    ("theft", "guangdong_2"): 2000,
    ("extortion", "guangdong_1"): 4000,
    ("extortion", "guangdong_2"): 2500,
    ("fraud", "guangdong_1"): 6000,
    ("fraud", "guangdong_2"): 4000,
}
RISING = {Finding.BREACH: 0, Finding.UNDECIDABLE: 1, Finding.CRIME: 2}

days = st.dates(date(2022, 1, 1), date(2026, 12, 31))
amounts = st.integers(0, 12_000)
acts = st.builds(
    Act,
    offence=st.sampled_from(sorted(cn.law.choice("offences.judged", DAY))),
    day=days,
    amount=amounts | st.none(),
    times=st.integers(1, 4),
    manners=st.frozensets(st.sampled_from(Manner)),
    people=st.integers(1, 5) | st.none(),
    violence=st.sampled_from((None, False, True)),
    injury=st.sampled_from((None, *Injury)),
    halving=st.sampled_from(("", "由警官写明")),
    prior=st.booleans(),
    age=st.integers(8, 80) | st.none(),
)


def law(place=None):
    return cn.law if place is None else cn.with_settings(place=place).law


LAWS = {place: law(place) for place in PLACES}


def finding(place=None, **more):
    return breach_or_crime(Act(**({"offence": "theft", "day": DAY} | more)), LAWS[place]).finding


@given(acts, amounts, amounts, st.sampled_from(PLACES))
def test_a_larger_amount_is_never_the_lesser_thing(act, one, other, place):
    lesser, greater = sorted((one, other))
    below = breach_or_crime(attrs.evolve(act, amount=lesser, prior=False), LAWS[place])
    above = breach_or_crime(attrs.evolve(act, amount=greater, prior=False), LAWS[place])

    assert RISING[below.finding] <= RISING[above.finding]


@given(acts, amounts, st.sampled_from(KNOWN_HERE), st.sampled_from(PLACES[1:]))
def test_where_the_figure_of_the_place_is_known_a_known_amount_decides(act, amount, offence, place):
    known = attrs.evolve(act, offence=offence, amount=amount, prior=False)

    assert breach_or_crime(known, LAWS[place]).finding is not Finding.UNDECIDABLE


@given(st.data(), st.sampled_from(BY_AMOUNT), days, st.sampled_from(PLACES))
def test_below_every_floor_and_without_anything_else_it_is_never_a_crime(data, offence, day, place):
    amount = data.draw(st.integers(0, LOWEST[offence] - 1))

    assert finding(place, offence=offence, day=day, amount=amount) is not Finding.CRIME


@given(acts, st.sampled_from(PLACES))
def test_an_answer_has_its_reasons_in_both_languages_and_its_places(act, place):
    answer = breach_or_crime(act, LAWS[place])

    assert answer.grounds
    for ground in answer.grounds:
        assert ground.finding is answer.finding
        assert ground.text.zh
        assert ground.text.en
        assert ground.citations
        for language in ("zh", "en"):
            assert ground.text.to(language) in answer.to_text(language)


@given(acts, st.sampled_from(PLACES))
def test_nothing_that_speaks_for_a_crime_is_outweighed(act, place):
    if breach_or_crime(act, LAWS[place]).finding is Finding.CRIME:
        worse = attrs.evolve(act, times=act.times + 1, manners=frozenset(Manner), people=5)
        assert breach_or_crime(worse, LAWS[place]).finding is Finding.CRIME


@pytest.mark.parametrize(("offence", "place"), FLOORS, ids=lambda name: name)
def test_the_floor_of_a_place_is_reached_by_the_number_itself(offence, place):
    floor = FLOORS[offence, place]

    assert finding(place, offence=offence, amount=floor) is Finding.CRIME
    assert finding(place, offence=offence, amount=floor - 1) is Finding.BREACH


@pytest.mark.parametrize(
    ("offence", "low", "high"),
    [("theft", 1000, 3000), ("snatching", 1000, 3000), ("extortion", 2000, 5000), ("fraud", 3000, 10_000)],
)
def test_without_a_place_what_lies_between_the_national_bounds_is_not_decided(offence, low, high):
    found = [finding(offence=offence, amount=amount) for amount in (low - 1, low, high - 1, high)]

    assert found == [Finding.BREACH, Finding.UNDECIDABLE, Finding.UNDECIDABLE, Finding.CRIME]


def test_a_place_whose_figure_was_not_found_has_the_national_bounds():
    assert finding("guangdong_1", offence="snatching", amount=2000) is Finding.UNDECIDABLE


def test_a_robbery_asks_for_no_amount_and_force_or_a_weapon_makes_one_of_a_snatching():
    assert finding(offence="robbery") is Finding.CRIME
    assert finding(offence="snatching", amount=1, violence=True) is Finding.CRIME
    assert finding(offence="snatching", amount=1, manners=frozenset({Manner.ARMED})) is Finding.CRIME
    assert finding(offence="snatching", amount=1, manners=frozenset({Manner.VEHICLE})) is Finding.UNDECIDABLE
    assert finding(offence="snatching", amount=1, violence=False) is Finding.BREACH


@pytest.mark.parametrize("manner", Manner)
def test_three_manners_of_theft_ask_for_no_amount(manner):
    free = manner in {Manner.BURGLARY, Manner.ARMED, Manner.PICKPOCKETING}

    assert (finding(manners=frozenset({manner}), amount=1) is Finding.CRIME) is free


@pytest.mark.parametrize("offence", ["theft", "extortion", "property_damage"])
def test_the_third_time_is_a_crime_whatever_the_amount(offence):
    assert finding(offence=offence, amount=1, times=2) is Finding.BREACH
    assert finding(offence=offence, amount=1, times=3) is Finding.CRIME


def test_how_often_a_snatching_is_repeated_has_no_number_that_was_read():
    assert finding(offence="snatching", amount=1, times=1) is Finding.BREACH
    assert finding(offence="snatching", amount=1, times=2) is Finding.UNDECIDABLE


@pytest.mark.parametrize(
    ("people", "what"), [(2, Finding.BREACH), (3, Finding.CRIME), (None, Finding.UNDECIDABLE)]
)
def test_three_who_damage_openly_commit_a_crime_whatever_the_loss(people, what):
    openly = frozenset({Manner.OPENLY})

    assert finding(offence="property_damage", amount=1, manners=openly, people=people) is what
    assert finding(offence="property_damage", amount=1, people=people) is Finding.BREACH


@pytest.mark.parametrize("offence", ["intentional_injury", "assault"])
def test_an_injury_is_a_crime_from_its_light_grade_on(offence):
    found = [finding(offence=offence, injury=injury) for injury in (None, *Injury)]

    assert found == [Finding.UNDECIDABLE, Finding.BREACH, *[Finding.CRIME] * 3]


def test_of_picking_quarrels_only_one_test_was_read():
    assert finding(offence="picking_quarrels", amount=2000) is Finding.CRIME
    assert finding(offence="picking_quarrels", amount=1999) is Finding.UNDECIDABLE


@pytest.mark.parametrize(("offence", "halves"), [("theft", True), ("snatching", True), ("fraud", False)])
def test_a_recorded_situation_halves_the_floor_where_the_law_has_such(offence, halves):
    half = LOWEST[offence] // 2

    assert finding(offence=offence, amount=half, halving="由警官写明") is (
        Finding.UNDECIDABLE if halves else Finding.BREACH
    )
    assert finding(offence=offence, amount=half - 1, halving="由警官写明") is Finding.BREACH
    assert finding("guangdong_1", amount=1500, halving="由警官写明") is Finding.CRIME
    assert finding("guangdong_1", amount=1499, halving="由警官写明") is Finding.BREACH


def test_an_earlier_punishment_may_be_such_a_situation_until_somebody_says_so():
    assert finding(amount=500, prior=True) is Finding.UNDECIDABLE
    assert finding(amount=499, prior=True) is Finding.BREACH
    assert finding(offence="fraud", amount=1500, prior=True) is Finding.BREACH


def test_below_the_age_it_is_no_crime_of_that_person():
    assert finding(amount=5000, age=15) is Finding.BREACH
    assert finding(amount=5000, age=16) is Finding.CRIME
    assert finding(offence="snatching", amount=5000, age=15, violence=True) is Finding.UNDECIDABLE
    assert too_young("theft", 15, cn.law, DAY) == 16
    assert too_young("theft", 16, cn.law, DAY) is too_young("theft", None, cn.law, DAY) is None
    assert too_young("fraud", 8, cn.law, DAY) is None


@pytest.mark.parametrize(
    ("amount", "national", "here"),
    [
        (999, (), ()),
        (2999, (Size.LARGE,), ()),
        (30_000, (Size.LARGE, Size.HUGE), (Size.LARGE,)),
        (100_000, (Size.HUGE,), (Size.HUGE,)),
        (300_000, (Size.HUGE, Size.ESPECIALLY_HUGE), (Size.HUGE,)),
        (500_000, (Size.ESPECIALLY_HUGE,), (Size.ESPECIALLY_HUGE,)),
    ],
)
def test_how_large_an_amount_is(amount, national, here):
    act = Act(offence="theft", day=DAY, amount=amount)

    assert breach_or_crime(act, LAWS[None]).sizes == national
    assert breach_or_crime(act, LAWS["guangdong_1"]).sizes == here


def test_offences_without_steps_have_no_size():
    for offence in ("robbery", "property_damage", "assault"):
        act = Act(offence=offence, day=DAY, amount=90_000, injury=Injury.LIGHT)
        assert breach_or_crime(act, cn.law).sizes == ()


@pytest.mark.parametrize(("offence", "day"), [("arson", DAY), ("theft", date(2000, 1, 1))])
def test_what_the_pack_has_no_test_for_is_not_decided(offence, day):
    answer = breach_or_crime(Act(offence=offence, day=day, amount=9999), cn.law)

    assert not weighs(offence, cn.law, day)
    assert answer.finding is Finding.UNDECIDABLE
    facts = dict(answer.grounds[0].facts)
    if day == DAY:
        assert "snatching" in facts["known"].split(", ")
    else:
        assert facts["amounts"] == "not known for that day"
    assert breach_or_crime(Act(offence="theft", day=DAY), bare("UTC").law).finding is Finding.UNDECIDABLE


def test_a_mark_of_doubt_is_kept():
    shown = breach_or_crime(Act(offence="theft", day=DAY, amount=3000), LAWS["guangdong_1"]).to_text()
    recalled = breach_or_crime(Act(offence="fraud", day=DAY, amount=6000), LAWS["guangdong_1"]).to_text()

    assert "local" in shown
    assert "recalled" in recalled


def test_a_setting_is_one_of_a_closed_list_and_stands_in_the_version():
    assert cn.law.setting("place") is None
    chosen = cn.with_settings(place="guangdong_1")
    assert chosen.law.setting("place") == "guangdong_1"
    assert chosen.law.version == f"{cn.law.version}+place=guangdong_1"
    assert chosen.with_settings(place="guangdong_2").law.version == f"{cn.law.version}+place=guangdong_2"
    with pytest.raises(UnknownSetting, match="guangdong_1, guangdong_2") as unknown:
        cn.with_settings(place="guangdong")
    assert unknown.value.known == ("guangdong_1", "guangdong_2")
    with pytest.raises(
        UnknownSetting, match="no setting of the pack cn; it has no_penalty_decided_by, place"
    ):
        cn.with_settings(city="guangdong_1")
    with pytest.raises(UnknownSetting, match="it has none"):
        bare("UTC").with_settings(place="here")
