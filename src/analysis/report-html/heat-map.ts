import type { LadderOdds } from "../forecast-result.ts";
import { fitLabel, labelledSteps } from "./axis.ts";
import { type Html, html } from "./html.ts";

export interface HeatMap {
  /** Read out in place of the picture. */
  readonly title: string;
  readonly ladder: LadderOdds;
  readonly steps: readonly string[];
  /** First step that is predicted; those before it are past. */
  readonly now: number;
}

interface Grid {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly row: number;
  readonly columns: number;
}

const rowHeight = 34;

/** Rung by time, the highest rung on top and what has ended below, for wide and for narrow screens. */
export function heatMap(map: HeatMap): Html {
  return html`${drawing(map, 960, "wide")}${drawing(map, 360, "narrow")}`;
}

function drawing(map: HeatMap, width: number, className: string): Html {
  const names = [...map.ladder.levels].reverse().map((level) => level.replaceAll("_", " "));
  const longest = Math.max(5, ...names.map((name) => name.length));
  const left = Math.min(width * 0.3, longest * 6.8 + 12);
  const grid: Grid = {
    left,
    top: 24,
    cell: (width - left - 2) / map.steps.length,
    row: rowHeight,
    columns: map.steps.length,
  };
  const rungs = names.map((name, row) => {
    const level = names.length - 1 - row;
    return rungRow(
      name,
      map.ladder.probability.map((odds) => odds[level] ?? 0),
      row,
      grid,
      "",
    );
  });
  const endedRow = names.length + 0.25;
  const bottom = grid.top + (endedRow + 1) * grid.row;
  return html`<svg class="${className}" viewBox="0 0 ${width} ${bottom + 24}" role="img" aria-label="${map.title}">
${rungs}${rungRow("ended", map.ladder.ended, endedRow, grid, "ended")}
${stepLabels(map, grid, bottom)}${divider(map, grid, bottom)}</svg>`;
}

function rungRow(name: string, odds: readonly number[], row: number, grid: Grid, className: string): Html {
  const y = round(grid.top + row * grid.row);
  const height = grid.row - 2;
  const width = round(Math.max(1, grid.cell - (grid.cell > 6 ? 2 : 0.5)));
  const cells = odds.map((value, step) => {
    const x = round(grid.left + step * grid.cell);
    const cell = html`<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}"/>
<rect class="cell ${className}" x="${x}" y="${y}" width="${width}" height="${height}" fill-opacity="${round(value * 100) / 100}"/>`;
    return html`${cell}${grid.cell >= 24 ? digits(value, x + width / 2, y + height / 2, className === "ended") : null}`;
  });
  const label = fitLabel(name, grid.left - 8);
  return html`<text x="${round(grid.left - 8)}" y="${y + height / 2 + 4}" text-anchor="end">${label}</text>${cells}`;
}

/** Whole percents in the cell, light on a dark cell; nothing below one percent. */
function digits(value: number, x: number, y: number, ended: boolean): Html | null {
  if (value < 0.01) return null;
  const on = value > 0.75 && !ended ? " on" : "";
  return html`<text class="digits${on}" x="${round(x)}" y="${y + 4}" text-anchor="middle">${Math.round(value * 100)}</text>`;
}

function stepLabels(map: HeatMap, grid: Grid, bottom: number): readonly Html[] {
  return labelledSteps(map.steps.length, grid.cell * grid.columns, 58).map((step) => {
    const x = round(grid.left + (step + 0.5) * grid.cell);
    const edge = step === map.steps.length - 1 && grid.cell < 58;
    return html`<text x="${edge ? round(x + grid.cell / 2) : x}" y="${bottom + 16}" text-anchor="${edge ? "end" : "middle"}">${map.steps[step] ?? ""}</text>`;
  });
}

function divider(map: HeatMap, grid: Grid, bottom: number): Html | null {
  if (map.now <= 0) return null;
  const x = round(grid.left + map.now * grid.cell - 1);
  return html`<line class="divide" x1="${x}" x2="${x}" y1="6" y2="${bottom}"/>
<text x="${x - 6}" y="14" text-anchor="end">past</text><text x="${x + 6}" y="14">forecast</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
