"""What happens offline: the folder of the authorities, and the signing of what the platform proposes.

    python -m watandoshlar.foundation.crypto.ceremony found FOLDER --country UZ --organization … --address https://…
    python -m watandoshlar.foundation.crypto.ceremony show PROPOSAL
    python -m watandoshlar.foundation.crypto.ceremony sign FOLDER PROPOSAL ANSWER

It needs the folder `watandoshlar/foundation` and the libraries `cryptography` and `cbor2`, no network and no platform.
The folder remembers the lists that were signed, so that no platform, broken into or put back from a backup, makes the
root go back. docs/operations/keys.md walks through a ceremony.
"""

import argparse
import getpass
import json
import os
import secrets
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.crypto.authority import (
    AUTHORITIES,
    ISSUERS,
    Authority,
    Names,
    certify,
    found_authorities,
    keep_authority,
    load_authority,
    profiles_of,
    withdrawals,
)
from watandoshlar.foundation.crypto.seal import TrustedKey
from watandoshlar.foundation.crypto.signer import Signer, key_id_of, verify_signature
from watandoshlar.foundation.crypto.trust_list import (
    TrustList,
    faults_of_next,
    hash_of,
    make_trust_list,
    read_trust_list,
)

FORMAT = "watandoshlar-keys-1"
LIST_LIFE = timedelta(days=180)
CERTIFICATE_LIFE = timedelta(days=6 * 365)
"""The time for which a key signs, and after it the longest life of what it has signed."""


class ProposalRefused(ValueError):
    """`code` and `key` say what is wrong with which key."""

    def __init__(self, code: str, key: str = "") -> None:
        super().__init__(f"{code}: {key}" if key else code)
        self.code, self.key = code, key


