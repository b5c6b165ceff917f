import type { Expression } from "../expression.ts";
import type { Crisis } from "../model.ts";
import { evaluate, parametersRead, variablesRead } from "./evaluate.ts";
import { PriceBook } from "./price-book.ts";

/** Above this many combinations of levels an expression is evaluated at each state instead. */
export const LARGEST_TABLE = 65536;

/** The value of an expression as a function of the levels alone. */
export interface Tabulated {
  at(levels: Int32Array): number;
  /** Cell of the price book that holds the value at these levels. */
  cell(levels: Int32Array): number;
  /** Variables it depends on, ascending. */
  readonly reads: readonly number[];
}

/**
 * Turn expressions into tables over the levels of the variables they read, so
 * that compiling a state costs a look-up and not a walk over a syntax tree,
 * and a change of a parameter costs only these tables.
 */
export class Tabulator {
  readonly book: PriceBook;
  private readonly crisis: Crisis;
  private readonly parameters: Float64Array;
  private readonly apart: Tabulator[] = [];

  constructor(crisis: Crisis, parameters: Float64Array, book: PriceBook = new PriceBook()) {
    this.crisis = crisis;
    this.parameters = parameters.slice();
    this.book = book;
  }

  /** The same values in a book of their own: for what the structure of a game does not hang on. */
  detached(): Tabulator {
    const own = new Tabulator(this.crisis, this.parameters);
    this.apart.push(own);
    return own;
  }

  /** Other values of the parameters; what was tabulated before follows, here and in what was detached. */
  setParameters(parameters: Float64Array): void {
    if (sameNumbers(this.parameters, parameters)) return;
    this.parameters.set(parameters);
    this.book.refill();
    for (const own of this.apart) own.setParameters(parameters);
  }

  /** Value where no variable matters, for instance a precision. */
  constant(expression: Expression): number {
    return evaluate(expression, [], this.parameters);
  }

  /** Value at given levels, without a table. */
  evaluate(expression: Expression, levels: Int32Array): number {
    return evaluate(expression, levels, this.parameters);
  }

  radices(variables: readonly number[]): readonly number[] {
    return variables.map((variable) => this.crisis.variables[variable]!.levels.length);
  }

  /**
   * @param shapes what the expression decides about the structure of the game:
   *   `truth` (a condition), `value` (a level that is set), or nothing (a price).
   */
  tabulate(expression: Expression, shapes: "truth" | "value" | "price" = "price"): Tabulated {
    const reads = variablesRead(expression);
    const radices = this.radices(reads);
    const size = tableSize(radices);
    if (size > LARGEST_TABLE) return this.untabulated(expression, reads);
    const table = new Float64Array(size);
    const fill = (): void =>
      forEachCombination(reads, radices, this.crisis.variables.length, (index, levels) => {
        table[index] = evaluate(expression, levels, this.parameters);
      });
    fill();
    const refill = parametersRead(expression).length > 0 ? fill : null;
    const base = this.book.register({ reads, radices, width: 1, values: table, shapes, refill });
    const index = indexer(reads, radices);
    return { reads, at: (levels) => table[index(levels)]!, cell: (levels) => base + index(levels) };
  }

  private untabulated(expression: Expression, reads: readonly number[]): Tabulated {
    const at = (levels: Int32Array): number => evaluate(expression, levels, this.parameters);
    return { reads, at, cell: (levels) => this.book.single(at(levels)) };
  }
}

/** Whether two sets of parameters are the same, number by number. */
export function sameNumbers(one: Float64Array | Int32Array, other: Float64Array | Int32Array): boolean {
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return false;
  return true;
}

/** Number of combinations of levels. */
export function tableSize(radices: readonly number[]): number {
  return radices.reduce((product, radix) => product * radix, 1);
}

/** Visit every combination of levels of the variables, others at 0; the first variable's changes fastest. */
export function forEachCombination(
  reads: readonly number[],
  radices: readonly number[],
  variables: number,
  visit: (index: number, levels: Int32Array) => void,
): void {
  const levels = new Int32Array(variables);
  const size = tableSize(radices);
  for (let index = 0; index < size; index++) {
    let left = index;
    for (let i = 0; i < reads.length; i++) {
      levels[reads[i]!] = left % radices[i]!;
      left = Math.floor(left / radices[i]!);
    }
    visit(index, levels);
  }
}

/** Where the combination of the levels at hand stands in a table. */
export function indexer(reads: readonly number[], radices: readonly number[]): (levels: Int32Array) => number {
  const [a = 0, b = 0] = reads;
  const [radixA = 1] = radices;
  if (reads.length === 0) return () => 0;
  if (reads.length === 1) return (levels) => levels[a]!;
  if (reads.length === 2) return (levels) => levels[a]! + radixA * levels[b]!;
  const variables = Int32Array.from(reads);
  const strides = new Int32Array(reads.length);
  for (let i = 0, stride = 1; i < reads.length; stride *= radices[i]!, i++) strides[i] = stride;
  return (levels) => {
    let index = 0;
    for (let i = 0; i < variables.length; i++) index += strides[i]! * levels[variables[i]!]!;
    return index;
  };
}
