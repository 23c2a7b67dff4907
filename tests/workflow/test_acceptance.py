"""What an accepted action makes: a new frozen matter and an entry, and nothing that the engine would have to remember."""

import gc
import sys
import weakref

import attrs
import pytest

from precinct.basics.errors import NotAHistory
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.testing.walks import explored
from precinct.workflow.action import Since
from precinct.workflow.decision import GuardError, Refusal
from precinct.workflow.entry import Follow, FollowUp
from precinct.workflow.workflow import Workflow
from tests.workflow.counter import (
    ADD,
    FILL,
    HEAD,
    LI,
    NIGHT,
    PACK,
    TABLE,
    WANG,
    WORKFLOW,
    Add,
    Begin,
    Close,
    Counter,
    Look,
    S,
    context,
    counter,
    with_rows,
)


def rows(effect):
    return with_rows(FILL, attrs.evolve(ADD, effect=effect), *TABLE.moves[S.OPEN][2:])


def test_an_accepted_action_makes_the_next_version_and_leaves_the_matter():
    before = counter(1)

    outcome = WORKFLOW.apply(before, Add(2), context())

    assert outcome.matter == Counter(id="c1", state=S.OPEN, version=2, count=3)
    assert before == counter(1)


def test_an_entry_keeps_who_when_and_what_changed():
    now = context(WANG, companions=(LI,), recorded_by="5", on_behalf_of="2")

    entry = WORKFLOW.apply(counter(1), Add(2), now).entry

    assert (entry.matter, entry.kind, entry.version) == ("c1", "counter", 2)
    assert (entry.from_state, entry.to_state, entry.changes) == (S.OPEN, S.OPEN, (("count", 3),))
    assert (entry.actor, entry.recorded_by, entry.on_behalf_of, entry.companions) == ("1", "5", "2", ("2",))
    assert (entry.occurred_at, entry.recorded_at) == (NIGHT, NIGHT)
    assert (entry.law, entry.definition) == (f"bare@{PACK.version}", "counter@1")


def test_a_row_without_effect_changes_nothing_but_the_version():
    outcome = WORKFLOW.apply(counter(1), Look(), context())

    assert (outcome.matter, outcome.entry.changes) == (attrs.evolve(counter(1), version=2), ())


def test_follow_ups_say_what_starts_what_ends_and_which_papers_are_due():
    filled = WORKFLOW.apply(counter(5), Add(5), context())
    closed = WORKFLOW.apply(filled.matter, Close(), context(HEAD, companions=(LI,)))

    assert filled.follow_ups == (FollowUp(Follow.LIMIT_STARTS, "counter.time"),)
    assert closed.follow_ups == (
        FollowUp(Follow.LIMIT_ENDS, "counter.time"),
        FollowUp(Follow.PAPER_DUE, "sheet"),
    )


def test_a_limit_may_run_from_a_moment_that_the_matter_knows():
    earlier = NIGHT.replace(hour=1)
    row = attrs.evolve(FILL, starts=(Since("counter.time", lambda m: earlier.replace(minute=m.count)),))
    workflow = Workflow(with_rows(row, ADD, *TABLE.moves[S.OPEN][2:]), PACK)

    (started,) = workflow.apply(counter(5), Add(5), context()).follow_ups
    assert started == FollowUp(Follow.LIMIT_STARTS, "counter.time", earlier.replace(minute=10))


@pytest.mark.parametrize("name", ["id", "state", "version"])
def test_an_effect_cannot_set_what_is_the_engines(name):
    workflow = Workflow(rows(lambda m, a, c: {name: getattr(m, name)}), PACK)
    before = counter(1)

    with pytest.raises(GuardError, match=f"{name} is set by the engine alone"):
        workflow.apply(before, Add(1), context())
    assert before == counter(1)


@pytest.mark.parametrize("name", ["id", "state", "version"])
def test_the_effect_of_an_opening_cannot_set_what_is_the_engines_either(name):
    row = attrs.evolve(TABLE.openings[0], effect=lambda a, c: {name: "mine"})
    workflow = Workflow(attrs.evolve(TABLE, openings=[row]), PACK)

    with pytest.raises(GuardError):
        workflow.begin(Begin(), context())


def test_an_effect_that_names_a_field_the_matter_has_not_is_a_guard_error():
    workflow = Workflow(rows(lambda m, a, c: {"colour": "red"}), PACK)

    with pytest.raises(GuardError, match=r"the effect of Add.*colour"):
        workflow.apply(counter(1), Add(1), context())


