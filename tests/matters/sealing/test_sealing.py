"""Which records are sealed, for whom they are opened, and who may take them away."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import (
    AdministrativeCase,
    AdministrativeState,
    Conclude,
    DeclareUnenforceable,
    Penalty,
    PenaltyKind,
)
from precinct.matters.sealing import (
    Consult,
    Erase,
    QueryPurpose,
    Seal,
    SealGround,
    Sealing,
    SealingState,
    Unseal,
)
from precinct.people.person import SYSTEM, Capacity, Party
from precinct.workflow.entry import Follow, FollowUp
from tests.matters.people import CHIEF, COUNTY, DESK, NEW_LAW, NIGHT, PROSECUTOR, SHANGHAI, WANG, brief, now

CLOSED = brief("administrative_case", "case-1", "closed", ended=True)
HELD = brief("custody", "custody-1", "ended", ended=True)
FILE = Seal(("case-1", "custody-1"), SealGround.BREACH, "已结案", "第136条")
SEALED = Sealing(
    id="m1",
    state=SealingState.SEALED,
    version=1,
    matters=("case-1", "custody-1"),
    ground=SealGround.BREACH,
    sealed_by=WANG.id,
)
QUERY = Consult("case-1", QueryPurpose.CASE, "县检察院", True, "办理关联案件", "查询函3号")


def codes(opening=FILE, *related, at=NEW_LAW, who=WANG):
    return cn.sealing.decide_opening(opening, now(who, at=at, related=related or (CLOSED, HELD))).codes


def asked(action, matter=SEALED, who=CHIEF, at=NEW_LAW, **more):
    return cn.sealing.decide(matter, action, now(who, at=at, **more)).codes


def test_a_file_that_has_ended_is_sealed_by_an_officer_or_by_nobody_in_person():
    assert codes() == codes(who=SYSTEM) == codes(who=COUNTY) == ()
    assert codes(who=DESK) == ("engine.role",)


def test_a_seal_says_what_it_is_on_and_why():
    assert codes(attrs.evolve(FILE, matters=())) == ("sealing.names_matters",)
    assert codes(attrs.evolve(FILE, matters=("case-1", "case-1"))) == ("sealing.names_matters",)
    assert codes(attrs.evolve(FILE, reason=" ")) == ("sealing.sealed_with_reason",)
    assert codes(attrs.evolve(FILE, authority="")) == ("sealing.sealed_with_reason",)


@pytest.mark.parametrize(
    "related", [(CLOSED,), (CLOSED, brief("custody", "custody-1", "started"))], ids=["unknown", "open"]
)
def test_what_is_open_or_unknown_is_not_sealed(related):
    assert codes(FILE, *related) == ("sealing.matters_ended",)


def test_a_record_is_under_one_seal_and_no_seal_under_any():
    other = brief("sealing", "s1", "sealed", seals=frozenset({"custody-1"}))
    lifted = brief("sealing", "s1", "unsealed", ended=True)

    assert codes(FILE, CLOSED, HELD, other) == ("sealing.not_sealed_yet",)
    assert codes(FILE, CLOSED, HELD, lifted) == ()
    assert codes(attrs.evolve(FILE, matters=("s1",)), lifted) == ("sealing.no_seal_on_seals",)


def test_the_law_of_the_day_says_whose_record_is_sealed():
    eve = NEW_LAW - timedelta(minutes=1)
    of_minor = attrs.evolve(FILE, ground=SealGround.MINOR)

    assert codes(at=eve) == ("sealing.law_seals_it",)
    assert codes() == codes(of_minor) == codes(of_minor, at=eve) == codes(of_minor, at=NIGHT) == ()
    assert codes(attrs.evolve(FILE, ground=SealGround.ORDER)) == ("sealing.law_seals_it",)


def test_a_house_without_law_seals_what_its_heads_order():
    house = bare("Asia/Shanghai")
    context = house.context(WANG, NIGHT, related=(CLOSED, HELD))

    assert house.sealing.decide_opening(attrs.evolve(FILE, ground=SealGround.ORDER), context).allowed


def test_organs_of_the_state_and_units_under_a_rule_look_in_and_nobody_else():
    unit = attrs.evolve(QUERY, purpose=QueryPurpose.LAWFUL_QUERY, state_organ=False)

    assert asked(QUERY) == asked(QUERY, who=PROSECUTOR) == asked(unit) == ()
    assert asked(attrs.evolve(QUERY, state_organ=False)) == ("sealing.query_permitted",)
    assert asked(attrs.evolve(QUERY, purpose=QueryPurpose.OTHER)) == ("sealing.query_permitted",)
    assert asked(QUERY, who=WANG) == ("engine.role",)


def test_a_query_names_its_matter_its_organ_and_its_reason():
    assert asked(attrs.evolve(QUERY, matter="case-2")) == ("sealing.holds_it",)
    assert asked(attrs.evolve(QUERY, organ=" ")) == ("sealing.organ_named",)
    assert asked(attrs.evolve(QUERY, reason="")) == ("sealing.opened_with_reason",)


def test_every_query_counts_and_changes_nothing_else():
    after = cn.sealing.apply(SEALED, QUERY, now(CHIEF, at=NEW_LAW)).matter

    assert after == attrs.evolve(SEALED, version=2, consulted=1)
    assert after.seals == {"case-1", "custody-1"}


def test_the_county_opens_a_record_and_says_why():
    after = cn.sealing.apply(SEALED, Unseal("处罚被撤销", "复议决定"), now(COUNTY, at=NEW_LAW)).matter

    assert (after.state, after.seals, after.erases) == (SealingState.UNSEALED, frozenset(), frozenset())
    assert asked(Unseal("处罚被撤销", "复议决定")) == ("engine.role",)
    assert asked(Unseal("处罚被撤销", " "), who=COUNTY) == ("sealing.opened_with_reason",)
    assert asked(QUERY, after) == ("engine.no_move",)


def test_who_sealed_a_record_has_no_part_in_erasing_it():
    erase, his = Erase("决定删除", "判决书"), attrs.evolve(SEALED, sealed_by=COUNTY.id)
    after = cn.sealing.apply(SEALED, erase, now(COUNTY, at=NEW_LAW)).matter

    assert (after.seals, after.erases) == (frozenset(), {"case-1", "custody-1"})
    assert asked(erase, his, who=COUNTY) == ("sealing.another_erases",)
    assert asked(erase, who=COUNTY, recorded_by=WANG.id) == ()
    assert asked(erase, who=COUNTY, on_behalf_of=WANG.id) == ("sealing.another_erases",)
    assert asked(attrs.evolve(erase, reason=" "), who=COUNTY) == ("sealing.opened_with_reason",)


def test_no_refusal_repeats_the_reason_that_was_given():
    secret = "他偷过邻居的自行车"
    refused = cn.sealing.decide(
        SEALED,
        attrs.evolve(QUERY, reason=secret, authority=" "),
        now(CHIEF, at=datetime(2026, 3, 1, tzinfo=SHANGHAI)),
    )

    assert refused.codes == ("sealing.opened_with_reason",)
    assert secret not in f"{refused} {refused!r} {refused.to_text('zh')} {QUERY!r}"


GROWN = Party("wen", "温某", Capacity.OFFENDER, date(1980, 3, 2))
YOUNG = Party("boy", "学生", Capacity.OFFENDER, date(2008, 6, 1))
EXECUTED = AdministrativeCase(
    id="case-1",
    state=AdministrativeState.EXECUTED,
    version=7,
    act="theft",
    act_day=date(2023, 1, 6),
    parties=(GROWN,),
    penalty=Penalty(PenaltyKind.FINE, fine=200),
)
EVE = NEW_LAW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("parties", "at", "handed_over"),
    [
        ((GROWN,), EVE, False),
        ((GROWN,), NEW_LAW, True),
        ((YOUNG,), EVE, True),
        ((attrs.evolve(YOUNG, born=None),), EVE, False),
        ((attrs.evolve(YOUNG, capacity=Capacity.VICTIM), GROWN), EVE, False),
        ((attrs.evolve(YOUNG, born=date(2005, 1, 6)),), EVE, False),
        ((attrs.evolve(YOUNG, born=date(2005, 1, 7)),), EVE, True),
    ],
)
@pytest.mark.parametrize(
    ("action", "who"),
    [(Conclude(), WANG), (DeclareUnenforceable("下落不明"), CHIEF)],
    ids=["closed", "given up"],
)
def test_who_closes_a_case_is_asked_to_seal_what_the_law_seals(action, who, parties, at, handed_over):
    state = AdministrativeState.EXECUTED if who is WANG else AdministrativeState.SERVED
    case = attrs.evolve(EXECUTED, parties=parties, state=state)

    outcome = cn.administrative_case.apply(case, action, now(who, at=at))

    assert (FollowUp(Follow.HAND_OVER, "sealing") in outcome.follow_ups) is handed_over


def test_a_house_without_law_is_asked_to_seal_nothing():
    house = bare("Asia/Shanghai")

    outcome = house.administrative_case.apply(EXECUTED, Conclude(), house.context(WANG, NEW_LAW))

    assert [follow.what for follow in outcome.follow_ups if follow.what is Follow.HAND_OVER] == []
