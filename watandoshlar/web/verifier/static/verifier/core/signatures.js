/* Signatures, by the browser's own cryptography. A key is { algorithm, crypto }, `crypto` as WebCrypto holds it. */

export const ES256 = -7;
export const ES384 = -35;
const CURVES = { [ES256]: ["P-256", "SHA-256", 32], [ES384]: ["P-384", "SHA-384", 48] };
const HALF_ORDERS = {
  [ES256]: "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8",
  [ES384]: "7fffffffffffffffffffffffffffffffffffffffffffffffe3b1a6c0fa1b96efac0d06d9245853bd76760cb5666294b9",
};

export function hexOf(bytes) {
  let text = "";
  for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
  return text;
}

/** The key of a DER SubjectPublicKeyInfo. */
export function importKey(der, algorithm) {
  const curve = { name: "ECDSA", namedCurve: CURVES[algorithm][0] };
  return crypto.subtle.importKey("spki", der, curve, false, ["verify"]);
}

/** Of the two spellings that every ECDSA signature has, the one with the smaller s. */
export function isLow(signature, algorithm) {
  const length = CURVES[algorithm][2];
  return signature.length === 2 * length && hexOf(signature.subarray(length)) <= HALF_ORDERS[algorithm];
}

/** Whether `signature` (raw, r and s) was made by `key` over `message`. */
export async function verifySignature(key, algorithm, signature, message) {
  const hash = CURVES[algorithm][1];
  return crypto.subtle.verify({ name: "ECDSA", hash }, key, signature, message);
}
