"""A phone wallet as a program: it speaks OpenID4VCI 1.0 and HAIP 1.0 over HTTP, and misbehaves when told to.

It is written against the standards and shares no code with the platform: JOSE is spelled out on `cryptography` alone.
`send` carries a request, over a socket to a running site (`over_http`) or straight into the platform (`into`).
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.x509.oid import NameOID

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
RETURN_TO = "org.example.wallet:/back"
SECONDS = 30
P256 = ec.SECP256R1()
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str] | Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        return str(self.json.get("error", "")) if self.status >= 400 else ""


Send = Callable[[str, str, Mapping[str, str], bytes], Answer]
"""Method, address, headers, body."""


def over_http(method: str, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
    request = Request(address, body if method != "GET" else None, dict(headers), method=method)
    try:
        with urlopen(request, timeout=SECONDS) as response:
            return Answer(response.status, response.headers, response.read())
    except HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def into(client: Any) -> Send:
    """Into the platform by Django's test client."""

    def send(method: str, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        parts = urlsplit(address)
        given = {name: value for name, value in headers.items() if name != "Content-Type"}
        media_type = headers.get("Content-Type", "application/octet-stream")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        response = client.generic(method, path, body, content_type=media_type, headers=given)
        assert not response.cookies, "a machine was given a cookie"
        return Answer(response.status_code, dict(response.headers), response.content)

    return send


# --- JOSE, spelled out -----------------------------------------------------------------------------------------------


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_key() -> Key:
    return ec.generate_private_key(P256)


def jwk(key: Key) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": b64(numbers.x.to_bytes(32)), "y": b64(numbers.y.to_bytes(32))}


def thumbprint(key: Key) -> str:
    return b64(hashlib.sha256(json.dumps(jwk(key), sort_keys=True, separators=(",", ":")).encode()).digest())


def jws(key: Key, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    said = f"{b64(json.dumps({'alg': 'ES256', **header}).encode())}.{b64(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{b64(r.to_bytes(32) + s.to_bytes(32))}"


def with_bad_signature(text: str) -> str:
    said, _dot, signature = text.rpartition(".")
    flipped = bytearray(unb64(signature))
    flipped[5] ^= 1
    return f"{said}.{b64(bytes(flipped))}"


def claims_of(text: str) -> dict[str, Any]:
    """The claims of a JWS or of the issuer's part of an SD-JWT, unchecked."""
    claims: dict[str, Any] = json.loads(unb64(text.split("~")[0].split(".")[1]))
    return claims


def _agreed(secret: bytes, cipher: str) -> bytes:
    size = {"A128GCM": 16, "A256GCM": 32}[cipher]
    name = len(cipher).to_bytes(4) + cipher.encode()
    info = name + (0).to_bytes(4) + (0).to_bytes(4) + (size * 8).to_bytes(4)
    return ConcatKDFHash(hashes.SHA256(), size, info).derive(secret)


def encrypted(content: Mapping[str, Any], recipient: Mapping[str, str], cipher: str = "A256GCM") -> str:
    numbers = ec.EllipticCurvePublicNumbers(
        int.from_bytes(unb64(recipient["x"])), int.from_bytes(unb64(recipient["y"])), P256
    )
    once = new_key()
    header = {"alg": "ECDH-ES", "enc": cipher, "kid": recipient["kid"], "epk": jwk(once)}
    protected = b64(json.dumps(header).encode())
    key = _agreed(once.exchange(ec.ECDH(), numbers.public_key()), cipher)
    iv = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(iv, json.dumps(content).encode(), protected.encode())
    return f"{protected}..{b64(iv)}.{b64(sealed[:-16])}.{b64(sealed[-16:])}"


def decrypted(text: str, key: Key) -> Any:
    protected, _none, iv, sealed, tag = text.split(".")
    header = json.loads(unb64(protected))
    point = ec.EllipticCurvePublicNumbers(
        int.from_bytes(unb64(header["epk"]["x"])), int.from_bytes(unb64(header["epk"]["y"])), P256
    )
    agreed = _agreed(key.exchange(ec.ECDH(), point.public_key()), header["enc"])
    return json.loads(AESGCM(agreed).decrypt(unb64(iv), unb64(sealed) + unb64(tag), protected.encode()))


# --- a provider of wallets -------------------------------------------------------------------------------------------


@dataclass
class Provider:
    """Who makes wallets and speaks for them: a root that an issuer may trust, and a signer under it."""

    now: Callable[[], datetime]
    root_key: Key = field(default_factory=new_key)
    key: Key = field(default_factory=new_key)

    def __post_init__(self) -> None:
        self.root = self._certificate("Root of wallets", self.root_key, "Root of wallets", self.root_key, ca=True)
        self.certificate = self._certificate("Provider of wallets", self.key, "Root of wallets", self.root_key)

    def _certificate(self, name: str, key: Key, issuer: str, issuer_key: Key, *, ca: bool = False) -> x509.Certificate:
        begin = self.now() - timedelta(days=1)
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        return builder.sign(issuer_key, hashes.SHA256())

    @property
    def anchors(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    @property
    def x5c(self) -> list[str]:
        return [base64.b64encode(self.certificate.public_bytes(serialization.Encoding.DER)).decode()]

    def wallet_attestation(self, key: Key, **changes: Any) -> str:
        now = int(self.now().timestamp())
        claims = {
            "iss": "https://provider.example",
            "sub": "https://wallet.example",
            "wallet_name": "Example wallet",
            "iat": now,
            "exp": now + 3600,
            "cnf": {"jwk": jwk(key)},
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        return jws(self.key, {"typ": "oauth-client-attestation+jwt", "x5c": self.x5c}, claims)

    def key_attestation(self, keys: list[Key], nonce: str, /, **changes: Any) -> str:
        now = int(self.now().timestamp())
        claims = {"iat": now, "exp": now + 3600, "attested_keys": [jwk(key) for key in keys], "nonce": nonce}
        return jws(self.key, {"typ": "key-attestation+jwt", "x5c": self.x5c}, claims | changes)


# --- the wallet ------------------------------------------------------------------------------------------------------


@dataclass
class PhoneWallet:
    """One wallet of one holder. `provider` attests it where it has one; `proves` gives it a sender key (DPoP).

    What a test wants to be wrong is put into `spoil`: a function by name of the text that it changes.
    """

    site: str
    send: Send = over_http
    provider: Provider | None = None
    proves: bool = False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    instance_key: Key = field(default_factory=new_key)
    sender_key: Key = field(default_factory=new_key)
    holder_keys: list[Key] = field(default_factory=list)
    spoil: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    access: str = ""
    refresh: str = ""
    notification: str = ""
    verifier: str = ""

    def __post_init__(self) -> None:
        self.issuer = self.get(f"{self.site}/.well-known/openid-credential-issuer").json
        self.server = self.get(f"{self.site}/.well-known/oauth-authorization-server").json
        assert self.issuer["credential_issuer"] == self.server["issuer"] == self.site

    def get(self, address: str, **headers: str) -> Answer:
        return self.send("GET", address, headers, b"")

    def post(self, address: str, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.send("POST", address, {"Content-Type": media_type, **(headers or {})}, body)

    def _spoiled(self, name: str, value: Any) -> Any:
        return self.spoil[name](value) if name in self.spoil else value

    # what goes into headers

    def _client(self, address: str, changes: Mapping[str, Any] | None = None) -> dict[str, str]:
        headers = {}
        if self.provider:
            attestation = self.provider.wallet_attestation(self.instance_key)
            proof_claims = {
                "iss": "https://wallet.example",
                "aud": self.site,
                "jti": secrets.token_hex(8),
                "iat": int(self.now().timestamp()),
            }
            key = self._spoiled("wallet_proof_key", self.instance_key)
            claims = self._spoiled("wallet_proof_claims", proof_claims)
            proof = jws(key, {"typ": "oauth-client-attestation-pop+jwt"}, claims)
            headers["OAuth-Client-Attestation"] = self._spoiled("wallet_attestation", attestation)
            headers["OAuth-Client-Attestation-PoP"] = self._spoiled("wallet_proof", proof)
        return headers | self.sender_proof(address)

    def sender_proof(self, address: str, token: str = "") -> dict[str, str]:
        if not self.proves:
            return {}
        claims = {"htm": "POST", "htu": address, "iat": int(self.now().timestamp()), "jti": secrets.token_hex(8)}
        if token:
            claims["ath"] = b64(hashlib.sha256(token.encode()).digest())
        claims = self._spoiled("dpop_claims", claims)
        key = self._spoiled("sender_key", self.sender_key)
        return {"DPoP": self._spoiled("dpop", jws(key, {"typ": "dpop+jwt", "jwk": jwk(key)}, claims))}

    def _bearer(self, address: str) -> dict[str, str]:
        scheme = "DPoP" if self.proves else "Bearer"
        return {"Authorization": f"{scheme} {self.access}", **self.sender_proof(address, self.access)}

    # the pre-authorised code

    def read_offer(self, link: str) -> dict[str, Any]:
        """What the holder scans: openid-credential-offer://?credential_offer_uri=…"""
        (address,) = parse_qs(urlsplit(link).query)["credential_offer_uri"]
        answer = self.get(address)
        assert answer.status == 200, answer
        offer: dict[str, Any] = answer.json
        assert offer["credential_issuer"] == self.site
        return offer

    def redeem(self, offer: Mapping[str, Any], digits: str) -> Answer:
        code = offer["grants"][PRE_AUTHORIZED]["pre-authorized_code"]
        return self._token({"grant_type": PRE_AUTHORIZED, "pre-authorized_code": code, "tx_code": digits})

    def renew(self) -> Answer:
        return self._token({"grant_type": "refresh_token", "refresh_token": self.refresh})

    def _token(self, form: Mapping[str, str]) -> Answer:
        address = self.server["token_endpoint"]
        if self.provider:
            form = {**form, "client_id": "https://wallet.example"}
        body = urlencode(form).encode()
        answer = self.post(address, body, "application/x-www-form-urlencoded", self._client(address))
        if answer.status == 200:
            self.access = answer.json["access_token"]
            self.refresh = answer.json.get("refresh_token", self.refresh)
        return answer

    # the authorization code

    def push(self, *scopes: str, **changes: str) -> Answer:
        """Pushed authorization request; the answer leads to `authorization_address`."""
        self.verifier = secrets.token_urlsafe(48)
        address = self.server["pushed_authorization_request_endpoint"]
        form = {
            "response_type": "code",
            "client_id": "https://wallet.example",
            "scope": " ".join(scopes),
            "redirect_uri": RETURN_TO,
            "state": "state of the wallet",
            "code_challenge": b64(hashlib.sha256(self.verifier.encode()).digest()),
            "code_challenge_method": "S256",
        } | changes
        body = urlencode(form).encode()
        return self.post(address, body, "application/x-www-form-urlencoded", self._client(address))

    def authorization_address(self, pushed: Answer) -> str:
        words = {"client_id": "https://wallet.example", "request_uri": pushed.json["request_uri"]}
        return f"{self.server['authorization_endpoint']}?{urlencode(words)}"

    def redeem_code(self, location: str, **changes: str) -> Answer:
        """The address to which the browser was sent back."""
        words = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert words["iss"] == self.site
        assert words["state"] == "state of the wallet"
        form = {
            "grant_type": "authorization_code",
            "code": words["code"],
            "redirect_uri": RETURN_TO,
            "code_verifier": self.verifier,
        }
        return self._token(form | changes)

    # copies

    def nonce(self) -> str:
        answer = self.post(self.issuer["nonce_endpoint"], b"", "application/json")
        assert answer.status == 200, answer
        return str(answer.json["c_nonce"])

    def proofs(self, keys: list[Key], nonce: str, /, **changes: Any) -> dict[str, list[str]]:
        """One signature for each key, or the provider's word for all of them where the wallet has a provider."""
        claims = {"aud": self.site, "iat": int(self.now().timestamp()), "nonce": nonce} | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        header: dict[str, Any] = {"typ": "openid4vci-proof+jwt"}
        if not self.provider:
            return {"jwt": [jws(key, {**header, "jwk": jwk(key)}, claims) for key in keys]}
        attestation = self._spoiled("key_attestation", self.provider.key_attestation(keys, nonce))
        return {"jwt": [jws(keys[0], {**header, "kid": "0", "key_attestation": attestation}, claims)]}

    def ask(
        self,
        configuration: str,
        count: int = 1,
        *,
        proofs: Mapping[str, Any] | None = None,
        encrypts: bool = False,
        query: str = "",
        **changes: Any,
    ) -> Answer:
        """A credential request for so many copies. A change to None takes a member away."""
        keys = [new_key() for _ in range(count)]
        given = proofs if proofs is not None else self.proofs(keys, self.nonce())
        content = {"credential_configuration_id": configuration, "proofs": self._spoiled("proofs", given)} | changes
        content = {name: value for name, value in content.items() if value is not None}
        address = self.issuer["credential_endpoint"]
        headers = self._bearer(address) if not query else self.sender_proof(address)
        if not encrypts:
            answer = self.post(address + query, json.dumps(content).encode(), "application/json", headers)
        else:
            answer = self._ask_secretly(address, content, headers)
        if answer.status == 200:
            self.holder_keys += keys
            self.notification = answer.json["notification_id"]
        return answer

    def _ask_secretly(self, address: str, content: dict[str, Any], headers: Mapping[str, str]) -> Answer:
        own = new_key()
        reader = {"jwk": {**jwk(own), "alg": "ECDH-ES", "kid": "own"}, "enc": "A256GCM"}
        content = {"credential_response_encryption": reader, **content}
        (recipient, *_others) = self.issuer["credential_request_encryption"]["jwks"]["keys"]
        answer = self.post(address, encrypted(content, recipient).encode(), "application/jwt", headers)
        if answer.status != 200:
            return answer
        assert answer.headers["Content-Type"] == "application/jwt"
        return Answer(200, answer.headers, json.dumps(decrypted(answer.body.decode(), own)).encode())

    def tell(self, event: str, notification: str | None = None) -> Answer:
        address = self.issuer["notification_endpoint"]
        said = {"notification_id": self.notification if notification is None else notification, "event": event}
        return self.post(address, json.dumps(said).encode(), "application/json", self._bearer(address))
