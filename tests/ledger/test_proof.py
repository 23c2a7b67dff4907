"""That a ledger only grew is proven by a file, against two checkpoints and without the ledger."""

import attrs
import pytest

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Tampered, Unproven
from precinct.ledger.checkpoint import Checkpoint, checkpoint_of, leaf_of
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.merkle import tree_hash
from precinct.ledger.note import SigningKey
from precinct.ledger.proof import ConsistencyProof, prove, prove_consistency
from tests.ledger.writing import unit, written, wrong_byte

KEY = SigningKey("station.example/ledger", bytes(range(32)))
TRUSTED = [KEY.public()]


def ledger(entries: int, note: str = "") -> MemoryRecorder:
    recorder = MemoryRecorder()
    for version in range(1, entries + 1):
        recorder.append(unit(written("a", version, note=note, salt=bytes(16))))
    return recorder


def checkpoints(recorder: MemoryRecorder) -> list[Checkpoint]:
    leaves = [leaf_of(entry) for entry in recorder.read_all()]
    return [Checkpoint(KEY.name, size, tree_hash(leaves[:size])) for size in range(len(leaves) + 1)]


def test_between_any_two_checkpoints_of_a_ledger_it_only_grew() -> None:
    recorder = ledger(18)
    made = checkpoints(recorder)
    for later in made:
        signed = later.signed(KEY)
        for earlier in made[: later.size + 1]:
            raw = prove_consistency(recorder, earlier, signed).to_text().encode()
            assert ConsistencyProof.is_one(raw)
            proof = ConsistencyProof.parse(raw)
            assert proof.to_text().encode() == raw
            assert proof.require_holds(earlier, TRUSTED) == later
            for other in made:
                if other != earlier:
                    with pytest.raises(Unproven, match="it begins at"):
                        proof.require_holds(other, TRUSTED)


def test_a_ledger_that_was_written_anew_did_not_only_grow() -> None:
    earlier = checkpoints(ledger(5))
    other = ledger(9, note="another")
    later = checkpoint_of(other, KEY.name).signed(KEY)
    for one in earlier[1:]:
        with pytest.raises(Tampered, match="are not the beginning of the 9"):
            prove_consistency(other, one, later)
        true = prove_consistency(other, checkpoints(other)[one.size], later)
        with pytest.raises(Unproven, match="do not lead from the root over"):
            true.require_holds(one, TRUSTED)


def test_entries_that_are_gone_prove_nothing() -> None:
    made = checkpoints(ledger(9))
    with pytest.raises(Tampered, match="entries are missing, a checkpoint says 9") as caught:
        prove_consistency(ledger(6), made[3], made[9].signed(KEY))
    assert caught.value.position == 7


def test_of_a_ledger_that_is_not_the_one_nothing_is_proven() -> None:
    made = checkpoints(ledger(9))
    another = ledger(9, note="another")
    other_end = ledger(8)
    other_end.append(unit(written("a", 9, note="another", salt=bytes(16))))
    for earlier in made:
        for recorder in (another, other_end):
            with pytest.raises(Tampered, match="is not the one that a checkpoint was made over"):
                prove_consistency(recorder, earlier, made[9].signed(KEY))
        for size in (0, 8):
            with pytest.raises(Tampered, match="entries are missing") as caught:
                prove_consistency(ledger(size), earlier, made[9].signed(KEY))
            assert caught.value.position == size + 1


def test_every_changed_byte_of_the_file_is_found() -> None:
    recorder = ledger(7)
    earlier = checkpoints(recorder)[3]
    raw = (
        prove_consistency(recorder, earlier, checkpoint_of(recorder, KEY.name).signed(KEY)).to_text().encode()
    )
    ConsistencyProof.parse(raw).require_holds(earlier, TRUSTED)
    for at in range(len(raw)):
        with pytest.raises((BadInput, Unproven)):
            ConsistencyProof.parse(wrong_byte(raw, at)).require_holds(earlier, TRUSTED)


def test_two_ledgers_are_not_each_others_continuation() -> None:
    recorder = ledger(7)
    elsewhere = attrs.evolve(checkpoints(recorder)[3], origin="elsewhere")
    later = checkpoint_of(recorder, KEY.name).signed(KEY)
    with pytest.raises(ValueError, match="of different ledgers"):
        prove_consistency(recorder, elsewhere, later)
    with pytest.raises(ValueError, match="the later checkpoint has 3 entries, and the earlier one 7"):
        prove_consistency(recorder, checkpoints(recorder)[7], checkpoints(recorder)[3].signed(KEY))
    proof = prove_consistency(recorder, checkpoints(recorder)[3], later)
    with pytest.raises(Unproven, match="of different ledgers"):
        proof.require_holds(elsewhere, TRUSTED)


def test_a_proof_has_one_form() -> None:
    recorder = ledger(7)
    text = prove_consistency(
        recorder, checkpoints(recorder)[3], checkpoint_of(recorder, KEY.name).signed(KEY)
    ).to_text()
    for wrong in (
        text.replace("old 3", "old 03"),
        text.replace("old 3", "old -3"),
        text.replace("old 3", "older"),
        text.split("\n\n", maxsplit=1)[0],
        "",
    ):
        with pytest.raises(BadInput):
            ConsistencyProof.parse(wrong.encode())


def test_a_proof_has_room_for_the_tallest_tree_and_no_more() -> None:
    """There is no end of what a file could hold that nobody has looked at yet."""
    recorder = ledger(7)
    signed = checkpoint_of(recorder, KEY.name).signed(KEY)
    growth = prove_consistency(recorder, checkpoints(recorder)[3], signed)
    entry = prove(recorder, next(recorder.read_all()), signed)
    for proof in (growth, entry):
        tallest = attrs.evolve(proof, hashes=(bytes(32),) * 64)
        assert type(proof).parse(tallest.to_text().encode()) == tallest
        with pytest.raises(BadInput, match="it must begin with"):
            type(proof).parse(attrs.evolve(proof, hashes=(bytes(32),) * 65).to_text().encode())
