import { expect } from "vitest";
import type { Crisis } from "../../src/crisis/model.ts";
import type { PipelineAnswers } from "./run-pipeline.ts";

/** What a change of the crisis does to the numbering of its answers. */
export interface Renumbering {
  /** Old index of each variable. */
  readonly variables?: readonly number[];
  /** The crises, where reports stand in another order: matched by name. */
  readonly reports?: { readonly before: Crisis; readonly after: Crisis };
  /** Number of moves at first; the others may not be made. */
  readonly moves?: number;
}

/** Holds every probability, surprise and effect of two answers against each other; values may differ. */
export function expectSame(
  before: PipelineAnswers,
  after: PipelineAnswers,
  tolerance: number,
  { variables, reports, moves }: Renumbering = {},
): void {
  if (!(before.mass > 1e-300) && !(after.mass > 1e-300)) return;
  const place = (v: number): number => variables?.indexOf(v) ?? v;
  const close = (what: string, one: number | undefined, other: number | undefined, scale = 1): void => {
    if (one === undefined && other === undefined) return;
    const gap = Math.abs((one ?? Number.NaN) - (other ?? Number.NaN));
    expect(gap, `${what}: ${one} before, ${other} after`).toBeLessThanOrEqual(tolerance * scale);
  };
  close("mass", before.mass, after.mass);
  close("survival", before.survival, after.survival);
  close("question", before.question, after.question);
  before.endings.forEach((row, e) => {
    for (const [t, p] of row.entries()) close(`ending ${e} in step ${t}`, p, after.endings[e]![t]);
  });
  before.levelsNow.forEach((row, v) => {
    for (const [l, p] of row.entries()) close(`variable ${v} now ${l}`, p, after.levelsNow[place(v)]![l]);
  });
  before.levels.forEach((step, t) => {
    step.forEach((row, v) => {
      for (const [l, p] of row.entries()) close(`variable ${v} in step ${t}`, p, after.levels[t]![place(v)]![l]);
    });
  });
  for (const [s, p] of before.reliable.entries()) close(`source ${s}`, p, after.reliable[s]);
  before.nextMoves.forEach((row, k) => {
    const count = moves ?? row.length - 1;
    for (let m = 0; m < count; m++) close(`group ${k}, move ${m}`, row[m], after.nextMoves[k]![m]);
    close(`group ${k}, pass`, row.at(-1), after.nextMoves[k]!.at(-1));
    for (let m = count; m < after.nextMoves[k]!.length - 1; m++) expect(after.nextMoves[k]![m]).toBe(0);
  });
  expect(after.reports).toHaveLength(before.reports.length);
  before.reports.forEach((one, k) => {
    const other = reports
      ? after.reports.find((r) => reports.after.reports[r.report]!.name === reports.before.reports[one.report]!.name)
      : after.reports[k];
    close(`surprise of ${one.report}`, one.surprise, other?.surprise, 10);
    close(`effect of ${one.report}`, one.effect, other?.effect, 100);
  });
}
