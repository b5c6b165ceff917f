import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCrisis, reportData } from "../../src/index.ts";
import { diffCrises } from "../../web/src/compare/diff-crises.ts";
import { resultTables } from "../../web/src/export/result-tables.ts";
import { fileName, toCsv } from "../../web/src/export/to-csv.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");

describe("two versions of a crisis", () => {
  it("are equal whatever the layout, the comments and the files", () => {
    const [head = "", reports = ""] = text.split(/(?=^reports:)/m);
    expect(diffCrises({ a: text }, { a: `# new\n${head}\n\n`, b: reports })).toEqual([]);
    expect(diffCrises({ a: "actors: { us: { precision: 2 } }" }, { a: "actors:\n  us:\n    precision: 2" })).toEqual(
      [],
    );
  });

  it("differ element by element and field by field", () => {
    const after = text
      .replace("value: 3, range", "value: 4, range")
      .replace("ease: { name: pull back", "wait: nothing\n    ease: { name: draw back")
      .replace(/^ {2}- \{ id: no_fire.*\n/m, "");
    const found = diffCrises({ a: text }, { a: after });
    expect(found.map(({ kind, name, change }) => `${change} ${kind} ${name}`)).toEqual([
      "changed parameters clash_cost",
      "added moves north.wait",
      "changed moves north.ease",
      "removed reports no_fire",
    ]);
    expect(found[0]?.fields).toEqual([{ field: "value", before: "3", after: "4" }]);
    expect(found[2]?.fields).toEqual([{ field: "name", before: "pull back", after: "draw back" }]);
  });

  it("may be broken", () => {
    expect(diffCrises({ a: "actors: {" }, { a: "- 1" }).length).toBeLessThan(3);
  });
});

describe("tables as CSV", () => {
  it("quotes what needs it, keeps numbers, and starts no formula", () => {
    const table = {
      caption: "c",
      columns: [{ label: "a, b" }, { label: "n" }],
      rows: [
        ['say "yes"', 0.125],
        ["=1+1", null],
        ["two\nlines", -3],
        ["-1.213", 1],
        ["\n=1", 2],
      ],
    };
    expect(toCsv(table)).toBe(
      '"a, b",n\r\n"say ""yes""",0.125\r\n\'=1+1,\r\n"two\nlines",-3\r\n-1.213,1\r\n"\'\n=1",2\r\n',
    );
  });

  it("holds all of a forecast", async () => {
    const { crisis } = readCrisis("strait.yaml", () => text);
    const { input } = await reportData(crisis!, "strait.yaml", {});
    const tables = resultTables(input!);
    expect(tables.map(({ caption }) => caption)).toContain("Next moves");
    expect(new Set(tables.map(({ caption }) => caption)).size).toBe(tables.length);
    for (const { columns, rows } of tables) expect(rows.every((row) => row.length === columns.length)).toBe(true);
    const endings = tables.find(({ caption }) => caption === "Endings");
    expect(endings?.rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo(1, 9);
  });

  it("gets a plain file name", () => {
    expect(fileName("Möller: the 2nd / report?", "csv")).toBe("moller-the-2nd-report.csv");
    expect(fileName("???", "csv")).toBe("brink.csv");
  });
});
