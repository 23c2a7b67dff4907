"""What may become of a report: each outcome has its duty, and asks nothing of the others."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.report import (
    CALLED_OFF,
    LINKED,
    TOLD,
    WITH_REASON,
    WITHOUT_CASE,
    Channel,
    Duty,
    Finding,
    Handle,
    Injury,
    ReportClass,
    ReporterWithdraws,
    ReportOutcome,
    ReportState,
    SceneDuty,
)
from precinct.people.person import SYSTEM
from precinct.workflow.entry import Follow
from tests.matters.people import DESK, NIGHT, WANG, now
from tests.matters.report.reports import ALL, CASE, CRIME, EARLIER, HU, codes, follow_ups, report

S = ReportState
RO = ReportOutcome
WHOLE = {"told": "请到人民法院起诉", "reason": "没有违法事实", "linked": ("case-1", "crime-1", "r0")}
AT = now(WANG, filmed=True, related=ALL)
NOT_HERE = frozenset({Finding.UNCOOPERATIVE, Finding.NO_CONTENT})
FOUND = {
    RO.NOT_INVESTIGATED: NOT_HERE,
    RO.PRIVATE_PROSECUTION: frozenset({Finding.ONLY_ON_COMPLAINT}),
}
BREACHES = (ReportClass.CRIMINAL, ReportClass.ADMINISTRATIVE)


def handled(outcome, **more):
    """The outcome with all that any outcome asks, save what the test leaves out."""
    given = WHOLE | {"done": frozenset(Duty)} | more
    if outcome in FOUND:
        given = {"found": FOUND[outcome]} | given
    return Handle(outcome, **given)


def at_scene(**more):
    """A report at the scene, where it is known who reported and what was found."""
    return report(**({"reporter": HU, "scene_recorded": True} | more))


@pytest.mark.parametrize("outcome", ReportOutcome, ids=lambda outcome: outcome.value)
def test_every_outcome_has_its_duty_and_no_other(outcome):
    duties = {
        "told": ("report.reporter_told", outcome in TOLD, ""),
        "reason": ("report.reason_given", outcome in WITH_REASON, ""),
        "linked": ("report.linked", outcome in LINKED, ()),
    }

    assert codes(at_scene(), handled(outcome), AT) == ()
    for field, (code, due, nothing) in duties.items():
        without = attrs.evolve(handled(outcome), **{field: nothing})
        assert codes(at_scene(), without, AT) == ((code,) if due else ())


@pytest.mark.parametrize("sort", ReportClass, ids=lambda sort: sort.value)
@pytest.mark.parametrize("outcome", ReportOutcome, ids=lambda outcome: outcome.value)
def test_a_breach_ends_without_a_case_only_with_a_word_and_a_reason(outcome, sort):
    unanswered = outcome in WITHOUT_CASE and sort in BREACHES
    of_sort = at_scene(report_class=sort)

    assert codes(of_sort, handled(outcome), AT) == ()
    for field, code, due in (
        ("told", "report.reporter_told", outcome in TOLD),
        ("reason", "report.reason_given", outcome in WITH_REASON),
    ):
        without = attrs.evolve(handled(outcome), **{field: ""})
        assert codes(of_sort, without, AT) == ((code,) if due or unanswered else ())


@pytest.mark.parametrize(
    ("outcome", "right"),
    [
        (RO.ADMINISTRATIVE_CASE, {"case-1"}),
        (RO.CRIMINAL_REVIEW, {"crime-1"}),
        (RO.REPEAT, {"case-1", "crime-1", "r0"}),
        (RO.MERGED, {"r0"}),
    ],
    ids=lambda what: getattr(what, "value", None),
)
def test_what_is_linked_is_there_and_of_the_kind_that_the_outcome_needs(outcome, right):
    for other in ALL:
        answer = codes(at_scene(), handled(outcome, linked=(other.id,)), AT)
        assert answer == (() if other.id in right else ("report.linked",))
    nobody = now(WANG, filmed=True)
    assert codes(at_scene(), handled(outcome), nobody) == ("report.linked",)


def test_a_report_is_no_repetition_of_itself():
    itself = attrs.evolve(EARLIER, id="r1")
    context = now(WANG, filmed=True, related=(itself,))

    assert codes(at_scene(), handled(RO.REPEAT, linked=("r1",)), context) == ("report.linked",)


@pytest.mark.parametrize("outcome", [RO.HELP_GIVEN, RO.ADMINISTRATIVE_CASE])
def test_whatever_is_linked_exists(outcome):
    linked = ("case-1", "a-slip-of-the-pen")

    assert codes(at_scene(), handled(outcome, linked=linked), AT) == ("report.linked",)


def test_one_report_may_open_several_matters():
    outcome = cn.report.apply(at_scene(), handled(RO.ADMINISTRATIVE_CASE, linked=(CASE.id, CRIME.id)), AT)

    assert outcome.matter.linked == ("case-1", "crime-1")


def test_what_goes_to_another_unit_gets_there_in_time():
    kept = cn.report.apply(at_scene(), handled(RO.HELP_GIVEN), AT)
    outcome = cn.report.apply(at_scene(), handled(RO.TRANSFERRED), AT)

    assert follow_ups(outcome, Follow.LIMIT_STARTS) == ["report.transfer"]
    assert follow_ups(outcome, Follow.PAPER_DUE) == ["transfer_notice"]
    assert follow_ups(kept, Follow.LIMIT_STARTS) == follow_ups(kept, Follow.PAPER_DUE) == []


@pytest.mark.parametrize("outcome", [RO.HELP_GIVEN, RO.TRANSFERRED])
@pytest.mark.parametrize("urgent", [True, False])
@pytest.mark.parametrize("registered", [True, False])
def test_the_day_for_papers_that_were_put_off_begins_when_help_was_given(outcome, urgent, registered):
    put_off = at_scene(urgent=urgent, registered=registered)
    started = follow_ups(cn.report.apply(put_off, handled(outcome), AT), Follow.LIMIT_STARTS)

    assert ("report.registration" in started) is (urgent and not registered)
    assert ("report.transfer" in started) is (outcome is RO.TRANSFERRED)


@pytest.mark.parametrize(
    ("known", "from_receipt"),
    [({}, True), ({"report_class": ReportClass.CRIMINAL}, False), ({"left_open": True}, False)],
    ids=["a breach", "a crime", "left open"],
)
def test_a_breach_leaves_within_its_time_of_the_receipt_and_the_rest_of_the_decision(known, from_receipt):
    later = attrs.evolve(AT, occurred_at=NIGHT + timedelta(hours=5))
    sent = cn.report.apply(at_scene(**known), handled(RO.TRANSFERRED), later)

    (started,) = [follow for follow in sent.follow_ups if follow.what is Follow.LIMIT_STARTS]
    assert started.at == (NIGHT if from_receipt else later.occurred_at)


@pytest.mark.parametrize(
    "emergency",
    [
        Finding.HARM_IN_PROGRESS,
        Finding.CAUGHT_IN_THE_ACT,
        Finding.FUGITIVE_FOUND,
        Finding.CASUALTIES,
        Finding.OTHER_EMERGENCY,
    ],
    ids=lambda finding: finding.value,
)
def test_in_an_emergency_the_first_organ_acts_before_it_transfers(emergency):
    found = frozenset({emergency, Finding.NO_EMERGENCY})

    assert codes(at_scene(), handled(RO.TRANSFERRED, found=found, done=frozenset()), AT) == (
        "report.acted_first",
    )
    assert codes(at_scene(), handled(RO.TRANSFERRED, found=found), AT) == ()
    unsaid = handled(RO.TRANSFERRED, done=frozenset())
    assert codes(at_scene(), unsaid, AT) == ("report.acted_first",)
    assert codes(at_scene(), attrs.evolve(unsaid, found=frozenset({Finding.NO_EMERGENCY})), AT) == ()
    assert codes(at_scene(), handled(RO.HELP_GIVEN, found=found, done=frozenset()), AT) == ()


@pytest.mark.parametrize("injury", Injury, ids=lambda injury: injury.value)
def test_that_somebody_is_hurt_the_record_knows(injury):
    hurt = at_scene(injury=injury, scene=frozenset(SceneDuty))

    silent = handled(RO.TRANSFERRED, done=frozenset())
    assert codes(hurt, silent, AT) == ("report.acted_first",)
    assert codes(hurt, handled(RO.TRANSFERRED), AT) == ()


@pytest.mark.parametrize("why", [Finding.DISAGREES, Finding.NOT_CLEAR])
def test_who_disagrees_or_is_not_answered_at_once_gets_it_in_writing(why):
    objects = handled(RO.NOT_POLICE, found=frozenset({why}), done=frozenset())

    assert codes(at_scene(), objects, AT) == ("report.written_if_disagreed",)
    assert codes(at_scene(), attrs.evolve(objects, done=frozenset({Duty.WRITTEN_NOTICE})), AT) == ()
    assert codes(at_scene(), attrs.evolve(objects, found=frozenset()), AT) == ()


def test_what_is_no_police_matter_is_still_written_down():
    assert codes(at_scene(gist=""), handled(RO.NOT_POLICE), AT) == ("report.gist_logged",)
    nameless = at_scene(reporter=None)
    assert codes(nameless, handled(RO.NOT_POLICE), AT) == ("report.gist_logged",)
    assert codes(attrs.evolve(nameless, anonymous=True), handled(RO.NOT_POLICE), AT) == ()
    assert codes(attrs.evolve(nameless, channel=Channel.PATROL), handled(RO.NOT_POLICE), AT) == ()
    assert codes(at_scene(gist=""), handled(RO.HELP_GIVEN), AT) == ()


@pytest.mark.parametrize("outcome", [RO.REPEAT, RO.MERGED])
def test_a_crime_with_new_facts_is_no_repetition(outcome):
    new = handled(outcome, found=frozenset({Finding.NEW_FACTS}))
    crime, breach = (
        at_scene(report_class=ReportClass.CRIMINAL),
        at_scene(report_class=ReportClass.ADMINISTRATIVE),
    )

    assert codes(crime, new, AT) == ("report.nothing_new",)
    assert codes(breach, new, AT) == codes(crime, handled(outcome), AT) == ()


def test_what_may_be_either_runs_as_an_administrative_case_first():
    unclear = frozenset({Finding.NATURE_UNCLEAR})

    assert codes(at_scene(), handled(RO.CRIMINAL_REVIEW, found=unclear), AT) == (
        "report.unclear_goes_administrative",
    )
    assert codes(at_scene(), handled(RO.ADMINISTRATIVE_CASE, found=unclear), AT) == ()


def test_who_accuses_is_warned_and_who_is_nobody_is_not():
    silent = handled(RO.CRIMINAL_REVIEW, done=frozenset())

    assert codes(at_scene(reporter=HU), silent, AT) == ("report.warned_of_false_accusation",)
    assert codes(at_scene(reporter=None, contact="138"), silent, AT) == ()
    assert codes(at_scene(reporter=HU), handled(RO.CRIMINAL_REVIEW), AT) == ()


def test_the_police_take_what_they_are_asked_to_take():
    asked = handled(
        RO.PRIVATE_PROSECUTION, found=frozenset({Finding.ASKS_POLICE, Finding.MINOR_WITH_EVIDENCE})
    )
    only_court = frozenset({Finding.ASKS_POLICE, Finding.ONLY_ON_COMPLAINT})

    assert codes(at_scene(), asked, AT) == ("report.taken_if_asked",)
    assert codes(at_scene(), attrs.evolve(asked, found=only_court), AT) == ()


@pytest.mark.parametrize("found", Finding, ids=lambda found: found.value)
def test_no_other_crime_is_left_to_its_victim(found):
    fit = found in {Finding.ONLY_ON_COMPLAINT, Finding.MINOR_WITH_EVIDENCE}
    sent = handled(RO.PRIVATE_PROSECUTION, found=frozenset({found}))

    assert ("report.for_the_court" in codes(at_scene(), sent, AT)) is not fit


@pytest.mark.parametrize("found", [frozenset(), *(frozenset({one}) for one in sorted(NOT_HERE, key=str))])
def test_only_silence_and_emptiness_together_end_a_report_unexamined(found):
    given = handled(RO.NOT_INVESTIGATED)

    assert codes(at_scene(), attrs.evolve(given, found=found), AT) == ("report.nothing_to_look_into",)
    assert codes(at_scene(), given, AT) == ()
    assert codes(report(S.CLASSIFIED), given, AT) == ("report.nothing_to_look_into",)  # nobody went there


@pytest.mark.parametrize("sort", ReportClass, ids=lambda sort: sort.value)
def test_a_breach_outlives_its_report(sort):
    taken_back = cn.report.apply(at_scene(report_class=sort), ReporterWithdraws("算了"), now(DESK)).matter
    breach = sort in {ReportClass.CRIMINAL, ReportClass.ADMINISTRATIVE}

    assert taken_back.withdrawn
    assert taken_back.state is S.ON_SCENE
    for outcome in RO:
        drops = outcome in WITHOUT_CASE | {RO.UNFOUNDED, RO.CIVIL_DISPUTE}
        dropped = codes(taken_back, handled(outcome), AT)
        assert dropped == (("report.outlives_withdrawal",) if breach and drops else ())
    assert codes(taken_back, handled(RO.NOT_A_BREACH), AT) == ()


@pytest.mark.parametrize("injury", Injury, ids=lambda injury: injury.value)
def test_serious_injury_goes_to_the_criminal_unit(injury):
    hurt = report(S.CLASSIFIED, injury=injury, scene=frozenset(SceneDuty))
    grave = injury in {Injury.SERIOUS, Injury.DEATH}

    answer = codes(hurt, handled(RO.ADMINISTRATIVE_CASE), AT)
    assert answer == (("report.injury_owner",) if grave else ())
    for elsewhere in (RO.TRANSFERRED, RO.CRIMINAL_REVIEW, RO.REPEAT, RO.MERGED):
        assert codes(hurt, handled(elsewhere), AT) == ()


@pytest.mark.parametrize("outcome", ReportOutcome, ids=lambda outcome: outcome.value)
def test_a_desk_calls_off_and_an_officer_decides(outcome):
    called_off = outcome in CALLED_OFF
    sent = report(S.DISPATCHED, reporter=HU)
    receptionist = now(DESK, related=ALL)

    refused = codes(sent, handled(outcome), receptionist)
    assert ("report.officer_decides" in refused) is not called_off
    assert "report.officer_decides" not in codes(sent, handled(outcome), AT)
    for state in (S.CLASSIFIED, S.DISPATCHED, S.ON_SCENE):
        by_computer = codes(
            report(state, reporter=HU), handled(outcome), now(SYSTEM, filmed=True, related=ALL)
        )
        assert ("report.officer_decides" in by_computer) is not called_off


def test_who_is_called_off_on_the_way_films_nothing_and_who_acts_does():
    on_the_way, unfilmed = report(S.DISPATCHED, reporter=HU), now(WANG, related=ALL)

    assert codes(on_the_way, handled(RO.NO_FURTHER_ACTION), unfilmed) == ()
    assert codes(on_the_way, handled(RO.HELP_GIVEN), unfilmed) == ("report.filmed_to_the_end",)
    pending = report(S.JURISDICTION_PENDING, reporter=HU, arrived_at=NIGHT)
    assert codes(pending, handled(RO.NO_FURTHER_ACTION), unfilmed) == ("report.filmed_to_the_end",)


@pytest.mark.parametrize("state", [S.CLASSIFIED, S.DISPATCHED, S.ON_SCENE, S.JURISDICTION_PENDING])
def test_no_way_around_the_scene_leads_to_an_answer(state):
    hurt = report(state, reporter=HU, arrived_at=NIGHT, injury=Injury.LIGHT, scene_recorded=True)

    assert codes(hurt, handled(RO.HELP_GIVEN), AT) == ("report.injury_duties_done",)
    kept = report(state, reporter=HU, arrived_at=NIGHT, crime_scene=True, scene_recorded=True)
    assert codes(kept, handled(RO.HELP_GIVEN), AT) == ("report.crime_scene_duties_done",)


@pytest.mark.parametrize("outcome", ReportOutcome, ids=lambda outcome: outcome.value)
def test_of_a_crimes_scene_the_record_says_what_was_found(outcome):
    crime = at_scene(report_class=ReportClass.CRIMINAL, scene_recorded=False)
    elsewhere = outcome in {RO.REPEAT, RO.MERGED}

    assert codes(crime, handled(outcome), AT) == (() if elsewhere else ("report.scene_recorded",))
    nobody_there = attrs.evolve(crime, state=S.CLASSIFIED, arrived_at=None)
    assert "report.scene_recorded" not in codes(nobody_there, handled(outcome), AT)


@pytest.mark.parametrize("outcome", [RO.ADMINISTRATIVE_CASE, RO.CRIMINAL_REVIEW])
def test_who_was_met_at_a_scene_is_taken_down(outcome):
    nameless = at_scene(reporter=None)

    assert codes(nameless, handled(outcome), AT) == ("report.reporter_asked",)
    for known in ({"contact": "138"}, {"channel": Channel.PATROL}, {"arrived_at": None}):
        assert codes(attrs.evolve(nameless, **known), handled(outcome), AT) == ()
    gone = handled(outcome, found=frozenset({Finding.NOBODY_MET}))
    assert codes(nameless, gone, AT) == ()
