/**
 * A shape says what may stand in a place of the file. One definition reads the
 * place (noting mistakes with positions), gives the JSON Schema an editor
 * needs, and names itself in the reference page.
 */
import type { Span } from "../../text/diagnostic.ts";
import type { Findings } from "../findings.ts";
import type { Tree } from "../tree.ts";

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly at: Span;
}

/** Part of a JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  /** What it is in a sentence: "a number", "a list of names". */
  readonly what: string;
  /** One value as it would be written. */
  readonly example: string;
  /**
   * @param name what the place is called in messages, usually its key.
   * @returns undefined where the tree does not fit; the mistake is noted.
   */
  readonly read: (tree: Tree, name: string, findings: Findings) => T | undefined;
  /** `define` gives records a home under `$defs` and returns the reference to it. */
  readonly schema: (define: DefineSchema) => JsonSchema;
  /** Records that stand within it, for the reference page. */
  readonly inner: readonly RecordShape[];
}

export type DefineSchema = (title: string, make: () => JsonSchema) => JsonSchema;

/** One key of a record. */
export interface Field<T> {
  readonly shape: Shape<T>;
  /** One sentence on what it means, unit included. */
  readonly doc: string;
  readonly required?: boolean;
  /** What holds where the key is left out, in words. */
  readonly fallback?: string;
  readonly example?: string;
}

/** What the reference page needs of a record. */
export interface RecordShape {
  readonly title: string;
  readonly doc: string;
  readonly fields: Readonly<Record<string, Field<unknown>>>;
}

/** How a tree is called in messages. */
export function describeTree(tree: Tree): string {
  if (tree.kind === "map") return "a mapping";
  if (tree.kind === "list") return "a list";
  if (tree.kind === "fault") return "nothing";
  return `\`${tree.text.length > 40 ? `${tree.text.slice(0, 40)}…` : tree.text}\``;
}

/** Notes that a tree is of the wrong kind; silent where a mistake was noted already. */
export function wrongKind(
  shape: { readonly what: string; readonly example: string },
  tree: Tree,
  name: string,
  findings: Findings,
): undefined {
  if (tree.kind === "fault") return undefined;
  const example = shape.example.includes("\n") ? shape.example : `${name}: ${shape.example}`;
  findings.add("wrong-kind", tree.at, { name, wanted: shape.what, found: describeTree(tree), example });
  return undefined;
}
