import type { Expression } from "../expression.ts";
import { parametersRead, variablesRead } from "./evaluate.ts";
import { CELL_ONE } from "./price-book.ts";
import { forEachCombination, indexer, LARGEST_TABLE, type Tabulator, tableSize } from "./tabulate.ts";

/** Chances that miss 1 by no more than this are taken as rounding. */
const SUM_TOLERANCE = 1e-9;

/** One entry of a list of chances; it counts where its condition holds. */
export interface ChanceEntry {
  readonly chance: Expression | "rest";
  readonly when?: Expression | undefined;
}

/** What is wrong with a list of chances in a state. */
export type ChanceMistake =
  | { readonly kind: "out-of-range"; readonly entry: number; readonly value: number }
  | { readonly kind: "not-one"; readonly sum: number };

/**
 * A list of chances as a table over the levels it reads: each entry's
 * probability, summing to 1 over the entries that count; NaN for all of them
 * where the list is mistaken.
 */
export class ChanceTable {
  readonly reads: readonly number[];
  private readonly entries: readonly ChanceEntry[];
  private readonly expressions: readonly Expression[];
  private readonly tabulator: Tabulator;
  private readonly index: (levels: Int32Array) => number;
  /** First cell; −1 where the table would be too large, −2 for a single certain entry. */
  private readonly base: number;
  private readonly now: Float64Array;

  constructor(entries: readonly ChanceEntry[], variables: number, tabulator: Tabulator) {
    this.entries = entries;
    this.tabulator = tabulator;
    this.expressions = entries
      .flatMap(({ chance, when }) => [chance, when])
      .filter((e): e is Expression => e !== undefined && e !== "rest");
    this.reads = variablesRead(...this.expressions);
    const radices = tabulator.radices(this.reads);
    this.index = indexer(this.reads, radices);
    this.now = new Float64Array(entries.length);
    if (entries.length === 1 && entries[0]!.chance === "rest" && !entries[0]!.when) this.base = -2;
    else if (tableSize(radices) > LARGEST_TABLE) this.base = -1;
    else this.base = this.fill(radices, variables);
  }

  private fill(radices: readonly number[], variables: number): number {
    const width = this.entries.length;
    const values = new Float64Array(tableSize(radices) * width);
    const fill = (): void =>
      forEachCombination(this.reads, radices, variables, (index, levels) => {
        this.read(levels);
        values.set(this.now, index * width);
      });
    fill();
    const refill = this.expressions.some((expression) => parametersRead(expression).length > 0) ? fill : null;
    return this.tabulator.book.register({ reads: this.reads, radices, width, values, shapes: "support", refill });
  }

  /** Cell of an entry's probability at these levels. */
  cell(levels: Int32Array, entry: number): number {
    if (this.base === -2) return CELL_ONE;
    if (this.base >= 0) return this.base + this.index(levels) * this.entries.length + entry;
    this.read(levels);
    return this.tabulator.book.single(this.now[entry]!);
  }

  /** What is wrong at these levels, undefined where nothing is. */
  mistake(levels: Int32Array): ChanceMistake | undefined {
    return this.read(levels);
  }

  /** Fill `now` with the probabilities. */
  private read(levels: Int32Array): ChanceMistake | undefined {
    let sum = 0;
    let rest = -1;
    let counting = 0;
    let mistake: ChanceMistake | undefined;
    this.entries.forEach(({ chance, when }, i) => {
      this.now[i] = 0;
      if (when && this.tabulator.evaluate(when, levels) === 0) return;
      counting++;
      if (chance === "rest") {
        rest = i;
        return;
      }
      const value = this.tabulator.evaluate(chance, levels);
      if (!(value >= 0 && value <= 1)) mistake ??= { kind: "out-of-range", entry: i, value };
      this.now[i] = value;
      sum += value;
    });
    const excess = rest >= 0 ? sum - 1 : Math.abs(sum - 1);
    if (counting > 0 && excess > SUM_TOLERANCE) mistake ??= { kind: "not-one", sum };
    if (mistake) {
      this.now.fill(Number.NaN);
      return mistake;
    }
    if (rest >= 0) this.now[rest] = Math.max(0, 1 - sum);
    const total = rest >= 0 ? Math.max(sum, 1) : sum;
    if (counting > 0) for (let i = 0; i < this.now.length; i++) this.now[i]! /= total;
    return undefined;
  }
}
