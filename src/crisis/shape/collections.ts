import type { Span } from "../../text/diagnostic.ts";
import type { Findings } from "../findings.ts";
import type { Tree, TreeMap, TreeScalar } from "../tree.ts";
import { readIdentifier } from "./scalars.ts";
import { type Field, type JsonSchema, type Located, type RecordShape, type Shape, wrongKind } from "./shape.ts";

/** A key of a mapping and what stands there. */
export interface Named<T> {
  readonly name: Located<string>;
  readonly value: T;
}

/** A list of one shape; entries that do not fit are left out. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  const self = { what: `a list; each entry is ${item.what}`, example: `[${item.example}]` };
  return {
    ...self,
    inner: item.inner,
    schema: (define) => ({ type: "array", items: item.schema(define) }),
    read: (tree, name, findings) =>
      tree.kind === "list" ? readItems(tree.items, item, name, findings) : wrongKind(self, tree, name, findings),
  };
}

/** One value, or a list of them. */
export function oneOrMore<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    what: `${item.what} or a list of them`,
    example: item.example,
    inner: item.inner,
    schema: (define) => ({ anyOf: [item.schema(define), { type: "array", items: item.schema(define) }] }),
    read: (tree, name, findings) => readItems(tree.kind === "list" ? tree.items : [tree], item, name, findings),
  };
}

function readItems<T>(items: readonly Tree[], item: Shape<T>, name: string, findings: Findings): readonly T[] {
  return items.map((entry) => item.read(entry, name, findings)).filter((value) => value !== undefined);
}

/** A mapping from names to one shape. `keys: "any"` takes keys as they stand, for the check to judge. */
export function entries<T>(value: Shape<T>, keys: "names" | "any" = "names"): Shape<readonly Named<T>[]> {
  const self = { what: `a mapping; each name has ${value.what}`, example: `{ a_name: ${value.example} }` };
  return {
    ...self,
    inner: value.inner,
    schema: (define) => ({ type: "object", additionalProperties: value.schema(define) }),
    read: (tree, name, findings) => {
      if (tree.kind !== "map") return wrongKind(self, tree, name, findings);
      return tree.entries.flatMap((entry) => {
        const key =
          keys === "any" ? { value: entry.key.text, at: entry.key.at } : readIdentifier(entry.key, name, findings);
        const read = value.read(entry.value, entry.key.text, findings);
        return key === undefined || read === undefined ? [] : [{ name: key, value: read }];
      });
    },
  };
}

/** One of several shapes, told apart by whether the tree is words, a list or a mapping. */
export function byKind<S, L, M>(
  what: string,
  shapes: { readonly scalar?: Shape<S>; readonly list?: Shape<L>; readonly map?: Shape<M> },
): Shape<S | L | M> {
  const all: readonly Shape<S | L | M>[] = [shapes.scalar, shapes.list, shapes.map].filter(
    (shape) => shape !== undefined,
  );
  const self = { what, example: all[0]?.example ?? "" };
  return {
    ...self,
    inner: all.flatMap((shape) => shape.inner),
    schema: (define) => ({ anyOf: all.map((shape) => shape.schema(define)) }),
    read: (tree, name, findings) => {
      const shape = tree.kind === "fault" ? undefined : shapes[tree.kind];
      return shape ? shape.read(tree, name, findings) : wrongKind(self, tree, name, findings);
    },
  };
}

/** The same shape with its value turned into another; what it looks like does not change. */
export function mapped<A, B>(shape: Shape<A>, turn: (value: A) => B): Shape<B> {
  return {
    ...shape,
    read: (tree, name, findings) => {
      const value = shape.read(tree, name, findings);
      return value === undefined ? undefined : turn(value);
    },
  };
}

/** The same shape with something in the place of a value that does not fit, so that a list keeps its length; the mistake is told. */
export function inPlace<T>(shape: Shape<T>, instead: (at: Span) => T): Shape<T> {
  return { ...shape, read: (tree, name, findings) => shape.read(tree, name, findings) ?? instead(tree.at) };
}

