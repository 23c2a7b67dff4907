"""Things are taken on grounds, kept by another, handed over without a gap, and given back in order."""

from datetime import timedelta

import attrs
import pytest

from precinct.jurisdictions.cn import cn
from precinct.matters import exhibit as room
from precinct.matters.exhibit import (
    Capture,
    Collector,
    DataList,
    Exhibit,
    ExhibitState,
    Goods,
    Protected,
    ReleaseGround,
    Track,
    custody_chain,
)
from precinct.people.person import Actor
from precinct.people.role import Role
from precinct.testing.asking import for_all
from precinct.testing.walks import walks
from tests.matters.people import CASE, CHEN, CHIEF, COUNTY, DESK, LI, NEW_LAW, NIGHT, WANG, brief, now

KEEPER = Actor("060", "保管员", {Role.PROPERTY_KEEPER})
LAWYER = Actor("061", "法制员", {Role.LEGAL_REVIEWER})
CRIME = brief("criminal_case", "crime-1", "investigating")
REVIEW = brief("criminal_case", "crime-1", "under_review")
E = cn.exhibit
A, C = Track.ADMINISTRATIVE, Track.CRIMINAL
LIST = room.MakeList(True, True, True, True, 3, "完好")
DATA = DataList(Capture.MEDIUM, "视频 mp4", "abc")
SEIZE = room.Seize("手机", "case-1", A, WANG.id, True)
AT_ONCE = room.SeizeAtOnce("手机", "case-1", A, True, True)
OBTAIN = room.Obtain("监控", "case-1", A, WANG.id, "调字1号", NIGHT)
RETURN = room.ReturnToOwner("chen", True, True, True, True, "权属明确", True)


def a_thing(state=ExhibitState.IN_STORE, **more):
    """A phone in the store, everything ready for its return."""
    fields = {
        "id": "x1",
        "state": state,
        "version": 3,
        "officer": WANG.id,
        "item": "手机",
        "case": "case-1",
        "track": A,
        "holder": KEEPER.id if state is ExhibitState.IN_STORE else WANG.id,
        "condition": "完好",
        "worth": 900,
        "photographed": True,
        "held_from": None if state is ExhibitState.IN_STORE else NIGHT,
    }
    return Exhibit(**fields | more)


def given(thing, **how):
    return attrs.evolve(thing, **how)


OPENINGS = [
    ("exhibit.case_is_open", given(OBTAIN, case="nowhere"), CHIEF),
    ("exhibit.case_is_open", given(OBTAIN, track=C), CHIEF),
    ("exhibit.case_is_open", room.RegisterOnly("手机", "case-1", C, Protected.VICTIMS), WANG),
    ("exhibit.case_is_open", room.TakeInBrought("照片", "x", A, receipt_given=True), DESK),
    ("exhibit.case_is_open", room.KeepBelongings("钱包", "x", A, KEEPER.id, WANG.id, CHEN), WANG),
    ("exhibit.case_is_open", room.Preserve("账本", "case-1", C, may_be_lost=True), CHIEF),
    ("exhibit.serves_a_case", given(SEIZE, track=Track.NONE), COUNTY),
    ("exhibit.administrative_case_open", given(SEIZE, case="nowhere"), COUNTY),
    ("exhibit.another_takes_it", given(SEIZE, officer=COUNTY.id), COUNTY),
    ("exhibit.needed_as_evidence", given(SEIZE, needed=False), COUNTY),
    ("exhibit.may_be_seized", given(SEIZE, protected=Protected.VICTIMS), COUNTY),
    ("exhibit.may_be_seized", given(SEIZE, protected=Protected.NECESSITY, for_appraisal=True), COUNTY),
    ("exhibit.urgent_or_low_value", given(AT_ONCE, urgent=False), WANG),
    (
        "exhibit.evidence_may_be_lost",
        room.Preserve("账本", "case-1", A, may_be_lost=False),
        CHIEF,
    ),
    ("exhibit.lawfully_held", room.RegisterOnly("手机", "case-1", A, Protected.UNRELATED), WANG),
    ("exhibit.receipt_for_brought", room.TakeInBrought("照片", "case-1", A, receipt_given=False), DESK),
    (
        "exhibit.brought_data_hashed",
        room.TakeInBrought("视频", "case-1", A, receipt_given=True, digital=True),
        DESK,
    ),
    (
        "exhibit.belongings_kept_by_another",
        room.KeepBelongings("钱包", "case-1", A, WANG.id, WANG.id, CHEN),
        WANG,
    ),
    ("exhibit.notice_complete", given(OBTAIN, deadline=None), CHIEF),
    ("exhibit.notice_complete", given(OBTAIN, case="crime-1", track=C, by_phone=True), CHIEF),
    ("exhibit.copy_explained", given(OBTAIN, original=False), CHIEF),
]


