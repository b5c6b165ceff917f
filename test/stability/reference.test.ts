/** Conflicts that others solved, written as conflict files and read back: every state's verdict under every concept. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConflict } from "../../src/analysis/stability/read-conflict.ts";
import { stabilityOfConflict } from "../../src/analysis/stability/stability-of-conflict.ts";
import type { Concept } from "../../src/stability/stability.ts";

const path = resolve(import.meta.dirname, "../../../shared/reference/gmcr/gmcr_examples_solved.json");

interface SolvedConflict {
  readonly file: string;
  readonly options: readonly string[];
  readonly dms: readonly string[];
  readonly dm_options: readonly (readonly number[])[];
  readonly irreversible: Readonly<Record<string, "fwd" | "back">>;
  readonly states: readonly { readonly n: number; readonly decimal: number }[];
  readonly payoffs: readonly Readonly<Record<string, number>>[];
  readonly equilibria_state_numbers: Readonly<Record<"Nash" | "GMR" | "SMR" | "SEQ", readonly number[]>>;
}

const solved = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as readonly SolvedConflict[]) : []; // one shape

const names: Readonly<Record<Concept, keyof SolvedConflict["equilibria_state_numbers"]>> = {
  nash: "Nash",
  general: "GMR",
  symmetric: "SMR",
  sequential: "SEQ",
};

/** The conflict as a file of ours; options get names of their own, since two actors may call theirs alike. */
function fileOf({ dms, dm_options, options, irreversible, states, payoffs }: SolvedConflict): string {
  const option = (k: number): string => `o${k}`;
  const taken = (decimal: number): string =>
    options.flatMap((_, k) => ((decimal >> k) & 1 ? [option(k)] : [])).join(", ");
  const rankings = payoffs.map((worth) => {
    const levels = [...new Set(states.map(({ decimal }) => worth[decimal]!))].sort((a, b) => b - a);
    return levels.map((level) => `[${states.filter((s) => worth[s.decimal] === level).map((s) => `s${s.n}`)}]`);
  });
  return [
    "conflict: solved elsewhere",
    "actors:",
    ...dms.map((_, i) => `  a${i}: { options: [${dm_options[i]!.map(option)}] }`),
    "irreversible:",
    ...Object.entries(irreversible).map(
      ([name, way]) => `  ${option(options.indexOf(name))}: ${way === "fwd" ? "taken" : "dropped"}`,
    ),
    "states:",
    ...states.map(({ n, decimal }) => `  s${n}: [${taken(decimal)}]`),
    "ranking:",
    ...rankings.map((groups, i) => `  a${i}: [${groups}]`),
  ]
    .filter((line, k, lines) => line !== "irreversible:" || lines[k + 1]!.startsWith("  "))
    .join("\n");
}

describe("conflicts that others solved", () => {
  if (solved.length === 0) it.skip("skipped: ../shared/reference/gmcr is not here", () => {});
  it.each(solved.map((one) => [one.file, one] as const))("%s", (_, one) => {
    const { conflict, diagnostics } = readConflict("c.yaml", fileOf(one));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    const { result } = stabilityOfConflict(conflict!);
    for (const [concept, theirs] of Object.entries(names) as [Concept, (typeof names)[Concept]][]) {
      const ours = result!.equilibria[concept].map((name) => Number(name.slice(1)));
      expect({ concept, states: ours }).toEqual({ concept, states: one.equilibria_state_numbers[theirs] });
    }
  });

  it("are all there", () => {
    if (solved.length > 0) expect(solved).toHaveLength(7);
  });
});
