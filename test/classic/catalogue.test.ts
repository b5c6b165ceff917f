import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClassicMethod } from "../../src/analysis/classic-result.ts";
import { solveGameFile } from "../../src/analysis/solve-game-file.ts";
import { distance, gameIn } from "./reference-folder.ts";

const folder = resolve(import.meta.dirname, "../../games");
const half = [1 / 2, 1 / 2, 1 / 2, 1 / 2];
const a = 1 / 2 + Math.sqrt(1 / 12);

/** Game, method, how many equilibria it finds, and one of them worked out by hand. */
const known: readonly (readonly [
  name: string,
  method: ClassicMethod,
  count: number,
  equilibrium: readonly number[],
])[] = [
  ["prisoners-dilemma.nfg", "extreme", 1, [0, 1, 0, 1]],
  ["chicken.nfg", "extreme", 3, half],
  ["stag-hunt.nfg", "extreme", 3, [2 / 3, 1 / 3, 2 / 3, 1 / 3]],
  ["battle-of-the-sexes.nfg", "extreme", 3, [2 / 3, 1 / 3, 1 / 3, 2 / 3]],
  ["matching-pennies.nfg", "extreme", 1, [1 / 2, 1 / 2, 1 / 10, 9 / 10]],
  ["inspection.nfg", "extreme", 1, [1 / 10, 9 / 10, 4 / 5, 1 / 5]],
  ["cuba-1962.nfg", "extreme", 3, half],
  ["three-signatories.nfg", "pure", 4, [1, 0, 1, 0, 0, 1]],
  ["three-signatories.nfg", "supports", 9, [a, 1 - a, a, 1 - a, a, 1 - a]],
  ["selten-horse.efg", "limit", 1, [0, 1, 0, 1, 0, 1]],
  ["entry-deterrence.efg", "perfect", 1, [0, 1, 0, 1]],
  ["ultimatum-to-a-state.efg", "perfect", 1, [0, 1, 0, 0, 1, 1, 0, 1, 0]],
  ["signal-of-resolve.efg", "pure", 2, [1, 0, 1, 0, 0, 1, 1, 0]],
  ["centipede.efg", "perfect", 1, [1, 0, 1, 0, 1, 0, 1, 0]],
  ["one-card-poker.efg", "zero-sum", 1, [1, 0, 1 / 3, 2 / 3, 2 / 3, 1 / 3]],
];

describe("the catalogue", () => {
  it.each(known)("%s by %s", (name, method, count, equilibrium) => {
    const { result, diagnostics } = solveGameFile(gameIn(folder, name), { method });
    expect(diagnostics).toEqual([]);
    expect(result!.equilibria).toHaveLength(count);
    const nearest = Math.min(...result!.equilibria.map(({ profile }) => distance(profile, equilibrium)));
    expect(nearest).toBeLessThan(method === "limit" ? 1e-4 : 1e-9);
  });

  it("says of every game where it comes from and what it teaches, and knows an equilibrium", () => {
    const names = readdirSync(folder).filter((name) => /\.(efg|nfg)$/.test(name));
    expect([...new Set(known.map(([name]) => name))].sort()).toEqual(names.sort());
    for (const name of names) expect(gameIn(folder, name).comment).toMatch(/\d{4}.*Teaches: /s);
  });
});
