import type { JsonSchema } from "brink";

/** A key that may stand at a place, with what the schema says on it. */
export interface SchemaKey {
  readonly key: string;
  readonly about: string;
}

/** Reads the schema of the crisis file along the keys of a place. */
export class SchemaReader {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  /** Keys that may stand below a path. */
  keysAt(path: readonly string[]): readonly SchemaKey[] {
    const found = new Map<string, string>();
    for (const schema of this.#at(path))
      for (const [key, field] of Object.entries(childrenOf(schema.properties)))
        if (!found.has(key)) found.set(key, textOf(field.description));
    return [...found].map(([key, about]) => ({ key, about }));
  }

  /** Words that may stand as the value at a path. */
  wordsAt(path: readonly string[]): readonly string[] {
    return this.#at(path).flatMap((schema) => {
      const words = Array.isArray(schema.enum) ? schema.enum : [schema.const];
      const known = words.filter((word) => typeof word === "string" || typeof word === "number").map(String);
      return schema.type === "boolean" ? [...known, "true", "false"] : known;
    });
  }

  /** What the schema says on the value at a path; empty where it says nothing. */
  about(path: readonly string[]): string {
    const key = path.at(-1);
    if (key === undefined) return "";
    for (const schema of this.#at(path.slice(0, -1))) {
      const field = childrenOf(schema.properties)[key];
      if (field) return textOf(field.description);
    }
    return "";
  }

  /** All forms the value at a path may take. */
  #at(path: readonly string[]): readonly JsonSchema[] {
    let forms = this.#forms(this.#root);
    for (const key of path) forms = forms.flatMap((form) => this.#below(form, key));
    return forms;
  }

  #below(schema: JsonSchema, key: string): readonly JsonSchema[] {
    const named = childrenOf(schema.properties)[key];
    const below = key === "-" ? schema.items : (named ?? schema.additionalProperties);
    return isSchema(below) ? this.#forms(below) : [];
  }

  #forms(schema: JsonSchema): readonly JsonSchema[] {
    if (typeof schema.$ref === "string") {
      const target = childrenOf(this.#root.$defs)[schema.$ref.replace("#/$defs/", "")];
      return target ? this.#forms(target) : [];
    }
    if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isSchema).flatMap((form) => this.#forms(form));
    return [schema];
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function childrenOf(value: unknown): Readonly<Record<string, JsonSchema>> {
  if (!isSchema(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
