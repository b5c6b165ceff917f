import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CrisisSource } from "../../web/src/solver/protocol.ts";
import { Readings } from "../../web/src/solver/read-source.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");
const strait: CrisisSource = { file: "strait.yaml", texts: { "strait.yaml": text }, off: [] };

describe("readings of a source", () => {
  it("are made once for the same texts, whichever object holds them", () => {
    const readings = new Readings();
    const first = readings.of(strait);
    expect(first.crisis?.name).toBeDefined();
    expect(readings.of(structuredClone(strait))).toBe(first);
  });

  it("are made anew for any other text, file, choice of reports or report that is off", () => {
    const readings = new Readings();
    const first = readings.of(strait);
    const [report] = first.crisis!.reports;
    const others: CrisisSource[] = [
      { ...strait, texts: { "strait.yaml": `${text}\n# a note` } },
      { ...strait, texts: { ...strait.texts, "more.yaml": "" } },
      { ...strait, file: "other.yaml" },
      { ...strait, off: [report!.name] },
    ];
    for (const other of others) expect(readings.of(other)).not.toBe(first);
    expect(readings.of(others[3]!).crisis?.reports[0]?.hit).toBe(0.5);
    expect(readings.of(others[2]!).missing).toEqual(["other.yaml"]);
  });

  it("are kept for two sources, those asked about last", () => {
    const readings = new Readings();
    const broken = { ...strait, texts: { "strait.yaml": "crisis: x" } };
    const first = readings.of(strait);
    const second = readings.of(broken);
    expect(readings.of(strait)).toBe(first);
    readings.of({ ...strait, file: "third.yaml" });
    expect(readings.of(strait)).toBe(first);
    expect(readings.of(broken)).not.toBe(second);
  });
});
