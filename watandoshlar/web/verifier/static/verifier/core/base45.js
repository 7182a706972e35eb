/* Base45 (RFC 9285), as a QR code stores bytes most densely. The twin of foundation/crypto/base45.py. */

import { NotASeal } from "./not_a_seal.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

function valueAt(text, at) {
  const code = text.charCodeAt(at);
  const value = code < 128 ? VALUES[code] : -1;
  if (value < 0) throw new NotASeal();
  return value;
}

/** The bytes of `text` from `start` on. Throws NotASeal on a foreign character, length or group. */
export function decodeBase45(text, start = 0) {
  const length = text.length - start;
  const rest = length % 3;
  if (rest === 1) throw new NotASeal();
  const content = new Uint8Array(((length - rest) / 3) * 2 + (rest ? 1 : 0));
  let to = 0;
  let at = start;
  for (const whole = text.length - rest; at < whole; at += 3) {
    const group = valueAt(text, at) + 45 * valueAt(text, at + 1) + 2025 * valueAt(text, at + 2);
    if (group > 0xffff) throw new NotASeal();
    content[to++] = group >> 8;
    content[to++] = group & 0xff;
  }
  if (rest) {
    const group = valueAt(text, at) + 45 * valueAt(text, at + 1);
    if (group > 0xff) throw new NotASeal();
    content[to] = group;
  }
  return content;
}
