/** Sweeps on this machine: what the rows say, going on, and what is never lost. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { bundleCrisis, bundleHash } from "../../src/sweep/crisis-bundle.ts";
import { JobFiles } from "../../src/sweep/job-files.ts";
import { jobId, type SweepJob } from "../../src/sweep/sweep-job.ts";
import { brinkIn, type Ran } from "../cli/brink-in.ts";
import { Brink, isBuilt, jobsDone, until } from "./built-program.ts";

// Threads and processes on a machine that may be busy; how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 120_000 });

const fixture = resolve(import.meta.dirname, "../fixtures/strait.yaml");
const strait = readFileSync(fixture, "utf8");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-sweep-"));
  copyFileSync(fixture, join(folder, "strait.yaml"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command line in this process: one thread. */
async function brink(...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, args);
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function bytesOf(results: string): readonly Buffer[] {
  return ["rows.parquet", "rows.csv", "manifest.json"].map((name) => readFileSync(join(folder, results, name)));
}

async function rowsOf(results: string): Promise<Record<string, unknown>[]> {
  const bytes = readFileSync(join(folder, results, "rows.parquet"));
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return await parquetReadObjects({ file: copy.buffer });
}

function crisisWith(text: string): Crisis {
  return readCrisis("strait.yaml", () => text).crisis!;
}

const plan = `sweep: All kinds
crisis: strait.yaml
as_of: [2031-01, 2031-03]
scenarios:
  as_is: {}
  no_press: { forbid: north.press, from: 2031-04 }
  dear: { set: clash_cost=4.5 }
draws: 3
parameters: { }
answers: [next_moves, hidden]
`.replace("parameters: { }\n", "");

