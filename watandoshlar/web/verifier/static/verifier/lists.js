/* The lists on this device: which keys sign, and what was withdrawn. Kept in one piece, taken from the platform or from a
   file, and never without their signatures; a list that is older than the one here is refused. */

import { momentOf } from "./core/checking.js";
import { NotASeal } from "./core/not_a_seal.js";
import { isBefore, readStatusList } from "./core/status_list.js";
import { importRoot, readTrustList, TrustListRefused } from "./core/trust_list.js";
import { embedded } from "./embedded.js";

const STORE = "verified-lists";
const PLACE = "/verifier/held.json";
const FORGET_AFTER = 60 * 86400;
const JWT = "application/statuslist+jwt";

export const now = () => Math.floor(Date.now() / 1000);

let root = null;

async function rootKey() {
  if (!root && embedded.root) root = await importRoot(embedded.root);
  return root;
}

/** What is kept, with every signature checked anew: { trust, trustHadAt, statuses, texts }; null as long as there is none. */
export async function heldLists() {
  const kept = await (await caches.open(STORE)).match(PLACE);
  return kept ? verified(await kept.json(), null) : null;
}

/** `found` is { trust: text, hadAt, statuses: [[uri, text]] }. Throws TrustListRefused; a status list that is not signed as
    it should be, or older than the one in `held`, is left out. */
async function verified(found, held) {
  const key = await rootKey();
  if (!key) throw new TrustListRefused("signature");
  const trust = await readTrustList(found.trust, key, held ? held.texts.trust : "");
  const statuses = new Map(held ? held.statuses : []);
  const texts = new Map(held ? held.texts.statuses : []);
  for (const [uri, text] of found.statuses) {
    const list = await readStatusList(text, trust.keys, uri, Math.max(now(), trust.issuedAt)).catch(leftOut);
    if (!list || (statuses.has(uri) && isBefore(list, statuses.get(uri)))) continue;
    statuses.set(uri, list);
    texts.set(uri, text);
  }
  return { trust, trustHadAt: found.hadAt, statuses, texts: { trust: found.trust, statuses: texts } };
}

function leftOut(error) {
  if (error instanceof NotASeal) return null;
  throw error;
}

async function keep(lists) {
  const at = momentOf(lists, now());
  for (const [uri, list] of lists.statuses) {
    if (at - list.issuedAt < FORGET_AFTER) continue;
    lists.statuses.delete(uri);
    lists.texts.statuses.delete(uri);
  }
  await (await caches.open(STORE)).put(PLACE, new Response(written(lists), { headers: { "Content-Type": "application/json" } }));
  return lists;
}

const written = ({ texts, trustHadAt }) =>
  JSON.stringify({ trust: texts.trust, hadAt: trustHadAt, statuses: [...texts.statuses] });

async function fetched(address, kind) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit", headers: { Accept: kind } });
  if (!answer.ok) throw new TypeError(`${answer.status}`);
  return answer;
}

/** Takes all lists from the platform, whole: who asks for everything tells nothing. Throws TypeError without a network. */
export async function updatedLists(held) {
  const [trust, index] = await Promise.all([
    fetched(embedded.addresses.trust, "*/*").then((answer) => answer.text()),
    fetched(embedded.addresses.statuses, "application/json").then((answer) => answer.json()),
  ]);
  const statuses = await Promise.all(
    index.status_lists.map(async (uri) => [uri, await (await fetched(new URL(uri).pathname, JWT)).text()]),
  );
  return keep(await verified({ trust: trust.trim(), hadAt: now(), statuses }, held));
}

/** Takes lists that another device has saved. When the keys were had is told by the newest list that they sign, and by
    nothing that anybody could have written into the file. */
export async function listsFromFile(text, held) {
  const { trust, statuses } = JSON.parse(text);
  const lists = await verified({ trust, hadAt: 0, statuses }, held);
  const signed = [...lists.statuses.values()].map((list) => list.issuedAt);
  const hadAt = Math.max(lists.trust.issuedAt, ...signed);
  return keep({ ...lists, trustHadAt: Math.max(hadAt, held ? held.trustHadAt : 0) });
}

export function listsAsFile(lists) {
  return new File([written(lists)], "watandoshlar-lists.json", { type: "application/json" });
}
