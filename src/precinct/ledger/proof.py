"""Proofs that one entry stands in a ledger, in a file that anybody can check offline (c2sp.org/tlog-proof).

The file holds the entry's place, the hashes that lead from it to the root, and the signed checkpoint with that root.
As extra data it brings what the tree holds of the entry: the digest, and the header, which says who did what, when
and under which law. So nobody needs the ledger to check it, and no other entry is shown. What the entry says beyond
its header is shown by handing over payload and salt, which make the digest (`chain.commit`).
"""

import re
from collections.abc import Iterable
from itertools import islice

import attrs

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Tampered, Unproven
from precinct.ledger.checkpoint import Checkpoint, leaf_of
from precinct.ledger.merkle import (
    HASH_SIZE,
    Run,
    hash_leaf,
    hashes_of,
    inclusion_holds,
    inclusion_runs,
)
from precinct.ledger.note import VerifyingKey, decoded, from_base64, to_base64
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored

_FORM = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"0|[1-9][0-9]{0,18}")
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
        if not _INDEX.fullmatch(place):
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
    runs: list[Run] = [(index, entry.position), *inclusion_runs(index, made.size)]
    leaves = (leaf_of(one) for one in islice(recorder.read_all(), made.size))
    try:
        found, *hashes = hashes_of(runs, leaves)
    except ValueError as error:
        raise Tampered(
            recorder.tip().position + 1, f"entries are missing, a checkpoint says {made.size}"
        ) from error
    if not inclusion_holds(found, index, made.size, hashes, made.root):
        raise Tampered(
            made.size, f"an entry from 1 to {made.size} is not the one that a checkpoint was made over"
        )
    return Proof(index, leaf_of(entry), tuple(hashes), checkpoint)


def _after(word: str, line: str, what: str) -> str:
    if not line.startswith(word):
        raise BadInput(what, [f"there must be a line `{word.strip()}`"])
    return line.removeprefix(word)
