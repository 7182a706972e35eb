/* Token status lists (draft-ietf-oauth-status-list-20), as JWT. The twin of foundation/crypto/status_list.py.
   Only whole lists are ever fetched: nobody learns from a request which document was checked. */

import { decodeBase64 } from "./base64.js";
import { inflate } from "./inflate.js";
import { NotASeal } from "./not_a_seal.js";
import { ES256, isLow, verifySignature } from "./signatures.js";
import { isSecond, readToken } from "./tokens.js";

/** The kind of document that a key must be trusted for to sign lists. */
export const KIND = "status-lists";
const TYPE = "statuslist+jwt";
const MAX_LENGTH = 8_000_000;
const MOST_BYTES = 2 ** 22;
const STATUSES = ["valid", "revoked", "suspended", "superseded"];

const isCount = (value) => Number.isInteger(value) && value >= 0;

/** The list at the address `uri`: { uri, bits, packed, issuedAt, expiresAt, version }. Throws NotASeal. `keys` as in a trust list;
    which of them count at the second `at` is judged as for a seal. */
export async function readStatusList(text, keys, uri, at) {
  const { header, payload, signature, signed } = readToken(text, MAX_LENGTH);
  if (!header || header.alg !== "ES256" || header.typ !== TYPE || "crit" in header) throw new NotASeal();
  const key = keys.get(header.kid);
  const isSigned = key && isLow(signature, ES256) && (await verifySignature(key.crypto, ES256, signature, signed));
  if (!isSigned || !payload || !payload.status_list) throw new NotASeal();
  const { sub, iat, exp, ttl, version = 0, status_list: listed } = payload;
  if (sub !== uri || !isSecond(iat) || !isSecond(exp) || !isCount(ttl) || !isCount(version)) throw new NotASeal();
  if (!maySign(key, iat, at) || ![1, 2, 4, 8].includes(listed.bits) || typeof listed.lst !== "string") throw new NotASeal();
  const packed = inflate(decodeBase64(listed.lst), MOST_BYTES);
  return { uri, bits: listed.bits, packed, issuedAt: iat, expiresAt: exp, version };
}

/** Whether the list `one` was signed before `other`, in an earlier second or as an earlier one of the same. */
export function isBefore(one, other) {
  return one.issuedAt === other.issuedAt ? one.version < other.version : one.issuedAt < other.issuedAt;
}

function maySign(key, iat, at) {
  const isInTime = (key.notBefore === null || iat >= key.notBefore) && (key.signUntil === null || iat <= key.signUntil);
  return key.documentTypes.has(KIND) && isInTime && !(key.revokedAt !== null && key.revokedAt <= at);
}

/** valid, revoked, suspended or superseded at a position; null where the list has none or says what we do not know. */
export function statusAt({ bits, packed }, position) {
  const perByte = 8 / bits;
  if (!(position >= 0 && position < packed.length * perByte)) return null;
  const byte = packed[Math.floor(position / perByte)];
  return STATUSES[(byte >> ((position % perByte) * bits)) & ((1 << bits) - 1)] || null;
}
