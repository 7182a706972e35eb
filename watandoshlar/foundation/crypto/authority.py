"""The authorities that certify signers, and the X.509 certificates and withdrawal lists that they make.

Authorities
    root        P-384, offline; signs the trust list and certifies `documents`
    documents   under the root; certifies signers of seals, PDF, SD-JWT and registers
    iaca        a root of its own by ISO/IEC 18013-5, Annex B; certifies signers of mdoc
    csca        a root of its own by ICAO 9303-12; certifies signers of visible digital seals (9303-13)
Readers of mdoc and of travel documents know one self-signed root for each country, so these two cannot stand under
ours; the trust list names them, and with it our root answers for them.

Profiles of a signer's certificate: seal · pdf · sd_jwt (documents), mdoc (iaca), vds (csca).
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID, ObjectIdentifier

from watandoshlar.foundation.crypto.signer import key_id_of

ISSUERS = {"seal": "documents", "pdf": "documents", "sd_jwt": "documents", "mdoc": "iaca", "vds": "csca"}
"""Which authority certifies for which profile."""
AUTHORITIES = ("root", "documents", "iaca", "csca")
ROOT_LIFE = timedelta(days=15 * 365)
AUTHORITY_LIFE = timedelta(days=10 * 365)
MDOC_LIFE = timedelta(days=457)
"""The longest that ISO/IEC 18013-5 (B.1.4) allows a document signer."""
WITHDRAWALS_FOR = timedelta(days=180)

_MDOC_SIGNER = ObjectIdentifier("1.0.18013.5.1.2")
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_DOCUMENT_TYPES = ObjectIdentifier("2.23.136.1.1.6.2")
_DIGITAL_SIGNATURE, _CONTENT_COMMITMENT, _CERTIFICATES = "digital_signature", "content_commitment", "key_cert_sign"
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True)
class Names:
    """Who certifies: country (ISO 3166-1 alpha-2), organization, the address of the platform without a slash at its
    end, the two letters by which readers of travel documents know the signer, and the code of that document."""

    country: str
    organization: str
    address: str
    signer: str = "WD"
    travel_document: str = "PU"


@dataclass(frozen=True)
class Authority:
    """A certificate with the key that certifies under it."""

    certificate: x509.Certificate
    private_key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def found_authorities(names: Names, at: datetime) -> dict[str, Authority]:
    """New authorities by name. Whoever calls keeps the private keys."""
    root = _self_signed(names, "root", ec.SECP384R1(), at, ROOT_LIFE, path_length=1)
    return {
        "root": root,
        "documents": _under(root, names, at),
        "iaca": _self_signed(names, "iaca", ec.SECP256R1(), at, AUTHORITY_LIFE, path_length=0),
        "csca": _self_signed(names, "csca", ec.SECP256R1(), at, AUTHORITY_LIFE, path_length=0),
    }


def profiles_of(kind: str) -> tuple[str, ...]:
    """What a key of this kind may be certified for: a key that signs lists must not pass for one of documents."""
    own = {"pdf": ("pdf",), "status-lists": ("seal", "sd_jwt"), "log": ("seal",), "wallets": ("sd_jwt",)}
    return own.get(kind, ("seal", "mdoc", "vds", "sd_jwt"))


def certify(
    authority: Authority,
    names: Names,
    profile: str,
    kind: str,
    public_key: ec.EllipticCurvePublicKey,
    begins: datetime,
    ends: datetime,
) -> x509.Certificate:
    """The certificate of a signer of `kind` for one profile; `ends` is brought within what the profile allows."""
    issuer = authority.certificate
    limit = begins + MDOC_LIFE if profile == "mdoc" else issuer.not_valid_after_utc
    label = f"{kind} {key_id_of(public_key).hex()}"
    builder = (
        x509.CertificateBuilder()
        .issuer_name(issuer.subject)
        .subject_name(_signer_name(names, profile, label))
        .public_key(public_key)
        .serial_number(_serial_number(profile))
        .not_valid_before(begins.replace(microsecond=0))
        .not_valid_after(min(ends, limit, issuer.not_valid_after_utc).replace(microsecond=0))
    )
    for extension, is_critical in _signer_extensions(authority, names, profile, public_key):
        builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(authority.private_key, _digest(authority))


def withdrawals(
    authority: Authority, serial_numbers: Iterable[tuple[int, datetime]], number: int, at: datetime
) -> x509.CertificateRevocationList:
    """The list of the certificates that the authority has withdrawn; `number` only grows."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(at.replace(microsecond=0))
        .next_update(at.replace(microsecond=0) + WITHDRAWALS_FOR)
        .add_extension(_authority_key_id(authority), critical=False)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for serial_number, since in serial_numbers:
        entry = (
            x509.RevokedCertificateBuilder().serial_number(serial_number).revocation_date(since.replace(microsecond=0))
        )
        builder = builder.add_revoked_certificate(
            entry.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False).build()
        )
    return builder.sign(authority.private_key, _digest(authority))


def chain_of(certificate: x509.Certificate, profile: str, documents: x509.Certificate) -> tuple[bytes, ...]:
    """The certificates to send along, DER, the signer's first; without a root, which every reader must have already."""
    chain = (certificate, documents) if ISSUERS[profile] == "documents" else (certificate,)
    return tuple(link.public_bytes(serialization.Encoding.DER) for link in chain)


