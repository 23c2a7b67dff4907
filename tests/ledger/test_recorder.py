"""The numbered requirements of `precinct.ledger.recorder`, over every store."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest

from precinct.basics.errors import NaiveDatetime
from precinct.basics.ledger_errors import Conflict, Tampered
from precinct.ledger.chain import GENESIS, link
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Deadline, Head, Tip, Unit
from tests.ledger.writing import NOON, deadline, unit, written


@pytest.fixture(params=["memory", "sqlite"])
def recorder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Recorder]:
    made = (
        MemoryRecorder()
        if request.param == "memory"
        else SqliteRecorder(tmp_path / "a.db", synchronous="NORMAL")
    )
    with made:
        yield made


def everything(recorder: Recorder) -> object:
    return (
        list(recorder.read_all()),
        list(recorder.heads()),
        list(recorder.deadlines()),
        recorder.find(["n1", "n2", "a", "b"]),
        recorder.tip(),
    )


def failing_units() -> dict[str, Unit]:
    late = attrs.evolve(written("c", 1), header="no bytes")  # type: ignore[arg-type]
    beside = {"deadlines": (deadline("b"),), "ended": (("a", "limit"),), "names": (("b", ("n2",)),)}
    return {
        "a stale stream": unit(written("b", 1), written("a", 1), **beside),
        "a stale stream that was only read": unit(written("b", 1), seen=(("a", 0),), **beside),
        "versions with a gap": unit(written("b", 1), written("b", 3), **beside),
        "a broken entry at the end": unit(written("b", 1), late, **beside),
    }


@pytest.mark.parametrize("why", failing_units())
def test_01_a_unit_that_fails_leaves_no_trace(recorder: Recorder, why: str) -> None:
    recorder.append(unit(written("a", 1), deadlines=(deadline("a"),), names=(("a", ("n1",)),)))
    before = everything(recorder)
    with pytest.raises((Conflict, ValueError, TypeError)):
        recorder.append(failing_units()[why])
    assert everything(recorder) == before
    recorder.append(unit(written("b", 1)))
    recorder.verify()


def test_02_positions_count_from_one_in_the_order_of_appending(recorder: Recorder) -> None:
    recorder.append(unit(written("b", 1), written("a", 1), written("b", 2)))
    recorder.append(unit(written("a", 2)))
    assert [(one.position, one.matter, one.version) for one in recorder.read_all()] == [
        (1, "b", 1),
        (2, "a", 1),
        (3, "b", 2),
        (4, "a", 2),
    ]


@pytest.mark.parametrize(("stands", "next_one"), [(0, 2), (1, 1), (1, 3), (2, 2), (2, 1)])
def test_03_a_stream_that_stands_elsewhere_is_a_conflict(
    recorder: Recorder, stands: int, next_one: int
) -> None:
    for version in range(1, stands + 1):
        recorder.append(unit(written("a", version)))
    with pytest.raises(Conflict) as caught:
        recorder.append(unit(written("a", next_one)))
    assert (caught.value.matter, caught.value.expected, caught.value.found) == ("a", next_one - 1, stands)


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_04_a_stream_that_was_read_and_moved_on_is_a_conflict(recorder: Recorder, seen: int) -> None:
    recorder.append(unit(written("a", 1), written("a", 2)))
    with pytest.raises(Conflict) as caught:
        recorder.append(unit(written("b", 7), seen=(("a", seen),)))
    assert (caught.value.matter, caught.value.expected, caught.value.found) == ("a", seen, 2)


def test_04_a_stream_that_was_read_is_compared_with_what_stood_before_the_unit(recorder: Recorder) -> None:
    recorder.append(unit(written("a", 1)))
    recorder.append(unit(written("a", 2), seen=(("a", 1), ("nobody", 0))))
    assert recorder.head("a") == Head("a", "report", 2, "received", ended=False)


@pytest.mark.parametrize("versions", [(1, 3), (1, 1), (2, 1)])
def test_05_entries_of_one_stream_follow_one_another(recorder: Recorder, versions: tuple[int, int]) -> None:
    first, second = versions
    with pytest.raises(ValueError, match=f"version {second} of matter a follows {first}"):
        recorder.append(unit(written("a", first), written("b", 1), written("a", second)))


def test_06_append_returns_the_tip(recorder: Recorder) -> None:
    assert recorder.tip() == Tip(0, GENESIS)
    first = recorder.append(unit(written("a", 1), written("b", 1)))
    second = recorder.append(unit(written("a", 2)))
    *_, last = recorder.read_all()
    assert (first.position, second) == (2, Tip(3, last.hash))
    assert recorder.tip() == second


def test_07_each_hash_links_the_one_before(recorder: Recorder) -> None:
    recorder.append(unit(*(written("a", version) for version in range(1, 6))))
    recorder.append(unit(written("a", 6)))
    before = GENESIS
    for one in recorder.read_all():
        assert one.hash == link(before, one.header, one.digest)
        before = one.hash


def test_08_a_stream_is_read_after_a_version(recorder: Recorder) -> None:
    recorder.append(unit(written("a", 1), written("b", 1), written("a", 2), written("a", 3)))
    assert [one.version for one in recorder.read("a")] == [1, 2, 3]
    assert [one.version for one in recorder.read("a", after=2)] == [3]
    assert not list(recorder.read("a", after=3))
    assert not list(recorder.read("nobody"))


def test_09_everything_is_read_after_a_position_without_gaps_even_over_many_pages(recorder: Recorder) -> None:
    recorder.append(unit(*(written("a", version) for version in range(1, 1301))))
    assert [one.position for one in recorder.read_all(after=700)] == list(range(701, 1301))
    assert [one.version for one in recorder.read("a", after=5)] == list(range(6, 1301))


def test_09_reading_all_does_not_stop_a_writer(recorder: Recorder) -> None:
    recorder.append(unit(*(written("a", version) for version in range(1, 601))))
    reading = recorder.read_all()
    assert next(reading).position == 1
    recorder.append(unit(written("a", 601)))
    positions = [one.position for one in reading]
    assert positions[:599] == list(range(2, 601))


def test_10_bytes_come_back_as_they_were(recorder: Recorder) -> None:
    given = [written("警", 1, note="打架"), written("\x00", 1), written("", 1)]
    recorder.append(unit(*given))
    back = [(one.matter, one.header, one.payload, one.salt, one.digest) for one in recorder.read_all()]
    assert back == [(one.matter, one.header, one.payload, one.salt, one.digest) for one in given]


def test_11_heads_say_what_the_last_entry_made(recorder: Recorder) -> None:
    recorder.append(
        unit(written("b", 1), written("a", 1, kind="custody"), written("b", 2, state="closed", ended=True))
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
    assert list(recorder.heads(kind="report", state="received", ended=False)) == [c]
    assert (recorder.head("b"), recorder.head("nobody")) == (b, None)


def test_12_deadlines_are_taken_away_before_they_are_put(recorder: Recorder) -> None:
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


def test_13_what_is_due_comes_first_due_first_and_without_the_paused(recorder: Recorder) -> None:
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


def test_13_moments_compare_as_moments_and_come_back_in_utc(recorder: Recorder) -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    due = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    one = Deadline("a", "x", "report", NOON.astimezone(shanghai), due.astimezone(shanghai), "warn", NOON)
    other = Deadline("a", "y", "report", NOON, due + timedelta(microseconds=1), "warn")
    recorder.append(unit(written("a", 1), deadlines=(other, one)))
    back = list(recorder.deadlines())
    assert back == [one, other]
    assert all(
        m is not None and m.tzinfo is UTC for m in (back[0].due_at, back[0].started_at, back[0].paused_at)
    )


def test_14_a_moment_without_a_time_zone_is_refused(recorder: Recorder) -> None:
    naive = datetime(2026, 3, 2, 12)  # noqa: DTZ001
    makers: list[Callable[[], object]] = [
        lambda: list(recorder.deadlines(until=naive)),
        lambda: Deadline("a", "x", "report", naive, NOON, "warn"),
        lambda: Deadline("a", "x", "report", NOON, naive, "warn"),
        lambda: Deadline("a", "x", "report", NOON, NOON, "warn", naive),
    ]
    for make in makers:
        with pytest.raises(NaiveDatetime):
            make()


def test_15_a_matter_is_found_under_its_names(recorder: Recorder) -> None:
    recorder.append(unit(written("b", 1), written("a", 1), names=(("b", ("wen", "gao")), ("a", ("gao",)))))
    assert recorder.find(["gao"]) == ("a", "b")
    assert recorder.find(["wen", "a", "wen"]) == ("a", "b")
    recorder.append(unit(written("b", 2), names=(("b", ("li", "li")),)))
    assert recorder.find(["wen", "gao"]) == ("a",)
    assert recorder.find(["li"]) == ("b",)
    assert recorder.find(["nobody"]) == recorder.find([]) == ()


def test_16_verify_returns_the_tip(recorder: Recorder) -> None:
    assert recorder.verify() == Tip(0, GENESIS)
    kept = recorder.append(unit(written("a", 1), written("b", 1)))
    recorder.append(unit(written("a", 2)))
    assert recorder.verify() == recorder.verify(against=kept) == recorder.tip()


def test_16_verify_finds_that_a_kept_tip_is_not_part_of_the_chain(recorder: Recorder) -> None:
    recorder.append(unit(written("a", 1), written("b", 1)))
    with pytest.raises(Tampered, match="missing") as cut:
        recorder.verify(against=Tip(3, bytes(32)))
    with pytest.raises(Tampered, match="kept elsewhere") as other:
        recorder.verify(against=Tip(1, bytes(32)))
    assert (cut.value.position, other.value.position) == (3, 1)


def test_17_threads_may_share_a_recorder(recorder: Recorder) -> None:
    problems: list[object] = []

    def write(matter: str) -> None:
        try:
            for version in range(1, 41):
                recorder.append(unit(written(matter, version), written(f"{matter}'", version)))
        except Exception as error:
            problems.append(error)

    def read() -> None:
        try:
            while any(thread.is_alive() for thread in writers):
                found = [one.position for one in recorder.read_all()]
                assert found == list(range(1, len(found) + 1))
                assert len(found) % 2 == 0, "half a unit was seen"
        except Exception as error:
            problems.append(error)

    writers = [threading.Thread(target=write, args=(f"m{n}",)) for n in range(3)]
    threads = [*writers, threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert recorder.verify().position == 240


def test_18_after_close_every_use_is_an_error(recorder: Recorder) -> None:
    recorder.append(unit(written("a", 1)))
    recorder.close()
    recorder.close()
    uses: list[Callable[[], object]] = [
        lambda: recorder.append(unit(written("a", 2))),
        lambda: list(recorder.read("a")),
        lambda: list(recorder.read_all()),
        lambda: recorder.head("a"),
        lambda: list(recorder.heads()),
        lambda: list(recorder.deadlines()),
        lambda: recorder.find(["a"]),
        recorder.tip,
        recorder.verify,
    ]
    for use in uses:
        with pytest.raises(ValueError, match="closed"):
            use()