@pytest.mark.parametrize(("code", "opening", "who"), OPENINGS)
def test_a_thing_comes_in_on_grounds_alone(code, opening, who):
    decision = E.decide_opening(opening, now(who, LI, filmed=True, related=(CASE, CRIME)))

    assert decision.codes == (code,)


def test_nothing_is_seized_for_a_crime_before_filing():
    seize = given(SEIZE, case="crime-1", track=C)

    early = E.decide_opening(seize, now(CHIEF, related=(REVIEW,)))
    assert early.codes == ("exhibit.filed_before_seizure",)
    assert "174" in early.reasons[0].citations[0].to("zh")
    assert E.decide_opening(seize, now(CHIEF, related=(CRIME,))).allowed
    assert not E.decide_opening(given(seize, valuable=True), now(CHIEF, related=(CRIME,))).allowed
    assert E.decide_opening(given(seize, valuable=True), now(COUNTY, related=(CRIME,))).allowed
    at_once = given(AT_ONCE, case="crime-1", track=C)
    refused = E.decide_opening(at_once, now(WANG, LI, filmed=True, related=(CRIME,)))
    assert refused.codes == ("exhibit.administrative_track",)


def test_what_is_seized_at_once_is_filmed_since_the_law_of_2025():
    before = now(WANG, LI, related=(CASE,), at=NEW_LAW - timedelta(minutes=1))
    since = now(WANG, LI, related=(CASE,), at=NEW_LAW)

    assert E.decide_opening(AT_ONCE, before).allowed
    assert E.decide_opening(AT_ONCE, since).codes == ("exhibit.filmed_at_once",)