@dataclass(frozen=True)
class ProposedKey:
    """A key as the platform wants it listed. `proof` is its signature over the request, for a key that is new."""

    kind: str
    key: TrustedKey
    proof: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What comes back: the list, the certificates of new keys by key id and profile, and what the authorities say."""

    trust_list: str
    root: x509.Certificate
    documents: x509.Certificate
    certificates: dict[str, dict[str, x509.Certificate]]
    withdrawals: dict[str, bytes]


def proof_for(kind: str, signer: Signer) -> bytes:
    """The proof that whoever asks for a certificate has the key."""
    return signer.sign(_request(kind, signer.public_key))


def write_proposal(previous: str, keys: Iterable[ProposedKey]) -> str:
    """What the platform wants signed next, after the list `previous` (empty for the first one)."""
    listed = [
        {
            "kind": proposed.kind,
            "pub": _encode(_spki(proposed.key.public_key)),
            "docTypes": sorted(proposed.key.document_types),
            "notBefore": _iso(proposed.key.not_before),
            "signUntil": _iso(proposed.key.sign_until),
            "revokedAt": _iso(proposed.key.revoked_at),
            "proof": _encode(proposed.proof),
        }
        for proposed in keys
    ]
    return json.dumps({"format": FORMAT, "previous": previous, "keys": listed}, indent=1, sort_keys=True)


def read_proposal(text: str) -> tuple[str, list[ProposedKey]]:
    """The list before and the keys. Raises ProposalRefused for what is no proposal."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ProposalRefused("other_format")
        return content["previous"], [_proposed(key) for key in content["keys"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise error if isinstance(error, ProposalRefused) else ProposalRefused("malformed") from error


class AuthorityFolder:
    """The authorities on an offline medium: certificates, encrypted keys, and the memory of what was signed."""

    def __init__(self, folder: Path, names: Names, authorities: dict[str, Authority]) -> None:
        self._folder, self._names, self._authorities = folder, names, authorities

    @classmethod
    def found(cls, folder: Path, names: Names, at: datetime, passphrase: bytes | None = None) -> "AuthorityFolder":
        """New authorities in a new folder. Raises FileExistsError."""
        if folder.exists():
            raise FileExistsError(folder)
        final, folder = folder, folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
        (folder / "lists").mkdir(parents=True, mode=0o700)
        authorities = found_authorities(names, at)
        for name, authority in authorities.items():
            certificate, key = keep_authority(authority, passphrase)
            _write(folder / f"{name}.pem", certificate)
            _write(folder / f"{name}.key.pem", key)
        _write(folder / "names.json", json.dumps(asdict(names)).encode())
        # Complete or not there: a name that somebody else has filled meanwhile is not taken.
        folder.rename(final)
        return cls(final, names, authorities)

    @classmethod
    def open(cls, folder: Path, passphrase: bytes | None = None) -> "AuthorityFolder":
        """Raises FileNotFoundError, and ValueError for a wrong passphrase."""
        names = Names(**json.loads((folder / "names.json").read_text()))
        return cls(folder, names, {name: _load(folder, name, passphrase) for name in AUTHORITIES})

    @property
    def root(self) -> x509.Certificate:
        return self._authorities["root"].certificate

    def sign(self, proposal: str, at: datetime) -> str:
        """The answer to a proposal. Raises ProposalRefused."""
        last, version = self._last()
        if read_proposal(proposal)[0] != last:
            raise ProposalRefused("other_previous")
        return self._sign(proposal, version + 1, at)

    def sign_without_memory(self, proposal: str, at: datetime) -> str:
        """The answer to whatever list the platform holds. For demonstrations, which may begin anew with an empty
        database; the version is the second, so that even then no reader sees it go back. Raises ProposalRefused."""
        previous, _ = read_proposal(proposal)
        version = read_trust_list(previous, self._root_key).version + 1 if previous else 1
        return self._sign(proposal, max(version, int(at.timestamp())), at)

    def _sign(self, proposal: str, version: int, at: datetime) -> str:
        previous, proposed = read_proposal(proposal)
        before = read_trust_list(previous, self._root_key) if previous else None
        content = TrustList(
            version=version,
            issued_at=at,
            next_update=at + LIST_LIFE,
            keys={one.key.key_id: one.key for one in proposed},
            previous=hash_of(previous) if previous else "",
            authorities={name: self._authorities[name].der for name in AUTHORITIES if name != "root"},
        )
        for code, key in faults_of_next(content, before):
            raise ProposalRefused(code, key)
        new = [one for one in proposed if before is None or one.key.key_id not in before.keys]
        # A key without a kind only checks what it sealed before there was a trust list.
        certificates = {one.key.key_id.hex(): self._certify(one, at) for one in new if one.kind}
        text = make_trust_list(content, self._root_key, self._sign_as_root)
        answer = self._answer(text, certificates, self._withdrawn(content, at))
        self._remember(version, text, answer, certificates)
        return answer

    def _certify(self, proposed: ProposedKey, at: datetime) -> dict[str, x509.Certificate]:
        key = proposed.key
        if not verify_signature(key.public_key, proposed.proof, _request(proposed.kind, key.public_key)):
            raise ProposalRefused("no_proof", key.key_id.hex())
        if key.document_types != {proposed.kind}:
            raise ProposalRefused("other_kinds", key.key_id.hex())
        begins = key.not_before or at
        return {
            profile: certify(
                self._authorities[ISSUERS[profile]],
                self._names,
                profile,
                proposed.kind,
                key.public_key,
                begins,
                begins + CERTIFICATE_LIFE,
            )
            for profile in profiles_of(proposed.kind)
        }

    def _withdrawn(self, content: TrustList, at: datetime) -> dict[str, bytes]:
        """The withdrawal list of each authority: certificates of every key that is revoked."""
        revoked = {kid.hex(): key.revoked_at for kid, key in content.keys.items() if key.revoked_at}
        entries: dict[str, list[tuple[int, datetime]]] = {name: [] for name in AUTHORITIES}
        for line in self._issued():
            since = revoked.get(line["kid"])
            if since is not None:
                entries[ISSUERS[line["profile"]]].append((line["serial"], since))
        return {
            name: withdrawals(self._authorities[name], entries[name], content.version, at).public_bytes(
                serialization.Encoding.DER
            )
            for name in AUTHORITIES
        }

    def _answer(self, text: str, certificates: dict[str, dict[str, x509.Certificate]], withdrawn: Any) -> str:
        content = {
            "format": FORMAT,
            "list": text,
            "root": _encode(self._authorities["root"].der),
            "documents": _encode(self._authorities["documents"].der),
            "certificates": {
                kid: {profile: _encode(one.public_bytes(serialization.Encoding.DER)) for profile, one in own.items()}
                for kid, own in certificates.items()
            },
            "withdrawals": {name: _encode(der) for name, der in withdrawn.items()},
        }
        return json.dumps(content, indent=1, sort_keys=True)

    def _remember(
        self, version: int, text: str, answer: str, certificates: dict[str, dict[str, x509.Certificate]]
    ) -> None:
        for kid, own in certificates.items():
            for profile, one in own.items():
                line = {"kid": kid, "profile": profile, "serial": one.serial_number}
                with (self._folder / "issued.jsonl").open("a") as file:
                    file.write(json.dumps(line) + "\n")
        # The answer is kept too: one that was lost on its way back can be brought again, but not signed again.
        _write(self._folder / "lists" / f"{version:010}.answer.json", answer.encode())
        _write(self._folder / "lists" / f"{version:010}.jws", text.encode())

    def _issued(self) -> list[dict[str, Any]]:
        file = self._folder / "issued.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def _last(self) -> tuple[str, int]:
        lists = sorted((self._folder / "lists").glob("*.jws"))
        return (lists[-1].read_text(), int(lists[-1].stem)) if lists else ("", 0)

    @property
    def _root_key(self) -> ec.EllipticCurvePublicKey:
        return self._authorities["root"].private_key.public_key()

    def _sign_as_root(self, message: bytes) -> bytes:
        return self._authorities["root"].private_key.sign(message, ec.ECDSA(hashes.SHA384()))


def read_answer(text: str) -> Answer:
    """Raises ProposalRefused for what is no answer. Whether the list may be believed is for `read_trust_list`."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ProposalRefused("other_format")
        return Answer(
            trust_list=content["list"],
            root=_certificate(content["root"]),
            documents=_certificate(content["documents"]),
            certificates={
                kid: {profile: _certificate(der) for profile, der in own.items()}
                for kid, own in content["certificates"].items()
            },
            withdrawals={name: _decode(der) for name, der in content["withdrawals"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise error if isinstance(error, ProposalRefused) else ProposalRefused("malformed") from error


def fingerprint_of(root: x509.Certificate) -> str:
    """What is printed and compared when a root is first believed: SHA-256, in groups of four."""
    digits = root.fingerprint(hashes.SHA256()).hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def describe(proposal: str) -> list[str]:
    """The proposal in lines that the witnesses of a ceremony can compare with what was decided."""
    previous, proposed = read_proposal(proposal)
    lines = [f"after the list {hash_of(previous)[:16]}" if previous else "the first list"]
    for one in sorted(proposed, key=lambda one: (one.kind, one.key.key_id)):
        key = one.key
        state = (
            f"revoked {_iso(key.revoked_at)}" if key.revoked_at else f"until {_iso(key.sign_until) or 'further notice'}"
        )
        asks = ", asks for certificates" if one.proof else ""
        lines.append(f"{key.key_id.hex()} {one.kind or '/'.join(sorted(key.document_types))}: "
                     f"from {_iso(key.not_before)}, {state}{asks}")  # fmt: skip
    return lines


def main(arguments: Sequence[str]) -> int:
    """The command line. Returns the exit code."""
    given = _parser().parse_args(arguments)
    try:
        lines = _run(given)
    except (ProposalRefused, ValueError, OSError) as refusal:
        sys.stderr.write(f"Refused: {refusal}\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _run(given: argparse.Namespace) -> list[str]:
    if given.command == "show":
        return describe(given.proposal.read_text())
    passphrase = _passphrase(given.persons)
    if given.command == "found":
        names = Names(given.country, given.organization, given.address.rstrip("/"), given.signer)
        folder = AuthorityFolder.found(given.folder, names, datetime.now(UTC), passphrase)
        return [f"Root: {fingerprint_of(folder.root)}"]
    folder = AuthorityFolder.open(given.folder, passphrase)
    proposal = given.proposal.read_text()
    given.answer.write_text(folder.sign(proposal, datetime.now(UTC)))
    return [*describe(proposal), f"Root: {fingerprint_of(folder.root)}"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ceremony", description="Signs what the platform proposes, offline.")
    commands = parser.add_subparsers(dest="command", required=True)
    found = commands.add_parser("found", help="make a root and its authorities")
    found.add_argument("folder", type=Path)
    found.add_argument("--country", required=True, help="two letters")
    found.add_argument("--organization", required=True)
    found.add_argument("--address", required=True, help="of the platform, with https://")
    found.add_argument("--signer", default="WD", help="two letters that readers of travel documents are told")
    show = commands.add_parser("show", help="say what a proposal asks for")
    show.add_argument("proposal", type=Path)
    sign = commands.add_parser("sign", help="sign a proposal")
    sign.add_argument("folder", type=Path)
    sign.add_argument("proposal", type=Path)
    sign.add_argument("answer", type=Path)
    for command in (found, sign):
        command.add_argument(
            "--persons", type=int, default=2, help="how many persons each type a part of the passphrase"
        )
    return parser


def _passphrase(persons: int) -> bytes:
    """Nobody alone opens the keys: each person types a part that the others do not see."""
    parts = [getpass.getpass(f"Part {number} of {persons}: ") for number in range(1, persons + 1)]
    if not all(len(part) >= 8 for part in parts):
        raise ValueError("each part needs at least 8 characters")
    return "\n".join(parts).encode()


def _proposed(content: dict[str, Any]) -> ProposedKey:
    public_key = serialization.load_der_public_key(_decode(content["pub"]))
    if not isinstance(public_key, ec.EllipticCurvePublicKey) or public_key.curve.name != "secp256r1":
        raise ProposalRefused("other_curve")
    key = TrustedKey(
        key_id=key_id_of(public_key),
        public_key=public_key,
        document_types=frozenset(content["docTypes"]),
        not_before=_moment(content["notBefore"]),
        sign_until=_moment(content["signUntil"]),
        revoked_at=_moment(content["revokedAt"]),
    )
    return ProposedKey(content["kind"], key, _decode(content["proof"]))


def _request(kind: str, public_key: ec.EllipticCurvePublicKey) -> bytes:
    return b"watandoshlar key request\n" + kind.encode() + b"\n" + _spki(public_key)


def _spki(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _load(folder: Path, name: str, passphrase: bytes | None) -> Authority:
    key, certificate = folder / f"{name}.key.pem", folder / f"{name}.pem"
    return load_authority(certificate.read_bytes(), key.read_bytes(), passphrase)


def _write(path: Path, content: bytes) -> None:
    """A file that only its owner reads, and that is there whole or not at all."""
    # Of this process alone: several of a demonstration may write the same file.
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def _certificate(text: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(_decode(text))


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
