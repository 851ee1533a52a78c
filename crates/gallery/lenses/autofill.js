// What a password manager sees of the page, and whether it will know what to do.
((lenses) => {
  "use strict";

  const SECRETS = ["current-password", "new-password", "one-time-code"];
  /** Words in a user name's field that make managers take it for something else. */
  const MISLEADING = /search|code|\badd/i;

  const tokens = (field) =>
    (field.getAttribute("autocomplete") ?? "").trim().toLowerCase().split(/\s+/).filter(Boolean);
  const label = (field) => lenses.names.name(field).text;
  const visible = (field) =>
    !lenses.names.hidden(field) &&
    field.type !== "hidden" &&
    Number(getComputedStyle(field).opacity) > 0 &&
    field.offsetWidth > 1;
  const listed = (field) =>
    field.matches("input:not([type=submit], [type=button], [type=reset], [type=image]), select, textarea");

  const bad = (text) => ({ text, verdict: "bad" });
  const warn = (text) => ({ text, verdict: "warn" });

  /** What a manager takes a field for. */
  function kind(field) {
    const asked = tokens(field);
    const exact = SECRETS.find((token) => asked.includes(token));
    if (exact) return exact;
    if (asked.includes("username") || asked.includes("email")) return field.readOnly ? "shown-username" : "username";
    if (field.type === "password") return "unknown-password";
    if (/recovery/i.test(`${field.name} ${field.id}`)) return "recovery-code";
    return "other";
  }

  const KINDS = {
    username: "asks who it is",
    "shown-username": "says whose password this is",
    "current-password": "asks for the password that is kept",
    "new-password": "takes a new password",
    "one-time-code": "takes a code from a message or an app",
    "recovery-code": "takes a recovery code, which no manager fills",
    "unknown-password": "is a password of a kind that it does not say",
    other: "is nothing that a password manager fills",
  };

  /** Rules for every field that a manager has to do with. */
  function common(field) {
    const asked = tokens(field);
    const faults = [];
    if (asked.includes("off")) faults.push(bad("autocomplete=off: some managers obey it, others ignore it"));
    if (!field.form) faults.push(bad("stands in no form: managers fill fields of forms"));
    if (field.disabled) faults.push(bad("is switched off: managers pass it by"));
    if (field.id && document.querySelectorAll(`#${CSS.escape(field.id)}`).length > 1)
      faults.push(bad(`the id ${field.id} is not unique`));
    if (!field.id && !field.name) faults.push(bad("has neither id nor name to be remembered by"));
    const masked = getComputedStyle(field).webkitTextSecurity;
    if (field.type !== "password" && masked && masked !== "none")
      faults.push(bad("is text masked by style: managers take it for text"));
    return faults;
  }

  const before = (field, wanted) => {
    const fields = [...field.form.elements];
    return fields.slice(0, fields.indexOf(field)).find((other) => listed(other) && wanted(other));
  };

  /** The user name that belongs to a password: managers save the password under it. */
  function owner(field) {
    if (!field.form) return [];
    const name = before(field, (other) => tokens(other).includes("username"));
    if (!name) return [bad("no user name before it in the same form: it would be saved under none, or the wrong one")];
    const faults = [];
    if (!visible(name)) faults.push(bad("the user name before it cannot be seen: most managers pass over it"));
    if (name.type !== "text" && name.type !== "email")
      faults.push(bad(`the user name before it is of type ${name.type}`));
    return faults;
  }

  const RULES = {
    username: (field) => {
      const faults = [];
      if (!["text", "email"].includes(field.type)) faults.push(bad(`is of type ${field.type} instead of text`));
      if (tokens(field)[0] !== "username") faults.push(warn("“username” is not its first token"));
      if (!tokens(field).includes("webauthn")) faults.push(warn("no “webauthn” token: passkeys are not offered in it"));
      if (!visible(field)) faults.push(bad("cannot be seen"));
      if (!label(field)) faults.push(bad("has no label"));
      if (MISLEADING.test(`${field.id} ${field.name} ${field.className} ${label(field)}`)) {
        faults.push(warn("its names or label hold a word that managers take for another kind of field"));
      }
      return faults;
    },
    "shown-username": (field) => {
      const faults = [];
      if (tokens(field).includes("webauthn")) faults.push(warn("“webauthn” on a name that is not asked for"));
      if (!visible(field)) faults.push(bad("cannot be seen: most managers pass over it"));
      if (field.type !== "text" && field.type !== "email") faults.push(bad(`is of type ${field.type} instead of text`));
      if (!field.value) faults.push(bad("is empty"));
      return faults;
    },
    "current-password": (field) => {
      const faults = owner(field);
      // "Show" turns the type into text for as long as it is shown; nothing is saved at that moment.
      if (field.type !== "password")
        faults.push(warn("its characters are shown now: managers see text, not a password"));
      if (tokens(field).includes("webauthn"))
        faults.push(bad("with “webauthn” Chromium does not fill when the page opens"));
      return faults;
    },
    "new-password": (field) => {
      const faults = owner(field);
      if (tokens(field).length > 1) faults.push(bad("further tokens beside “new-password”: it is matched exactly"));
      return faults;
    },
    "one-time-code": (field) => {
      const faults = [];
      if (field.type === "password") faults.push(bad("of type password: most managers save the code as the password"));
      if (tokens(field).length > 1) faults.push(bad("further tokens beside “one-time-code”: it is matched exactly"));
      if (field.inputMode !== "numeric") faults.push(warn("no inputmode=numeric: phones show letters first"));
      return faults;
    },
    "recovery-code": (field) =>
      field.type === "password" ? [bad("of type password: managers save the code as the password")] : [],
    "unknown-password": () => [bad("no autocomplete token: it may be filled with the wrong password, or saved as one")],
    other: () => [],
  };

  /** What will happen at a form, in one sentence. */
  function outlook(form) {
    const kinds = [...form.elements].filter(listed).map(kind);
    if (kinds.includes("new-password")) return "A new password is suggested, and saved under the shown name.";
    if (kinds.includes("current-password"))
      return "The password is filled, and saved or updated under the shown name once the form has left the page.";
    if (kinds.includes("one-time-code")) return "A code that has just come is offered; nothing is saved.";
    if (kinds.includes("username")) return "The user name is filled, and passkeys are offered.";
    if (kinds.includes("recovery-code")) return "Nothing is filled and nothing is saved.";
    return "There is nothing for a password manager here.";
  }

  function attributes(field) {
    const facts = [
      ["id", field.id],
      ["name", field.name],
      ["type", field.type],
      ["autocomplete", field.getAttribute("autocomplete")],
      ["inputmode", field.getAttribute("inputmode")],
      ["maxlength", field.getAttribute("maxlength")],
      ["passwordrules", field.getAttribute("passwordrules")],
      ["readonly", field.readOnly ? "yes" : null],
    ];
    return facts
      .filter(([, value]) => value)
      .map(([fact, value]) => `${fact}=${value}`)
      .join(" ");
  }

  const worst = (faults) =>
    faults.some((fault) => fault.verdict === "bad") ? "bad" : faults.length > 0 ? "warn" : "ok";
  const said = (faults) => faults.map((fault) => fault.text);

  function fieldEntry(field, order) {
    const what = kind(field);
    const faults = what === "other" ? [] : [...common(field), ...RULES[what](field)];
    const verdict = worst(faults);
    const token = tokens(field).join(" ");
    return {
      row: {
        text: `${order}. ${field.name || field.id || field.type}: ${token || "no token"}`,
        detail: [
          `${sentence(KINDS[what])}`,
          attributes(field),
          `Label ${label(field) ? `“${label(field)}”` : "missing"}`,
          ...said(faults).map(sentence),
        ].join("\n"),
        verdict,
      },
      mark: visible(field)
        ? {
            element: field,
            box: true,
            badge: `${order} ${token || kind(field)}`,
            verdict,
            tone: what === "other" ? "calm" : undefined,
          }
        : undefined,
    };
  }

  const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

  function formEntries(form, index) {
    const submit = [...form.elements].filter((element) =>
      element.matches("button:not([type]), [type=submit], [type=image]"),
    );
    const fields = [...form.elements].filter((element) => listed(element) && kind(element) !== "other");
    const faults = [];
    if (fields.length > 0 && submit.length === 0)
      faults.push(bad("no button of type submit: managers do not see that it was sent"));
    const screen = form.closest("[data-step]");
    if (fields.length > 0 && screen && !screen.querySelector("h1"))
      faults.push(warn("heading and form are not in one element: some managers look only at the first that is added"));
    const button = submit[0] && lenses.names.name(submit[0]).text;
    const title = `form ${form.id ? `#${form.id}` : index + 1}`;
    const entry = {
      row: {
        text: title,
        detail: [
          outlook(form),
          button ? `Sent by “${button}”${submit.length > 1 ? ` and ${submit.length - 1} more` : ""}.` : "",
          ...said(faults).map(sentence),
        ]
          .filter(Boolean)
          .join("\n"),
        verdict: worst(faults),
      },
      mark: { element: form, box: true, badge: title, place: "corner", tone: "calm" },
    };
    return [entry, ...[...form.elements].filter(listed).map((field, place) => fieldEntry(field, place + 1))];
  }

  /** Fields that managers cannot reach: outside a form, or in a shadow tree. */
  function strays() {
    const loose = [...document.body.querySelectorAll("input, select, textarea")].filter(
      (field) => !field.form && listed(field) && field.type !== "hidden",
    );
    const shadows = [...document.body.querySelectorAll("*")].filter((element) =>
      element.shadowRoot?.querySelector("input, form"),
    );
    return [
      ...loose.map((field) => fieldEntry(field, "–")),
      ...shadows.map((element) => ({
        row: {
          text: element.tagName.toLowerCase(),
          detail: "Fields inside a shadow tree: most managers do not look there.",
          verdict: "bad",
        },
        mark: { element, box: true, badge: "shadow tree" },
      })),
    ];
  }

  /**
   * @returns {{rows: object[], marks: object[]}}
   */
  function look() {
    const forms = [...document.forms].filter((form) => !lenses.names.hidden(form));
    const found = [...forms.flatMap(formEntries), ...strays().filter(({ mark }) => mark)];
    if (forms.length === 0)
      found.unshift({
        row: { text: "no form", detail: "There is nothing for a password manager here.", verdict: "ok" },
      });
    return {
      rows: found.map((entry) => entry.row),
      marks: found.flatMap(({ row, mark }, index) =>
        mark
          ? [
              {
                at: lenses.overlay.rectangle(mark.element),
                rtl: getComputedStyle(mark.element).direction === "rtl",
                row: index,
                verdict: row.verdict,
                title: row.text,
                detail: row.detail,
                ...mark,
              },
            ]
          : [],
      ),
    };
  }

  lenses.autofill = { look };
})((window.PorticoLenses ??= {}));
