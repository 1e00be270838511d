// Charts: <div class="chart" data-chart="KIND" data-source="ID of a JSON script">. See charts/README.md.
import { BarChart, CustomChart, HeatmapChart, LineChart, RadarChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, MarkLineComponent, RadarComponent, TooltipComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { bump } from "./charts/bump.js";
import { contributions } from "./charts/contributions.js";
import { forest } from "./charts/forest.js";
import { heatmap } from "./charts/heatmap.js";
import { history } from "./charts/history.js";
import { palette } from "./charts/palette.js";
import { pivot } from "./charts/pivot.js";
import { radar } from "./charts/radar.js";
import { series, sparkline } from "./charts/series.js";

use([
  BarChart, CustomChart, HeatmapChart, LineChart, RadarChart, CanvasRenderer,
  LabelLayout, GridComponent, LegendPlainComponent, MarkLineComponent, RadarComponent, TooltipComponent, VisualMapPiecewiseComponent,
]);

/** Each kind: (data, {colours, size, words}) → {option, height?}, and `link`: what a click opens. */
const KINDS = { bump, contributions, forest, heatmap, history, pivot, radar, series, sparkline };
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const drawn = new Set();

function source(place) {
  const script = document.getElementById(place.dataset.source);
  return script ? JSON.parse(script.textContent) : JSON.parse(place.dataset.values);
}

class Chart {
  constructor(place) {
    this.place = place;
    this.kind = KINDS[place.dataset.chart];
    this.data = source(place);
    this.shown = null;
    this.width = 0;
    this.canvas = init(place, null, { renderer: "canvas", locale: "EN" });
    this.canvas.on("click", (event) => this.open(event));
    new ResizeObserver(() => this.fit()).observe(place);
    this.paint();
  }

  paint() {
    const { option, height, link } = this.kind(this.data, {
      colours: palette(),
      width: this.place.clientWidth,
      words: document.body.dataset,
      shown: this.shown,
      own: this.place.dataset.own,
    });
    if (height) this.place.style.height = `${height}px`;
    this.link = link;
    this.width = this.place.clientWidth;
    this.canvas.resize();
    this.canvas.setOption({ animation: !still.matches, animationDuration: 350, ...option }, { notMerge: true });
    this.place.classList.toggle("has-links", Boolean(link && this.place.dataset.url));
  }

  fit() {
    if (this.place.clientWidth !== this.width && this.place.clientWidth > 0) this.paint();
  }

  open(event) {
    const code = this.link?.(event);
    if (code && this.place.dataset.url) location.assign(this.place.dataset.url.replace("CODE", code));
  }
}

const repaint = () => drawn.forEach((chart) => (chart.place.isConnected ? chart.paint() : drawn.delete(chart)));

/** Draw every chart under `root` that is not drawn yet. */
export function draw(root) {
  for (const place of root.querySelectorAll(".chart[data-chart]:not([data-drawn])")) {
    if (!KINDS[place.dataset.chart]) continue;
    place.dataset.drawn = "yes";
    drawn.add(new Chart(place));
  }
}

/** Paper is white: print in the light colours, at the width of the paper. */
function printing() {
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = root.dataset.bsTheme;
    root.dataset.bsTheme = "light";
    repaint();
  });
  window.addEventListener("afterprint", () => {
    if (before) root.dataset.bsTheme = before;
    repaint();
  });
}

document.documentElement.addEventListener("leitai:theme", repaint);
document.addEventListener("leitai:shown", (event) => {
  for (const chart of drawn) {
    if (chart.place.dataset.follows === undefined) continue;
    chart.shown = event.detail.rows;
    chart.paint();
  }
});
printing();
