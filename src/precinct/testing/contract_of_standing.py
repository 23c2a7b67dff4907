"""Requirements 16 to 18 of a store: it shows that it is whole, it is shared, and it can be let go of."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from precinct.basics.ledger_errors import Tampered
from precinct.ledger.chain import GENESIS
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Bookmark, Parked, Tip
from precinct.testing.stores import NOON, StoreAtHand, at_once, unit, written


class TheLedgerStands(StoreAtHand):
    """What holds for the ledger as a whole."""

    def test_16_verify_returns_the_tip(self, recorder: Recorder) -> None:
        """With and without one that was kept elsewhere."""
        assert recorder.verify() == Tip(0, GENESIS)
        kept = recorder.append(unit(written("a", 1), written("b", 1)))
        recorder.append(unit(written("a", 2)))
        assert recorder.verify() == recorder.verify(against=kept) == recorder.tip()

    def test_16_verify_finds_that_a_kept_tip_is_not_part_of_the_chain(self, recorder: Recorder) -> None:
        """As it is where the tail was cut off, or another ledger put in its place."""
        recorder.append(unit(written("a", 1), written("b", 1)))
        with pytest.raises(Tampered, match="missing") as cut:
            recorder.verify(against=Tip(3, bytes(32)))
        with pytest.raises(Tampered, match="kept elsewhere") as other:
            recorder.verify(against=Tip(1, bytes(32)))
        assert (cut.value.position, other.value.position) == (3, 1)
        for none in (Tip(0, bytes(32 * [1])), Tip(-1, GENESIS)):
            with pytest.raises(Tampered, match="belongs to no ledger"):
                recorder.verify(against=none)

    @pytest.mark.parametrize("column", ["header", "payload", "salt", "digest", "hash"])
    def test_16_verify_finds_an_entry_that_was_changed(
        self, recorder: Recorder, tmp_path: Path, column: str
    ) -> None:
        """And says which; asked only of a store that says how it is spoilt (`tamper`)."""
        tip = recorder.append(unit(*(written("a", version) for version in range(1, 8))))
        if not self.tamper(tmp_path, recorder, 4, column):
            pytest.skip("nobody said how this store is tampered with")
        with pytest.raises(Tampered) as found:
            recorder.verify(against=tip)
        assert found.value.position == 4

    def test_17_threads_may_share_a_recorder(self, recorder: Recorder) -> None:
        """And none of them sees half a unit."""
        writing = threading.Event()

        def write(matter: str) -> None:
            for version in range(1, 21):
                recorder.append(unit(written(matter, version), written(f"{matter}'", version)))

        def read() -> None:
            while not writing.is_set():
                found = [one.position for one in recorder.read_all()]
                assert found == list(range(1, len(found) + 1))
                assert len(found) % 2 == 0, "half a unit was seen"

        def write_all() -> None:
            try:
                at_once(*(partial(write, f"m{n}") for n in range(3)))
            finally:
                writing.set()

        at_once(read, write_all)
        assert recorder.verify().position == 120

    def test_18_after_close_every_use_is_an_error(self, recorder: Recorder) -> None:
        """And closing again is none."""
        recorder.append(unit(written("a", 1)))
        recorder.close()
        recorder.close()
        uses: list[Callable[[], object]] = [
            lambda: recorder.append(unit(written("a", 2))),
            lambda: list(recorder.read("a")),
            lambda: list(recorder.read_all()),
            lambda: recorder.head("a"),
            lambda: list(recorder.heads()),
            lambda: recorder.shut(["a"]),
            recorder.forget,
            lambda: list(recorder.deadlines()),
            lambda: recorder.find(["a"]),
            lambda: recorder.find([]),
            lambda: list(recorder.names()),
            lambda: recorder.recorded("k1"),
            lambda: recorder.claim(NOON, NOON),
            lambda: recorder.bookmark("s"),
            recorder.bookmarks,
            lambda: recorder.move_bookmark(Bookmark("s"), Bookmark("s", 1)),
            recorder.parked,
            lambda: recorder.take_up(Parked("s", 1, "E", NOON)),
            lambda: recorder.wait(0, timedelta(0)),
            recorder.tip,
            recorder.verify,
        ]
        for use in uses:
            with pytest.raises(ValueError, match="closed"):
                use()

    def test_18_who_waits_is_told_when_the_recorder_is_closed(self, recorder: Recorder) -> None:
        """At once, and not when his patience ends."""
        began = time.monotonic()

        def wait() -> None:
            with pytest.raises(ValueError, match="closed"):
                recorder.wait(0, timedelta(minutes=1))

        def close() -> None:
            time.sleep(0.05)
            recorder.close()

        at_once(wait, close)
        assert time.monotonic() - began < 30
