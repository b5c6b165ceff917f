/** The words of a Gambit file with their places, read in one pass without recursion. */
export interface Token {
  /** `text` is quoted; `open` and `close` are braces; `word` is anything unknown. */
  readonly kind: "text" | "number" | "open" | "close" | "letter" | "word" | "end";
  /** Quoted texts without their quotes and escapes; everything else as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A quoted text that the file ends in. */
  readonly unclosed?: boolean;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:\/\d+(?:\.\d*)?)?$/;
/** White space and commas part words; so does whatever cannot be part of one. */
const BLANK = /[\s,\ufeff]/;
const ENDS_WORD = /[\s,{}"\ufeff]/;

/** All tokens, the last of kind `end`. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at]!;
    if (BLANK.test(sign)) {
      at++;
      continue;
    }
    const token = tokenAt(text, at, sign);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, start: number, sign: string): Token {
  if (sign === "{") return { kind: "open", text: sign, start, end: start + 1 };
  if (sign === "}") return { kind: "close", text: sign, start, end: start + 1 };
  if (sign === '"') return quoted(text, start);
  let end = start + 1;
  while (end < text.length && !ENDS_WORD.test(text[end]!)) end++;
  const word = text.slice(start, end);
  // Numbers far longer than any payoff only serve to wear a reader out.
  if (word.length <= 400 && NUMBER.test(word)) return { kind: "number", text: word, start, end };
  return { kind: /^[a-zA-Z]$/.test(word) ? "letter" : "word", text: word, start, end };
}

function quoted(text: string, start: number): Token {
  const parts: string[] = [];
  let from = start + 1;
  let at = from;
  while (at < text.length && text[at] !== '"') {
    // A backslash keeps a quote or a backslash as it is, and is a sign of its own elsewhere.
    if (text[at] === "\\" && (text[at + 1] === '"' || text[at + 1] === "\\")) {
      parts.push(text.slice(from, at));
      from = at + 1;
      at += 2;
    } else at++;
  }
  parts.push(text.slice(from, at));
  const closed = at < text.length;
  const token: Token = { kind: "text", text: parts.join(""), start, end: closed ? at + 1 : at };
  return closed ? token : { ...token, unclosed: true };
}
