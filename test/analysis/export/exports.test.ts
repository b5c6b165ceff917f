import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCsv } from "../../../src/analysis/export-csv.ts";
import { exportStix, type StixBundle, type StixObject } from "../../../src/analysis/export-stix.ts";
import { exportTimeline, type Timeline } from "../../../src/analysis/export-timeline.ts";
import { uuidV5 } from "../../../src/analysis/uuid-v5.ts";
import type { Crisis } from "../../../src/crisis/model.ts";
import { readCrisis } from "../../../src/crisis/read-crisis.ts";
import { brinkIn, type Ran } from "../../cli/brink-in.ts";
import { deepFreeze } from "../../fixtures/hostile.ts";

const root = resolve(import.meta.dirname, "../../..");
const crises = ["caribbean-2025", "cuba-1962", "taiwan-1995"];

function load(name: string): Crisis {
  const folder = join(root, "crises", name);
  const { crisis } = readCrisis("crisis.yaml", (file) => readFileSync(join(folder, file), "utf8"));
  if (!crisis) throw new Error(`${name} has mistakes`);
  return crisis;
}

/** A small crisis whose texts are as bad as texts can be. */
const hostile = `crisis: "<b>Strait</b>"
clock: { start: 2031-01, step: month, steps: 4 }
actors: { north: { name: "=CMD|'/c calc'!A0" }, south: {} }
moves: { north: { hold: nothing, press: nothing }, south: { wait: nothing } }
endings: { over: { otherwise: true } }
texts: { S: { sentences: 3 } }
sources:
  wire: { name: 'A "wire", of <sorts>', grade: B, published: 2031-02-10 }
  radio: { name: radio, grade: E, via: wire }
reports:
  - { id: one, happened: 2031-01-05..2031-02-07, source: wire, credibility: 2, saw: { north: press }, quote: "@he <script>said</script>, \\"go\\"", text: [S1, S2] }
  - { id: two, same_as: one, source: radio, credibility: 6 }
  - { id: words, source: wire, says: "+reckless", about: north }
`;
const small = readCrisis("small.yaml", () => hostile).crisis!;
const undated = readCrisis("d.yaml", () =>
  hostile
    .replace("start: 2031-01, step: month, ", "")
    .replace(/2031-01-05..2031-02-07/, "1")
    .replace(", published: 2031-02-10", ""),
).crisis!;

function bundleOf(crisis: Crisis): StixBundle {
  const found = exportStix(deepFreeze(crisis));
  if (!("objects" in found)) throw new Error(found.message);
  return found;
}

describe("UUIDs of version 5", () => {
  it("are those of RFC 9562 and of Node's SHA-1", () => {
    // RFC 9562, appendix A.4.
    expect(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: "grapheme", maxLength: 200 }), (space, name) => {
        const hash = createHash("sha1")
          .update(Buffer.from(space.replaceAll("-", ""), "hex"))
          .update(name, "utf8")
          .digest();
        hash[6] = (hash[6]! & 0x0f) | 0x50;
        hash[8] = (hash[8]! & 0x3f) | 0x80;
        expect(uuidV5(space, name).replaceAll("-", "")).toBe(hash.subarray(0, 16).toString("hex"));
      }),
      { seed: 9562, numRuns: 100 },
    );
  });
});

