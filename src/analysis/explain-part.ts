import type { ExplainInput } from "./explain-input.ts";
import { type ExplainedWays, waysOfPart } from "./paths-of-part.ts";
import { type ExplainedMover, reasonsOfPart } from "./reasons-of-part.ts";

/**
 * Why things go the way they go in one part. Plain data; everything is a mass
 * (or a sum weighted by mass), so that parts add up once each is multiplied by
 * its prior.
 */
export interface ExplainedPart {
  readonly mass: number;
  /** Who chooses in the as-of step, stage by stage. */
  readonly movers: readonly ExplainedMover[];
  readonly ways: ExplainedWays;
}

/**
 * Reasons and likely paths of one part, from the belief at the start of the
 * as-of step (all reports counted) on, everybody keeping to the solution.
 * Exact but for signatures of paths beyond the heaviest, which are counted
 * together.
 *
 * Cost: reasons take one backward pass over the remaining steps for each
 * payoff part and ending; ways one forward pass for each signature kept.
 * Does not mutate its arguments.
 *
 * Tests: test/analysis/explain-part.test.ts.
 */
export function explainPart(input: ExplainInput): ExplainedPart {
  return { mass: input.belief.mass, movers: reasonsOfPart(input), ways: waysOfPart(input) };
}
