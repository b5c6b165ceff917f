import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { windowStep } from "../../src/analysis/window-step.ts";
import { readText } from "../crisis/read-text.ts";

const fixture = (name: string) => readText(readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8"));
const strait = fixture("strait.yaml");

describe("the step of a window's date", () => {
  it("is that of its first day where the window opens, and of its last where it closes", () => {
    expect(windowStep(strait, "from", "2031-02..2031-04")).toBe(1);
    expect(windowStep(strait, "until", " 2031-02..2031-04 ")).toBe(3);
  });

  it("is missing beyond the clock and for what is no date, and the mistake is spelled as the date was", () => {
    expect(windowStep(strait, "until", "2032-01", "--until")).toMatchObject({
      code: "outside-clock",
      message: "The date 2032-01 of `--until` lies outside the clock, which runs from 2031-01 to 2031-06.",
      hint: "write `--until` with a date from 2031-01 to 2031-06.",
    });
    expect(windowStep(strait, "from", "soon")).toMatchObject({
      code: "bad-date",
      hint: expect.stringMatching(/`from`/),
    });
  });

  it("is the start on a clock without an end, where whoever is asked refuses dates", () => {
    expect(windowStep(fixture("rivalry.yaml"), "from", "2024-03")).toBe(0);
  });
});