/** What STIX 2.1 requires of the kinds of objects we write, beside what all have. */
const required: Readonly<Record<string, readonly string[]>> = {
  identity: ["name"],
  report: ["name", "published", "object_refs"],
  note: ["content", "object_refs"],
  relationship: ["relationship_type", "source_ref", "target_ref"],
  "extension-definition": ["name", "schema", "version", "extension_types", "created_by_ref"],
};
/** Properties each kind may have beside those; anything else belongs into an extension. */
const optional = ["description", "identity_class", "created_by_ref", "confidence", "external_references", "extensions"];
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const identifier = /^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function checkObject(object: StixObject, all: ReadonlyMap<string, StixObject>): void {
  expect(object.spec_version).toBe("2.1");
  expect(object.id).toMatch(identifier);
  expect(object.id.startsWith(`${object.type}--`)).toBe(true);
  expect(object.created).toMatch(instant);
  expect(object.modified >= object.created).toBe(true);
  const own = required[object.type];
  expect(own, object.type).toBeDefined();
  for (const property of own!) expect(object[property], `${object.type}.${property}`).toBeTruthy();
  const common = ["type", "spec_version", "id", "created", "modified", ...own!, ...optional];
  expect(Object.keys(object).filter((key) => !common.includes(key))).toEqual([]);
  const refs = [
    object.created_by_ref,
    object.source_ref,
    object.target_ref,
    ...((object.object_refs as string[]) ?? []),
  ];
  for (const ref of refs) if (ref !== undefined) expect(all.has(String(ref)), String(ref)).toBe(true);
  if (object.confidence !== undefined) expect([10, 30, 50, 70, 90]).toContain(object.confidence);
  for (const reference of (object.external_references as { source_name: string; description: string }[]) ?? []) {
    expect(reference.source_name && reference.description).toBeTruthy();
  }
  for (const [key, value] of Object.entries((object.extensions as Record<string, { extension_type: string }>) ?? {})) {
    expect(all.get(key)?.type).toBe("extension-definition");
    expect(value.extension_type).toBe("property-extension");
  }
  noEmptyLists(object);
}

function noEmptyLists(value: unknown): void {
  if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
  if (value !== null && typeof value === "object") for (const inner of Object.values(value)) noEmptyLists(inner);
}

describe("STIX 2.1", () => {
  it.each([...crises, "small"])("has what the standard requires, for %s", (name) => {
    const crisis = name === "small" ? small : load(name);
    const bundle = bundleOf(crisis);
    expect(bundle).toMatchObject({ type: "bundle", id: expect.stringMatching(identifier) });
    const all = new Map(bundle.objects.map((object) => [object.id, object]));
    expect(all.size).toBe(bundle.objects.length);
    for (const object of bundle.objects) checkObject(object, all);
    const told = bundle.objects.filter(({ type }) => type === "report" || type === "note");
    expect(told).toHaveLength(crisis.reports.length);
    expect(bundle.objects.filter(({ type }) => type === "identity")).toHaveLength(
      crisis.actors.length + crisis.sources.length + 1,
    );
  });

  it("keeps grades, digits, dates and what belongs together", () => {
    const { objects } = bundleOf(small);
    const [one, two] = objects.filter(({ type }) => type === "report");
    expect(one).toMatchObject({
      name: "=CMD|'/c calc'!A0: press",
      published: "2031-02-10T00:00:00.000Z",
      confidence: 70,
      external_references: [{ source_name: 'A "wire", of <sorts>', description: '@he <script>said</script>, "go"' }],
    });
    expect(Object.values(one!.extensions as object)).toEqual([
      {
        extension_type: "property-extension",
        grade: "B",
        credibility: 2,
        happened: "2031-01-05..2031-02-07",
        first_day: "2031-01-01",
        last_day: "2031-02-28",
        claim: "=CMD|'/c calc'!A0: press",
        text: ["S1", "S2"],
      },
    ]);
    // Digit 6 cannot be judged, and STIX then wants no confidence.
    expect(two).not.toHaveProperty("confidence");
    const links = objects.filter(({ type }) => type === "relationship");
    expect(links.map((link) => [link.relationship_type, link.source_ref, link.target_ref])).toEqual([
      ["duplicate-of", two!.id, one!.id],
      ["related-to", expect.stringContaining("identity--"), expect.stringContaining("identity--")],
    ]);
    expect(objects.filter(({ type }) => type === "note")).toMatchObject([{ content: "+reckless" }]);
  });

  it("is the same every time, and for another crisis other", () => {
    expect(bundleOf(small)).toEqual(bundleOf(structuredClone(small)));
    const ids = new Set(
      bundleOf(small)
        .objects.slice(2)
        .map(({ id }) => id),
    );
    const others = bundleOf({ ...small, name: "another" }).objects.slice(2);
    expect(others.filter(({ id }) => ids.has(id))).toEqual([]);
  });
});

