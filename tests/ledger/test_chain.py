"""Every change to a stored entry is seen, and where."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.ledger_errors import Tampered
from precinct.ledger.chain import GENESIS, SALT_SIZE, commit, link, verify_chain
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.stored import Head, Stored, Tip
from precinct.testing.stores import unit, written
from tests.ledger.writing import wrong_byte

BYTES = ("header", "payload", "salt", "digest", "hash")


@pytest.fixture(scope="module")
def ledger() -> MemoryRecorder:
    recorder = MemoryRecorder()
    recorder.append(unit(written("a", 1), written("b", 1), written("a", 2, note="打架")))
    recorder.append(unit(written("b", 2)))
    return recorder


@pytest.fixture
def entries(ledger: MemoryRecorder) -> list[Stored]:
    return list(ledger.read_all())


def test_an_untouched_chain_is_whole(ledger: MemoryRecorder, entries: list[Stored]) -> None:
    assert verify_chain(entries, ledger.tip(), heads=ledger.heads()) == ledger.tip()
    assert verify_chain([], Tip(0, GENESIS)) == Tip(0, GENESIS)


@pytest.mark.parametrize("column", BYTES)
@pytest.mark.parametrize("at", range(4))
def test_every_changed_byte_is_found_at_its_entry(
    ledger: MemoryRecorder, entries: list[Stored], column: str, at: int
) -> None:
    right: bytes = getattr(entries[at], column)
    for place in range(len(right)):
        entries[at] = attrs.evolve(entries[at], **{column: wrong_byte(right, place)})
        with pytest.raises(Tampered) as caught:
            verify_chain(entries, ledger.tip())
        assert caught.value.position == at + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"position": 7},
        {"matter": "b"},
        {"version": 1},
        {"payload": None},
        {"salt": None},
        {"salt": b""},
        {"header": "text"},
        {"payload": 3},
        {"header": b"{}"},
    ],
    ids=str,
)
def test_every_changed_column_is_found_at_its_entry(
    ledger: MemoryRecorder, entries: list[Stored], wrong: dict[str, object]
) -> None:
    entries[2] = attrs.evolve(entries[2], **wrong)
    with pytest.raises(Tampered) as caught:
        verify_chain(entries, ledger.tip())
    assert caught.value.position == 3


def test_removed_moved_and_inserted_entries_are_found(ledger: MemoryRecorder, entries: list[Stored]) -> None:
    one, two, three, four = entries
    tampered = {
        (one, three, four): 2,
        (two, three, four): 1,
        (one, two, three): 4,
        (): 1,
        (one, three, two, four): 2,
        (one, two, two, three, four): 3,
        (one, two, three, four, attrs.evolve(four, position=5)): 5,
        (one, attrs.evolve(three, position=2), attrs.evolve(two, position=3), four): 2,
    }
    for changed, position in tampered.items():
        with pytest.raises(Tampered) as caught:
            verify_chain(changed, ledger.tip())
        assert caught.value.position == position


def test_a_tail_cut_off_together_with_the_tip_is_found_by_a_tip_kept_elsewhere(
    ledger: MemoryRecorder, entries: list[Stored]
) -> None:
    shorter = entries[:3]
    tip = Tip(3, shorter[-1].hash)
    assert verify_chain(shorter, tip) == tip
    with pytest.raises(Tampered, match="entries are missing") as caught:
        verify_chain(shorter, tip, against=ledger.tip())
    assert caught.value.position == 4


def test_a_chain_forged_from_a_position_on_is_found_by_a_tip_kept_elsewhere(ledger: MemoryRecorder) -> None:
    forged = MemoryRecorder()
    forged.append(unit(written("a", 1), written("b", 1), written("a", 2, note="nothing"), written("b", 2)))
    forged.verify()
    with pytest.raises(Tampered, match="kept elsewhere"):
        forged.verify(against=ledger.tip())


def test_a_kept_tip_of_an_empty_ledger_fits_every_ledger_and_no_other_hash_does(
    ledger: MemoryRecorder, entries: list[Stored]
) -> None:
    assert verify_chain(entries, ledger.tip(), against=Tip(0, GENESIS)) == ledger.tip()
    with pytest.raises(Tampered, match="belongs to no ledger"):
        verify_chain(entries, ledger.tip(), against=Tip(0, b"x" * 32))
    for position in (-1, -(2**70), 0.5, float("nan")):
        with pytest.raises(Tampered, match="position 0: the kept tip belongs to no ledger"):
            verify_chain(entries, ledger.tip(), against=Tip(position, GENESIS))


@pytest.mark.parametrize("header", [b"no json", b"{}", b"[]", b"3", b"[" * 100_000])
def test_a_right_chain_over_a_header_that_cannot_be_read_is_found(header: bytes) -> None:
    entry = written("a", 1)
    last = link(GENESIS, header, entry.digest)
    stored = Stored(1, "a", 1, header, entry.payload, entry.salt, entry.digest, last)
    with pytest.raises(Tampered, match="header cannot be read"):
        verify_chain([stored], Tip(1, last))


@pytest.mark.parametrize("versions", [(2,), (0,), (1, 1), (1, 3), (1, 2, 1)], ids=str)
def test_a_right_chain_of_wrong_versions_is_found(versions: tuple[int, ...]) -> None:
    last, entries = GENESIS, list[Stored]()
    for position, version in enumerate(versions, start=1):
        one = written("a", version)
        last = link(last, one.header, one.digest)
        entries.append(Stored(position, "a", version, one.header, one.payload, one.salt, one.digest, last))
    found = f"version {versions[-1]} of matter a stands where {len(versions)} belongs"
    with pytest.raises(Tampered, match=found) as caught:
        verify_chain(entries, Tip(len(versions), last))
    assert caught.value.position == len(versions)


@pytest.mark.parametrize("cut", [*range(SALT_SIZE), SALT_SIZE + 1, SALT_SIZE + 5])
def test_salt_and_payload_cannot_be_cut_apart_elsewhere(cut: int) -> None:
    """Though their commitment, and so the whole chain, would be the same."""
    one = written("a", 1, note="打架")
    whole = one.salt + one.payload
    last = link(GENESIS, one.header, one.digest)
    moved = Stored(1, "a", 1, one.header, whole[cut:], whole[:cut], one.digest, last)
    with pytest.raises(Tampered, match="payload and salt do not belong together"):
        verify_chain([moved], Tip(1, last))


@pytest.mark.parametrize(
    "wrong",
    [
        Head("a", "report", 1, "received", ended=False),
        Head("a", "report", 2, "closed", ended=False),
        Head("a", "custody", 2, "received", ended=False),
        Head("z", "report", 2, "received", ended=False),
    ],
)
def test_a_head_that_its_last_entry_did_not_make_is_found(
    ledger: MemoryRecorder, entries: list[Stored], wrong: Head
) -> None:
    with pytest.raises(Tampered, match="the head of matter"):
        verify_chain(entries, ledger.tip(), heads=[wrong, *list(ledger.heads())[1:]])


def test_an_erased_payload_leaves_the_chain_whole(ledger: MemoryRecorder, entries: list[Stored]) -> None:
    entries[1] = attrs.evolve(entries[1], payload=None, salt=None)
    assert verify_chain(entries, ledger.tip()) == ledger.tip()


@given(st.binary(), st.binary(), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_different_entries_have_different_hashes(one: bytes, other: bytes, a: bytes, b: bytes) -> None:
    assert (link(a, one, b) == link(a, other, b)) == (one == other)
    assert (link(a, one, b) == link(b, one, a)) == (a == b)
    assert (commit(a[:16], one) == commit(b[:16], one)) == (a[:16] == b[:16])
