"""Certificates for the keys of tests: a root, and who signs under it."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

ROOT = ec.derive_private_key(20261101, ec.SECP256R1())
_NAMES = {"root": "Root of the tests", "leaf": "Seal of the tests"}


def _name(role: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "UZ"), x509.NameAttribute(NameOID.COMMON_NAME, _NAMES[role])]
    )


def _certificate(role: str, public_key: ec.EllipticCurvePublicKey, serial: int) -> x509.Certificate:
    is_root = role == "root"
    usage = x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_cert_sign=is_root, crl_sign=is_root,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder(_name("root"), _name(role), public_key, serial)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2046, 1, 1))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return builder.sign(ROOT, hashes.SHA256())


ROOT_CERTIFICATE = _certificate("root", ROOT.public_key(), 1)


def chain_of(public_key: ec.EllipticCurvePublicKey) -> tuple[bytes, bytes]:
    """DER of a certificate of this key, and of the root."""
    leaf = _certificate("leaf", public_key, 2)
    return leaf.public_bytes(Encoding.DER), ROOT_CERTIFICATE.public_bytes(Encoding.DER)
