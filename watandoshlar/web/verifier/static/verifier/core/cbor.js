/* Deterministic CBOR (RFC 8949, 4.2.1) in the one form that a seal may have. The twin of foundation/crypto/strict_cbor.py:
   whole numbers, byte strings, text, arrays, maps with whole-number or text keys in bytewise order, false, true, null.
   Maps become Map, byte strings Uint8Array, numbers beyond 2^53 BigInt. */

import { NotASeal } from "./not_a_seal.js";

const MAX_DEPTH = 12;
const SIMPLE = new Map([[20, false], [21, true], [22, null]]);
const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Strict UTF-8. Throws NotASeal. */
export function textOf(bytes) {
  try {
    return TEXT.decode(bytes);
  } catch {
    throw new NotASeal();
  }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.kind = 0;
  }

  /** Reads a major type into `kind` and returns its argument; only the shortest spelling is allowed. */
  head() {
    if (this.at >= this.bytes.length) throw new NotASeal();
    const first = this.bytes[this.at++];
    this.kind = first >> 5;
    const short = first & 31;
    if (short < 24) return short;
    if (short > 27 || this.kind === 7) throw new NotASeal();
    const length = 1 << (short - 24);
    if (this.at + length > this.bytes.length) throw new NotASeal();
    const argument = length === 8 ? this.long() : this.number(length);
    if (argument < (length === 1 ? 24 : 2 ** (4 * length))) throw new NotASeal();
    return argument;
  }

  number(length) {
    let value = 0;
    while (length--) value = value * 256 + this.bytes[this.at++];
    return value;
  }

  long() {
    const high = this.number(4);
    const low = this.number(4);
    return high < 0x200000 ? high * 4294967296 + low : BigInt(high) * BigInt(4294967296) + BigInt(low);
  }

  item(depth) {
    if (depth > MAX_DEPTH) throw new NotASeal();
    const argument = this.head();
    switch (this.kind) {
      case 0:
        return argument;
      case 1:
        return typeof argument === "bigint" || argument === Number.MAX_SAFE_INTEGER ? BigInt(-1) - BigInt(argument) : -1 - argument;
      case 2:
        return this.bytesOf(argument);
      case 3:
        return textOf(this.bytesOf(argument));
      case 4:
        return this.array(argument, depth);
      case 5:
        return this.map(argument, depth);
      case 7:
        if (SIMPLE.has(argument)) return SIMPLE.get(argument);
    }
    throw new NotASeal();
  }

  bytesOf(length) {
    if (length > this.bytes.length - this.at) throw new NotASeal();
    return this.bytes.subarray(this.at, (this.at += length));
  }

  array(count, depth) {
    // Each item takes a byte at least: a count beyond that is refused before anything is kept for it.
    if (count > this.bytes.length - this.at) throw new NotASeal();
    const items = [];
    while (count--) items.push(this.item(depth + 1));
    return items;
  }

  map(count, depth) {
    if (count > this.bytes.length - this.at) throw new NotASeal();
    const items = new Map();
    let before = new Uint8Array(0);
    while (count--) {
      const start = this.at;
      const key = this.item(depth + 1);
      const spelling = this.bytes.subarray(start, this.at);
      // Strictly growing spellings are both the required order and the absence of duplicates.
      if (!isAfter(spelling, before) || ![0, 1, 3].includes(spelling[0] >> 5)) throw new NotASeal();
      before = spelling;
      items.set(key, this.item(depth + 1));
    }
    return items;
  }
}

function isAfter(later, earlier) {
  const both = Math.min(later.length, earlier.length);
  for (let at = 0; at < both; at++) if (later[at] !== earlier[at]) return later[at] > earlier[at];
  return later.length > earlier.length;
}

/** The one value that `bytes` spell. Throws NotASeal. */
export function decodeCbor(bytes) {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (reader.at !== bytes.length) throw new NotASeal();
  return value;
}
