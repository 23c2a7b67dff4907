"""A search reaches the end of a table that is deep and narrow, without a hint, and tells what it was asking when a guard crashed."""

import pytest

from precinct.testing.exploring import explore
from precinct.testing.surgery import bomb, rebound, with_tests
from precinct.workflow.decision import GuardError
from tests.testing.deep import LENGTH, PROCEDURE, STATES, WORKFLOW


@pytest.fixture(scope="module")
def found():
    """What the first of a few seeds finds that comes to the end: a needle may hide from one of them."""
    several = (explore(WORKFLOW, PROCEDURE, seed=seed, tries=120_000) for seed in range(5))
    for found in several:
        if found.states == set(STATES):
            break
    return found


def test_a_deep_table_is_walked_to_its_end(found):
    pushed = {(move, to) for move, action, to in found.moves if action == "Push"}

    assert found.states == set(STATES)
    assert pushed == {(STATES[n].value, STATES[n + 1].value) for n in range(LENGTH)}


def test_its_guards_have_stopped_a_move_alone(found):
    guards = {condition.code for _, row in WORKFLOW.table.rows() for condition in row.conditions}
    alone = {code for _, _, code in found.decisive}

    assert len(guards & alone) >= 0.75 * len(guards)


def test_what_is_kept_as_granted_is_granted(found):
    for asked in found.granted:
        assert WORKFLOW.decide(asked.matter, asked.action, asked.context).allowed
    for asked in found.openings:
        assert WORKFLOW.decide_opening(asked.opening, asked.context).allowed


def test_histories_of_a_search_are_lawful_and_never_go_back_in_time(found):
    for walk in found.walks:
        moments = [entry.occurred_at for entry in walk.entries]
        assert WORKFLOW.replay(walk.entries) == walk.matter
        assert moments == sorted(moments)
        assert [entry.version for entry in walk.entries] == list(range(1, len(walk.entries) + 1))


def test_a_guard_that_crashes_ends_the_search_and_is_told_with_the_question():
    armed = with_tests(WORKFLOW.table, lambda one: bomb if one.code == "line.sealed_03" else one.test)

    with pytest.raises(GuardError, match=r"line\.sealed_03") as caught:
        explore(rebound(WORKFLOW, armed), PROCEDURE)
    assert "asked of" in caught.value.__notes__[0]
    assert "in Context(" in caught.value.__notes__[0]
