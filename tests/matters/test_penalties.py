"""Penalties: the range of the act on its day, what lightens it, and whose detention is carried out."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.penalty import Grade, Join, Prerequisite
from precinct.matters.administrative_case import (
    AdministrativeCase,
    AdministrativeState,
    Credit,
    CustodyMeasure,
    Decide,
    DecideOnTheSpot,
    Evidence,
    Execute,
    FurtherAct,
    Ground,
    NameParty,
    Notify,
    Penalty,
    PenaltyKind,
    ProposePenalty,
    Punished,
    Revise,
)
from precinct.people.person import Capacity, Party
from tests.matters.people import CHEN, CHIEF, COUNTY, LI, SHANGHAI, WANG, WEN, now

S = AdministrativeState
OLD, NEW = date(2025, 12, 20), date(2026, 2, 3)
FINE, DETENTION = PenaltyKind.FINE, PenaltyKind.DETENTION


def at(day):
    return datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI)


def case(act, act_day=NEW, state=S.INVESTIGATING, offender=WEN, victim=CHEN, **more):
    return AdministrativeCase(
        id="case-1", state=state, version=1, act=act, act_day=act_day, parties=(victim, offender), **more
    )


def told(matter, penalty, day=NEW, **more):
    """What stands against proposing it."""
    action = ProposePenalty(penalty, (Evidence.FOOTAGE,), **more)
    return cn.administrative_case.decide(matter, action, now(WANG, LI, at=at(day)))


def codes(matter, penalty, day=NEW, **more):
    return told(matter, penalty, day, **more).codes


def detained(days, fine=0, **more):
    return Penalty(DETENTION, days=days, fine=fine, **more)


def fined(fine, **more):
    return Penalty(FINE, fine=fine, **more)


CASES = [
    pytest.param(act, day, found, id=f"{act} {day} {found.grade.value}")
    for act in sorted(cn.law.acts())
    for day in (OLD, NEW)
    if cn.law.has_penalties(act, day)
    for found in cn.law.penalties(act, day).grades
]


@pytest.mark.parametrize(("act", "day", "found"), CASES)
def test_the_bound_is_allowed_and_a_yuan_or_a_day_beyond_is_not(act, day, found):
    def asked(days, fine):
        kind = DETENTION if days else FINE
        penalty = Penalty(kind, days=days, fine=fine, grade=found.grade, met=frozenset(Prerequisite))
        return codes(case(act, day), penalty, day)

    days, fine = found.detention_days, found.fine
    beside = fine[1] if fine and found.join is Join.AND else 0
    if days:
        assert asked(days[1], beside) == ()
        assert asked(days[1] + 1, beside) == ("administrative_case.not_above_range",)
    if fine:
        most = days[1] if days and found.join is not Join.OR else 0
        assert asked(most, fine[1]) == ()
        assert asked(most, fine[1] + 1) == ("administrative_case.not_above_range",)


def test_a_refusal_names_the_article_of_the_act():
    decision = told(case("theft", NEW), fined(2001, grade=Grade.BASIC))

    assert decision.codes == ("administrative_case.not_above_range",)
    places = [f"{c.instrument.key} {c.article}" for c in decision.reasons[0].citations if c.instrument]
    assert places[0] == "L25 143"
    assert "L25 58" in places

    spot = DecideOnTheSpot(fined(501), "无异议")
    small = cn.administrative_case.decide(case("theft", NEW, S.FILED), spot, now(WANG, LI, at=at(NEW)))
    assert small.codes == ("administrative_case.small_enough_for_the_spot",)
    assert "第58条" in small.to_text("zh")


def test_an_act_that_the_law_of_its_day_does_not_know_is_not_punished():
    act = ("administrative_case.act_is_punishable",)
    assert codes(case("throwing_from_height", OLD), fined(300), NEW) == act
    assert codes(case("throwing_from_height", NEW), fined(300), NEW) == ()
    assert codes(case("arson", NEW), fined(300), NEW) == act
    bullied = told(case("school_bullying", NEW), fined(300))
    assert bullied.codes == act
    assert "第60条" in bullied.to_text("zh")


def test_the_lighter_law_applies_to_an_act_of_last_year():
    # Damage to property: up to fifteen days before, ten at most since.
    assert codes(case("property_damage", OLD), detained(11, grade=Grade.SERIOUS), OLD) == ()
    assert codes(case("property_damage", OLD), detained(11, grade=Grade.SERIOUS), NEW) == (
        "administrative_case.not_above_range",
    )
    # Impersonating an official costs more now, so the old law stays.
    assert codes(case("impersonating_official", OLD), detained(11), NEW) == (
        "administrative_case.not_above_range",
    )


def test_a_revision_and_a_decision_on_the_spot_keep_to_the_range_as_well():
    served = case("insult", NEW, S.SERVED, penalty=fined(300))
    revise = cn.administrative_case.decide(served, Revise("复议机关", fined(1001)), now(COUNTY, at=at(NEW)))
    assert revise.codes == ("administrative_case.not_above_range",)
    spot = DecideOnTheSpot(Penalty(PenaltyKind.WARNING), "无异议")
    on_the_spot = cn.administrative_case.decide(case("insult", NEW, S.FILED), spot, now(WANG, LI, at=at(NEW)))
    assert on_the_spot.codes == ("administrative_case.below_range_with_ground",)


@pytest.mark.parametrize(
    ("day", "grounds", "enough"),
    [
        (OLD, {Ground.HARM_REMOVED}, False),
        (OLD, {Ground.FORGIVEN}, False),
        (OLD, {Ground.HARM_REMOVED, Ground.FORGIVEN}, True),
        (OLD, {Ground.MINOR}, False),
        (OLD, {Ground.ESPECIALLY_MINOR}, True),
        (OLD, {Ground.SURRENDERED}, True),
        (NEW, {Ground.HARM_REMOVED}, True),
        (NEW, {Ground.FORGIVEN}, True),
        (NEW, {Ground.MINOR}, True),
        (NEW, {Ground.EXCESSIVE_DEFENCE}, True),
        (NEW, {Ground.DRUNK}, False),
        (NEW, set(), False),
    ],
)
def test_below_the_range_only_with_a_ground_that_counts(day, grounds, enough):
    penalty = detained(3, 200, grade=Grade.BASIC, grounds=frozenset(grounds))
    expected = () if enough else ("administrative_case.below_range_with_ground",)
    assert codes(case("assault", day), penalty, day) == expected


def born(years, day=NEW, **more):
    return Party("wen", "某", Capacity.OFFENDER, date(day.year - years, day.month, day.day), **more)


def test_nobody_under_fourteen_is_punished_and_youth_lightens():
    def young(years, days=0):
        return attrs.evolve(born(years), born=born(years).born + timedelta(days))

    assert codes(case("theft", offender=young(14, 1)), detained(5)) == ("administrative_case.of_age",)
    assert codes(case("theft", offender=young(14)), detained(5)) == ()
    assert codes(case("assault", offender=young(18, 1)), detained(3, 100, grade=Grade.BASIC)) == ()
    assert codes(case("assault", offender=young(18)), detained(3, 100, grade=Grade.BASIC)) == (
        "administrative_case.below_range_with_ground",
    )
    assert codes(case("theft"), detained(5, punished=Punished("nobody"))) == ("administrative_case.of_age",)


def test_noise_is_punished_under_the_new_law_only_after_others_tried():
    assert codes(case("noise"), fined(500)) == ("administrative_case.tried_before",)
    assert codes(case("noise"), fined(500, met=frozenset({Prerequisite.STOPPING_TRIED}))) == ()
    assert codes(case("noise", OLD), Penalty(PenaltyKind.WARNING), OLD) == ()
    assert codes(case("noise", OLD), fined(300, grade=Grade.BASIC), OLD) == (
        "administrative_case.not_above_range",
    )
    assert codes(case("noise", OLD), fined(300, grade=Grade.AFTER_WARNING), OLD) == ()


@pytest.mark.parametrize(
    ("penalty", "coherent"),
    [
        (Penalty(PenaltyKind.FINE), False),
        (Penalty(PenaltyKind.WARNING, fine=300), False),
        (Penalty(PenaltyKind.FINE, days=5), False),
        (Penalty(PenaltyKind.DETENTION, fine=300), False),
        (Penalty(PenaltyKind.WARNING), True),
        (Penalty(PenaltyKind.WARNING, days=1), False),
        (Penalty(PenaltyKind.FINE, fine=1), True),
        (Penalty(PenaltyKind.DETENTION, days=1), True),
        (Penalty(PenaltyKind.LICENCE_REVOKED), True),
        (Penalty(PenaltyKind.LICENCE_REVOKED, fine=300), True),
        (Penalty(PenaltyKind.LICENCE_REVOKED, days=1), False),
        (Penalty(PenaltyKind.SUSPENSION), True),
        (Penalty(PenaltyKind.SUSPENSION, days=1), False),
        (fined(300, exit_ordered=True), False),
        (fined(300, exit_ordered=True, punished=Punished(foreigner=False)), False),
        (fined(300, exit_ordered=True, punished=Punished(foreigner=True)), True),
    ],
)
def test_a_penalty_is_what_its_kind_says(penalty, coherent):
    refused = "administrative_case.kind_is_coherent" in codes(case("insult"), penalty)
    assert refused is not coherent


def test_detention_for_several_acts_is_served_for_twenty_days_at_most():
    second = FurtherAct("insult", NEW, Grade.SERIOUS, days=10)
    first = detained(15, grade=Grade.SERIOUS, further=(second,))
    bound = ("administrative_case.detention_within_total",)
    assert codes(case("theft"), first) == bound
    assert codes(case("theft"), attrs.evolve(first, together=20)) == ()
    assert codes(case("theft"), attrs.evolve(first, together=21)) == bound
    few = detained(5, further=(FurtherAct("insult", NEW, days=5),))
    assert codes(case("theft"), few) == ()
    assert codes(case("theft"), attrs.evolve(few, together=11)) == bound
    beyond = detained(5, further=(FurtherAct("insult", NEW, days=11),))
    assert codes(case("theft"), beyond) == ("administrative_case.not_above_range",)


def test_who_stops_an_attack_commits_no_breach_under_the_new_law():
    penalty = detained(5, 500, grade=Grade.BASIC, grounds=frozenset({Ground.IN_DEFENCE}))
    assert codes(case("assault"), penalty) == ("administrative_case.no_breach_in_defence",)
    assert codes(case("assault", OLD), penalty, OLD) == ()


@pytest.mark.parametrize(
    ("act_day", "last", "counts"),
    [
        (date(2025, 12, 31), date(2025, 6, 30), True),
        (date(2025, 12, 31), date(2025, 6, 29), False),
        (date(2026, 1, 1), date(2025, 1, 1), True),
        (date(2026, 1, 1), date(2024, 12, 30), False),
        (date(2026, 1, 1), date(2026, 1, 2), False),
        (date(2026, 1, 1), None, False),
    ],
)
def test_a_repeat_counts_for_six_months_and_since_2026_for_a_year(act_day, last, counts):
    penalty = detained(5, repeat=True, punished=Punished(last_punished_on=last))
    expected = () if counts else ("administrative_case.repeat_in_window",)
    assert codes(case("gambling", act_day), penalty, act_day) == expected


def test_an_act_that_nobody_discovered_in_six_months_is_not_punished():
    acted, barred = date(2026, 1, 15), ("administrative_case.not_time_barred",)
    matter, later = case("insult", acted), date(2026, 7, 16)
    assert codes(matter, fined(300), date(2026, 7, 15)) == ()
    assert codes(matter, fined(300), later) == barred
    assert codes(matter, fined(300), later, discovered_on=date(2026, 7, 15)) == ()
    assert codes(matter, fined(300), later, discovered_on=later) == barred
    assert codes(matter, fined(300), later, discovered_on=later, complained_on=date(2026, 2, 1)) == ()


@pytest.mark.parametrize(
    ("age", "day", "protected"),
    [(13, NEW, True), (14, NEW, False), (60, OLD, True), (60, NEW, False), (69, NEW, False), (70, NEW, True)],
)
def test_assault_on_a_child_or_an_old_person_is_serious(age, day, protected):
    victim = attrs.evolve(born(age, day), id="v", capacity=Capacity.VICTIM)
    matter = case("assault", day, victim=victim)
    basic = codes(matter, detained(5, 500, grade=Grade.BASIC), day)
    assert basic == (("administrative_case.grade_fits_victim",) if protected else ())
    assert codes(matter, detained(10, 1000, grade=Grade.SERIOUS), day) == ()


def test_what_made_sixty_grave_last_year_is_not_held_against_him_now():
    victim = attrs.evolve(born(65, OLD), id="v", capacity=Capacity.VICTIM)
    assert codes(case("assault", OLD, victim=victim), detained(5, 500, grade=Grade.BASIC), NEW) == ()


@pytest.mark.parametrize("measure", CustodyMeasure)
def test_only_coercive_detention_is_taken_off_day_for_day(measure):
    due = measure in {CustodyMeasure.CRIMINAL_DETENTION, CustodyMeasure.ARREST}
    refused = ("administrative_case.credit_is_due",)
    assert codes(case("theft"), detained(5, credits=(Credit(measure, 5),))) == (() if due else refused)
    assert codes(case("theft"), detained(5, credits=(Credit(measure, 6),))) == refused


@pytest.mark.parametrize(
    ("day", "years", "punished", "executed"),
    [
        (OLD, 15, Punished(first_breach=False), False),
        (OLD, 15, Punished(breaches_in_year=2), False),
        (NEW, 15, Punished(), False),
        (NEW, 15, Punished(breaches_in_year=2), True),
        (NEW, 15, Punished(grave_influence=True), True),
        (OLD, 17, Punished(), False),
        (OLD, 17, Punished(first_breach=True), False),
        (OLD, 17, Punished(first_breach=False), True),
        (NEW, 17, Punished(first_breach=True, breaches_in_year=2), False),
        (NEW, 17, Punished(first_breach=True, grave_influence=True), True),
        (OLD, 18, Punished(), True),
        (OLD, 69, Punished(), True),
        (OLD, 70, Punished(grave_influence=True), False),
        (NEW, 70, Punished(), False),
        (NEW, 70, Punished(breaches_in_year=2), True),
        (NEW, 30, Punished(expecting_or_nursing=True, grave_influence=True), False),
        (NEW, 30, Punished(), True),
    ],
)
def test_whose_detention_is_carried_out(day, years, punished, executed):
    matter = case("theft", day, S.SERVED, born(years, day), penalty=detained(5, punished=punished))
    refused = cn.administrative_case.decide(matter, Execute("送拘"), now(CHIEF, at=at(day))).codes
    assert ("administrative_case.detention_may_be_executed" in refused) is not executed


def test_a_fine_is_paid_by_anybody_and_an_unknown_age_is_not_detained():
    unknown = Party("wen", "某", Capacity.OFFENDER)
    for penalty, executed in ((fined(300), True), (detained(5), False)):
        matter = case("theft", NEW, S.SERVED, unknown, penalty=penalty)
        refused = cn.administrative_case.decide(matter, Execute("执行"), now(at=at(NEW))).codes
        assert ("administrative_case.detention_may_be_executed" in refused) is not executed


def test_a_proposal_stands_as_measured_until_people_or_law_change():
    proposed = case("property_damage", OLD)
    damage = detained(11, grade=Grade.SERIOUS)
    proposal = ProposePenalty(damage, (Evidence.FOOTAGE,))
    workflow = cn.administrative_case
    matter = workflow.apply(proposed, proposal, now(WANG, LI, at=at(OLD))).matter
    notice = Notify((WEN.id,), "无", hearing_waived=True)
    matter = workflow.apply(matter, notice, now(WANG, at=at(OLD))).matter
    child = Party("kid", "学生", Capacity.OFFENDER, date(2013, 1, 1))
    joined = workflow.apply(matter, NameParty(child), now(WANG, at=at(OLD))).matter

    def decided(matter, day):
        return workflow.decide(matter, Decide(), now(COUNTY, at=at(day))).codes

    assert decided(matter, date(2025, 12, 31)) == ()
    assert decided(matter, NEW) == ("administrative_case.not_above_range",)
    assert "administrative_case.of_age" in decided(joined, OLD)
