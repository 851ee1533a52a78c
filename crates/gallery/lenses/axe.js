// axe-core, where the gallery was built with it: its violations, and its idea of names and roles.
((lenses) => {
  "use strict";

  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

  /** axe looks at the whole page, so it waits until the page is at rest. */
  const REST_MS = 350;

  let loading;
  let timer;
  let running = false;
  let looked = "";
  let found = [];
  let usable = false;

  /** Loads axe once, if there is one to load. Settles in any case. */
  function load() {
    loading ??= new Promise((done) => {
      if (window.axe || !window.PORTICO?.axe) {
        done();
        return;
      }
      const script = document.createElement("script");
      script.src = "axe.min.js";
      script.onload = done;
      script.onerror = done;
      document.head.append(script);
    });
    return loading;
  }

  /** Makes axe ready to be asked about elements, until `end`. */
  function begin() {
    usable = false;
    if (!window.axe?.setup || running) return;
    try {
      window.axe.setup(document.body);
      usable = true;
    } catch {
      // Another run has it at the moment; our own names serve until it is over.
    }
  }

  function end() {
    if (usable) window.axe.teardown();
    usable = false;
  }

  /**
   * What axe takes the role and the name of an element for.
   * @param {Element} element
   * @returns {?{role: string, name: string}} null where axe is not there
   */
  function spoken(element) {
    if (!usable) return null;
    const { aria, text } = window.axe.commons;
    return { role: aria.getRole(element) ?? "", name: text.accessibleText(element) };
  }

  /** What the page is now, as far as axe could find something different in it: seconds that count down are not. */
  const state = () =>
    `${location.hash} ${innerWidth} ${document.documentElement.lang} ${document.body.innerHTML.replace(/\d+/g, "")}`;

  /** Lets axe look if anything has changed since it last did, and draws again when it found something new. */
  function run() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await load();
      if (!window.axe || running || state() === looked) return;
      const now = state();
      running = true;
      try {
        const result = await window.axe.run(
          { exclude: [["portico-lens"]] },
          {
            resultTypes: ["violations"],
            runOnly: { type: "tag", values: TAGS },
            rules: { "target-size": { enabled: true } },
          },
        );
        found = result.violations;
        looked = now;
      } finally {
        running = false;
      }
      lenses.redraw();
    }, REST_MS);
  }

  /** Forgets what was found, and does not look any more. */
  function stop() {
    clearTimeout(timer);
    looked = "";
    found = [];
  }

  /**
   * What axe found when it last looked, as entries of the accessibility lens.
   * @returns {{row: object, mark?: object}[]}
   */
  function violations() {
    if (!window.axe) return [];
    if (looked === "") return [{ row: { text: "axe-core is looking …", detail: "", verdict: "ok" } }];
    if (found.length === 0)
      return [{ row: { text: "axe-core finds nothing", detail: `Version ${window.axe.version}`, verdict: "ok" } }];
    return found.flatMap((rule) =>
      rule.nodes.map((node) => {
        const element = document.querySelector(node.target[0]);
        const detail = [rule.help, node.failureSummary, node.target.join(" ")].filter(Boolean).join("\n");
        return {
          row: { text: `axe-core: ${rule.id}`, detail, verdict: "bad" },
          mark:
            element && document.body.contains(element)
              ? { element, box: true, badge: rule.id, place: "corner" }
              : undefined,
        };
      }),
    );
  }

  lenses.axe = { begin, end, run, spoken, stop, violations };
})((window.PorticoLenses ??= {}));
