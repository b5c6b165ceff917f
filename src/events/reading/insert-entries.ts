import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";

/** An entry to add at the end of a section of a crisis file. */
export interface NewEntry {
  readonly section: "texts" | "sources" | "reports" | "estimates";
  /** Of a section that is a mapping. */
  readonly key?: string;
  /** The entry as one line of YAML, without key and indent. */
  readonly value: string;
}

/**
 * A crisis file with entries added at the end of their sections; what was
 * there stays to the letter, comments and order with it. Sections that are
 * missing come at the end of the file.
 *
 * @returns the section that cannot be added to, in place of a text, where one is not laid out on lines of its own
 */
export function insertEntries(
  text: string,
  entries: readonly NewEntry[],
): { readonly text: string } | { readonly section: string } {
  const document = parseDocument(text, { keepSourceTokens: false });
  const root: unknown = document.contents;
  const map = isMap(root) ? root : undefined;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const additions: { readonly at: number; readonly lines: readonly string[] }[] = [];
  for (const section of ["texts", "sources", "reports", "estimates"] as const) {
    const own = entries.filter((entry) => entry.section === section);
    if (own.length === 0) continue;
    const pair = map && pairOf(map, section);
    if (!pair) {
      additions.push({ at: text.length, lines: [`${section}:`, ...own.map((entry) => `  ${lineOf(entry)}`)] });
      continue;
    }
    const place = placeIn(text, pair.value);
    if (!place) return { section };
    additions.push({ at: place.at, lines: own.map((entry) => place.indent + lineOf(entry)) });
  }
  return { text: spliced(text, additions, lineEnd) };
}

function lineOf({ key, value }: NewEntry): string {
  return key === undefined ? `- ${value}` : `${key}: ${value}`;
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** Behind the last entry of a section on lines of its own, with the indent of its entries. */
function placeIn(text: string, value: unknown): { readonly at: number; readonly indent: string } | undefined {
  if ((!isMap(value) && !isSeq(value)) || value.flow || value.items.length === 0) return undefined;
  const last: unknown = value.items.at(-1);
  const lastNode = (isMap(value) ? ((last as Pair).value ?? (last as Pair).key) : last) as Node; // items of a map are pairs
  const end = lastNode.range?.[1];
  const start = value.range?.[0];
  if (end === undefined || start === undefined) return undefined;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^ */.exec(text.slice(line))![0];
  const lineBreak = text.indexOf("\n", Math.max(0, end - 1));
  return { at: lineBreak < 0 ? text.length : lineBreak + 1, indent };
}

function spliced(
  text: string,
  additions: readonly { readonly at: number; readonly lines: readonly string[] }[],
  lineEnd: string,
): string {
  let done = "";
  let from = 0;
  // At one place the entries of a section come before a section that is new.
  const begun = (lines: readonly string[]): number => Number(/^\w+:$/.test(lines[0]!));
  for (const { at, lines } of [...additions].sort((a, b) => a.at - b.at || begun(a.lines) - begun(b.lines))) {
    done += text.slice(from, at);
    if (done !== "" && !done.endsWith("\n")) done += lineEnd;
    done += lines.join(lineEnd) + lineEnd;
    from = at;
  }
  return done + text.slice(from);
}
