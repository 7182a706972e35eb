/* “Keep on this phone”. Works where the browser can keep pages; elsewhere nothing of it is shown.
   A page is asked for anew without cookies, so that nothing of who reads it is kept. */
(function () {
  "use strict";
  if (!("serviceWorker" in navigator) || !window.caches) return;
  var home = document.currentScript.dataset.home;
  var saved = "saved-" + document.currentScript.dataset.language;
  var places = new RegExp("^" + home + "(guides|services)/[a-z0-9_-]+/$");

  function withWorker() {
    return navigator.serviceWorker.register(home + "worker.js", { scope: home, updateViaCache: "all" });
  }

  async function keep(path) {
    if (!places.test(path)) throw new Error(path);
    var answer = await fetch(path, { cache: "reload", credentials: "omit" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    await (await caches.open(saved)).put(path, answer);
    await withWorker();
  }

  function remove(path) {
    return caches.open(saved).then(function (cache) { return cache.delete(path, { ignoreVary: true }); });
  }

  function showKept(block, isKept) {
    block.hidden = false;
    block.querySelector("[data-keep]").hidden = isKept;
    block.querySelector("[data-kept]").hidden = !isKept;
  }

  async function prepare(block) {
    var path = block.dataset.path;
    var cache = await caches.open(saved);
    showKept(block, Boolean(await cache.match(path, { ignoreVary: true })));
    block.addEventListener("click", async function (event) {
      if (event.target.matches("[data-keep] button")) {
        event.target.setAttribute("aria-disabled", "true");
        try { await keep(path); showKept(block, true); block.querySelector("[data-kept]").focus(); }
        catch (error) { block.querySelector("[data-failed]").hidden = false; }
        event.target.removeAttribute("aria-disabled");
      }
      if (event.target.matches("[data-kept] button")) { await remove(path); showKept(block, false); }
    });
  }

  async function list(shown) {
    var cache = await caches.open(saved);
    var row = shown.querySelector("template");
    shown.querySelectorAll("li").forEach(function (one) { one.remove(); });
    var paths = (await cache.keys()).map(function (request) { return new URL(request.url).pathname; });
    for (var path of paths) {
      // By the title of its tab, which does not tell what a sensitive page is about.
      var answer = await cache.match(path, { ignoreVary: true });
      var title = new DOMParser().parseFromString(await answer.text(), "text/html").title.split(" · ")[0];
      var item = row.content.cloneNode(true);
      item.querySelector("a").href = path;
      item.querySelector("a").textContent = title || path;
      var day = new Date(answer.headers.get("date"));
      if (!isNaN(day)) item.querySelector("time").textContent = day.toISOString().slice(0, 10);
      item.querySelector("button").dataset.path = path;
      shown.append(item);
    }
    document.getElementById("saved-none").hidden = paths.length > 0;
    shown.hidden = paths.length === 0;
  }

  document.querySelectorAll(".keep").forEach(prepare);
  var shown = document.getElementById("saved");
  if (shown) {
    document.getElementById("saved-part").hidden = false;
    list(shown);
    shown.addEventListener("click", async function (event) {
      if (!event.target.dataset.path) return;
      await remove(event.target.dataset.path);
      await list(shown);
      document.getElementById("saved-title").focus();
    });
  }
  var spares = navigator.connection && navigator.connection.saveData;
  if (document.currentScript.hasAttribute("data-begin") && !spares) {
    window.addEventListener("load", function () { withWorker().catch(function () {}); });
  }
})();
