"""On the way and at the scene: minutes are the house's, duties are the law's."""

import attrs
import pytest

from precinct.basics.text import Text
from precinct.jurisdictions.cn import cn
from precinct.law.citation import HOUSE_RULE
from precinct.law.timelimit import TimeLimit, Unit
from precinct.matters.procedure import Procedure
from precinct.matters.report import (
    Arrive,
    Delay,
    Dispatch,
    Handle,
    Injury,
    LeaveJurisdictionOpen,
    RecordScene,
    ReportOutcome,
    ReportState,
    SceneDuty,
)
from precinct.workflow.entry import Follow
from tests.matters.people import DAY, DESK, WANG, now
from tests.matters.report.reports import codes, follow_ups, report

S = ReportState
ALL = frozenset(SceneDuty)
HELPED = Handle(ReportOutcome.HELP_GIVEN, told="已劝止", reason="情节轻微")


@pytest.mark.parametrize(
    ("urgency", "limit"), [(1, "report.arrival_first_grade"), (2, "report.arrival"), (None, "report.arrival")]
)
def test_the_minutes_to_the_scene_run_by_urgency(urgency, limit):
    sent = cn.report.apply(report(S.CLASSIFIED, urgency=urgency), Dispatch(("011",)), now(DESK))

    assert follow_ups(sent, Follow.LIMIT_STARTS) == [limit]
    held_up = cn.report.apply(sent.matter, Delay("路口事故"), now(WANG))
    assert held_up.follow_ups == ()
    there = cn.report.apply(held_up.matter, Arrive(), now(WANG))
    assert limit in follow_ups(there, Follow.LIMIT_ENDS)


def test_the_law_sets_no_minutes_and_a_house_may():
    assert cn.law.unlimited("report.arrival")
    five = TimeLimit("report.arrival", 5, Unit.MINUTES, False, (HOUSE_RULE,), Text("到场", "arrival"))
    house = Procedure(cn.law.with_house_rules(limits=[five]))

    assert house.law.limit("report.arrival", DAY) == five
    assert not house.law.unlimited("report.arrival")
    assert house.law.unlimited("report.arrival_first_grade")
    assert house.report.kind == "report"


@pytest.mark.parametrize("duty", sorted(ALL - {SceneDuty.UNIT_TOLD}, key=lambda duty: duty.value))
def test_where_somebody_is_hurt_everything_is_done_or_said_to_be_needless(duty):
    hurt = RecordScene(ALL - {duty}, injury=Injury.LIGHT)
    filmed = now(WANG, filmed=True)

    begun = cn.report.apply(report(), hurt, now(WANG)).matter
    assert codes(begun, HELPED, filmed) == ("report.injury_duties_done",)
    assert codes(begun, LeaveJurisdictionOpen(True, evidence_taken=True), now(WANG)) == ()
    needless = cn.report.apply(
        begun, RecordScene(frozenset(), nothing_to_do=frozenset({duty}), why_not="现场无人"), now(WANG)
    ).matter
    assert codes(needless, HELPED, filmed) == ()
    assert needless.injury is Injury.LIGHT


@pytest.mark.parametrize(
    "duty",
    [SceneDuty.SCENE_PROTECTED, SceneDuty.EVIDENCE_FIXED, SceneDuty.SUSPECTS_CONTROLLED, SceneDuty.UNIT_TOLD],
    ids=lambda duty: duty.value,
)
def test_a_crime_scene_is_kept_for_those_who_examine_it(duty):
    begun = cn.report.apply(report(), RecordScene(ALL - {duty}, crime_scene=True), now(WANG)).matter

    assert codes(begun, HELPED, now(WANG, filmed=True)) == ("report.crime_scene_duties_done",)
    kept = cn.report.apply(begun, RecordScene(frozenset({duty})), now(WANG)).matter
    assert codes(kept, HELPED, now(WANG, filmed=True)) == ()
    assert kept.crime_scene


@pytest.mark.parametrize("why", ["", " "])
def test_what_there_was_no_occasion_for_is_explained(why):
    nothing = RecordScene(frozenset(), nothing_to_do=ALL, injury=Injury.LIGHT, why_not=why)

    assert codes(report(), nothing, now(WANG)) == ("report.needless_explained",)
    assert codes(report(), attrs.evolve(nothing, why_not="现场已无人"), now(WANG)) == ()
    assert codes(report(), attrs.evolve(nothing, nothing_to_do=frozenset()), now(WANG)) == ()


def test_a_scene_where_nobody_is_hurt_asks_nothing_of_that():
    assert codes(report(), HELPED, now(WANG, filmed=True)) == ()
    assert attrs.evolve(report(), injury=Injury.DEATH) != report()
