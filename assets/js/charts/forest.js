import { categories, cut, text, tooltip, values } from "./palette.js";

/** {units[{name, code, rank, low, high, own?}]}: each rank as a point on its interval. */
export function forest(data, { colours, words, own }) {
  const option = {
    grid: { left: 4, right: 20, top: 28, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, ({ dataIndex }) => {
      const unit = data.units[dataIndex];
      return `${unit.name}\n${words.wordRank} ${unit.rank} (${unit.low}–${unit.high})`;
    }),
    xAxis: values(colours, { position: "top", min: 1, minInterval: 1 }),
    yAxis: categories(colours, data.units.map(({ name }) => name), {
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...text(colours, 13), color: colours.ink, interval: 0, formatter: (name) => cut(name, 10) },
    }),
    series: [
      {
        type: "custom",
        encode: { x: [1, 2, 3], y: 0 },
        data: data.units.map((unit, at) => [at, unit.rank, unit.low, unit.high]),
        renderItem: (_, api) => mark(api, colour(data.units[api.value(0)], own, colours)),
      },
    ],
  };
  return { option, height: 48 + 22 * data.units.length, link: ({ dataIndex }) => data.units[dataIndex]?.code };
}

const colour = (unit, own, colours) => (unit.own || unit.code === own ? colours.accentfill : colours.ink3);

function mark(api, stroke) {
  const [x, y] = api.coord([api.value(1), api.value(0)]);
  const [from] = api.coord([api.value(2), api.value(0)]);
  const [to] = api.coord([api.value(3), api.value(0)]);
  const tick = (at) => ({ type: "line", shape: { x1: at, y1: y - 4, x2: at, y2: y + 4 }, style: { stroke, lineWidth: 1.5 } });
  return {
    type: "group",
    children: [
      { type: "line", shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke, lineWidth: 1.5 } },
      tick(from),
      tick(to),
      { type: "circle", shape: { cx: x, cy: y, r: 4.5 }, style: { fill: stroke } },
    ],
  };
}
