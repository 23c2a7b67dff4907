"""Proofs in files that anybody can check offline: that one entry stands in a ledger, and that a ledger only grew.

Of an entry (c2sp.org/tlog-proof) the file holds the entry's place, the hashes that lead from it to the root, and the signed checkpoint with that root.
As extra data it brings what the tree holds of the entry: the digest, and the header, which says who did what, when
and under which law. So nobody needs the ledger to check it, and no other entry is shown. What the entry says beyond
its header is shown by handing over payload and salt, which make the digest (`chain.commit`).

Of growth the file is what c2sp.org/tlog-witness has a witness shown before he signs, too: how many entries there were,
the hashes that lead from the earlier root to the later one, and the later checkpoint. It shows no entry.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import attrs

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Tampered, Unproven
from precinct.ledger.checkpoint import Checkpoint, leaf_of
from precinct.ledger.merkle import (
    HASH_SIZE,
    Run,
    TreeHash,
    consistency_holds,
    consistency_runs,
    hash_leaf,
    hashes_of,
    inclusion_holds,
    inclusion_runs,
)
from precinct.ledger.note import VerifyingKey, decoded, from_base64, to_base64
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored

_FORM = "c2sp.org/tlog-proof@v1"
_OLD = "old "
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_MOST_HASHES = 64


@attrs.frozen
class Proof:
    """That an entry stands in a ledger; nothing is known until `require_holds`.

    Args:
        index: where it stands, from 0: one less than its position.
        leaf: what the tree holds of it, digest and header.
        hashes: from its neighbour up to the root.
        checkpoint: the signed checkpoint, as its file has it.
    """

    index: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    checkpoint: str

    @property
    def digest(self) -> bytes:
        """The commitment to the entry's salt and payload."""
        return self.leaf[:HASH_SIZE]

    @property
    def header(self) -> bytes:
        """Everything that the entry says but its payload, as JSON."""
        return self.leaf[HASH_SIZE:]

    def to_text(self) -> str:
        """The proof as a text, for a file whose name ends in `.tlog-proof`."""
        hashes = "".join(f"{to_base64(one)}\n" for one in self.hashes)
        return f"{_FORM}\nextra {to_base64(self.leaf)}\nindex {self.index}\n{hashes}\n{self.checkpoint}"

    @classmethod
    def parse(cls, raw: bytes, what: str = "the proof") -> "Proof":
        """Read a proof.

        Args:
            raw: its bytes.
            what: how a message calls it.

        Raises:
            BadInput: it is not in the form, or does not bring the entry along.
        """
        above, blank, checkpoint = decoded(raw, what).partition("\n\n")
        form, *lines = above.split("\n")
        if form != _FORM or not blank or not 2 <= len(lines) <= 2 + _MOST_HASHES:
            raise BadInput(
                what,
                [f"it must begin with {_FORM} and end with a checkpoint, and in between bring its entry"],
            )
        extra, index, *hashes = lines
        leaf = from_base64(_after("extra ", extra, what), what, "the line `extra`")
        if len(leaf) < HASH_SIZE:
            raise BadInput(what, ["the entry in the line `extra` is too short"])
        place = _after("index ", index, what)
        if not _NUMBER.fullmatch(place):
            raise BadInput(what, ["the line `index` holds no index"])
        return cls(
            int(place), leaf, tuple(from_base64(one, what, "a hash", HASH_SIZE) for one in hashes), checkpoint
        )

    def require_holds(self, keys: Iterable[VerifyingKey] | None) -> Checkpoint:
        """See that the entry stood where the proof says when the checkpoint was made.

        Args:
            keys: those that one trusts, one of which must have signed the checkpoint; None where one trusts
                whoever handed the proof over.

        Returns:
            the checkpoint.

        Raises:
            BadInput: the checkpoint is not in the form.
            Unproven: nobody whom one trusts has signed it, or the hashes do not lead to its root.
            MissingExtra: keys are given, and the extra `crypto` is not installed.
        """
        checkpoint = Checkpoint.parse(self.checkpoint.encode(), keys, "the checkpoint of the proof")
        if not inclusion_holds(
            hash_leaf(self.leaf), self.index, checkpoint.size, self.hashes, checkpoint.root
        ):
            raise Unproven(
                f"the hashes do not lead from the entry to the root over {checkpoint.size} entries"
            )
        return checkpoint


def prove(recorder: Recorder, entry: Stored, checkpoint: str) -> Proof:
    """Prove that an entry stands in a ledger; one pass over it.

    Args:
        recorder: where the entries are kept.
        entry: the entry.
        checkpoint: what the ledger was when it had the entry, signed.

    Raises:
        BadInput: the checkpoint is not in the form.
        ValueError: it was made before the entry.
        Tampered: the ledger is not the one that it was made over.
    """
    made = Checkpoint.parse(checkpoint.encode())
    if entry.position > made.size:
        raise ValueError(f"the checkpoint was made over {made.size} entries, and the entry came later")
    index = entry.position - 1
    found, *hashes = _hashes(
        recorder, [(index, entry.position), *inclusion_runs(index, made.size)], made.size
    )
    if not inclusion_holds(found, index, made.size, hashes, made.root):
        raise _another(made)
    return Proof(index, leaf_of(entry), tuple(hashes), checkpoint)


