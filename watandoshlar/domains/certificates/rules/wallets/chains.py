"""Whose word counts: the certificates in the header of an attestation, up to an anchor that the operator trusts."""

from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.signed_texts import public_key

MOST_CERTIFICATES = 4


def key_under(anchors: Sequence[x509.Certificate], x5c: object, now: datetime, code: str) -> dict[str, str]:
    """The public key of the first certificate, whose chain ends under one of the anchors.

    HAIP 1.0, section 4.5.1: the anchor itself is not sent, and who signs has not signed for himself.
    """
    try:
        return _key_under(anchors, _chain(x5c, code), now, code)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion) as error:
        # A certificate is read where something is asked of it: names and keys that are none show only there.
        raise Refusal(code, "The header x5c holds no certificates.") from error


def _key_under(
    anchors: Sequence[x509.Certificate], chain: list[x509.Certificate], now: datetime, code: str
) -> dict[str, str]:
    if any(certificate in anchors for certificate in chain) or chain[0].issuer == chain[0].subject:
        raise Refusal(code, "The chain must begin with a certificate signed by another and end below its anchor.")
    for certificate, issuer in pairwise(chain):
        if not _issued(certificate, issuer, now):
            raise Refusal(code, "The chain of certificates is broken.")
    above = [anchor for anchor in anchors if _issued(chain[-1], anchor, now)]
    if not above or not _is_valid(chain[0], now):
        raise Refusal(code, "Nobody whom we trust stands behind this signature.")
    key = chain[0].public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Refusal(code, "A key on the curve P-256 is asked for.")
    return public_key(ECKey.import_key(key).as_dict(private=False), code)


def _chain(x5c: object, code: str) -> list[x509.Certificate]:
    if not isinstance(x5c, list) or not 0 < len(x5c) <= MOST_CERTIFICATES:
        raise Refusal(code, "The header x5c is missing or too long.")
    return [x509.load_der_x509_certificate(b64decode(part, validate=True)) for part in x5c]


def _issued(certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> bool:
    """Whether `issuer` may sign certificates, did sign this one, and both are in force."""
    try:
        may_sign = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        certificate.verify_directly_issued_by(issuer)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    return may_sign and _is_valid(certificate, now) and _is_valid(issuer, now)


def _is_valid(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
