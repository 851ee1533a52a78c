// Distances on the page, and the tokens that they are.
((lenses) => {
  "use strict";

  /** CSS px below which two lengths are the same. */
  const SAME = 0.26;

  const one = (value) => (Math.round(value * 10) / 10).toString();

  /** The lengths of the page's tokens in CSS px: `--s4` → 16. */
  function tokens() {
    const names = new Set();
    lenses.media.eachPageRule((rule) => {
      if (!rule.style || !/(^|,)\s*(:root|html)\b/.test(rule.selectorText ?? "")) return;
      for (const property of rule.style)
        if (/^--(s\d+|radius[\w-]*|target|ring|text-[\w-]+)$/.test(property)) names.add(property);
    });
    const root = lenses.overlay.shadow();
    const probe = document.createElement("i");
    probe.style.cssText = "position:absolute;visibility:hidden";
    root.append(probe);
    const found = [...names].map((name) => {
      probe.style.inlineSize = `var(${name})`;
      return { name, px: Number.parseFloat(getComputedStyle(probe).inlineSize) };
    });
    probe.remove();
    return found.filter(({ px }) => px > 0);
  }

  /** The step of the grid: 4 px of the design, which grow with the person's text size. */
  const step = (known) => known.find(({ name }) => name === "--s1")?.px ?? 4;

  const spacing = ({ name }) => /^--s\d/.test(name);

  /**
   * What a length is called.
   * @param {number} px
   * @param {{name: string, px: number}[]} known
   * @param {(token: object) => boolean} [wanted]
   * @returns {?string} the name of the token, `0`, or null
   */
  function called(px, known, wanted = spacing) {
    if (Math.abs(px) < SAME) return "0";
    return known.filter(wanted).find((token) => Math.abs(token.px - Math.abs(px)) < SAME)?.name ?? null;
  }

  /** Whether a length is no whole number of steps. */
  const offGrid = (px, size) => Math.abs(px / size - Math.round(px / size)) * size >= SAME;

  /**
   * A length in words: with its token, else in steps, else as off the grid.
   * @param {number} px
   * @param {{name: string, px: number}[]} known from `tokens`
   * @returns {string}
   */
  function length(px, known) {
    const name = called(px, known);
    if (name === "0") return "0";
    if (name) return `${one(px)} ${name}`;
    const size = step(known);
    return offGrid(px, size) ? `${one(px)} off the grid` : `${one(px)} (${Math.round(px / size)} steps)`;
  }

  lenses.distances = { called, length, offGrid, one, spacing, step, tokens };
})((window.PorticoLenses ??= {}));
