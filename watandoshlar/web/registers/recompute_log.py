#!/usr/bin/env python3
"""Recompute the public log of issued documents, from outside and with nothing but Python 3.8.

    recompute_log.py https://site                        count and root, and that every status list names the same
    recompute_log.py https://site --keep heads.json      and that nothing was changed since the last time
    recompute_log.py https://site --document seal.txt    and that this document was logged when it was issued
    recompute_log.py https://site --root root.pem        and the signatures (needs the package `cryptography`)

Every document that is issued leaves one hash in the log (RFC 9162, 2.1): SHA-256 of a zero byte and the bytes that were
signed. Nobody learns a name from it, but a document whose hash is not there was issued in secret. Leaves are fetched
whole, never one by one, so that the site does not learn which document you hold.

It shares no code with the site on purpose. Exit code 0: all that was asked agrees; 1: something does not, or the site
says it in another form; 2: the site did not answer, or what was asked for could not be checked here.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
import zlib

PAGE = 4096
HASH_LENGTH = 32
TIMEOUT = 30
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# What a key must be trusted for, by the type of what it signed.
KINDS = {"log-head+jwt": "log", "statuslist+jwt": "status-lists"}


class Disagrees(Exception):
    """What the site says does not agree with what it gives; the text says what."""


class NotChecked(Exception):
    """What was asked for cannot be checked on this machine; the text says what is missing."""


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", help="address of the site, like https://example.org")
    parser.add_argument("--keep", metavar="FILE", help="compare with the head kept there, and keep the new one")
    parser.add_argument(
        "--document", metavar="FILE", action="append", default=[], help="text of a seal or of an SD-JWT"
    )
    parser.add_argument("--root", metavar="FILE", help="the root, PEM, as you got it by another way")
    chosen = parser.parse_args(arguments)
    try:
        for line in recompute(chosen.site.rstrip("/"), chosen.keep, chosen.document, chosen.root):
            print(line)  # noqa: T201 - a program for people
    except Disagrees as problem:
        print(f"DISAGREES: {problem}")  # noqa: T201 - a program for people
        return 1
    except NotChecked as problem:
        print(f"NOT CHECKED: {problem}")  # noqa: T201 - a program for people
        return 2
    except (urllib.error.URLError, OSError, ValueError) as problem:
        print(f"NO ANSWER: {problem}")  # noqa: T201 - a program for people
        return 2
    return 0


def recompute(site, keep=None, documents=(), root_file=None):
    """Yield one line for everything that agrees. Raises Disagrees at the first thing that does not."""
    root = read_root(root_file) if root_file else None
    head = fetch_json(site + "/log/")
    size, signed_at = member(head, "size", int, "the head"), member(head, "signed_at", str, "the head")
    check(size >= 0, "the head names a size below nothing")
    leaves = fetch_leaves(site, size)
    check(root_of(leaves) == head.get("root"), f"the root over {len(leaves)} leaves is not the one that is published")
    token = member(head, "head", str, "the head")
    signed = claims_of(token, "log-head+jwt", "the signed head")
    check((signed.get("size"), signed.get("root")) == (size, head["root"]), "the signed head is of another log")
    yield f"log: {len(leaves)} documents issued, root {head['root']}, head of {signed_at}"
    tokens = [token]
    for entry in member(fetch_json(site + "/status-lists/"), "lists", list, "the list of status lists"):
        uri = member(entry, "uri", str, "the list of status lists")
        tokens.append(check_status_list(uri, leaves))
        yield f"status list {uri}: names the same log"
    if root:
        yield check_signatures(site, tokens, root)
    for path in documents:
        with open(path, encoding="utf-8") as file:
            leaf = leaf_of(signed_bytes(file.read()))
        check(leaf in set(leaves), f"the document in {path} was never logged: it was issued in secret")
        yield f"document {path}: logged as number {leaves.index(leaf) + 1}"
    if keep:
        yield compare_with_kept(keep, head, leaves)


def check_status_list(uri, leaves):
    """The token of the status list at this address, which names the beginning of these leaves."""
    named_so = f"status list {uri}"
    check(uri.startswith(("https://", "http://")), f"{named_so} has no address on the web")
    token = as_text(fetch(uri), named_so)
    claims = claims_of(token, "statuslist+jwt", named_so)
    check(claims.get("sub") == uri, f"{named_so} is another list")
    log = member(claims, "log", dict, named_so)
    size = member(log, "size", int, named_so)
    check(0 <= size <= len(leaves), f"{named_so} names a larger log than there is")
    check(root_of(leaves[:size]) == log.get("root"), f"{named_so} names another log")
    return token


def compare_with_kept(path, head, leaves):
    """Check that the log kept last time is the beginning of this one, then keep the new head in its place."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            content = file.read()
        try:
            kept = json.loads(content)
            size, root, since = int(kept["size"]), str(kept["root"]), str(kept["signed_at"])
        except (ValueError, KeyError, TypeError):
            raise NotChecked(f"no head was kept in {path}") from None
        check(0 <= size <= len(leaves), f"the log is shorter than on {since}: leaves were taken out")
        check(
            root_of(leaves[:size]) == root, f"the log of {since} is not the beginning of this one: its past was changed"
        )
        said = f"nothing was changed since {since}; {len(leaves) - size} more since"
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
    return as_json(fetch(address), address)


