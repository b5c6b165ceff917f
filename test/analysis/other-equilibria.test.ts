import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import { addOtherEquilibria } from "../../src/analysis/other-equilibria.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

/** Two that may go straight: payoffs in the order both go, only a, only b, neither. */
const chicken = (
  payoffs: readonly (readonly [number, number])[],
  lambda = 5,
  steps = 1,
  turns = "[[a, b]]",
): string => `
crisis: Two that may both go straight
question: { ask: "Do they collide?", ending: crash, by: ${steps} }
clock: { steps: ${steps} }
actors: { a: { precision: ${lambda} }, b: { precision: ${lambda} } }
state: { a_went: { levels: [no, "yes"] }, b_went: { levels: [no, "yes"] } }
turns: ${turns}
moves:
  a: { swerve: nothing, go: { then: { a_went: "yes" } } }
  b: { swerve: nothing, go: { then: { b_went: "yes" } } }
endings:
  crash: { when: a_went == yes and b_went == yes, rule: both, payoffs: { a: ${payoffs[0]![0]}, b: ${payoffs[0]![1]} } }
  a_wins: { when: a_went == yes and b_went == no, rule: a, payoffs: { a: ${payoffs[1]![0]}, b: ${payoffs[1]![1]} } }
  b_wins: { when: a_went == no and b_went == yes, rule: b, payoffs: { a: ${payoffs[2]![0]}, b: ${payoffs[2]![1]} } }
  calm: { otherwise: true, rule: neither, payoffs: { a: ${payoffs[3]![0]}, b: ${payoffs[3]![1]} } }
`;
const classic: readonly (readonly [number, number])[] = [
  [0, 0],
  [4, 1],
  [1, 4],
  [3, 3],
];

function read(text: string): Crisis {
  const { crisis, diagnostics } = readCrisis("test.yaml", () => text);
  if (!crisis) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return crisis;
}

async function withOthers(text: string): Promise<ForecastResult> {
  const crisis = read(text);
  const { result } = await forecast(crisis);
  const answer = await addOtherEquilibria(crisis, result!);
  expect(answer.diagnostics).toEqual([]);
  return answer.result!;
}

describe("other equilibria of a crisis", () => {
  it("chicken at λ = 5: each side's own equilibrium beside the symmetric one", async () => {
    const { multiplicity } = await withOthers(chicken(classic));
    // The roots of p = 1/(1 + exp(−5(1 − 2q))) and the same with p and q changed round.
    const [high, low] = [0.992811935817, 0.007188064183];
    expect(multiplicity).toMatchObject({ several: 1, most: 3, incomplete: 0 });
    const odds = multiplicity!.selections.map(({ favours, endings }) => [favours, endings] as const);
    expect(odds.map(([favours]) => favours)).toEqual([null, "a", "b"]);
    expect(odds[0]![1].crash).toBeCloseTo(0.25, 12);
    for (const [favours, endings] of odds.slice(1)) {
      expect(endings.crash).toBeCloseTo(high * low, 9);
      expect(endings.a_wins).toBeCloseTo(favours === "a" ? high * high : low * low, 9);
      expect(endings.b_wins).toBeCloseTo(favours === "b" ? high * high : low * low, 9);
    }
  });

  it("says that there is one below the fork, and where nobody moves at the same time", async () => {
    const below = await withOthers(chicken(classic, 1.9));
    expect(below.multiplicity).toMatchObject({ several: 0, most: 1, incomplete: 0 });
    expect(below.multiplicity!.selections.map(({ question }) => question)).toEqual(
      Array(3).fill(below.question!.probability),
    );
    const inTurn = await withOthers(chicken(classic, 5, 1, "[a, b]"));
    expect(inTurn.multiplicity).toMatchObject({ several: 0, selections: [{ favours: null }] });
  });

  it("every selection is an equilibrium, and worth at least the branch to whom it favours", async () => {
    const noise = fc.double({ min: -0.8, max: 0.8, noNaN: true });
    const noises = fc.array(fc.tuple(noise, noise), { minLength: 4, maxLength: 4 });
    let several = 0;
    await fc.assert(
      fc.asyncProperty(noises, async (drawnNoise) => {
        const drawn = classic.map(([a, b], k) => [a + drawnNoise[k]![0], b + drawnNoise[k]![1]] as const);
        const { multiplicity } = await withOthers(chicken(drawn));
        if (multiplicity!.several > 0) several++;
        const worth = (player: 0 | 1, odds: Readonly<Record<string, number>>): number =>
          ["crash", "a_wins", "b_wins", "calm"].reduce((sum, name, k) => sum + odds[name]! * drawn[k]![player], 0);
        const [branch, ...others] = multiplicity!.selections;
        for (const { favours, endings } of others) {
          const player = favours === "a" ? 0 : 1;
          expect(worth(player, endings)).toBeGreaterThanOrEqual(worth(player, branch!.endings) - 1e-9);
          const p = endings.crash! + endings.a_wins!;
          const q = endings.crash! + endings.b_wins!;
          const gainOfA = q * (drawn[0]![0] - drawn[2]![0]) + (1 - q) * (drawn[1]![0] - drawn[3]![0]);
          const gainOfB = p * (drawn[0]![1] - drawn[1]![1]) + (1 - p) * (drawn[2]![1] - drawn[3]![1]);
          expect(p).toBeCloseTo(1 / (1 + Math.exp(-5 * gainOfA)), 8);
          expect(q).toBeCloseTo(1 / (1 + Math.exp(-5 * gainOfB)), 8);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
    expect(several).toBeGreaterThan(3);
  });

  it("is refused on an endless clock", async () => {
    const crisis = read(chicken(classic));
    const { result } = await forecast(crisis);
    const endless = { ...crisis, clock: { ...crisis.clock, steps: undefined } } as unknown as Crisis;
    const answer = await addOtherEquilibria(endless, result!);
    expect(answer.result).toBeUndefined();
    expect(answer.diagnostics.map(({ code }) => code)).toEqual(["needs-finite-clock"]);
  });
});