/** Where an entry stands, its key included in `keyAt` when it has one. */
export interface Entry {
  readonly at: Span;
}

type Fields<T> = { readonly [K in Exclude<keyof T, "at">]-?: Field<Exclude<T[K], undefined>> };

/** A mapping with fixed keys; every other key is an error. */
export function record<T extends Entry>(title: string, doc: string, fields: Fields<T>): Shape<T> {
  const known: Readonly<Record<string, Field<unknown>>> = fields;
  const keys = Object.keys(known);
  const self = { what: `a mapping with the keys of ${title}`, example: `{ ${exampleOf(known)} }` };
  return {
    ...self,
    inner: [{ title, doc, fields: known }],
    schema: (define) => define(title, () => recordSchema(doc, known, define)),
    read: (tree, name, findings) => {
      if (tree.kind !== "map") return wrongKind(self, tree, name, findings);
      const result: Record<string, unknown> = { at: tree.at };
      for (const entry of tree.entries) {
        const key = entry.key.text;
        if (!Object.hasOwn(known, key)) {
          // A value that was noted already is often the tail of one cut at a comma.
          if (entry.value.kind !== "fault") noteUnknownKey(entry.key, title, keys, findings);
        } else result[key] = known[key]!.shape.read(entry.value, key, findings);
      }
      const complete = noteMissing(tree, title, known, findings);
      // `fields` has exactly the keys of T and each shape reads what T says, so the record is a T.
      return complete && keys.every((key) => !known[key]!.required || result[key] !== undefined)
        ? (result as unknown as T)
        : undefined;
    },
  };
}

function noteUnknownKey(key: TreeScalar, title: string, valid: readonly string[], findings: Findings): void {
  findings.add("unknown-key", key.at, { key: key.text, where: title, valid });
}

function noteMissing(
  tree: TreeMap,
  title: string,
  fields: Readonly<Record<string, Field<unknown>>>,
  findings: Findings,
): boolean {
  const present = new Set(tree.entries.map((entry) => entry.key.text));
  let complete = true;
  for (const [key, field] of Object.entries(fields)) {
    if (!field.required || present.has(key)) continue;
    complete = false;
    const example = `${key}: ${field.example ?? field.shape.example}`;
    findings.add(
      "missing-key",
      { ...tree.at, end: Math.min(tree.at.end, tree.at.start + 1) },
      { key, where: title, example },
    );
  }
  return complete;
}

function exampleOf(fields: Readonly<Record<string, Field<unknown>>>): string {
  const [key, field] = Object.entries(fields).find(([, candidate]) => candidate.required) ?? Object.entries(fields)[0]!;
  return `${key}: ${field.example ?? field.shape.example}`;
}

function recordSchema(
  doc: string,
  fields: Readonly<Record<string, Field<unknown>>>,
  define: Parameters<Shape<unknown>["schema"]>[0],
): JsonSchema {
  const required = Object.entries(fields).filter(([, field]) => field.required);
  return {
    type: "object",
    description: doc,
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [
        key,
        { ...field.shape.schema(define), description: describeField(field) },
      ]),
    ),
    ...(required.length > 0 ? { required: required.map(([key]) => key) } : {}),
    additionalProperties: false,
  };
}

function describeField(field: Field<unknown>): string {
  const fallback = field.fallback === undefined ? "" : ` Default: ${field.fallback}.`;
  const example = field.example === undefined ? "" : ` Example: ${field.example}`;
  return `${field.doc}${fallback}${example}`;
}

/** What `RecordShape`s stand in a shape, each once, outer ones first. */
export function recordsOf(shape: Shape<unknown>): RecordShape[] {
  const found = new Map<string, RecordShape>();
  const visit = (inner: readonly RecordShape[]): void => {
    for (const one of inner) {
      if (found.has(one.title)) continue;
      found.set(one.title, one);
      for (const field of Object.values(one.fields)) visit(field.shape.inner);
    }
  };
  visit(shape.inner);
  return [...found.values()];
}
