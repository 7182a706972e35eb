r"""How the rows of the record are hashed, complete enough to write an independent verifier.

**Canonical JSON.** An object, array, string, integer, true, false or null as RFC 8259 says, in UTF-8, without any white
space; the keys of every object sorted by Unicode code point; numbers only as integers in plain decimal digits; in
strings only `"`, `\` and U+0000 to U+001F are escaped, as `\"`, `\\`, `\b`, `\f`, `\n`, `\r`, `\t` where such a short
form exists and as `\u00xx` (small hexadecimal digits) otherwise; all other characters stand as they are.

**Instants** are written in UTC with six decimals: `2026-11-02T09:30:00.000000+00:00`.

**Entry** (table `audit_entry`). The hash is SHA-256 over these bytes, one after the other:

1. `previous`: the 32 bytes of the hash of the entry at `position - 1` of the same chain; 32 zero bytes at position 1;
2. `position` in decimal digits, then one line feed (0x0A);
3. `transaction_id` in decimal digits, then one line feed;
4. the canonical JSON of `{"account": account_id or null, "act": act, "at": at, "chain": chain, "facts": facts}`.

**Seal** (table `audit_seal`). The hash is SHA-256 over the 32 bytes of `previous` (the hash of the seal with the number
before; 32 zero bytes for number 1), then the canonical JSON of `{"at": at, "entries": entries, "from_transaction":
from_transaction, "heads": heads, "number": number, "until_transaction": until_transaction}`. A seal covers the entries
with `from_transaction <= transaction_id < until_transaction`, and `heads` has, for every chain among them, the highest
position of these entries and the hash found there: `{"case:UZ-26-0001": {"hash": 64 small hexadecimal digits,
"position": 5}}`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

BEGINNING = bytes(32)


def canonical_json(value: object) -> str:
    """The one text that stands for `value`.

    Raises TypeError for what has no single form in JSON: floating-point numbers, keys that are not text, other types.
    """
    _refuse_ambiguous(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_ambiguous(value: object) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case list() | tuple():
            for item in value:
                _refuse_ambiguous(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"A key must be text, not {type(key).__name__}.")
                _refuse_ambiguous(item)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form.")


def canonical_instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_body(*, chain: str, at: datetime, account_id: int | None, act: str, facts: Mapping[str, object]) -> str:
    """The part of an entry that is known before its place in the chain is: item 4 of the list above."""
    return canonical_json(
        {"account": account_id, "act": act, "at": canonical_instant(at), "chain": chain, "facts": dict(facts)}
    )


def entry_hash(*, previous: bytes, position: int, transaction_id: int, body: str) -> bytes:
    return sha256(previous + f"{position}\n{transaction_id}\n{body}".encode()).digest()


def seal_hash(
    *,
    previous: bytes,
    number: int,
    from_transaction: int,
    until_transaction: int,
    entries: int,
    heads: Mapping[str, object],
    at: datetime,
) -> bytes:
    body = {
        "at": canonical_instant(at),
        "entries": entries,
        "from_transaction": from_transaction,
        "heads": dict(heads),
        "number": number,
        "until_transaction": until_transaction,
    }
    return sha256(previous + canonical_json(body).encode()).digest()
