"""A table that must not be used is not built, and everything that is wrong with it is told at once."""

import re

import attrs
import pytest

from precinct.basics.errors import Unsound
from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.people.role import Role
from precinct.testing.breaking import ways_to_break
from precinct.workflow.action import END, Action, Opening, Since
from precinct.workflow.matter import State
from precinct.workflow.soundness import find_problems, reachable
from precinct.workflow.table import Limit, OnExpiry
from precinct.workflow.workflow import Workflow
from tests.workflow.counter import ADD, CLOSE, FILL, PACK, TABLE, Add, Close, S, not_empty, with_rows

LAW = cn.law


def problems(table, law=PACK):
    """The findings, which are all told when the workflow is built."""
    found = find_problems(table, law)
    with pytest.raises(Unsound) as refused:
        Workflow(table, law)
    assert refused.value.problems == tuple(found)
    assert str(len(found)) in str(refused.value)
    return found


def changed(**columns):
    return attrs.evolve(TABLE, **columns)


def rows(row):
    """The table with another row for `Close` in one state."""
    return with_rows(FILL, ADD, row)


def test_the_tables_that_ship_are_sound():
    for table in TABLES:
        for law in (cn.law, bare("Asia/Shanghai").law):
            assert find_problems(table.asked_under(law), law) == []


def test_a_table_without_an_opening():
    assert problems(changed(openings=[])) == ["it has no opening, so no matter can begin"]


def test_a_state_without_a_row():
    assert problems(changed(moves={S.OPEN: [FILL, ADD, CLOSE], S.FULL: [CLOSE]})) == [
        "state closed has no row; give it its moves, or END"
    ]


def test_a_state_of_another_enumeration():
    class T(State):
        ELSEWHERE = "elsewhere", "别处"

    assert problems(changed(moves={**TABLE.moves, T.ELSEWHERE: END})) == ["state elsewhere is not one of S"]
    found = problems(rows(attrs.evolve(CLOSE, to=T.ELSEWHERE)))
    assert len(found) == 1
    assert re.match("Close leads to .*ELSEWHERE.*, which is not one of S", found[0])


def test_a_state_that_cannot_be_reached():
    assert "state full cannot be reached" in problems(with_rows(ADD, CLOSE))


def test_a_state_without_a_way_to_an_end():
    assert problems(changed(moves={**TABLE.moves, S.FULL: [Close.row(by=Role)]})) == [
        "state full has no way to an end"
    ]


def test_a_row_that_nobody_may_use():
    assert problems(rows(Close.row(S.CLOSED, by=[], ends=["counter.time"]))) == [
        "Close in open: no role may do it"
    ]


def test_a_row_that_hides_the_one_behind_it():
    assert problems(with_rows(ADD, FILL, CLOSE)) == [
        "Add in open: a row without `where` shadows the rows behind it",
        "Add in open: the last row has a `where`, so some actions would meet no row",
    ]


def test_an_everywhere_row_behind_a_row_of_the_same_action():
    assert "Close in open: a row without `where` shadows the rows behind it" in problems(
        changed(everywhere=[Close.row(by=Role)])
    )


def test_an_opening_that_hides_another():
    assert problems(changed(openings=[*TABLE.openings, *TABLE.openings])) == [
        "the opening Begin: a row without `where` shadows the rows behind it"
    ]


def test_names_that_are_missing():
    class T(State):
        OPEN = "open", ""

    @attrs.frozen
    class Nameless(Action):
        pass

    @attrs.frozen
    class Start(Opening):
        zh = "开始"

    silent = attrs.evolve(not_empty, text=Text("", "something was counted"))
    table = changed(
        states=T,
        openings=[Start.row(T.OPEN, by=Role)],
        moves={T.OPEN: END},
        everywhere=[Nameless.row(by=Role, when=[silent])],
        limits=[],
    )
    assert problems(table) == [
        "state open has no Chinese name",
        "action Nameless has no Chinese name",
        "guard counter.not_empty lacks a sentence",
    ]


