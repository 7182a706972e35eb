/* Signed JSON (JWS, compact): what a trust list and a status list are wrapped in. */

import { decodeBase64 } from "./base64.js";
import { textOf } from "./cbor.js";
import { NotASeal } from "./not_a_seal.js";

/** { header, payload, signature, signed, spelled } of a token; `spelled` are header and payload as they were written. */
export function readToken(text, most) {
  const parts = text.split(".");
  if (text.length > most || parts.length !== 3) throw new NotASeal();
  const [headerBytes, payloadBytes, signature] = parts.map(decodeBase64);
  const spelled = [textOf(headerBytes), textOf(payloadBytes)];
  const [header, payload] = spelled.map(parse);
  const signed = new TextEncoder().encode(text.slice(0, text.lastIndexOf(".")));
  return { header, payload, signature, signed, spelled };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotASeal();
  }
}

/** JSON as Python's `json.dumps(sort_keys=True, separators=(",", ":"))` spells it. */
export function spell(value) {
  if (Array.isArray(value)) return `[${value.map(spell).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${ascii(JSON.stringify(name))}:${spell(value[name])}`).join(",")}}`;
  }
  return ascii(JSON.stringify(value));
}

const ascii = (text) =>
  text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Whether `value` is an object with exactly these names. */
export function isRecord(value, names) {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject && Object.keys(value).length === names.length && names.every((name) => name in value);
}

/** A moment in whole seconds that a date can hold. */
export function isSecond(value) {
  return Number.isInteger(value) && value >= 0 && value <= 253402300799;
}
