/* Reads seals as the page does: { keys, at, fast } first, then lists of texts, each answered by a list of verdicts. */

import { createPublicKey, verify as opensslVerify } from "node:crypto";
import { createInterface } from "node:readline";

import { readSeal } from "../../../watandoshlar/web/verifier/static/verifier/core/seal.js";
import { importKey } from "../../../watandoshlar/web/verifier/static/verifier/core/signatures.js";

Error.stackTraceLimit = 0;
const fromBase64 = (text) => Uint8Array.from(Buffer.from(text, "base64"));
// The same OpenSSL as WebCrypto's, without its detour through another thread for every signature.
const atOnce = (key, _algorithm, signature, message) =>
  opensslVerify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);

async function trusted(entry, fast) {
  const der = fromBase64(entry.public_key);
  const crypto = fast ? createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" }) : await importKey(der, -7);
  return {
    algorithm: entry.algorithm,
    crypto,
    documentTypes: new Set(entry.document_types),
    notBefore: entry.not_before,
    signUntil: entry.sign_until,
    revokedAt: entry.revoked_at,
  };
}

let setting = null;
for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if (setting === null) {
    const keys = new Map();
    for (const entry of said.keys) keys.set(entry.key_id, await trusted(entry, said.fast));
    setting = { keys, at: said.at, verify: said.fast ? atOnce : undefined };
    continue;
  }
  const verdicts = [];
  for (const text of said) verdicts.push((await readSeal(text, setting.keys, setting.at, setting.verify)).verdict);
  process.stdout.write(JSON.stringify(verdicts) + "\n");
}
