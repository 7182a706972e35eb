import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from openvc.did.did_key import DidKeyResolver
from openvc.proof.di_jcs import EcdsaJcsProofSuite

from tests.credentials import AT, DAY, OTHER, SIGNER, accepted_piece_by_piece, refusal, twin
from watandoshlar.foundation.credentials import multibase
from watandoshlar.foundation.credentials.canonical_json import canonical
from watandoshlar.foundation.credentials.data_integrity import CONTEXT, make_credential, read_credential
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.credentials.trust import IssuerKey

KEY = multibase.multikey(SIGNER.public_key)
METHOD = f"did:key:{KEY}#{KEY}"
DOCUMENT = {
    "@context": [CONTEXT],
    "type": ["VerifiableCredential"],
    "issuer": f"did:key:{KEY}",
    "validFrom": "2026-11-02T06:00:00Z",
    "validUntil": "2027-11-02T06:00:00Z",
    "name": "Oʻgʻiloy 김 𐌰",
    "credentialSubject": {"id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33"},
}
MADE = make_credential(DOCUMENT, SIGNER, METHOD, AT)
WHOLE = json.loads(MADE.content)


def trust(method, _chain):
    if method != METHOD:
        raise Refused(Refusal.UNKNOWN_KEY)
    return IssuerKey(SIGNER.public_key)


def read(content=MADE.content, at=AT):
    return read_credential(content, trust, at)


def code(content, at=AT):
    return refusal(lambda: read(content if isinstance(content, bytes) else json.dumps(content).encode(), at))


def test_the_document_comes_back():
    reading = read()
    assert reading.document == DOCUMENT
    assert reading.method == METHOD
    assert reading.signed == MADE.signed


def test_spaces_and_order_do_not_matter():
    assert code(dict(reversed(WHOLE.items()))) is None
    assert code(json.dumps(WHOLE, indent=3).encode()) is None


# --- foreign judges ---------------------------------------------------------------------------------------------------


def test_openvc_accepts_it():
    judged = EcdsaJcsProofSuite().verify(WHOLE, resolver=DidKeyResolver(), now=AT)
    assert judged.issuer == DOCUMENT["issuer"]
    assert not judged.expired


def test_rfc8785_and_ecdsa_accept_it():
    assert accepted_piece_by_piece(WHOLE, SIGNER.public_key)
    assert not accepted_piece_by_piece({**WHOLE, "name": "Somebody Else"}, SIGNER.public_key)
    assert not accepted_piece_by_piece(WHOLE, OTHER.public_key)


# --- refusals ---------------------------------------------------------------------------------------------------------


def changed(**parts):
    return {name: part for name, part in {**WHOLE, **parts}.items() if part is not ...}


def proof(**parts):
    return changed(proof={name: part for name, part in {**WHOLE["proof"], **parts}.items() if part is not ...})


def signed_anew(signer=SIGNER, method=METHOD, created=AT, **parts):
    document = {name: part for name, part in {**DOCUMENT, **parts}.items() if part is not ...}
    return json.loads(make_credential(document, signer, method, created).content)


