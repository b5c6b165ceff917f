import type { Span } from "../text/diagnostic.ts";

/**
 * A checked expression over the levels of variables and the values of
 * parameters. Level names are already resolved to numbers (counted from 0) and
 * conditions are numbers too: 1 is true, 0 is false.
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly at: Span }
  | { readonly kind: "parameter"; readonly parameter: number; readonly at: Span }
  | { readonly kind: "variable"; readonly variable: number; readonly at: Span }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly operand: Expression; readonly at: Span }
  | {
      readonly kind: "binary";
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: Span;
    }
  | { readonly kind: "call"; readonly name: FunctionName; readonly operands: readonly Expression[]; readonly at: Span };

export type BinaryOperator = "+" | "-" | "*" | "/" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or";

/** `if(condition, then, else)`, `min(a, b, …)`, `max(a, b, …)`, `abs(a)`. */
export type FunctionName = "min" | "max" | "abs" | "if";
