// What assistive technology is told of an element: role, name, description, states.
((lenses) => {
  "use strict";

  const INPUT_ROLES = {
    button: "button",
    submit: "button",
    reset: "button",
    image: "button",
    checkbox: "checkbox",
    radio: "radio",
    range: "slider",
    number: "spinbutton",
    search: "searchbox",
    hidden: "",
    file: "button",
    color: "button",
  };

  const ROLES = {
    ARTICLE: "article",
    ASIDE: "complementary",
    BUTTON: "button",
    DD: "definition",
    DETAILS: "group",
    DIALOG: "dialog",
    DT: "term",
    FIELDSET: "group",
    FIGURE: "figure",
    H1: "heading",
    H2: "heading",
    H3: "heading",
    H4: "heading",
    H5: "heading",
    H6: "heading",
    HR: "separator",
    LI: "listitem",
    MAIN: "main",
    MENU: "list",
    METER: "meter",
    NAV: "navigation",
    OL: "list",
    OPTION: "option",
    OUTPUT: "status",
    P: "paragraph",
    PROGRESS: "progressbar",
    SEARCH: "search",
    SUMMARY: "button",
    TABLE: "table",
    TEXTAREA: "textbox",
    TIME: "time",
    UL: "list",
  };

  /** Roles that take their name from what stands inside them. */
  const NAMED_BY_CONTENT = new Set([
    "button",
    "link",
    "heading",
    "option",
    "tab",
    "menuitem",
    "checkbox",
    "radio",
    "switch",
    "cell",
    "term",
  ]);

  const LANDMARKS = new Set([
    "banner",
    "main",
    "contentinfo",
    "navigation",
    "complementary",
    "search",
    "form",
    "region",
  ]);

  const SECTIONS = "article, aside, main, nav, section";

  /**
   * The role an element has for assistive technology.
   * @param {Element} element
   * @returns {string} empty when it has none
   */
  function role(element) {
    const explicit = element.getAttribute("role")?.trim().split(/\s+/)[0];
    if (explicit) return explicit === "none" || explicit === "presentation" ? "" : explicit;
    switch (element.tagName.toUpperCase()) {
      case "A":
      case "AREA":
        return element.hasAttribute("href") ? "link" : "";
      case "INPUT":
        return INPUT_ROLES[element.type] ?? "textbox";
      case "SELECT":
        return element.multiple || element.size > 1 ? "listbox" : "combobox";
      case "HEADER":
        return element.parentElement?.closest(SECTIONS) ? "" : "banner";
      case "FOOTER":
        return element.parentElement?.closest(SECTIONS) ? "" : "contentinfo";
      case "SECTION":
        return named(element) ? "region" : "";
      case "FORM":
        return named(element) ? "form" : "";
      case "IMG":
        return element.getAttribute("alt") === "" ? "" : "img";
      case "SVG":
        return named(element) ? "img" : "";
      default:
        return ROLES[element.tagName.toUpperCase()] ?? "";
    }
  }

  function named(element) {
    return ["aria-label", "aria-labelledby", "title"].some((attribute) => element.getAttribute(attribute)?.trim());
  }

  /**
   * Whether nothing of an element can be seen or reached.
   * @param {Element} element
   * @returns {boolean}
   */
  function hidden(element) {
    if (element.closest("[hidden], [inert]")) return true;
    return element.checkVisibility
      ? !element.checkVisibility({ visibilityProperty: true })
      : !element.getClientRects().length;
  }

  /**
   * Whether assistive technology passes an element by.
   * @param {Element} element
   * @returns {boolean}
   */
  function silent(element) {
    return hidden(element) || Boolean(element.closest("[aria-hidden=true]"));
  }

  const clean = (text) =>
    lenses.keys
      .unmarked(text ?? "")
      .replace(/\s+/g, " ")
      .trim();

  /** The text of what is inside, as it is read: replacements count, what is hidden does not. */
  function content(node, seen) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || seen.has(node)) return "";
    if (node.getAttribute("aria-hidden") === "true" || hidden(node)) return "";
    seen.add(node);
    const label = node.getAttribute("aria-label")?.trim();
    if (label) return ` ${label} `;
    if (node.tagName === "IMG") return ` ${node.alt} `;
    const inner = [...node.childNodes].map((child) => content(child, seen)).join("");
    return getComputedStyle(node).display.startsWith("inline") ? inner : ` ${inner} `;
  }

  function referenced(element, attribute) {
    const ids = element.getAttribute(attribute)?.trim().split(/\s+/) ?? [];
    const targets = ids.map((id) => document.getElementById(id)).filter(Boolean);
    // A hidden element may be referred to, so its whole text counts.
    return clean(targets.map((target) => (hidden(target) ? target.textContent : content(target, new Set()))).join(" "));
  }

  /**
   * The accessible name, and what it comes from.
   * @param {Element} element
   * @returns {{text: string, from: string}} both empty when there is no name
   */
  function name(element) {
    const sources = [
      ["aria-labelledby", () => referenced(element, "aria-labelledby")],
      ["aria-label", () => clean(element.getAttribute("aria-label"))],
      ["label", () => clean([...(element.labels ?? [])].map((label) => content(label, new Set())).join(" "))],
      ["alt", () => clean(element.getAttribute("alt"))],
      ["legend", () => clean(element.tagName === "FIELDSET" ? element.querySelector("legend")?.textContent : "")],
      ["value", () => clean(element.matches("input[type=submit], input[type=button]") ? element.value : "")],
      ["content", () => (NAMED_BY_CONTENT.has(role(element)) ? clean(content(element, new Set())) : "")],
      ["title", () => clean(element.getAttribute("title"))],
      ["placeholder", () => clean(element.getAttribute("placeholder"))],
    ];
    for (const [from, read] of sources) {
      const text = read();
      if (text) return { text, from };
    }
    return { text: "", from: "" };
  }

  /**
   * What is read after the name.
   * @param {Element} element
   * @returns {string}
   */
  function description(element) {
    const text = referenced(element, "aria-describedby") || clean(element.getAttribute("aria-description"));
    if (text) return text;
    const title = clean(element.getAttribute("title"));
    return title !== name(element).text ? title : "";
  }

  /**
   * The states that are told, as words.
   * @param {Element} element
   * @returns {string[]}
   */
  function states(element) {
    const found = [];
    const on = (attribute) => element.getAttribute(`aria-${attribute}`);
    if (element.matches(":disabled") || on("disabled") === "true") found.push("disabled");
    if (element.readOnly || on("readonly") === "true") found.push("read-only");
    if (element.required || on("required") === "true") found.push("required");
    if (on("invalid") && on("invalid") !== "false") found.push("invalid");
    if (on("busy") === "true") found.push("busy");
    if (on("pressed")) found.push(on("pressed") === "true" ? "pressed" : "not pressed");
    if (element.matches("input[type=checkbox], input[type=radio]"))
      found.push(element.checked ? "checked" : "not checked");
    if (on("current") && on("current") !== "false") found.push("current");
    const open = element.matches("summary") ? element.parentElement.open : { true: true, false: false }[on("expanded")];
    if (open !== undefined) found.push(open ? "expanded" : "collapsed");
    return found;
  }

  /**
   * The level of a heading.
   * @param {Element} element one whose role is heading
   * @returns {number}
   */
  function level(element) {
    return Number(element.getAttribute("aria-level") ?? element.tagName.match(/^H([1-6])$/i)?.[1] ?? 2);
  }

  /**
   * What the Tab key reaches, in the order in which it does.
   * @returns {HTMLElement[]}
   */
  function tabOrder() {
    const selector =
      "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable=true]";
    const found = [...document.body.querySelectorAll(selector)].filter(
      (element) => element.tabIndex >= 0 && !element.matches(":disabled, input[type=hidden]") && !hidden(element),
    );
    const first = found.filter((element) => element.tabIndex > 0).sort((a, b) => a.tabIndex - b.tabIndex);
    return [...first, ...found.filter((element) => element.tabIndex === 0)];
  }

  lenses.names = { LANDMARKS, clean, description, hidden, level, name, role, silent, states, tabOrder };
})((window.PorticoLenses ??= {}));
