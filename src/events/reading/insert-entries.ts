import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/** An entry to add at the end of a section of a crisis file. */
export interface NewEntry {
  readonly section: "texts" | "sources" | "reports" | "estimates";
  /** Of a section that is a mapping. */
  readonly key?: string;
  /** The entry as one line of YAML, without key and indent. */
  readonly value: string;
}

interface Addition {
  /** Offset in the text. */
  readonly at: number;
  /** End of what the words stand in the place of; nothing where absent. */
  readonly until?: number;
  readonly words: string;
  /** It begins a section that was not there. */
  readonly begins: boolean;
}

/**
 * A crisis file with entries added at the end of their sections; what was
 * there stays to the letter, comments and order with it. A section between
 * brackets gets them between its brackets. Sections that are missing come at
 * the end of the file, before the line `...` where that ends the document.
 *
 * @returns the section that cannot be added to, in place of a text, where it holds neither a list nor a mapping
 */
export function insertEntries(
  text: string,
  entries: readonly NewEntry[],
): { readonly text: string } | { readonly section: string } {
  const document = parseDocument(text, { keepSourceTokens: false });
  const root: unknown = document.contents;
  const map = isMap(root) ? root : undefined;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const additions: Addition[] = [];
  for (const section of ["texts", "sources", "reports", "estimates"] as const) {
    const own = entries.filter((entry) => entry.section === section);
    if (own.length === 0) continue;
    const pair = map && pairOf(map, section);
    const addition = pair
      ? additionTo(text, pair.value, own, lineEnd)
      : newSection(documentEnd(text, document.range[1]), section, own, lineEnd);
    if (!addition) return { section };
    additions.push(addition);
  }
  return { text: spliced(text, additions, lineEnd) };
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** Where the document ends for a writer: before the line `...` where there is one. */
function documentEnd(text: string, contentsEnd: number): number {
  const marker = /^\.\.\.(?:\s|$)/m.exec(text.slice(contentsEnd));
  return marker ? contentsEnd + marker.index : text.length;
}

function newSection(at: number, section: string, entries: readonly NewEntry[], lineEnd: string): Addition {
  const lines = [`${section}:`, ...entries.map((entry) => `  ${lineOf(entry)}`)];
  return { at, words: lines.map((line) => line + lineEnd).join(""), begins: true };
}

function additionTo(text: string, value: unknown, entries: readonly NewEntry[], lineEnd: string): Addition | undefined {
  if (isScalar(value) && value.value === null) {
    return (value.source ?? "") === "" ? afterEmpty(text, value, entries, lineEnd) : inPlaceOfNull(value, entries);
  }
  if (!isMap(value) && !isSeq(value)) return undefined;
  return value.flow ? beforeBracket(value, entries) : afterLast(text, value, entries, lineEnd);
}

function lineOf({ key, value }: NewEntry): string {
  return key === undefined ? `- ${value}` : `${key}: ${value}`;
}

/** On lines of their own behind the last entry, with its indent. */
function afterLast(
  text: string,
  section: YAMLMap | YAMLSeq,
  entries: readonly NewEntry[],
  lineEnd: string,
): Addition | undefined {
  const end = lastNode(section)?.range?.[1];
  const start = section.range?.[0];
  if (end === undefined || start === undefined) return undefined;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^ */.exec(text.slice(line))![0];
  const lineBreak = text.indexOf("\n", Math.max(0, end - 1));
  const words = entries.map((entry) => indent + lineOf(entry) + lineEnd).join("");
  return { at: lineBreak < 0 ? text.length : lineBreak + 1, words, begins: false };
}

/** Behind the last entry between the brackets, or behind the first bracket. */
function beforeBracket(section: YAMLMap | YAMLSeq, entries: readonly NewEntry[]): Addition | undefined {
  const own = inOneLine(entries);
  const end = lastNode(section)?.range?.[1];
  if (end !== undefined) return { at: end, words: `, ${own}`, begins: false };
  const start = section.range?.[0];
  return start === undefined ? undefined : { at: start + 1, words: ` ${own} `, begins: false };
}

/** Between brackets where `~` or `null` stands. */
function inPlaceOfNull({ range }: Scalar, entries: readonly NewEntry[]): Addition | undefined {
  if (!range) return undefined;
  const [at, until] = range;
  const own = inOneLine(entries);
  return { at, until, words: entries[0]?.key === undefined ? `[${own}]` : `{ ${own} }`, begins: false };
}

function inOneLine(entries: readonly NewEntry[]): string {
  return entries.map(({ key, value }) => (key === undefined ? value : `${key}: ${value}`)).join(", ");
}

/** Below a section that has a name and nothing else. */
function afterEmpty(
  text: string,
  { range }: Scalar,
  entries: readonly NewEntry[],
  lineEnd: string,
): Addition | undefined {
  if (!range) return undefined;
  const lineBreak = text.indexOf("\n", range[0]);
  const words = entries.map((entry) => `  ${lineOf(entry)}${lineEnd}`).join("");
  return { at: lineBreak < 0 ? text.length : lineBreak + 1, words, begins: false };
}

function lastNode(section: YAMLMap | YAMLSeq): Node | undefined {
  const last: unknown = section.items.at(-1);
  const node = isMap(section) ? ((last as Pair | undefined)?.value ?? (last as Pair | undefined)?.key) : last; // items of a map are pairs
  return isNode(node) ? node : undefined;
}

function spliced(text: string, additions: readonly Addition[], lineEnd: string): string {
  let done = "";
  let from = 0;
  // At one place the entries of a section come before a section that is new.
  for (const { at, until, words } of [...additions].sort(
    (a, b) => a.at - b.at || Number(a.begins) - Number(b.begins),
  )) {
    done += text.slice(from, at);
    const onOwnLine = words.endsWith("\n");
    if (onOwnLine && done !== "" && !done.endsWith("\n")) done += lineEnd;
    done += words;
    from = until ?? at;
  }
  return done + text.slice(from);
}
