/** What the YAML parser complains about, in the words of this language. */
export type YamlProblem =
  | {
      readonly code: "yaml-syntax";
      readonly problem: string;
      readonly remedy: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly code: "yaml-bracket"; readonly bracket: string; readonly start: number; readonly end: number }
  | { readonly code: "yaml-tab" | "yaml-space"; readonly start: number; readonly end: number };

const WORDS: ReadonlyMap<string, readonly [problem: string, remedy: string]> = new Map([
  [
    "BAD_INDENT",
    ["This line is not indented like its neighbours.", "give it as many spaces as the other entries of its block."],
  ],
  [
    "BAD_SCALAR_START",
    ["A value cannot begin with this character without quotes.", 'put quotes around the value: `"…"`.'],
  ],
  [
    "BAD_DQ_ESCAPE",
    [
      "A backslash between double quotes starts an escape that YAML does not know.",
      "write `\\\\`, or use single quotes.",
    ],
  ],
  [
    "BLOCK_AS_IMPLICIT_KEY",
    ["A colon here makes YAML read a mapping within a line.", 'put quotes around the value: `"…: …"`.'],
  ],
  [
    "BLOCK_IN_FLOW",
    [
      "Within brackets, two entries stand side by side, or a block of lines.",
      "put a comma between the entries, and braces around a mapping: `{ a: 1, b: 2 }`.",
    ],
  ],
  ["COMMENT_SPACE", ["A comment needs a space before its `#`.", "add a space before `#`, or quotes around the words."]],
  ["IMPOSSIBLE", ["YAML cannot read this place.", 'put quotes around the value: `"…"`.']],
  ["KEY_OVER_1024_CHARS", ["This key is over 1024 characters long.", "shorten it, or close the quote before it."]],
  ["MISSING_CHAR", ["A character is missing here.", "add the missing comma, colon or bracket before this place."]],
  [
    "MULTILINE_IMPLICIT_KEY",
    [
      "This line has no colon with a space after it, so YAML takes it for the beginning of the next key.",
      "write `key: value` with a space, or indent the line under the one above.",
    ],
  ],
  ["MULTIPLE_ANCHORS", ["YAML reads `&` as the mark of a reference.", "put quotes around the words."]],
  [
    "MULTIPLE_DOCS",
    [
      "A line `---` starts a second document. A crisis file is one document.",
      "delete the `---` line, or use `include`.",
    ],
  ],
  ["MULTIPLE_TAGS", ["YAML reads `!` as the mark of a tag.", "write `not`, or put quotes around the words."]],
  [
    "UNEXPECTED_TOKEN",
    ["YAML does not expect this here.", 'put quotes around the value if it holds `:`, `#`, `,` or brackets: `"…"`.'],
  ],
  [
    "BAD_DIRECTIVE",
    ["A line that begins with `%` is read as a directive.", "indent the line, or put quotes around the words."],
  ],
]);

/** Complaints that are told by the reader of the tree, with its own words. */
const ELSEWHERE = new Set(["TAG_RESOLVE_FAILED", "BAD_ALIAS", "ALIAS_PROPS", "DUPLICATE_KEY"]);

/** The problem and its place; undefined where the tree's reader tells it. */
export function yamlProblem(
  code: string,
  message: string,
  text: string,
  pos: readonly [number, number],
): YamlProblem | undefined {
  if (ELSEWHERE.has(code)) return undefined;
  const start = Math.min(pos[0], text.length);
  const end = Math.max(start, Math.min(pos[1], text.length));
  if (code === "TAB_AS_INDENT") return { code: "yaml-tab", start, end };
  const space = specialSpace(text, start);
  if (space !== undefined) return { code: "yaml-space", start: space, end: space + 1 };
  const bracket = /matching closing (\S)|closing ([}\]])|end with a ([}\]])|Missing closing (\S)/.exec(message);
  if (bracket || (code === "UNEXPECTED_TOKEN" && /[[\]{}]/.test(text[start] ?? ""))) {
    const open = openBracket(text, start);
    if (open) return { code: "yaml-bracket", bracket: text[open.at]!, start: open.at, end: open.at + 1 };
    const at = Math.max(0, Math.min(start, text.length - 1));
    return { code: "yaml-bracket", bracket: text[at] ?? "", start: at, end: at + 1 };
  }
  const [problem, remedy] = wordsFor(code, message, text, start);
  const line = /^[ ]*(?=\S)/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
  return { code: "yaml-syntax", problem, remedy, start: start + line, end: Math.max(end, start + line) };
}

