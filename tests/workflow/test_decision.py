"""What an answer says: allowed, or every reason with its sentences, citation, facts and remedy."""

import attrs
import pytest

from precinct.basics.errors import WrongAction, WrongLaw
from precinct.jurisdictions.cn import cn
from precinct.law.citation import HOUSE_RULE
from precinct.workflow.action import Action
from precinct.workflow.decision import GuardError, Refusal
from precinct.workflow.guard import Unmet
from precinct.workflow.workflow import Workflow
from tests.workflow.counter import (
    ADD,
    CLERK,
    FILL,
    HEAD,
    LI,
    PACK,
    TABLE,
    WANG,
    WORKFLOW,
    Add,
    Begin,
    Close,
    Look,
    S,
    context,
    counter,
    forward,
    not_empty,
    with_rows,
)


def test_an_allowed_decision_says_where_it_leads():
    decision = WORKFLOW.decide(counter(), Add(3), context())

    assert (decision.allowed, decision.to, decision.codes, decision.state) == (True, S.OPEN, (), S.OPEN)


def test_a_refusal_lists_every_guard_that_fails_in_the_order_of_the_table():
    decision = WORKFLOW.decide(counter(), Add(-20), context())
    both = WORKFLOW.decide(counter(), Add(20), context())

    assert decision.codes == ("counter.forward",)
    assert both.codes == ("counter.small_step",)
    assert decision.to is None


def test_guards_on_the_matter_and_on_the_payload_are_told_together():
    row = attrs.evolve(ADD, when=(not_empty,))
    workflow = Workflow(with_rows(FILL, row, *TABLE.moves[S.OPEN][2:]), PACK)

    assert workflow.decide(counter(0), Add(-1), context()).codes == ("counter.not_empty", "counter.forward")


def test_a_reason_has_both_sentences_its_citation_its_facts_and_its_remedy():
    (reason,) = WORKFLOW.decide(counter(0), Close(), context(HEAD, companions=(WANG,))).reasons

    assert (reason.text.zh, reason.text.en) == ("已有数目", "something was counted")
    assert reason.citations == (HOUSE_RULE,)
    assert reason.facts == (("count", "0"),)
    assert reason.remedy is not None
    assert reason.remedy.en == "add something"


def test_who_is_not_authorised_is_told_all_of_that_and_nothing_else():
    recused = counter(0, recused=("5",))

    decision = WORKFLOW.decide(recused, Close(), context(CLERK))

    assert decision.codes == ("engine.role", "engine.recused", "authority.two_officers")
    assert not decision.authorised


def test_a_recused_officer_is_told_so_in_every_state():
    decision = WORKFLOW.decide(counter(recused=("1",)), Look(), context(WANG))

    assert decision.codes == ("engine.recused",)


def test_the_role_reason_names_what_the_actor_has_and_needs():
    (reason,) = WORKFLOW.decide(counter(), Add(1), context(CLERK)).reasons

    assert dict(reason.facts) == {"actor": "5", "has": "data_clerk", "needs": "officer"}


def test_an_action_without_a_row_in_this_state_says_where_it_has_one():
    (reason,) = WORKFLOW.decide(counter(state=S.FULL), Add(1), context()).reasons

    assert reason.code == "engine.no_move"
    assert dict(reason.facts) == {"state": "full", "possible_in": "open"}


def test_who_could_do_it_nowhere_is_not_told_about_the_state():
    assert WORKFLOW.decide(counter(state=S.FULL), Add(1), context(CLERK)).codes == ("engine.role",)


def test_the_first_row_whose_where_holds_decides():
    assert WORKFLOW.decide(counter(5), Add(5), context()).to is S.FULL
    assert WORKFLOW.decide(counter(5), Add(4), context()).to is S.OPEN


def test_an_action_of_another_workflow_is_a_type_error_that_names_those_it_knows():
    @attrs.frozen
    class Elsewhere(Action):
        pass

    with pytest.raises(
        WrongAction, match="Elsewhere is no action of a counter; it knows Add, Close, Look"
    ) as e:
        WORKFLOW.decide(counter(), Elsewhere(), context())
    assert isinstance(e.value, TypeError)
    with pytest.raises(WrongAction, match="it knows Begin"):
        WORKFLOW.begin(Elsewhere(), context())


