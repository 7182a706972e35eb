"""Sealing a file of our typesetting."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from watandoshlar.foundation.crypto import Signer

from .cms import length_of_signature, make_signature

FIELD_NAME = "Seal"
_TAIL = re.compile(rb"trailer\n<<(.*)>>\nstartxref\n([0-9]+)\n%%EOF\s*\Z", re.DOTALL)
_PLACE = re.compile(rb"([0-9]{10}) ([0-9]{5}) n")
_PLACE_LENGTH = 20
_REFERENCE = rb"\s*([0-9]+) 0 R"
_PLAIN = re.compile(r"[A-Za-z0-9 .,:/-]*")
RANGE_LENGTH = 36
"""Room for the three numbers of a ByteRange, each of up to ten digits, with what stands between them."""


class CannotSeal(ValueError):
    """The file is not one that our typesetting writes, or it is sealed already."""

    code = "cannot_seal"


@dataclass(frozen=True)
class PdfFacts:
    """What a seal says about its file. `number` names the document, `content_hash` ties the file to the QR code printed
    in it, `issuer` says in plain Latin letters whose seal it is."""

    number: str
    content_hash: bytes
    made_at: datetime
    issuer: str


def seal_pdf(pdf: bytes, facts: PdfFacts, signer: Signer, chain: Sequence[bytes]) -> bytes:
    """The file with its seal. Raises CannotSeal and ChainOfAnotherKey."""
    file = _File(pdf)
    seal, field = file.size, file.size + 1
    root, page = file.root, file.first_page()
    length = 2 * length_of_signature(chain)
    head, tail = _signature_dictionary(facts, b"0" * length, seal)
    objects = {
        seal: head + tail,
        field: _field(field, seal, page),
        page: file.with_entry(page, b"/Annots", b"[%d 0 R]" % field),
        root: file.with_entry(
            root, b"/AcroForm", b"<</Fields[%d 0 R]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>" % (field, seal)
        ),
    }
    start = b"" if pdf.endswith(b"\n") else b"\n"
    update = start + _written(objects, len(pdf) + len(start), file)
    return _signed(pdf + update, len(pdf) + len(start) + len(head), length, signer, chain)


def _signed(unsigned: bytes, opens: int, length: int, signer: Signer, chain: Sequence[bytes]) -> bytes:
    """Fill in which bytes are signed, and their signature. `opens` is the place of its `<`."""
    closed = opens + length + 2
    covered = b"%d %d %d" % (opens, closed, len(unsigned) - closed)
    at = opens - len(b"]/Contents") - RANGE_LENGTH
    before = unsigned[:at] + covered.ljust(RANGE_LENGTH) + unsigned[at + RANGE_LENGTH : opens]
    after = unsigned[closed:]
    digest = hashlib.sha256(before + after).digest()
    signature = make_signature(digest, signer, chain).hex().encode()
    return before + b"<" + signature.ljust(length, b"0") + b">" + after


def _signature_dictionary(facts: PdfFacts, contents: bytes, number: int) -> tuple[bytes, bytes]:
    """The object up to the signature, and from there on."""
    head = (
        b"%d 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached" % number
        + b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]"
        + b"/Name(%s)/M(D:%s)" % (_plain(facts.issuer), f"{facts.made_at.astimezone(UTC):%Y%m%d%H%M%SZ}".encode())
        + b"/Reason(%s)/ContentHash<%s>" % (_plain(facts.number), facts.content_hash.hex().encode())
        + b"/ByteRange[0 %s]/Contents" % (b" " * RANGE_LENGTH)
    )
    return head, b"<" + contents + b">>>\nendobj\n"


def _field(number: int, seal: int, page: int) -> bytes:
    """A field of no size needs no appearance in an archive file; printed (4) and locked (128) are what it allows."""
    return b"%d 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/V %d 0 R/P %d 0 R/F 132/Rect[0 0 0 0]>>\nendobj\n" % (
        number,
        FIELD_NAME.encode(),
        seal,
        page,
    )


def _written(objects: dict[int, bytes], start: int, file: "_File") -> bytes:
    """The objects with a table of their places and a trailer that leads back to the file as it was."""
    body, places = b"", {}
    for number, content in objects.items():
        places[number] = start + len(body)
        body += content
    table = b"".join(b"%d 1\n%010d 00000 n\r\n" % (number, places[number]) for number in sorted(places))
    trailer = b"<</Size %d/Prev %d%s>>" % (file.size + 2, file.table, file.kept)
    return body + b"xref\n" + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % (start + len(body))


def _plain(text: str) -> bytes:
    """What stands between the brackets of a PDF string without any escape."""
    if not _PLAIN.fullmatch(text):
        raise CannotSeal(f"{text!r} is no plain text")
    return text.encode("ascii")


class _File:
    """A PDF as our typesetting writes it: one table of places, no object streams, dictionaries that begin with `<<`."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        tail = _TAIL.search(pdf, max(0, len(pdf) - 2048))
        if tail is None:
            raise CannotSeal("no trailer")
        entries, self.table = tail[1], int(tail[2])
        self.size, self.root = _number(rb"/Size\s*([0-9]+)", entries), _number(rb"/Root" + _REFERENCE, entries)
        head = b"xref\n0 %d\n" % self.size
        if b"/Prev" in entries or not pdf.startswith(head, self.table):
            raise CannotSeal("not the first version of a file")
        self.kept = re.sub(rb"/Size\s*[0-9]+", b"", entries)
        self._places = self.table + len(head)

    def content(self, number: int) -> bytes:
        """The object, head and end included."""
        at = self._places + number * _PLACE_LENGTH
        place = _PLACE.match(self.pdf, at)
        if number >= self.size or place is None:
            raise CannotSeal("no such object")
        start = int(place[1])
        if not self.pdf.startswith(b"%d 0 obj\n<<" % number, start):
            raise CannotSeal("not a dictionary")
        end = self.pdf.index(b"endobj\n", start) + len(b"endobj\n")
        return self.pdf[start:end]

    def first_page(self) -> int:
        number = _number(rb"/Pages" + _REFERENCE, self.content(self.root))
        while b"/Type/Pages" in (node := self.content(number)):
            number = _number(rb"/Kids\s*\[" + _REFERENCE, node)
        return number

    def with_entry(self, number: int, key: bytes, value: bytes) -> bytes:
        """The object with one more entry, first of all."""
        content = self.content(number)
        if key in content:
            raise CannotSeal(f"the file has {key.decode()} already")
        head = b"%d 0 obj\n<<" % number
        return head + key + value + content[len(head) :]


def _number(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if found is None:
        raise CannotSeal("an entry is missing")
    return int(found[1])
