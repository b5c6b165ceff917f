import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";

/**
 * Edits of a crisis file that leave everything else as it was written, comments
 * and line breaks included: the parser says where a value stands, and only
 * those characters change.
 */

/** The same text with one field of one named entry set: `setField(text, ["sources", "commentary"], "grade", "C")`. */
export function setField(text: string, path: readonly string[], field: string, value: string): string | undefined {
  const entry = entryAt(text, path);
  if (entry === undefined) return undefined;
  // `agency: B`, `agency:` and the like have no fields yet.
  return isMap(entry) ? withField(text, entry, field, value) : undefined;
}

/** The same for an entry of a list, found by its `id`. */
export function setFieldOf(text: string, list: string, id: string, field: string, value: string): string | undefined {
  const sequence = entryAt(text, [list]);
  if (!isSeq(sequence)) return undefined;
  const entry = sequence.items.find((item) => isMap(item) && item.get("id") === id);
  return isMap(entry) ? withField(text, entry, field, value) : undefined;
}

/** A new entry at the end of a list; the list is made where there is none. */
export function addEntry(text: string, list: string, entry: string): string {
  const sequence = entryAt(text, [list]);
  if (!isSeq(sequence)) {
    const gap = text === "" || text.endsWith("\n") ? "" : "\n";
    return `${text}${gap}\n${list}:\n  - ${entry}\n`;
  }
  return sequence.flow ? afterLastOfFlow(text, sequence, entry) : afterLastOfBlock(text, sequence, entry);
}

/** Fields as one entry in braces; values are quoted where YAML would read them as something else. */
export function flowMap(fields: Readonly<Record<string, string>>): string {
  const written = Object.entries(fields).map(([name, value]) => `${name}: ${quotedValue(value)}`);
  return `{ ${written.join(", ")} }`;
}

function quotedValue(value: string): string {
  return /^[\w][\w .+-]*$/.test(value) && !/[ ]$/.test(value) ? value : JSON.stringify(value);
}

function entryAt(text: string, path: readonly string[]): unknown {
  const document = parseDocument(text, { merge: false, uniqueKeys: false });
  return document.getIn(path, true);
}

function withField(text: string, map: YAMLMap, field: string, value: string): string | undefined {
  const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === field);
  return pair ? replaced(text, pair, value) : inserted(text, map, field, value);
}

function replaced(text: string, { value: node }: Pair, value: string): string | undefined {
  if (!isScalar(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return text.slice(0, start) + value + text.slice(end);
}

function inserted(text: string, map: YAMLMap, field: string, value: string): string | undefined {
  const first = map.items[0];
  if (!first || !isScalar(first.key) || !first.key.range) return undefined;
  const start = first.key.range[0];
  if (map.flow) return `${text.slice(0, start)}${field}: ${value}, ${text.slice(start)}`;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  // The keys of a block stand below each other; in a list the first stands after its dash.
  const indent = " ".repeat(start - line);
  return `${text.slice(0, start)}${field}: ${value}\n${indent}${text.slice(start)}`;
}

function afterLastOfBlock(text: string, sequence: YAMLSeq, entry: string): string {
  const last = sequence.items.at(-1);
  const range = rangeOf(last);
  if (!range) return text;
  const dash = text.lastIndexOf("-", range[0]);
  const indent = " ".repeat(dash - (text.lastIndexOf("\n", dash) + 1));
  const lineEnd = text.indexOf("\n", range[1] - 1);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return `${text.slice(0, at)}\n${indent}- ${entry}${text.slice(at)}`;
}

function afterLastOfFlow(text: string, sequence: YAMLSeq, entry: string): string {
  const range = rangeOf(sequence.items.at(-1));
  if (range) return `${text.slice(0, range[1])}, ${entry}${text.slice(range[1])}`;
  const own = rangeOf(sequence);
  return own ? `${text.slice(0, own[0])}[${entry}]${text.slice(own[1])}` : text;
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}
