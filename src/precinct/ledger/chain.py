"""The chain of hashes that shows every change to an entry.

Each entry commits to its payload by a salted digest, so that the payload can be erased by law and the chain still
holds; the salt keeps short payloads from being guessed. Each entry's hash covers the hash before, the digest and
the header. The two hashes stand first and have a fixed length, so no two different entries give the same bytes.
"""

import json
from collections.abc import Iterable
from hashlib import sha256

from precinct.basics.ledger_errors import Tampered
from precinct.ledger.stored import Head, Stored, Tip

GENESIS = bytes(32)
"""The hash before the first entry."""

_read = json.JSONDecoder().raw_decode
"""Asked once for every entry; `loads` would look first in which encoding the bytes are."""

SALT_SIZE = 16
"""Bytes of salt before each payload; fixed, so that salt and payload cannot be cut apart elsewhere."""


def commit(salt: bytes, payload: bytes) -> bytes:
    """The commitment to a payload: SHA-256 of salt and payload."""
    return sha256(salt + payload).digest()


def link(previous: bytes, header: bytes, digest: bytes) -> bytes:
    """The hash of an entry.

    Args:
        previous: the hash of the entry before, `GENESIS` for the first.
        header: the entry's header.
        digest: the commitment to its payload.
    """
    return sha256(previous + digest + header).digest()


def verify_chain(
    entries: Iterable[Stored], tip: Tip, against: Tip | None = None, heads: Iterable[Head] | None = None
) -> Tip:
    """Check a whole ledger, entry by entry.

    Args:
        entries: all entries, by position.
        tip: the end of the chain as the store keeps it beside the entries.
        against: a tip that was kept elsewhere and must still be part of the chain.
        heads: where the store says that all matters stand; checked against their last entries if given.

    Returns:
        the end of the chain.

    Raises:
        Tampered: with the first position that does not fit, and why.
    """
    last = Tip(0, GENESIS)
    met = against is None or against == last
    stands: dict[str, tuple[str, int, str]] = {}
    emptied: dict[str, int] = {}
    for entry in entries:
        position = last.position + 1
        if entry.position != position:
            raise Tampered(position, f"the next entry has position {entry.position}")
        try:
            _verify_entry(entry, last.hash)
        except TypeError as error:  # a column that holds no bytes any more
            raise Tampered(position, f"it is damaged: {error}") from error
        kind, version, state = _read_header(entry)
        before = stands.get(entry.matter)
        expected = 1 if before is None else before[1] + 1
        if version != expected:
            raise Tampered(
                position, f"version {version} of matter {entry.matter} stands where {expected} belongs"
            )
        stands[entry.matter] = (kind, version, state)
        if entry.payload is None:
            emptied.setdefault(entry.matter, position)
        last = Tip(position, entry.hash)
        if against is not None and against.position == position:
            if against.hash != entry.hash:
                raise Tampered(position, "its hash is not the one that was kept elsewhere")
            met = True
    _verify_end(last, tip, against, met)
    if heads is not None:
        _verify_heads(heads, stands, emptied, last)
    return last


def _verify_end(last: Tip, tip: Tip, against: Tip | None, met: bool) -> None:
    if last.position < tip.position:
        raise Tampered(last.position + 1, f"entries are missing, the ledger once ended at {tip.position}")
    if last != tip:
        raise Tampered(last.position, f"it is not the end that the ledger keeps, position {tip.position}")
    if against is not None and against.position > last.position:
        raise Tampered(last.position + 1, f"entries are missing, a kept tip says {against.position}")
    if not met:
        raise Tampered(0, "the kept tip belongs to no ledger")


def _verify_entry(entry: Stored, previous: bytes) -> None:
    if entry.hash != link(previous, entry.header, entry.digest):
        raise Tampered(
            entry.position, "its hash does not follow from the hash before, its header and its digest"
        )
    if entry.payload is None and entry.salt is None:
        return
    if entry.payload is None or entry.salt is None or len(entry.salt) != SALT_SIZE:
        raise Tampered(entry.position, "its payload and salt do not belong together")
    if entry.digest != commit(entry.salt, entry.payload):
        raise Tampered(entry.position, "its payload is not the one that its digest commits to")


def _read_header(entry: Stored) -> tuple[str, int, str]:
    try:
        text = entry.header.decode()
        header, end = _read(text)
        matter, kind, version, _, _, state, *_ = header
    except (ValueError, TypeError, RecursionError) as error:
        raise Tampered(entry.position, "its header cannot be read") from error
    if end != len(text):
        raise Tampered(entry.position, "its header cannot be read: something follows it")
    if (matter, version) != (entry.matter, entry.version):
        raise Tampered(entry.position, f"its header belongs to version {version} of matter {matter}")
    return kind, version, state


def _verify_heads(
    heads: Iterable[Head], stands: dict[str, tuple[str, int, str]], emptied: dict[str, int], last: Tip
) -> None:
    found: dict[str, tuple[str, int, str]] = {}
    erased: set[str] = set()
    for head in heads:
        found[head.matter] = (head.kind, head.version, head.state)
        if head.erased:
            erased.add(head.matter)
    for matter in found.keys() | stands.keys():
        if found.get(matter) != stands.get(matter):
            raise Tampered(
                last.position, f"the head of matter {matter} is not what its last entry made of it"
            )
    # An erasure takes the content and says so; whoever only took it did not erase by law.
    for matter, position in emptied.items():
        if matter not in erased:
            raise Tampered(position, f"its content is gone, and matter {matter} was not erased")
    for matter in sorted(erased - emptied.keys(), key=repr):
        raise Tampered(last.position, f"matter {matter} is marked as erased and has all its content")
