// The colours of the page, for a canvas that cannot see style sheets; and the parts that all charts share.

const NAMES = [
  "ink", "ink-2", "ink-3", "line", "line-2", "surface", "sunken", "accent", "accent-fill", "accent-soft", "cool",
  "cool-soft", "mark-line", "good",
];

/** Colours by name as they stand now, and the ten steps of heat. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const colours = Object.fromEntries(NAMES.map((name) => [name.replaceAll("-", ""), read(name)]));
  const heat = Array.from({ length: 10 }, (_, step) => read(`heat-${step}`));
  return { ...colours, heat, font: getComputedStyle(document.body).fontFamily };
}

export function text(colours, size = 12) {
  return { color: colours.ink2, fontFamily: colours.font, fontSize: size };
}

/** A tooltip drawn in the canvas: an HTML one would need inline styles. */
export function tooltip(colours, formatter, trigger = "item") {
  return {
    trigger,
    renderMode: "richText",
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line2,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13, lineHeight: 20 },
    formatter,
  };
}

export function categories(colours, data, more = {}) {
  return {
    type: "category",
    data,
    axisLine: { lineStyle: { color: colours.line2 } },
    axisTick: { show: false },
    axisLabel: { ...text(colours), hideOverlap: true },
    ...more,
  };
}

export function values(colours, more = {}) {
  return {
    type: "value",
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: text(colours),
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

/** A number as the page writes it. */
export function number(value, decimals = 2) {
  const language = document.documentElement.lang || "zh-Hans";
  return value === null || value === undefined
    ? "–"
    : new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value);
}

const room = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 1 : 0.5), 0);

/** A name within the room of so many Chinese characters; a Latin letter takes half of one. */
export function cut(name, most) {
  if (room(name) <= most) return name;
  let kept = name;
  while (room(kept) > most - 1) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
