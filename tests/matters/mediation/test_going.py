"""Sessions and what becomes of an agreement: who is at the table, where, and what shows that it was done."""

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.counting import count
from precinct.matters.mediation import (
    Adjourn,
    Agent,
    Agree,
    Agreement,
    AskCourt,
    Breach,
    Consent,
    Fail,
    Form,
    Mediation,
    MediationState,
    OpenSession,
    Perform,
)
from precinct.people.person import auxiliary
from precinct.workflow.entry import Follow
from tests.matters.people import BOY, CHEN, LI, MEDIATOR, NEW_LAW, NIGHT, SHANGHAI, WANG, WEN, now

S = MediationState
SIT_DOWN = OpenSession(("chen", "wen"), True)
AGREEMENT = Agreement("踢门", "赔偿", NIGHT.date(), "现金", ("chen", "wen"), "派出所", "调解室")


def mediation(state=S.CONSENTED, **more):
    given = {"form": Form.POLICE, "case": "case-1", "act": "property_damage"}
    given |= {"case_accepted_at": NIGHT, "parties": (CHEN, WEN)}
    return Mediation(id="m1", state=state, version=1, **(given | more))


def codes(matter, action, context=None):
    return cn.mediation.decide(matter, action, context or now(WANG, LI)).codes


def test_a_victim_may_send_an_agent_and_an_offender_may_not():
    def by(party, *, written=True):
        rest = tuple(other for other in ("chen", "wen") if other != party)
        return OpenSession(rest, True, agents=(Agent(party, "律师", written),))

    assert codes(mediation(), by("chen")) == ()
    assert codes(mediation(), by("chen", written=False)) == ("mediation.agents_of_victims",)
    assert codes(mediation(), by("wen")) == ("mediation.agents_of_victims",)
    assert codes(mediation(), attrs.evolve(SIT_DOWN, agents=by("wen").agents)) == (
        "mediation.agents_of_victims",
    )


@pytest.mark.parametrize("age", range(14, 19))
@pytest.mark.parametrize("wages", [True, False])
@pytest.mark.parametrize("wants", [True, False])
def test_who_lives_on_own_wages_from_sixteen_on_may_do_without_a_guardian(age, wages, wants):
    birthday = BOY.born.replace(year=BOY.born.year + age)
    at = datetime(birthday.year, birthday.month, birthday.day, 12, tzinfo=SHANGHAI)
    consent = Consent("boy", lives_on_own_wages=wages, wants_no_guardian=wants)
    with_boy = mediation(S.PROPOSED, parties=(CHEN, BOY))

    alone = age >= 18 or (age >= 16 and wages and wants)
    assert codes(with_boy, consent, now(at=at)) == (() if alone else ("mediation.guardian_present",))
    if alone and wages and wants:
        agreed = cn.mediation.apply(with_boy, consent, now(at=at)).matter
        assert agreed.without_guardian == ("boy",)


def test_the_guardian_is_there_when_it_is_settled():
    with_boy = mediation(parties=(CHEN, BOY))
    session = OpenSession(("chen", "boy"), True)

    assert codes(with_boy, session) == ("mediation.guardian_at_session",)
    assert codes(with_boy, attrs.evolve(session, guardians=("boy",))) == ()
    excused = attrs.evolve(with_boy, without_guardian=("boy",))
    assert codes(excused, session) == ("mediation.guardian_at_session",)
    sixteen = attrs.evolve(BOY, born=NIGHT.date().replace(year=NIGHT.year - 16))
    assert codes(attrs.evolve(excused, parties=(CHEN, sixteen)), session) == ()


@pytest.mark.parametrize("in_room", [True, False])
@pytest.mark.parametrize("new", [True, False], ids=["from 2026", "before"])
def test_one_officer_mediates_outside_a_case_room_only_under_the_old_law(new, in_room):
    at = NEW_LAW if new else NEW_LAW - timedelta(minutes=1)
    alone = now(WANG, auxiliary("301", "辅警"), at=at, filmed=True, in_case_room=in_room)

    refused = new and not in_room
    agree = Agree(attrs.evolve(AGREEMENT, perform_by=NEW_LAW.date()))
    fail = Fail("谈不拢", ("chen", "wen"))
    for state, step in (
        (S.CONSENTED, SIT_DOWN),
        *((S.IN_SESSION, a) for a in (agree, Adjourn("休会"), fail)),
    ):
        assert codes(mediation(state), step, alone) == (("mediation.one_in_case_room",) if refused else ())
        assert codes(mediation(state), step, now(WANG, LI, at=at)) == ()
        assert codes(mediation(state), step, now(WANG, at=at.replace(year=2025))) == (
            "authority.two_officers_or_filmed",
        )


