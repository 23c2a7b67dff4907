"""Whoever reads along gets every entry, in order, at least once, and no more often than the retry rule says."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import attrs
import pytest

from precinct import Station, cn
from precinct.basics.ledger_errors import LedgerUnwritable, Overtaken, Tampered
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.stored import Bookmark, Parked, Unit
from precinct.matters.common import Note
from precinct.station.delivery import Delivery
from precinct.station.subscribing import Retry, Subscriber
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import DESK, mediated, received
from tests.station.processes import start
from tests.station.readers import Broken, Remembering, notes

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def nothing(delivery: Delivery) -> None:
    pass


# --- in order, at least once -----------------------------------------------------------------------


def test_a_subscriber_gets_every_entry_in_order_and_then_only_what_is_new(station: Station) -> None:
    notes(station, 3)
    seen: list[Delivery] = []
    reader = Subscriber("mail", seen.append)
    assert station.outbox.deliver(reader).position == 3
    assert [one.position for one in seen] == [1, 2, 3]
    assert [one.entry for one in seen] == list(station.history())
    notes(station, 1)
    progress = station.outbox.deliver(reader)
    assert [one.position for one in seen] == [1, 2, 3, 4]
    assert (progress.position, progress.behind, progress.failures) == (4, 0, 0)


def test_a_header_says_what_the_entry_says(station: Station) -> None:
    mediated(station)
    seen: list[Delivery] = []
    station.outbox.deliver(Subscriber("mail", seen.append))
    for delivery in seen:
        header, entry = delivery.header, delivery.entry
        assert entry is not None
        assert header.action == type(entry.action).__name__
        for field in attrs.fields(type(header)):
            if field.name not in {"action", "step"}:
                assert getattr(header, field.name) == getattr(entry, field.name)


def test_entries_of_one_unit_name_its_first(station: Station) -> None:
    mediated(station)
    notes(station, 2)
    seen: list[Delivery] = []
    station.outbox.deliver(Subscriber("mail", seen.append))
    units = [(one.header.action, one.position, one.first_of_unit) for one in seen]
    assert units == [
        ("File", 1, 1),
        ("Investigate", 2, 2),
        ("Propose", 3, 3),
        ("Mediate", 4, 3),
        ("Receive", 5, 5),
        ("Note", 6, 6),
    ]


def test_what_a_handler_itself_records_comes_next_time(station: Station) -> None:
    report = received(station)

    def answer(delivery: Delivery) -> None:
        if delivery.position == 1:
            station.act(station.matter(report.id), Note("已转社区"), actor=DESK)

    reader = Subscriber("answer", answer)
    assert station.outbox.deliver(reader).behind == 1
    assert station.outbox.deliver(reader).behind == 0


def test_a_limit_bounds_what_is_handed_over_at_once(station: Station) -> None:
    notes(station, 5)
    handler = Remembering()
    progress = station.outbox.deliver(Subscriber("mail", handler), limit=2)
    assert (handler.handled, progress.position, progress.behind) == ([1, 2], 2, 3)
    for none in (0, -1):
        assert station.outbox.deliver(Subscriber("mail", handler), limit=none) == progress


def test_a_bookmark_moves_after_so_many_entries_and_at_the_end(station: Station) -> None:
    notes(station, 8)
    stood: list[int] = []

    def look(delivery: Delivery) -> None:
        stood.append(station.recorder.bookmark("mail").position)

    reader = Subscriber("mail", look, every=3)
    assert station.outbox.deliver(reader, limit=4).position == 4
    assert station.outbox.deliver(reader).position == 8
    assert stood == [0, 0, 0, 3, 4, 4, 4, 7]


# --- what fails ------------------------------------------------------------------------------------


def test_what_fails_is_tried_again_after_growing_pauses_and_then_parked(
    station: Station, clock: HandClock
) -> None:
    notes(station, 3)
    handler = Remembering({2: 9})
    reader = Subscriber("mail", handler, Retry(attempts=3, pause=SECOND))
    progress = station.outbox.deliver(reader)
    assert (progress.position, progress.failures, progress.problem) == (1, 1, "Broken")
    assert progress.retry_at == NIGHT + SECOND
    assert station.outbox.deliver(reader) == progress  # it is too early
    clock.move(seconds=1)
    assert station.outbox.deliver(reader).retry_at == NIGHT + 3 * SECOND
    clock.move(seconds=2)
    progress = station.outbox.deliver(reader)
    assert handler.asked == [1, 2, 2, 2, 3]
    assert (progress.position, progress.behind, progress.failures, progress.problem) == (3, 0, 0, "")
    assert progress.parked == (Parked("mail", 2, "Broken", clock.now),)
    assert station.outbox.deliver(reader) == progress


def test_an_attempt_that_a_wrong_clock_put_off_for_years_is_made_when_the_clock_is_right(
    station: Station, clock: HandClock
) -> None:
    notes(station, 2)
    handler = Remembering({1: 2})
    reader = Subscriber("mail", handler, Retry(pause=HOUR, longest=HOUR))
    clock.move(days=3650)
    assert station.outbox.deliver(reader).failures == 1
    clock.move(days=-3650)
    progress = station.outbox.deliver(reader)
    assert (handler.asked, progress.failures, progress.retry_at) == ([1, 1], 2, NIGHT + HOUR)
    for step, asked in ((0, [1, 1]), (3599, [1, 1]), (1, [1, 1, 1, 2])):
        clock.move(seconds=step)
        station.outbox.deliver(reader)
        assert handler.asked == asked, "the longest pause itself counts, to its end"


def test_what_stops_waits_for_somebody(station: Station, clock: HandClock) -> None:
    notes(station, 3)
    handler = Remembering({2: 2})
    reader = Subscriber("mail", handler, Retry(attempts=2, then="stop"))
    station.outbox.deliver(reader)
    clock.move(days=1)
    progress = station.outbox.deliver(reader)
    assert (progress.position, progress.failures, progress.retry_at) == (1, 2, None)
    clock.move(days=1)
    assert station.outbox.deliver(reader) == progress
    assert handler.asked == [1, 2, 2]
    assert station.outbox.resume("mail").failures == 0
    assert station.outbox.deliver(reader).behind == 0
    assert handler.handled == [1, 2, 3]


def test_what_failed_more_often_than_a_stricter_rule_allows_has_stopped(
    station: Station, clock: HandClock
) -> None:
    notes(station, 2)
    handler = Remembering({1: 9})
    patient = Subscriber("mail", handler, Retry(attempts=9, then="stop"))
    for _ in range(3):
        station.outbox.deliver(patient)
        clock.move(days=1)
    station.outbox.deliver(Subscriber("mail", handler, Retry(attempts=2, then="stop")))
    assert handler.asked == [1, 1, 1]


def test_a_limit_beyond_what_is_there_hands_over_no_more_than_that(station: Station) -> None:
    report = received(station)

    def answer(delivery: Delivery) -> None:
        if delivery.position < 3:
            station.act(station.matter(report.id), Note("已转社区"), actor=DESK)

    assert station.outbox.deliver(Subscriber("answer", answer), limit=9).position == 1


def test_one_attempt_parks_at_once(station: Station) -> None:
    notes(station, 2)
    handler = Remembering({1: 9})
    progress = station.outbox.deliver(Subscriber("mail", handler, Retry(attempts=1)))
    assert (handler.asked, progress.position) == ([1, 2], 2)
    assert [one.position for one in progress.parked] == [1]


def test_what_was_parked_is_taken_up_again(station: Station) -> None:
    notes(station, 3)
    handler = Remembering({1: 1, 3: 2})
    reader = Subscriber("mail", handler, Retry(attempts=1))
    assert [one.position for one in station.outbox.deliver(reader).parked] == [1, 3]
    assert [one.position for one in station.outbox.take_up(reader).parked] == [3]
    assert station.outbox.take_up(reader).parked == ()
    assert handler.handled == [2, 1, 3]


def test_what_was_parked_near_and_far_is_taken_up_as_it_was(station: Station) -> None:
    notes(station, 400)
    far = [1, 2, 5, 129, 130, 131, 259, 390, 400]
    seen: list[Delivery] = []
    station.outbox.deliver(Subscriber("mail", seen.append, every=400))
    told = {one.position: one for one in seen if one.position in far}
    seen.clear()
    handler = Remembering(dict.fromkeys(far, 1))
    station.outbox.deliver(Subscriber("late", handler, Retry(attempts=1), every=400))
    station.outbox.take_up(Subscriber("late", seen.append))
    assert seen == [told[position] for position in far]
    assert station.outbox.progress("late").parked == ()


def test_what_was_parked_and_is_no_more_in_the_ledger_is_told(station: Station) -> None:
    notes(station, 3)
    station.recorder.move_bookmark(Bookmark("mail"), Bookmark("mail", 3), Parked("mail", 9, "Broken", NIGHT))
    with pytest.raises(Tampered, match="position 9"):
        station.outbox.take_up(Subscriber("mail", nothing))


def test_no_message_of_a_failure_is_kept(station: Station) -> None:
    notes(station, 2)
    reader = Subscriber("mail", Remembering({1: 9, 2: 9}), Retry(attempts=1))
    progress = station.outbox.deliver(reader)
    assert "陈" not in repr((progress, station.outbox.subscribers(), station.recorder.bookmarks()))


def test_everybody_who_reads_along_is_seen(station: Station) -> None:
    notes(station, 4)
    assert station.outbox.subscribers() == ()
    station.outbox.deliver(Subscriber("quick", Remembering({2: 9}), Retry(attempts=1)))
    station.outbox.deliver(Subscriber("late", nothing), limit=1)
    station.outbox.deliver(Subscriber("broken", Remembering({1: 1})))
    standing = [(one.subscriber, one.behind, one.failures) for one in station.outbox.subscribers()]
    assert standing == [("broken", 4, 1), ("late", 3, 0), ("quick", 0, 0)]
    assert [len(one.parked) for one in station.outbox.subscribers()] == [0, 0, 1]


def test_what_the_procedure_cannot_read_counts_as_failed_and_holds_up_nobody(clock: HandClock) -> None:
    recorder = MemoryRecorder()
    station = Station(recorder, procedure=cn, clock=clock)
    notes(station, 1)
    foreign = station.records.codec.encode(next(station.history()))
    header = foreign.header.replace(b'"report"', b'"letter"').replace(foreign.matter.encode(), b"L1")
    recorder.append(Unit((attrs.evolve(foreign, matter="L1", kind="letter", header=header),)))
    notes(station, 1)
    handler = Remembering()
    progress = station.outbox.deliver(Subscriber("mail", handler, Retry(attempts=1)))
    assert (handler.handled, progress.behind) == ([1, 3], 0)
    assert [(one.position, one.problem) for one in progress.parked] == [(2, "UnknownStored")]


def test_a_ledger_that_cannot_be_read_just_now_is_not_the_handlers_failure(clock: HandClock) -> None:
    class Failing(MemoryRecorder):
        def shut(self, matters: object) -> frozenset[str]:
            raise LedgerUnwritable("night.db", "disk I/O error")

    recorder = Failing()
    station = Station(recorder, procedure=cn, clock=clock)
    notes_of = Station(MemoryRecorder(), procedure=cn, clock=clock)
    received(notes_of)
    recorder.append(Unit((station.records.codec.encode(next(notes_of.history())),)))
    with pytest.raises(LedgerUnwritable):
        station.outbox.deliver(Subscriber("mail", nothing))
    assert recorder.bookmark("mail") == Bookmark("mail")


def test_what_stops_the_process_is_no_failure(station: Station) -> None:
    notes(station, 3)
    handled: list[int] = []

    def interrupted(delivery: Delivery) -> None:
        if delivery.position == 3:
            raise KeyboardInterrupt
        handled.append(delivery.position)

    with pytest.raises(KeyboardInterrupt):
        station.outbox.deliver(Subscriber("mail", interrupted, every=100))
    assert station.outbox.progress("mail").position == 2
    assert station.outbox.progress("mail").failures == 0


# --- what was erased or is sealed ------------------------------------------------------------------


def test_an_entry_without_content_is_handed_over_as_its_header(station: Station) -> None:
    report, other = received(station), received(station)
    station.recorder.append(Unit((), erased=(report.id,)))
    seen: list[Delivery] = []
    progress = station.outbox.deliver(Subscriber("mail", seen.append))
    assert (progress.behind, progress.parked) == (0, ())
    assert [(one.header.matter, one.header.action, one.entry is None) for one in seen] == [
        (report.id, "Receive", True),
        (other.id, "Receive", False),
    ]


def test_what_is_sealed_is_not_shown_to_those_who_read_along(station: Station) -> None:
    report = received(station)
    station.recorder.append(Unit((), sealed=((report.id, True),)))
    seen: list[Delivery] = []
    station.outbox.deliver(Subscriber("mail", seen.append))
    station.recorder.append(Unit((), sealed=((report.id, False),)))
    station.outbox.deliver(Subscriber("later", seen.append))
    assert [one.entry is None for one in seen] == [True, False]
    assert seen[0].header == seen[1].header


def test_what_is_erased_while_it_is_on_its_way_is_not_shown(station: Station) -> None:
    report, other = received(station), received(station)
    seen: list[Delivery] = []

    def erasing(delivery: Delivery) -> None:
        seen.append(delivery)
        if delivery.position == 1:
            station.recorder.append(Unit((), erased=(other.id,)))

    station.outbox.deliver(Subscriber("mail", erasing))
    assert [(one.header.matter, one.entry is None) for one in seen] == [(report.id, False), (other.id, True)]


# --- two processes, and a killed one ---------------------------------------------------------------


def test_of_two_under_one_name_one_goes_on(reopen: Callable[[], Station]) -> None:
    with reopen() as here, reopen() as elsewhere:
        notes(here, 3)
        there = Remembering()

        def overtaken(delivery: Delivery) -> None:
            if delivery.position == 2:
                elsewhere.outbox.deliver(Subscriber("mail", there))

        with pytest.raises(Overtaken):
            here.outbox.deliver(Subscriber("mail", overtaken))
        assert there.handled == [2, 3]
        assert here.outbox.progress("mail").position == 3


@pytest.mark.parametrize(("every", "again"), [(1, [5, 9]), (3, [4, 7])])
def test_a_kill_between_handler_and_bookmark_repeats_and_loses_nothing(
    every: int, again: list[int], tmp_path: Path, reopen: Callable[[], Station]
) -> None:
    with reopen() as station:
        notes(station, 12)
    begins = [1, again[0]]
    for begin, entries in zip(begins, (5, 5), strict=True):
        process = start("read_along", tmp_path / "shared.db", every)
        assert process.stdout is not None
        assert process.stdin is not None
        told = []
        for _ in range(entries):
            told.append(int(process.stdout.readline()))
            if len(told) < entries:
                process.stdin.write("go on\n")
                process.stdin.flush()
        process.kill()  # the last one was handled, and the bookmark has not moved
        process.communicate()
        assert told == list(range(begin, begin + entries))
    with reopen() as station:
        rest = Remembering()
        assert station.outbox.deliver(Subscriber("mail", rest)).behind == 0
        assert rest.handled == list(range(again[1], 13))


# --- staying ---------------------------------------------------------------------------------------


def test_following_hands_over_what_comes_until_it_is_told_to_stop(reopen: Callable[[], Station]) -> None:
    with reopen() as station, reopen() as elsewhere:
        notes(station, 2)
        handler = Remembering()

        def comes(delivery: Delivery) -> None:
            handler(delivery)
            if delivery.position == 2:
                notes(elsewhere, 3)

        progress = station.outbox.follow(Subscriber("mail", comes), lambda: len(handler.handled) == 4)
        assert handler.handled == [1, 2, 3, 4]
        assert (progress.position, progress.behind) == (4, 1)


def test_following_waits_out_a_pause_and_asks_again_whether_to_stop(
    station: Station, clock: HandClock
) -> None:
    notes(station, 1)
    handler = Remembering({1: 1})
    asked = 0

    def until() -> bool:
        nonlocal asked
        asked += 1
        clock.move(seconds=0.5)
        return bool(handler.handled) or asked > 50

    reader = Subscriber("mail", handler, Retry(pause=timedelta(milliseconds=600)))
    progress = station.outbox.follow(reader, until)
    assert (handler.asked, progress.failures) == ([1, 1], 0)
    assert asked < 10


def test_following_what_has_stopped_ends_when_told(station: Station, clock: HandClock) -> None:
    notes(station, 1)
    handler = Remembering({1: 9})
    reader = Subscriber("mail", handler, Retry(attempts=1, then="stop"))
    station.outbox.deliver(reader)
    turns = iter([False, True])
    notes(station, 1)
    progress = station.outbox.follow(reader, lambda: next(turns))
    assert (handler.asked, progress.failures) == ([1], 1)


# --- the rule --------------------------------------------------------------------------------------


def test_pauses_double_up_to_the_longest() -> None:
    retry = Retry(pause=SECOND, longest=10 * SECOND)
    assert [retry.after(failures) / SECOND for failures in (1, 2, 3, 4, 5, 5_000)] == [1, 2, 4, 8, 10, 10]


def test_a_rule_that_says_nothing_parks_after_five_attempts_with_pauses_from_a_second_to_an_hour() -> None:
    assert Retry() == Retry(attempts=5, pause=SECOND, longest=timedelta(hours=1), then="park")
    assert Subscriber("mail", nothing).every == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"attempts": 0},
        {"attempts": 2.5},
        {"pause": timedelta(0)},
        {"pause": 3},
        {"longest": timedelta(-1)},
        {"then": "forget"},
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Retry(**wrong)  # type: ignore[arg-type]


def test_a_subscriber_has_a_name_a_handler_and_a_positive_step() -> None:
    for wrong in (
        lambda: Subscriber("", nothing),
        lambda: Subscriber("mail", "print"),  # type: ignore[arg-type]
        lambda: Subscriber("mail", nothing, every=0),
        lambda: Subscriber("mail", nothing, 3),  # type: ignore[arg-type]
    ):
        with pytest.raises((ValueError, TypeError)):
            wrong()


# --- whatever fails, whenever ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_every_entry_is_handled_or_parked_in_order_and_never_beyond_the_rule(seed: int) -> None:
    """Random failures, pauses, limits, interruptions and restarts; what was promised is counted at the end."""
    chance, clock = Random(seed), HandClock()
    recorder = MemoryRecorder()
    station = Station(recorder, procedure=cn, clock=clock)
    attempts, every = chance.randint(1, 4), chance.choice([1, 1, 3, 100])
    asked: list[int] = []
    handled: list[int] = []
    interrupted = 0

    def handler(delivery: Delivery) -> None:
        nonlocal interrupted
        asked.append(delivery.position)
        fate = chance.random()
        if fate < 0.05:
            interrupted += 1
            raise KeyboardInterrupt
        if fate < 0.4:
            raise Broken
        handled.append(delivery.position)

    reader = Subscriber("mail", handler, Retry(attempts=attempts, pause=SECOND), every)
    for _ in range(25):
        notes(station, chance.randint(1, 3))
        station = Station(recorder, procedure=cn, clock=clock)
        with contextlib.suppress(KeyboardInterrupt):
            station.outbox.deliver(reader, limit=chance.choice([None, 1, 4]))
        clock.move(seconds=chance.choice([0, 1, 10]))
    while station.outbox.progress("mail").behind:
        clock.move(hours=2)
        with contextlib.suppress(KeyboardInterrupt):
            station.outbox.deliver(reader)
    parked = [one.position for one in station.outbox.progress("mail").parked]
    everything = list(range(1, recorder.tip().position + 1))
    assert sorted(handled + parked) == everything
    assert handled == sorted(handled)
    assert asked == sorted(asked)
    assert all(asked.count(position) <= attempts + interrupted for position in everything)
    assert len(asked) <= len(everything) * attempts + interrupted
    assert all(asked.count(position) >= attempts for position in parked)
