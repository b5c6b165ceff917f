import type { Expression } from "../../crisis/expression.ts";

/** Indexes of the parameters an expression reads, as often as it reads them. */
export function parametersRead(expression: Expression): readonly number[] {
  switch (expression.kind) {
    case "number":
    case "variable":
      return [];
    case "parameter":
      return [expression.parameter];
    case "unary":
      return parametersRead(expression.operand);
    case "binary":
      return [...parametersRead(expression.left), ...parametersRead(expression.right)];
    case "call":
      return expression.operands.flatMap(parametersRead);
  }
}
