"""Seals of other makers (ISO/IEC 22376 and the test data of the library vdstools, Apache-2.0), and our own."""

import hashlib
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import ecdsa
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import FileSigner
from watandoshlar.foundation.crypto.travel_seal import (
    EMERGENCY_TRAVEL_DOCUMENT,
    NotATravelSeal,
    SealSigner,
    decode_c40,
    encode_c40,
    make_travel_seal,
    read_travel_seal,
)

SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
ZONE = ("PUUZBQODIROVA<<OGILOY<<<<<<<<<<<<<<<", "67K3M9Q4A3UZB9002141F2703011<<<<<<<8")
NAMED = SealSigner("UZVD", 0x5B)
FACTS = {"state": "UZB", "issued_on": date(2026, 11, 22), "sealed_on": date(2026, 11, 23)}
SIGNATURE = "ff40"
OTHERS = {
    "emergency travel document": (
        (
            "dc03d9c5d9cac8a73a990f7134b834595e0302308a0d62b9d917a4cca93ca4d0edfc133c133c133c133c133c3fef3a2938ee43f1593d1ae5"
            "2dbb26751fe64b7c133c136bff403644690e5f2dd4e39b8bf10b4db669a38e60c8e6a46b3da0d7ad0f6aaf59af2326e924e4f96033ea096e"
            "89b8a5265aa9f2a39435f17120febf9334af51618d94"
        ),
        0x5E03,
        ("I<GBRSUPAMANN<<MARY<<<<<<<<<<<<<<<<<", "6525845096USA7008038M2201018<<<<<<06"),
    ),
    "residence permit": (
        (
            "dc03d9c5d9cac8a73a990f7134b83459fb0602305cba135875976ec066d417b59e8c6abc133c133c133c133c3fef3a2938ee43f1593d1ae5"
            "2dbb26751fe64b7c133c136b0306d79519a65306ff40a1f621437b25e0dc6177182297c47544890177ebd0e89b1d1ec9f994ed6fe60e5561"
            "fac9bc9e723ff8f60c679f6a23b938ee6584f852476f8c72a05e3f9eb87e"
        ),
        0xFB06,
        ("ATD<<RESIDORCE<<ROLAND<<<<<<<<<<<<<<", "6525845096USA7008038M2201018<<<<<<06"),
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_seals_of_others_are_read(name):
    content, kind, zone = OTHERS[name]
    seal = read_travel_seal(bytes.fromhex(content))
    assert (seal.state, seal.signer, seal.kind, seal.zone) == ("UTO", SealSigner("UTTS", 0x5B), kind, zone)
    assert (seal.issued_on, seal.sealed_on) == (date(2020, 1, 1), date(2025, 12, 7))
    assert len(seal.signature) == 64


def test_our_seal_of_the_same_facts_has_the_same_bytes_up_to_the_signature():
    content, _kind, zone = OTHERS["emergency travel document"]
    theirs = read_travel_seal(bytes.fromhex(content))
    days = {"issued_on": theirs.issued_on, "sealed_on": theirs.sealed_on}
    ours = make_travel_seal(zone, state="UTO", **days, signer=SIGNER, named=theirs.signer)
    assert read_travel_seal(ours).signed == theirs.signed


def test_a_seal_says_what_it_was_made_of():
    seal = read_travel_seal(make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=NAMED))
    assert (seal.state, seal.issued_on, seal.sealed_on) == tuple(FACTS.values())
    assert (seal.zone, seal.signer, seal.kind) == (ZONE, NAMED, EMERGENCY_TRAVEL_DOCUMENT)
    assert seal.is_signed_by(SIGNER.public_key)
    assert not seal.is_signed_by(FileSigner(ec.generate_private_key(ec.SECP256R1())).public_key)


def test_makers_of_other_libraries_accept_the_signature():
    """No published library that reads this kind of seal can be installed here; its signature has judges all the same:
    one in pure Python, and OpenSSL by its command."""
    seal = read_travel_seal(make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=NAMED))
    named = SIGNER.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert ecdsa.VerifyingKey.from_pem(named).verify(seal.signature, seal.signed, hashlib.sha256)
    assert openssl_accepts(named, seal.signature, seal.signed)
    assert not openssl_accepts(named, seal.signature, seal.signed[:-1] + b"\0")


def openssl_accepts(public_key: bytes, signature: bytes, signed: bytes) -> bool:
    # OpenSSL wants a signature as two integers in DER.
    two = ecdsa.util.sigencode_der(*ecdsa.util.sigdecode_string(signature, ecdsa.NIST256p.order), ecdsa.NIST256p.order)
    with TemporaryDirectory() as folder:
        files = {"key": public_key, "signature": two, "signed": signed}
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        command = ["openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signature", "signed"]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def test_it_fits_a_small_code_that_reads_as_the_same_bytes():
    content = make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=NAMED)
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix)
    picture = code.to_image(scale=4)
    assert memoryview(code.to_image(scale=1, add_quiet_zones=False)).shape[0] <= 52
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.bytes == content


@given(st.text(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=80))
def test_words_come_back(text):
    assert decode_c40(encode_c40(text)) == text


@given(st.integers(1, 2**160 - 1))
def test_a_certificate_of_any_number_is_named(serial):
    named = SealSigner("UZ01", serial)
    assert read_travel_seal(make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=named)).signer == named


def test_every_single_bit_flip_is_found():
    content = make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=NAMED)
    for bit in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            seal = read_travel_seal(bytes(flipped))
        except NotATravelSeal:
            continue
        assert not seal.is_signed_by(SIGNER.public_key), bit


def test_every_shortened_seal_is_refused():
    content = make_travel_seal(ZONE, **FACTS, signer=SIGNER, named=NAMED)
    for length in range(len(content)):
        with pytest.raises(NotATravelSeal):
            read_travel_seal(content[:length])


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content):
    for tried in (content, b"\xdc\x03" + content):
        try:
            read_travel_seal(tried)
        except NotATravelSeal:
            continue


@pytest.mark.parametrize("zone", [("pu", "uz"), ("Ў<", "<<"), ("A-", "<<")])
def test_what_a_seal_cannot_hold_is_refused(zone):
    with pytest.raises(NotATravelSeal):
        make_travel_seal(zone, **FACTS, signer=SIGNER, named=NAMED)
