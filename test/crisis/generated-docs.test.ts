import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crisisJsonSchema } from "../../src/crisis/json-schema.ts";
import { referencePage } from "../../src/crisis/reference-page.ts";

// Stale? Run `node scripts/generate-docs.mjs`.
const docs = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

describe("generated documents", () => {
  it("docs/crisis.schema.json is what the definitions say", () => {
    expect(docs("crisis.schema.json")).toBe(`${JSON.stringify(crisisJsonSchema(), null, 2)}\n`);
  });

  it("docs/crisis-file.md is what the definitions say", () => {
    expect(docs("crisis-file.md")).toBe(referencePage());
  });

  it("every reference within the schema leads somewhere", () => {
    const schema = crisisJsonSchema();
    const definitions = schema.$defs as Readonly<Record<string, unknown>>; // made two lines above
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((name) => !Object.hasOwn(definitions, name))).toEqual([]);
  });
});
