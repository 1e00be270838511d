import { categories, cut, number, text, tooltip } from "./palette.js";

const FEW = 40;

/**
 * {units[{name, short?, code, rank}], dimensions[], scores[][]}: units in order of rank × dimensions. The whole field in one look,
 * units from left to right; where few are shown on a narrow screen, from top to bottom, with their names.
 */
export function heatmap(data, { colours, width, words, shown }) {
  const at = data.units.map((_, place) => place).filter((place) => !shown || shown.has(data.units[place].code));
  const units = at.map((place) => data.units[place]);
  const wide = units.length > FEW || (width >= 560 && units.length > 12);
  const cells = at.flatMap((place, unit) =>
    data.scores[place].map((score, dimension) => (wide ? [unit, dimension, score] : [dimension, unit, score])),
  );
  const unitOf = (point) => units[point[wide ? 0 : 1]];
  const dimensionOf = (point) => data.dimensions[point[wide ? 1 : 0]];
  const option = {
    ...(wide ? across(units, data, colours, width) : down(units, data, colours)),
    tooltip: tooltip(colours, ({ value }) => {
      const unit = unitOf(value);
      return `${unit.name} · ${words.wordRank} ${unit.rank}\n${dimensionOf(value)}  ${number(value[2], 1)}`;
    }),
    visualMap: { show: false, type: "piecewise", pieces: steps(colours) },
    series: [
      {
        type: "heatmap",
        data: cells,
        animation: false,
        progressive: 0,
        itemStyle: { borderColor: colours.surface, borderWidth: wide ? Math.min(1, width / units.length / 12) : 1 },
        label: { show: !wide, formatter: ({ value }) => number(value[2], 0), ...text(colours), color: colours.ink },
        emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1.5 } },
      },
    ],
  };
  return { option, height: wide ? 212 : 44 + 24 * units.length, link: ({ value }) => value && unitOf(value).code };
}

function across(units, data, colours, width) {
  const every = Math.max(1, Math.ceil(units.length / (width / 50)));
  return {
    grid: { left: 4, right: 8, top: 6, bottom: 2, containLabel: true },
    xAxis: categories(colours, units.map(({ rank }) => rank), {
      axisLabel: { ...text(colours), interval: (place) => place % every === 0 },
    }),
    yAxis: categories(colours, data.dimensions, {
      inverse: true, axisLine: { show: false }, axisLabel: { ...text(colours, 13), color: colours.ink },
    }),
  };
}

function down(units, data, colours) {
  return {
    grid: { left: 4, right: 4, top: 28, bottom: 4, containLabel: true },
    xAxis: categories(colours, data.dimensions.map((name) => cut(name, 8)), {
      position: "top", axisLine: { show: false }, axisLabel: { ...text(colours), interval: 0 },
    }),
    yAxis: categories(colours, units.map(({ rank, name, short }) => `${rank} ${cut(short ?? name, 7)}`), {
      inverse: true, axisLine: { show: false }, axisLabel: { ...text(colours), color: colours.ink, interval: 0 },
    }),
  };
}

const steps = (colours) =>
  colours.heat.map((color, step) => ({ gte: step * 10, lt: step === 9 ? 101 : step * 10 + 10, color }));
