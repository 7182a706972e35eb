"""The trust list, and what the authorities above the keys say. Whoever reads it has pinned the root before."""

from base64 import b64decode
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.http import HttpRequest, HttpResponse

from watandoshlar.domains.certificates.api import PublishedTrustList, newest_trust_list, trust_list_authorities
from watandoshlar.web.registers.answers import published

LIST, PEM, WITHDRAWALS = "application/trust-list+jwt", "application/x-pem-file", "application/pkix-crl"


@published
def trust_list(request: HttpRequest) -> HttpResponse:
    """The newest list, a compact JWS under the root."""
    return _of_newest(lambda newest: newest.text.encode(), LIST)


@published
def root(request: HttpRequest) -> HttpResponse:
    """The certificate of the root, to compare with the printed fingerprint and to pin."""
    return _of_newest(lambda newest: _pem(bytes(newest.root)), PEM)


@published
def authority(request: HttpRequest, name: str) -> HttpResponse:
    """The certificate of an authority under which signers stand: documents, iaca or csca."""
    return _of_newest(lambda newest: _pem(trust_list_authorities(newest)[name]), PEM)


@published
def withdrawals(request: HttpRequest, name: str) -> HttpResponse:
    """The certificates that an authority has withdrawn, where its certificates look for them (RFC 5280, 4.2.1.13)."""
    return _of_newest(lambda newest: b64decode(newest.withdrawals[name]), WITHDRAWALS)


def _of_newest(part: Callable[[PublishedTrustList], bytes], content_type: str) -> HttpResponse:
    newest = newest_trust_list()
    try:
        content = part(newest) if newest else b""
    except KeyError:
        content = b""
    if not newest or not content:
        return HttpResponse(status=404, content_type="text/plain")
    answer = HttpResponse(content, content_type=content_type)
    answer["ETag"] = str(newest.version)
    return answer


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