def test_a_context_of_another_jurisdiction_is_refused_by_every_question():
    foreign = attrs.evolve(context(), law=cn.law)

    for ask in (WORKFLOW.decide, WORKFLOW.apply):
        with pytest.raises(WrongLaw, match=r"bound to bare@.*made for cn@"):
            ask(counter(), Add(1), foreign)
    with pytest.raises(WrongLaw):
        WORKFLOW.options(counter(), foreign)
    with pytest.raises(WrongLaw):
        WORKFLOW.begin(Begin(), foreign)
    with pytest.raises(WrongLaw):
        WORKFLOW.decide_opening(Begin(), foreign)


@pytest.mark.parametrize("nonsense", [None, 1, "yes", ()])
def test_a_guard_that_answers_nonsense_is_named(nonsense):
    odd = attrs.evolve(forward, code="counter.odd", test=lambda m, a, c: nonsense)
    row = attrs.evolve(ADD, given=(odd,))
    workflow = Workflow(with_rows(FILL, row, *TABLE.moves[S.OPEN][2:]), PACK)

    for ask in (workflow.decide, workflow.apply):
        with pytest.raises(GuardError, match="neither True, False nor Unmet") as e:
            ask(counter(), Add(1), context())
        assert e.value.code == "counter.odd"


def test_a_where_that_answers_nonsense_is_named_by_apply_too():
    row = attrs.evolve(FILL, where=lambda m, a, c: "yes")
    workflow = Workflow(with_rows(row, ADD, *TABLE.moves[S.OPEN][2:]), PACK)

    for ask in (workflow.decide, workflow.apply):
        with pytest.raises(GuardError):
            ask(counter(), Add(1), context())


def test_a_where_that_answers_unmet_does_not_choose_its_row():
    row = attrs.evolve(FILL, where=lambda m, a, c: Unmet())
    workflow = Workflow(with_rows(row, ADD, *TABLE.moves[S.OPEN][2:]), PACK)
    try:
        assert workflow.decide(counter(), Add(1), context()).to is S.OPEN
    except GuardError:
        return


def test_a_where_that_crashes_is_a_guard_error_for_both():
    row = attrs.evolve(FILL, where=lambda m, a, c: 1 / 0)
    workflow = Workflow(with_rows(row, ADD, *TABLE.moves[S.OPEN][2:]), PACK)

    for ask in (workflow.decide, workflow.apply):
        with pytest.raises(GuardError, match=r"the choice of rows for Add.*ZeroDivisionError"):
            ask(counter(), Add(1), context())


def test_a_menu_has_every_action_with_what_it_still_needs():
    menu = {option.action: option for option in WORKFLOW.options(counter(0), context(HEAD, companions=(LI,)))}

    assert set(menu) == {Add, Close, Look}
    assert menu[Add].open
    assert menu[Add].needs == ("by",)
    assert [reason.code for reason in menu[Close].reasons] == ["counter.not_empty"]
    assert menu[Look].needs == ()


def test_a_menu_of_several_rows_is_open_if_one_of_them_is():
    closed = attrs.evolve(FILL, when=(not_empty,))
    workflow = Workflow(with_rows(closed, ADD, *TABLE.moves[S.OPEN][2:]), PACK)

    (add,) = (option for option in workflow.options(counter(0), context()) if option.action is Add)
    assert add.open


def test_a_refusal_in_words_says_all_of_it_in_both_languages():
    with pytest.raises(Refusal) as refused:
        WORKFLOW.apply(counter(0), Close(), context(HEAD, companions=(LI,)))
    decision = refused.value.decision

    assert str(refused.value) == decision.to_text("en") == str(decision)
    assert decision.to_text("en").splitlines() == [
        "Close refused (open)",
        "  not so: something was counted [counter.not_empty]",
        f"    stands on: {HOUSE_RULE.to('en')}",
        "    facts: count = 0",
        "    what would help: add something",
    ]
    assert decision.to_text("zh").splitlines() == [
        "Close 不予准许 (进行)",
        "  不满足: 已有数目 [counter.not_empty]",
        f"    依据: {HOUSE_RULE.to('zh')}",
        "    所见事实: count = 0",
        "    可以: 先增加",
    ]


def test_an_allowed_decision_in_words_is_one_line():
    assert WORKFLOW.decide(counter(), Look(), context()).to_text("zh") == "Look 允许 (进行)"
    assert WORKFLOW.decide_opening(Begin(), context()).to_text() == "Begin allowed"