@pytest.mark.parametrize("effect", [lambda m, a, c: None, lambda m, a, c: 1 / 0])
def test_an_effect_that_crashes_is_a_guard_error(effect):
    with pytest.raises(GuardError, match="the effect of Add could not be decided"):
        Workflow(rows(effect), PACK).apply(counter(1), Add(1), context())


def test_an_opening_whose_effect_makes_no_matter_is_a_guard_error():
    row = attrs.evolve(TABLE.openings[0], effect=lambda a, c: {"count": -1})
    workflow = Workflow(attrs.evolve(TABLE, openings=[row]), PACK)

    with pytest.raises(GuardError, match="the effect of Begin"):
        workflow.begin(Begin(), context())


def test_a_limit_of_an_opening_whose_moment_crashes_is_a_guard_error():
    def crash(matter):
        raise ValueError("nobody has arrived")

    row = attrs.evolve(TABLE.openings[0], starts=(Since("counter.time", crash),))
    workflow = Workflow(attrs.evolve(TABLE, openings=[row]), PACK)

    with pytest.raises(GuardError):
        workflow.begin(Begin(), context())


def test_a_first_entry_keeps_every_field():
    outcome = WORKFLOW.begin(Begin(id="c1", count=4), context())

    assert outcome.matter == Counter(id="c1", state=S.OPEN, version=1, count=4)
    every_matter_has = {"officer": "", "recused": (), "recusals_asked": (), "recusals_refused": ()}
    assert dict(outcome.entry.changes) == {"count": 4, **every_matter_has}


def test_an_opening_without_an_id_gets_a_fresh_one():
    first, second = (WORKFLOW.begin(Begin(), context()).matter.id for _ in range(2))

    assert first != second
    assert len(first) == 32


def test_what_is_refused_raises_the_decision():
    with pytest.raises(Refusal) as refused:
        WORKFLOW.apply(counter(0), Add(20), context())

    assert refused.value.decision == WORKFLOW.decide(counter(0), Add(20), context())


def test_a_matter_from_the_engine_is_in_no_way_other_than_one_made_by_hand():
    made = WORKFLOW.apply(counter(1), Add(2), context()).matter
    by_hand = Counter(id="c1", state=S.OPEN, version=2, count=3)

    assert type(made) is Counter
    assert (made, hash(made), repr(made)) == (by_hand, hash(by_hand), repr(by_hand))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.count = 5
    with pytest.raises(AttributeError):
        del made.count


@pytest.mark.parametrize("kind", [table.kind for table in TABLES])
def test_a_live_matter_costs_no_byte_of_the_engine(kind):
    for walk in explored(cn.workflow(kind), cn).walks:
        made = walk.matter
        by_hand = attrs.evolve(made)
        assert sys.getsizeof(made) == sys.getsizeof(by_hand)
        assert not hasattr(made, "__dict__")


def test_the_engine_keeps_hold_of_nothing():
    outcome = WORKFLOW.apply(counter(1), Add(2), context())
    matter, entry = weakref.ref(outcome.matter), weakref.ref(outcome.entry)

    del outcome
    gc.collect()

    assert (matter(), entry()) == (None, None)


def test_replay_makes_the_matter_again():
    first = WORKFLOW.begin(Begin(id="c1"), context())
    second = WORKFLOW.apply(first.matter, Add(9), context())
    third = WORKFLOW.apply(second.matter, Add(1), context())

    assert WORKFLOW.replay([first.entry, second.entry, third.entry]) == third.matter


def test_replay_refuses_entries_of_two_matters_or_of_another_kind():
    first = WORKFLOW.begin(Begin(id="c1"), context())
    second = WORKFLOW.apply(first.matter, Add(9), context())

    with pytest.raises(NotAHistory, match="an entry of counter c2 is among them"):
        WORKFLOW.replay([first.entry, attrs.evolve(second.entry, matter="c2")])
    with pytest.raises(NotAHistory, match="an entry of report c1"):
        WORKFLOW.replay([attrs.evolve(first.entry, kind="report")])
    with pytest.raises(NotAHistory, match="there are none"):
        WORKFLOW.replay([])
    with pytest.raises(NotAHistory, match="version 2 follows None"):
        WORKFLOW.replay([second.entry])


def test_replay_refuses_an_entry_that_begins_where_nothing_led():
    first = WORKFLOW.begin(Begin(id="c1"), context())
    second = WORKFLOW.apply(first.matter, Add(9), context())

    with pytest.raises(NotAHistory, match=r"version 2 begins in .*, where nothing led"):
        WORKFLOW.replay([first.entry, attrs.evolve(second.entry, from_state=S.FULL)])
