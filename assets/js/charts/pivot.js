import { categories, cut, number, text, tooltip, values } from "./palette.js";

/** {kind: "bars" | "lines", labels[], series[{name, values[]}], unit, decimals}: one measure of a pivot. */
export function pivot(data, context) {
  return data.kind === "lines" ? lines(data, context) : bars(data, context);
}

function bars(data, { colours, width }) {
  const [{ values: list }] = data.series;
  const named = width < 560 ? 7 : 12;
  const option = {
    grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, ({ dataIndex }) => `${data.labels[dataIndex]}\n${told(list[dataIndex], data)}`),
    xAxis: values(colours, { splitNumber: 4, axisLabel: { ...text(colours), hideOverlap: true } }),
    yAxis: categories(colours, data.labels, {
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...text(colours, 13), color: colours.ink, interval: 0, formatter: (name) => cut(name, named) },
    }),
    series: [
      {
        type: "bar",
        barWidth: 12,
        data: list,
        itemStyle: { color: colours.accentfill },
        label: { show: true, position: "right", formatter: ({ value }) => number(value, data.decimals), ...text(colours) },
      },
    ],
  };
  return { option, height: 40 + 22 * data.labels.length };
}

function lines(data, { colours }) {
  const inks = [colours.accentfill, colours.cool, colours.good, colours.markline, colours.ink2, colours.ink3];
  const dashes = ["solid", "dashed"];
  const option = {
    grid: { left: 8, right: 104, top: 28, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, (points) => [points[0].name, ...points.map((point) => `${point.seriesName}  ${told(point.value, data)}`)].join("\n"), "axis"),
    xAxis: categories(colours, data.labels, { boundaryGap: false }),
    yAxis: values(colours, { scale: true, name: data.unit, nameTextStyle: { ...text(colours), align: "left" }, splitNumber: 4 }),
    series: data.series.map(({ name, values: list }, at) => ({
      name,
      type: "line",
      data: list,
      symbol: "circle",
      symbolSize: 6,
      lineStyle: { color: inks[at % inks.length], width: 2, type: dashes[Math.floor(at / inks.length) % 2] },
      itemStyle: { color: inks[at % inks.length] },
      endLabel: { show: true, formatter: () => cut(name, 7), ...text(colours) },
      labelLayout: { moveOverlap: "shiftY" },
    })),
  };
  return { option };
}

const told = (value, data) => `${number(value, data.decimals)} ${data.unit ?? ""}`;
