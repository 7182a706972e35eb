/* What hands do at a page, many steps in one go: a journey of a hundred questions is a hundred calls less. As a person
   could, they touch only what is seen, is not disabled and is not covered; and they wait while the page is drawn anew. */
(async ([act, given, runsScripts]) => {
  const PATIENCE_MS = 15000;

  async function until(ready, what) {
    const end = Date.now() + PATIENCE_MS;
    for (let found = ready(); ; found = ready()) {
      if (found) return found;
      // Timers stand still on a page without scripts, and nothing changes there that one could wait for.
      if (!runsScripts || Date.now() > end) throw new Error(what);
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }

  // What has been added is ready when htmx has taken its mark away; a person is not as fast.
  const settled = () => until(() => !document.querySelector(".htmx-request, .htmx-added"), "is still drawn anew");

  function mayBeUsed(control) {
    return control.checkVisibility({ visibilityProperty: true }) && !control.disabled && !control.readOnly;
  }

  // Nothing lies over the middle of it; or of its label, which is as good to press.
  function isUncovered(element) {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element.contains(hit) || [...(element.labels || [])].some((label) => label.contains(hit)));
  }

  function say(control, event) {
    control.dispatchEvent(new Event(event, { bubbles: true }));
  }

  function choose(controls, values) {
    for (const value of values) {
      const control = controls.find((each) => each.value === value);
      if (!control || !mayBeUsed(control) || !isUncovered(control)) throw new Error(`cannot choose ${value}`);
      if (!control.checked) control.click();
    }
  }

  function write(control, value) {
    if (!mayBeUsed(control)) throw new Error(`cannot write into ${control.name}`);
    control.focus();
    control.value = value;
    if (control.value !== value) throw new Error(`${control.name} does not take ${value}`);
    say(control, "input");
    say(control, "change");
  }

  // Names of what could be filled in; what the page does not ask for is left to the caller.
  async function fill(wanted) {
    const filled = [];
    for (;;) {
      const controls = [...document.querySelectorAll("main [name]:not(button):not([type=hidden])")];
      const next = controls.find((each) => each.name in wanted && !filled.includes(each.name));
      if (!next) return filled;
      const values = wanted[next.name];
      if (["radio", "checkbox"].includes(next.type)) choose(controls.filter((each) => each.name === next.name), values);
      else write(next, values[values.length - 1]);
      filled.push(next.name);
      if (runsScripts) await settled();
    }
  }

  async function press([selector, first]) {
    const found = await until(() => {
      const one = [...document.querySelectorAll(selector)].at(first ? 0 : -1);
      return one && mayBeUsed(one) && isUncovered(one) && one;
    }, `nothing to press: ${selector}`);
    found.click();
  }

  return { fill, press, settled }[act](given);
})
