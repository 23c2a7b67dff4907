"""What every case has: recusal that is asked for and decided, statements, lineups."""

from datetime import date

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import AdministrativeCase, AdministrativeState
from precinct.matters.common import (
    DecideRecusal,
    HoldLineup,
    Note,
    Of,
    RecordStatement,
    RecusalGround,
    RequestRecusal,
)
from precinct.matters.criminal_case import CriminalCase, CriminalState
from precinct.matters.custody import Measure
from precinct.matters.custody.words import AT_LARGE
from precinct.people.person import Attendant, Attending, Capacity, Need, Party, Sex, officer
from precinct.workflow.entry import Follow
from tests.matters.people import CHEN, CHIEF, CLERK, COUNTY, DAY, LI, NEW_LAW, PROSECUTOR, WANG, brief, now

GIRL = Party("girl", "某女生", Capacity.VICTIM, date(2010, 3, 1), Sex.FEMALE)
ADMINISTRATIVE = AdministrativeCase(
    id="case-1",
    state=AdministrativeState.INVESTIGATING,
    version=1,
    act="assault",
    act_day=DAY,
    parties=(CHEN, GIRL),
)
CRIMINAL = CriminalCase(
    id="cr1", state=CriminalState.INVESTIGATING, version=1, offence="theft", act_day=DAY, parties=(CHEN, GIRL)
)
BOTH = pytest.mark.parametrize("matter", [ADMINISTRATIVE, CRIMINAL], ids=["administrative", "criminal"])
ASKED = RequestRecusal("011", RecusalGround.INTEREST, "与被侵害人是同学", of_head=False)
STATEMENT = RecordStatement("chen", "询问笔录1", read_back=True, signed=True)
LINEUP = HoldLineup("chen", Of.PERSONS, 7, apart=True, hinted=False, record="辨认笔录1")
MOTHER = Attendant("母亲", Attending.GUARDIAN)
WOMAN = attrs.evolve(officer("013", "周警官"), sex=Sex.FEMALE)


def codes(matter, action, context=None):
    return cn.workflow_of(matter).decide(matter, action, context or now()).codes


def after(matter, action, *who):
    return cn.workflow_of(matter).apply(matter, action, now(*who))


def follow_ups(outcome, what):
    return [follow.code for follow in outcome.follow_ups if follow.what is what]


def deciding(matter):
    return COUNTY if isinstance(matter, CriminalCase) else CHIEF


@BOTH
def test_work_goes_on_until_the_decision_and_ends_with_it(matter):
    asked = after(matter, ASKED, CLERK)
    assert follow_ups(asked, Follow.LIMIT_STARTS) == ["recusal.decision"]
    assert codes(asked.matter, Note("继续办理"), now(WANG)) == ()
    decided = after(asked.matter, DecideRecusal("011", granted=True, why="属实"), deciding(matter))
    assert "recusal.decision" in follow_ups(decided, Follow.LIMIT_ENDS)
    assert (decided.matter.recused, decided.matter.recusals_asked) == (("011",), ())
    assert codes(decided.matter, Note("继续办理"), now(WANG)) == ("engine.recused",)


@BOTH
def test_what_was_not_asked_is_not_decided_and_what_waits_is_not_asked_again(matter):
    head = now(deciding(matter))
    asked = after(matter, ASKED, CLERK).matter

    assert codes(matter, DecideRecusal("011", granted=True, why=""), head) == ("common.recusal_asked",)
    assert codes(asked, ASKED, now(CLERK)) == ("common.recusal_not_asked_yet",)
    out = attrs.evolve(matter, recused=("011",))
    assert codes(out, ASKED, now(CLERK)) == ("common.recusal_not_asked_yet",)
    refused = after(asked, DecideRecusal("011", granted=False, why="不属实"), deciding(matter)).matter
    assert (refused.recused, refused.recusals_refused) == ((), ("011",))


