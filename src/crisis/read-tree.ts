import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, YAMLError } from "yaml";
import type { Span } from "../text/diagnostic.ts";
import type { Findings } from "./findings.ts";
import type { Tree, TreeEntry, TreeMap, TreeScalar } from "./tree.ts";
import { decimalAround, strangeSpace, yamlProblem } from "./yaml-problem.ts";

/** Characters a file may have; more is refused before it is parsed, which takes seconds a million. */
export const FILE_LIMIT = 1_000_000;
const DEPTH_LIMIT = 40;
/** The same before anything is parsed, with room for brackets within quotes. */
const SCAN_LIMIT = 160;
/** Characters before a value in which its tag is looked for. */
const MARK_LIMIT = 1000;

/**
 * Reads YAML into a tree and notes everything YAML would misread in silence:
 * tags, aliases, empty values, merge keys, keys given twice.
 *
 * @returns the tree, or undefined where the text cannot be read at all.
 */
export function readTree(file: string, text: string, findings: Findings): Tree | undefined {
  if (text.length > FILE_LIMIT) {
    findings.add("file-too-large", { file, start: 0, end: 0 }, { size: text.length, limit: FILE_LIMIT });
    return undefined;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (control) {
    const at = { file, start: control.index, end: control.index + 1 };
    findings.add("control-character", at, { code: text.charCodeAt(control.index) });
    return undefined;
  }
  const deep = tooDeep(text);
  if (deep >= 0) {
    findings.add("too-deep", { file, start: deep, end: deep + 1 }, { limit: SCAN_LIMIT });
    return undefined;
  }
  return new TreeReader(file, text, findings).read();
}

/**
 * First place where brackets or list marks stand too deep for any crisis, −1
 * if none. Brackets within quotes are counted too, with room to spare.
 */
function tooDeep(text: string): number {
  let depth = 0;
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 91 || char === 123) depth++;
    else if (char === 93 || char === 125) depth = Math.max(0, depth - 1);
    else if (char === 10) {
      marks = 0;
      if (text.charCodeAt(i + 1) > 32) depth = 0;
    } else if (isMark(char, depth) && text.charCodeAt(i + 1) === 32) marks++;
    if (depth > SCAN_LIMIT || (marks > SCAN_LIMIT && depth === 0)) return i;
  }
  return -1;
}

/** `-`, `?` and, outside brackets, `:`; within them many keys stand beside each other. */
function isMark(char: number, depth: number): boolean {
  return char === 45 || char === 63 || (char === 58 && depth === 0);
}

class TreeReader {
  readonly #file: string;
  readonly #text: string;
  readonly #findings: Findings;
  /** The text is no YAML: what the parser made of it is not looked at. */
  #broken = false;

  constructor(file: string, text: string, findings: Findings) {
    this.#file = file;
    this.#text = text;
    this.#findings = findings;
  }

  read(): Tree | undefined {
    const document = this.#parse();
    if (!document) return undefined;
    this.#problems(document.errors);
    const { contents } = document;
    if (contents === null || isEmptyNode(contents)) {
      if (document.errors.length === 0) this.#findings.add("file-empty", this.#span(0, 0), { file: this.#file });
      return undefined;
    }
    return this.#broken ? undefined : this.#node(contents, 0);
  }

  /** The first complaint of each line; what follows in it mostly follows from it. */
  #problems(problems: readonly YAMLError[]): void {
    let lineEnd = -1;
    for (const problem of [...problems].sort((a, b) => a.pos[0] - b.pos[0])) {
      if (problem.pos[0] <= lineEnd) continue;
      if (!this.#problem(problem)) continue;
      const end = this.#text.indexOf("\n", problem.pos[0]);
      lineEnd = end < 0 ? this.#text.length : end;
      // The parser has no code of its own for "nothing more can stand here"; every later complaint follows from it.
      if (problem.message.includes("in YAML stream")) return;
    }
  }

