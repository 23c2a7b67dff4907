"""What the strategies give is legal, various and fits together; what they cannot make they say."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Literal

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.custody import CustodyState
from precinct.matters.mediation import Agree, Consent, MediationState, Propose
from precinct.matters.procedure import TABLES
from precinct.matters.report import Dispatch, Receive
from precinct.people.person import Capacity, Party
from precinct.people.role import Role
from precinct.testing import circumstances
from precinct.testing.chance import Drawn, Seeded, mostly, some
from precinct.testing.payloads import PEOPLE, Surroundings, payload, teach, value_of
from precinct.testing.strategies import (
    actions_of,
    actors,
    contexts,
    days,
    matters,
    moments,
    openings_of,
    parties,
)
from precinct.testing.walks import Walk, explore, walks

HOUSE = bare("Asia/Shanghai")
AROUND = Surroundings(cn.law, cn.kinds, datetime(2023, 1, 6, 23, tzinfo=UTC))
KINDS = [table.kind for table in TABLES]
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- simple things ---------------------------------------------------------------------------------


@given(moments())
def test_moments_have_a_zone_and_a_year_that_calendars_know(moment):
    assert moment.utcoffset() is not None
    assert 2021 < moment.astimezone(UTC).year < 2027


@given(days())
def test_days_lie_in_the_years_that_calendars_know(day):
    assert date(2022, 1, 1) <= day <= date(2026, 12, 31)


@given(actors(roles=[Role.UNIT_HEAD]), parties(capacity=Capacity.VICTIM))
def test_people_are_what_they_are_asked_to_be(actor, party):
    assert actor.roles == {Role.UNIT_HEAD}
    assert party.capacity is Capacity.VICTIM


def test_people_are_of_every_sort():
    assert find(parties(), lambda party: party.born is None)
    assert find(parties(), lambda party: (party.age_on(date(2023, 1, 1)) or 99) < 14)
    assert find(actors(), lambda actor: len(actor.roles) > 2)
    assert find(actors(), lambda actor: not actor.roles)


@quick
@given(st.data())
def test_contexts_are_of_the_procedure_and_of_the_roles_that_are_asked_for(data):
    context = data.draw(contexts(cn, roles=[Role.OFFICER]))

    assert context.law is cn.law
    assert context.actor.roles == {Role.OFFICER}
    assert context.recorded_at >= context.occurred_at
    assert context.actor.id not in context.companion_ids
    assert all(brief.kind in cn.kinds for brief in context.related)


def test_contexts_know_of_other_matters_open_and_ended():
    drawn = [circumstances.context(Seeded(n), cn) for n in range(200)]

    assert {brief.ended for context in drawn for brief in context.related} == {True, False}
    assert {brief.kind for context in drawn for brief in context.related} == set(cn.kinds)
    assert {len(context.companions) for context in drawn} == {0, 1, 2}
    assert {context.filmed for context in drawn} == {True, False}
    assert {context.on_behalf_of is None for context in drawn} == {True, False}


# --- payloads --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_action_that_ships_can_be_made_up(kind):
    workflow, chance = cn.workflow(kind), Seeded(1)

    for cls in (*workflow.openings, *workflow.actions):
        for _ in range(20):
            attrs.validate(payload(chance, cls, AROUND))


@quick
@given(st.data())
def test_actions_are_of_the_class_and_the_people_that_are_asked_for(data):
    workflow = cn.mediation
    matter = data.draw(matters(workflow, cn, states=[MediationState.PROPOSED]))

    assert type(data.draw(actions_of(workflow, cn, action=Consent, matter=matter))) is Consent
    assert type(data.draw(openings_of(workflow, cn, opening=Propose))) is Propose


def test_ids_of_the_parties_come_up_often():
    chance = Seeded(3)
    around = attrs.evolve(AROUND, people=("ying", "yang"))
    drawn = [payload(chance, Consent, around).party for _ in range(200)]

    assert sum(party in around.people for party in drawn) > 120
    assert any(party not in around.people for party in drawn)


def test_payloads_are_in_chinese_too():
    texts = {payload(Seeded(n), Agree, AROUND).agreement.terms for n in range(60)}

    assert any("\u4e00" <= char <= "\u9fff" for text in texts for char in text)


def test_bounds_that_validators_state_are_kept():
    assert all(payload(Seeded(n), Dispatch, AROUND).officers for n in range(50))


class Colour(Enum):
    RED = 1


@attrs.frozen
class Parts:
    whole: int = attrs.field(validator=attrs.validators.gt(20_000))
    less: int = attrs.field(validator=attrs.validators.le(5))
    name: str = attrs.field(validator=attrs.validators.min_len(3))
    pair: tuple[int, str]
    several: tuple[Colour, ...]
    few: frozenset[str]
    perhaps: date | None
    word: Literal["yes", "no"]
    who: Party
    share: float
    flag: bool


@given(st.integers(0, 10_000))
def test_any_attrs_class_is_made_up_from_its_annotations(seed):
    made = payload(Seeded(seed), Parts, AROUND)

    attrs.validate(made)
    assert (type(made.pair), len(made.pair), type(made.few)) == (tuple, 2, frozenset)
    assert made.word in {"yes", "no"}
    assert made.perhaps is None or type(made.perhaps) is date
    assert made.who.id in PEOPLE


def test_a_type_that_nobody_knows_must_be_taught():
    class Strange:
        pass

    with pytest.raises(TypeError, match=r"odd: nothing is known about .*Strange.*; teach\(\) it"):
        value_of(Seeded(0), Strange, AROUND, "odd")
    teach(Strange, lambda chance, around: Strange())
    assert type(value_of(Seeded(0), Strange, AROUND)) is Strange


def test_a_validator_that_refuses_everything_is_named():
    def never(instance, attribute, value):
        raise ValueError("no")

    picky = attrs.make_class("Picky", {"x": attrs.field(type=int, validator=never)})
    with pytest.raises(ValueError, match="no Picky in 40 tries passes its validators"):
        payload(Seeded(0), picky, AROUND)


@given(st.data())
def test_chance_gives_what_it_may(data):
    chance = Drawn(data.draw)
    for one in (chance, Seeded(data.draw(st.integers()))):
        assert one.pick("abc") in "abc"
        assert 3 <= one.number(3, 5) <= 5
        assert one.text()
        assert set(some(one, (1, 2, 3))) <= {1, 2, 3}
        assert mostly(one, 10)
        assert not mostly(one, 0)


def test_the_same_seed_decides_the_same():
    first, second = ([Seeded(n).number(0, 9) for n in range(20)] for _ in range(2))

    assert first == second
    assert len(set(first)) > 3


# --- matters and walks -----------------------------------------------------------------------------


@quick
@given(st.data())
@pytest.mark.parametrize("state", CustodyState)
def test_matters_stand_where_they_are_asked_for(state, data):
    assert data.draw(matters(cn.custody, cn, states=[state])).state is state


def test_a_state_of_another_workflow_is_no_place_to_stand():
    with pytest.raises(InvalidArgument, match=r"no walk through .* led to any of"):
        find(matters(cn.custody, cn, states=[MediationState.PROPOSED]), lambda matter: True)


@pytest.mark.parametrize("kind", KINDS)
def test_walks_are_lawful_from_the_first_entry_on(kind):
    workflow = HOUSE.workflow(kind)

    @quick
    @given(walks(workflow, HOUSE))
    def walk_holds(walk):
        assert len(walk.stages) == len(walk.entries)
        assert [entry.version for entry in walk.entries] == [stage.version for stage in walk.stages]
        assert walk.entries[0].from_state is None
        assert all(not decision.allowed for decision in walk.refusals)
        assert workflow.replay(walk.entries) == walk.matter

    walk_holds()


def test_walks_meet_refusals_and_go_far():
    drawn = []

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(walks(cn.mediation, cn))
    def collect(walk):
        drawn.append(walk)

    collect()
    assert max(len(walk.refusals) for walk in drawn) >= 4
    assert max(len(walk.entries) for walk in drawn) >= 6
    assert len({walk.matter.state for walk in drawn}) >= 6


@quick
@given(walks(cn.report, cn, max_steps=0))
def test_a_walk_of_no_steps_refuses_nothing(walk):
    assert walk.refusals == ()


def test_the_same_seed_explores_the_same():
    first, second = (explore(cn.custody, cn, seed=5, tries=400) for _ in range(2))

    assert first == second
    assert explore(cn.custody, cn, seed=6, tries=400) != first


def test_what_never_opens_cannot_be_explored():
    with pytest.raises(ValueError, match=r"no opening of .* was accepted in 0 tries"):
        explore(cn.report, cn, tries=0)


def test_a_walk_ends_where_its_last_stage_stands():
    walk = next(iter(explore(cn.report, cn, tries=50).walks))

    assert isinstance(walk, Walk)
    assert walk.matter is walk.stages[-1]
    assert type(walk.entries[0].action) is Receive
