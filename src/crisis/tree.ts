/**
 * A YAML file as plain data with positions: mappings, lists and words. No value
 * is interpreted yet, so that `010`, `0x1F` or a date means what a person
 * reads, not what YAML makes of it.
 */
import type { Span } from "../text/diagnostic.ts";

export interface TreeScalar {
  readonly kind: "scalar";
  /** The words, quotes and line folds removed. */
  readonly text: string;
  readonly quoted: boolean;
  readonly at: Span;
  /** Offset in the source of each character of `text`, and of its end. */
  readonly offsetOf: (index: number) => number;
}

export interface TreeEntry {
  readonly key: TreeScalar;
  readonly value: Tree;
}

export interface TreeMap {
  readonly kind: "map";
  readonly entries: readonly TreeEntry[];
  readonly at: Span;
}

export interface TreeList {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly at: Span;
}

/** A place where something is wrong that was reported already. */
export interface TreeFault {
  readonly kind: "fault";
  readonly at: Span;
}

export type Tree = TreeScalar | TreeMap | TreeList | TreeFault;