describe("the rows of a sweep", () => {
  it("say what forecasts and what-ifs with their values say", async () => {
    write("all.yaml", plan.replace("  dear: { set: clash_cost=4.5 }\n", ""));
    expect((await brink("sweep", "all.yaml", "-o", "all")).exit).toBe(0);
    const rows = await rowsOf("all");
    // In the order of the plan, whatever the names of the jobs are.
    const order = ["as_is", "no_press"].flatMap((scenario) =>
      ["2031-01", "2031-03"].flatMap((asOf) => [1, 2, 3].map((draw) => `${scenario} ${asOf} ${draw}`)),
    );
    expect(rows.map((row) => `${row.scenario} ${row.as_of} ${row.draw}`)).toEqual(order);
    for (const row of rows) {
      const value = Number(row["parameter.clash_cost"]);
      const crisis = crisisWith(strait.replace("value: 3,", `value: ${value},`).replace(" range: [2, 5],", ""));
      const asOf = String(row.as_of);
      const base = (await forecast(crisis, { asOf })).result!;
      const changed = (await whatIf(crisis, { forbid: ["north.press"] }, { asOf, from: 3 })).result!;
      const expected = row.scenario === "as_is" ? base.question!.probability : changed.question!.changed;
      expect(row.question).toBeCloseTo(expected, 13);
      const moves = row.scenario === "as_is" ? base.nextMoves : changed.nextMoves;
      expect(row["next.north.press"]).toBeCloseTo(moves.north!.press!, 13);
      expect(row["hidden.nerve.strong"]).toBeCloseTo(base.hidden.nerve!.strong!, 13);
      const sum = ["clash", "tribute", "open_water"].reduce((all, name) => all + Number(row[`ending.${name}`]), 0);
      expect(sum).toBeCloseTo(1, 12);
      expect(row.problem).toBeNull();
    }
  });

  it("are the same where only the odds are asked for, which shares the layout of the game", async () => {
    const scenarios =
      "{ as_is: {}, no_press: { forbid: north.press, from: 2031-04 }, calm: { set: tension=calm, from: 2031-04 }, dates: { plan: [2031-04=north.press, 2031-05=north.hold] } }";
    const only = (more: string) =>
      `sweep: Odds\ncrisis: strait.yaml\nas_of: 2031-03\ndraws: 5\nscenarios: ${scenarios}\n${more}`;
    write("odds.yaml", only(""));
    write("moves.yaml", only("answers: next_moves\n"));
    for (const name of ["odds", "moves"]) expect((await brink("sweep", `${name}.yaml`, "-o", name)).exit).toBe(0);
    const [odds, moves] = [await rowsOf("odds"), await rowsOf("moves")];
    expect(odds).toHaveLength(20);
    expect(new Set(odds.filter(({ draw }) => draw === 1).map(({ question }) => question)).size).toBe(4);
    odds.forEach((row, r) => {
      expect(row.question).toBeCloseTo(Number(moves[r]!.question), 13);
      expect(row.likelihood).toBeCloseTo(Number(moves[r]!.likelihood), 13);
      expect(row.likelihood).toBeGreaterThan(0);
    });
  });

  it("of a private crisis are those of its forecast and its what-if", async () => {
    copyFileSync(resolve(import.meta.dirname, "../../crises/bluff/crisis.yaml"), join(folder, "bluff.yaml"));
    const { exit } = await brink("sweep", "bluff.yaml", "-o", "bluff", "--forbid", "defender.concede", "--from", "2");
    expect(exit).toBe(0);
    const rows = await rowsOf("bluff");
    const point = JSON.parse((await brink("forecast", "bluff.yaml", "--json")).out) as {
      question: { probability: number };
    };
    expect(rows[0]!.question).toBeCloseTo(point.question.probability, 13);
    expect(rows[0]!.likelihood).toBeGreaterThan(0);
    const done = await brink("what-if", "bluff.yaml", "--forbid", "defender.concede", "--from", "2", "--json");
    const { question } = JSON.parse(done.out) as { question: { changed: number } };
    expect(rows[1]!.question).toBeCloseTo(question.changed, 13);
    expect(rows[1]!.question).not.toBeCloseTo(point.question.probability, 3);
  });

  it("take what a file includes and the reports of a scenario along", async () => {
    mkdirSync(join(folder, "kept/further"), { recursive: true });
    write("kept/split.yaml", strait.replace(/^parameters:\n.*\n/m, "include: further/numbers.yaml\n"));
    write("kept/further/numbers.yaml", "parameters: { clash_cost: { value: 3.5, range: [2, 5], why: later } }\n");
    write(
      "calm.yaml",
      "reports: [{ id: calm, happened: 2031-02, source: newsletter, credibility: 1, saw: tension == calm }]\n",
    );
    write(
      "told.yaml",
      "sweep: Told\ncrisis: kept/split.yaml\nas_of: 2031-03\nscenarios: { as_is: {}, calm: { reports: calm.yaml } }\n",
    );
    expect((await brink("sweep", "told.yaml", "-o", "told")).exit).toBe(0);
    const rows = await rowsOf("told");
    const odds = async (...more: readonly string[]) => {
      const { out } = await brink("forecast", "kept/split.yaml", "--as-of", "2031-03", "--json", ...more);
      return (JSON.parse(out) as { question: { probability: number } }).question.probability;
    };
    expect(rows[0]!.question).toBeCloseTo(await odds(), 13);
    expect(rows[1]!.question).toBeCloseTo(await odds("--reports", "calm.yaml"), 13);
    expect(rows[1]!.question).not.toBeCloseTo(Number(rows[0]!.question), 4);
    const manifest = readFileSync(join(folder, "told/manifest.json"), "utf8");
    for (const name of ["calm.yaml", "kept/split.yaml", "kept/further/numbers.yaml"])
      expect(manifest).toContain(`"${name}"`);
  });

  it("hold a parameter at the value of a scenario, without changing the draws", async () => {
    const text = strait
      .replace("parameters:\n", "parameters:\n  toll: { value: 0.2, range: [0.1, 0.3] }\n")
      .replace("0.2 * tension }", "toll * tension }");
    write("two.yaml", text);
    write(
      "dear.yaml",
      "sweep: Dear\ncrisis: two.yaml\nscenarios: { as_is: {}, dear: { set: clash_cost=4.5 } }\ndraws: 2\nparameters: { toll: draw }\n",
    );
    expect((await brink("sweep", "dear.yaml", "-o", "dear")).exit).toBe(0);
    const rows = await rowsOf("dear");
    expect(rows.map((row) => row["parameter.clash_cost"])).toEqual([3, 3, 4.5, 4.5]);
    expect(rows[2]!["parameter.toll"]).toBe(rows[0]!["parameter.toll"]);
    expect(rows[2]!.question).not.toBe(rows[0]!.question);
  });

  it("name what keeps them from having an answer, and let the others be", async () => {
    const text = strait.replace("70%: { ends: clash }", "0.2 * clash_cost: { ends: clash }");
    write("chance.yaml", text);
    const { exit, out } = await brink("sweep", "chance.yaml", "--values", "clash_cost=3,4,6", "-o", "chance");
    expect(exit).toBe(0);
    const rows = await rowsOf("chance");
    expect(rows.map(({ problem }) => problem === null)).toEqual([true, true, false]);
    expect(rows[2]).toMatchObject({ question: null, likelihood: null });
    expect(out).toContain("1 row has no answer: ");
    const manifest = JSON.parse(readFileSync(join(folder, "chance/manifest.json"), "utf8")) as { problems: object };
    expect(Object.values(manifest.problems)).toEqual([1]);
  });

  it("weighed by their likelihood give the mean of `forecast --draws`", async () => {
    write("mean.yaml", "sweep: Mean\ncrisis: strait.yaml\nas_of: 2031-03\ndraws: 32\nseed: 3\n");
    expect((await brink("sweep", "mean.yaml", "-o", "mean")).exit).toBe(0);
    const { out } = await brink(
      "forecast",
      "strait.yaml",
      "--as-of",
      "2031-03",
      "--draws",
      "32",
      "--seed",
      "3",
      "--json",
    );
    const { question } = JSON.parse(out) as { question: { probability: number } };
    const rows = await rowsOf("mean");
    const sum = (value: (row: Record<string, unknown>) => number) => rows.reduce((all, row) => all + value(row), 0);
    const weighed = sum((row) => Number(row.question) * Number(row.likelihood));
    expect(weighed / sum((row) => Number(row.likelihood))).toBeCloseTo(question.probability, 12);
  });

  it("are in the CSV as in the Parquet, to the last digit", async () => {
    await brink("sweep", "strait.yaml", "--draws", "4", "-o", "csv");
    const [head = "", ...lines] = readFileSync(join(folder, "csv/rows.csv"), "utf8").trimEnd().split("\n");
    const names = head.split(",");
    const rows = await rowsOf("csv");
    expect(lines).toHaveLength(4);
    lines.forEach((line, r) => {
      const cells = line.split(",");
      names.forEach((name, c) => {
        const value = rows[r]![name];
        expect(cells[c]).toBe(value === null ? "" : String(value));
      });
    });
  });

  it("are described column by column in a manifest without a date or a machine", async () => {
    await brink("sweep", "strait.yaml", "--draws", "4", "-o", "manifest");
    const text = readFileSync(join(folder, "manifest/manifest.json"), "utf8");
    const manifest = JSON.parse(text) as { columns: { name: string; meaning: string }[]; complete: boolean };
    expect(manifest.complete).toBe(true);
    expect(manifest.columns.map(({ name }) => name)).toEqual(Object.keys((await rowsOf("manifest"))[0]!));
    expect(manifest.columns.every(({ meaning }) => meaning.length > 5)).toBe(true);
    expect(text).not.toContain(folder);
  });
});

