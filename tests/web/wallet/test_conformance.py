"""What the conformance suite of the OpenID Foundation asks of an issuer (plan oid4vci-1_0-issuer-haip-test-plan, its
fifteen modules VCIIssuerFailOn… and three checks of a batch), written anew against the platform."""

import json
from collections.abc import Callable
from itertools import pairwise

import cbor2
import pytest

from tests.plugins.phone_wallet import (
    Answer,
    PhoneWallet,
    Provider,
    claims_of,
    jwk,
    new_key,
    unb64,
    with_bad_signature,
)
from tests.web.wallet.conftest import MDOC, SD_JWT
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
NOBODY = "https://nobody.example"


@pytest.fixture
def pushing(new_wallet: Callable[..., PhoneWallet], provider: Provider) -> PhoneWallet:
    """An attested wallet that has not asked yet."""
    return new_wallet(provider=provider, proves=True)


def refused(answer: Answer, *codes: str) -> None:
    assert answer.status in (400, 401), answer
    assert answer.error in codes
    assert answer.headers["Cache-Control"] == "no-store"


# --- fifteen refusals ------------------------------------------------------------------------------------------------


def test_fail_on_invalid_nonce(attested_wallet):
    keys = [new_key()]
    refused(
        attested_wallet.ask(SD_JWT, proofs=attested_wallet.proofs(keys, "this-is-no-nonce-of-yours")), "invalid_nonce"
    )


def test_fail_on_replay_nonce(attested_wallet):
    proofs = attested_wallet.proofs([new_key()], attested_wallet.nonce())
    assert attested_wallet.ask(SD_JWT, proofs=proofs).status == 200
    refused(attested_wallet.ask(SD_JWT, proofs=proofs), "invalid_nonce")


def test_fail_on_invalid_jwt_proof_signature(attested_wallet):
    attested_wallet.spoil["proofs"] = lambda proofs: {"jwt": [with_bad_signature(text) for text in proofs["jwt"]]}
    refused(attested_wallet.ask(SD_JWT), "invalid_proof")


def test_fail_on_invalid_key_attestation_signature(attested_wallet):
    attested_wallet.spoil["key_attestation"] = with_bad_signature
    refused(attested_wallet.ask(SD_JWT), "invalid_proof")


def test_fail_on_invalid_client_attestation_signature(pushing):
    pushing.spoil["wallet_attestation"] = with_bad_signature
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_invalid_client_attestation_pop_signature(pushing):
    pushing.spoil["wallet_proof"] = with_bad_signature
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_client_attestation_exp_in_past(pushing, provider):
    past = int(clock.now().timestamp()) - 300
    pushing.spoil["wallet_attestation"] = lambda _: provider.wallet_attestation(pushing.instance_key, exp=past)
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_client_attestation_no_sub(pushing, provider):
    pushing.spoil["wallet_attestation"] = lambda _: provider.wallet_attestation(pushing.instance_key, sub=None)
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_client_attestation_pop_wrong_aud(pushing):
    pushing.spoil["wallet_proof_claims"] = lambda claims: {**claims, "aud": NOBODY}
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_mismatched_client_attestation_pop_key(pushing):
    pushing.spoil["wallet_proof_key"] = lambda _: new_key()
    refused(pushing.push(SD_JWT), "invalid_client")


def test_fail_on_missing_proof(attested_wallet):
    attested_wallet.spoil["proofs"] = lambda _: None
    refused(attested_wallet.ask(SD_JWT), "invalid_proof")


def test_fail_on_unknown_credential_configuration_id(attested_wallet):
    refused(attested_wallet.ask("unknown-document.sd_jwt"), "unknown_credential_configuration")


def test_fail_on_unknown_credential_identifier(attested_wallet):
    answer = attested_wallet.ask(SD_JWT, credential_configuration_id=None, credential_identifier="unknown")
    refused(answer, "unknown_credential_identifier")


@pytest.mark.parametrize(
    "wrong", [{"enc": "A512XYZ"}, {"jwk": {**jwk(new_key()), "alg": "RSA1_5"}}, {"zip": "DEF"}, {"jwk": "no key"}]
)
def test_fail_on_unsupported_encryption_algorithm(attested_wallet, wrong):
    reader = {"jwk": {**jwk(new_key()), "alg": "ECDH-ES"}, "enc": "A256GCM"} | wrong
    answer = attested_wallet.ask(SD_JWT, encrypts=True, credential_response_encryption=reader)
    refused(answer, "invalid_encryption_parameters")


def test_fail_on_request_with_access_token_in_query(attested_wallet):
    answer = attested_wallet.ask(SD_JWT, query=f"?access_token={attested_wallet.access}")
    assert answer.status == 401
    assert answer.error == ""
    assert answer.headers["WWW-Authenticate"] == 'DPoP algs="ES256"'


# --- a batch ---------------------------------------------------------------------------------------------------------


def batch(wallet: PhoneWallet, configuration: str) -> list[str]:
    answer = wallet.ask(configuration, 10)
    assert answer.status == 200, answer
    copies = [one["credential"] for one in answer.json["credentials"]]
    assert len(copies) == 10
    return copies


def security_object(copy: str) -> dict:
    return cbor2.loads(cbor2.loads(cbor2.loads(unb64(copy))["issuerAuth"][2]).value)


def places(wallet: PhoneWallet) -> list[tuple[str, int]]:
    """Where the copies of two batches stand in status lists."""
    references = [claims_of(copy)["status"]["status_list"] for copy in batch(wallet, SD_JWT)]
    references += [security_object(copy)["status"]["status_list"] for copy in batch(wallet, MDOC)]
    return [(reference["uri"], reference["idx"]) for reference in references]


def test_batch_status_references_are_distinct(attested_wallet):
    found = places(attested_wallet)
    assert len(set(found)) == len(found) == 20


def test_batch_status_list_indices_are_unpredictable(attested_wallet):
    indices = sorted(index for _uri, index in places(attested_wallet))
    steps = {later - earlier for earlier, later in pairwise(indices)}
    assert len(steps) > 10


def test_time_claims_are_not_linkable(attested_wallet):
    """Rounded to hours at least: who got a copy at the same time is one of many."""
    times = [moment for copy in batch(attested_wallet, SD_JWT) for moment in times_of(copy)]
    validity = [security_object(copy)["validityInfo"] for copy in batch(attested_wallet, MDOC)]
    times += [int(one[name].timestamp()) for one in validity for name in ("signed", "validFrom", "validUntil")]
    assert len(times) >= 50
    assert {moment % 3600 for moment in times} == {0}


def times_of(copy: str) -> list[int]:
    """What everybody sees, and what the holder may show."""
    disclosed = [json.loads(unb64(part)) for part in copy.split("~")[1:] if part]
    claims = {**claims_of(copy), **{part[1]: part[2] for part in disclosed if len(part) == 3}}
    return [claims[name] for name in ("iat", "nbf", "exp") if name in claims]
