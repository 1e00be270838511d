// What every page loads: htmx, the shell, and behaviours that wake up only where their mark stands in the page.
import htmx from "htmx.org";
import { board } from "./board.js";
import { brief } from "./brief.js";
import { copy } from "./copy.js";
import { entry } from "./entry.js";
import { answered, keep } from "./keep.js";
import { shell } from "./shell.js";
import { tokens } from "./token.js";
import { weights } from "./weights.js";

window.htmx = htmx;

const loaded = new Map();

/** Load a script of its own once, named by an attribute of the body: data-charts, data-grid. */
function part(name) {
  if (!loaded.has(name)) loaded.set(name, import(document.body.dataset[name]));
  return loaded.get(name);
}

function wake(root) {
  for (const form of root.querySelectorAll("[data-board-filter]")) board(form);
  for (const panes of root.querySelectorAll("[data-brief]")) brief(panes);
  for (const form of root.querySelectorAll("[data-entry]")) entry(form);
  for (const button of root.querySelectorAll("[data-copy]")) copy(button);
  for (const form of root.querySelectorAll("[data-keep]")) keep(form);
  for (const form of root.querySelectorAll("[data-weights]")) weights(form);
  if (root.querySelector(".chart")) part("charts").then(({ draw }) => draw(root));
  if (root.querySelector("[data-grid-source]")) part("grid").then(({ grids }) => grids(root));
}

shell();
tokens();
answered();
wake(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) wake(event.target);
});
