import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { textWidth } from "../../src/cli/terminal/text-width.ts";

const folder = resolve(import.meta.dirname, "../fixtures");
const small = ["--paths", "2", "--rows", "8", "--factors", "3"];
const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["sensitivity", ["sensitivity", "strait.yaml", ...small]],
  ["what-if-draws", ["what-if", "strait.yaml", "--forbid", "north.press", "--from", "2031-05", "--draws", "16"]],
  [
    "what-if-each",
    ["what-if", "strait.yaml", "--each", "--set", "clash_cost=1", "--forbid", "north.press", "--draws", "16"],
  ],
  ["what-if-plan", ["what-if", "strait.yaml", "--plan", "2031-05=north.press"]],
];

async function answerOf(args: readonly string[], columns = 80): Promise<{ exit: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const exit = await run(args, {
    out: { write: (more) => (out += more), columns },
    err: { write: (more) => (err += more) },
    environment: {},
    folder,
  });
  return { exit, out, err };
}

describe("what sensitivity and what-ifs with ranges print for a small crisis", () => {
  it.each(commands)("%s reads like the expected file", async (name, args) => {
    const { exit, out } = await answerOf(args);
    expect(exit).toBe(0);
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, `expected/strait-${name}.txt`));
  });

  it.each(commands)("%s stays within 60 and 120 columns", async (_name, args) => {
    for (const columns of [60, 120]) {
      const { out } = await answerOf(args, columns);
      expect(out.split("\n").filter((line) => textWidth(line) > columns)).toEqual([]);
    }
  });

  it.each(commands)("%s prints the same as data", async (_name, args) => {
    const { out } = await answerOf([...args, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ format: 1, crisis: expect.any(String) });
  });
});

describe("options that would be passed over in silence", () => {
  it.each([
    ["forecast", "strait.yaml", "--seed", "2"],
    ["forecast", "strait.yaml", "--precision", "1"],
    ["report", "strait.yaml", "-o", "page.html", "--seed", "2"],
    ["what-if", "strait.yaml", "--set", "clash_cost=1", "--seed", "2"],
  ])("are refused: %s %s %s %s", async (...args) => {
    const { exit, err } = await answerOf(args);
    expect(exit).toBe(2);
    expect(err).toMatch(/nothing is drawn without `--draws`/);
  });

  it("are warned of where a value leaves its range, and refused where they contradict each other", async () => {
    const beyond = await answerOf(["what-if", "strait.yaml", "--set", "clash_cost=100"]);
    expect(beyond.exit).toBe(0);
    expect(beyond.err).toMatch(/warning: 100 lies outside the range of `clash_cost`/);
    const both = await answerOf(["what-if", "strait.yaml", "--force", "north.press", "--forbid", "north.press"]);
    expect(both.exit).toBe(2);
    expect(both.err).toMatch(/both forced and forbidden/);
  });
});

describe("too small a sensitivity analysis", () => {
  it.each([
    ["--rows", "1", "8"],
    ["--rows", "7", "8"],
    ["--paths", "1", "2"],
  ])("is refused: %s %s", async (option, number, least) => {
    const { exit, err } = await answerOf(["sensitivity", "strait.yaml", option, number]);
    expect(exit).toBe(2);
    expect(err).toContain(`It must be a whole number from ${least} to`);
  });
});

describe("the grade of reports not yet seen", () => {
  it("is told to it, and refused where it is none", async () => {
    const { out } = await answerOf(["sensitivity", "strait.yaml", ...small, "--told", "A1"]);
    expect(out).toMatch(/grade\s+A1/);
    const { exit, err } = await answerOf(["sensitivity", "strait.yaml", "--told", "G7"]);
    expect(exit).toBe(2);
    expect(err).toMatch(/`G7` is not a grade/);
  });
});

describe("the report with what it hangs on", () => {
  it("holds a tornado and who goes with whom, each with a table beside it, and is otherwise the same page", async () => {
    const page = join(tmpdir(), `brink-sensitivity-${process.pid}.html`);
    try {
      const { exit } = await answerOf(["report", "strait.yaml", "-o", page, "--sensitivity"]);
      expect(exit).toBe(0);
      const text = readFileSync(page, "utf8");
      const section = text.slice(text.indexOf('<section id="sensitivity"'), text.indexOf('<section id="trail"'));
      expect(section.match(/<svg /g)).toHaveLength(4);
      expect(section.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(4);
      expect(section.match(/<details>/g)).toHaveLength(2);
      expect(section).toContain("Tipping points");
      expect(text).toContain('<a href="#sensitivity">');
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    } finally {
      rmSync(page, { force: true });
    }
  });
});
