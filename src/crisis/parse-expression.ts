import type { Span } from "../text/diagnostic.ts";
import type { BinaryOperator, FunctionName } from "./expression.ts";
import type { Findings } from "./findings.ts";
import { readTokens, type Token } from "./read-tokens.ts";
import type { Phrase, Wording } from "./syntax.ts";

export const EXPRESSION_LENGTH = 2000;
export const EXPRESSION_DEPTH = 64;

/** How strongly each operator binds; comparisons do not chain. */
const BINDING: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["<", 4],
  ["<=", 4],
  [">", 4],
  [">=", 4],
  ["==", 4],
  ["!=", 4],
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
]);
const NOT_BINDING = 3;
const COMPARISON = 4;
const SIGN_BINDING = 7;

/** Fewest and most operands of each function. */
const FUNCTIONS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["min", [2, 16]],
  ["max", [2, 16]],
  ["abs", [1, 1]],
  ["if", [3, 3]],
]);

/**
 * Reads an expression; precedence from loose to tight: `or`, `and`, `not`,
 * comparisons, `+ -`, `* /`, sign. Names stay as written.
 *
 * @returns undefined where it cannot be read; the first mistake is noted.
 */
export function parseExpression(wording: Wording, findings: Findings): Phrase | undefined {
  if (wording.text.length > EXPRESSION_LENGTH) {
    findings.add("expression-too-long", wording.at, { length: wording.text.length, limit: EXPRESSION_LENGTH });
    return undefined;
  }
  const tokens = readTokens(wording, findings);
  if (!tokens) return undefined;
  try {
    return new ExpressionParser(tokens).whole();
  } catch (failure) {
    if (!(failure instanceof Stop)) throw failure;
    if (failure.problem === undefined) findings.add("expression-too-deep", failure.at, { limit: EXPRESSION_DEPTH });
    else findings.add("expression-syntax", failure.at, { problem: failure.problem, remedy: failure.remedy });
    return undefined;
  }
}

/** Leaves the parser at the first mistake; caught above, never seen outside. */
class Stop extends Error {
  readonly at: Span;
  readonly problem: string | undefined;
  readonly remedy: string;
  constructor(at: Span, problem?: string, remedy = "") {
    super(problem);
    this.at = at;
    this.problem = problem;
    this.remedy = remedy;
  }
}

class ExpressionParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Phrase {
    const phrase = this.#expression(0);
    const token = this.#peek();
    if (token.kind === "end") return phrase;
    this.#noComma(token);
    if (token.text === ")")
      throw new Stop(token.at, "The bracket `)` has no partner.", "add a `(` before it, or delete it.");
    throw new Stop(
      token.at,
      `An operator is missing before \`${token.text}\`.`,
      "write `and`, `or`, `*`, `+` … between the two.",
    );
  }

  /** `2,5` where no list of values can stand. */
  #noComma(comma: Token): void {
    if (comma.text !== ",") return;
    const place = this.#tokens.indexOf(comma);
    const [before, after] = [this.#tokens[place - 1], this.#tokens[place + 1]];
    if (before?.kind !== "number" || after?.kind !== "number") return;
    if (before.at.end !== comma.at.start || comma.at.end !== after.at.start) return;
    throw new Stop(
      cover(before.at, after.at),
      `\`${before.text},${after.text}\` has a comma. Decimals are written with a point.`,
      `write \`${before.text}.${after.text}\` with a point.`,
    );
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)]!;
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #expression(least: number): Phrase {
    if (++this.#depth > EXPRESSION_DEPTH) throw new Stop(this.#peek().at);
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      const binding = BINDING.get(token.text);
      if (binding === undefined || binding < least || token.kind === "number") break;
      this.#take();
      const right = this.#expression(binding + 1);
      const op = token.text as BinaryOperator; // the table holds exactly these
      left = { kind: "binary", op, left, right, at: cover(left.at, right.at) };
      const following = this.#peek();
      if (binding === COMPARISON && BINDING.get(following.text) === COMPARISON) {
        throw new Stop(following.at, "Comparisons cannot be chained.", "write `a < b and b < c`.");
      }
    }
    this.#depth--;
    return left;
  }

  #operand(): Phrase {
    const token = this.#take();
    if (token.kind === "number") return { kind: "number", value: token.value, at: token.at };
    if (token.text === "(") {
      const inner = this.#expression(0);
      const close = this.#close(token);
      return { ...inner, at: cover(token.at, close) };
    }
    if (token.text === "-" || token.text === "+") {
      const operand = this.#expression(SIGN_BINDING);
      return token.text === "+" ? operand : { kind: "unary", op: "-", operand, at: cover(token.at, operand.at) };
    }
    if (token.text === "not") {
      const operand = this.#expression(NOT_BINDING);
      return { kind: "unary", op: "not", operand, at: cover(token.at, operand.at) };
    }
    if (token.text === "rest") return { kind: "rest", at: token.at };
    if (token.kind === "name" && !BINDING.has(token.text)) return this.#named(token);
    if (token.kind === "end")
      throw new Stop(
        token.at,
        "The expression ends too early.",
        "add the missing operand, or delete the operator before it.",
      );
    throw new Stop(
      token.at,
      `A value is missing before \`${token.text}\`.`,
      `write a number or a name before \`${token.text}\`.`,
    );
  }

  #named(token: Token): Phrase {
    const follow = this.#peek();
    if (follow.text === "." && follow.kind === "sign") {
      this.#take();
      const move = this.#take();
      if (move.kind !== "name")
        throw new Stop(move.at, "The name of a move is missing after the point.", "write `actor.move`.");
      return { kind: "move", actor: token.text, move: move.text, at: cover(token.at, move.at) };
    }
    if (follow.text === "(") return this.#call(token);
    if (FUNCTIONS.has(token.text)) {
      throw new Stop(token.at, `\`${token.text}\` is a function and needs brackets.`, `write \`${token.text}(…)\`.`);
    }
    return { kind: "name", name: token.text, at: token.at };
  }

  #call(token: Token): Phrase {
    const arity = FUNCTIONS.get(token.text);
    if (!arity) {
      const names = [...FUNCTIONS.keys()].join(", ");
      throw new Stop(
        token.at,
        `There is no function \`${token.text}\`. The functions are: ${names}.`,
        "use one of them, or write `*` before the bracket.",
      );
    }
    const open = this.#take();
    const operands: Phrase[] = [];
    if (this.#peek().text !== ")") {
      operands.push(this.#expression(0));
      while (this.#peek().text === ",") {
        this.#take();
        operands.push(this.#expression(0));
      }
    }
    const close = this.#close(open);
    const at = cover(token.at, close);
    if (operands.length < arity[0] || operands.length > arity[1]) {
      const wanted = arity[0] === arity[1] ? `${arity[0]}` : `${arity[0]} to ${arity[1]}`;
      const remedy =
        token.text === "if"
          ? "write `if(condition, then, else)`."
          : `give \`${token.text}\` ${wanted} values between commas.`;
      throw new Stop(at, `\`${token.text}\` takes ${wanted} values; here it has ${operands.length}.`, remedy);
    }
    return { kind: "call", name: token.text as FunctionName, operands, at };
  }

  #close(open: Token): Span {
    const token = this.#take();
    if (token.text === ")") return token.at;
    if (token.kind === "end")
      throw new Stop(
        open.at,
        "The bracket `(` has no partner.",
        "add a `)`; within `{ }` or `[ ]` put quotes around an expression with commas.",
      );
    this.#noComma(token);
    throw new Stop(
      token.at,
      `An operator is missing before \`${token.text}\`.`,
      "write `and`, `or`, `*`, `+` … between the two, or `)` before it.",
    );
  }
}

function cover(from: Span, to: Span): Span {
  return { file: from.file, start: from.start, end: to.end };
}
