// Looks at the document for what a person could not read or hit; answers with one line for each finding.
const SLACK = 1; // px that rounding may take
const TARGET = 44; // CSS px, WCAG 2.5.5
const root = document.scrollingElement;

const shown = (element) =>
  element.getClientRects().length > 0 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const name = (element) => element.cloneNode(false).outerHTML.slice(0, 120);
const quoted = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 60)}”`;

// What is there for screen readers only is one pixel large, on purpose.
const aside = (element) => {
  const box = element.getBoundingClientRect();
  return element.closest(".visually-hidden") !== null || (box.width <= 1 && box.height <= 1);
};

const texts = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, option, svg, noscript") || !shown(parent)) continue;
    if (aside(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    found.push({ node, parent, boxes, size: parseFloat(getComputedStyle(parent).fontSize) });
  }
  return found;
};

const within = (line, box) => {
  const [left, right] = [Math.max(line.left, box.left), Math.min(line.right, box.right)];
  const [top, bottom] = [Math.max(line.top, box.top), Math.min(line.bottom, box.bottom)];
  return right > left && bottom > top ? { left, right, top, bottom } : null;
};

const sideways = () => {
  const found = [];
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) found.push(`the page scrolls sideways by ${over} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || aside(element) || element.ownerSVGElement) continue;
    const box = element.getBoundingClientRect();
    if (box.right > root.clientWidth + SLACK || box.left < -SLACK) {
      found.push(`outside the window (${Math.round(box.left)} to ${Math.round(box.right)}): ${name(element)}`);
    }
    const style = getComputedStyle(element);
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + SLACK && element !== root) {
      found.push(`scrolls sideways within itself: ${name(element)}`);
    }
  }
  return found;
};

const cut = (all) => {
  const found = [];
  for (const text of all) {
    // A glyph's box is taller than a tight line; what sticks out of it is ascent that no letter uses.
    const air = text.size * 0.3;
    // What has a ground of its own and stands across an edge on purpose: only who clips can take something from it.
    let lifted = false;
    for (let ancestor = text.parent; ancestor && ancestor !== document.documentElement; ancestor = ancestor.parentElement) {
      const style = getComputedStyle(ancestor);
      if (style.display === "inline" || style.display === "contents") continue;
      const clips = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
      const painted = style.borderInlineStartStyle !== "none" || ancestor.matches("button, a, summary, label");
      if (!clips && (!painted || lifted)) continue;
      const box = ancestor.getBoundingClientRect();
      const out = text.boxes.find(
        (line) =>
          line.left < box.left - SLACK || line.right > box.right + SLACK ||
          line.top < box.top - air || line.bottom > box.bottom + air,
      );
      if (out) found.push(`${clips ? "cut off" : "runs out"} of ${name(ancestor)}: ${quoted(text.node.data)}`);
      lifted ||= style.position === "absolute" && style.backgroundColor !== "rgba(0, 0, 0, 0)";
      // What is cut off here is not seen further out, so that it is neither told twice nor over anything there.
      if (clips && out) text.boxes = text.boxes.map((line) => within(line, box)).filter(Boolean);
    }
  }
  for (const field of document.querySelectorAll("input")) {
    // What a person types may be longer than any field: the caret scrolls it, and a name that is read only can be
    // focused and selected whole. Placeholders and codes have a length that the page knows.
    const known = field.value === "" || field.matches(".input-code") || (field.readOnly && !field.autocomplete.includes("username"));
    if (!known || !shown(field) || aside(field) || ["checkbox", "radio", "hidden"].includes(field.type)) continue;
    if (field.scrollWidth > field.clientWidth + SLACK) found.push(`its text is cut off: ${name(field)}`);
  }
  const pen = document.createElement("canvas").getContext("2d");
  for (const select of document.querySelectorAll("select")) {
    if (!shown(select) || aside(select)) continue;
    const style = getComputedStyle(select);
    pen.font = style.font;
    const room = select.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    const text = select.selectedOptions[0]?.text ?? "";
    if (pen.measureText(text).width > room + SLACK) found.push(`its choice is cut off: ${name(select)} ${quoted(text)}`);
  }
  return found;
};

const overlapping = (all) => {
  const found = [];
  const lines = all.flatMap(({ node, boxes, size }) =>
    boxes.map((box) => ({ node, left: box.left, right: box.right, top: box.top + size * 0.3, bottom: box.bottom - size * 0.3 })),
  );
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom; next += 1) {
      const other = lines[next];
      if (other.node === line.node) continue;
      const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      if (wide > 2) found.push(`text over text: ${quoted(line.node.data)} and ${quoted(other.node.data)}`);
    }
  });
  return found;
};

const targets = () =>
  [...document.querySelectorAll("button, input:not([type=hidden]), select, summary, a[href], [role=button]")]
    .filter((element) => shown(element) && element.tabIndex >= 0 && !aside(element))
    // Links in running text are exempt; a field that is read only is no target.
    .filter((element) => getComputedStyle(element).display !== "inline" && !element.readOnly)
    .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, box]) => box.width < TARGET - 0.5 || box.height < TARGET - 0.5)
    .map(([element, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px to hit: ${name(element)}`);

// Looks with everything unfolded, and leaves it as it was: the next look is at the same cell.
const unfolded = (look) => {
  const parts = [...document.querySelectorAll("details")].map((part) => [part, part.open]);
  for (const [part] of parts) part.open = true;
  const found = look(parts.some(([, open]) => !open));
  for (const [part, open] of parts) part.open = open;
  return found;
};

if (arguments[0] === "targets") return unfolded(targets);
const look = () => {
  const all = texts();
  return [...sideways(), ...cut(all), ...overlapping(all)];
};
const folded = look();
const more = unfolded((any) => (any ? look() : [])).filter((line) => !folded.includes(line));
return [...folded, ...more.map((line) => `unfolded: ${line}`)];
