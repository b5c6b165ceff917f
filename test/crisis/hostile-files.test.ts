import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { renderDiagnostics } from "../../src/text/render-diagnostics.ts";
import { everyFeature } from "./every-feature.ts";

/** Codes of a text; rendering them must not throw either. */
function codesOf(text: string): string[] {
  const { diagnostics, sources, crisis } = readCrisis("crisis.yaml", (file) =>
    file === "crisis.yaml" ? text : undefined,
  );
  renderDiagnostics(diagnostics, sources);
  expect(crisis === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
  for (const { span } of diagnostics) {
    if (span) expect(span.start >= 0 && span.end >= span.start && span.end <= text.length).toBe(true);
  }
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const small = `actors: { us: {} }
state: { war: [none, proxy], oil: [low, high] }
moves: { us: { hold: nothing, strike: { then: { war: proxy } } } }
endings: { fighting: { when: war == proxy }, peace: { otherwise: true } }
`;

const whenIs = (condition: string): string => small.replace("war == proxy", JSON.stringify(condition));

const hostile: readonly (readonly [name: string, text: string, code: string])[] = [
  ["a bomb of aliases", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n", "yaml-alias"],
  ["open brackets", `a: ${"[".repeat(100_000)}`, "too-deep"],
  ["nested brackets", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "too-deep"],
  ["brackets over lines", `a:\n${" [\n".repeat(100_000)}`, "too-deep"],
  ["nested mappings", `a: ${"{a: ".repeat(100_000)}`, "too-deep"],
  ["nested dashes", `${"- ".repeat(100_000)}a`, "too-deep"],
  ["nested questions", `${"? ".repeat(100_000)}a`, "too-deep"],
  ["nested keys in brackets", `a: [${"a: ".repeat(30_000)}]`, "too-deep"],
  ["nested lines", Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), "too-deep"],
  ["a hundred million characters", "x".repeat(100_000_000), "file-too-large"],
  ["a NUL", "crisis: a\0b", "control-character"],
  ["many anchors", "&a ".repeat(20_000), "yaml-syntax"],
  ["many quotes", '"'.repeat(20_000), "yaml-syntax"],
  ["nested brackets in an expression", whenIs(`${"(".repeat(900)}1${")".repeat(900)}`), "expression-too-deep"],
  ["many signs", whenIs(`${"-".repeat(1900)}1 == 1`), "expression-too-deep"],
  ["a long expression", whenIs("1+".repeat(5000)), "expression-too-long"],
  [
    "names of prototypes",
    "parameters:\n  __proto__: 3\n  constructor: 4\n  toString: 5\n  hasOwnProperty: 6\n",
    "reserved-name",
  ],
  ["keys of prototypes", "__proto__: {}\nconstructor: 3\ntoString: 1\n", "unknown-key"],
  ["huge numbers", "parameters: { a: 1e999 }", "not-a-number"],
  ["an endless count of levels", "state: { a: { levels: 1000000000 } }", "number-range"],
  ["an endless count of steps", "clock: { steps: 99999999999999999999 }", "number-range"],
  ["a great many mistakes", Array.from({ length: 5000 }, (_, i) => `k${i}: 1`).join("\n"), "too-many-mistakes"],
  [
    "a circle of ten thousand reports",
    reports(10_000, (i) => `{ id: r${i}, same_as: r${(i + 1) % 10_000} }`),
    "same-as-cycle",
  ],
  ["a list", "- a", "wrong-kind"],
  ["words", "hello", "wrong-kind"],
  ["only a tag", "!!!", "yaml-unreadable"],
  ["half a surrogate", "crisis: \ud800", "nothing-to-do"],
];

function reports(count: number, report: (index: number) => string): string {
  return `reports:\n${Array.from({ length: count }, (_, i) => `  - ${report(i)}`).join("\n")}`;
}

describe("hostile files", () => {
  it.each(hostile)("%s", (_name, text, code) => {
    expect(codesOf(text)).toContain(code);
  });

  it("reads ten thousand reports", () => {
    const many = reports(10_000, (i) => `{ id: r${i}, source: press, says: x }`);
    expect(codesOf(everyFeature.replace(/^reports:[\s\S]*?(?=^\S)(?!^reports)/m, `${many}\n`))).not.toContain(
      "too-many-mistakes",
    );
  });

  it("takes many keys in one line for what they are: beside each other, not below", () => {
    const sources = Array.from({ length: 300 }, (_, i) => `s${i}: { grade: A }`).join(", ");
    expect(codesOf(`${small}sources: { ${sources} }\n`)).not.toContain("too-deep");
  });

  it("asks only for files in the folder", () => {
    const asked: string[] = [];
    const include = "include: [../a.yaml, /b.yaml, sub/../../c.yaml, 'C:\\d.yaml', https://e/f.yaml, ./sub/g.yaml]";
    readCrisis("folder/crisis.yaml", (file) => {
      asked.push(file);
      return file === "folder/crisis.yaml" ? include : undefined;
    });
    expect(asked).toEqual(["folder/crisis.yaml", "folder/sub/g.yaml"]);
  });
});

const pieces = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  ", ",
  "\n",
  "\n  ",
  "- ",
  "? ",
  "!",
  "&a",
  "*a",
  "<<",
  "|",
  ">",
  "%",
  "@",
  "`",
  '"',
  "'",
  "#",
  " #",
  "\t",
];
const words = [
  "null",
  "~",
  "rest",
  "otherwise: true",
  "__proto__",
  "us.strike",
  "1e999",
  "-",
  "0x1",
  "2025-13",
  "same_as: a",
  "\u{1f4a5}",
  "\0",
];

/** Cuts, doubles, swaps and inserts at random places. */
const mutations = fc.array(
  fc.record({
    kind: fc.constantFrom("cut", "copy", "insert", "swap"),
    at: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    length: fc.integer({ min: 1, max: 40 }),
    piece: fc.constantFrom(...pieces, ...words),
  }),
  { minLength: 1, maxLength: 6 },
);

function mutate(
  text: string,
  changes: readonly { readonly kind: string; readonly at: number; readonly length: number; readonly piece: string }[],
): string {
  return changes.reduce((now, { kind, at, length, piece }) => {
    const i = Math.floor(at * now.length);
    const part = now.slice(i, i + length);
    if (kind === "cut") return now.slice(0, i) + now.slice(i + length);
    if (kind === "copy") return now.slice(0, i) + part + now.slice(i);
    if (kind === "insert") return now.slice(0, i) + piece + now.slice(i);
    return now.slice(0, i) + [...part].reverse().join("") + now.slice(i + length);
  }, text);
}

describe("any text", () => {
  it.each([
    ["a small file", small, 1500],
    ["a file with every feature", everyFeature, 700],
  ])("%s, damaged, gives a crisis or errors, and never throws", { timeout: 240_000 }, (_name, text, numRuns) => {
    fc.assert(
      fc.property(mutations, (changes) => {
        codesOf(mutate(text, changes));
      }),
      { seed: 20250717, numRuns },
    );
  });

  it("random text gives errors, and never throws", () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces, ...words), fc.string({ maxLength: 6 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (parts) => {
        expect(codesOf(parts.join("")).length).toBeGreaterThan(0);
      }),
      { seed: 20250718, numRuns: 1000 },
    );
  });

  it("random expressions never throw", () => {
    const tokens = [
      "(",
      ")",
      "+",
      "-",
      "*",
      "/",
      "<",
      "<=",
      "==",
      "and",
      "or",
      "not",
      "if",
      "min",
      ",",
      ".",
      "war",
      "oil",
      "1",
      "25%",
      "rest",
      "proxy",
      " ",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 30 }), (parts) => {
        codesOf(whenIs(parts.join(" ")));
      }),
      { seed: 20250719, numRuns: 500 },
    );
  });
});
