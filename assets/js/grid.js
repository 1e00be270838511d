// A grid of cells that save themselves. The page brings a JSON script {columns, rows, url, token, words}; each edited
// cell is sent alone, so that nothing typed is lost when the session ends or the network drops.
import {
  ClipboardModule, EditModule, FormatModule, KeybindingsModule, ResizeColumnsModule, FrozenColumnsModule,
  SelectRangeModule, SortModule, Tabulator, ValidateModule, AccessorModule, DataTreeModule, InteractionModule,
} from "tabulator-tables";
import { signed } from "./token.js";

Tabulator.registerModule([
  ClipboardModule, EditModule, FormatModule, KeybindingsModule, ResizeColumnsModule, FrozenColumnsModule,
  SelectRangeModule, SortModule, ValidateModule, AccessorModule, DataTreeModule, InteractionModule,
]);

async function save(cell, source) {
  const element = cell.getElement();
  element.classList.add("is-saving");
  element.classList.remove("is-wrong");
  try {
    const answer = await fetch(source.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": source.token, ...signed() },
      body: JSON.stringify({ row: cell.getData().id, field: cell.getField(), value: cell.getValue() }),
    });
    if (!answer.ok) throw new Error((await answer.text()) || String(answer.status));
    element.title = "";
  } catch (error) {
    element.classList.add("is-wrong");
    element.title = error.message;
  } finally {
    element.classList.remove("is-saving");
  }
}

function column({ number, editable, ...rest }) {
  return {
    ...rest,
    editor: editable ? (number ? "number" : "input") : undefined,
    hozAlign: number ? "right" : "left",
    headerHozAlign: number ? "right" : "left",
    cssClass: number ? "num" : "",
  };
}

export function grids(root) {
  for (const place of root.querySelectorAll("[data-grid-source]:not(.tabulator)")) {
    const source = JSON.parse(document.getElementById(place.dataset.gridSource).textContent);
    const grid = new Tabulator(place, {
      data: source.rows,
      columns: source.columns.map(column),
      layout: "fitDataStretch",
      editTriggerEvent: "dblclick",
      selectableRange: true,
      clipboard: true,
      clipboardPasteParser: "range",
      clipboardPasteAction: "range",
    });
    if (source.url) grid.on("cellEdited", (cell) => save(cell, source));
  }
}