describe("a sweep's text", () => {
  it("reads like the expected file", async () => {
    write("all.yaml", plan);
    const { out, err, exit } = await brink("sweep", "all.yaml", "-o", "text", "--replace");
    // A scenario sets what the plan draws.
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("A scenario sets `clash_cost`, which is drawn as well.");
    write("all.yaml", plan.replace("draws: 3\n", ""));
    const good = await brink("sweep", "all.yaml", "-o", "text");
    await expect(good.out).toMatchFileSnapshot(join(import.meta.dirname, "expected/sweep.txt"));
    expect(good.err).toBe("");
    expect(good.out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says that no folder can be made where a file is, and leaves that file as it is", async () => {
    write("taken.txt", "mine");
    for (const [place, words] of [
      ["taken.txt", "taken.txt` is a file. What a sweep finds needs a folder."],
      ["taken.txt/sub", "manifest.json` cannot be written: "],
    ] as const) {
      const { err, exit } = await brink("sweep", "strait.yaml", "--draws", "4", "-o", place, "--replace");
      expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining(words) });
    }
    expect(readFileSync(join(folder, "taken.txt"), "utf8")).toBe("mine");
  });

  it("says which line of a plan names a file that is not there", async () => {
    write("no-crisis.yaml", "sweep: A\ncrisis: straight.yaml\n");
    write("no-reports.yaml", "sweep: A\ncrisis: strait.yaml\nscenarios:\n  told: { reports: news.yaml }\n");
    for (const [plan, place, file] of [
      ["no-crisis.yaml", "no-crisis.yaml:2:9", "straight.yaml"],
      ["no-reports.yaml", "no-reports.yaml:4:20", "news.yaml"],
    ] as const) {
      const { exit, err } = await brink("sweep", plan, "-o", "none");
      expect(exit).toBe(1);
      expect(err).toContain(`${place}: error file-not-found`);
      expect(err).toContain("Hint: it is looked for beside the plan: write its path from there.");
      expect(err).toContain(file);
    }
  });

  it("tells each mistake in moves by date at its own place", async () => {
    write(
      "moves.yaml",
      "sweep: A\ncrisis: strait.yaml\nscenarios:\n  a: { plan: [2031-04=south.nix, 2031-99=north.press] }\n",
    );
    const { exit, err } = await brink("sweep", "moves.yaml", "-o", "none");
    expect(exit).toBe(1);
    expect(err).toContain("moves.yaml:4:15: error unknown-name");
    expect(err).toContain("moves.yaml:4:34: error bad-date");
    expect(err).toContain("Hint: write `plan: 2031-04=north.press`, with a date from 2031-04 to 2031-06.");
    expect(err).toContain("2 errors in moves.yaml. Nothing was computed.");
  });

  it("refuses what can have no answer at any date: moves after the end, and what begins before each of them", async () => {
    for (const [scenario, asOf, words] of [
      [
        "plan: [2031-04=north.press, 2033-01=north.press]",
        "",
        "The date 2033-01 of a planned move lies outside the clock",
      ],
      ["forbid: north.press, from: 2031-01", "", "write `from: 2031-04`, or an earlier `as_of`."],
      ["plan: [2031-01=north.press]", "as_of: [2031-02, 2031-03]", "write `plan: 2031-03=north.press`"],
    ]) {
      write("never.yaml", `sweep: A\ncrisis: strait.yaml\n${asOf}\nscenarios:\n  a: { ${scenario} }\n`);
      const { exit, err } = await brink("sweep", "never.yaml", "-o", "none");
      expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining(words!) });
    }
    // A window that ends before the first date still begins before others.
    write(
      "until.yaml",
      "sweep: A\ncrisis: strait.yaml\nas_of: 2031-01\nscenarios:\n  a: { forbid: north.press, until: 2031-02 }\n",
    );
    expect(await brink("sweep", "until.yaml", "-o", "until")).toMatchObject({ exit: 0 });
    write(
      "over.yaml",
      "sweep: A\ncrisis: strait.yaml\nas_of: 2031-04\nscenarios:\n  a: { forbid: north.press, until: 2031-02 }\n",
    );
    expect((await brink("sweep", "over.yaml", "-o", "over")).err).toContain("over.yaml:5:36: error window-empty");
    // At one of the dates it can be done.
    write(
      "once.yaml",
      "sweep: A\ncrisis: strait.yaml\nas_of: [2031-01, 2031-03]\nscenarios:\n  a: { forbid: north.press, from: 2031-02 }\n",
    );
    expect(await brink("sweep", "once.yaml", "-o", "once")).toMatchObject({ exit: 0 });
  });

  it("tells of a missing file of reports beside the other mistakes", async () => {
    write("both.yaml", "sweep: A\ncrisis: strait.yaml\nas_of: soon\nscenarios:\n  a: { reports: none.yaml }\n");
    const { exit, err } = await brink("sweep", "both.yaml", "-o", "none");
    expect(exit).toBe(1);
    expect(err).toContain("both.yaml:3:8: error bad-date");
    expect(err).toContain("both.yaml:5:17: error file-not-found");
    expect(err).toContain("2 errors in both.yaml.");
  });

  it("counts the mistakes of a crisis as those of its file, not of the plan", async () => {
    write("broken.yaml", strait.replace("turns: [north, south]", "turns: [north, sooth]"));
    write("of-broken.yaml", "sweep: A\ncrisis: broken.yaml\n");
    const { exit, err } = await brink("sweep", "of-broken.yaml");
    expect(exit).toBe(1);
    expect(err).toContain("1 error in broken.yaml. No game was built.");
  });

  it("knows a plan that is handed to another command, and one that does not say it is one", async () => {
    write("plan.yaml", "sweep: A\ncrisis: strait.yaml\ndraws: 4\n");
    for (const command of ["forecast", "check", "what-if"]) {
      const { exit, err, out } = await brink(command, "plan.yaml");
      expect(exit).toBe(1);
      expect(`${err}${out}`).toContain("`plan.yaml` is a plan of a sweep, not a crisis.");
    }
    for (const named of ["strait.yaml", '"strait.yaml" # there']) {
      write("nameless.yaml", `crisis: ${named}\ndraws: 4\n`);
      const { exit, err } = await brink("sweep", "nameless.yaml");
      expect(exit).toBe(1);
      expect(err).toContain("add a line `sweep: a name for it`.");
    }
    write("of-plan.yaml", "sweep: A\ncrisis: plan.yaml\n");
    expect((await brink("sweep", "of-plan.yaml")).err).toContain("of-plan.yaml:2:9: error plan-not-crisis");
    // A crisis may be called anything, and a key too many makes it no plan.
    write("deal.yaml", strait.replace("crisis: Standoff in a strait", "crisis: deal.yaml"));
    expect(await brink("sweep", "deal.yaml", "-o", "deal")).toMatchObject({ exit: 0 });
    write("stray.yaml", `${strait}\nsweep: A\n`);
    expect((await brink("forecast", "stray.yaml")).err).toContain("error unknown-key");
  });

  it.runIf(existsSync("/proc/self"))("writes no folder where none can be made, and does not wait for it", async () => {
    const { exit, err } = await brink("sweep", "strait.yaml", "-o", "/proc/none/of/it");
    expect(exit).toBe(2);
    expect(err).toContain("/proc/none/of/it");
  });

  it("takes options in place of a plan, but not beside one", async () => {
    const { out } = await brink(
      "sweep",
      "strait.yaml",
      "--values",
      "clash_cost=2..4:3",
      "--as-of",
      "2031-01..2031-02",
      "--forbid",
      "north.press",
      "--from",
      "2031-04",
      "-o",
      "options",
    );
    expect(out).toContain("12 rows (2 scenarios × 2 dates × 3 values)");
    const manifest = JSON.parse(readFileSync(join(folder, "options/manifest.json"), "utf8"));
    expect(manifest.scenarios[1].changes).toMatchObject({ forbid: ["north.press"], from: "2031-04" });
    write("small.yaml", "sweep: Small\ncrisis: strait.yaml\n");
    const both = await brink("sweep", "small.yaml", "--draws", "4");
    expect(both).toMatchObject({ exit: 2, out: "" });
    expect(both.err).toContain("is a plan; `--draws` would change it.");
    for (const [options, words] of [
      [["--seed", "2"], "add `--draws 64`, or leave `--seed` out."],
      [["--from", "2031-04"], "`--from` and `--until` say when something is done, but not what."],
      [["--as-of", "2031-05..2031-03"], "`--as-of` goes from 2031-05 to 2031-03."],
      [["--as-of", "2031-05..2031-03"], "Hint: swap the two dates."],
      [["--as-of", "2031-02", "--as-of", "2031-02"], "`--as-of` has 2031-02 twice."],
      [["--values", "clash_cost=4..2:3"], "Hint: swap the two numbers."],
      [["--values", "clash_cost=2,2"], "`--values clash_cost` has 2 twice."],
      [["--values", "clash_cost=2..4"], "write for instance `--values clash_cost=2..4:5`"],
      [["--values", "clash_cost=2..4:1"], "write for instance `--values clash_cost=2..4:5`"],
      [["--values", "clash_cost=2..4,5"], "is no range: it needs a first and a last number, and how many."],
      [["--values", "clash_cost=2...4:3"], "write for instance `--values clash_cost=2..4:5`"],
      [["--values", "clash_cost=2..4:200001"], "asks for 200001; 2 to 100,000 values are possible."],
      [["--values", "clash_cost=-5..-1"], "write for instance `--values clash_cost=-5..-1:5`"],
      [["--values", "clash_cost=.5..1"], "write for instance `--values clash_cost=.5..1:5`"],
      [["--values", "clash_cost=12..4"], "write for instance `--values clash_cost=4..12:5`"],
      [["--values", "clash_cost=2,,3"], "write for instance `--values clash_cost=2,3`."],
      [["--values", "clash_cost=2", "--values", "clash_cost=3"], "`--values clash_cost=2,3`"],
      [["--as-of", "2031-01.."], "`2031-01..` is no interval of dates."],
      [["--as-of", "2031-01", "--as-of", "2031-01-31"], "`--as-of` has 2031-01-31, which is 2031-01, twice."],
      [["-o", ""], "`-o` names no folder."],
      [["--as-of", "soon"], "for instance `--as-of 2031-01`"],
      [["--set", "clash_cost=abc"], "write `--set clash_cost="],
      [["--from", "soon", "--forbid", "north.press"], "write `--from` with a date from 2031-01"],
      [["--from", "2031-05", "--until", "2031-03", "--forbid", "north.press"], "write `--until 2031-05` or later."],
      [["--values", "clash_cost=2,3", "--set", "clash_cost=4"], "leave out `--set clash_cost`"],
      [["--draws", "4", "--set", "clash_cost=4"], "`--draws` draws it as all parameters with a range"],
      [["--values", "clash_cost"], "`--values clash_cost` names no values."],
      [["--values", "clash_cost=2", "--values", "clash_cost=3"], "`clash_cost` is given values twice."],
      [["--draws", "100001"], "It must be a whole number from 1 to 100000."],
      [["--cancel"], "`--cancel` needs `--queue`."],
      [["--wait", "5"], "`--wait` needs `--queue`."],
      [["--queue", "redis://localhost", "--threads", "2"], "`--threads` would do nothing"],
    ] as const) {
      const refused = await brink("sweep", "strait.yaml", ...options);
      expect(refused).toMatchObject({ exit: 2, out: "" });
      expect(refused.err).toContain(words);
    }
    const outside = await brink("sweep", "strait.yaml", "--values", "clash_cost=9", "-o", "outside");
    expect(outside.exit).toBe(0);
    expect(outside.err).toContain("warning: 9 lies outside the range of `clash_cost`, 2 to 5.");
    const wrong = await brink("sweep", "strait.yaml", "--values", "clash_cots=2");
    expect(wrong).toMatchObject({ exit: 2, out: "" });
    expect(wrong.err).toContain("The crisis has no parameter `clash_cots`.");
    expect(wrong.err).not.toContain("the options:");
  });
});

