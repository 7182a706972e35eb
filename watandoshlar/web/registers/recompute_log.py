#!/usr/bin/env python3
"""Recompute the public log of issued documents, from outside and with nothing but Python 3.8.

    recompute_log.py https://site                        count and root, and that every status list names the same
    recompute_log.py https://site --keep heads.json      and that nothing was changed since the last time
    recompute_log.py https://site --document seal.txt    and that this document was logged when it was issued
    recompute_log.py https://site --root root.pem        and the signatures (needs the package `cryptography`)

Every document that is issued leaves one hash in the log (RFC 9162, 2.1): SHA-256 of a zero byte and the bytes that were
signed. Nobody learns a name from it, but a document whose hash is not there was issued in secret. Leaves are fetched
whole, never one by one, so that the site does not learn which document you hold.

It shares no code with the site on purpose. Exit code 0: all agrees; 1: something does not; 2: the site did not answer.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
import zlib

PAGE = 4096
HASH_LENGTH = 32
TIMEOUT = 30
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class Disagrees(Exception):
    """What the site says does not agree with what it gives; the text says what."""


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", help="address of the site, like https://example.org")
    parser.add_argument("--keep", metavar="FILE", help="compare with the head kept there, and keep the new one")
    parser.add_argument(
        "--document", metavar="FILE", action="append", default=[], help="text of a seal or of an SD-JWT"
    )
    parser.add_argument("--root", metavar="FILE", help="public key of the root, PEM, as you got it by another way")
    chosen = parser.parse_args(arguments)
    try:
        for line in recompute(chosen.site.rstrip("/"), chosen.keep, chosen.document, chosen.root):
            print(line)  # noqa: T201 - a program for people
    except Disagrees as problem:
        print(f"DISAGREES: {problem}")  # noqa: T201
        return 1
    except (urllib.error.URLError, OSError, ValueError, KeyError) as problem:
        print(f"NO ANSWER: {problem}")  # noqa: T201
        return 2
    return 0


def recompute(site, keep=None, documents=(), root_file=None):
    """Yield one line for everything that agrees. Raises Disagrees at the first thing that does not."""
    head = fetch_json(site + "/log/")
    leaves = fetch_leaves(site, head["size"])
    check(root_of(leaves) == head["root"], f"the root over {len(leaves)} leaves is not the one that is published")
    yield f"log: {len(leaves)} documents issued, root {head['root']}, head of {head['signed_at']}"
    tokens = [head["head"]]
    for entry in fetch_json(site + "/status-lists/")["lists"]:
        token = fetch(entry["uri"]).decode("ascii").strip()
        named = claims_of(token)["log"]
        check(named["size"] <= len(leaves), "status list {} names a larger log than there is".format(entry["uri"]))
        check(
            root_of(leaves[: named["size"]]) == named["root"], "status list {} names another log".format(entry["uri"])
        )
        tokens.append(token)
        yield f"status list {entry['uri']}: names the same log at {named['size']} documents"
    if root_file:
        yield check_signatures(site, tokens, root_file)
    for path in documents:
        with open(path, encoding="utf-8") as file:
            leaf = leaf_of(signed_bytes(file.read()))
        check(leaf in set(leaves), f"the document in {path} was never logged: it was issued in secret")
        yield f"document {path}: logged as number {leaves.index(leaf) + 1}"
    if keep:
        yield compare_with_kept(keep, head, leaves)


def compare_with_kept(path, head, leaves):
    """Check that the log kept last time is the beginning of this one, then keep the new head in its place."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
        check(
            kept["size"] <= len(leaves),
            "the log is shorter than on {}: leaves were taken out".format(kept["signed_at"]),
        )
        check(
            root_of(leaves[: kept["size"]]) == kept["root"],
            "the log of {} is not the beginning of this one: its past was changed".format(kept["signed_at"]),
        )
        said = f"nothing was changed since {kept['signed_at']}; {len(leaves) - kept['size']} more since"
    else:
        said = "kept for the first time"
    draft = path + ".new"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump({name: head[name] for name in ("size", "root", "signed_at")}, file)
    os.replace(draft, path)
    return f"head in {path}: {said}"


