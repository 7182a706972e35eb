/* The page that checks documents without a network. */

import { check, momentOf } from "./core/checking.js";
import { fileWarning, readPdfSeal } from "./core/pdf_seal.js";
import { PREFIX } from "./core/seal.js";
import { ageOf, TrustListRefused } from "./core/trust_list.js";
import { codeFromCamera, isRunning, stopCamera } from "./camera.js";
import { codesInPicture } from "./codes.js";
import { embedded, words } from "./embedded.js";
import { heldLists, listsAsFile, listsFromFile, now, updatedKeys, updatedStatuses } from "./lists.js";
import { codesInPdf, isPdf } from "./pdf.js";
import { dayOf, element, list, showVerdict } from "./showing.js";
import { signal, wakeSound } from "./signals.js";

const MOST_BYTES = 25 * 1024 * 1024;
const RENEW_MS = 60 * 60 * 1000;
const TONES = { fresh: "good", ageing: "waiting", old: "bad" };
const CAME = {
  all: [words.updated, "success"],
  some: [words.updated_in_part, "warning"],
  none: [words.not_updated, "warning"],
};
const byId = (id) => document.getElementById(id);
const verdict = byId("verdict");
const video = byId("video");

let lists = null;
let isSounding = localStorage.getItem("sound") !== "off";
let installing = null;

// --- Checking --------------------------------------------------------------------------------------------------------

function tell(sentence) {
  byId("told").textContent = sentence;
}

function show(answer, hint = "") {
  const tone = showVerdict(verdict, answer, hint, again);
  signal(tone, isSounding);
}

function again() {
  verdict.hidden = true;
  verdict.replaceChildren();
  byId("camera").focus();
}

/** `pdf` are the bytes of the file in which the code was found. */
async function checkText(text, hint = "", pdf = null) {
  tell("");
  if (!lists) return say(words.no_lists, "warning");
  const answer = await check(text, lists, now());
  const seal = pdf && answer.claims && (await readPdfSeal(pdf, lists.trust.keys, momentOf(lists, now())));
  show(seal ? { ...answer, fileWarning: fileWarning(seal, answer.claims) } : answer, hint);
}

/** What a person typed or a scanner sent; a seal may end in a space, so only line ends are cut off there. */
function checkTyped(typed) {
  const text = typed.trimStart().replace(/[\r\n\t]+$/, "");
  return text ? checkText(text) : show({ verdict: "UNREADABLE" });
}

async function checkFile(file) {
  if (file.size > MOST_BYTES) return show({ verdict: "UNEXAMINED" });
  tell(words.reading);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isPdf(bytes)) return checkPdf(bytes);
  const found = await codesInPicture(file).catch(() => []);
  tell("");
  if (!found.length) return show({ verdict: "UNREADABLE" });
  return checkText(found.find((text) => text.startsWith(PREFIX)) || found[0]);
}

async function checkPdf(bytes) {
  const found = await codesInPdf(bytes);
  const seals = found.filter((text) => text.startsWith(PREFIX));
  tell("");
  if (seals.length > 1) return show({ verdict: "UNEXAMINED" }, words.pdf_two);
  if (seals.length) return checkText(seals[0], words.pdf, bytes);
  return show({ verdict: found.length ? "NOT_OURS" : "UNREADABLE" }, words.pdf_none);
}

async function scan() {
  wakeSound();
  verdict.hidden = true;
  if (!lists) return say(words.no_lists, "warning");
  scanning(true);
  tell(words.looking);
  try {
    const text = await codeFromCamera(video);
    scanning(false);
    if (text) await checkText(text);
  } catch {
    scanning(false);
    tell(words.no_camera);
  }
}

function scanning(isOn) {
  if (!isOn) {
    stopCamera(video);
    tell("");
  }
  byId("frame").hidden = !isOn;
  byId("stop").hidden = !isOn;
  byId("camera").hidden = isOn;
}

// --- Lists -----------------------------------------------------------------------------------------------------------

function say(sentence, tone = "") {
  const state = byId("state");
  state.textContent = sentence;
  state.className = `notice ${tone}`;
  state.hidden = !sentence;
}

