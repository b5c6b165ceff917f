/** A step of several days is named by its first; what holds by its end, or was told by then, is dated by its last. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ExplainResult } from "../../src/analysis/explain-result.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import { brinkIn, type Ran } from "./brink-in.ts";

const monthly = readFileSync(resolve(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");
/** The strait with steps of two days: what was a month is the second day of its step. */
const twoDays = monthly
  .replace(/2031-0([1-6])/g, (_, month: string) => `2031-01-${String(2 * Number(month)).padStart(2, "0")}`)
  .replace(/^clock: .*$/m, "clock: { start: 2031-01-01, step: 2 days, steps: 6 }");
const folder = mkdtempSync(join(tmpdir(), "brink-days-"));
writeFileSync(join(folder, "strait.yaml"), twoDays);

const brink = (...args: readonly string[]): Promise<Ran> => brinkIn(folder, args);
async function json<Result>(...args: readonly string[]): Promise<Result> {
  const { out } = await brink(...args, "--json");
  return JSON.parse(out);
}

describe("a clock of two days a step", () => {
  it("ends by the last day of its last step, and names the next step whole", async () => {
    const { out } = await brink("forecast", "strait.yaml");
    expect(out).toContain("as of 2031-01-06\n");
    expect(out).toContain(" by 2031-01-12\n");
    expect(out).toContain("How it ends, by 2031-01-12\n");
    expect(out).toContain("What each does next, in 2031-01-05..2031-01-06\n");
  });

  it("carries both dates of a step", async () => {
    const result = await json<ForecastResult>("forecast", "strait.yaml");
    expect(result.steps.slice(0, 2)).toEqual(["2031-01-01", "2031-01-03"]);
    expect(result.stepEnds.slice(0, 2)).toEqual(["2031-01-02", "2031-01-04"]);
    expect([result.steps.at(-1), result.stepEnds.at(-1)]).toEqual(["2031-01-11", "2031-01-12"]);
  });

  it("is as of a date that gives the same answer when it is asked for", async () => {
    const last = await json<ForecastResult>("forecast", "strait.yaml");
    const asked = await json<ForecastResult>("forecast", "strait.yaml", "--as-of", last.asOf);
    expect({ ...asked, solution: last.solution }).toEqual(last);
    expect(asked.reports.filter(({ counts }) => counts).length).toBe(2);
  });

  it("says by when half of a way has ended, and that the question's date has passed", async () => {
    const { endings, steps } = await json<ExplainResult>("explain", "strait.yaml");
    const path = endings.flatMap(({ paths }) => paths).find(({ ends }) => ends !== steps.at(-1));
    const end = `2031-01-${String(Number(path?.ends.slice(-2)) + 1).padStart(2, "0")}`;
    const { out } = await brink("explain", "strait.yaml");
    expect(out.replace(/\n +/g, " ")).toContain(`(half of them by ${end})`);
    expect(out).not.toContain(`half of them by ${path?.ends}`);

    writeFileSync(join(folder, "early.yaml"), twoDays.replace("by: 2031-01-12", "by: 2031-01-04"));
    const early = await brink("explain", "early.yaml");
    expect(early.out).toContain("The date of the question has passed; it did not come about by 2031-01-04.");
  });

  it("holds a change to the last day of its last step", async () => {
    const { out } = await brink(
      ...["what-if", "strait.yaml", "--force", "north.press", "--from", "2031-01-07", "--until", "2031-01-09"],
    );
    expect(out).toContain("from 2031-01-07 to 2031-01-10\n");
    expect(out).toContain("Moves in 2031-01-07..2031-01-08, with it done");
  });

  it("names the clock's last day where a date lies outside", async () => {
    const late = await brink("forecast", "strait.yaml", "--as-of", "2031-01-13");
    expect(late.err).toContain("the clock, which runs from 2031-01-01 to 2031-01-12");
    const until = await brink("what-if", "strait.yaml", "--force", "north.press", "--until", "2031-01-13");
    expect(until.err).toContain("which runs from 2031-01-01 to 2031-01-12");
    writeFileSync(join(folder, "late.yaml"), twoDays.replace("by: 2031-01-12", "by: 2031-01-13"));
    const check = await brink("check", "late.yaml");
    expect(check.err + check.out).toContain("The clock runs from 2031-01-01 to 2031-01-12.");
  });

  it("dates the page and the table of reports in the same way", async () => {
    await brink("report", "strait.yaml", "-o", "page.html");
    const page = readFileSync(join(folder, "page.html"), "utf8");
    expect(page).toContain("Odds of each ending by 2031-01-12, with the rule that decides it");
    expect(page).toContain("as they stood from 2031-01-02 to 2031-01-06");
    const { out } = await brink("export", "strait.yaml", "--csv", "reports");
    expect(out).toContain("no_fire,no fire,2031-01-02..2031-01-06,2031-01-01,2031-01-06,2031-01-06,");
  });
});
