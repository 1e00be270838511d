// The board in the browser: sort, filter and search without a round trip. The server does the same by query string,
// so that a link to a view, or a browser without scripts, shows the same table.

const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

function cellValue(row, column) {
  const cell = row.cells[column];
  const given = cell.dataset.value;
  if (given === undefined) return cell.textContent.trim();
  return given === "" ? null : Number(given);
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" ? a - b : collator.compare(a, b);
}

/** Sort in place; rows without a value stay at the end whichever way the sort goes, ties keep the order of rank. */
function sorted(rows, column, descending) {
  const keyed = rows.map((row, place) => ({ row, key: cellValue(row, column), place }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return compare(a.key, b.key) || a.place - b.place;
    return (descending ? -1 : 1) * compare(a.key, b.key) || a.place - b.place;
  });
  return keyed.map(({ row }) => row);
}

class Board {
  constructor(form, table) {
    this.form = form;
    this.table = table;
    this.body = table.tBodies[0];
    this.heads = [...table.tHead.querySelectorAll("[data-sort]")];
    this.rows = [...this.body.rows];
    this.ranked = sorted(this.rows, this.heads.findIndex((head) => head.dataset.sort === "rank"), false);
    this.words = new Map(this.rows.map((row) => [row, `${row.textContent} ${row.dataset.also ?? ""}`.toLowerCase()]));
    this.state = new URLSearchParams(location.search);
  }

  listen() {
    this.heads.forEach((head) => head.querySelector("a").addEventListener("click", (event) => this.turn(event, head)));
    this.form.addEventListener("input", () => this.filter());
    this.form.addEventListener("change", () => this.filter());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.filter();
    });
  }

  turn(event, head) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab is the server's
    event.preventDefault();
    const current = head.getAttribute("aria-sort");
    const firstDown = head.dataset.first === "descending";
    const descending = current === "none" ? firstDown : current === "ascending";
    this.sort(head, descending);
    this.remember("sort", `${descending ? "-" : ""}${head.dataset.sort}`);
  }

  sort(head, descending) {
    for (const other of this.heads) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    this.body.append(...sorted(this.ranked, head.cellIndex, descending));
  }

  filter() {
    const { q, county, group } = Object.fromEntries(new FormData(this.form));
    const kinds = this.kindsOf(group);
    const words = (q ?? "").trim().toLowerCase();
    let shown = 0;
    for (const row of this.rows) {
      const fits =
        (!county || row.dataset.county === county) &&
        (!kinds || kinds.includes(row.dataset.kind)) &&
        (!words || this.words.get(row).includes(words));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    this.tell(shown);
    for (const [name, value] of Object.entries({ q: q?.trim(), county, group })) this.remember(name, value);
  }

  kindsOf(group) {
    const option = this.form.querySelector(`[name=group] option[value="${CSS.escape(group ?? "")}"]`);
    return option?.dataset.kinds?.split(" ");
  }

  tell(shown) {
    const count = this.form.querySelector("[data-count]");
    if (count) count.textContent = count.dataset.count.replace("%s", shown).replace("%t", this.rows.length);
    const none = document.querySelector("[data-board-none]");
    if (none) none.hidden = shown > 0;
    this.table.dispatchEvent(new CustomEvent("leitai:shown", { bubbles: true, detail: { rows: this.shownCodes() } }));
  }

  shownCodes() {
    return new Set(this.rows.filter((row) => !row.hidden).map((row) => row.dataset.code));
  }

  remember(name, value) {
    if (value) this.state.set(name, value);
    else this.state.delete(name);
    const query = this.state.toString();
    history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
  }
}

/** Wake the board that a filter form stands above, when the whole table is in the page. */
export function board(form) {
  const table = document.querySelector("[data-board]");
  if (!table || form.dataset.awake) return;
  if (table.dataset.total && Number(table.dataset.total) !== table.tBodies[0].rows.length) return; // the server filtered
  form.dataset.awake = "yes";
  const subject = new Board(form, table);
  subject.listen();
  form.classList.add("is-live");
}
