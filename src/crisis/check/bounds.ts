/** Smallest and largest value an expression can take, and its value where it is constant. */
import type { BinaryOperator, Expression } from "../expression.ts";

/** Every value lies between `low` and `high`; not each value between need occur. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const ANY: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const TRUTH: Bounds = { low: 0, high: 1 };

/**
 * Bounds from the levels of variables and the given bounds of parameters;
 * variables are taken as independent, so the bounds may be too wide, never too narrow.
 */
export function boundsOf(expression: Expression, levels: readonly number[], parameters: readonly Bounds[]): Bounds {
  const recurse = (operand: Expression): Bounds => boundsOf(operand, levels, parameters);
  switch (expression.kind) {
    case "number":
      return { low: expression.value, high: expression.value };
    case "parameter":
      return parameters[expression.parameter] ?? ANY;
    case "variable":
      return { low: 0, high: (levels[expression.variable] ?? Number.POSITIVE_INFINITY) - 1 };
    case "unary": {
      const { low, high } = recurse(expression.operand);
      return expression.op === "-"
        ? { low: -high, high: -low }
        : { low: high === 0 && low === 0 ? 1 : 0, high: low > 0 ? 0 : 1 };
    }
    case "binary":
      return sane(combine(expression.op, recurse(expression.left), recurse(expression.right)));
    case "call":
      return sane(call(expression.name, expression.operands.map(recurse)));
  }
}

function sane(bounds: Bounds): Bounds {
  return Number.isNaN(bounds.low) || Number.isNaN(bounds.high) ? ANY : bounds;
}

function combine(op: BinaryOperator, a: Bounds, b: Bounds): Bounds {
  switch (op) {
    case "+":
      return { low: a.low + b.low, high: a.high + b.high };
    case "-":
      return { low: a.low - b.high, high: a.high - b.low };
    case "*":
      return hull([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]);
    case "/":
      return b.low <= 0 && b.high >= 0 ? ANY : hull([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]);
    case "and":
      return { low: a.low !== 0 && b.low !== 0 ? 1 : 0, high: a.high === 0 || b.high === 0 ? 0 : 1 };
    case "or":
      return { low: a.low > 0 || b.low > 0 ? 1 : 0, high: a.high === 0 && b.high === 0 ? 0 : 1 };
    default:
      return compare(op, a, b);
  }
}

function compare(op: BinaryOperator, a: Bounds, b: Bounds): Bounds {
  const point = a.low === a.high && b.low === b.high && a.low === b.low;
  const apart = a.high < b.low || b.high < a.low;
  const verdict = (always: boolean, never: boolean): Bounds =>
    always ? { low: 1, high: 1 } : never ? { low: 0, high: 0 } : TRUTH;
  if (op === "<") return verdict(a.high < b.low, a.low >= b.high);
  if (op === "<=") return verdict(a.high <= b.low, a.low > b.high);
  if (op === ">") return verdict(a.low > b.high, a.high <= b.low);
  if (op === ">=") return verdict(a.low >= b.high, a.high < b.low);
  return op === "==" ? verdict(point, apart) : verdict(apart, point);
}

function hull(values: readonly number[]): Bounds {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function call(name: string, operands: readonly Bounds[]): Bounds {
  const lows = operands.map((operand) => operand.low);
  const highs = operands.map((operand) => operand.high);
  if (name === "min") return { low: Math.min(...lows), high: Math.min(...highs) };
  if (name === "max") return { low: Math.max(...lows), high: Math.max(...highs) };
  if (name === "abs") {
    const { low, high } = operands[0]!;
    return {
      low: low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)),
      high: Math.max(Math.abs(low), Math.abs(high)),
    };
  }
  const [condition, then, otherwise] = operands;
  if (condition!.low > 0) return then!;
  if (condition!.high === 0) return otherwise!;
  return { low: Math.min(then!.low, otherwise!.low), high: Math.max(then!.high, otherwise!.high) };
}

/** The value of an expression that reads no variable; undefined where it reads one or has no finite value. */
export function constantValue(expression: Expression, values: readonly number[]): number | undefined {
  if (readsVariable(expression)) return undefined;
  const parameters = values.map((value) => ({ low: value, high: value }));
  const { low, high } = boundsOf(expression, [], parameters);
  return low === high && Number.isFinite(low) ? low : undefined;
}

/** True where the value depends on the state. */
export function readsVariable(expression: Expression): boolean {
  if (expression.kind === "variable") return true;
  if (expression.kind === "unary") return readsVariable(expression.operand);
  if (expression.kind === "binary") return readsVariable(expression.left) || readsVariable(expression.right);
  return expression.kind === "call" && expression.operands.some(readsVariable);
}
