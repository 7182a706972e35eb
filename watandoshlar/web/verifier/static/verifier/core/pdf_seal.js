/* Is this the file that was sealed? The twin of foundation/pdf_seal/reading.py: whatever was read of the signature is
   written anew and compared, so nothing but our own spelling is accepted. */

import { NotASeal } from "./not_a_seal.js";
import { ES256, hexOf, importKey, isLow, verifySignature } from "./signatures.js";

/** The kind of document that a key must be trusted for to seal files. */
const KIND = "pdf";
const SEAL =
  /\/M\(D:([0-9]{14})Z\)\/Reason\(([A-Z0-9-]*)\)\/ContentHash<((?:[0-9a-f]{2})*)>\/ByteRange\[0 ([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10}) *\]\/Contents</g;
const MARKS = ["/ByteRange", "ETSI.CAdES.detached"];
const [INTEGER, OCTETS, SEQUENCE, SET, CONTEXT_0] = [0x02, 0x04, 0x30, 0x31, 0xa0];
const LATIN = new TextDecoder("latin1");

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
const DATA = bytesOf("06092a864886f70d010701");
const SIGNED_DATA = bytesOf("06092a864886f70d010702");
const CONTENT_TYPE = bytesOf("06092a864886f70d010903");
const MESSAGE_DIGEST = bytesOf("06092a864886f70d010904");
const SIGNING_CERTIFICATE_V2 = bytesOf("060b2a864886f70d010910022f");
const SHA_256 = bytesOf("300b0609608648016503040201");
const ECDSA_WITH_SHA_256 = bytesOf("300a06082a8648ce3d040302");

/** { state, number, contentHash }; the state is absent, changed, unknown_key or intact, and only the last one says more. */
export async function readPdfSeal(bytes, keys, at) {
  const text = LATIN.decode(bytes);
  const seal = [...text.matchAll(SEAL)].pop();
  if (!seal) return { state: MARKS.some((mark) => text.includes(mark)) ? "changed" : "absent" };
  const [whole, madeAt, number, contentHash] = seal;
  const [opens, closed, rest] = seal.slice(4).map(Number);
  if (seal.index + whole.length - 1 !== opens || closed <= opens || closed + rest !== bytes.length) return { state: "changed" };
  const signed = joined([bytes.subarray(0, opens), bytes.subarray(closed)]);
  const key = await signerOf(text.slice(opens, closed), await sha256(signed));
  if (!key) return { state: "changed" };
  if (!maySeal(keys.get(key), madeAt, at)) return { state: "unknown_key" };
  return { state: "intact", number, contentHash };
}

/** What there is to say of a file besides the verdict on its code (domains/certificates/rules/files.py): CHANGED,
    OTHER_CODE, COPY or null. */
export function fileWarning(seal, claims) {
  if (seal.state === "absent") return "COPY";
  if (seal.state !== "intact") return "CHANGED";
  return seal.number === claims.number && seal.contentHash === hexOf(claims.contentHash) ? null : "OTHER_CODE";
}

/** The id of the key that signed content with this digest; empty for anything else than its good signature. */
async function signerOf(contents, digest) {
  try {
    const cms = cmsIn(contents);
    const { chain, signature } = await read(cms);
    const attributes = await signedAttributes(digest, chain);
    if (!isSame(assembled(attributes, chain, signature), cms)) return "";
    const der = fieldsOf(chain[0])[6].whole;
    const key = await importKey(der, ES256);
    const raw = rawSignature(signature);
    const isGood = isLow(raw, ES256) && (await verifySignature(key, ES256, raw, write(SET, attributes)));
    return isGood ? hexOf((await sha256(der)).subarray(0, 8)) : "";
  } catch {
    return "";
  }
}

/** The signature in `<…>`, in our spelling: small digits, noughts behind it. */
function cmsIn(contents) {
  const hex = contents.slice(1, -1);
  if (!/^<[0-9a-f]*>$/.test(contents) || hex.length % 2) throw new NotASeal();
  const octets = bytesOf(hex);
  const cms = firstOf(octets).whole;
  if (octets.subarray(cms.length).some((octet) => octet !== 0)) throw new NotASeal();
  return cms;
}

/** The chain with the signer's certificate first, and the signature. */
async function read(cms) {
  const content = partsOf(partsOf(firstOf(cms).value)[1].value)[0];
  const [, , , certificates, signers] = partsOf(content.value);
  const signer = firstOf(signers.value);
  const signature = partsOf(signer.value).pop().value;
  const said = hexOf(signer.whole);
  const placed = await Promise.all(
    partsOf(certificates.value).map(async ({ whole }) => ({ whole, place: said.indexOf(hexOf(await sha256(whole))) })),
  );
  // The order is that in which the signature names them; one that it does not name, `assembled` shows.
  placed.sort((one, other) => one.place - other.place);
  return { chain: placed.map(({ whole }) => whole), signature };
}

