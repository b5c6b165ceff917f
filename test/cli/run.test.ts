import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAsOf } from "../../src/analysis/as-of.ts";
import { readInterventions } from "../../src/analysis/read-intervention.ts";
import { loadCrisis } from "../../src/cli/load-crisis.ts";
import { brinkIn, type Ran } from "./brink-in.ts";

const root = resolve(import.meta.dirname, "../..");
const deterrence = join(root, "crises/deterrence/crisis.yaml");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-run-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** One command line, as it would run in a pipe of 80 columns. */
async function brink(...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, args);
}

/** What `--json` printed. */
async function brinkJson(
  ...args: readonly string[]
): Promise<{ exit: number; err: string; data: Record<string, unknown> }> {
  const { exit, out, err } = await brink(...args, "--json");
  // `--json` prints one object.
  return { exit, err, data: JSON.parse(out) as Record<string, unknown> };
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe("wrong use ends with 2 and says what to do", () => {
  it.each([
    [["forcast", deterrence], "Unknown command `forcast`", "did you mean `forecast`?"],
    [["forecast", deterrence, "--jsno"], "Unknown option `--jsno`", "did you mean `--json`?"],
    [["forecast"], "Missing required argument `file`", "brink forecast --help"],
    [["forecast", "a.yaml", "b.yaml"], "Too many arguments", "brink forecast --help"],
    [["forecast", deterrence, "--threads", "none"], "must be a whole number from 1 to 1024", "brink forecast --help"],
    [["forecast", "absent.yaml"], "There is no file `absent.yaml`", "check the spelling"],
    [["forecast", "."], "is a folder", "crisis.yaml"],
    [["forecast", deterrence, "--as-of", "soon"], "`soon` is not a date", "from 1 to 2"],
    [["forecast", deterrence, "--as-of", "7"], "lies outside the clock", "from 1 to 2"],
    [["what-if", deterrence], "needs something that is done", "--force"],
    [
      ["what-if", deterrence, "--forbid", "defender.resit"],
      "Nothing in this crisis is called `defender.resit`",
      "`defender.resist`",
    ],
    [["what-if", deterrence, "--set", "claim=mad"], "has no level `mad`", "`claim=made`"],
    [["what-if", deterrence, "--forbid", "defender.resist", "--from", "12"], "lies outside the clock", "`--from`"],
    [["report", deterrence], "Required option", "brink report --help"],
    [["report", deterrence, "-o", "no/such/place.html"], "There is no folder", "mkdir"],
  ])("brink %j", async (args, message, hint) => {
    const { exit, out, err } = await brink(...args);
    expect(exit).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err).toContain(hint);
    const { exit: jsonExit, err: jsonErr, data } = await brinkJson(...args);
    expect(jsonExit).toBe(2);
    expect(jsonErr).toBe("");
    expect(JSON.stringify(data)).toContain(JSON.stringify(message).slice(1, -1));
    expect(data).toMatchObject({ brink: expect.any(String), diagnostics: [{ severity: "error" }] });
  });
});

describe("a file with mistakes ends with 1", () => {
  const broken =
    'crisis: Broken\nactors: { a: {}, b: {} }\nstate: { s: { levels: [x, y], start: { x: 60%, y: 60% } } }\nendings: { e: { rule: "always", otherwise: true } }\n';

  it.each(["check", "forecast", "trace"])("brink %s shows every mistake with its place", async (command) => {
    const { exit, out, err } = await brink(command, write("broken.yaml", broken));
    expect(exit).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/broken\.yaml:3:\d+: error /);
    expect(err).toContain("No game was built.");
  });

  it("says the same as data with --json", async () => {
    const { exit, err, data } = await brinkJson("check", write("broken.yaml", broken));
    expect(exit).toBe(1);
    expect(err).toBe("");
    expect(data).toMatchObject({ diagnostics: [{ severity: "error", span: { file: "broken.yaml", line: 3 } }] });
  });

  it("refuses what is no text and what is too large", async () => {
    writeFileSync(join(folder, "binary.yaml"), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(folder, "huge.yaml"), Buffer.alloc(9_000_000, 32));
    expect(await brink("forecast", "binary.yaml")).toMatchObject({ exit: 1, out: "" });
    expect(await brink("forecast", "huge.yaml")).toMatchObject({ exit: 1, out: "" });
  });
});

