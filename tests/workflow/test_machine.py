"""The stock machine of transitions and the engine say the same; take one check from either, and they do not."""

from datetime import UTC, datetime
from itertools import islice

import attrs
import pytest
from hypothesis import given, settings
from transitions import Machine, MachineError

from precinct.basics.errors import Unsound
from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.people.role import Role
from precinct.testing.asking import for_all
from precinct.testing.machines import CRASHED, Cursor, assert_machine_agrees, engine_says, machine_says
from precinct.testing.surgery import under_house_rules, without_one_check
from precinct.testing.tables import (
    Always,
    First,
    Open,
    Second,
    Toy,
    authority_bit,
    matter_bit,
    payload_bit,
    tables,
    toy_states,
    where_bit,
    worlds,
)
from precinct.testing.walks import Attempt, attempts
from precinct.workflow.action import END
from precinct.workflow.machine import assert_agrees, build_machine
from precinct.workflow.table import Table
from precinct.workflow.workflow import Workflow

HOUSE = bare("Asia/Shanghai")
NOON = datetime(2023, 1, 6, 12, tzinfo=UTC)

S = toy_states(3)
S0, S1, S2 = S

# Two rows for one action with different guards, in every column a check, and one under everywhere.
TABLE = Table(
    kind="toy",
    text=Text("玩具", "toy"),
    matter=Toy,
    states=S,
    openings=[Open.row(S0, by=[Role.OFFICER])],
    moves={
        S0: [
            First.row(
                S1,
                by=[Role.OFFICER],
                authorise=[authority_bit(0)],
                when=[matter_bit(0)],
                given=[payload_bit(0)],
                where=where_bit(2),
            ),
            First.row(S2, by=[Role.UNIT_HEAD], when=[matter_bit(1), matter_bit(2)], given=[payload_bit(1)]),
            Second.row(by=[Role.OFFICER], authorise=[authority_bit(1), authority_bit(2)]),
        ],
        S1: [First.row(S2, by=[Role.OFFICER], given=[payload_bit(0), payload_bit(1)])],
        S2: END,
    },
    everywhere=[
        Always.row(by=[Role.UNIT_HEAD], given=[payload_bit(2)], where=where_bit(0)),
        Always.row(by=[Role.OFFICER], when=[matter_bit(1)]),
    ],
)


def differ(workflow, machine, questions):
    return any(engine_says(workflow, asked) != machine_says(machine, asked) for asked in questions)


def test_they_agree_on_every_question_of_a_small_world():
    workflow = Workflow(TABLE, HOUSE.law)

    assert not differ(workflow, workflow.machine(), worlds(TABLE, HOUSE.law, NOON))


@pytest.mark.parametrize("without", list(without_one_check(TABLE)), ids=lambda case: case[0])
def test_a_check_that_the_engine_forgets_is_found(without):
    _, less = without

    assert differ(Workflow(less, HOUSE.law), build_machine(TABLE), worlds(TABLE, HOUSE.law, NOON))


@pytest.mark.parametrize("without", list(without_one_check(TABLE)), ids=lambda case: case[0])
def test_a_check_that_the_machine_forgets_is_found(without):
    _, less = without

    assert differ(Workflow(TABLE, HOUSE.law), build_machine(less), worlds(TABLE, HOUSE.law, NOON))


def test_an_engine_that_forgets_recusal_is_found():
    workflow, machine = Workflow(TABLE, HOUSE.law), build_machine(TABLE)

    def forgetful(asked):
        return engine_says(workflow, attrs.evolve(asked, matter=attrs.evolve(asked.matter, recused=())))

    assert any(forgetful(asked) != machine_says(machine, asked) for asked in worlds(TABLE, HOUSE.law, NOON))


def test_every_kind_of_check_stands_in_the_table_that_is_searched():
    removed = {name.split(" of ")[0] for name, _ in without_one_check(TABLE)}

    assert {"roles", "where"} < removed
    assert {code.split("_")[0] for code in removed if "." in code} == {
        "toy.authority",
        "toy.matter",
        "toy.payload",
    }


@settings(max_examples=25, deadline=None)
@given(tables())
def test_they_agree_over_workflows_made_at_random(table):
    workflow = Workflow(table, HOUSE.law)
    machine = workflow.machine()

    for asked in islice(worlds(table, HOUSE.law, NOON), 0, None, 7):
        assert_machine_agrees(workflow, machine, asked)


@pytest.mark.parametrize("procedure", [cn, HOUSE], ids=["cn", "bare"])
@pytest.mark.parametrize("kind", [table.kind for table in TABLES])
def test_they_agree_over_the_workflows_that_ship(kind, procedure):
    workflow = procedure.workflow(kind)
    machine = workflow.machine()

    for_all(attempts(workflow, procedure), 60, lambda asked: assert_machine_agrees(workflow, machine, asked))


def test_a_guard_that_crashes_crashes_both():
    row = First.row(S1, by=[Role.OFFICER], when=[attrs.evolve(matter_bit(0), test=lambda m, c: 1 / 0)])
    table = attrs.evolve(
        TABLE,
        moves={**TABLE.moves, S0: [row, *TABLE.moves[S0][2:]], S1: [First.row(S2, by=[Role.OFFICER])]},
        everywhere=(),
    )
    workflow = Workflow(table, HOUSE.law)
    asked = next(
        asked
        for asked in worlds(table, HOUSE.law, NOON)
        if asked.matter.state is S0
        and isinstance(asked.action, First)
        and Role.OFFICER in asked.context.actor.roles
        and not asked.matter.recused
    )

    assert engine_says(workflow, asked) == machine_says(workflow.machine(), asked) == CRASHED


def test_users_get_a_stock_machine_without_its_surprises():
    machine = Workflow(TABLE, HOUSE.law).machine()

    assert type(machine) is Machine
    assert machine.models == []
    assert set(machine.events) == {"First", "Second", "Always"}  # no to_* jumps


def test_the_machine_raises_where_a_state_has_no_such_trigger():
    machine = Workflow(TABLE, HOUSE.law).machine()
    asked = next(asked for asked in worlds(TABLE, HOUSE.law, NOON) if isinstance(asked.action, First))

    with pytest.raises(MachineError):
        machine.events["First"].trigger(
            Cursor(S2.value), matter=asked.matter, action=asked.action, context=asked.context
        )


def test_driving_the_machine_leaves_the_matter_as_it_is():
    machine = Workflow(TABLE, HOUSE.law).machine()

    for asked in islice(worlds(TABLE, HOUSE.law, NOON), 0, None, 101):
        before = attrs.evolve(asked.matter)
        machine_says(machine, asked)
        assert before == asked.matter


def test_a_table_that_the_machine_reads_otherwise_is_not_built(monkeypatch):
    monkeypatch.setattr(
        "precinct.workflow.machine.build_machine",
        lambda table: Machine(model=None, states=[s.value for s in S], initial=None, auto_transitions=False),
    )

    with pytest.raises(Unsound, match=r"First in s0: the table leads to .* transitions to None"):
        assert_agrees(TABLE)


def test_a_changed_table_accepts_the_contexts_of_the_old_one():
    report = cn.report
    law = under_house_rules(report.law)

    assert Workflow(report.table, law).definition == report.definition
    assert isinstance(Attempt, type)
    assert law.cite("anything", NOON.date())
