/** An expression as written: names are not yet resolved. */
import type { Span } from "../text/diagnostic.ts";
import type { BinaryOperator, FunctionName } from "./expression.ts";

export type Phrase =
  | { readonly kind: "number"; readonly value: number; readonly at: Span }
  | { readonly kind: "name"; readonly name: string; readonly at: Span }
  /** `actor.move`: a move, in claims only. */
  | { readonly kind: "move"; readonly actor: string; readonly move: string; readonly at: Span }
  | { readonly kind: "rest"; readonly at: Span }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly operand: Phrase; readonly at: Span }
  | {
      readonly kind: "binary";
      readonly op: BinaryOperator;
      readonly left: Phrase;
      readonly right: Phrase;
      readonly at: Span;
    }
  | { readonly kind: "call"; readonly name: FunctionName; readonly operands: readonly Phrase[]; readonly at: Span };

/** A text that may hold an expression, with the place of each of its characters. */
export interface Wording {
  readonly text: string;
  readonly at: Span;
  readonly offsetOf: (index: number) => number;
}
