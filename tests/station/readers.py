"""Handlers that remember what they were given, and fail when they are told to."""

import attrs

from precinct import Station
from precinct.matters.common import Note
from precinct.station.delivery import Delivery
from tests.station.night import DESK, received


class Broken(Exception):
    """What a handler may raise; its message quotes somebody."""


@attrs.define
class Remembering:
    """Remembers positions; fails at some of them, so often."""

    fails: dict[int, int] = attrs.field(factory=dict)
    asked: list[int] = attrs.field(factory=list)
    handled: list[int] = attrs.field(factory=list)

    def __call__(self, delivery: Delivery) -> None:
        self.asked.append(delivery.position)
        if self.fails.get(delivery.position, 0) > 0:
            self.fails[delivery.position] -= 1
            raise Broken("陈女士")
        self.handled.append(delivery.position)


def notes(station: Station, several: int) -> None:
    """So many entries."""
    report = received(station)
    for number in range(several - 1):
        report = station.act(report, Note(f"第{number}条"), actor=DESK)
