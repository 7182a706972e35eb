/* zlib streams (RFC 1950, 1951), read with a cap, in one piece and to their very end.
   The browser's own DecompressionStream is missing on older phones, cannot be stopped at a length exactly, and cannot be
   asked without waiting; a reader of its own refuses the same streams everywhere, which the tests hold against zlib. */

import { NotASeal } from "./not_a_seal.js";

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
  12289, 16385, 24577,
];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER_OF_LENGTHS = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;
const END_OF_BLOCK = 256;

class Bits {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
    this.held = 0;
    this.count = 0;
  }

  take(count) {
    while (this.count < count) {
      if (this.at >= this.bytes.length) throw new NotASeal();
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  /** Forgets the rest of the byte; whole bytes are never held back. */
  toByte() {
    this.held = 0;
    this.count = 0;
  }
}

/** Canonical codes of these lengths. `isWhole`: every code must be in use, else a single code of one bit may be alone. */
function codesOf(lengths, isWhole) {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]++;
  let left = 1;
  let longest = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    left = left * 2 - counts[length];
    if (left < 0) throw new NotASeal();
    if (counts[length]) longest = length;
  }
  const isEmpty = longest === 0;
  if (left > 0 && (isWhole || !(isEmpty || longest === 1))) throw new NotASeal();
  const starts = new Uint16Array(LONGEST_CODE + 2);
  for (let length = 1; length <= LONGEST_CODE; length++) starts[length + 1] = starts[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[starts[length]++] = symbol;
  });
  return { counts, symbols };
}

function symbolOf(bits, { counts, symbols }) {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    code |= bits.take(1);
    const count = counts[length];
    if (code - count < first) return symbols[index + (code - first)];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new NotASeal();
}

const FIXED_LENGTHS = Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
const FIXED = [codesOf(FIXED_LENGTHS, true), codesOf(new Array(32).fill(5), true)];

function readCodes(bits) {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const given = bits.take(4) + 4;
  if (literals > 286 || distances > 30) throw new NotASeal();
  const lengths = new Array(19).fill(0);
  for (let index = 0; index < given; index++) lengths[ORDER_OF_LENGTHS[index]] = bits.take(3);
  const all = readLengths(bits, codesOf(lengths, true), literals + distances);
  if (all[END_OF_BLOCK] === 0) throw new NotASeal();
  return [codesOf(all.slice(0, literals), false), codesOf(all.slice(literals), false)];
}

function readLengths(bits, codes, count) {
  const lengths = [];
  while (lengths.length < count) {
    const symbol = symbolOf(bits, codes);
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    if (symbol === 16 && lengths.length === 0) throw new NotASeal();
    const repeated = symbol === 16 ? lengths[lengths.length - 1] : 0;
    let times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (lengths.length + times > count) throw new NotASeal();
    while (times--) lengths.push(repeated);
  }
  return lengths;
}

class Output {
  constructor(most) {
    this.most = most;
    this.bytes = new Uint8Array(Math.min(most, 8192));
    this.length = 0;
  }

  room(count) {
    const needed = this.length + count;
    if (needed > this.most) throw new NotASeal();
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(this.most, Math.max(needed, this.bytes.length * 2)));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  push(byte) {
    this.room(1);
    this.bytes[this.length++] = byte;
  }

  repeat(distance, count) {
    if (distance > this.length) throw new NotASeal();
    this.room(count);
    for (const bytes = this.bytes; count--; this.length++) bytes[this.length] = bytes[this.length - distance];
  }
}

function readStored(bits, output) {
  bits.toByte();
  const length = bits.take(8) | (bits.take(8) << 8);
  const complement = bits.take(8) | (bits.take(8) << 8);
  if (length !== (~complement & 0xffff) || bits.at + length > bits.bytes.length) throw new NotASeal();
  output.room(length);
  output.bytes.set(bits.bytes.subarray(bits.at, bits.at + length), output.length);
  output.length += length;
  bits.at += length;
}

function readCoded(bits, output, [literals, distances]) {
  for (;;) {
    const symbol = symbolOf(bits, literals);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      output.push(symbol);
      continue;
    }
    const place = symbol - 257;
    if (place >= LENGTHS.length) throw new NotASeal();
    const length = LENGTHS[place] + bits.take(LENGTH_BITS[place]);
    const far = symbolOf(bits, distances);
    if (far >= DISTANCES.length) throw new NotASeal();
    output.repeat(DISTANCES[far] + bits.take(DISTANCE_BITS[far]), length);
  }
}

function adler32(bytes) {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    for (const end = Math.min(at + 3800, bytes.length); at < end; at++) high += low += bytes[at];
    low %= 65521;
    high %= 65521;
  }
  return ((high << 16) | low) >>> 0;
}

/** What the zlib stream `bytes` holds, at most `most` bytes. Throws NotASeal when it is broken, longer, or goes on. */
export function inflate(bytes, most) {
  const isZlib = bytes.length > 2 && (bytes[0] & 15) === 8 && bytes[0] >> 4 <= 7;
  if (!isZlib || ((bytes[0] << 8) | bytes[1]) % 31 || bytes[1] & 32) throw new NotASeal();
  const bits = new Bits(bytes, 2);
  const output = new Output(most);
  for (let isLast = 0; !isLast; ) {
    isLast = bits.take(1);
    const kind = bits.take(2);
    if (kind === 3) throw new NotASeal();
    if (kind === 0) readStored(bits, output);
    else readCoded(bits, output, kind === 1 ? FIXED : readCodes(bits));
  }
  const whole = output.bytes.subarray(0, output.length);
  const at = bits.at;
  if (bytes.length - at !== 4) throw new NotASeal();
  const sum = ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
  if (sum !== adler32(whole)) throw new NotASeal();
  return whole;
}
