import { number, text, tooltip } from "./palette.js";

/** {dimensions[], own[], peers[], own_label, peers_label}: a unit against the median of its peers, 0–100. */
export function radar(data, { colours, width }) {
  const all = () => data.dimensions.map((name, at) => `${name}  ${number(data.own[at], 1)} / ${number(data.peers[at], 1)}`);
  const option = {
    legend: { bottom: 0, itemWidth: 18, itemHeight: 8, textStyle: text(colours), icon: "roundRect", selectedMode: false },
    tooltip: tooltip(colours, () => [`${data.own_label} / ${data.peers_label}`, ...all()].join("\n")),
    radar: {
      indicator: data.dimensions.map((name) => ({ name, max: 100, min: 0 })),
      radius: width < 380 ? "58%" : "66%",
      center: ["50%", "46%"],
      splitNumber: 4,
      axisName: { ...text(colours, 13), color: colours.ink },
      splitLine: { lineStyle: { color: colours.line } },
      splitArea: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: "radar",
        symbol: "circle",
        symbolSize: 5,
        data: [
          {
            name: data.peers_label,
            value: data.peers,
            symbol: "none",
            lineStyle: { color: colours.ink3, width: 1.5, type: "dashed" },
            itemStyle: { color: colours.ink3 },
          },
          {
            name: data.own_label,
            value: data.own,
            lineStyle: { color: colours.accentfill, width: 2 },
            itemStyle: { color: colours.accentfill },
            areaStyle: { color: colours.accentfill, opacity: 0.12 },
          },
        ],
      },
    ],
  };
  return { option };
}
