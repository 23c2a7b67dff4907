"""Requirements 20, 21, 27 and 28 of a store: what the law asks of a record, that it be sealed, and that it be erased."""

from collections.abc import Callable
from pathlib import Path
from time import sleep

import attrs
import pytest

from precinct.basics.ledger_errors import NoSuchMatter
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Head
from precinct.testing.stores import MORE_THAN_A_PAGE, StoreAtHand, everything, unit, written

TRACE = "NAMELESS-WITNESS"
"""What the store must not hold any more once it was erased."""


class MarksAreKept(StoreAtHand):
    """What is marked."""

    def test_20_a_matter_is_sealed_and_unsealed(self, recorder: Recorder) -> None:
        """With entries or without, and the mark stays until it is taken away."""
        recorder.append(unit(written("a", 1), written("b", 1), sealed=(("a", True),)))
        sealed = Head("a", "report", 1, "received", ended=False, sealed=True)
        assert recorder.head("a") == sealed
        assert [head.sealed for head in recorder.heads()] == [True, False]
        recorder.append(unit(written("a", 2)))
        assert recorder.head("a") == attrs.evolve(sealed, version=2)
        recorder.append(unit(sealed=(("a", False), ("b", True))))
        assert [head.sealed for head in recorder.heads()] == [False, True]
        recorder.verify()

    def test_20_what_nobody_wrote_about_cannot_be_sealed(self, recorder: Recorder) -> None:
        """And nothing else of the unit is done."""
        recorder.append(unit(written("a", 1)))
        before = everything(recorder)
        with pytest.raises(NoSuchMatter) as caught:
            recorder.append(unit(written("a", 2), sealed=(("a", True), ("nobody", True))))
        assert caught.value.matter == "nobody"
        assert everything(recorder) == before

    def test_21_what_is_erased_goes_and_all_that_proves_it_stays(self, recorder: Recorder) -> None:
        """Of the matters that were named alone, and of the entries before the unit alone."""
        recorder.append(
            unit(
                written("a", 1), written("b", 1), written("a", 2), names=(("a", ("n1",)), ("b", ("n1", "n2")))
            )
        )
        kept, before = recorder.tip(), list(recorder.read_all())
        recorder.append(unit(written("a", 3), erased=("a",)))
        *after, last = recorder.read_all()
        assert after == [
            attrs.evolve(one, payload=None, salt=None) if one.matter == "a" else one for one in before
        ]
        assert (last.version, last.payload is None, last.salt is None) == (3, False, False)
        assert recorder.head("a") == Head("a", "report", 3, "received", ended=False, erased=True)
        assert (recorder.find(["n1"]), recorder.find(["a"])) == (("b",), ("a",))
        assert recorder.verify(against=kept) == recorder.tip()
        recorder.append(unit(written("a", 4), names=(("a", ("n3",)),)))
        assert recorder.head("a") == Head("a", "report", 4, "received", ended=False, erased=True)
        assert recorder.find(["n3"]) == ("a",)
        assert [one.payload is None for one in recorder.read("a")] == [True, True, False, False]

    def test_21_names_that_come_with_the_unit_stay(self, recorder: Recorder) -> None:
        """Erasing comes first."""
        recorder.append(unit(written("a", 1), names=(("a", ("n1",)),)))
        recorder.append(unit(erased=("a", "a"), names=(("a", ("n2",)),)))
        assert (recorder.find(["n1"]), recorder.find(["n2"])) == ((), ("a",))
        recorder.append(unit(erased=("a",)))
        assert recorder.find(["n2"]) == ()
        recorder.verify()

    def test_21_what_nobody_wrote_about_cannot_be_erased(self, recorder: Recorder) -> None:
        """Not even if the unit itself begins it, for there is nothing yet."""
        recorder.append(unit(written("a", 1)))
        before = everything(recorder)
        with pytest.raises(NoSuchMatter) as caught:
            recorder.append(unit(written("b", 1), erased=("a", "b")))
        assert caught.value.matter == "b"
        assert everything(recorder) == before

    def test_21_the_bytes_are_gone_from_the_store(
        self, recorder: Recorder, one_more: Callable[[], Recorder], tmp_path: Path
    ) -> None:
        """Long and short ones, such as were put in the place of others before, while others read along."""
        other = one_more()
        for n in range(40):
            more = {"names": ((f"m{n}", (f"{TRACE}-early-{n}", f"o{n}")), ("a", (f"{TRACE}-name-{n}",)))}
            long = TRACE * (1 + 40 * (n % 9))
            recorder.append(unit(written("a", n + 1, note=long), written(f"m{n}", 1, note=long[:20]), **more))
            assert other.tip().position == 2 * n + 2
        matters = ("a", *(f"m{n}" for n in range(40)))
        salts = [one.salt for one in recorder.read_all() if one.salt is not None]
        recorder.append(unit(written("a", 41), erased=matters))
        assert other.verify() == recorder.tip()
        assert not [one.position for one in other.read_all() if one.payload is not None and one.version != 41]
        assert other.find([f"{TRACE}-name-39", f"{TRACE}-early-3"]) == ()
        held = b"".join(self.raw(tmp_path))
        assert TRACE.encode() not in held
        assert not [salt for salt in salts if salt in held]

    def test_21_many_entries_are_erased_together(self, recorder: Recorder) -> None:
        """More of them than a page."""
        recorder.append(unit(*(written("a", version) for version in range(1, MORE_THAN_A_PAGE + 1))))
        recorder.append(unit(erased=("a",)))
        assert all(one.payload is None and one.salt is None for one in recorder.read_all())
        assert recorder.verify().position == MORE_THAN_A_PAGE

    def test_27_what_is_shut_of_many_is_told_at_once(self, recorder: Recorder) -> None:
        """More than a page of them, sealed and erased ones, opened again or not; what nobody wrote about is not."""
        matters = [f"m{n}" for n in range(MORE_THAN_A_PAGE)]
        recorder.append(unit(*(written(matter, 1) for matter in matters)))
        assert recorder.shut(matters) == frozenset()
        sealed, erased = matters[::7], matters[3::50]
        recorder.append(unit(sealed=tuple((matter, True) for matter in sealed), erased=tuple(erased)))
        assert recorder.shut([*matters, "nobody", "half \ud800", "nul \0"]) == {*sealed, *erased}
        assert [recorder.shut([matter]) for matter in ("m0", "m1", "m3", "nobody", "nul \0")] == [
            {"m0"}, set(), {"m3"}, set(), set(),
        ]  # fmt: skip
        recorder.append(unit(sealed=(("m0", False), ("m3", False))))
        assert recorder.shut(iter(["m0", "m3", "m3", "m7"])) == {"m3", "m7"}
        assert recorder.shut([]) == frozenset()

    def test_28_the_pulse_changes_with_every_mark(
        self, recorder: Recorder, one_more: Callable[[], Recorder]
    ) -> None:
        """At once where this recorder set it, and soon where another one did; reading changes nothing."""
        other = one_more()
        recorder.append(unit(written("a", 1), written("b", 1)))
        for more in ({"sealed": (("a", True),)}, {"sealed": (("a", False),)}, {"erased": ("b",)}):
            for who, patience in ((recorder, 0.0), (other, 0.01)):
                sleep(0.01)
                before = recorder.pulse()
                if before is None:
                    pytest.skip("this store cannot tell")
                assert (recorder.shut(["a", "b"]), recorder.pulse())[1] == before
                who.append(unit(**more))
                sleep(patience)
                assert recorder.pulse() != before
        recorder.close()
        with pytest.raises(ValueError, match="closed"):
            recorder.pulse()
