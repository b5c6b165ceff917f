/** Whatever a table holds, the import ends with an answer or a reason, and every row is used, left out or listed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueFormats, formatNames } from "../../../src/events/import/catalogue-format.ts";
import { brinkIn, type Ran } from "../../cli/brink-in.ts";
import { crisisText, table } from "./synthetic-rows.ts";

const seed = 20310115;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-hostile-"));
  writeFileSync(join(folder, "crisis.yaml"), crisisText);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function importing(bytes: Uint8Array, ...more: readonly string[]): Promise<Ran> {
  writeFileSync(join(folder, "t"), bytes);
  rmSync(join(folder, "r.yaml"), { force: true });
  rmSync(join(folder, "broken"), { force: true });
  const args = ["import", "t", "--crisis", "crisis.yaml", "-o", "r.yaml", "--rejects", "broken", "--json", ...more];
  return await brinkIn(folder, args);
}

/** Nothing but the input, the crisis and what was asked for lies in the folder. */
function noLitter(): void {
  expect(readdirSync(folder).filter((name) => !["crisis.yaml", "t", "r.yaml", "broken"].includes(name))).toEqual([]);
}

const format = fc.constantFrom(...formatNames.filter((name) => name !== "gdelt-mentions"));

describe("whatever the bytes", () => {
  it("an import ends, and says why it wrote nothing", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: "binary", maxLength: 400 }).map((text) => Buffer.from(text)),
      fc
        .array(fc.constantFrom('"', ",", "\t", "\n", "\r", "a", "20310115", "190"), { maxLength: 300 })
        .map((parts) => Buffer.from(parts.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.option(format), async (content, name) => {
        const { exit, out } = await importing(content, ...(name === null ? [] : ["--format", name]));
        expect([1, 2]).toContain(exit);
        expect(JSON.parse(out)).toMatchObject({ brink: expect.any(String) });
        noLitter();
      }),
      { seed, numRuns: 120 },
    );
  });

  it("of a table with damage, every row is used, left out or listed with its line", async () => {
    const damage = fc.record({
      name: format,
      rows: fc.integer({ min: 4, max: 30 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      put: fc.constantFrom("", "\t", ",", "x", '"', "\u00e9", "\t\t\t"),
      take: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, rows, at, put, take }) => {
        const whole = table(
          name,
          Array.from({ length: rows }, () => ({})),
        );
        // Past the header, within one line: what is there of line breaks stays.
        const start = catalogueFormats[name].hasHeader ? whole.indexOf("\n") + 1 : 0;
        const place = start + Math.floor(at * (whole.length - start - 1));
        const tail = whole.slice(place);
        const kept = tail.slice(0, take).replace(/[^\n]/g, "") + tail.slice(take);
        const { exit, out } = await importing(Buffer.from(whole.slice(0, place) + put + kept, "latin1"));
        noLitter();
        const answer = JSON.parse(out) as {
          rows?: { events: number };
          rejects?: { count: number; first: { line: number }[] };
          matched?: number;
          leftOut?: Record<string, number>;
        };
        if (exit !== 0 || !answer.rows || !answer.rejects) {
          expect(JSON.stringify(answer)).toMatch(/"severity":"error"|"file":null/);
          return;
        }
        const left = Object.values(answer.leftOut ?? {}).reduce((sum, count) => sum + count, 0);
        expect(answer.rows.events).toBe((answer.matched ?? 0) + left);
        // A quote that stays open may take the rows behind it with it: they are in the file of broken rows then.
        const swallowed =
          answer.rejects.count > 0 ? readFileSync(join(folder, "broken"), "latin1").split("\n").length - 1 : 0;
        expect(answer.rows.events + swallowed).toBeGreaterThanOrEqual(rows);
        for (const { line } of answer.rejects.first) expect(line).toBeLessThanOrEqual(rows + 1);
      }),
      { seed, numRuns: 120 },
    );
  });
});
