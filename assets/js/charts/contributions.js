import { categories, cut, number, text, tooltip, values } from "./palette.js";

/** {labels[], values[]}: points above (right, accent) and below (left, cool) the middle, by indicator. */
export function contributions(data, { colours, width }) {
  const most = Math.max(...data.values.map(Math.abs), 0.01);
  const limit = most * 1.25;
  const label = width < 560 ? 9 : 18;
  const sorted = data.labels.map((name, at) => ({ name, value: data.values[at] })).sort((a, b) => a.value - b.value);
  const option = {
    grid: { left: 4, right: 48, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, ({ dataIndex }) => `${sorted[dataIndex].name}\n${signed(sorted[dataIndex].value)}`),
    xAxis: values(colours, { min: -limit, max: limit, axisLabel: { ...text(colours), formatter: (v) => number(v, 1), showMinLabel: false, showMaxLabel: false }, splitNumber: 4 }),
    yAxis: categories(colours, sorted.map(({ name }) => name), {
      axisLine: { show: false },
      axisLabel: { ...text(colours, 13), color: colours.ink, formatter: (name) => cut(name, label), interval: 0 },
    }),
    series: [
      {
        type: "bar",
        barWidth: 14,
        data: sorted.map(({ value }) => bar(value, colours)),
        markLine: {
          silent: true, symbol: "none", label: { show: false },
          lineStyle: { color: colours.ink3, type: "solid", width: 1 }, data: [{ xAxis: 0 }],
        },
      },
    ],
  };
  return { option, height: 40 + 28 * sorted.length };
}

function bar(value, colours) {
  return {
    value,
    itemStyle: { color: value < 0 ? colours.cool : colours.accentfill },
    label: { show: true, position: value < 0 ? "left" : "right", formatter: signed(value), ...text(colours) },
  };
}

const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value), 2)}`;
