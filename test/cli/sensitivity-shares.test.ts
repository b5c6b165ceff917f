import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-shares-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Of a crisis whose only driver happens with this chance of p and q, both anywhere from 0 to 1. */
async function sensitivityOf(
  chance: string,
  ...more: readonly string[]
): Promise<{ exit: number; out: string; err: string }> {
  const crisis = `
crisis: Storm
question: { ask: "Does it get dark?", ending: dark }
actors: { us: { precision: infinite } }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.5, range: [0, 1] }, q: { value: 0.5, range: [0, 1] } }
state: { sky: [clear, black] }
drivers: { storm: { chance: "${chance}", then: { sky: black } } }
endings: { dark: { when: sky == black, rule: x }, calm: { otherwise: true, rule: y } }
`;
  writeFileSync(join(folder, "storm.yaml"), crisis);
  let [out, err] = ["", ""];
  const exit = await run(["sensitivity", "storm.yaml", ...more], {
    out: { write: (text) => (out += text), columns: 80 },
    err: { write: (text) => (err += text) },
    environment: {},
    folder,
  });
  return { exit, out, err };
}

describe("shares of the variance in words", () => {
  it("hold two together, with the interval: all of it where either alone says nothing", async () => {
    // (2p - 1)(2q - 1) has no variance of p alone, nor of q.
    const { out } = await sensitivityOf("0.5 + 0.5 * (2 * p - 1) * (2 * q - 1)", "--rows", "256");
    const share = /two together, beyond each alone\n {2}(?:p × q|q × p) {2} *(\d+)% ± (\d+)\n/.exec(out);
    expect(share).not.toBeNull();
    expect(Math.abs(Number(share![1]) - 100)).toBeLessThan(Number(share![2]) + 1);
  });

  it("say where they are hardly known, and what to do about it", async () => {
    const chance = "0.5 + 0.5 * (2 * p - 1) * (2 * q - 1)";
    const [few, many] = [
      await sensitivityOf(chance, "--paths", "2", "--rows", "8"),
      await sensitivityOf(chance, "--rows", "256"),
    ];
    expect(few.out).toMatch(/8 rows say little here: ± \d+\. With --rows 32 it is about half\./);
    expect(many.out).not.toContain("say little here");
  });

  it("say so where no two do anything together", async () => {
    const { out } = await sensitivityOf("0.3 * p + 0.5 * q", "--rows", "256");
    expect(out).toContain("None is as much as 2%.");
  });

  it("say which could not be measured rather than that nothing moves the odds", async () => {
    const onlyThere = await sensitivityOf("if(p == 0.5, q, 2)", "--paths", "2", "--rows", "8");
    expect(onlyThere.err).toContain("No draw of the parameters makes a game");
    expect(onlyThere.exit).toBe(1);
    // Every move of p goes from one half of its range to the other, where there is no game.
    const { out } = await sensitivityOf("if(p <= 0.5, 0.4 * q, 2)", "--paths", "4", "--rows", "8");
    expect(out).toMatch(/could not be measured, for want of draws that make a game: p\n/);
    const holes = "if(p < 0.12, 2, if(p < 0.13, 0.3 * q, if(p < 0.49, 2, if(p < 0.64, 0.5 * q, 2))))";
    const rows = await sensitivityOf(holes, "--paths", "8", "--rows", "8");
    expect(rows.out).toContain("each of the 8 rows holds a draw that makes no game");
  });
});
