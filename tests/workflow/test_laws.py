"""The laws of the engine, over every workflow that ships, under law and under house rules."""

import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.testing.laws import LAWS
from precinct.testing.walks import explored

PROCEDURES = {"cn": cn, "bare": bare("Asia/Shanghai")}
KINDS = [table.kind for table in TABLES]

everywhere = pytest.mark.parametrize("kind", KINDS)
under_both = pytest.mark.parametrize("name", PROCEDURES)


@everywhere
@under_both
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_workflow_keeps_the_law(law, kind, name):
    procedure = PROCEDURES[name]
    law(procedure.workflow(kind), procedure, examples=25)


@everywhere
@under_both
def test_the_questions_reach_every_state(kind, name):
    workflow = PROCEDURES[name].workflow(kind)

    assert frozenset(workflow.table.moves) == explored(workflow, PROCEDURES[name]).states


@everywhere
@under_both
def test_the_questions_reach_nearly_every_move(kind, name):
    workflow = PROCEDURES[name].workflow(kind)
    rows = {
        (state.value, row.action.__name__, (row.to or state).value) for state, row in workflow.table.rows()
    }

    assert len(rows & explored(workflow, PROCEDURES[name]).moves) >= 0.9 * len(rows)


@everywhere
@under_both
def test_nearly_every_guard_alone_has_once_stopped_a_move(kind, name):
    workflow = PROCEDURES[name].workflow(kind)
    guards = {c.code for _, row in workflow.table.rows() for c in (*row.authorise, *row.when, *row.given)}
    alone = {code for _, _, code in explored(workflow, PROCEDURES[name]).decisive}

    assert len(guards & alone) >= 0.75 * len(guards)
