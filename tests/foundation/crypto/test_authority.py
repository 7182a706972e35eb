"""The authorities and their certificates, judged by OpenSSL and by what the standards ask of each profile."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from watandoshlar.foundation.crypto.authority import (
    ISSUERS,
    MDOC_LIFE,
    Names,
    certify,
    chain_of,
    found_authorities,
    keep_authority,
    load_authority,
    profiles_of,
    withdrawals,
)

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
NAMES = Names("UZ", "Watandoshlar", "https://example.org")
AUTHORITIES = found_authorities(NAMES, AT)
KEY = ec.generate_private_key(ec.SECP256R1()).public_key()


def certificate(profile, ends=AT + timedelta(days=2000)):
    return certify(AUTHORITIES[ISSUERS[profile]], NAMES, profile, "compatriot-card", KEY, AT, ends)


def pem(one):
    return one.public_bytes(serialization.Encoding.PEM)


def extension(one, kind):
    return one.extensions.get_extension_for_class(kind)


@pytest.mark.parametrize("profile", ISSUERS)
def test_openssl_accepts_the_chain_and_knows_a_withdrawn_certificate(profile, tmp_path):
    issuer = AUTHORITIES[ISSUERS[profile]]
    anchor = AUTHORITIES["root"] if ISSUERS[profile] == "documents" else issuer
    one = certificate(profile)
    files = {"anchor": pem(anchor.certificate), "one": pem(one), "between": pem(issuer.certificate)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    def verdict(*options):
        command = ["openssl", "verify", "-x509_strict", "-attime", str(int(AT.timestamp()) + 60), "-CAfile", "anchor"]
        command += ["-untrusted", "between", *options, "one"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert verdict().returncode == 0
    for revoked in ([], [(one.serial_number, AT)]):
        listed = withdrawals(issuer, revoked, 1, AT)
        (tmp_path / "withdrawn").write_bytes(pem(listed))
        answer = verdict("-crl_check", "-CRLfile", "withdrawn")
        assert ("certificate revoked" in answer.stderr) == bool(revoked)
        assert (answer.returncode == 0) == (not revoked)


def test_a_signer_of_mdoc_is_what_iso_18013_5_asks_for():
    one = certificate("mdoc")
    issuer = AUTHORITIES["iaca"].certificate
    assert issuer.issuer == issuer.subject == one.issuer
    assert one.not_valid_after_utc - one.not_valid_before_utc == MDOC_LIFE
    usage = extension(one, x509.ExtendedKeyUsage)
    assert [use.dotted_string for use in usage.value] == ["1.0.18013.5.1.2"]
    assert usage.critical
    assert extension(one, x509.KeyUsage).value.digital_signature
    assert not extension(one, x509.KeyUsage).value.key_cert_sign
    for kind in (x509.AuthorityKeyIdentifier, x509.SubjectKeyIdentifier, x509.IssuerAlternativeName):
        assert not extension(one, kind).critical
    assert extension(one, x509.CRLDistributionPoints).value[0].full_name[0].value.endswith("/trust-list/iaca.crl")
    countries = {c.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)[0].value for c in (one, issuer)}
    assert countries == {"UZ"}
    basic = extension(issuer, x509.BasicConstraints)
    assert (basic.value.ca, basic.value.path_length, basic.critical) == (True, 0, True)


def test_a_signer_of_travel_seals_is_named_as_icao_9303_13_asks():
    one = certificate("vds")
    assert one.subject.rfc4514_string() == "CN=WD,C=UZ"
    # PrintableString (tag 0x13) for both.
    assert one.subject.public_bytes().count(b"\x13\x02") == 2
    assert len(f"{one.serial_number:X}") == 8
    listed = one.extensions.get_extension_for_oid(x509.ObjectIdentifier("2.23.136.1.1.6.2"))
    assert listed.value.value == bytes.fromhex("300902010031041302") + b"PU"


def test_a_signer_of_pdf_may_commit_and_one_of_wallets_names_its_issuer():
    assert extension(certificate("pdf"), x509.KeyUsage).value.content_commitment
    names = extension(certificate("sd_jwt"), x509.SubjectAlternativeName).value
    assert [name.value for name in names] == ["https://example.org", "example.org"]


def test_no_root_is_sent_along():
    documents = AUTHORITIES["documents"].certificate
    assert [len(chain_of(certificate(profile), profile, documents)) for profile in ISSUERS] == [2, 2, 2, 1, 1]


def test_a_key_of_lists_is_not_certified_for_documents():
    assert "mdoc" not in profiles_of("status-lists")
    assert profiles_of("pdf") == ("pdf",)
    assert set(profiles_of("compatriot-card")) == {"seal", "mdoc", "vds", "sd_jwt"}


def test_no_certificate_outlives_its_authority():
    ends = AUTHORITIES["documents"].certificate.not_valid_after_utc
    assert certificate("seal", AT + timedelta(days=9999)).not_valid_after_utc == ends


def test_a_kept_authority_opens_with_its_passphrase_only():
    kept, key = keep_authority(AUTHORITIES["root"], b"a long passphrase")
    assert load_authority(kept, key, b"a long passphrase").certificate == AUTHORITIES["root"].certificate
    with pytest.raises(ValueError, match="password"):
        load_authority(kept, key, b"another passphrase")
    with pytest.raises(TypeError):
        load_authority(kept, key)
    with pytest.raises(ValueError, match="belong"):
        load_authority(keep_authority(AUTHORITIES["iaca"])[0], key, b"a long passphrase")