S = ExhibitState
GIVE = room.HandOver(WANG.id, KEEPER.id, "完好")
LEND = room.Lend(KEEPER.id, LI.id, "完好", "辨认")
BACK = room.TakeBack(LI.id, KEEPER.id, "完好", checked=True)
RELEASE = room.Release(
    ReleaseGround.NOT_NEEDED, "chen", collects_as=Collector.OWNER, signed=True, why="已经拍照固定"
)
OVER = given(RELEASE, ground=ReleaseGround.TIME_OUT)
MOVES = [
    ("exhibit.listed_on_the_spot", a_thing(S.TAKEN), given(LIST, on_the_spot=False), WANG),
    ("exhibit.list_signed", a_thing(S.TAKEN), given(LIST, witness_signed=False), WANG),
    ("exhibit.copies_made", a_thing(S.TAKEN), given(LIST, copies=1), WANG),
    ("exhibit.copies_made", a_thing(S.TAKEN, track=C), given(LIST, copies=2), WANG),
    ("exhibit.data_listed", a_thing(S.TAKEN, digital=True), LIST, WANG),
    (
        "exhibit.medium_sealed_or_explained",
        a_thing(S.TAKEN, digital=True),
        given(LIST, data=given(DATA, sealed=False)),
        WANG,
    ),
    ("exhibit.giver_is_holder", a_thing(S.LISTED), given(GIVE, giver=LI.id), WANG),
    ("exhibit.taker_named", a_thing(S.LISTED), given(GIVE, condition=""), WANG),
    (
        "exhibit.keeper_is_no_case_officer",
        a_thing(S.LISTED, holder=LI.id),
        given(GIVE, giver=LI.id, taker=WANG.id),
        LI,
    ),
    ("exhibit.hash_checked", a_thing(S.LISTED, digital=True, content_hash="abc"), GIVE, WANG),
    ("exhibit.hand_over_postponed_once", a_thing(S.LISTED), room.PostponeHandOver(NIGHT, "在外地"), CHIEF),
    ("exhibit.lending_explained", a_thing(), given(LEND, why=""), CHIEF),
    ("exhibit.checked_on_return", a_thing(S.LENT, holder=LI.id), given(BACK, checked=False), KEEPER),
    ("exhibit.approval_open", a_thing(), room.Approve(), COUNTY),
    ("exhibit.approver_did_not_seize", a_thing(officer=COUNTY.id, approval_due=True), room.Approve(), COUNTY),
    ("exhibit.flag_open", a_thing(), room.ReviewData("不影响"), LAWYER),
    ("exhibit.flag_reviewed", a_thing(flagged=True), room.SendWithCase(KEEPER.id, "检察院", "完好"), WANG),
    ("exhibit.administrative_only", a_thing(track=C), room.Extend("复杂"), COUNTY),
    ("exhibit.not_extended", a_thing(extended=True), room.Extend("复杂"), COUNTY),
    ("exhibit.not_in_appraisal", a_thing(in_appraisal=True), room.SendForAppraisal(holder_told=True), WANG),
    ("exhibit.in_appraisal", a_thing(), room.AppraisalDone(), WANG),
    ("exhibit.appraisal_told", a_thing(), room.SendForAppraisal(holder_told=False), WANG),
    ("exhibit.pictured", a_thing(photographed=False), RETURN, WANG),
    ("exhibit.approved_if_due", a_thing(approval_due=True), room.Confiscate(Goods.CONTRABAND), CHIEF),
    ("exhibit.not_sold", a_thing(sold_for=5), room.Sell(perishable=True, price=5), CHIEF),
    ("exhibit.within_station_power", a_thing(track=C), room.Confiscate(Goods.CONTRABAND), CHIEF),
    (
        "exhibit.still_in_time",
        a_thing(S.PRESERVED, time_from=NIGHT - timedelta(days=9)),
        room.TurnToSeizure(WANG.id),
        CHIEF,
    ),
    ("exhibit.would_perish", a_thing(), room.Sell(perishable=False, price=5), COUNTY),
    ("exhibit.valued", a_thing(worth=None), RETURN, WANG),
    ("exhibit.facts_proven", a_thing(), given(RETURN, facts_proven=False), WANG),
    ("exhibit.ownership_clear", a_thing(), given(RETURN, ownership_clear=False), WANG),
    ("exhibit.harms_nobody", a_thing(), given(RETURN, harms_nobody=False), WANG),
    ("exhibit.return_documented", a_thing(), given(RETURN, receipt=False), WANG),
    ("exhibit.owner_collects", a_thing(track=C), given(RETURN, taker=WANG.id), COUNTY),
    ("exhibit.owner_collects", a_thing(track=C), given(RETURN, owner_or_agent=False), COUNTY),
    ("exhibit.within_station_power", a_thing(worth=501), room.Confiscate(Goods.ILLEGAL), CHIEF),
    (
        "exhibit.within_station_power",
        a_thing(worth=500, disputed=True),
        room.Confiscate(Goods.ILLEGAL),
        CHIEF,
    ),
    ("exhibit.within_station_power", a_thing(worth=5), room.Confiscate(Goods.ORDINARY), CHIEF),
    ("exhibit.claim_time_over", a_thing(), room.DeclareUnclaimed(), CHIEF),
    ("exhibit.claim_time_over", a_thing(announced_at=NIGHT), room.DeclareUnclaimed(), CHIEF),
    ("exhibit.release_has_ground", a_thing(), given(RELEASE, why=""), WANG),
    ("exhibit.release_has_ground", a_thing(), given(RELEASE, ground=ReleaseGround.UNRELATED), WANG),
    ("exhibit.release_has_ground", a_thing(), given(RELEASE, ground=ReleaseGround.DECIDED), WANG),
    ("exhibit.time_is_out", a_thing(time_from=NIGHT), OVER, WANG),
    ("exhibit.time_is_out", a_thing(), OVER, WANG),
    ("exhibit.time_is_out", a_thing(S.PRESERVED, time_from=NIGHT), OVER, WANG),
    ("exhibit.taker_is_entitled", a_thing(), given(RELEASE, signed=False), WANG),
    ("exhibit.taker_is_entitled", a_thing(), given(RELEASE, collects_as=None), WANG),
    ("exhibit.taker_is_entitled", a_thing(), given(RELEASE, taker=KEEPER.id), WANG),
    ("exhibit.taker_is_entitled", a_thing(owner=CHEN), given(RELEASE, taker="wen"), WANG),
    ("exhibit.not_in_appraisal", a_thing(in_appraisal=True), RELEASE, WANG),
    ("exhibit.not_in_appraisal", a_thing(in_appraisal=True), RETURN, WANG),
    ("exhibit.not_in_appraisal", a_thing(in_appraisal=True), LEND, CHIEF),
    ("exhibit.owner_collects", a_thing(), given(RETURN, taker=WANG.id), WANG),
    ("exhibit.still_in_time", a_thing(time_from=NIGHT - timedelta(days=40)), room.Extend("复杂"), COUNTY),
    ("exhibit.waits_longer_once", a_thing(), room.WaitLonger("失主在国外"), CHIEF),
    (
        "exhibit.waits_longer_once",
        a_thing(announced_at=NIGHT, waited_longer=True),
        room.WaitLonger("失主在国外"),
        CHIEF,
    ),
    ("exhibit.not_announced", a_thing(announced_at=NIGHT), room.Announce(), WANG),
    ("exhibit.related_so_far", a_thing(unrelated=True), room.FindUnrelated(), WANG),
    ("exhibit.related_so_far", a_thing(unrelated=True), LEND, CHIEF),
    ("exhibit.related_so_far", a_thing(unrelated=True), room.Extend("复杂"), COUNTY),
    ("exhibit.related_so_far", a_thing(unrelated=True), room.Destroy("变质"), COUNTY),
]


