import type { Expression } from "../../src/crisis/expression.ts";

/** Level of every variable, calendars included, in the order of the crisis. */
export type State = readonly number[];

/** Value of an expression, by walking it. Conditions are 1 or 0. */
export function evaluate(e: Expression, x: State, parameters: readonly number[]): number {
  switch (e.kind) {
    case "number":
      return e.value;
    case "parameter":
      return parameters[e.parameter]!;
    case "variable":
      return x[e.variable]!;
    case "unary": {
      const value = evaluate(e.operand, x, parameters);
      return e.op === "-" ? -value : truth(value === 0);
    }
    case "binary":
      return combine(e.op, evaluate(e.left, x, parameters), evaluate(e.right, x, parameters));
    case "call":
      return call(
        e.name,
        e.operands.map((operand) => evaluate(operand, x, parameters)),
      );
  }
}

type Binary = Extract<Expression, { kind: "binary" }>["op"];
type Name = Extract<Expression, { kind: "call" }>["name"];

function truth(value: boolean): number {
  return value ? 1 : 0;
}

function combine(op: Binary, a: number, b: number): number {
  const table: Record<Binary, number> = {
    "+": a + b,
    "-": a - b,
    "*": a * b,
    "/": a / b,
    "<": truth(a < b),
    "<=": truth(a <= b),
    ">": truth(a > b),
    ">=": truth(a >= b),
    "==": truth(a === b),
    "!=": truth(a !== b),
    and: truth(a !== 0 && b !== 0),
    or: truth(a !== 0 || b !== 0),
  };
  return table[op];
}

function call(name: Name, values: readonly number[]): number {
  if (name === "if") return values[0] !== 0 ? values[1]! : values[2]!;
  if (name === "abs") return Math.abs(values[0]!);
  return name === "min" ? Math.min(...values) : Math.max(...values);
}
