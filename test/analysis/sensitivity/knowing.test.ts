import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sensitivity } from "../../../src/analysis/sensitivity/sensitivity.ts";
import type { Knowing } from "../../../src/analysis/sensitivity/sensitivity-result.ts";
import { reported, worthOf } from "../../../src/analysis/sensitivity/worth-of-knowing.ts";
import { explainedVariance } from "../../../src/numeric/explained-variance.ts";
import { sobolSequence } from "../../../src/numeric/sobol.ts";
import { readText } from "../../crisis/read-text.ts";

/** A hidden sky that decides; a weak report of it; chance otherwise. */
const sky = `
question: { ask: "Does it rain?", ending: rain }
clock: { steps: 2 }
actors: { us: { precision: infinite } }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.8, range: [0.6, 1] }, s: { value: 0.3, range: [0.2, 0.4] } }
state: { sky: [clear, black], wet: [no, yes], late: { levels: [no, yes], calendar: { 2: yes } } }
drivers: { shower: { when: late == yes, chance: "p * if(sky == black, 1, 0.25)", then: { wet: yes } } }
endings: { rain: { when: wet == yes, rule: x }, dry: { otherwise: true, rule: y } }
sources: { watch: { grade: A } }
grades: { A: 0.6 }
credibilities: { "1": 0.9 }
reports: [{ id: clouds, happened: 1, told: 1, source: watch, credibility: 1, saw: sky == black }]
`.replace("sky: [clear, black]", "sky: { levels: [clear, black], start: { clear: 1 - s, black: s } }");

async function knowing(text: string, rows = 64): Promise<readonly Knowing[]> {
  return (await sensitivity(readText(text), { size: { paths: 2, rows } })).result!.knowing;
}

