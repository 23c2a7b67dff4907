"""The Merkle tree is the one of RFC 9162: against published answers, and against its definition written out."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.ledger.merkle import (
    EMPTY_ROOT,
    TreeHash,
    consistency_holds,
    consistency_proof,
    consistency_runs,
    hash_leaf,
    hashes_of,
    inclusion_holds,
    inclusion_proof,
    inclusion_runs,
    tree_hash,
)

# --- the definition, written out (RFC 9162, 2.1.1, 2.1.3.1 and 2.1.4.1) ------------------------------


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


# --- published answers -----------------------------------------------------------------------------

CT = [
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
_2TO4 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
_4TO8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
_L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
_6TO8 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_4TO6 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = {
    (0, 1): [],
    (0, 8): [_L1, _2TO4, _4TO8],
    (5, 8): [_L4, _6TO8, ROOTS[4]],
    (2, 3): [ROOTS[2]],
    (1, 5): [ROOTS[1], _2TO4, _L4],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [_L1, _2TO4, _4TO8],
    (6, 8): [_4TO6, _6TO8, ROOTS[4]],
    (2, 5): [_2TO4, _L4],
}


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_found(size: int) -> None:
    assert tree_hash(CT[:size]).hex() == mth(CT[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_published_inclusion_proofs_are_made_and_hold(index: int, size: int) -> None:
    proof = inclusion_proof(CT, index, size)
    assert [node.hex() for node in proof] == INCLUSION[index, size]
    assert inclusion_holds(hash_leaf(CT[index]), index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_the_published_consistency_proofs_are_made_and_hold(old: int, size: int) -> None:
    proof = consistency_proof(CT, old, size)
    assert [node.hex() for node in proof] == CONSISTENCY[old, size]
    assert consistency_holds(old, size, proof, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size]))


# --- the definition --------------------------------------------------------------------------------

trees = st.lists(st.binary(max_size=4), max_size=40)


@given(trees)
def test_a_growing_tree_has_at_every_size_the_hash_of_the_definition(leaves: list[bytes]) -> None:
    tree = TreeHash()
    for size, data in enumerate(leaves):
        assert (tree.size, tree.root()) == (size, mth(leaves[:size]))
        tree.add(data)
        assert len(tree._nodes) == tree.size.bit_count()
    assert tree.root() == mth(leaves)


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65])
def test_every_proof_of_a_tree_is_that_of_the_definition_and_holds(size: int) -> None:
    leaves = [index.to_bytes(2, "big") for index in range(size + 3)]
    root = mth(leaves[:size])
    for index in range(size):
        proof = inclusion_proof(leaves, index, size)
        assert proof == path(index, leaves[:size])
        assert inclusion_holds(hash_leaf(leaves[index]), index, size, proof, root)
    for old in range(1, size + 1):
        proof = consistency_proof(leaves, old, size)
        assert proof == subproof(old, leaves[:size], True)
        assert consistency_holds(old, size, proof, mth(leaves[:old]), root)


def test_every_tree_began_with_nothing() -> None:
    for size in range(4):
        assert consistency_proof(CT, 0, size) == []
        assert consistency_holds(0, size, [], EMPTY_ROOT, mth(CT[:size]))
        assert not consistency_holds(0, size, [], mth(CT[:1]), mth(CT[:size]))
        assert not consistency_holds(0, size, [EMPTY_ROOT], EMPTY_ROOT, mth(CT[:size]))
    assert not consistency_holds(0, 0, [], EMPTY_ROOT, mth(CT[:1]))


# --- nothing else holds ----------------------------------------------------------------------------


@st.composite
def mutated(draw: st.DrawFn, proof: list[bytes]) -> list[bytes]:
    """Another list of hashes: one changed, left out, put in, cut, or two swapped."""
    kinds = ["put in"]
    if proof:
        kinds += ["changed", "left out", "cut"]
    if len(set(proof)) > 1:
        kinds.append("swapped")
    kind = draw(st.sampled_from(kinds))
    at = draw(st.integers(0, max(len(proof) - 1, 0)))
    if kind == "put in":
        extra = draw(st.sampled_from([bytes(32), EMPTY_ROOT, *proof]))
        return [*proof[:at], extra, *proof[at:]]
    node = proof[at]
    if kind == "changed":
        bit = draw(st.integers(0, 255))
        wrong = bytearray(node)
        wrong[bit // 8] ^= 1 << bit % 8
        return [*proof[:at], bytes(wrong), *proof[at + 1 :]]
    if kind == "left out":
        return proof[:at] + proof[at + 1 :]
    if kind == "cut":
        return [*proof[:at], node[: draw(st.integers(0, 31))], *proof[at + 1 :]]
    other = draw(st.sampled_from([place for place, one in enumerate(proof) if one != node]))
    swapped = list(proof)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped


@given(st.data(), st.integers(1, 40))
def test_no_other_inclusion_proof_holds(data: st.DataObject, size: int) -> None:
    leaves = [bytes([index]) for index in range(size)]
    root = mth(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index, size)
    leaf = hash_leaf(leaves[index])
    assert not inclusion_holds(leaf, index, size, data.draw(mutated(proof)), root)
    assert not inclusion_holds(hash_leaf(b"other"), index, size, proof, root)
    assert not inclusion_holds(leaf, index, size, proof, mth([*leaves, b""]))
    other = data.draw(st.integers(-3, size + 3).filter(lambda one: one != index))
    assert not inclusion_holds(leaf, other, size, proof, root)


@given(st.data(), st.integers(1, 40))
def test_no_other_consistency_proof_holds(data: st.DataObject, size: int) -> None:
    leaves = [bytes([index]) for index in range(size)]
    old = data.draw(st.integers(1, size))
    old_root, root = mth(leaves[:old]), mth(leaves)
    proof = consistency_proof(leaves, old, size)
    assert not consistency_holds(old, size, data.draw(mutated(proof)), old_root, root)
    assert not consistency_holds(old, size, proof, old_root, mth([*leaves, b""]))
    assert not consistency_holds(old, size, proof, mth(leaves[: old - 1]), root)
    assert not consistency_holds(size + 1, size, proof, old_root, root)
    assert not consistency_holds(old, size * 4, proof, old_root, root)
    assert not consistency_holds(-1, size, proof, old_root, root)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 39))
def test_a_tree_that_was_changed_is_no_continuation(old: int, more: int, changed: int) -> None:
    leaves = [bytes([index]) for index in range(old + more)]
    other = list(leaves)
    other[changed % old] = b"other"
    proof = consistency_proof(other, old, old + more)
    assert not consistency_holds(old, old + more, proof, mth(leaves[:old]), mth(other))


@pytest.mark.parametrize("size", range(2, 12))
def test_no_proof_that_is_longer_than_a_tree_is_high_holds_for_it(size: int) -> None:
    """Or a part of a large tree could be passed off as a small tree with the same root."""
    leaves = [bytes([index]) for index in range(size)]
    root = mth(leaves)
    for index in range(size):
        proof = path(index, leaves)
        for smaller in range(1, size):
            for place in range(smaller):
                if len(path(place, leaves[:smaller])) < len(proof):
                    assert not inclusion_holds(hash_leaf(leaves[index]), place, smaller, proof, root)
    for old in range(1, size):
        proof, old_root = subproof(old, leaves, True), mth(leaves[:old])
        for smaller in range(1, size):
            for before in range(1, smaller):
                if len(subproof(before, leaves[:smaller], True)) < len(proof):
                    assert not consistency_holds(before, smaller, proof, old_root, root)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: inclusion_runs(0, 0),
        lambda: inclusion_runs(3, 3),
        lambda: inclusion_runs(-1, 3),
        lambda: consistency_runs(4, 3),
        lambda: consistency_runs(-1, 3),
        lambda: inclusion_proof(CT, 0, 9),
        lambda: consistency_proof(CT, 3, 9),
        lambda: hashes_of([(0, 2), (3, 5)], CT[:4]),
    ],
)
def test_a_proof_of_what_is_not_there_is_refused(asked: object) -> None:
    with pytest.raises(ValueError, match=r"leaf|leaves"):
        asked()  # type: ignore[operator]
