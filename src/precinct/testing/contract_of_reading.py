"""Requirements 8 to 15 of a store: what was written comes back, in order, whole, and page after page."""

import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from precinct.basics.errors import NaiveDatetime
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Deadline, Head
from precinct.testing.stores import (
    MORE_THAN_A_PAGE,
    NOON,
    StoreAtHand,
    at_once,
    deadline,
    history,
    unit,
    written,
)


class ReadingIsWhole(StoreAtHand):
    """What is read."""

    def test_08_a_stream_is_read_after_a_version(self, recorder: Recorder) -> None:
        """Whatever else stands between its entries."""
        recorder.append(unit(written("a", 1), written("b", 1), written("a", 2), written("a", 3)))
        assert [one.version for one in recorder.read("a")] == [1, 2, 3]
        assert [one.version for one in recorder.read("a", after=2)] == [3]
        assert not list(recorder.read("a", after=3))
        assert not list(recorder.read("nobody"))
        assert [one.version for one in recorder.read("a", after=-2)] == [1, 2, 3]
        assert [one.position for one in recorder.read_all(after=-2)] == [1, 2, 3, 4]

    def test_09_everything_is_read_after_a_position_without_gaps_even_over_many_pages(
        self, recorder: Recorder
    ) -> None:
        """The whole ledger, and one matter."""
        recorder.append(history("a", range(1, MORE_THAN_A_PAGE + 1)))
        assert [one.position for one in recorder.read_all(after=700)] == list(
            range(701, MORE_THAN_A_PAGE + 1)
        )
        assert [one.version for one in recorder.read("a", after=5)] == list(range(6, MORE_THAN_A_PAGE + 1))

    def test_09_reading_all_does_not_hold_all(self, recorder: Recorder) -> None:
        """However much there is, a part of it is in hand at a time."""
        size, units = 4_000, 30
        for number in range(units):
            recorder.append(unit(*(written(f"m{number}", n, note="x" * size) for n in range(1, 101))))
        tracemalloc.start()
        try:
            read = sum(1 for _ in recorder.read_all())
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert read == 100 * units
        assert most < read * size / 2

    def test_09_reading_all_does_not_stop_a_writer(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Nor does a writer disturb the reader."""
        recorder.append(history("a", range(1, 601)))
        reading = one_more().read_all()
        assert next(reading).position == 1
        recorder.append(unit(written("a", 601)))
        positions = [one.position for one in reading]
        assert positions[:599] == list(range(2, 601))

    def test_09_reading_on_misses_nothing_while_others_append(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Whoever goes on after the last position that he read has seen all of them."""
        writers = [one_more() for _ in range(4)]
        writing = threading.Event()

        def write(mine: Recorder, matter: str) -> None:
            for version in range(1, 26):
                mine.append(unit(written(matter, version), written(f"{matter}'", version)))

        def follow() -> list[int]:
            seen: list[int] = []
            while True:
                last_look = writing.is_set()
                news = [one.position for one in recorder.read_all(after=seen[-1] if seen else 0)]
                assert len(news) % 2 == 0, "half a unit was seen"
                seen += news
                if last_look:
                    return seen

        def write_all() -> None:
            try:
                at_once(*(partial(write, one, f"m{n}") for n, one in enumerate(writers)))
            finally:
                writing.set()

        seen, _ = at_once(follow, write_all)
        assert seen == list(range(1, 201))

    def test_10_bytes_come_back_as_they_were(self, recorder: Recorder) -> None:
        """Whatever they are, under whatever id."""
        given = [written("警", 1, note="打架"), written("a'\"%s\\", 1, note="\0"), written("", 1)]
        recorder.append(unit(*given))
        back = [(one.matter, one.header, one.payload, one.salt, one.digest) for one in recorder.read_all()]
        assert back == [(one.matter, one.header, one.payload, one.salt, one.digest) for one in given]

    def test_11_heads_say_what_the_last_entry_made(self, recorder: Recorder) -> None:
        """By matter, kind, state, and whether it has ended."""
        recorder.append(
            unit(
                written("b", 1), written("a", 1, kind="custody"), written("b", 2, state="closed", ended=True)
            )
        )
        recorder.append(unit(written("c", 1)))
        a, b, c = (
            Head("a", "custody", 1, "received", ended=False),
            Head("b", "report", 2, "closed", ended=True),
            Head("c", "report", 1, "received", ended=False),
        )
        assert list(recorder.heads()) == [a, b, c]
        assert list(recorder.heads(kind="report")) == [b, c]
        assert list(recorder.heads(state="received")) == [a, c]
        assert list(recorder.heads(ended=False)) == [a, c]
        assert list(recorder.heads(ended=True)) == [b]
        assert list(recorder.heads(kind="report", state="received", ended=False)) == [c]
        assert (recorder.head("b"), recorder.head("nobody")) == (b, None)

    def test_11_a_head_is_another_after_the_next_entry_in_every_field(self, recorder: Recorder) -> None:
        """What stands beside it stays what it was."""
        recorder.append(unit(written("a", 1), written("b", 1)))
        recorder.append(unit(written("a", 2, kind="custody", state="closed", ended=True)))
        assert recorder.head("a") == Head("a", "custody", 2, "closed", ended=True)
        assert recorder.head("b") == Head("b", "report", 1, "received", ended=False)
        recorder.append(unit(written("a", 3)))
        assert recorder.head("a") == Head("a", "report", 3, "received", ended=False)

    def test_11_heads_are_ordered_as_texts_are_over_many_pages(self, recorder: Recorder) -> None:
        """By code point, as Python orders them, whatever language they are in."""
        ids = ["", "A", "a", "Z", "z", "é", "一", "警", "\U0001f693"]
        ids += [f"m{n}" for n in range(MORE_THAN_A_PAGE)]
        recorder.append(unit(*(written(one, 1) for one in ids)))
        assert [one.matter for one in recorder.heads()] == sorted(ids)
        assert [one.matter for one in recorder.heads(kind="report", ended=False)] == sorted(ids)

    def test_12_deadlines_are_taken_away_before_they_are_put(self, recorder: Recorder) -> None:
        """So that one which ends may begin anew in the same unit."""
        recorder.append(unit(written("a", 1), deadlines=(deadline("a", "x"), deadline("a", "y", 2))))
        recorder.append(
            unit(
                written("a", 2),
                ended=(("a", "x"), ("a", "y"), ("a", "never there")),
                deadlines=(deadline("a", "x", 5),),
            )
        )
        assert list(recorder.deadlines()) == [deadline("a", "x", 5)]
        recorder.append(unit(written("a", 3), deadlines=(deadline("a", "x", 7, paused=True),)))
        assert list(recorder.deadlines()) == [deadline("a", "x", 7, paused=True)]
        twice = (deadline("a", "x", 8), deadline("a", "x", 9))
        recorder.append(unit(written("a", 4), deadlines=twice))
        assert list(recorder.deadlines()) == [deadline("a", "x", 9)]

    def test_12_only_what_ends_is_taken_away(self, recorder: Recorder) -> None:
        """Not what else runs on the matter, nor what is called the same in another one."""
        given = [deadline(matter, code) for matter in ("a", "b") for code in ("x", "y", "z")]
        recorder.append(unit(written("a", 1), written("b", 1), deadlines=tuple(given)))
        recorder.append(unit(written("a", 2), ended=(("a", "y"),)))
        assert list(recorder.deadlines()) == [one for one in given if one != deadline("a", "y")]
        recorder.append(unit(deadlines=(deadline("b", "x", 0),)))
        assert list(recorder.deadlines()) == [
            deadline("b", "x", 0),
            *(one for one in given if one not in (deadline("a", "y"), deadline("b", "x"))),
        ]

    def test_12_what_is_put_down_anew_is_another_in_every_field(self, recorder: Recorder) -> None:
        """And back again; nothing is left of the one before."""
        one = Deadline("a", "x", "report", NOON, NOON + timedelta(hours=1), "warn", basis="三日")
        day = timedelta(days=1)
        other = Deadline("a", "x", "custody", NOON + day, NOON + 2 * day, "lapse", NOON + day, "五日", NOON)
        recorder.append(unit(written("a", 1), deadlines=(one,)))
        for anew in (other, one, other):
            recorder.append(unit(deadlines=(anew,)))
            assert list(recorder.deadlines()) == [anew]

    def test_13_what_is_due_comes_first_due_first_and_without_the_paused(self, recorder: Recorder) -> None:
        """To the microsecond."""
        late, soon, paused = (
            deadline("a", "late", 9),
            deadline("b", "soon", 1),
            deadline("a", "paused", 0, paused=True),
        )
        recorder.append(unit(written("a", 1), deadlines=(late, paused, soon, deadline("a", "soon", 1))))
        at = soon.due_at
        assert list(recorder.deadlines(until=at)) == [deadline("a", "soon", 1), soon]
        assert not list(recorder.deadlines(until=at - timedelta(microseconds=1)))
        assert list(recorder.deadlines(until=at, matter="b")) == [soon]
        assert list(recorder.deadlines(matter="a")) == [paused, deadline("a", "soon", 1), late]
        assert [one.code for one in recorder.deadlines()] == ["paused", "soon", "soon", "late"]

    def test_13_deadlines_are_ordered_over_many_pages(self, recorder: Recorder) -> None:
        """Many of them due at the same moment."""
        given = [deadline(f"m{n % 7}", f"c{n}", n % 3) for n in range(MORE_THAN_A_PAGE)]
        recorder.append(unit(deadlines=tuple(given)))
        expected = sorted(given, key=lambda one: (one.due_at, one.matter, one.code))
        assert list(recorder.deadlines()) == expected
        assert list(recorder.deadlines(until=NOON + timedelta(hours=1))) == [
            one for one in expected if one.due_at <= NOON + timedelta(hours=1)
        ]

    def test_13_moments_compare_as_moments_and_come_back_in_utc(self, recorder: Recorder) -> None:
        """Before 1970 and at the ends of time, too."""
        shanghai = ZoneInfo("Asia/Shanghai")
        due = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
        one = Deadline("a", "x", "report", NOON.astimezone(shanghai), due.astimezone(shanghai), "warn", NOON)
        other = Deadline("a", "y", "report", NOON, due + timedelta(microseconds=1), "warn", basis="三日")
        first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
        ends = Deadline("a", "first", "report", first, first, "warn", handled_at=NOON.astimezone(shanghai))
        far = Deadline("a", "last", "report", last, last, "warn")
        recorder.append(unit(written("a", 1), deadlines=(far, other, one, ends)))
        back = list(recorder.deadlines())
        assert back == [ends, one, other, far]
        assert all(
            moment is None or moment.tzinfo is UTC
            for deadline in back
            for moment in (deadline.due_at, deadline.started_at, deadline.paused_at, deadline.handled_at)
        )
        assert list(recorder.deadlines(until=due.astimezone(shanghai))) == [ends]

    def test_14_a_moment_without_a_time_zone_is_refused(self, recorder: Recorder) -> None:
        """Wherever one is asked for."""
        naive = datetime(2026, 3, 2, 12)  # noqa: DTZ001
        makers: list[Callable[[], object]] = [
            lambda: list(recorder.deadlines(until=naive)),
            lambda: recorder.claim(naive, NOON),
            lambda: recorder.claim(NOON, naive),
            lambda: Deadline("a", "x", "report", naive, NOON, "warn"),
            lambda: Deadline("a", "x", "report", NOON, naive, "warn"),
            lambda: Deadline("a", "x", "report", NOON, NOON, "warn", naive),
            lambda: Deadline("a", "x", "report", NOON, NOON, "warn", handled_at=naive),
        ]
        for make in makers:
            with pytest.raises(NaiveDatetime):
                make()

    def test_15_a_matter_is_found_under_its_names(self, recorder: Recorder) -> None:
        """Under those that it has now."""
        recorder.append(
            unit(written("b", 1), written("a", 1), names=(("b", ("wen", "gao")), ("a", ("gao",))))
        )
        assert recorder.find(["gao"]) == ("a", "b")
        assert recorder.find(["wen", "a", "wen"]) == ("a", "b")
        recorder.append(unit(written("b", 2), names=(("b", ("li", "li")),)))
        assert recorder.find(["wen", "gao"]) == ("a",)
        assert recorder.find(["li"]) == ("b",)
        assert recorder.find(["nobody"]) == recorder.find([]) == ()

    def test_15_names_are_given_by_matter_over_many_pages(self, recorder: Recorder) -> None:
        """Those that it has now, one or none at all, whatever matters and names are called."""
        many = tuple(f"n{n}" for n in range(MORE_THAN_A_PAGE))
        known = {"b": many, "": ("", "é", "a"), "a": ("警", "A"), "c": (), "bb": ("n1",)}
        recorder.append(unit(names=(*known.items(), ("a", ("gone",)), ("a", known["a"]))))
        expected = [(matter, name) for matter in sorted(known) for name in sorted(known[matter])]
        assert list(recorder.names()) == expected
        for matter in (*known, "nobody"):
            assert list(recorder.names(matter)) == [one for one in expected if one[0] == matter]
        recorder.append(unit(names=(("b", ()),)))
        assert list(recorder.names()) == [one for one in expected if one[0] != "b"]
