import { describe, expect, it } from "vitest";
import { percent } from "../../src/analysis/odds-in-words.ts";
import { reportHtml } from "../../src/analysis/report-html/report-html.ts";
import { deepFreeze, withHostileTexts } from "../fixtures/hostile.ts";
import { sampleInput } from "../fixtures/report-input.ts";

const page = reportHtml(deepFreeze(structuredClone(sampleInput)));

/** Names of all tags and attributes of a page, by a reader stricter than a browser. */
function anatomy(markup: string): { readonly tags: ReadonlySet<string>; readonly attributes: ReadonlySet<string> } {
  const tags = new Set<string>();
  const attributes = new Set<string>();
  const body = markup.replace(/<style>[^<]*<\/style>/, "");
  for (const [, tag = "", rest = ""] of body.matchAll(
    /<\/?([a-zA-Z!][^\s/>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g,
  )) {
    tags.add(tag.toLowerCase());
    for (const [, name = ""] of rest.matchAll(/([^\s=]+)(?:="[^"]*")?/g)) attributes.add(name.toLowerCase());
  }
  return { tags, attributes };
}

describe("the page", () => {
  it("puts the question and its odds first", () => {
    const body = page.slice(page.indexOf("<body>"));
    expect(body.indexOf("Does a US-Russia proxy war")).toBeLessThan(body.indexOf("6.2%"));
    expect(body.indexOf("6.2%")).toBeLessThan(body.indexOf("<nav"));
    expect(body).toContain("very unlikely by 2026-11");
  });

  it("shows every ending, move, report, source and hidden variable", () => {
    const { result, labels, sources, hidden } = sampleInput;
    const shown = [
      ...result.endings.flatMap((ending) => [ending.label, percent(ending.probability).replace("<", "&lt;")]),
      ...Object.values(labels.actors),
      ...result.reports.map((report) => report.label),
      ...sources.map((source) => source.label),
      ...hidden.map((variable) => variable.label),
    ];
    // Labels start with a capital on the page.
    expect(shown.filter((text) => !page.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
  });

  it("says at its head that the solution did not converge, or that the date has passed", () => {
    const solution = { ...sampleInput.result.solution, converged: false, residual: 0.4903 };
    const question = { ...sampleInput.result.question!, by: "2025-03", passed: true, probability: 0 };
    const shown = reportHtml({ ...sampleInput, result: { ...sampleInput.result, solution, question } });
    const head = shown.slice(shown.indexOf("<header>"), shown.indexOf("</header>"));
    expect(head).toContain("Not converged (residual 0.49): do not use these numbers.");
    expect(head).toContain("the date of the question has passed; it did not come about by 2025-03");
    expect(head).not.toContain("impossible");
    expect(page).not.toContain("Not converged");
  });

  it("claims no sentence for elements that have none", () => {
    const { trail } = sampleInput;
    const shown = (elements: typeof trail.elements): string =>
      reportHtml({ ...sampleInput, trail: { ...trail, elements } });
    const [one] = trail.elements;
    const resting = { ...one!, text: ["S1"] };
    const bare = { ...one!, text: [] };
    expect(shown([resting])).toContain("Every element of the file says");
    expect(shown([resting, bare])).toContain("1 of the 2 elements of the file say which sentences they come from.");
    expect(shown([bare])).toContain("No element of the file says which sentence it comes from.");
  });

  it("does not call solved what acts by chance, and draws all moves on one scale", () => {
    expect(page).toContain("Solved, not assumed");
    const mixed = reportHtml({ ...sampleInput, byChance: ["congress"] });
    expect(mixed).not.toContain("Solved, not assumed");
    expect(mixed).toContain("Not weighed but given by the file: the moves of US Congress.");
    const all = reportHtml({ ...sampleInput, byChance: Object.keys(sampleInput.result.nextMoves) });
    expect(all).toContain("Assumed, not solved");
    const moves = page.slice(page.indexOf('id="moves"'), page.indexOf('id="hidden"'));
    const likeliest = Object.values(sampleInput.result.nextMoves).map((odds) => Math.max(...Object.values(odds)));
    for (const odds of likeliest) expect(moves).toContain(`--share: ${odds.toFixed(4)}`);
  });

  it("shows what stands in backticks as code, and one date where an interval is one", () => {
    expect(page.slice(page.indexOf("<body>"))).not.toContain("`");
    expect(page).toContain("<code>brink report --draws 256</code>");
    const [first, ...others] = sampleInput.result.reports;
    const reports = [{ ...first!, happened: "2025-01..2025-01", label: "the `x < y` rule" }, ...others];
    const shown = reportHtml({ ...sampleInput, result: { ...sampleInput.result, reports } });
    expect(shown).toContain("The <code>x &lt; y</code> rule");
    expect(shown).not.toContain("2025-01..2025-01");
  });

  it("says that courses over time hold for the values of the file where there are ranges", () => {
    const note = "Drawn at the values of the file;";
    expect(page).not.toContain(note);
    const pointForecast = { question: 0.06, endings: {} };
    const ranges = {
      ...{ parameters: 3, draws: 64, effectiveSampleSize: 30, collapsed: false, leftOut: 0, rounds: 1 },
      ...{ stoppedEarly: false, standardError: 0.01, seed: 1, method: "draws", pointForecast },
    };
    const shown = reportHtml({ ...sampleInput, result: { ...sampleInput.result, ranges } });
    expect(shown.split(note).length - 1).toBe(2);
  });

  it("asks the network for nothing and runs no script", () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:\/\/|url\(|@import|@font-face/i);
    expect(page).toContain("default-src 'none'");
  });

  it("has a table beside each picture", () => {
    const pictures = page.match(/<figure>/g)?.length ?? 0;
    const tables = page.match(/The numbers as a table/g)?.length ?? 0;
    expect(pictures).toBe(3);
    expect(tables).toBe(pictures);
  });

  it("links only to sections that are there", () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(10);
    for (const id of targets) expect(page).toContain(`id="${id}"`);
  });

  it("lets no text of a file become markup", () => {
    const spoiled = reportHtml(withHostileTexts(sampleInput));
    const fair = anatomy(page);
    const hostile = anatomy(spoiled);
    expect([...hostile.tags].filter((tag) => !fair.tags.has(tag))).toEqual([]);
    expect([...hostile.attributes].filter((name) => !fair.attributes.has(name))).toEqual([]);
    expect(spoiled).not.toMatch(/<script|<img/i);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(spoiled).not.toMatch(/[\u0000\u001b\u202e]/);
  });

  it("keeps its sense without question, ladder, reports, history and texts", () => {
    const { question: _question, ladder: _ladder, ...result } = sampleInput.result;
    const { oddsOverTime: _odds, ...input } = sampleInput;
    const bare = reportHtml({
      ...input,
      result: {
        ...result,
        steps: ["1"],
        reports: [],
        baselines: { ...result.baselines, baseRate: null, cited: [] },
      },
      hidden: [],
      sources: [],
      trail: { texts: [], elements: [], unused: [], unmapped: [] },
    });
    expect(bare).toContain("<h1>Caribbean 2024-25</h1>");
    expect(bare).not.toMatch(/undefined|NaN|\[object/);
    expect(bare).not.toContain('id="ladder"');
  });

  it("says what is missing", () => {
    expect(page).toContain("every number holds for the values in the file");
    const noBase = { ...sampleInput.result.baselines, baseRate: null };
    const without = reportHtml({ ...sampleInput, result: { ...sampleInput.result, baselines: noBase } });
    expect(without).toContain("states no reference class");
  });

  it("gives the same page for the same input", () => {
    expect(reportHtml(sampleInput)).toBe(page);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });
});
