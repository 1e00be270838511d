import { categories, text, tooltip, values } from "./palette.js";

/** {labels[], units[{name, code, ranks[], own?}]}: how places changed hands; the unit's own line stands out. */
export function bump(data, { colours, words, own }) {
  const stands = (unit) => unit.own || unit.code === own;
  const last = data.labels.length - 1;
  const worst = Math.max(...data.units.flatMap(({ ranks }) => ranks.filter((rank) => rank !== null)));
  const option = {
    grid: { left: 12, right: 96, top: 12, bottom: 4, containLabel: true },
    tooltip: tooltip(colours, ({ seriesIndex, dataIndex }) => {
      const unit = data.units[seriesIndex];
      return `${unit.name}\n${data.labels[dataIndex]}  ${words.wordRank} ${unit.ranks[dataIndex]}`;
    }),
    xAxis: categories(colours, data.labels, { boundaryGap: false }),
    yAxis: values(colours, { inverse: true, min: 1, max: worst, minInterval: 1, splitLine: { show: false } }),
    series: data.units.map((unit) => line(unit, stands(unit), colours, last)),
  };
  return { option, height: Math.max(220, 40 + 22 * data.units.length), link: ({ seriesIndex }) => data.units[seriesIndex]?.code };
}

function line(unit, own, colours, last) {
  const colour = own ? colours.accentfill : colours.line2;
  return {
    type: "line",
    data: unit.ranks,
    smooth: 0.35,
    connectNulls: false,
    labelLayout: { moveOverlap: "shiftY" },
    symbol: "circle",
    symbolSize: own ? 9 : 7,
    z: own ? 5 : 2,
    lineStyle: { color: colour, width: own ? 3 : 2 },
    itemStyle: { color: own ? colours.accentfill : colours.ink3 },
    emphasis: { lineStyle: { color: own ? colours.accentfill : colours.ink2, width: 3 } },
    endLabel: {
      show: true,
      formatter: `${unit.ranks[last] ?? ""} ${unit.name}`,
      ...text(colours),
      color: own ? colours.accent : colours.ink2,
      fontWeight: own ? 600 : 400,
    },
  };
}