def test_a_limit_whose_end_nobody_handles():
    assert problems(changed(limits=[])) == [
        "time limit counter.time is started, but nobody handles its expiry; list it under `limits`"
    ]


def test_a_limit_that_nobody_starts():
    late = Limit("counter.late", OnExpiry.WARN, (Close,))

    assert problems(changed(limits=[*TABLE.limits, late])) == [
        "time limit counter.late is listed, but no row starts it"
    ]
    assert problems(rows(attrs.evolve(CLOSE, ends=("counter.time", "counter.late")))) == [
        "time limit counter.late is ended, paused or extended, but no row starts it"
    ]
    assert problems(rows(attrs.evolve(CLOSE, pauses=("counter.late",)))) == [
        "time limit counter.late is ended, paused or extended, but no row starts it"
    ]


def test_a_limit_that_runs_where_nobody_can_handle_it():
    handled_elsewhere = [Limit("counter.time", OnExpiry.WARN, (Add,))]

    assert problems(changed(limits=handled_elsewhere)) == [
        "time limit counter.time may expire in full, where nobody can handle it"
    ]


def test_a_limit_runs_on_until_it_is_ended():
    start = attrs.evolve(ADD, starts=(Since("counter.time", lambda m: m),))
    lasting = with_rows(attrs.evolve(FILL, starts=()), start, CLOSE)

    assert find_problems(lasting, PACK) == []
    unhandled = attrs.evolve(lasting, limits=[Limit("counter.time", OnExpiry.WARN, (Add,))])
    assert problems(unhandled) == ["time limit counter.time may expire in full, where nobody can handle it"]


@attrs.frozen
class RunOut(Action):
    zh = "届满失效"


@attrs.frozen
class Told(Action):
    zh = "附言届满"
    why: str


RUN_OUT = RunOut.row(S.CLOSED, by=[Role.EXPIRY], ends=["counter.time"])
LAPSES = Limit("counter.time", OnExpiry.LAPSE, (Close, RunOut), automatic=RunOut)


def by_itself(row=RUN_OUT, limit=LAPSES):
    return changed(moves={**TABLE.moves, S.FULL: [CLOSE, row]}, limits=[limit])


def test_what_the_law_lets_happen_by_itself():
    assert find_problems(by_itself(), PACK) == []


def test_nobody_else_does_what_happens_by_itself_and_nothing_is_asked():
    alone = ["RunOut in full: it happens by itself, so expiry alone may do it, and no condition is asked"]

    assert problems(by_itself(attrs.evolve(RUN_OUT, by=frozenset({Role.EXPIRY, Role.OFFICER})))) == alone
    assert problems(by_itself(attrs.evolve(RUN_OUT, by=frozenset(Role)))) == alone
    assert problems(by_itself(attrs.evolve(RUN_OUT, when=CLOSE.when))) == alone


def test_expiry_does_nothing_but_what_happens_by_itself():
    by_hand = attrs.evolve(LAPSES, automatic=None)
    assert problems(by_itself(limit=by_hand)) == [
        "RunOut in full: expiry may do it, but no time limit names it as automatic"
    ]


def test_what_happens_by_itself_ends_the_limit_wherever_it_may_run_out():
    somewhere = "time limit counter.time may expire in full, where RunOut does not end it by itself"

    assert problems(by_itself(attrs.evolve(RUN_OUT, to=None, ends=()))) == [somewhere]
    assert problems(changed(moves={**TABLE.moves, S.OPEN: [RUN_OUT, FILL, ADD, CLOSE]}, limits=[LAPSES])) == [
        somewhere
    ]


