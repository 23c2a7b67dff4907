"""A checkpoint kept elsewhere finds what was changed, even where the whole chain was written anew behind it."""

from collections.abc import Callable
from hashlib import sha256

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Tampered, Unproven
from precinct.ledger.chain import GENESIS, commit, link
from precinct.ledger.checkpoint import (
    Checkpoint,
    checkpoint_of,
    first_difference,
    leaf_of,
    verify_against,
)
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.merkle import EMPTY_ROOT, consistency_holds, consistency_proof, tree_hash
from precinct.ledger.note import SigningKey
from precinct.ledger.proof import Proof, prove
from precinct.ledger.stored import Head, Stored, Tip
from tests.ledger.writing import unit, written

KEY = SigningKey("station.example/ledger", bytes(range(32)))
TRUSTED = [KEY.public()]


def ledger(entries: int = 7) -> MemoryRecorder:
    recorder = MemoryRecorder()
    salts = (bytes([number]) * 16 for number in range(entries))
    for number, salt in enumerate(salts):
        recorder.append(unit(written("ab"[number % 2], number // 2 + 1, note=f"闹事 {number}", salt=salt)))
    return recorder


def rewritten(recorder: MemoryRecorder, change: Callable[[list[Stored]], None]) -> MemoryRecorder:
    """The ledger after somebody with all rights to it changed it and wrote the whole chain anew."""
    entries = list(recorder.read_all())
    change(entries)
    previous, versions = GENESIS, dict[str, int]()
    for at, entry in enumerate(entries):
        versions[entry.matter] = versions.get(entry.matter, 0) + 1
        kind = b'["%s", "report", %d, "Note", null, "received", "o1"]'
        header = kind % (entry.matter.encode(), versions[entry.matter])
        if entry.header.endswith(b'"o2"]'):
            header = header.replace(b"o1", b"o2")
        previous = link(previous, header, entry.digest)
        entries[at] = attrs.evolve(
            entry, position=at + 1, version=versions[entry.matter], header=header, hash=previous
        )
    made = MemoryRecorder()
    made._entries = entries
    made._tip = Tip(len(entries), previous)
    made._heads = {
        matter: Head(matter, "report", version, "received", False) for matter, version in versions.items()
    }
    made.verify()  # nothing about the chain gives it away
    return made


def _edit(entries: list[Stored]) -> None:
    payload = b'{"note": "nothing happened"}'
    entries[3] = attrs.evolve(entries[3], payload=payload, digest=commit(entries[3].salt or b"", payload))


def _blame(entries: list[Stored]) -> None:
    entries[3] = attrs.evolve(entries[3], header=entries[3].header.replace(b"o1", b"o2"))


def _delete(entries: list[Stored]) -> None:
    del entries[3]


def _reorder(entries: list[Stored]) -> None:
    entries[3], entries[5] = entries[5], entries[3]


def _insert(entries: list[Stored]) -> None:
    salt, payload = bytes(16), b"{}"
    entries.insert(3, attrs.evolve(entries[3], digest=commit(salt, payload), payload=payload, salt=salt))


def _cut(entries: list[Stored]) -> None:
    del entries[3:]


CHANGES = [_edit, _blame, _delete, _reorder, _insert, _cut]

# --- what a checkpoint finds -----------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES)
def test_a_ledger_that_was_written_anew_is_found_and_a_backup_names_the_entry(
    change: Callable[[list[Stored]], None],
) -> None:
    right = ledger()
    checkpoint = checkpoint_of(right, "here")
    wrong = rewritten(right, change)
    with pytest.raises(Tampered):
        verify_against(wrong, [checkpoint])
    different = first_difference(wrong, right)
    assert different is not None
    assert different.position == 4


@pytest.mark.parametrize("change", CHANGES)
def test_checkpoints_close_in_on_the_entry(change: Callable[[list[Stored]], None]) -> None:
    right = ledger()
    leaves = [leaf_of(entry) for entry in right.read_all()]
    checkpoints = [Checkpoint("here", size, tree_hash(leaves[:size])) for size in range(8)]
    wrong = rewritten(right, change)
    with pytest.raises(Tampered) as caught:
        verify_against(wrong, checkpoints)
    assert caught.value.position == 4
    assert caught.value.why == (
        "entries are missing, a checkpoint says 4"
        if change is _cut
        else "it is not the entry that a checkpoint was made over"
    )
    with pytest.raises(Tampered, match=r"an entry from 3 to 5 is not the one|entries are missing") as caught:
        verify_against(wrong, [checkpoints[5], checkpoints[2], checkpoints[7]])
    verify_against(wrong, checkpoints[:4])


def test_a_ledger_that_only_grew_holds_to_all_its_checkpoints() -> None:
    recorder = ledger(0)
    checkpoints = [checkpoint_of(recorder, "here")]
    assert checkpoints[0] == Checkpoint("here", 0, EMPTY_ROOT)
    for version in range(1, 20):
        tip = recorder.append(unit(written("a", version)))
        assert verify_against(recorder, checkpoints) == tip
        checkpoints.append(checkpoint_of(recorder, "here", checkpoints))
    leaves = [leaf_of(entry) for entry in recorder.read_all()]
    for old in checkpoints:
        for new in checkpoints[old.size :]:
            proof = consistency_proof(leaves, old.size, new.size)
            assert consistency_holds(old.size, new.size, proof, old.root, new.root)


def test_a_ledger_that_is_not_its_own_continuation_gets_no_new_checkpoint() -> None:
    right = ledger()
    with pytest.raises(Tampered):
        checkpoint_of(rewritten(right, _edit), "here", [checkpoint_of(right, "here")])


def test_a_checkpoint_over_nothing_that_is_wrong_belongs_to_no_ledger() -> None:
    with pytest.raises(Tampered, match="belongs to no ledger"):
        verify_against(ledger(), [Checkpoint("here", 0, bytes(32))])


def test_what_the_chain_finds_is_named_first() -> None:
    recorder = ledger()
    checkpoint = checkpoint_of(recorder, "here")
    recorder._entries[2] = attrs.evolve(recorder._entries[2], payload=b"{}")
    with pytest.raises(Tampered, match="its payload is not the one") as caught:
        verify_against(recorder, [checkpoint])
    assert caught.value.position == 3


def test_erasing_by_law_leaves_checkpoints_proofs_and_the_backup_as_they_are() -> None:
    recorder, backup = ledger(), ledger()
    checkpoint = checkpoint_of(recorder, "here")
    signed = checkpoint.signed(KEY)
    first = next(recorder.read("a"))
    proof = prove(recorder, first, signed)
    recorder.append(unit(erased=("a",)))
    assert next(recorder.read("a")).payload is None
    verify_against(recorder, [checkpoint])
    assert prove(recorder, next(recorder.read("a")), signed) == proof
    assert first_difference(recorder, backup) is None
    assert first_difference(backup, recorder) is None


# --- its text --------------------------------------------------------------------------------------


def test_a_checkpoint_is_three_lines() -> None:
    checkpoint = Checkpoint("example.com/log", 20852163, bytes.fromhex("0a" * 32))
    assert checkpoint.to_text() == f"example.com/log\n20852163\n{'CgoK' * 10}Cgo=\n"
    assert Checkpoint.parse(checkpoint.to_text().encode()) == checkpoint
    more = attrs.evolve(checkpoint, extensions=("one", "two"))
    assert Checkpoint.parse(more.to_text().encode()) == more


def test_every_changed_byte_of_a_signed_checkpoint_is_found() -> None:
    checkpoint = checkpoint_of(ledger(), "here")
    raw = checkpoint.signed(KEY).encode()
    assert Checkpoint.parse(raw, TRUSTED) == Checkpoint.parse(raw) == checkpoint
    for at in range(len(raw)):
        for flip in (1, 2, 32, 128):
            wrong = raw[:at] + bytes([raw[at] ^ flip]) + raw[at + 1 :]
            with pytest.raises((BadInput, Unproven)):
                Checkpoint.parse(wrong, TRUSTED)
    for at in range(len(raw)):
        with pytest.raises((BadInput, Unproven)):
            Checkpoint.parse(raw[:at], TRUSTED)


def test_a_checkpoint_that_nobody_signed_is_read_only_where_no_key_is_asked_for() -> None:
    raw = checkpoint_of(ledger(), "here").to_text().encode()
    Checkpoint.parse(raw)
    with pytest.raises(BadInput, match="there must be signatures"):
        Checkpoint.parse(raw, TRUSTED)
    with pytest.raises(Unproven):
        Checkpoint.parse(checkpoint_of(ledger(), "here").signed(KEY).encode(), [])


_ROOT = "CgoK" * 10 + "Cgo="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "here\n",
        "here\n1\n",
        f"here\n1\n{_ROOT}",
        f"\n1\n{_ROOT}\n",
        f"here\n01\n{_ROOT}\n",
        f"here\n-1\n{_ROOT}\n",
        f"here\n+1\n{_ROOT}\n",
        f"here\n 1\n{_ROOT}\n",
        f"here\n1_0\n{_ROOT}\n",
        f"here\n１\n{_ROOT}\n",
        f"here\n{'9' * 20}\n{_ROOT}\n",
        f"here\n1\n{_ROOT[:-4]}\n",
        f"here\n1\n{_ROOT}AAAA\n",
        f"here\n1\n{_ROOT}\n\n",
        f"here\n1\n{_ROOT}\nmore\n\n",
        f"here\r\n1\r\n{_ROOT}\r\n",
    ],
)
def test_what_is_only_like_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Checkpoint.parse(text.encode())


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: f"{text}\n1\n{_ROOT}\n".encode()))
def test_whatever_is_read_as_a_checkpoint_is_written_the_same(raw: bytes) -> None:
    try:
        checkpoint = Checkpoint.parse(raw)
    except BadInput:
        return
    assert raw.startswith(checkpoint.to_text().encode())


