import { crisisShape } from "./file/crisis-shape.ts";
import type { JsonSchema } from "./shape/shape.ts";

/** The JSON Schema (draft 2020-12) of a crisis file, for completion and hover in editors. */
export function crisisJsonSchema(): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const started = new Set<string>();
  const root = crisisShape.schema((title, make) => {
    const name = title.replace(/ /g, "_");
    if (!started.has(name)) {
      started.add(name);
      definitions.set(name, make());
    }
    return { $ref: `#/$defs/${name}` };
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A crisis file",
    ...root,
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
