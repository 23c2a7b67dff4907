"""Requirements 1 to 7 and 19 of a store: what is appended, whole or not at all, and once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
import pytest

from precinct.basics.ledger_errors import AlreadyRecorded, Conflict, NoSuchMatter
from precinct.ledger.chain import GENESIS, link
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Head, Recorded, Tip, Unit
from precinct.testing.stores import (
    StoreAtHand,
    at_once,
    deadline,
    everything,
    history,
    moved,
    unit,
    written,
)


def _failing_units() -> dict[str, Unit]:
    # What no type allows, so that it fails late, inside the store.
    late = attrs.evolve(written("c", 1), header="no bytes")  # type: ignore[arg-type]
    beside = {
        "deadlines": (deadline("b"),),
        "ended": (("a", "limit"),),
        "names": (("b", ("n2",)),),
        "sealed": (("a", True),),
        "key": "k1",
    }
    return {
        "a stale stream": unit(written("b", 1), written("a", 1), **beside, erased=("a",)),
        "a stale stream that was only read": unit(written("b", 1), seen=(("a", 0),), **beside),
        "a search that finds more now": unit(written("b", 1), looked_for=((("n1",), ()),), **beside),
        "a deadline that moved": unit(written("b", 1), standing=(deadline("a", hours=9),), **beside),
        "versions with a gap": unit(written("b", 1), written("b", 3), **beside),
        "a broken entry at the end": unit(written("b", 1), late, **beside, erased=("a",)),
        "a matter to seal that is none": unit(
            written("b", 1), **{**beside, "sealed": (("a", True), ("c", True))}
        ),
        "a matter to erase that is none": unit(written("b", 1), **beside, erased=("a", "c")),
    }


class WritingIsWhole(StoreAtHand):
    """What is written."""

    @pytest.mark.parametrize("why", _failing_units())
    def test_01_a_unit_that_fails_leaves_no_trace(self, recorder: Recorder, why: str) -> None:
        """Whatever it fails for."""
        recorder.append(unit(written("a", 1), deadlines=(deadline("a"),), names=(("a", ("n1",)),)))
        before = everything(recorder)
        with pytest.raises((Conflict, ValueError, TypeError, NoSuchMatter)):
            recorder.append(_failing_units()[why])
        assert everything(recorder) == before
        recorder.append(unit(written("b", 1), key="k1"))
        recorder.verify()

    def test_02_positions_count_from_one_in_the_order_of_appending(self, recorder: Recorder) -> None:
        """Over several streams in a unit, too."""
        recorder.append(unit(written("b", 1), written("a", 1), written("b", 2)))
        recorder.append(unit(written("a", 2)))
        assert [(one.position, one.matter, one.version) for one in recorder.read_all()] == [
            (1, "b", 1),
            (2, "a", 1),
            (3, "b", 2),
            (4, "a", 2),
        ]

    def test_02_several_recorders_count_together(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Each goes on where the last unit ended, whoever appended it."""
        recorders = [recorder, one_more(), one_more()]
        for version in range(1, 10):
            writer, reader = recorders[version % 3], recorders[(version + 1) % 3]
            tip = writer.append(unit(written("a", version), written(f"b{version}", 1)))
            assert reader.tip() == tip
            assert tip.position == 2 * version
        assert recorder.verify().position == 18

    @pytest.mark.parametrize(("stands", "next_one"), [(0, 2), (1, 1), (1, 3), (2, 2), (2, 1)])
    def test_03_a_stream_that_stands_elsewhere_is_a_conflict(
        self, recorder: Recorder, stands: int, next_one: int
    ) -> None:
        """And the conflict says where it stands."""
        for version in range(1, stands + 1):
            recorder.append(unit(written("a", version)))
        with pytest.raises(Conflict) as caught:
            recorder.append(unit(written("a", next_one)))
        assert (caught.value.matter, caught.value.expected, caught.value.found) == ("a", next_one - 1, stands)

    def test_03_many_who_move_one_matter_lose_nothing(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Whoever was second sees a conflict, and nobody's entry is lost."""
        recorders = [one_more() for _ in range(4)]
        at_once(*(partial(moved, one, "shared", 10) for one in recorders))
        assert [one.version for one in recorder.read("shared")] == list(range(1, 41))
        assert recorder.verify().position == 40

    @pytest.mark.parametrize("seen", [0, 1, 3])
    def test_04_a_stream_that_was_read_and_moved_on_is_a_conflict(
        self, recorder: Recorder, seen: int
    ) -> None:
        """Before the streams that are written are looked at."""
        recorder.append(unit(written("a", 1), written("a", 2)))
        with pytest.raises(Conflict) as caught:
            recorder.append(unit(written("b", 7), seen=(("a", seen),)))
        assert (caught.value.matter, caught.value.expected, caught.value.found) == ("a", seen, 2)

    def test_04_a_stream_that_was_read_is_compared_with_what_stood_before_the_unit(
        self, recorder: Recorder
    ) -> None:
        """Even if the unit itself moves it."""
        recorder.append(unit(written("a", 1)))
        recorder.append(unit(written("a", 2), seen=(("a", 1), ("nobody", 0))))
        assert recorder.head("a") == Head("a", "report", 2, "received", ended=False)

    def test_04_a_search_that_finds_others_now_is_a_conflict(self, recorder: Recorder) -> None:
        """What came, and what went."""
        recorder.append(unit(written("b", 1), written("a", 1), names=(("b", ("n1",)), ("a", ("n1",)))))
        recorder.append(unit(written("c", 1), looked_for=((("n1",), ("a", "b")), (("c",), ()))))
        with pytest.raises(Conflict) as came:
            recorder.append(unit(written("d", 1), looked_for=((("n1",), ("b",)),)))
        with pytest.raises(Conflict) as went:
            recorder.append(unit(written("d", 1), looked_for=((("n1", "c"), ("a", "b", "c", "x")),)))
        assert (came.value.matter, came.value.found) == ("a", 1)
        assert (went.value.matter, went.value.found) == ("x", 0)

    def test_04_of_several_conflicts_the_first_is_told(self, recorder: Recorder) -> None:
        """Whatever the ids are: what was looked for by id, all else as it stands in the unit."""
        ids = ("m", "z", "B", "a", "k", "c")
        recorder.append(unit(*(written(one, 1) for one in ids), names=tuple((one, ("n1",)) for one in ids)))
        stale: dict[str, dict[str, Any]] = {
            "B": {"looked_for": ((("n1",), ()),)},
            "y": {"looked_for": ((("n2",), ()), (("n1",), (*ids, "y", "yy")), (("n1",), ()))},
            "z": {"seen": (("k", 1), ("z", 7), ("a", 7), ("B", 0), ("m", 2))},
            "k": {"seen": (("nobody", 0), ("k", 0), ("c", 0))},
        }
        for first, more in stale.items():
            with pytest.raises(Conflict) as caught:
                recorder.append(unit(written("new", 1), **more))
            assert caught.value.matter == first
        with pytest.raises(Conflict) as moved_on:
            recorder.append(unit(written("new", 1), *(written(one, 5) for one in ids)))
        assert (moved_on.value.matter, moved_on.value.expected, moved_on.value.found) == ("m", 4, 1)

    @pytest.mark.parametrize("how", ["sealed", "erased"])
    def test_04_of_several_matters_that_are_none_the_first_is_told(
        self, recorder: Recorder, how: str
    ) -> None:
        """As they stand in the unit."""
        recorder.append(unit(written("a", 1)))
        names = ("a", "z", "b", "y")
        with pytest.raises(NoSuchMatter) as caught:
            recorder.append(unit(**{how: tuple((one, True) for one in names) if how == "sealed" else names}))
        assert caught.value.matter == "z"

    @pytest.mark.parametrize("versions", [(1, 3), (1, 1), (2, 1)])
    def test_05_entries_of_one_stream_follow_one_another(
        self, recorder: Recorder, versions: tuple[int, int]
    ) -> None:
        """Whatever stands between them."""
        first, second = versions
        with pytest.raises(ValueError, match=f"version {second} of matter a follows {first}"):
            recorder.append(unit(written("a", first), written("b", 1), written("a", second)))

    def test_06_append_returns_the_tip(self, recorder: Recorder) -> None:
        """And an empty ledger has one, too."""
        assert recorder.tip() == Tip(0, GENESIS)
        first = recorder.append(unit(written("a", 1), written("b", 1)))
        second = recorder.append(unit(written("a", 2)))
        *_, last = recorder.read_all()
        assert (first.position, second) == (2, Tip(3, last.hash))
        assert recorder.tip() == second
        assert recorder.append(unit(deadlines=(deadline("a"),))) == second

    def test_07_each_hash_links_the_one_before(self, recorder: Recorder) -> None:
        """Inside a unit and from one to the next."""
        recorder.append(history("a", range(1, 6)))
        recorder.append(unit(written("a", 6)))
        before = GENESIS
        for one in recorder.read_all():
            assert one.hash == link(before, one.header, one.digest)
            before = one.hash

    def test_19_the_same_key_is_recorded_once(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """Whoever sends it again, whatever is in it, and whatever else is wrong with it."""
        recorder.append(unit(written("a", 1)))
        assert recorder.recorded("k1") is None
        recorder.append(unit(written("a", 2), written("b", 1), key="k1"))
        before = everything(recorder)
        again = unit(written("a", 9), written("c", 1), key="k1", seen=(("b", 7),), erased=("nobody",))
        for one in (recorder, one_more()):
            with pytest.raises(AlreadyRecorded) as caught:
                one.append(again)
            assert (caught.value.key, caught.value.first, caught.value.last) == ("k1", 2, 3)
            assert one.recorded("k1") == Recorded("k1", 2, 3)
        assert everything(recorder) == before
        assert recorder.append(unit(written("a", 3), key="k2")).position == 4

    def test_19_a_unit_without_a_key_may_come_as_often_as_it_likes(self, recorder: Recorder) -> None:
        """No key is not a key."""
        for version in (1, 2):
            recorder.append(unit(written("a", version)))
        assert recorder.recorded("") is None

    def test_19_of_several_who_send_the_same_key_one_is_recorded(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """At the same time, each on a matter of its own."""

        def send(mine: Recorder, matter: str) -> object:
            try:
                return mine.append(unit(written(matter, 1), key="k1")).position
            except AlreadyRecorded as error:
                return error.last

        recorders = [one_more() for _ in range(4)]
        jobs = [partial(send, one, f"m{n}") for n, one in enumerate(recorders)]
        assert at_once(*jobs) == [1] * 4
        assert recorder.tip().position == 1