SIGNATURE = multibase.decode(WHOLE["proof"]["proofValue"])
FORGERIES = {
    "another name": (changed(name="Somebody Else"), Refusal.BAD_SIGNATURE),
    "a name added": (changed(right="C1"), Refusal.BAD_SIGNATURE),
    "a name taken away": (changed(validUntil=...), Refusal.BAD_SIGNATURE),
    "another context added": (changed(**{"@context": [CONTEXT, "https://evil.example"]}), Refusal.BAD_SIGNATURE),
    "another first context": (changed(**{"@context": ["https://evil.example", CONTEXT]}), Refusal.FORMAT),
    "context as text": (changed(**{"@context": CONTEXT}), Refusal.FORMAT),
    "no context": (changed(**{"@context": ...}), Refusal.FORMAT),
    "no credential": (changed(type=["Thing"]), Refusal.TYPE),
    "type as text": (changed(type="VerifiableCredential"), Refusal.TYPE),
    "no proof": (changed(proof=...), Refusal.FORMAT),
    "two proofs": (changed(proof=[WHOLE["proof"]] * 2), Refusal.FORMAT),
    "proof null": (changed(proof=None), Refusal.FORMAT),
    "another kind of proof": (proof(type="Ed25519Signature2020"), Refusal.ALG),
    "another suite": (proof(cryptosuite="eddsa-jcs-2022"), Refusal.ALG),
    "the suite of RDF": (proof(cryptosuite="ecdsa-rdfc-2019"), Refusal.ALG),
    "no suite": (proof(cryptosuite=...), Refusal.ALG),
    "another purpose": (proof(proofPurpose="authentication"), Refusal.TYPE),
    "another method": (proof(verificationMethod="did:key:z6Mk#z6Mk"), Refusal.UNKNOWN_KEY),
    "method a number": (proof(verificationMethod=1), Refusal.FORMAT),
    "made at another time": (proof(created="2026-11-02T06:00:01Z"), Refusal.BAD_SIGNATURE),
    "something added to the proof": (proof(domain="x"), Refusal.BAD_SIGNATURE),
    "the context of the proof alone": (proof(**{"@context": ["x"]}), Refusal.FORMAT),
    "no signature": (proof(proofValue=...), Refusal.FORMAT),
    "signature a number": (proof(proofValue=1), Refusal.FORMAT),
    "signature in another base": (proof(proofValue="u" + WHOLE["proof"]["proofValue"][1:]), Refusal.FORMAT),
    "signature with a foreign letter": (proof(proofValue="z0OIl"), Refusal.FORMAT),
    "signature too long": (proof(proofValue="z" + "1" * 300), Refusal.FORMAT),
    "signature empty": (proof(proofValue="z"), Refusal.BAD_SIGNATURE),
    "signature short": (proof(proofValue=multibase.encode(SIGNATURE[:63])), Refusal.BAD_SIGNATURE),
    "signature with a zero before": (proof(proofValue=multibase.encode(b"\0" + SIGNATURE)), Refusal.BAD_SIGNATURE),
    "the twin signature": (proof(proofValue=multibase.encode(twin(SIGNATURE))), Refusal.BAD_SIGNATURE),
    "signed by another key": (signed_anew(OTHER), Refusal.BAD_SIGNATURE),
    "expired": (signed_anew(validUntil="2026-11-02T06:00:00Z"), Refusal.EXPIRED),
    "not yet": (signed_anew(validFrom="2026-11-03T06:00:00Z"), Refusal.NOT_YET),
    "not yet, without a zone": (signed_anew(validFrom="2026-11-03T06:00:00"), Refusal.NOT_YET),
    "made tomorrow": (signed_anew(created=AT + DAY), Refusal.NOT_YET),
    "end no time": (signed_anew(validUntil="soon"), Refusal.FORMAT),
    "end a number": (signed_anew(validUntil=4102444800), Refusal.FORMAT),
    "a fraction": (changed(score=1.5), Refusal.FORMAT),
    "half a character": (MADE.content.replace(b'"type":', b'"x":"\\ud800","type":', 1), Refusal.FORMAT),
    "a name twice": (MADE.content.replace(b'"issuer":', b'"issuer":"x","issuer":', 1), Refusal.FORMAT),
    "a list": (b"[]", Refusal.FORMAT),
    "nothing": (b"", Refusal.FORMAT),
    "not UTF-8": (b"\xff", Refusal.FORMAT),
    "bytes after it": (MADE.content + b"{}", Refusal.FORMAT),
    "too long": (MADE.content + b" " * 600_000, Refusal.FORMAT),
    "900 levels": (changed(deep=json.loads("[" * 900 + "]" * 900)), Refusal.FORMAT),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries_and_broken_credentials_are_refused(name):
    content, expected = FORGERIES[name]
    assert code(content) is expected


def test_every_bit_flip_is_refused():
    for bit in range(0, len(MADE.content) * 8, 3):
        flipped = bytearray(MADE.content)
        flipped[bit // 8] ^= 1 << bit % 8
        assert code(bytes(flipped)) is not None, bit


def test_every_shortened_credential_is_refused():
    assert None not in {code(MADE.content[:length]) for length in range(len(MADE.content))}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=15,
)


@given(VALUES)
def test_the_canonical_form_is_that_of_rfc8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_any_subject_comes_back(value):
    made = make_credential({**DOCUMENT, "credentialSubject": {"x": value}}, SIGNER, METHOD, AT)
    assert read(made.content).document["credentialSubject"] == {"x": value}


@given(st.binary(max_size=80))
def test_bytes_in_base58_come_back(content):
    assert multibase.decode(multibase.encode(content)) == content


OTHER_KEYS = ["z", "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", KEY[:-1]]


@pytest.mark.parametrize("text", OTHER_KEYS, ids=["short", "Ed25519", "cut"])
def test_keys_of_other_kinds_are_refused(text):
    assert refusal(lambda: multibase.key_of_multikey(text)) is Refusal.ALG


@pytest.mark.parametrize("document", [{"@context": []}, {"@context": ["x"]}, {}, {**DOCUMENT, "proof": {}}])
def test_what_is_no_credential_yet_is_not_signed(document):
    with pytest.raises(ValueError, match="begins with the context"):
        make_credential(document, SIGNER, METHOD, AT)
