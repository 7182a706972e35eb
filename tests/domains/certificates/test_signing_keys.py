"""The register of keys: which key signs, who lets it, how often, and what readers are told."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.softhsm import make_token
from watandoshlar.capabilities.access.api import assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.errors import (
    KeyQuotaReached,
    RootNotConfirmed,
    SealKeyNotTrusted,
    TrustListNotAccepted,
)
from watandoshlar.domains.certificates.models import KeyUse, PublishedTrustList, SigningKey
from watandoshlar.domains.certificates.signing import chain_for, signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto.authority import Names
from watandoshlar.foundation.crypto.ceremony import AuthorityFolder, fingerprint_of
from watandoshlar.foundation.crypto.signer import verify_signature
from watandoshlar.foundation.crypto.trust_list import read_trust_list

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CARD, PAPER = "compatriot-card", "consular-registration"


@pytest.fixture(autouse=True)
def _surroundings(settings, tmp_path):
    settings.SIGNING_KEYS = f"file:{tmp_path / 'keys'}"
    with clock.fixed(AT):
        yield


@pytest.fixture
def offline(settings, tmp_path):
    """The root on its own medium, for an installation with legal force."""
    settings.DEMONSTRATION = False
    return AuthorityFolder.found(tmp_path / "medium", Names("UZ", "Ministry", "https://example.org"), AT)


@pytest.fixture
def carry(offline):
    """Carry the proposal to the root and its answer back."""

    def carried(at=AT):
        answer = offline.sign(api.propose_trust_list(acting_user=SYSTEM), at)
        root = fingerprint_of(offline.root)
        with clock.fixed(at):
            return api.publish_trust_list(acting_user=SYSTEM, answer=answer, fingerprint=root)

    return carried


def listed():
    published = api.newest_trust_list()
    root = x509.load_der_x509_certificate(bytes(published.root)).public_key()
    return read_trust_list(published.text, root)


def code_of(act, *given, error=TrustListNotAccepted, **named):
    with pytest.raises(error) as refused, transaction.atomic():
        act(*given, **named)
    return refused.value.fields.get("code")


def test_each_kind_has_a_key_and_certificates_of_its_own():
    card, paper = signer_for(CARD), signer_for(PAPER)
    assert card.key_id != paper.key_id
    assert signer_for(CARD).key_id == card.key_id
    assert verify_signature(card.public_key, card.sign(b"m"), b"m")
    leaf = x509.load_der_x509_certificate(chain_for(CARD, "mdoc")[0])
    assert leaf.public_key() == card.public_key
    assert len(chain_for(CARD, "sd_jwt")) == 2
    assert len(chain_for("pdf", "pdf")) == 2
    with pytest.raises(ValueError, match="pdf"):
        chain_for(CARD, "pdf")


def test_a_demonstration_lists_its_keys_by_itself():
    api.trust_demonstration_keys([CARD])
    kinds = {kind for key in listed().keys.values() for kind in key.document_types}
    assert kinds == {CARD, "pdf", "status-lists", "log", "wallets"}
    versions = list(PublishedTrustList.objects.values_list("version", flat=True))
    api.trust_demonstration_keys([CARD])
    assert list(PublishedTrustList.objects.values_list("version", flat=True)) == versions


@pytest.mark.parametrize("place", ["files", "device"])
def test_with_legal_force_a_key_signs_when_the_root_has_listed_it(settings, tmp_path, monkeypatch, carry, place):
    if place == "device":
        monkeypatch.setenv("SOFTHSM2_CONF", "")
        settings.SIGNING_KEYS = make_token(tmp_path)
    key = api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    with pytest.raises(SealKeyNotTrusted):
        signer_for(CARD)
    assert key.key_id not in {kid.hex() for kid in api.trusted_keys()}
    published = carry()
    signer = signer_for(CARD)
    assert (published.version, signer.key_id.hex()) == (1, key.key_id)
    assert verify_signature(signer.public_key, signer.sign(b"m"), b"m")
    assert signer.chain("seal")
    with pytest.raises(SealKeyNotTrusted):
        signer_for(PAPER)
    acts = [entry.act for entry in entries_of_chain("keys")]
    assert acts == ["make_signing_key", "propose_trust_list", "publish_trust_list"]


def test_a_successor_takes_over_when_readers_have_heard_of_it(carry):
    old = api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    carry()
    new = api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    assert new.not_before == AT + timedelta(days=21)
    carry(AT + timedelta(days=3))
    for day, signs in ((20, old), (21, new), (23, new)):
        with clock.fixed(AT + timedelta(days=day)):
            assert signer_for(CARD).key_id.hex() == signs.key_id
    old.refresh_from_db()
    assert old.sign_until == new.not_before + timedelta(days=1)
    assert not old.revoked_at
    assert listed().keys.keys() == {bytes.fromhex(key.key_id) for key in (old, new)}


def test_keepers_hear_once_that_the_list_ends(carry):
    keeper = create_account(acting_user=SYSTEM, email="keeper@example.org", language="en")
    assign_role(acting_user=SYSTEM, account=keeper, role="key_keeper")
    api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    carry()
    letters = []
    for day in (149, 150, 151):
        with clock.fixed(AT + timedelta(days=day)):
            api.look_at_trust_list(acting_user=SYSTEM)
        letters.append(Letter.objects.filter(account=keeper, code="trust_list_ends").count())
    assert letters == [0, 1, 1]


def test_a_demonstration_signs_its_list_anew_by_itself():
    api.look_at_trust_list(acting_user=SYSTEM)
    signer_for(CARD)
    ends = listed().next_update
    with clock.fixed(ends - timedelta(days=1)):
        api.look_at_trust_list(acting_user=SYSTEM)
    assert listed().next_update > ends


def test_the_root_lists_no_successor_too_soon(offline, carry):
    api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    carry()
    api.make_signing_key(acting_user=SYSTEM, kind=CARD, not_before=AT + timedelta(days=13))
    proposal = api.propose_trust_list(acting_user=SYSTEM)
    with pytest.raises(ValueError, match="too_early"):
        offline.sign(proposal, AT)


def test_after_a_theft_a_new_key_signs_at_once(carry):
    old = api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    carry()
    api.revoke_signing_key(acting_user=SYSTEM, key_id=old.key_id)
    with pytest.raises(SealKeyNotTrusted):
        signer_for(CARD)
    new = api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    published = carry()
    assert signer_for(CARD).key_id.hex() == new.key_id
    assert listed().keys[bytes.fromhex(old.key_id)].revoked_at == AT
    withdrawn = x509.load_der_x509_crl(b64decode(published.withdrawals["iaca"]))
    assert len(list(withdrawn)) == 1


def test_a_list_is_published_once_and_only_from_the_root_that_was_compared(offline, tmp_path, carry):
    api.make_signing_key(acting_user=SYSTEM, kind=CARD)
    proposal = api.propose_trust_list(acting_user=SYSTEM)
    answer = offline.sign(proposal, AT)
    other = AuthorityFolder.found(tmp_path / "other", Names("UZ", "Thief", "https://example.org"), AT)
    named = {"acting_user": SYSTEM, "answer": answer}
    code_of(api.publish_trust_list, error=RootNotConfirmed, **named)
    code_of(api.publish_trust_list, error=RootNotConfirmed, fingerprint=fingerprint_of(other.root), **named)
    api.publish_trust_list(fingerprint=fingerprint_of(offline.root).upper(), **named)
    assert code_of(api.publish_trust_list, **named) == "published_already"
    forged = other.sign(proposal, AT)
    assert code_of(api.publish_trust_list, acting_user=SYSTEM, answer=forged) == "other_root"
    assert code_of(api.publish_trust_list, acting_user=SYSTEM, answer="{}") == "malformed"
    carry()
    assert code_of(api.publish_trust_list, **named) == "lower_version"


def test_the_flow_by_commands(offline, tmp_path, capsys):
    call_command("make_signing_key", CARD, "status-lists")
    capsys.readouterr()
    call_command("propose_trust_list")
    (tmp_path / "answer").write_text(offline.sign(capsys.readouterr().out, AT))
    with pytest.raises(CommandError, match=fingerprint_of(offline.root)):
        call_command("publish_trust_list", tmp_path / "answer")
    call_command("publish_trust_list", tmp_path / "answer", "--root", fingerprint_of(offline.root))
    key = SigningKey.objects.get(kind=CARD)
    call_command("set_key_quota", key.key_id.upper(), "--daily", "7", "--hourly-alarm", "3")
    signer_for(CARD).sign(b"m")
    call_command("list_signing_keys")
    told = capsys.readouterr().out
    assert "Trust list 1 is published." in told
    assert f"{key.key_id} {CARD}" in told
    assert "1 of 7 today" in told
    quota = ("set_key_quota", "00", "--daily", "1", "--hourly-alarm", "1")
    for command in (quota, ("publish_trust_list", Path("/no"))):
        with pytest.raises(CommandError):
            call_command(*command)
    with pytest.raises(CommandError, match="zone"):
        call_command("make_signing_key", CARD, "--from", "2026-12-24T00:00:00")


def test_past_its_quota_a_key_signs_nothing_until_tomorrow():
    signer = signer_for(CARD)
    api.set_key_quota(acting_user=SYSTEM, key_id=signer.key.key_id, daily_quota=3, hourly_alarm=100)
    for _ in range(3):
        signer_for(CARD).sign(b"m")
    with pytest.raises(KeyQuotaReached), transaction.atomic():
        signer_for(CARD).sign(b"m")
    assert api.signatures_today(signer.key) == 3
    signer_for(PAPER).sign(b"another key")
    with clock.fixed(AT + timedelta(days=1)):
        assert signer_for(CARD).sign(b"m")


def test_what_is_taken_back_was_not_signed():
    signer = signer_for(CARD)
    with transaction.atomic():
        signer.sign(b"m")
        transaction.set_rollback(True)
    assert not KeyUse.objects.filter(key=signer.key).exists()


def test_keepers_hear_once_of_a_rush_and_of_a_quota_nearly_used_up():
    keeper = create_account(acting_user=SYSTEM, email="keeper@example.org", language="en")
    assign_role(acting_user=SYSTEM, account=keeper, role="key_keeper")
    signer = signer_for(CARD)
    api.set_key_quota(acting_user=SYSTEM, key_id=signer.key.key_id, daily_quota=10, hourly_alarm=5)
    codes = []
    for _ in range(10):
        signer_for(CARD).sign(b"m")
        codes.append(sorted(Letter.objects.filter(account=keeper).values_list("code", flat=True)))
    assert codes[3] == []
    assert codes[4] == codes[7] == ["signing_key_rate"]
    assert codes[8] == codes[9] == ["signing_key_quota", "signing_key_rate"]
    assert [entry.act for entry in entries_of_chain("keys")][-2:] == ["signing_key_rate", "signing_key_quota"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_signingkey SET revoked_at = NULL",
        "UPDATE certificates_signingkey SET public_key = ''",
        "UPDATE certificates_signingkey SET kind = 'other'",
        "DELETE FROM certificates_signingkey",
        "UPDATE certificates_publishedtrustlist SET text = ''",
        "DELETE FROM certificates_publishedtrustlist",
        "INSERT INTO certificates_publishedtrustlist SELECT 1, '', '', '', '{}', now()",
    ],
)
def test_the_database_keeps_keys_and_lists(statement):
    signer = signer_for(CARD)
    api.revoke_signing_key(acting_user=SYSTEM, key_id=signer.key.key_id)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_page_that_only_reads_makes_no_key():
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    with pytest.raises(SealKeyNotTrusted):
        signer_for(CARD)
