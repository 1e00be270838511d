// Tabler's style sheet has parts for every kind of site. Only the families below go into ours.
import { readFile } from "node:fs/promises";
import path from "node:path";

// A rule stays when each class in its selector belongs to one of these families (the part before the first hyphen,
// or the whole name). Add a family here when a page needs it.
const FAMILIES = new Set(
  `align badge border breadcrumb btn card col column columns container d  display
   empty end fade flex float fs fst fw g gap h hr hstack icon input invalid is justify kbd lead list m mb me ms mt
   mw mx my nav no order overflow p page pagination pb pe  position progress ps pt px py rounded row
   shadow show small space spinner start status steps step sticky strong subheader table text top
   user valid vh visually vstack vw w z active collapsed collapse disabled has first last`.split(/\s+/),
);
// "form" is big: floating labels, colour inputs and image checks are left out
const FORMS = /^form-(label|control|select$|select-sm|check|hint|help|fieldset|required)|^form$/;
const COLOURS = /-(blue|azure|indigo|purple|pink|orange|yellow|lime|green|teal|cyan|facebook|twitter|google|youtube|x|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler|linkedin|gitlab|reddit|tiktok|snapchat|whatsapp|telegram)\b/;
const BREAKPOINTS = /-(xxl)(-|$)/;

// parts of kept families that no page uses, and margins that change with the width of the screen
const UNUSED = /^(list-group|table-(mobile|sort|striped|dark)|nav-segmented|card-(gradient|tabs|stamp|progress|rotate|link|img|sponsor|cover|stacked)|btn-(ghost|link|close|group|toolbar|floating|animate|square|pill|outline-(light|dark|secondary|muted|success|info|warning|white))|col-separator|status-|badge-|progress-bar-|text-bg|row-deck|hr-text|step-item|steps-|w-|h-|vw|vh|z-|rounded-(start|end|top|bottom))|^(m|p)[xytbes]?-(sm|md|lg|xl)-|^(gap|row-gap|column-gap|float|object|order|align-content|fs|border)-(sm|md|lg|xl)-|^w-(?!100|auto)/;

function wanted(name) {
  if (name === "w-100" || name === "ms-lg-auto") return true;
  if (UNUSED.test(name) || COLOURS.test(name) || BREAKPOINTS.test(name)) return false;
  if (name.startsWith("form")) return FORMS.test(name);
  if (/^bg-/.test(name)) return /^bg-(primary|secondary|surface|transparent|body)(-lt)?$/.test(name);
  if (/^theme-|^alert/.test(name)) return name.startsWith("alert");
  return FAMILIES.has(name.split("-")[0]);
}

const classes = (selector) => [...selector.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)].map((found) => found[1]);
const THEMED = /data-bs-navbar|data-theme=|theme-(dark|light)|\[data-bs-theme=(dark|light)\] \[data-bs-theme|data-bs-theme-(font|radius|primary|base)|\[dir=/;

function keptSelectors(selector) {
  return splitTop(selector).filter((one) => !THEMED.test(one) && classes(one).every(wanted));
}

/** Cut at commas that stand outside brackets and strings. */
function splitTop(text) {
  const parts = [];
  let depth = 0, from = 0, quote = "";
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quote) quote = c === quote ? "" : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) parts.push(text.slice(from, (from = at + 1) - 1));
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

/** The index of the brace that closes the one at `open`. */
function closing(text, open) {
  let depth = 0, quote = "";
  for (let at = open; at < text.length; at++) {
    const c = text[at];
    if (quote) { if (c === "\\") at++; else if (c === quote) quote = ""; }
    else if (c === '"' || c === "'") quote = c;
    else if (c === "{") depth++;
    else if (c === "}" && --depth === 0) return at;
  }
  throw new Error("a brace of the style sheet is never closed");
}

function rule(head, body) {
  if (/^@(media|supports|container|layer)/.test(head)) {
    const inside = pruned(body);
    return inside && `${head}{${inside}}`;
  }
  if (head.startsWith("@")) return `${head}{${body}}`;
  const selectors = keptSelectors(head);
  return selectors.length ? `${selectors.join(",")}{${body}}` : "";
}

/** The style sheet without the rules of other families. */
export function pruned(css) {
  const out = [];
  let at = 0;
  for (let open = css.indexOf("{", at); open !== -1; open = css.indexOf("{", at)) {
    const statements = css.slice(at, open).split(";");
    const head = statements.pop().trim();
    const close = closing(css, open);
    out.push(rule(head, css.slice(open + 1, close)));
    at = close + 1;
  }
  return out.join("\n");
}

/** esbuild plugin: `@import "tabler"` gives the part of Tabler that we use. */
export function tabler(root) {
  return {
    name: "tabler",
    setup(build) {
      const file = path.join(root, "node_modules/@tabler/core/dist/css/tabler.css");
      build.onResolve({ filter: /^tabler$/ }, () => ({ path: file, namespace: "tabler" }));
      build.onLoad({ filter: /.*/, namespace: "tabler" }, async () => {
        const text = (await readFile(file, "utf8")).replace(/\/\*[\s\S]*?\*\//g, "");
        return { contents: pruned(text), loader: "css", resolveDir: path.dirname(file) };
      });
    },
  };
}
