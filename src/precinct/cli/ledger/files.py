"""Files that the verbs of the ledger read and write: bounded, and never written over."""

import os
from pathlib import Path

from precinct.basics.errors import BadInput
from precinct.ledger.checkpoint import Checkpoint
from precinct.ledger.note import MAX_SIZE, SigningKey, VerifyingKey, decoded


def read(path: Path) -> bytes:
    """A file's bytes, and no more than one too many."""
    with path.open("rb") as file:
        return file.read(MAX_SIZE + 1)


def public_keys(paths: list[Path]) -> list[VerifyingKey]:
    """The public keys of files, one in a line.

    Raises:
        BadInput: a line is none, or there is not one line.
    """
    lines = [line for path in paths for line in decoded(read(path), str(path)).splitlines() if line]
    if any(line.startswith("PRIVATE+KEY+") for line in lines):
        raise BadInput(
            "the public key", ["it is a private one; hand over the other half, and keep this one secret"]
        )
    if not lines:
        raise BadInput("the public key", ["there is nothing in the file"])
    return [VerifyingKey.parse(line) for line in lines]


def private_key(path: Path) -> SigningKey:
    """The private key of a file.

    Raises:
        BadInput: it holds none.
    """
    return SigningKey.parse(decoded(read(path), str(path)))


def checkpoint(path: Path, keys: list[VerifyingKey] | None = None) -> Checkpoint:
    """The checkpoint of a file.

    Args:
        path: the file.
        keys: those of which one must have signed; None if signatures are not looked at.
    """
    return Checkpoint.parse(read(path), keys, str(path))


def write(path: Path, text: str, *, secret: bool = False) -> None:
    """Write a new file, whole.

    Args:
        path: the file.
        text: what it holds.
        secret: whether only its owner may read it.

    Raises:
        FileExistsError: it is there already.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o666)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def put(out: Path | None, text: str) -> None:
    """Write a text to a new file, or print it."""
    if out is None:
        print(text, end="")
    else:
        write(out, text)
