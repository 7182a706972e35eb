import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import signer
from watandoshlar.foundation.crypto.signer import FileSigner, UnsafeKeyFile

SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@given(st.binary(max_size=100))
def test_signatures_are_low_s_and_verify_in_the_library(message):
    signature = SIGNER.sign(message)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    assert len(signature) == 64
    assert 2 * s < ORDER
    SIGNER.public_key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    assert signer.verify_signature(SIGNER.public_key, signature, message)


@given(st.binary(max_size=20), st.integers(0, 511))
def test_a_flipped_bit_a_twin_or_another_length_is_refused(message, bit):
    signature = SIGNER.sign(message)
    flipped = (int.from_bytes(signature, "big") ^ (1 << bit)).to_bytes(64, "big")
    twin = signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
    for other in (flipped, twin, signature[:-1], signature + b"\0", b"", bytes(64), b"\xff" * 64):
        assert not signer.verify_signature(SIGNER.public_key, other, message)
    assert not signer.verify_signature(SIGNER.public_key, signature, message + b"!")


def test_a_key_file_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "seal.pem"
    first = FileSigner.open(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert FileSigner.open(path).key_id == first.key_id
    assert [file.name for file in path.parent.iterdir()] == ["seal.pem"]


def test_many_who_start_at_once_share_one_key(tmp_path):
    path = tmp_path / "seal.pem"
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: FileSigner.open(path).key_id, range(32)))) == 1


def test_a_file_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "seal.pem"
    FileSigner.open(path)
    path.chmod(0o640)
    with pytest.raises(UnsafeKeyFile):
        FileSigner.open(path)


@pytest.mark.parametrize("curve", [ec.SECP384R1(), None])
def test_a_file_that_holds_no_p256_key_is_refused(tmp_path, curve):
    path = tmp_path / "seal.pem"
    path.touch(mode=0o600)
    if curve:
        path.write_bytes(
            ec.generate_private_key(curve).private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    with pytest.raises(UnsafeKeyFile):
        FileSigner.open(path)


def test_the_key_id_begins_the_fingerprint_of_the_public_key():
    digest = hashes.Hash(hashes.SHA256())
    digest.update(
        SIGNER.public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    assert SIGNER.key_id == digest.finalize()[:8]