def test_what_happens_by_itself_lapses_and_needs_no_payload():
    both = "RunOut happens by itself at the end of counter.time, so the limit lapses and RunOut handles it; say both"

    assert problems(by_itself(limit=attrs.evolve(LAPSES, on_expiry=OnExpiry.MUST_ACT))) == [both]
    assert problems(by_itself(limit=attrs.evolve(LAPSES, handled_by=(Close,)))) == [both]
    told = Told.row(S.CLOSED, by=[Role.EXPIRY])
    assert problems(by_itself(told, Limit("counter.time", OnExpiry.LAPSE, (Told,), automatic=Told))) == [
        "Told happens by itself at the end of counter.time, where nobody can give it a payload"
    ]


def test_two_actions_of_one_name():
    @attrs.frozen
    class Other(Action):
        zh = "另一"

    Other.__name__ = "Add"
    assert "2 actions are called Add; the ledger could not tell them apart" in problems(
        changed(everywhere=[Other.row(by=Role)])
    )


def test_two_guards_of_one_code():
    other = attrs.evolve(not_empty, text=Text("别的", "something else"))
    table = changed(moves={**TABLE.moves, S.FULL: [attrs.evolve(CLOSE, when=(other,))]})

    assert problems(table) == ["two guards have the code counter.not_empty"]


def test_payloads_that_the_ledger_would_lose():
    class Bare(Action):
        zh = "裸"

    @attrs.frozen
    class Converted(Action):
        zh = "转换"
        by: int = attrs.field(converter=int)

    @attrs.frozen
    class Private(Action):
        zh = "私有"
        _by: int

    @attrs.frozen
    class Hiding(Action):
        zh = "遮蔽"
        row: int

    everywhere = [Action.row.__func__(cls, by=Role) for cls in (Bare, Converted, Private, Hiding)]
    assert problems(changed(everywhere=everywhere)) == [
        "action Bare is no attrs class; decorate it with @attrs.frozen",
        "Converted.by has a converter, which the ledger would not run; validate instead",
        "Private._by is private or has an alias, and would be lost in the ledger",
        "Hiding.row hides a name of Action; choose another",
    ]


def test_a_guard_that_the_pack_does_not_cite():
    found = problems(TABLE, LAW)

    assert (
        "guard counter.not_empty is not cited by the pack cn; cite its article, or say that it is a house rule"
        in found
    )
    assert not any("authority.two_officers" in problem for problem in found)  # cn cites that one


def test_a_limit_that_the_pack_does_not_have():
    assert "time limit counter.time is not in the pack cn; give its length, or declare it unset" in problems(
        TABLE, LAW
    )


def test_all_findings_are_told_at_once():
    table = attrs.evolve(with_rows(ADD, Close.row(S.CLOSED, by=[])), limits=[])

    found = problems(table, LAW)

    assert "state full cannot be reached" in found
    assert "Close in open: no role may do it" in found
    assert "time limit counter.time is ended, paused or extended, but no row starts it" in found
    assert sum("is not cited by the pack cn" in problem for problem in found) == 3


@pytest.mark.parametrize("kind", [table.kind for table in TABLES])
def test_every_way_to_break_a_table_makes_a_finding_that_the_table_itself_has_not(kind):
    workflow = cn.workflow(kind)
    broken = list(ways_to_break(workflow.table))

    assert len({one.name for one in broken}) == len(broken) >= 12
    for one in broken:
        assert any(one.finding in problem for problem in find_problems(one.table, LAW)), one.name


def test_states_that_a_sequence_of_moves_leads_to():
    assert reachable(TABLE) == set(S)
    assert reachable(with_rows(ADD)) == {S.OPEN}


def test_a_jurisdiction_leaves_guards_out_by_name():
    waiving = attrs.evolve(PACK, waived=frozenset({"counter.not_empty", "counter.forward"}))

    asked = {condition.code for condition in TABLE.asked_under(waiving).conditions()}

    assert asked == {"authority.two_officers", "counter.small_step"}
    assert TABLE.asked_under(PACK) is TABLE
