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
