"""The picture says what the table says: no arrow more, none less."""

import re

import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.workflow.action import english_name

KINDS = [table.kind for table in TABLES]


def drawn(workflow, language):
    """The arrows of a picture, as (from, to, name of the move)."""
    arrows = re.findall(r"^    (\S+) --> (\S+) : (.+)$", workflow.mermaid(language), re.MULTILINE)
    return {(source, target, name) for source, target, names in arrows for name in names.split(", ")}


def tabled(table, name_of):
    arrows = {("[*]", opening.to.value, name_of(opening.action)) for opening in table.openings}
    arrows |= {
        (state.value, row.to.value, name_of(row.action))
        for state, row in table.rows()
        if row.to is not None and row.to is not state
    }
    return arrows


@pytest.mark.parametrize("kind", KINDS)
def test_the_arrows_are_the_moves_of_the_table(kind):
    workflow = cn.workflow(kind)

    assert drawn(workflow, "en") == tabled(workflow.table, english_name)
    assert drawn(workflow, "zh") == tabled(workflow.table, lambda action: action.zh)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_has_both_names_and_only_ends_lead_out(kind):
    workflow = cn.workflow(kind)
    picture = workflow.mermaid()

    assert picture.startswith("stateDiagram-v2\n")
    named = dict(re.findall(r"^    (\w+) : (.+)$", picture, re.MULTILINE))
    assert named == {state.value: f"{state.text.en} {state.zh}" for state in workflow.table.moves}
    ends = set(re.findall(r"^    (\w+) --> \[\*\]$", picture, re.MULTILINE))
    assert ends == {state.value for state in workflow.table.final}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_no_line_that_is_not_one_of_these(kind):
    lines = cn.workflow(kind).mermaid().splitlines()[1:]

    assert all(re.fullmatch(r"    \S+ (: .+|--> \S+( : .+)?)", line) for line in lines)
    assert len(lines) == len(set(lines))