@pytest.mark.parametrize(("code", "thing", "action", "who"), MOVES)
def test_a_thing_moves_only_as_it_may(code, thing, action, who):
    assert E.decide(thing, action, now(who, LI if who is not LI else WANG)).codes == (code,)


def test_what_is_settled_within_a_day_does_not_go_through_the_store():
    tuesday, day = NIGHT - timedelta(days=3), timedelta(hours=24, minutes=30)  # the hour begun is not counted
    thing = a_thing(S.LISTED, held_from=tuesday)

    assert E.decide(thing, RETURN, now(WANG, at=tuesday + day)).allowed
    late = E.decide(thing, RETURN, now(WANG, at=tuesday + day + timedelta(minutes=1)))
    assert late.codes == ("exhibit.kept_or_within_a_day",)


def test_only_the_county_head_returns_in_a_criminal_case():
    assert E.decide(a_thing(), RETURN, now(WANG)).allowed
    assert not E.decide(a_thing(track=C), RETURN, now(WANG)).allowed
    assert E.decide(a_thing(track=C), RETURN, now(COUNTY)).allowed


def test_of_a_criminal_case_the_county_head_releases_all_but_what_is_unrelated():
    crime = a_thing(track=C, case="crime-1", unrelated=True)

    assert not E.decide(crime, RELEASE, now(WANG, related=(CRIME,))).allowed
    assert E.decide(crime, RELEASE, now(COUNTY, related=(CRIME,))).allowed
    unrelated = given(RELEASE, ground=ReleaseGround.UNRELATED)
    assert E.decide(crime, unrelated, now(WANG, related=(CRIME,))).allowed


def test_a_thing_is_released_for_what_its_case_shows():
    decided = given(RELEASE, ground=ReleaseGround.DECIDED)
    innocent = given(RELEASE, ground=ReleaseGround.NO_BREACH)
    served = brief("administrative_case", "case-1", "served")

    assert E.decide(a_thing(), decided, now(WANG, related=(served,))).allowed
    assert not E.decide(a_thing(), decided, now(WANG, related=(CASE,))).allowed
    assert E.decide(a_thing(), innocent, now(WANG, related=(CASE,))).allowed
    assert not E.decide(a_thing(), innocent, now(WANG, related=(served,))).allowed
    assert E.apply(a_thing(), RELEASE, now(WANG)).matter.released_for is ReleaseGround.NOT_NEEDED


