import { StateIndex } from "./state-index.ts";
import { tableSize } from "./tabulate.ts";

/**
 * Some states put together where certain variables have the same levels: what
 * reads no other variables is worth the same in all of a class.
 */
export interface StateClasses {
  /** By state: its class. */
  readonly of: Int32Array;
  /** By class: the first state in it. */
  readonly first: Int32Array;
}

/**
 * The classes of the same states by several sets of variables; equal sets share them.
 *
 * @param sets     variables, ascending, for each result.
 * @param radices  number of levels by variable.
 * @param count    how many states.
 * @param levelsAt levels of all variables in a state; may be overwritten by the next call.
 */
export function classesBy(
  sets: readonly (readonly number[])[],
  radices: Int32Array,
  count: number,
  levelsAt: (state: number) => Int32Array,
): readonly StateClasses[] {
  const different = new Map<string, Classifier>();
  for (const reads of sets) {
    if (!different.has(reads.join())) different.set(reads.join(), new Classifier(reads, radices, count));
  }
  const classifiers = [...different.values()];
  for (let state = 0; state < count; state++) {
    const levels = levelsAt(state);
    for (let k = 0; k < classifiers.length; k++) classifiers[k]!.enter(state, levels);
  }
  return sets.map((reads) => different.get(reads.join())!.classes);
}

class Classifier {
  private readonly reads: readonly number[];
  private readonly radices: Int32Array;
  private readonly index: StateIndex | undefined;
  private readonly of: Int32Array;
  private readonly first: number[] = [];

  constructor(reads: readonly number[], radices: Int32Array, count: number) {
    this.reads = reads;
    this.radices = radices;
    const combinations = tableSize(reads.map((variable) => radices[variable]!));
    // Beyond that two combinations could share a number; each state is then a class of its own.
    this.index = combinations <= Number.MAX_SAFE_INTEGER ? new StateIndex(combinations) : undefined;
    this.of = new Int32Array(count);
  }

  get classes(): StateClasses {
    return { of: this.of, first: Int32Array.from(this.first) };
  }

  enter(state: number, levels: Int32Array): void {
    const { reads, radices, index, first } = this;
    let code = 0;
    for (let i = 0; i < reads.length; i++) code = code * radices[reads[i]!]! + levels[reads[i]!]!;
    const own = index === undefined ? state : index.add(code);
    this.of[state] = own;
    if (own === first.length) first.push(state);
  }
}
