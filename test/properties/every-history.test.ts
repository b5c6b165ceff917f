import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { answer, type OracleAnswers, type OracleOptions } from "../oracle/answers.ts";
import { TooManyHistories } from "../oracle/histories.ts";
import { BranchLost } from "../oracle/same-time.ts";
import { differences } from "./compare-answers.ts";
import { type Asked, ask, randomQuestion } from "./random-question.ts";
import { runPipeline } from "./run-pipeline.ts";

// Many crises in one test: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

/** The oracle's answers; what it cannot enumerate or follow is dropped. */
function answerOrDrop({ crisis, asOfStep, day }: Asked, options: OracleOptions = {}): OracleAnswers {
  try {
    return answer(crisis, asOfStep, day, { limit: 4000, ...options });
  } catch (thrown) {
    fc.pre(!(thrown instanceof TooManyHistories || thrown instanceof BranchLost));
    throw thrown;
  }
}

/** What has been met over a run, so that a test that compares next to nothing does not pass. */
class Met {
  private readonly counts = new Map<string, number>();

  note(what: string, is: boolean): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + Number(is));
  }

  noteAll({ crisis, asOfStep }: Asked, oracle: OracleAnswers): void {
    this.note("reports that count", oracle.reports.length > 0);
    this.note("several reports", oracle.reports.length > 1);
    this.note(
      "one event told twice",
      crisis.reports.some((r, i) => r.sameAs !== i),
    );
    this.note(
      "a chain of sources",
      oracle.reports.some((r) => crisis.sources[crisis.reports[r.report]!.source]!.via !== undefined),
    );
    this.note("survival of earlier steps", asOfStep > 0 && oracle.mass > 0);
    this.note(
      "hidden variables",
      crisis.variables.some((v) => v.uncertain),
    );
    this.note(
      "a residual",
      crisis.endings.some((e) => e.chance !== undefined),
    );
    this.note("drivers", crisis.drivers.length > 0);
    this.note(
      "calendars",
      crisis.variables.some((v) => v.calendar !== undefined),
    );
  }

  expectEach(atLeast: number): void {
    for (const [what, count] of this.counts) expect(count, what).toBeGreaterThanOrEqual(atLeast);
  }
}

describe("the library's odds are a sum over every history and every draw of reliable sources", () => {
  test("where one acts at a time: to 1e-12", () => {
    const met = new Met();
    fc.assert(
      fc.property(randomQuestion(), (question) => {
        const asked = ask(question);
        const oracle = answerOrDrop(asked);
        met.noteAll(asked, oracle);
        const found = runPipeline(asked.crisis, asked.asOfStep, asked.day);
        expect(differences(asked.crisis, oracle, found, 1e-12)).toEqual([]);
      }),
      { seed: 20250701, numRuns: 200 },
    );
    met.expectEach(15);
  });

  test("where several act at the same time: to 1e-9", () => {
    const met = new Met();
    fc.assert(
      fc.property(randomQuestion({ sameTime: true }), (question) => {
        const asked = ask(question);
        const oracle = answerOrDrop(asked);
        met.note(
          "several at a time",
          asked.crisis.turns.some((group) => group.length > 1),
        );
        const found = runPipeline(asked.crisis, asked.asOfStep, asked.day);
        expect(differences(asked.crisis, oracle, found, 1e-9)).toEqual([]);
      }),
      { seed: 19621016, numRuns: 80 },
    );
    met.expectEach(40);
  });

  test("the baseline without strategy: uniform moves, given chances as they are", () => {
    fc.assert(
      fc.property(randomQuestion({ sameTime: true, shocks: false }), (question) => {
        const asked = ask(question);
        const oracle = answerOrDrop(asked, { uniform: true });
        const found = runPipeline(asked.crisis, asked.asOfStep, asked.day, true);
        expect(differences(asked.crisis, oracle, { ...found, value: oracle.value }, 1e-12)).toEqual([]);
      }),
      { seed: 12, numRuns: 100 },
    );
  });
});
