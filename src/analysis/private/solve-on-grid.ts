import { beliefBlocks } from "../../crisis/compile/belief-blocks.ts";
import { privateVariables } from "../../crisis/compile/private-variables.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import { GameError } from "../../game/game-error.ts";
import type { SolveRecord } from "../../game/policy.ts";
import { BeliefMind } from "../../solvers/private/belief-mind.ts";
import { gridBytes } from "../../solvers/private/grid-bytes.ts";
import { type Opening, ownOpening } from "../../solvers/private/opening.ts";
import { type RememberingGame, rememberingGame } from "../../solvers/private/remembering-game.ts";
import type { Sight } from "../../solvers/private/sight.ts";
import { BeliefGridSolver, type GridPlan } from "../../solvers/private/solve-belief-grid.ts";
import { endingShares } from "./ending-shares.ts";
import type { PrivateSolution } from "./solve-on-tree.ts";

/** Intervals an edge, by number of free dimensions of a belief; more dimensions take the last. */
const INTERVALS: readonly number[] = [1, 128, 32, 12, 8, 6, 4];
/** Bytes that the values of the grid may take. */
export const MOST_GRID_BYTES = 1.5e9;
/** Beliefs in one passage that are followed exactly; more are put on a grid of at most so many points. */
const MOST_BELIEFS = 500;
const COARSEST = 300;
/** Nodes of the game with what everybody remembers. */
const MOST_NODES = 3e6;

/** The grid for a crisis: how beliefs are split into blocks, and how fine each is. */
export function gridPlan(crisis: Crisis): GridPlan {
  const secret = privateVariables(crisis);
  const blocks = beliefBlocks(crisis);
  const levels = blocks.map((block) =>
    block.reduce((product, k) => product * crisis.variables[secret[k]!]!.levels.length, 1),
  );
  const dimensions = levels.reduce((sum, own) => sum + own - 1, 0);
  const intervals = INTERVALS[Math.min(dimensions, INTERVALS.length - 1)]!;
  return { blocks, intervals: blocks.map(() => intervals) };
}

/** Number of points of a grid. */
export function gridPoints(crisis: Crisis, { blocks, intervals }: GridPlan): number {
  const secret = privateVariables(crisis);
  return blocks.reduce((points, block, b) => {
    const levels = block.reduce((product, k) => product * crisis.variables[secret[k]!]!.levels.length, 1);
    let own = 1;
    for (let k = 1; k < levels; k++) own = (own * (intervals[b]! + k)) / k;
    return points * Math.round(own);
  }, 1);
}

/**
 * The equilibrium of a game of private information on a grid of public
 * beliefs; solved again on a grid half as fine, to say what the grid matters.
 *
 * @throws {GameError} `private-too-large` where values or beliefs do not fit; estimated before memory is taken.
 */
export function solveOnGrid(
  crisis: Crisis,
  game: Game,
  sight: Sight,
  plan: GridPlan = gridPlan(crisis),
  openings: readonly Opening[] = ownOpening(game),
): PrivateSolution {
  const points = gridPoints(crisis, plan);
  const bytes = gridBytes(game, points);
  if (bytes > MOST_GRID_BYTES)
    throw tooLarge(`its belief grid of ${points} points would take ${(bytes / 1e9).toFixed(1)} GB`);
  const coarse = { ...plan, intervals: plan.intervals.map((n) => Math.max(1, Math.floor(n / 2))) };
  const own = onGrid(game, sight, plan, openings);
  const half = onGrid(game, sight, coarse, openings);
  const shares = endingShares(own);
  const change = endingShares(half).reduce((most, share, e) => Math.max(most, Math.abs(share - shares[e]!)), 0);
  const { policy, memory, mind } = own;
  return {
    game: own.game,
    policy,
    memory,
    believed: (known) => mind.believed(known),
    record: recordOf(own, points, plan, change),
  };
}

interface OnGrid extends RememberingGame {
  readonly solver: BeliefGridSolver;
  readonly mind: BeliefMind;
}

function onGrid(game: Game, sight: Sight, plan: GridPlan, openings: readonly Opening[]): OnGrid {
  const solver = new BeliefGridSolver(game, sight, plan);
  solver.solve();
  const mind = new BeliefMind(solver, openings, MOST_BELIEFS, COARSEST);
  const remembering = rememberingGame(game, mind, MOST_NODES, openings);
  return { ...remembering, solver, mind };
}

function recordOf({ solver, mind }: OnGrid, points: number, plan: GridPlan, change: number): SolveRecord {
  const { record, stage } = solver;
  const fine = plan.intervals.join(" × ");
  const steep = Math.min(0.5, 16 / Math.max(...plan.intervals));
  const notes = [
    `Public beliefs on a grid of ${points} points (${fine} intervals); half as fine, the odds of no ending change by more than ${percentPoints(change)} points.`,
    ...(record.folded > 0
      ? [
          `In ${record.folded} of ${record.solved} stages the branch turns back on its way: several equilibria exist; the principal branch was kept.`,
        ]
      : []),
    ...(record.forked > 0
      ? [
          `In ${record.forked} of ${record.solved} stages branches cross, or seem to at a corner between beliefs; the one that goes straight on was kept.`,
        ]
      : []),
    ...(record.jump > steep
      ? [
          `What actors do jumps by up to ${(100 * record.jump).toFixed(0)} points between neighbouring beliefs of the grid: several equilibria may exist there, and odds near it are rough.`,
        ]
      : []),
    ...(record.cornered > 0
      ? [
          `In ${record.cornered} of ${record.solved} stages the branch ends in a sharp corner between beliefs; the equilibrium nearest to it was taken, others may exist.`,
        ]
      : []),
    ...(record.failed > 0 ? [`In ${record.failed} of ${record.solved} stages no equilibrium was found.`] : []),
    ...(stage.surprises > 0
      ? [
          "Where something came about that nobody thought possible, beliefs stayed with the types that could have done it.",
        ]
      : []),
    ...(mind.spread.size > 0
      ? ["More beliefs are reached than can be followed one by one; later ones were put on a coarser grid."]
      : []),
  ];
  return {
    method: "logit equilibrium of every stage on a grid of public beliefs, branch from λ = 0",
    converged: record.failed === 0,
    residual: record.residual,
    iterations: record.iterations,
    ties: 0,
    forks: record.forked,
    positions: record.solved,
    beliefGrid: { points, intervals: plan.intervals, changeWhenHalved: change },
    notes,
  };
}

function percentPoints(change: number): string {
  return change < 5e-5 ? "0.01" : (100 * change).toFixed(2);
}

function tooLarge(why: string): GameError {
  return new GameError(
    "private-too-large",
    `This crisis of private information is too large: ${why}. Drop a private variable or a level of one, lower \`steps\`, or write \`information: open\`.`,
  );
}
