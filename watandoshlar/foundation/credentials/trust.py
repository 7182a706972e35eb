"""Whose signature counts: how a reader finds the key of an issuer, by its id or by a chain of certificates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError

from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.crypto.signer import key_id_of, verify_signature

MDOC_SIGNER = x509.ObjectIdentifier("1.0.18013.5.1.2")
"""The extended key usage of whoever signs mdocs (ISO 18013-5, B.1.4)."""
MAX_CHAIN = 4
_INTERMEDIATES = 2


@dataclass(frozen=True)
class IssuerKey:
    """A key of an issuer. Ours sign in the lower half only, so that the twin of a signature is refused;
    `either_half` is for issuers that never promised that."""

    public_key: ec.EllipticCurvePublicKey
    either_half: bool = False

    def has_signed(self, signature: bytes, message: bytes) -> bool:
        return verify_signature(self.public_key, signature, message, either_half=self.either_half)


Trust = Callable[[str, Sequence[bytes]], IssuerKey]
"""From the key id that a credential names ("" when it names none) and its certificates (DER, leaf first) to the key
that must have signed it. Raises Refused: UNKNOWN_KEY, CHAIN or ALG."""


def by_keys(keys: Mapping[bytes, ec.EllipticCurvePublicKey]) -> Trust:
    """Trust in listed keys, by their id (`key_id_of`). Certificates only say which of them it is."""

    known = {listed.hex(): key for listed, key in keys.items()}

    def find(key_id: str, chain: Sequence[bytes]) -> IssuerKey:
        named = {key_id} - {""} | ({_id_of(chain[0])} if chain else set())
        if len(named) != 1 or not named <= known.keys():
            raise Refused(Refusal.UNKNOWN_KEY)
        return IssuerKey(known[named.pop()])

    return find


def by_roots(roots: Sequence[x509.Certificate], at: datetime, purpose: x509.ObjectIdentifier | None = None) -> Trust:
    """Trust in whoever these roots have certified, at the moment `at` (aware), for `purpose` if one is given."""
    policy = (
        PolicyBuilder()
        .store(Store(list(roots)))
        .time(at)
        .max_chain_depth(_INTERMEDIATES)
        .extension_policies(ca_policy=_authority(), ee_policy=_signer(purpose))
        .build_client_verifier()
    )

    def find(key_id: str, chain: Sequence[bytes]) -> IssuerKey:
        leaf, *others = certificates(chain)
        try:
            policy.verify(leaf, others)
        except (VerificationError, ValueError, UnsupportedAlgorithm) as error:
            raise Refused(Refusal.CHAIN) from error
        if key_id and key_id != _id_of(chain[0]):
            raise Refused(Refusal.UNKNOWN_KEY)
        return IssuerKey(p256_key(leaf))

    return find


def certificates(chain: Sequence[bytes]) -> list[x509.Certificate]:
    """The certificates of a chain, leaf first. Raises Refused."""
    if not 1 <= len(chain) <= MAX_CHAIN:
        raise Refused(Refusal.CHAIN)
    try:
        links = [x509.load_der_x509_certificate(der) for der in chain]
        # What is asked later is parsed only then; broken certificates are to be found now.
        for link, der in zip(links, chain, strict=True):
            _ = link.subject, link.not_valid_before_utc, link.not_valid_after_utc
            # The signature ends a certificate; before it stands how many of its last bits do not count. DER leaves none
            # open, the library does: the same certificate would have several spellings.
            if der[-len(link.signature) - 1] != 0:
                raise Refused(Refusal.CHAIN)
    except (ValueError, TypeError, x509.InvalidVersion, CryptographyDeprecationWarning) as error:
        # The library warns of certificates that it will refuse; where warnings are errors, it refuses them already.
        raise Refused(Refusal.CHAIN) from error
    return links


def addresses(certificate: x509.Certificate) -> list[str]:
    """The addresses for which a certificate was made; none when it says nothing of that. Raises Refused."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    except (ValueError, x509.DuplicateExtension) as error:
        raise Refused(Refusal.CHAIN) from error
    found: list[str] = names.get_values_for_type(x509.UniformResourceIdentifier)
    return found


def p256_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    """The key of a certificate. Raises Refused unless it is one for ES256."""
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refused(Refusal.ALG) from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Refused(Refusal.ALG)
    return key


def _id_of(leaf: bytes) -> str:
    return key_id_of(p256_key(certificates([leaf])[0])).hex()


def _authority() -> ExtensionPolicy:
    def is_authority(_policy: object, _certificate: x509.Certificate, extension: x509.BasicConstraints) -> None:
        if not extension.ca:
            raise ValueError("not an authority")

    return ExtensionPolicy.permit_all().require_present(x509.BasicConstraints, Criticality.AGNOSTIC, is_authority)


def _signer(purpose: x509.ObjectIdentifier | None) -> ExtensionPolicy:
    def may_sign(_policy: object, _certificate: x509.Certificate, extension: x509.KeyUsage) -> None:
        if not extension.digital_signature:
            raise ValueError("not for signatures")

    def is_for_purpose(_policy: object, _certificate: x509.Certificate, extension: x509.ExtendedKeyUsage) -> None:
        if purpose not in extension:
            raise ValueError("for another use")

    policy = ExtensionPolicy.permit_all().require_present(x509.KeyUsage, Criticality.AGNOSTIC, may_sign)
    if purpose is None:
        return policy
    return policy.require_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, is_for_purpose)