def test_nobody_decides_on_himself_and_another_organ_decides_on_a_head():
    own = attrs.evolve(ASKED, officer="001")
    asked = after(ADMINISTRATIVE, own, CLERK).matter
    assert codes(asked, DecideRecusal("001", granted=False, why=""), now(CHIEF)) == (
        "common.not_ones_own_recusal",
    )
    of_head = after(ADMINISTRATIVE, attrs.evolve(own, of_head=True), CLERK).matter
    decision = DecideRecusal("001", granted=True, why="")
    assert codes(of_head, decision, now(CHIEF)) == ("engine.role",)
    assert codes(of_head, decision, now(COUNTY)) == ()
    of_county_head = after(CRIMINAL, attrs.evolve(ASKED, officer="900", of_head=True), CLERK).matter
    decision = DecideRecusal("900", granted=True, why="")
    assert codes(of_county_head, decision, now(COUNTY)) == ("engine.role",)
    assert codes(of_county_head, decision, now(PROSECUTOR)) == ()
    assert codes(after(CRIMINAL, ASKED, CLERK).matter, attrs.evolve(decision, officer="011"), now(CHIEF)) == (
        "engine.role",
    )


def test_in_a_criminal_case_the_decision_may_take_longer_and_is_contested_in_time():
    long = after(CRIMINAL, attrs.evolve(ASKED, complex=True), CLERK)
    assert follow_ups(long, Follow.LIMIT_STARTS) == ["recusal.decision_complex"]
    refused = after(long.matter, DecideRecusal("011", granted=False, why="不属实"), COUNTY)
    assert follow_ups(refused, Follow.LIMIT_STARTS) == ["recusal.contest_ask"]
    again = after(refused.matter, ASKED, CLERK)
    assert follow_ups(again, Follow.LIMIT_STARTS) == ["recusal.contest"]
    assert follow_ups(again, Follow.LIMIT_ENDS) == ["recusal.contest_ask"]
    upheld = after(again.matter, DecideRecusal("011", granted=False, why="不属实"), COUNTY)
    assert follow_ups(upheld, Follow.LIMIT_STARTS) == []
    assert codes(upheld.matter, ASKED, now(CLERK)) == ("common.recusal_contest_left",)
    other = attrs.evolve(ASKED, ground=RecusalGround.GIFTS_OR_MEETINGS)
    anew = after(upheld.matter, other, CLERK)
    assert follow_ups(anew, Follow.LIMIT_STARTS) == ["recusal.decision"]
    granted = after(again.matter, DecideRecusal("011", granted=True, why="属实"), COUNTY)
    assert granted.matter.recused == ("011",)
    assert follow_ups(granted, Follow.LIMIT_STARTS) == []


@BOTH
def test_whether_an_officer_heads_the_organ_is_said_or_told_by_the_roles(matter):
    said_nothing, head = attrs.evolve(ASKED, of_head=None), deciding(matter)

    assert codes(matter, said_nothing, now(CLERK)) == ("common.rank_known",)
    assert [one.of_head for one in after(matter, said_nothing, WANG).matter.recusals_asked] == [False]
    own = attrs.evolve(ASKED, officer=head.id)  # says that he is none
    asked = after(matter, own, head).matter
    assert [one.of_head for one in asked.recusals_asked] == [True]
    above = PROSECUTOR if head is COUNTY else COUNTY
    assert codes(asked, DecideRecusal(head.id, granted=True, why=""), now(above)) == ()


def test_what_the_procuratorate_upholds_about_the_county_head_is_final_too():
    of_head = attrs.evolve(ASKED, officer="900", of_head=True)
    matter = attrs.evolve(CRIMINAL, recusals_refused=("900",))
    refusal = DecideRecusal("900", granted=False, why="不属实")
    upheld = after(after(matter, of_head, CLERK).matter, refusal, PROSECUTOR).matter
    assert (upheld.recusals_refused, upheld.recusals_asked) == ((), ())
    assert codes(upheld, of_head, now(CLERK)) == ("common.recusal_contest_left",)


@BOTH
def test_a_statement_is_read_back_and_signed_or_the_refusal_is_noted(matter):
    two = now(WANG, LI)

    assert codes(matter, STATEMENT, two) == ()
    assert codes(matter, attrs.evolve(STATEMENT, signed=False, refusal_noted=True), two) == ()
    for wrong in ({"signed": False}, {"read_back": False}):
        assert codes(matter, attrs.evolve(STATEMENT, **wrong), two) == ("common.statement_signed",)


