// Which entry of the locale file each text on the screen comes from.
((lenses) => {
  "use strict";

  // The cell puts an invisible mark before each text: a language tag character, the number of the key in tag digits,
  // and the cancel tag. No other text of the page uses them, and screens stay as wide as they are.
  const MARK = /\u{E0001}([\u{E0030}-\u{E0039}]*)\u{E007F}?/gu;
  const ATTRIBUTES = ["aria-label", "title", "alt", "placeholder", "aria-description", "aria-roledescription", "value"];

  const number = (digits) => [...digits].map((digit) => String.fromCharCode(digit.codePointAt(0) - 0xe0000)).join("");

  /**
   * A text without its marks.
   * @param {string} text
   * @returns {string}
   */
  function unmarked(text) {
    return text.replace(MARK, "");
  }

  /**
   * The pieces of a text, each with the number of the key it comes from.
   * @param {string} text
   * @returns {{number: ?string, text: string, start: number, end: number}[]} `number` is null for text of no key
   */
  function pieces(text) {
    const found = [];
    const add = (id, start, end) => {
      const piece = text.slice(start, end);
      if (id !== null || piece.trim()) found.push({ number: id, text: piece, start, end });
    };
    let id = null;
    let from = 0;
    for (const match of text.matchAll(MARK)) {
      if (match.index > from || id !== null) add(id, from, match.index);
      id = number(match[1]);
      from = match.index + match[0].length;
    }
    add(id, from, text.length);
    return found;
  }

  /** Every piece of text on the screen: where it is, and how it got there. */
  function texts() {
    const found = [{ via: "title of the page", element: document.head, at: null, pieces: pieces(document.title) }];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const element = node.parentElement;
        if (!element.closest("script, style, noscript, template, svg") && node.data.trim()) {
          found.push({ via: "", node, element, pieces: pieces(node.data) });
        }
        continue;
      }
      for (const attribute of ATTRIBUTES) {
        const value = node.getAttribute(attribute);
        // A value is words only where it is the face of a button; elsewhere it is what a person typed.
        if (!value?.trim() || (attribute === "value" && !MARKED.test(value))) continue;
        found.push({ via: attribute, element: node, pieces: pieces(value) });
      }
    }
    return found;
  }

  const MARKED = /\u{E0001}/u;

  /** The rectangle of one piece of text. */
  function where(text, piece) {
    const { element, node } = text;
    if (element.matches("option")) return lenses.overlay.rectangle(element.closest("select"));
    if (!node) return lenses.overlay.rectangle(element);
    const tucked = lenses.texts.tucked(element);
    if (tucked) return lenses.overlay.rectangle(tucked);
    return lenses.overlay.moved(lenses.texts.seen(lenses.texts.range(node, piece.start, piece.end)), scrollX, scrollY);
  }

  function row(via, piece, known) {
    const shown = lenses.names.clean(piece.text);
    const how = via ? ` (${via})` : "";
    if (piece.number === null) {
      return {
        text: `${shown}${how}`,
        detail: "No key: it comes from the flow, the brand or the person.",
        verdict: "ok",
      };
    }
    if (!known) {
      return { text: shown, detail: `A mark with the unknown number ${piece.number}${how}.`, verdict: "bad" };
    }
    const used = known.used?.length ? `Used in ${known.used.join(", ")}` : "Used nowhere that could be found";
    return {
      text: known.key,
      detail: `“${shown}”${how}\n${used}`,
      verdict: "ok",
      file: known.file ? `${known.file}${known.line ? `:${known.line}` : ""}` : undefined,
    };
  }

  /**
   * @param {{keys: object}} options
   * @returns {{rows: object[], marks: object[]}}
   */
  function look({ keys }) {
    const rows = [];
    const marks = [];
    for (const text of texts()) {
      const unseen =
        text.at === null ||
        lenses.names.hidden(text.element) ||
        (text.element.matches("option") && !text.element.selected);
      for (const piece of text.pieces) {
        const known = piece.number === null ? undefined : keys?.[piece.number];
        const told = row(text.via, piece, known);
        // Text that is not on the screen now, such as a closed part, is listed when it has a key.
        if (unseen && piece.number === null) continue;
        rows.push(
          unseen && text.element !== document.head
            ? { ...told, detail: `${told.detail}\nNot on the screen as it is now.` }
            : told,
        );
        if (unseen) continue;
        const at = where(text, piece);
        const keyed = piece.number !== null;
        // What is only read aloud repeats what stands elsewhere; its row says enough.
        const spoken =
          lenses.texts.tucked(text.element) && text.element.closest("[aria-live], [role=status], [role=alert]");
        marks.push({
          row: rows.length - 1,
          at,
          element: text.element.closest("button, a, input, select, summary") ?? text.element,
          rtl: getComputedStyle(text.element).direction === "rtl",
          box: at.width > 4,
          tone: keyed ? undefined : "calm",
          badge: keyed && !spoken ? `${text.via ? "@" : ""}${told.text}` : undefined,
          verdict: told.verdict,
          title: told.text,
          detail: [told.file, told.detail].filter(Boolean).join("\n"),
        });
      }
    }
    return { rows, marks };
  }

  lenses.keys = { look, unmarked };
})((window.PorticoLenses ??= {}));
