/**
 * Where the cursor stands in a YAML text that may be half written: the keys
 * above it, and whether a key or a value is being typed. A parser would give up
 * on such a text; this reads indents, dashes and brackets only.
 */
export interface YamlPlace {
  /** Keys from the top; `-` stands for an entry of a list. */
  readonly path: readonly string[];
  /** `none`: in a comment, or in text that runs over lines. */
  readonly role: "key" | "value" | "none";
  /** Where the word at the cursor begins. */
  readonly from: number;
}

interface Block {
  /** Column of the key or of the dash. */
  readonly indent: number;
  readonly key: string;
}

interface Bracket {
  readonly kind: "{" | "[";
  key: string | undefined;
  /** Text since the last `{`, `[` or `,`: a key until its colon comes. */
  word: string;
}

/** Where reading stands; one pass from the top to the cursor. */
interface Reading {
  blocks: Block[];
  brackets: Bracket[];
  quote: string | undefined;
  comment: boolean;
  /** Column at or left of which text over several lines ends. */
  folded: number | undefined;
  /** The current line outside brackets has its colon. */
  inValue: boolean;
}

const KEY = /^("[^"]*"|'[^']*'|[^\s#{}[\],"'|>&*!%@`-][^:#]*?|-?[^\s#{}[\],"'|>&*!:-][^:#]*?)\s*:(?=\s|$)/;

/** The place of an offset in a text. */
export function placeInYaml(text: string, offset: number): YamlPlace {
  const before = text.slice(0, offset);
  const reading: Reading = {
    blocks: [],
    brackets: [],
    quote: undefined,
    comment: false,
    folded: undefined,
    inValue: false,
  };
  for (const line of before.split("\n")) readLine(reading, line);
  const word = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? "";
  const from = offset - word.length;
  const { comment, folded, blocks, brackets, inValue } = reading;
  const path = [...blocks.map(({ key }) => key), ...brackets.flatMap(keyOf)];
  if (comment || folded !== undefined) return { path, role: "none", from };
  const inner = brackets.at(-1);
  if (!inner) return { path, role: inValue ? "value" : "key", from };
  return { path, role: inner.kind === "{" && inner.key === undefined ? "key" : "value", from };
}

function keyOf({ kind, key }: Bracket): readonly string[] {
  if (kind === "[") return ["-"];
  return key === undefined ? [] : [key];
}

function readLine(reading: Reading, line: string): void {
  reading.comment = false;
  if (reading.brackets.length > 0 || reading.quote !== undefined) {
    readValue(reading, line);
    return;
  }
  const indent = line.search(/\S/);
  if (reading.folded !== undefined) {
    if (indent < 0 || indent > reading.folded) return;
    reading.folded = undefined;
  }
  reading.inValue = false;
  openBlocks(reading, line, indent < 0 ? line.length : indent);
}

/** Leaves the blocks that end here, and opens those of dashes and of a key. */
function openBlocks(reading: Reading, line: string, start: number): void {
  let column = start;
  const isDash = /^-(\s|$)/.test(line.slice(column));
  reading.blocks = reading.blocks.filter(
    ({ indent, key }) => indent < column || (isDash && indent === column && key !== "-"),
  );
  for (let dash = /^-(\s+|$)/.exec(line.slice(column)); dash; dash = /^-(\s+|$)/.exec(line.slice(column))) {
    reading.blocks.push({ indent: column, key: "-" });
    column += Math.max(2, dash[0].length);
  }
  const rest = line.slice(column);
  const key = KEY.exec(rest);
  if (key) {
    reading.blocks.push({ indent: column, key: unquoted(key[1] ?? "") });
    reading.inValue = true;
    const value = rest.slice(key[0].length);
    if (/^\s*[|>][+-]?\d?\s*(#.*)?$/.test(value)) reading.folded = column;
    else readValue(reading, value);
  } else readValue(reading, rest);
}

function readValue(reading: Reading, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (reading.quote !== undefined) {
      if (sign === "\\" && reading.quote === '"') i += 1;
      else if (sign === reading.quote) reading.quote = undefined;
      else note(reading, sign);
    } else if (sign === "#" && (i === 0 || /\s/.test(text[i - 1]!))) {
      reading.comment = true;
      return;
    } else readSign(reading, sign, text[i + 1], text.slice(0, i));
  }
}

function readSign(reading: Reading, sign: string, next: string | undefined, before: string): void {
  const { brackets } = reading;
  const inner = brackets.at(-1);
  const startsValue = inner ? inner.word.trim() === "" : before.trim() === "";
  if ((sign === '"' || sign === "'") && startsValue) reading.quote = sign;
  else if ((sign === "{" || sign === "[") && startsValue) brackets.push({ kind: sign, key: undefined, word: "" });
  else if (!inner) return;
  else if (sign === "}" || sign === "]") brackets.pop();
  else if (sign === ",") {
    inner.key = undefined;
    inner.word = "";
  } else if (sign === ":" && inner.kind === "{" && inner.key === undefined && /^[\s,}[{]?$/.test(next ?? "")) {
    inner.key = inner.word.trim();
    inner.word = "";
  } else inner.word += sign;
}

function note({ brackets }: Reading, sign: string): void {
  const inner = brackets.at(-1);
  if (inner) inner.word += sign;
}

function unquoted(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : key;
}
