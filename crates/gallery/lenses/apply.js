// What the cell calls after each draw, and what keeps the lenses true to the page between two draws.
((lenses) => {
  "use strict";

  /** Lenses in the order in which their badges choose a place. */
  const LENSES = ["grid", "a11y", "autofill", "keys"];

  /** Long enough for a burst of changes, short enough to seem immediate. */
  const SETTLE_MS = 90;

  const NOTHING = { theme: null, forced: false, motion: null, still: false, lenses: [], lang: "en", keys: {} };

  let options = NOTHING;
  let timer;
  let changes;
  let sizes;
  let tabbed = false;

  /** What each lens said last, as it went to the parent. */
  const said = new Map();

  /**
   * Says what a lens found: to the shell around the cell, and to tools in `PORTICO_REPORT`.
   * @param {string} lens
   * @param {{text: string, detail: string, verdict: string, file?: string}[]} rows
   */
  function report(lens, rows) {
    (window.PORTICO_REPORT ??= {})[lens] = rows;
    const message = JSON.stringify({ portico: "report", lens, rows });
    if (said.get(lens) === message) return;
    said.set(lens, message);
    if (parent !== window) parent.postMessage(message, "*");
  }

  function draw() {
    clearTimeout(timer);
    timer = undefined;
    const wanted = LENSES.filter((lens) => options.lenses.includes(lens));
    for (const lens of LENSES) {
      if (wanted.includes(lens)) continue;
      lenses[lens].stop?.();
      said.delete(lens);
      if (window.PORTICO_REPORT) delete window.PORTICO_REPORT[lens];
    }
    if (wanted.length === 0) {
      lenses.overlay.close();
      return;
    }
    const marks = [];
    for (const lens of wanted) {
      const found = lenses[lens].look(options);
      marks.push(...found.marks.map((mark) => ({ lens, ...mark })));
      report(lens, found.rows);
    }
    lenses.overlay.draw(marks);
    for (const lens of wanted) lenses[lens].drawn?.(options);
  }

  function later() {
    if (options.lenses.length > 0) timer ??= setTimeout(draw, SETTLE_MS);
  }

  function watch() {
    if (changes || options.lenses.length === 0) return;
    changes = new MutationObserver(later);
    changes.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    sizes = new ResizeObserver(later);
    sizes.observe(document.body);
    for (const event of ["input", "transitionend", "animationend", "toggle"])
      document.addEventListener(event, later, true);
    document.addEventListener("focusin", focused);
    document.addEventListener("keydown", pressed, true);
    addEventListener("resize", later);
    addEventListener("message", asked);
    document.fonts?.ready.then(later);
  }

  function unwatch() {
    if (!changes || options.lenses.length > 0) return;
    changes.disconnect();
    sizes.disconnect();
    changes = undefined;
    for (const event of ["input", "transitionend", "animationend", "toggle"])
      document.removeEventListener(event, later, true);
    document.removeEventListener("focusin", focused);
    document.removeEventListener("keydown", pressed, true);
    removeEventListener("resize", later);
    removeEventListener("message", asked);
  }

  /** Only the Tab key asks what it has come to: a screen that sets the focus itself, or a press, does not. */
  function focused(event) {
    if (tabbed) lenses.overlay.pointAt(event.target);
  }

  function pressed(event) {
    tabbed = event.key === "Tab";
    if (event.key === "Escape") lenses.overlay.pointAt(undefined);
  }

  /** The shell points at a row of a report: `{"portico":"point","lens":"a11y","row":3}`, without a row at none. */
  function asked(event) {
    if (event.source !== parent || typeof event.data !== "string") return;
    let message;
    try {
      message = JSON.parse(event.data);
    } catch {
      return;
    }
    if (message?.portico === "point") lenses.overlay.point(message.lens, message.row);
  }

  /**
   * Makes the cell look as wished, and takes back what is not wished for any more. May be called at any time.
   * @param {{theme: ?string, forced: boolean, motion: ?string, still: boolean, lenses: string[], lang: string,
   *   keys: Object<string, {key: string, file: string, line: number, used: string[]}>}} wished
   */
  function apply(wished) {
    options = { ...NOTHING, ...wished };
    lenses.media.imitate(options);
    lenses.forced.force(options.forced, options.theme);
    lenses.media.still(options.still);
    unwatch();
    watch();
    draw();
  }

  lenses.apply = apply;
  lenses.redraw = later;
  lenses.byTab = () => tabbed;
})((window.PorticoLenses ??= {}));
