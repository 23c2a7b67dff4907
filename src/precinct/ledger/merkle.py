"""The Merkle tree of RFC 9162: one hash over all entries, and short proofs of what it was made of.

A leaf's hash is SHA-256 of a zero byte and its data, a node's is SHA-256 of a one byte and the two hashes below it;
a tree of n leaves is split at the largest power of two below n. Nothing here knows what a leaf means.

Both kinds of proof are lists of the hashes of parts of the tree, and a part is a run of leaves. So a proof is first
the runs that it needs, which follow from sizes alone, and then one pass over the leaves that keeps a handful of
hashes, however large the tree is.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
"""Bytes of a hash."""

EMPTY_ROOT = sha256(b"").digest()
"""The hash of a tree without leaves."""

Run = tuple[int, int]
"""The leaves from an index on, up to another one that is not included."""


def hash_leaf(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\0" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two others."""
    return sha256(b"\1" + left + right).digest()


class TreeHash:
    """The hash of a tree that grows leaf by leaf; keeps one hash for each one in the binary size."""

    __slots__ = ("_nodes", "size")

    def __init__(self) -> None:
        self.size: int = 0
        self._nodes: list[bytes] = []

    def add(self, data: bytes) -> None:
        """Put a leaf at the end.

        Args:
            data: the leaf's data, not its hash.
        """
        node = sha256(b"\0" + data).digest()
        nodes, size = self._nodes, self.size
        while size & 1:  # each whole part to the left that is as large as this one
            node = sha256(b"\1" + nodes.pop() + node).digest()
            size >>= 1
        nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The hash of the tree as it is now; more leaves may follow."""
        if not self._nodes:
            return EMPTY_ROOT
        node = self._nodes[-1]
        for left in self._nodes[-2::-1]:
            node = hash_node(left, node)
        return node


def tree_hash(leaves: Iterable[bytes]) -> bytes:
    """The hash of the tree over these leaves.

    Args:
        leaves: the data of each, in order.
    """
    tree = TreeHash()
    for data in leaves:
        tree.add(data)
    return tree.root()


# --- making proofs ---------------------------------------------------------------------------------


def inclusion_runs(index: int, size: int) -> list[Run]:
    """The parts of a tree whose hashes lead from one leaf to the root, the leaf's neighbour first.

    Args:
        index: of the leaf, from 0.
        size: how many leaves the tree has.

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    runs: list[Run] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            runs.append((middle, end))
            end = middle
        else:
            runs.append((start, middle))
            start = middle
    return runs[::-1]


def consistency_runs(old: int, size: int) -> list[Run]:
    """The parts of a tree whose hashes show that a smaller one is its beginning.

    Args:
        old: how many leaves the smaller one had.
        size: how many the tree has.

    Raises:
        ValueError: the smaller one is larger, or has less than no leaves.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {old} leaves is no beginning of one of {size}")
    if old in {0, size}:
        return []
    runs: list[Run] = []
    start, end = 0, size
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            runs.append((middle, end))
            end = middle
        else:
            runs.append((start, middle))
            start = middle
    if start:  # else the part is the smaller tree itself, and whoever checks has its hash
        runs.append((start, end))
    return runs[::-1]


def hashes_of(runs: Sequence[Run], leaves: Iterable[bytes]) -> list[bytes]:
    """The hashes of parts of a tree, in one pass.

    Args:
        runs: the parts, in any order, none reaching into another.
        leaves: the data of the tree's leaves, in order.

    Raises:
        ValueError: there are fewer leaves than the parts reach to.
    """
    found: dict[Run, bytes] = {}
    index = 0
    reading = iter(leaves)
    for run in sorted(runs):
        tree = TreeHash()
        for data in reading:
            index += 1
            if index > run[0]:
                tree.add(data)
            if index == run[1]:
                break
        else:
            raise ValueError(f"there are {index} leaves, and the proof needs {run[1]}")
        found[run] = tree.root()
    return [found[run] for run in runs]


def inclusion_proof(leaves: Iterable[bytes], index: int, size: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root of the tree over the first leaves.

    Args:
        leaves: the data of each, in order; those after `size` are not read.
        index: of the leaf, from 0.
        size: how many leaves the tree has.

    Raises:
        ValueError: there is no such leaf.
    """
    return hashes_of(inclusion_runs(index, size), leaves)


def consistency_proof(leaves: Iterable[bytes], old: int, size: int) -> list[bytes]:
    """The hashes that show that the tree over the first leaves only grew.

    Args:
        leaves: the data of each, in order; those after `size` are not read.
        old: how many leaves it had.
        size: how many it has.

    Raises:
        ValueError: it did not grow, or there are fewer leaves.
    """
    return hashes_of(consistency_runs(old, size), leaves)


# --- checking proofs -------------------------------------------------------------------------------


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof leads from a leaf to a root (RFC 9162, 2.1.3.2).

    Args:
        leaf: the leaf's hash.
        index: where it stands, from 0.
        size: how many leaves the tree has.
        proof: the hashes.
        root: the tree's hash.
    """
    if not 0 <= index < size or any(len(node) != HASH_SIZE for node in proof):
        return False
    place, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = hash_node(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hash_node(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_holds(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether a proof shows that one tree is the beginning of another (RFC 9162, 2.1.4.2).

    Args:
        old: how many leaves the smaller one had.
        size: how many the larger one has.
        proof: the hashes.
        old_root: the smaller one's hash.
        root: the larger one's hash.
    """
    if not 0 <= old <= size or any(len(node) != HASH_SIZE for node in proof):
        return False
    if old == 0:  # the RFC leaves this out: every tree began with nothing
        return not proof and old_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if old == size:
        return not proof and old_root == root
    nodes = list(proof)
    if old & (old - 1) == 0:
        nodes.insert(0, old_root)  # a whole part of the larger tree, which the proof leaves out
    if not nodes:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old, found = hash_node(node, found_old), hash_node(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hash_node(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found_old == old_root and found == root


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)
