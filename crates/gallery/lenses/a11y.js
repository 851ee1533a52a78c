// What people meet who do not use a mouse or do not see the page: structure, names, order, sizes, contrast.
((lenses) => {
  "use strict";

  /** CSS px: what the page asks of itself (WCAG 2.5.5), and what AA asks (2.5.8). */
  const WANTED_TARGET = 44;
  const LEAST_TARGET = 24;
  /** A fraction of a pixel is rounding, not a smaller target. */
  const ROUNDING = 0.5;
  const EDGE = 3;

  const one = (value) => (Math.round(value * 10) / 10).toString();
  // Rounded down: 6.97 must not read as 7.
  const figure = (ratio) => (Math.floor(ratio * 10) / 10).toString();
  const quoted = (text) => (text ? `“${text}”` : "no name");
  const clean = (text) => lenses.names.clean(text);

  const worse = (one, other) =>
    ["ok", "warn", "bad"].indexOf(one) > ["ok", "warn", "bad"].indexOf(other) ? one : other;

  const rtl = (element) => getComputedStyle(element).direction === "rtl";

  /** The page as a whole. */
  function page() {
    const root = document.documentElement;
    const title = clean(document.title);
    const lang = root.lang;
    const headings = all("h1, [role=heading][aria-level='1']");
    return [
      {
        text: `Page ${quoted(title)}`,
        detail: `Language ${lang || "missing"}, direction ${root.dir || "missing"}`,
        verdict: title && lang ? "ok" : "bad",
      },
      headings.length === 1
        ? undefined
        : { text: `${headings.length} headings of level 1`, detail: "A screen has exactly one.", verdict: "bad" },
    ]
      .filter(Boolean)
      .map((row) => ({ row }));
  }

  function all(selector) {
    return [...document.body.querySelectorAll(selector)].filter((element) => !lenses.names.silent(element));
  }

  /** Landmarks and headings: how a screen reader's user moves about. */
  function structure() {
    let before = 0;
    return all("*").flatMap((element) => {
      const role = lenses.names.role(element);
      const name = lenses.names.name(element).text;
      if (lenses.names.LANDMARKS.has(role)) {
        return [
          {
            row: { text: `${role}${name ? ` ${quoted(name)}` : ""}`, detail: "Landmark", verdict: "ok" },
            mark: { element, box: true, badge: role, place: "corner", tone: "calm" },
          },
        ];
      }
      if (role !== "heading") return [];
      const level = lenses.names.level(element);
      const skipped = level > before + 1;
      before = level;
      const verdict = !name || (skipped && level > 1) ? "bad" : "ok";
      return [
        {
          row: {
            text: `heading ${level} ${quoted(name)}`,
            detail: skipped && level > 1 ? "A level is left out before it." : "Heading",
            verdict,
          },
          mark: { element, badge: `h${level}`, place: "start", tone: "calm" },
        },
      ];
    });
  }

  /** Regions that speak by themselves when their text changes. */
  function live() {
    return all("[aria-live], [role=alert], [role=status], [role=log], output").map((element) => {
      const role = lenses.names.role(element);
      const manner = element.getAttribute("aria-live") ?? (role === "alert" ? "assertive" : "polite");
      const says = clean(element.textContent);
      return {
        row: {
          text: `live region, ${manner}`,
          detail: says ? `Says ${quoted(says)}` : "Says nothing now",
          verdict: "ok",
        },
        mark: says ? { element, box: true, badge: `live ${manner}`, place: "corner", tone: "calm" } : undefined,
      };
    });
  }

  /** A link inside a sentence may be as high as its line (WCAG 2.5.8). */
  const inText = (element) => element.matches("a") && getComputedStyle(element).display === "inline";

  /** A box with its words in one label: pressing the words ticks it too. */
  const ticks = (element) => element.matches("input[type=checkbox], input[type=radio]");

  function size(element) {
    const target = (ticks(element) && element.closest("label")) || element;
    const { width, height } = target.getBoundingClientRect();
    const least = Math.min(width, height) + ROUNDING;
    const text = `${one(width)} × ${one(height)} px`;
    if (least >= WANTED_TARGET) return { text, verdict: "ok" };
    if (inText(element)) return { text: `${text}, a link in a sentence`, verdict: "ok" };
    // It can be selected and copied, and nothing else happens.
    if (element.readOnly) return { text: `${text}, read-only`, verdict: "ok" };
    const short = least < LEAST_TARGET ? `below ${LEAST_TARGET}, the least that is allowed` : `below ${WANTED_TARGET}`;
    return { text: `${text}, ${short}`, verdict: least < LEAST_TARGET ? "bad" : "warn" };
  }

  function edge(element) {
    if (element.matches(":disabled")) return undefined;
    const found = lenses.contrast.edge(element);
    const text = found && `${found.part} ${figure(found.ratio)} : 1 (${found.front} on ${found.ground})`;
    if (found && found.ratio >= EDGE) return { text, verdict: "ok" };
    // Buttons and pickers show themselves by their words; an empty field has nothing else than its edge.
    // What the browser draws by itself is its own affair (WCAG 1.4.11).
    const field = element.matches("input, textarea") && !element.readOnly && !ticks(element);
    if (!found) return field ? { text: "no edge of its own", verdict: "warn" } : undefined;
    return field ? { text: `${text}, below ${EDGE}`, verdict: "bad" } : undefined;
  }

  /** What can be operated, in the order of the Tab key. */
  function controls(options) {
    const order = lenses.names.tabOrder();
    const positive = (element) => element.tabIndex > 0;
    return order.map((element, index) => {
      const told = spoken(element, options);
      const target = size(element);
      const shape = edge(element);
      const verdicts = [
        told.name ? "ok" : "bad",
        target.verdict,
        shape?.verdict ?? "ok",
        positive(element) ? "bad" : "ok",
      ];
      const verdict = verdicts.reduce(worse);
      const details = [
        [told.from && `Name from ${told.from}`, told.states.join(", ")].filter(Boolean).join("; "),
        told.description && `Description ${quoted(told.description)}`,
        `Target ${target.text}`,
        shape && `Edge: ${shape.text}`,
        positive(element) && "A positive tabindex takes it out of the order of the page.",
      ];
      const small = target.verdict === "ok" ? "" : ` ${one(Math.min(element.offsetWidth, element.offsetHeight))}px`;
      return {
        row: {
          text: `${index + 1}. ${told.role} ${quoted(told.name)}`,
          detail: details.filter(Boolean).join("\n"),
          verdict,
        },
        mark: { element, box: verdict !== "ok", badge: `${index + 1}${small}`, place: "start", tone: "order" },
      };
    });
  }

  function spoken(element, options) {
    const own = { role: lenses.names.role(element) || "no role", name: lenses.names.name(element) };
    const told = lenses.axe.spoken(element, options) ?? {};
    return {
      role: told.role || own.role,
      name: clean(told.name ?? own.name.text),
      from: own.name.from,
      description: lenses.names.description(element),
      states: lenses.names.states(element),
    };
  }

  /** Elements with text of their own, each once. Text for screen readers only has no contrast. */
  function written() {
    const found = new Map();
    for (const node of lenses.texts.nodes()) {
      const element = node.parentElement;
      const place = lenses.texts.seen(lenses.texts.range(node));
      if (!found.has(element)) found.set(element, { element, place, text: clean(element.textContent) });
    }
    for (const field of all("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea")) {
      const text = field.matches("select")
        ? field.selectedOptions[0]?.text
        : field.type === "password"
          ? "•".repeat(field.value.length)
          : field.value;
      const place = field.getBoundingClientRect();
      if (clean(text)) found.set(field, { element: field, place, text: clean(text) });
      else if (clean(field.placeholder))
        found.set(field, { element: field, place, text: clean(field.placeholder), pseudo: "::placeholder" });
    }
    return [...found.values()];
  }

  function contrasts() {
    return written().flatMap(({ element, place, text, pseudo }) => {
      const found = lenses.contrast.text(element, place, pseudo);
      if (!found) return [];
      const exempt = element.closest(":disabled, [aria-disabled=true]");
      const short = found.ratio < found.least ? "bad" : found.ratio < found.wanted ? "warn" : "ok";
      const verdict = exempt ? "ok" : worse(short, found.unknown || found.reading ? "warn" : "ok");
      const notes = [
        `${found.front} on ${found.ground}`,
        exempt && "switched off, so nothing is asked",
        !exempt && short === "bad" && `below ${found.least}, the least that is allowed`,
        !exempt && short === "warn" && `below ${found.wanted}, which the page asks of itself`,
        found.unknown && "there is a picture behind it that cannot be read: look yourself",
        found.reading && "the picture behind it is being read",
      ];
      return [
        {
          row: {
            text: `contrast ${figure(found.ratio)} : 1 ${quoted(text.slice(0, 60))}`,
            detail: notes.filter(Boolean).join("; "),
            verdict,
          },
          mark: {
            element,
            box: verdict !== "ok",
            at: lenses.overlay.moved(place, scrollX, scrollY),
            badge: figure(found.ratio),
            place: "end",
            tone: "figure",
          },
        },
      ];
    });
  }

  /**
   * @param {object} options as `apply` got them
   * @returns {{rows: object[], marks: object[]}}
   */
  function look(options) {
    lenses.axe.begin();
    const found = [
      ...page(),
      ...controls(options),
      ...structure(),
      ...live(),
      ...contrasts(),
      ...lenses.axe.violations(options),
    ];
    lenses.axe.end();
    const rows = found.map((entry) => entry.row);
    const marks = found.flatMap(({ row, mark }, index) =>
      mark
        ? [
            {
              at: lenses.overlay.rectangle(mark.element),
              rtl: rtl(mark.element),
              row: index,
              verdict: row.verdict,
              title: row.text,
              detail: row.detail,
              ...mark,
            },
          ]
        : [],
    );
    return { rows, marks };
  }

  lenses.a11y = {
    look,
    drawn: (options) => lenses.axe.run(options),
    stop: () => lenses.axe.stop(),
  };
})((window.PorticoLenses ??= {}));
