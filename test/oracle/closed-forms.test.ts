import { describe, expect, test } from "vitest";
import type { Crisis } from "../../src/crisis/model.ts";
import { crisisFrom } from "../properties/crisis-from.ts";
import { runPipeline } from "../properties/run-pipeline.ts";
import { answer } from "./answers.ts";
import { CLOSED_FORMS, type ClosedForm } from "./closed-forms.ts";

/** What the oracle and the library have in common. */
interface Found {
  readonly endings: readonly (readonly number[])[];
  readonly levelsNow: readonly (readonly number[])[];
  readonly reliable: readonly number[];
  readonly reports: readonly { readonly report: number; readonly surprise: number; readonly effect?: number }[];
  /** Probability of a move of the as-of step, given by its index. */
  move(index: number): number;
}

function byOracle(crisis: Crisis, asOf: number): Found {
  const found = answer(crisis, asOf, asOf);
  return { ...found, move: (m) => found.nextMoves.flat().reduce((sum, row) => sum + row[m]!, 0) };
}

function byLibrary(crisis: Crisis, asOf: number): Found {
  const found = runPipeline(crisis, asOf, asOf);
  return { ...found, move: (m) => found.nextMoves.reduce((sum, row) => sum + row[m]!, 0) };
}

function check(form: ClosedForm, crisis: Crisis, found: Found): void {
  const tolerance = form.tolerance ?? 1e-13;
  const close = (what: string, actual: number, expected: number, scale = 1): void => {
    expect(Math.abs(actual - expected), `${what}: ${actual}, by hand ${expected}`).toBeLessThanOrEqual(
      tolerance * scale,
    );
  };
  const indexOf = (list: readonly { readonly name: string }[], name: string): number =>
    list.findIndex((item) => item.name === name);
  for (const [name, p] of Object.entries(form.endings)) {
    const odds = found.endings[indexOf(crisis.endings, name)]!.reduce((sum, x) => sum + x, 0);
    close(name, odds, p);
  }
  for (const [actor, move, p] of form.moves ?? []) {
    const j = indexOf(crisis.actors, actor);
    close(`${actor}.${move}`, found.move(crisis.moves.findIndex((m) => m.actor === j && m.name === move)), p);
  }
  for (const [source, p] of Object.entries(form.sources ?? {}))
    close(source, found.reliable[indexOf(crisis.sources, source)]!, p);
  for (const [name, levels] of Object.entries(form.hidden ?? {})) {
    const v = indexOf(crisis.variables, name);
    for (const [level, p] of Object.entries(levels)) {
      close(`${name} ${level}`, found.levelsNow[v]![crisis.variables[v]!.levels.indexOf(level)]!, p);
    }
  }
  for (const [id, expected] of Object.entries(form.reports ?? {})) {
    const one = found.reports.find(({ report }) => crisis.reports[report]!.name === id)!;
    close(`surprise of ${id}`, one.surprise, expected.surprise, 10);
    close(`effect of ${id}`, one.effect!, expected.effect, 100);
  }
}

describe.each([
  ["the oracle", byOracle],
  ["the library", byLibrary],
] as const)("by hand and by %s", (_, find) => {
  test.each(CLOSED_FORMS.map((form) => [form.name, form] as const))("%s", (__, form) => {
    const crisis = crisisFrom(form.yaml);
    check(form, crisis, find(crisis, form.asOf ?? 0));
  });
});
