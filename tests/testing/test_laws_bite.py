"""A law that nobody can break says nothing: each is held against an engine or a table that breaks it."""

from functools import lru_cache
from itertools import count

import attrs
import pytest
from hypothesis import Phase, settings

from precinct.jurisdictions.cn import cn
from precinct.testing.exploring import explore
from precinct.testing.laws import (
    LAWS,
    check_all_laws,
    law_1_pure,
    law_2_total,
    law_3_one_answer,
    law_4_every_reason,
    law_5_authorise_first,
    law_6_no_trace,
    law_7_replay,
    law_9_sound,
)
from precinct.testing.surgery import under_house_rules, with_rows
from precinct.workflow.decision import Decision, Refusal
from precinct.workflow.workflow import Workflow

REPORT = cn.report
TABLE, LAW = REPORT.table, under_house_rules(cn.law)


@pytest.fixture(autouse=True)
def first_counterexample_is_enough():
    """Nobody reads these: they are not made smaller."""
    usual = settings.get_current_profile_name()
    settings.register_profile("first", settings.get_profile(usual), phases=[Phase.generate])
    settings.load_profile("first")
    yield
    settings.load_profile(usual)


@pytest.fixture(autouse=True)
def a_short_search_is_enough(monkeypatch):
    """What breaks a law here breaks it everywhere; an engine that lies would be searched to the end in vain."""
    short = lru_cache(lambda workflow, procedure: explore(workflow, procedure, tries=4_000))
    monkeypatch.setattr("precinct.testing.walks.explored", short)


def breaks(law, workflow, match):
    with pytest.raises(Exception, match=match):
        law(workflow, cn, examples=100)


def effects(change):
    """The table of reports with other effects."""
    return with_rows(
        TABLE,
        lambda row: (
            row
            if row.effect is None or not hasattr(row, "when")
            else attrs.evolve(row, effect=change(row.effect))
        ),
    )


def test_the_workflow_itself_breaks_none():
    check_all_laws(REPORT, cn, examples=5)


def test_all_laws_are_told_apart():
    assert [law.__name__.split("_")[1] for law in LAWS] == ["1", "2", "3", "4", "5", "6", "7", "9"]


def test_an_effect_that_returns_a_shared_object_breaks_law_1():
    shared = {"gist": "同一个"}

    breaks(law_1_pure, Workflow(effects(lambda old: lambda m, a, c: shared), LAW), "one shared object")


def test_an_effect_that_puts_a_list_into_a_matter_breaks_law_1():
    breaks(
        law_1_pure, Workflow(effects(lambda old: lambda m, a, c: {"officers": ["011"]}), LAW), "unhashable"
    )


def test_an_effect_that_no_validator_would_let_through_breaks_law_1():
    @attrs.frozen(kw_only=True)
    class Strict(TABLE.matter):
        gist: str = attrs.field(default="", validator=attrs.validators.max_len(3))

    strict = attrs.evolve(effects(lambda old: lambda m, a, c: {"gist": "过长的文字"}), matter=Strict)
    cut = with_rows(
        strict,
        lambda row: (
            row
            if hasattr(row, "when")
            else attrs.evolve(row, effect=lambda a, c, old=row.effect: {**old(a, c), "gist": ""})
        ),
    )
    breaks(law_1_pure, Workflow(cut, LAW), "gist")


def test_an_answer_that_changes_breaks_law_1():
    counted = count()

    def moody(old):
        return lambda m, a, c: {"urgency": next(counted)}

    breaks(law_1_pure, Workflow(effects(moody), LAW), "asked twice, it answers twice")


class MovesElsewhere(Workflow):
    def apply(self, matter, action, context):
        outcome = super().apply(matter, action, context)
        state = next(iter(self.table.moves))
        return attrs.evolve(outcome, matter=attrs.evolve(outcome.matter, state=state))


def test_a_move_that_no_row_makes_breaks_law_2():
    breaks(law_2_total, MovesElsewhere(TABLE, LAW), "it moved elsewhere than its row says")


class SaysLess(Workflow):
    def apply(self, matter, action, context):
        try:
            return super().apply(matter, action, context)
        except Refusal as refusal:
            raise Refusal(attrs.evolve(refusal.decision, reasons=refusal.decision.reasons[:1])) from None


class GrantsAll(Workflow):
    def decide(self, matter, action, context):
        return Decision(self.kind, type(action).__name__, matter.state, to=matter.state)


