import type { BranchSystem } from "../../numeric/branch-system.ts";
import { BRANCH_TOLERANCE } from "../../numeric/branch-tracer.ts";
import { DenseLu } from "../../numeric/dense-lu.ts";
import { type Random, randomStream } from "../../numeric/random.ts";

/** Points closer than this in every probability are one. */
const SAME = 1e-7;
const ROUNDS = 60;

/**
 * Logit equilibria at s = 1 beside those known: Newton's method from points
 * drawn at random. What it finds is surely there; others may be missed.
 *
 * @param known profiles that are not to be told again.
 * @param seed the same seed gives the same result.
 *
 * Cost: `starts` runs of Newton's method, O(size³) a round.
 */
export function findLogitPoints(
  system: BranchSystem,
  known: readonly Float64Array[],
  starts: number,
  seed: number,
): readonly Float64Array[] {
  const random = randomStream(seed);
  const found: Float64Array[] = [];
  const newton = new Newton(system);
  for (let start = 0; start < starts; start++) {
    if (!newton.runFrom(random)) continue;
    const point = system.probability.slice(0, system.strategies);
    const isKnown = [...known, ...found].some((other) => point.every((p, k) => Math.abs(p - other[k]!) < SAME));
    if (!isKnown) found.push(point);
  }
  return found;
}

class Newton {
  private readonly system: BranchSystem;
  private readonly lu: DenseLu;
  private readonly y: Float64Array;
  private readonly trial: Float64Array;
  private readonly change: Float64Array;
  private readonly response: Float64Array;

  constructor(system: BranchSystem) {
    this.system = system;
    this.lu = new DenseLu(system.size);
    this.y = new Float64Array(system.size);
    this.trial = new Float64Array(system.size);
    this.change = new Float64Array(system.size);
    this.response = new Float64Array(system.strategies);
  }

  /** From log-ratios drawn evenly within a range that is drawn too, or the response to them. */
  runFrom(random: Random): boolean {
    const { system, y, trial, change, lu } = this;
    const range = system.reach * random.next();
    for (let k = 0; k < y.length; k++) y[k] = range * (2 * random.next() - 1);
    let miss = this.missAt(y);
    if (random.next() < 0.5) {
      for (let k = 0; k < y.length; k++) y[k] = y[k]! - system.equation[k]!;
      miss = this.missAt(y);
    }
    for (let round = 0; round < ROUNDS && miss > 1e-14 * (1 + system.reach); round++) {
      system.jacobian(1, lu.matrix, y.length);
      lu.factor(y.length);
      if (lu.sign === 0) return false;
      for (let k = 0; k < y.length; k++) change[k] = -system.equation[k]!;
      lu.solve(change);
      let better = Number.POSITIVE_INFINITY;
      for (let share = 1; share > 1e-4; share /= 2) {
        for (let k = 0; k < y.length; k++) trial[k] = y[k]! + share * change[k]!;
        better = this.missAt(trial);
        if (better < (1 - 0.1 * share) * miss) break;
      }
      if (!(better < miss)) break;
      y.set(trial);
      miss = better;
    }
    this.missAt(y);
    return system.residual(this.response) <= BRANCH_TOLERANCE;
  }

  private missAt(y: Float64Array): number {
    const { system } = this;
    system.evaluate(y, 1);
    let miss = 0;
    for (let k = 0; k < y.length; k++) miss = Math.max(miss, Math.abs(system.equation[k]!));
    return miss;
  }
}
