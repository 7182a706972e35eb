"""The urn of a secret ballot: three numbers under a key of their own.

A vote opens them, adds one and seals them anew under a fresh nonce. The numbers have one length whatever they are, so
the row tells nothing before or after a vote, nor does its order; the key is destroyed with the count. See
docs/decisions/0039-secret-ballots.md for what remains possible to who holds both the key of the installation and every
state that the row ever had.
"""

import struct
from collections.abc import Mapping

from watandoshlar.capabilities.people.api import key_ring
from watandoshlar.domains.commissions.models import Item, Urn
from watandoshlar.domains.commissions.states import CHOICES
from watandoshlar.foundation.crypto import decrypt, encrypt, new_data_key, unwrap

NUMBERS = struct.Struct(">3H")
ORDER = tuple(CHOICES)


def make_urn(item: Item) -> Urn:
    """An empty urn; the act saves the row."""
    data_key, wrapped = new_data_key(key_ring())
    return Urn(item=item, key=wrapped, content=encrypt(data_key, NUMBERS.pack(0, 0, 0), _context(item)))


def put_into(urn: Urn, choice: str) -> None:
    """Add one vote; the act has locked the row and saves it."""
    data_key = unwrap(key_ring(), bytes(urn.key))
    numbers = list(_numbers(urn))
    numbers[ORDER.index(choice)] += 1
    urn.content = encrypt(data_key, NUMBERS.pack(*numbers), _context(urn.item))


def empty(urn: Urn) -> Mapping[str, int]:
    """The numbers by choice; key and content are gone, and the act saves the row."""
    numbers = dict(zip(ORDER, _numbers(urn), strict=True))
    urn.key = urn.content = b""
    return numbers


def _numbers(urn: Urn) -> tuple[int, ...]:
    return NUMBERS.unpack(decrypt(unwrap(key_ring(), bytes(urn.key)), bytes(urn.content), _context(urn.item)))


def _context(item: Item) -> bytes:
    return f"urn:{item.pk}".encode()
