import type { Expression } from "../../src/crisis/expression.ts";

/** The value of an expression, by its definition; slow and plain, for tests. */
export function evaluatePlainly(
  expression: Expression,
  levels: readonly number[],
  parameters: readonly number[],
): number {
  const value = (operand: Expression): number => evaluatePlainly(operand, levels, parameters);
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "parameter":
      return parameters[expression.parameter]!;
    case "variable":
      return levels[expression.variable]!;
    case "unary":
      return expression.op === "-" ? -value(expression.operand) : Number(value(expression.operand) === 0);
    case "call": {
      const operands = expression.operands.map(value);
      if (expression.name === "if") return operands[0] === 0 ? operands[2]! : operands[1]!;
      if (expression.name === "abs") return Math.abs(operands[0]!);
      return expression.name === "min" ? Math.min(...operands) : Math.max(...operands);
    }
    case "binary":
      return binary(expression.op, value(expression.left), value(expression.right));
  }
}

function binary(op: string, a: number, b: number): number {
  const results: Readonly<Record<string, number>> = {
    "+": a + b,
    "-": a - b,
    "*": a * b,
    "/": a / b,
    "<": Number(a < b),
    "<=": Number(a <= b),
    ">": Number(a > b),
    ">=": Number(a >= b),
    "==": Number(a === b),
    "!=": Number(a !== b),
    and: Number(a !== 0 && b !== 0),
    or: Number(a !== 0 || b !== 0),
  };
  return results[op]!;
}
