/* Reads the seals of files as the page does: { keys, at } first, then lists of files in base64, each answered by a list of
   [state, number, content hash]. */

import { createInterface } from "node:readline";

import { readPdfSeal } from "../../../watandoshlar/web/verifier/static/verifier/core/pdf_seal.js";

let setting = null;
for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if (setting === null) {
    const keys = said.keys.map((key) => [
      key.key_id,
      {
        documentTypes: new Set(key.document_types),
        notBefore: key.not_before,
        signUntil: key.sign_until,
        revokedAt: key.revoked_at,
      },
    ]);
    setting = { keys: new Map(keys), at: said.at };
    continue;
  }
  const readings = [];
  for (const file of said) {
    const { state, number = "", contentHash = "" } = await readPdfSeal(Uint8Array.from(Buffer.from(file, "base64")), setting.keys, setting.at);
    readings.push([state, number, contentHash]);
  }
  process.stdout.write(JSON.stringify(readings) + "\n");
}