@attrs.frozen
class ConsistencyProof:
    """That a ledger only grew since an earlier checkpoint; nothing is known until `require_holds`.

    Args:
        old: how many entries it had then.
        hashes: from the earlier root to the later one.
        checkpoint: the later checkpoint, as its file has it.
    """

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def to_text(self) -> str:
        """The proof as a text, for a file."""
        hashes = "".join(f"{to_base64(one)}\n" for one in self.hashes)
        return f"{_OLD}{self.old}\n{hashes}\n{self.checkpoint}"

    @staticmethod
    def is_one(raw: bytes) -> bool:
        """Whether the bytes of a file are meant as a proof of growth, not of an entry."""
        return raw.startswith(_OLD.encode())

    @classmethod
    def parse(cls, raw: bytes, what: str = "the proof") -> "ConsistencyProof":
        """Read a proof.

        Args:
            raw: its bytes.
            what: how a message calls it.

        Raises:
            BadInput: it is not in the form.
        """
        above, blank, checkpoint = decoded(raw, what).partition("\n\n")
        first, *hashes = above.split("\n")
        old = _after(_OLD, first, what)
        if not blank or len(hashes) > _MOST_HASHES or not _NUMBER.fullmatch(old):
            raise BadInput(
                what, ["it must begin with `old` and a number of entries, and end with a checkpoint"]
            )
        return cls(int(old), tuple(from_base64(one, what, "a hash", HASH_SIZE) for one in hashes), checkpoint)

    def require_holds(self, earlier: Checkpoint, keys: Iterable[VerifyingKey] | None) -> Checkpoint:
        """See that the ledger of the earlier checkpoint is the beginning of that of the later one.

        Args:
            earlier: the earlier checkpoint, which one kept or had from somebody whom one trusts.
            keys: those that one trusts, one of which must have signed the later one; None where one trusts
                whoever handed the proof over.

        Returns:
            the later checkpoint.

        Raises:
            BadInput: the later checkpoint is not in the form.
            Unproven: nobody whom one trusts has signed it, it is of another ledger, the proof begins elsewhere, or
                the hashes do not lead from root to root.
            MissingExtra: keys are given, and the extra `crypto` is not installed.
        """
        later = Checkpoint.parse(self.checkpoint.encode(), keys, "the checkpoint of the proof")
        if earlier.origin != later.origin:
            raise Unproven("the two checkpoints are of different ledgers")
        if earlier.size != self.old:
            raise Unproven(
                f"it begins at {self.old} entries, and the earlier checkpoint was made over {earlier.size}"
            )
        if not consistency_holds(self.old, later.size, self.hashes, earlier.root, later.root):
            raise Unproven(
                f"the hashes do not lead from the root over {self.old} entries to that over {later.size}"
            )
        return later


def prove_consistency(recorder: Recorder, earlier: Checkpoint, checkpoint: str) -> ConsistencyProof:
    """Prove that a ledger only grew since an earlier checkpoint, and is the one of the later; one pass over it.

    Args:
        recorder: where the entries are kept.
        earlier: what the ledger was.
        checkpoint: what it was later, as its file has it.

    Raises:
        BadInput: the later checkpoint is not in the form.
        ValueError: it is of another ledger, or was made over fewer entries.
        Tampered: the ledger is not the one that both were made over.
    """
    later = Checkpoint.parse(checkpoint.encode())
    if earlier.origin != later.origin:
        raise ValueError("the two checkpoints are of different ledgers")
    if earlier.size > later.size:
        raise ValueError(f"the later checkpoint has {later.size} entries, and the earlier one {earlier.size}")
    # The hashes leave out what the earlier root stands for, which may be all: the ledger itself has the later root, too.
    whole = TreeHash()
    hashes = _hashes(recorder, consistency_runs(earlier.size, later.size), later.size, whole)
    if whole.root() != later.root:
        raise _another(later)
    if not consistency_holds(earlier.size, later.size, hashes, earlier.root, later.root):
        raise Tampered(
            later.size,
            f"the {earlier.size} entries of one checkpoint are not the beginning of the {later.size} of the other",
        )
    return ConsistencyProof(earlier.size, tuple(hashes), checkpoint)


def _hashes(recorder: Recorder, runs: list[Run], size: int, whole: TreeHash | None = None) -> list[bytes]:
    """The hashes of parts of the tree over the first entries; where `whole` is given, all of these are added to it."""

    def leaves() -> Iterator[bytes]:
        for one in islice(recorder.read_all(), size):
            leaf = leaf_of(one)
            if whole is not None:
                whole.add(leaf)
            yield leaf

    reading = leaves()
    try:
        hashes = hashes_of(runs, reading)
    except ValueError as error:
        raise _missing(recorder, size) from error
    if whole is not None:
        for _ in reading:  # what none of the parts reaches to
            pass
        if whole.size < size:
            raise _missing(recorder, size)
    return hashes


def _missing(recorder: Recorder, size: int) -> Tampered:
    return Tampered(recorder.tip().position + 1, f"entries are missing, a checkpoint says {size}")


def _another(made: Checkpoint) -> Tampered:
    return Tampered(
        made.size, f"an entry from 1 to {made.size} is not the one that a checkpoint was made over"
    )


def _after(word: str, line: str, what: str) -> str:
    if not line.startswith(word):
        raise BadInput(what, [f"there must be a line `{word.strip()}`"])
    return line.removeprefix(word)
