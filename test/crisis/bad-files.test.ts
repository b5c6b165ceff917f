import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contradictionsOf } from "../../src/crisis/contradictions.ts";
import { contradictionMessages } from "../../src/crisis/messages/contradiction-messages.ts";
import { gameMessages } from "../../src/crisis/messages/game-messages.ts";
import { messages } from "../../src/crisis/messages.ts";
import { type ReadResult, readCrisis } from "../../src/crisis/read-crisis.ts";
import { renderDiagnostics } from "../../src/text/render-diagnostics.ts";

// Each bad file has what is printed for it beside it. `UPDATE_EXPECTED=1` writes those anew; read the diff.
const folder = new URL("../cases/bad/", import.meta.url).pathname;
const files = readdirSync(folder);
const cases = files.filter((file) => file.endsWith(".yaml")).map((file) => file.replace(/\.yaml$/, ""));
const updating = process.env.UPDATE_EXPECTED === "1";

function read(file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

const results = new Map(cases.map((name) => [name, resultOf(`${name}.yaml`)]));

/** What `brink check` says before a game is laid out. */
function resultOf(file: string): ReadResult {
  const result = readCrisis(file, read);
  const contradictions = result.crisis ? contradictionsOf(result.crisis) : [];
  return { ...result, diagnostics: [...result.diagnostics, ...contradictions] };
}

describe("bad files", () => {
  it.each(cases)("%s", (name) => {
    const { diagnostics, sources } = results.get(name)!;
    const printed = `${renderDiagnostics(diagnostics, sources)}\n`;
    const expected = join(folder, `${name}.expected`);
    if (updating) writeFileSync(expected, printed);
    expect(printed).toBe(readFileSync(expected, "utf8"));
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it("has no expectation without a file", () => {
    const known = new Set(cases);
    expect(files.filter((file) => file.endsWith(".expected") && !known.has(file.replace(/\.expected$/, "")))).toEqual(
      [],
    );
  });

  it("shows every code of the language", () => {
    const shown = new Set([...results.values()].flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
    const elsewhere = new Set([...Object.keys(gameMessages), "file-too-large", "too-many-mistakes"]);
    const codes = [...Object.keys(messages), ...Object.keys(contradictionMessages)];
    expect(codes.filter((code) => !shown.has(code) && !elsewhere.has(code))).toEqual([]);
  });

  it("builds no crisis from a file with errors", () => {
    for (const { crisis, diagnostics } of results.values()) {
      expect(crisis === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }
  });

  it("gives each mistake a place and one hint", () => {
    for (const [name, { diagnostics }] of results) {
      for (const { code, span, hint } of diagnostics)
        expect([name, code, span !== undefined, (hint ?? "") !== ""]).toEqual([name, code, true, true]);
    }
  });
});
