/* base64url (RFC 4648, 5) without padding, in its one spelling. */

import { NotASeal } from "./not_a_seal.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The bytes of `text`. Throws NotASeal for anything that `bytes` do not spell to. */
export function decodeBase64(text) {
  const length = text.length;
  if (length % 4 === 1) throw new NotASeal();
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let held = 0;
  let count = 0;
  let to = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? VALUES[code] : -1;
    if (value < 0) throw new NotASeal();
    held = ((held << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) bytes[to++] = (held >> (count -= 8)) & 255;
  }
  if (held & ((1 << count) - 1)) throw new NotASeal();
  return bytes;
}
