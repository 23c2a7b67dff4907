"""Checkpoints: what a ledger was at a moment, in three lines that are kept elsewhere (c2sp.org/tlog-checkpoint).

The chain shows what was changed by somebody who could not write the whole ledger anew. Whoever can is found by a
checkpoint that he cannot reach: the number of entries and the hash of the Merkle tree over them. Signed, it may lie
anywhere; unsigned, where one trusts the place.

A leaf of the tree is an entry's digest and header, as the chain links them. The hash before is left out: where an
entry stands the tree says itself, and so one entry is proven without its neighbours. Payload and salt stand behind
the digest, so erasing them changes no leaf.
"""

import re
from collections.abc import Iterable
from itertools import islice

import attrs

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Tampered
from precinct.ledger.merkle import HASH_SIZE, TreeHash, tree_hash
from precinct.ledger.note import (
    CONTROL,
    Note,
    SigningKey,
    VerifyingKey,
    decoded,
    from_base64,
    sign,
    to_base64,
)
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored, Tip

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


def leaf_of(entry: Stored) -> bytes:
    """What the tree holds of an entry: its digest, which has a fixed length, and its header."""
    return entry.digest + entry.header


def _line(checkpoint: object, attribute: object, line: str) -> None:
    if not line or "\n" in line or CONTROL.search(line):
        raise ValueError(f"{line!r} is no line of a checkpoint: it needs one with something in it")


@attrs.frozen
class Checkpoint:
    """What a ledger was.

    Args:
        origin: which ledger; by custom the name of the key that signs.
        size: how many entries it had.
        root: the hash of the tree over them.
        extensions: further lines, of whoever made it; kept and not looked at.
    """

    origin: str = attrs.field(validator=_line)
    size: int = attrs.field(validator=attrs.validators.ge(0))
    root: bytes = attrs.field(repr=bytes.hex)
    extensions: tuple[str, ...] = attrs.field(
        default=(), validator=attrs.validators.deep_iterable(member_validator=_line)
    )

    def to_text(self) -> str:
        """The lines, as they are signed."""
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    def signed(self, key: SigningKey) -> str:
        """The checkpoint as a signed note, for a file.

        Raises:
            MissingExtra: the extra `crypto` is not installed.
        """
        return sign(self.to_text(), [key]).to_text()

    @classmethod
    def parse(
        cls, raw: bytes, keys: Iterable[VerifyingKey] | None = None, what: str = "the checkpoint"
    ) -> "Checkpoint":
        """Read a checkpoint.

        Args:
            raw: its bytes: the lines alone, or signed.
            keys: those that one trusts, one of which must have signed; None where one trusts the place that it
                comes from, so that signatures are not looked at.
            what: how a message calls it.

        Raises:
            BadInput: it is not in the form.
            Unproven: nobody whom one trusts has signed it.
            MissingExtra: keys are given, and the extra `crypto` is not installed.
        """
        text = decoded(raw, what)
        if keys is not None or "\n\n" in text:
            note = Note.parse(raw, what)
            if keys is not None:
                note.require_signed(keys)
            text = note.text
        lines = text.split("\n")
        if lines.pop() or len(lines) < 3 or not all(lines):
            raise BadInput(what, ["it must have three lines or more, each with something in it"])
        origin, size, root, *extensions = lines
        if not _SIZE.fullmatch(size):
            raise BadInput(what, ["line 2 is no number of entries"])
        return cls(origin, int(size), from_base64(root, what, "line 3", HASH_SIZE), tuple(extensions))


def checkpoint_of(recorder: Recorder, origin: str, earlier: Iterable[Checkpoint] = ()) -> Checkpoint:
    """Verify a ledger and say what it is.

    Args:
        recorder: where its entries are kept.
        origin: which ledger it is.
        earlier: checkpoints that were made before; a ledger that does not hold to them gets no new one.

    Raises:
        Tampered: the ledger is broken, or is not the continuation of what it was.
    """
    size = verify_against(recorder, earlier).position
    return Checkpoint(origin, size, tree_hash(leaf_of(entry) for entry in islice(recorder.read_all(), size)))


def verify_against(recorder: Recorder, checkpoints: Iterable[Checkpoint]) -> Tip:
    """Check every entry, the chain, and that the ledger is a continuation of what it was.

    A root says that something up to its size is other than it was. The ledger's own chain names the entry unless
    it was written anew behind it; then several checkpoints close in on it, and a backup names it
    (`first_difference`).

    Args:
        recorder: where its entries are kept.
        checkpoints: what it was, in any order.

    Returns:
        the end of the chain.

    Raises:
        Tampered: with the first position that does not fit, and why.
    """
    tip = recorder.verify()
    entries, tree, whole = recorder.read_all(), TreeHash(), 0
    for one in sorted(checkpoints, key=lambda one: one.size):
        for entry in islice(entries, one.size - tree.size):
            tree.add(leaf_of(entry))
        if tree.size < one.size:
            raise Tampered(tree.size + 1, f"entries are missing, a checkpoint says {one.size}")
        if tree.root() != one.root:
            raise Tampered(one.size, _another(whole, one.size))
        whole = one.size
    return tip


def _another(whole: int, size: int) -> str:
    if size == 0:
        return "the checkpoint over no entries belongs to no ledger"
    if whole + 1 >= size:
        return "it is not the entry that a checkpoint was made over"
    return f"an entry from {whole + 1} to {size} is not the one that a checkpoint was made over"


def first_difference(recorder: Recorder, backup: Recorder) -> Stored | None:
    """The first entry of a backup that the ledger does not have like that; None if it has all of them.

    What was erased by law is no difference.

    Args:
        recorder: the ledger.
        backup: an earlier copy of it, which somebody trusts.
    """
    entries = recorder.read_all()
    for right in backup.read_all():
        found = next(entries, None)
        if found is None or leaf_of(found) != leaf_of(right):
            return right
    return None