def test_that_nobody_comes_back_to_the_table_one_officer_may_write_down():
    adjourned, fail = mediation(S.ADJOURNED, sessions=1), Fail("未再到场", ("chen", "wen"))

    assert codes(adjourned, fail, now(WANG, at=NEW_LAW)) == ()
    assert codes(adjourned, fail, now(MEDIATOR, WANG, at=NEW_LAW)) == ("engine.role",)


def test_auxiliaries_alone_mediate_nothing():
    helpers = now(auxiliary("301", "辅警"), auxiliary("302", "辅警"), filmed=True, in_case_room=True)

    assert codes(mediation(), SIT_DOWN, helpers) == ("engine.role", "authority.two_officers_or_filmed")


@pytest.mark.parametrize("part", ["facts", "terms", "how", "organ", "place"])
def test_every_part_of_an_agreement_says_something(part):
    talking = mediation(S.IN_SESSION)

    assert codes(talking, Agree(AGREEMENT)) == ()
    assert codes(talking, Agree(attrs.evolve(AGREEMENT, **{part: " "}))) == ("mediation.agreement_complete",)


@given(st.integers(-400, 400))
def test_nobody_agrees_to_perform_yesterday(days):
    late = attrs.evolve(AGREEMENT, perform_by=NIGHT.date() + timedelta(days=days))

    assert codes(mediation(S.IN_SESSION), Agree(late)) == (("mediation.day_ahead",) if days < 0 else ())


def test_something_shows_that_it_was_performed():
    agreed = mediation(S.AGREED, agreement=AGREEMENT)

    assert codes(agreed, Perform(" ")) == ("mediation.performance_shown",)
    assert codes(agreed, Perform("收条")) == ()


def test_both_ask_the_court_and_only_for_what_peoples_mediators_brought_about():
    elsewhere = mediation(S.AGREED, form=Form.PEOPLES, agreement=AGREEMENT, effective_at=NIGHT)

    assert codes(elsewhere, AskCourt(("chen",))) == ("mediation.asked_together",)
    assert codes(attrs.evolve(elsewhere, form=Form.OWN_SETTLEMENT), AskCourt(("chen", "wen"))) == (
        "mediation.by_people",
    )
    asked = cn.mediation.apply(elsewhere, AskCourt(("chen", "wen")), now())
    assert [f.code for f in asked.follow_ups if f.what is Follow.LIMIT_ENDS] == [
        "mediation.court_confirmation"
    ]
    for done in (Perform("收条"), Breach("未付", ("chen", "wen"))):
        ended = cn.mediation.apply(elsewhere, done, now()).follow_ups
        assert "mediation.court_confirmation" in [f.code for f in ended if f.what is Follow.LIMIT_ENDS]


@pytest.mark.parametrize(
    ("code", "start", "last"),
    [
        ("mediation.completion", "2023-01-06", "2023-01-11"),
        ("mediation.completion", "2023-01-07", "2023-01-11"),
        ("mediation.repeat", "2023-01-09", "2023-01-18"),
        ("mediation.repeat", "2023-01-10", "2023-01-19"),
        ("mediation.repeat", "2023-01-11", "2023-01-20"),
        ("mediation.repeat", "2023-01-19", "2023-02-02"),
        ("mediation.completion_after_report", "2023-01-18", "2023-01-28"),
        ("mediation.completion_after_report", "2023-01-19", "2023-01-29"),
    ],
)
def test_the_days_of_the_neighbours_come_out(code, start, last):
    began = datetime.fromisoformat(f"{start}T12:00:00").replace(tzinfo=SHANGHAI)

    assert count(cn.law.limit(code, began.date()), began, cn.law.calendar).last_day.isoformat() == last
