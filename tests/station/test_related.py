"""What a decision looks for among other matters: ids, wherever they stand, and nothing that somebody said."""

from collections.abc import Iterable

import attrs

from precinct import MemoryRecorder, Station, cn
from precinct.ledger.stored import Tip, Unit
from precinct.matters.report import Channel, Classify, Dispatch, Receive, ReportClass
from precinct.people.person import PERSONAL, Capacity, Party
from precinct.station.related import names_in
from tests.station.conftest import HandClock
from tests.station.night import CHEN, DESK, WEN

SAID = ("王某被打", "天河路1号", "13800138000")


class Overheard(MemoryRecorder):
    """Remembers what it was asked for and given."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.units: list[Unit] = []

    def find(self, names: Iterable[str]) -> tuple[str, ...]:
        self.asked.update(names := tuple(names))
        return super().find(names)

    def append(self, unit: Unit) -> Tip:
        self.units.append(unit)
        return super().append(unit)


def test_what_somebody_said_is_neither_looked_for_nor_shown_of_a_unit() -> None:
    overheard = Overheard()
    station = Station(overheard, procedure=cn, clock=HandClock())
    gist, place, contact = SAID
    opening = Receive(Channel.PHONE, gist=gist, place=place, contact=contact, reporter=CHEN, registered=True)
    report = station.begin(opening, actor=DESK)
    report = station.act(report, Classify(ReportClass.DISPUTE), actor=DESK)
    station.act(report, Dispatch(("101",)), actor=DESK)
    assert "101" in overheard.asked, "the officer is"
    assert CHEN.id in overheard.asked, "and the person"
    assert not overheard.asked & {*SAID, CHEN.name}
    assert any(CHEN.id in known for unit in overheard.units for _, known in unit.names)
    shown = "".join(map(repr, overheard.units))
    assert not [one for one in (*SAID, CHEN.name, CHEN.id) if one in shown]


@attrs.frozen
class Inner:
    said: str = attrs.field(**PERSONAL)
    officer: str


@attrs.frozen
class Told:
    said: str = attrs.field(**PERSONAL)
    party: Party | None = attrs.field(**PERSONAL)
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    ids: tuple[str, ...] = attrs.field(**PERSONAL)
    groups: frozenset[str]
    id: str
    inner: Inner = attrs.field(**PERSONAL)


def test_ids_are_found_wherever_they_stand() -> None:
    third = Party("p3", "丙", Capacity.WITNESS)
    told = Told("话", CHEN, (WEN, third), ("p4",), frozenset({"p5"}), "m1", Inner("也是话", "101"))
    assert names_in(told, None) == {CHEN.id, WEN.id, "p3", "p4", "p5", "m1", "101"}
