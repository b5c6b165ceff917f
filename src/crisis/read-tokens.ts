import type { Span } from "../text/diagnostic.ts";
import type { Findings } from "./findings.ts";
import type { Wording } from "./syntax.ts";

export interface Token {
  readonly kind: "number" | "name" | "sign" | "end";
  readonly text: string;
  /** Of numbers; percent signs already counted. */
  readonly value: number;
  readonly at: Span;
}

const SIGNS = ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", ",", "."];

/** Signs of other languages and what is written here instead. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["=", "=="],
  ["=>", ">="],
  ["=<", "<="],
  ["<>", "!="],
  ["!", "not"],
  ["&", "and"],
  ["|", "or"],
  ["≥", ">="],
  ["≤", "<="],
  ["≠", "!="],
  ["−", "-"],
  ["–", "-"],
  ["×", "*"],
  ["·", "*"],
  ["÷", "/"],
]);

const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/;

/** Cuts a text into tokens, the last of kind `end`; undefined where one cannot be read (it is noted). */
export function readTokens(wording: Wording, findings: Findings): Token[] | undefined {
  const { text } = wording;
  const tokens: Token[] = [];
  const span = (from: number, to: number): Span => ({
    file: wording.at.file,
    start: wording.offsetOf(from),
    end: wording.offsetOf(to),
  });
  let i = 0;
  while (i < text.length) {
    const rest = text.slice(i, i + 128);
    const blank = /^\s+/.exec(rest);
    if (blank) {
      i += blank[0].length;
      continue;
    }
    const token = readNumber(rest) ?? readName(rest) ?? readSign(rest);
    if ("problem" in token) {
      findings.add("expression-syntax", span(i, i + token.length), { problem: token.problem, remedy: token.remedy });
      return undefined;
    }
    tokens.push({ ...token, at: span(i, i + token.text.length) });
    i += token.text.length;
  }
  tokens.push({ kind: "end", text: "", value: 0, at: span(text.length, text.length) });
  return tokens;
}

type Cut = Omit<Token, "at"> | { readonly problem: string; readonly remedy: string; readonly length: number };

function readNumber(rest: string): Cut | undefined {
  if (!/^\.?\d/.test(rest)) return undefined;
  const word = /^[\w.]*/.exec(rest)![0];
  const plain = NUMBER.exec(rest)?.[0] ?? "";
  const exponent = /[eE]$/.test(plain) ? plain : word;
  if (plain.length < word.length && !/^(?:\d|\.)+[eE]$/.test(exponent)) return badNumber(word);
  if (/^0\d/.test(plain))
    return { problem: `\`${plain}\` begins with 0.`, remedy: `write \`${Number(plain)}\`.`, length: plain.length };
  const value = Number(plain);
  if (!Number.isFinite(value)) {
    return {
      problem: `The number \`${plain.slice(0, 20)}\` is too large.`,
      remedy: "write a number below 1e300.",
      length: plain.length,
    };
  }
  return rest[plain.length] === "%"
    ? { kind: "number", text: `${plain}%`, value: value / 100 }
    : { kind: "number", text: plain, value };
}

function badNumber(word: string): Cut {
  const shown = word.slice(0, 40);
  const digits = word.replace(/_/g, "");
  const remedy = /^\d+$/.test(digits)
    ? `write \`${digits}\`.`
    : /^0[xob]/i.test(word) && Number.isFinite(Number(word))
      ? `write \`${Number(word)}\`.`
      : "write it in digits with a point, for instance `0.25`; names begin with a letter from a to z.";
  return { problem: `\`${shown}\` is neither a number nor a name.`, remedy, length: word.length };
}

function readName(rest: string): Cut | undefined {
  const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
  return name === undefined ? undefined : { kind: "name", text: name, value: 0 };
}

function readSign(rest: string): Cut {
  const foreign =
    FOREIGN.get(rest.slice(0, 2)) ?? (SIGNS.includes(rest.slice(0, 2)) ? undefined : FOREIGN.get(rest[0]!));
  if (foreign !== undefined) {
    const length = FOREIGN.has(rest.slice(0, 2)) ? 2 : 1;
    return {
      problem: `\`${rest.slice(0, length)}\` is not a sign of this language.`,
      remedy: `write \`${foreign}\`.`,
      length,
    };
  }
  const sign = SIGNS.find((candidate) => rest.startsWith(candidate));
  if (sign !== undefined) return { kind: "sign", text: sign, value: 0 };
  const char = String.fromCodePoint(rest.codePointAt(0)!);
  return {
    problem: `The character \`${char}\` has no meaning here.`,
    remedy: "delete it; names hold letters from a to z, digits and `_`.",
    length: char.length,
  };
}