  #parse(): ReturnType<typeof parseDocument> | undefined {
    try {
      return parseDocument(this.#text, {
        schema: "failsafe",
        version: "1.2",
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: "error",
        strict: true,
      });
    } catch (failure) {
      // The parser recurses; a nest that no scan foresaw ends its stack, not ours.
      if (failure instanceof RangeError) this.#findings.add("too-deep", this.#span(0, 0), { limit: DEPTH_LIMIT });
      else if (failure instanceof YAMLError) this.#problem(failure);
      else throw failure;
      return undefined;
    }
  }

  #problem(problem: YAMLError): boolean {
    const found = yamlProblem(problem.code, problem.message, this.#text, problem.pos);
    if (!found) return false;
    this.#broken = true;
    const at = this.#span(found.start, found.end);
    if (found.code === "yaml-syntax") {
      this.#findings.add("yaml-syntax", at, { problem: found.problem, remedy: found.remedy });
    } else if (found.code === "yaml-bracket") this.#findings.add("yaml-bracket", at, { bracket: found.bracket });
    else if (found.code === "yaml-space") {
      this.#findings.add("yaml-space", at, { code: this.#text.charCodeAt(found.start) });
    } else this.#findings.add("yaml-tab", at, {});
    return true;
  }

  #span(start: number, end: number): Span {
    const from = Math.min(start, this.#text.length);
    return { file: this.#file, start: from, end: Math.max(from, Math.min(end, this.#text.length)) };
  }

  #at(node: Node): Span {
    const range = node.range;
    return range ? this.#span(range[0], this.#trimmed(range[0], range[1])) : this.#span(0, 0);
  }

  /** A value with a tag, also one of YAML's own such as `!!float`, whose name the parser writes out. */
  #tagged(at: Span): Tree {
    const from = Math.max(0, at.start - MARK_LIMIT);
    const marks = this.#text.slice(from, at.start).matchAll(/(?<![^\s,[\]{}:])!(?:<[^>\s]*>|[^\s,[\]{}]*)/g);
    const last = [...marks].at(-1);
    const span = last ? this.#span(from + last.index, from + last.index + last[0].length) : at;
    this.#findings.add("yaml-tag", span, { tag: last?.[0] ?? "!" });
    return { kind: "fault", at };
  }

  /** Where an anchor stands before its value. */
  #mark(mark: string, at: Span): Span {
    const start = this.#text.lastIndexOf(mark, at.start);
    return start < 0 ? at : this.#span(start, start + mark.length);
  }

  #trimmed(start: number, end: number): number {
    let last = end;
    while (last > start && /\s/.test(this.#text[last - 1]!)) last--;
    return last;
  }

  #node(node: Node, depth: number): Tree {
    const at = this.#at(node);
    const fault: Tree = { kind: "fault", at };
    if (depth > DEPTH_LIMIT) {
      this.#findings.add("too-deep", at, { limit: DEPTH_LIMIT });
      return fault;
    }
    if (isAlias(node)) {
      this.#findings.add("yaml-alias", at, { name: `*${node.source}` });
      return fault;
    }
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      this.#findings.add("yaml-alias", this.#mark(`&${node.anchor}`, at), { name: `&${node.anchor}` });
      return fault;
    }
    if (node.tag !== undefined) return this.#tagged(at);
    if (isMap(node)) return this.#map(node.items, at, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#item(item as Node, at, depth));
      return { kind: "list", items, at };
    }
    if (isScalar(node)) return this.#scalar(node, at);
    return fault;
  }

  #item(item: Node, list: Span, depth: number): Tree {
    if (isEmptyNode(item)) {
      const at = item.range ? this.#span(item.range[0], item.range[0]) : list;
      this.#findings.add("empty-value", at, { key: "a list entry", split: false });
      return { kind: "fault", at };
    }
    return this.#node(item, depth + 1);
  }

  #map(items: readonly { readonly key: unknown; readonly value: unknown }[], at: Span, depth: number): TreeMap {
    const first = new Map<string, TreeScalar>();
    const entries: TreeEntry[] = [];
    for (const pair of items) {
      const key = this.#key(pair.key as Node | null, at);
      if (!key) continue;
      const earlier = first.get(key.text);
      if (key.text === "<<" && !key.quoted) {
        this.#findings.add("yaml-merge", key.at, {});
      } else if (earlier) {
        this.#findings.add("duplicate-key", key.at, { key: key.text }, [{ span: earlier.at, note: "first" }]);
      } else {
        first.set(key.text, key);
        entries.push({ key, value: this.#value(pair.value as Node | null, key, at, depth) });
      }
    }
    return { kind: "map", entries, at };
  }

  #value(value: Node | null, key: TreeScalar, map: Span, depth: number): Tree {
    if (value !== null && !isEmptyNode(value)) return this.#node(value, depth + 1);
    const split = this.#text[map.start] === "{" || this.#text[map.start] === "[";
    const decimal = split && !key.quoted ? decimalAround(this.#text, key.text, key.at.start) : undefined;
    this.#findings.add("empty-value", key.at, { key: key.text, split, ...(decimal ? { decimal } : {}) });
    return { kind: "fault", at: key.at };
  }

  #key(key: Node | null, map: Span): TreeScalar | undefined {
    if (key === null || isEmptyNode(key)) {
      this.#findings.add("yaml-key", key?.range ? this.#span(key.range[0], key.range[0] + 1) : map, { found: "empty" });
      return undefined;
    }
    if (!isScalar(key) || key.anchor !== undefined) {
      this.#findings.add("yaml-key", this.#at(key), {
        found: isScalar(key) || isAlias(key) ? "a reference" : "a list or mapping",
      });
      return undefined;
    }
    const tree = this.#scalar(key, this.#at(key), true);
    return tree.kind === "scalar" ? tree : undefined;
  }

  /** "War over #1?" ends before the `#` without a word. */
  #noteComment(comment: string, value: Span): void {
    const start = this.#text.indexOf(`#${comment.split("\n")[0]}`, value.end);
    if (start < 0 || this.#text.slice(value.end, start).includes("\n")) return;
    this.#findings.add("yaml-comment", this.#span(start, start + comment.split("\n")[0]!.length + 1), {});
  }

  #scalar(node: Scalar, at: Span, isKey = false): Tree {
    if (node.tag !== undefined) return this.#tagged(at);
    const text = String(node.value);
    const quoted = node.type !== "PLAIN";
    if (!quoted && (text === "null" || text === "~" || text === "Null" || text === "NULL")) {
      this.#findings.add("empty-value", at, { key: text, split: false });
      return { kind: "fault", at };
    }
    const space = quoted ? undefined : strangeSpace(text, isKey);
    if (space !== undefined) {
      const found = this.#text.indexOf(text[space]!, at.start);
      this.#findings.add("yaml-space", this.#span(found, found + 1), { code: text.charCodeAt(space) });
      return { kind: "fault", at };
    }
    const { comment } = node;
    if (!quoted && comment && /^\S/.test(comment)) this.#noteComment(comment, at);
    const source = this.#text;
    const skip = source.startsWith(text, at.start) ? 0 : source.startsWith(text, at.start + 1) ? 1 : -1;
    const offsetOf =
      skip >= 0 ? (index: number) => at.start + skip + index : (index: number) => align(source, at, text, index);
    return { kind: "scalar", text, quoted, at, offsetOf };
  }
}

function isEmptyNode(node: Node): boolean {
  return (
    isScalar(node) &&
    node.type === "PLAIN" &&
    (node.source ?? "") === "" &&
    node.tag === undefined &&
    node.anchor === undefined
  );
}

/** Offset of character `index` of a scalar, walked along its source: folds match any white space, escapes are skipped. */
function align(source: string, at: Span, text: string, index: number): number {
  let offset = at.start;
  const quote = source[offset];
  if (quote === '"' || quote === "'") offset++;
  else if ((quote === "|" || quote === ">") && source.indexOf("\n", offset) >= 0)
    offset = source.indexOf("\n", offset) + 1;
  for (let i = 0; i < Math.min(index, text.length); i++) {
    offset = find(source, offset, at.end, text[i]!) + 1;
  }
  if (index < text.length) offset = find(source, offset, at.end, text[index]!);
  return Math.min(offset, at.end);
}

function find(source: string, from: number, end: number, char: string): number {
  const space = /\s/.test(char);
  for (let i = from; i < end; i++) {
    if (source[i] === char) return i;
    if (space && /\s/.test(source[i]!)) {
      let last = i;
      while (last + 1 < end && /\s/.test(source[last + 1]!)) last++;
      return last;
    }
  }
  return from;
}