function assembled(attributes, chain, signature) {
  const [, serial, , issuer] = fieldsOf(chain[0]);
  const one = write(INTEGER, Uint8Array.of(1));
  const signer = write(
    SEQUENCE,
    one,
    write(SEQUENCE, issuer.whole, serial.whole),
    SHA_256,
    write(CONTEXT_0, attributes),
    ECDSA_WITH_SHA_256,
    write(OCTETS, signature),
  );
  const certificates = write(CONTEXT_0, ...sorted(chain));
  const signedData = write(SEQUENCE, one, write(SET, SHA_256), write(SEQUENCE, DATA), certificates, write(SET, signer));
  return write(SEQUENCE, SIGNED_DATA, write(CONTEXT_0, signedData));
}

async function signedAttributes(digest, chain) {
  const hashes = await Promise.all(chain.map(async (certificate) => write(SEQUENCE, write(OCTETS, await sha256(certificate)))));
  const attributes = [
    write(SEQUENCE, CONTENT_TYPE, write(SET, DATA)),
    write(SEQUENCE, MESSAGE_DIGEST, write(SET, write(OCTETS, digest))),
    write(SEQUENCE, SIGNING_CERTIFICATE_V2, write(SET, write(SEQUENCE, write(SEQUENCE, ...hashes)))),
  ];
  return joined(sorted(attributes));
}

const fieldsOf = (certificate) => partsOf(firstOf(firstOf(certificate).value).value);

function rawSignature(der) {
  const sequence = firstOf(der);
  const numbers = partsOf(sequence.value);
  if (sequence.whole.length !== der.length || sequence.tag !== SEQUENCE || numbers.length !== 2) throw new NotASeal();
  return joined(numbers.map(wholeNumber));
}

/** A positive INTEGER in its shortest spelling, as 32 bytes. */
function wholeNumber({ tag, value }) {
  const isShortest = value.length > 0 && value[0] < 128 && (value[0] !== 0 || value.length === 1 || value[1] >= 128);
  const digits = value[0] === 0 ? value.subarray(1) : value;
  if (tag !== INTEGER || !isShortest || digits.length > 32) throw new NotASeal();
  const number = new Uint8Array(32);
  number.set(digits, 32 - digits.length);
  return number;
}

function maySeal(key, madeAt, at) {
  if (!key || !key.documentTypes.has(KIND) || (key.revokedAt !== null && key.revokedAt <= at)) return false;
  const [, ...parts] = /(....)(..)(..)(..)(..)(..)/.exec(madeAt).map(Number);
  const made = new Date(Date.UTC(parts[0], parts[1] - 1, ...parts.slice(2)));
  if (made.toISOString().replace(/\D/g, "").slice(0, 14) !== madeAt) return false;
  const second = made.getTime() / 1000;
  return (key.notBefore === null || key.notBefore <= second) && (key.signUntil === null || second <= key.signUntil);
}

// --- DER (ITU-T X.690) -------------------------------------------------------------------------------------------------

function write(tag, ...values) {
  const value = joined(values);
  return joined([Uint8Array.of(tag, ...lengthOf(value.length)), value]);
}

function lengthOf(length) {
  if (length < 128) return [length];
  const octets = [];
  for (let rest = length; rest; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [128 + octets.length, ...octets];
}

function firstOf(content) {
  if (content.length < 2) throw new NotASeal();
  let length = content[1];
  let start = 2;
  if (length > 128) {
    start += length - 128;
    length = content.subarray(2, start).reduce((number, octet) => number * 256 + octet, 0);
  }
  const end = start + length;
  if (end > content.length || !isSame(content.subarray(1, start), lengthOf(length))) throw new NotASeal();
  return { tag: content[0], value: content.subarray(start, end), whole: content.subarray(0, end) };
}

function partsOf(content) {
  const parts = [];
  for (let at = 0; at < content.length; at += parts[parts.length - 1].whole.length) parts.push(firstOf(content.subarray(at)));
  return parts;
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  pieces.reduce((at, piece) => (whole.set(piece, at), at + piece.length), 0);
  return whole;
}

const isSame = (one, other) => one.length === other.length && one.every((octet, at) => octet === other[at]);

/** In the order of their bytes; hexadecimal digits keep it. */
const sorted = (pieces) => [...pieces].sort((one, other) => (hexOf(one) < hexOf(other) ? -1 : 1));

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
