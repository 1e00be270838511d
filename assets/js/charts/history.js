import { categories, number, text, tooltip, values } from "./palette.js";

/** {labels[], ranks[], scores[], low?[], high?[]}: rank over the editions, first place on top, with its interval. */
export function history(data, { colours, words }) {
  const worst = Math.max(...data.ranks, ...(data.high ?? []));
  const band = data.low ? interval(data, colours) : [];
  const option = {
    grid: { left: 8, right: 24, top: 24, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, (points) => told(data, points[0].dataIndex, words), "axis"),
    xAxis: categories(colours, data.labels, { boundaryGap: true }),
    yAxis: values(colours, { inverse: true, min: 1, max: nice(worst), minInterval: 1 }),
    series: [
      ...band,
      {
        type: "line",
        data: data.ranks,
        symbol: "circle",
        symbolSize: 8,
        lineStyle: { color: colours.accentfill, width: 2 },
        itemStyle: { color: colours.accentfill },
        label: { show: data.ranks.length <= 12, position: "top", ...text(colours), color: colours.ink, fontWeight: 600 },
        z: 3,
      },
    ],
  };
  return { option };
}

/** Two stacked areas, the lower one unseen: the interval of the rank. */
function interval(data, colours) {
  const base = { type: "line", stack: "interval", symbol: "none", lineStyle: { opacity: 0 }, silent: true };
  return [
    { ...base, data: data.low, areaStyle: { opacity: 0 } },
    { ...base, data: data.high.map((high, at) => high - data.low[at]), areaStyle: { color: colours.accentfill, opacity: 0.13 } },
  ];
}

function told(data, at, words) {
  const range = data.low ? ` (${data.low[at]}–${data.high[at]})` : "";
  const lines = [data.labels[at], `${words.wordRank}  ${data.ranks[at]}${range}`];
  if (data.scores) lines.push(`${words.wordScore}  ${number(data.scores[at])}`);
  return lines.join("\n");
}

export function nice(worst) {
  const step = worst > 60 ? 20 : worst > 20 ? 10 : 5;
  return Math.max(5, Math.ceil((worst + 1) / step) * step);
}