/** Spaces that only look like the one YAML knows. */
const SPACES = "[\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff]";
const STRUCTURAL_SPACE = new RegExp(`(?:^ *|[-:,{[] *)(?=${SPACES})`);
const OUTER_SPACE = new RegExp(`^${SPACES}|${SPACES}$`);
const ANY_SPACE = new RegExp(SPACES);

/** Where the line of `start` has a special space in a place that YAML needs an ordinary one for. */
function specialSpace(text: string, start: number): number | undefined {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", start);
  const found = STRUCTURAL_SPACE.exec(text.slice(from, next < 0 ? text.length : next));
  return found ? from + found.index + found[0].length : undefined;
}

/** Index of a special space in a word without quotes: anywhere in a key, at the ends of a value. */
export function strangeSpace(word: string, isKey: boolean): number | undefined {
  const found = (isKey ? ANY_SPACE : OUTER_SPACE).exec(word);
  return found?.index;
}

/** `2.5` where a key `5` at `start` is the tail of `2,5` within braces. */
export function decimalAround(text: string, key: string, start: number): string | undefined {
  if (!/^\d+%?$/.test(key)) return undefined;
  const whole = /(?<![\w.])-?\d+(?=,$)/.exec(text.slice(Math.max(0, start - 20), start));
  return whole ? `${whole[0]}.${key}` : undefined;
}

function wordsFor(
  code: string,
  message: string,
  text: string,
  start: number,
): readonly [problem: string, remedy: string] {
  if (message.startsWith("Block scalar header")) {
    return ["A value that begins with `>` or `|` starts a block of text.", 'put quotes around the value: `">= 3"`.'];
  }
  if (code === "BLOCK_IN_FLOW" && /:[ ]+$/.test(text.slice(Math.max(0, start - 80), start))) {
    const value = /^[^\n,{}[\]"']*/.exec(text.slice(start, start + 80))![0].trim();
    const key = /^[^:]* (\w+): /.exec(value)?.[1];
    if (key !== undefined) {
      return [
        `A comma is missing before \`${key}\`, or its colon stands within a text.`,
        `put a comma before \`${key}\`, or quotes around the text: \`"${value}"\`.`,
      ];
    }
    if (value.includes(": ")) {
      return ["A colon within this text makes YAML read a mapping.", `put quotes around the text: \`"${value}"\`.`];
    }
  }
  if (message === "Unexpected scalar at node end") {
    if (text[start - 1] === "'" || text[start - 1] === '"') {
      return [
        "The quote before this place ends the value, yet words follow.",
        "write the quote twice within single quotes, or use the other kind of quotes.",
      ];
    }
    return WORDS.get("BAD_INDENT")!;
  }
  return WORDS.get(code) ?? WORDS.get("IMPOSSIBLE")!;
}

/** The last bracket or quote before `end` that is still open there. */
function openBracket(text: string, end: number): { readonly at: number } | undefined {
  const open: number[] = [];
  for (let i = 0; i < end; i++) {
    const char = text[i]!;
    if (char === "#" && (i === 0 || /\s/.test(text[i - 1]!))) {
      const next = text.indexOf("\n", i);
      i = next < 0 ? end : next;
    } else if ((char === '"' || char === "'") && /[\s,:[{]/.test(text[i - 1] ?? " ")) {
      const close = closingQuote(text, i, end);
      if (close < 0) return { at: i };
      i = close;
    } else if (char === "[" || char === "{") open.push(i);
    else if ((char === "]" || char === "}") && open.length > 0) open.pop();
  }
  const at = open.at(-1);
  return at === undefined ? undefined : { at };
}

function closingQuote(text: string, start: number, end: number): number {
  const quote = text[start]!;
  for (let i = start + 1; i < end; i++) {
    if (quote === '"' && text[i] === "\\") i++;
    else if (text[i] === quote && quote === "'" && text[i + 1] === "'") i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}