describe("CSV", () => {
  it.each(crises)("has every report and source of %s, and reads back", (name) => {
    const crisis = load(name);
    const reports = parse(exportCsv(crisis, "reports"), { columns: true }) as Record<string, string>[];
    expect(reports.map(({ id }) => id)).toEqual(crisis.reports.map((report) => report.name));
    expect(reports.map(({ credibility }) => Number(credibility))).toEqual(crisis.reports.map((r) => r.credibility));
    const sources = parse(exportCsv(crisis, "sources"), { columns: true }) as Record<string, string>[];
    expect(sources.map(({ id, grade }) => [id, grade])).toEqual(crisis.sources.map((s) => [s.name, s.grade]));
    expect(sources.reduce((sum, source) => sum + Number(source.reports), 0)).toBe(crisis.reports.length);
  });

  it("takes quotes, commas and formulas apart", () => {
    expect(exportCsv(small, "reports").split("\r\n")[1]).toBe(
      `one,one,2031-01-05..2031-02-07,2031-01,2031-02,2031-02-10,wire,"A ""wire"", of <sorts>",B,2,'=CMD|'/c calc'!A0: press,,,"'@he <script>said</script>, ""go""",,S1 S2,`,
    );
    expect(exportCsv(small, "reports")).toContain(",'+reckless,north,");
    expect(exportCsv(undated, "reports")).toContain("one,one,1,1,1,1,wire");
  });
});

describe("TimelineJS", () => {
  const valid = ({ year, month, day }: { year: number; month: number; day: number }): boolean =>
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;

  it.each([...crises, "small"])("has one dated event for each report of %s", (name) => {
    const crisis = name === "small" ? small : load(name);
    const timeline = exportTimeline(deepFreeze(crisis)) as Timeline;
    expect(timeline.events).toHaveLength(crisis.reports.length);
    expect(new Set(timeline.events.map((event) => event.unique_id)).size).toBe(crisis.reports.length);
    for (const { start_date, end_date, text } of timeline.events) {
      expect(valid(start_date) && valid(end_date)).toBe(true);
      const number = (date: typeof start_date): number => date.year * 10_000 + date.month * 100 + date.day;
      expect(number(end_date)).toBeGreaterThanOrEqual(number(start_date));
      expect(text.headline).toBeTruthy();
    }
  });

  it("lets no HTML of the file through", () => {
    const text = JSON.stringify(exportTimeline(small));
    expect(text).not.toMatch(/<script|<b>|<sorts>/);
    expect(text).toContain("&lt;script&gt;");
    expect(exportTimeline(small)).toMatchObject({
      events: [{ start_date: { year: 2031, month: 1, day: 1 }, end_date: { year: 2031, month: 2, day: 28 } }, {}, {}],
    });
  });
});

describe("a crisis without dates", () => {
  it("says what is missing where the form needs them", () => {
    expect(exportStix(undated)).toMatchObject({ code: "export-needs-dates", severity: "error" });
    expect(exportTimeline(undated)).toMatchObject({ code: "export-needs-dates" });
  });
});

describe("brink export", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brink-export-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function brink(...args: readonly string[]): Promise<Ran> {
    return await brinkIn(folder, ["export", join(root, "crises/cuba-1962/crisis.yaml"), ...args]);
  }

  it.each([
    [["--stix"], /^\d+ objects are in out\.$/, /^\{\n {2}"type": "bundle"/],
    [["--csv"], /^\d+ rows are in out\.$/, /^id,name,happened/],
    [["--csv", "sources"], /^\d+ rows are in out\.$/, /^id,name,grade/],
    [["--timeline"], /^\d+ events are in out\.$/, /^\{\n {2}"title"/],
  ])("%j writes a file or prints", async (args, said, begins) => {
    const printed = await brink(...args);
    expect(printed).toMatchObject({ exit: 0, err: "" });
    expect(printed.out).toMatch(begins);
    expect((await brink(...args, "-o", "out")).out.trim()).toMatch(said);
    expect(readFileSync(join(folder, "out"), "utf8")).toBe(printed.out);
    const { out } = await brink(...args, "--json");
    expect(JSON.parse(out)).toMatchObject({ brink: "0.1.0", format: args[0]!.slice(2), text: printed.out });
  });

  it.each([
    [[], "No format was named"],
    [["--stix", "--csv"], "cannot be written in one go"],
    [["--csv", "tables"], "csv"],
    [["--stix", "-o", "no/such/file"], "There is no folder"],
  ])("%j is wrong use", async (args, words) => {
    const { exit, err } = await brink(...args);
    expect(exit).toBe(2);
    expect(err).toContain(words);
  });
});
