/* The seal `UZ1:`, read offline. The twin of `read_seal` in foundation/crypto/seal.py; tests/vectors/seals.json holds both
   to the same verdicts, and tests/load/mutations.py compares them on millions of mutated seals. */

import { decodeBase45 } from "./base45.js";
import { decodeCbor, textOf } from "./cbor.js";
import { inflate } from "./inflate.js";
import { NotASeal } from "./not_a_seal.js";
import { ES256, hexOf, isLow, verifySignature } from "./signatures.js";

export const PREFIX = "UZ1:";
const MAX_TEXT_LENGTH = 4296;
const MAX_INFLATED = 8 * 1024;
const CLOCK_SKEW = 5 * 60;
const COSE_SIGN1 = 0xd2;
const ZLIB = 0x78;
const KEY_ID_LENGTH = 8;
const [ISSUER, EXPIRES, NOT_BEFORE, ISSUED, NUMBER, IDENTITY, STATUS, OWN] = [1, 4, 5, 6, 7, 169, 65535, -65537];
const [CATEGORY, DOCUMENT_TYPE, POST, CONTENT_HASH, PASSPORT] = [1, 2, 3, 4, 5];
const LATEST_SECOND = 253402300799;
// ["Signature1", protected, b"", payload] of RFC 9052, 4.4, up to `protected`.
const TO_BE_SIGNED = [0x84, 0x6a, ...new TextEncoder().encode("Signature1")];

const isInteger = (value) => typeof value === "number" || typeof value === "bigint";
const isText = (value) => typeof value === "string";
const isBytes = (value) => value instanceof Uint8Array;
const isMap = (value) => value instanceof Map;

/** The reading of a scanned or typed seal at the second `at`: { verdict, claims?, keyId? }. Never throws on bad input.
    `keys` maps a hexadecimal key id to a trusted key (trust_list.js). */
export async function readSeal(text, keys, at, verify = verifySignature) {
  if (!text.startsWith(PREFIX)) return { verdict: "NOT_OURS" };
  const envelope = refusing(() => open(text));
  if (!envelope) return { verdict: "FORMAT" };
  const { keyId, algorithm, signature, payload } = envelope;
  const key = keys.get(keyId);
  if (!key) return { verdict: "UNKNOWN_KEY", keyId };
  if (algorithm !== key.algorithm || key.algorithm !== ES256) return { verdict: "ALG", keyId };
  const isSigned = isLow(signature, ES256) && (await verify(key.crypto, ES256, signature, signedBytes(envelope)));
  if (!isSigned) return { verdict: "BAD_SIGNATURE", keyId };
  const claims = refusing(() => readClaims(decodeCbor(payload)));
  if (!claims) return { verdict: "FORMAT", keyId };
  return { verdict: judge(claims, key, at), claims, keyId };
}

function refusing(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotASeal) return null;
    throw error;
  }
}

function judge(claims, key, at) {
  if (!key.documentTypes.has(claims.documentType)) return "UNKNOWN_KEY";
  if (key.revokedAt !== null && key.revokedAt <= at) return "KEY_REVOKED";
  if (key.notBefore !== null && claims.issuedAt < key.notBefore) return "UNKNOWN_KEY";
  if (key.signUntil !== null && claims.issuedAt > key.signUntil) return "UNKNOWN_KEY";
  if (claims.expiresAt !== null && at >= claims.expiresAt) return "EXPIRED";
  const begins = claims.validFrom === null ? claims.issuedAt : claims.validFrom;
  if (at + CLOCK_SKEW < Math.max(claims.issuedAt, begins)) return "NOT_YET";
  return "VALID_STATUS_UNKNOWN";
}

function open(text) {
  if (text.length > MAX_TEXT_LENGTH) throw new NotASeal();
  let message = decodeBase45(text, PREFIX.length);
  if (message[0] === ZLIB) message = inflate(message, MAX_INFLATED);
  if (message[0] !== COSE_SIGN1) throw new NotASeal();
  const parts = decodeCbor(message.subarray(1));
  if (!Array.isArray(parts) || parts.length !== 4) throw new NotASeal();
  const [header, unprotected, payload, signature] = parts;
  if (!isMap(unprotected) || unprotected.size) throw new NotASeal();
  if (![header, payload, signature].every(isBytes)) throw new NotASeal();
  return { header, payload, signature, ...readHeader(header) };
}

function readHeader(bytes) {
  const header = decodeCbor(bytes);
  if (!isMap(header) || header.size !== 2 || !header.has(1) || !header.has(4)) throw new NotASeal();
  const algorithm = header.get(1);
  const keyId = header.get(4);
  if (!isInteger(algorithm) || !isBytes(keyId) || keyId.length !== KEY_ID_LENGTH) throw new NotASeal();
  return { algorithm, keyId: hexOf(keyId) };
}

function signedBytes({ header, payload }) {
  const message = new Uint8Array(TO_BE_SIGNED.length + header.length + payload.length + 7);
  message.set(TO_BE_SIGNED);
  let at = putBytes(message, TO_BE_SIGNED.length, header);
  message[at++] = 0x40;
  at = putBytes(message, at, payload);
  return message.subarray(0, at);
}

/** Writes a CBOR byte string; no part of a seal is longer than MAX_INFLATED, so its length has two bytes at most. */
function putBytes(message, at, bytes) {
  const length = bytes.length;
  if (length < 24) message[at++] = 0x40 | length;
  else if (length < 256) {
    message[at++] = 0x58;
    message[at++] = length;
  } else {
    message[at++] = 0x59;
    message[at++] = length >> 8;
    message[at++] = length & 255;
  }
  message.set(bytes, at);
  return at + length;
}

function readClaims(claims) {
  if (!isMap(claims)) throw new NotASeal();
  const own = take(claims, OWN, isMap);
  const identity = take(claims, IDENTITY, isMap);
  for (const [key, value] of identity) {
    if (!isInteger(key) || !(isText(value) || isInteger(value) || isBytes(value))) throw new NotASeal();
  }
  const [statusUri, statusIndex] = readStatus(claims);
  return {
    issuer: take(claims, ISSUER, isText),
    number: textOf(take(claims, NUMBER, isBytes)),
    documentType: take(own, DOCUMENT_TYPE, isText),
    issuedAt: moment(take(claims, ISSUED, isInteger)),
    identity,
    category: take(own, CATEGORY, isText, ""),
    post: take(own, POST, isText, ""),
    contentHash: take(own, CONTENT_HASH, isBytes, new Uint8Array(0)),
    passportHash: take(own, PASSPORT, isBytes, new Uint8Array(0)),
    validFrom: claims.has(NOT_BEFORE) ? moment(take(claims, NOT_BEFORE, isInteger)) : null,
    expiresAt: claims.has(EXPIRES) ? moment(take(claims, EXPIRES, isInteger)) : null,
    statusUri,
    statusIndex,
  };
}

/** Address of the status list and position there; none in older seals, and none of a mechanism not known here. */
function readStatus(claims) {
  const status = take(claims, STATUS, isMap, new Map());
  if (!status.has("status_list")) return ["", null];
  const place = take(status, "status_list", isMap);
  const uri = take(place, "uri", isText);
  const index = take(place, "idx", isInteger);
  if (!uri || index < 0) throw new NotASeal();
  return [uri, index];
}

function take(claims, key, isKind, otherwise) {
  const value = claims.has(key) ? claims.get(key) : otherwise;
  if (!isKind(value)) throw new NotASeal();
  return value;
}

function moment(seconds) {
  if (!(seconds >= 0 && seconds <= LATEST_SECOND)) throw new NotASeal();
  return Number(seconds);
}