describe("what would be worth knowing", () => {
  it("of a hidden variable is what its levels make of the odds", async () => {
    const found = (await knowing(sky)).find(({ kind }) => kind === "hidden")!;
    const [yes, no] = [0.6 * 0.9 + 0.2, 0.6 * 0.1 + 0.2];
    const black = (0.3 * yes) / (0.3 * yes + 0.7 * no);
    const question = 0.8 * black + 0.2 * (1 - black);
    expect(found.answers.map(({ answer }) => answer)).toEqual(["clear", "black"]);
    expect(found.answers[1]!.probability).toBeCloseTo(black, 12);
    expect(found.answers[1]!.question).toBeCloseTo(0.8, 12);
    expect(found.answers[0]!.question).toBeCloseTo(0.2, 12);
    expect(found.change).toBeCloseTo(100 * (black * (0.8 - question) + (1 - black) * (question - 0.2)), 10);
    const variance = black * (0.8 - question) ** 2 + (1 - black) * (question - 0.2) ** 2;
    expect(found.share).toBeCloseTo(variance / (question * (1 - question)), 12);
  });

  it("of a report not yet seen is what writing the report and its contrary into the file makes of the odds", async () => {
    const found = (await knowing(sky)).find(({ kind, name }) => kind === "report" && name === "sky == clear")!;
    // Grade B and digit 2, and its contrary: right one time in ten.
    const written = async (credibility: number): Promise<number> => {
      const text = sky
        .replace("grades: { A: 0.6 }", "grades: { A: 0.6, B: 0.85 }")
        .replace('"1": 0.9 }', '"1": 0.9, "2": 0.9, "3": 0.1 }')
        .replace("watch: { grade: A }", "watch: { grade: A }, other: { grade: B }")
        .replace(
          "\nreports: [",
          `\nreports: [{ id: more, happened: 1, told: 1, source: other, credibility: ${credibility}, saw: sky == clear }, `,
        );
      return (await sensitivity(readText(text), { size: { paths: 2, rows: 2 } })).result!.question!.probability;
    };
    expect(found.answers[0]!.question).toBeCloseTo(await written(2), 12);
    expect(found.answers[1]!.question).toBeCloseTo(await written(3), 12);
    const [yes, no] = found.answers;
    expect(yes!.probability + no!.probability).toBeCloseTo(1, 12);
  });

  it("of a parameter is what its value explains, the draws weighted by the reports", async () => {
    const found = (await knowing(sky, 512)).filter(({ kind }) => kind === "parameter");
    // Over p in [0.6, 1] and s in [0.2, 0.4], weighted by P(report | s): by quadrature on a fine grid.
    const [yes, no] = [0.6 * 0.9 + 0.2, 0.6 * 0.1 + 0.2];
    const grid = Array.from({ length: 2000 }, (_, k) => 0.2 + (0.2 * (k + 0.5)) / 2000);
    const mass = (s: number) => s * yes + (1 - s) * no;
    const total = grid.reduce((sum, s) => sum + mass(s), 0);
    const black = grid.reduce((sum, s) => sum + s * yes, 0) / total;
    const rain = black + 0.25 * (1 - black);
    const mean = 0.8 * rain;
    const then = (s: number) => 0.8 * (0.25 + (0.75 * s * yes) / mass(s));
    const byS = grid.reduce((sum, s) => sum + mass(s) * (then(s) - mean) ** 2, 0) / total;
    const byP = rain ** 2 * (0.16 / 12);
    const whole = mean * (1 - mean);
    expect(found.find(({ name }) => name === "s")!.share / (byS / whole)).toBeCloseTo(1, 1);
    expect(found.find(({ name }) => name === "p")!.share / (byP / whole)).toBeCloseTo(1, 1);
    // The mean distance of an even draw from its middle is a quarter of its width.
    expect(found.find(({ name }) => name === "p")!.change / (100 * rain * 0.1)).toBeCloseTo(1, 1);
  });

  it("is nothing where the question is settled, and no claim that cannot turn out has a say", () => {
    const never = { answer: "never", probability: 0, question: Number.NaN };
    expect(worthOf(0, [{ answer: "x", probability: 1, question: 0 }, never])).toEqual({ change: 0, share: 0 });
    expect(worthOf(1, [{ answer: "x", probability: 1, question: 1 }])).toEqual({ change: 0, share: 0 });
  });

  it("of a report never exceeds that of the fact, and is nothing for a source that tosses coins", () => {
    const claim = { answer: "yes", probability: 0.3, question: 0.9 };
    const question = 0.5;
    const fact = worthOf(question, [claim, { answer: "no", probability: 0.7, question: (question - 0.27) / 0.7 }]);
    let last = Number.POSITIVE_INFINITY;
    for (const reliability of [1, 0.85, 0.5, 0]) {
      const { share } = worthOf(question, reported(question, claim, { grade: "", reliability, hit: 0.9 }));
      expect(share).toBeLessThan(Math.min(last, fact.share));
      last = share;
    }
    expect(last).toBeCloseTo(0, 15);
    const sure = worthOf(question, reported(question, claim, { grade: "", reliability: 1, hit: 1 }));
    expect(sure.share).toBeCloseTo(fact.share, 12);
  });

  it("lists moves in doubt once where an actor has two", async () => {
    const deterrence = readFileSync(join(import.meta.dirname, "../../../crises/deterrence/crisis.yaml"), "utf8");
    const names = (await knowing(deterrence, 4)).filter(({ kind }) => kind === "report").map(({ name }) => name);
    expect(names.sort()).toEqual(["challenger.hold", "defender.concede", "defender.resist", "resolve == soft"]);
  });
});

describe("variance explained by a coordinate", () => {
  const sequence = sobolSequence(2, { seed: 1 });
  const points = Array.from({ length: 512 }, (_, n) => sequence.at(n));
  const x = Float64Array.from(points, ([u]) => u!);

  it("is that of a cubic, to the last of it, and chance is taken off", () => {
    const y = x.map((u) => 4 * u ** 3 - u);
    const { variance, mean } = explainedVariance(x, y, new Float64Array(512).fill(1));
    // ∫ (4u³ − u)² − (∫ 4u³ − u)² = 16/7 − 8/5 + 1/3 − 1/4.
    expect(mean).toBeCloseTo(0.5, 4);
    expect(variance).toBeCloseTo(16 / 7 - 8 / 5 + 1 / 3 - 1 / 4, 2);
    const noise = Float64Array.from(points, ([, v]) => v!);
    expect(explainedVariance(x, noise, new Float64Array(512).fill(1)).variance).toBe(0);
  });

  it("counts weights, and nothing where there are too few of them", () => {
    const weights = x.map((u) => (u < 0.5 ? 1 : 0));
    expect(explainedVariance(x, x, weights).mean).toBeCloseTo(0.25, 3);
    expect(explainedVariance(x, x, weights).variance).toBeCloseTo(0.25 / 12, 4);
    expect(explainedVariance(x, x, new Float64Array(512))).toEqual({ mean: 0, variance: 0, change: 0 });
    const constant = new Float64Array(512).fill(0.3);
    expect(explainedVariance(constant, x, new Float64Array(512).fill(1)).variance).toBe(0);
  });
});
