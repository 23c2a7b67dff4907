"""What a decision looks for among other matters: ids, wherever they stand, and nothing that somebody said."""

from collections.abc import Iterable
from typing import Any, get_args, get_origin, get_type_hints

import attrs
import pytest

from precinct import MemoryRecorder, Station, cn
from precinct.ledger.stored import Tip, Unit
from precinct.matters.procedure import TABLES
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
    party: Party


@attrs.frozen
class Told:
    said: str = attrs.field(**PERSONAL)
    party: Party | None = attrs.field(**PERSONAL)
    parties: tuple[Party, ...] = attrs.field(**PERSONAL)
    listed: tuple[str, ...] = attrs.field(**PERSONAL)
    groups: frozenset[str]
    id: str
    inner: Inner
    secret: Inner = attrs.field(**PERSONAL)


def test_ids_are_found_wherever_they_stand_and_below_a_personal_field_those_of_parties() -> None:
    third, fourth, fifth = (Party(f"p{number}", "丙", Capacity.WITNESS) for number in (3, 4, 5))
    inner, secret = Inner("也是话", "101", fourth), Inner("密谈", "张警官", fifth)
    told = Told("话", CHEN, (WEN, third), ("录音",), frozenset({"g1"}), "m1", inner, secret)
    assert names_in(told, None) == {CHEN.id, WEN.id, "p3", "p4", "p5", "g1", "m1", "101"}


SHIPPED = list(
    dict.fromkeys(
        cls
        for table in TABLES
        for cls in (
            table.matter,
            *(row.action for row in table.openings),
            *(row.action for _, row in table.rows()),
        )
    )
)
PERSON = Party("p1", "甲", Capacity.WITNESS)


def filled(hint: Any, text: str) -> Any:
    """A value of a type in which every text is the one given, and every party the same."""
    parts = [part for part in get_args(hint) if part not in {type(None), ...}]
    if hint is str:
        return text
    if hint is Party:
        return PERSON
    if get_origin(hint) is tuple:
        return tuple(filled(part, text) for part in parts)
    if get_origin(hint) is frozenset:
        return frozenset(filled(part, text) for part in parts)
    if parts:
        return filled(parts[0], text)
    return made_of(hint, text) if attrs.has(hint) else None


def made_of(cls: type, text: str) -> Any:
    """The same of a class, past its validators; what is personal, and all below it, says what was said."""
    hints, one = get_type_hints(cls), cls.__new__(cls)
    for field in attrs.fields(cls):
        said = SAID[0] if "personal" in field.metadata else text
        object.__setattr__(one, field.name, filled(hints[field.name], said))
    return one


@pytest.mark.parametrize("cls", SHIPPED, ids=lambda cls: cls.__name__)
def test_no_matter_and_no_action_that_ships_has_what_was_said_looked_for(cls: type) -> None:
    names = names_in(made_of(cls, "an id"))
    assert names <= {"an id", PERSON.id}, "what was said is none"
    hints = get_type_hints(cls)
    assert (PERSON.id in names) == any("Party" in str(hint) for hint in hints.values()), "who it is about is"
