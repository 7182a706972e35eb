"""Makes `seals.json`: good seals of every profile, several hundred bad ones, and the lists that belong to them, each
with the verdict that every reader has to give. Keys and clock are fixed, so the file is the same whenever it is made.

    .venv/bin/python -m tests.vectors.make_seals
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.seal_mutations import CARD, DAY, NOW, SEALS, SIGNER, twin_of
from tests.vectors.bad_seals import KEYS, LISTER, SOON, STRANGER, all_seals
from watandoshlar.foundation.crypto.seal import make_seal
from watandoshlar.foundation.crypto.status_list import StatusListToken, make_jwt, pack
from watandoshlar.foundation.crypto.trust_list import TrustList, hash_of, make_trust_list

FILE = Path(__file__).with_name("seals.json")
URI, PLACE = CARD.status_uri, CARD.status_index
HOUR = timedelta(hours=1)
ORDER_384 = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973
ROOT, OTHER_ROOT = (ec.derive_private_key(number, ec.SECP384R1()) for number in (20261122, 20261123))
ES384 = ec.ECDSA(hashes.SHA384(), deterministic_signing=True)
FIRST = TrustList(7, NOW - DAY, NOW + 90 * DAY, {key.key_id: key for key in KEYS})


def signed_by(root: ec.EllipticCurvePrivateKey, content: TrustList, named: ec.EllipticCurvePrivateKey = ROOT) -> str:
    return make_trust_list(content, named.public_key(), lambda message: root.sign(message, ES384))


def status_list(**changes: Any) -> StatusListToken:
    """A whole list in which four neighbours, the card's place first, say all that a list can say."""
    facts = {
        "uri": URI,
        "bits": 2,
        "packed": pack([(PLACE + status, status) for status in range(4)], 2**20, 2),
        "issued_at": NOW - HOUR,
        "expires_at": NOW - HOUR + 30 * DAY,
        "ttl": 60,
        "log_size": 3,
        "log_root": bytes(32),
    }
    return StatusListToken(**{**facts, **changes})


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(token: str, part: int) -> bytes:
    text = token.split(".")[part]
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def changed(token: str, part: int, content: bytes) -> str:
    parts = token.split(".")
    parts[part] = encoded(content)
    return ".".join(parts)


def second(moment: datetime) -> int:
    return int(moment.timestamp())


TRUST = signed_by(ROOT, FIRST)
NEXT = signed_by(ROOT, replace(FIRST, version=8, issued_at=NOW, previous=hash_of(TRUST)))
STATUS = make_jwt(status_list(), LISTER)


def trust_lists() -> Iterator[dict[str, Any]]:
    """`held` is the list that the device has; `refused` is the code, null for a list that is taken."""
    head, payload, signature = json.loads(decoded(TRUST, 0)), json.loads(decoded(TRUST, 1)), decoded(TRUST, 2)
    twin = signature[:48] + (ORDER_384 - int.from_bytes(signature[48:], "big")).to_bytes(48, "big")
    key, *_ = payload["keys"]
    yield trust("good", TRUST)
    yield trust("next", NEXT)
    yield trust("good again", TRUST, held=TRUST)
    yield trust("next after good", NEXT, held=TRUST)
    yield trust("two versions further", signed_by(ROOT, replace(FIRST, version=9, previous="00" * 32)), held=TRUST)
    yield trust("rolled back", TRUST, "lower_version", held=NEXT)
    other = signed_by(ROOT, replace(FIRST, next_update=NOW + 91 * DAY))
    yield trust("another of the same version", other, "other_list", held=TRUST)
    yield trust("names another list before", signed_by(ROOT, replace(FIRST, version=8)), "broken_chain", held=TRUST)
    for name, token in {
        "another root": signed_by(OTHER_ROOT, FIRST),
        "another root, named": signed_by(OTHER_ROOT, FIRST, OTHER_ROOT),
        "twin signature": changed(TRUST, 2, twin),
        "a bit flipped": changed(TRUST, 2, bytes([signature[0] ^ 1]) + signature[1:]),
        "a version raised": changed(TRUST, 1, spelled({**payload, "version": 9})),
        "a key left out": changed(TRUST, 1, spelled({**payload, "keys": payload["keys"][1:]})),
        "signature cut": TRUST[:-4],
        "no signature": TRUST.rpartition(".")[0] + ".",
        "algorithm none": changed(TRUST, 0, spelled({**head, "alg": "none"})),
        "algorithm ES256": changed(TRUST, 0, spelled({**head, "alg": "ES256"})),
        "algorithm HS384": changed(TRUST, 0, spelled({**head, "alg": "HS384"})),
        "another type": changed(TRUST, 0, spelled({**head, "typ": "JWT"})),
        "a critical header": changed(TRUST, 0, spelled({**head, "crit": ["x"]})),
    }.items():
        yield trust(name, token, "signature")
    for name, token in {
        "spelled with spaces": changed(TRUST, 1, json.dumps(payload).encode()),
        "a name twice": changed(TRUST, 0, b'{"alg":"ES384",' + spelled(head)[1:]),
        "with padding": TRUST + "=",
        "four parts": TRUST + ".",
        "a space behind": TRUST + " ",
        "a status list": STATUS,
        "empty": "",
        "no JSON": "x.y.z",
        "without keys": signed_trust(head, {name: value for name, value in payload.items() if name != "keys"}),
        "with something more": signed_trust(head, {**payload, "also": 1}),
        "version 0": signed_trust(head, {**payload, "version": 0}),
        "version as text": signed_trust(head, {**payload, "version": "7"}),
        "a key twice": signed_trust(head, {**payload, "keys": [key, key]}),
        "a key of another name": signed_trust(head, {**payload, "keys": [{**key, "kid": "00" * 8}]}),
        "a key of another algorithm": signed_trust(head, {**payload, "keys": [{**key, "alg": "ES384"}]}),
        "a key without a beginning": signed_trust(head, {**payload, "keys": [{**key, "notBefore": None}]}),
    }.items():
        yield trust(name, token, "malformed")


