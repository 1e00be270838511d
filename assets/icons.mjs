// One SVG with the icons of icons.json as symbols: <use href="…/icons.svg#NAME">.
import { readFile } from "node:fs/promises";
import path from "node:path";

const SHELL = /^[\s\S]*?<svg[^>]*>|<\/svg>\s*$|<path stroke="none"[^>]*>/g;

async function symbol(root, name) {
  const file = path.join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
  const shape = (await readFile(file, "utf8")).replace(SHELL, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${shape}</symbol>`;
}

/** The sprite's text. Colour and stroke come from the class `icon` of the place where it is used. */
export async function sprite(root, names) {
  const symbols = await Promise.all([...new Set(names)].sort().map((name) => symbol(root, name)));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