@BOTH
@pytest.mark.parametrize(
    ("need", "helper", "other"),
    [
        (Need.INTERPRETER, Attending.INTERPRETER, Attending.SIGN_INTERPRETER),
        (Need.SIGN_LANGUAGE, Attending.SIGN_INTERPRETER, Attending.INTERPRETER),
    ],
)
def test_who_needs_an_interpreter_has_one(matter, need, helper, other):
    needy = attrs.evolve(matter, parties=(attrs.evolve(CHEN, needs=frozenset({need})),))

    def told(*attending):
        present = tuple(Attendant("某", one) for one in attending)
        return codes(needy, attrs.evolve(STATEMENT, attending=present), now(WANG, LI))

    assert told(helper) == ()
    assert told() == told(other) == ("common.understood",)


@BOTH
def test_a_girl_who_was_harmed_is_asked_on_film_by_a_woman(matter):
    harmed = attrs.evolve(STATEMENT, party="girl", sexual_or_violent=True, attending=(MOTHER,))

    assert codes(matter, harmed, now(WANG, WOMAN, filmed=True)) == ()
    assert codes(matter, harmed, now(WANG, LI, filmed=True)) == ("common.minor_spared",)
    assert codes(matter, harmed, now(WANG, WOMAN)) == ("common.minor_spared",)
    assert codes(matter, attrs.evolve(harmed, sexual_or_violent=False), now(WANG, LI)) == ()
    assert codes(matter, attrs.evolve(harmed, party="chen"), now(WANG, LI)) == ()
    for changed in ({"sex": Sex.MALE}, {"born": date(2005, 1, 6)}):
        other = attrs.evolve(matter, parties=(attrs.evolve(GIRL, **changed),))
        assert codes(other, harmed, now(WANG, LI, filmed=True)) == ()
    for changed in ({"born": None}, {"sex": None}, {"born": None, "sex": None}):
        other = attrs.evolve(matter, parties=(attrs.evolve(GIRL, **changed),))
        assert codes(other, harmed, now(WANG, LI, filmed=True)) == ("common.minor_spared",)
        assert codes(other, harmed, now(WANG, WOMAN, filmed=True)) == ()
    witness = attrs.evolve(matter, parties=(attrs.evolve(GIRL, capacity=Capacity.WITNESS),))
    assert codes(witness, harmed, now(WANG, LI)) == ()


@BOTH
@pytest.mark.parametrize("capacity", list(Capacity))
def test_who_is_suspected_is_questioned_in_the_file_of_the_measure(matter, capacity):
    asked = attrs.evolve(matter, parties=(attrs.evolve(CHEN, capacity=capacity),))
    suspected = capacity in {Capacity.OFFENDER, Capacity.SUSPECT}

    assert codes(asked, STATEMENT, now(WANG, LI)) == (("common.asked_is_free",) if suspected else ())


@BOTH
@pytest.mark.parametrize("measure", list(Measure))
def test_who_is_held_is_no_witness_unless_for_another_case(matter, measure):
    def told(case, state="started", people=("chen",)):
        held = brief("custody", "k1", state, people=people, about=measure.value, case=case)
        return codes(matter, STATEMENT, now(WANG, LI, related=(held,)))

    refused = () if measure in AT_LARGE else ("common.asked_is_free",)
    in_prison = measure in {Measure.DETENTION, Measure.ARREST, Measure.ADMINISTRATIVE_DETENTION}
    assert told(matter.id) == refused
    assert told("other") == (() if in_prison else refused)
    assert told(matter.id, state="proposed") == told(matter.id, people=("girl",)) == ()


