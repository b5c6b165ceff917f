/** What pages show as printed is what is printed. Stale? `npm run docs`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { DocOutputs, filesOf, isSame, START } from "../../scripts/doc-outputs.ts";
import { run } from "../../src/cli/run.ts";
import { pages, root, textOfPage } from "./pages.ts";

// A page may show the largest crisis: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

async function printed(args: readonly string[], folder: string): Promise<string> {
  let text = "";
  const output = { write: (more: string) => (text += more) };
  await run(args, { out: output, err: output, environment: {}, folder });
  return text.replace(/^(Solving|Sweeping|Drawing|\d+ factors[:;]).*\n/gm, "");
}

const outputs = new DocOutputs(root, printed);
const withOutputs = pages.filter((page) => textOfPage(page).includes("<!-- output: "));

describe("outputs in pages", () => {
  it("are there", () => {
    expect(withOutputs).toEqual(expect.arrayContaining(["README.md", "docs/guide.md", "docs/writing-a-crisis.md"]));
  });

  it.each(withOutputs)("%s shows what is printed", async (page) => {
    for (const { command, shown, current } of await outputs.blocksOf(page)) {
      if (!isSame(shown, current)) expect({ command, shown }).toEqual({ command, shown: current });
      // A page may show the mistakes of a file, and never a command that went wrong.
      expect(current).not.toMatch(/^error: /m);
    }
  });

  it("`npm start` runs the command its output is taken from", () => {
    const script = readFileSync(join(root, "scripts/start.mjs"), "utf8");
    const crisis = /crisis = "(.+)"/.exec(script)?.[1];
    const words = /runNode\(\[brink, (.+)\]\)/
      .exec(script)?.[1]
      ?.replaceAll(/[",]/g, "")
      .replace("crisis", crisis ?? "");
    expect(`brink ${words}`).toBe(START);
  });
});

describe("the marks of an output", () => {
  it("differ in nothing but timings where two outputs are the same", () => {
    expect(isSame("1 part,\nresidual 0, 12,345 ms. Brink\n", "1 part, residual 0,\n7 ms. Brink\n")).toBe(true);
    expect(isSame("war 12.0%\n", "war 12.1%\n")).toBe(false);
  });

  it("find the files of a page, those with mistakes too", () => {
    const page =
      "<!-- file: a.yaml -->\n```yaml\ncrisis: A\n```\n<!-- file: b.yaml, with mistakes -->\n```yaml\nb\n```\n";
    expect([...filesOf(page)]).toEqual([
      ["a.yaml", "crisis: A\n"],
      ["b.yaml", "b\n"],
    ]);
  });
});
