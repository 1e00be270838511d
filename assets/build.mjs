// Everything that is built from npm packages: scripts, styles, icons, the mark, and the list of divisions.
import { build } from "esbuild";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { divisions } from "./divisions.mjs";
import { sprite } from "./icons.mjs";
import { tabler } from "./tabler.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const dist = path.join(root, "src/leitai/web/static/dist");
const generated = path.join(root, "src/leitai/divisions/data/generated");
const TARGET = ["chrome109", "firefox115", "safari16"];

const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  target: TARGET,
  outdir: dist,
  logLevel: "warning",
  plugins: [tabler(root)],
};

async function scripts() {
  const entry = (name) => path.join(here, "js", `${name}.js`);
  await build({ ...common, entryPoints: [entry("theme"), entry("leitai")], format: "iife" });
  // loaded with import() by leitai.js, only on pages that hold a chart or a grid
  await build({ ...common, entryPoints: [entry("charts"), entry("grid")], format: "esm" });
}

async function styles() {
  await build({ ...common, entryPoints: [path.join(here, "css/leitai.css"), path.join(here, "css/grid.css")] });
}

async function put(folder, name, text) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
}

async function sizes() {
  const names = ["theme.js", "leitai.js", "charts.js", "grid.js", "leitai.css", "grid.css", "icons.svg"];
  for (const name of names) {
    const { size } = await stat(path.join(dist, name));
    console.log(`${name.padEnd(12)} ${(size / 1000).toFixed(1).padStart(8)} kB`);
  }
}

await rm(dist, { recursive: true, force: true });
await Promise.all([scripts(), styles()]);
await put(dist, "icons.svg", await sprite(root, JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"))));
await put(dist, "favicon.svg", await readFile(path.join(here, "favicon.svg"), "utf8"));
await put(generated, "townships.json", JSON.stringify(await divisions(root, "3303")));
await sizes();
