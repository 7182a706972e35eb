/* The verdict on the page: word, colour, shape, what was signed, and how old the lists are. Nothing is written as HTML. */

import { embedded, words } from "./embedded.js";

const [FULL_NAME, BIRTH_DATE, SEX, NATIONALITY, PHOTO, PHOTO_FORMAT, SECOND_NAME, SECOND_LANGUAGE] = [4, 8, 9, 13, 16, 17, 19, 20];
const PHOTO_TYPES = { 1: "image/jpeg", 3: "image/avif", 4: "image/webp" };
const LAST_ZONE = 36 * 3600;
const FIRST_ZONE = 14 * 3600;
// Of a seal that is not genuine, or whose key cannot be trusted, nothing is shown that it says.
const SAYING_NOTHING = new Set(["UNKNOWN_KEY", "KEY_REVOKED"]);
// Rights are of who holds a document that counts: of any other answer nothing follows that a holder may do.
const GIVING_RIGHTS = new Set(["VALID", "VALID_STATUS_UNKNOWN"]);

let photoAddress = "";

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Shows an answer of `check` (or { verdict } alone) in `section`, and returns its tone. */
export function showVerdict(section, answer, hint, onAgain) {
  const [tone, word, text] = said(answer);
  const heading = element("h2", "", { id: "verdict-word" });
  heading.append(document.getElementById(`icon-${tone}`).content.cloneNode(true), element("span", word));
  section.className = `verdict ${tone}`;
  section.replaceChildren(heading, element("p", text));
  const claims = SAYING_NOTHING.has(answer.verdict) ? null : answer.claims;
  if (claims) section.append(...photoOf(claims), factsOf(claims), element("p", words.compare));
  if (claims && givesRights(answer)) section.append(...rightsOf(claims));
  for (const note of [hint, answer.fileWarning === "COPY" ? embedded.copy : ""]) if (note) section.append(element("p", note));
  if (answer.trustAge === "old") section.append(element("p", words.old_keys));
  const again = element("button", words.again, { type: "button", class: "button" });
  again.addEventListener("click", onAgain);
  const code = element("p", "", { class: "small" });
  const names = [answer.verdict, answer.fileWarning].filter(Boolean).join(" ");
  code.append(element("bdi", names, { dir: "ltr" }));
  section.append(again, code);
  section.hidden = false;
  section.scrollIntoView({ block: "start" });
  section.focus({ preventScroll: true });
  return tone;
}

/** What there is to say of a file takes the place of a good word on its code. */
function said({ verdict, fileWarning }) {
  const ofCode = embedded.verdicts[verdict];
  return ofCode[0] === "error" ? ofCode : embedded.files[fileWarning] || ofCode;
}

const givesRights = ({ verdict, fileWarning }) => GIVING_RIGHTS.has(verdict) && !embedded.files[fileWarning];

/** The photo that the issuer signed, and no other. */
function photoOf({ identity }) {
  URL.revokeObjectURL(photoAddress);
  const bytes = identity.get(PHOTO);
  const type = PHOTO_TYPES[identity.get(PHOTO_FORMAT)];
  if (!(bytes instanceof Uint8Array) || !type) return [];
  photoAddress = URL.createObjectURL(new Blob([bytes], { type }));
  return [element("img", "", { class: "photo", src: photoAddress, alt: words.photo })];
}

function factsOf(claims) {
  const { identity } = claims;
  const [post, zone] = embedded.posts[claims.post] || [claims.post, "UTC"];
  const digits = new TextDecoder("latin1").decode(claims.passportHash.subarray(16));
  const facts = [
    [words.document, embedded.documents[claims.documentType] || claims.documentType],
    [words.category, embedded.categories[claims.category] || ""],
    [words.holder, textOf(identity, FULL_NAME)],
    [words.second_name, textOf(identity, SECOND_NAME), textOf(identity, SECOND_LANGUAGE)],
    [words.birth_date, birthDate(textOf(identity, BIRTH_DATE))],
    [words.sex, { 1: words.male, 2: words.female }[identity.get(SEX)] || ""],
    [words.nationality, embedded.countries[textOf(identity, NATIONALITY)] || textOf(identity, NATIONALITY)],
    [words.passport, digits],
    [words.number, claims.number],
    [words.issued, dayOf(claims.issuedAt, zone)],
    [words.valid_from, claims.validFrom === null ? "" : dayOf(claims.validFrom + FIRST_ZONE, "UTC")],
    [words.expires, claims.expiresAt === null ? "" : dayOf(claims.expiresAt - LAST_ZONE, "UTC")],
    [words.post, post],
  ];
  return list(facts.filter(([, value]) => value));
}

export function list(rows) {
  const made = element("dl", "", { class: "summary-list" });
  for (const [label, value, language, tone] of rows) {
    const row = element("div");
    const said = element("dd");
    const text = element("bdi", value, language ? { lang: language } : {});
    if (tone) text.className = `tag ${tone}`;
    said.append(text);
    row.append(element("dt", label), said);
    made.append(row);
  }
  return made;
}

function rightsOf({ documentType, category }) {
  const rights = embedded.rights[`${documentType}/${category}`];
  if (!rights) return [];
  const shown = element("details", "", { class: "rights", open: "" });
  const lines = element("ul");
  lines.append(...rights.map((right) => element("li", right)));
  shown.append(element("summary", words.rights), lines);
  return [shown];
}

function textOf(identity, label) {
  const value = identity.get(label);
  return typeof value === "string" ? value : "";
}

const birthDate = (text) => (text.length === 8 ? `${text.slice(6)}.${text.slice(4, 6)}.${text.slice(0, 4)}` : "");

/** The day as the paper bears it, by the clock of the post. */
export function dayOf(second, zone) {
  const options = { timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric" };
  const parts = new Intl.DateTimeFormat("en-GB", options).formatToParts(new Date(second * 1000));
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("day")}.${part("month")}.${part("year")}`;
}
