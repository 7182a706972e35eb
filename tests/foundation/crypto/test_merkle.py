"""The tree of a log, by the vectors of the first public log software and by what must hold of any tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import merkle

# The eight entries and the roots over the first n of them that Certificate Transparency software is tested with
# (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc; Apache-2.0).
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
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
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

trees = st.lists(st.binary(max_size=8), min_size=1, max_size=40).map(
    lambda entries: [merkle.leaf_hash(entry) for entry in entries]
)


@pytest.mark.parametrize(("count", "root"), list(enumerate(ROOTS, start=1)))
def test_roots_are_those_of_other_software(count, root):
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES[:count]]
    assert merkle.root_of(leaves).hex() == root


def test_the_tree_of_nothing_has_the_hash_of_nothing():
    assert merkle.root_of([]) == hashlib.sha256(b"").digest()


@given(trees, st.data())
def test_every_leaf_is_proven_and_no_other(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = merkle.root_of(leaves), merkle.inclusion_proof(leaves, index)
    assert merkle.is_included(leaves[index], index, len(leaves), proof, root)
    assert not merkle.is_included(merkle.leaf_hash(b"another entry"), index, len(leaves), proof, root)
    assert not merkle.is_included(leaves[index], index, len(leaves), [*proof, root], root)
    for other in range(len(leaves)):
        if leaves[other] != leaves[index]:
            assert not merkle.is_included(leaves[index], other, len(leaves), proof, root)


@given(trees, st.data())
def test_a_tree_that_only_grew_says_so(leaves, data):
    first = data.draw(st.integers(1, len(leaves)))
    old, new = merkle.root_of(leaves[:first]), merkle.root_of(leaves)
    proof = merkle.consistency_proof(leaves, first)
    assert merkle.grew_from(first, old, len(leaves), new, proof)
    kept = merkle.Peaks().grown(leaves[:first])
    assert merkle.is_consistent(kept, len(leaves), new, leaves[first:])
    assert merkle.Peaks.from_bytes(kept.size, kept.to_bytes()).grown(leaves[first:]).root == new


@given(trees, st.data())
def test_a_tree_whose_past_was_rewritten_is_found_out(leaves, data):
    first = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, first - 1))
    old = merkle.root_of(leaves[:first])
    rewritten = [*leaves[:changed], merkle.leaf_hash(b"a secret entry"), *leaves[changed + 1 :]]
    new = merkle.root_of(rewritten)
    assert not merkle.grew_from(first, old, len(leaves), new, merkle.consistency_proof(rewritten, first))
    assert not merkle.is_consistent(merkle.Peaks().grown(leaves[:first]), len(leaves), new, rewritten[first:])


def test_peaks_must_fit_their_size():
    with pytest.raises(ValueError, match="peak"):
        merkle.Peaks(3, (b"",))


@pytest.mark.parametrize("index", [-1, 2])
def test_no_proof_of_what_is_not_there(index):
    with pytest.raises(ValueError, match="leaf"):
        merkle.inclusion_proof([b"", b""], index)
    assert not merkle.is_included(b"", index, 2, [], b"")


@pytest.mark.parametrize("first", [0, 3])
def test_no_proof_from_an_empty_or_larger_tree(first):
    with pytest.raises(ValueError, match="proof"):
        merkle.consistency_proof([b"", b""], first)
    assert not merkle.grew_from(first, b"", 2, b"", [])
