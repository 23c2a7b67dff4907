"""Requirements 22 to 25 and 29 of a store: who sees to what is due, and who reads along."""

import time
from collections.abc import Callable
from datetime import UTC, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import attrs
import pytest

from precinct.basics.ledger_errors import Conflict, DeadlineMoved, Overtaken
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Bookmark, Deadline, Parked
from precinct.testing.stores import NOON, StoreAtHand, at_once, deadline, everything, unit, written

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


class WorkersShare(StoreAtHand):
    """What several workers and readers do side by side."""

    def test_22_what_is_due_is_claimed_first_due_first(self, recorder: Recorder) -> None:
        """Not what is paused, seen to, or due later."""
        due = [deadline("b", "x", 1), deadline("a", "z", 2), deadline("b", "a", 2)]
        others = (
            deadline("a", "late", 3),
            deadline("a", "paused", 0, paused=True),
            deadline("a", "seen", 0, handled_at=NOON),
        )
        recorder.append(unit(written("a", 1), deadlines=(*others, *reversed(due))))
        now = due[-1].due_at
        assert recorder.claim(now, now + HOUR, limit=0) == ()
        assert recorder.claim(now, now + HOUR, limit=2) == tuple(due[:2])
        assert recorder.claim(now, now + HOUR, limit=2) == (due[2],)
        assert recorder.claim(now, now + HOUR) == ()
        assert len(list(recorder.deadlines())) == 6

    def test_22_a_claim_ends(self, recorder: Recorder, one_more: Callable[[], Recorder]) -> None:
        """At its moment, and not before; whoever claims then has it for himself again."""
        one, other = deadline("a", hours=1), one_more()
        recorder.append(unit(written("a", 1), deadlines=(one,)))
        shanghai = ZoneInfo("Asia/Shanghai")
        end = one.due_at + HOUR
        assert recorder.claim(one.due_at - MICROSECOND, end) == ()
        assert recorder.claim(one.due_at.astimezone(shanghai), end.astimezone(shanghai)) == (one,)
        assert other.claim(end - MICROSECOND, end + HOUR) == ()
        assert other.claim(end, end + HOUR) == (one,)
        assert recorder.claim(end, end + HOUR) == ()

    def test_22_what_is_put_down_anew_is_free_again(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """And what was seen to is nobody's any more."""
        one, other, until = deadline("a", hours=1), one_more(), NOON + 9 * HOUR
        recorder.append(unit(written("a", 1), deadlines=(one,)))
        assert recorder.claim(one.due_at, until) == (one,)
        recorder.append(unit(written("a", 2), deadlines=(one,)))
        assert other.claim(one.due_at, until) == (one,)
        recorder.append(unit(written("a", 3), ended=(("a", "limit"),)))
        recorder.append(unit(written("a", 4), deadlines=(one,)))
        assert recorder.claim(one.due_at, until) == (one,)
        seen_to = attrs.evolve(one, handled_at=NOON)
        recorder.append(unit(written("a", 5), deadlines=(seen_to,)))
        assert recorder.claim(until, until + HOUR) == ()
        assert list(recorder.deadlines()) == [seen_to]

    def test_22_no_two_workers_ever_share(self, recorder: Recorder, one_more: Callable[[], Recorder]) -> None:
        """However many there are; and together they get all."""
        given = tuple(deadline(f"m{n}", "limit", n % 5) for n in range(120))
        recorder.append(unit(deadlines=given))

        taken: list[Deadline] = []
        patience = time.monotonic() + 20

        def work(mine: Recorder) -> None:
            # Whom another one holds he may not see; so he is done only when all have been had.
            while len(taken) < len(given) and time.monotonic() < patience:
                taken.extend(mine.claim(NOON + 9 * HOUR, NOON + 10 * HOUR, limit=7))

        at_once(*(partial(work, one_more()) for _ in range(4)))
        assert sorted(one.matter for one in taken) == sorted(one.matter for one in given)

    def test_22_a_claim_that_ended_long_ago_binds_nobody(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Whoever died with it never comes back for it."""
        one, other = deadline("a", hours=1), one_more()
        recorder.append(unit(written("a", 1), deadlines=(one,)))
        assert recorder.claim(one.due_at, one.due_at + HOUR) == (one,)
        assert other.claim(one.due_at + 100 * HOUR, one.due_at + 101 * HOUR) == (one,)

    def test_22_who_does_not_say_how_many_gets_a_hundred(self, recorder: Recorder) -> None:
        """The first of them, by moment, matter and code; and who wants less than none gets none."""
        given = [deadline(f"m{n % 2}", f"c{n:03}", n % 3) for n in range(130)]
        recorder.append(unit(deadlines=tuple(given)))
        expected = sorted(given, key=lambda one: (one.due_at, one.matter, one.code))
        now = NOON + 9 * HOUR
        assert recorder.claim(now, now + HOUR, limit=-1) == ()
        assert recorder.claim(now, now + HOUR) == tuple(expected[:100])
        assert recorder.claim(now, now + HOUR) == tuple(expected[100:])

    def test_29_a_unit_rests_on_a_deadline_as_it_was_seen(self, recorder: Recorder) -> None:
        """In whatever zone; and nothing of the unit is written where it has changed in anything."""
        one = attrs.evolve(deadline("a", hours=1), basis="三日")
        recorder.append(unit(written("a", 1), written("b", 1), deadlines=(one, deadline("b"))))
        shanghai = ZoneInfo("Asia/Shanghai")
        elsewhere = attrs.evolve(
            one, due_at=one.due_at.astimezone(shanghai), started_at=one.started_at.astimezone(shanghai)
        )
        told = attrs.evolve(one, handled_at=NOON)
        recorder.append(unit(standing=(deadline("b"), elsewhere), deadlines=(told,)))
        before = everything(recorder)
        others = {
            "told": one,
            "kind": attrs.evolve(told, kind="other"),
            "started": attrs.evolve(told, started_at=told.started_at - MICROSECOND),
            "due": attrs.evolve(told, due_at=told.due_at + MICROSECOND),
            "on expiry": attrs.evolve(told, on_expiry="lapse"),
            "paused": attrs.evolve(told, paused_at=NOON),
            "basis": attrs.evolve(told, basis=""),
            "told at another moment": attrs.evolve(told, handled_at=NOON + MICROSECOND),
            "code": attrs.evolve(told, code="other"),
            "matter": attrs.evolve(told, matter="b"),
            "nobody's": attrs.evolve(told, matter="nobody"),
        }
        for stale in others.values():
            with pytest.raises(DeadlineMoved) as caught:
                recorder.append(
                    unit(written("c", 1), standing=(told, stale), deadlines=(deadline("c"),), key="k1")
                )
            version = 0 if stale.matter == "nobody" else 1
            facts = (caught.value.matter, caught.value.code, caught.value.found)
            assert facts == (stale.matter, stale.code, version)
            assert everything(recorder) == before
        recorder.append(unit(written("a", 2), standing=(told,), ended=(("a", "limit"),)))
        with pytest.raises(DeadlineMoved):
            recorder.append(unit(standing=(told,), ended=(("b", "limit"),)))

    def test_29_a_deadline_is_compared_after_what_was_read_and_before_the_streams(
        self, recorder: Recorder
    ) -> None:
        """So that of several reasons every store tells the same one."""
        recorder.append(unit(written("a", 1)))
        with pytest.raises(Conflict) as read:
            recorder.append(unit(written("a", 7), seen=(("a", 2),), standing=(deadline(),)))
        assert not isinstance(read.value, DeadlineMoved)
        with pytest.raises(DeadlineMoved):
            recorder.append(unit(written("a", 7), standing=(deadline(),), erased=("nobody",)))

    def test_29_of_several_who_rest_on_a_deadline_one_changes_it(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Each time, however many try at once."""
        one, recorders = deadline("a"), [one_more() for _ in range(4)]
        recorder.append(unit(written("a", 1), deadlines=(one,)))

        def tell(mine: Recorder, was: Deadline, by: int) -> bool:
            told = attrs.evolve(was, handled_at=NOON + by * MICROSECOND)
            try:
                mine.append(unit(standing=(was,), deadlines=(told,)))
            except DeadlineMoved:
                return False
            return True

        for turn in range(5):
            (was,) = recorder.deadlines()
            jobs = [partial(tell, mine, was, 10 * turn + by) for by, mine in enumerate(recorders)]
            assert at_once(*jobs).count(True) == 1

    def test_23_a_subscriber_begins_before_the_first_entry(self, recorder: Recorder) -> None:
        """And one that has never moved is not listed."""
        assert recorder.bookmark("s") == Bookmark("s", 0)
        assert recorder.bookmarks() == ()

    def test_23_a_bookmark_is_moved_by_whoever_knows_where_it_is(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """To the letter: a failure that was not seen is a difference, too."""
        other = one_more()
        first, failed = Bookmark("s", 3), Bookmark("s", 3, 1, NOON + HOUR, "TimeoutError")
        recorder.move_bookmark(Bookmark("s"), first)
        other.move_bookmark(first, failed)
        assert recorder.bookmark("s") == other.bookmark("s") == failed
        for stale in (
            Bookmark("s"),
            first,
            attrs.evolve(failed, failures=2),
            attrs.evolve(failed, retry_at=NOON),
        ):
            with pytest.raises(Overtaken) as caught:
                recorder.move_bookmark(stale, Bookmark("s", 9), Parked("s", 4, "E", NOON))
            facts = (caught.value.subscriber, caught.value.expected, caught.value.found)
            assert facts == ("s", stale.position, 3)
        assert (recorder.bookmark("s"), recorder.parked()) == (failed, ())
        elsewhere = attrs.evolve(failed, retry_at=(NOON + HOUR).astimezone(ZoneInfo("Asia/Shanghai")))
        recorder.move_bookmark(elsewhere, Bookmark("s", 2))
        recorder.move_bookmark(Bookmark("r"), Bookmark("r", 7, 1, NOON.astimezone(ZoneInfo("Asia/Shanghai"))))
        back = recorder.bookmarks()
        assert back == (Bookmark("r", 7, 1, NOON), Bookmark("s", 2))
        assert back[0].retry_at is not None
        assert back[0].retry_at.tzinfo is UTC

    def test_23_of_several_who_move_a_bookmark_one_succeeds(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """From the beginning, where there is nothing to compare with yet, and further on."""
        recorders = [one_more() for _ in range(4)]

        def move(mine: Recorder, before: Bookmark, to: int) -> bool:
            try:
                mine.move_bookmark(before, Bookmark("s", to))
            except Overtaken:
                return False
            return True

        for _ in range(5):
            before = recorder.bookmark("s")
            jobs = [partial(move, one, before, before.position + 1 + n) for n, one in enumerate(recorders)]
            moves = at_once(*jobs)
            assert moves.count(True) == 1
            assert recorder.bookmark("s").position == before.position + 1 + moves.index(True)

    def test_24_what_was_parked_stands_there_until_it_is_taken_up(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """By subscriber and position."""
        given = [
            Parked("s", 7, "KeyError", NOON),
            Parked("s", 10, "E", NOON),
            Parked("r", 8, "E", NOON + HOUR),
        ]
        here = {"s": Bookmark("s"), "r": Bookmark("r")}
        for one in given:
            after = Bookmark(one.subscriber, one.position)
            recorder.move_bookmark(here[one.subscriber], after, one)
            here[one.subscriber] = after
        other = one_more()
        assert other.parked() == (given[2], given[0], given[1])
        assert other.parked("s") == (given[0], given[1])
        assert other.parked("nobody") == ()
        other.take_up(given[0])
        other.take_up(given[0])
        other.take_up(Parked("nobody", 1, "E", NOON))
        assert recorder.parked() == (given[2], given[1])
        assert recorder.bookmark("s") == here["s"]

    def test_24_what_is_parked_again_says_what_came_of_it_last(self, recorder: Recorder) -> None:
        """As after a bookmark was put back."""
        start, moved = Bookmark("s"), Bookmark("s", 1)
        recorder.move_bookmark(start, moved, Parked("s", 1, "KeyError", NOON))
        recorder.move_bookmark(moved, start)
        again = Parked("s", 1, "TimeoutError", NOON + HOUR)
        recorder.move_bookmark(start, moved, again)
        assert recorder.parked() == (again,)

    def test_25_who_waits_for_what_is_there_is_told_at_once(self, recorder: Recorder) -> None:
        """Whatever his patience."""
        recorder.append(unit(written("a", 1), written("a", 2)))
        assert recorder.wait(1, timedelta(minutes=9))
        assert recorder.wait(0, timedelta(0))

    def test_25_patience_ends(self, recorder: Recorder) -> None:
        """Without an entry, and with one that is not beyond."""
        assert not recorder.wait(0, timedelta(0))
        assert not recorder.wait(0, timedelta(seconds=-1))
        recorder.append(unit(written("a", 1)))
        began = time.monotonic()
        assert not recorder.wait(1, timedelta(seconds=0.1))
        assert time.monotonic() - began >= 0.09

    def test_25_who_waits_is_told_when_somebody_appends(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Somebody of another recorder; and one who waits stops nobody, nor others who wait."""
        waiting, writing = [one_more(), recorder], one_more()
        began = time.monotonic()

        def wait(mine: Recorder) -> object:
            return mine.wait(1, timedelta(minutes=1))

        def write() -> None:
            writing.append(unit(written("a", 1)))
            time.sleep(0.1)
            writing.append(unit(written("a", 2)))

        told = at_once(lambda: wait(waiting[0]), lambda: wait(waiting[1]), lambda: wait(waiting[1]), write)
        assert told[:3] == [True] * 3
        assert time.monotonic() - began < 30
        assert all(one.wait(0, timedelta(0)) for one in waiting)