describe("a results folder", () => {
  it("is gone on with: what is there is not computed again, what was cut off is", async () => {
    write("again.yaml", "sweep: Again\ncrisis: strait.yaml\ndraws: 6\nrows_per_job: 1\n");
    await brink("sweep", "again.yaml", "-o", "again");
    const before = bytesOf("again");
    const files = readdirSync(join(folder, "again/jobs"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".json"),
    );
    expect(files).toHaveLength(6);
    const [gone, cut, altered] = files.map((name) => join(folder, "again/jobs", name));
    rmSync(gone!);
    writeFileSync(cut!, readFileSync(cut!, "utf8").slice(0, 50));
    writeFileSync(altered!, readFileSync(altered!, "utf8").replace(/0\.\d/, "0.5"));
    rmSync(join(folder, "again/rows.parquet"));
    const { out } = await brink("sweep", "again.yaml", "-o", "again", "--json");
    expect(JSON.parse(out)).toMatchObject({ rows: 6, done: 6, found: 3 });
    expect(bytesOf("again")).toEqual(before);
  });

  it("of another sweep is not written over, unless told so, and keeps the rows both have", async () => {
    write("first.yaml", "sweep: First\ncrisis: strait.yaml\nas_of: 2031-01\n");
    write("second.yaml", "sweep: Second\ncrisis: strait.yaml\nas_of: [2031-01, 2031-02]\n");
    await brink("sweep", "first.yaml", "-o", "shared");
    const before = bytesOf("shared");
    const refused = await brink("sweep", "second.yaml", "-o", "shared");
    expect(refused).toMatchObject({ exit: 2, out: "" });
    expect(refused.err).toContain("holds another sweep, or this one with another crisis, plan or version");
    expect(bytesOf("shared")).toEqual(before);
    const { out } = await brink("sweep", "second.yaml", "-o", "shared", "--replace", "--json");
    expect(JSON.parse(out)).toMatchObject({ rows: 2, found: 1 });
  });

  it("with files of somebody else, or that is a file, is left alone", async () => {
    mkdirSync(join(folder, "theirs"));
    write("theirs/rows.csv", "mine\n");
    expect((await brink("sweep", "strait.yaml", "-o", "theirs")).err).toContain("holds `rows.csv`, but no manifest");
    expect(readFileSync(join(folder, "theirs/rows.csv"), "utf8")).toBe("mine\n");
    expect(await brink("sweep", "strait.yaml", "-o", "strait.yaml")).toMatchObject({ exit: 2 });
    expect(readFileSync(join(folder, "strait.yaml"), "utf8")).toBe(strait);
  });

  it("on a full disk keeps what is done, and the sweep goes on when there is room", async (test) => {
    const mount = join(folder, "tiny");
    mkdirSync(mount);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=96k", "none", mount]).status === 0;
    if (!mounted) test.skip("no right to mount a small disk here");
    try {
      write("full.yaml", "sweep: Full\ncrisis: strait.yaml\ndraws: 64\nrows_per_job: 1\n");
      const full = await brink("sweep", "full.yaml", "-o", "tiny/full");
      expect(full).toMatchObject({ exit: 2, out: "" });
      expect(full.err).toContain("The disk is full: ");
      const kept = jobsDone(join(mount, "full"));
      expect(kept).toBeGreaterThan(5);
      expect(existsSync(join(mount, "full/rows.parquet"))).toBe(false);
      expect(readdirSync(mount, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tmp"))).toEqual(
        [],
      );
      execFileSync("mount", ["-o", "remount,size=4m", mount]);
      const { out } = await brink("sweep", "full.yaml", "-o", "tiny/full", "--json");
      expect(JSON.parse(out)).toMatchObject({ rows: 64, done: 64, found: kept });
    } finally {
      spawnSync("umount", [mount]);
    }
  });
});

describe("a job's name", () => {
  const job: SweepJob = {
    format: 1,
    version: "1",
    crisis: "c",
    changes: { set: [], force: [], forbid: [], plan: [] },
    asOf: null,
    answers: ["endings"],
    parameters: ["p"],
    rows: [[1], [2]],
  };

  it("changes with everything its result depends on", () => {
    const others: readonly SweepJob[] = [
      { ...job, version: "2" },
      { ...job, crisis: "d" },
      { ...job, changes: { ...job.changes, set: ["a"] } },
      { ...job, changes: { ...job.changes, force: ["a"] } },
      { ...job, changes: { ...job.changes, from: 1 } },
      { ...job, changes: { ...job.changes, until: 1 } },
      { ...job, asOf: "2031-01" },
      { ...job, answers: ["hidden"] },
      { ...job, parameters: ["q"] },
      { ...job, rows: [[1], [3]] },
      { ...job, rows: [[1, 2]] },
    ];
    expect(new Set([job, ...others].map(jobId)).size).toBe(others.length + 1);
    expect(jobId({ ...job })).toBe(jobId(job));
  });

  it("follows from what the crisis is made of, not from where it lies", () => {
    const texts = (root: string, text = "reports: []\n") =>
      new Map([
        [`${root}/crisis.yaml`, strait],
        [`${root}/reports/a.yaml`, text],
      ]);
    const hash = (root: string, text?: string) =>
      bundleHash(bundleCrisis({ main: `${root}/crisis.yaml` }, texts(root, text), "/anywhere"));
    expect(hash("/one/place")).toBe(hash("other/place/below"));
    expect(hash("/one/place", "reports: [ ]\n")).not.toBe(hash("/one/place"));
  });

  it("does not let a result of another job pass", () => {
    const files = new JobFiles(join(folder, "alone"));
    files.write("aa11", [{ values: [0.25, null] }, { problem: "chance-out-of-range" }]);
    expect(files.read("aa11", 2)).toEqual([{ values: [0.25, null] }, { problem: "chance-out-of-range" }]);
    expect(files.read("aa11", 3)).toBeUndefined();
    expect(files.read("aa12", 2)).toBeUndefined();
  });
});

describe.skipIf(!isBuilt)(`the built program${isBuilt ? "" : " (skipped: run `npm run build` first)"}`, () => {
  it("gives the same bytes for any number of threads", async () => {
    write("threads.yaml", `${plan.replace("  dear: { set: clash_cost=4.5 }\n", "")}rows_per_job: 2\n`);
    for (const threads of ["1", "2", "3"]) {
      const { status } = await new Brink(
        folder,
        "sweep",
        "threads.yaml",
        "-o",
        `threads-${threads}`,
        "--threads",
        threads,
      ).ended;
      expect(status).toBe(0);
    }
    expect(bytesOf("threads-2")).toEqual(bytesOf("threads-1"));
    expect(bytesOf("threads-3")).toEqual(bytesOf("threads-1"));
  });

  it("stopped with Ctrl+C keeps what is done, says how to go on, and does so", async () => {
    write("long.yaml", "sweep: Long\ncrisis: strait.yaml\ndraws: 600\nrows_per_job: 1\n");
    const started = new Brink(folder, "sweep", "long.yaml", "-o", "long");
    await until(() => jobsDone(join(folder, "long")) >= 50);
    started.process.kill("SIGINT");
    const { status, out } = await started.ended;
    expect(status).toBe(130);
    expect(out.replaceAll("\n", " ")).toMatch(
      /^Stopped\. \d+ of 600 rows are done and kept in long\. Run the same command to go on\. $/,
    );
    const kept = jobsDone(join(folder, "long"));
    expect(kept).toBeLessThan(600);
    const again = await new Brink(folder, "sweep", "long.yaml", "-o", "long", "--json").ended;
    expect(JSON.parse(again.out)).toMatchObject({ rows: 600, done: 600, found: kept, stopped: false });
  });
});
