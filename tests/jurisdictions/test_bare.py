"""Without law, only house rules are asked: nothing crashes for a number that nobody has."""

import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.law.citation import HOUSE_RULE
from precinct.matters import administrative_case as admin
from precinct.matters import criminal_case as criminal
from precinct.matters import custody, mediation
from precinct.matters.procedure import TABLES, Procedure
from precinct.people.person import Capacity, Party, officer
from precinct.people.role import Role
from precinct.workflow.context import Brief
from precinct.workflow.soundness import find_problems
from tests.jurisdictions.reads import CONDITIONS, DAYS, KNOWN, reads

AT = datetime(1999, 7, 4, 3, 0, tzinfo=UTC)
DAY = date(1999, 7, 3)
LEE = officer("7", "Lee")
HEAD = officer("1", "Cruz", Role.UNIT_HEAD)
ANN = Party("ann", "Ann", Capacity.VICTIM, date(1990, 1, 1))
BOB = Party("bob", "Bob", Capacity.OFFENDER, date(1990, 1, 1))
SAM = Party("sam", "Sam", Capacity.SUSPECT, date(1990, 1, 1))


@pytest.fixture(scope="module")
def house() -> Procedure:
    return bare("America/New_York")


def test_every_shipped_table_binds(house: Procedure) -> None:
    typed = [
        house.report,
        house.administrative_case,
        house.criminal_case,
        house.mediation,
        house.custody,
        house.exhibit,
        house.sealing,
    ]
    assert [workflow.kind for workflow in typed] == list(house.kinds) == [table.kind for table in TABLES]
    for table in TABLES:
        assert find_problems(table, house.law) == []


def test_what_is_waived_is_a_guard_and_named_once() -> None:
    named = tomllib.loads(files("precinct.jurisdictions.bare").joinpath("pack.toml").read_text("utf-8"))[
        "waives"
    ]
    assert len(set(named)) == len(named)
    assert set(named) <= CONDITIONS.keys()


def test_what_is_asked_needs_no_law(house: Procedure) -> None:
    asking = {read.guard for read in reads() if read.method in KNOWN}
    assert asking
    assert asking <= house.law.waived


def test_bound_tables_ask_exactly_what_is_not_waived(house: Procedure) -> None:
    asked = {found.code for kind in house.kinds for found in house.workflow(kind).table.conditions()}
    assert asked == CONDITIONS.keys() - house.law.waived
    for code in asked:
        assert house.law.cite(code, DAY) == (HOUSE_RULE,)


def test_no_house_rule_of_another_jurisdiction_is_waived(house: Procedure) -> None:
    for code in house.law.waived:
        cited = [citation for day in DAYS for citation in cn.law.cite(code, day)]
        assert any(citation.instrument is not None for citation in cited), code


def test_any_act_may_be_mediated_and_nobody_counts_sessions_or_years(house: Procedure) -> None:
    case = Brief("administrative_case", "case", 1, "in_mediation", ended=False)
    context = house.context(LEE, AT, related=(case,))
    child = Party("kid", "Kid", Capacity.VICTIM, date(1992, 1, 1))
    offer = mediation.Propose(
        case="case", case_accepted_at=AT, act="loud_music", parties=(child, BOB), repeated=True
    )
    matter = house.mediation.begin(offer, context).matter
    for who in ("kid", "bob"):
        matter = house.mediation.apply(matter, mediation.Consent(who), context).matter
    for _ in range(3):
        session = mediation.OpenSession(("kid", "bob"), facts_established=False)
        matter = house.mediation.apply(matter, session, context).matter
        matter = house.mediation.apply(matter, mediation.Adjourn("late"), context).matter
    assert matter.sessions == 3


def test_a_head_decides_any_penalty_but_not_his_own_proposal(house: Procedure) -> None:
    context = house.context(LEE, AT)
    workflow = house.administrative_case
    matter = workflow.begin(admin.File(act="loud_music", act_day=DAY, parties=(ANN, BOB)), context).matter
    large = admin.Penalty(admin.PenaltyKind.FINE, fine=1_000_000)
    assert workflow.decide(matter, admin.DecideOnTheSpot(large, "none"), context).allowed
    matter = workflow.apply(matter, admin.Investigate(), context).matter
    proposal = admin.ProposePenalty(large, (admin.Evidence.OWN_STATEMENT,))
    by_head = workflow.apply(matter, proposal, house.context(HEAD, AT)).matter
    matter = workflow.apply(matter, proposal, context).matter
    notice = admin.Notify(("bob",), "none", hearing_waived=False)
    matter, by_head = (workflow.apply(m, notice, context).matter for m in (matter, by_head))
    assert workflow.decide(matter, admin.Decide(), house.context(HEAD, AT)).allowed
    refused = workflow.decide(by_head, admin.Decide(), house.context(HEAD, AT))
    assert [reason.code for reason in refused.reasons] == ["administrative_case.author_is_not_approver"]


def test_a_file_is_opened_for_any_amount_and_sent_back_any_number_of_times(house: Procedure) -> None:
    county = officer("0", "Ortiz", Role.COUNTY_HEAD)
    prosecutor = officer("p", "Park", Role.PROSECUTOR)
    workflow = house.criminal_case
    take_up = criminal.TakeUp(offence="snatching", act_day=DAY, parties=(SAM,), amount=1)
    matter = workflow.begin(take_up, house.context(LEE, AT)).matter
    matter = workflow.apply(matter, criminal.PutOnFile("seen"), house.context(county, AT)).matter
    matter = workflow.apply(matter, criminal.Investigate(), house.context(LEE, AT)).matter
    conclude = criminal.Conclude(facts_clear=True, evidence_sound=True, papers_complete=False)
    matter = workflow.apply(matter, conclude, house.context(LEE, AT)).matter
    send = criminal.SendForProsecution(suspect_told=False)
    for _ in range(3):
        matter = workflow.apply(matter, send, house.context(county, AT)).matter
        back = criminal.ReturnForInvestigation("more")
        matter = workflow.apply(matter, back, house.context(prosecutor, AT)).matter
    assert matter.returns == 3


def test_every_length_of_questioning_can_be_chosen_and_a_drunk_person_is_still_not_questioned(
    house: Procedure,
) -> None:
    workflow = house.custody
    context = house.context(LEE, AT)
    proposal = custody.ProposeMeasure(measure=custody.Measure.INQUIRY, case="case", person=BOB, why="asked")
    matter = workflow.begin(proposal, context).matter
    matter = workflow.apply(matter, custody.Approve(), house.context(HEAD, AT)).matter
    for tier in (tier for measure, tier in custody.TIER_LIMITS if measure is custody.Measure.INQUIRY):
        assert workflow.decide(matter, custody.Start(arrival_signed=False, tier=tier), context).allowed
    drunk = custody.SummonOrally(case="case", person=BOB, found_on_scene=False, card_shown=False, drunk=True)
    refused = workflow.decide_opening(drunk, context)
    assert [reason.code for reason in refused.reasons] == ["custody.sober_for_inquiry"]
    assert refused.reasons[0].citations == (HOUSE_RULE,)