describe("a crisis without mistakes ends with 0", () => {
  it("forecasts in text and as data, the same numbers", async () => {
    const { exit, out, err } = await brink("forecast", deterrence);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toContain("Is there a war?");
    const { data } = await brinkJson("forecast", deterrence);
    expect(data).toMatchObject({ format: 1, crisis: "Deterrence in two steps", question: { ending: "war" } });
    const endings = data.endings as readonly { probability: number }[];
    expect(endings.reduce((sum, ending) => sum + ending.probability, 0)).toBeCloseTo(1, 12);
  });

  it("uses only what had been told by a date", async () => {
    const early = await brinkJson("forecast", deterrence, "--as-of", "1");
    const late = await brinkJson("forecast", deterrence, "--as-of", "2");
    expect(early.data).toMatchObject({ asOf: "1", asOfStep: 0 });
    expect(late.data).toMatchObject({ asOf: "2", asOfStep: 1 });
  });

  it("checks, traces and asks what if", async () => {
    expect(await brink("check", deterrence)).toMatchObject({ exit: 0, out: expect.stringContaining("no mistakes") });
    expect(await brink("trace", deterrence)).toMatchObject({ exit: 0, err: "" });
    const { exit, data } = await brinkJson("what-if", deterrence, "--forbid", "defender.resist");
    expect(exit).toBe(0);
    expect(data).toMatchObject({ interventions: ["forbid defender.resist"], base: { format: 1 } });
  });

  it("writes the page", async () => {
    const { exit, out } = await brink("report", deterrence, "-o", "report.html");
    expect(exit).toBe(0);
    expect(out).toContain("report.html");
    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("Is there a war?");
  });
});

describe("help", () => {
  it("is printed where nothing is asked for", async () => {
    const { exit, out } = await brink();
    expect(exit).toBe(0);
    expect(out).toContain("Examples:");
  });

  it.each(["check", "forecast", "report", "trace", "what-if"])("of %s has examples", async (command) => {
    const { exit, out } = await brink(command, "--help");
    expect(exit).toBe(0);
    expect(out).toContain(`brink ${command} crises/`);
  });

  it("prints the version of package.json", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect((await brink("--version")).out.trim()).toBe(version);
  });

  it("gives examples that work: every file, move, variable and date is there", async () => {
    const commands = ["check", "forecast", "report", "trace", "what-if"];
    const helps = await Promise.all(commands.map((command) => brink(command, "--help")));
    const examples = helps.flatMap(({ out }) => out.match(/^ {2}brink .+$/gm) ?? []);
    expect(examples.length).toBeGreaterThan(commands.length);
    for (const example of examples) expect(await problemsOf(example.trim().split(/\s+/).slice(1))).toEqual([]);
  });

  /** What is wrong with the names and dates of a command line. */
  async function problemsOf(args: readonly string[]): Promise<readonly unknown[]> {
    const [, file = ""] = args;
    if (!file.startsWith("crises/")) return [];
    const optionOf = (flag: string): string | undefined => args[args.indexOf(flag) + 1 || args.length];
    const reports = optionOf("--reports");
    const { crisis } = loadCrisis(file, root, new Map(), reports === undefined ? {} : { reports });
    const words = { set: optionOf("--set"), force: optionOf("--force"), forbid: optionOf("--forbid") };
    const lists = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value ? [value] : []]));
    const dates = ["--as-of", "--from", "--until"].map((flag) => readAsOf(crisis, optionOf(flag)));
    return [...readInterventions(crisis, lists).diagnostics, ...dates.filter((date) => "code" in date)];
  }
});
