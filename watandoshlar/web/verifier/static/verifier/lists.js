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
// One list that never comes holds up no other for longer; the slowest networks bring the largest in less.
const LONGEST_MS = 120_000;
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
    it should be, or older than the one in `held`, is left out. Those of `held` have to be signed by keys that still count. */
async function verified(found, held) {
  const key = await rootKey();
  if (!key) throw new TrustListRefused("signature");
  const trust = await readTrustList(found.trust, key, held ? held.texts.trust : "");
  const [statuses, texts] = [new Map(), new Map()];
  for (const [uri, text] of [...(held ? held.texts.statuses : []), ...found.statuses]) {
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

/** Puts what came beside what is `here`, and keeps it. One at a time, in every window of the page: what was asked for earlier
    and comes later does not lead back. */
function joined(held, join) {
  const task = async () => keep(await join((await heldLists().catch(() => null)) || held));
  return navigator.locks ? navigator.locks.request(STORE, task) : task();
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
  const stop = new AbortController();
  setTimeout(() => stop.abort(), LONGEST_MS);
  const asked = { cache: "no-cache", credentials: "omit", headers: { Accept: kind }, signal: stop.signal };
  const answer = await fetch(address, asked);
  if (!answer.ok) throw new TypeError(`${answer.status}`);
  return answer;
}

/** Takes the list of keys from the platform, and keeps it before any other is asked for: what it withdraws counts at once.
    Throws TrustListRefused, and whatever stops a request. */
export async function updatedKeys(held) {
  const trust = await (await fetched(embedded.addresses.trust, "*/*")).text();
  return joined(held, (here) => verified({ trust: trust.trim(), hadAt: now(), statuses: [] }, here));
}

/** Takes every status list from the platform, whole: who asks for everything tells nothing. Each that is good is kept,
    though another does not come. Answers [lists, isWhole]; throws what stops the request for their index. */
export async function updatedStatuses(held) {
  const index = await (await fetched(embedded.addresses.statuses, "application/json")).json();
  const asked = await Promise.allSettled(
    index.status_lists.map(async (uri) => [uri, await (await fetched(new URL(uri).pathname, JWT)).text()]),
  );
  const statuses = asked.flatMap(({ value }) => (value ? [value] : []));
  const lists = await joined(held, (here) => verified({ trust: here.texts.trust, hadAt: here.trustHadAt, statuses }, here));
  return [lists, statuses.length === asked.length && statuses.every(([uri, text]) => lists.texts.statuses.get(uri) === text)];
}

/** Takes lists that another device has saved. When the keys were had is told by the newest list that they sign, and by
    nothing that anybody could have written into the file. */
export async function listsFromFile(text, held) {
  const { trust, statuses } = JSON.parse(text);
  return joined(held, async (here) => {
    const lists = await verified({ trust, hadAt: 0, statuses }, here);
    const signed = [...lists.statuses.values()].map((list) => list.issuedAt);
    const hadAt = Math.max(lists.trust.issuedAt, ...signed);
    return { ...lists, trustHadAt: Math.max(hadAt, here ? here.trustHadAt : 0) };
  });
}

export function listsAsFile(lists) {
  return new File([written(lists)], "watandoshlar-lists.json", { type: "application/json" });
}
