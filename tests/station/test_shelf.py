"""What the shelf hands out, and what it never does."""

from collections.abc import Callable

import attrs

from precinct import Station
from precinct.matters.common import Note
from precinct.matters.report import Report
from precinct.station import shelf
from precinct.station.shelf import Shelf
from tests.station.night import DESK, received


def test_a_matter_of_another_version_is_as_good_as_none(station: Station) -> None:
    report, kept = received(station), Shelf()
    kept.put(report)
    assert kept.take(report.id, 1) is report
    assert kept.take(report.id, 2) is None
    assert kept.take("another", 1) is None


def test_the_shelf_is_bounded_and_the_oldest_goes_first(station: Station) -> None:
    report, kept = received(station), Shelf()
    for number in range(shelf.SIZE + 1):
        kept.put(attrs.evolve(report, id=str(number)))
    assert kept.take("0", 1) is None
    assert kept.take("1", 1) is not None
    kept.put(attrs.evolve(report, id="1"))
    kept.put(attrs.evolve(report, id="new"))
    assert kept.take("1", 1) is not None


def test_what_another_process_wrote_is_seen_at_once(reopen: Callable[[], Station]) -> None:
    with reopen() as here, reopen() as elsewhere:
        report = received(here)
        assert here.load(Report, report.id) is report
        noted = elsewhere.act(report, Note("别处"), actor=DESK)
        assert here.load(Report, report.id) == noted
        assert here.load(Report, report.id).version == 2
