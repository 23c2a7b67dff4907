"""What is sealed or erased while somebody reads is not shown from that moment on, however much was read ahead."""

from collections.abc import Callable, Iterator

import pytest

from precinct import MemoryRecorder, Station, cn
from precinct.basics.ledger_errors import Erased, Sealed
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Unit
from precinct.matters.mediation import Mediation
from precinct.matters.sealing import Erase, Sealing, Unseal
from precinct.station import marks
from precinct.station.delivery import Delivery
from precinct.station.subscribing import Subscriber
from tests.station.conftest import HandClock
from tests.station.night import COUNTY, received
from tests.station.test_sealing import NEW_LAW, ended, seal


class CannotTell(MemoryRecorder):
    """A store of somebody's who wrote what he must, and no more."""

    shut = Recorder.shut
    pulse = Recorder.pulse


Two = tuple[Station, Station]
"""Who reads, and who seals meanwhile."""


@pytest.fixture(params=["one station", "two processes", "cannot tell"])
def two(request: pytest.FixtureRequest, clock: HandClock, reopen: Callable[[], Station]) -> Iterator[Two]:
    if request.param == "two processes":
        with reopen() as here, reopen() as there:
            yield here, there
    else:
        recorder = MemoryRecorder() if request.param == "one station" else CannotTell()
        station = Station(recorder, procedure=cn, clock=clock)
        yield station, station


def read_on(stopped: Iterator[object], until: object) -> list[object]:
    """What comes up to a thing, which is there."""
    seen = []
    for one in stopped:
        seen.append(one)
        if one == until:
            return seen
    raise AssertionError("it did not come")


def second_of(mediation: Mediation, station: Station) -> object:
    return list(station.entries(mediation.id))[1]


@pytest.mark.parametrize("then", ["sealed", "erased"])
def test_what_is_shut_while_the_history_is_read_is_not_told_any_further(two: Two, then: str) -> None:
    here, there = two
    mediation, last = ended(there), received(there)
    history = here.history()
    before = read_on(history, second_of(mediation, there))
    sealing = seal(there, mediation.id)
    if then == "erased":
        there.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    after = [entry.matter for entry in history]
    assert mediation.id not in after
    assert last.id in after
    told = [entry for entry in before if entry.matter == mediation.id]  # type: ignore[attr-defined]
    assert len(told) == 2


@pytest.mark.parametrize("then", [Sealed, Erased])
def test_what_is_shut_while_its_entries_are_read_ends_them(two: Two, then: type[Sealed | Erased]) -> None:
    here, there = two
    mediation = ended(there)
    entries = here.entries(mediation.id)
    assert next(entries).version == 1
    sealing = seal(there, mediation.id)
    if then is Erased:
        there.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    with pytest.raises(then) as refused:
        next(entries)
    assert (refused.value.matter, refused.value.by) == (mediation.id, sealing.id)


def test_what_is_opened_while_the_history_is_read_is_told_whole_or_not_at_all(two: Two) -> None:
    here, there = two
    mediation = ended(there)
    sealing = seal(there, mediation.id)
    first = received(there)
    history, matters = here.history(), here.matters()
    told = read_on(history, next(there.entries(sealing.id)))
    there.act(sealing, Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)
    told += history
    assert mediation.id not in {entry.matter for entry in told}  # type: ignore[attr-defined]
    assert {mediation.id, first.id} <= {matter.id for matter in matters}


@pytest.mark.parametrize("sealed_at", [1, 3])
def test_a_matter_that_is_opened_while_all_are_read_is_not_shown_by_half(
    two: Two, sealed_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two
    mediation = ended(there)
    read_all = here.recorder.read_all

    def and_somebody_seals_and_opens() -> Iterator[object]:
        for stored in read_all():
            if (stored.matter, stored.version) == (mediation.id, sealed_at):
                seal(there, mediation.id)
            if (stored.matter, stored.version) == (mediation.id, sealed_at + 2):
                (sealing,) = there.heads(kind="sealing")
                unseal = Unseal("处罚被撤销", "复议决定")
                there.act(there.load(Sealing, sealing.matter), unseal, actor=COUNTY, at=NEW_LAW)
            yield stored

    monkeypatch.setattr(marks, "_AHEAD", 1)
    monkeypatch.setattr(here.recorder, "read_all", and_somebody_seals_and_opens)
    assert mediation.id not in {matter.id for matter in here.matters()}
    assert not there.records.recorder.shut([mediation.id])


def test_what_is_sealed_while_matters_are_shown_is_not_among_them(two: Two) -> None:
    here, there = two
    first, mediation, last = received(there), ended(there), received(there)
    matters = here.matters()
    assert next(matters) == first
    seal(there, mediation.id)
    shown = {matter.id for matter in matters}
    assert mediation.id not in shown
    assert last.id in shown


def test_what_was_sealed_after_half_of_it_was_read_is_not_shown(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two
    mediation, read_all = ended(there), here.recorder.read_all

    def and_somebody_seals() -> Iterator[object]:
        yield from read_all()
        seal(there, mediation.id)

    monkeypatch.setattr(here.recorder, "read_all", and_somebody_seals)
    assert mediation.id not in {matter.id for matter in here.matters()}


def test_what_is_sealed_after_it_was_read_ahead_is_handed_over_without_content(two: Two) -> None:
    here, there = two
    mediation = ended(there)
    seen: list[Delivery] = []

    def handler(delivery: Delivery) -> None:
        seen.append(delivery)
        if (delivery.header.matter, delivery.header.version) == (mediation.id, 2):
            seal(there, mediation.id)

    here.outbox.deliver(Subscriber("mail", handler))
    shown = [one.entry is not None for one in seen if one.header.matter == mediation.id]
    assert shown == [True, True, *[False] * (mediation.version - 2)]
    assert all(one.entry is not None for one in seen if one.header.matter != mediation.id)


def test_what_is_opened_again_is_handed_over_with_its_content(two: Two) -> None:
    here, there = two
    mediation = ended(there)
    sealing = seal(there, mediation.id)
    seen: list[Delivery] = []

    def handler(delivery: Delivery) -> None:
        seen.append(delivery)
        if (delivery.header.matter, delivery.header.version) == (mediation.id, 2):
            there.act(sealing, Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)

    here.outbox.deliver(Subscriber("mail", handler))
    shown = [one.entry is not None for one in seen if one.header.matter == mediation.id]
    assert shown == [False, False, *[True] * (mediation.version - 2)]


def test_what_is_asked_for_many_at_once_is_what_is_asked_of_each(station: Station) -> None:
    reports = [received(station) for _ in range(300)]
    shut = {one.id for one in reports[5::9]}
    station.recorder.append(Unit((), sealed=tuple((matter, True) for matter in sorted(shut))))
    asked = [
        stored.matter
        for stored, said in marks.with_marks(station.recorder.read_all(), station.recorder)
        if said
    ]
    assert set(asked) == shut
    assert len(asked) == len(shut)
