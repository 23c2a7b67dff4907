"""Requirement 26 of a store: which texts and numbers it keeps, and which it never meets."""

from base64 import b85encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import attrs
import pytest

from precinct.basics.ledger_errors import Unstorable
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import LONGEST_TEXT, Bookmark, Head, Parked, Recorded
from precinct.testing.stores import NOON, StoreAtHand, deadline, unit, written


def _unkeepable() -> dict[str, Callable[[str], object]]:
    one = written("a", 1)
    return {
        "matter": lambda text: unit(written(text, 1)),
        "kind": lambda text: unit(attrs.evolve(one, kind=text)),
        "state": lambda text: unit(attrs.evolve(one, state=text)),
        "code": lambda text: unit(one, deadlines=(deadline("a", text),)),
        "rested on": lambda text: unit(one, standing=(deadline("a", text),)),
        "basis": lambda text: unit(one, deadlines=(attrs.evolve(deadline("a"), basis=text),)),
        "name": lambda text: unit(one, names=(("a", (text,)),)),
        "named": lambda text: unit(one, names=((text, ()),)),
        "key": lambda text: unit(one, key=text),
        "seen": lambda text: unit(one, seen=((text, 1),)),
        "looked for": lambda text: unit(one, looked_for=(((text,), ()),)),
        "found": lambda text: unit(one, looked_for=(((), (text,)),)),
        "ended": lambda text: unit(one, ended=(("a", text),)),
        "sealed": lambda text: unit(one, sealed=((text, True),)),
        "erased": lambda text: unit(one, erased=(text,)),
        "subscriber": Bookmark,
        "problem": lambda text: Bookmark("s", 1, 1, NOON, text),
        "parked": lambda text: Parked(text, 1, "E", NOON),
        "parked for": lambda text: Parked("s", 1, text, NOON),
    }


def _uncountable() -> dict[str, Callable[[int], object]]:
    one = written("a", 1)
    return {
        "version": lambda number: unit(one, attrs.evolve(one, version=number)),
        "seen": lambda number: unit(one, seen=(("a", number),)),
        "bookmark": lambda number: Bookmark("s", number),
        "failures": lambda number: Bookmark("s", 1, number),
        "parked": lambda number: Parked("s", number, "E", NOON),
    }


def _of_size(size: int, salt: str) -> str:
    """A text of so many bytes that no index can press together."""
    blocks = (b85encode(sha256(f"{salt} {n}".encode()).digest()) for n in range(size // 40 + 1))
    return b"".join(blocks).decode()[:size]


FREE = ("basis", "looked for", "found")
"""What stands in no index may be of any length."""

UNKEEPABLE = ("\0", "a\0", "\ud800", "警\udfff")


class BoundsAreKept(StoreAtHand):
    """What is within bounds is kept and found, and what is beyond them is refused."""

    @pytest.mark.parametrize("text", UNKEEPABLE)
    @pytest.mark.parametrize("what", _unkeepable())
    def test_26_a_text_that_cannot_be_kept_is_refused(self, what: str, text: str) -> None:
        """And what it holds is not said."""
        with pytest.raises(Unstorable) as caught:
            _unkeepable()[what](text)
        assert text not in str(caught.value)

    @pytest.mark.parametrize("text", [*UNKEEPABLE, pytest.param("a" * (LONGEST_TEXT + 1), id="too long")])
    def test_26_a_text_that_cannot_be_kept_finds_nothing(self, recorder: Recorder, text: str) -> None:
        """Asking for it is no mistake."""
        recorder.append(unit(written("a", 1), deadlines=(deadline("a"),)))
        assert (recorder.head(text), recorder.recorded(text)) == (None, None)
        assert recorder.find([text, "a"]) == ("a",)
        nothing = (
            recorder.read(text),
            recorder.names(text),
            recorder.heads(kind=text),
            recorder.heads(state=text),
            recorder.deadlines(matter=text),
            recorder.parked(text),
        )
        assert [list(each) for each in nothing] == [[]] * 6
        with pytest.raises(Unstorable):
            recorder.bookmark(text)

    @pytest.mark.parametrize("what", _unkeepable())
    def test_26_a_text_that_is_too_long_is_refused(self, what: str) -> None:
        """In bytes, which are more than its characters; and how long it is and may be is said."""
        make = _unkeepable()[what]
        for text, size in (("a", 1), ("警", 3), ("𠮷", 4)):
            make(text * (LONGEST_TEXT // size))
        for text in (
            "a" * (LONGEST_TEXT + 1),
            "警" * (LONGEST_TEXT // 3 + 1),
            "𠮷" * (LONGEST_TEXT // 4 + 1),
        ):
            if what in FREE:
                make(text * 20)
                continue
            with pytest.raises(
                Unstorable, match=f"has {len(text.encode())} bytes, and {LONGEST_TEXT} are"
            ) as caught:
                make(text)
            assert text[:9] not in str(caught.value)

    @pytest.mark.parametrize("number", [2**63, 2**200, -(2**63), -(2**200)])
    @pytest.mark.parametrize("what", _uncountable())
    def test_26_a_number_that_no_store_can_hold_is_refused(self, what: str, number: int) -> None:
        """Before a store meets it."""
        with pytest.raises(Unstorable, match="bits, and 63 are the most"):
            _uncountable()[what](number)

    def test_26_a_number_that_no_store_can_hold_finds_nothing(self, recorder: Recorder) -> None:
        """Asking for it is no mistake."""
        recorder.append(unit(written("a", 1), deadlines=(deadline("a"),)))
        for beyond in (2**63 - 1, 2**63, 2**200):
            assert list(recorder.read_all(beyond)) == list(recorder.read("a", beyond)) == []
            assert not recorder.wait(beyond, timedelta(0))
            assert len(list(recorder.read_all(-beyond))) == len(list(recorder.read("a", -beyond))) == 1
        assert len(recorder.claim(NOON, NOON, limit=2**70)) <= 1

    def test_26_the_longest_texts_and_largest_numbers_are_kept(self, recorder: Recorder) -> None:
        """All at once, and found by each."""
        matter, kind, state, code, name, key = (_of_size(LONGEST_TEXT, what) for what in "mkscny")
        entry = attrs.evolve(written(matter, 1), kind=kind, state=state)
        due = attrs.evolve(deadline(matter, code), kind=kind, on_expiry=state, basis=_of_size(9_000, "b"))
        long = _of_size(9_000, "f")
        recorder.append(
            unit(entry, deadlines=(due,), names=((matter, (name,)),), key=key, looked_for=(((long,), ()),))
        )
        assert [head.matter for head in recorder.heads(kind=kind, state=state)] == [matter]
        assert recorder.head(matter) == Head(matter, kind, 1, state, ended=False)
        assert list(recorder.deadlines(matter=matter)) == [due.in_utc()]
        assert recorder.find([name]) == recorder.find([matter]) == (matter,)
        assert recorder.find([long]) == ()
        assert recorder.recorded(key) == Recorded(key, 1, 1)
        subscriber, last = _of_size(LONGEST_TEXT, "r"), 2**63 - 1
        mark, parked = Bookmark(subscriber, last, last), Parked(subscriber, last, code, NOON)
        recorder.move_bookmark(Bookmark(subscriber), mark, parked)
        assert (recorder.bookmark(subscriber), recorder.parked(subscriber)) == (mark, (parked,))
        recorder.append(
            unit(written(matter, 2), ended=((matter, code),), sealed=((matter, True),), erased=(matter,))
        )
        assert recorder.find([name]) == ()
        recorder.verify()
