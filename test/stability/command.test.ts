/** `brink stability`, from the command line to what it prints. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StabilityResult } from "../../src/analysis/stability/stability-result.ts";
import { textWidth } from "../../src/cli/terminal/text-width.ts";
import { brinkIn, type Ran } from "../cli/brink-in.ts";

const root = resolve(import.meta.dirname, "../..");
const cuba = join(root, "games/cuba-1962.conflict.yaml");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-stability-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function brink(columns: number, ...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, ["stability", ...args], columns);
}

describe("brink stability", () => {
  it("tells the equilibria of 1962 as data", async () => {
    const { exit, out } = await brink(80, cuba, "--state", "7", "--coalitions", "--json");
    const data = JSON.parse(out) as StabilityResult; // what --json promises
    expect(exit).toBe(0);
    expect(data.equilibria.nash).toEqual([]);
    expect(data.equilibria.sequential).toEqual(["withdraw", "blockade+withdraw"]);
    expect(data.about!.state).toBe("blockade+withdraw");
    expect(data.about!.actors[0]!.verdicts[1]).toMatchObject({
      concept: "sequential",
      stable: true,
      temptations: [{ to: "withdraw", answer: [{ actor: "ussr", to: "nothing" }] }],
      requires: [[]],
    });
    expect(data.coalitions![0]!.improvements["blockade+withdraw"]).toEqual(["withdraw"]);
  });

  it.each([60, 80, 120])("stays within %i columns", async (columns) => {
    for (const args of [
      [cuba, "--state", "blockade", "--coalitions"],
      [join(root, "crises/taiwan-1995"), "--state", "3"],
    ]) {
      const { exit, out } = await brink(columns, ...args);
      expect(exit).toBe(0);
      expect(out.split("\n").filter((line) => textWidth(line) > columns)).toEqual([]);
    }
  });

  it("says why in words, and what would have to be preferred", async () => {
    const { out } = await brink(120, cuba, "--state", "blockade");
    expect(out).toContain(
      "State `blockade` is not sequentially stable for the Soviet Union because the Soviet Union gains by going to",
    );
    expect(out).toContain("would have to like `blockade+withdraw`; or `withdraw` no better than");
  });

  it.each([
    [[cuba, "--state", "blokade"], 2, "conflict-unknown-name"],
    [[cuba, "--set", "a=b"], 2, "set-in-conflict"],
    [["none.yaml"], 2, "file-not-found"],
    [["bad.yaml"], 1, "conflict-missing"],
    [[join(root, "crises/deterrence/crisis.yaml"), "--set", "resolve=harder"], 2, "unknown-level"],
    [[join(root, "crises/deterrence/crisis.yaml"), "--ranking", "bad.yaml"], 1, "conflict-unknown-key"],
  ])("%j ends with an error", async (args, exit, code) => {
    writeFileSync(join(folder, "bad.yaml"), "conflict: x\n");
    const answer = await brink(80, ...args, "--json");
    expect(answer.exit).toBe(exit);
    expect(answer.out).toContain(code);
  });
});