def test_whole_days_at_an_appraisal_are_left_out_of_the_time_of_a_seizure():
    took, later = NIGHT, NIGHT + timedelta(days=10, minutes=5)
    out = E.apply(a_thing(time_from=took), room.SendForAppraisal(holder_told=True), now(WANG)).matter
    back = E.apply(out, room.AppraisalDone(), now(WANG, at=later)).matter
    ends = took.replace(hour=0, minute=0) + timedelta(days=31 + 10)

    assert not back.in_appraisal
    assert E.decide(back, OVER, now(WANG, at=ends)).codes == ("exhibit.time_is_out",)
    over = ends + timedelta(minutes=1)
    assert E.decide(back, OVER, now(WANG, at=over)).allowed
    assert E.decide(back, room.Extend("复杂"), now(COUNTY, at=ends)).allowed
    assert E.decide(back, room.Extend("复杂"), now(COUNTY, at=over)).codes == ("exhibit.still_in_time",)


def test_each_hand_over_is_counted():
    stored = E.apply(a_thing(S.LISTED, hand_overs=1), GIVE, now(WANG)).matter
    returned = E.apply(a_thing(hand_overs=2), RETURN, now(CHIEF)).matter

    assert (stored.hand_overs, returned.hand_overs) == (2, 3)


def test_footage_that_is_asked_for_by_phone_is_explained_as_well():
    asked = given(OBTAIN, by_phone=True, original=False)

    assert E.decide_opening(asked, now(CHIEF, related=(CASE,))).codes == ("exhibit.copy_explained",)
    assert E.decide_opening(given(asked, copy_explained=True), now(CHIEF, related=(CASE,))).allowed


def test_no_time_of_a_seizure_runs_for_what_was_taken_in_a_criminal_case():
    kept = a_thing(track=C, case="crime-1", time_from=NIGHT)

    assert not E.decide(kept, OVER, now(COUNTY, at=NIGHT + timedelta(days=400))).allowed


def test_the_notice_of_what_was_found_gives_its_owner_more_time_than_that_of_what_was_taken():
    for track, limit in ((Track.NONE, "exhibit.found"), (A, "exhibit.unclaimed"), (C, "exhibit.unclaimed")):
        announced = E.apply(a_thing(track=track), room.Announce(), now(WANG))
        assert [follow.code for follow in announced.follow_ups] == [limit]


def test_a_station_takes_away_up_to_five_hundred_and_the_county_more():
    assert E.decide(a_thing(worth=500), room.Confiscate(Goods.ILLEGAL), now(CHIEF)).allowed
    assert E.decide(a_thing(worth=501), room.Confiscate(Goods.ILLEGAL), now(COUNTY)).allowed
    assert E.decide(a_thing(worth=None), room.Confiscate(Goods.CONTRABAND), now(CHIEF)).allowed


def test_a_hash_that_does_not_agree_flags_the_thing_until_it_is_reviewed():
    thing = a_thing(S.LISTED, digital=True, content_hash="abc")

    stored = E.apply(thing, given(GIVE, content_hash="xyz"), now(WANG)).matter
    assert stored.flagged
    assert not E.apply(thing, given(GIVE, content_hash="abc"), now(WANG)).matter.flagged
    assert not E.apply(stored, room.ReviewData("排除"), now(LAWYER)).matter.flagged


def test_the_chain_of_any_walk_is_whole():
    def check(walk):
        assert custody_chain(walk.entries).whole

    for_all(walks(E, cn), 60, check)


def test_a_forged_chain_shows_where_it_broke():
    opened = E.begin(SEIZE, now(COUNTY, related=(CASE,)))
    listed = E.apply(opened.matter, LIST, now(WANG, LI))
    stored = E.apply(listed.matter, GIVE, now(WANG))
    lent = E.apply(stored.matter, LEND, now(CHIEF))
    back = E.apply(lent.matter, BACK, now(KEEPER))
    gone = E.apply(back.matter, RELEASE, now(WANG))
    entries = [one.entry for one in (opened, listed, stored, lent, back, gone)]

    chain = custody_chain(entries)
    assert chain.whole
    assert [(link.giver, link.taker) for link in chain.links] == [
        (WANG.id, KEEPER.id),
        (KEEPER.id, LI.id),
        (LI.id, KEEPER.id),
        (KEEPER.id, "chen"),
    ]
    assert custody_chain([*entries[:3], *entries[4:]]).broken_at == (5,)
    forged = attrs.evolve(entries[3], action=given(LEND, giver="999"))
    assert custody_chain([*entries[:3], forged, *entries[4:]]).broken_at == (4,)
