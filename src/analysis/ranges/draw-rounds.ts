import { sobolSequence } from "../../numeric/sobol.ts";
import { evenProposal, type Proposal, proposalAround } from "./proposal.ts";
import type { DrawResult } from "./run-draws.ts";
import type { UncertainParameters } from "./uncertain-parameters.ts";
import { type Round, standardError, type WeighedDraws, weighDraws } from "./weigh-draws.ts";

/** Draws between two looks at the precision reached; the only places to stop early. */
export const DRAWS_BETWEEN_LOOKS = 64;
/** Weights are said to collapse when they are worth less than this share of the draws … */
export const LEAST_SHARE = 0.1;
/** … or fewer equal draws than this, and less than that share: few draws that all count have not collapsed. */
export const LEAST_DRAWS = 20;
export const MOST_COUNT = 0.5;
/** Rounds of draws, the first included: later ones only where the weights collapse. */
const MOST_ROUNDS = 4;

export interface DrawOptions {
  /** Draws in each round. */
  readonly draws: number;
  readonly seed: number;
  /** Stop the first round once the standard error of every mean watched is at most this. */
  readonly precision?: number;
  /** How many draws keep the solver busy; more than that are not begun before a look. */
  readonly atOnce: number;
  /** Solves draws, given as values by parameter, in their order. */
  readonly solve: (draws: readonly Float64Array[]) => Promise<readonly DrawResult[]>;
  /** By what is watched, its value in each draw. */
  readonly watched: (results: readonly DrawResult[]) => readonly Float64Array[];
}

export interface DrawnRounds extends WeighedDraws {
  readonly rounds: number;
  readonly stoppedEarly: boolean;
  readonly collapsed: boolean;
}

/**
 * Draw parameters and weigh the draws by how well they explain the reports,
 * in rounds: the first even, others around the weighted ones before while the
 * weights collapse. The same for any solver that gives the same digits.
 */
export async function drawRounds(uncertain: UncertainParameters, options: DrawOptions): Promise<DrawnRounds> {
  const rounds: Round[] = [];
  let stoppedEarly = false;
  let proposal: Proposal = evenProposal;
  for (;;) {
    const first = rounds.length === 0;
    const round = await drawRound(uncertain, proposal, rounds.length, first ? options : withoutPrecision(options));
    rounds.push(round);
    if (first) stoppedEarly = round.points.length < options.draws;
    const weighed = weighDraws(rounds);
    const collapsed = isCollapsed(weighed);
    const hopeless = weighed.effectiveSampleSize === 0;
    if (!collapsed || hopeless || rounds.length === MOST_ROUNDS || uncertain.count === 0) {
      return { ...weighed, rounds: rounds.length, stoppedEarly, collapsed };
    }
    proposal = proposalAround(weighed.points, weighed.weights, enoughOf(weighed.points.length));
  }
}

function isCollapsed({ points, effectiveSampleSize }: WeighedDraws): boolean {
  return effectiveSampleSize < Math.min(enoughOf(points.length), MOST_COUNT * points.length);
}

function enoughOf(draws: number): number {
  return Math.max(LEAST_DRAWS, LEAST_SHARE * draws);
}

function withoutPrecision({ precision: _, ...options }: DrawOptions): DrawOptions {
  return options;
}

async function drawRound(
  uncertain: UncertainParameters,
  proposal: Proposal,
  index: number,
  options: DrawOptions,
): Promise<Round> {
  const { draws, seed, precision } = options;
  const sequence = sobolSequence(uncertain.count, { seed, round: index });
  const points = Array.from({ length: draws }, (_, d) => proposal.place(sequence.at(d)));
  const looks = Math.max(1, Math.ceil(options.atOnce / DRAWS_BETWEEN_LOOKS));
  const wave = precision === undefined ? draws : looks * DRAWS_BETWEEN_LOOKS;
  const results: DrawResult[] = [];
  for (let from = 0; from < draws; from += wave) {
    const more = await options.solve(points.slice(from, from + wave).map((point) => uncertain.at(point)));
    results.push(...more);
    if (precision === undefined) continue;
    // Whatever was solved beyond the look at which it stops is thrown away: as if in one thread.
    for (let end = from + DRAWS_BETWEEN_LOOKS; end <= results.length && end < draws; end += DRAWS_BETWEEN_LOOKS) {
      const round = { proposal, points: points.slice(0, end), results: results.slice(0, end) };
      if (isPrecise(round, precision, options)) return round;
    }
  }
  return { proposal, points, results };
}

function isPrecise(round: Round, precision: number, { watched }: DrawOptions): boolean {
  const weighed = weighDraws([round]);
  if (isCollapsed(weighed)) return false;
  return watched(round.results).every((values) => standardError(weighed.weights, values) <= precision);
}
