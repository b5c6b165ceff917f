import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Crisis } from "../../src/crisis/model.ts";
import { crisisFrom } from "./crisis-from.ts";
import { type Asked, ask, randomQuestion } from "./random-question.ts";
import { CRISES, firstSteps, readByName } from "./read-crises.ts";
import { runPipeline } from "./run-pipeline.ts";
import { expectSame, type Renumbering } from "./same-answers.ts";
import {
  addImpossibleMoves,
  doublePayoffs,
  isLiked,
  renameEverything,
  reorderReports,
  reorderVariables,
  repeatReport,
  shiftPayoffs,
  withoutReports,
} from "./transform-crisis.ts";

// Many crises in one test: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

/** A change that must not show; undefined where it does not apply. `random` decides among several. */
interface Change {
  readonly name: string;
  readonly tolerance: number;
  apply(crisis: Crisis, random: number): { readonly crisis: Crisis; readonly renumbering?: Renumbering } | undefined;
}

function strategic(crisis: Crisis, random: number): number {
  const list = crisis.actors.map((_, j) => j).filter((j) => !crisis.actors[j]!.actsByChance);
  return list[random % list.length]!;
}

/** A permutation picked by a number. */
function permutation(n: number, random: number): number[] {
  const left = Array.from({ length: n }, (_, i) => i);
  let seed = random;
  return Array.from({ length: n }, () => {
    const [taken] = left.splice(seed % left.length, 1);
    seed = (seed * 7 + 3) % 10007;
    return taken!;
  });
}

const CHANGES: readonly Change[] = [
  {
    name: "a constant added to all endings of an actor and (1 − δ) of it to its steps",
    tolerance: 1e-10,
    apply: (crisis, random) => {
      const actor = strategic(crisis, random);
      return isLiked(crisis, actor) ? undefined : { crisis: shiftPayoffs(crisis, actor, 0.5 + (random % 7)) };
    },
  },
  {
    name: "an actor's payoffs and costs doubled and its λ halved",
    tolerance: 1e-10,
    apply: (crisis, random) => ({ crisis: doublePayoffs(crisis, strategic(crisis, random)) }),
  },
  {
    name: "everything renamed",
    tolerance: 0,
    apply: (crisis) => ({ crisis: renameEverything(crisis).crisis }),
  },
  {
    name: "variables in another order",
    tolerance: 1e-12,
    apply: (crisis, random) => {
      const variables = permutation(crisis.variables.length, random);
      return { crisis: reorderVariables(crisis, variables), renumbering: { variables } };
    },
  },
  {
    name: "reports in another order, those of one day in the same",
    tolerance: 1e-12,
    apply: (crisis, random) => {
      const after = reorderReports(crisis, permutation(crisis.reports.length, random));
      return { crisis: after, renumbering: { reports: { before: crisis, after } } };
    },
  },
  {
    name: "a report repeated by the same source",
    tolerance: 1e-12,
    apply: (crisis, random) => {
      const n = crisis.reports.length;
      return n === 0 ? undefined : { crisis: repeatReport(crisis, random % n) };
    },
  },
  {
    name: "a move that nobody can ever make",
    tolerance: 1e-12,
    apply: (crisis) => ({ crisis: addImpossibleMoves(crisis), renumbering: { moves: crisis.moves.length } }),
  },
];

function expectUnchanged(asked: Asked, change: Change, random: number, tolerance: number): void {
  const changed = change.apply(asked.crisis, random);
  if (!changed) return;
  const before = runPipeline(asked.crisis, asked.asOfStep, asked.day);
  const after = runPipeline(changed.crisis, asked.asOfStep, asked.day);
  expectSame(before, after, tolerance, changed.renumbering);
}

describe("changes that change nothing, on random crises", () => {
  test.each(CHANGES.map((change) => [change.name, change] as const))("%s", (_, change) => {
    fc.assert(
      fc.property(randomQuestion({ sameTime: true }), fc.nat(9999), (question, random) => {
        const asked = ask(question);
        const together = asked.crisis.turns.some((group) => group.length > 1);
        const tolerance = together && change.tolerance > 0 ? 1e-9 : change.tolerance;
        expectUnchanged(asked, change, random, tolerance);
      }),
      { seed: 1814, numRuns: 40 },
    );
  });

  test("names of the file exchanged for others", () => {
    const names =
      "red blue green heat guard mood depth season low middle high open shut dry wet hold push yield war deal";
    const more = "other quiet accident press agency witness stake hazard lambda r0 r1 r2 r3 words";
    const list = `${names} ${more}`.split(" ");
    const renamed = new Map(list.map((name, i) => [name, `n${90 - i}`]));
    fc.assert(
      fc.property(randomQuestion({ sameTime: true }), (question) => {
        const asked = ask(question);
        const yaml = question.yaml.replace(/(?<!\w)[a-z]\w*/g, (word) => renamed.get(word) ?? word);
        const after = runPipeline(crisisFrom(yaml), asked.asOfStep, asked.day);
        expectSame(runPipeline(asked.crisis, asked.asOfStep, asked.day), after, 0);
      }),
      { seed: 1815, numRuns: 40 },
    );
  });

  test("without reports the forecast is the prior one", () => {
    fc.assert(
      fc.property(randomQuestion(), (question) => {
        const { crisis, asOfStep } = ask(question);
        const none = runPipeline(withoutReports(crisis), asOfStep, 1e9);
        const early = runPipeline(crisis, asOfStep, Number.NEGATIVE_INFINITY);
        expectSame(none, early, 1e-12);
        expect(Math.abs(none.mass - none.survival)).toBeLessThan(1e-14);
        for (const [s, source] of crisis.sources.entries()) {
          if (none.mass > 0) expect(none.reliable[s]).toBeCloseTo(source.reliability, 12);
        }
      }),
      { seed: 1816, numRuns: 40 },
    );
  });
});

describe.each(CRISES)("changes that change nothing, on the first steps of %s", (name) => {
  const crisis = firstSteps(readByName(name), 2);
  const asked = { crisis, asOfStep: crisis.clock.steps! - 1, day: Number.POSITIVE_INFINITY };
  const before = runPipeline(crisis, asked.asOfStep, asked.day);

  test.each(CHANGES.map((change) => [change.name, change] as const))("%s", (_, change) => {
    const changed = change.apply(crisis, 1);
    if (!changed) return;
    const after = runPipeline(changed.crisis, asked.asOfStep, asked.day);
    expectSame(before, after, change.tolerance, changed.renumbering);
  });
});