function showLists() {
  const rows = [];
  if (!lists) rows.push([words.keys, words.none, "", "bad"]);
  else {
    const at = momentOf(lists, now());
    const statuses = [...lists.statuses.values()];
    rows.push(aged(words.keys, lists.trustHadAt, ageOf(lists.trust.nextUpdate, lists.trustHadAt, at)));
    const oldest = statuses.reduce((one, other) => (other.issuedAt < one.issuedAt ? other : one), statuses[0]);
    if (oldest) rows.push(aged(words.statuses, oldest.issuedAt, ageOf(oldest.expiresAt, oldest.issuedAt, at)));
    else rows.push([words.statuses, words.none, "", "waiting"]);
  }
  byId("lists").replaceChildren(...list(rows).children);
  byId("save").disabled = !lists;
}

function aged(label, second, age) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = new Date(second * 1000).toTimeString().slice(0, 5);
  return [label, `${dayOf(second, zone)} ${time} · ${words[age]}`, "", TONES[age]];
}

/** Keys first: what they withdraw counts, whatever becomes of the other lists. */
async function update(isAsked) {
  const keys = await took(async () => [await updatedKeys(lists), true]);
  const statuses = lists ? await took(() => updatedStatuses(lists)) : "none";
  const came = keys === "refused" || keys === statuses ? keys : "some";
  if (came === "refused") say(words.refused, "error");
  else if (!lists) say(words.no_lists, "warning");
  else if (isAsked) say(...CAME[came]);
  else if (byId("state").textContent === words.no_lists) say("");
}

/** Whether "all" came, "some" or "none", or was "refused". */
async function took(take) {
  try {
    const [taken, isWhole] = await take();
    lists = taken;
    return isWhole ? "all" : "some";
  } catch (error) {
    return error instanceof TrustListRefused ? "refused" : "none";
  } finally {
    showLists();
  }
}

async function loadLists(file) {
  try {
    lists = await listsFromFile(await file.text(), lists);
    say(words.loaded, "success");
  } catch {
    say(words.refused, "error");
  }
  showLists();
}

function saveLists() {
  const file = listsAsFile(lists);
  const link = element("a", "", { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// --- Number: the one question that the platform has to be asked ---------------------------------------------------------

async function checkNumber(event) {
  event.preventDefault();
  const form = event.target;
  const isThere = await fetch(embedded.addresses.trust, { method: "HEAD", cache: "no-store", credentials: "omit" }).then(
    (answer) => answer.status < 500,
    () => false,
  );
  if (isThere) form.submit();
  else say(words.needs_network, "warning");
}

// --- Beginning -------------------------------------------------------------------------------------------------------

function chosen(input, use) {
  const [file] = input.files;
  input.value = "";
  if (file) use(file);
}

function listen() {
  byId("camera").addEventListener("click", scan);
  byId("stop").addEventListener("click", () => scanning(false));
  byId("choose").addEventListener("click", () => {
    wakeSound();
    byId("file").click();
  });
  byId("file").addEventListener("change", (event) => chosen(event.target, checkFile));
  byId("by-text").addEventListener("submit", (event) => {
    event.preventDefault();
    wakeSound();
    checkTyped(byId("seal").value);
  });
  byId("by-number").addEventListener("submit", checkNumber);
  byId("update").addEventListener("click", () => {
    say("");
    update(true);
  });
  byId("save").addEventListener("click", saveLists);
  byId("load").addEventListener("click", () => byId("lists-file").click());
  byId("lists-file").addEventListener("change", (event) => chosen(event.target, loadLists));
  byId("sound").addEventListener("click", () => {
    isSounding = !isSounding;
    localStorage.setItem("sound", isSounding ? "on" : "off");
    showSound();
    wakeSound();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isRunning()) scanning(false);
  });
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installing = event;
    byId("install").hidden = false;
  });
  byId("install").addEventListener("click", () => {
    installing.prompt();
    byId("install").hidden = true;
  });
}

function showSound() {
  byId("sound").setAttribute("aria-pressed", String(isSounding));
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(embedded.addresses.worker, { scope: embedded.addresses.scope });
  await navigator.serviceWorker.ready;
  document.documentElement.dataset.kept = "";
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
}

async function begin() {
  listen();
  showSound();
  lists = await heldLists().catch(() => null);
  showLists();
  setInterval(() => update(false), RENEW_MS);
  await Promise.all([update(false), keepPage()]);
}

begin();