def signed_trust(head: dict, payload: Any) -> str:
    """Signed by the root whatever it says."""
    signed = f"{encoded(spelled(head))}.{encoded(spelled(payload))}"
    r, s = decode_dss_signature(ROOT.sign(signed.encode(), ES384))
    return f"{signed}.{encoded(r.to_bytes(48, 'big') + min(s, ORDER_384 - s).to_bytes(48, 'big'))}"


def status_lists() -> Iterator[dict[str, Any]]:
    token, head, payload = status_list(), json.loads(decoded(STATUS, 0)), json.loads(decoded(STATUS, 1))
    signature, listed = decoded(STATUS, 2), payload["status_list"]
    yield status("good", STATUS, refused=False)
    yield status("ends early", make_jwt(status_list(expires_at=NOW), LISTER), refused=False)
    yield status("one bit", make_jwt(status_list(bits=1, packed=pack([(3, 1)], 64, 1)), LISTER), refused=False)
    yield status("with a version", make_jwt(status_list(version=7), LISTER), refused=False)
    for name, refused in {
        "of another address": make_jwt(status_list(uri=URI + "x"), LISTER),
        "by a key of documents": make_jwt(token, SIGNER),
        "by a stranger": make_jwt(token, STRANGER),
        "before the key's time": make_jwt(status_list(issued_at=NOW - 500 * DAY), LISTER),
        "twin signature": changed(STATUS, 2, twin_of(signature)),
        "a bit flipped": changed(STATUS, 2, bytes([signature[0] ^ 1]) + signature[1:]),
        "a place changed": changed(STATUS, 1, spelled({**payload, "iat": payload["iat"] + 1})),
        "no signature": STATUS.rpartition(".")[0] + ".",
        "with padding": STATUS + "==",
        "a foreign letter": STATUS[:-2] + "!" + STATUS[-2:],
        "a trust list": TRUST,
        "empty": "",
        "algorithm none": signed_status({**head, "alg": "none"}, payload),
        "algorithm ES384": signed_status({**head, "alg": "ES384"}, payload),
        "type JWT": signed_status({**head, "typ": "JWT"}, payload),
        "critical": signed_status({**head, "crit": ["x"]}, payload),
        "no key": signed_status({**head, "kid": ""}, payload),
        "three bits": signed_status(head, {**payload, "status_list": {**listed, "bits": 3}}),
        "bits as text": signed_status(head, {**payload, "status_list": {**listed, "bits": "2"}}),
        "no list": signed_status(head, {**payload, "status_list": {}}),
        "list cut": signed_status(head, {**payload, "status_list": {**listed, "lst": listed["lst"][:-8]}}),
        "list that bursts": signed_status(
            head, {**payload, "status_list": {**listed, "lst": encoded(zlib.compress(bytes(2**22 + 1), 9))}}
        ),
        "list not compressed": signed_status(head, {**payload, "status_list": {**listed, "lst": encoded(bytes(64))}}),
        "no end": signed_status(head, {name: value for name, value in payload.items() if name != "exp"}),
        "time as text": signed_status(head, {**payload, "iat": str(payload["iat"])}),
        "time before 1970": signed_status(head, {**payload, "iat": -1}),
        "version below zero": signed_status(head, {**payload, "version": -1}),
        "version as text": signed_status(head, {**payload, "version": "7"}),
        "time to live below zero": signed_status(head, {**payload, "ttl": -1}),
    }.items():
        yield status(name, refused, refused=True)


