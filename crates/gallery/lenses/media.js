// What the person's system would say about theme, motion and contrast, said by the address of the cell instead.
((lenses) => {
  "use strict";

  const ALWAYS = "(min-width: 0px)";
  const NEVER = "(max-width: -1px)";
  const FEATURES =
    /\(\s*(prefers-color-scheme|prefers-reduced-motion|forced-colors|prefers-contrast)\s*(?::\s*([a-z-]+)\s*)?\)/gi;

  /** The media text each rule or element came with, so that an imitation can be taken back. */
  const originals = new WeakMap();

  /**
   * The value that is imitated for each media feature; features that are left out are left to the system.
   * @param {{theme: ?string, forced: boolean, motion: ?string}} wish
   * @returns {Map<string, string>} feature → value
   */
  function imitated(wish) {
    const facts = new Map();
    if (wish.theme) facts.set("prefers-color-scheme", wish.theme);
    if (wish.motion === "reduced") facts.set("prefers-reduced-motion", "reduce");
    if (wish.forced) {
      facts.set("forced-colors", "active");
      facts.set("prefers-contrast", "custom");
    }
    return facts;
  }

  /**
   * A media query in which every imitated feature is replaced by one that is always or never true, so that the rest
   * of the query (widths, `not`, `and`) keeps its meaning.
   * @param {string} text a media query list
   * @param {Map<string, string>} facts from `imitated`
   * @returns {string}
   */
  function rewritten(text, facts) {
    return text.replace(FEATURES, (whole, feature, value) => {
      const fact = facts.get(feature.toLowerCase());
      if (fact === undefined) return whole;
      // Without a value the question is "any but none".
      const asked = (value ?? fact).toLowerCase();
      return asked === fact ? ALWAYS : NEVER;
    });
  }

  /**
   * Every rule of a sheet, also those inside layers, conditions and other rules.
   * @param {CSSStyleSheet | CSSRule} holder
   * @param {(rule: CSSRule) => void} visit
   */
  function eachRule(holder, visit) {
    let rules;
    try {
      rules = holder.cssRules;
    } catch {
      // A sheet of another origin: its rules cannot be read. None of the page's own is one.
      return;
    }
    for (const rule of rules ?? []) {
      visit(rule);
      eachRule(rule, visit);
    }
  }

  /**
   * Every rule of the document's own sheets.
   * @param {(rule: CSSRule) => void} visit
   */
  function eachPageRule(visit) {
    for (const sheet of document.styleSheets) eachRule(sheet, visit);
  }

  function write(owner, read, set, facts) {
    if (!originals.has(owner)) {
      if (facts.size === 0) return;
      originals.set(owner, read());
    }
    const text = rewritten(originals.get(owner), facts);
    if (read() !== text) set(text);
  }

  /**
   * Makes the page believe `wish`; everything that is not wished for goes back to what the system says.
   * @param {{theme: ?string, forced: boolean, motion: ?string}} wish
   */
  function imitate(wish) {
    const facts = imitated(wish);
    const root = document.documentElement;
    const scheme = wish.theme ?? "";
    if (root.style.colorScheme !== scheme) root.style.colorScheme = scheme;
    if (root.getAttribute("style") === "") root.removeAttribute("style");
    eachPageRule((rule) => {
      // Imports carry media too, and a style rule has none.
      const media = rule.media;
      if (media)
        write(
          rule,
          () => media.mediaText,
          (text) => {
            media.mediaText = text;
          },
          facts,
        );
    });
    for (const element of document.querySelectorAll("source[media], style[media], link[media], meta[media]")) {
      write(
        element,
        () => element.getAttribute("media"),
        (text) => element.setAttribute("media", text),
        facts,
      );
    }
  }

  /** Sheets of the imitation, by name. Adopted ones leave the document's own nodes alone. */
  const sheets = new Map();

  /**
   * Puts a sheet of the gallery beside those of the page, replaces it, or with an empty text takes it away.
   * @param {string} name
   * @param {string} css
   */
  function adopt(name, css) {
    const known = sheets.get(name);
    if (!css) {
      if (known) {
        sheets.delete(name);
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== known.sheet);
      }
      return;
    }
    if (known?.css === css && document.adoptedStyleSheets.includes(known.sheet)) return;
    const sheet = known?.sheet ?? new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(name, { css, sheet });
    if (!document.adoptedStyleSheets.includes(sheet)) {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
  }

  // Layers of the page are stronger where both say `!important`; the page says so of `[hidden]` only.
  const STILL = `
    *, *::before, *::after {
      animation: none !important;
      transition: none !important;
      caret-color: transparent !important;
      scroll-behavior: auto !important;
    }`;

  /**
   * Nothing moves and no caret blinks: for pictures that are to be equal.
   * @param {boolean} wished
   */
  function still(wished) {
    adopt("still", wished ? STILL : "");
  }

  lenses.media = { adopt, eachPageRule, imitate, still };
})((window.PorticoLenses ??= {}));