def check(holds, otherwise):
    if not holds:
        raise Disagrees(otherwise)


def fetch(address):
    request = urllib.request.Request(address, headers={"Accept": "application/statuslist+jwt, application/json, */*"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the address is the user's own
        return answer.read()


def fetch_json(address):
    return json.loads(fetch(address))


def fetch_leaves(site, size):
    """All leaves, in pages of raw hashes."""
    leaves = []
    while len(leaves) < size:
        content = fetch(f"{site}/log/leaves?first={len(leaves)}&count={min(PAGE, size - len(leaves))}")
        check(content and len(content) % HASH_LENGTH == 0, f"the leaves after number {len(leaves)} are missing")
        leaves += [content[at : at + HASH_LENGTH] for at in range(0, len(content), HASH_LENGTH)]
    check(len(leaves) == size, "there are more leaves than the head says")
    return leaves


def leaf_of(signed):
    return hashlib.sha256(b"\x00" + signed).digest()


def root_of(leaves):
    """The root of RFC 9162, 2.1.1, level by level, in hexadecimal: an odd last hash goes up as it is."""
    level = list(leaves)
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


def signed_bytes(text):
    """The bytes under the signature: of a seal its Sig_structure, of a JWT its header and payload."""
    text = text.strip("\r\n\t")
    if not text.startswith("UZ1:"):
        return ".".join(text.strip().split("~")[0].split(".")[:2]).encode("ascii")
    message = from_base45(text[4:])
    if message[:1] == b"\x78":
        message = zlib.decompressobj().decompress(message, 65536)
    # A COSE_Sign1 message (RFC 9052, 4.2): tag 18, an array of protected and unprotected header, payload, signature.
    check(message[:2] == b"\xd2\x84", "this is no seal")
    protected = byte_string(message, 2)
    rest = 2 + len(protected)
    check(message[rest : rest + 1] == b"\xa0", "this is no seal")
    payload = byte_string(message, rest + 1)
    return b"\x84\x6aSignature1" + protected + b"\x40" + payload


def byte_string(content, at):
    """The byte string of CBOR at this place, as it is spelled."""
    short = content[at] & 31
    check(content[at] >> 5 == 2 and short < 26, "this is no seal")
    width = {24: 1, 25: 2}.get(short, 0)
    length = int.from_bytes(content[at + 1 : at + 1 + width], "big") if width else short
    return content[at : at + 1 + width + length]


def from_base45(text):
    content = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(ALPHABET.index(character) * 45**place for place, character in enumerate(group))
        content += value.to_bytes(len(group) - 1, "big")
    return bytes(content)


def claims_of(token):
    return json.loads(from_base64(token.split(".")[1]))


def from_base64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_signatures(site, tokens, root_file):
    """Check that the root signed the trust list, and keys of the trust list the head and the status lists."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key
    except ImportError:
        return "signatures: NOT checked, the package `cryptography` is not installed"
    with open(root_file, "rb") as file:
        root = load_pem_public_key(file.read())
    trust_list = fetch(site + "/trust-list").decode("ascii").strip()
    check(is_signed(trust_list, root), "the trust list is not signed by this root")
    keys = {key["kid"]: key for key in claims_of(trust_list)["keys"]}
    for token in tokens:
        kid = json.loads(from_base64(token.split(".")[0]))["kid"]
        check(kid in keys, f"the key {kid} is not in the trust list")
        public_key = load_der_public_key(from_base64(keys[kid]["pub"]))
        check(isinstance(public_key, ec.EllipticCurvePublicKey), f"the key {kid} is of another kind")
        check(is_signed(token, public_key), f"a token is not signed by the key {kid}")
    return f"signatures: the root signed the trust list, and its keys signed all {len(tokens)} tokens"


def is_signed(token, public_key):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    signed, _dot, signature = token.rpartition(".")
    raw = from_base64(signature)
    half = len(raw) // 2
    der = encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
    digest = hashes.SHA384() if public_key.curve.name == "secp384r1" else hashes.SHA256()
    try:
        public_key.verify(der, signed.encode("ascii"), ec.ECDSA(digest))
    except InvalidSignature:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