def _self_signed(
    names: Names, name: str, curve: ec.EllipticCurve, at: datetime, life: timedelta, path_length: int
) -> Authority:
    key = ec.generate_private_key(curve)
    subject = _authority_name(names, name)
    builder = _authority_builder(names, subject, subject, key, at, life, path_length)
    if name != "root":
        builder = builder.add_extension(_withdrawals_at(names, name), critical=False)
    digest = hashes.SHA384() if name == "root" else hashes.SHA256()
    return Authority(builder.sign(key, digest), key)


def _under(root: Authority, names: Names, at: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _authority_name(names, "documents")
    builder = _authority_builder(names, subject, root.certificate.subject, key, at, AUTHORITY_LIFE, 0)
    builder = builder.add_extension(_authority_key_id(root), critical=False)
    builder = builder.add_extension(_withdrawals_at(names, "root"), critical=False)
    return Authority(builder.sign(root.private_key, _digest(root)), key)


def _authority_builder(
    names: Names,
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    life: timedelta,
    path_length: int,
) -> x509.CertificateBuilder:
    begins = at.replace(microsecond=0)
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + life)
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(_CERTIFICATES, "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_contact(names), critical=False)
    )


def _signer_extensions(
    authority: Authority, names: Names, profile: str, public_key: ec.EllipticCurvePublicKey
) -> list[tuple[x509.ExtensionType, bool]]:
    uses = (_DIGITAL_SIGNATURE, _CONTENT_COMMITMENT) if profile == "pdf" else (_DIGITAL_SIGNATURE,)
    common: list[tuple[x509.ExtensionType, bool]] = [
        (_authority_key_id(authority), False),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
        (_usage(*uses), True),
        (_contact(names), False),
        (_withdrawals_at(names, ISSUERS[profile]), False),
    ]
    own: dict[str, list[tuple[x509.ExtensionType, bool]]] = {
        "mdoc": [(x509.ExtendedKeyUsage([_MDOC_SIGNER]), True)],
        "pdf": [(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), False)],
        "vds": [(x509.UnrecognizedExtension(_DOCUMENT_TYPES, _document_type_list(names.travel_document)), False)],
        "sd_jwt": [(_issuer_address(names), False)],
    }
    return common + own.get(profile, [])


def _signer_name(names: Names, profile: str, label: str) -> x509.Name:
    """ICAO 9303-13: country and exactly two letters, which the header of the seal repeats."""
    if profile == "vds":
        return _name(names.country, None, names.signer)
    return _name(names.country, names.organization, label)


def _authority_name(names: Names, name: str) -> x509.Name:
    titles = {"root": "Root", "documents": "Documents CA", "iaca": "IACA", "csca": "CSCA"}
    return _name(names.country, names.organization, f"{names.organization} {titles[name]}"[:64])


def _name(country: str, organization: str | None, common_name: str) -> x509.Name:
    # ICAO wants PrintableString for the two letters; the library takes UTF8String where nothing is said.
    kind = _ASN1Type.PrintableString if organization is None else None
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, country)]
    if organization is not None:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common_name, kind)])


def _serial_number(profile: str) -> int:
    """The header of a travel seal repeats the number, where every character counts."""
    return secrets.randbits(30) | 1 << 30 if profile == "vds" else x509.random_serial_number()


def _contact(names: Names) -> x509.IssuerAlternativeName:
    return x509.IssuerAlternativeName([x509.UniformResourceIdentifier(names.address)])


def _issuer_address(names: Names) -> x509.SubjectAlternativeName:
    host = names.address.partition("://")[2].partition("/")[0].partition(":")[0]
    return x509.SubjectAlternativeName([x509.UniformResourceIdentifier(names.address), x509.DNSName(host)])


def _withdrawals_at(names: Names, authority: str) -> x509.CRLDistributionPoints:
    address = x509.UniformResourceIdentifier(f"{names.address}/trust-list/{authority}.crl")
    return x509.CRLDistributionPoints([x509.DistributionPoint([address], None, None, None)])


def _authority_key_id(authority: Authority) -> x509.AuthorityKeyIdentifier:
    own = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _usage(*uses: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in uses for use in _USES})


def _document_type_list(*codes: str) -> bytes:
    """DocumentTypeListSyntax of ICAO 9303-12: SEQUENCE { version 0, SET OF PrintableString }."""
    listed = b"".join(b"\x13" + bytes([len(code)]) + code.encode("ascii") for code in sorted(codes))
    content = b"\x02\x01\x00\x31" + bytes([len(listed)]) + listed
    return b"\x30" + bytes([len(content)]) + content


def _digest(authority: Authority) -> hashes.SHA256 | hashes.SHA384:
    return hashes.SHA384() if authority.private_key.curve.key_size == 384 else hashes.SHA256()


def load_authority(certificate_pem: bytes, key_pem: bytes, passphrase: bytes | None = None) -> Authority:
    """What `keep_authority` wrote. Raises ValueError for a wrong passphrase, TypeError for a missing one."""
    key = serialization.load_pem_private_key(key_pem, passphrase)
    certificate = x509.load_pem_x509_certificate(certificate_pem)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("The key does not belong to the certificate.")
    return Authority(certificate, key)


def keep_authority(authority: Authority, passphrase: bytes | None = None) -> tuple[bytes, bytes]:
    """Certificate and private key in PEM; the key encrypted where there is a passphrase."""
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase)
    key = authority.private_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    return authority.certificate.public_bytes(serialization.Encoding.PEM), key


def certificates_in(chain: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_der_x509_certificate(der) for der in chain)
