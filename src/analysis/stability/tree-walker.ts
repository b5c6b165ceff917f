import type { Tree, TreeMap, TreeScalar } from "../../crisis/tree.ts";
import type { Diagnostic, Span } from "../../text/diagnostic.ts";
import { type ConflictMistakes, conflictMistake } from "./conflict-messages.ts";

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Takes maps, lists and words off a YAML tree and notes what is not as it must be. */
export class TreeWalker {
  readonly diagnostics: Diagnostic[] = [];

  note<Code extends keyof ConflictMistakes>(code: Code, params: ConflictMistakes[Code], at?: Span): void {
    this.diagnostics.push(conflictMistake(code, params, at));
  }

  /** Entries of a map whose keys must be among those given. */
  record(tree: Tree | undefined, what: string, keys: readonly string[]): ReadonlyMap<string, Tree> {
    const entries = new Map<string, Tree>();
    for (const { key, value } of this.map(tree, what)?.entries ?? []) {
      if (keys.includes(key.text)) entries.set(key.text, value);
      else this.note("conflict-unknown-key", { key: key.text, keys }, key.at);
    }
    return entries;
  }

  map(tree: Tree | undefined, what: string): TreeMap | undefined {
    if (tree === undefined || tree.kind === "fault") return undefined;
    if (tree.kind === "map") return tree;
    this.note("conflict-expected", { what, expected: "a mapping (`key: value`)" }, tree.at);
    return undefined;
  }

  list(tree: Tree | undefined, what: string): readonly Tree[] {
    if (tree === undefined || tree.kind === "fault") return [];
    if (tree.kind === "list") return tree.items;
    this.note("conflict-expected", { what, expected: "a list, such as `[a, b]`" }, tree.at);
    return [];
  }

  word(tree: Tree | undefined, what: string): TreeScalar | undefined {
    if (tree === undefined || tree.kind === "fault") return undefined;
    if (tree.kind === "scalar") return tree;
    this.note("conflict-expected", { what, expected: "a word or a text" }, tree.at);
    return undefined;
  }

  words(tree: Tree | undefined, what: string): readonly TreeScalar[] {
    return this.list(tree, what).flatMap((item) => this.word(item, `An entry of ${what}`) ?? []);
  }

  /** A new name, which must be fit for one. */
  isName(word: TreeScalar): boolean {
    if (NAME.test(word.text)) return true;
    this.note("conflict-bad-name", { name: word.text }, word.at);
    return false;
  }

  /** Index of a name that must be known, −1 where it is not. */
  indexOf(word: TreeScalar, what: string, names: readonly string[]): number {
    const index = names.indexOf(word.text);
    if (index < 0) this.note("conflict-unknown-name", { what, name: word.text, names }, word.at);
    return index;
  }
}