@pytest.mark.parametrize("line", ["", "a\nb", "a\rb"])
def test_a_checkpoint_of_lines_that_are_none_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no line"):
        Checkpoint(line, 0, EMPTY_ROOT)
    with pytest.raises(ValueError, match="no line"):
        Checkpoint("here", 0, EMPTY_ROOT, (line,))
    with pytest.raises(ValueError, match="-1"):
        Checkpoint("here", -1, EMPTY_ROOT)


# --- proofs of one entry ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_every_entry_is_proven_by_a_file_alone(size: int) -> None:
    recorder = ledger(size)
    checkpoint = checkpoint_of(recorder, "here")
    for entry in recorder.read_all():
        raw = prove(recorder, entry, checkpoint.signed(KEY)).to_text().encode()
        proof = Proof.parse(raw)
        assert proof.to_text().encode() == raw
        assert proof.require_holds(TRUSTED) == checkpoint
        assert (proof.index + 1, proof.header, proof.digest) == (entry.position, entry.header, entry.digest)
        assert commit(entry.salt or b"", entry.payload or b"") == proof.digest


def test_a_proof_has_the_published_form() -> None:
    recorder = ledger(3)
    entry = next(recorder.read("b"))
    signed = checkpoint_of(recorder, "station.example/ledger").signed(KEY)
    lines = prove(recorder, entry, signed).to_text().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 1"
    assert [len(line) for line in lines[3:6]] == [44, 44, 0]
    assert "\n".join(lines[6:]) == signed


