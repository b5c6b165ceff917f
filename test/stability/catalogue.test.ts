/** The conflicts of games/: where each comes from, what it teaches, and what is known of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConflict } from "../../src/analysis/stability/read-conflict.ts";
import { stabilityOfConflict } from "../../src/analysis/stability/stability-of-conflict.ts";
import type { Concept } from "../../src/stability/stability.ts";

const folder = resolve(import.meta.dirname, "../../games");
const names = readdirSync(folder).filter((name) => name.endsWith(".conflict.yaml"));

/** Equilibria worked out by hand, or as published. */
const known: Readonly<Record<string, Partial<Record<Concept, readonly string[]>>>> = {
  "prisoners-dilemma.conflict.yaml": {
    nash: ["north_arms+south_arms"],
    sequential: ["north_arms+south_arms", "nothing"],
  },
  "chicken.conflict.yaml": {
    nash: ["north_stays", "south_stays"],
    sequential: ["north_stays", "south_stays"],
    symmetric: ["north_stays", "nothing", "south_stays"],
  },
  "cuba-1962-revised.conflict.yaml": { nash: [], sequential: ["air_strike", "nothing"], symmetric: ["nothing"] },
  "cuba-1962.conflict.yaml": { nash: [], sequential: ["blockade+withdraw", "withdraw"] },
};

describe("the conflicts of the catalogue", () => {
  it("are all known, and say where they come from and what they teach", () => {
    expect(Object.keys(known).sort()).toEqual([...names].sort());
    for (const name of names) {
      const text = readFileSync(join(folder, name), "utf8");
      expect(text).toMatch(/^# Teaches: .+/);
      expect(text).toMatch(/^source: .*\d{4}/m);
    }
  });

  it.each(names)("%s", (name) => {
    const { conflict, diagnostics } = readConflict(name, readFileSync(join(folder, name), "utf8"));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    const { equilibria } = stabilityOfConflict(conflict!).result!;
    for (const concept of Object.keys(known[name]!) as Concept[])
      expect({ concept, states: [...equilibria[concept]].sort() }).toEqual({ concept, states: known[name]![concept] });
  });
});