@BOTH
def test_who_is_asked_is_known_and_stays_so(matter):
    witness = Party("zhou", "周某", Capacity.WITNESS, needs=frozenset({Need.SIGN_LANGUAGE}))
    stranger = attrs.evolve(STATEMENT, party="zhou")

    assert codes(matter, stranger, now(WANG, LI)) == ("common.asked_is_known",)
    assert codes(matter, attrs.evolve(stranger, person=CHEN), now(WANG, LI)) == ("common.asked_is_known",)
    told = attrs.evolve(stranger, person=witness)
    assert codes(matter, told, now(WANG, LI)) == ("common.understood",)
    hearing = attrs.evolve(witness, needs=frozenset())
    heard = after(matter, attrs.evolve(stranger, person=hearing), WANG, LI).matter
    assert heard.parties == (*matter.parties, hearing)
    suspect = attrs.evolve(CHEN, capacity=Capacity.WITNESS)
    known = attrs.evolve(matter, parties=(attrs.evolve(CHEN, capacity=Capacity.SUSPECT),))
    assert codes(known, attrs.evolve(STATEMENT, person=suspect), now(WANG, LI)) == ("common.asked_is_free",)


@BOTH
def test_a_minor_is_asked_beside_a_guardian_or_another_suitable_adult(matter):
    asked, alone = attrs.evolve(STATEMENT, party="girl"), ("common.minor_attended",)
    aunt = attrs.evolve(asked, attending=(Attendant("姑姑", Attending.ADULT_RELATIVE),))
    away = {"guardian_absent_because": "在外地"}

    assert codes(matter, asked, now(WANG, LI)) == codes(matter, aunt, now(WANG, LI)) == alone
    assert codes(matter, attrs.evolve(asked, attending=(MOTHER,)), now(WANG, LI)) == ()
    assert codes(matter, attrs.evolve(asked, **away), now(WANG, LI)) == ()
    later = now(WANG, LI, at=NEW_LAW)
    assert codes(matter, attrs.evolve(asked, **away), later) == codes(matter, aunt, later) == alone
    assert codes(matter, attrs.evolve(aunt, **away), later) == ()
    assert codes(matter, attrs.evolve(asked, nobody_came_because="均在外地", **away), later) == ()


@BOTH
@pytest.mark.parametrize(("of", "least"), [(Of.PERSONS, 7), (Of.PHOTOS, 10), (Of.ITEMS, 5)])
def test_a_lineup_shows_enough_to_each_alone_and_hints_at_nothing(matter, of, least):
    enough = attrs.evolve(LINEUP, of=of, shown=least)
    two = now(WANG, LI)

    assert codes(matter, enough, two) == ()
    assert codes(matter, attrs.evolve(enough, shown=least - 1), two) == ("common.lineup_large_enough",)
    for wrong in ({"apart": False}, {"hinted": True}):
        assert codes(matter, attrs.evolve(enough, **wrong), two) == ("common.lineup_unprompted",)
    assert codes(matter, enough, now(WANG)) == ("authority.two_officers",)


def test_photos_of_things_have_a_number_in_criminal_cases_only():
    photos = attrs.evolve(LINEUP, of=Of.ITEM_PHOTOS, shown=10)
    two, few = now(WANG, LI), attrs.evolve(photos, shown=9)

    assert codes(CRIMINAL, photos, two) == codes(ADMINISTRATIVE, few, two) == ()
    assert codes(CRIMINAL, few, two) == ("common.item_photos_enough",)


@pytest.mark.parametrize("filmed", [True, False])
@pytest.mark.parametrize("in_case_room", [True, False])
def test_one_officer_alone_takes_a_statement_from_2026_on_film_in_a_case_room(filmed, in_case_room):
    how = {"filmed": filmed, "in_case_room": in_case_room}
    alone = ("authority.two_officers_or_filmed_in_case_room",)

    assert codes(ADMINISTRATIVE, STATEMENT, now(WANG, **how)) == alone
    later = now(WANG, at=NEW_LAW, **how)
    assert codes(ADMINISTRATIVE, STATEMENT, later) == (() if filmed and in_case_room else alone)
    assert codes(ADMINISTRATIVE, STATEMENT, now(WANG, LI, **how)) == ()
    assert codes(CRIMINAL, STATEMENT, later) == ("authority.two_officers",)
