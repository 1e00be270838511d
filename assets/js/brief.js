// A brief and its figures: what is pointed at in the text lights up in the table, and the other way round.
// Keys: j/k or arrows to walk, a keeps, e edits, d drops, ? shows the keys.
import htmx from "htmx.org";

const ACTIONS = { a: "accept", e: "edit", d: "drop" };

/** Where the longest ending of `words` stands last in `text`, as [start, end]: an actor may be written short. */
function lastOf(text, words = "") {
  for (let from = 0; words.length - from >= 2; from += 1) {
    const part = words.slice(from);
    const at = text.lastIndexOf(part);
    if (at >= 0) return [at, at + part.length];
  }
  return null;
}

/** A range over characters of an element's text. */
function stretch(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let at = 0, node = walker.nextNode(); node; at += node.length, node = walker.nextNode()) {
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end > at && end <= at + node.length) range.setEnd(node, end - at);
  }
  return range;
}

class Brief {
  constructor(panes) {
    this.panes = panes;
    this.near = null;
    this.before = new Map(); // rows as they stood before their form opened
    panes.addEventListener("mouseover", (event) => this.point(event.target, false));
    panes.addEventListener("focusin", (event) => this.point(event.target, false));
    panes.addEventListener("click", (event) => this.pick(event));
    document.addEventListener("keydown", (event) => this.key(event));
    panes.addEventListener("htmx:beforeSwap", (event) => this.remember(event));
    document.addEventListener("htmx:afterSwap", (event) => this.swapped(event));
  }

  numberOf(element) {
    return element.closest("[data-figure]")?.dataset.figure ?? null;
  }

  mark(number) {
    return this.panes.querySelector(`.text-pane [data-figure="${CSS.escape(number)}"]`);
  }

  row(number) {
    return this.panes.querySelector(`tr[data-figure="${CSS.escape(number)}"]`);
  }

  rows() {
    return [...this.panes.querySelectorAll("tr.figure-row")];
  }

  point(element, scroll) {
    const number = this.numberOf(element);
    if (number !== null) this.light(number, scroll);
  }

  light(number, scroll) {
    for (const lit of this.panes.querySelectorAll(".is-near")) lit.classList.remove("is-near");
    this.near = number;
    this.explain(number);
    for (const element of [this.mark(number), this.row(number)]) {
      element?.classList.add("is-near");
      if (scroll) element?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** Underline in the text what the figure was read with: its phrase and its actor. */
  explain(number) {
    if (!globalThis.Highlight) return;
    CSS.highlights.clear();
    const mark = this.mark(number);
    const pane = mark?.closest(".text-pane");
    if (!pane) return;
    const whole = document.createRange();
    whole.setStart(pane, 0);
    whole.setEndBefore(mark);
    const before = whole.toString();
    for (const name of ["phrase", "actor"]) {
      const found = lastOf(before, mark.dataset[name]);
      if (found) CSS.highlights.set(`figure-${name}`, new Highlight(stretch(pane, ...found)));
    }
  }

  remember({ detail }) {
    const row = detail.target.closest?.("tr.figure-row:not(.is-editing)");
    if (row) this.before.set(row.dataset.figure, row.cloneNode(true));
  }

  cancel(event, form) {
    const row = this.before.get(form.dataset.figure);
    if (!row) return; // the link leads back to the page
    event.preventDefault();
    form.replaceWith(row);
    htmx.process(row);
    this.light(row.dataset.figure, false);
    row.focus({ preventScroll: true });
  }

  pick(event) {
    const leave = event.target.closest("[data-action=cancel]");
    if (leave) return this.cancel(event, leave.closest("tr"));
    const mark = event.target.closest(".text-pane [data-figure]");
    if (!mark) return;
    this.light(mark.dataset.figure, true);
    this.row(mark.dataset.figure)?.focus({ preventScroll: true });
  }

  walk(step) {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.dataset.figure === this.near);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.light(next.dataset.figure, true);
    next.focus({ preventScroll: true });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return this.keyInField(event);
    const act = this.meaning(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  keyInField(event) {
    if (event.key === "Escape") event.target.closest("tr.is-editing")?.querySelector("[data-action=cancel]")?.click();
  }

  meaning({ key, target }) {
    const inside = this.panes.contains(target) || target === document.body;
    if (key === "?") return () => this.help();
    if (key === "Escape") return this.helpShown() ? () => this.help() : null;
    if (key === "j" || (key === "ArrowDown" && inside && this.near)) return () => this.walk(1);
    if (key === "k" || (key === "ArrowUp" && inside && this.near)) return () => this.walk(-1);
    const button = this.near && ACTIONS[key] && this.row(this.near)?.querySelector(`[data-action=${ACTIONS[key]}]`);
    return button ? () => button.click() : null;
  }

  helpBox() {
    return document.querySelector("[data-keys-help]");
  }

  helpShown() {
    return this.helpBox()?.open;
  }

  help() {
    const box = this.helpBox();
    if (box) box.open ? box.close() : box.show();
  }

  swapped(event) {
    const row = event.detail.elt?.closest?.("tr[data-figure]") ?? this.row(this.near ?? "");
    if (!row) return;
    const mark = this.mark(row.dataset.figure);
    const own = row.querySelector("mark.figure");
    if (mark && own) {
      for (const name of ["is-kept", "is-dropped", "is-proposed"]) mark.classList.toggle(name, own.classList.contains(name));
    }
    this.recount();
    this.light(row.dataset.figure, false);
    const field = row.querySelector("input:not([type=hidden]), select, textarea");
    (row.classList.contains("is-editing") && field ? field : row).focus({ preventScroll: true });
  }

  /** The counts above the table, after a decision. */
  recount() {
    for (const count of this.panes.querySelectorAll("[data-count-of]")) {
      count.textContent = this.panes.querySelectorAll(`tr.figure-row.is-${count.dataset.countOf}`).length;
    }
  }
}

export function brief(panes) {
  if (panes.dataset.awake) return;
  panes.dataset.awake = "yes";
  return new Brief(panes);
}
