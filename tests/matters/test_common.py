"""What every matter has, whatever its state: note, correct, reassign, recuse."""

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.common import Correct, Note, Reassign, RecusalGround, Recuse
from precinct.matters.procedure import TABLES
from precinct.testing.walks import explored
from tests.matters.people import CHIEF, CLERK, COUNTY, LI, WANG, now


@pytest.fixture
def workflow(kind):
    return cn.workflow(kind)


@pytest.fixture
def matter(workflow, state):
    found = (walk.matter for walk in explored(workflow, cn).walks if walk.matter.state is state)
    return attrs.evolve(next(found), recused=())


in_every_state = pytest.mark.parametrize(
    ("kind", "state"),
    [
        pytest.param(table.kind, state, id=f"{table.kind}-{state.value}")
        for table in TABLES
        for state in table.states
    ],
)


@in_every_state
def test_anybody_of_the_staff_writes_a_note_and_nothing_changes(workflow, matter):
    outcome = workflow.apply(matter, Note("电话已回"), now(CLERK))

    assert outcome.matter == attrs.evolve(matter, version=matter.version + 1)
    assert outcome.entry.changes == ()


@in_every_state
def test_a_correction_names_an_entry_that_is_there(workflow, matter):
    def codes(entry):
        return workflow.decide(matter, Correct(entry, "门牌号", "笔误"), now(CLERK)).codes

    assert codes(1) == codes(matter.version) == ()
    assert codes(0) == codes(matter.version + 1) == ("common.earlier_entry",)


@in_every_state
def test_a_head_gives_the_matter_to_another_officer_but_not_to_one_who_is_recused(workflow, matter):
    kept_out = attrs.evolve(matter, recused=("012",))

    assert workflow.apply(matter, Reassign("012", "值班"), now(CHIEF)).matter.officer == "012"
    assert workflow.decide(kept_out, Reassign("012", "值班"), now(CHIEF)).codes == (
        "common.officer_may_take_it",
    )
    assert workflow.decide(matter, Reassign("012", "值班"), now(WANG)).codes == ("engine.role",)


@in_every_state
def test_who_is_recused_takes_no_part_from_then_on(workflow, matter):
    head = COUNTY if workflow.kind == "criminal_case" else CHIEF
    out = workflow.apply(matter, Recuse("012", RecusalGround.INTEREST), now(head)).matter
    twice = workflow.apply(out, Recuse("012", RecusalGround.OTHER_TIE), now(head)).matter

    assert out.recused == twice.recused == ("012",)
    for action in workflow.actions:
        (option,) = (option for option in workflow.options(out, now(LI)) if option.action is action)
        assert "engine.recused" in [reason.code for reason in option.reasons]
    assert workflow.decide(out, Note("还在"), now(WANG)).allowed
