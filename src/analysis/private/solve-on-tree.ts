import type { Game } from "../../game/game.ts";
import type { Policy, SolveRecord } from "../../game/policy.ts";
import { BranchTracer } from "../../numeric/branch-tracer.ts";
import { findLogitPoints } from "../../solvers/classic/find-logit-points.ts";
import { TreeLogitSystem } from "../../solvers/classic/tree-logit-system.ts";
import { HistoryMind } from "../../solvers/private/history-mind.ts";
import { InformationSets } from "../../solvers/private/information-sets.ts";
import { rememberingGame } from "../../solvers/private/remembering-game.ts";
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
export interface PrivateSolution {
  readonly game: Game;
  readonly policy: Policy;
  readonly record: SolveRecord;
}

/**
 * The agent logit equilibrium of a game of private information on the tree of
 * all its histories: on the principal branch of the whole tree from λ = 0,
 * residual at most 1e-10. What an actor does depends on the public history and
 * on what it sees of the hidden variables now.
 *
 * @returns undefined where the tree is larger than the limits.
 */
export function solveOnTree(game: Game, sight: Sight, limits: TreeLimits = TREE_LIMITS): PrivateSolution | undefined {
  const unrolled = unrollWithin(game, sight, limits);
  if (!unrolled) return undefined;
  const { sets, solvable } = unrolled;
  const system = new TreeLogitSystem(solvable.tree, solvable.precision);
  const branch = new BranchTracer(system).trace();
  const profile = branch.probabilities.slice(0, system.strategies);
  const others = system.size > MOST_SEARCHED ? 0 : findLogitPoints(system, [profile], STARTS, 1).length;
  const mind = new HistoryMind(game, sets, (set) => sharesOf(solvable, profile, set));
  const { tree } = solvable;
  return {
    ...rememberingGame(game, mind, Number.POSITIVE_INFINITY),
    record: {
      method: `agent logit equilibrium on the tree of ${tree.infoset.length} nodes, principal branch from λ = 0`,
      converged: branch.converged,
      residual: branch.residual,
      iterations: branch.steps,
      ties: 0,
      forks: branch.forks.length,
      positions: tree.infoset.length,
      notes: [
        ...(branch.converged ? [] : [`The branch could not be followed to its end: ${branch.reason}.`]),
        ...(branch.forks.length > 0
          ? [
              `Branches cross at ${branch.forks.map((s) => s.toPrecision(3)).join(", ")} times λ; the one that goes straight on was kept.`,
            ]
          : []),
        ...(branch.folds > 0 ? ["The branch turns back on its way: other equilibria exist below these λ."] : []),
        ...(others > 0
          ? [
              `${others === 1 ? "One other equilibrium was" : `${others} other equilibria were`} found at these λ; the odds are those of the principal branch.`,
            ]
          : []),
        ...(system.size > MOST_SEARCHED ? ["Other equilibria were not looked for: the tree is large."] : []),
      ],
    },
  };
}

/** The tree of a game, unless it is larger than the limits. */
export function unrollWithin(
  game: Game,
  sight: Sight,
  limits: TreeLimits,
): { readonly sets: InformationSets; readonly solvable: SolvableTree; readonly ratios: number } | undefined {
  const sets = new InformationSets(new PrivateView(game, sight));
  const collector = new TreeCollector(game, sets.owners, limits.nodes);
  if (new GameUnroller(game, collector, String, 0, sets).run() < 0) return undefined;
  const solvable = collector.finish();
  const { infosets, first } = solvable.tree;
  const ratios = first[infosets.length]! - infosets.length;
  return ratios > limits.ratios ? undefined : { sets, solvable, ratios };
}

function sharesOf({ tree, setIndex }: SolvableTree, profile: Float64Array, set: number): Float64Array {
  const h = setIndex.get(set)!;
  return profile.subarray(tree.first[h]!, tree.first[h + 1]!);
}
