"""The phone of story A: from the hand of the student into the store and back to Aunt Hu, by either procedure."""

from datetime import date

from people_of_tianyuan import COUNTY, HEAD, HU, KEEPER, LIANG, SU, at
from telling import Teller

from precinct.matters import exhibit as store
from precinct.matters.exhibit import Exhibit, Track

DAY, NEXT = date(2022, 10, 10), date(2022, 10, 11)


def seized_too_early(teller: Teller, crime: str) -> None:
    """Before the criminal case is filed nothing is seized for it."""
    teller.not_opened(
        store.Seize("手机", crime, Track.CRIMINAL, LIANG.id, needed=True), HEAD, at=at(DAY, 19, 35)
    )


def criminal(teller: Teller, crime: str) -> None:
    """Seized after filing; only the county head returns it."""
    phone = teller.begin(
        store.Seize("手机", crime, Track.CRIMINAL, LIANG.id, needed=True, owner=HU), HEAD, at=at(DAY, 22, 42)
    )
    phone = _into_the_store(teller, phone, worth=4200)
    back = _back_to_hu()
    teller.refused(phone, back, LIANG, at=at(NEXT, 10))
    teller.refused(
        phone,
        store.ReturnToOwner(LIANG.id, False, True, True, True, "代为送回", True),
        COUNTY,
        at=at(NEXT, 10, 10),
    )
    phone = teller.act(phone, back, COUNTY, at=at(NEXT, 10, 30))
    _chain(teller, phone)


def administrative(teller: Teller, case: str) -> None:
    """Seized at once, because it is worth little, and approved within a day; the case unit returns it."""
    phone = teller.begin(
        store.SeizeAtOnce("手机", case, Track.ADMINISTRATIVE, True, urgent=False, low_value=True, owner=HU),
        LIANG,
        companions=(SU,),
        at=at(DAY, 22, 42),
    )
    phone = _into_the_store(teller, phone, worth=900)
    phone = teller.act(phone, store.Approve(), COUNTY, at=at(NEXT, 9))
    phone = teller.act(phone, _back_to_hu(), LIANG, at=at(NEXT, 9, 30))
    _chain(teller, phone)


def _back_to_hu() -> store.ReturnToOwner:
    return store.ReturnToOwner(
        HU.id,
        owner_or_agent=True,
        facts_proven=True,
        ownership_clear=True,
        harms_nobody=True,
        reason="手机确系胡阿姨所有",
        receipt=True,
    )


def _into_the_store(teller: Teller, phone: Exhibit, *, worth: int) -> Exhibit:
    phone = teller.act(
        phone,
        store.MakeList(
            on_the_spot=True,
            officer_signed=True,
            witness_signed=True,
            holder_signed=True,
            copies=3,
            condition="屏幕完好",
        ),
        LIANG,
        companions=(SU,),
        at=at(DAY, 22, 50),
    )
    teller.refused(phone, store.HandOver(SU.id, KEEPER.id, "屏幕完好"), LIANG, at=at(DAY, 23, 35))
    phone = teller.act(phone, store.HandOver(LIANG.id, KEEPER.id, "屏幕完好"), LIANG, at=at(DAY, 23, 40))
    teller.refused(
        phone,
        store.ReturnToOwner(HU.id, True, False, True, True, "", False),
        COUNTY if phone.track is Track.CRIMINAL else LIANG,
        at=at(DAY, 23, 45),
    )
    phone = teller.act(phone, store.Photograph(), KEEPER, at=at(NEXT, 8, 20))
    return teller.act(phone, store.SetWorth(worth), LIANG, at=at(NEXT, 8, 40))


def _chain(teller: Teller, phone: Exhibit) -> None:
    chain = store.custody_chain(teller.station.entries(phone.id))
    assert chain.whole
    passed = "，".join(f"{link.giver} → {link.taker}" for link in chain.links)
    teller.say(f"{'':18}保管链完整 chain of custody whole: {passed}")