def test_every_changed_byte_of_a_proof_is_found() -> None:
    recorder = ledger()
    entry = next(recorder.read("b", 1))
    raw = prove(recorder, entry, checkpoint_of(recorder, "here").signed(KEY)).to_text().encode()
    Proof.parse(raw).require_holds(TRUSTED)
    for at in range(len(raw)):
        for wrong in (raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], raw[:at]):
            with pytest.raises((BadInput, Unproven)):
                Proof.parse(wrong).require_holds(TRUSTED)


def test_nothing_is_proven_of_an_entry_that_came_later_or_of_another_ledger() -> None:
    recorder = ledger()
    signed = checkpoint_of(recorder, "here").signed(KEY)
    last = list(recorder.read_all())[-1]
    with pytest.raises(ValueError, match="the entry came later"):
        prove(recorder, last, checkpoint_of(ledger(6), "here").signed(KEY))
    with pytest.raises(Tampered, match="an entry from 1 to 7"):
        prove(rewritten(recorder, _edit), last, signed)
    with pytest.raises(Tampered, match="entries are missing"):
        prove(ledger(6), next(recorder.read_all()), signed)


@pytest.mark.parametrize(
    "change",
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 1", "index 01"),
        ("index 1", "index -1"),
        ("index 1", "index"),
        ("index 1\n", "index 1\nAAAA\n"),
        ("index 1\n", ""),
        ("extra ", "Extra "),
    ],
)
def test_what_is_only_like_a_proof_is_refused(change: tuple[str, str]) -> None:
    recorder = ledger(3)
    text = prove(recorder, next(recorder.read("b")), checkpoint_of(recorder, "here").signed(KEY)).to_text()
    assert change[0] in text
    with pytest.raises(BadInput):
        Proof.parse(text.replace(*change).encode())
    with pytest.raises(BadInput):
        Proof.parse(text.replace(text.split("\n")[1], "extra AAAA").encode())


def test_the_leaf_of_an_entry_is_its_digest_and_header() -> None:
    recorder = ledger(1)
    (entry,) = recorder.read_all()
    leaf = leaf_of(entry)
    assert leaf == entry.digest + entry.header
    assert checkpoint_of(recorder, "here").root == sha256(b"\0" + leaf).digest()