class ShutMenu(Workflow):
    def options(self, matter, context):
        return tuple(attrs.evolve(option, reasons=("no",)) for option in super().options(matter, context))


@pytest.mark.parametrize(
    ("liar", "match"),
    [
        (SaysLess, "apply and decide give different reasons"),
        (GrantsAll, "answered differently when asked twice"),
        (ShutMenu, "options (refuses what decide grants|gives other reasons)"),
    ],
)
def test_two_answers_break_law_3(liar, match):
    breaks(law_3_one_answer, liar(cn.report.table, LAW), match)


class Impatient(Workflow):
    def decide(self, matter, action, context):
        decision = super().decide(matter, action, context)
        return attrs.evolve(decision, reasons=decision.reasons[:1])

    def decide_opening(self, opening, context):
        decision = super().decide_opening(opening, context)
        return attrs.evolve(decision, reasons=decision.reasons[:1])


class Curt(Workflow):
    def decide(self, matter, action, context):
        decision = super().decide(matter, action, context)
        return attrs.evolve(decision, reasons=tuple(attrs.evolve(r, facts=()) for r in decision.reasons))


@pytest.mark.parametrize(
    ("liar", "match"),
    [(Impatient, "is refused for .* but what fails is"), (Curt, "does not say what it looked at")],
)
def test_a_refusal_that_holds_something_back_breaks_law_4(liar, match):
    breaks(law_4_every_reason, liar(cn.mediation.table, LAW), match)


class Chatty(Workflow):
    """Asks all guards first and who it was last."""

    def decide(self, matter, action, context):
        decision = super().decide(matter, action, context)
        if decision.authorised:
            return decision
        row = next((r for s, r in self.table.rows() if s is matter.state and r.action is type(action)), None)
        for guard in () if row is None else row.when:
            guard.test(matter, context)
        for guard in () if row is None else row.given:
            guard.test(matter, action, context)
        return decision


def test_guards_that_are_asked_for_anybody_break_law_5(monkeypatch):
    monkeypatch.setattr(
        "precinct.testing.laws_of_reasons.rebound", lambda workflow, table: Chatty(table, LAW)
    )

    breaks(law_5_authorise_first, REPORT, "a guard was asked for somebody who is not authorised")


class TellsAll(Workflow):
    def decide(self, matter, action, context):
        decision = super().decide(matter, action, context)
        if decision.authorised or not decision.reasons:
            return decision
        leak = attrs.evolve(decision.reasons[0], code="report.registered")
        return attrs.evolve(decision, reasons=(*decision.reasons, leak))


def test_facts_that_are_told_to_anybody_break_law_5(monkeypatch):
    monkeypatch.setattr(
        "precinct.testing.laws_of_reasons.rebound", lambda workflow, table: TellsAll(table, LAW)
    )

    breaks(law_5_authorise_first, TellsAll(TABLE, LAW), "told facts of the matter")


class LeavesATrace(Workflow):
    def apply(self, matter, action, context):
        object.__setattr__(matter, "gist", matter.gist + "!")
        return super().apply(matter, action, context)


def test_a_matter_that_changes_breaks_law_6():
    breaks(law_6_no_trace, LeavesATrace(TABLE, LAW), "the matter that was handed in has changed")


class Forgets(Workflow):
    def apply(self, matter, action, context):
        outcome = super().apply(matter, action, context)
        return attrs.evolve(outcome, entry=attrs.evolve(outcome.entry, changes=()))


class Believes(Workflow):
    def replay(self, entries):
        entries = list(entries)
        return super().replay([attrs.evolve(entry, version=n) for n, entry in enumerate(entries, 1)])


@pytest.mark.parametrize(
    ("liar", "match"), [(Forgets, "does not lead to its matter"), (Believes, "raised no NotAHistory")]
)
def test_a_history_that_does_not_tell_all_breaks_law_7(liar, match):
    breaks(law_7_replay, liar(TABLE, LAW), match)


def test_a_field_that_grows_without_bound_breaks_law_7():
    def grow(old):
        return lambda m, a, c: {**old(m, a, c), "linked": (*m.linked, "again")}

    breaks(law_7_replay, Workflow(effects(grow), LAW), "a field grows without bound")


def test_a_check_that_finds_nothing_breaks_law_9(monkeypatch):
    monkeypatch.setattr("precinct.testing.breaking.find_problems", lambda table, law: [])

    breaks(law_9_sound, REPORT, "not found in")
