/* Keeps the page: VERSION and FILES stand above. Everything of one version is taken whole, or the one before stays. */

const NAME = `verifier-${VERSION}`;

async function take() {
  const cache = await caches.open(NAME);
  await Promise.all(
    FILES.map(async (address) => {
      const answer = await fetch(address, { cache: "reload", credentials: "omit" });
      if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("verifier-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(request, address) {
  const found = await (await caches.open(NAME)).match(address, { ignoreVary: true });
  return found || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(take()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isOurs = event.request.method === "GET" && origin === self.location.origin && FILES.includes(pathname);
  if (isOurs) event.respondWith(kept(event.request, pathname));
});
