import type { Expression } from "../expression.ts";
import type { Crisis } from "../model.ts";
import { evaluate, variablesRead } from "./evaluate.ts";

/** Above this many combinations of levels an expression is evaluated at each state instead. */
const LARGEST_TABLE = 65536;

/** The value of an expression as a function of the levels alone. */
export interface Tabulated {
  at(levels: Int32Array): number;
  /** Variables it depends on, ascending. */
  readonly reads: readonly number[];
}

/**
 * Turn expressions into tables over the levels of the variables they read, so
 * that compiling a state costs a look-up and not a walk over a syntax tree,
 * and a change of a parameter costs only these tables.
 */
export class Tabulator {
  private readonly crisis: Crisis;
  private readonly parameters: Float64Array;

  constructor(crisis: Crisis, parameters: Float64Array) {
    this.crisis = crisis;
    this.parameters = parameters;
  }

  /** Value where no variable matters, for instance a precision. */
  constant(expression: Expression): number {
    return evaluate(expression, [], this.parameters);
  }

  tabulate(expression: Expression): Tabulated {
    const reads = variablesRead(expression);
    const radices = reads.map((variable) => this.crisis.variables[variable]!.levels.length);
    const size = radices.reduce((product, radix) => product * radix, 1);
    const parameters = this.parameters;
    if (size > LARGEST_TABLE) return { reads, at: (levels) => evaluate(expression, levels, parameters) };
    const table = new Float64Array(size);
    const levels = new Int32Array(this.crisis.variables.length);
    for (let index = 0; index < size; index++) {
      let left = index;
      for (let i = 0; i < reads.length; i++) {
        levels[reads[i]!] = left % radices[i]!;
        left = Math.floor(left / radices[i]!);
      }
      table[index] = evaluate(expression, levels, parameters);
    }
    return lookUp(table, reads, radices);
  }
}

function lookUp(table: Float64Array, reads: readonly number[], radices: readonly number[]): Tabulated {
  const first = table[0]!;
  if (reads.length === 0) return { reads, at: () => first };
  const [a = 0, b = 0] = reads;
  const [radixA = 1] = radices;
  if (reads.length === 1) return { reads, at: (levels) => table[levels[a]!]! };
  if (reads.length === 2) return { reads, at: (levels) => table[levels[a]! + radixA * levels[b]!]! };
  const variables = Int32Array.from(reads);
  const strides = new Int32Array(reads.length);
  for (let i = 0, stride = 1; i < reads.length; stride *= radices[i]!, i++) strides[i] = stride;
  return {
    reads,
    at: (levels) => {
      let index = 0;
      for (let i = 0; i < variables.length; i++) index += strides[i]! * levels[variables[i]!]!;
      return table[index]!;
    },
  };
}
