import { percent } from "../odds-in-words.ts";
import { fitLabel, labelledSteps, roundScale, type Scale, spread } from "./axis.ts";
import { type Html, html } from "./html.ts";

export interface Line {
  readonly label: string;
  readonly values: readonly number[];
  /** How much it stands out: the question's ending, one of the likeliest others, or the rest. */
  readonly rank: "question" | "leading" | "other";
}

export interface LineChart {
  /** Read out in place of the picture. */
  readonly title: string;
  readonly steps: readonly string[];
  readonly lines: readonly Line[];
  /** Step before which a dashed line is drawn. */
  readonly divider?: { readonly step: number; readonly label: string };
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The chart twice, drawn for wide and for narrow screens; the style sheet shows one of them. */
export function lineChart(chart: LineChart): Html {
  return html`${drawing(chart, 960, 400, "wide")}${drawing(chart, 360, 380, "narrow")}`;
}

function drawing(chart: LineChart, width: number, height: number, className: string): Html {
  const longest = Math.max(0, ...chart.lines.map((line) => line.label.length));
  const right = Math.min(width * 0.42, longest * 6.6 + 66);
  const frame: Frame = { width, height, left: 42, right: width - right, top: 20, bottom: height - 30 };
  const scale = roundScale(Math.max(0, ...chart.lines.flatMap((line) => line.values)));
  const x = (step: number): number => {
    const count = chart.steps.length;
    return count < 2 ? (frame.left + frame.right) / 2 : frame.left + (step * (frame.right - frame.left)) / (count - 1);
  };
  const y = (odds: number): number => frame.bottom - (odds / scale.limit) * (frame.bottom - frame.top);
  return html`<svg class="${className}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${chart.title}">
${yAxis(scale, frame, y)}${xAxis(chart, frame, x)}${divider(chart, frame, x)}
${[...chart.lines].sort(byRank).map((line) => path(line, x, y))}${names(chart, frame, y)}</svg>`;
}

function yAxis(scale: Scale, frame: Frame, y: (odds: number) => number): readonly Html[] {
  return scale.ticks.map((odds) => {
    const height = round(y(odds));
    const label = `${Number((odds * 100).toFixed(2))}%`;
    return html`<line class="grid" x1="${frame.left}" x2="${round(frame.right)}" y1="${height}" y2="${height}"/>
<text x="${frame.left - 6}" y="${height + 4}" text-anchor="end">${label}</text>`;
  });
}

function xAxis(chart: LineChart, frame: Frame, x: (step: number) => number): readonly Html[] {
  const last = chart.steps.length - 1;
  const labelled = labelledSteps(chart.steps.length, frame.right - frame.left, 62);
  // The last label ends with the lines, clear of their names, and so needs more room on its left.
  const clear = labelled.filter((step) => step === last || x(last) - x(step) >= 80);
  return clear.map((step) => {
    const [at, anchor] = step === last && last > 0 ? [x(step) + 4, "end"] : [x(step), "middle"];
    return html`<text x="${round(at)}" y="${frame.bottom + 20}" text-anchor="${anchor}">${chart.steps[step] ?? ""}</text>`;
  });
}

function divider(chart: LineChart, frame: Frame, x: (step: number) => number): Html | null {
  if (!chart.divider || chart.divider.step <= 0) return null;
  const at = round(x(chart.divider.step));
  const anchor = at > (frame.left + frame.right) / 2 ? "end" : "start";
  const shift = anchor === "end" ? -6 : 6;
  return html`<line class="divide" x1="${at}" x2="${at}" y1="${frame.top - 8}" y2="${frame.bottom}"/>
<text x="${at + shift}" y="${frame.top - 6}" text-anchor="${anchor}">${chart.divider.label}</text>`;
}

function path(line: Line, x: (step: number) => number, y: (odds: number) => number): Html {
  const at = line.values.map((value, step) => `${round(x(step))},${round(y(value))}`);
  const last = line.values.length - 1;
  return html`<polyline class="line ${line.rank}" points="${at.join(" ")}"/>
<circle class="dot ${line.rank}" cx="${round(x(last))}" cy="${round(y(line.values[last] ?? 0))}" r="3"/>`;
}

/** Each line's name and last value at its end, moved apart and tied to the line. */
function names(chart: LineChart, frame: Frame, y: (odds: number) => number): readonly Html[] {
  const heights = chart.lines.map((line) => y(line.values.at(-1) ?? 0));
  const gap = Math.min(16, (frame.bottom - frame.top + 16) / Math.max(1, chart.lines.length));
  const placed = spread(heights, gap, frame.bottom + 4);
  const start = round(frame.right + 20);
  return chart.lines.map((line, index) => {
    const from = round(heights[index]!);
    const to = round(placed[index]!);
    const value = percent(line.values.at(-1) ?? 0);
    const label = fitLabel(line.label, frame.width - start - 46);
    return html`<path class="tie" d="M${round(frame.right + 4)} ${from}L${start - 4} ${to}"/>
<text class="name ${line.rank}" x="${start + 36}" y="${to + 4}" text-anchor="end">${value}</text>
<text class="name ${line.rank}" x="${start + 42}" y="${to + 4}">${label}</text>`;
  });
}

const drawOrder = { other: 0, leading: 1, question: 2 };

function byRank(a: Line, b: Line): number {
  return drawOrder[a.rank] - drawOrder[b.rank];
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
