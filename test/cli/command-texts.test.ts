import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { textWidth } from "../../src/cli/terminal/text-width.ts";

const folder = resolve(import.meta.dirname, "../fixtures");
const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["check", ["check", "strait.yaml"]],
  ["forecast", ["forecast", "strait.yaml"]],
  ["forecast-early", ["forecast", "strait.yaml", "--as-of", "2031-01"]],
  ["explain", ["explain", "strait.yaml"]],
  ["trace", ["trace", "strait.yaml"]],
  ["what-if-force", ["what-if", "strait.yaml", "--force", "north.press", "--from", "2031-05"]],
  ["what-if-set", ["what-if", "strait.yaml", "--set", "clash_cost=1"]],
];

async function textOf(args: readonly string[], columns: number): Promise<string> {
  let text = "";
  const exit = await run(args, {
    out: { write: (more) => (text += more), columns },
    err: { write: (more) => (text += more) },
    environment: {},
    folder,
  });
  expect(exit).toBe(0);
  return text.replace(/[\d,]+ ms/, "… ms");
}

describe("what the commands print for a small crisis", () => {
  it.each(commands)("%s reads like the expected file", async (name, args) => {
    await expect(await textOf(args, 80)).toMatchFileSnapshot(join(import.meta.dirname, `expected/strait-${name}.txt`));
  });

  it.each(commands)("%s stays within 60 and 120 columns", async (_name, args) => {
    for (const columns of [60, 120]) {
      const lines = (await textOf(args, columns)).split("\n");
      expect(lines.filter((line) => textWidth(line) > columns)).toEqual([]);
    }
  });
});
