/* Runs the vectors through the scripts of the page. First line: the path of the file; every further line asks for one of its
   lists by name ("trust_lists", "status_lists", "checks") and is answered by a list of [name, what came of it]. */

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { check } from "../../../watandoshlar/web/verifier/static/verifier/core/checking.js";
import { NotASeal } from "../../../watandoshlar/web/verifier/static/verifier/core/not_a_seal.js";
import { readStatusList } from "../../../watandoshlar/web/verifier/static/verifier/core/status_list.js";
import {
  importRoot,
  readTrustList,
  TrustListRefused,
} from "../../../watandoshlar/web/verifier/static/verifier/core/trust_list.js";

let vectors = null;
let root = null;
let trusted = {};
let statuses = {};

async function trustLists({ name, token, held, refused }) {
  try {
    const content = await readTrustList(token, root, held);
    trusted[name] = content;
    return [name, null];
  } catch (error) {
    if (error instanceof TrustListRefused) return [name, error.code];
    throw error;
  }
}

async function statusLists({ name, token, uri, at }) {
  try {
    statuses[name] = await readStatusList(token, trusted.good.keys, uri, at);
    return [name, false];
  } catch (error) {
    if (error instanceof NotASeal) return [name, true];
    throw error;
  }
}

async function checks(vector) {
  const held = vector.statuses.map((name) => [statuses[name].uri, statuses[name]]);
  const lists = { trust: trusted[vector.trust], trustHadAt: vector.had_at, statuses: new Map(held) };
  return [vector.name, (await check(vector.text, lists, vector.at)).verdict];
}

const WAYS = { trust_lists: trustLists, status_lists: statusLists, checks };
for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if (vectors === null) {
    vectors = JSON.parse(readFileSync(said, "utf-8"));
    root = await importRoot(vectors.root);
    continue;
  }
  const answers = [];
  for (const vector of vectors[said]) answers.push(await WAYS[said](vector));
  process.stdout.write(JSON.stringify(answers) + "\n");
}
