"""Seals and lists with the verdict that every reader has to give; Python and the scripts of the page give it alike."""

import json
import random
from base64 import urlsafe_b64decode
from collections import Counter
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization

from tests.node import NodeScript
from tests.offline_check import Lists, check, read_status_list
from tests.seal_mutations import KEYS, NOW, Mutator, claims_signed_anew, is_other_spelling
from tests.seal_readers import javascript_reader
from tests.vectors.make_seals import FILE, make, written
from watandoshlar.foundation.crypto.seal import read_seal
from watandoshlar.foundation.crypto.status_list import NotAStatusList
from watandoshlar.foundation.crypto.trust_list import TrustListRefused, read_trust_list

VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
ROOT = serialization.load_der_public_key(urlsafe_b64decode(VECTORS["root"] + "=="))
GOOD_SEALS = {"VALID", "VALID_STATUS_UNKNOWN"}
MUTATIONS = 20_000


def moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def trust_list(vector: dict):
    try:
        return read_trust_list(vector["token"], ROOT, vector["held"]), None
    except TrustListRefused as refused:
        return None, refused.code


TRUSTED = {vector["name"]: trust_list(vector) for vector in VECTORS["trust_lists"]}


def status_list(vector: dict):
    try:
        return read_status_list(vector["token"], TRUSTED["good"][0], vector["uri"], moment(vector["at"]))
    except NotAStatusList:
        return None


STATUSES = {vector["name"]: status_list(vector) for vector in VECTORS["status_lists"]}


def verdict(vector: dict) -> str:
    statuses = {STATUSES[name].uri: STATUSES[name] for name in vector["statuses"]}
    lists = Lists(TRUSTED[vector["trust"]][0], moment(vector["had_at"]), statuses)
    return check(vector["text"], lists, moment(vector["at"])).value


def names_and(part: str, key: str) -> list[list]:
    return [[vector["name"], vector[key]] for vector in VECTORS[part]]


def test_the_file_is_what_is_made() -> None:
    assert FILE.read_text(encoding="utf-8") == written(make())


def test_there_are_two_hundred_bad_seals_of_every_kind() -> None:
    verdicts = Counter(vector["verdict"] for vector in VECTORS["checks"])
    assert sum(count for one, count in verdicts.items() if one not in GOOD_SEALS) > 200
    assert verdicts.keys() >= {"FORMAT", "BAD_SIGNATURE", "UNKNOWN_KEY", "ALG", "KEY_REVOKED", "EXPIRED", "NOT_YET"}
    names = [vector["name"] for part in ("checks", "trust_lists", "status_lists") for vector in VECTORS[part]]
    assert len(set(names)) > 480


def test_python_gives_every_verdict() -> None:
    assert [[name, code] for name, (_, code) in TRUSTED.items()] == names_and("trust_lists", "refused")
    assert [[name, token is None] for name, token in STATUSES.items()] == names_and("status_lists", "refused")
    assert [[vector["name"], verdict(vector)] for vector in VECTORS["checks"]] == names_and("checks", "verdict")


def test_javascript_gives_every_verdict() -> None:
    with NodeScript("check_vectors.mjs", str(FILE)) as script:
        assert script.ask("trust_lists") == names_and("trust_lists", "refused")
        assert script.ask("status_lists") == names_and("status_lists", "refused")
        assert script.ask("checks") == names_and("checks", "verdict")


@pytest.mark.timeout(120)
def test_no_mutated_seal_is_accepted_and_both_read_it_alike() -> None:
    mutator = Mutator(random.Random(f"{NOW}"))
    texts = [mutator.text() for _ in range(MUTATIONS)]
    with javascript_reader(KEYS.values(), NOW, fast=True) as reader:
        reader.say(texts)
        readings = [read_seal(text, KEYS, NOW) for text in texts]
        assert reader.answer() == [reading.verdict.value for reading in readings]
    accepted = [text for text, reading in zip(texts, readings, strict=True) if reading.claims is not None]
    assert [text for text in accepted if not is_other_spelling(text)] == []
    assert len({reading.verdict for reading in readings}) > 4


def test_both_take_the_mistakes_of_an_issuer_alike() -> None:
    """Well signed, by the browser's own cryptography this time."""
    mutator = Mutator(random.Random(7))
    texts = [claims_signed_anew(mutator) for _ in range(2_000)]
    verdicts = [read_seal(text, KEYS, NOW).verdict.value for text in texts]
    with javascript_reader(KEYS.values(), NOW) as reader:
        assert reader.ask(texts) == verdicts
    assert len(set(verdicts)) > 4
