import type { Game } from "../../game/game.ts";
import type { SolveRecord } from "../../game/policy.ts";
import type { BranchResult } from "../../numeric/branch-tracer.ts";
import { BranchTracer } from "../../numeric/branch-tracer.ts";
import { findLogitPoints } from "../../solvers/classic/find-logit-points.ts";
import { TreeLogitSystem } from "../../solvers/classic/tree-logit-system.ts";
import { HistoryMind } from "../../solvers/private/history-mind.ts";
import { InformationSets } from "../../solvers/private/information-sets.ts";
import { type Opening, ownOpening } from "../../solvers/private/opening.ts";
import { type RememberingGame, rememberingGame } from "../../solvers/private/remembering-game.ts";
import { PrivateView, type Sight } from "../../solvers/private/sight.ts";
import { GameUnroller } from "../unroll-game.ts";
import { type SolvableTree, TreeCollector } from "./tree-collector.ts";

/** How large a tree is solved as one system of equations. */
export interface TreeLimits {
  readonly nodes: number;
  /** Free probabilities: actions minus information sets. */
  readonly ratios: number;
}

export const TREE_LIMITS: TreeLimits = { nodes: 20_000, ratios: 250 };

/** Up to this many free probabilities other equilibria are looked for, from so many starts. */
const MOST_SEARCHED = 40;
const STARTS = 30;

/** A game that the filter can carry, with the policy that plays it, and how that was got. */
export interface PrivateSolution extends RememberingGame {
  readonly record: SolveRecord;
  /** P(secret) by secret and memory, where memories are beliefs. */
  readonly believed?: (memory: number) => Float64Array;
}

/**
 * The agent logit equilibrium of a game of private information on the tree of
 * all its histories: on the principal branch of the whole tree from λ = 0,
 * residual at most 1e-10. What an actor does depends on the public history and
 * on what it sees of the hidden variables now. Each opening has a tree of its
 * own, since everybody knows which of them it is.
 *
 * @returns undefined where the trees are larger than the limits.
 */
export function solveOnTree(
  game: Game,
  sight: Sight,
  limits: TreeLimits = TREE_LIMITS,
  openings: readonly Opening[] = ownOpening(game),
): PrivateSolution | undefined {
  const unrolled = unrollWithin(game, sight, limits, openings);
  if (!unrolled) return undefined;
  const { sets, trees } = unrolled;
  const traced = trees.map(traceTree);
  const shares = new Map<number, Float64Array>();
  trees.forEach(({ tree, setIndex }, t) => {
    for (const [set, h] of setIndex) shares.set(set, traced[t]!.profile.subarray(tree.first[h]!, tree.first[h + 1]!));
  });
  const mind = new HistoryMind(game, sets, (set) => shares.get(set)!);
  return { ...rememberingGame(game, mind, Number.POSITIVE_INFINITY, openings), record: recordOf(trees, traced) };
}

interface TracedTree {
  readonly profile: Float64Array;
  readonly branch: BranchResult;
  /** Other equilibria found; undefined where they were not looked for. */
  readonly others: number | undefined;
}

function traceTree({ tree, precision }: SolvableTree): TracedTree {
  const system = new TreeLogitSystem(tree, precision);
  const branch = new BranchTracer(system).trace();
  const profile = branch.probabilities.slice(0, system.strategies);
  const others = system.size > MOST_SEARCHED ? undefined : findLogitPoints(system, [profile], STARTS, 1).length;
  return { profile, branch, others };
}

function recordOf(trees: readonly SolvableTree[], traced: readonly TracedTree[]): SolveRecord {
  const nodes = trees.reduce((sum, { tree }) => sum + tree.infoset.length, 0);
  const branches = traced.map(({ branch }) => branch);
  const failed = branches.find(({ converged }) => !converged);
  const forks = branches.flatMap((branch) => branch.forks);
  const others = traced.reduce((sum, one) => sum + (one.others ?? 0), 0);
  const where = trees.length === 1 ? `the tree of ${nodes} nodes` : `${trees.length} trees of ${nodes} nodes`;
  return {
    method: `agent logit equilibrium on ${where}, principal branch from λ = 0`,
    converged: failed === undefined,
    residual: Math.max(...branches.map(({ residual }) => residual)),
    iterations: branches.reduce((sum, { steps }) => sum + steps, 0),
    ties: 0,
    forks: forks.length,
    positions: nodes,
    notes: [
      ...(failed ? [`The branch could not be followed to its end: ${failed.reason}.`] : []),
      ...(forks.length > 0
        ? [
            `Branches cross at ${forks.map((s) => s.toPrecision(3)).join(", ")} times λ; the one that goes straight on was kept.`,
          ]
        : []),
      ...(branches.some(({ folds }) => folds > 0)
        ? ["The branch turns back on its way: other equilibria exist below these λ."]
        : []),
      ...(others > 0
        ? [
            `${others === 1 ? "One other equilibrium was" : `${others} other equilibria were`} found at these λ; the odds are those of the principal branch.`,
          ]
        : []),
      ...(traced.some((one) => one.others === undefined)
        ? ["Other equilibria were not looked for: the tree is large."]
        : []),
    ],
  };
}

/** The trees of a game, one for each opening, unless they are larger than the limits: nodes of all together, ratios of each. */
export function unrollWithin(
  game: Game,
  sight: Sight,
  limits: TreeLimits,
  openings: readonly Opening[] = ownOpening(game),
):
  | {
      readonly sets: InformationSets;
      readonly trees: readonly SolvableTree[];
      readonly nodes: number;
      readonly ratios: number;
    }
  | undefined {
  const sets = new InformationSets(new PrivateView(game, sight));
  const trees: SolvableTree[] = [];
  let nodes = 0;
  let ratios = 0;
  for (const [number, opening] of openings.entries()) {
    const collector = new TreeCollector(game, sets.owners, limits.nodes - nodes);
    if (new GameUnroller(game, collector, String, 0, sets).run(opening, number) < 0) return undefined;
    const solvable = collector.finish();
    const { infosets, first, infoset } = solvable.tree;
    ratios = Math.max(ratios, first[infosets.length]! - infosets.length);
    if (ratios > limits.ratios) return undefined;
    nodes += infoset.length;
    trees.push(solvable);
  }
  return { sets, trees, nodes, ratios };
}
