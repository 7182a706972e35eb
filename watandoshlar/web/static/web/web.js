/* What a page does better with JavaScript; without it every page works the same, only less smoothly. */
(function () {
  "use strict";
  var OPEN_MENUS = ".masthead details[open]";
  var changed = false;

  function showProblems() {
    var summary = document.getElementById("problems");
    if (summary) summary.focus();
  }

  // A link to a field of several controls goes to the first of them.
  function focusField(event, target) {
    if (!target) return;
    var control = target.matches("fieldset") ? target.querySelector("input, select, textarea") : target;
    if (!control) return;
    event.preventDefault();
    target.scrollIntoView();
    control.focus({ preventScroll: target !== control });
  }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form) return;
    form.typedSince = true;
    if (form.hasAttribute("data-warn-unsaved")) changed = true;
  });

  window.addEventListener("beforeunload", function (event) {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // A second press would send twice; `disabled` would drop the name of the pressed button, so the form is marked.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-sent")) return event.preventDefault();
    changed = false;
    if (form.method !== "post") return;
    form.setAttribute("data-sent", "");
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    setTimeout(release, 15000);
  });

  function release() {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
      form.querySelectorAll("[aria-disabled]").forEach(function (button) {
        button.removeAttribute("aria-disabled");
      });
    });
  }

  document.addEventListener("click", function (event) {
    document.querySelectorAll(OPEN_MENUS).forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-print]")) window.print();
    // Who leaves in a hurry finds no way back to this page in the history either.
    var exit = event.target.closest("[data-quick-exit]");
    if (exit) {
      event.preventDefault();
      location.replace(exit.href);
    }
    var link = event.target.closest(".notice.error a[href^='#']");
    if (link) focusField(event, document.getElementById(link.hash.slice(1)));
  });

  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && document.querySelector(OPEN_MENUS);
    if (!menu) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });

  // A page that is drawn anew while it is filled in: never over something typed meanwhile, never with another page.
  document.addEventListener("htmx:beforeRequest", function (event) {
    event.target.closest("form").typedSince = false;
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    var anew = event.detail.serverResponse.indexOf('id="' + event.detail.target.id + '"') > 0;
    if (!anew || event.detail.requestConfig.elt.closest("form").typedSince) event.detail.shouldSwap = false;
    else changed = false;
  });

  window.addEventListener("pageshow", release);
  document.addEventListener("DOMContentLoaded", showProblems);
})();
