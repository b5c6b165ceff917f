import type { Findings } from "../findings.ts";
import { parseExpression } from "../parse-expression.ts";
import type { Phrase, Wording } from "../syntax.ts";
import type { Tree, TreeScalar } from "../tree.ts";
import { isReserved } from "./reserved-words.ts";
import { type JsonSchema, type Located, type Shape, wrongKind } from "./shape.ts";

type ReadScalar<T> = (scalar: TreeScalar, name: string, findings: Findings) => T | undefined;

function scalarShape<T>(what: string, example: string, schema: JsonSchema, read: ReadScalar<T>): Shape<T> {
  const self = { what, example };
  return {
    ...self,
    inner: [],
    schema: () => schema,
    read: (tree, name, findings) =>
      tree.kind === "scalar" ? read(tree, name, findings) : wrongKind(self, tree, name, findings),
  };
}

const WORDS_SCHEMA: JsonSchema = { type: ["string", "number", "boolean"] };

/** Any words on one or more lines. */
export const words: Shape<Located<string>> = scalarShape("words", '"some words"', WORDS_SCHEMA, (scalar) => ({
  value: scalar.text,
  at: scalar.at,
}));

/** A name others refer to. */
export const identifier: Shape<Located<string>> = scalarShape(
  "a name",
  "a_name",
  { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]*$" },
  readIdentifier,
);

/** Longest name; more would not fit any table. */
const NAME_LIMIT = 60;

/** A scalar as an identifier, with the mistakes noted. */
export function readIdentifier(scalar: TreeScalar, _name: string, findings: Findings): Located<string> | undefined {
  const { text, at } = scalar;
  if (isReserved(text)) findings.add("reserved-name", at, { name: text });
  else if (!/^[A-Za-z]\w*$/.test(text) || text.length > NAME_LIMIT) findings.add("bad-identifier", at, { name: text });
  else return { value: text, at };
  return undefined;
}

/** A name that refers to something declared elsewhere; whether it is declared is checked later. */
export const reference: Shape<Located<string>> = scalarShape(
  "a name",
  "a_name",
  { type: ["string", "number"] },
  (scalar) => ({
    value: scalar.text,
    at: scalar.at,
  }),
);

/** Words that are read later, when it is known what they may mean. */
export const wording: Shape<Wording> = scalarShape(
  "an expression",
  "0.5",
  { type: ["string", "number"] },
  (scalar) => scalar,
);

/** An expression over levels and parameters. */
export const expression: Shape<Phrase> = scalarShape(
  "an expression",
  "2 * war_cost",
  { type: ["string", "number"] },
  (scalar, _name, findings) => parseExpression(scalar, findings),
);

/** A number between 0 and 1, percent, an expression, or `rest`. */
export const chance: Shape<Phrase> = scalarShape(
  "a chance",
  "25%",
  { type: ["string", "number"] },
  (scalar, _name, findings) => parseExpression(scalar, findings),
);

/** A date, or an interval of dates; which, depends on the clock. */
export const date: Shape<Located<string>> = scalarShape(
  "a date",
  "2025-07",
  { type: ["string", "integer"] },
  (scalar) => ({
    value: scalar.text.trim(),
    at: scalar.at,
  }),
);

/** `true` or `false`, nothing else. */
export const flag: Shape<Located<boolean>> = scalarShape(
  "true or false",
  "true",
  { type: "boolean" },
  (scalar, name, findings) => {
    if (scalar.text === "true" || scalar.text === "false") return { value: scalar.text === "true", at: scalar.at };
    findings.add("bad-choice", scalar.at, { name, found: scalar.text, choices: ["true", "false"] });
    return undefined;
  },
);

/** One of a few words. */
export function choice<T extends string>(...choices: readonly [T, ...T[]]): Shape<Located<T>> {
  return scalarShape(`one of ${choices.join(", ")}`, choices[0], { enum: choices }, (scalar, name, findings) => {
    const value = choices.find((candidate) => candidate === scalar.text);
    if (value !== undefined) return { value, at: scalar.at };
    findings.add("bad-choice", scalar.at, { name, found: scalar.text, choices });
    return undefined;
  });
}

export interface NumberLimits {
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
  /** May be written `25%`. */
  readonly percent?: boolean;
}

/** A number written out, not an expression. */
export function number(limits: NumberLimits = {}): Shape<Located<number>> {
  const what = limits.whole ? "a whole number" : limits.percent ? "a number or percent" : "a number";
  const schema = limits.percent ? { type: ["number", "string"] } : { type: limits.whole ? "integer" : "number" };
  const range = {
    ...(limits.least === undefined ? {} : { minimum: limits.least }),
    ...(limits.most === undefined ? {} : { maximum: limits.most }),
  };
  const example = limits.percent ? "25%" : String(limits.least ?? 1);
  return scalarShape(what, example, { ...schema, ...range }, (scalar, name, findings) =>
    readNumber(scalar, name, limits, what, findings),
  );
}

function readNumber(
  scalar: TreeScalar,
  name: string,
  limits: NumberLimits,
  what: string,
  findings: Findings,
): Located<number> | undefined {
  const { text, at } = scalar;
  const percent = limits.percent === true && text.endsWith("%");
  const digits = percent ? text.slice(0, -1).trim() : text;
  const value = Number(digits) / (percent ? 100 : 1);
  const pattern = limits.whole ? /^[-+]?(0|[1-9]\d*)$/ : /^[-+]?(0|[1-9]\d*|(?=\.))(\.\d+)?([eE][-+]?\d+)?$/;
  if (!pattern.test(digits) || !Number.isFinite(value)) {
    findings.add("not-a-number", at, { name, found: text, wanted: what });
    return undefined;
  }
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = limits;
  if (value < least || value > most) {
    const wanted = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `between ${least} and ${most}`;
    findings.add("number-range", at, { name, value, wanted, nearest: value < least ? least : most });
    return undefined;
  }
  return { value, at };
}

/** True where a tree is these very words. */
export function isWord(tree: Tree, word: string): boolean {
  return tree.kind === "scalar" && tree.text === word;
}
