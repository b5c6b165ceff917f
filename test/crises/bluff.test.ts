/** What crises/bluff/README.md says about it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PrivateSolution } from "../../src/analysis/private/solve-on-tree.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { compiled, movesAt, onTree } from "../analysis/private/solve-text.ts";
import { readText } from "../crisis/read-text.ts";

const text = readFileSync(new URL("../../crises/bluff/crisis.yaml", import.meta.url), "utf8");

/** In the seen game: what a soft defender does in step 1 when the stakes are high. */
function softWhenSeen(): number {
  const crisis = readText(text.replace("information: private", "information: open"));
  const part = partsOf(crisis).find(({ fixedLevels }) => fixedLevels.join() === "-1,1,0")!;
  const { game } = compileGame(crisis, { part });
  return movesAt({ game: game!, ...solveBackward(game!) }, 1, { claim: "made" }).resist!;
}

/** P(challenge) in step 2 with high stakes, after `before` in step 1. */
function challengesAgain({ game, policy }: PrivateSolution, stakes: string): readonly number[] {
  const table = game.stages[0]!.tables[1]!;
  const variable = game.variables.find(({ name }) => name === "stakes")!;
  const found = new Set<number>();
  for (let i = game.active[0]!; i < game.active[3]!; i++) {
    const level = variable.levels[Math.floor(game.stateCode[i]! / variable.stride) % variable.radix];
    if (level === stakes) found.add(Number(policy.at(1, 0)[table.choiceStart[i]! + 1]!.toFixed(6)));
  }
  return [...found].sort();
}

describe("a bluff in two steps", () => {
  const solution = onTree(compiled(text));
  const soft = movesAt(solution, 1, { resolve: "soft", claim: "made" }).resist!;
  const hard = movesAt(solution, 1, { resolve: "hard", claim: "made" }).resist!;

  it("has the soft resist more often than where all is seen", () => {
    expect(soft).toBeCloseTo(0.61, 2);
    expect(softWhenSeen()).toBeCloseTo(0.41, 2);
  });

  it("makes the defender look harder after a firm reply, and the challenger claim less", () => {
    expect((0.4 * hard) / (0.4 * hard + 0.6 * soft)).toBeCloseTo(0.51, 2);
    expect(movesAt(solution, 0, { stakes: "high" }).challenge).toBeCloseTo(0.57, 2);
    const [afterResistance, afterHolding] = challengesAgain(solution, "high");
    expect(afterResistance).toBeCloseTo(0.3, 2);
    expect(afterHolding).toBeGreaterThan(afterResistance!);
  });

  it("has nobody to impress in the last step: what is best there is by hand", () => {
    const resists = (war: number): number => 1 / (1 + Math.exp(-4 * (0.3 * war + 1)));
    expect(resists(-2.5)).toBeCloseTo(0.73, 2);
    expect(resists(-0.5)).toBeCloseTo(0.97, 2);
    const { game, policy } = solution;
    const table = game.stages[1]!.tables[1]!;
    const played = new Set<string>();
    for (let i = game.active[1]!; i < game.active[4]!; i++) {
      const first = table.choiceStart[i]!;
      if (table.choiceStart[i + 1]! - first === 2) played.add(policy.at(1, 1)[first + 1]!.toFixed(12));
    }
    expect([...played].sort()).toEqual([resists(-2.5), resists(-0.5)].map((share) => share.toFixed(12)).sort());
  });
});