def as_json(content, where):
    """The object in JSON; a site that gives something else does not agree with anything."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        value = None
    check(isinstance(value, dict), f"{where} is no object in JSON")
    return value


def as_text(content, where):
    check(all(byte < 128 for byte in content), f"{where} is no text")
    return content.decode("ascii").strip()


def member(content, name, kind, where):
    """What `content` says under this name, which has to be there and of this kind."""
    value = content.get(name) if isinstance(content, dict) else None
    check(type(value) is kind, f"{where} does not say its `{name}` as it has to")
    return value


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


def claims_of(token, kind, where):
    """The claims of a token of this type."""
    check(member(header_of(token, where), "typ", str, where) == kind, f"{where} is no token of the type {kind}")
    return part_of(token, 1, where)


def header_of(token, where):
    return part_of(token, 0, where)


def part_of(token, place, where):
    parts = token.split(".")
    check(len(parts) == 3, f"{where} is no signed token")
    try:
        content = from_base64(parts[place])
    except ValueError:
        raise Disagrees(f"{where} is no signed token") from None
    return as_json(content, where)


def from_base64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_root(path):
    """The key of the root. Raises NotChecked: who asked for signatures is never told that all agrees without them."""
    try:
        from cryptography import x509
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise NotChecked("signatures need the package `cryptography`: pip install cryptography") from None
    try:
        with open(path, "rb") as file:
            content = file.read()
        is_certificate = b"BEGIN CERTIFICATE" in content
        root = x509.load_pem_x509_certificate(content).public_key() if is_certificate else load_pem_public_key(content)
    except (OSError, ValueError, UnsupportedAlgorithm) as problem:
        raise NotChecked(f"the root in {path} cannot be read: {problem}") from None
    if not isinstance(root, ec.EllipticCurvePublicKey) or root.curve.name != "secp384r1":
        raise NotChecked(f"the key in {path} is no root: that is a public key on the curve P-384")
    return root


def check_signatures(site, tokens, root):
    """Check that the root signed the trust list, and that keys trusted for it signed the head and each status list."""
    trust_list = as_text(fetch(site + "/trust-list"), "the trust list")
    said = claims_of(trust_list, "trust-list+jwt", "the trust list")
    check(is_signed(trust_list, root, "ES384"), "the trust list is not signed by this root")
    keys = {member(key, "kid", str, "a key"): key for key in member(said, "keys", list, "the trust list")}
    # A clock that is behind what was signed does not bring a withdrawn key back.
    now = max(time.time(), member(said, "issuedAt", int, "the trust list"))
    for token in tokens:
        check_signature(token, keys, now)
    return f"signatures: the root signed the trust list, and its keys signed all {len(tokens)} tokens"


def check_signature(token, keys, now):
    """Check one token: by a key that is trusted for this type, at the moment of signing and not withdrawn since."""
    header = header_of(token, "a token")
    kid, kind = member(header, "kid", str, "a token"), member(header, "typ", str, "a token")
    signed_at = member(part_of(token, 1, "a token"), "iat", int, "a token")
    check(kid in keys, f"the key {kid} is not in the trust list")
    key, named_so = keys[kid], f"the key {kid}"
    allowed = member(key, "docTypes", list, named_so)
    check(KINDS[kind] in allowed, f"{named_so} signed a token of the type {kind}, for which it is not trusted")
    begins, ends, withdrawn = (moment_of(key, name) for name in ("notBefore", "signUntil", "revokedAt"))
    check(begins is None or begins <= signed_at, f"{named_so} signed before it was allowed to")
    check(ends is None or signed_at <= ends, f"{named_so} signed after it was allowed to")
    check(withdrawn is None or withdrawn > max(now, signed_at), f"{named_so} signed a token and was withdrawn")
    public_key = public_key_of(key, named_so)
    check(is_signed(token, public_key, "ES256"), f"a token is not signed by {named_so}")


def moment_of(key, name):
    """Seconds since 1970, or None for a date that the key does not have; it has to say so."""
    check(name in key, f"a key does not say its `{name}`")
    return None if key[name] is None else member(key, name, int, "a key")


def public_key_of(key, named_so):
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        public_key = load_der_public_key(from_base64(member(key, "pub", str, named_so)))
    except (ValueError, UnsupportedAlgorithm):
        raise Disagrees(f"{named_so} cannot be read") from None
    is_ours = isinstance(public_key, ec.EllipticCurvePublicKey) and public_key.curve.name == "secp256r1"
    check(is_ours, f"{named_so} is of another kind")
    return public_key


def is_signed(token, public_key, algorithm):
    """Whether this key signed the token by this algorithm, which the token has to name."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    digest, length = {"ES384": (hashes.SHA384(), 96), "ES256": (hashes.SHA256(), 64)}[algorithm]
    signed, _dot, signature = token.rpartition(".")
    try:
        raw = from_base64(signature)
    except ValueError:
        return False
    if header_of(token, "a token").get("alg") != algorithm or len(raw) != length:
        return False
    half = length // 2
    der = encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
    try:
        public_key.verify(der, signed.encode("ascii"), ec.ECDSA(digest))
    except InvalidSignature:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
