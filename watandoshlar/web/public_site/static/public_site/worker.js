/* Keeps the emergency numbers, and answers with kept pages where there is no network. LANGUAGE, VERSION, PAGES, LOOKS, OFFLINE,
   HOME and OPEN stand above (offline.py). Everything is asked for without cookies: what is kept is what everybody reads. */

const SHELL = `pages-${LANGUAGE}-${VERSION}`;
const SAVED = `saved-${LANGUAGE}`;
const PATIENCE = 5000;

async function take() {
  const cache = await caches.open(SHELL);
  const files = [...PAGES.map((page) => [page, "reload"]), ...LOOKS.map((look) => [look, "default"])];
  await Promise.all(
    files.map(async ([address, from]) => {
      const answer = await fetch(address, { cache: from, credentials: "omit" });
      if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
  await self.skipWaiting();
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`pages-${LANGUAGE}-`) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path) {
  const saved = await caches.open(SAVED);
  const shell = await caches.open(SHELL);
  return (await saved.match(path, { ignoreVary: true })) || (await shell.match(path, { ignoreVary: true }));
}

/* The network comes first; a kept page when there is none, or when the line is so slow that nobody would wait. */
async function page(request, path) {
  const copy = await kept(path);
  const network = fetch(request);
  if (!copy) return network.catch(() => kept(OFFLINE));
  network.catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, copy));
  return Promise.race([network, late]).catch(() => copy);
}

/* A page that was saved long ago names a style sheet of then; without a network it takes that of now. */
async function look(request, path) {
  const stem = (address) => address.split("/").pop().replace(/\.[0-9a-f]{12}(?=\.)/, "");
  const found = await kept(path);
  if (found) return found;
  const twin = LOOKS.find((address) => stem(address) === stem(path));
  return fetch(request).catch(async (error) => (twin && (await kept(twin))) || Promise.reject(error));
}

self.addEventListener("install", (event) => event.waitUntil(take()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { method, mode } = event.request;
  const { origin, pathname } = new URL(event.request.url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") {
    const isOpen = pathname === HOME || OPEN.some((start) => pathname.startsWith(start));
    if (isOpen) event.respondWith(page(event.request, pathname));
  } else if (pathname.startsWith("/static/")) event.respondWith(look(event.request, pathname));
});
