import type { PartBelief } from "../inference/belief.ts";
import { log } from "../numeric/log.ts";

/** What is believed once the parts are joined: probabilities, all given the reports that count and survival so far. */
export interface JoinedBelief {
  /** P(reports, survival). */
  readonly mass: number;
  readonly survival: number;
  /** P(ending e in step t): [e · T + t]. */
  readonly endings: Float64Array;
  /** By stage: share of move m among the moves made there, the last entry passes; sums to 1. */
  readonly nextMoves: readonly Float64Array[];
  /** Per variable: P(level at the end of step t, not ended): [t · levels + l]. */
  readonly levels: readonly Float64Array[];
  /** Per variable: P(level at the start of the as-of step). */
  readonly levelsNow: readonly Float64Array[];
  readonly reliable: Float64Array;
  /** P(question's ending by its step). */
  readonly question: number;
  /** Indexes of the reports that count, in the order in which they count. */
  readonly counted: Int32Array;
  /** In bits, by counted report. */
  readonly surprise: Float64Array;
  /** In points, by counted report. */
  readonly effect: Float64Array;
  /** P(part | reports, survival). */
  readonly parts: Float64Array;
}

/**
 * Join the beliefs of all parts, weighted by their priors, in the order of the
 * parts. Equations (8) and (9) of docs/model.md. A mass of 0 (reports that
 * contradict what must hold) gives NaN throughout; see `firstImpossible`.
 */
export function joinBeliefs(beliefs: readonly PartBelief[], weights: readonly number[]): JoinedBelief {
  const first = beliefs[0]!;
  const sum = (read: (belief: PartBelief) => number): number =>
    beliefs.reduce((total, belief, p) => total + weights[p]! * read(belief), 0);
  const add = (read: (belief: PartBelief) => Float64Array): Float64Array => sumOf(beliefs.map(read), weights);
  const mass = sum((belief) => belief.mass);
  const survival = sum((belief) => belief.survival);
  const share = (masses: Float64Array): Float64Array => masses.map((m) => m / mass);
  const prefix = add((belief) => belief.prefix);
  const question = sum((belief) => belief.question) / mass;
  const withoutMass = add((belief) => belief.without.mass);
  const withoutQuestion = add((belief) => belief.without.question);
  return {
    mass,
    survival,
    endings: share(add((belief) => belief.endings)),
    nextMoves: joinMoves(beliefs, weights),
    levels: first.levels.map((_, variable) => share(add((belief) => belief.levels[variable]!))),
    levelsNow: first.levelsNow.map((_, variable) => share(add((belief) => belief.levelsNow[variable]!))),
    reliable: share(add((belief) => belief.reliable)),
    question,
    counted: first.counted,
    surprise: prefix.map((p, k) => -log(p / (k === 0 ? survival : prefix[k - 1]!)) / Math.LN2 + 0),
    effect: withoutMass.map((without, k) => 100 * (question - withoutQuestion[k]! / without)),
    parts: Float64Array.from(beliefs, (belief, p) => (weights[p]! * belief.mass) / mass),
  };
}

/** By stage: share of each move of the as-of step, over all parts. */
export function joinMoves(
  parts: readonly Pick<PartBelief, "nextMoves">[],
  weights: readonly number[],
): readonly Float64Array[] {
  return parts[0]!.nextMoves.map((_, stage) =>
    normalised(
      sumOf(
        parts.map(({ nextMoves }) => nextMoves[stage]!),
        weights,
      ),
    ),
  );
}

/** The first counted report that the earlier ones leave no room for, −1 where there is none. */
export function firstImpossible(beliefs: readonly PartBelief[], weights: readonly number[]): number {
  const { counted, prefix } = beliefs[0]!;
  for (let k = 0; k < prefix.length; k++) {
    if (!beliefs.some((belief, p) => weights[p]! * belief.prefix[k]! > 0)) return counted[k]!;
  }
  return -1;
}

function sumOf(masses: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const total = new Float64Array(masses[0]!.length);
  masses.forEach((own, p) => {
    for (let i = 0; i < total.length; i++) total[i]! += weights[p]! * own[i]!;
  });
  return total;
}

function normalised(masses: Float64Array): Float64Array {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return total > 0 ? masses.map((mass) => mass / total) : masses;
}
