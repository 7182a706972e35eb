/* The trust list: which keys sign, what and when, under the signature of the root that this page was built with. The twin of
   foundation/crypto/trust_list.py. */

import { decodeBase64 } from "./base64.js";
import { NotASeal } from "./not_a_seal.js";
import { ES256, ES384, hexOf, importKey, isLow, verifySignature } from "./signatures.js";
import { isRecord, isSecond, readToken, spell } from "./tokens.js";

export const HOURS_FRESH = 72;
export const DAYS_USABLE = 30;
const TYPE = "trust-list+jwt";
const MAX_LENGTH = 1_000_000;
const LIST = ["version", "issuedAt", "nextUpdate", "previous", "keys", "authorities"];
const KEY = ["kid", "alg", "pub", "docTypes", "notBefore", "signUntil", "revokedAt"];

/** `code` says why a list was refused: malformed, signature, lower_version, other_list or broken_chain. */
export class TrustListRefused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The root key that this page was built with, from its DER SubjectPublicKeyInfo in base64url. */
export async function importRoot(text) {
  const der = decodeBase64(text);
  return { id: await keyIdOf(der), crypto: await importKey(der, ES384) };
}

/** What the list says, if the root signed it and it does not lead back behind the list `held`. */
export async function readTrustList(text, root, held = "") {
  const content = await read(text, root);
  if (!held || text === held) return content;
  const before = await read(held, root);
  if (content.version < before.version) throw new TrustListRefused("lower_version");
  if (content.version === before.version) throw new TrustListRefused("other_list");
  if (content.version === before.version + 1 && content.previous !== (await hashOf(held))) {
    throw new TrustListRefused("broken_chain");
  }
  return content;
}

/** fresh, ageing or old: at the second `at`, of a list that was last had from the platform at `hadAt`. */
export function ageOf(nextUpdate, hadAt, at) {
  if (at >= nextUpdate || at - hadAt >= DAYS_USABLE * 86400) return "old";
  return at - hadAt < HOURS_FRESH * 3600 ? "fresh" : "ageing";
}

async function read(text, root) {
  try {
    const { header, payload, signature, signed, spelled } = readToken(text, MAX_LENGTH);
    // Another spelling of the same list: spaces, another order, a name twice.
    if (spell(header) !== spelled[0] || spell(payload) !== spelled[1]) throw new NotASeal();
    if (spelled[0] !== spell({ alg: "ES384", kid: root.id, typ: TYPE })) throw new TrustListRefused("signature");
    const isSigned = isLow(signature, ES384) && (await verifySignature(root.crypto, ES384, signature, signed));
    if (!isSigned) throw new TrustListRefused("signature");
    return await contentOf(payload);
  } catch (error) {
    throw error instanceof NotASeal ? new TrustListRefused("malformed") : error;
  }
}

async function contentOf(payload) {
  if (!isRecord(payload, LIST)) throw new NotASeal();
  const { version, issuedAt, nextUpdate, previous, keys } = payload;
  if (!Number.isInteger(version) || version < 1 || !isSecond(issuedAt) || !isSecond(nextUpdate)) throw new NotASeal();
  if (!Array.isArray(keys)) throw new NotASeal();
  const entries = await Promise.all(keys.map(trustedKey));
  const trusted = new Map(entries);
  if (trusted.size !== keys.length) throw new NotASeal();
  return { version, issuedAt, nextUpdate, previous: previous || "", keys: trusted };
}

async function trustedKey(key) {
  if (!isRecord(key, KEY) || key.alg !== "ES256" || !Array.isArray(key.docTypes)) throw new NotASeal();
  const isTimed = isSecond(key.notBefore) && [key.signUntil, key.revokedAt].every((at) => at === null || isSecond(at));
  const der = decodeBase64(key.pub);
  if (!isTimed || (await keyIdOf(der)) !== key.kid) throw new NotASeal();
  const trusted = {
    algorithm: ES256,
    crypto: await importKey(der, ES256).catch(() => {
      throw new NotASeal();
    }),
    documentTypes: new Set(key.docTypes),
    notBefore: key.notBefore,
    signUntil: key.signUntil,
    revokedAt: key.revokedAt,
  };
  return [key.kid, trusted];
}

/** The first 8 bytes of SHA-256 over the DER SubjectPublicKeyInfo, hexadecimal. */
async function keyIdOf(der) {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", der)).subarray(0, 8));
}

async function hashOf(text) {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
