// A form of figures whose cells save themselves. Whatever is typed is written into this browser first, then sent; it
// leaves the browser's store only when the server has answered. Keys: Enter/↓ next, ↑ previous, Esc undoes; a column
// copied from a spreadsheet is pasted downwards. Without this script the form is sent whole, by its buttons.

import { signed, user } from "./token.js";

const STORE = "leitai-entry:";
const PAUSE = 500; // ms without a key before a cell is sent
const PATIENCE = [2000, 5000, 10000, 30000];

class Entry {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.entry;
    this.store = `${STORE}${user()}:${this.url}`; // a browser may be shared
    this.words = form.dataset;
    this.status = form.querySelector("[data-status]");
    this.rows = [...form.querySelectorAll("tr[data-code]")];
    this.waiting = this.read();
    this.saved = new Map(this.rows.map((row) => [row.dataset.code, this.content(row)]));
    this.timers = new Map();
    this.sending = false;
    this.failures = 0;
    this.out = false;
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", (event) => this.left(event.target));
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("paste", (event) => this.paste(event));
    form.addEventListener("click", (event) => this.choose(event));
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("offline", () => this.tell());
    window.addEventListener("focus", () => this.out && this.soon(0));
    this.restore();
  }

  read() {
    try {
      return new Map(Object.entries(JSON.parse(localStorage.getItem(this.store) ?? "{}")));
    } catch {
      return new Map();
    }
  }

  keep() {
    try {
      if (this.waiting.size) localStorage.setItem(this.store, JSON.stringify(Object.fromEntries(this.waiting)));
      else localStorage.removeItem(this.store);
    } catch {
      // storage is full or forbidden: the cells are sent all the same
    }
  }

  row(code) {
    return this.rows.find((row) => row.dataset.code === code);
  }

  fields(row) {
    return {
      value: row.querySelector("[data-value]"),
      comment: row.querySelector("[data-comment]"),
      flag: row.querySelector("[data-flag]"),
      revision: row.querySelector("input[name^='r-']"),
    };
  }

  content(row) {
    const { value, comment, flag } = this.fields(row);
    return { value: value.value, comment: comment.value, flagged: flag.checked };
  }

  put(row, { value, comment, flagged }) {
    const fields = this.fields(row);
    fields.value.value = value;
    fields.comment.value = comment;
    fields.flag.checked = flagged;
  }

  same(a, b) {
    return a.value.trim() === b.value.trim() && a.comment.trim() === b.comment.trim() && a.flagged === b.flagged;
  }

  /** What an earlier visit could not send comes back into the form, unless the server has it by now. */
  restore() {
    let restored = 0;
    for (const [code, kept] of this.waiting) {
      const row = this.row(code);
      if (!row || this.same(kept, this.content(row))) this.waiting.delete(code);
      else {
        this.put(row, kept);
        restored++;
      }
    }
    this.keep();
    this.tell(restored ? `${this.words.wordRestored} ${restored}` : "");
    if (restored) this.soon(0);
  }

  typed(field) {
    const row = field.closest("tr[data-code]");
    if (!row) return;
    const code = row.dataset.code;
    const content = this.content(row);
    row.classList.remove("is-refused");
    if (this.same(content, this.saved.get(code))) this.waiting.delete(code);
    else this.waiting.set(code, { ...content, key: crypto.randomUUID?.() ?? uuid(), base: this.base(row) });
    this.keep();
    this.tell();
    clearTimeout(this.timers.get(code));
    this.timers.set(code, setTimeout(() => this.send(), PAUSE));
  }

  base(row) {
    return Number(this.fields(row).revision.value);
  }

  left(field) {
    if (field.closest("tr[data-code]")) this.soon(0);
  }

  soon(after) {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.send(), after);
  }

  /** Send what waits, one cell after the other. */
  async send() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let code = this.next(); code; code = this.next()) {
        if (!(await this.sendOne(code))) break;
      }
    } finally {
      this.sending = false;
      this.tell();
    }
  }

  next() {
    for (const [code, item] of this.waiting) if (!item.refused) return code;
    return null;
  }

  async sendOne(code) {
    const item = this.waiting.get(code);
    this.tell(this.words.wordSaving);
    let answer;
    try {
      answer = await fetch(this.url, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", ...signed(this.form) },
        body: JSON.stringify({ indicator: code, ...item }),
      });
    } catch {
      return this.later(false);
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return this.later(true);
    if (answer.status >= 500) return this.later(false);
    this.failures = 0;
    this.out = false;
    const said = await answer.json().catch(() => ({ message: String(answer.status) }));
    if (answer.ok) this.accepted(code, item, said);
    else this.refused(code, item, said, answer.status === 409);
    return true;
  }

  later(out) {
    this.out = out;
    this.offline = !out;
    this.soon(PATIENCE[Math.min(this.failures++, PATIENCE.length - 1)]);
    return false;
  }

  accepted(code, item, said) {
    this.offline = false;
    const row = this.row(code);
    this.fields(row).revision.value = said.revision;
    this.saved.set(code, { value: item.value, comment: item.comment, flagged: item.flagged });
    const now = this.waiting.get(code);
    if (now === item) this.waiting.delete(code);
    else if (now) now.base = said.revision;
    this.keep();
    this.form.querySelector("[data-filled]").textContent = said.filled;
    for (const [at, findings] of Object.entries(said.findings)) this.show(at, findings);
  }

  refused(code, item, said, conflict) {
    item.refused = true;
    const row = this.row(code);
    row.classList.add("is-refused");
    const place = row.querySelector("[data-findings]");
    const line = element("div", "finding is-error", said.message);
    place.replaceChildren(line);
    if (!conflict) return;
    const box = element("div", "conflict", `${this.words.wordTheirsIs} ${said.value || "–"} ${said.comment}`);
    box.append(button(this.words.wordMine, "mine", said), button(this.words.wordTheirs, "theirs", said));
    place.append(box);
  }

  /** Two people typed into one cell: this one decides whose figure stands. */
  choose(event) {
    const pressed = event.target.closest("[data-choice]");
    if (!pressed) return;
    const row = pressed.closest("tr[data-code]");
    const { choice, revision, value, comment } = pressed.dataset;
    this.fields(row).revision.value = revision;
    row.querySelector("[data-findings]").replaceChildren();
    const theirs = { value, comment, flagged: this.fields(row).flag.checked };
    this.saved.set(row.dataset.code, theirs);
    if (choice === "theirs") this.put(row, theirs);
    this.typed(this.fields(row).value);
  }

  show(code, findings) {
    const place = this.row(code)?.querySelector("[data-findings]");
    if (!place || this.row(code).classList.contains("is-refused")) return;
    const word = { error: this.words.wordError, warning: this.words.wordWarning, question: this.words.wordQuestion };
    place.replaceChildren(
      ...findings.map(({ severity, words }) => element("div", `finding is-${severity}`, `${word[severity]}: ${words}`)),
    );
  }

  tell(words = "") {
    const refused = [...this.waiting.values()].filter((item) => item.refused).length;
    const left = this.waiting.size - refused;
    for (const row of this.rows) row.classList.toggle("is-waiting", this.waiting.has(row.dataset.code));
    const offline = this.offline || !navigator.onLine;
    let text = words || this.words.wordSaved;
    let look = "is-saved";
    if (this.out && left) [text, look] = [`${this.words.wordOut} ${left}`, "is-waiting"];
    else if (offline && left) [text, look] = [`${this.words.wordOffline} ${left}`, "is-waiting"];
    else if (left) [text, look] = [words || this.words.wordSaving, "is-waiting"];
    else if (refused) [text, look] = [`${this.words.wordRefused} ${refused}`, "is-refused"];
    else if (!words) text = `${text} ${new Date().toLocaleTimeString()}`;
    this.status.textContent = text;
    this.status.className = `entry-status ${look}`;
  }

  key(event) {
    const field = event.target;
    const name = ["value", "comment", "flag"].find((one) => one in field.dataset);
    if (!name || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.undo(field);
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.go(field, name, steps[event.key]);
    } else if (name !== "flag" && event.key === "ArrowRight" && atEdge(field, true)) this.aside(event, field, 1);
    else if (name !== "flag" && event.key === "ArrowLeft" && atEdge(field, false)) this.aside(event, field, -1);
    else if (name === "flag" && event.key === "ArrowLeft") this.aside(event, field, -1);
  }

  go(field, name, step) {
    const at = this.rows.indexOf(field.closest("tr"));
    const row = this.rows[at + step];
    if (row) focus(row.querySelector(`[data-${name}]`));
    else if (step > 0) this.form.querySelector("button[name=submit]").focus();
  }

  aside(event, field, step) {
    const fields = [...field.closest("tr").querySelectorAll("[data-value], [data-comment], [data-flag]")];
    const next = fields[fields.indexOf(field) + step];
    if (!next) return;
    event.preventDefault();
    focus(next);
  }

  undo(field) {
    const row = field.closest("tr");
    this.put(row, this.saved.get(row.dataset.code));
    this.typed(field);
  }

  paste(event) {
    const field = event.target;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!("value" in field.dataset) || !/[\n\t]/.test(text)) return;
    event.preventDefault();
    const from = this.rows.indexOf(field.closest("tr"));
    const lines = text.split("\n").slice(0, this.rows.length - from);
    lines.forEach((line, number) => {
      const [value, comment] = line.split("\t");
      const fields = this.fields(this.rows[from + number]);
      fields.value.value = value.trim();
      if (comment?.trim()) fields.comment.value = comment.trim();
      this.typed(fields.value);
    });
    focus(this.fields(this.rows[from + lines.length - 1]).value);
  }

  submit(event) {
    if (!navigator.onLine) {
      event.preventDefault();
      this.tell();
    }
  }
}

function element(name, classes, text) {
  const made = document.createElement(name);
  made.className = classes;
  made.textContent = text;
  return made;
}

function button(text, choice, said) {
  const made = element("button", "btn btn-sm", text);
  made.type = "button";
  Object.assign(made.dataset, { choice, revision: said.revision, value: said.value, comment: said.comment });
  return made;
}

function focus(field) {
  field.focus();
  field.select?.();
}

function atEdge(field, end) {
  const at = end ? field.value.length : 0;
  return field.selectionStart === at && field.selectionEnd === at;
}

/** A random UUID where the page is not in a secure context. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export function entry(form) {
  if (form.dataset.awake) return;
  form.dataset.awake = "yes";
  return new Entry(form);
}