def signed_status(head: dict, payload: dict) -> str:
    signed = f"{encoded(spelled(head))}.{encoded(spelled(payload))}"
    return f"{signed}.{encoded(LISTER.sign(signed.encode()))}"


def trust(name: str, token: str, refused: str | None = None, *, held: str = "") -> dict[str, Any]:
    return {"name": name, "token": token, "held": held, "refused": refused}


def status(name: str, token: str, *, refused: bool) -> dict[str, Any]:
    return {"name": name, "uri": URI, "token": token, "at": second(NOW), "refused": refused}


def check(name: str, text: str, verdict: str, *, at: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """`had_at` is when the device last had the trust list from the platform."""
    had_at = changes.pop("had_at", NOW - 2 * HOUR)
    lists = {"trust": "good", "statuses": ["good"], **changes}
    return {"name": name, "text": text, "verdict": verdict, "at": second(at), "had_at": second(had_at), **lists}


def card_at(position: int, **changes: Any) -> str:
    return make_seal(replace(CARD, status_index=position, **changes), SIGNER)


def checks_by_status() -> Iterator[dict[str, Any]]:
    """The same card, by what the lists say and by how old they are."""
    unknown, month = "VALID_STATUS_UNKNOWN", 31 * DAY
    for place, verdict in enumerate(("VALID", "REVOKED", "SUSPENDED", "SUPERSEDED")):
        text, withdrawn = card_at(PLACE + place), "REVOKED" if place == 1 else ""
        old = verdict if place else unknown
        yield check(f"status {place}", text, verdict)
        yield check(f"status {place}, no list", text, unknown, statuses=[])
        yield check(f"status {place}, everything 31 days old", text, old, at=NOW + month)
        yield check(f"status {place}, keys 31 days old", text, old, had_at=NOW - month)
        yield check(f"status {place}, ended", card_at(PLACE + place, expires_at=NOW - DAY), withdrawn or "EXPIRED")
        yield check(f"status {place}, not begun", card_at(PLACE + place, valid_from=NOW + DAY), withdrawn or "NOT_YET")
    text = SEALS["card"]
    yield check("place outside the list", card_at(2**20), unknown)
    yield check("last place of the list", card_at(2**20 - 1), "VALID")
    yield check("place beyond any list", card_at(2**60), unknown)
    yield check("another list", card_at(PLACE, status_uri=URI + "x"), unknown)
    yield check("list that ended early", text, unknown, statuses=["ends early"])
    yield check("a list of one bit, place outside", text, unknown, statuses=["one bit"])
    yield check("a list of one bit, withdrawn", card_at(3), "REVOKED", statuses=["one bit"])
    yield check("a list of one bit, good", card_at(4), "VALID", statuses=["one bit"])
    yield check("the next trust list", text, "VALID", trust="next")


def checks_by_time() -> Iterator[dict[str, Any]]:
    text = SEALS["card"]
    for days in (1, 3, 29, 30, 31, 89, 90, 91):
        verdict = "VALID" if days < 30 else "VALID_STATUS_UNKNOWN"
        yield check(f"{days} days without network", text, verdict, at=NOW + days * DAY)
    # Turning the clock back brings nothing back to life: what was signed is newer than the clock.
    ended = make_seal(replace(CARD, expires_at=NOW - 2 * HOUR), SIGNER)
    for name, at in {"a week": NOW - 7 * DAY, "three years": NOW - 1000 * DAY}.items():
        yield check(f"ended, clock turned back by {name}", ended, "EXPIRED", at=at)
        yield check(f"good, clock turned back by {name}", text, "VALID", at=at)
    soon = make_seal(replace(CARD, issued_at=NOW - 3 * HOUR, valid_from=None), SOON)
    yield check("key not withdrawn yet", soon, "VALID", at=NOW + 9 * DAY)
    yield check("key withdrawn since", soon, "KEY_REVOKED", at=NOW + 10 * DAY)
    yield check("key withdrawn since, list had later, clock turned back", soon, "KEY_REVOKED", had_at=NOW + 10 * DAY)


def make() -> dict[str, Any]:
    root = ROOT.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "about": "Made by tests/vectors/make_seals.py. The keys are known to everybody: trust none of them.",
        "root": encoded(root),
        "trust_lists": list(trust_lists()),
        "status_lists": list(status_lists()),
        "checks": [*(check(*row) for row in all_seals()), *checks_by_status(), *checks_by_time()],
    }


def written(vectors: dict[str, Any]) -> str:
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(make()), encoding="utf-8")
