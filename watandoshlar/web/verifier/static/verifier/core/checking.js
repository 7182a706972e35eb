/* From what a code says and what the lists say to one verdict. The server's own way to it is `with_status`
   (domains/certificates/rules/verification.py); where it asks the register, this page asks its lists and their age. */

import { readSeal } from "./seal.js";
import { statusAt } from "./status_list.js";
import { ageOf } from "./trust_list.js";

const GENUINE = ["VALID_STATUS_UNKNOWN", "EXPIRED", "NOT_YET"];

/** `lists` is { trust, trustHadAt, statuses } with `statuses` a Map of status lists by their address.
    The answer: { verdict, claims?, keyId?, trustAge, statusAge, statusIssuedAt }; an age is fresh, ageing, old or null. */
export async function check(text, lists, clock) {
  const at = momentOf(lists, clock);
  const reading = await readSeal(text, lists.trust.keys, at);
  const trustAge = ageOf(lists.trust.nextUpdate, lists.trustHadAt, at);
  const list = reading.claims ? lists.statuses.get(reading.claims.statusUri) : undefined;
  const statusAge = list ? ageOf(list.expiresAt, list.issuedAt, at) : null;
  const status = list ? statusAt(list, Number(reading.claims.statusIndex)) : null;
  const isCurrent = status !== null && statusAge !== "old" && trustAge !== "old";
  const verdict = withStatus(reading.verdict, status, isCurrent);
  return { ...reading, verdict, trustAge, statusAge, statusIssuedAt: list ? list.issuedAt : null };
}

/** A clock that runs behind what was signed is wrong: nothing that has ended comes back to life by turning it. */
export function momentOf(lists, clock) {
  let at = Math.max(clock, lists.trust.issuedAt, lists.trustHadAt);
  for (const list of lists.statuses.values()) at = Math.max(at, list.issuedAt);
  return at;
}

/** What withdraws counts however old the list is; what is good counts only on a list that is not old. */
function withStatus(reading, status, isCurrent) {
  if (!GENUINE.includes(reading)) return reading;
  if (status === "revoked") return "REVOKED";
  if (reading !== "VALID_STATUS_UNKNOWN") return reading;
  if (status === "suspended") return "SUSPENDED";
  if (status === "superseded") return "SUPERSEDED";
  return status === "valid" && isCurrent ? "VALID" : "VALID_STATUS_UNKNOWN";
}
