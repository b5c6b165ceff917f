import type { Expression } from "../expression.ts";

/**
 * Value of an expression at the levels of all variables and the values of all
 * parameters. Conditions give 1 or 0. `if` evaluates only the branch it takes.
 */
export function evaluate(expression: Expression, levels: ArrayLike<number>, parameters: ArrayLike<number>): number {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "parameter":
      return parameters[expression.parameter]!;
    case "variable":
      return levels[expression.variable]!;
    case "unary": {
      const value = evaluate(expression.operand, levels, parameters);
      return expression.op === "-" ? -value : value === 0 ? 1 : 0;
    }
    case "binary":
      return evaluateBinary(expression, levels, parameters);
    case "call":
      return evaluateCall(expression, levels, parameters);
  }
}

function evaluateBinary(
  expression: Extract<Expression, { kind: "binary" }>,
  levels: ArrayLike<number>,
  parameters: ArrayLike<number>,
): number {
  const left = evaluate(expression.left, levels, parameters);
  if (expression.op === "and" && left === 0) return 0;
  if (expression.op === "or" && left !== 0) return 1;
  const right = evaluate(expression.right, levels, parameters);
  switch (expression.op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "<":
      return left < right ? 1 : 0;
    case "<=":
      return left <= right ? 1 : 0;
    case ">":
      return left > right ? 1 : 0;
    case ">=":
      return left >= right ? 1 : 0;
    case "==":
      return left === right ? 1 : 0;
    case "!=":
      return left !== right ? 1 : 0;
    case "and":
    case "or":
      return right === 0 ? 0 : 1;
  }
}

function evaluateCall(
  expression: Extract<Expression, { kind: "call" }>,
  levels: ArrayLike<number>,
  parameters: ArrayLike<number>,
): number {
  const operand = (i: number): number => evaluate(expression.operands[i]!, levels, parameters);
  switch (expression.name) {
    case "if":
      return operand(0) !== 0 ? operand(1) : operand(2);
    case "abs":
      return Math.abs(operand(0));
    case "min":
    case "max": {
      let best = operand(0);
      for (let i = 1; i < expression.operands.length; i++) {
        const value = operand(i);
        best = expression.name === "min" ? Math.min(best, value) : Math.max(best, value);
      }
      return best;
    }
  }
}

/** Indexes of the variables some expressions read, ascending. */
export function variablesRead(...expressions: readonly Expression[]): readonly number[] {
  const found = new Set<number>();
  for (const expression of expressions) {
    forEachPart(expression, (part) => {
      if (part.kind === "variable") found.add(part.variable);
    });
  }
  return [...found].sort((a, b) => a - b);
}

/** Indexes of the parameters an expression reads, as often as it reads them. */
export function parametersRead(expression: Expression): readonly number[] {
  const found: number[] = [];
  forEachPart(expression, (part) => {
    if (part.kind === "parameter") found.push(part.parameter);
  });
  return found;
}

/** The expression and all it is made of, from left to right. */
function forEachPart(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  if (expression.kind === "unary") forEachPart(expression.operand, visit);
  else if (expression.kind === "binary") {
    forEachPart(expression.left, visit);
    forEachPart(expression.right, visit);
  } else if (expression.kind === "call") for (const operand of expression.operands) forEachPart(operand, visit);
}
