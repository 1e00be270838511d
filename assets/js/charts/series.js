import { categories, number, text, tooltip, values } from "./palette.js";

/** {labels[], values[], unit, decimals, generated?[]}: a figure over time; generated points are hollow. */
export function series(data, { colours }) {
  const hollow = (at) => data.generated?.[at];
  const option = {
    grid: { left: 8, right: 20, top: 32, bottom: 4, containLabel: true },
    tooltip: tooltip(
      colours,
      (points) => `${data.labels[points[0].dataIndex]}\n${number(data.values[points[0].dataIndex], data.decimals ?? 2)} ${data.unit ?? ""}`,
      "axis",
    ),
    xAxis: categories(colours, data.labels, { boundaryGap: data.labels.length < 3 }),
    yAxis: values(colours, { scale: true, name: data.unit, nameTextStyle: { ...text(colours), align: "left" }, splitNumber: 4 }),
    series: [
      {
        type: "line",
        symbol: "circle",
        symbolSize: 7,
        lineStyle: { color: colours.accentfill, width: 2 },
        data: data.values.map((value, at) => ({
          value,
          itemStyle: { color: hollow(at) ? colours.surface : colours.accentfill, borderColor: colours.accentfill, borderWidth: 1.5 },
        })),
      },
    ],
  };
  return { option };
}

/** {values[]} or [..]: a line without axes, its last point marked. `inverse` puts small numbers on top (ranks). */
export function sparkline(data, { colours }) {
  const list = Array.isArray(data) ? data : data.values;
  const hidden = { show: false, type: "value", scale: true, inverse: Boolean(data.inverse) };
  const option = {
    grid: { left: 3, right: 5, top: 4, bottom: 4 },
    xAxis: { show: false, type: "category", boundaryGap: false },
    yAxis: hidden,
    series: [
      {
        type: "line",
        silent: true,
        lineStyle: { color: colours.ink3, width: 1.5 },
        data: list.map((value, at) => ({
          value,
          symbol: at === list.length - 1 ? "circle" : "none",
          symbolSize: 5,
          itemStyle: { color: colours.accentfill },
        })),
      },
    ],
  };
  return { option };
}
