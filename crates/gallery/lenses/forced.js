// Forced colours, imitated: the person's own palette replaces every colour of the page, except system colours that the
// page asked for by name and parts that opted out.
((lenses) => {
  "use strict";

  /** The two contrast themes that Windows offers by default for a dark and a light ground. */
  const PALETTES = {
    dark: {
      canvas: "#202020",
      canvastext: "#ffffff",
      linktext: "#75e9fc",
      visitedtext: "#75e9fc",
      activetext: "#75e9fc",
      graytext: "#a6a6a6",
      highlight: "#8ee3f0",
      highlighttext: "#263b50",
      selecteditem: "#8ee3f0",
      selecteditemtext: "#263b50",
      buttonface: "#202020",
      buttontext: "#ffffff",
      buttonborder: "#ffffff",
      field: "#202020",
      fieldtext: "#ffffff",
      mark: "#8ee3f0",
      marktext: "#263b50",
      accentcolor: "#8ee3f0",
      accentcolortext: "#263b50",
    },
    light: {
      canvas: "#fffaef",
      canvastext: "#3d3d3d",
      linktext: "#1c5e75",
      visitedtext: "#1c5e75",
      activetext: "#1c5e75",
      graytext: "#676767",
      highlight: "#903909",
      highlighttext: "#fff5e3",
      selecteditem: "#903909",
      selecteditemtext: "#fff5e3",
      buttonface: "#fffaef",
      buttontext: "#202020",
      buttonborder: "#202020",
      field: "#fffaef",
      fieldtext: "#202020",
      mark: "#903909",
      marktext: "#fff5e3",
      accentcolor: "#903909",
      accentcolortext: "#fff5e3",
    },
  };

  const NAMES = new RegExp(`\\b(${Object.keys(PALETTES.dark).join("|")})\\b`, "gi");

  /** Properties whose colours the browser takes over. */
  const FORCED = /^(color|.+-color|background-image|fill|stroke)$/;

  /**
   * Colours a person meets where the page names none. `:where` keeps these rules weaker than the page's own that name
   * a system colour.
   */
  function ground(palette, exempt, pictures) {
    const but = ["svg", "svg *", ...exempt.flatMap((selector) => [selector, `${selector} *`])].join(", ");
    const all = `:where(:not(${but}))`;
    // Gradients go, pictures stay.
    const plain = `:where(:not(${[but, ...pictures].join(", ")}))`;
    const some = (selector) => `:where(${selector}):where(:not(${but}))`;
    const fields = "input, textarea, select";
    const buttons = "button, input[type=button], input[type=submit], input[type=reset]";
    return `
      ${all}, ${all}::before, ${all}::after {
        color: ${palette.canvastext} !important;
        -webkit-text-fill-color: currentcolor !important;
        background-color: transparent !important;
        border-color: currentcolor !important;
        outline-color: ${palette.highlight} !important;
        text-decoration-color: currentcolor !important;
        column-rule-color: currentcolor !important;
        box-shadow: none !important;
        text-shadow: none !important;
        accent-color: auto !important;
        scrollbar-color: auto !important;
      }
      ${plain}, ${plain}::before, ${plain}::after { background-image: none !important; }
      :where(html), ${some("dialog, [popover]")} { background-color: ${palette.canvas} !important; }
      ${some("a[href], a[href] *, summary, summary *")} { color: ${palette.linktext} !important; }
      ${some(`${buttons}, button *`)} { color: ${palette.buttontext} !important; }
      ${some(`${buttons}, ${fields}`)} { border-color: ${palette.buttonborder} !important; }
      ${some(buttons)} { background-color: ${palette.buttonface} !important; }
      ${some(fields)} { color: ${palette.fieldtext} !important; background-color: ${palette.field} !important; }
      ${some(fields)}:where(:focus) { border-color: ${palette.highlight} !important; }
      ${some(":disabled, :disabled *")} { color: ${palette.graytext} !important; border-color: ${palette.graytext} !important; }
      ${some(fields)}::placeholder { color: ${palette.graytext} !important; }
      ::selection { color: ${palette.highlighttext} !important; background-color: ${palette.highlight} !important; }
      ${some("mark")} { color: ${palette.marktext} !important; background-color: ${palette.mark} !important; }`;
  }

  /** The rules of the page that name system colours, with those of the palette in their place. */
  function spoken(palette) {
    const found = [];
    lenses.media.eachPageRule((rule) => {
      if (!rule.style || !rule.selectorText) return;
      const lines = [];
      for (const property of rule.style) {
        const value = rule.style.getPropertyValue(property);
        if (!FORCED.test(property) || value.search(NAMES) < 0) continue;
        const colour = value.replace(NAMES, (name) => palette[name.toLowerCase()]);
        lines.push(`${property}: ${colour} !important;`);
      }
      if (lines.length > 0) found.push(inConditions(rule, `${fullSelector(rule)} { ${lines.join(" ")} }`));
    });
    return found.join("\n");
  }

  /** The selector of a rule with those of the rules it is nested in. */
  function fullSelector(rule) {
    const own = rule.selectorText;
    for (let parent = rule.parentRule; parent; parent = parent.parentRule) {
      if (!parent.selectorText) continue;
      const around = `:is(${fullSelector(parent)})`;
      return own.includes("&") ? own.replaceAll("&", around) : `${around} ${own}`;
    }
    return own;
  }

  /** The rule inside the media queries and feature queries that surround the one it was made from. */
  function inConditions(rule, css) {
    let text = css;
    for (let parent = rule.parentRule; parent; parent = parent.parentRule) {
      if (parent instanceof CSSMediaRule) text = `@media ${parent.media.mediaText} { ${text} }`;
      else if (parent instanceof CSSSupportsRule) text = `@supports ${parent.conditionText} { ${text} }`;
    }
    return text;
  }

  /** Selectors of rules, those of pseudo-elements as what they belong to. */
  function selectors(wanted) {
    const found = [];
    lenses.media.eachPageRule((rule) => {
      if (rule.selectorText && wanted(rule)) found.push(fullSelector(rule).replace(/::[\w-]+/g, ""));
    });
    return found;
  }

  /** What keeps its own colours. */
  const optedOut = () => selectors((rule) => rule.style.getPropertyValue("forced-color-adjust") === "none");

  /** What has a picture behind it. Tokens may hold the picture, so that only the computed value knows. */
  const pictured = () =>
    selectors((rule) => /background[^;]*(url|var)\(/.test(rule.style.cssText)).filter((selector) =>
      [...document.querySelectorAll(selector)].some((element) =>
        getComputedStyle(element).backgroundImage.includes("url("),
      ),
    );

  /**
   * Imitates forced colours, or stops. Media rules of the page have to be rewritten before (`media.imitate`).
   * @param {boolean} wished
   * @param {?string} theme "light", "dark", or null for the system's
   */
  function force(wished, theme) {
    lenses.media.adopt("forced", "");
    // Where the system forces colours itself there is nothing to imitate.
    if (!wished || matchMedia("(forced-colors: active)").matches) return;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const palette = PALETTES[dark ? "dark" : "light"];
    lenses.media.adopt("forced", `${ground(palette, optedOut(), pictured())}\n${spoken(palette)}`);
  }

  lenses.forced = { force };
})((window.PorticoLenses ??= {}));
